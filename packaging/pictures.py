"""Pictures of the manual and the README, taken of the real window at work: `python packaging/pictures.py`.

Each language has the same pictures under the same names, `docs/pictures/<zh|en>/<name>.png`. The paper needs
`pdftoppm` (poppler-utils). Names given as arguments take only that language's set: `zh`, `en`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "src"))

from PIL import Image  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from yihu.actions import (  # noqa: E402
    DEMO_PASSPHRASE,
    GrantWish,
    Preferences,
    add_fund,
    add_helper,
    add_helper_group,
    add_household,
    add_task,
    add_tranche,
    cancel_grant,
    export_package,
    fill_record,
    fill_visit,
    give_grants,
    make_pairs,
    my_card,
    open_visit,
    preview_paper,
    preview_plan,
    receive_packages,
    save_preferences,
    share_grant,
    show_fund,
    show_village_plan,
)
from yihu.actions import finish_visit as finish_record  # noqa: E402
from yihu.actions.create_demo import demo_family, make_village  # noqa: E402
from yihu.base.clock import SystemClock  # noqa: E402
from yihu.base.i18n import CHINESE, ENGLISH, set_language, translate  # noqa: E402
from yihu.base.progress import Silent  # noqa: E402
from yihu.bootstrap import wire_folders  # noqa: E402
from yihu.register.filters_reading import read_short  # noqa: E402
from yihu.storage.rows import HouseholdQuery  # noqa: E402
from yihu.ui import routes  # noqa: E402
from yihu.ui.app import make_window  # noqa: E402
from yihu.ui.checks.page import ChecksPage  # noqa: E402
from yihu.ui.compare_plans.page import ComparePage  # noqa: E402
from yihu.ui.completeness.page import CompletenessPage  # noqa: E402
from yihu.ui.demo.hands import Hands  # noqa: E402
from yihu.ui.demo.interviewer import Interviewer, finish_visit  # noqa: E402
from yihu.ui.demo.scenery import paint_house  # noqa: E402
from yihu.ui.due.page import DuePage  # noqa: E402
from yihu.ui.duplicates.page import DuplicatesPage  # noqa: E402
from yihu.ui.erase.page import ErasePage  # noqa: E402
from yihu.ui.follow_up.page import FollowUpPage  # noqa: E402
from yihu.ui.funds.page import FundsPage  # noqa: E402
from yihu.ui.handover.conflicts_page import ConflictsPage  # noqa: E402
from yihu.ui.handover.page import HandoverPage  # noqa: E402
from yihu.ui.history.page import HistoryPage  # noqa: E402
from yihu.ui.household.page import HouseholdPage  # noqa: E402
from yihu.ui.interview.page import InterviewPage  # noqa: E402
from yihu.ui.interview.presenter import REVIEW  # noqa: E402
from yihu.ui.life_map.page import LifeMapPage  # noqa: E402
from yihu.ui.look.scrolling import bring_into_view  # noqa: E402
from yihu.ui.measures.page import MeasuresPage  # noqa: E402
from yihu.ui.new_household.page import NewHouseholdPage  # noqa: E402
from yihu.ui.overview.page import OverviewPage  # noqa: E402
from yihu.ui.pairing.page import PairsPage  # noqa: E402
from yihu.ui.plan.page import PlanPage  # noqa: E402
from yihu.ui.printing.page import PrintPage  # noqa: E402
from yihu.ui.recovery.page import RecoveryPage  # noqa: E402
from yihu.ui.selections.page import SelectionsPage  # noqa: E402
from yihu.ui.settings.page import SettingsPage  # noqa: E402
from yihu.ui.tables.page import TablesPage  # noqa: E402
from yihu.ui.tasks.page import TasksPage  # noqa: E402
from yihu.ui.team.inviting import AnswerStep  # noqa: E402
from yihu.ui.team.making import SheetStep  # noqa: E402
from yihu.ui.team.page import TeamPage  # noqa: E402
from yihu.ui.village_plan.page import VillagePlansPage  # noqa: E402
from yihu.ui.visits.page import VisitsPage  # noqa: E402

PICTURES = ROOT / "docs" / "pictures"
COLOURS, FREQUENT = 128, 48
PAPER_DOTS_PER_INCH, PAPER_WIDTH = 110, 1500
LANGUAGES = {"zh": CHINESE, "en": ENGLISH}
TEAM, OFFICE = "青竹二队", "清溪镇汇总"
TEAM_SECRET = "four words of our team"
FAMILY = "周桂兰"
TEAM_PHONE, OFFICE_PHONE = "13800000001", "13900000002"
BY_QUESTION = {
    "income_confirmed": "07-visit-income",
    "health": "06-visit-member",
    "photo_house": "08-visit-photo",
    "main_cause": "09-visit-cause",
}


class Laptop:
    """One laptop of the story, with its window."""

    def __init__(self, folder: Path, take: Callable[[Hands, str], None]) -> None:
        self.window = make_window(wire_folders(folder))
        self.hands, self._take = Hands(self.window), take
        self.window.resize(1366, 768)
        self.window.show()
        self.front()

    def front(self) -> None:
        """Bring the window to the front."""
        self.window.activateWindow()
        self.hands.settle()

    def shoot(self, name: str) -> None:
        """Take a picture of the window as it is."""
        self._take(self.hands, name)

    def go(self, route: routes.Route, page: type[Any]) -> Any:
        """The page of a route, in front."""
        self.front()
        return self.hands.go(route, page)

    def unlock(self) -> None:
        """Type the passphrase."""
        gate: Any = self.window.centralWidget()
        self.hands.write(gate.body.passphrase.field, DEMO_PASSPHRASE)
        self.shoot("02-unlock")
        self.hands.enter(gate.body.passphrase.field)
        self.hands.page(VisitsPage)
        self.window.strip.put_off.emit("sheet")

    @property
    def workspace(self) -> Any:
        """The open register."""
        return self.window.shell.workspace


def main(wanted: list[str]) -> None:
    """Take the pictures of the languages named, or of all."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    app.setQuitOnLastWindowClosed(False)
    for short in wanted or LANGUAGES:
        with tempfile.TemporaryDirectory(prefix="yihu-") as folder:
            tell_story(Path(folder), short)
    for name in ("visits", "plan-paper"):
        source = next((PICTURES / "zh").glob(f"*-{name}.png"))
        shutil.copyfile(source, PICTURES / f"{name}.png")


