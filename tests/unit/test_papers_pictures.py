"""Every paper as it is printed, beside a picture of it that somebody looked at.

`YIHU_NEW_PICTURES=1 pytest tests/unit/test_papers_pictures.py` draws the pictures anew: look at each before it is kept.
"""

import io
import os
from pathlib import Path

import pypdfium2
import pytest
from benchmarks.sample_papers import LARGEST, USUAL
from PIL import Image, ImageChops, ImageFilter, ImageStat

from yihu.printing import print_paper

PICTURES = Path(__file__).parent / "pictures"
DOTS_PER_INCH = 26
PAGES_AT_MOST = 4
BLUR_PX = 1
MEAN_AT_MOST, STRONGEST_AT_MOST = 1.0, 90
"""Of 255. Another version of the renderer smooths letters otherwise; a line that is missing or moved is more."""

CASES = [(kind, "usual", language) for kind in USUAL for language in ("zh_CN", "en")]
CASES += [(kind, "largest", "zh_CN") for kind in USUAL]


def drawn(kind: str, size: str, language: str) -> Image.Image:
    """The first pages side by side, and the last."""
    buffer = io.BytesIO()
    print_paper(kind, (USUAL if size == "usual" else LARGEST)[kind](), buffer, language=language)
    document = pypdfium2.PdfDocument(buffer.getvalue())
    numbers = [*range(min(PAGES_AT_MOST - 1, len(document))), len(document) - 1]
    pages = [
        document[number].render(scale=DOTS_PER_INCH / 72).to_pil().convert("L")
        for number in dict.fromkeys(numbers)
    ]
    document.close()
    sheet = Image.new("L", (sum(page.width + 2 for page in pages), pages[0].height), 128)
    x = 0
    for page in pages:
        sheet.paste(page, (x, 0))
        x += page.width + 2
    return sheet


@pytest.mark.parametrize(("kind", "size", "language"), CASES)
def test_a_paper_looks_as_when_it_was_looked_at(kind, size, language):
    file = PICTURES / f"{kind}-{size}-{language}.png"
    now = drawn(kind, size, language)
    if os.environ.get("YIHU_NEW_PICTURES"):
        now.quantize(16).save(file, optimize=True)
    with Image.open(file) as kept:
        then = kept.convert("L")
    assert now.size == then.size
    blur = ImageFilter.BoxBlur(BLUR_PX)
    difference = ImageStat.Stat(ImageChops.difference(now.filter(blur), then.filter(blur)))
    assert difference.mean[0] < MEAN_AT_MOST
    assert difference.extrema[0][1] < STRONGEST_AT_MOST


def test_a_line_that_is_missing_would_be_seen():
    """The measure itself: a heading's bar painted over is found."""
    now = drawn("consent", "usual", "zh_CN")
    other = now.copy()
    other.paste(255, (0, other.height // 3, other.width, other.height // 3 + 12))
    difference = ImageStat.Stat(ImageChops.difference(now, other))
    assert difference.mean[0] > MEAN_AT_MOST or difference.extrema[0][1] > STRONGEST_AT_MOST
