"""The rows of a repeat as a table: add, open, remove with the keyboard or the mouse."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QHeaderView, QVBoxLayout, QWidget

from yihu.base.i18n import N_, translate
from yihu.ui.interview.members_bar import MembersBar
from yihu.ui.interview.views import MemberRow, RowsView
from yihu.ui.look import CELL_ROLE, Card, Cell, EmptyState, SecondaryButton, Table, label
from yihu.ui.look.fonts import font
from yihu.ui.look.tokens import BODY, ROW, Tone, look

_NO_PARENT = QModelIndex()
Index = QModelIndex | QPersistentModelIndex


class _RowsModel(QAbstractTableModel):
    def __init__(self, view: RowsView, parent: QWidget) -> None:
        super().__init__(parent)
        self._view = view
        self._anew = (translate(N_("Now")),) if view.anew else ()
        self._heads = (*view.heads, *self._anew, "")

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._view.rows)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        return None

    def data(self, index: Index, role: int = 0) -> object:
        cell = self._cell(index.row(), index.column())
        if role == CELL_ROLE:
            return cell
        return cell.words if role == Qt.ItemDataRole.DisplayRole else None

    def _cell(self, row: int, column: int) -> Cell:
        shown = self._view.rows[row]
        if self._anew and column == len(self._view.heads):
            tone: Tone = "amber" if shown.asked else "grey" if shown.gone else "green"
            return Cell(shown.belongs, "pill", tone)
        if column == len(self._heads) - 1:
            missing = translate(N_("{count} still open")).format(count=shown.errors) if shown.errors else ""
            return Cell(missing, "pill", "amber")
        words = shown.cells[column] or (translate(N_("no name yet")) if column == 0 else "—")
        return Cell(words, "strong" if column == 0 else "plain")


class RowsTable(QWidget):
    """Signals:
    opened, removed: ref of a row.
    added: a new row is wanted.
    belongs: ref of a member's row, and `member`, `died`, `married_out` or `moved_out`.
    same_wanted: ref of a member's row; all about it is as at the last visit.
    going_on: Enter where nothing is to be opened: on to the next page.
    """

    opened = Signal(str)
    removed = Signal(str)
    added = Signal()
    belongs = Signal(str, str)
    same_wanted = Signal(str)
    going_on = Signal()

    def __init__(self, view: RowsView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = view
        self.table = _KeyTable(self)
        self._card = Card()
        self._card.body.setContentsMargins(8, 4, 8, 8)
        self._card.body.addWidget(self.table)
        self._empty = EmptyState(
            translate(N_("Nothing is written down here yet.")),
            translate(N_("Press Insert or the button below to add.")),
        )
        self._empty.setMinimumHeight(look().px(150))
        self._card.body.addWidget(self._empty)
        self.add_button = SecondaryButton(translate(N_("Add one (Insert)")), "plus")
        self.open_button = SecondaryButton(translate(N_("Open (Enter)")), "pencil")
        self.remove_button = SecondaryButton(translate(N_("Remove (Delete)")), "trash-2")
        self.question = _Removal(self)
        self.members = MembersBar(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look().px(12))
        column.addWidget(self._card)
        column.addWidget(self.question)
        column.addWidget(self.members)
        column.addLayout(self._buttons())
        column.addStretch(1)
        self._connect()
        self.show_view(view)

    def show_view(self, view: RowsView, at: int | None = None) -> None:
        """Show these rows, with the keyboard on row `at`."""
        row = self.table.currentIndex().row() if at is None else at
        self.view = view
        self.table.setModel(_RowsModel(view, self))
        self.table.share_out(tuple(row.cells[0] for row in view.rows) if view.heads else ())
        self.table.setVisible(bool(view.rows))
        self._empty.setVisible(not view.rows)
        self.table.setFixedHeight(look().px(40) + look().px(ROW) * min(len(view.rows), 9) + 4)
        for button in (self.open_button, self.remove_button):
            button.setVisible(bool(view.rows))
        self.add_button.setVisible(view.can_add)
        self._show_removing()
        if view.rows:
            self.table.selectRow(min(max(row, 0), len(view.rows) - 1))
            self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_member())
        self._show_member()
        self.question.hide()

    def _row(self) -> MemberRow | None:
        at = self.table.currentIndex().row()
        return self.view.rows[at] if 0 <= at < len(self.view.rows) else None

    def _show_member(self) -> None:
        self.members.show_row(self._row() if self.view.anew else None)
        self._show_removing()

    def _show_removing(self) -> None:
        """Who was a member is never removed: it is said what became of them."""
        row = self._row()
        known = self.view.anew and row is not None and row.known
        self.remove_button.setVisible(bool(self.view.rows) and self.view.can_add and not known)

    def _belongs(self, membership: str) -> None:
        row = self._row()
        if row is not None:
            self.belongs.emit(row.ref, membership)

    def _same(self) -> None:
        row = self._row()
        if row is not None:
            self.same_wanted.emit(row.ref)

    def take_focus(self) -> None:
        """The keyboard comes to the table, or to the button when there are no rows."""
        (self.table if self.view.rows else self.add_button).setFocus(Qt.FocusReason.TabFocusReason)

    def next_row(self) -> None:
        """Go to the next row that waits for an answer; at the end stay."""
        at = self.table.currentIndex().row()
        waiting = [place for place, row in enumerate(self.view.rows) if row.asked]
        after = next((place for place in waiting if place > at), next(iter(waiting), at))
        self.table.selectRow(after)
        self.take_focus()

    def ask_to_remove(self) -> None:
        """Ask, on the page, whether the chosen row is to go."""
        row = self.table.currentIndex().row()
        if self.remove_button.isHidden():
            return
        if self.view.can_add and 0 <= row < len(self.view.rows):
            self.question.ask(
                self.view.rows[row].ref, self.view.rows[row].cells[0] if self.view.heads else ""
            )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Insert and self.view.can_add:
            self.added.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.ask_to_remove()
        elif not self.members.press(event):
            super().keyPressEvent(event)

    def _connect(self) -> None:
        self.table.opened.connect(lambda row: self.opened.emit(self.view.rows[row].ref))
        self.add_button.clicked.connect(self.added)
        self.open_button.clicked.connect(
            lambda: self.table.opened.emit(max(self.table.currentIndex().row(), 0))
        )
        self.remove_button.clicked.connect(self.ask_to_remove)
        self.question.removed.connect(self.removed)
        self.question.kept.connect(self.take_focus)
        self.members.belongs.connect(self._belongs)
        self.members.same_wanted.connect(self._same)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(look().px(12))
        for button in (self.add_button, self.open_button, self.remove_button):
            row.addWidget(button)
        row.addStretch(1)
        return row


class _KeyTable(Table):
    """A table that leaves Insert and Delete to the page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, BODY + 1)
        self._first = 0

    def share_out(self, names: tuple[str, ...]) -> None:
        """All columns alike, but the first one as wide as its longest name, up to two fifths."""
        metrics = QFontMetrics(font(BODY + 1, strong=True))
        self._first = max((metrics.horizontalAdvance(name) for name in names), default=0) + look().px(32)
        for column in range(self.model().columnCount()):
            self.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self._widen_first()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._widen_first()

    def _widen_first(self) -> None:
        room, model = self.viewport().width(), self.model()
        if model is None or model.columnCount() < 2:
            return
        wide = self._first > room // model.columnCount()
        mode = QHeaderView.ResizeMode.Fixed if wide else QHeaderView.ResizeMode.Stretch
        self.horizontalHeader().setSectionResizeMode(0, mode)
        if wide:
            self.setColumnWidth(0, min(self._first, room * 2 // 5))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = (Qt.Key.Key_Insert, Qt.Key.Key_Delete, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_F4)
        if event.key() in keys or (event.text().isdigit() and event.text().isascii()):
            event.ignore()
        else:
            super().keyPressEvent(event)


class _Removal(QFrame):
    """Asks on the page, not in a dialog, before a row goes."""

    removed = Signal(str)
    kept = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px = look().px
        self.setProperty("notice", "amber")
        self._ref = ""
        self._words = label("", "body", wrap=True)
        self.yes = SecondaryButton(translate(N_("Remove")), small=True)
        self.no = SecondaryButton(translate(N_("Keep")), small=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(16), px(10), px(12), px(10))
        row.addWidget(self._words, 1)
        row.addWidget(self.yes)
        row.addWidget(self.no)
        self.yes.clicked.connect(self._remove)
        self.no.clicked.connect(self._keep)
        self.hide()

    def ask(self, ref: str, name: str) -> None:
        self._ref = ref
        words = N_("Remove {name} with all answers? They stay in the history.")
        self._words.setText(translate(words).format(name=name or translate(N_("this row"))))
        self.show()
        self.yes.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._keep()
        else:
            super().keyPressEvent(event)

    def _remove(self) -> None:
        self.hide()
        self.removed.emit(self._ref)

    def _keep(self) -> None:
        self.hide()
        self.kept.emit()
