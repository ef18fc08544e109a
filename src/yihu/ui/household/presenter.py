"""One household: the one next thing, the facts, the members, the time line, the doubts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yihu.actions.add_form import list_forms
from yihu.actions.show_household import show_household
from yihu.base.i18n import N_, translate
from yihu.register.codes import label
from yihu.register.subjects import LISTED
from yihu.ui.household.events import EventView, event_view
from yihu.ui.household.facts import Fact, MemberView, facts_of, members_of
from yihu.ui.household.numbers_presenter import NumbersPresenter
from yihu.ui.moments import short_moment
from yihu.ui.routes import (
    ConflictsRoute,
    DuplicatesRoute,
    EraseRoute,
    FollowUpRoute,
    HistoryRoute,
    InterviewRoute,
    LifeMapRoute,
    PlanRoute,
    PrintRoute,
    Route,
)
from yihu.ui.tone import Tone

if TYPE_CHECKING:
    from datetime import datetime

    from yihu.actions.add_form import FormRow
    from yihu.actions.list_records import RecordView
    from yihu.actions.show_household import HouseholdView
    from yihu.actions.workspace import Workspace

SURVEY, PLAN, VISIT = "household", "plan", "visit"
ONLY_LOOKS = N_("This laptop only looks; under Settings, Safety, who has the passphrase can change that.")
STEP_TONES: dict[str, Tone] = {
    "resolve": "red",
    "continue": "blue",
    "begin": "green",
    "check": "amber",
    "plan": "green",
    "sign": "green",
    "visit_again": "green",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordLine:
    """A filled-in questionnaire as the page lists it; without `button` it can't be opened here."""

    record: str
    title: str
    when: str
    state: str
    tone: Tone
    button: str


