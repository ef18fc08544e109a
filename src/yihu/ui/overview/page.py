"""The page of the figures."""

from PySide6.QtCore import QModelIndex, QRectF, Qt
from PySide6.QtGui import QColor, QEnterEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from yihu.base.i18n import N_, translate
from yihu.ui.look import (
    Bar,
    BarChart,
    Card,
    Chip,
    EmptyState,
    Notice,
    ProgressStrip,
    Table,
    clear,
    label,
    look,
    run_in_background,
)
from yihu.ui.look.flow import FlowRow
from yihu.ui.look.scrolling import scrolled, stack
from yihu.ui.look.text import ElidedLabel
from yihu.ui.look.tokens import RADIUS_CARD
from yihu.ui.overview.presenter import FigureView, OverviewPresenter, route_of
from yihu.ui.overview.tabs import FIGURES, OverviewTabs
from yihu.ui.overview.village_model import VillageModel
from yihu.ui.routes import OverviewRoute
from yihu.ui.window.pages import Page, PageParts


class FigureCard(QAbstractButton):
    """A number that opens its list."""

    def __init__(self, view: FigureView) -> None:
        super().__init__()
        px = look().px
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"{view.name} {view.figure} {view.remark}")
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(14), px(12), px(14))
        column.setSpacing(px(2))
        for part in (
            ElidedLabel(view.name, "secondary"),
            label(view.figure, "figure-large", tone=view.tone),
            ElidedLabel(view.remark or " ", "secondary"),
        ):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            column.addWidget(part)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        colours, focus = look().colours, self.hasFocus()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours.green if focus else colours.line), 2 if focus else 1))
        painter.setBrush(QColor(colours.hover if self.underMouse() else colours.card))
        radius = look().px(RADIUS_CARD)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)


class OverviewPage(Page):
    """Numbers above, causes and villages below; each opens its list."""

    def __init__(self, presenter: OverviewPresenter) -> None:
        super().__init__()
        self.presenter = presenter
        self.tabs = OverviewTabs(FIGURES)
        self.tabs.chosen.connect(self.go)
        self._column.addWidget(self.tabs)
        px = look().px
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(px(24), px(20), px(24), px(20))
        column.setSpacing(px(16))
        self.figure_row, self.chip_row = QHBoxLayout(), FlowRow()
        self.figure_row.setSpacing(px(16))
        self.strip, self.notice = ProgressStrip(), Notice()
        for part in (self.strip, self.notice):
            column.addWidget(part)
        column.addLayout(self.figure_row)
        column.addWidget(self.chip_row)
        self.cards = cards = QHBoxLayout()
        cards.setSpacing(px(16))
        cards.addWidget(self._cause_card(), 5)
        cards.addWidget(self._village_card(), 7)
        column.addLayout(cards, 1)
        self.pile = QStackedWidget()
        self.empty = EmptyState(
            translate(N_("There is nothing to count yet.")),
            translate(N_("Write down households or receive a file; the figures come by themselves.")),
        )
        self.pile.addWidget(scrolled(body))
        self.pile.addWidget(self.empty)
        self.set_body(self.pile)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        stack(self.cards, self.width())

    def _cause_card(self) -> Card:
        card = Card(translate(N_("Causes of poverty")), translate(N_("press a bar to see who")))
        self.causes = BarChart()
        self.causes.setAccessibleName(translate(N_("Causes of poverty")))
        self.causes.chosen.connect(lambda key: self.go.emit(self.presenter.cause_route(key)))
        self.no_causes = label(translate(N_("Causes come with the surveys.")), "body2", wrap=True)
        card.body.addWidget(self.causes)
        card.body.addWidget(self.no_causes)
        card.body.addStretch(1)
        return card

    def _village_card(self) -> Card:
        card = Card(translate(N_("Village by village")), translate(N_("press a number to see who")))
        self.model = VillageModel(self)
        self.villages = Table()
        self.villages.setAccessibleName(translate(N_("Village by village")))
        self.villages.setModel(self.model)
        self.villages.set_shares((110, 112, 90, 80, 180), stretched=0)
        self.villages.opened.connect(lambda row: self._open(self.model.index(row, 0)))
        self.villages.clicked.connect(self._open)
        self.villages.setMinimumHeight(look().px(140))
        card.body.setContentsMargins(look().px(8), look().px(14), look().px(8), look().px(8))
        card.head.setContentsMargins(look().px(12), 0, 0, 0)
        card.body.addWidget(self.villages, 1)
        return card

    def _open(self, index: QModelIndex) -> None:
        self.go.emit(route_of(self.model.figure(index.row(), index.column())))

    def enter(self, route: OverviewRoute) -> None:
        self.header.set_title(translate(N_("Overview")))
        if self.presenter.is_large():
            what = translate(N_("Counting"))
            run_in_background(
                lambda _: self.presenter.enter(),
                lambda _: self._show(),
                strip=self.strip,
                notice=self.notice,
                what=what,
            )
        else:
            self.presenter.enter()
            self._show()

    def _show(self) -> None:
        self.header.set_title(translate(N_("Overview")), self.presenter.beside())
        self.pile.setCurrentIndex(1 if self.presenter.is_empty() else 0)
        clear(self.figure_row)
        self.chip_row.clear()
        for view in self.presenter.figures():
            card = FigureCard(view)
            card.clicked.connect(lambda _=False, opens=view.opens: self.go.emit(opens))
            self.figure_row.addWidget(card, 1)
        for view in self.presenter.rest():
            chip = Chip(f"{view.name} {view.figure}", view.tone or "grey")
            chip.setCheckable(False)
            chip.clicked.connect(lambda _=False, opens=view.opens: self.go.emit(opens))
            self.chip_row.add(chip)
        causes = self.presenter.causes()
        self.causes.setVisible(bool(causes))
        self.no_causes.setVisible(not causes)
        self.causes.set_bars(
            tuple(Bar(key=key, words=words, value=value, figure=said) for key, words, value, said in causes)
        )
        self.model.show_villages(self.presenter.villages())


PARTS = PageParts(presenter=OverviewPresenter, page=OverviewPage)
