"""Records inside a package: counted, bounded, many changesets in one."""

from collections.abc import Iterable
from hashlib import blake2b
from struct import pack

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.changesets import changeset

from yihu.sync.frames import (
    BATCH_BYTES,
    CHANGESET,
    CHANGESETS,
    END,
    FRAME_BYTES_AT_MOST,
    HEADER,
    FrameInvalid,
    FrameReader,
    Record,
    Tally,
    batches,
    bodies_in,
    read_batch,
    set_digest,
    write_frames,
)

HEAD = b'{"package":"p"}'
BODIES = [changeset({"wage": str(number)}).body for number in range(5)]


def read(
    data: bytes, *, step: int = 2**17, many: bool = False
) -> tuple[list[Record], list[tuple[list[bytes], list[bytes]]]]:
    records: list[Record] = []
    batched: list[tuple[list[bytes], list[bytes]]] = []
    reader = FrameReader(
        HEAD,
        lambda kind, payload: records.append((kind, payload)),
        2**40,
        (lambda ids, bodies: batched.append((ids, bodies))) if many else None,
    )
    for start in range(0, len(data), step):
        assert reader.write(data[start : start + step]) == len(data[start : start + step])
    reader.finish()
    return records, batched


def framed(records: Iterable[Record]) -> bytes:
    return b"".join(write_frames(HEAD, records))


@given(
    st.lists(st.tuples(st.sampled_from(["file", "from_the_future", "gap"]), st.binary(max_size=60))),
    st.integers(1, 50),
)
def test_records_come_out_as_they_went_in_however_the_bytes_are_cut(records: list[Record], step: int) -> None:
    assert read(framed(records), step=step)[0] == records


def test_changesets_travel_many_in_one_record_and_each_is_named_by_its_bytes() -> None:
    records, batched = read(framed(batches(BODIES)), many=True)
    assert records == []
    [(ids, bodies)] = batched
    assert bodies == BODIES
    assert ids == [blake2b(body, digest_size=32).digest() for body in BODIES]
    [(kind, payload)] = read(framed(batches(BODIES)))[0]
    assert (kind, read_batch(payload)) == (CHANGESETS, BODIES)


@given(st.lists(st.binary(min_size=1, max_size=BATCH_BYTES), max_size=4), st.integers(0, 3))
def test_a_batch_is_never_larger_than_it_may_be_and_nothing_changes_its_order(
    bodies: list[bytes], number: int
) -> None:
    bodies = bodies + [b"x" * (BATCH_BYTES - 1)] * number
    made = list(batches(iter(bodies)))
    assert [body for _, payload in made for body in read_batch(payload)] == bodies
    assert all(len(payload) <= 2 * BATCH_BYTES for _, payload in made)
    assert len(made) == 0 if not bodies else len(made) <= len(bodies)


@pytest.mark.parametrize(
    "payload",
    [b"\0\0\0", pack(">I", 0), pack(">I", 5) + b"abcd", pack(">I", 1) + b"a" + b"\0\0", b"\xff" * 9],
)
def test_a_batch_that_contradicts_itself_is_refused(payload: bytes) -> None:
    with pytest.raises(FrameInvalid):
        read_batch(payload)


def test_the_bodies_of_a_record_are_those_put_in_whether_it_was_made_here_or_came() -> None:
    bodies = [b"one", b"two"]
    [(_, payload)] = batches(bodies)
    assert list(bodies_in(payload)) == list(bodies_in(bytes(payload))) == bodies


def test_the_count_is_the_same_whether_changesets_come_alone_or_together() -> None:
    """The digest of a set: the order and the batches make no difference, a missing one does."""
    together, apart, less = Tally(), Tally(), Tally()
    [(kind, payload)] = batches(BODIES)
    together.add(kind, payload)
    apart.add_bodies(reversed(BODIES))
    less.add_bodies(BODIES[1:])
    assert together == apart
    assert together.to_bytes() != less.to_bytes()
    ids = [blake2b(body, digest_size=32).digest() for body in BODIES]
    assert together.digest == set_digest(ids)
    alone = Tally()
    alone.add(CHANGESET, BODIES[0])
    assert alone.digest != set_digest(ids[:1])  # a record of another kind is another record


@pytest.mark.parametrize("more", [framed([])[-80:], pack(">I", 2) + b"\1x", pack(">I", 2)])
def test_nothing_may_follow_the_last_record(more: bytes) -> None:
    with pytest.raises(FrameInvalid):
        read(framed([]) + more)


def test_an_end_that_came_with_a_record_less_is_refused() -> None:
    frames = list(write_frames(HEAD, [*batches(BODIES), ("gap", b"x")]))
    for missing in range(1, len(frames) - 1):
        with pytest.raises(FrameInvalid):
            read(b"".join(frames[:missing] + frames[missing + 1 :]), many=True)
    with pytest.raises(FrameInvalid):
        read(b"".join(frames[:-1]), many=True)
    assert frames[-1][5 : 5 + len(END)] == END.encode()


def test_a_record_over_the_limit_is_refused_though_all_else_is_right() -> None:
    frames = list(write_frames(HEAD, []))
    payload = b"y" * (FRAME_BYTES_AT_MOST - 1)
    tally = Tally()
    tally.add(HEADER, frames[0][5 + len(HEADER) :])
    tally.add("x", payload)
    large = pack(">I", 2 + len(payload)) + b"\1x" + payload
    end = tally.to_bytes()
    last = pack(">I", 1 + len(END) + len(end)) + bytes([len(END)]) + END.encode() + end
    with pytest.raises(FrameInvalid, match="length"):
        read(frames[0] + large + last)
    assert read(framed([("x", payload[1:])]))[0] == [("x", payload[1:])]


def test_a_name_longer_than_any_kind_is_never_written() -> None:
    with pytest.raises(FrameInvalid):
        framed([("k" * 33, b"")])
