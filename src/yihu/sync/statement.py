"""What a laptop says under its signature, apart from any package: it travels on in others' packages.

    {"card": {"content", "signature"}, "content": <canonical JSON>, "signature": hex}

The content names its kind, so that one statement can't be taken for another:

    tips       the ends of a replica's own chains: because of the hash chain one signature covers all before
    tombstone  a changeset's values are gone; its place in the graph stays
    gap        changesets that nobody can bring any more: what waits for them is folded without them
    receipt    what a receiver holds after taking a package in
    rules      a coordinator says that a questionnaire, rules, a template or a choice counts
    held       exclusive or of the hashes that the sender holds, by village
"""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

import orjson
from nacl.exceptions import CryptoError
from nacl.signing import VerifyKey

from yihu.sync.keys import Card, Identity, checked_card

STATEMENT_BYTES_AT_MOST = 900_000
_DOMAIN = b"yihu statement 1\n"


class StatementInvalid(ValueError):
    """No statement, or its signature doesn't fit; the message is for the log, without data."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement whose signature fits `card`. `fields` are its content, `data` all its bytes."""

    card: Card
    fields: Mapping[str, Any]
    data: bytes

    @property
    def id(self) -> bytes:
        """BLAKE2b-256 of the bytes."""
        return blake2b(self.data, digest_size=32).digest()


def sign_statement(identity: Identity, card: Card, kind: str, fields: Mapping[str, Any]) -> Statement:
    """Say something under this laptop's signature."""
    content = orjson.dumps({**fields, "kind": kind}, option=orjson.OPT_SORT_KEYS)
    whole = {
        "card": {"content": card.content.decode(), "signature": card.signature.hex()},
        "content": content.decode(),
        "signature": identity.signing().sign(_DOMAIN + content).signature.hex(),
    }
    data = orjson.dumps(whole, option=orjson.OPT_SORT_KEYS)
    return Statement(card, orjson.loads(content), data)


def read_statement(data: bytes, kind: str) -> Statement:
    """Bytes from outside. Raises `StatementInvalid` unless the signature fits the card inside."""
    try:
        if len(data) > STATEMENT_BYTES_AT_MOST:
            raise StatementInvalid("size")
        whole = orjson.loads(data)
        card = checked_card(whole["card"]["content"].encode(), bytes.fromhex(whole["card"]["signature"]))
        content = whole["content"].encode()
        VerifyKey(bytes.fromhex(card.sign)).verify(_DOMAIN + content, bytes.fromhex(whole["signature"]))
        fields = orjson.loads(content)
    except (ValueError, TypeError, KeyError, AttributeError, CryptoError) as cause:
        raise StatementInvalid("statement") from cause
    if not isinstance(fields, dict) or fields.get("kind") != kind:
        raise StatementInvalid("kind")
    return Statement(card, fields, data)
