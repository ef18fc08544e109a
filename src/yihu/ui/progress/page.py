"""Where the work stands, where it is stuck; every number opens its list."""

from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from yihu.actions import ProgressReport
from yihu.base.i18n import N_, translate
from yihu.ui.interview.wrapped import WrappedLabel
from yihu.ui.look import (
    Card,
    EmptyState,
    FactStrip,
    Latest,
    LinkButton,
    Notice,
    ProgressStrip,
    clear,
    label,
    look,
)
from yihu.ui.look.chart_view import ChartView
from yihu.ui.look.scrolling import scrolled, stack
from yihu.ui.overview.tabs import PROGRESS, OverviewTabs
from yihu.ui.progress.presenter import WAYS, ProgressPresenter
from yihu.ui.progress.village_map import VillageMap
from yihu.ui.routes import ProgressRoute, VisitsRoute
from yihu.ui.window.pages import Page, PageParts

_STUCK_SHOWN = 8
_SINCE = (
    (0, N_("since the start")),
    (7, N_("last 7 days")),
    (30, N_("last 30 days")),
    (90, N_("last 90 days")),
)


class ProgressPage(Page):
    """Facts above; bars with their parts, those that are behind, and the weeks below."""

    def __init__(self, presenter: ProgressPresenter) -> None:
        super().__init__()
        self.presenter = presenter
        self.finding = Latest()
        self.tabs = OverviewTabs(PROGRESS)
        self.tabs.chosen.connect(self.go)
        self._column.addWidget(self.tabs)
        self.way = self._choice(translate(N_("Count by")), self._choose_way)
        for key, words in WAYS:
            self.way.addItem(translate(words), key)
        self.place = self._choice(translate(N_("Place")), self._choose_place)
        self.since = self._choice(translate(N_("Met since")), self._choose_since)
        for days, words in _SINCE:
            self.since.addItem(translate(words), days)
        px = look().px
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(px(24), px(16), px(24), px(20))
        column.setSpacing(px(16))
        self.strip, self.notice, self.facts = ProgressStrip(), Notice(), FactStrip()
        for part in (self.strip, self.notice, self.facts):
            column.addWidget(part)
        self.cards = QHBoxLayout()
        self.cards.setSpacing(px(16))
        main = QVBoxLayout()
        main.setSpacing(px(16))
        main.setContentsMargins(0, 0, 0, 0)
        main.addWidget(self._chart_card())
        main.addWidget(self._map_card())
        main.addStretch(1)
        left = QWidget()
        left.setLayout(main)
        self.cards.addWidget(left, 7)
        beside = QVBoxLayout()
        beside.setSpacing(px(16))
        beside.addWidget(self._stuck_card())
        beside.addWidget(self._weeks_card())
        beside.addStretch(1)
        side = QWidget()
        side.setLayout(beside)
        beside.setContentsMargins(0, 0, 0, 0)
        self.cards.addWidget(side, 5)
        column.addLayout(self.cards, 1)
        self.pile = QStackedWidget()
        self.empty = EmptyState("", "")
        self.pile.addWidget(scrolled(body, whole=True))
        self.pile.addWidget(self.empty)
        self.set_body(self.pile)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        stack(self.cards, self.width())

    def _choice(self, name: str, chosen: object) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(name)
        box.setToolTip(name)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        box.activated.connect(chosen)
        self.header.add_action(box)
        return box

    def _chart_card(self) -> Card:
        self.standing = Card(translate(N_("Where they stand")), translate(N_("press a part to see who")))
        self.chart = ChartView()
        self.chart.setAccessibleName(translate(N_("Where they stand")))
        self.chart.chosen.connect(self._open_part)
        self.standing.body.addWidget(self.chart)
        self.standing.body.addStretch(1)
        return self.standing

    def _stuck_card(self) -> Card:
        card = Card(translate(N_("Behind the timetable")))
        self._stuck = QVBoxLayout()
        self._stuck.setSpacing(look().px(8))
        card.body.addLayout(self._stuck)
        return card

    def _map_card(self) -> Card:
        self.mapped = Card(translate(N_("Map of the villages")), translate(N_("share of plans signed")))
        self.map = VillageMap()
        self.map.opened.connect(lambda code: self._open_part(code, "households"))
        self.mapped.body.addWidget(self.map)
        self.mapped.hide()
        return self.mapped

    def _weeks_card(self) -> Card:
        self.weekly = Card(translate(N_("Surveys, week by week")))
        self.weeks = ChartView()
        self.weeks.setAccessibleName(translate(N_("Surveys, week by week")))
        self.weeks.chosen.connect(lambda week, _series: self.go.emit(self.presenter.chosen_week(week)))
        self.weekly.body.addWidget(self.weeks)
        return self.weekly

    def enter(self, route: ProgressRoute) -> None:
        self.header.set_title(translate(N_("How far we are")), "")
        self.notice.hide()
        self.way.setCurrentIndex(max(0, self.way.findData(self.presenter.by)))
        self.place.clear()
        for place in self.presenter.places():
            self.place.addItem(place.words, place.code)
        self.place.setCurrentIndex(max(0, self.place.findData(self.presenter.division)))
        self._find()

    def _choose_way(self) -> None:
        self.presenter.by = str(self.way.currentData())
        self._find()

    def _choose_place(self) -> None:
        self.presenter.division = str(self.place.currentData() or "")
        self._find()

    def _choose_since(self) -> None:
        days = int(self.since.currentData())
        today = self.presenter.workspace.clock.now().date()
        back = QDate(today.year, today.month, today.day).addDays(-days)
        self.presenter.since = back.toString(Qt.DateFormat.ISODate) if days else ""
        self._find()

    def _find(self) -> None:
        self.finding.ask(
            lambda _: self.presenter.find(),
            self._show,
            strip=self.strip,
            notice=self.notice,
            what=translate(N_("Counting")),
        )

    def _show(self, report: ProgressReport) -> None:
        presenter = self.presenter
        presenter.take(report)
        self.header.set_title(
            translate(N_("How far we are")),
            translate(N_("{start} to {end}")).format(start=report.timetable.start, end=report.timetable.end),
        )
        self.empty.say(*presenter.empty_words())
        self.pile.setCurrentIndex(1 if presenter.is_empty() else 0)
        self.facts.set_facts(presenter.facts())
        self.standing.set_beside(presenter.chart_note())
        self.chart.set_chart(presenter.chart())
        weeks = presenter.weeks()
        self.weekly.setVisible(weeks is not None)
        if weeks is not None:
            self.weeks.set_chart(weeks)
        dots = presenter.dots()
        self.mapped.setVisible(bool(dots))
        if dots:
            self.map.show_dots(dots)
        self._show_stuck()
        if self.isVisible() and not any(box.hasFocus() for box in (self.place, self.since)):
            self.way.setFocus()

    def _show_stuck(self) -> None:
        clear(self._stuck)
        behind = list(self.presenter.stuck())
        if not behind:
            self._stuck.addWidget(label(translate(N_("Nobody is far behind.")), "body2", wrap=True))
        for name, words, route in behind[:_STUCK_SHOWN]:
            self._stuck.addWidget(self._stuck_line(name, words, route))
        if len(behind) > _STUCK_SHOWN:
            more = translate(N_("and {count} more")).format(count=len(behind) - _STUCK_SHOWN)
            self._stuck.addWidget(label(more, "secondary"))

    def _stuck_line(self, name: str, words: str, route: VisitsRoute) -> QWidget:
        line = QWidget()
        column = QVBoxLayout(line)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        button = LinkButton(name)
        button.setAccessibleDescription(words)
        button.clicked.connect(lambda _=False, route=route: self.go.emit(route))
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(WrappedLabel(words, "secondary"))
        return line

    def _open_part(self, key: str, series: str) -> None:
        route = self.presenter.chosen(key, series)
        if route is not None:
            self.go.emit(route)


PARTS = PageParts(presenter=ProgressPresenter, page=ProgressPage)
