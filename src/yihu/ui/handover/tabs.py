"""The four desks of handing over, one click apart, below the head of each."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from yihu.actions.find_duplicates import count_duplicates
from yihu.actions.list_households import count_households
from yihu.actions.reading import HOUSEHOLD
from yihu.actions.show_funds import count_held
from yihu.actions.workspace import Workspace
from yihu.base.i18n import N_, translate
from yihu.storage.rows import HouseholdQuery
from yihu.ui.look.background import run_in_background
from yihu.ui.look.flow import FlowRow
from yihu.ui.look.fonts import font
from yihu.ui.look.tokens import BODY, SPACE_M, look
from yihu.ui.routes import ConflictsRoute, DuplicatesRoute, HandoverRoute, Route, TeamRoute
from yihu.ui.window.pages import Page

GIVE, CONFLICTS, DUPLICATES, TEAM = "give", "conflicts", "duplicates", "team"
MOST_COUNTED = 30
_TABS: tuple[tuple[str, str, type[Route]], ...] = (
    (GIVE, N_("Give and receive"), HandoverRoute),
    (CONFLICTS, N_("Check what differs"), ConflictsRoute),
    (DUPLICATES, N_("Perhaps the same"), DuplicatesRoute),
    (TEAM, N_("Our team"), TeamRoute),
)


class DeskTabs(QWidget):
    """Signals:
    chosen: the `Route` of another desk.

    Attributes:
        differing: households with answers to choose between, as counted last.
    """

    chosen = Signal(object)

    def __init__(self, here: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px = look().px
        self.setProperty("ground", "header")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.row = FlowRow()
        self.buttons: dict[str, QPushButton] = {}
        for name, words, route in _TABS:
            button = QPushButton(translate(words))
            button.setProperty("kind", "tab")
            button.setCheckable(True)
            button.setAutoDefault(True)
            button.setChecked(name == here)
            button.clicked.connect(lambda _on=False, name=name, route=route: self._pressed(name, route))
            self.buttons[name] = button
            _make_room(button)
            self.row.add(button)
        self._here, self.differing = here, 0
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16), 0, px(16), 0)
        column.addWidget(self.row)

    def show_count(self, name: str, count: int) -> None:
        """How much waits at a desk, beside its name; nothing where nothing does."""
        words = translate(next(words for each, words, _ in _TABS if each == name))
        more = "+" if name == DUPLICATES and count >= MOST_COUNTED else ""
        self.buttons[name].setText(f"{words} {count}{more}" if count else words)
        _make_room(self.buttons[name])

    def count(self, workspace: Workspace) -> None:
        """Look how much waits at each desk now."""
        self.differing = count_households(workspace, HouseholdQuery(marked="conflict"))
        self.show_count(CONFLICTS, self.differing + count_held(workspace))
        self.show_count(DUPLICATES, count_duplicates(workspace, MOST_COUNTED))

    def rest_here(self) -> None:
        """The keyboard stands at the desk in force, not at the one that was pressed or stands first."""
        self.buttons[self._here].setFocus()

    def _pressed(self, name: str, route: type[Route]) -> None:
        self.buttons[name].setChecked(name == self._here)
        self.rest_here()
        self.chosen.emit(route())


def _make_room(button: QPushButton) -> None:
    """The tab in force is strong, which is wider than what Qt asks for."""
    words = QFontMetrics(font(BODY, strong=True)).horizontalAdvance(button.text())
    button.setMinimumWidth(words + 2 * look().px(SPACE_M) + 2)


class DeskPage(Page):
    """A page of handing over: head, tabs, body. Call `count_desks` in `enter` and after each change."""

    def __init__(self, here: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tabs = DeskTabs(here)
        self.tabs.chosen.connect(self.go)
        self._column.addWidget(self.tabs)
        self.tabs.rest_here()

    def count_desks(self, workspace: Workspace) -> None:
        """Show at the tabs how much waits."""
        self.tabs.count(workspace)
        if self.tabs.differing and not workspace.library.is_parsed(HOUSEHOLD):
            # what differs is shown with its questions: who comes to that desk next doesn't wait for them
            run_in_background(
                lambda _: workspace.library.form(HOUSEHOLD), lambda _: None, failed=lambda _: None
            )
