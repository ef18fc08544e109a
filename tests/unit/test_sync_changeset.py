"""Changesets: canonical, named by their bytes, and nothing else gets in."""

from contextlib import suppress
from hashlib import blake2b

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.changesets import HOUSEHOLD, changeset

from yihu.sync.changeset import (
    ANSWER_BYTES_AT_MOST,
    BODY_BYTES_AT_MOST,
    check_answers,
    read_changeset,
    read_links,
    read_parents,
    stored_changeset,
)
from yihu.sync.errors import ChangesetInvalid

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
VALUES = st.one_of(TEXT, st.booleans(), st.none(), st.integers(-(2**63) + 1, 2**63 - 1))
GOOD = changeset({"name": "王㛃", "age": "41", "member/r1/_row": 2, "gone": None, "ok": True})


def with_field(**fields: object) -> bytes:
    return orjson.dumps(orjson.loads(GOOD.body) | fields, option=orjson.OPT_SORT_KEYS)


def test_the_bytes_are_canonical_json_and_their_hash_is_the_name() -> None:
    assert GOOD.body.startswith(b'{"c":{"household/age":"41","household/gone":null,')
    assert GOOD.body.endswith(b',"v":null}')
    assert GOOD.id == blake2b(GOOD.body, digest_size=32).hexdigest()
    assert list(orjson.loads(GOOD.body)) == sorted(orjson.loads(GOOD.body))


@given(
    st.dictionaries(TEXT.map(lambda text: f"household/{text}"), VALUES, max_size=8),
    TEXT,
    st.integers(0, 2**62),
)
def test_what_is_written_is_read_again(
    changes: dict[str, str | int | bool | None], user: str, hlc: int
) -> None:
    written = changeset(changes, hlc=hlc, user=user)
    assert read_changeset(written.body) == written
    assert stored_changeset(written.body, written.id) == written


@given(st.dictionaries(TEXT.map(lambda text: f"household/{text}"), VALUES, max_size=8), TEXT)
def test_links_are_read_without_the_answers_whatever_they_say(
    changes: dict[str, str | int | bool | None], user: str
) -> None:
    written = changeset({**changes, "trap": '},"d":"x"'}, [GOOD], user=user)
    links = read_links(written.body)
    assert (links.id, links.household, links.parents, links.user) == (
        written.id,
        HOUSEHOLD,
        (GOOD.id,),
        written.user,
    )


def test_text_in_another_normal_form_gives_the_same_changeset() -> None:
    assert changeset({"name": "e\u0301"}).id == changeset({"name": "\u00e9"}).id


def test_keys_of_a_later_version_are_kept_with_the_bytes() -> None:
    for fields in ({"zz": {"a": [1, {"b": '},"d":'}]}}, {"e": {"x": {}}}, {"a": []}):
        body = with_field(**fields)
        assert read_changeset(body).body == body
        assert read_links(body).household == HOUSEHOLD


