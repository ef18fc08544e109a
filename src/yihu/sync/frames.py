"""Records inside a package, after decryption and decompression.

A frame is `u32 length | u8 length of kind | kind (ASCII) | payload`, length counting all behind itself,
1 MiB at most. Changesets travel many in one frame (`changesets`: `u32 length | canonical bytes`, repeated), so
that each is hashed once and costs no call of its own; because keys are sorted, household id and parents stand
behind the answers, where `read_links` reads them without touching the answers. Format 1 had one changeset a
frame (`changeset`), which is still read.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import chain
from struct import Struct

import orjson

FRAME_BYTES_AT_MOST = 2**20
PIECE_BYTES = 512 * 1024
BATCH_BYTES = 256 * 1024
HASH_BYTES = 32
HEADER, SUMMARY, FILE, FORM, CHANGESET, END = "header", "summary", "file", "form", "changeset", "end"
CHANGESETS, TIPS, TOMBSTONE, RECEIPT, GAP = "changesets", "tips", "tombstone", "receipt", "gap"
HELD, RULES = "held", "rules"
KNOWN_KINDS = frozenset(
    (HEADER, SUMMARY, FILE, FORM, CHANGESET, END, CHANGESETS, TIPS, TOMBSTONE, RECEIPT, GAP, HELD, RULES)
)
_LENGTH = Struct(">I")
_PIECE = Struct(">32sQQ")

Record = tuple[str, bytes]
"""Kind and payload."""


class Batch(bytes):
    """The payload of a `changesets` record, with the bodies that it was made of and their ids."""

    bodies: tuple[bytes, ...]
    ids: tuple[bytes, ...]


class FrameInvalid(ValueError):
    """Frames that contradict themselves; the message is for the log, without data."""


@dataclass(slots=True)
class Tally:
    """Count and set digest of records: exclusive or of their BLAKE2b-256, so that order doesn't matter."""

    records: int = 0
    digest: int = 0

    def add(self, kind: str, payload: bytes) -> None:
        """Count one record in."""
        if isinstance(payload, Batch):
            self._add_ids(payload.ids)
            return
        if kind == CHANGESETS:
            self.add_bodies(read_batch(payload))
            return
        self.records += 1
        self.digest ^= int.from_bytes(
            blake2b(payload, digest_size=32, person=kind.encode()[:16]).digest(), "big"
        )

    def add_bodies(self, bodies: Iterable[bytes]) -> list[bytes]:
        """Count changesets in, each by its own id (BLAKE2b-256 of its bytes); the ids."""
        ids = _ids_of(bodies)
        self._add_ids(ids)
        return ids

    def _add_ids(self, ids: Sequence[bytes]) -> None:
        self.records += len(ids)
        self.digest ^= set_digest(ids)

    def to_bytes(self) -> bytes:
        """The payload of the last record."""
        return orjson.dumps({"digest": f"{self.digest:064x}", "records": self.records})


def set_digest(ids: Iterable[bytes]) -> int:
    """Exclusive or of hashes (32 bytes each): the same for the same set in any order."""
    whole = b"".join(ids)
    digest, count = int.from_bytes(whole, "big"), len(whole) // HASH_BYTES
    while count > 1:  # all of one half with all of the other at once
        half = (count + 1) // 2
        digest = (digest >> 8 * HASH_BYTES * half) ^ (digest & ((1 << 8 * HASH_BYTES * half) - 1))
        count = half
    return digest


def batches(bodies: Iterable[bytes]) -> Iterator[Record]:
    """The `changesets` records of these bodies, in their order."""
    batch, size = list[bytes](), 0
    for body in bodies:
        if batch and size + len(body) > BATCH_BYTES:
            yield CHANGESETS, _batch(batch)
            batch, size = [], 0
        batch.append(body)
        size += len(body) + _LENGTH.size
    if batch:
        yield CHANGESETS, _batch(batch)


def _batch(bodies: list[bytes]) -> Batch:
    lengths = [_LENGTH.pack(len(body)) for body in bodies]
    batch = Batch(b"".join(chain.from_iterable(zip(lengths, bodies, strict=True))))
    batch.bodies = tuple(bodies)
    batch.ids = tuple(_ids_of(bodies))
    return batch


def _ids_of(bodies: Iterable[bytes]) -> list[bytes]:
    return [blake2b(body, digest_size=32).digest() for body in bodies]


def bodies_in(payload: bytes) -> Sequence[bytes]:
    """The bodies of a `changesets` record, not cut anew if it was made here. Raises `FrameInvalid`."""
    return payload.bodies if isinstance(payload, Batch) else read_batch(payload)


def read_batch(payload: bytes) -> list[bytes]:
    """The bodies of a `changesets` record. Raises `FrameInvalid`."""
    bodies, start, end = list[bytes](), 0, len(payload)
    while start < end:
        stop = start + _LENGTH.size
        if stop > end:
            raise FrameInvalid("batch")
        (length,) = _LENGTH.unpack_from(payload, start)
        start = stop + length
        if length == 0 or start > end:
            raise FrameInvalid("batch")
        bodies.append(payload[stop:start])
    return bodies


