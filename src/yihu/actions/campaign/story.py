"""The campaign from the county's list to the bulletin; every step is an ordinary action, timed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import Any

from yihu.actions import (
    DEMO_PASSPHRASE,
    GrantWish,
    RecordAnswers,
    Scope,
    Workspace,
    add_fund,
    add_task,
    add_tranche,
    adopt_measure,
    agree_plan,
    assign_households,
    compose_bulletin,
    draft_bulletin,
    export_package,
    fill_records,
    fill_visit,
    finish_visit,
    gather_village_plan,
    import_households,
    keep_bulletin,
    list_held,
    make_pairs,
    make_selection,
    my_card,
    open_plan,
    open_visit,
    print_papers,
    print_village_plan,
    propose,
    receive_packages,
    report_progress,
    save_table,
    score_units,
    selection_households,
    share_grant,
    show_pair_coverage,
    sign_plan,
    trust_card,
)
from yihu.actions.campaign.people import Families, invented_helpers
from yihu.actions.campaign.scale import Scale
from yihu.actions.create_folder import create_folder
from yihu.actions.reading import household_of
from yihu.base.clock import Clock
from yihu.base.errors import UserError
from yihu.base.i18n import N_, translate
from yihu.base.ids import Randomness
from yihu.exchange.invented_register import COUNTY, HEADER, invented_register
from yihu.exchange.workbook_writer import write_workbook
from yihu.register.codes import code_list
from yihu.register.filters import Wanted, Weight
from yihu.register.filters_reading import read_short
from yihu.register.subjects import new_subject_id

DIVISION = f"{COUNTY}000000"
TEAMS = ("一队", "二队", "三队")
SELECTION = "结对帮扶户"
MEASURES_EACH = 3
_ATTEMPTS = 6
_POINTS = (
    ("main_cause=illness", 3),
    ("main_cause=disability", 3),
    ("main_cause=lack_labour", 2),
    ("persons>=4", 1),
    ("line_percent<150", 2),
)
Tell = Callable[[str], None]


class CampaignFolderTaken(UserError):
    """The campaign only works in a folder of its own."""

    code = "campaign-folder-taken"
    message = N_("The folder {name} holds something already.")
    advice = N_("Name a new or empty folder. Nothing was changed.")


@dataclass(frozen=True, slots=True, kw_only=True)
class StepTime:
    """One step: what was done, in how many seconds."""

    words: str
    seconds: float


@dataclass(slots=True, kw_only=True)
class Campaign:
    """What came of it."""

    folder: Path
    steps: list[StepTime] = field(default_factory=list)
    figures: dict[str, int] = field(default_factory=dict)


class Story:
    """Four laptops, one county, one stick."""

    def __init__(self, folder: Path, scale: Scale, tell: Tell, *, clock: Clock, random: Randomness) -> None:
        self._folder, self._scale, self._tell = folder, scale, tell
        self._clock, self._random = clock, random
        self._families = Families()
        self.done = Campaign(folder=folder)

    def run(self) -> Campaign:
        """All steps. Raises CampaignFolderTaken, and what the actions raise."""
        if self._folder.exists() and any(self._folder.iterdir()):
            raise CampaignFolderTaken(name=self._folder.name)
        for name in ("stick", "papers", "tables"):
            (self._folder / name).mkdir(parents=True)
        with ExitStack() as open_laptops:
            self._county = open_laptops.enter_context(closing(self._laptop("county", "县汇总", "李建军")))
            teams = [
                open_laptops.enter_context(closing(self._laptop(f"team{number}", team, f"队员{number}")))
                for number, team in enumerate(TEAMS, start=1)
            ]
            self._introduce(teams)
            self._register_in()
            chosen = self._select()
            self._pair(chosen)
            self._survey(teams, chosen)
            self._plan_villages(chosen)
            self._spend(chosen)
            self._print(chosen)
            self._report()
        total = sum(step.seconds for step in self.done.steps)
        self._tell(translate(N_("All together: {seconds} s")).format(seconds=f"{total:.1f}"))
        return self.done

    def _laptop(self, name: str, team: str, person: str) -> Workspace:
        folder = self._folder / "laptops" / name
        return create_folder(
            folder, DEMO_PASSPHRASE, team, person, clock=self._clock, random=self._random, quick=True
        )

    def _introduce(self, teams: Sequence[Workspace]) -> None:
        for team in teams:
            trust_card(self._county, my_card(team))
            trust_card(team, my_card(self._county))

    @contextmanager
    def _step(self, words: str) -> Iterator[Callable[..., None]]:
        """Times a block; what it calls with figures fills the words' places and is kept."""
        said: dict[str, int] = {}
        begun = perf_counter()
        yield said.update
        seconds = perf_counter() - begun
        line = translate(words).format(**said)
        self.done.steps.append(StepTime(words=line, seconds=seconds))
        self.done.figures |= said
        self._tell(f"{seconds:8.1f} s  {line}")

    def _register_in(self) -> None:
        path = self._folder / "tables" / "register.xlsx"
        with self._step(N_("The county's list was invented: {rows} households")) as said:
            write_workbook(
                path, HEADER, invented_register(self._scale.households), titles=["某县农户名册（虚构）"]
            )
            said(rows=self._scale.households)
        with self._step(N_("The list came in: {added} households, {problems} cells wait")) as said:
            report = import_households(self._county, path)
            said(added=report.added, problems=len(report.problems))

    def _select(self) -> tuple[str, ...]:
        with self._step(N_("Selected by points: {selected} households")) as said:
            wanted = Wanted(
                weights=tuple(Weight(points=points, when=read_short(short)) for short, points in _POINTS),
                take=self._scale.selected,
            )
            report = make_selection(self._county, SELECTION, wanted, purpose="年度结对帮扶")
            said(selected=report.households)
        return selection_households(self._county, report.id)

    def _pair(self, chosen: tuple[str, ...]) -> None:
        county = self._county
        skills = tuple(code.value for code in code_list("helper_skill") if code.value != "other")
        kinds = tuple(code.value for code in code_list("helper_kind") if code.value != "other")
        with self._step(N_("Helpers written down: {helpers}")) as said:
            people = invented_helpers(self._scale.helpers, skills, kinds)
            records = [
                RecordAnswers(
                    subject=new_subject_id(county.clock, county.random),
                    form_id="helper",
                    answers=answers,
                    division_code=DIVISION,
                )
                for answers in people
            ]
            said(helpers=len(fill_records(county, records)))
        with self._step(N_("Proposed and paired: {pairs} pairs, {paired_percent} % have a helper")) as said:
            scope = Scope(households=chosen)
            proposals = propose(county, scope)
            made = make_pairs(
                county, [(each.household_id, each.helper, each.role) for each in proposals.pairs]
            )
            coverage = show_pair_coverage(county, scope)
            said(pairs=made.changed, paired_percent=100 * coverage.paired // max(1, coverage.households))

    def _survey(self, teams: Sequence[Workspace], chosen: tuple[str, ...]) -> None:
        part = chosen[: self._scale.surveyed]
        shares = [part[number :: len(teams)] for number in range(len(teams))]
        with self._step(N_("Work packages for three laptops: {packed} households")) as said:
            for team, share in zip(teams, shares, strict=True):
                assign_households(self._county, share, team=team.team)
                self._give(self._county, team, households=share)
            said(packed=len(part))
        with self._step(N_("Three laptops surveyed {surveyed} households and agreed {signed} plans")) as said:
            surveyed = signed = 0
            for team, share in zip(teams, shares, strict=True):
                for number, household in enumerate(share):
                    surveyed += self._visit(team, household, number)
                    signed += self._plan(team, household)
            said(surveyed=surveyed, signed=signed)
        with self._step(
            N_("The three came together: {merged} households, {conflicts} answers differ")
        ) as said:
            for team in teams:
                self._give(team, self._county)
            self._county.store.refold_dirty()
            standings = self._county.store.standings(part)
            merged = sum(each.visit_state == "done" for each in standings.values())
            said(merged=merged, conflicts=self._county.store.conflict_count())

    def _give(self, giver: Workspace, taker: Workspace, households: Sequence[str] | None = None) -> None:
        given = export_package(
            giver, self._folder / "stick", [my_card(taker).fingerprint], households=households
        )
        receive_packages(taker, given.files)

    def _visit(self, team: Workspace, household_id: str, number: int) -> bool:
        """Surveyed to the end; what one invented family leaves out for this household another one says."""
        household = household_of(team, team.store.document(household_id))
        for attempt in range(_ATTEMPTS):
            interview = open_visit(team, household_id)
            fill_visit(team, interview, self._families.answers(number + attempt, household))
            if finish_visit(team, interview).sealed:
                return True
        return False

    def _plan(self, team: Workspace, household_id: str) -> bool:
        desk = open_plan(team, household_id)
        for _ in range(MEASURES_EACH):
            if desk.suggestions:
                desk = adopt_measure(team, desk, desk.suggestions[0])
        if not agree_plan(team, desk).sealed:
            return False
        return sign_plan(team, open_plan(team, household_id)).sealed

    def _plan_villages(self, chosen: tuple[str, ...]) -> None:
        standings = self._county.store.standings(chosen[: self._scale.surveyed])
        villages = sorted({each.village_code for each in standings.values()})
        with self._step(
            N_("Village plans gathered from the household plans: {villages}, items {items}")
        ) as said:
            items = 0
            for code in villages:
                items += len(gather_village_plan(self._county, code, at_least=1).items)
            said(villages=len(villages), items=items)
        with self._step(N_("One village plan printed: {plan_pages} pages")) as said:
            report = print_village_plan(self._county, villages[0], self._folder / "papers")
            said(plan_pages=report.pages)

    def _spend(self, chosen: tuple[str, ...]) -> None:
        county, today = self._county, self._clock.now().date().isoformat()
        with self._step(N_("A fund of ten years: {grants} grants paid, {held} without cover")) as said:
            year = self._clock.now().year
            fund = add_fund(
                county, DIVISION, "十年助困金", "益民公益基金会", kind="hardship",
                promised_fen=200_000_000, years=(year, year + 9),
            ).fund  # fmt: skip
            add_tranche(county, fund, received_on=today, received_fen=20_000_000)
            wishes = [
                GrantWish(amount_fen=1, purpose="年度助困", household=household, state="paid", on=today)
                for household in chosen[:28]
            ]
            share_grant(county, fund, 10_000_000, wishes)
            said(grants=len(wishes), held=len(list_held(county)))
        with self._step(N_("Tasks in the book: {tasks}")) as said:
            for number, title in enumerate(("各村完成入户摸底", "方案公示", "年终走访")):
                answers: dict[str, Any] = {
                    "task_title": title, "task_kind": "visit", "task_due_on": f"{year}-12-{10 + number * 5}",
                    "task_owner_kind": "unit", "task_unit": "县水利局",
                }  # fmt: skip
                add_task(county, DIVISION, answers)
            said(tasks=3)

    def _print(self, chosen: tuple[str, ...]) -> None:
        with self._step(N_("Intention cards: {cards} printed")) as said:
            report = print_papers(
                self._county, "intention_card", chosen, self._folder / "papers", one_file=True
            )
            said(cards=report.papers)

    def _report(self) -> None:
        county = self._county
        with self._step(N_("Progress by village and by unit: {units} units")) as said:
            report_progress(county)
            said(units=len(report_progress(county, "unit").rows))
        with self._step(N_("Score card: {scored} units, {vetoed} would be vetoed")) as said:
            scores = score_units(county).scores
            said(scored=len(scores), vetoed=sum(bool(each.idle) for each in scores))
        with self._step(N_("Bulletin kept: number {number}")) as said:
            draft = draft_bulletin(county, DIVISION)
            row = keep_bulletin(county, DIVISION, draft, compose_bulletin(draft, draft.quotes[:5]))
            said(number=row.number)
        with self._step(N_("The register went out as a table: {out} rows")) as said:
            saved = save_table(county, "households", self._folder / "tables" / "households.xlsx")
            said(out=saved.rows)


def tell_campaign(folder: Path, scale: Scale, tell: Tell, *, clock: Clock, random: Randomness) -> Campaign:
    """Do the whole campaign in an empty folder; see `Story`."""
    return Story(folder, scale, tell, clock=clock, random=random).run()
