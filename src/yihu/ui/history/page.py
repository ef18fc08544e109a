"""The time line of a household: steps that open to their answers, each to be taken back."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from yihu.base.i18n import N_, translate
from yihu.ui.history.entry import EntryRow
from yihu.ui.history.presenter import HistoryPresenter
from yihu.ui.interview.wrapped import WrappedLabel
from yihu.ui.look import LinkButton, Notice, clear, look, rule
from yihu.ui.look.scrolling import scrolled
from yihu.ui.routes import HistoryRoute, HouseholdRoute
from yihu.ui.window.pages import Page, PageParts

ROWS_AT_ONCE = 60


class HistoryPage(Page):
    """The newest step first."""

    def __init__(self, presenter: HistoryPresenter) -> None:
        super().__init__()
        self.presenter = presenter
        self.rows: dict[str, EntryRow] = {}
        self.header.show_back(translate(N_("Back to the household")))
        self.header.went_back.connect(self._to_household)
        px = look().px
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(px(24), px(20), px(24), px(20))
        column.setSpacing(px(12))
        self.notice = Notice()
        told = N_(
            "Each answer with its earlier values. Whatever is taken back stays here too: nothing is ever lost."
        )
        card = QFrame()
        card.setProperty("card", "true")
        self._list = QVBoxLayout(card)
        self._list.setContentsMargins(px(20), px(8), px(20), px(8))
        self._list.setSpacing(0)
        column.addWidget(WrappedLabel(translate(told), "body2"))
        column.addWidget(card)
        column.addStretch(1)
        self._area = scrolled(body)
        whole = QWidget()
        parts = QVBoxLayout(whole)
        parts.setContentsMargins(0, 0, 0, 0)
        parts.setSpacing(0)
        above = QVBoxLayout()
        above.setContentsMargins(px(24), px(8), px(24), 0)
        above.addWidget(self.notice)  # outside of the scrolled part: its lines wrap
        parts.addLayout(above)
        parts.addWidget(self._area, 1)
        self.set_body(whole)

    def enter(self, route: HistoryRoute) -> None:
        self.presenter.enter(route.household_id)
        self.notice.hide()
        self._show()
        first = next(iter(self.rows.values()), None)
        if first is not None:
            first.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        self.header.set_title(*self.presenter.heading())
        clear(self._list)
        self.rows = {}
        self._add_from(0)

    def _add_from(self, start: int) -> None:
        lines = self.presenter.lines()
        for line in lines[start : start + ROWS_AT_ONCE]:
            if self.rows:
                self._list.addWidget(rule())
            row = EntryRow(line, self.presenter.ask)
            row.opened.connect(self._remember)
            row.undo_wanted.connect(self._undo)
            self.rows[line.changeset_id] = row
            self._list.addWidget(row)
            if line.changeset_id in self.presenter.open:
                row.turn(True)
        rest = len(lines) - start - ROWS_AT_ONCE
        if rest > 0:
            more = LinkButton(translate(N_("{count} earlier steps")).format(count=rest))
            more.clicked.connect(lambda: self._add_more(more, start + ROWS_AT_ONCE))
            self._list.addWidget(more)

    def _add_more(self, more: QWidget, start: int) -> None:
        self._list.removeWidget(more)
        more.hide()
        more.deleteLater()
        self._add_from(start)

    def _remember(self, changeset_id: str, opened: bool) -> None:
        (self.presenter.open.add if opened else self.presenter.open.discard)(changeset_id)

    def _undo(self, changeset_id: str, path: str) -> None:
        said, done = self.presenter.undo(changeset_id, path)
        if done:
            QTimer.singleShot(0, self, self._show)  # the button that asked must have finished first
            self.changed.emit()
        self.notice.say(said, tone="green" if done else "amber")
        self._area.verticalScrollBar().setValue(0)

    def _to_household(self) -> None:
        self.go.emit(HouseholdRoute(household_id=self.presenter.household_id))


PARTS = PageParts(presenter=HistoryPresenter, page=HistoryPage)
