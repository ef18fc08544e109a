"""The conditions in force as words, each with its points or the way out."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from yihu.base.i18n import N_, translate
from yihu.ui.look import Chip
from yihu.ui.look.flow import FlowRow

POINTS = (1, 2, 3, 5, 10, -2, -5)


class ConditionRow(FlowRow):
    """Signals:
    pointed: field, points (0: a must).
    dropped: field.
    """

    pointed = Signal(str, int)
    dropped = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chips: dict[str, Chip] = {}

    def show_conditions(self, said: tuple[tuple[str, str, int], ...]) -> None:
        """(field, words, points or 0) of each."""
        self.clear()
        self.chips = {}
        for field, words, points in said:
            chip = Chip(f"{words}  {points:+d}" if points else words, "blue" if points else "green")
            chip.setChecked(not points)
            chip.setToolTip(translate(N_("Press to give points for it instead, or to take it away.")))
            chip.clicked.connect(lambda _=False, field=field: self._offer(field))
            self.chips[field] = chip
            self.add(chip)
        self.setVisible(bool(said))

    def _offer(self, field: str) -> None:
        chip = self.chips[field]
        chip.setChecked(not chip.isChecked())
        self.menu(field).popup(chip.mapToGlobal(chip.rect().bottomLeft()))

    def menu(self, field: str) -> QMenu:
        """What can be done with a condition."""
        menu = QMenu(self)
        if field:
            menu.addAction(translate(N_("must be so"))).triggered.connect(lambda: self.pointed.emit(field, 0))
            for points in POINTS:
                words = translate(N_("{points} points")).format(points=f"{points:+d}")
                menu.addAction(words).triggered.connect(
                    lambda _=False, points=points: self.pointed.emit(field, points)
                )
            menu.addSeparator()
        menu.addAction(translate(N_("take it away"))).triggered.connect(lambda: self.dropped.emit(field))
        return menu
