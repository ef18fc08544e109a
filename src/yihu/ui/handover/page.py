"""The hand-over page: give at the left, receive at the right."""

from pathlib import Path

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
from yihu.ui.look.scrolling import scrolled
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
        self.give, self.receive = GiveCard(presenter), ReceiveCard(presenter)
        self.mine, self.history = MyCard(presenter), HistoryCard()
        self.give.card_wanted.connect(self._ask_card)
        self.give.given.connect(self._after)
        self.receive.received.connect(self._after)
        self.receive.card_trusted.connect(self._after)
        self.receive.conflicts_wanted.connect(lambda: self.go.emit(ConflictsRoute()))
        self._build_body()

    def enter(self, route: HandoverRoute) -> None:
        self._show()

    def _show(self) -> None:
        self.count_desks(self.presenter.workspace)
        self.give.show_choices()
        self.mine.show_card()
        self.history.show_lines(self.presenter.history())
        conflicts = list_conflicts(self.presenter.workspace)
        self.receive.show_conflicts(len(conflicts), len({one.household_id for one in conflicts}))

    def _after(self) -> None:
        self._show()
        self.changed.emit()

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
        column.setContentsMargins(px(24), px(20), px(24), px(20))
        column.setSpacing(px(16))
        for pair, share in (((self.give, self.receive), 3), ((self.mine, self.history), 1)):
            row = QHBoxLayout()
            row.setSpacing(px(16))
            for card in pair:
                row.addWidget(card, 1)
            column.addLayout(row, share)
        self.set_body(scrolled(body))


PARTS = PageParts(presenter=HandoverPresenter, page=HandoverPage)
CONFLICTS_PARTS = PageParts(presenter=ConflictsPresenter, page=ConflictsPage)
