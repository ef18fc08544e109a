"""Two laptops, three families, one stick: from the first visit to the choice between two answers.

Everything a person does at a window is done in the real window; people, villages and numbers are
invented. What comes of it lies in one folder: PDFs, files on the stick, pictures of the window.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication, QWidget

from yihu.actions import (
    DEMO_PASSPHRASE,
    Folders,
    Preferences,
    Workspace,
    list_contacts,
    my_card,
    save_preferences,
    show_household,
)
from yihu.actions.create_demo import demo_family
from yihu.actions.resolve_conflict import EVERY_CONFLICT
from yihu.base.errors import UserError
from yihu.base.i18n import N_, language, translate
from yihu.ui import routes
from yihu.ui.app import make_window
from yihu.ui.demo.hands import Hands, HandsLost
from yihu.ui.demo.interviewer import Interviewer, finish_visit
from yihu.ui.demo.scenery import paint_house
from yihu.ui.handover.conflicts_page import ConflictsPage
from yihu.ui.handover.page import HandoverPage
from yihu.ui.household.page import HouseholdPage
from yihu.ui.interview.page import InterviewPage
from yihu.ui.interview.presenter import REVIEW
from yihu.ui.overview.page import OverviewPage
from yihu.ui.plan.page import PlanPage
from yihu.ui.printing.page import PrintPage
from yihu.ui.visits.page import VisitsPage

TEAM, OFFICE = "青竹二队", "清溪镇汇总"
SURVEYOR, CLERK = "张小芳", "李建军"
FAMILIES = ("周桂兰", "𠮷田秀英", "解春香")
TEAM_PHONE, OFFICE_PHONE = "13800000001", "13900000002"
MEASURES_EACH = 3

MakeVillage = Callable[..., None]


class DemoFolderTaken(UserError):
    """The demo only works in a folder of its own."""

    code = "demo-folder-taken"
    message = N_("The folder {name} holds something already.")
    advice = N_("Name a new or empty folder. Nothing was changed.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """What the story is told with.

    Attributes:
        folders: the ways into a data folder, for one with the given default.
        make_village: makes a laptop's data folder (`actions.create_demo.make_village`).
        tell: one line for each step.
    """

    folder: Path
    folders: Callable[[Path], Folders]
    make_village: MakeVillage
    tell: Callable[[str], None]

    def laptop(self, name: str) -> Path:
        """A laptop's data folder."""
        return self.folder / f"laptop-{name}"

    @property
    def stick(self) -> Path:
        """What goes from laptop to laptop."""
        return self.folder / "stick"

    def screen(self, name: str) -> Path:
        """A picture of the window."""
        return self.folder / "screens" / f"{name}.png"

    def say(self, words: str, **places: object) -> None:
        """One step of the story."""
        self.tell(translate(words).format(**places))


def drive(stage: Stage) -> None:
    """Tell the whole story. Raises HandsLost where the window doesn't do what it should."""
    if stage.folder.exists() and any(stage.folder.iterdir()):
        raise DemoFolderTaken(name=stage.folder.name)
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    app.setQuitOnLastWindowClosed(False)
    _make_laptops(stage)
    team, office = _Laptop(stage, "a"), _Laptop(stage, "b")
    household = _first_day(stage, team)
    _introduce(stage, team, office)
    _hand_over(stage, team, office)
    _two_answers(stage, team, office, household)
    _choose(stage, office, household)
    _hand_over(stage, office, team)
    _compare(stage, team, office)
    team.close()
    office.close()
    stage.say(N_("Done. Everything lies in {folder}."), folder=stage.folder)


class _Laptop:
    """One laptop with its window open."""

    def __init__(self, stage: Stage, name: str) -> None:
        self.name = name
        self.window = make_window(stage.folders(stage.laptop(name)))
        self.hands = Hands(self.window)
        self.window.show()
        self.window.activateWindow()
        self.hands.settle()
        self._unlock(stage)

    @property
    def workspace(self) -> Workspace:
        """The open register."""
        workspace = self.window.shell.workspace
        assert workspace is not None
        return workspace

    def front(self) -> Hands:
        """Hands at this window, which comes to the front."""
        self.window.activateWindow()
        self.hands.settle()
        return self.hands

    def close(self) -> None:
        """Close the window, which closes the database."""
        self.window.close()
        self.window.deleteLater()
        self.hands.settle()

    def _unlock(self, stage: Stage) -> None:
        gate: Any = self.window.centralWidget()
        self.hands.write(gate.body.passphrase.field, DEMO_PASSPHRASE)
        self.hands.picture(stage.screen(f"{self.name}-01-unlock"))
        self.hands.enter(gate.body.passphrase.field)
        self.hands.until(lambda: self.window.shell.workspace is not None, "the register to open")
        self.hands.page(VisitsPage)
        self.hands.picture(stage.screen(f"{self.name}-02-visits"))