def tell_story(folder: Path, short: str) -> None:
    """The day of a team, from the first start to the choice between two answers."""
    set_language(LANGUAGES[short])
    target = PICTURES / short
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)

    def take(hands: Hands, name: str) -> None:
        if not (target / f"{name}.png").exists():
            hands.picture(target / f"{name}.png")
            shrink(target / f"{name}.png")

    household, answers = demo_family(FAMILY)
    for name, team, person, visited in (("a", TEAM, "张小芳", True), ("b", OFFICE, "李建军", False)):
        village = partial(make_village, progress=Silent(), clock=SystemClock(), random=os.urandom)
        village(folder / name, team=team, person=person, visited=visited, to_visit=[household])
    for name in "abc":
        save_preferences(folder / name, Preferences(language=LANGUAGES[short]))
    first_start(Laptop(folder / "c", take))
    team, office = Laptop(folder / "a", take), Laptop(folder / "b", take)
    team.unlock()
    office.unlock()
    look_around(team, household)
    survey(team, household, answers, paint_house(folder / "house.jpg"))
    plan(team, household, target)
    hand_over(team, office, folder / "stick")
    differ(team, office, household, folder / "stick")
    follow_up(team, household)
    choose_households(team)
    village_plans(team)
    pair_up(team)
    spend(team, office, folder / "stick")
    timetable(team)
    look_over(team, folder)
    keep_safe(team, household, folder / "stick")
    survey_anew(team, household)
    found_team(team, office, folder / "team-stick")
    for laptop in (team, office):
        laptop.window.close()


def first_start(laptop: Laptop) -> None:
    """What stands there when the program is opened for the first time."""
    laptop.shoot("01-start")
    gate: Any = laptop.window.centralWidget()
    page = gate.body
    for field, text in (
        (page.team, TEAM),
        (page.person, "张小芳"),
        (page.passphrase, "三月桃花开满清溪"),
        (page.again, "三月桃花开满清溪"),
    ):
        laptop.hands.write(field.field, text)
    laptop.shoot("01-start-work")
    laptop.window.close()


