"""Cards: whoever signs one shows that it is theirs."""

import os
import re

import orjson
import pyrage
import pytest

from yihu.sync.errors import CardInvalid
from yihu.sync.keys import CARD_MAGIC, Identity, new_identity, read_card, recipient

IDENTITY = new_identity(os.urandom)
CARD = IDENTITY.card("上坪工作队", "一号电脑", 5)


def test_a_card_is_read_as_it_was_written() -> None:
    assert read_card(CARD.to_bytes()) == CARD
    assert CARD.to_bytes().startswith(CARD_MAGIC)


def test_eight_digits_compare_a_card() -> None:
    assert re.fullmatch(r"\d{4} \d{4}", CARD.code())
    assert read_card(CARD.to_bytes()).code() == CARD.code()
    assert new_identity(os.urandom).card("上坪工作队", "一号电脑", 5).code() != CARD.code()


def test_a_laptop_keeps_its_fingerprint_when_its_name_changes() -> None:
    assert IDENTITY.card("别的队", "二号", 9).fingerprint == CARD.fingerprint
    assert IDENTITY.card("别的队", "二号", 9).code() != CARD.code()


def test_secret_keys_are_not_printed() -> None:
    assert "SECRET" not in repr(IDENTITY)
    assert IDENTITY.seed.hex() not in repr(IDENTITY)
    assert IDENTITY.secret.encode() not in CARD.to_bytes()


@pytest.mark.parametrize("position", range(len(CARD.to_bytes()) - 1))
def test_no_changed_byte_of_a_card_passes(position: int) -> None:
    data = bytearray(CARD.to_bytes())
    data[position] ^= 1
    with pytest.raises(CardInvalid) as refusal:
        read_card(bytes(data), "a.yihukey")
    assert "a.yihukey" in refusal.value.explain()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"x",
        CARD_MAGIC,
        CARD_MAGIC + b"{}\n00\n",
        CARD_MAGIC + b"[]\n" + b"0" * 128,
        os.urandom(300),
        b"\xff" * 99,
    ],
)
def test_what_is_no_card_is_refused(data: bytes) -> None:
    with pytest.raises(CardInvalid):
        read_card(data)


def test_a_card_may_carry_what_a_later_version_knows() -> None:
    fields = orjson.loads(CARD.content) | {"certificate": "abc"}
    content = orjson.dumps(fields, option=orjson.OPT_SORT_KEYS)
    signature = IDENTITY.signing().sign(content).signature.hex().encode()
    card = read_card(CARD_MAGIC + content + b"\n" + signature + b"\n")
    assert card.content == content
    assert card.fingerprint == CARD.fingerprint


def test_a_card_cannot_claim_anothers_key() -> None:
    stranger = Identity(os.urandom(32), IDENTITY.secret)
    signature = stranger.signing().sign(CARD.content).signature.hex().encode()
    with pytest.raises(CardInvalid):
        read_card(CARD_MAGIC + CARD.content + b"\n" + signature + b"\n")


def test_another_receiving_key_is_another_laptop() -> None:
    """Else a card with a stolen signing key could turn what is meant for one laptop to another."""
    other = Identity(IDENTITY.seed, new_identity(os.urandom).secret)
    assert other.fingerprint != IDENTITY.fingerprint
    assert other.card("上坪工作队", "一号电脑", 5).code() != CARD.code()


def test_a_laptops_keys_bear_its_cards_fingerprint() -> None:
    assert IDENTITY.fingerprint == CARD.fingerprint


def test_the_reading_half_opens_and_is_not_printed() -> None:
    half = IDENTITY.reading()
    assert half.fingerprint == CARD.fingerprint
    sealed = pyrage.encrypt(b"x", [recipient(CARD.receive)])
    assert pyrage.decrypt(sealed, [half.age()]) == b"x"
    assert IDENTITY.secret not in repr(half)
    assert not hasattr(half, "signing")
