"""A merged household in which something doesn't fit together: what, and that it was looked through."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from yihu.base.i18n import N_, translate
from yihu.ui.handover.conflicts_presenter import ConflictsPresenter
from yihu.ui.interview.wrapped import WrappedLabel
from yihu.ui.look import Card, Notice, PrimaryButton, SecondaryButton, clear, icon_label, look


class LookView(QWidget):
    """Signals:
    household_wanted: look at the household itself.
    done: it was looked through.
    """

    household_wanted = Signal()
    done = Signal()

    def __init__(self, presenter: ConflictsPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        px = look().px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(10))
        self._title, self.notice = WrappedLabel("", "title"), Notice()
        told = translate(
            N_(
                "Several people worked on this household at once. Each answer is kept, but together they don't fit:"
            )
        )
        self._doubts = Card(translate(N_("To check")))
        self._lines = QVBoxLayout()
        self._doubts.body.addLayout(self._lines)
        for part in (self._title, WrappedLabel(told, "body2"), self._doubts, self.notice):
            column.addWidget(part)
        foot = QHBoxLayout()
        household = SecondaryButton(translate(N_("Look at the household")))
        household.clicked.connect(self.household_wanted)
        self.right_button = PrimaryButton(translate(N_("Looked through, it is right so")), "check", main=True)
        self.right_button.clicked.connect(self._right)
        foot.addWidget(household)
        foot.addStretch(1)
        foot.addWidget(self.right_button)
        column.addLayout(foot)

    def show_household(self) -> None:
        """Show the one in view."""
        merged, here = self._presenter.merged, self._presenter.here
        self._title.setText(next((line.name for line in merged.lines() if line.household_id == here), ""))
        clear(self._lines)
        for words in merged.doubts(here):
            row = QHBoxLayout()
            row.setSpacing(look().px(10))
            row.addWidget(icon_label("triangle-alert", look().colours.amber, 16))
            row.addWidget(WrappedLabel(words, "body"), 1)
            self._lines.addLayout(row)
        self.notice.hide()
        self.right_button.setFocus()

    def _right(self) -> None:
        problem = self._presenter.merged.mark_checked(self._presenter.here)
        if problem:
            self.notice.say(problem, tone="amber")
        else:
            self.done.emit()
