"""Which papers, for whom: kind, village, group, state, and the ticks in the list."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from yihu.base.i18n import N_, translate
from yihu.ui.look import EmptyState, LinkButton, label
from yihu.ui.look.tokens import look
from yihu.ui.printing.presenter import PLAN_STATES, PrintPresenter
from yihu.ui.printing.tick_delegate import ROW_ROLE, TickDelegate
from yihu.ui.state_words import plan_words

_WIDTH = 300
_ID = int(Qt.ItemDataRole.UserRole)


class Chooser(QWidget):
    """Signals:
    looked_at: id of the household whose paper is to be shown.
    changed: other households are chosen now.
    """

    looked_at = Signal(str)
    changed = Signal()

    def __init__(self, presenter: PrintPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.presenter = presenter
        px = look().px
        self.setProperty("ground", "side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(px(_WIDTH))
        self.kind = QComboBox()
        self.kind.setAccessibleName(translate(N_("Paper")))
        self.kind.activated.connect(self._kind_chosen)
        self.village, self.group, self.state = (
            self._box(name) for name in (N_("Village"), N_("Group"), N_("State"))
        )
        self.list = _TickList()
        self.list.itemChanged.connect(self._ticked)
        self.list.currentItemChanged.connect(self._looked)
        self.empty = EmptyState(
            translate(N_("Nothing to print here yet")),
            translate(N_("Plans are made after the visit; choose another village or state.")),
        )
        self.words = label("", "secondary")
        self.all_button = LinkButton(translate(N_("All")))
        self.none_button = LinkButton(translate(N_("None")))
        self.all_button.clicked.connect(lambda: self._tick_all(True))
        self.none_button.clicked.connect(lambda: self._tick_all(False))
        self._lay_out()

    def show_choices(self) -> None:
        """Fill boxes and list from the presenter."""
        presenter = self.presenter
        self._fill(self.kind, list(presenter.kinds()), presenter.kind)
        self._fill(
            self.village,
            [("", translate(N_("All villages"))), *((one.code, one.name) for one in presenter.villages())],
            presenter.village,
        )
        self._fill(
            self.group,
            [("", translate(N_("All groups"))), *((name, name) for name in presenter.groups())],
            presenter.group,
        )
        states = [("", translate(N_("All plans"))), *((state, plan_words(state)[0]) for state in PLAN_STATES)]
        self._fill(self.state, states, presenter.state)
        self.group.setVisible(bool(presenter.groups()))
        self.state.setVisible(presenter.of_plans)
        self.show_rows()

    def show_rows(self) -> None:
        """The list as it stands now."""
        rows = self.presenter.rows()
        self.list.blockSignals(True)
        self.list.clear()
        for row in rows:
            item = QListWidgetItem(f"{row.name} {row.place} {row.state}")
            item.setData(_ID, row.household_id)
            item.setData(ROW_ROLE, row)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if row.ticked else Qt.CheckState.Unchecked)
            self.list.addItem(item)
            if row.household_id == self.presenter.shown:
                self.list.setCurrentItem(item)
        self.list.blockSignals(False)
        self.list.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        for button in (self.all_button, self.none_button):
            button.setVisible(len(rows) > 1)
        self.words.setText(self.presenter.words())

    def _ticked(self, item: QListWidgetItem) -> None:
        self.presenter.tick(item.data(_ID), item.checkState() == Qt.CheckState.Checked)
        self.words.setText(self.presenter.words())
        self.changed.emit()

    def _looked(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.looked_at.emit(item.data(_ID))

    def _tick_all(self, ticked: bool) -> None:
        self.presenter.tick_all(ticked)
        self.show_rows()
        self.changed.emit()

    def _chosen(self, which: str, box: QComboBox) -> None:
        self.presenter.choose(**{which: str(box.currentData())})
        self.show_choices()
        self.looked_at.emit(self.presenter.shown)
        self.changed.emit()

    def _kind_chosen(self, _at: int) -> None:
        self.presenter.choose_kind(str(self.kind.currentData()))
        self.show_choices()
        self.looked_at.emit(self.presenter.shown)
        self.changed.emit()

    def _box(self, name: str) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(translate(name))
        which = {N_("Village"): "village", N_("Group"): "group", N_("State"): "state"}[name]
        box.activated.connect(lambda _at: self._chosen(which, box))
        return box

    @staticmethod
    def _fill(box: QComboBox, choices: list[tuple[str, str]], chosen: str) -> None:
        box.clear()
        for value, words in choices:
            box.addItem(words, value)
        box.setCurrentIndex(max(box.findData(chosen), 0))

    def _lay_out(self) -> None:
        px = look().px
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16), px(16), px(16), px(12))
        column.setSpacing(px(8))
        for box in (self.kind, self.village, self.group, self.state):
            column.addWidget(box)
        line = QHBoxLayout()
        line.addWidget(self.words)
        line.addStretch(1)
        line.addWidget(self.all_button)
        line.addWidget(self.none_button)
        column.addLayout(line)
        column.addWidget(self.list, 1)
        column.addWidget(self.empty, 1)


class _TickList(QListWidget):
    """Space ticks, arrows move."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(translate(N_("Households to print for")))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(TickDelegate(self))

    def turn(self, item: QListWidgetItem) -> None:
        """Tick it, or take the tick away."""
        ticked = item.checkState() == Qt.CheckState.Checked
        item.setCheckState(Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.currentItem() is not None:
            self.turn(self.currentItem())
        else:
            super().keyPressEvent(event)
