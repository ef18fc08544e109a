"""What a person does in the table of a repeat: adds, removes, says what became of a member."""

from typing import Protocol

from PySide6.QtWidgets import QWidget

from yihu.ui.interview.belonging import MEMBER
from yihu.ui.interview.presenter import InterviewPresenter
from yihu.ui.interview.rows_table import RowsTable
from yihu.ui.interview.views import MemberRow


class Around(Protocol):
    """The interview's page, as far as its rows need it."""

    body: QWidget | None

    @property
    def presenter(self) -> InterviewPresenter: ...
    def refresh(self) -> None: ...
    def go_to(self, ref: str) -> None: ...


class RowHands:
    """Joins the table of rows that is shown with the presenter."""

    def __init__(self, page: Around) -> None:
        self._page = page

    def join(self, table: RowsTable) -> None:
        """Listen to a table."""
        table.added.connect(self.add)
        table.removed.connect(self._remove)
        table.belongs.connect(self._say_belongs)
        table.same_wanted.connect(self._same)

    def grow(self, repeat_ref: str) -> None:
        """A row more from the pages of another one."""
        self._page.go_to(repeat_ref)
        self.add()

    def add(self) -> None:
        """A new row, and its first page."""
        presenter = self._page.presenter
        before = {row.ref for row in self._rows()}
        presenter.add_row(presenter.page_ref)
        added = [row.ref for row in self._rows() if row.ref not in before]
        if added and presenter.keeping.all_saved:
            self._page.go_to(added[-1])
        else:
            self._page.refresh()

    def _remove(self, ref: str) -> None:
        self._page.presenter.remove_row(ref)
        self._page.refresh()
        if isinstance(self._page.body, RowsTable):
            self._page.body.take_focus()

    def _say_belongs(self, ref: str, membership: str) -> None:
        place = self._page.presenter.belongs(ref, membership)
        if place and self._page.presenter.keeping.all_saved:
            self._page.go_to(place)
        else:
            self._next()

    def _same(self, ref: str) -> None:
        self._page.presenter.belongs(ref, MEMBER)
        self._page.presenter.take_over_row(ref)
        self._next()

    def _next(self) -> None:
        """The same table, one row further."""
        self._page.refresh()
        if isinstance(self._page.body, RowsTable):
            self._page.body.next_row()

    def _rows(self) -> tuple[MemberRow, ...]:
        rows = self._page.presenter.page().rows
        return rows.rows if rows else ()
