"""Real questionnaires of other projects open and can be filled to the end."""

import random
from datetime import UTC, datetime
from pathlib import Path

import pytest

from yihu.base.clock import FixedClock
from yihu.base.errors import UserError
from yihu.engine import Session, Surroundings
from yihu.forms import read_workbook

FORMS = Path(__file__).parents[3] / "shared" / "conformance" / "forms"
NAMED = (
    "getodk--socio-economic-survey*",
    "getodk--whova_form*",
    "hedera-platform--svf_study_2021*",
    "oral-health-nutrition--*",
)
GUESSES = {
    "int": ("1", "5", "12", "30", "100", "170", "1990", "2020", "0", "40000"),
    "decimal": ("1", "5", "12", "30", "100", "0.5", "0"),
    "date": ("2026-05-01", "2000-01-01", "2020-06-15", "2026-05-31"),
    "time": ("09:30:00.000+00:00",),
    "dateTime": ("2026-05-01T09:30:00.000+00:00",),
    "geopoint": ("30.5 114.3 20 5",),
    "string": ("x", "1", "12345678", "0123456789", "someone", "30"),
}
pytestmark = pytest.mark.skipif(not FORMS.exists(), reason="the conformance data is not beside the project")


def fill_in(session: Session, ref: str) -> bool:
    """Find an answer that may stay."""
    offered = [choice.value for choice in session.choices(ref)]
    for guess in offered or GUESSES.get(session.question(ref).data_type, GUESSES["string"]):
        try:
            session.answer(ref, guess)
        except UserError:
            continue
        if session.violation(ref) is None:
            return True
    return False


@pytest.mark.parametrize("pattern", NAMED)
def test_a_real_questionnaire_can_be_filled_to_the_end(pattern):
    form = read_workbook(next(FORMS.glob(pattern))).form
    around = Surroundings(
        clock=FixedClock(datetime(2026, 5, 31, 9, 30, tzinfo=UTC)), random=random.Random(3).randbytes
    )
    session = Session.open(form, around=around)
    for _round in range(40):
        missing = session.problems()
        if not missing:
            break
        for violation in missing:
            if not session.is_read_only(violation.ref) and session.violation(violation.ref) is not None:
                assert fill_in(session, violation.ref), violation
    session.finish()
    assert session.problems() == ()
    assert len(session.answers()) > 10
    again = Session.open(form, answers=session.answers(), around=around)
    assert again.answers() == session.answers()
    assert all(
        again.label(ref) or not again.question(ref).label for page in again.pages() for ref in page.refs
    )


@pytest.mark.parametrize("language_at", [0, -1])
def test_its_pages_can_be_gone_through_in_each_language(language_at):
    form = read_workbook(next(FORMS.glob(NAMED[1]))).form
    session = Session.open(form, language=form.languages[language_at])
    pages = session.pages()
    assert len(pages) > 10
    assert all(session.label(ref) for page in pages for ref in page.refs)
    assert {section.ref for section in session.sections()} == {page.section for page in pages}
