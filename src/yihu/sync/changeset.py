"""A changeset: one saved step of one household, immutable and named by the hash of its bytes.

Canonical JSON, keys sorted, UTF-8, NFC, no spaces; integers, strings, booleans and null only:

    {"c": {path: value}, "d": chain scope, "f": "<form id>@<version>", "h": household id, "k": kind,
     "n": number in its chain from 1, "p": [parents' ids, sorted], "r": replica id, "t": HLC, "u": person,
     "v": id of the chain's previous changeset or null}

The id is BLAKE2b-256 of these bytes in hexadecimal. A chain is one replica's changesets of one scope (the
village code at the time of writing), so that a holder of some villages can say exactly what it has. Keys
that a later version adds are kept, because received bytes are never written anew.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any
from unicodedata import is_normalized, normalize

import orjson

from yihu.sync.errors import ChangesetInvalid

Value = str | int | bool | None
"""What an answer holds: XForm text; int or bool for the `_` keys; None when cleared."""

BODY_BYTES_AT_MOST = 1_000_000
ANSWER_BYTES_AT_MOST = 200_000
DEPTH_AT_MOST = 16
INTEGER_AT_MOST = 2**63 - 1
_LINK_KEYS = frozenset("dfhknprtuv")
_KEYS = _LINK_KEYS | {"c"}
_SCALARS = frozenset((str, int, bool, type(None)))
_HASH = re.compile(r"[0-9a-f]{64}")
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_REPLICA = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Links:
    """All of a changeset but its answers. See the module for the fields.

    Attributes:
        hlc: hybrid logical clock, milliseconds << 16 | counter.
    """

    id: str
    household: str
    parents: tuple[str, ...]
    hlc: int
    replica: str
    scope: str
    seq: int
    previous: str | None
    user: str
    form: str
    kind: str


@dataclass(frozen=True, slots=True)
class Changeset(Links):
    """A changeset with its answers and the bytes it is named by."""

    changes: Mapping[str, Value] = field(hash=False)
    body: bytes = field(repr=False)


def changeset_id(body: bytes) -> str:
    """BLAKE2b-256 of the bytes, hexadecimal."""
    return blake2b(body, digest_size=32).hexdigest()


def write_changeset(
    *,
    household: str,
    parents: Iterable[str],
    changes: Mapping[str, Value],
    hlc: int,
    replica: str,
    scope: str,
    seq: int,
    previous: str | None,
    user: str,
    form: str,
    kind: str,
) -> Changeset:
    """Make a changeset; text becomes NFC. Raises `ChangesetInvalid` where a value can't be written."""
    fields = {
        "c": {_nfc(path): _nfc(value) for path, value in changes.items()},
        "d": scope,
        "f": _nfc(form),
        "h": household,
        "k": kind,
        "n": seq,
        "p": sorted(set(parents)),
        "r": replica,
        "t": hlc,
        "u": _nfc(user),
        "v": previous,
    }
    try:
        body = orjson.dumps(fields, option=orjson.OPT_SORT_KEYS)
    except (orjson.JSONEncodeError, TypeError) as cause:
        raise ChangesetInvalid(reason="unwritable") from cause
    return read_changeset(body)


def read_changeset(body: bytes) -> Changeset:
    """Bytes from outside, checked to the letter. Raises `ChangesetInvalid`."""
    fields = _canonical(body)
    if not fields.keys() >= _KEYS:
        raise ChangesetInvalid(reason="fields")
    if b"\\u0000" in body and _holds_nul(fields):
        raise ChangesetInvalid(reason="NUL")
    _check_answers(fields["c"])
    for key in fields.keys() - _KEYS:
        _check_plain(fields[key], DEPTH_AT_MOST)
    return _built(fields, body)


def check_answers(changes: Mapping[str, Value]) -> str:
    """As JSON. Raises `ChangesetInvalid` if a changeset could not hold these values; before anybody relies on them."""
    answers = dict(changes)
    try:
        body = orjson.dumps(answers)
    except (orjson.JSONEncodeError, TypeError) as cause:
        raise ChangesetInvalid(reason="unwritable") from cause
    if len(body) > ANSWER_BYTES_AT_MOST:
        raise ChangesetInvalid(reason="too large")
    if b"\\u0000" in body and _holds_nul(answers):
        raise ChangesetInvalid(reason="NUL")
    _check_answers(answers)
    return body.decode()


