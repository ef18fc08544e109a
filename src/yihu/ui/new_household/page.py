"""The page that writes down a household that no list had."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from yihu.base.errors import UserError
from yihu.base.i18n import N_, translate
from yihu.ui.look import Card, Notice, PrimaryButton, SecondaryButton, label, look
from yihu.ui.look.fields import LabelledField
from yihu.ui.look.scrolling import scrolled
from yihu.ui.new_household.presenter import NewHouseholdPresenter
from yihu.ui.routes import HouseholdRoute, InterviewRoute, NewHouseholdRoute
from yihu.ui.window.pages import Page, PageParts


class NewHouseholdPage(Page):
    """Village, group, head of household; all else is asked in the visit."""

    def __init__(self, presenter: NewHouseholdPresenter) -> None:
        super().__init__()
        self.presenter = presenter
        self.header.set_title(translate(N_("New household")))
        self.header.show_back(translate(N_("Back to the list")))
        self.header.went_back.connect(self.back)
        px = look().px
        body = QWidget()
        outer = QHBoxLayout(body)
        outer.setContentsMargins(px(24), px(20), px(24), px(20))
        column = QVBoxLayout()
        column.setSpacing(px(16))
        self.notice = Notice()
        column.addWidget(self._card())
        column.addWidget(self.notice)
        column.addLayout(self._buttons())
        column.addStretch(1)
        outer.addLayout(column, 3)
        outer.addStretch(2)
        body.setMinimumWidth(px(420))
        self.set_body(scrolled(body))

    def _card(self) -> Card:
        card = Card(translate(N_("Who lives where?")))
        card.body.setSpacing(look().px(12))
        card.body.addWidget(label(translate(N_("Everything else is asked during the visit.")), "secondary"))
        self.village = LabelledField(translate(N_("Village")), QComboBox())
        self.village.field.setPlaceholderText(translate(N_("Choose the village")))
        self.village.field.currentIndexChanged.connect(self._choose_village)
        self.new_village = QWidget()
        row = QHBoxLayout(self.new_village)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look().px(12))
        self.township = LabelledField(translate(N_("Township")), QLineEdit())
        self.village_name = LabelledField(translate(N_("Name of the village")), QLineEdit())
        self.village_code = LabelledField(
            translate(N_("Village code")), QLineEdit(), translate(N_("12 digits"))
        )
        for field in (self.township, self.village_name, self.village_code):
            row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        group = QComboBox()
        group.setEditable(True)
        self.group = LabelledField(
            translate(N_("Group")), group, translate(N_("Choose one or write a new one"))
        )
        self.head_name = LabelledField(translate(N_("Head of household")), QLineEdit())
        self.address = LabelledField(translate(N_("House number or address")), QLineEdit())
        for widget in (self.village, self.new_village, self.group, self.head_name, self.address):
            card.body.addWidget(widget)
        for field in (self.township, self.village_name, self.village_code, self.head_name, self.address):
            field.field.textEdited.connect(lambda _, each=field: self._typed(each))
            field.field.returnPressed.connect(self.focusNextChild)
        group.currentTextChanged.connect(lambda text: setattr(self.presenter.entry, "group", text))
        self._fields = {
            "township": self.township,
            "village_name": self.village_name,
            "village_code": self.village_code,
            "head_name": self.head_name,
            "address": self.address,
            "village": self.village,
        }
        return card

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(look().px(12))
        self.begin = PrimaryButton(translate(N_("Save and begin the visit")), main=True)
        self.begin.clicked.connect(lambda: self._save(visit=True))
        self.only_save = SecondaryButton(translate(N_("Only save")))
        self.only_save.clicked.connect(lambda: self._save(visit=False))
        row.addWidget(self.begin)
        row.addWidget(self.only_save)
        row.addStretch(1)
        return row

    def enter(self, route: NewHouseholdRoute) -> None:
        self.presenter.enter(route.village, route.group)
        self.notice.hide()
        self._show()
        (self.village_name if self.presenter.entry.new_village else self.head_name).field.setFocus()

    def _show(self) -> None:
        entry, box = self.presenter.entry, self.village.field
        box.blockSignals(True)
        box.clear()
        for village in self.presenter.villages:
            box.addItem(" · ".join(part for part in (village.township, village.name) if part), village.code)
        box.addItem(translate(N_("A village that is not in the list…")), None)
        box.setCurrentIndex(box.count() - 1 if entry.new_village else box.findData(entry.village))
        box.blockSignals(False)
        for name in ("township", "village_name", "village_code", "head_name", "address"):
            self._fields[name].field.setText(getattr(entry, name))
        for field in self._fields.values():
            field.say_wrong("")
        self._show_groups()

    def _show_groups(self) -> None:
        self.new_village.setVisible(self.presenter.entry.new_village)
        group, box = self.presenter.entry.group, self.group.field
        box.blockSignals(True)
        box.clear()
        box.addItems(self.presenter.groups())
        box.setEditText(group)
        box.blockSignals(False)

    def _choose_village(self) -> None:
        code = self.village.field.currentData()
        self.presenter.entry.new_village = code is None
        self.presenter.entry.village = code or ""
        self.presenter.entry.group = ""
        self.village.say_wrong("")
        self._show_groups()

    def _typed(self, field: LabelledField) -> None:
        name = next(name for name, each in self._fields.items() if each is field)
        setattr(self.presenter.entry, name, field.field.text())
        field.say_wrong("")

    def _save(self, *, visit: bool) -> None:
        wrong = self.presenter.missing()
        for name, sentence in wrong.items():
            self._fields[name].say_wrong(sentence)
        if wrong:
            self._fields[next(iter(wrong))].field.setFocus()
            return
        try:
            household = self.presenter.save()
        except UserError as error:
            self.notice.show_error(error)
            return
        self.changed.emit()
        self.go.emit(
            InterviewRoute(household_id=household) if visit else HouseholdRoute(household_id=household)
        )


PARTS = PageParts(presenter=NewHouseholdPresenter, page=NewHouseholdPage)
