"""What a laptop says under its signature: about one thing only, and nobody changes a word of it."""

import os

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from yihu.sync.frames import GAP, TIPS, TOMBSTONE
from yihu.sync.keys import new_identity
from yihu.sync.statement import (
    STATEMENT_BYTES_AT_MOST,
    StatementInvalid,
    read_statement,
    sign_statement,
)

IDENTITY, OTHER = new_identity(os.urandom), new_identity(os.urandom)
CARD = IDENTITY.card("上坪工作队", "一号电脑", 5)
SAID = sign_statement(IDENTITY, CARD, GAP, {"ids": ["ab" * 32], "made_ms": 5})


def test_a_statement_is_read_as_it_was_made() -> None:
    assert read_statement(SAID.data, GAP) == SAID
    assert len(SAID.id) == 32
    assert SAID.fields == {"ids": ["ab" * 32], "kind": GAP, "made_ms": 5}


@pytest.mark.parametrize("kind", [TIPS, TOMBSTONE, "", "receipt"])
def test_a_statement_of_one_kind_is_none_of_another(kind: str) -> None:
    with pytest.raises(StatementInvalid):
        read_statement(SAID.data, kind)


@given(st.integers(0, len(SAID.data) - 1), st.integers(0, 7))
def test_no_changed_bit_of_a_statement_passes(position: int, bit: int) -> None:
    """The case of hexadecimal digits says nothing; all else does."""
    data = bytearray(SAID.data)
    data[position] ^= 1 << bit
    try:
        read = read_statement(bytes(data), GAP)
    except StatementInvalid:
        return
    assert bytes(data).lower() == SAID.data.lower()
    assert read.fields == SAID.fields


@pytest.mark.parametrize("position", range(0, len(SAID.data), 3))
def test_no_changed_byte_of_a_statement_passes(position: int) -> None:
    data = bytearray(SAID.data)
    data[position] ^= 1
    with pytest.raises(StatementInvalid):
        read_statement(bytes(data), GAP)


def test_nobody_speaks_under_anothers_card() -> None:
    forged = sign_statement(OTHER, CARD, GAP, {"ids": []})
    with pytest.raises(StatementInvalid):
        read_statement(forged.data, GAP)
    whole = orjson.loads(SAID.data)
    stranger = OTHER.card("别的队", "二号", 5)
    whole["card"] = {"content": stranger.content.decode(), "signature": stranger.signature.hex()}
    with pytest.raises(StatementInvalid):
        read_statement(orjson.dumps(whole), GAP)


@pytest.mark.parametrize("content", [b"5", b"[]", b'"gap"', b"{", b"null"])
def test_signed_nonsense_is_no_statement(content: bytes) -> None:
    """Rightly signed, and still no object that names its kind."""
    from yihu.sync.statement import _DOMAIN

    signature = IDENTITY.signing().sign(_DOMAIN + content).signature.hex()
    whole = orjson.loads(SAID.data) | {"content": content.decode(), "signature": signature}
    with pytest.raises(StatementInvalid):
        read_statement(orjson.dumps(whole), GAP)


def test_a_statement_larger_than_a_record_is_not_even_looked_at() -> None:
    with pytest.raises(StatementInvalid):
        read_statement(SAID.data + b" " * STATEMENT_BYTES_AT_MOST, GAP)
