"""The page of a family's life map: what needs help, what is in order, and by which answers."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from yihu.base.i18n import N_, translate
from yihu.ui.interview.wrapped import WrappedLabel
from yihu.ui.life_map.presenter import GuaranteeLine, LifeMapPresenter, LightLine
from yihu.ui.look import Card, LinkButton, SecondaryButton, StatePill, clear, icon_label, label, look, rule
from yihu.ui.look.scrolling import scrolled, stack
from yihu.ui.routes import LifeMapRoute
from yihu.ui.tone import Tone
from yihu.ui.window.pages import Page, PageParts

SIGNS: dict[Tone, str] = {"red": "triangle-alert", "amber": "clock", "green": "circle-check", "grey": "info"}


class LifeMapPage(Page):
    """Lights by area at the left, the guarantees at the right."""

    def __init__(self, presenter: LifeMapPresenter) -> None:
        super().__init__()
        self.presenter = presenter
        self.header.show_back(translate(N_("Back to the household")))
        self.header.went_back.connect(lambda: self.go.emit(self.presenter.back_route()))
        self.print_button = SecondaryButton(translate(N_("Print for the family")), "printer")
        self.print_button.clicked.connect(lambda: self.go.emit(self.presenter.print_route()))
        self.header.add_action(self.print_button)
        px = look().px
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(px(24), px(20), px(24), px(20))
        column.setSpacing(px(12))
        self.told = WrappedLabel("", "body2")
        column.addWidget(self.told)
        self.cards = QHBoxLayout()
        self.cards.setSpacing(px(16))
        self._areas = QVBoxLayout()
        self._areas.setSpacing(px(16))
        self.guarantees = Card(translate(N_("No worry about food and clothing, three guarantees, water")))
        self._list = QVBoxLayout()
        self._list.setSpacing(px(8))
        self.guarantees.body.addLayout(self._list)
        right = QVBoxLayout()
        right.addWidget(self.guarantees)
        right.addStretch(1)
        self.cards.addLayout(self._areas, 6)
        self.cards.addLayout(right, 5)
        column.addLayout(self.cards, 1)
        self.set_body(scrolled(body))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        stack(self.cards, self.width())

    def enter(self, route: LifeMapRoute) -> None:
        self.presenter.enter(route.household_id)
        self.told.setText(self.presenter.count())
        clear(self._areas)
        for title, lights in self.presenter.areas():
            self._areas.addWidget(self._area(title, lights))
        self._areas.addStretch(1)
        clear(self._list)
        for line in self.presenter.guarantees():
            if self._list.count():
                self._list.addWidget(rule())
            self._list.addWidget(self._guarantee(line))
        self.guarantees.set_beside(self.presenter.view.rules)
        title, trail = self.presenter.heading()
        self.header.set_title(title, trail=trail)
        self.print_button.setFocus()

    def _area(self, title: str, lights: tuple[LightLine, ...]) -> Card:
        card = Card(title)
        for number, light in enumerate(lights):
            if number:
                card.body.addWidget(rule())
            card.body.addWidget(_light(light))
        return card

    def _guarantee(self, line: GuaranteeLine) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look().px(4))
        head = QHBoxLayout()
        head.addWidget(label(line.title, "strong"), 1)
        head.addWidget(StatePill(line.word, line.tone))
        column.addLayout(head)
        if line.problem:
            column.addWidget(WrappedLabel(line.problem, "body"))
        if line.answers:
            more = LinkButton(translate(N_("The answers behind it")))
            more.setAccessibleName(f"{more.text()}: {line.title}")
            answers = _answers(line)
            column.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
            column.addWidget(answers)
            (more if line.tone == "red" else answers).hide()
            more.clicked.connect(lambda: (answers.show(), more.hide()))
        return box


def _light(light: LightLine) -> QWidget:
    box = QWidget()
    box.setAccessibleName(f"{light.title} {light.word} {light.reason}")
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(look().px(10))
    row.addWidget(
        icon_label(SIGNS[light.tone], look().colours.text(light.tone), 20), 0, Qt.AlignmentFlag.AlignTop
    )
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(label(light.title, "strong"))
    words.addWidget(WrappedLabel(light.reason, "secondary"))
    row.addLayout(words, 1)
    row.addWidget(StatePill(light.word, light.tone), 0, Qt.AlignmentFlag.AlignTop)
    return box


def _answers(line: GuaranteeLine) -> QWidget:
    box = QWidget()
    grid = QGridLayout(box)
    grid.setContentsMargins(look().px(8), 0, 0, 0)
    grid.setColumnStretch(0, 3)
    grid.setColumnStretch(1, 2)
    for number, (question, answer, tone) in enumerate(line.answers):
        grid.addWidget(WrappedLabel(question, "secondary"), number, 0)
        grid.addWidget(label(answer, "body", tone=None if tone == "grey" else tone, wrap=True), number, 1)
    return box


PARTS = PageParts(presenter=LifeMapPresenter, page=LifeMapPage)
