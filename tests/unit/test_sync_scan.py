"""The quick check of bodies says the same as the whole one."""

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.examples import examples
from tests.unit.changesets import changeset

from yihu.sync import scan
from yihu.sync.changeset import read_changeset
from yihu.sync.errors import ChangesetInvalid
from yihu.sync.scan import Scanned, Scanner, file_names, scanned_links

TEXTS = st.text(st.sampled_from('ab0."\\/\0\x1f王é́가ᄀｱ–\u2028 '), max_size=6)
VALUES = st.one_of(TEXTS, st.integers(-9, 9), st.booleans(), st.none())
CHANGES = st.dictionaries(TEXTS.map(lambda text: f"household/{text}"), VALUES, max_size=5)


def whole(body: bytes) -> Scanned | None:
    try:
        return scanned_links(read_changeset(body), body)
    except ChangesetInvalid:
        return None


def quick(scanner: Scanner, body: bytes) -> Scanned | None:
    try:
        return scanner.scan(body)
    except ChangesetInvalid:
        return None


@examples(100)
@given(st.lists(st.tuples(CHANGES, st.integers(0, 400), st.binary(max_size=3)), min_size=1, max_size=6))
def test_the_quick_check_and_the_whole_one_agree_also_on_what_was_spoilt(
    several: list[tuple[dict[str, str | int | bool | None], int, bytes]],
) -> None:
    scanner = Scanner()
    for changes, place, spoilt in several:
        fields = orjson.loads(changeset({"a": "1", "b": "2"}).body) | {"c": changes}
        try:
            body = orjson.dumps(fields, option=orjson.OPT_SORT_KEYS)
        except orjson.JSONEncodeError:
            continue
        for each in (*[body] * 6, body[:place] + spoilt + body[place + len(spoilt) :]):
            assert quick(scanner, each) == whole(each)


@examples(100)
@given(st.lists(st.tuples(CHANGES, st.integers(0, 400), st.binary(max_size=3)), min_size=1, max_size=4))
def test_bodies_that_come_together_are_checked_as_each_alone(
    several: list[tuple[dict[str, str | int | bool | None], int, bytes]],
) -> None:
    """Spoilt ones among right ones of a known shape; text that goes wrong only where two bodies meet is right."""
    scanner, known = Scanner(), changeset({"a": "1", "b": "王"}).body
    assert scanner.scan_many([]) == []
    bodies = [known] * 6
    for changes, place, spoilt in several:
        fields = orjson.loads(known) | {"c": changes}
        try:
            body = orjson.dumps(fields, option=orjson.OPT_SORT_KEYS)
        except orjson.JSONEncodeError:
            continue
        bodies += [known, body, body[:place] + spoilt + body[place + len(spoilt) :]]
        right = [body for body in bodies if whole(body)]
        assert scanner.scan_many(right) == [whole(body) for body in right]
        if len(right) < len(bodies):
            with pytest.raises(ChangesetInvalid):
                scanner.scan_many(bodies)


def test_a_known_shape_is_not_read_whole_again(monkeypatch: pytest.MonkeyPatch) -> None:
    scanner = Scanner()
    scanner.scan(changeset({"a": "1", "b": "王", "m": 3}).body)
    monkeypatch.setattr(scan, "read_changeset", None)
    body = changeset({"a": "另", "b": "x", "m": 3}, ["ab" * 32, "cd" * 32], previous="ef" * 32).body
    assert scanner.scan(body).previous == bytes.fromhex("ef" * 32)
    assert scanner.scan(changeset({"c": "1", "d": "王", "m": 3}).body).seq == 1
    assert scanner.scan(changeset({"a": "1", "b": "x", "m": 3}, user="wang", seq=7).body).seq == 7


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"household/a":', b'"household/c":'),
        (b'"household/b":', b'"household/a":'),
        (b'"household/a":', b'"household-a":'),
        (b'"n":1', b'"n":9999999999999999999'),
        (b'"t":1', b'"t":9999999999999999999'),
        (b'"t":1', b'"t":01'),
        (b'"p":[]', b'"p":["' + b"cd" * 32 + b'","' + b"ab" * 32 + b'"]'),
        (b'"p":[]', b'"p":["' + b"ab" * 32 + b'","' + b"ab" * 32 + b'"]'),
        ("王".encode(), b"\xe7\x8e"),
        ("王".encode(), b"a\x01"),
        ("王".encode(), "e\u0301".encode()),
        (b'"u":', b'"z":1,"u":'),
    ],
)
@pytest.mark.parametrize("seen_before", [2, 8])
def test_in_a_known_shape_all_that_may_differ_is_looked_at(old: bytes, new: bytes, seen_before: int) -> None:
    scanner, body = Scanner(), changeset({"a": "1", "b": "王"}).body
    for _ in range(seen_before):
        assert scanner.scan(body) == whole(body)
    spoilt = body.replace(old, new, 1)
    assert spoilt != body
    assert whole(spoilt) is None
    assert quick(scanner, spoilt) is None


def test_the_same_paths_again_and_again_are_known_by_one_pattern(monkeypatch: pytest.MonkeyPatch) -> None:
    scanner = Scanner()
    for number in range(6):
        assert scanner.scan(changeset({"a": f"{number}", "b": "王"}).body).seq == 1
    monkeypatch.setattr(Scanner, "_scan_parts", None)
    body = changeset({"a": "另", "b": "x"}, ["ab" * 32, "cd" * 32], previous="ef" * 32).body
    assert scanner.scan(body) == whole(body)


def test_patterns_are_made_for_few_shapes_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "_PATTERNS_AT_MOST", 2)
    scanner = Scanner()
    for name in "abcdef":
        body = changeset({name: "1", "z": "2"}).body
        for _ in range(6):
            assert scanner.scan(body) == whole(body)
    assert scanner._patterns_made == 2


def test_what_is_remembered_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "_REMEMBERED_AT_MOST", 4)
    scanner = Scanner()
    for number in range(20):
        body = changeset({"a": number, f"b{number}": "x"}).body
        assert scanner.scan(body) == scanner.scan(body) == whole(body)
    assert len(scanner._skeletons) <= 4
    assert len(scanner._paths) <= 6


def test_file_names_are_found_by_their_hash_only() -> None:
    sha = "ab" * 32
    assert file_names(f'{{"a":"{sha}.jpg","b":"{sha[:-2]}.jpg","c":"1.5"}}'.encode()) == (sha,)
    assert file_names(b'{"a":"x"}') == ()
