"""Putting the chosen households on a saved list by hand, or taking them off, with a reason."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from yihu.actions import SelectionRow
from yihu.base.i18n import N_, translate, translate_count
from yihu.ui.look import SecondaryButton, label, look

REASON_AT_MOST = 200


class HandRow(QWidget):
    """Signals:
    added: id of a selection, reason.
    taken: reason; off the selection on screen.
    """

    added = Signal(str, str)
    taken = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look().px(8))
        self.words = label("", "secondary")
        self.reason = QLineEdit()
        self.reason.setMaxLength(REASON_AT_MOST)
        self.reason.setPlaceholderText(translate(N_("Why (everybody may ask)")))
        self.reason.setAccessibleName(translate(N_("Why (everybody may ask)")))
        self.target = QComboBox()
        self.target.setAccessibleName(translate(N_("List")))
        self.add = SecondaryButton(translate(N_("Add by hand")), "plus", small=True)
        self.add.clicked.connect(lambda: self.added.emit(self.target.currentData(), self.reason.text()))
        self.take = SecondaryButton(translate(N_("Take out by hand")), "minus", small=True)
        self.take.clicked.connect(lambda: self.taken.emit(self.reason.text()))
        for part in (self.words, self.target):
            row.addWidget(part)
        row.addWidget(self.reason, 1)
        row.addWidget(self.add)
        row.addWidget(self.take)
        self.hide()

    def offer(self, count: int, targets: Sequence[SelectionRow], *, may_take: bool) -> None:
        """For so many households on screen: lists to put them on, or the list on screen to take them off."""
        words = translate_count("{count} household marked", "{count} households marked", count)
        self.words.setText(words.format(count=f"{count:,}"))
        self.target.clear()
        for row in targets:
            self.target.addItem(row.name, row.id)
        for part in (self.target, self.add):
            part.setVisible(bool(targets))
        self.take.setVisible(may_take)
        self.setVisible(count > 0 and (bool(targets) or may_take))
