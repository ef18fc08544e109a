"""Households that may be one."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from yihu.base.i18n import N_, translate
from yihu.ui.duplicates.presenter import DuplicatesPresenter
from yihu.ui.handover.tabs import DUPLICATES, DeskPage
from yihu.ui.interview.wrapped import WrappedLabel
from yihu.ui.look import EmptyState, clear
from yihu.ui.look.scrolling import scrolled
from yihu.ui.look.tokens import look
from yihu.ui.routes import DuplicatesRoute
from yihu.ui.window.pages import PageParts


class DuplicatesPage(DeskPage):
    """The pairs, one below the other."""

    def __init__(self, presenter: DuplicatesPresenter, parent: QWidget | None = None) -> None:
        super().__init__(DUPLICATES, parent)
        self.presenter = presenter
        self.header.set_title(translate(N_("Perhaps twice in the list")))
        body = QWidget()
        self._lines = QVBoxLayout(body)
        self._lines.setContentsMargins(look().px(24), look().px(20), look().px(24), look().px(20))
        self.set_body(scrolled(body))

    def enter(self, route: DuplicatesRoute) -> None:
        self.presenter.enter(route.household_id)
        self.count_desks(self.presenter.workspace)
        clear(self._lines)
        for pair in self.presenter.pairs:
            names = f"{pair.one.head_name} · {pair.other.head_name}"
            self._lines.addWidget(WrappedLabel(f"{names}: {'; '.join(pair.reasons)}"))
        if not self.presenter.pairs:
            self._lines.addWidget(EmptyState(translate(N_("No household seems to be in the list twice."))), 1)


PARTS = PageParts(presenter=DuplicatesPresenter, page=DuplicatesPage)
