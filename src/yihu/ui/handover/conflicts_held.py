"""The desk's section 钱不够的支出: two laptops paid the same money; a person decides which grant gives way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from yihu.actions.show_funds import HeldGrant, HeldView, list_held
from yihu.actions.show_history import show_history
from yihu.actions.undo_change import undo_change
from yihu.base.errors import UserError
from yihu.base.i18n import N_, translate
from yihu.planning.money import yuan_words
from yihu.ui.funds.grant_panel import GrantPanel
from yihu.ui.funds.presenter import FundsPresenter, beneficiary_words
from yihu.ui.funds.tranche_panel import TranchePanel
from yihu.ui.interview.wrapped import WrappedLabel
from yihu.ui.look import Card, LinkButton, Notice, SecondaryButton, StatePill, clear, label, look
from yihu.ui.look.scrolling import bring_into_view
from yihu.ui.routes import FundsRoute
from yihu.ui.state_words import listed

if TYPE_CHECKING:
    from yihu.actions.workspace import Workspace


class HeldDesk(QWidget):
    """Signals:
    settled: something was decided; perhaps all is covered now.
    wanted: the `Route` of a fund.
    """

    settled = Signal()
    wanted = Signal(object)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._presenter = FundsPresenter(workspace)
        self._undo: list[tuple[str, str]] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look().px(12))
        column.addWidget(WrappedLabel(translate(N_("Grants that the money doesn't cover")), "title"))
        told = N_(
            "More was paid out of these funds than there was, on laptops that didn't know of each other. Decide with "
            "the people concerned: cancel or reduce a grant, write down what came back, or a further tranche."
        )
        column.addWidget(WrappedLabel(translate(told), "body2"))
        self.notice = Notice()
        self.undo_button = LinkButton(translate(N_("Take the last decision back")), "undo-2")
        self.undo_button.clicked.connect(self.undo_last)
        self.grant, self.tranche = GrantPanel(self._presenter), TranchePanel(self._presenter)
        for panel in (self.grant, self.tranche):
            panel.written.connect(self._written)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(look().px(12))
        for part in (self.notice, self.undo_button, self.grant, self.tranche):
            column.addWidget(part)
        column.addLayout(self._cards)
        column.addStretch(1)
        self.undo_button.hide()

    def show_held(self) -> int:
        """Show what isn't covered now; how many funds."""
        clear(self._cards)
        views = list_held(self._workspace)
        for view in views:
            self._cards.addWidget(self._card(view))
        return len(views)

    def leave(self) -> None:
        """What was asked last isn't asked any more."""
        for panel in (self.grant, self.tranche):
            panel.hide()
        self.notice.hide()
        self.undo_button.hide()
        self._undo.clear()

    def _card(self, view: HeldView) -> Card:
        ledger = view.ledger
        told = translate(N_("{balance} yuan are there, {missing} are missing"))
        amounts = told.format(balance=yuan_words(ledger.balance_fen), missing=yuan_words(ledger.missing_fen))
        card = Card(ledger.fund.name or "—", amounts)
        fund = ledger.fund.subject
        more = SecondaryButton(translate(N_("A tranche has come…")), "download", small=True)
        more.clicked.connect(lambda: self._ask_tranche(fund))
        look_at = SecondaryButton(translate(N_("Ledger")), "list", small=True)
        look_at.clicked.connect(lambda: self.wanted.emit(FundsRoute(fund=fund)))
        for button in (more, look_at):
            card.head.addWidget(button)
        for held in view.held:
            card.body.addWidget(self._row(fund, held, covered=False))
        if view.competing:
            card.body.addWidget(
                label(translate(N_("Covered ones; one of them can give way instead:")), "secondary")
            )
        for competing in view.competing:
            card.body.addWidget(self._row(fund, competing, covered=True))
        return card

    def _row(self, fund: str, held: HeldGrant, *, covered: bool) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look().px(12))
        grant = held.grant
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(beneficiary_words(grant, held.name), "strong", wrap=True))
        writer = translate(N_("written down by {who}")).format(
            who=listed(part for part in (held.by, held.laptop) if part)
        )
        told = [grant.paid_on, grant.purpose, writer if held.by else ""]
        words.addWidget(label(" · ".join(part for part in told if part), "secondary", wrap=True))
        if held.twin:
            twin = translate(
                N_("The same amount was paid to the same one on the same day: perhaps it is one payment.")
            )
            words.addWidget(label(twin, "secondary", tone="amber", wrap=True))
        row.addLayout(words, 1)
        row.addWidget(label(yuan_words(grant.amount_fen or 0), "strong"))
        state = translate(N_("Covered")) if covered else translate(N_("Not covered"))
        row.addWidget(StatePill(state, "green" if covered else "red"))
        decide = SecondaryButton(translate(N_("Decide…")), small=True)
        decide.setAccessibleName(f"{translate(N_('Decide…'))} {grant.record}")
        decide.clicked.connect(lambda: self._ask(fund, grant.record))
        row.addWidget(decide)
        return box

    def _ask(self, fund: str, record: str) -> None:
        if self._opened(fund):
            self.tranche.hide()
            self.grant.ask(record)
            bring_into_view(self.grant)

    def _ask_tranche(self, fund: str) -> None:
        if self._opened(fund):
            self.grant.hide()
            self.tranche.ask()
            bring_into_view(self.tranche)

    def _opened(self, fund: str) -> bool:
        try:
            self._presenter.open(fund)
        except UserError as trouble:
            self.notice.show_error(trouble)
            return False
        return True

    def _written(self) -> None:
        fund = self._presenter.ledger().fund.subject
        self._undo.append((fund, show_history(self._workspace, fund)[0].changeset_id))
        self._told(translate(N_("Saved. It stays in the history and can be taken back there.")))

    def undo_last(self) -> None:
        """Take the last decision back."""
        if not self._undo:
            return
        fund, changeset = self._undo.pop()
        try:
            undo_change(self._workspace, fund, changeset)
        except UserError as trouble:
            self.notice.show_error(trouble)
            return
        self._told(translate(N_("Taken back.")))

    def _told(self, words: str) -> None:
        self.undo_button.setVisible(bool(self._undo))
        self.settled.emit()
        self.notice.say(words)
