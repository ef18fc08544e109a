"""A team's papers on their way, and the organisation's own sealed file."""

import os

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.organisations import (
    COUNTY,
    HEAD_PAPER,
    ROOT,
    SEED,
    TEAM,
    TEAM_PAPER,
    TOWN,
    TOWN_PAPER,
    laptop,
)

from yihu.base.i18n import ENGLISH
from yihu.sync.errors import CardInvalid
from yihu.sync.keys import CARD_BYTES_AT_MOST, read_card
from yihu.sync.organisation_errors import AnswerIsCard, PaperInvalid, SealWrong
from yihu.sync.organisation_seal import (
    MAGIC,
    QUICK,
    open_with_passphrase,
    open_with_words,
    read_sealed,
    seal_root,
    seed_from_sheet,
)
from yihu.sync.organisation_texts import (
    Invitation,
    card_code,
    file_from_code,
    invitation_code,
    papers_from_fields,
    papers_to_fields,
    read_invitation,
    sheet_code,
)
from yihu.sync.recovery_words import WordsIncomplete, WordsWrong, words_from_key

INVITATION = Invitation(card=TOWN.card, of=COUNTY, papers=(COUNTY, HEAD_PAPER, TOWN_PAPER, TEAM_PAPER))
SEALED = seal_root(SEED, COUNTY, "山里的路不好走", os.urandom, QUICK)


def test_an_invitation_is_a_card_with_papers_that_former_versions_read_as_a_card() -> None:
    data = INVITATION.to_bytes()
    assert read_card(data) == TOWN.card
    assert read_invitation(data) == INVITATION


def test_codes_carry_cards_and_invitations() -> None:
    assert read_card(file_from_code(card_code(TEAM.card).encode())) == TEAM.card
    assert read_invitation(invitation_code(INVITATION).encode()) == INVITATION


def test_codes_are_short_enough_for_a_screen_and_safe_to_type() -> None:
    for code, most in ((card_code(TEAM.card), 700), (invitation_code(INVITATION), 2400)):
        assert len(code) <= most
        assert set(code) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567:")


@given(st.integers(1, 40))
def test_codes_may_be_broken_into_lines_and_typed_small(width: int) -> None:
    code = card_code(TEAM.card)
    typed = (
        "\r\n".join(code[place : place + width] for place in range(0, len(code), width))
        if width > 4
        else code
    )
    assert file_from_code(typed.lower().encode()) == TEAM.card.to_bytes()


@pytest.mark.parametrize(
    "text",
    [
        "YIHU:",
        "YIHU:CARD:1",
        "YIHU:CARD:A",
        "YIHU:CARD:AAAA",
        "YIHU:OTHER:AAAA",
        "YIHU:TEAM:" + "A" * 5000,
        "YIHU:CARD:ä",
    ],
)
def test_what_is_no_code_is_refused(text: str) -> None:
    with pytest.raises(CardInvalid):
        read_card(file_from_code(text.encode(), "a"), "a")


def test_a_code_that_would_unpack_to_megabytes_is_refused() -> None:
    import zlib
    from base64 import b32encode

    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    bomb = b32encode(deflate.compress(b"0" * 2_000_000) + deflate.flush()).decode().rstrip("=")
    unpacked = file_from_code(f"YIHU:CARD:{bomb}".encode())
    assert len(unpacked) == CARD_BYTES_AT_MOST + 1
    with pytest.raises(CardInvalid):
        read_card(unpacked)


@pytest.mark.parametrize("position", range(0, len(INVITATION.to_bytes()) - 1, 7))
def test_no_changed_byte_of_an_invitation_passes_unseen(position: int) -> None:
    data = bytearray(INVITATION.to_bytes())
    data[position] ^= 1
    try:
        changed = read_invitation(bytes(data), "a.yihukey")
    except (CardInvalid, PaperInvalid):
        return
    originals = {paper.signed.hash: paper for paper in INVITATION.papers}
    for paper in changed.papers:  # still readable: then what it says fits no signature, or is what it was
        if originals.get(paper.signed.hash) != paper:
            assert not any(
                paper.signed.signed_by(sign) for sign in (COUNTY.sign, HEAD_PAPER.sign, TOWN.card.sign)
            )


@pytest.mark.parametrize("tail", [b"[]\n", b"{}\n", b"x\n", b"[1]\n", b"[{}]\n", b'[{"content":"[]"}]\n'])
def test_a_card_without_proper_papers_is_no_invitation(tail: bytes) -> None:
    with pytest.raises(PaperInvalid):
        read_invitation(TOWN.card.to_bytes() + tail, "a.yihukey")