def look_around(team: Laptop, household: str) -> None:
    """The list, searching in it, a household that no list had, one household's page."""
    page = team.go(routes.VisitsRoute(), VisitsPage)
    team.shoot("03-visits")
    team.hands.write(page.search, "zgl")
    team.hands.until(lambda: page.search.text() == "zgl", "the search")
    wait(team, 0.6)
    team.shoot("03-search")
    page.search.clear()
    wait(team, 0.6)
    new = team.go(routes.NewHouseholdRoute(), NewHouseholdPage)
    team.hands.write(new.head_name.field, "唐月华")
    team.shoot("04-new-household")
    team.go(routes.HouseholdRoute(household_id=household), HouseholdPage)
    team.shoot("05-household-before")


def survey(team: Laptop, household: str, answers: dict[str, Any], house: Path) -> None:
    """The visit from the first question to the finish."""
    page = team.go(routes.HouseholdRoute(household_id=household), HouseholdPage)
    page.banner.button.click()
    interview = team.hands.page(InterviewPage)

    def seen(_title: str) -> None:
        asked = {ref.rpartition("/")[2] for ref in getattr(interview.body, "blocks", {})}
        team.shoot("06-visit")
        for question, name in BY_QUESTION.items():
            if question in asked:
                team.shoot(name)

    Interviewer(team.hands, interview, answers, {"photo_house": house}, seen).work()
    team.shoot("10-check-and-finish")
    session = interview.presenter.session
    repeat = next(page.ref for page in session.pages() if page.kind == "repeat" and "member" in page.ref)
    interview.go_to(repeat)
    team.hands.settle()
    team.shoot("06-visit-members")
    what_is_missing(team, interview)
    interview.go_to(REVIEW)
    finish_visit(team.hands, interview)
    team.hands.page(HouseholdPage)
    team.shoot("11-household-after")


def what_is_missing(team: Laptop, interview: InterviewPage) -> None:
    """Leave a question open, look at the list, and answer it again."""
    session = interview.presenter.session
    ref = session.ref("phone")
    assert ref is not None
    before = session.value(ref)
    write(team, interview, ref, "1380000")
    interview.go_to(ref)
    team.hands.settle()
    team.shoot("07-visit-doubt")
    interview.go_to(REVIEW)
    team.hands.settle()
    team.shoot("10-missing")
    write(team, interview, ref, before)


def write(team: Laptop, interview: InterviewPage, ref: str, text: str) -> None:
    """Answer one question of the open interview."""
    interview.go_to(ref)
    team.hands.settle()
    field = interview.body.blocks[ref].field  # type: ignore[union-attr]
    box = getattr(field, "box", field)
    team.hands.write(box, text)
    team.hands.enter(box)
    team.hands.settle()


def plan(team: Laptop, household: str, target: Path) -> None:
    """Measures, signature, paper."""
    page = team.go(routes.PlanRoute(household_id=household), PlanPage)
    team.shoot("12-plan-suggestions")
    for _ in range(3):
        if page._suggestions.buttons:
            page._suggestions.buttons[0].click()
            team.hands.settle()
    team.shoot("12-plan")
    compare(team, household)
    page = team.go(routes.PlanRoute(household_id=household), PlanPage)
    page.sign_button.click()
    team.hands.settle()
    team.shoot("12-plan-sign")
    for step in ("agree", "sign"):
        button: Any = page._steps.buttons[step]
        button.click()
        team.hands.settle()
    team.shoot("12-plan-signed")
    team.go(routes.PrintRoute(household_ids=(household,)), PrintPage)
    wait(team, 0.5)
    team.shoot("13-print")
    paper(preview_plan(team.workspace, household), target / "13-plan-paper.png")
    for kind in ("life_map", "card", "notice"):
        paper(preview_paper(team.workspace, kind, household), target / f"13-{kind.replace('_', '-')}.png")
    team.go(routes.PlansRoute(), team.window._kinds[routes.PlansRoute].load().page)
    team.shoot("12-plans")


def compare(team: Laptop, household: str) -> None:
    """A second draft beside the plan: a copy with a measure less."""
    page = team.go(routes.ComparePlansRoute(household_id=household), ComparePage)
    page.cards[0].copy_button.click()
    team.hands.settle()
    copy = team.hands.page(PlanPage)
    copy.presenter.remove(0)
    team.go(routes.ComparePlansRoute(household_id=household), ComparePage)
    team.shoot("12-plan-compare")