def _make_laptops(stage: Stage) -> None:
    """The team's laptop with most families surveyed, the office's with the register alone."""
    to_visit = [demo_family(name)[0] for name in FAMILIES]
    laptops = (("a", TEAM, SURVEYOR, True), ("b", OFFICE, CLERK, False))
    for name, team, person, visited in laptops:
        stage.say(N_("Laptop {name}: {team}, encrypted, 41 invented households."), name=name, team=team)
        stage.make_village(stage.laptop(name), team=team, person=person, visited=visited, to_visit=to_visit)
        save_preferences(stage.laptop(name), Preferences(language=language()))


def _first_day(stage: Stage, team: _Laptop) -> str:
    """The team surveys three families and agrees plans with two; the first one's id."""
    house = paint_house(stage.folder / "camera" / "house.jpg")
    ids = [_survey(stage, team, name, house, number) for number, name in enumerate(FAMILIES, 1)]
    for number, household in enumerate(ids[:2], 1):
        _plan(stage, team, household, number)
    _print(stage, team, ids[:2])
    return ids[0]


def _survey(stage: Stage, team: _Laptop, name: str, house: Path, number: int) -> str:
    household, answers = demo_family(name)
    hands = team.front()
    page = hands.go(routes.HouseholdRoute(household_id=household), HouseholdPage)
    hands.picture(stage.screen(f"a-1{number}-before-the-visit"))
    page.banner.button.click()
    interview = hands.page(InterviewPage)
    pages: list[str] = []

    def seen(_title: str) -> None:
        pages.append(_title)
        if number == 1:
            hands.picture(stage.screen(f"interview-{len(pages):02}"))

    interviewer = Interviewer(hands, interview, answers, {"photo_house": house}, seen)
    interviewer.work()
    hands.picture(stage.screen(f"a-1{number}-check-and-finish"))
    finish_visit(hands, interview)
    hands.page(HouseholdPage)
    hands.picture(stage.screen(f"a-1{number}-surveyed"))
    view = show_household(team.workspace, household)
    if view.row.visit_state != "done":
        raise HandsLost("the survey to be finished")
    stage.say(
        N_("Surveyed {name}: {count} answers given in the window, {persons} persons, {yuan} yuan a head."),
        name=name,
        count=interviewer.answered,
        persons=len(view.household.persons),
        yuan=view.household.net_per_head_yuan(),
    )
    return household


def _plan(stage: Stage, team: _Laptop, household: str, number: int) -> None:
    hands = team.front()
    page = hands.go(routes.PlanRoute(household_id=household), PlanPage)
    for _ in range(min(MEASURES_EACH, len(page.presenter.suggestions()))):
        hands.digit(1, page) if not _press_first(page) else None
        hands.settle()
    hands.picture(stage.screen(f"a-2{number}-plan"))
    page.sign_button.click()
    hands.settle()
    for step in ("agree", "sign"):
        button: Any = _steps(page)[step]
        button.click()
        hands.settle()
    hands.picture(stage.screen(f"a-2{number}-plan-signed"))
    view = show_household(team.workspace, household)
    if view.plan is None or view.plan.state != "signed":
        raise HandsLost("the plan to be signed")
    stage.say(
        N_("Plan of {name}: {count} measures, agreed and signed."),
        name=view.row.head_name,
        count=len(view.plan.measures),
    )


def _press_first(page: PlanPage) -> bool:
    """Take the first suggestion over, by its button."""
    buttons = page._suggestions.buttons
    if buttons:
        buttons[0].click()
    return bool(buttons)


def _steps(page: PlanPage) -> dict[str, QWidget]:
    return page._steps.buttons


def _print(stage: Stage, team: _Laptop, ids: list[str]) -> None:
    hands = team.front()
    page = hands.go(routes.PrintRoute(household_ids=tuple(ids)), PrintPage)
    hands.picture(stage.screen("a-31-print"))
    page.save_into(stage.folder / "plans", one_file=False)
    hands.settle()
    page.save_into(stage.folder / "plans" / "all-in-one", one_file=True)
    hands.settle()
    written = sorted((stage.folder / "plans").rglob("*.pdf"))
    if len(written) != len(ids) + 1:
        raise HandsLost("the PDFs")
    stage.say(N_("Printed {count} PDFs: one a household, and all in one."), count=len(written))


