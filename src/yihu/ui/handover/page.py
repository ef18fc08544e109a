"""The hand-over page: give at the left, receive at the right."""

from pathlib import Path

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from yihu.actions.list_conflicts import list_conflicts
from yihu.base.i18n import N_, translate
from yihu.ui.handover.conflicts_page import ConflictsPage
from yihu.ui.handover.conflicts_presenter import ConflictsPresenter
from yihu.ui.handover.give_card import GiveCard
from yihu.ui.handover.history import HistoryCard
from yihu.ui.handover.my_card import MyCard
from yihu.ui.handover.presenter import HandoverPresenter
from yihu.ui.handover.receive_card import ReceiveCard
from yihu.ui.handover.tabs import GIVE, DeskPage
from yihu.ui.look.scrolling import scrolled, stack
from yihu.ui.look.tokens import look
from yihu.ui.routes import ConflictsRoute, HandoverRoute
from yihu.ui.window.pages import PageParts


class HandoverPage(DeskPage):
    """Two columns for the two ways of a stick."""

    def __init__(self, presenter: HandoverPresenter, parent: QWidget | None = None) -> None:
        super().__init__(GIVE, parent)
        self.presenter = presenter
        beside = translate(N_("by stick or folder; each file is locked for those it is meant for"))
        self.header.set_title(translate(N_("Hand over")), beside)
        self.give, self.receive = GiveCard(presenter.giving), ReceiveCard(presenter.receiving)
        self.mine, self.history = MyCard(presenter), HistoryCard(presenter)
        self.give.card_wanted.connect(self._ask_card)
        self.give.given.connect(self._after)
        self.receive.received.connect(self._after)
        self.receive.card_trusted.connect(self._trusted)
        self.receive.conflicts_wanted.connect(lambda: self.go.emit(ConflictsRoute()))
        self.history.confirmed.connect(self._after)
        self._build_body()

    def enter(self, route: HandoverRoute) -> None:
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for row in self._rows:
            stack(row, self.width())

    def _show(self) -> None:
        self.count_desks(self.presenter.workspace)
        self.give.show_choices()
        self.receive.show_state()
        self.mine.show_card()
        self.history.show_lines(self.presenter.history())
        conflicts = list_conflicts(self.presenter.workspace)
        self.receive.show_conflicts(len(conflicts), len({one.household_id for one in conflicts}))

    def _after(self) -> None:
        self._show()
        self.changed.emit()

    def _trusted(self, fingerprint: str) -> None:
        self.presenter.giving.recipients.add(fingerprint)
        self._after()

    def _ask_card(self) -> None:
        kinds = f"{translate(N_('Cards'))} (*.yihukey)"
        path, _ = QFileDialog.getOpenFileName(
            self, translate(N_("Choose the card of the other laptop")), "", kinds
        )
        if path:
            self.receive.ask_about_card(Path(path))

    def _build_body(self) -> None:
        px = look().px
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(px(24), px(16), px(24), px(16))
        column.setSpacing(px(16))
        self._rows = []
        for pair, shares, share in (
            ((self.give, self.receive), (1, 1), 3),
            ((self.history, self.mine), (3, 2), 1),
        ):
            row = QHBoxLayout()
            row.setSpacing(px(16))
            for card, wide in zip(pair, shares, strict=True):
                row.addWidget(card, wide)
            column.addLayout(row, share)
            self._rows.append(row)
        self.set_body(scrolled(body))


PARTS = PageParts(presenter=HandoverPresenter, page=HandoverPage)
CONFLICTS_PARTS = PageParts(presenter=ConflictsPresenter, page=ConflictsPage)