def hand_over(team: Laptop, office: Laptop, stick: Path) -> None:
    """Cards first, then the first file."""
    for laptop in (office, team):
        page = laptop.go(routes.HandoverRoute(), HandoverPage)
        page.presenter.save_card(stick)
    page = team.go(routes.HandoverRoute(), HandoverPage)
    page.receive.take([next(stick.glob(f"{OFFICE}*.yihukey"))])
    team.hands.settle()
    team.shoot("14-card")
    page.receive.questions[0].yes.click()
    team.hands.settle()
    page = office.go(routes.HandoverRoute(), HandoverPage)
    page.presenter.receiving.trust(my_card(team.workspace))
    given = give(team, stick, "14-give")
    receive(office, given, "14-receive")


def give(laptop: Laptop, stick: Path, name: str) -> Path:
    """Write a file for the other laptop."""
    page = laptop.go(routes.HandoverRoute(), HandoverPage)
    page.give.choose_target(stick)
    page.presenter.giving.given = None
    page.give.button.click()
    laptop.hands.until(lambda: page.presenter.giving.given is not None, "the file on the stick")
    laptop.hands.settle()
    if name:
        laptop.shoot(name)
    return Path(page.presenter.giving.given.path)


def receive(laptop: Laptop, file: Path, name: str) -> None:
    """Take a file in."""
    page = laptop.go(routes.HandoverRoute(), HandoverPage)
    page.receive.take([file])
    laptop.hands.settle()
    laptop.shoot(name)


def found_team(team: Laptop, office: Laptop, stick: Path) -> None:
    """The office makes the team, prints its sheet, invites the survey team's laptop, which joins."""
    stick.mkdir(exist_ok=True)
    page = office.go(routes.TeamRoute(), TeamPage)
    office.shoot("18-team-start")
    page.begin("make")
    step: Any = page.step
    for field, words in ((step.name, OFFICE), (step.first, TEAM_SECRET), (step.second, TEAM_SECRET)):
        office.hands.write(field.field, words)
    step.make()
    office.hands.until(lambda: isinstance(page.step, SheetStep), "the team's sheet")
    office.shoot("18-team-sheet")
    page.presenter.put_away([page.presenter.sheet.chinese[number - 1] for number in page.presenter.asked])
    joining = team.go(routes.TeamRoute(), TeamPage)
    joining.begin("join")
    team.hands.settle()
    team.shoot("18-team-join")
    card = joining.presenter.save_card(stick)
    office.front()
    page.begin_inviting()
    page.step.take(card)
    office.hands.settle()
    page.step.same.setChecked(True)
    office.shoot("18-team-invite")
    page.step.invite()
    office.hands.until(lambda: isinstance(page.step, AnswerStep), "the answer")
    office.shoot("18-team-answer")
    answer = page.step.shown.answer.code
    page.show_home()
    office.shoot("18-team")
    team.front()
    joining.step.take(answer)
    team.hands.settle()
    team.shoot("18-team-compare")
    joining.step.join()
    team.hands.settle()


def differ(team: Laptop, office: Laptop, household: str, stick: Path) -> None:
    """Both laptops correct one answer; a person chooses."""
    for laptop, phone in ((team, TEAM_PHONE), (office, OFFICE_PHONE)):
        interview = laptop.go(routes.InterviewRoute(household_id=household), InterviewPage)
        write(laptop, interview, interview.presenter.session.ref("phone"), phone)
        interview.go_to(REVIEW)
        finish_visit(laptop.hands, interview)
        laptop.hands.page(HouseholdPage)
    receive(office, give(team, stick, ""), "15-receive-differs")
    office.go(routes.HouseholdRoute(household_id=household), HouseholdPage)
    office.shoot("15-household-differs")
    page = office.go(routes.ConflictsRoute(household_id=household), ConflictsPage)
    page.choose(0)
    office.hands.settle()
    office.shoot("15-choose")
    page.show_rules()
    office.hands.until(lambda: page.rules.presenter.preview is not None, "the preview of the rule")
    office.hands.settle()
    office.shoot("15-rule")
    page.enter(routes.ConflictsRoute(household_id=household))
    page.choose(0)
    page.settle()
    office.hands.settle()
    history = office.go(routes.HistoryRoute(household_id=household), HistoryPage)
    next(iter(history.rows.values())).turn(True)
    office.hands.settle()
    office.shoot("15-history")
    answers = demo_family(FAMILY)[1]
    add_household(
        office.workspace,
        head_name=answers["head_name"],
        village_code=answers["division_code"],
        village=answers["village"],
        township=answers["township"],
        group=answers["group"],
    )
    page = office.go(routes.DuplicatesRoute(), DuplicatesPage)
    office.hands.until(lambda: bool(page.presenter.pairs), "a pair of households")
    office.hands.settle()
    office.shoot("15-duplicates")
    progress = office.go(routes.CompletenessRoute(), CompletenessPage)
    office.hands.until(lambda: progress.presenter.report is not None, "the progress of the villages")
    office.hands.settle()
    office.shoot("16-progress")


