"""Where to: a member to another household, or the household to another village; on the page, no dialog."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QListWidget, QVBoxLayout, QWidget

from yihu.base.i18n import N_, translate
from yihu.ui.household.moving_presenter import Moving, MovingPresenter
from yihu.ui.interview.wrapped import WrappedLabel
from yihu.ui.look import Card, Notice, PrimaryButton, SearchBox, SecondaryButton, look
from yihu.ui.look.fields import LabelledField


class MovingPanel(Card):
    """Signals:
    moved: in words.
    closed: nothing moves after all.
    """

    moved = Signal(str)
    closed = Signal()

    def __init__(self, presenter: MovingPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._presenter = presenter
        self._household_id, self._row, self._name = "", "", ""
        px = look().px
        self._question, self._told = WrappedLabel("", "question"), WrappedLabel("", "body2")
        self.notice = Notice()
        for part in (self._question, self._told, self.notice):
            self.body.addWidget(part)
        self._to_household, self._to_village = self._build_household(), self._build_village()
        self.body.addWidget(self._to_household)
        self.body.addWidget(self._to_village)
        foot = QHBoxLayout()
        foot.setSpacing(px(12))
        self.go_button = PrimaryButton(translate(N_("Move here")))
        self.go_button.clicked.connect(self.go)
        leave = SecondaryButton(translate(N_("Leave it as it is")))
        leave.clicked.connect(self.closed)
        foot.addWidget(self.go_button)
        foot.addWidget(leave)
        foot.addStretch(1)
        self.body.addLayout(foot)
        self.hide()

    def _build_household(self) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        self.search = SearchBox(translate(N_("Name, initials or number of the other household")))
        self.search.searched.connect(self._search)
        self.found = QListWidget()
        self.found.setAccessibleName(translate(N_("Households")))
        self.found.setFixedHeight(look().px(150))
        px = look().px
        self.found.setStyleSheet(f"QListWidget::item {{ padding: {px(8)}px {px(8)}px; }}")
        self.found.currentRowChanged.connect(lambda row: self.go_button.setEnabled(row >= 0))
        self.found.itemActivated.connect(lambda _item: self.go())
        self.search.went_down.connect(self._to_found)
        self._none = WrappedLabel("", "body2")
        for part in (self.search, self._none, self.found):
            column.addWidget(part)
        return box

    def _build_village(self) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        self.village = QComboBox()
        self.village.setAccessibleName(translate(N_("Village")))
        self.village.currentIndexChanged.connect(self._village_chosen)
        column.addWidget(self.village)
        row = QHBoxLayout()
        row.setSpacing(look().px(12))
        self.code = LabelledField(translate(N_("Code of the village (12 digits)")), QLineEdit())
        self.new_name = LabelledField(translate(N_("Name of the village")), QLineEdit())
        row.addWidget(self.code)
        row.addWidget(self.new_name)
        self._new = QWidget()
        self._new.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._new)
        return box

    def ask_household(self, household_id: str, row: str, name: str) -> None:
        """To which household does this member move?"""
        self._household_id, self._row, self._name = household_id, row, name
        self._question.setText(translate(N_("Move {name} to another household")).format(name=name))
        self._told.setText(
            translate(
                N_(
                    "All answers about this person go along. Both households say where from and where to; "
                    "it can be taken back in the history."
                )
            )
        )
        self.search.clear()
        self._search("")
        self.go_button.setText(translate(N_("Move to this household")))
        self._open(self._to_household)
        self.search.setFocus()

    def ask_village(self, household_id: str) -> None:
        """To which village does the household move?"""
        self._household_id, self._row = household_id, ""
        self._question.setText(translate(N_("Move the household to another village")))
        told = N_(
            "The whole household moves with its history. The teams of both villages get to know it with the next file."
        )
        self._told.setText(translate(told))
        self.village.clear()
        self.village.addItems(
            [*self._presenter.other_villages(household_id), translate(N_("Another village…"))]
        )
        self._village_chosen(self.village.currentIndex())
        self.go_button.setText(translate(N_("Move here")))
        self.go_button.setEnabled(True)
        self._open(self._to_village)
        self.village.setFocus()

    def _open(self, part: QWidget) -> None:
        self.notice.hide()
        for each in (self._to_household, self._to_village):
            each.setVisible(each is part)
        self.show()

    def _search(self, text: str) -> None:
        lines = self._presenter.search(text, self._household_id)
        self.found.clear()
        self.found.addItems(list(lines))
        self.found.setVisible(bool(lines))
        words = N_("No other household found.") if text.strip() else N_("Type a name to find the household.")
        self._none.setText(translate(words))
        self._none.setVisible(not lines)
        if len(lines) == 1:
            self.found.setCurrentRow(0)
        self.go_button.setEnabled(len(lines) == 1)

    def _to_found(self) -> None:
        if self.found.count():
            self.found.setFocus(Qt.FocusReason.TabFocusReason)
            if self.found.currentRow() < 0:
                self.found.setCurrentRow(0)

    def _village_chosen(self, at: int) -> None:
        self._new.setVisible(at >= len(self._presenter.villages))

    def go(self) -> None:
        """Move."""
        if self._to_village.isVisibleTo(self):
            self._told_of(self._move_village())
        elif 0 <= self.found.currentRow() < len(self._presenter.found):
            place = self.found.currentRow()
            self._told_of(self._presenter.move_member(self._household_id, self._row, self._name, place))

    def _move_village(self) -> Moving:
        at = self.village.currentIndex()
        if at < len(self._presenter.villages):
            village = self._presenter.villages[at]
            return self._presenter.move_household(
                self._household_id, village.code, village.name, village.township
            )
        code, name = self.code.field.text(), self.new_name.field.text()
        return self._presenter.move_household(self._household_id, code, name)

    def _told_of(self, moving: Moving) -> None:
        if moving.problem:
            self.notice.say(moving.problem, tone="amber")
            return
        self.hide()
        self.moved.emit(moving.done)
