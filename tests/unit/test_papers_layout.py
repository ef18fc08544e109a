"""Every kind of paper, empty, usual and as large as it comes: nothing overflows, is cut or overlaps."""

import pytest
from benchmarks.sample_papers import LARGEST, LONG_NAME, USUAL
from tests.unit.paper_boxes import assert_well_laid_out, sheets_of

from yihu.printing.kinds import KIND_OF
from yihu.printing.shapes import KINDS

LANGUAGES = ("zh_CN", "en")
ONE_PAGE = ("card", "life_map", "visit_record", "notice", "village_summary", "intention_card", "consent")


def text_of(kind, paper, language="zh_CN"):
    _, sheets = sheets_of(kind, paper, language)
    return "".join(box[4] for sheet in sheets for box in sheet.boxes)


def test_every_kind_has_samples():
    assert tuple(KIND_OF) == KINDS
    assert set(USUAL) == set(LARGEST) == set(KINDS)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(USUAL))
def test_an_empty_paper_is_whole_and_has_its_places_to_sign(kind, language):
    laid_out = assert_well_laid_out(kind, KIND_OF[kind].blank(), language)
    assert laid_out.count <= 5


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(USUAL))
def test_a_usual_paper_is_well_laid_out(kind, language):
    laid_out = assert_well_laid_out(kind, USUAL[kind](), language)
    if kind in ONE_PAGE:
        assert laid_out.count == 1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(USUAL))
def test_the_largest_paper_is_well_laid_out(kind, language):
    assert_well_laid_out(kind, LARGEST[kind](), language)


@pytest.mark.parametrize("kind", ["plan", "handbook"])
def test_of_forty_members_with_long_names_not_a_character_is_lost(kind):
    assert text_of(kind, LARGEST[kind]()).count(LONG_NAME[:60]) >= 40


def test_a_photo_that_is_none_is_said_to_be_so():
    assert "照片无法显示" in text_of("visit_record", USUAL["visit_record"]())
    assert "照片无法显示" not in text_of("plan", USUAL["plan"]())