def work_out(team: Laptop, interview: InterviewPage) -> None:
    """Sacks of rice times their price."""
    session = interview.presenter.session
    kinds = session.ref("business_kinds")
    assert kinds is not None
    interview.presenter.answer(kinds, "planting")
    amount = session.ref("business_planting")
    assert amount is not None
    interview.go_to(amount)
    interview._work_out(amount)
    panel = interview.body.blocks[amount].panel  # type: ignore[union-attr]
    assert panel is not None
    rice = (translate("rice"), "40", translate("sacks"), "120")
    for box, words in zip(panel.rows[0].boxes, rice, strict=True):
        team.hands.write(box, words)
    team.hands.settle()
    team.shoot("07-visit-working")
    panel.closed.emit()


def doubt(team: Laptop, interview: InterviewPage) -> None:
    """Healthy, of working age, and yet unable to work."""
    presenter = interview.presenter
    session = presenter.session
    row = next(
        row for row in session.rows("/data/members/member") if 20 < int(session.value(f"{row}/age") or 0) < 59
    )
    presenter.belongs(row, "member")
    presenter.take_over_row(row)
    for name, value in (("health", "healthy"), ("self_paid_medical_yuan", "0"), ("labour_skill", "lost")):
        presenter.answer(
            next(ref for ref in session.refs() if ref.startswith(row) and ref.endswith(f"/{name}")), value
        )
    place = next(ref for ref in session.refs() if ref.startswith(row) and ref.endswith("/labour_skill"))
    interview.go_to(place)
    interview._looking.at_once()
    team.hands.settle()
    team.shoot("07-visit-check")


def survey_anew(team: Laptop, household: str) -> None:
    """A year later: the last answers stand beside the questions."""
    interview = team.go(routes.InterviewRoute(household_id=household), InterviewPage)
    for _ in range(2):
        interview._tools.again.click()
        team.hands.settle()
    session = interview.presenter.session
    result = session.ref("visit_result")
    assert result is not None
    session.answer(result, "done")
    interview.presenter.forget()
    interview.go_to(next(ref for ref in session.refs() if ref.endswith("/water_source")))
    team.hands.settle()
    team.shoot("06-visit-again")
    interview.go_to(
        next(page.ref for page in session.pages() if page.kind == "repeat" and "member" in page.ref)
    )
    team.hands.settle()
    team.shoot("06-visit-members-again")
    work_out(team, interview)
    doubt(team, interview)
    interview.go_to(result)
    team.hands.settle()
    team.go(routes.VisitsRoute(), VisitsPage)


def follow_up(team: Laptop, household: str) -> None:
    """A quarter and a procedure written down; what is due, what contradicts, how poor the village is."""
    quarter = {
        "quarter_property_yuan": "0",
        "quarter_year": "2026",
        "quarter_number": "3",
        "quarter_wages_yuan": "6000",
        "quarter_business_yuan": "1500",
        "quarter_transfers_yuan": "600",
        "quarter_costs_yuan": "400",
    }
    begun = {
        "procedure_kind": "removal",
        "applied_on": "2026-11-16",
        "applicant": "村委会",
        "verified_on": "2026-11-17",
        "verified_by": "张小芳、李建军",
        "verified_found": "属实",
    }
    for form_id, answers in (("quarter", quarter), ("procedure", begun)):
        interview = open_visit(team.workspace, household, form_id)
        fill_visit(team.workspace, interview, answers)
        finish_record(team.workspace, interview)
    team.go(routes.FollowUpRoute(household_id=household), FollowUpPage)
    team.shoot("20-follow-up")
    team.go(routes.LifeMapRoute(household_id=household), LifeMapPage)
    team.shoot("20-life-map")
    due = team.go(routes.DueRoute(), DuePage)
    due.chips[1].click()
    wait(team, 2)
    team.shoot("20-due")
    team.go(routes.ChecksRoute(), ChecksPage)
    wait(team, 3)
    team.shoot("20-checks")
    team.go(routes.MeasuresRoute(), MeasuresPage)
    wait(team, 2)
    team.shoot("20-measures")
    team.go(routes.TablesRoute(), TablesPage)
    wait(team, 8)
    team.shoot("20-tables")


