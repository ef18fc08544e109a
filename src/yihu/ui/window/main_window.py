"""The main window: a gate while no folder is open, then the rail and the stack of pages."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from yihu.base.clock import Clock, SystemClock
from yihu.base.errors import UserError
from yihu.base.i18n import N_, translate
from yihu.ui.look.background import as_user_error, wait_for_all
from yihu.ui.look.cards import EmptyState
from yihu.ui.look.rail import NavRail, RailItem
from yihu.ui.look.theme import apply_theme
from yihu.ui.routes import (
    HandoverRoute,
    InterviewRoute,
    OverviewRoute,
    PlansRoute,
    PrintRoute,
    RecoveryRoute,
    Route,
    SelectionsRoute,
    SettingsRoute,
    VisitsRoute,
)
from yihu.ui.window.pages import Page, PageKind
from yihu.ui.window.qt_words import speak
from yihu.ui.window.reminders import Reminders, way_of
from yihu.ui.window.second_copy import SecondCopy
from yihu.ui.window.shell import Left, Shell, Why
from yihu.ui.window.strip import Strip
from yihu.ui.window.watch import LockWatch

BACK_STEPS = 30
RAIL_ROUTES: dict[str, Callable[[], Route]] = {
    "visits": VisitsRoute,
    "plans": PlansRoute,
    "print": PrintRoute,
    "handover": HandoverRoute,
    "overview": OverviewRoute,
    "campaign": SelectionsRoute,
    "settings": SettingsRoute,
}


class Gate(QWidget):
    """What stands before the pages: first start or unlock.

    Signals:
        opened: a `Workspace`.
        rebuilt: language or look changed; the window makes everything anew.
    """

    opened = Signal(object)
    rebuilt = Signal()


class MainWindow(QMainWindow):
    """The window of the program.

    Args:
        shell: preferences and the open folder.
        gate: makes the gate for a shell.
        kinds: all pages that the window knows.
        badge: open conflicts of a workspace, for the rail.
        clock: tells how long nobody touched anything.
    """

    def __init__(
        self,
        shell: Shell,
        gate: Callable[[Shell], Gate],
        kinds: Sequence[PageKind],
        badge: Callable[[Any], int],
        clock: Clock | None = None,
    ) -> None:
        super().__init__()
        self.shell = shell
        self._make_gate, self._badge = gate, badge
        self._kinds = {kind.route: kind for kind in kinds}
        self._presenters: dict[type[Route], Any] = {}
        self._pages: dict[type[Route], Page] = {}
        self._trail: list[Route] = []
        self.rail: NavRail | None = None
        self.strip: Strip | None = None
        self.reminders: Reminders | None = None
        self.stack = QStackedWidget()
        self.second_copy = SecondCopy(self)
        self.second_copy.told.connect(self._tell_copy)
        self.watch = LockWatch(
            clock or SystemClock(),
            lambda: self.shell.preferences.lock_minutes,
            lambda: self.shell.workspace is not None and not self.shell.workspace.demo,
            self.lock,
            self,
        )
        self.resize(QSize(1366, 768))
        self.setMinimumSize(640, 380)
        for key, act in (("Ctrl+L", self.lock), ("Alt+Left", self.go_back)):
            QShortcut(QKeySequence(key), self, act)
        for number, name in enumerate(RAIL_ROUTES, start=1):
            QShortcut(QKeySequence(f"Ctrl+{number}"), self, partial(self._go_rail, name))
        self.rebuild()

    @property
    def route(self) -> Route | None:
        """Where the person is; None at the gate."""
        return self._trail[-1] if self._trail else None

    @property
    def page(self) -> Page | None:
        """The page in front; None at the gate."""
        return self._pages.get(type(self.route)) if self.route is not None else None

    def rebuild(self) -> None:
        """Make all widgets anew, in the language and look in force; presenters stay."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        chosen = self.shell.preferences
        apply_theme(app, chosen.theme, chosen.scale_percent / 100)  # type: ignore[arg-type]
        speak(app)
        self._pages.clear()
        if self.shell.workspace is None:
            self._show_gate()
        else:
            self._show_pages()

    def follow_system(self) -> None:
        """The desktop turned light or dark."""
        if self.shell.preferences.theme == "system":
            self.rebuild()

    def _show_gate(self) -> None:
        self.rail = None
        self._trail.clear()
        gate = self._make_gate(self.shell)
        gate.opened.connect(self.open)
        gate.rebuilt.connect(self.rebuild, Qt.ConnectionType.QueuedConnection)
        self._put(gate)
        self._name_window("")

    def open(self, workspace: Any) -> None:
        """Work with an opened data folder from now on: where one was, if it had been locked."""
        self.shell.use(workspace)
        restored, self.shell.restored = self.shell.restored, None
        self.reminders = Reminders(workspace, restored)
        left = self.shell.take_left()
        self._trail = list(left.trail) if left and restored is None else [VisitsRoute()]
        if self.shell.fresh_passphrase:
            self._trail.append(RecoveryRoute())
        self.watch.begin()
        self.second_copy.open(workspace)
        self._show_pages()

    def _show_pages(self) -> None:
        frame = QWidget()
        row = QHBoxLayout(frame)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.rail = self._make_rail()
        self.stack = QStackedWidget()
        self.strip = Strip()
        self.strip.accepted.connect(self._settle)
        self.strip.other.connect(lambda: self.go(SettingsRoute(part="backup")))
        self.strip.put_off.connect(self._put_off)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.strip)
        column.addWidget(self.stack, 1)
        row.addWidget(self.rail)
        row.addLayout(column, 1)
        self._put(frame)
        self._show(self.route or VisitsRoute())

    def _put(self, widget: QWidget) -> None:
        """Replace the centre. The old one may be sending the signal we are in: let it go later."""
        old = self.takeCentralWidget()
        self.setCentralWidget(widget)
        if old is not None:
            old.hide()
            old.deleteLater()

    def _make_rail(self) -> NavRail:
        upper = (
            ("visits", "house", N_("Visits")),
            ("plans", "clipboard-check", N_("Plans")),
            ("print", "printer", N_("Print")),
            ("handover", "arrow-left-right", N_("Hand over")),
            ("overview", "chart-column", N_("Overview")),
            ("campaign", "heart-handshake", N_("Campaign")),
        )
        lower = (("lock", "lock", N_("Lock")), ("settings", "settings", N_("Settings")))
        rail = NavRail(_items(upper), _items(lower))
        rail.chosen.connect(self._go_rail)
        for name, button in rail.buttons.items():
            key = list(RAIL_ROUTES).index(name) + 1 if name in RAIL_ROUTES else "L"
            button.setToolTip(f"{button.text()} (Ctrl+{key})")
        return rail

    def _go_rail(self, name: str) -> None:
        if self.shell.workspace is None:
            return
        if name == "lock":
            self.lock()
        else:
            self.go(RAIL_ROUTES[name]())

    def go(self, route: Route) -> None:
        """Go to a route, if the role and the page in front let the person go."""
        if self.shell.workspace is None:
            return
        if self.reminders is not None and self.reminders.forbids(route):
            self._show_reminder()
            return
        if self.page is not None and not self.page.leave():
            return
        self._trail = [each for each in self._trail if each != route][-BACK_STEPS:]
        self._trail.append(route)
        self._show(route)

    def go_back(self) -> None:
        """Go to where the person came from."""
        if self.shell.workspace is None or (self.page is not None and not self.page.leave()):
            return
        if len(self._trail) > 1:
            self._trail.pop()
        self._show(self._trail[-1])

    def _show(self, route: Route) -> None:
        kind = self._kinds.get(type(route))
        if kind is None:
            return
        if not self._trail:
            self._trail = [route]
        try:
            page = self._page_of(kind)
            self.stack.setCurrentWidget(page)
            page.enter(route)
        except Exception as fault:
            page = self._show_fault(kind, as_user_error(fault))
        if self.rail is not None:
            self.rail.light(kind.rail)
        self.refresh_badge()
        self._show_reminder()
        self._name_window(page.title)

    def _page_of(self, kind: PageKind) -> Page:
        if kind.route not in self._pages:
            parts = kind.load()
            if kind.route not in self._presenters:
                self._presenters[kind.route] = parts.presenter(self.shell.workspace)
            page = parts.page(self._presenters[kind.route])
            self._connect(page)
            self._pages[kind.route] = page
            self.stack.addWidget(page)
        return self._pages[kind.route]

    def _connect(self, page: Page) -> None:
        # Queued: the button that asked must have finished before its page may go away.
        page.go.connect(self.go, Qt.ConnectionType.QueuedConnection)
        page.back.connect(self.go_back, Qt.ConnectionType.QueuedConnection)
        page.changed.connect(self.refresh_badge, Qt.ConnectionType.QueuedConnection)
        page.changed.connect(self._show_reminder, Qt.ConnectionType.QueuedConnection)
        page.finished.connect(self.second_copy.finished, Qt.ConnectionType.QueuedConnection)
        page.locked.connect(self.lock, Qt.ConnectionType.QueuedConnection)
        page.rebuilt.connect(self.rebuild, Qt.ConnectionType.QueuedConnection)

    def _show_fault(self, kind: PageKind, error: UserError) -> Page:
        """A page that could not be shown says why, instead of leaving the person with nothing."""
        page = FaultPage(error)
        self._connect(page)
        self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)
        if (broken := self._pages.pop(kind.route, None)) is not None:
            self.stack.removeWidget(broken)
            broken.deleteLater()
        return page

    def refresh_badge(self) -> None:
        """Tell at the rail how many households need a decision."""
        if self.rail is not None and self.shell.workspace is not None:
            self.rail.buttons["handover"].set_badge(self._badge(self.shell.workspace))

    # the strip

    def _show_reminder(self) -> None:
        if self.strip is not None and self.reminders is not None and self.shell.workspace is not None:
            self.strip.show_reminder(self.reminders.at(self.route))

    def _put_off(self, kind: str) -> None:
        if self.reminders is not None:
            self.reminders.put_off(kind)
        self._show_reminder()

    def _settle(self, kind: str) -> None:
        route = way_of(kind)
        self._put_off(kind if kind != "sheet" else "")
        if route is not None:
            self.go(route)
        elif kind == "backup":
            self.second_copy.make()
        elif kind == "copy":
            self._be_own()

    def _be_own(self) -> None:
        """This computer is a copy of another: it goes on under a number of its own."""
        from yihu.actions.handed_over import settle_copy

        assert self.shell.workspace is not None
        settle_copy(self.shell.workspace)
        self._show_reminder()

    def _tell_copy(self) -> None:
        if self.reminders is not None:
            self.reminders.come_back("backup")
        self._show_reminder()

    # locking

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.watch.follow(self.windowHandle())

    def lock(self, why: Why = "asked") -> None:
        """Close the database and show the gate. Answers are saved already; unlocking comes back to this place."""
        place = self.page.place() if self.page is not None else None
        if self.shell.workspace is None or (self.page is not None and not self.page.pause()):
            return
        if place is not None:
            self._trail[-1] = place
        left = Left(
            folder=self.shell.workspace.folder,
            why=why,
            trail=tuple(self._trail),
            interviewing=isinstance(self.route, InterviewRoute),
        )
        _close_dialogs()
        self._forget()
        self.shell.lock(left)
        self._show_gate()

    def _forget(self) -> None:
        wait_for_all()
        self.second_copy.close()
        self.reminders = None
        self._presenters.clear()
        self._pages.clear()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.page is not None and not self.page.leave():
            event.ignore()
            return
        self._forget()
        self.shell.lock()
        event.accept()

    def _name_window(self, title: str) -> None:
        name = translate(N_("Yihu"))
        demo = self.shell.workspace is not None and self.shell.workspace.demo
        parts = (title, translate(N_("demo village")) if demo else "", name)
        self.setWindowTitle(" — ".join(part for part in parts if part))


class FaultPage(Page):
    """A page that could not be opened."""

    def __init__(self, error: UserError) -> None:
        super().__init__()
        self.header.set_title(translate(N_("This page can't be shown")))
        self.header.show_back(translate(N_("Back")))
        self.header.went_back.connect(self.back)
        code = translate(N_("Code: {code}")).format(code=error.code)
        self.set_body(EmptyState(error.explain(), f"{error.advise()}\n{code}"))


def _close_dialogs() -> None:
    """What hangs over the window shows answers too."""
    while (popup := QApplication.activePopupWidget()) is not None:
        popup.close()
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, QDialog) and widget.isVisible():
            widget.reject()


def _items(entries: tuple[tuple[str, str, str], ...]) -> list[RailItem]:
    return [RailItem(name=name, icon=icon, word=translate(word)) for name, icon, word in entries]
