"""Signed cards back from scanner and camera: our own PDF, printed, bent, greyed, and read again."""

import io
from dataclasses import replace

import pypdfium2
import pytest
from benchmarks.sample_papers import intention_paper
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageFilter, ImageStat
from tests.examples import examples

from yihu.exchange.card_scans import ScanUnreadable, read_scan
from yihu.printing import print_paper

ID = "0190A5B2-7C3D-7E4F-8A1B-2C3D4E5F6A7B"
TEXT = f"YIHU:INTENTION-CARD:{ID}:K3F9"
CUT_PT = 542
"""Where the third copy is cut off."""
OTHER = "0190a5b2-7c3d-7e4f-8a1b-aaaaaaaaaaaa"


def pdf_of(*ids):
    paper = intention_paper()
    cards = tuple(replace(paper.cards[0], id=id_) for id_ in ids)
    buffer = io.BytesIO()
    print_paper("intention_card", replace(paper, cards=cards), buffer)
    return buffer.getvalue()


def page_of(pdf, dpi, number=0):
    document = pypdfium2.PdfDocument(pdf)
    picture = document[number].render(scale=dpi / 72).to_pil().convert("L")
    document.close()
    return picture


@pytest.fixture(scope="module")
def pdf():
    return pdf_of(ID.lower())


@pytest.fixture(scope="module")
def pages(pdf):
    return {dpi: page_of(pdf, dpi) for dpi in (72, 100, 150)}


def turned(picture, degrees):
    return picture.rotate(degrees, expand=True, fillcolor=228, resample=Image.Resampling.BICUBIC)


def askew(picture, by):
    """As a camera held at an angle sees it."""
    width, height = picture.size
    corners = (
        *(-by * width, -by * height / 2),
        *(by * width * 0.6, height * (1 + by)),
        *(width * (1 + by), height * (1 - by * 0.3)),
        *(width * (1 - by / 2), by * height * 0.8),
    )
    return picture.transform(
        picture.size, Image.Transform.QUAD, corners, Image.Resampling.BICUBIC, fillcolor=200
    )


def grainy(picture, amount):
    from hashlib import shake_128

    data = shake_128(b"grain").digest(picture.width * picture.height)
    grain = Image.frombytes("L", picture.size, data)
    return Image.blend(picture, grain, amount)


def shaded(picture):
    """A lamp at one side, the other in the dark."""
    light = Image.linear_gradient("L").resize(picture.size).point(lambda value: 90 + value * 0.6)
    return Image.composite(light, picture.point(lambda value: value * 0.25), picture)


DISTORTED = {
    "coarse, 72 dpi": lambda pages: pages[72],
    "fax, 100 dpi, black and white": lambda pages: pages[100].convert("1").convert("L"),
    "upside down": lambda pages: turned(pages[150], 180),
    "lying": lambda pages: turned(pages[150], 90),
    "a little askew": lambda pages: turned(pages[150], 4),
    "at 45 degrees": lambda pages: turned(pages[150], 45),
    "seen from the side": lambda pages: askew(pages[150], 0.06),
    "grey on grey": lambda pages: pages[150].point(lambda value: 96 + value * 0.3),
    "grainy": lambda pages: grainy(pages[150], 0.25),
    "out of focus": lambda pages: pages[150].filter(ImageFilter.GaussianBlur(1.8)),
    "a lamp at one side": lambda pages: shaded(pages[150]),
    "coarse, askew, grainy and grey": lambda pages: grainy(
        turned(pages[100], -9).point(lambda value: 80 + value * 0.5), 0.15
    ),
}


@pytest.mark.parametrize("how", DISTORTED)
def test_a_bad_scan_is_read(how, pages, tmp_path):
    DISTORTED[how](pages).save(tmp_path / "scan.jpg", quality=55)
    (page,) = read_scan(tmp_path / "scan.jpg")
    assert {code.text for code in page.codes} == {TEXT}


@examples(12)
@given(degrees=st.integers(0, 359), by=st.floats(0, 0.05), dark=st.floats(0.4, 1))
def test_any_turn_slant_and_light_is_read(pages, tmp_path_factory, degrees, by, dark):
    picture = turned(askew(pages[100], by), degrees).point(lambda value: value * dark)
    file = tmp_path_factory.mktemp("scan") / "scan.png"
    picture.save(file)
    (page,) = read_scan(file)
    assert {code.text for code in page.codes} == {TEXT}


@pytest.mark.parametrize("quarters", range(4))
def test_a_page_is_kept_upright_however_it_lay_on_the_glass(quarters, pages, tmp_path):
    turned(pages[72], 90 * quarters).save(tmp_path / "scan.png")
    (page,) = read_scan(tmp_path / "scan.png")
    upright = page.upright(page.codes[0])
    assert upright.size == pages[72].size
    difference = ImageStat.Stat(ImageChops.difference(upright.convert("L"), pages[72]))
    assert difference.mean[0] < 2


def test_all_pages_of_a_pdf_and_of_a_tiff_are_gone_through(tmp_path):
    (tmp_path / "scan.pdf").write_bytes(pdf_of(ID.lower(), OTHER))
    assert [
        [code.text[20:56].lower() for code in page.codes] for page in read_scan(tmp_path / "scan.pdf")
    ] == [
        [ID.lower()],
        [OTHER],
    ]
    pages = [page_of(pdf_of(ID.lower(), OTHER), 100, number) for number in (0, 1)]
    pages[0].save(tmp_path / "scan.tif", save_all=True, append_images=pages[1:])
    assert [page.number for page in read_scan(tmp_path / "scan.tif")] == [1, 2]


def test_several_cards_on_the_glass_are_found_and_cut_apart(tmp_path):
    """The thirds that the county keeps, of two pairs, laid on one page, one upside down."""
    one, two = (page_of(pdf_of(id_), 150) for id_ in (ID.lower(), OTHER))
    cut_px = round(CUT_PT * 150 / 72)
    glass = Image.new("L", one.size, 255)
    glass.paste(one.crop((0, cut_px, one.width, one.height)), (0, 60))
    glass.paste(two.crop((0, cut_px, one.width, one.height)).rotate(180), (0, one.height // 2))
    glass.save(tmp_path / "scan.png")
    (page,) = read_scan(tmp_path / "scan.png")
    assert {code.text[20:56].lower() for code in page.codes} == {ID.lower(), OTHER}
    for code in page.codes:
        cut = page.around(code, -8.2, -0.25, 1.2, 4.35)
        cut.save(tmp_path / "cut.png")
        (alone,) = read_scan(tmp_path / "cut.png")
        assert [each.text for each in alone.codes] == [code.text]
        (left, top), *_ = alone.codes[0].corners
        assert (left > cut.width * 0.8, top < cut.height * 0.2) == (True, True)


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7 broken", b"\x89PNG\r\n\x1a\nbroken", b"text", b"\xff\xd8\xff\xe0"]
)
def test_what_is_no_scan_is_said_to_be_none(content, tmp_path):
    (tmp_path / "scan.pdf").write_bytes(content)
    with pytest.raises(ScanUnreadable):
        list(read_scan(tmp_path / "scan.pdf"))


def test_a_page_without_a_code_has_none(tmp_path):
    Image.new("L", (800, 1100), 255).save(tmp_path / "scan.png")
    (page,) = read_scan(tmp_path / "scan.png")
    assert page.codes == ()
