"""What became of a household's plan: measures, visits, quarters, the procedure, what is due (no Qt)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from yihu.actions.show_follow_up import show_follow_up
from yihu.base.i18n import N_, translate, translate_count
from yihu.planning.procedure import TITLES
from yihu.register import codes
from yihu.ui.routes import HouseholdRoute, InterviewRoute, Route
from yihu.ui.state_words import household_name
from yihu.ui.tone import Tone

if TYPE_CHECKING:
    from yihu.actions.show_follow_up import FollowUpView
    from yihu.actions.workspace import Workspace
    from yihu.planning.due import Due
    from yihu.planning.follow_up import MeasureStanding, Quarter, Visit
    from yihu.planning.procedure import Procedure, Step
    from yihu.planning.removal import Condition

VISIT, QUARTER, PROCEDURE = "visit", "quarter", "procedure"
_STATES: dict[str, Tone] = {"not_begun": "grey", "running": "blue", "done": "green", "stopped": "amber"}
_STEPS: dict[str, tuple[str, Tone]] = {
    "done": (N_("done"), "green"),
    "refused": (N_("not agreed"), "red"),
    "waiting": (N_("notice hangs"), "blue"),
    "next": (N_("next"), "amber"),
    "later": (N_("later"), "grey"),
}
_MET: dict[bool | None, tuple[str, Tone]] = {
    True: (N_("met"), "green"),
    False: (N_("not met"), "red"),
    None: (N_("not known"), "grey"),
}
_FORMS = {"visit": VISIT, "measure": VISIT, "goal": VISIT, "quarter": QUARTER, "procedure": PROCEDURE}
_BUTTONS = {
    VISIT: N_("Write down a visit"),
    QUARTER: N_("Write down the quarter"),
    PROCEDURE: N_("Go on with the procedure"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a card. `route`: what a click opens, None for nothing."""

    words: str
    more: str = ""
    pill: str = ""
    tone: Tone = "grey"
    route: Route | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuarterLine:
    """A quarter in figures, as texts in the order of the table's columns."""

    title: str
    cells: tuple[str, ...]
    route: Route