HOSTILE = {
    "nothing": b"",
    "no JSON": b"{",
    "no object": b"[]",
    "NaN": GOOD.body.replace(b'"41"', b"NaN"),
    "Infinity": GOOD.body.replace(b'"41"', b"1e999"),
    "a float": GOOD.body.replace(b'"41"', b"41.5"),
    "a duplicate key": GOOD.body.replace(b'"n":1', b'"n":1,"n":1'),
    "a duplicate answer": GOOD.body.replace(
        b'"household/age":"41"', b'"household/age":"40","household/age":"41"'
    ),
    "spaces": GOOD.body.replace(b":", b": ", 1),
    "unsorted keys": orjson.dumps(dict(reversed(list(orjson.loads(GOOD.body).items())))),
    "not NFC": GOOD.body.replace(b'"41"', '"e\u0301"'.encode()),
    "a lone surrogate": GOOD.body.replace(b'"41"', b'"\\ud800"'),
    "a raw lone surrogate": GOOD.body.replace(b'"41"', b'"\xed\xa0\x80"'),
    "bytes that are no text": GOOD.body.replace(b'"41"', b'"\xff"'),
    "NUL": GOOD.body.replace(b'"41"', b'"\\u0000"'),
    "NUL in a path": GOOD.body.replace(b"household/age", b"household/ag\\u0000"),
    "NUL in a later key": with_field(zz=["\0"]),
    "a list as an answer": GOOD.body.replace(b'"41"', b"[1]"),
    "deep JSON": GOOD.body.replace(b'"41"', b"[" * 100_000 + b"]" * 100_000),
    "a deep later key": with_field(zz=orjson.loads(b"[" * 40 + b"]" * 40)),
    "a float in a later key": with_field(zz=1.5),
    "a huge integer": GOOD.body.replace(b'"41"', b"9223372036854775808"),
    "an escaped slash": GOOD.body.replace(b"household/age", b"household\\/age"),
    "too large": changeset({"name": "x" * (BODY_BYTES_AT_MOST // 2)}).body.replace(b"x", b"xxx"),
    "a path without a record": with_field(c={"age": "41"}),
    "an empty path": with_field(c={"": "41"}),
    "answers that are a list": with_field(c=[]),
    "a household id that is none": with_field(h="../../etc"),
    "a replica id that is none": with_field(r="x"),
    "a parent that is no hash": with_field(p=["x"]),
    "parents out of order": with_field(p=["b" * 64, "a" * 64]),
    "a parent twice": with_field(p=["a" * 64, "a" * 64]),
    "parents that are no list": with_field(p="a" * 64),
    "a predecessor that is no hash": with_field(v="x"),
    "a clock that is text": with_field(t="1"),
    "a clock that is true": with_field(t=True),
    "a clock before time": with_field(t=-1),
    "a person that is a number": with_field(u=1),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_nothing_but_a_canonical_changeset_is_read(what: str) -> None:
    with pytest.raises(ChangesetInvalid):
        read_changeset(HOSTILE[what])


@pytest.mark.parametrize("missing", "cdfhknprtuv")
def test_a_changeset_without_one_of_its_fields_is_refused(missing: str) -> None:
    fields = orjson.loads(GOOD.body)
    del fields[missing]
    with pytest.raises(ChangesetInvalid):
        read_changeset(orjson.dumps(fields, option=orjson.OPT_SORT_KEYS))


@given(st.integers(0, len(GOOD.body) - 1), st.integers(1, 255))
def test_a_changed_byte_gives_another_name_or_is_refused(position: int, flip: int) -> None:
    body = bytearray(GOOD.body)
    body[position] ^= flip
    with suppress(ChangesetInvalid):
        assert read_changeset(bytes(body)).id != GOOD.id


@pytest.mark.parametrize("value", ["\ud800", "\0", 2**63, 1.5, ["x"], "x" * (ANSWER_BYTES_AT_MOST + 1)])
def test_a_value_that_no_changeset_can_hold_is_refused_before_anybody_relies_on_it(value: object) -> None:
    with pytest.raises(ChangesetInvalid):
        check_answers({"name": value})  # type: ignore[dict-item]


def test_ordinary_answers_are_not_refused() -> None:
    check_answers({"name": "王\\u0000㛃", "member/r/_row": 1, "x": None, "y": True})


@pytest.mark.parametrize("value", ["\ud800", 2**64, 1.5j])
def test_what_cannot_be_written_down_is_refused(value: object) -> None:
    with pytest.raises(ChangesetInvalid):
        changeset({"name": value})  # type: ignore[dict-item]


@pytest.mark.parametrize(
    "added", [{"z": {"a": {"x": 1}, "d": 5}}, {"cc": 1}, {"c0": {"d": {"d": "5"}}}, {"a": None}], ids=str
)
def test_links_of_a_later_versions_changeset_are_read_though_its_keys_stand_elsewhere(
    added: dict[str, object],
) -> None:
    body = orjson.dumps(orjson.loads(GOOD.body) | added, option=orjson.OPT_SORT_KEYS)
    links, whole = read_links(body), read_changeset(body)
    assert (links.id, links.household, links.parents, links.seq) == (
        whole.id,
        GOOD.household,
        GOOD.parents,
        GOOD.seq,
    )
    assert (links.scope, links.hlc, links.kind) == (GOOD.scope, GOOD.hlc, GOOD.kind)
    assert read_parents(body) == whole.parents
