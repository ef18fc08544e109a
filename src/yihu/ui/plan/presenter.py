"""The plan's page without its widgets."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from yihu.actions.adopt_measure import add_measure, adopt_measure, remove_measure
from yihu.actions.agree_plan import PlanReport, add_signed_sheet, agree_plan, sign_plan
from yihu.actions.errors import SurveyMissing
from yihu.actions.open_plan import PlanDesk, leave_plan, open_plan, refresh_plan, revise_plan
from yihu.actions.save_answer import save_answer
from yihu.actions.show_plan import rules_of
from yihu.actions.show_village_plan import village_items_of
from yihu.actions.workspace import Workspace
from yihu.base.errors import UserError
from yihu.base.i18n import N_, translate
from yihu.engine import Outcome, Violation
from yihu.planning.standing import without_steps
from yihu.register import codes
from yihu.ui.interview.dates import read_date, read_month
from yihu.ui.plan.measure_cells import read_cell, show_measure, show_range
from yihu.ui.plan.views import CausesView, IncomeView, SuggestionView, causes_of, doubts_of, once_words

if TYPE_CHECKING:
    from yihu.engine import Session
    from yihu.register.profile import Profile

_STATES = {"draft": N_("draft"), "agreed": N_("agreed"), "signed": N_("signed")}


class PlanPresenter:
    """Holds the desk of one household's plan while pages come and go."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self.household_id = ""
        self._record: str | None = None
        self.desk: PlanDesk | None = None
        self._waiting: list[tuple[Outcome, str]] = []

    def enter(self, household_id: str, record: str | None = None) -> UserError | None:
        """Open the household's plan, or the one of a record; the error says why there can be none yet."""
        if self.desk is not None and (self.household_id, self._record) == (household_id, record):
            return None
        self.household_id, self._record, self.desk = household_id, record, None
        try:
            desk = open_plan(self._workspace, household_id, record)
        except UserError as trouble:
            return trouble
        if desk.household.visit_result != "done" and not desk.plan.measures:
            return SurveyMissing()
        self.desk = desk
        return None

    # what is shown

    @property
    def head_name(self) -> str:
        """The head of the household."""
        return (self.desk.household.head_name or "") if self.desk else ""

    def beside(self) -> str:
        """Whose plan, which version, who helps."""
        if self.desk is None:
            return ""
        plan = self.desk.plan
        version = translate(N_("version {version} ({state})")).format(
            version=plan.version, state=translate(_STATES.get(plan.state, plan.state))
        )
        helper = (
            translate(N_("helper {name}")).format(name=plan.responsible_helper)
            if plan.responsible_helper
            else ""
        )
        name = translate(N_("{name}'s household")).format(name=self.head_name)
        return " · ".join(part for part in (name, version, helper) if part)

    def income(self) -> IncomeView:
        """The figures of the bar."""
        desk = self._open()
        year = (desk.plan.goal_date or "")[:4] or str(self._workspace.clock.now().year + 1)
        return IncomeView(
            now=desk.now_yuan,
            low=desk.expected_low_yuan,
            high=desk.expected_high_yuan,
            line=desk.line_yuan,
            year=year,
            once=once_words(desk.expectation),
        )

    def causes(self) -> CausesView:
        """The causes that the visit named and those that the answers speak for."""
        return causes_of(self._open(), self._rules())

    def doubts(self) -> tuple[str, ...]:
        """What is to be looked at in the plan."""
        return doubts_of(self._open(), self._rules(), self._workspace.clock.now().date().isoformat())

    def _rules(self) -> Profile:
        """Those the plan was made under: a plan of a former period is never judged by the new ones."""
        desk = self._open()
        return rules_of(self._workspace, desk.household, desk.plan)

    def in_force(self) -> bool:
        """Whether this is the household's one plan; the first one is, before anything of it is written."""
        desk = self._open()
        return desk.plan.in_force or not desk.plans

    def record_to_print(self) -> str:
        """The record of a plan that isn't the one in force; empty for that."""
        desk = self._open()
        kept = any(plan.record == desk.plan.record for plan in desk.plans)
        return desk.plan.record if kept and not desk.plan.in_force else ""

    def undecided(self) -> bool:
        """Two laptops say that different plans hold."""
        return self._open().undecided

    def read_only(self) -> bool:
        """Nothing of it can be changed here."""
        return self._open().read_only

    def others(self) -> int:
        """How many drafts and versions there are beside this one."""
        desk = self._open()
        return sum(plan.record != desk.plan.record for plan in without_steps(desk.plans))

    def suggestions(self) -> tuple[SuggestionView, ...]:
        """What might help, the main cause's first."""
        return tuple(
            SuggestionView(
                title=one.content,
                reason=_said(codes.label(codes.MEASURE_CATEGORIES, one.category), one.reason),
            )
            for one in self._open().suggestions
        )

    def rows(self) -> tuple[tuple[str, ...], ...]:
        """The measures as cells."""
        return tuple(show_measure(measure) for measure in self._open().plan.measures)

    def total(self) -> str:
        """The gains that count as income, a year."""
        expectation = self._open().expectation
        yearly = show_range(expectation.gain_low_yuan, expectation.gain_high_yuan)
        once = once_words(expectation)
        return translate(N_("{yearly}; once {once}")).format(yearly=yearly, once=once) if once else yearly

    def state(self) -> str:
        """draft, agreed or signed."""
        return self._open().plan.state

    def has_sheet(self) -> bool:
        """Whether the photo of the signed sheet is kept."""
        return bool(self._open().plan.signed_sheet)

    def village_items(self) -> tuple[str, ...]:
        """Measures that belong to an item of the village's plan, each with that item."""
        if self.desk is None:
            return ()
        items = village_items_of(self._workspace, self.household_id)
        told = translate(N_("{measure}: {item}"))
        return tuple(
            told.format(measure=measure.content or "", item=items[measure.row].title)
            for measure in self.desk.plan.measures
            if measure.row in items
        )

    def village_code(self) -> str:
        """The household's village."""
        return (self.desk.household.division_code or "") if self.desk else ""

    def goal(self) -> tuple[str, str]:
        """The goal and its ISO date."""
        plan = self._open().plan
        return plan.goal or "", plan.goal_date or ""

    def signing(self) -> tuple[str, str, str, str]:
        """Who signs, today, the day of agreement, the day of the signature (ISO dates)."""
        plan = self._open().plan
        today = self._workspace.clock.now().date().isoformat()
        return plan.signer or self.head_name, today, plan.agreed_on or "", plan.signed_on or ""

    def say_problem(self, problem: Violation) -> str:
        """What is missing, with the measure and the question it is about."""
        session = self._open().interview.session
        if not session.has(problem.ref) or session.ref(session.key(problem.ref)) is None:
            return problem.message
        found = re.search(r"\[(\d+)\]", problem.ref)
        measure = translate(N_("measure {number}, ")).format(number=found[1]) if found else ""
        return _said(f"{measure}{session.label(problem.ref)}", problem.message)

    # changing

    def adopt(self, number: int) -> UserError | None:
        """Take the suggestion at this place over."""
        desk = self._open()
        if not 0 <= number < len(desk.suggestions):
            return None
        return self._take(lambda: adopt_measure(self._workspace, desk, desk.suggestions[number]))

    def add(self) -> UserError | None:
        """A new, empty measure at the end."""
        return self._take(lambda: add_measure(self._workspace, self._open()))

    def remove(self, row: int) -> UserError | None:
        """Take a measure out; it stays in the history."""
        measures = self._open().plan.measures
        if not 0 <= row < len(measures):
            return None
        return self._take(lambda: remove_measure(self._workspace, self._open(), measures[row].row))

    def set_cell(self, row: int, column: int, text: str) -> str:
        """Write a cell; returns what is wrong with it, empty when it is saved."""
        typed = read_cell(column, text)
        if typed.problem:
            return typed.problem
        return self._answer(typed.answers, self._open().plan.measures[row].row)

    def set_goal(self, text: str) -> str:
        """Write the goal; returns what is wrong with it."""
        return self._answer({"goal": text.strip()}, "")

    def set_goal_date(self, text: str) -> str:
        """Write the date of the goal; returns what is wrong with it."""
        day = read_date(text) or read_month(text) if text.strip() else ""
        if day is None:
            return translate(N_("Please write a date such as 20271231."))
        return self._answer({"goal_date": day}, "")

    def agree(self) -> PlanReport:
        """The household agreed: the plan is fixed for print and signature."""
        return self._went(agree_plan(self._workspace, self._open()))

    def _went(self, report: PlanReport) -> PlanReport:
        """The desk after a step; another laptop's plan went on as a copy."""
        if report.sealed and report.record != self._open().plan.record:
            self.desk = open_plan(self._workspace, self.household_id, report.record)
            self._record = report.record if self._record else None
        self.desk = refresh_plan(self._workspace, self._open())
        return report

    def add_sheet(self, photo: Path) -> UserError | None:
        """Keep the photo of the sheet of a plan that is signed already."""
        try:
            self._went(add_signed_sheet(self._workspace, self._open(), photo))
        except UserError as trouble:
            return trouble
        return None

    def sign(self, signer: str = "", day: str = "", photo: Path | None = None) -> PlanReport:
        """The paper was signed: by whom, and the day as typed; blank: by the head, today.

        Raises UserError for a photo that is none.
        """
        read = read_date(day) if day.strip() else ""
        if read is None:
            plan, words = self._open().plan, translate(N_("Please write a date such as 20271231."))
            problem = Violation(kind="constraint", message=words, ref="/")
            return PlanReport(sealed=False, state=plan.state, version=plan.version, problems=(problem,))
        signed_on = date.fromisoformat(read) if read else None
        signer_or_head = signer.strip() or None
        return self._went(
            sign_plan(self._workspace, self._open(), signer=signer_or_head, signed_on=signed_on, photo=photo)
        )

    def revise(self) -> None:
        """Make the plan again: the next version."""
        self.desk = revise_plan(self._workspace, self.household_id)

    def leave(self) -> UserError | None:
        """Put the plan away to go on later."""
        if self.desk is None:
            return None
        trouble = self._save_waiting()
        if trouble is not None:
            return trouble
        try:
            leave_plan(self._workspace, self.desk)
        except UserError as refused:
            return refused
        self.desk = None
        return None

    # inside

    def _open(self) -> PlanDesk:
        assert self.desk is not None
        return self.desk

    def _take(self, work: object) -> UserError | None:
        assert callable(work)
        try:
            self.desk = work()
        except UserError as trouble:
            return trouble
        return None

    def _answer(self, answers: dict[str, str], row: str) -> str:
        """Give these answers by property and save them; what is wrong, in words."""
        session = self._open().interview.session
        changes: dict[str, str | int | bool | None] = {}
        ref = ""
        for name, value in answers.items():
            ref = _ref_of(session, name, row)
            if not ref or session.value(ref) == value:
                continue
            try:
                changes |= session.answer(ref, value).changes
            except UserError as refused:
                return refused.explain()
        if changes:
            self._waiting.append((Outcome(changes=changes), ref))
        trouble = self._save_waiting()
        self.desk = refresh_plan(self._workspace, self._open())
        if trouble is not None:
            return f"{trouble.explain()} {trouble.advise()}"
        return self._violation(session, answers, row)

    def _save_waiting(self) -> UserError | None:
        while self._waiting:
            try:
                save_answer(self._workspace, self._open().interview, *self._waiting[0])
            except UserError as trouble:
                return trouble
            del self._waiting[0]
        return None

    @staticmethod
    def _violation(session: Session, answers: dict[str, str], row: str) -> str:
        refs = [_ref_of(session, name, row) for name in answers]
        found = (session.violation(ref) for ref in refs if ref)
        return next((one.message for one in found if one is not None and one.kind == "constraint"), "")


def _ref_of(session: Session, property_name: str, row: str) -> str:
    """The question that is saved as this property, in this row of the measures."""
    for pattern, name in session.form.properties.items():
        if name == property_name and ("*" in pattern) == bool(row):
            return session.ref(pattern.replace("*", row, 1)) or ""
    return ""


def _said(about: str, words: str) -> str:
    return translate(N_("{about}: {words}")).format(about=about, words=words)
