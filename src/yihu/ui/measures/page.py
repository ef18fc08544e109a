"""The page of the measures of poverty: by several indicators, by income, and what could not be measured."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from yihu.actions.measure_poverty import PovertyReport
from yihu.base.i18n import N_, translate
from yihu.ui.interview.wrapped import WrappedLabel
from yihu.ui.look import (
    Bar,
    BarChart,
    Card,
    EmptyState,
    FactStrip,
    Latest,
    Notice,
    ProgressStrip,
    clear,
    label,
    look,
)
from yihu.ui.look.scrolling import scrolled, stack
from yihu.ui.measures.presenter import MeasuresPresenter
from yihu.ui.overview.tabs import MEASURES, OverviewTabs
from yihu.ui.routes import MeasuresRoute
from yihu.ui.window.pages import Page, PageParts


class MeasuresPage(Page):
    """Figures weighed by persons; each says over whom it was measured."""

    def __init__(self, presenter: MeasuresPresenter) -> None:
        super().__init__()
        self.presenter = presenter
        self.finding = Latest()
        self.tabs = OverviewTabs(MEASURES)
        self.tabs.chosen.connect(self.go)
        self._column.addWidget(self.tabs)
        self.village = QComboBox()
        self.village.setAccessibleName(translate(N_("Village")))
        self.village.activated.connect(self._choose_village)
        self.header.add_action(self.village)
        px = look().px
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(px(24), px(16), px(24), px(20))
        column.setSpacing(px(10))
        self.strip, self.notice = ProgressStrip(), Notice()
        self.many, self.income = FactStrip(), FactStrip()
        column.addWidget(self.strip)
        column.addWidget(self.notice)
        column.addWidget(label(translate(N_("By several indicators at once (Alkire-Foster)")), "strong"))
        column.addWidget(self.many)
        column.addWidget(label(translate(N_("By net income per head (FGT, Gini)")), "strong"))
        column.addWidget(self.income)
        self.cards = QHBoxLayout()
        self.cards.setSpacing(px(16))
        self.shares = Card(translate(N_("What poverty is made of")))
        self.bars = BarChart(choosing=False)
        self.shares.body.addWidget(self.bars)
        self.shares.body.addStretch(1)
        self.missing = Card(translate(N_("Not measured")))
        self._missing = QVBoxLayout()
        self._missing.setSpacing(px(6))
        self.missing.body.addLayout(self._missing)
        self.missing.body.addStretch(1)
        self.cards.addWidget(self.shares, 7)
        self.cards.addWidget(self.missing, 4)
        column.addLayout(self.cards, 1)
        self.pile = QStackedWidget()
        self.empty = EmptyState(
            translate(N_("There is nothing to measure yet.")),
            translate(N_("The measures come by themselves from finished surveys.")),
        )
        self.pile.addWidget(scrolled(body))
        self.pile.addWidget(self.empty)
        self.set_body(self.pile)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        stack(self.cards, self.width())

    def enter(self, route: MeasuresRoute) -> None:
        self.header.set_title(translate(N_("Measures of poverty")), "")
        self.notice.hide()
        self.village.clear()
        self.village.addItem(translate(N_("All villages")), "")
        for code, name in self.presenter.villages():
            self.village.addItem(name, code)
        self.village.setCurrentIndex(max(0, self.village.findData(self.presenter.village)))
        self._find()

    def _choose_village(self) -> None:
        self.presenter.village = str(self.village.currentData() or "")
        self._find()

    def _find(self) -> None:
        self.finding.ask(
            lambda _: self.presenter.find(),
            self._show,
            strip=self.strip,
            notice=self.notice,
            what=translate(N_("Measuring")),
        )

    def _show(self, report: PovertyReport) -> None:
        presenter = self.presenter
        presenter.take(report)
        self.pile.setCurrentIndex(1 if presenter.is_empty() else 0)
        self.many.set_facts(presenter.multidimensional())
        self.income.set_facts(presenter.income())
        self.bars.set_bars(
            tuple(
                Bar(key=name, words=title, value=share, figure=words)
                for name, title, share, words in presenter.contributions()
            )
        )
        if self.isVisible():
            self.village.setFocus()
        clear(self._missing)
        said = presenter.missing()
        for words in said or (translate(N_("Every household answered everything that is measured.")),):
            self._missing.addWidget(WrappedLabel(words, "body"))


PARTS = PageParts(presenter=MeasuresPresenter, page=MeasuresPage)
