"""The merge desk: what laptops answered differently, household by household (no Qt)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from yihu.actions.decide_conflict import decide_conflict
from yihu.actions.labels import Labels
from yihu.actions.list_households import count_households
from yihu.actions.reveal import TO_CHOOSE
from yihu.actions.show_conflicts import list_conflict_households, show_conflicts
from yihu.actions.undo_change import undo_change
from yihu.actions.weigh_conflict import differing_paths, foresee_income, hides_numbers, reveal_options
from yihu.base.errors import UserError
from yihu.base.i18n import N_, translate, translate_count
from yihu.engine import Session
from yihu.storage.rows import HouseholdQuery
from yihu.ui.handover.conflicts_merged import MergedList
from yihu.ui.handover.conflicts_steps import (
    OptionView,
    PastLine,
    Step,
    options_of,
    past_of,
    readable,
    steps_of,
)
from yihu.ui.household.events import labels_of, pattern_of
from yihu.ui.interview.asking import view_question
from yihu.ui.interview.views import QuestionView
from yihu.ui.state_words import household_name, listed

if TYPE_CHECKING:
    from yihu.actions.show_conflicts import ConflictHousehold
    from yihu.actions.workspace import Workspace

NAMED_AT_ONCE = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdLine:
    """One household of the list at the left.

    Attributes:
        words: what differs, or that all is chosen. left: answers still to choose.
    """

    household_id: str
    name: str
    words: str
    left: int
    here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnAnswer:
    """A third answer being written: the question as a field shows it, and a session to try it on."""

    session: Session = field(repr=False)
    view: QuestionView


class ConflictsPresenter:
    """Goes through what differs; a choice is written when the person goes on."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self._queue: dict[str, ConflictHousehold] = {}
        self._left: dict[str, int] = {}
        self._named: dict[str, str] = {}
        self.merged = MergedList(workspace)
        self._steps: tuple[Step, ...] = ()
        self._count = 0
        self._split = False
        self._full: Mapping[str, tuple[str, ...]] = {}
        self._undo: list[tuple[str, tuple[str, ...]]] = []
        self.here = ""
        self.chosen: int | None = None
        self.own: OwnAnswer | None = None

    # coming in, and where the person is

    def enter(self, household_id: str | None) -> None:
        """Read what differs; begin with this household if it is one of them."""
        self._read()
        self._undo = []
        known = household_id if household_id in self._queue else next(iter(self._queue), "")
        if household_id and household_id not in self._queue and differing_paths(self.workspace, household_id):
            known = household_id  # beyond the first 500
        self.show_household(known or "")

    def _read(self) -> None:
        self._queue = {one.household_id: one for one in list_conflict_households(self.workspace)}
        self._left = {id: one.answers for id, one in self._queue.items()}
        self._named = {}
        for id in list(self._queue)[:NAMED_AT_ONCE]:
            self._name(id)

    def _name(self, household_id: str) -> None:
        """The labels of what differs, as the list names it."""
        names: dict[str, None] = {}
        for path in differing_paths(self.workspace, household_id):
            record, _, key = path.partition("/")
            names.setdefault(translate(N_("the plan")) if record == "plan" else self._label(record, key))
        self._named[household_id] = listed(names)

    def _label(self, record: str, key: str) -> str:
        name = key.rpartition("/")[2]
        if name == "_del":
            return translate(N_("a removed member"))
        try:
            labels = labels_of(self.workspace.library.form(record.partition("~")[0]))
        except UserError:
            return name
        return labels.get(pattern_of(key), ("", ""))[0] or name

    def show_household(self, household_id: str) -> None:
        """Come to the first open answer of a household."""
        self.here, self._split = household_id, False
        decisions = show_conflicts(self.workspace, household_id) if household_id else ()
        self._show_steps(steps_of(decisions))
        self._count = len(self._steps)

    def look_at(self, household_id: str) -> None:
        """Come to a merged household, to look through it."""
        self.here = household_id
        self._show_steps(())

    def _show_steps(self, steps: tuple[Step, ...]) -> None:
        self._steps, self.chosen, self.own, self._full = steps, None, None, {}

    @property
    def current(self) -> Step | None:
        """What is to be chosen now; None when nothing is."""
        return self._steps[0] if self._steps else None

    def left(self) -> tuple[int, int]:
        """Households and answers still to choose."""
        known = sum(count > 0 for count in self._left.values())
        beyond = count_households(self.workspace, HouseholdQuery(marked="conflict")) - known
        return known + max(beyond, 0), sum(self._left.values()) + max(beyond, 0)

    def households(self) -> tuple[HouseholdLine, ...]:
        """The list at the left: those to choose in, those chosen, those to look through."""
        return tuple(self._line(one) for one in self._queue.values())

    def _line(self, one: ConflictHousehold) -> HouseholdLine:
        left = self._left[one.household_id]
        counted = translate_count(N_("{count} answer differs"), N_("{count} answers differ"), left)
        words = self._named.get(one.household_id) or counted.format(count=left)
        return HouseholdLine(
            household_id=one.household_id,
            name=household_name(one.head_name),
            words=words if left else translate(N_("chosen")),
            left=left,
            here=one.household_id == self.here,
        )

    def trail(self) -> str:
        """Whose answer, and which of how many."""
        step = self.current
        if step is None:
            return ""
        first = step.decisions[0]
        place = translate(N_("no. {place} of {count}")).format(
            place=self._count - len(self._steps) + 1, count=self._count
        )
        where = " / ".join(part for part in (first.village,) if part)
        member = "" if step.whole_plan else first.member
        parts = (where, household_name(first.head_name), member, place)
        return " · ".join(part for part in parts if part)

    # what is shown of one step

    def values(self) -> tuple[OptionView, ...]:
        """The sides to choose from."""
        step = self.current
        if step is None:
            return ()
        return options_of(step, self.workspace.clock.now(), self._full)

    def beside(self) -> tuple[tuple[str, str], ...]:
        """The neighbouring answers, and what the income comes to by each side where that differs."""
        step = self.current
        if step is None or step.whole_plan:
            return ()
        decision = step.decisions[0]
        try:
            incomes = foresee_income(self.workspace, decision.household_id, decision.key)
        except UserError:
            incomes = {}
        said = [
            (
                _if_chosen(view),
                translate(N_("{amount} yuan")).format(amount=f"{incomes[view.keep[0][1]]:,.0f}"),
            )
            for view in self.values()
            if view.keep[0][1] in incomes
        ]
        near = decision.beside[: max(2, 5 - len(said))]
        return (*((name, readable(shown, name)) for name, shown in near), *said)

    def history(self) -> tuple[PastLine, ...]:
        """The steps that changed the answer in question, the newest first."""
        return past_of(self.current, self.workspace.clock.now()) if self.current else ()

    def hides_numbers(self) -> bool:
        """Whether the answers are numbers of which only the differing places are shown."""
        step = self.current
        if step is None or step.whole_plan or self._full:
            return False
        return hides_numbers(self.workspace, step.decisions[0].paths)

    def show_numbers(self) -> str:
        """Show the numbers in full, which is logged; what is wrong, in words, else empty."""
        step = self.current
        if step is None or step.whole_plan:
            return ""
        decision = step.decisions[0]
        try:
            self._full = reveal_options(self.workspace, decision.household_id, decision.key, TO_CHOOSE)
        except UserError as trouble:
            return _told(trouble)
        return ""

    # choosing

    def choose(self, index: int) -> None:
        """This side is right; it is written when the person goes on."""
        if 0 <= index < len(self.values()):
            self.chosen, self.own = index, None

    def can_write_own(self) -> bool:
        """Whether a third answer can be typed here."""
        step = self.current
        return step is not None and not step.whole_plan and step.decisions[0].typed

    def write_own(self) -> QuestionView | None:
        """None of them is right: the question to answer anew; None where it can't be asked here."""
        step = self.current
        if step is None or not self.can_write_own():
            return None
        path = step.decisions[0].paths[0]
        labels = Labels(self.workspace, self.workspace.store.document(self.here).values)
        session, ref = labels.session(path.partition("/")[0]), labels.ref(path)
        if session is None or ref is None:
            return None
        if hides_numbers(self.workspace, (path,)):
            session.answer(ref, "")  # what is hidden above isn't shown in full in the field
        view = view_question(session, ref, "", None, False)
        self.chosen, self.own = None, OwnAnswer(session=session, view=view)
        return view

    def split_plans(self) -> None:
        """Choose each difference between two plans by itself."""
        self._split = True
        self._show_steps(steps_of(show_conflicts(self.workspace, self.here), split=True))
        self._count = len(self._steps)

    def settle(self, own_value: str | None = None) -> str:
        """Write the choice and come to the next open answer; what is wrong, in words, else empty."""
        step = self.current
        if step is None:
            return ""
        if self.own is not None:
            problem = self._refuse_own(self.own, own_value or "")
            if problem:
                return problem
        elif self.chosen is None:
            return translate(N_("Choose one of the answers first."))
        try:
            written = self._write(step, own_value)
        except UserError as trouble:
            if trouble.code == "conflict-changed":
                self._again()
                return _told(trouble)
            if trouble.code != "conflict-gone":
                return _told(trouble)
            written = ()
        if written:
            self._undo.append((self.here, written))
        self._go_on()
        return ""

    def _write(self, step: Step, own_value: str | None) -> tuple[str, ...]:
        """Decide all that the step is about; the ids of what was written."""
        seen = {each.key: {option.changeset_id for option in each.options} for each in step.decisions}
        if self.own is not None:
            key = step.decisions[0].key
            report = decide_conflict(self.workspace, self.here, key, typed=own_value or "", seen=seen[key])
            return (report.changeset_id,)
        assert self.chosen is not None
        written = []
        for key, option in self.values()[self.chosen].keep:
            report = decide_conflict(self.workspace, self.here, key, keep=option, seen=seen[key])
            written.append(report.changeset_id)
        return tuple(written)

    def _again(self) -> None:
        """Show the same answers with all values there are now."""
        self._show_steps(steps_of(show_conflicts(self.workspace, self.here), split=self._split))

    def _go_on(self) -> None:
        """The next of this household, else the next household in which something differs."""
        self._again()
        self._left[self.here] = len(differing_paths(self.workspace, self.here))
        if self._left[self.here]:
            self._name(self.here)
        if self.current is not None:
            return
        ids = list(self._queue)
        at = ids.index(self.here) if self.here in ids else -1
        order = [*ids[at + 1 :], *ids[: max(at, 0)]]
        following = next((id for id in order if self._left[id]), "")
        if not following:
            fresh = list_conflict_households(self.workspace)
            self._queue |= {one.household_id: one for one in fresh}
            self._left |= {one.household_id: one.answers for one in fresh}
            following = fresh[0].household_id if fresh else ""
        if following:
            self.show_household(following)

    def can_undo(self) -> bool:
        """Whether a choice was made since the person came to the desk."""
        return bool(self._undo)

    def undo_last(self) -> str:
        """Take the last choice back: the answers differ again. What is wrong, in words, else empty."""
        if not self._undo:
            return ""
        household_id, written = self._undo.pop()
        try:
            for changeset in reversed(written):
                undo_change(self.workspace, household_id, changeset)
        except UserError as trouble:
            return _told(trouble)
        self._left[household_id] = len(differing_paths(self.workspace, household_id))
        self._name(household_id)
        self.show_household(household_id)
        return ""

    @staticmethod
    def _refuse_own(own: OwnAnswer, value: str) -> str:
        try:
            own.session.answer(own.view.ref, value)
        except UserError as refused:
            return refused.explain()
        violation = own.session.violation(own.view.ref)
        return violation.message if violation is not None else ""


def _if_chosen(view: OptionView) -> str:
    words = translate(N_("Net income per head with {answer}"))
    return words.format(answer=view.shown or view.who)


def _told(trouble: UserError) -> str:
    return f"{trouble.explain()} {trouble.advise()}"
