"""A household's time line, step by step and answer by answer (no Qt)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yihu.actions.reading import find_row
from yihu.actions.show_history import show_history
from yihu.actions.undo_change import RESOLUTION, undo_change
from yihu.base.errors import UserError
from yihu.base.i18n import N_, translate, translate_count
from yihu.ui.household.events import FIRST_MOMENT_MS, KINDS, is_answer
from yihu.ui.moments import short_moment
from yihu.ui.state_words import household_name
from yihu.ui.tone import Tone

if TYPE_CHECKING:
    from yihu.actions.show_history import HistoryChange, HistoryEntry
    from yihu.actions.workspace import Workspace

SHOWN_MARKS = ("_del", "_state", "_moved_to", "_moved_from")
TONES: dict[str, Tone] = {"undo": "amber", "move": "blue", "assign": "grey", "checked": "green"}
AFTERWARDS = {
    RESOLUTION: N_("The answers differ again afterwards and have to be chosen anew."),
    "finish": N_("The survey is open again afterwards."),
    "move": N_("The other household keeps its side of the move: take it back there too."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLine:
    """One answer of a step. `can_undo`: it has this value still."""

    path: str
    question: str
    before: str
    after: str
    can_undo: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryLine:
    """One step of the time line.

    Attributes:
        who: the person, the laptop. words: how many answers.
        remark: worked on by two at once, or waiting for an earlier file; empty mostly.
    """

    changeset_id: str
    when: str
    what: str
    tone: Tone
    words: str
    who: str
    remark: str
    can_undo: bool
    changes: tuple[ChangeLine, ...]


class HistoryPresenter:
    """State of the page."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.household_id = ""
        self.open: set[str] = set()
        self._entries: dict[str, HistoryEntry] = {}
        self._lines: tuple[EntryLine, ...] = ()
        self._title = ""

    def enter(self, household_id: str) -> None:
        """Read the time line. Raises HouseholdUnknown."""
        if household_id != self.household_id:
            self.open = set()
        self.household_id = household_id
        self._title = household_name(find_row(self.workspace, household_id).head_name)
        entries = sorted(show_history(self.workspace, household_id), key=lambda one: -one.at_ms)
        self._entries = {one.changeset_id: one for one in entries}
        self._lines = tuple(self._line(one) for one in entries)

    def heading(self) -> tuple[str, str]:
        """Title, and the line beside it."""
        count = len(self._lines)
        steps = translate_count(N_("{count} step"), N_("{count} steps"), count).format(count=count)
        return translate(N_("History: {name}")).format(name=self._title), steps

    def lines(self) -> tuple[EntryLine, ...]:
        """The steps, the newest first."""
        return self._lines

    def _line(self, entry: HistoryEntry) -> EntryLine:
        chosen = entry.kind == RESOLUTION  # also where the one shown before was kept, others stood beside it
        changes = tuple(_change(each, chosen=chosen) for each in entry.changes if _is_shown(each))
        words = translate_count("{count} answer", "{count} answers", len(changes))
        laptop = translate(N_("this laptop")) if entry.mine else entry.laptop
        now = self.workspace.clock.now()
        return EntryLine(
            changeset_id=entry.changeset_id,
            when=short_moment(entry.at_ms, now) if entry.at_ms > FIRST_MOMENT_MS else "",
            what=entry.what,
            tone=TONES.get(entry.kind) or KINDS.get(entry.kind, ("", "grey"))[1],
            words=words.format(count=len(changes)) if changes else "",
            who=""
            if entry.kind == "preload"
            else " · ".join(part for part in (entry.person, laptop) if part),
            remark=_remark(entry),
            can_undo=entry.can_undo and bool(changes),
            changes=changes,
        )

    def ask(self, changeset_id: str, path: str = "") -> str:
        """What taking a step, or one answer of it, back would do: to be confirmed."""
        line = next(each for each in self._lines if each.changeset_id == changeset_id)
        if path:
            change = next(each for each in line.changes if each.path == path)
            words = translate(N_("“{question}” goes back from “{after}” to “{before}”."))
            said = words.format(question=change.question, after=change.after, before=change.before)
        else:
            words = translate_count(
                N_("{count} answer of this step goes back to what it was before."),
                N_("{count} answers of this step go back to what they were before."),
                sum(each.can_undo for each in line.changes),
            )
            said = words.format(count=sum(each.can_undo for each in line.changes))
        kind = self._entries[changeset_id].kind
        said, after = "" if kind == RESOLUTION else said, AFTERWARDS.get(kind, "")
        stays = translate(N_("Both stay in the history; this can be taken back too."))
        return " ".join(part for part in (said, translate(after) if after else "", stays) if part)

    def undo(self, changeset_id: str, path: str = "") -> tuple[str, bool]:
        """Take it back; what is to be told, and whether it was done."""
        try:
            report = undo_change(self.workspace, self.household_id, changeset_id, (path,) if path else None)
        except UserError as trouble:
            return f"{trouble.explain()} {trouble.advise()}", False
        self.enter(self.household_id)
        done = translate_count(
            N_("{count} answer is as before."), N_("{count} answers are as before."), len(report.undone)
        )
        said = done.format(count=len(report.undone))
        kept = sum(_is_path_shown(each) for each in report.kept)
        if kept:
            left = N_("{count} were changed once more since and stay as they are.")
            said = f"{said} {translate(left).format(count=kept)}"
        return said, True


def _remark(entry: HistoryEntry) -> str:
    if entry.waiting:
        return translate(N_("waits for an earlier file"))
    return translate(N_("two worked on it at once")) if entry.concurrent else ""


def _is_path_shown(path: str) -> bool:
    name = path.rpartition("/")[2]
    return name in SHOWN_MARKS or (is_answer(path) and not name.startswith("="))


def _is_shown(change: HistoryChange) -> bool:
    """Answers, and marks that mean something to a person; nothing that was derived or never set."""
    return _is_path_shown(change.path) and not (change.before == change.after and not change.still)


def _change(change: HistoryChange, *, chosen: bool) -> ChangeLine:
    return ChangeLine(
        path=change.path,
        question=" · ".join(part for part in (change.member, change.question) if part),
        before=change.before,
        after=change.after,
        can_undo=change.still and (chosen or change.before != change.after),
    )
