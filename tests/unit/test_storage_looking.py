"""Checks over many documents: two processes find what one finds, and one that breaks costs nothing but time."""

import json
from concurrent.futures.process import BrokenProcessPool

import orjson
import pytest
import zstandard

from yihu.actions.shipped_forms import SHIPPED_FORMS, read_shipped
from yihu.base.shipped import resource_path
from yihu.register.profiles import shipped
from yihu.storage import looking
from yihu.storage.looking import look_through

MAPS = {name: read_shipped(name).form.properties for name in SHIPPED_FORMS}


def packed(number, one):
    values = {
        f"{record}/{key}": value
        for record, answers in one["records"].items()
        for key, value in answers.items()
    }
    return f"h{number}", zstandard.compress(orjson.dumps({"values": values}))


@pytest.fixture(scope="module")
def documents():
    village = json.loads(resource_path("demo", "village.json").read_bytes())["households"]
    return [packed(number, one) for number, one in enumerate([*village, *village])]


def told(documents, processes):
    return [
        (id, found.head_name, found.findings)
        for id, found in look_through(documents, MAPS, shipped(), processes)
        if found and found.findings
    ]


def test_two_processes_find_what_one_finds_in_the_same_order(documents, monkeypatch):
    monkeypatch.setattr(looking, "AT_ONCE", 7)
    alone = told(documents, 1)
    assert len(alone) > 4
    assert told(iter(documents), 2) == alone


def test_few_documents_begin_no_process(documents, monkeypatch):
    monkeypatch.setattr(looking, "ProcessPoolExecutor", None)
    assert told(documents, None) == told(documents, 1)


def test_a_process_that_breaks_costs_nothing_but_time(documents, monkeypatch):
    class Broken:
        def __init__(self, *_args, **_named):
            pass

        def __enter__(self):
            return self

        def __exit__(self, *_about):
            pass

        def submit(self, *_args):
            raise BrokenProcessPool

        def shutdown(self, **_named):
            pass

    monkeypatch.setattr(looking, "ProcessPoolExecutor", Broken)
    assert told(documents, 2) == told(documents, 1)


def test_who_stops_in_between_leaves_no_process_behind(documents):
    looked = look_through(documents, MAPS, shipped(), 1)
    assert next(looked)[0] == "h0"
    looked.close()
    assert list(looked) == []
