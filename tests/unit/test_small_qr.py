"""The quick square codes are those of a general encoder, to the square."""

import pytest
import segno
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from tests.examples import examples

from yihu.printing.qr import code_squares, paper_code, plan_code
from yihu.printing.small_qr import LONGEST, MASK, small_code

LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"


def read(text):
    """What a reader finds in the code, drawn four dots a square."""
    matrix = small_code(text)
    picture = Image.new("L", (37 * 4, 37 * 4), 255)
    for row, squares in enumerate(matrix):
        for column, black in enumerate(squares):
            if black:
                picture.paste(0, ((column + 4) * 4, (row + 4) * 4, (column + 5) * 4, (row + 5) * 4))
    return zxingcpp.read_barcodes(picture)[0].text


@examples(60)
@given(text=st.text(alphabet=LETTERS, min_size=1, max_size=LONGEST))
def test_a_reader_reads_what_was_written(text):
    assert read(text) == text


@pytest.mark.parametrize("length", [1, 2, 3, 31, 47, 48, 60, 61])
def test_every_square_is_that_of_segno(length):
    text = (LETTERS * 2)[:length]
    theirs = segno.make(text, version=3, error="m", mode="alphanumeric", mask=MASK, boost_error=False)
    assert small_code(text) == tuple(theirs.matrix)


def test_other_texts_are_left_to_the_general_encoder():
    assert small_code("") is None
    assert small_code("A" * (LONGEST + 1)) is None
    assert small_code("lower case") is None
    assert len(code_squares("x" * 100)) > 29


def test_the_code_of_a_plan_is_read():
    text = plan_code("01902b3c-4d5e-7f60-8000-000000000001", 12)
    assert read(text) == text


def test_the_code_of_any_paper_has_its_kind_id_and_day_and_nothing_else():
    assert paper_code("life_map", "ab-12", "2026-11-20") == "YIHU:LIFE-MAP:AB-12:20261120"