def write_frames(header: bytes, records: Iterable[Record]) -> Iterator[bytes]:
    """All frames of a payload: the header's hash first, count and digest last."""
    tally = Tally()
    for kind, payload in _with_header(header, records):
        tally.add(kind, payload)
        yield _frame(kind, payload)
    yield _frame(END, tally.to_bytes())


@dataclass(slots=True)
class FrameReader:
    """Takes plain bytes in pieces of any size and hands on whole records; `finish` checks that all came.

    Attributes:
        take: called with kind and payload of each record but the first and the last.
        take_many: called with the ids and the bodies of a `changesets` record; without it `take` gets the record.
        bytes_at_most: more plain bytes than this are a bomb.
    """

    header: bytes
    take: Callable[[str, bytes], None]
    bytes_at_most: int
    take_many: Callable[[list[bytes], list[bytes]], None] | None = None
    _buffer: bytearray = field(default_factory=bytearray)
    _tally: Tally = field(default_factory=Tally)
    _plain_bytes: int = 0
    _ended: bool = False

    def write(self, data: bytes) -> int:
        """Called by the decompressor with 128 KiB at most."""
        self._plain_bytes += len(data)
        if self._plain_bytes > self.bytes_at_most:
            raise FrameInvalid("too large")
        self._buffer += data
        start = 0
        while (stop := self._frame_end(start)) is not None:
            with memoryview(self._buffer) as view:
                frame = bytes(view[start + _LENGTH.size : stop])
            self._frame(frame)
            start = stop
        del self._buffer[:start]
        return len(data)

    def finish(self) -> None:
        """Raises `FrameInvalid` unless the last record came and nothing behind it."""
        if not self._ended or self._buffer:
            raise FrameInvalid("no end")

    def _frame_end(self, start: int) -> int | None:
        if len(self._buffer) < start + _LENGTH.size:
            return None
        (length,) = _LENGTH.unpack_from(self._buffer, start)
        if not 1 <= length <= FRAME_BYTES_AT_MOST:
            raise FrameInvalid("frame length")
        stop = start + _LENGTH.size + length
        return stop if stop <= len(self._buffer) else None

    def _frame(self, frame: bytes) -> None:
        split = 1 + frame[0]
        kind, payload = frame[1:split].decode("ascii", "replace"), frame[split:]
        if self._ended or not kind.isidentifier() or not kind.isascii() or split > len(frame):
            raise FrameInvalid("kind")
        if kind == END:
            self._end(payload)
            return
        if (self._tally.records == 0) != (kind == HEADER):
            raise FrameInvalid("order")
        if kind == CHANGESETS and self.take_many is not None:
            bodies = read_batch(payload)
            self.take_many(self._tally.add_bodies(bodies), bodies)
            return
        self._tally.add(kind, payload)
        if kind == HEADER:
            self._check_header(payload)
        else:
            self.take(kind, payload)

    def _check_header(self, payload: bytes) -> None:
        if payload != blake2b(self.header, digest_size=32).digest():
            raise FrameInvalid("header")

    def _end(self, payload: bytes) -> None:
        if payload != self._tally.to_bytes():
            raise FrameInvalid("tally")
        self._ended = True


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a file; `sha256` is of the whole, hexadecimal."""

    sha256: str
    size: int
    offset: int
    data: bytes

    def to_bytes(self) -> bytes:
        """The payload of a `file` record."""
        return _PIECE.pack(bytes.fromhex(self.sha256), self.size, self.offset) + self.data


def read_piece(payload: bytes) -> Piece:
    """A `file` record's payload. Raises `FrameInvalid`."""
    if len(payload) < _PIECE.size:
        raise FrameInvalid("piece")
    sha256, size, offset = _PIECE.unpack_from(payload)
    data = payload[_PIECE.size :]
    if offset + len(data) > size:
        raise FrameInvalid("piece")
    return Piece(sha256.hex(), size, offset, data)


def pieces(sha256: str, data: bytes) -> Iterator[Record]:
    """The `file` records of one file; an empty file has one piece."""
    for offset in range(0, max(len(data), 1), PIECE_BYTES):
        yield FILE, Piece(sha256, len(data), offset, data[offset : offset + PIECE_BYTES]).to_bytes()


def _with_header(header: bytes, records: Iterable[Record]) -> Iterator[Record]:
    yield HEADER, blake2b(header, digest_size=32).digest()
    yield from records


def _frame(kind: str, payload: bytes) -> bytes:
    name = kind.encode("ascii")
    length = 1 + len(name) + len(payload)
    if length > FRAME_BYTES_AT_MOST or len(name) > 32:
        raise FrameInvalid("frame length")
    return _LENGTH.pack(length) + bytes([len(name)]) + name + payload
