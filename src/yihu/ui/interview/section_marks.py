"""How far an interview is: the sections of the list at the left, and what stands above it (no Qt)."""

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from yihu.base.i18n import N_, translate
from yihu.ui.interview.markup import plain_text
from yihu.ui.interview.views import Mark, SectionView, Standing

if TYPE_CHECKING:
    from yihu.engine import Page, Section
    from yihu.forms import Form

REVIEW = "review"
REVIEW_TITLE = N_("Check and finish")
_SECONDS_EACH = 8


def list_sections(
    sections: "Sequence[Section]",
    here: str,
    *,
    passed: Collection[str],
    waiting: str,
    titles: Mapping[str, str],
    finished: bool,
) -> tuple[SectionView, ...]:
    """The sections with their marks, the review at the end.

    `here`: ref of the section one is in, or `REVIEW`. `passed`: those the person went past. `waiting`: one
    that waits for more than the answers of its questions. `titles`: for those that the form gives none.
    `finished`: the survey was finished before; then what was left blank was left so on purpose.
    """
    listed = [
        SectionView(
            ref=section.ref,
            number=number,
            title=plain_text(section.title or titles.get(section.ref, "")),
            mark=_mark(section, section.ref == here, section.ref in passed, finished, section.ref == waiting),
            here=section.ref == here,
            errors=section.errors,
        )
        for number, section in enumerate(sections, 1)
    ]
    end = SectionView(
        ref=REVIEW,
        number=len(listed) + 1,
        title=translate(REVIEW_TITLE),
        mark=Mark.HERE if here == REVIEW else Mark.OPEN,
        here=here == REVIEW,
    )
    return (*listed, end)


def standing(form: "Form", sections: "Sequence[Section]") -> Standing:
    """Answered, what is to be answered or was without need, and about how many minutes are left.

    Where a form requires nothing, all that it asks counts.
    """
    strict = any(question.bind.required is not None for question in form.questions.values())
    answered = sum(one.done for one in sections)
    asked = sum(one.due if strict else one.asked for one in sections)
    minutes = -(-(asked - answered) * _SECONDS_EACH // 60)
    return Standing(answered=answered, asked=asked, minutes_left=minutes)


def section_of(pages: "Sequence[Page]", ref: str) -> str:
    """The section of the page with this ref; empty if there is none now."""
    return next((page.section for page in pages if ref and page.ref == ref), "")


def _mark(section: "Section", here: bool, passed: bool, finished: bool, waiting: bool) -> Mark:
    """Done: nothing required is missing; all is answered, or the person went past and left something there."""
    if section.errors:
        return Mark.WRONG
    whole = section.done >= section.asked if section.asked else passed
    if not section.missing and not waiting and (whole or (passed and (section.done or finished))):
        return Mark.DONE
    return Mark.HERE if here else Mark.OPEN