def test_a_card_alone_is_said_to_be_one() -> None:
    with pytest.raises(AnswerIsCard):
        read_invitation(TOWN.card.to_bytes(), "a.yihukey")


def test_papers_of_a_later_version_are_left_out() -> None:
    later = {"content": '{"kind":"badge"}', "signature": "00" * 64}
    fields = papers_to_fields((COUNTY, HEAD_PAPER))
    assert papers_from_fields([later, *fields]) == (COUNTY, HEAD_PAPER)
    with pytest.raises(PaperInvalid):
        papers_from_fields({"a": 1})


def test_papers_beyond_the_headers_room_stay_away() -> None:
    papers = (COUNTY, HEAD_PAPER, TOWN_PAPER)
    sizes = [len(orjson.dumps(paper.signed.to_fields())) + 1 for paper in papers]
    assert len(papers_to_fields(papers, sum(sizes))) == 3
    assert len(papers_to_fields(papers, sum(sizes) - 1)) == 2
    assert papers_to_fields(papers, 3) == []


# The sealed file


def test_the_seed_opens_by_the_passphrase_and_by_the_words() -> None:
    assert read_sealed(SEALED) == COUNTY
    assert open_with_passphrase(SEALED, "山里的路不好走") == SEED
    for words in (words_from_key(SEED), words_from_key(SEED, ENGLISH)):
        assert open_with_words(SEALED, " ".join(words)) == SEED


def test_the_sheets_code_is_worth_its_words() -> None:
    code = sheet_code(SEED)
    assert seed_from_sheet(f" {code.lower()[:20]}\n{code[20:]}") == SEED
    assert open_with_words(SEALED, code) == SEED
    for broken in ("YIHU:SHEET:", "YIHU:SHEET:00", "YIHU:SHEET:XY"):
        with pytest.raises(SealWrong):
            seed_from_sheet(broken)


def test_what_is_wrong_opens_nothing() -> None:
    with pytest.raises(SealWrong):
        open_with_passphrase(SEALED, "山里的路好走")
    with pytest.raises(SealWrong):
        open_with_words(SEALED, " ".join(words_from_key(bytes(32))))
    with pytest.raises(WordsIncomplete):
        open_with_words(SEALED, "的")
    with pytest.raises(WordsWrong):
        open_with_words(SEALED, "的" * 24)


def test_the_file_holds_nothing_secret_in_the_clear() -> None:
    for secret in (SEED.hex(), ROOT.seed.hex(), ROOT.secret.lower(), "山里"):
        assert secret.encode() not in SEALED.lower()


def test_a_seal_around_another_seed_is_wrong() -> None:
    foreign = seal_root(os.urandom(32), COUNTY, "山里的路不好走", os.urandom, QUICK)
    with pytest.raises(SealWrong):
        open_with_passphrase(foreign, "山里的路不好走")


def _with(**changes: object) -> bytes:
    fields = orjson.loads(SEALED[len(MAGIC) :])
    for key, value in changes.items():
        part, _, name = key.partition("__")
        fields[part] = fields[part] | {name: value} if name else value
    return MAGIC + orjson.dumps(fields)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"YIHUORG1\n",
        MAGIC + b"[]",
        SEALED[:-30],
        b"x" + SEALED,
        SEALED + b" " * 70_000,
        _with(organisation=None),
        _with(organisation=HEAD_PAPER.signed.to_fields()),
        _with(passphrase=None, words=None),
        _with(passphrase__box="zz", words__box="zz"),
        _with(passphrase__salt="00", words__box=1),
        _with(passphrase__memlimit=2**40, words={}),
        _with(passphrase__opslimit=1000, words={}),
        _with(passphrase__memlimit=1, words={}),
        _with(passphrase__opslimit="x", words={}),
    ],
)
def test_a_damaged_file_is_said_to_be_damaged(data: bytes) -> None:
    with pytest.raises(PaperInvalid):
        open_with_passphrase(data, "山里的路不好走", "organisation.bin")
    with pytest.raises(PaperInvalid):
        open_with_words(data, " ".join(words_from_key(SEED)), "organisation.bin")


def test_an_emptied_box_opens_nothing() -> None:
    with pytest.raises(SealWrong):
        open_with_passphrase(_with(passphrase__box=""), "山里的路不好走")


def test_a_laptop_with_a_long_name_still_fits_a_code() -> None:
    long = laptop("青" * 60)
    assert len(card_code(long.card)) < 1200