class FollowUpPresenter:
    """State of the page."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.household_id = ""
        self._view: FollowUpView | None = None

    def enter(self, household_id: str) -> None:
        """Read everything. Raises HouseholdUnknown."""
        self.household_id = household_id
        self._view = show_follow_up(self.workspace, household_id)

    @property
    def view(self) -> FollowUpView:
        """What was read last."""
        assert self._view is not None
        return self._view

    def heading(self) -> tuple[str, str]:
        """Title, and the trail before it."""
        row = self.view.row
        place = " / ".join(part for part in (row.village, row.group) if part)
        title = translate(N_("Follow-up: {name}")).format(name=household_name(row.head_name))
        return title, f"{place} /" if place else ""

    def banner(self) -> tuple[str, str, str, Tone]:
        """The one next thing: what is due first."""
        due = self.view.after.due
        if not due:
            nothing = translate(N_("Nothing is due"))
            return nothing, self._seen(), translate(_BUTTONS[VISIT]) if self.may_write() else "", "green"
        first = due[0]
        late = first.on < self.view.today
        sentence = translate(N_("Late: {what}") if late else N_("Next: {what}")).format(what=first.explain())
        until = translate(N_("Due on {day}.")).format(day=first.on)
        button = translate(_BUTTONS[_FORMS[first.kind]]) if self.may_write() else ""
        return sentence, f"{until} {self._seen()}", button, "amber" if late else "green"

    def next_route(self) -> Route:
        """Where the large button leads."""
        due = self.view.after.due
        if due and due[0].kind == PROCEDURE and due[0].record:
            return self._open(due[0].record)
        return self.new_route(_FORMS[due[0].kind] if due else VISIT)

    def new_route(self, form_id: str) -> Route:
        """A new record of a form, or the unfinished one of a procedure."""
        if form_id == PROCEDURE:
            running = next((each for each in self.view.after.procedures if each.state == "running"), None)
            if running is not None:
                return self._open(running.record)
        return InterviewRoute(household_id=self.household_id, form_id=form_id)

    def may_write(self) -> bool:
        """Whether answers can be given on this laptop."""
        return self.workspace.store.role != "viewer"

    def back_route(self) -> Route:
        """The household's page."""
        return HouseholdRoute(household_id=self.household_id)

    def facts(self) -> tuple[tuple[str, str, str, Tone], ...]:
        """Measures, gains, last meeting, conditions."""
        standings, gains, view = self.view.after.standings, self.view.gains, self.view
        done = sum(each.state == "done" for each in standings)
        late = sum(each.late for each in standings)
        late_words = translate_count("{count} late", "{count} late", late).format(count=late) if late else " "
        expected = translate(N_("expected {low}–{high} a year")).format(
            low=yuan(gains.low_yuan), high=yuan(gains.high_yuan)
        )
        days, ask = view.not_seen_days, view.revisit_days
        seen = translate(N_("never")) if days is None else view.after.seen_on
        ago = "" if days is None else _ago(days)
        met = sum(each.met is True for each in view.after.conditions)
        leave: tuple[str, Tone] = (translate(N_("all met")), "green") if view.may_leave else (" ", "grey")
        return (
            (
                translate(N_("Measures done")),
                f"{done} / {len(standings)}",
                late_words,
                "red" if late else "grey",
            ),
            (translate(N_("Gained so far (yuan)")), yuan(gains.actual_yuan), expected, "grey"),
            (translate(N_("Last met")), seen, ago, "amber" if days is not None and days > ask else "grey"),
            (translate(N_("Conditions of leaving")), f"{met} / {len(view.after.conditions)}", *leave),
        )

    def measures(self) -> tuple[Line, ...]:
        """The measures of the plan in force."""
        return tuple(self._measure(each) for each in self.view.after.standings)

    def due(self) -> tuple[Line, ...]:
        """All that waits, the earliest first."""
        return tuple(self._due(each) for each in self.view.after.due)

    def visits(self) -> tuple[Line, ...]:
        """The visits, the newest first."""
        return tuple(self._visit(each) for each in self.view.after.follow_up.visits)

    def quarters(self) -> tuple[QuarterLine, ...]:
        """The quarters, the newest first."""
        return tuple(self._quarter(each) for each in self.view.after.follow_up.quarters)

    def doubled(self) -> str:
        """Quarters that were written down twice, as a sentence; empty for none."""
        found = self.view.after.follow_up.doubled
        if not found:
            return ""
        names = translate(N_(", ")).join(f"{year} Q{number}" for year, number in found)
        return translate(N_("Written down twice: {names}. Open one of them and correct it.")).format(
            names=names
        )

    def procedures(self) -> tuple[tuple[str, tuple[Line, ...], Route], ...]:
        """Title, steps and where it is opened, of each procedure, the newest first."""
        return tuple(
            (_kind(each), tuple(_step(step) for step in each.steps), self._open(each.record))
            for each in self.view.after.procedures
        )

    def conditions(self) -> tuple[Line, ...]:
        """The conditions of leaving poverty, each with its reason."""
        return tuple(_condition(each) for each in self.view.after.conditions)

    def rules(self) -> str:
        """The rules the conditions are of."""
        return self.view.household.rules.name()

    def _seen(self) -> str:
        days = self.view.not_seen_days
        if days is None:
            return translate(N_("Nobody of the team has met the household yet."))
        if not days:
            return translate(N_("Met today."))
        words = translate_count("Last met {count} day ago.", "Last met {count} days ago.", days)
        return words.format(count=days)

    def _open(self, record: str) -> Route:
        return InterviewRoute(household_id=self.household_id, form_id=record.partition("~")[0], record=record)

    def _measure(self, standing: MeasureStanding) -> Line:
        measure = standing.measure
        parts = [
            translate(N_("until {day}")).format(day=measure.deadline) if measure.deadline else "",
            measure.responsible_person or measure.responsible_unit or "",
            translate(N_("gained {yuan} yuan")).format(yuan=yuan(standing.gain_yuan))
            if standing.gain_yuan
            else "",
            standing.stop_reason,
        ]
        state = codes.label("progress_state", standing.state)
        return Line(
            words=measure.content or "—",
            more=" · ".join(part for part in parts if part),
            pill=translate(N_("late, {state}")).format(state=state) if standing.late else state,
            tone="red" if standing.late else _STATES.get(standing.state, "grey"),
        )

    def _due(self, due: Due) -> Line:
        late = due.on < self.view.today
        return Line(words=due.explain(), pill=due.on, tone="red" if late else "grey")

    def _visit(self, visit: Visit) -> Line:
        changes = translate(N_(", ")).join(codes.label("visit_change", code) for code in visit.changes)
        more = " · ".join(part for part in (visit.by, visit.issue or changes, visit.next_step) if part)
        return Line(words=visit.on or "—", more=more, route=self._open(visit.record))

    def _quarter(self, quarter: Quarter) -> QuarterLine:
        amounts = (
            quarter.wages_yuan,
            quarter.business_yuan,
            quarter.property_yuan,
            quarter.transfers_yuan,
            quarter.costs_yuan,
            quarter.net_yuan,
        )
        return QuarterLine(
            title=f"{quarter.year} Q{quarter.number}",
            cells=tuple(yuan(amount) for amount in amounts),
            route=self._open(quarter.record),
        )


def yuan(amount: Decimal | None) -> str:
    """`1,200`, with cents where there are any; a dash for nothing known."""
    if amount is None:
        return "—"
    return f"{amount:,.0f}" if amount == amount.to_integral_value() else f"{amount:,.2f}"


def _kind(procedure: Procedure) -> str:
    return codes.label("procedure_kind", procedure.kind)


def _step(step: Step) -> Line:
    words, tone = _STEPS[step.state]
    until = translate(N_("until {day}")).format(day=step.until) if step.until else ""
    if step.until and not step.calendar_known:
        until = translate(N_("{until} (holidays of that year are not announced yet)")).format(until=until)
    short = ""
    if step.short is not None:
        words_short = translate_count("hung for {count} day only", "hung for {count} days only", step.short)
        short = words_short.format(count=step.short)
    if step.long is not None:
        words_long = translate_count(
            "hung for {count} day: look at both dates", "hung for {count} days: look at both dates", step.long
        )
        short = words_long.format(count=step.long)
    more = " · ".join(part for part in (step.on or until, step.by, step.document, short) if part)
    return Line(
        words=translate(TITLES[step.name]),
        more=more,
        pill=translate(words),
        tone="amber" if short else tone,
    )


def _condition(condition: Condition) -> Line:
    words, tone = _MET[condition.met]
    return Line(words=translate(condition.title), more=condition.explain(), pill=translate(words), tone=tone)


def _ago(days: int) -> str:
    if not days:
        return translate(N_("today"))
    return translate_count("{count} day ago", "{count} days ago", days).format(count=days)
