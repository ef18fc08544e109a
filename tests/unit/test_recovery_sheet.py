"""The recovery sheet on paper, and square codes read back from pictures."""

import io
from pathlib import Path

import pytest
import segno
from PIL import Image
from tests.unit.organisations import COUNTY, HEAD_PAPER, SEED, TEAM, TEAM_PAPER, TOWN, TOWN_PAPER, laptop
from tests.unit.pdf_text import ReadPdf

from yihu.base.errors import FileUnreadable
from yihu.base.i18n import CHINESE, ENGLISH
from yihu.exchange import code_picture
from yihu.exchange.code_picture import CodeNotFound, read_code_picture
from yihu.printing.qr import screen_squares
from yihu.printing.recovery_sheet import RecoveryPaper, print_recovery_sheet
from yihu.sync.organisation_texts import Invitation, card_code, invitation_code, read_invitation, sheet_code
from yihu.sync.recovery_words import words_from_key

INVITATION = Invitation(card=TOWN.card, of=COUNTY, papers=(COUNTY, TEAM_PAPER, TOWN_PAPER, HEAD_PAPER))


def paper(name: str = COUNTY.name, digits: str = COUNTY.code()) -> RecoveryPaper:
    return RecoveryPaper(
        name=name,
        chinese=words_from_key(SEED, CHINESE),
        english=words_from_key(SEED, ENGLISH),
        code=sheet_code(SEED),
        day="2026-11-23",
        digits=digits,
    )


def printed(sheet: RecoveryPaper, language: str) -> ReadPdf:
    file = io.BytesIO()
    print_recovery_sheet(sheet, file, language=language)
    again = io.BytesIO()
    print_recovery_sheet(sheet, again, language=language)
    assert file.getvalue() == again.getvalue()
    return ReadPdf(file.getvalue())


def squares_on(runs: tuple[tuple[tuple[int, int], ...], ...], side: int, picture: Path) -> Path:
    size = len(runs) + 8
    image = Image.new("L", (size * side, size * side), 255)
    for row, places in enumerate(runs):
        for first, count in places:
            box = ((first + 4) * side, (row + 4) * side, (first + 4 + count) * side, (row + 5) * side)
            image.paste(0, box)
    image.save(picture)
    return picture


@pytest.mark.parametrize("language", [CHINESE, ENGLISH])
def test_one_page_bears_all_words_in_their_order(language: str) -> None:
    lines = printed(paper(), language).pages()
    assert len(lines) == 1
    sheet = paper()
    for words in (sheet.chinese, sheet.english):
        places = [place for place, line in enumerate(lines[0]) if line == "1"]
        tables = [lines[0][place + 1 : place + 48 : 2] for place in places]
        assert list(words) in tables
    assert COUNTY.name in "".join(lines[0])
    assert COUNTY.code() in "".join(lines[0])


def test_a_laptops_own_sheet_tells_its_own_steps() -> None:
    text = printed(paper(digits=""), ENGLISH).text()
    assert "I forgot the passphrase" in text
    assert "Bring our team back" not in text


def test_a_long_name_keeps_the_sheet_on_one_page() -> None:
    assert len(printed(paper(name="青山绿水" * 30), CHINESE).pages()) == 1


# Codes


@pytest.mark.parametrize("side", [2, 4, 7])
def test_a_code_on_the_screen_is_read_from_its_picture(tmp_path: Path, side: int) -> None:
    code = invitation_code(INVITATION)
    picture = squares_on(screen_squares(code), side, tmp_path / "code.png")
    assert read_code_picture(picture) == code
    assert read_invitation(code.encode()) == INVITATION


def test_a_turned_and_grey_photo_is_read(tmp_path: Path) -> None:
    picture = squares_on(screen_squares(card_code(TEAM.card)), 6, tmp_path / "a.png")
    with Image.open(picture) as image:
        turned = image.convert("RGB").rotate(90).point([value // 2 + 60 for value in range(256)] * 3)
        turned.save(tmp_path / "photo.jpg", quality=60)
    assert read_code_picture(tmp_path / "photo.jpg") == card_code(TEAM.card)


def test_the_largest_invitation_fits_a_screen() -> None:
    long = laptop("青山县乡村振兴工作专班第十二工作队")
    big = Invitation(card=long.card, of=COUNTY, papers=INVITATION.papers)
    assert len(screen_squares(invitation_code(big))) <= 137


def test_our_code_is_chosen_among_others(tmp_path: Path) -> None:
    canvas = Image.new("L", (700, 340), 255)
    for place, text in enumerate(("https://example.invalid", "YIHU:CARD:AAAA")):
        buffer = io.BytesIO()
        segno.make(text, micro=False).save(buffer, kind="png", scale=8)
        canvas.paste(Image.open(buffer), (place * 350, 0))
    canvas.save(tmp_path / "two.png")
    assert read_code_picture(tmp_path / "two.png") == "YIHU:CARD:AAAA"


def test_pictures_without_a_code_say_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Image.new("L", (80, 80), 255).save(tmp_path / "white.png")
    (tmp_path / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\nxx")
    (tmp_path / "text.jpg").write_text("no picture")
    for name in ("white.png", "broken.png", "text.jpg"):
        with pytest.raises(CodeNotFound) as refusal:
            read_code_picture(tmp_path / name)
        assert name in refusal.value.explain()
    with pytest.raises(FileUnreadable):
        read_code_picture(tmp_path / "none.png")
    monkeypatch.setattr(code_picture, "_PIXELS_AT_MOST", 100)
    with pytest.raises(CodeNotFound):
        read_code_picture(tmp_path / "white.png")
    monkeypatch.setattr(code_picture, "PICTURE_BYTES_AT_MOST", 10)
    with pytest.raises(CodeNotFound):
        read_code_picture(tmp_path / "white.png")
