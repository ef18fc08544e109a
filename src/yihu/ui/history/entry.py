"""One step of the time line: when, what, who; opened: every answer from what to what."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from yihu.base.i18n import N_, translate
from yihu.ui.history.presenter import ChangeLine, EntryLine
from yihu.ui.interview.wrapped import WrappedLabel
from yihu.ui.look import LinkButton, PrimaryButton, SecondaryButton, StatePill, label, look

INDENT = 96
ANSWERS_AT_ONCE = 40


class EntryRow(QWidget):
    """Signals:
    opened: id of the step, whether it is open now.
    undo_wanted: id of the step and path of one answer ("" all of it), confirmed.
    """

    opened = Signal(str, bool)
    undo_wanted = Signal(str, str)

    def __init__(
        self, line: EntryLine, ask: Callable[[str, str], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.line, self._ask = line, ask
        self._details: QWidget | None = None
        self._question: QFrame | None = None
        px = look().px
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, px(10), 0, px(10))
        self._column.setSpacing(px(6))
        head = QHBoxLayout()
        head.setSpacing(px(12))
        when = label(line.when, "secondary")
        when.setMinimumWidth(px(84))
        pill = StatePill(line.what, line.tone)
        pill.setMinimumWidth(px(110))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(WrappedLabel(line.who or "—", "body"))
        if line.remark:
            words.addWidget(WrappedLabel(line.remark, "secondary", tone="amber"))
        self.button = LinkButton(line.words or translate(N_("No answers")))
        self.button.setAccessibleName(f"{line.when} {line.what} {line.words}")
        self.button.setEnabled(bool(line.changes))
        self.button.clicked.connect(lambda: self.turn(self._details is None))
        head.addWidget(when, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(pill, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        head.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(head)

    def turn(self, open_now: bool) -> None:
        """Show the answers of this step, or put them away."""
        if self._details is not None:
            self._drop_question()
            self._column.removeWidget(self._details)
            self._details.hide()
            self._details.deleteLater()
            self._details = None
        if open_now:
            self._details = self._make_details()
            self._column.addWidget(self._details)
        self.opened.emit(self.line.changeset_id, open_now)

    def ask(self, path: str = "") -> None:
        """Say what taking it back would do, and wait for a yes."""
        self._drop_question()
        px = look().px
        self._question = QFrame()
        self._question.setProperty("notice", "amber")
        column = QVBoxLayout(self._question)
        column.setContentsMargins(px(16), px(12), px(16), px(12))
        column.addWidget(WrappedLabel(self._ask(self.line.changeset_id, path), "body"))
        row = QHBoxLayout()
        row.setSpacing(px(12))
        yes = PrimaryButton(translate(N_("Yes, take it back")), "undo-2")
        yes.clicked.connect(lambda: self.undo_wanted.emit(self.line.changeset_id, path))
        no = SecondaryButton(translate(N_("No, leave it")))
        no.clicked.connect(self._answered_no)
        row.addWidget(yes)
        row.addWidget(no)
        row.addStretch(1)
        column.addLayout(row)
        self._column.addWidget(self._question)
        no.setFocus(Qt.FocusReason.OtherFocusReason)

    def _answered_no(self) -> None:
        self._drop_question()
        self.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _drop_question(self) -> None:
        if self._question is not None:
            self._column.removeWidget(self._question)
            self._question.hide()
            self._question.deleteLater()
            self._question = None

    def _make_details(self) -> QWidget:
        px = look().px
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(px(INDENT), 0, 0, 0)
        column.setSpacing(px(8))
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(16))
        grid.setVerticalSpacing(px(4))
        for place, share in enumerate((5, 3, 0, 3, 0)):
            grid.setColumnStretch(place, share)
        self._add_changes(grid, 0)
        column.addLayout(grid)
        if self.line.can_undo and len(self.line.changes) > 1:
            whole = SecondaryButton(translate(N_("Take the whole step back…")), "undo-2", small=True)
            whole.clicked.connect(lambda: self.ask())
            column.addWidget(whole, 0, Qt.AlignmentFlag.AlignLeft)
        return box

    def _add_changes(self, grid: QGridLayout, start: int) -> None:
        """Some answers; a link brings the next ones."""
        changes = self.line.changes
        for row, change in enumerate(changes[start : start + ANSWERS_AT_ONCE], start):
            self._add_change(grid, row, change)
        rest = len(changes) - start - ANSWERS_AT_ONCE
        if rest > 0:
            more = LinkButton(translate(N_("{count} more")).format(count=rest))
            more.clicked.connect(lambda: self._add_more(more, grid, start + ANSWERS_AT_ONCE))
            grid.addWidget(more, start + ANSWERS_AT_ONCE, 0)

    def _add_more(self, more: QWidget, grid: QGridLayout, start: int) -> None:
        grid.removeWidget(more)
        more.hide()
        more.deleteLater()
        self._add_changes(grid, start)

    def _add_change(self, grid: QGridLayout, row: int, change: ChangeLine) -> None:
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(WrappedLabel(change.question, "secondary"), row, 0, top)
        grid.addWidget(WrappedLabel(change.before, "body2"), row, 1, top)
        grid.addWidget(label("→", "secondary"), row, 2, top)
        grid.addWidget(WrappedLabel(change.after, "body"), row, 3, top)
        if change.can_undo:
            back = LinkButton(translate(N_("Take back…")))
            back.setAccessibleName(f"{translate(N_('Take back…'))} {change.question}")
            back.clicked.connect(lambda _=False, path=change.path: self.ask(path))
            grid.addWidget(back, row, 4, top)
