"""The drafts and versions of a plan as columns (no Qt)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yihu.actions.compare_plans import PlanComparison, PlanLine, choose_plan, compare_plans
from yihu.actions.open_plan import begin_draft, leave_plan
from yihu.actions.plan_words import category_words, measure_words, range_words, yuan_words
from yihu.actions.show_plan import rules_of
from yihu.base.errors import UserError
from yihu.base.i18n import N_, translate
from yihu.planning import required_of
from yihu.register import codes
from yihu.ui.moments import short_moment

if TYPE_CHECKING:
    from yihu.actions.workspace import Workspace
    from yihu.ui.look.tokens import Tone

SHOWN_AT_ONCE = 3
_STATES = {"draft": N_("draft"), "agreed": N_("agreed"), "signed": N_("signed")}
_STANDING: dict[str, tuple[str, Tone]] = {
    "in_force": (N_("in force"), "green"),
    "draft": (N_("draft"), "blue"),
    "former": (N_("former version"), "grey"),
    "aside": (N_("not chosen"), "grey"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanColumn:
    """One plan.

    Attributes:
        facts: what is compared, name and figure, the same names in each column.
        measures: category and the rest in one line, each.
        missing: what the rules ask and the plan lacks.
        can_choose: it may take the place of the one in force.
    """

    record: str
    title: str
    standing: str
    tone: Tone
    who: str
    facts: tuple[tuple[str, str], ...]
    measures: tuple[tuple[str, str], ...]
    missing: tuple[str, ...]
    in_force: bool
    can_choose: bool


class ComparePresenter:
    """Which plans stand beside each other."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self.household_id = ""
        self._comparison: PlanComparison | None = None
        self._shown: list[str] = []

    def enter(self, household_id: str) -> UserError | None:
        """Read the household's plans anew; the newest three are shown, the one in force always."""
        self.household_id = household_id
        try:
            self._comparison = compare_plans(self._workspace, household_id)
        except UserError as trouble:
            self._comparison = None
            return trouble
        known = [line.plan.record for line in self._comparison.lines]
        kept = [record for record in self._shown if record in known]
        self._shown = kept if len(kept) > 1 else self._first(known)
        return None

    def _first(self, known: list[str]) -> list[str]:
        lines = self._lines()
        chosen = [line.plan.record for line in lines if line.standing == "in_force"]
        newest = [record for record in reversed(known) if record not in chosen][: SHOWN_AT_ONCE - len(chosen)]
        return sorted([*chosen, *newest], key=known.index)

    def _lines(self) -> tuple[PlanLine, ...]:
        return self._comparison.lines if self._comparison else ()

    @property
    def head_name(self) -> str:
        """The head of the household."""
        return (self._comparison.household.head_name or "") if self._comparison else ""

    def undecided(self) -> bool:
        """Two laptops say that different plans hold."""
        return bool(self._comparison and self._comparison.undecided)

    def names(self) -> tuple[tuple[str, str, bool], ...]:
        """Record, title and whether it is shown, of every plan."""
        return tuple(
            (line.plan.record, self._title(line), line.plan.record in self._shown) for line in self._lines()
        )

    def show(self, record: str, shown: bool) -> None:
        """Put a column there or take it away; the longest shown one makes room."""
        if shown and record not in self._shown:
            self._shown = [*self._shown, record][-SHOWN_AT_ONCE:]
        elif not shown and len(self._shown) > 1:
            self._shown = [other for other in self._shown if other != record]

    def columns(self) -> tuple[PlanColumn, ...]:
        """The plans shown, the oldest first."""
        return tuple(self._column(line) for line in self._lines() if line.plan.record in self._shown)

    def choose(self, record: str) -> UserError | None:
        """Say that this plan holds."""
        heads = self._comparison.heads if self._comparison else None
        try:
            choose_plan(self._workspace, self.household_id, record, heads)
        except UserError as trouble:
            self.enter(self.household_id)
            return trouble
        return self.enter(self.household_id)

    def begin(self, copy_of: str | None) -> str | UserError:
        """Another draft, empty or with the measures of a plan; its record."""
        try:
            desk = begin_draft(self._workspace, self.household_id, copy_of)
            leave_plan(self._workspace, desk)
        except UserError as trouble:
            return trouble
        return desk.interview.record

    def _title(self, line: PlanLine) -> str:
        return translate(N_("Plan {number} · version {version}")).format(
            number=line.number, version=line.plan.version
        )

    def _column(self, line: PlanLine) -> PlanColumn:
        words, tone = _STANDING[line.standing]
        plan, chosen = line.plan, next((one for one in self._lines() if one.standing == "in_force"), line)
        state = translate(_STATES.get(plan.state, plan.state))
        meanwhile = self.undecided() and line.standing == "in_force"
        standing = translate(N_("in force meanwhile")) if meanwhile else translate(words)
        said = standing if plan.state == "draft" and line.standing == "draft" else f"{standing} · {state}"
        free = self.undecided() or chosen.plan.state == "draft" or plan.state != "draft"
        when = short_moment(line.at_ms, self._workspace.clock.now()) if line.at_ms else plan.made_on or ""
        return PlanColumn(
            record=plan.record,
            title=self._title(line),
            standing=said,
            tone="red" if self.undecided() else tone,
            who=" · ".join(part for part in (line.person, when) if part),
            facts=tuple(self._facts(line)),
            measures=tuple((category_words(measure), measure_words(measure)) for measure in plan.measures),
            missing=self._missing(line),
            in_force=line.standing == "in_force",
            can_choose=free and (line.standing != "in_force" or self.undecided()),
        )

    def _facts(self, line: PlanLine) -> list[tuple[str, str]]:
        found = line.expectation
        low, high, limit = found.low_per_head_yuan, found.high_per_head_yuan, found.line_yuan
        a_head = "—" if low is None or high is None else range_words(low, high)
        reached = "—"
        if low is not None and high is not None and limit is not None:
            surely, at_best = low >= limit, high >= limit
            words = N_("reached") if surely else N_("only at best") if at_best else N_("not reached")
            reached = translate(N_("{line} yuan: {words}")).format(
                line=f"{limit:,.0f}", words=translate(words)
            )
        return [
            (translate(N_("Money put in")), yuan_words(line.cost_yuan)),
            (translate(N_("Yearly gain")), range_words(found.gain_low_yuan, found.gain_high_yuan)),
            (translate(N_("Gain that comes once")), range_words(found.once_low_yuan, found.once_high_yuan)),
            (translate(N_("Expected a head and year")), a_head),
            (translate(N_("Line")), reached),
            (translate(N_("Target date")), line.plan.goal_date or "—"),
        ]

    def _missing(self, line: PlanLine) -> tuple[str, ...]:
        assert self._comparison is not None
        household = self._comparison.household
        rules = rules_of(self._workspace, household, line.plan)
        causes = [cause.code for cause in household.causes]
        return tuple(
            translate(N_("{cause} needs a measure of: {categories}. It is missing.")).format(
                cause=codes.label(codes.CAUSES, one.cause),
                categories=translate(N_(" or ")).join(
                    codes.label(codes.MEASURE_CATEGORIES, category) for category in one.categories
                ),
            )
            for one in required_of(causes, line.plan.measures, rules)
            if not one.met
        )
