"""Questionnaires are named in the language of the window where we wrote them."""

from yihu.actions.form_titles import form_title
from yihu.base.i18n import CHINESE, ENGLISH, set_language
from yihu.base.shipped import form_path
from yihu.forms import read_workbook


def test_the_shipped_questionnaires_have_a_title_in_both_languages():
    for name in ("household", "plan", "visit"):
        title = read_workbook(form_path(f"{name}.xlsx")).form.title
        set_language(CHINESE)
        assert form_title(title) == title
        set_language(ENGLISH)
        assert form_title(title).isascii()


def test_a_county_questionnaire_is_named_as_its_author_wrote_it():
    assert form_title("县里的调查", "county") == "县里的调查"
    assert form_title("", "county") == "county"
