"""The same people met at the window, in a process of its own, so that all it leaves on the disk can be searched.

`python -m tests.faults.told_in_window FOLDER`: every page with planted names and numbers on it, a search for each, numbers
shown on purpose, a photo chosen in the file dialog and looked at, a sound of the questionnaire played, a print preview,
a file received, a fault of the program with an answer in it, a lock; then it dies in an interview.

What a person asks to be written in the clear (a plan as PDF, a photo saved aside) is not in it: the window says so then.
"""

import io
import os
import shutil
import sys
from pathlib import Path

from PIL import Image
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMessageBox, QPushButton
from tests.faults.told_story import fill, planted
from tests.laptops import PASSPHRASE, family, introduce, new_laptop, register, survey, wait
from tests.stories.person import Person
from tests.stories.test_interview_files import write_form

from yihu.actions import (
    Workspace,
    add_form,
    adopt_measure,
    export_package,
    leave_plan,
    my_card,
    open_plan,
    receive_packages,
)
from yihu.actions.open_folder import open_folder
from yihu.bootstrap import wire_folders
from yihu.ui import routes
from yihu.ui.app import make_application, make_window
from yihu.ui.faults import catch_faults, teller
from yihu.ui.interview.page import InterviewPage
from yihu.ui.interview.picture_view import PictureView
from yihu.ui.look.background import wait_for_all
from yihu.ui.window.main_window import MainWindow


def prepared(folder: Path) -> tuple[Workspace, list[str]]:
    """A laptop with 40 households, a plan, differing answers, a pair that may be one, a questionnaire with sounds."""
    people = planted()
    team = new_laptop(folder / "data", "青竹二队", "张小芳")
    office = new_laptop(folder / "office", "清溪镇", "李建军")
    introduce(team, office)
    homes = [fill(team, number, one) for number, one in enumerate(people)]
    twin = register(team, family() | {"head_name": people[0]["head_name"]})
    own = family() | {"head_name": people[0]["head_name"], "phone": people[0]["phone"]}
    for home in (homes[0], twin):
        survey(team, home, own)
    desk = open_plan(team, homes[0])
    leave_plan(team, adopt_measure(team, desk, desk.suggestions[0]))
    (folder / "form").mkdir()
    add_form(team, write_form(folder / "form"))
    stick = folder / "stick"
    stick.mkdir()
    receive_packages(office, export_package(team, stick, [my_card(office).fingerprint]).files)
    wait(team)
    wait(office, 2)
    for space, one in ((team, people[2]), (office, people[3])):
        space.store.write(homes[1], {"household/phone": one["phone"]}, "household@1", "visit")
    export_package(office, stick / "back.yihu", [my_card(team).fingerprint])
    office.close()
    team.close()
    again = open_folder(team.folder, PASSPHRASE, clock=team.clock, random=os.urandom)
    return again, [*homes, twin]


def picture(folder: Path, words: str) -> Path:
    """A photo with a name in its comment, in a folder of that name."""
    folder.mkdir()
    made = io.BytesIO()
    Image.new("RGB", (1600, 1200), "green").save(made, "JPEG", comment=words.encode())
    (folder / "photo.jpg").write_bytes(made.getvalue())
    return folder / "photo.jpg"


