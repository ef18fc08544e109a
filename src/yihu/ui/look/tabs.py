"""Pages that belong together, one click apart."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from yihu.base.i18n import translate
from yihu.ui.look.flow import FlowRow
from yihu.ui.look.fonts import font
from yihu.ui.look.tokens import BODY, look
from yihu.ui.routes import Route

Tabs = tuple[tuple[str, str, type[Route]], ...]
"""Name, words, route of each."""


class PageTabs(QWidget):
    """Signals:
    chosen: the `Route` of the other page.
    """

    chosen = Signal(object)

    def __init__(self, tabs: Tabs, here: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "header")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        row = FlowRow()
        for name, words, route in tabs:
            button = QPushButton(translate(words))
            button.setProperty("kind", "tab")
            button.setCheckable(True)
            button.setAutoDefault(True)
            button.setChecked(name == here)
            bold = QFontMetrics(font(BODY, strong=True)).horizontalAdvance(button.text())
            button.setMinimumWidth(bold + look().px(28))
            button.clicked.connect(
                lambda _on=False, button=button, name=name, route=route: self._pressed(
                    button, name == here, route
                )
            )
            row.add(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(look().px(16), 0, look().px(16), 0)
        column.addWidget(row)

    def _pressed(self, button: QPushButton, here: bool, route: type[Route]) -> None:
        button.setChecked(here)
        if not here:
            self.chosen.emit(route())
