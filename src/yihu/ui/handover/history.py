"""The hand-overs so far."""

from PySide6.QtWidgets import QGridLayout, QWidget

from yihu.base.i18n import N_, translate
from yihu.ui.handover.presenter import HandoverLine
from yihu.ui.look import Card, StatePill, label
from yihu.ui.look.text import ElidedLabel
from yihu.ui.look.tokens import look

_SHOWN = 8


class HistoryCard(Card):
    """When, which way, with whom, what."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(translate(N_("Handed over so far")), parent=parent)
        self._inside: QWidget | None = None

    def show_lines(self, lines: tuple[HandoverLine, ...]) -> None:
        """Show the newest ones."""
        if self._inside is not None:
            self._inside.hide()
            self._inside.deleteLater()
        self._inside = QWidget()
        grid = QGridLayout(self._inside)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(look().px(14))
        grid.setVerticalSpacing(look().px(6))
        grid.setColumnStretch(3, 1)
        for at, line in enumerate(lines[:_SHOWN]):
            grid.addWidget(label(line.when, "body2"), at, 0)
            grid.addWidget(StatePill(line.way, line.tone), at, 1)  # type: ignore[arg-type]
            grid.addWidget(label(line.words, "body"), at, 2)
            grid.addWidget(ElidedLabel(line.partner, "body2"), at, 3)
        if not lines:
            grid.addWidget(
                label(translate(N_("Nothing yet. What you give and receive stands here.")), "body2"), 0, 0
            )
        grid.setRowStretch(len(lines) + 1, 1)
        self.body.addWidget(self._inside)
