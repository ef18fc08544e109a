"""What a package says its questionnaires and rules are is compared with what they are."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import orjson
import pytest
from tests.unit.hand_overs import name_of, records_of, written
from tests.unit.stores import SomeForm, add_household, befriend, dump, new_store

from yihu.storage.form_content import FormAltered
from yihu.storage.store import Store
from yihu.sync.frames import FILE, FORM, Record, pieces

HOME = "01900000-0000-7000-8000-000000000001"
TABLES = ("form", "form_file", "changeset", "statement", "other_record", "household")


@pytest.fixture
def one(tmp_path: Path) -> Store:
    store = new_store(tmp_path / "one", "一号")
    add_household(store, HOME)
    store.put_form(SomeForm(id="water", sha256="cd" * 32, xform="<water/>", attachments={}))
    store.put_text("template", "card", 3, "card", 'kind = "card"')
    return store


@pytest.fixture
def two(tmp_path: Path, one: Store) -> Store:
    store = new_store(tmp_path / "two", "二号")
    befriend(one, store)
    return store


def altered(
    one: Store, two: Store, folder: Path, id: str, change: Callable[[dict[str, Any]], object]
) -> Path:
    """A rightful file, but that one of its forms says something else of itself."""
    one.give(folder / "whole.yihu", [name_of(two)])
    records = list[Record]()
    for kind, payload in records_of(folder / "whole.yihu", two):
        fields = orjson.loads(payload) if kind == FORM else {}
        if fields.get("id") == id:
            change(fields)
            payload = orjson.dumps(fields)
        records.append((kind, payload))
    return written(folder / "altered.yihu", one, two, records)


def with_other_text(one: Store, two: Store, folder: Path, id: str, xform: bytes) -> Path:
    """A form under its hash, with another content, all pieces fitting."""
    sha = sha256(xform).hexdigest()
    path = altered(one, two, folder, id, lambda fields: fields.update(xform=sha))
    records = [each for each in records_of(path, two) if each[0] != FILE]
    place = next(
        number for number, each in enumerate(records) if each[0] == FORM and orjson.loads(each[1])["id"] == id
    )
    kept = [each for number, each in enumerate(records) if each[0] != FORM or number == place]
    place = kept.index(records[place])
    return written(
        folder / "other.yihu", one, two, [*kept[: place + 1], *pieces(sha, xform), *kept[place + 1 :]]
    )


@pytest.mark.parametrize("id", ["water", "template:card"])
def test_a_form_or_text_with_another_content_under_its_hash_is_refused_and_nothing_changes(
    one: Store, two: Store, tmp_path: Path, id: str
) -> None:
    path = with_other_text(one, two, tmp_path, id, b"<evil/>")
    before = dump(two, *TABLES)
    with pytest.raises(FormAltered) as told:
        two.receive(path)
    assert told.value.code == "form-altered"
    assert "other.yihu" in told.value.explain()
    assert dump(two, *TABLES) == before
    assert two.receive(tmp_path / "whole.yihu").union.new == 1


@pytest.mark.parametrize("name", ["title", "version", "properties"])
def test_what_is_said_beside_the_content_counts_as_content(
    one: Store, two: Store, tmp_path: Path, name: str
) -> None:
    said: Any = {"p": "head_name"} if name == "properties" else "9"
    with pytest.raises(FormAltered):
        two.receive(altered(one, two, tmp_path, "water", lambda fields: fields.update({name: said})))
    assert two.form("water") is None


def test_a_workbooks_hash_that_somebody_claims_doesnt_stand_for_the_workbook(
    one: Store, two: Store, tmp_path: Path
) -> None:
    """A former program says no content: what comes is kept under its content, and the true workbook can still be added."""

    def as_before(fields: dict[str, Any]) -> None:
        del fields["content"]

    two.receive(altered(one, two, tmp_path, "water", as_before))
    received = two.form("water")
    assert received is not None
    assert received.sha256 != "cd" * 32
    two.put_form(SomeForm(id="water", sha256="cd" * 32, xform="<true/>", attachments={}))
    mine = two.form("water")
    assert mine is not None
    assert mine.xform == "<true/>"


def test_the_same_form_under_another_hash_is_not_kept_twice(one: Store, two: Store, tmp_path: Path) -> None:
    one.give(tmp_path / "1.yihu", [name_of(two)])
    assert two.receive(tmp_path / "1.yihu").forms == ("water@1",)
    two.give(tmp_path / "2.yihu", [name_of(one)])
    taken = one.receive(tmp_path / "2.yihu")
    assert taken.forms == ()
    assert [row.sha256 for row in one.forms() if row.id == "water"] == ["cd" * 32]
