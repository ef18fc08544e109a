"""Answer a questionnaire from data: for moving data in, for tests, for the demo."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from yihu.actions.open_visit import Interview
from yihu.actions.permission import guarded
from yihu.actions.previous_survey import pattern_of
from yihu.actions.remarks import CHECK, remark_on
from yihu.actions.save_answer import save_answer, save_changes
from yihu.actions.workspace import Workspace
from yihu.base.errors import UserError
from yihu.base.i18n import N_, translate

if TYPE_CHECKING:
    from yihu.engine import Outcome, Session

_NO_ANSWER = N_("An answer is a text, a number, or a list of texts; rows of a repeat are a list of objects.")


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedAnswer:
    """An answer that the form refused: its key, and why in the window's language."""

    key: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FillReport:
    """What became of the answers.

    Attributes:
        answered: how many were taken.
        not_asked: keys of questions that the form lacks, computes itself, or that don't concern this
            household.
    """

    answered: int
    refused: tuple[RefusedAnswer, ...] = ()
    not_asked: tuple[str, ...] = ()


@guarded
def fill_visit(workspace: Workspace, interview: Interview, answers: Mapping[str, Any]) -> FillReport:
    """Answer by question names; each answer is saved as in an interview.

    Names of remarks (`_note.income`, `_reason.income`) are taken too. `answers`: name -> text, number or bool; a list of texts is a choice of several; the name of a
    repeat -> list of such mappings, one a row. Questions that are asked only after others were
    answered are taken in as soon as they are asked.
    """
    return Filling(workspace, interview).run(answers)


class Filling:
    """One run over the answers, with the rows made so far."""

    def __init__(self, workspace: Workspace, interview: Interview) -> None:
        self._workspace = workspace
        self._interview = interview
        self._session: Session = interview.session
        self._repeats = {repeat.key: repeat for repeat in self._session.form.repeats.values()}
        self._rows: dict[str, list[str]] = {}
        self._row_refs: dict[str, str] = {}
        self.answered = 0
        self.refused: list[RefusedAnswer] = []

    def run(self, answers: Mapping[str, Any]) -> FillReport:
        """Answer all that is asked, and what is asked because of that."""
        pending = dict(self.placed(answers))
        while answered := self.take(pending):
            pending = {key: value for key, value in pending.items() if key not in answered}
            pending |= dict(self.placed(answers, only_new=True))
        not_asked = (*pending, *self.rows_not_asked(answers))
        return FillReport(answered=self.answered, refused=tuple(self.refused), not_asked=tuple(not_asked))

    def placed(
        self, answers: Mapping[str, Any], scope: str = "", *, only_new: bool = False
    ) -> Iterator[tuple[str, str]]:
        """Answer key -> text for all answers whose rows can be had now."""
        for name, value in answers.items():
            key = f"{scope}{name}"
            if isinstance(value, Mapping):
                if not only_new:
                    self.refused.append(RefusedAnswer(key=key, reason=translate(_NO_ANSWER)))
                continue
            if not _is_rows(value):
                if not only_new:
                    yield key, _text(value)
                continue
            known = len(self._rows.get(key, ()))
            for place, row_id in enumerate(self._rows_for(key, len(value))):
                fresh = place >= known
                yield from self.placed(value[place], f"{key}/{row_id}/", only_new=only_new and not fresh)

    def rows_not_asked(self, answers: Mapping[str, Any]) -> Iterator[str]:
        """Repeats that had no room for all their rows."""
        for name, value in answers.items():
            if _is_rows(value) and len(self._rows.get(name, ())) < len(value):
                yield name

    def take(self, pending: Mapping[str, str]) -> set[str]:
        """Answer what is asked now; the keys that are done with."""
        done = set()
        for key, text in pending.items():
            if remark_on(key):
                self._remark(key, text)
                done.add(key)
                continue
            ref = self._session.ref(key)
            if ref is None or not self._session.is_relevant(ref) or self._session.is_read_only(ref):
                continue
            done.add(key)
            self._answer(key, ref, text)
        return done

    def _answer(self, key: str, ref: str, text: str) -> None:
        try:
            outcome = self._session.answer(ref, text)
        except UserError as refused:
            self.refused.append(RefusedAnswer(key=key, reason=refused.explain()))
            return
        self.answered += 1
        self._save(outcome, ref)

    def _remark(self, key: str, text: str) -> None:
        value = text == "yes" if key.rpartition("/")[2].startswith(CHECK) else text
        save_changes(self._workspace, self._interview, {key: value}, "")
        self.answered += 1

    def _save(self, outcome: Outcome, ref: str) -> None:
        save_answer(self._workspace, self._interview, outcome, ref)

    def _rows_for(self, key: str, wanted: int) -> list[str]:
        """Ids of as many rows as are wanted, or as the form allows now."""
        repeat_ref = self._repeat_ref(key)
        if repeat_ref is None:
            return []
        while len(self._session.rows(repeat_ref)) < wanted and self._session.can_add(repeat_ref):
            self._save(self._session.add_repeat(repeat_ref), repeat_ref)
        refs = list(self._session.rows(repeat_ref))[:wanted]
        rows = {self._session.row_id(ref): ref for ref in refs}
        self._row_refs |= {f"{key}/{row_id}": ref for row_id, ref in rows.items()}
        self._rows[key] = list(rows)
        return self._rows[key]

    def _repeat_ref(self, key: str) -> str | None:
        """Where the repeat with this answer key stands in the session; None where it doesn't."""
        repeat = self._repeats.get(pattern_of(key))
        if repeat is None:
            return None
        outer_row = key.rpartition("/")[0]
        if not outer_row:
            return repeat.ref
        outer = self._repeats[pattern_of(outer_row).removesuffix("/*")]
        return self._row_refs[outer_row] + repeat.ref.removeprefix(outer.ref)


def _is_rows(value: Any) -> bool:
    return (
        isinstance(value, Sequence)
        and not isinstance(value, str)
        and all(isinstance(row, Mapping) for row in value)
    )


def _text(value: Any) -> str:
    """A JSON value as XForm text: a list is a choice of several, true and false are yes and no."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return " ".join(str(one) for one in value)
    return "" if value is None else str(value)