def choose_households(team: Laptop) -> None:
    """A filter with points, and the list that was saved of it."""
    page = team.go(routes.SelectionsRoute(), SelectionsPage)
    page.filters.open_section("income")
    for text in ("main_cause=illness,lack_labour", "line_percent<150", "helped=no"):
        asked = read_short(text)
        page.presenter.ask(asked.field, asked)
    page.presenter.give_points("helped", 3)
    page._show_all()
    wait(team, 2)
    team.shoot("30-selections")
    saved = page.presenter.save("因病缺劳力户", "第一批帮扶对象", Silent())
    team.go(routes.SelectionsRoute(selection=saved.id), SelectionsPage)
    wait(team, 2)
    team.shoot("30-selection-list")


def village_plans(team: Laptop) -> None:
    """What the households of a village need, gathered; its plan with a project, year by year."""
    code = team.workspace.store.villages()[0].code
    page = team.go(routes.VillagePlansRoute(village=code), VillagePlansPage)
    wait(team, 1)
    page.gather_button.click()
    wait(team, 1)
    team.shoot("31-village-gather")
    page.gather.go()
    wait(team, 1)
    years = {"item_from_year": "2026", "item_to_year": "2030"}
    for direction, title, quantity, unit, yuan in (
        ("infrastructure", "渠道三面光", "3800", "米", "380000"),
        ("industry", "稻虾示范基地", "186", "亩", "558000"),
        ("training_jobs", "实用技术培训", "400", "人次", "40000"),
    ):
        told = {"direction": direction, "title": title, "quantity": quantity, "unit": unit, "yuan": yuan}
        page.presenter.save_item(None, {**years, **{f"item_{name}": text for name, text in told.items()}})
    item = next(
        each for each in show_village_plan(team.workspace, code).plan.items if "稻虾示范" in each.title
    )
    project = {"item": item.row, "direction": "industry", "name": "稻虾示范基地一期", "unit": "亩"}
    project |= {"target": "186", "actual": "112.5", "budget_yuan": "558000", "spent_yuan": "312400"}
    project |= {"gain_low_yuan": "2000", "gain_high_yuan": "3000", "gain_real_yuan": "2410"}
    page.presenter.save_project(None, {f"project_{name}": text for name, text in project.items()})
    goal = {
        "vplan_goal": "五年建成稻虾示范基地，通组渠道全部硬化，在读学生一个不少。",
        "vplan_from_year": "2026",
    }
    page.presenter.save_plan(goal)
    page.show_village(code)
    page.notice.hide()
    wait(team, 1)
    team.shoot("31-village-plan")
    bring_into_view(page.years)
    wait(team, 1)
    team.shoot("31-village-years")


def pair_up(team: Laptop) -> None:
    """Proposals with their reasons, where some have a helper already."""
    space, day = team.workspace, "2026-01-01"
    village = space.store.villages()[0].code
    group = add_helper_group(space, {"team_called": "第一学习活动小组", "team_villages": village}).id
    helpers = []
    for kind, name, unit, capacity, skills, belongs in (
        ("committee", "周文彬", "县政协经济委", "4", "student_aid money", group),
        ("cadre", "刘春生", "县水利局", "3", "construction", ""),
        ("firm", "江河竹业", "江河竹业有限公司", "12", "jobs", ""),
        ("committee", "何立群", "县人民医院", "6", "medicine", group),
    ):
        answers = {
            "helper_kind": kind,
            "helper_called": name,
            "helper_of_unit": unit,
            "helper_level": "county",
        }
        answers |= {"helper_capacity": capacity, "helper_skills": skills, "helper_active_since": day}
        helpers.append(add_helper(space, answers | ({"helper_of_group": belongs} if belongs else {})).id)
    rows = space.store.households(HouseholdQuery(), limit=3)
    made = make_pairs(space, [(row.id, helpers[0], "main") for row in rows], since=day).records
    for (household, record), state in zip(made, ("kept", "running", "pledged"), strict=True):
        pledge = {"pledge_household_state": state, "pledge_household_what": "提供鸡苗并包销"}
        fill_record(
            space, household, "pairing", pledge | {"pledge_household_on": "2026-06-01"}, record=record
        )
    page = team.go(routes.PairsRoute(), PairsPage)
    wait(team, 2)
    page.propose()
    wait(team, 4)
    team.shoot("32-pairs")


