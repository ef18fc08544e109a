"""The history of the answer in question."""

from PySide6.QtWidgets import QGridLayout, QWidget

from yihu.base.i18n import N_, translate
from yihu.ui.handover.conflicts_steps import PastLine
from yihu.ui.interview.wrapped import WrappedLabel
from yihu.ui.look import Card, label, look


class PastCard(Card):
    """When, who, from what to what; the newest first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(translate(N_("History of this answer")), parent=parent)
        self._inside: QWidget | None = None
        self.hide()

    def show_lines(self, lines: tuple[PastLine, ...]) -> None:
        """Show these steps."""
        if self._inside is not None:
            self._inside.hide()
            self._inside.deleteLater()
        self._inside = QWidget()
        grid = QGridLayout(self._inside)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(look().px(16))
        for place, share in enumerate((0, 3, 3, 3)):
            grid.setColumnStretch(place, share)
        for row, line in enumerate(lines):
            change = f"{line.before} → {line.after}" if line.before != line.after else line.after
            grid.addWidget(label(line.when, "secondary"), row, 0)
            grid.addWidget(WrappedLabel(change, "body"), row, 1)
            grid.addWidget(WrappedLabel(line.what, "body2"), row, 2)
            grid.addWidget(WrappedLabel(line.who, "secondary"), row, 3)
        self.body.addWidget(self._inside)
