"""The card of ID, telephone and account numbers: masked until somebody says what they are needed for."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from yihu.actions.audit import reason_words
from yihu.base.errors import UserError
from yihu.base.i18n import N_, translate
from yihu.ui.household.names import name_label
from yihu.ui.household.numbers_presenter import REASONS, NumbersPresenter
from yihu.ui.look import (
    Card,
    LinkButton,
    Notice,
    PrimaryButton,
    SecondaryButton,
    clear,
    label,
    look,
)
from yihu.ui.look.flow import FlowRow

LINES_AT_ONCE = 12


class NumbersCard(Card):
    """Hidden where the household has no number."""

    def __init__(self, presenter: NumbersPresenter, parent: QWidget | None = None) -> None:
        super().__init__(translate(N_("Phone and ID numbers")), translate(N_("hidden")), parent)
        self.presenter = presenter
        self._all = False
        self.eye = SecondaryButton(translate(N_("Show…")), "eye", small=True)
        self.eye.clicked.connect(self._turn)
        self.head.addWidget(self.eye)
        self.notice = Notice()
        self.asking = self._asking()
        self.body.addWidget(self.asking)
        self.body.addWidget(self.notice)
        self._rows = QVBoxLayout()
        self.body.addLayout(self._rows)

    def _asking(self) -> QWidget:
        px = look().px
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        words = N_("What are the numbers needed for? It is written into the log with your name.")
        column.addWidget(label(translate(words), "body", wrap=True))
        flow = FlowRow()
        self.reasons = []
        for reason in REASONS:
            button = SecondaryButton(reason_words(reason), small=True)
            button.clicked.connect(lambda _=False, why=reason: self.show_for(why))
            self.reasons.append(button)
            flow.add(button)
        column.addWidget(flow)
        row = QHBoxLayout()
        self.other = QLineEdit()
        self.other.setAccessibleName(translate(N_("Another reason")))
        self.other.setPlaceholderText(translate(N_("Another reason")))
        self.other.setMaxLength(200)
        self.other.returnPressed.connect(lambda: self.show_for(self.other.text()))
        go = PrimaryButton(translate(N_("Show")))
        go.clicked.connect(lambda: self.show_for(self.other.text()))
        row.addWidget(self.other, 1)
        row.addWidget(go)
        column.addLayout(row)
        box.hide()
        return box

    def show_lines(self) -> None:
        """The numbers as they may be shown now."""
        clear(self._rows)
        lines = self.presenter.lines()
        self.setVisible(bool(lines))
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(look().px(16))
        grid.setColumnStretch(2, 1)
        shown = lines if self.presenter.in_full or self._all else lines[:LINES_AT_ONCE]
        for row, line in enumerate(shown):
            text = label(line.text, "strong" if self.presenter.in_full else "body")
            if self.presenter.in_full:
                text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(name_label(line.whose, "body"), row, 0)
            grid.addWidget(label(line.kind, "secondary"), row, 1)
            grid.addWidget(text, row, 2)
        self._rows.addWidget(box)
        if len(shown) < len(lines):
            more = LinkButton(translate(N_("{count} more numbers")).format(count=len(lines) - len(shown)))
            more.clicked.connect(self._show_all)
            self._rows.addWidget(more)
        full = self.presenter.in_full
        self.set_beside(
            translate(
                N_("shown; it stands in the log, and they hide when you leave") if full else N_("hidden")
            )
        )
        name = translate(N_("Hide") if full else N_("Show…"))
        self.eye.setText(f" {name}")
        self.eye.setAccessibleName(name)

    def enter(self) -> None:
        """Masked, nothing asked."""
        self._all = False
        self.asking.hide()
        self.notice.hide()
        self.other.clear()
        self.show_lines()

    def _show_all(self) -> None:
        self._all = True
        self.show_lines()
        self.eye.setFocus()

    def _turn(self) -> None:
        if self.presenter.in_full:
            self.presenter.hide()
            self.enter()
            return
        self.asking.setVisible(self.asking.isHidden())
        if not self.asking.isHidden():
            self.reasons[0].setFocus()
            self._bring()

    def show_for(self, reason: str) -> None:
        """Show them all, logged with this reason."""
        try:
            self.presenter.reveal(reason)
        except UserError as error:
            self.notice.show_error(error)
            return
        self.enter()
        self.eye.setFocus()
        self._bring()

    def _bring(self) -> None:
        """Scroll to the whole card, once it has its new height."""
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if above is not None:
            area = above
            QTimer.singleShot(0, self, lambda: area.ensureWidgetVisible(self))