def spend(team: Laptop, office: Laptop, stick: Path) -> None:
    """A fund out of which two laptops pay the same money; the ledger, and what the desk asks."""
    space, other = team.workspace, office.workspace
    households = [row.id for row in space.store.households(HouseholdQuery(), limit=9)]
    place = space.store.villages()[0].code
    fund = add_fund(space, place, "十年助困金", "益民商贸有限公司", kind="hardship", promised_fen=200_000_000,
                    years=(2026, 2035), holder="县慈善会", tranches=10).fund  # fmt: skip
    first = show_fund(space, fund).ledger.fund.tranches[0].row
    add_tranche(space, fund, row=first, received_on="2026-01-08", received_fen=5_000_000)
    winter = [
        GrantWish(amount_fen=300_000, purpose="冬季取暖", household=id, on="2026-02-10")
        for id in households[:4]
    ]
    give_grants(space, fund, winter)
    seeds = [GrantWish(amount_fen=0, purpose="种苗", household=id, on="2026-03-15") for id in households[4:7]]
    share_grant(space, fund, 1_000_000, seeds)
    receive_packages(other, [export_package(space, stick, [my_card(other).fingerprint]).path])
    for laptop, household, fen, purpose in (
        (space, households[7], 1_800_000, "翻修屋面"),
        (other, households[8], 1_500_000, "购置电动三轮车"),
    ):
        wish = GrantWish(
            amount_fen=fen, purpose=purpose, household=household, on="2026-05-06", approved_by="王主任"
        )
        give_grants(laptop, fund, [wish])
    receive_packages(space, [export_package(other, stick, [my_card(space).fingerprint]).path])
    team.go(routes.FundsRoute(fund=fund), FundsPage)
    wait(team, 1)
    team.shoot("34-funds")
    page = team.go(routes.ConflictsRoute(), ConflictsPage)
    page.show_held()
    wait(team, 1)
    team.shoot("34-held")
    held = show_fund(space, fund).ledger.held[0]
    cancel_grant(space, fund, held.record, "改由另一笔资金支付")


def timetable(team: Laptop) -> None:
    """The task book with what is late, and its month."""
    space = team.workspace
    place, today = space.store.villages()[0].code, space.clock.now().date()
    for days, title, kind, unit, points in (
        (-11, "修通二组三百米水渠", "infrastructure", "县水利局", 5),
        (2, "报送本月动态信息", "report", "乡政府", 1),
        (4, "组织电商培训一期，40 人", "training_jobs", "县人社局", 3),
        (6, "变压器增容验收", "infrastructure", "县供电公司", 2),
        (24, "年底考核材料", "report", "县农业农村局", 4),
    ):
        due = (today + timedelta(days=days)).isoformat()
        told = {
            "title": title,
            "kind": kind,
            "due_on": due,
            "owner_kind": "unit",
            "unit": unit,
            "points": str(points),
        }
        add_task(
            space, place, {f"task_{name}": text for name, text in told.items()} | {"task_village": place}
        )
    page = team.go(routes.TasksRoute(), TasksPage)
    wait(team, 1)
    team.shoot("35-tasks")
    page.chips["month"].click()
    wait(team, 1)
    team.shoot("35-month")


def look_over(team: Laptop, folder: Path) -> None:
    """Figures, settings, a workbook that is no questionnaire."""
    team.go(routes.OverviewRoute(), OverviewPage)
    team.shoot("16-overview")
    page = team.go(routes.SettingsRoute(), SettingsPage)
    team.shoot("17-settings")
    page.show_part("rules")
    page.rules.show_rules("registration-2014")
    team.hands.settle()
    team.shoot("19-rules")
    page.show_part("basics")
    page.add_form(broken_workbook(folder))
    team.hands.settle()
    team.shoot("17-questionnaire-refused")
    team.window.shell.choose_theme("dark")
    team.window.rebuild()
    team.go(routes.VisitsRoute(), VisitsPage)
    team.shoot("17-dark")
    team.window.shell.choose_theme("light")
    team.window.rebuild()


