"""What is missing or contradicts at the end of an interview, each with the way to it (no Qt)."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from yihu.base.i18n import translate
from yihu.ui.interview.paging import nodeset, row_title
from yihu.ui.interview.views import ReviewItem

if TYPE_CHECKING:
    from yihu.actions.finish_visit import FinishReport
    from yihu.engine import Session


def review(session: "Session", report: "FinishReport", numbers: Mapping[str, str]) -> tuple[ReviewItem, ...]:
    """What stands in the way in document order, then the doubts, which don't."""
    problems = tuple(
        ReviewItem(
            ref=problem.ref,
            where=row_title(session, problem.ref),
            question=f"{numbers.get(nodeset(problem.ref), '')} {session.label(problem.ref)}".strip(),
            message=problem.message or _words(problem.kind),
            hard=True,
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
    return (*problems, *doubts)


def _ref_of(session: "Session", row: str | None, property_name: str | None) -> str:
    """The question that a doubt of the register is about; empty if the form doesn't ask it."""
    for key, name in session.form.properties.items():
        if name == property_name and ("*" in key) == bool(row):
            return session.ref(key.replace("*", row or "", 1)) or ""
    return ""


def _words(kind: str) -> str:
    return translate("Not answered yet.") if kind == "required" else translate("This answer doesn't fit. Please check it.")
