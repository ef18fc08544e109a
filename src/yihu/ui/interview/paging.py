"""Where a question stands in its form: its number, its section, its member (no Qt)."""

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, cast

from yihu.base.i18n import N_, translate

if TYPE_CHECKING:
    from yihu.engine import Page, Section, Session
    from yihu.forms import Form, Part, Question

_PEOPLE = frozenset(("member", "members", "people", "person", "persons"))
_ROW = re.compile(r"^(.*)\[(\d+)\]")


def nodeset(ref: str) -> str:
    """A ref without its row positions: `/data/member[2]/name` -> `/data/member/name`."""
    return re.sub(r"\[\d+\]", "", ref)


def row_of(ref: str) -> tuple[str, int] | None:
    """The innermost repeat that a ref lies in and the row's position; None outside repeats."""
    found = _ROW.match(ref)
    return (found[1], int(found[2])) if found else None


def number_questions(form: "Form", section_refs: Iterable[str]) -> dict[str, str]:
    """Numbers such as `3.2` for the questions of a form by nodeset; what is not asked has none."""
    sections = {nodeset(ref): number for number, ref in enumerate(section_refs, 1)}
    counts: dict[int, int] = {}
    numbers: dict[str, str] = {}
    for question, section in _in_sections(form.body, sections):
        if section is not None and question.asks:
            counts[section] = counts.get(section, 0) + 1
            numbers[question.ref] = f"{section}.{counts[section]}"
    return numbers


def _in_sections(body: "Iterable[Part]", sections: dict[str, int]) -> "Iterator[tuple[Question, int | None]]":
    """Each question with its section: that of its group at the top, or of the first of the questions beside it."""
    loose: int | None = None
    for part in body:
        questions = list(_questions(part))
        if not hasattr(part, "children"):
            loose = sections.get(part.ref or "", loose)
            section = loose
        else:
            loose, section = None, sections.get(part.ref or (questions[0].ref if questions else ""))
        yield from ((question, section) for question in questions)


def _questions(part: "Part") -> "Iterator[Question]":
    children = getattr(part, "children", None)
    if children is None:
        yield cast("Question", part)
    else:
        for child in children:
            yield from _questions(child)


def heads_table(ref: str) -> bool:
    """Whether a question is the note that stands for the label of a `table-list` group (pyxform makes it)."""
    return ref.rpartition("/")[2].startswith("generated_table_list_label_")


def untitled(session: "Session", pages: "Iterable[Page]", sections: "Iterable[Section]") -> dict[str, str]:
    """Titles for sections that the form gives none: their first page's, or their first question's words."""
    wanted = {section.ref for section in sections if not section.title}
    titles: dict[str, str] = {}
    for page in pages if wanted else ():
        if page.section in wanted and page.section not in titles:
            titles[page.section] = page.title or next((session.label(ref) for ref in page.refs), "")
    return titles


def row_place(session: "Session", ref: str) -> str:
    """`Person 2 of 3`, of things `No. 2 of 3`, for a ref within a repeat, else empty."""
    row = row_of(ref)
    if row is None:
        return ""
    repeat, position = row
    words = (
        N_("Person {position} of {count}")
        if of_people(session.form, repeat)
        else N_("No. {position} of {count}")
    )
    return translate(words).format(position=position, count=len(session.rows(repeat)))


def of_people(form: "Form", repeat_ref: str) -> bool:
    """Whether the rows of a repeat are people: by its name, or by the list of entities that they go to."""
    repeat = form.repeats.get(nodeset(repeat_ref))
    if repeat is None:
        return False
    lists = {each.dataset for each in form.entities if each.scope == repeat.key}
    return not _PEOPLE.isdisjoint({repeat.name.lower(), *lists})


def row_title(session: "Session", ref: str) -> str:
    """What tells a row from its neighbours: the first text answer in it; empty if none yet."""
    row = row_of(ref)
    if row is None:
        return ""
    start = f"{row[0]}[{row[1]}]/"
    told = (one for one in session.refs() if one.startswith(start) and _names(session.question(one)))
    return next((session.value(one) for one in told if session.value(one)), "")


def _names(question: "Question") -> bool:
    return question.kind == "text" and "masked" not in question.appearances
