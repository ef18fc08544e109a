"""A grant: to whom (picked by search), how much, what for. Several households may share an amount."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from yihu.actions.keep_funds import GrantWish
from yihu.base.i18n import N_, translate, translate_count
from yihu.planning.funds import HOUSEHOLD, PROJECT, STUDENT
from yihu.register.codes import code_list
from yihu.ui.campaign.entry_panel import EntryPanel, box_field, fill_box, line_field
from yihu.ui.campaign.proof_field import ProofField
from yihu.ui.funds.presenter import FundsPresenter, household_line
from yihu.ui.interview.wrapped import WrappedLabel
from yihu.ui.look import LinkButton, SearchBox, look

_STATES = ("paid", "approved", "applied")


class GivePanel(EntryPanel):
    """Attributes:
    chosen: household id -> how it is shown.
    """

    def __init__(self, presenter: FundsPresenter) -> None:
        super().__init__(translate(N_("Give a grant")), translate(N_("Save the grant")))
        self._presenter = presenter
        self.chosen: dict[str, str] = {}
        self.to = box_field(
            translate(N_("To")), tuple((code.value, code.label()) for code in code_list("grant_to"))
        )
        self.to.field.currentIndexChanged.connect(self._to_changed)
        self.search = SearchBox(translate(N_("Name, initials or number of the household")))
        self.search.searched.connect(self._search)
        self.search.went_down.connect(self._to_found)
        self.found = QListWidget()
        self.found.setAccessibleName(translate(N_("Households found")))
        px = look().px
        self.found.setFixedHeight(px(130))
        self.found.setStyleSheet(f"QListWidget::item {{ padding: {px(8)}px {px(8)}px; }}")
        self.found.itemActivated.connect(self._add)
        self.found.itemClicked.connect(self._add)
        self._picked = WrappedLabel("", "strong")
        self._none = LinkButton(translate(N_("Choose others")))
        self._none.clicked.connect(self._forget)
        self.student, self.project = (
            box_field(translate(N_("Which member"))),
            box_field(translate(N_("Which project"))),
        )
        self.amount, self.on = line_field(translate(N_("Amount (yuan)"))), line_field(translate(N_("Day")))
        self.share = box_field(
            translate(N_("The amount is")),
            (
                ("each", translate(N_("for each of them"))),
                ("shared", translate(N_("shared equally among them"))),
            ),
        )
        self.state = box_field(
            translate(N_("It is")),
            tuple(
                (code.value, code.label())
                for name in _STATES
                for code in code_list("grant_state")
                if code.value == name
            ),
        )
        self.purpose = line_field(
            translate(N_("Purpose")), translate(N_("No names, illnesses or account numbers"))
        )
        self.by = line_field(translate(N_("Approved by")))
        self.proof = ProofField()
        self.row(self.to, self.student, self.project)
        for part in (self.search, self.found, self._picked, self._none):
            self.body.addWidget(part)
        self.row(self.amount, self.share, self.on, self.state)
        self.row(self.purpose, self.by)
        self.body.addWidget(self.proof)
        self.foot()

    def ask(self) -> None:
        """An empty panel for the fund in view."""
        for field in (self.amount, self.purpose, self.by):
            field.field.clear()
        self.on.field.setText(self._presenter.today())
        fill_box(self.project.field, self._presenter.projects())
        self.proof.clear()
        self._forget()
        self._to_changed()
        self.come()
        self.search.setFocus()

    def _to_changed(self) -> None:
        kind = self.to.field.currentData()
        self.project.setVisible(kind == PROJECT)
        for part in (self.search, self.found):
            part.setVisible(kind != PROJECT)
        self._show_picked()

    def _search(self, text: str) -> None:
        self.found.clear()
        for line in self._presenter.search(text):
            self.found.addItem(line)

    def _to_found(self) -> None:
        if self.found.count() == 1:
            self._add(self.found.item(0))
        elif self.found.count():
            self.found.setFocus(Qt.FocusReason.TabFocusReason)
            self.found.setCurrentRow(max(0, self.found.currentRow()))

    def _add(self, item: QListWidgetItem) -> None:
        row = self._presenter.found[self.found.row(item)]
        if self.to.field.currentData() == STUDENT:
            self.chosen.clear()
        self.chosen[row.id] = household_line(row)
        self.search.clear()
        self._show_picked()
        self.amount.field.setFocus()

    def _forget(self) -> None:
        self.chosen.clear()
        self.search.clear()
        self.found.clear()
        self._show_picked()

    def _show_picked(self) -> None:
        kind, count = self.to.field.currentData(), len(self.chosen)
        if kind == STUDENT and count:
            fill_box(self.student.field, self._presenter.students(next(iter(self.chosen))))
        self.student.setVisible(kind == STUDENT and bool(count))
        self.share.setVisible(kind == HOUSEHOLD and count > 1)
        said = translate_count("{count} household", "{count} households", count).format(count=count)
        names = "\n".join(self.chosen.values())
        self._picked.setText(f"{said}:\n{names}" if count > 1 else names)
        self._picked.setVisible(kind != PROJECT and bool(count))
        self._none.setVisible(kind != PROJECT and bool(count))

    def wishes(self) -> list[GrantWish]:
        """What is to be written down, but for the amount."""
        kind = self.to.field.currentData()
        common = GrantWish(
            amount_fen=0,
            purpose=self.purpose.field.text().strip(),
            to=kind,
            state=self.state.field.currentData(),
            on=self.on.field.text(),
            approved_by=self.by.field.text().strip(),
            proof=self.proof.path,
        )
        if kind == PROJECT:
            project = self.project.field.currentData()
            return [replace(common, project=project)] if project else []
        person = self.student.field.currentData() if kind == STUDENT else ""
        return [replace(common, household=id, person=person or "") for id in self.chosen]

    def go(self) -> None:
        """Write it down."""
        wishes = self.wishes()
        if not wishes:
            self.notice.say(translate(N_("Choose first who gets it.")), tone="amber")
            return
        each = self.share.isHidden() or self.share.field.currentData() == "each"
        self.attempt(partial(self._presenter.give, wishes, self.amount.field.text(), each=each))
