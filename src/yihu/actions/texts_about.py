"""Where a member's name may stand outside the answers about them: what erasing the member leaves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from yihu.actions.form_titles import form_title
from yihu.actions.labels import Labels
from yihu.actions.reading import find_row, household_of
from yihu.actions.workspace import Workspace
from yihu.base.i18n import N_, translate
from yihu.register.answers import property_of_path
from yihu.register.properties import VOCABULARY

if TYPE_CHECKING:
    from yihu.sync.changeset import Value

LOOK_AT_TEXTS = N_("Texts that were written freely stay. Read these, and take out what is about the member:")
NAME_AT_LEAST = 2
STORY_AT_LEAST = 8
"""Characters of a text that somebody wrote freely; shorter ones that don't name the member are hardly about them."""
_NUMBERS = ("id_number", "phone")


@dataclass(frozen=True, slots=True, kw_only=True)
class TextAbout:
    """One record of the household with texts that were written freely.

    Attributes:
        record: its name, to open it with. title: of its questionnaire. on: ISO date that it tells of, "" if none.
        names: whether the member's name, identity number or telephone stands in it; else it only may be about them.
        questions: of the texts, as they are asked.
    """

    record: str
    form_id: str
    title: str
    on: str
    names: bool
    questions: tuple[str, ...]

    def words(self) -> str:
        """One line: what, when, which questions."""
        what = " ".join(filter(None, (self.title, self.on)))
        said = (
            N_("{record}: the name stands in {questions}")
            if self.names
            else N_("{record}: look at {questions}")
        )
        return translate(said).format(record=what, questions=translate(N_(", ")).join(self.questions))


def texts_about(workspace: Workspace, household_id: str, row: str) -> tuple[TextAbout, ...]:
    """Records whose texts name a member, then those with texts that may be about them; none for an unknown row.

    Args:
        row: `Person.row`.

    Raises HouseholdUnknown.
    """
    find_row(workspace, household_id)
    document = workspace.store.document(household_id)
    person = next((each for each in household_of(workspace, document).persons if each.row == row), None)
    if person is None:
        return ()
    marks = [
        text for text in (person.name, person.id_number, person.phone) if text and len(text) >= NAME_AT_LEAST
    ]
    labels = Labels(workspace, document.values)
    found: dict[tuple[bool, str], list[str]] = {}
    for path, text in _texts(workspace, document.values, row):
        named = any(mark in text for mark in marks)
        if named or (len(text) >= STORY_AT_LEAST and "~" in path.partition("/")[0]):
            found.setdefault((named, path.partition("/")[0]), []).append(labels.label(path))
    naming = {record for named, record in found if named}
    return tuple(
        _about(workspace, document.values, record, named, found[named, record])
        for named, record in sorted(found, key=lambda each: (not each[0], each[1]))
        if named or record not in naming
    )


def _texts(workspace: Workspace, values: Mapping[str, Value], row: str) -> Iterator[tuple[str, str]]:
    """(path, text) of what was written freely, outside the member's own rows."""
    maps = workspace.library.property_maps()
    for path, value in sorted(values.items()):
        name = path.rpartition("/")[2]
        if not isinstance(value, str) or f"/{row}" in path or name.startswith(("=", "_")):
            continue
        known = VOCABULARY.get(property_of_path(path, maps) or "")
        free = known is None or (known.kind == "text" and not value.isascii())
        if free or (known and known.name in _NUMBERS):
            yield path, value


def _about(
    workspace: Workspace, values: Mapping[str, Value], record: str, named: bool, questions: list[str]
) -> TextAbout:
    form_id = record.partition("~")[0]
    stored = workspace.store.form(form_id)
    maps = workspace.library.property_maps()
    days = [
        str(value)
        for path, value in sorted(values.items())
        if path.startswith(f"{record}/")
        and value
        and (known := VOCABULARY.get(property_of_path(path, maps) or ""))
        and known.kind == "date"
        and known.name in _DAYS
    ]
    return TextAbout(
        record=record,
        form_id=form_id,
        title=form_title(stored.title, form_id) if stored else form_id,
        on=days[0] if days else "",
        names=named,
        questions=tuple(dict.fromkeys(questions)),
    )


_DAYS = ("visit_date", "follow_up_date", "applied_on", "reviewed_on", "made_on")
