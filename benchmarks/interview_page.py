"""Pages of the interview on the screen: the largest one, turning them, finding a choice while typing.

python -m benchmarks.interview_page
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from openpyxl import Workbook
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMainWindow, QScrollArea, QVBoxLayout, QWidget

from benchmarks.figures import ROOT, median, percentile, seconds, show
from benchmarks.form_walks import opening_walk
from benchmarks.sample_folder import PASSPHRASE, household_id, new_folder, preload
from yihu.actions.add_form import add_form
from yihu.actions.workspace import Workspace
from yihu.bootstrap import wire_folders
from yihu.engine import Page
from yihu.ui.app import make_window
from yihu.ui.interview.fields.long_list import LongListField
from yihu.ui.interview.page import InterviewPage
from yihu.ui.routes import HouseholdRoute, InterviewRoute
from yihu.ui.window.main_window import MainWindow

WHOVA = ROOT.parent / "shared" / "conformance" / "forms" / "getodk--whova_form.xlsx"
TIMES = 7
SUSPECTS = 8
"""Pages that were slow once, to be looked at again."""
CHOICES = 10_000
BLINK_S = 0.3
FIFTY = 50
KINDS = ("text", "integer", "select_one fruit", "decimal", "select_multiple fruit", "date")
FRUIT = ("梨", "桃子", "葡萄", "荔枝", "枇杷")
TYPED = ("d", "ds", "dsn", "dsnh", "dsn", "东", "东山", "东山南", "东山南河")
FRONT, BACK = "东西南北上下前后大小", "山河湖田林石桥井塘坪"


def main() -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as folder:
        workspace = new_folder(Path(folder) / "data", "Bench")
        preload(workspace, 4)
        forms = {
            "largest": WHOVA if WHOVA.is_file() else None,
            "mixed": _mixed_form(Path(folder) / "mixed.xlsx"),
            "list": _list_form(Path(folder) / "villages.xlsx"),
        }
        known = {name: add_form(workspace, path).form_id for name, path in forms.items() if path}
        workspace.close()
        _app = QApplication(sys.argv[:1])
        window, workspace = _open_window(Path(folder) / "data")
        if "largest" in known:
            _largest(_interview(window, known["largest"]))
        else:
            print(f"page-largest is left out: no {WHOVA.name} at {WHOVA.parent}", file=sys.stderr)
        _mixed(_interview(window, known["mixed"]))
        _turning(_interview(window, "household"))
        _filtering(window, known["list"])
        window.close()
        workspace.close()


def _open_window(data: Path) -> tuple[MainWindow, Workspace]:
    window = make_window(wire_folders(data))
    window.resize(1366, 768)
    window.show()
    workspace = window.shell.unlock(PASSPHRASE)
    window.open(workspace)
    QApplication.processEvents()
    return window, workspace


def _interview(window: MainWindow, form_id: str) -> InterviewPage:
    window.go(HouseholdRoute(household_id=household_id(0)))
    window.go(InterviewRoute(household_id=household_id(0), form_id=form_id))
    QApplication.processEvents()
    return window.findChildren(InterviewPage)[-1]


def _drawn(work: Callable[[], object]) -> float:
    """Milliseconds until what `work` does stands on the screen, the old page freed before."""
    _free()

    def whole() -> None:
        work()
        QApplication.processEvents()

    return seconds(whole) * 1000


def _free() -> None:
    QApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _largest(page: InterviewPage) -> None:
    """The pages of a questionnaire with as many of its questions open as answers can open.

    `page-largest`: the one with the most questions; `page-slowest`: of all of them the one that took longest;
    each is come to from another one.
    """
    presenter = page.presenter
    for ref, value in opening_walk(presenter.session.form):
        presenter.answer(ref, value)
    pages = presenter.session.pages()
    largest = max(pages, key=lambda one: len(one.refs))
    _come_to("page-largest", page, largest, pages[0])
    slow = sorted(pages[1:], key=lambda one: -_time_to(page, one, pages[0]))[:SUSPECTS]
    _come_to("page-slowest", page, max(slow, key=lambda one: _usual_time_to(page, one, pages[0])), pages[0])
    asked = sum(len(one.refs) for one in pages)
    print(f"{len(pages)} pages with {asked} questions are open", file=sys.stderr)


def _mixed(page: InterviewPage) -> None:
    """Fifty questions of every usual kind on one page."""
    pages = page.presenter.session.pages()
    _come_to("page-of-fifty", page, pages[1], pages[0])


def _come_to(name: str, page: InterviewPage, wanted: Page, other: Page) -> None:
    _show(name, _usual_time_to(page, wanted, other), len(wanted.refs))


def _usual_time_to(page: InterviewPage, wanted: Page, other: Page) -> float:
    return median([_time_to(page, wanted, other) for _ in range(TIMES)])


def _time_to(page: InterviewPage, wanted: Page, other: Page) -> float:
    page.go_to(other.ref)
    return _drawn(lambda: page.go_to(wanted.ref))


def _turning(page: InterviewPage) -> None:
    """Going on from page to page of the household questionnaire, with one member."""
    presenter = page.presenter
    presenter.answer(presenter.session.ref("visit_result") or "", "done")
    presenter.add_row("/data/members/member")
    times, questions = [], []
    while not presenter.page().last:
        times.append(_drawn(page.next_page))
        questions.append(len(presenter.page().questions))
    _show("page-switch", sum(times) / len(times), round(sum(questions) / len(questions)))


def _show(name: str, took: float, questions: int) -> None:
    bare = median([_bare_page(questions) for _ in range(TIMES)])
    against = f"a bare page of {questions} labels and QLineEdits: {bare:.3g} ms"
    show(name, took, "ms", against=against, ratio=took / bare)


def _filtering(window: MainWindow, form_id: str) -> None:
    """Opening a page with ten thousand choices for the first time, then typing into it."""
    window.activateWindow()  # the bare windows had the keyboard
    opening = _drawn(lambda: _interview(window, form_id))
    page = window.findChildren(InterviewPage)[-1]
    field = next(iter(page.body.blocks.values())).field  # type: ignore[union-attr]
    assert isinstance(field, LongListField)
    _read()
    first = _drawn(lambda: _type(field, TYPED[0]))
    times = [_drawn(partial(_type, field, typed)) for typed in TYPED * TIMES]
    show("choices-open", opening, "ms", against=f"{CHOICES} choices, the form opened with them")
    show("choices-first-key", first, "ms", against="a frame: 16 ms", ratio=first / 16)
    usual = percentile(times, 95)
    show("choices-filter", usual, "ms", against="a frame: 16 ms (p95 of all keys)", ratio=usual / 16)


def _read() -> None:
    """The blink before somebody begins to type."""
    until = time.perf_counter() + BLINK_S
    while time.perf_counter() < until:
        QApplication.processEvents()


def _type(field: LongListField, typed: str) -> None:
    field.box.setText(typed)
    field.box.textEdited.emit(typed)


def _bare_page(count: int) -> float:
    """As many labels and boxes in a plain window, built and shown."""
    window = QMainWindow()
    window.resize(1038, 600)
    window.show()
    QApplication.processEvents()

    def work() -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        for number in range(count):
            column.addWidget(QLabel(f"{number}"))
            column.addWidget(QLineEdit())
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        window.setCentralWidget(scroll)

    took = _drawn(work)
    window.close()
    window.deleteLater()
    _free()
    return took


def _list_form(path: Path) -> Path:
    """One question with ten thousand invented villages."""
    names = (
        "".join((FRONT[at // 1000], BACK[at // 100 % 10], FRONT[at // 10 % 10], BACK[at % 10]))
        for at in range(CHOICES)
    )
    choices = [("village", f"v{at}", f"{name}村") for at, name in enumerate(names)]
    return _write(path, [("select_one village", "village", "哪个村", "")], choices)


def _mixed_form(path: Path) -> Path:
    """A page with one question, then one with fifty."""
    asked = [(KINDS[at % len(KINDS)], f"q{at}", f"第 {at} 个问题（元）", "") for at in range(FIFTY)]
    group = ("begin_group", "all", "五十个问题", "field-list")
    rows = [("text", "first", "先问", ""), group, *asked, ("end_group", "", "", "")]
    return _write(path, rows, [("fruit", f"f{at}", name) for at, name in enumerate(FRUIT)])


def _write(
    path: Path, rows: list[tuple[str, str, str, str]], choices: Iterable[tuple[str, str, str]]
) -> Path:
    book = Workbook()
    survey = book.active
    assert survey is not None
    survey.title = "survey"
    for row in (("type", "name", "label", "appearance"), *rows):
        survey.append(row)
    listed = book.create_sheet("choices")
    for choice in (("list_name", "name", "label"), *choices):
        listed.append(choice)
    settings = book.create_sheet("settings")
    settings.append(["form_title", "form_id", "version"])
    settings.append([path.stem, path.stem, "1"])
    book.save(path)
    return path


if __name__ == "__main__":
    main()
