"""The audit log as a hash chain, and its head outside the database.

Each line's hash is BLAKE2b-256 over the hash of the line before and the line as canonical JSON. Lines of release
0.1.0 have none: the first line after them is chained to a hash over all of them. `audit.head` beside the database
holds number and hash of the newest line, authenticated with a key derived from the database's: a log that was cut
at its end, or exchanged with the whole database, doesn't fit it. A crash may leave the head behind the log, never
before it.
"""

from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b
from hmac import compare_digest
from pathlib import Path
from typing import Any

import orjson

from yihu.storage.database import Connection
from yihu.storage.durable_file import write_durably
from yihu.storage.keyring import derived_key
from yihu.storage.rows import AuditCheck
from yihu.sync.changeset import Value

HEAD_NAME = "audit.head"
_PURPOSE = b"audit head"
_LINES = "SELECT id, at_ms, kind, details, previous, hash FROM audit ORDER BY id"
Line = Sequence[Any]


def append_line(connection: Connection, at_ms: int, kind: str, details: Mapping[str, Value]) -> None:
    """Add a line behind the newest, in the transaction that is open."""
    newest = connection.execute("SELECT id, hash FROM audit ORDER BY id DESC LIMIT 1").fetchone()
    number, previous = (0, b"") if newest is None else newest
    if previous is None:
        previous = _before_the_chain(connection.execute(_LINES).fetchall())
    text = orjson.dumps(dict(details), option=orjson.OPT_SORT_KEYS).decode()
    row = (number + 1, at_ms, kind, text, previous)
    connection.execute(
        "INSERT INTO audit (id, at_ms, kind, details, previous, hash) VALUES (?, ?, ?, ?, ?, ?)",
        (*row, _hash(row)),
    )


def check_lines(connection: Connection, head: tuple[int, bytes] | None) -> AuditCheck:
    """Whether every line is as it was written, none is missing, and the log reaches to its head.

    `head`: of `read_head`; None if that file is gone or was changed.
    """
    lines = connection.execute(_LINES).fetchall()
    broken = next(_broken_lines(lines), None)
    count = len(lines)
    if broken is not None:
        return AuditCheck(lines=count, sound=False, problem="changed", line=broken)
    if head is None:
        return AuditCheck(lines=count, sound=False, problem="head_missing", line=None)
    number, hash = head
    fits = number == 0 or (number <= count and compare_digest(bytes(lines[number - 1][5] or b""), hash))
    return AuditCheck(lines=count, sound=fits, problem=None if fits else "cut", line=None if fits else number)


def read_head(folder: Path, key: bytes) -> tuple[int, bytes] | None:
    """Number and hash of the newest line as the file says; None without the file or if it was changed."""
    try:
        fields = orjson.loads((folder / HEAD_NAME).read_bytes())
        number, hash, mark = int(fields["line"]), bytes.fromhex(fields["hash"]), fields["mark"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return (number, hash) if compare_digest(mark, _mark(key, number, hash)) else None


def write_head(folder: Path, key: bytes, connection: Connection, *, anew: bool = False) -> None:
    """Move the head to the newest line; a head that the log doesn't reach stays, as the proof of it.

    `anew`: whatever the file says (a new folder, one of an earlier release, a restored one).
    """
    newest = connection.execute("SELECT id, hash FROM audit ORDER BY id DESC LIMIT 1").fetchone()
    number, hash = (0, b"") if newest is None or newest[1] is None else newest
    if not anew:
        head = read_head(folder, key)
        if head is None or not _reaches(connection, head) or head[0] == number:
            return
    fields = {"line": number, "hash": hash.hex(), "mark": _mark(key, number, hash)}
    write_durably(folder / HEAD_NAME, orjson.dumps(fields, option=orjson.OPT_SORT_KEYS))


def _reaches(connection: Connection, head: tuple[int, bytes]) -> bool:
    if head[0] == 0:
        return True
    row = connection.execute("SELECT hash FROM audit WHERE id = ?", (head[0],)).fetchone()
    return row is not None and compare_digest(bytes(row[0] or b""), head[1])


def _broken_lines(lines: Sequence[Line]) -> Iterator[int]:
    """Numbers of lines that don't follow from those before."""
    expected: bytes | None = b""
    for place, line in enumerate(lines):
        number, hash = line[0], line[5]
        if number != place + 1:
            yield place + 1
        if hash is None:
            if expected:
                yield number
            continue
        if not expected and place:
            expected = _before_the_chain(lines[:place])
        if line[4] != expected or _hash(line[:5]) != hash:
            yield number
        expected = hash


def _before_the_chain(lines: Sequence[Line]) -> bytes:
    """One hash for the lines that were written before there was a chain."""
    whole = blake2b(digest_size=32)
    for line in lines:
        whole.update(orjson.dumps(list(line[:4])) + b"\n")
    return whole.digest()


def _hash(row: Line) -> bytes:
    number, at_ms, kind, details, previous = row
    fields = {"at_ms": at_ms, "details": orjson.loads(details), "id": number, "kind": kind}
    return blake2b(
        bytes(previous or b"") + orjson.dumps(fields, option=orjson.OPT_SORT_KEYS), digest_size=32
    ).digest()


def _mark(key: bytes, number: int, hash: bytes) -> str:
    return blake2b(b"%d " % number + hash, key=derived_key(key, _PURPOSE), digest_size=32).hexdigest()
