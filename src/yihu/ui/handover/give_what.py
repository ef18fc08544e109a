"""What is given, and how: all villages, some, a list of households; what they lack, or all."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from yihu.base.i18n import N_, translate
from yihu.ui.handover.giving import GivePresenter
from yihu.ui.interview.wrapped import WrappedLabel
from yihu.ui.look import LinkButton
from yihu.ui.look.tokens import look

_CODE = int(Qt.ItemDataRole.UserRole)
ROWS_SHOWN = 5


class GiveWhat(QWidget):
    """Signals:
    changed: another choice.
    """

    changed = Signal()

    def __init__(self, presenter: GivePresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.presenter = presenter
        self.box = QComboBox()
        self.box.setAccessibleName(translate(N_("What")))
        self.box.activated.connect(self._chosen)
        self.villages = QListWidget()
        self.villages.setAccessibleName(translate(N_("Villages")))
        self.villages.itemChanged.connect(self._ticked)
        self.villages.itemActivated.connect(_turn)
        self.how_button = LinkButton("", "settings")
        self.how_button.clicked.connect(self._open_how)
        self.how = self._how_choices()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look().px(4))
        column.addWidget(self.box)
        column.addWidget(self.villages)
        column.addWidget(self.how_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.how)
        self.villages.hide()
        self.how.hide()

    def show_choices(self) -> None:
        """Everything as it stands now."""
        self.box.clear()
        for name, words in self.presenter.whats():
            self.box.addItem(words, name)
            if name == self.presenter.what:
                self.box.setCurrentIndex(self.box.count() - 1)
        self._show_villages()
        self._show_how()

    def tick(self, code: str) -> None:
        """Choose one more village."""
        for row in range(self.villages.count()):
            item = self.villages.item(row)
            if item.data(_CODE) == code:
                item.setCheckState(Qt.CheckState.Checked)

    def choose(self, name: str) -> None:
        """Give this."""
        self.box.setCurrentIndex(self.box.findData(name))
        self._chosen()

    def _chosen(self, _at: int = 0) -> None:
        self.presenter.what = str(self.box.currentData())
        self._show_villages()
        self.changed.emit()

    def _show_villages(self) -> None:
        self.villages.blockSignals(True)
        self.villages.clear()
        for village in self.presenter.all_villages():
            item = QListWidgetItem(f"{village.township}{village.name}")
            item.setData(_CODE, village.code)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            chosen = village.code in self.presenter.villages
            item.setCheckState(Qt.CheckState.Checked if chosen else Qt.CheckState.Unchecked)
            self.villages.addItem(item)
        self.villages.blockSignals(False)
        shown = min(max(self.villages.count(), 1), ROWS_SHOWN)
        self.villages.setFixedHeight(shown * look().px(30) + look().px(8))
        self.villages.setVisible(self.presenter.asks_villages())

    def _ticked(self, item: QListWidgetItem) -> None:
        self.presenter.choose_village(item.data(_CODE), item.checkState() == Qt.CheckState.Checked)
        self.changed.emit()

    def _how_choices(self) -> QWidget:
        room = QWidget()
        column = QVBoxLayout(room)
        column.setContentsMargins(look().px(8), 0, 0, 0)
        column.setSpacing(look().px(2))
        presenter = self.presenter
        for name, words, hint in (
            ("everything", N_("Everything, also what they have"), N_("when their computer was set up anew")),
            ("in_parts", N_("In files of at most 95 MB"), N_("for mail and small sticks")),
            (
                "photos",
                N_("Photos and sounds too"),
                N_("in files of their own; left out, they come the next time"),
            ),
        ):
            box = QCheckBox(translate(words))
            box.setChecked(getattr(presenter, name))
            box.toggled.connect(lambda on, name=name: self._how_chosen(name, on))
            column.addWidget(box)
            column.addWidget(WrappedLabel(translate(hint), "secondary"))
        return room

    def _how_chosen(self, name: str, on: bool) -> None:
        setattr(self.presenter, name, on)
        self._show_how()

    def _show_how(self) -> None:
        self.how_button.setText(f" {self.presenter.how()}")
        self.how_button.setAccessibleName(self.presenter.how())
        self.how_button.setToolTip(translate(N_("Change how it is given")))

    def _open_how(self) -> None:
        self.how.setVisible(self.how.isHidden())


def _turn(item: QListWidgetItem) -> None:
    """Enter ticks a village too."""
    checked = item.checkState() == Qt.CheckState.Checked
    item.setCheckState(Qt.CheckState.Unchecked if checked else Qt.CheckState.Checked)
