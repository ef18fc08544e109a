"""Rules and templates from another laptop that no program wrote: they stand for nothing, and stop nothing."""

import pytest

from yihu.printing import TemplateRefused
from yihu.printing.template import read_template
from yihu.register.profiles import ProfileRefused, read_profile, shipped_text
from yihu.storage.texts import _number

HUGE = "9" * 5000
STRANGE = [f"version = {HUGE}", "kind = " + "[" * 5000, "a = " + "{b=" * 5000, "version = 1_" + "0" * 6000]


@pytest.mark.parametrize("text", STRANGE, ids=["number", "lists", "tables", "digits"])
def test_what_no_reader_can_take_in_is_refused_as_any_wrong_file(text):
    with pytest.raises(ProfileRefused):
        read_profile(text)
    with pytest.raises(TemplateRefused):
        read_template(text)


def test_a_version_of_thousands_of_digits_is_none():
    shipped = shipped_text("regular-2026")
    with pytest.raises(ProfileRefused):
        read_profile(shipped.replace("version = 1", f"version = {'9' * 4000}", 1))
    with pytest.raises(TemplateRefused):
        read_template(f'kind = "notice"\nversion = {"9" * 4000}')
    assert _number(HUGE) == 0


def test_days_that_lead_out_of_the_calendar_are_refused():
    shipped = shipped_text("regular-2026")
    start = shipped.index("revisit_days")
    line = shipped[start:].partition("\n")[0]
    with pytest.raises(ProfileRefused):
        read_profile(shipped.replace(line, "revisit_days = 99999999"))