def keep_safe(team: Laptop, household: str, stick: Path) -> None:
    """The recovery sheet, safety, backup, numbers shown on purpose, erasing, and putting a copy back."""
    page = team.go(routes.RecoveryRoute(), RecoveryPage)
    page._make(DEMO_PASSPHRASE)
    team.hands.settle()
    team.shoot("19-recovery-words")
    page = team.go(routes.HouseholdRoute(household_id=household), HouseholdPage)
    page.numbers.show_for(page.numbers.reasons[0].text())
    team.hands.settle()
    team.shoot("19-numbers")
    team.go(routes.EraseRoute(household_id=household), ErasePage)
    team.shoot("19-erase")
    page = team.go(routes.SettingsRoute(part="safety"), SettingsPage)
    team.shoot("19-safety")
    page = team.go(routes.SettingsRoute(part="backup"), SettingsPage)
    page.backup.choose(stick)
    page.backup.copy_now()
    team.hands.settle()
    team.shoot("19-backup")
    page.show_part("basics")
    team.go(routes.VisitsRoute(), VisitsPage)


def broken_workbook(folder: Path) -> Path:
    """A questionnaire with a few ordinary mistakes in it."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "survey"
    for row in (
        ("type", "name", "label", "relevant"),
        ("text", "head", "户主姓名", ""),
        ("select_one crops", "crop", "主要作物", ""),
        ("integer", "area mu", "种植面积（亩）", ""),
        ("note", "thanks", "谢谢", "${crops} = 'rice'"),
    ):
        sheet.append(row)
    choices = book.create_sheet("choices")
    for row in (("list_name", "name", "label"), ("crop", "rice", "水稻"), ("crop", "maize", "")):
        choices.append(row)
    path = folder / "种植调查.xlsx"
    book.save(path)
    return path


def wait(laptop: Laptop, seconds: float) -> None:
    """Let a pause of the window pass."""
    import time

    end = time.monotonic() + seconds
    laptop.hands.until(lambda: time.monotonic() > end, "a pause")
    laptop.hands.settle()


def paper(pdf: bytes, target: Path) -> None:
    """The first two pages of a plan, side by side."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "plan.pdf").write_bytes(pdf)
        call = ["pdftoppm", "-png", "-r", str(PAPER_DOTS_PER_INCH), "-l", "2", "plan.pdf", "page"]
        subprocess.run(call, cwd=folder, check=True)
        pages = [Image.open(path).convert("RGB") for path in sorted(Path(folder).glob("page*.png"))]
    gap = 16
    whole = Image.new(
        "RGB", (sum(p.width for p in pages) + gap * (len(pages) + 1), pages[0].height + 2 * gap), "#C9CFCB"
    )
    left = gap
    for page in pages:
        whole.paste(page, (left, gap))
        left += page.width + gap
    whole.thumbnail((PAPER_WIDTH, PAPER_WIDTH))
    whole.save(target)
    shrink(target)


def shrink(path: Path) -> None:
    """Few colours: the most frequent as they are, the rest so that seldom ones (red, amber) stay themselves."""
    with Image.open(path) as image:
        whole = image.convert("RGB")
    counted = sorted(whole.getcolors(whole.width * whole.height) or [], reverse=True)
    covering = whole.quantize(COLOURS - FREQUENT, method=Image.Quantize.MAXCOVERAGE).getpalette() or []
    triples = zip(covering[::3], covering[1::3], covering[2::3], strict=True)
    palette = [*(colour for _, colour in counted[:FREQUENT]), *triples]
    nearest = {colour: _nearest(colour, palette) for _, colour in counted}
    small = Image.new("P", whole.size)
    small.putpalette([channel for colour in palette for channel in colour])
    raw = whole.tobytes()
    small.frombytes(bytes(nearest[colour] for colour in zip(raw[::3], raw[1::3], raw[2::3], strict=True)))
    small.save(path, optimize=True)


def _nearest(colour: Any, palette: list[Any]) -> int:
    def distance(place: int) -> int:
        return sum((one - other) ** 2 for one, other in zip(colour, palette[place], strict=True))

    return min(range(len(palette)), key=distance)


if __name__ == "__main__":
    main(sys.argv[1:])
