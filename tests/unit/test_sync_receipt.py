"""Receipts: what was taken in, said so that only its taker could have said it."""

import os
from dataclasses import replace

import pytest

from yihu.sync.keys import new_identity
from yihu.sync.receipt import (
    Receipt,
    check_receipt,
    contents_digest,
    held_digest,
    read_receipt,
    receipt_text,
    shown_digest,
)
from yihu.sync.statement import StatementInvalid
from yihu.sync.summary import Summary

TAKER, OTHER = new_identity(os.urandom), new_identity(os.urandom)
CARD, FOREIGN = TAKER.card("队", "机", 1), OTHER.card("队", "机", 1)
RECEIPT = Receipt(
    package="01900000-0000-7000-8000-000000000001",
    part=2,
    contents="ab" * 16,
    held="cd" * 16,
    fingerprint=CARD.fingerprint,
)
TEXT = receipt_text(TAKER, RECEIPT)


def test_a_receipt_is_read_as_it_was_made() -> None:
    assert read_receipt(TEXT) == RECEIPT
    assert check_receipt(TEXT, CARD) == RECEIPT
    assert check_receipt(f"  {TEXT.lower()}\n", CARD) == RECEIPT


def test_no_changed_letter_of_a_receipt_passes() -> None:
    for place, letter in enumerate(TEXT):
        other = "A" if letter != "A" else "B"
        if place == len(TEXT) - 1:
            continue  # base 32: the last letter carries bits that say nothing
        with pytest.raises(StatementInvalid):
            check_receipt(TEXT[:place] + other + TEXT[place + 1 :], CARD)


@pytest.mark.parametrize(
    "text",
    ["", "YIHU:R", "YIHU:K:a:1:b:c:d:e", TEXT + ":x", TEXT.replace(":2:", ":x:"), TEXT.replace(":2:", ":1234567:"),
     TEXT.replace(":2:", ":²:")],
)  # fmt: skip
def test_what_is_no_receipt_is_refused(text: str) -> None:
    with pytest.raises(StatementInvalid):
        read_receipt(text)


@pytest.mark.parametrize("signature", ["", "1", "A", "ÄÄ", "A" * 103])
def test_a_signature_that_is_none_is_refused(signature: str) -> None:
    with pytest.raises(StatementInvalid):
        check_receipt(TEXT.rpartition(":")[0] + ":" + signature, CARD)


def test_a_laptop_confirms_only_for_itself() -> None:
    with pytest.raises(StatementInvalid):
        check_receipt(TEXT, FOREIGN)
    lying = receipt_text(OTHER, RECEIPT)
    with pytest.raises(StatementInvalid):
        check_receipt(lying, FOREIGN)


def test_what_was_inside_and_what_is_held_have_digests_that_tell_them_apart() -> None:
    ids = [bytes([number]) * 32 for number in (1, 2, 4)]
    assert contents_digest(ids[2:], contents_digest(ids[:2])) == contents_digest(reversed(ids))
    assert shown_digest(contents_digest(ids)) != shown_digest(contents_digest(ids[:2]))
    assert len(shown_digest(0)) == 32
    some = Summary({("r", "1"): frozenset("ab"), ("r", "2"): frozenset("c")})
    same = Summary({("r", "2"): frozenset("c"), ("r", "1"): frozenset("ba")})
    assert held_digest(some) == held_digest(same)
    assert held_digest(some) != held_digest(Summary({("r", "1"): frozenset("a")}))
    assert replace(RECEIPT, held=held_digest(some)) != RECEIPT
