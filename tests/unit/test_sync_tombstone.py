"""Erasure: the values go, the place in the graph stays, and a tombstone must fit what it stands on."""

import os

import pytest
from tests.unit.changesets import changeset

from yihu.sync.fold import fold
from yihu.sync.keys import new_identity
from yihu.sync.statement import StatementInvalid, read_statement
from yihu.sync.tombstone import TOMBSTONE_KIND, erased_changeset, fits, tombstone

IDENTITY = new_identity(os.urandom)
CARD = IDENTITY.card("队", "机", 1)
FIRST = changeset({"head": "王伟", "wage": "5"}, hlc=5)
SECOND = changeset({"wage": "6"}, [FIRST], hlc=6, seq=2, previous=FIRST.id)
THIRD = changeset({"note": "x"}, [SECOND], hlc=7, seq=3, previous=SECOND.id)
SAID = tombstone(IDENTITY, CARD, SECOND, 9, "request")


def test_a_tombstone_tells_the_place_and_no_value() -> None:
    place = erased_changeset(read_statement(SAID.data, TOMBSTONE_KIND).fields)
    assert (place.id, place.parents, place.seq, place.previous) == (SECOND.id, SECOND.parents, 2, FIRST.id)
    assert place.changes == {"household/wage": None}
    assert (place.user, place.body) == ("", b"")
    assert "王".encode() not in SAID.data


def test_what_stood_before_an_erased_answer_does_not_come_back() -> None:
    place = erased_changeset(SAID.fields)
    folded = fold([FIRST, place, THIRD])
    assert folded.heads == (THIRD.id,)
    assert folded.values == {"household/head": "王伟", "household/wage": None, "household/note": "x"}
    assert folded.waiting == {}


@pytest.mark.parametrize(
    "lie",
    [
        {"p": []},
        {"p": [THIRD.id]},
        {"paths": []},
        {"paths": ["household/wage", "household/head"]},
        {"id": FIRST.id},
        {"h": FIRST.household.replace("1", "2")},
        {"d": "x"},
        {"r": "b" * 32},
        {"n": 3},
        {"v": None},
        {"t": 1},
        {"f": "household@2"},
    ],
    ids=str,
)
def test_a_tombstone_must_say_of_its_changeset_what_it_is(lie: dict[str, object]) -> None:
    assert fits(SAID.fields, SECOND.body)
    assert not fits({**SAID.fields, **lie}, SECOND.body)


@pytest.mark.parametrize(
    "nonsense",
    [{"id": "ab"}, {"id": 5}, {"id": None}, {"h": "x"}, {"p": ["x"]}, {"p": 5}, {"paths": 5}, {"paths": [["a"]]},
     {"paths": ["head"]}, {"r": ""}, {"n": -1}, {"n": True}, {"t": "x"}, {"f": None}, {"changeset_kind": 1}],
    ids=str,
)  # fmt: skip
def test_a_tombstone_without_sense_is_none(nonsense: dict[str, object]) -> None:
    with pytest.raises(StatementInvalid):
        erased_changeset({**SAID.fields, **nonsense})


@pytest.mark.parametrize("missing", ["id", "h", "p", "paths", "d", "r", "n", "v", "t", "f", "changeset_kind"])
def test_a_tombstone_without_one_of_its_fields_is_none(missing: str) -> None:
    with pytest.raises(StatementInvalid):
        erased_changeset({key: value for key, value in SAID.fields.items() if key != missing})