class HouseholdPresenter:
    """State of the page."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.household_id = ""
        self.numbers = NumbersPresenter(workspace)
        self._view: HouseholdView | None = None

    def enter(self, household_id: str) -> None:
        """Read the household. Raises HouseholdUnknown."""
        self.household_id = household_id
        self._view = show_household(self.workspace, household_id)
        self.numbers.enter(self._view)

    @property
    def view(self) -> HouseholdView:
        """What was read last."""
        assert self._view is not None
        return self._view

    def heading(self) -> tuple[str, str]:
        """Title, and the trail before it."""
        row = self.view.row
        place = " / ".join(part for part in (row.village, row.group) if part)
        name = row.head_name or translate(N_("(no name yet)"))
        return translate(N_("{name}'s household")).format(name=name), f"{place} /" if place else ""

    def category(self) -> str:
        """The monitored category in words; empty when there is none."""
        code = self.view.household.category or self.view.row.category
        return "" if code in (None, "", "none") else label("monitored_category", str(code))

    def banner(self) -> tuple[str, str, str, Tone]:
        """Sentence, reason, button and colour of the next step."""
        step = self.view.next_step
        said = [
            translate(words).format(**step.parameters) for words in (step.sentence, step.reason, step.button)
        ]
        sentence = translate(N_("Next: {step}")).format(step=said[0])
        if self.only_looks():
            return sentence, translate(ONLY_LOOKS), "", STEP_TONES.get(str(step.kind), "green")
        return sentence, said[1], said[2], STEP_TONES.get(str(step.kind), "green")

    def only_looks(self) -> bool:
        """Whether nothing is changed on this laptop."""
        return self.workspace.store.role == "viewer"

    def erase_route(self) -> Route | None:
        """Erasing it on request; None where the role doesn't allow it."""
        return (
            EraseRoute(household_id=self.household_id) if self.workspace.store.role == "coordinator" else None
        )

    def next_route(self) -> Route:
        """Where the large button leads."""
        kind = str(self.view.next_step.kind)
        if kind == "resolve":
            return ConflictsRoute(household_id=self.household_id)
        if kind in ("plan", "sign"):
            return PlanRoute(household_id=self.household_id)
        return self.form_route(VISIT) if kind == "visit_again" else self.survey_route()

    def _today(self) -> str:
        return self.workspace.clock.now().date().isoformat()

    def facts(self) -> tuple[Fact, ...]:
        """The strip of facts."""
        return facts_of(self.view, self._today())

    def members(self) -> tuple[MemberView, ...]:
        """The members' table."""
        return members_of(self.view.household, self._today())

    def events(self) -> tuple[EventView, ...]:
        """The time line, the newest first."""
        now = self.workspace.clock.now()
        ordered = sorted(self.view.events, key=lambda event: event.at_ms, reverse=True)
        return tuple(event_view(event, now) for event in ordered)

    def history_route(self) -> Route:
        """The whole time line."""
        return HistoryRoute(household_id=self.household_id)

    def follow_up_route(self) -> Route:
        """What became of its plan, and what is due."""
        return FollowUpRoute(household_id=self.household_id)

    def life_map_route(self) -> Route:
        """What needs help and what is in order, as the family can read it."""
        return LifeMapRoute(household_id=self.household_id)

    def duplicates_route(self) -> Route:
        """Households that may be this one."""
        return DuplicatesRoute(household_id=self.household_id)

    def findings(self) -> tuple[tuple[str, Tone], ...]:
        """The doubts, the grave ones first."""
        ordered = sorted(self.view.findings, key=lambda finding: finding.severity != "error")
        doubts: list[tuple[str, Tone]] = [
            (f.explain(), "red" if f.severity == "error" else "amber") for f in ordered
        ]
        count = self.view.to_check
        words = translate(N_("Answers to be checked: {count}")).format(count=count)
        return ((words, "amber"), *doubts) if count else tuple(doubts)

    def surveyed(self) -> bool:
        """Whether there is a survey to change."""
        return bool(self.view.household.persons) or self.view.has_draft

    def survey_route(self) -> Route:
        """The household's survey, to go on with or to change."""
        return InterviewRoute(household_id=self.household_id, form_id=SURVEY)

    def plan_route(self) -> Route | None:
        """The plan, once the survey allows one."""
        return PlanRoute(household_id=self.household_id) if self.view.row.plan_state != "none" else None

    def print_route(self) -> Route:
        """The plan's preview on paper."""
        return PrintRoute(household_ids=(self.household_id,))

    def other_forms(self) -> tuple[FormRow, ...]:
        """Questionnaires beside survey and plan: the follow-up visit and those a county added.

        Those of helpers, funds and the like have pages of their own.
        """
        forms = list_forms(self.workspace)
        return tuple(form for form in forms if form.form_id not in {SURVEY, PLAN, *LISTED})

    def form_route(self, form_id: str) -> Route:
        """Another questionnaire: an unfinished one is gone on with, else a new one begun."""
        draft = next((r for r in self.view.records if r.form_id == form_id and r.state != "finished"), None)
        return self.record_route(draft.record) if draft else self._new(form_id)

    def _new(self, form_id: str) -> Route:
        return InterviewRoute(household_id=self.household_id, form_id=form_id)

    def records(self) -> tuple[RecordLine, ...]:
        """The questionnaires filled in beside survey and plan, the newest first."""
        now = self.workspace.clock.now()
        return tuple(_record_line(record, now) for record in self.view.records)

    def record_route(self, record: str) -> Route:
        """A questionnaire that was filled in, to read, correct or go on with."""
        form_id = record.partition("~")[0]
        return InterviewRoute(household_id=self.household_id, form_id=form_id, record=record)


def _record_line(record: RecordView, now: datetime) -> RecordLine:
    finished = record.state == "finished"
    unfinished = (
        translate(N_("unfinished"))
        if record.progress is None
        else translate(N_("unfinished, {percent} %")).format(percent=record.progress)
    )
    when = short_moment(record.at_ms, now) if record.at_ms else ""
    missing = "" if record.known else translate(N_("its questionnaire is not on this laptop"))
    return RecordLine(
        record=record.record,
        title=record.title,
        when=" · ".join(part for part in (when, record.person, missing) if part),
        state=translate(N_("finished")) if finished else unfinished,
        tone="green" if finished else "blue",
        button=translate(N_("Open") if finished else N_("Go on")) if record.known else "",
    )
