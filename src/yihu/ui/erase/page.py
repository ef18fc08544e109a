"""The page that erases on request. It can't be undone, so it says all before and asks for a name typed by hand."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from yihu.actions.reading import PLAN
from yihu.actions.texts_about import LOOK_AT_TEXTS
from yihu.base.errors import UserError
from yihu.base.i18n import N_, translate, translate_count
from yihu.ui.erase.presenter import REASONS, ErasePresenter
from yihu.ui.look import (
    Card,
    ChoiceButton,
    LinkButton,
    Notice,
    PrimaryButton,
    ProgressStrip,
    SecondaryButton,
    clear,
    icon_label,
    label,
    look,
    run_in_background,
)
from yihu.ui.look.fields import LabelledField
from yihu.ui.look.flow import FlowRow
from yihu.ui.look.scrolling import scrolled, stack
from yihu.ui.routes import EraseRoute, HouseholdRoute, InterviewRoute, PlanRoute, VisitsRoute
from yihu.ui.tone import Tone
from yihu.ui.window.pages import Page, PageParts


class ErasePage(Page):
    """Who, why, what goes, what stays, and the name once more."""

    def __init__(self, presenter: ErasePresenter) -> None:
        super().__init__()
        self.presenter = presenter
        self.header.set_title(translate(N_("Erase on request")))
        self.header.show_back(translate(N_("Back")))
        self.header.went_back.connect(self._go_back)
        px = look().px
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(px(24), px(20), px(24), px(20))
        column.setSpacing(px(16))
        self.notice, self.strip = Notice(), ProgressStrip()
        column.addWidget(self.notice)
        column.addWidget(self.strip)
        self.inner = QWidget()
        self.columns = QHBoxLayout(self.inner)
        self.columns.setContentsMargins(0, 0, 0, 0)
        self.columns.setSpacing(px(16))
        column.addWidget(self.inner)
        column.addStretch(1)
        self.set_body(scrolled(body))

    def _go_back(self) -> None:
        if self.presenter.gone():
            self.go.emit(VisitsRoute())
        else:
            self.back.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        stack(self.columns, self.width())

    def enter(self, route: EraseRoute) -> None:
        self.presenter.enter(route.household_id)
        self.header.set_title(translate(N_("Erase on request")), self.presenter.household_name())
        self.notice.hide()
        self._show()

    def _show(self) -> None:
        clear(self.columns)
        if not self.presenter.allowed():
            self.notice.say(
                translate(N_("Only a coordinator erases.")),
                translate(N_("Under Settings, Safety, it can be chosen what is done on this laptop.")),
                tone="blue",
            )
            return
        left, right = QVBoxLayout(), QVBoxLayout()
        for part, cards in (
            (left, (self._who_card(), self._why_card())),
            (right, (self._what_card(), self._sure_card())),
        ):
            part.setSpacing(look().px(16))
            for card in cards:
                part.addWidget(card)
            part.addStretch(1)
            self.columns.addLayout(part, 1)
        self._check()

    def _who_card(self) -> Card:
        card = Card(translate(N_("What is erased?")))
        flow = FlowRow()
        for row, words in self.presenter.choices():
            button = ChoiceButton(words)
            button.setChecked(row == self.presenter.row)
            button.clicked.connect(lambda _=False, chosen=row: self._choose(chosen))
            flow.add(button)
        card.body.addWidget(flow)
        return card

    def _choose(self, row: str) -> None:
        self.presenter.row = row
        self._show()

    def _why_card(self) -> Card:
        card = Card(translate(N_("Why?")), translate(N_("stands in the log")))
        self.reasons = {}
        for name, words in REASONS:
            button = ChoiceButton(translate(words))
            button.setChecked(name == self.presenter.reason)
            button.clicked.connect(lambda _=False, chosen=name: self._say_why(chosen))
            self.reasons[name] = button
            card.body.addWidget(button)
        return card

    def _say_why(self, reason: str) -> None:
        self.presenter.reason = reason
        for name, button in self.reasons.items():
            button.setChecked(name == reason)
        self._check()

    def _what_card(self) -> Card:
        card = Card(translate(N_("What happens")))
        card.body.addWidget(
            label(translate(N_("Removed, and nobody can bring it back:")), "strong", wrap=True)
        )
        _say_lines(card, "trash-2", "red", self.presenter.goes())
        card.body.addWidget(label(translate(N_("Stays:")), "strong", wrap=True))
        _say_lines(card, "info", "grey", self.presenter.stays())
        self._list_texts(card)
        return card

    def _list_texts(self, card: Card) -> None:
        """Each opens its record: only a person can tell what is about the member."""
        texts = self.presenter.texts()
        if not texts:
            return
        card.body.addWidget(label(translate(LOOK_AT_TEXTS), "strong", wrap=True))
        for text in texts:
            link = LinkButton(text.words())
            route = (
                PlanRoute(household_id=self.presenter.household_id)
                if text.form_id == PLAN
                else InterviewRoute(
                    household_id=self.presenter.household_id, form_id=text.form_id, record=text.record
                )
            )
            link.clicked.connect(lambda _=False, to=route: self.go.emit(to))
            card.body.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)

    def _sure_card(self) -> Card:
        card = Card(translate(N_("Are you sure?")))
        old = self.presenter.old_backups()
        if old:
            words = translate_count(
                "Replace the {count} earlier copy, which holds the answers, by a new one",
                "Replace the {count} earlier copies, which hold the answers, by a new one",
                old,
            )
            self.replace = QCheckBox(words.format(count=old))
            self.replace.setChecked(self.presenter.replace_backups)
            self.replace.toggled.connect(self._replace)
            card.body.addWidget(self.replace)
        asked = translate(N_("Type “{name}” to confirm")).format(name=self.presenter.to_type())
        self.typed = LabelledField(asked, QLineEdit())
        self.typed.field.textChanged.connect(self._check)
        card.body.addWidget(self.typed)
        self.button = SecondaryButton(translate(N_("Erase for good")), "trash-2")
        self.button.clicked.connect(self.erase)
        card.body.addWidget(self.button, 0, Qt.AlignmentFlag.AlignRight)
        return card

    def _replace(self, on: bool) -> None:
        self.presenter.replace_backups = on

    def _check(self) -> None:
        named = self.typed.field.text().strip() == self.presenter.to_type()
        self.button.setEnabled(named and bool(self.presenter.reason))

    def erase(self) -> None:
        """Do it, beside the window; it can't be stopped half-way."""
        self.inner.setEnabled(False)
        self.notice.hide()

        def done(report: object) -> None:
            self.inner.setEnabled(True)
            self.presenter.report = report  # type: ignore[assignment]
            self._show_report()
            self.changed.emit()

        def failed(error: UserError) -> None:
            self.inner.setEnabled(True)
            self.notice.show_error(error)

        run_in_background(
            lambda _: self.presenter.erase(),
            done,
            failed=failed,
            strip=self.strip,
            notice=self.notice,
            what=translate(N_("Erasing")),
        )
        self.strip.button.hide()

    def _show_report(self) -> None:
        clear(self.columns)
        card = Card()
        card.body.setContentsMargins(*(look().px(24),) * 4)
        card.body.addWidget(label(translate(N_("It is erased on this laptop.")), "title", wrap=True))
        _say_lines(card, "circle-check", "green", self.presenter.told())
        self._list_texts(card)
        whole = self.presenter.gone()
        button = PrimaryButton(
            translate(N_("To the list") if whole else N_("Back to the household")), main=True
        )
        route = VisitsRoute() if whole else HouseholdRoute(household_id=self.presenter.household_id)
        button.clicked.connect(lambda: self.go.emit(route))
        card.body.addWidget(button, 0, Qt.AlignmentFlag.AlignRight)
        self.columns.addWidget(card)
        button.setFocus()


def _say_lines(card: Card, icon: str, tone: Tone, sentences: Sequence[str]) -> None:
    for sentence in sentences:
        row = QHBoxLayout()
        row.setSpacing(look().px(10))
        row.addWidget(icon_label(icon, look().colours.text(tone), 18), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label(sentence, "body", wrap=True), 1)
        card.body.addLayout(row)


PARTS = PageParts(presenter=ErasePresenter, page=ErasePage)
