"""The cards of what waits for the coordinator's word: what it is, what to do, read it, sign it."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from yihu.actions.shared_rules import SharedRule
from yihu.base.errors import UserError
from yihu.base.i18n import N_, translate
from yihu.ui.look import Card, Notice, SecondaryButton, StatePill, clear, label, look
from yihu.ui.look.buttons import LinkButton
from yihu.ui.settings.shared_rules_presenter import SharedRulesPresenter

LINES_SHOWN = 18
ABOUT = N_(
    "Where a team has coordinators, a questionnaire, rules or a template is used once a coordinator has signed it. What "
    "is listed here came or was added without that, and is kept."
)


class SharedRulesCards(QObject):
    """A list of what isn't used yet, or is used here alone; beside it what stands in one of them."""

    def __init__(self, presenter: SharedRulesPresenter, parent: QWidget, changed: Callable[[], None]) -> None:
        """`changed`: called when something was signed and is used now."""
        super().__init__(parent)
        self.presenter, self._changed = presenter, changed
        self.card = Card(translate(N_("Waiting for the coordinator's word")))
        self.card.body.addWidget(label(translate(ABOUT), "secondary", wrap=True))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(look().px(12))
        self.card.body.addLayout(self._rows)
        self.notice = Notice()
        self.card.body.addWidget(self.notice)
        self.reading = Card(translate(N_("What stands in it")))
        self._text = QPlainTextEdit()
        self._text.setReadOnly(True)
        self._text.setMinimumHeight(self._text.fontMetrics().lineSpacing() * LINES_SHOWN)
        self.reading.body.addWidget(self._text)

    def enter(self) -> None:
        """Show how it stands now; nothing at all where nothing waits."""
        self.notice.hide()
        self.reading.hide()
        self._show_rows()

    def _show_rows(self) -> None:
        clear(self._rows)
        rows = self.presenter.rows()
        for row in rows:
            self._rows.addLayout(self._row(row))
        self.card.setVisible(bool(rows) or not self.notice.isHidden())

    def _row(self, row: SharedRule) -> QVBoxLayout:
        column, line, steps = QVBoxLayout(), QHBoxLayout(), QHBoxLayout()
        column.setSpacing(look().px(4))
        line.addWidget(label(row.words(), "strong", wrap=True), 1)
        line.addWidget(StatePill(*self.presenter.pill(row)))
        column.addLayout(line)
        column.addWidget(label(self.presenter.advice(row), "secondary", wrap=True))
        read = LinkButton(translate(N_("Read it")))
        read.clicked.connect(lambda: self.read(row))
        steps.addWidget(read)
        if row.can_sign:
            sign = SecondaryButton(translate(N_("Sign it: use it in the team")), "check")
            sign.clicked.connect(lambda: self.sign(row.key))
            steps.addWidget(sign)
        steps.addStretch(1)
        column.addLayout(steps)
        return column

    def read(self, row: SharedRule) -> None:
        """Show what stands in it, beside the list."""
        try:
            text = self.presenter.text(row.key)
        except UserError as refused:
            self.notice.show_error(refused)
            return
        self._text.setPlainText(text)
        self.reading.set_beside(row.words())
        self.reading.show()

    def sign(self, key: str) -> None:
        """It is used from now on; the signature goes out with what is handed over next."""
        try:
            signed = self.presenter.sign(key)
        except UserError as refused:
            self.notice.show_error(refused)
            return
        self.reading.hide()
        self._changed()
        self.notice.say(
            translate(N_("Signed: {what}")).format(what=signed.words()),
            translate(N_("It is used here now, and on the other laptops with what they are given next.")),
            tone="green",
        )
        self._show_rows()
