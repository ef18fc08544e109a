"""The figures and the progress of the villages, one click apart."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from yihu.base.i18n import N_, translate
from yihu.ui.look.flow import FlowRow
from yihu.ui.look.fonts import font
from yihu.ui.look.tokens import BODY, look
from yihu.ui.routes import ChecksRoute, CompletenessRoute, DueRoute, MeasuresRoute, OverviewRoute, Route

FIGURES, VILLAGES, DUE, CHECKS, MEASURES = "figures", "villages", "due", "checks", "measures"
_TABS: tuple[tuple[str, str, type[Route]], ...] = (
    (FIGURES, N_("All figures"), OverviewRoute),
    (VILLAGES, N_("Progress of the villages"), CompletenessRoute),
    (DUE, N_("Due"), DueRoute),
    (CHECKS, N_("Checks"), ChecksRoute),
    (MEASURES, N_("Measures of poverty"), MeasuresRoute),
)


class OverviewTabs(QWidget):
    """Signals:
    chosen: the `Route` of the other page.
    """

    chosen = Signal(object)

    def __init__(self, here: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "header")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        row = FlowRow()
        for name, words, route in _TABS:
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
