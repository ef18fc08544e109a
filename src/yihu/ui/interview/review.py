"""What is missing or contradicts at the end of an interview, each with the way to it (no Qt)."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from yihu.base.i18n import translate
from yihu.ui.interview.paging import nodeset, row_title
from yihu.ui.interview.views import ReviewItem

if TYPE_CHECKING:
    from yihu.engine import Session


def review(session: "Session", numbers: Mapping[str, str]) -> tuple[ReviewItem, ...]:
    """The form's own problems in document order."""
    return tuple(
        ReviewItem(
            ref=problem.ref,
            where=row_title(session, problem.ref),
            question=f"{numbers.get(nodeset(problem.ref), '')} {session.label(problem.ref)}".strip(),
            message=problem.message or _words(problem.kind),
            hard=True,
        )
        for problem in session.problems()
    )


def _words(kind: str) -> str:
    return translate("Not answered yet.") if kind == "required" else translate("This answer doesn't fit. Please check it.")
