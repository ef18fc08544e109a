"""Answers that two laptops gave differently, one after the other (no Qt)."""

from __future__ import annotations

from dataclasses import dataclass, field

from yihu.actions.list_conflicts import Conflict, ConflictValue, list_conflicts
from yihu.actions.open_visit import open_visit
from yihu.actions.resolve_conflict import resolve_conflict
from yihu.actions.workspace import Workspace
from yihu.base.errors import UserError
from yihu.base.i18n import N_, translate
from yihu.engine import Session
from yihu.ui.interview.asking import view_question
from yihu.ui.interview.views import QuestionView
from yihu.ui.interview.wording import unit_of
from yihu.ui.moments import long_moment


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictHousehold:
    """One household of the list at the left."""

    household_id: str
    name: str
    questions: str
    left: int
    here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueView:
    """One of the values: what, who on which laptop, when."""

    shown: str
    who: str
    when: str
    winner: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnAnswer:
    """A third answer being written: the question as a field shows it, and a session to try it on."""

    session: Session = field(repr=False)
    view: QuestionView


class ConflictsPresenter:
    """Goes through the open conflicts; a choice is written when the person goes on."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self._all: list[Conflict] = []
        self._done: set[tuple[str, str]] = set()
        self._at = 0
        self.chosen: int | None = None
        self.own: OwnAnswer | None = None

    def enter(self, household_id: str | None) -> None:
        """Read what differs; begin with this household if one is named."""
        self._all = list(list_conflicts(self.workspace))
        self._done = set()
        first = next((at for at, one in enumerate(self._all) if one.household_id == household_id), 0)
        self.show(first)

    @property
    def current(self) -> Conflict | None:
        """The answer to choose now; None when all are chosen."""
        return self._all[self._at] if self._at < len(self._all) else None

    def left(self) -> tuple[int, int]:
        """Households and answers still to choose."""
        open_ones = [one for one in self._all if _key(one) not in self._done]
        return len({one.household_id for one in open_ones}), len(open_ones)

    def households(self) -> tuple[ConflictHousehold, ...]:
        """The list at the left; those done stay in it, with nothing left."""
        current = self.current
        grouped: dict[str, list[Conflict]] = {}
        for one in self._all:
            grouped.setdefault(one.household_id, []).append(one)
        return tuple(
            ConflictHousehold(
                household_id=household,
                name=translate(N_("{name}'s household")).format(name=some[0].head_name),
                questions="、".join(_named(one) for one in some if _key(one) not in self._done),
                left=sum(_key(one) not in self._done for one in some),
                here=current is not None and current.household_id == household,
            )
            for household, some in grouped.items()
        )

    def trail(self) -> str:
        """Whose answer, and which of how many."""
        current = self.current
        if current is None:
            return ""
        mine = [one for one in self._all if one.household_id == current.household_id]
        place = translate(N_("no. {place} of {count}")).format(place=mine.index(current) + 1, count=len(mine))
        name = translate(N_("{name}'s household")).format(name=current.head_name)
        return " · ".join(part for part in (name, current.member, place) if part)

    def values(self) -> tuple[ValueView, ...]:
        """The values to choose from."""
        current = self.current
        if current is None:
            return ()
        unit = unit_of(current.question)
        return tuple(self._view(one, unit) for one in current.values)

    def show(self, index: int) -> None:
        """Come to the answer at this place."""
        self._at = index
        self.chosen, self.own = None, None

    def show_household(self, household_id: str) -> None:
        """Come to the first open answer of a household."""
        for at, one in enumerate(self._all):
            if one.household_id == household_id and _key(one) not in self._done:
                self.show(at)
                return

    def choose(self, index: int) -> None:
        """This value is right; it is written when the person goes on."""
        current = self.current
        if current is not None and 0 <= index < len(current.values):
            self.chosen, self.own = index, None

    def write_own(self) -> QuestionView | None:
        """None of them is right: the question to answer anew; None where it can't be asked here."""
        current = self.current
        if current is None:
            return None
        record, _, key = current.path.partition("/")
        form_id = record.partition("~")[0]
        try:
            session = open_visit(self.workspace, current.household_id, form_id, record).session
        except UserError:
            return None
        ref = session.ref(key)
        if ref is None:
            return None
        view = view_question(session, ref, "", None, False)
        self.chosen, self.own = None, OwnAnswer(session=session, view=view)
        return view

    def settle(self, own_value: str | None = None) -> str:
        """Write the choice and come to the next open answer; what is wrong, in words, else empty."""
        current = self.current
        if current is None:
            return ""
        value: str | int | bool | None
        if self.own is not None:
            problem = self._refuse_own(self.own, own_value or "")
            if problem:
                return problem
            value = own_value or None
        elif self.chosen is not None:
            value = current.values[self.chosen].value
        else:
            return translate(N_("Choose one of the answers first."))
        try:
            seen = {one.changeset_id for one in current.values}
            resolve_conflict(self.workspace, current.household_id, current.path, value, seen=seen)
        except UserError as trouble:
            if trouble.code == "conflict-changed":
                self._look_again(current)
            if trouble.code != "conflict-gone":
                return f"{trouble.explain()} {trouble.advise()}"
        self._done.add(_key(current))
        self._go_on()
        return ""

    def _look_again(self, conflict: Conflict) -> None:
        """Show the same answer with all values there are now."""
        self._all = list(list_conflicts(self.workspace))
        self.show(next((at for at, one in enumerate(self._all) if _key(one) == _key(conflict)), 0))

    def _go_on(self) -> None:
        order = [*range(self._at + 1, len(self._all)), *range(self._at)]
        following = next((at for at in order if _key(self._all[at]) not in self._done), len(self._all))
        self.show(following)

    @staticmethod
    def _refuse_own(own: OwnAnswer, value: str) -> str:
        try:
            own.session.answer(own.view.ref, value)
        except UserError as refused:
            return refused.explain()
        violation = own.session.violation(own.view.ref)
        return violation.message if violation is not None else ""

    def _view(self, value: ConflictValue, unit: str) -> ValueView:
        laptop = f"（{value.laptop}）" if value.laptop and value.laptop != value.person else ""
        return ValueView(
            shown=f"{value.shown} {unit}".strip()
            if value.shown.replace(".", "", 1).isdigit()
            else value.shown,
            who=f"{value.person}{laptop}",
            when=long_moment(value.at_ms, self.workspace.clock.now()),
            winner=value.winner,
        )


def _key(conflict: Conflict) -> tuple[str, str]:
    return conflict.household_id, conflict.path


def _named(conflict: Conflict) -> str:
    return f"{conflict.member} {conflict.question}".strip()
