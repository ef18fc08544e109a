"""What a printer or a reader without our fonts and without colour needs stands in the file itself."""

import io
import re

import pytest
from benchmarks.sample_papers import USUAL
from tests.unit.paper_boxes import sheets_of

from yihu.printing import print_paper
from yihu.printing.shapes import KINDS

WORDS = ("好", "要留心", "有困难", "还没问到")


@pytest.mark.parametrize("kind", KINDS)
def test_every_font_of_a_paper_is_embedded_and_only_the_letters_used(kind):
    file = io.BytesIO()
    print_paper(kind, USUAL[kind](), file, language="zh_CN")
    data = file.getvalue()
    fonts = re.findall(rb"/BaseFont /([^\s/]+)", data)
    assert fonts
    assert not [font for font in fonts if not re.match(rb"[A-Z]{6}\+", font)]
    assert data.count(b"/FontFile2") == len(re.findall(rb"/Type /FontDescriptor", data)) >= 1
    assert len(data) < 400_000  # the whole font is over 8 MB


def test_each_light_of_a_life_map_is_said_in_a_word_beside_its_sign():
    paper = USUAL["life_map"]()
    _, sheets = sheets_of("life_map", paper, "zh_CN")
    said = [box[4] for sheet in sheets for box in sheet.boxes]
    signs = [each for each in said if each in WORDS]
    assert len(signs) == len(paper.lights) + len(WORDS)  # one each, and the four of the legend
