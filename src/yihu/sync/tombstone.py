"""Erasure: a signed statement in place of a changeset's values (sync facts 10).

The content is all that the graph needs, without any value:

    {"kind": "tombstone", "id", "h", "p", "paths", "d", "r", "n", "v", "t", "f", "k", "made_ms", "reason"}

It beats the body in the union, whatever comes first: who holds it keeps no body, and takes none.
"""

from collections.abc import Mapping
from typing import Any

from yihu.sync.changeset import Changeset, read_changeset, write_changeset
from yihu.sync.errors import ChangesetInvalid
from yihu.sync.keys import Card, Identity
from yihu.sync.statement import Statement, StatementInvalid, sign_statement

TOMBSTONE_KIND = "tombstone"
ERASED = -1
"""In the place of a dictionary's number: there is no body any more."""
_LINKS = {"h": "household", "d": "scope", "r": "replica", "n": "seq", "v": "previous", "t": "hlc", "f": "form", "k": "kind"}  # fmt: skip


def tombstone(identity: Identity, card: Card, changeset: Changeset, made_ms: int, reason: str) -> Statement:
    """Say that a changeset's values are gone; `reason` is a word, no personal data."""
    fields = {
        "id": changeset.id,
        "p": list(changeset.parents),
        "paths": sorted(changeset.changes),
        "made_ms": made_ms,
        "reason": reason,
        **{letter: getattr(changeset, name) for letter, name in _LINKS.items() if letter != "k"},
        "changeset_kind": changeset.kind,
    }
    return sign_statement(identity, card, TOMBSTONE_KIND, fields)


def erased_changeset(fields: Mapping[str, Any]) -> Changeset:
    """The place in the graph that a tombstone keeps, its paths cleared. Raises `StatementInvalid`."""
    try:
        like = write_changeset(
            household=fields["h"],
            parents=fields["p"],
            changes=dict.fromkeys(fields["paths"]),
            hlc=fields["t"],
            replica=fields["r"],
            scope=fields["d"],
            seq=fields["n"],
            previous=fields["v"],
            user="",
            form=fields["f"],
            kind=fields["changeset_kind"],
        )
        id = str(fields["id"])
        if len(bytes.fromhex(id)) != 32:
            raise StatementInvalid("tombstone")
    except (KeyError, TypeError, AttributeError, ValueError, ChangesetInvalid) as cause:
        raise StatementInvalid("tombstone") from cause
    return Changeset(
        id, like.household, like.parents, like.hlc, like.replica, like.scope, like.seq, like.previous,
        "", like.form, like.kind, like.changes, b"",
    )  # fmt: skip


def fits(fields: Mapping[str, Any], body: bytes) -> bool:
    """Whether a tombstone says of a body what the body is."""
    real, told = read_changeset(body), erased_changeset(fields)
    return (
        real.id == told.id
        and real.changes.keys() == told.changes.keys()
        and all(getattr(real, name) == getattr(told, name) for name in ("parents", *_LINKS.values()))
    )