def look_at_all(person: Person, window: MainWindow, homes: list[str]) -> None:
    """Every page that shows a household or lists many."""
    people = planted()
    for home, one in zip(homes[:6], people, strict=False):
        window.go(routes.HouseholdRoute(household_id=home))
        person.sees(one["head_name"])
    everywhere = (
        routes.HistoryRoute(household_id=homes[0]),
        routes.PlanRoute(household_id=homes[0]),
        routes.EraseRoute(household_id=homes[5]),
        routes.PlansRoute(),
        routes.NewHouseholdRoute(),
        routes.HandoverRoute(),
        routes.ConflictsRoute(household_id=homes[1]),
        routes.DuplicatesRoute(household_id=homes[0]),
        routes.TeamRoute(),
        routes.OverviewRoute(),
        routes.CompletenessRoute(),
        *(routes.SettingsRoute(part=part) for part in ("basics", "safety", "backup")),
    )
    for route in everywhere:
        window.go(route)
        QTest.qWait(60)
        wait_for_all()
    for one in people[:8]:
        for text in (one["head_name"], one["id_number"][-6:], one["phone"]):
            found = routes.ListFilter(text=text)
            window.go(routes.VisitsRoute(filter=found))
            QTest.qWait(20)
    window.go(routes.HouseholdRoute(household_id=homes[7]))
    person.presses("显示…").presses("打电话联系").sees(people[7]["phone"])


def print_preview(person: Person, window: MainWindow, home: str) -> None:
    """Looked at, not written."""
    window.go(routes.PrintRoute(household_ids=(home,)))
    person.sees("已选 1 份")
    wait_for_all()
    QTest.qWait(300)


def in_dialog(path: Path) -> None:
    """Type a path into the file dialog that opens next, and press Enter."""

    def write() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QFileDialog)
        line = dialog.findChild(QLineEdit, "fileNameEdit")
        line.selectAll()
        line.setText(str(path))
        QTest.keyClick(line, Qt.Key.Key_Return)

    QTimer.singleShot(200, write)


def interview(person: Person, window: MainWindow, home: str, folder: Path, words: str) -> None:
    """A questionnaire with sounds: one is heard, a photo chosen, a name written."""
    photo = picture(folder / words, words)
    window.go(routes.InterviewRoute(household_id=home, form_id="birds"))
    page = window.findChild(InterviewPage)

    def at(name: str) -> object:
        ref = page.presenter.session.ref(name)
        window.activateWindow()
        page.go_to(ref)
        QApplication.processEvents()
        return page.body.blocks[ref].field

    at("seen")
    person.presses("看一看")
    at("photo")
    in_dialog(photo)
    person.key(Qt.Key.Key_Space)
    page.answers.save_open()
    assert page.presenter.session.value(page.presenter.session.ref("photo")).endswith(".jpg")
    at("photo")
    person.key(Qt.Key.Key_V)
    assert page.findChild(PictureView).isVisible()
    person.key(Qt.Key.Key_Escape)
    shutil.rmtree(photo.parent)
    at("seen")
    person.types(words)
    page.answers.save_open()


def fault(window: MainWindow, answer: str) -> None:
    """A mistake in the program while an answer is at hand."""
    catch_faults(teller(window))
    button = QPushButton()
    button.clicked.connect(lambda: {}[answer])
    button.click()
    QApplication.processEvents()
    for box in window.findChildren(QMessageBox):
        box.close()


def tell(folder: Path) -> None:
    """The story; the last line never returns."""
    people = planted()
    app = make_application()
    QDesktopServices.openUrl = lambda url: Path(url.toLocalFile()).exists()  # type: ignore[method-assign]
    space, homes = prepared(folder)
    window = make_window(wire_folders(folder / "data"))
    window.resize(1366, 768)
    window.show()
    window.open(space)
    person = Person(window)
    look_at_all(person, window, homes)
    print_preview(person, window, homes[0])
    receive_packages(space, [folder / "stick" / "back.yihu"])
    window.go(routes.ConflictsRoute(household_id=homes[1]))
    person.sees(people[1]["head_name"])
    interview(person, window, homes[9], folder, people[9]["member"])
    fault(window, people[11]["id_number"])
    window.go(routes.InterviewRoute(household_id=homes[10]))
    page = window.findChild(InterviewPage)
    ref = next(ref for ref in page.presenter.session.refs() if ref.endswith("/address"))
    page.go_to(ref)
    person.types(people[10]["remark"])
    page.answers.save_open()
    app.processEvents()
    print("told", flush=True)
    os._exit(9)


if __name__ == "__main__":
    tell(Path(sys.argv[1]))