def stored_changeset(body: bytes, id: str) -> Changeset:
    """Bytes that were checked when they came in and are kept under authentication: no second look."""
    return _changeset(orjson.loads(body), id, body)


def read_links(body: bytes) -> Links:
    """The fields of a checked body without reading its answers.

    Keys are sorted, so all that is not an answer stands behind the `c` object; a later version's
    body, whose further keys may stand elsewhere, is read whole.
    """
    return _links(_link_fields(body), changeset_id(body))


def read_parents(body: bytes) -> tuple[str, ...]:
    """Only the parents of a checked body, as `read_links` reads them."""
    return tuple(_link_fields(body)["p"])


def _link_fields(body: bytes) -> Mapping[str, Any]:
    cut = body.rfind(b'},"d":')
    try:
        fields: dict[str, Any] = orjson.loads(b"{" + body[cut + 2 :])
    except orjson.JSONDecodeError:
        fields = {}
    whole: dict[str, Any] = fields if fields.keys() == _LINK_KEYS else orjson.loads(body)
    return whole


def _nfc(value: Value) -> Any:
    return normalize("NFC", value) if isinstance(value, str) else value


def _canonical(body: bytes) -> dict[str, Any]:
    if len(body) > BODY_BYTES_AT_MOST:
        raise ChangesetInvalid(reason="too large")
    try:
        fields = orjson.loads(body)
        written = orjson.dumps(fields, option=orjson.OPT_SORT_KEYS)
    except (orjson.JSONDecodeError, orjson.JSONEncodeError, RecursionError) as cause:
        raise ChangesetInvalid(reason="no JSON") from cause
    if not isinstance(fields, dict) or written != body:
        raise ChangesetInvalid(reason="not canonical")
    if not body.isascii() and not is_normalized("NFC", body.decode()):
        raise ChangesetInvalid(reason="not NFC")
    return fields


def _check_answers(changes: Any) -> None:
    if not isinstance(changes, dict) or not _SCALARS.issuperset(map(type, changes.values())):
        raise ChangesetInvalid(reason="answers")
    for value in changes.values():
        if value.__class__ is int and not -INTEGER_AT_MOST <= value <= INTEGER_AT_MOST:
            raise ChangesetInvalid(reason="number")


def _check_plain(value: Any, depth: int) -> None:
    """What a later version added: no floats, not too deep."""
    if isinstance(value, float):
        raise ChangesetInvalid(reason="number")
    if depth == 0:
        raise ChangesetInvalid(reason="too deep")
    for child in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        _check_plain(child, depth - 1)


def _holds_nul(value: Any) -> bool:
    if isinstance(value, dict):
        return any(_holds_nul(child) for child in (*value, *value.values()))
    if isinstance(value, list):
        return any(_holds_nul(child) for child in value)
    return isinstance(value, str) and "\0" in value


def _built(fields: dict[str, Any], body: bytes) -> Changeset:
    parents = fields["p"]
    right = (
        all(isinstance(fields[name], str) for name in "dfhkru")
        and all(fields[name].__class__ is int and 0 <= fields[name] <= INTEGER_AT_MOST for name in "nt")
        and isinstance(parents, list)
        and all(isinstance(parent, str) and _HASH.fullmatch(parent) for parent in parents)
        and parents == sorted(set(parents))
        and (
            fields["v"] is None or (isinstance(fields["v"], str) and _HASH.fullmatch(fields["v"]) is not None)
        )
        and _UUID.fullmatch(fields["h"]) is not None
        and _REPLICA.fullmatch(fields["r"]) is not None
        and all(path and "/" in path for path in fields["c"])
    )
    if not right:
        raise ChangesetInvalid(reason="fields")
    return _changeset(fields, changeset_id(body), body)


def _links(fields: Mapping[str, Any], id: str) -> Links:
    return Links(
        id,
        fields["h"],
        tuple(fields["p"]),
        fields["t"],
        fields["r"],
        fields["d"],
        fields["n"],
        fields["v"],
        fields["u"],
        fields["f"],
        fields["k"],
    )


def _changeset(fields: Mapping[str, Any], id: str, body: bytes) -> Changeset:
    return Changeset(
        id,
        fields["h"],
        tuple(fields["p"]),
        fields["t"],
        fields["r"],
        fields["d"],
        fields["n"],
        fields["v"],
        fields["u"],
        fields["f"],
        fields["k"],
        fields["c"],
        body,
    )
