"""What is missing or contradicts at the end of an interview, each with the way to it (no Qt)."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from yihu.base.i18n import translate
from yihu.ui.interview.markup import plain_text
from yihu.ui.interview.paging import nodeset, row_title
from yihu.ui.interview.views import ReviewItem
from yihu.ui.interview.whole_form import Line, State

if TYPE_CHECKING:
    from yihu.actions.finish_visit import FinishReport
    from yihu.engine import Session


def review(
    session: "Session", report: "FinishReport", numbers: Mapping[str, str], lines: Iterable[Line] = ()
) -> tuple[ReviewItem, ...]:
    """What stands in the way in document order, then what doesn't: doubts, flags, what was remarked.

    `lines`: the whole questionnaire, for the flags and remarks.
    """
    problems = tuple(
        ReviewItem(
            ref=problem.ref,
            where=row_title(session, problem.ref),
            question=f"{numbers.get(nodeset(problem.ref), '')} {plain_text(session.label(problem.ref))}".strip(),
            message=problem.message or _words(problem.kind),
            hard=True,
            differs=problem.kind == "conflict",
        )
        for problem in report.problems
    )
    doubts = tuple(
        ReviewItem(
            ref=_ref_of(session, finding.person, finding.property),
            where="",
            question="",
            message=finding.explain(),
            hard=False,
        )
        for finding in report.findings
    )
    lines = tuple(lines)
    flagged = (_item(line, line.note or translate("to be checked")) for line in lines if line.to_check)
    told = (_item(line, words, told=True) for line in lines if not line.to_check and (words := _told(line)))
    return (*problems, *doubts, *flagged, *told)


def _item(line: Line, message: str, *, told: bool = False) -> ReviewItem:
    question = f"{line.number} {line.label}".strip()
    return ReviewItem(ref=line.ref, where=line.row, question=question, message=message, hard=False, told=told)


def _told(line: Line) -> str:
    lacking = line.answer if line.state is State.LACKING else ""
    return " · ".join(part for part in (lacking, line.note) if part)


def _ref_of(session: "Session", row: str | None, property_name: str | None) -> str:
    """The question that a doubt of the register is about; empty if the form doesn't ask it."""
    for key, name in session.form.properties.items():
        if name == property_name and ("*" in key) == bool(row):
            return session.ref(key.replace("*", row or "", 1)) or ""
    return ""


def _words(kind: str) -> str:
    return (
        translate("Not answered yet.")
        if kind == "required"
        else translate("This answer doesn't fit. Please check it.")
    )