def _introduce(stage: Stage, team: _Laptop, office: _Laptop) -> None:
    """Both cards travel on the stick; the eight digits are compared."""
    for laptop in (team, office):
        page = laptop.front().go(routes.HandoverRoute(), HandoverPage)
        page.presenter.save_card(stage.stick)
    for laptop, other in ((team, office), (office, team)):
        page = laptop.front().page(HandoverPage)
        page.presenter.receiving.trust(my_card(other.workspace))
        laptop.front().go(routes.HandoverRoute(), HandoverPage)
        laptop.hands.picture(stage.screen(f"{laptop.name}-41-cards"))
        if not list_contacts(laptop.workspace):
            raise HandsLost("the card to be known")
    stage.say(N_("The laptops know each other: {digits}."), digits=my_card(team.workspace).digits)


def _hand_over(stage: Stage, giver: _Laptop, taker: _Laptop) -> None:
    hands = giver.front()
    page = hands.go(routes.HandoverRoute(), HandoverPage)
    for card in list_contacts(giver.workspace):
        page.presenter.giving.choose_recipient(card.fingerprint, True)
    page.give.show_choices()
    page.give.choose_target(stage.stick)
    page.give.button.click()
    hands.settle()
    hands.picture(stage.screen(f"{giver.name}-51-given"))
    given = page.presenter.giving.given
    if given is None:
        raise HandsLost("the file on the stick")
    hands = taker.front()
    page = hands.go(routes.HandoverRoute(), HandoverPage)
    page.receive.take(given.files)
    hands.settle()
    hands.picture(stage.screen(f"{taker.name}-52-received"))
    received = page.presenter.receiving.received
    if received is None or received.packages[0].error is not None:
        raise HandsLost("the file to be taken in")
    stage.say(
        N_(
            "{giver} gave {file} ({size} kB, verified); {taker} took it in: {new} new, {updated} changed households."
        ),
        giver=giver.workspace.team,
        file=given.path.name,
        size=given.size_bytes // 1024,
        taker=taker.workspace.team,
        new=received.new_households,
        updated=received.updated_households,
    )


def _two_answers(stage: Stage, team: _Laptop, office: _Laptop, household: str) -> None:
    """Both correct the same phone number, each on its own laptop; then the file comes."""
    for laptop, phone in ((team, TEAM_PHONE), (office, OFFICE_PHONE)):
        hands = laptop.front()
        page = hands.go(routes.InterviewRoute(household_id=household), InterviewPage)
        ref = page.presenter.session.ref("phone")
        assert ref is not None
        page.go_to(ref)
        hands.settle()
        block = page.body.blocks[ref]  # type: ignore[union-attr]
        box: Any = getattr(block.field, "box", block.field)
        hands.write(box, phone)
        hands.enter(box)
        page.go_to(REVIEW)
        finish_visit(hands, page)
    stage.say(N_("Both laptops corrected the same phone number, each in its own way."))
    _hand_over(stage, team, office)


def _choose(stage: Stage, office: _Laptop, household: str) -> None:
    hands = office.front()
    if len(office.workspace.store.conflicts(limit=EVERY_CONFLICT)) != 1:
        raise HandsLost("one answer that differs")
    hands.go(routes.HouseholdRoute(household_id=household), HouseholdPage)
    hands.picture(stage.screen("b-61-answers-differ"))
    page = hands.go(routes.ConflictsRoute(household_id=household), ConflictsPage)
    page.show_numbers()
    values = [value.shown for value in page.presenter.values()]
    hands.digit(values.index(TEAM_PHONE) + 1, page)
    hands.picture(stage.screen("b-62-choose"))
    page.settle()
    hands.settle()
    hands.picture(stage.screen("b-63-chosen"))
    if office.workspace.store.conflicts(limit=EVERY_CONFLICT):
        raise HandsLost("the choice to be made")
    stage.say(
        N_("{team} chose between {count} phone numbers; both stay in the history."), team=OFFICE, count=2
    )


def _compare(stage: Stage, team: _Laptop, office: _Laptop) -> None:
    """After the way back both registers say the same."""
    for laptop in (team, office):
        laptop.front().go(routes.OverviewRoute(), OverviewPage)
        laptop.hands.picture(stage.screen(f"{laptop.name}-71-overview"))
    one, other = (laptop.workspace.store for laptop in (team, office))
    ids = [row.id for row in one.households(limit=EVERY_CONFLICT)]
    differing = [id_ for id_ in ids if one.document(id_).values != other.document(id_).values]
    if differing:
        raise HandsLost("both registers to say the same")
    stage.say(N_("Both registers are the same: {count} households."), count=len(ids))
