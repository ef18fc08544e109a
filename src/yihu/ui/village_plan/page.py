"""The plans of villages: the list, and one plan in its six directions."""

from pathlib import Path

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFileDialog, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from yihu.base.errors import UserError
from yihu.base.i18n import N_, translate, translate_count
from yihu.ui.campaign.entry_panel import EntryPanel
from yihu.ui.campaign.rows import CellRows
from yihu.ui.campaign.tabs import VILLAGE_PLANS, CampaignTabs
from yihu.ui.interview.wrapped import WrappedLabel
from yihu.ui.look import (
    Banner,
    Card,
    Cell,
    EmptyState,
    FactStrip,
    LinkButton,
    Notice,
    ProgressStrip,
    SearchBox,
    SecondaryButton,
    Table,
    clear,
    label,
    look,
    run_in_background,
)
from yihu.ui.look.scrolling import bring_into_view, scrolled
from yihu.ui.look.tokens import BODY
from yihu.ui.routes import PlanRoute, VillagePlansRoute
from yihu.ui.save_table import save_list_button
from yihu.ui.village_plan.blocks import DirectionGrid, ProjectsCard, YearsCard, column_of
from yihu.ui.village_plan.gather_panel import GatherPanel
from yihu.ui.village_plan.item_panel import ItemPanel
from yihu.ui.village_plan.plan_panel import PlanPanel
from yihu.ui.village_plan.presenter import VillagePlanPresenter, VillageRow
from yihu.ui.village_plan.project_panel import ProjectPanel
from yihu.ui.window.pages import Page, PageParts

_HEADS = (
    N_("Village"),
    N_("Township"),
    N_("Households"),
    N_("Items"),
    N_("Money set aside (yuan)"),
    N_("Projects"),
    N_("State"),
)
_SHARES = (200, 170, 110, 90, 190, 130, 110)
_EMPTY, _LIST, _ONE = range(3)


class VillagePlansPage(Page):
    """All villages, or the plan of one of them."""

    def __init__(self, presenter: VillagePlanPresenter) -> None:
        super().__init__()
        self.presenter = presenter
        self.tabs = CampaignTabs(VILLAGE_PLANS)
        self.tabs.chosen.connect(self.go)
        self._column.addWidget(self.tabs)
        self.header.went_back.connect(self._to_list)
        self.search = SearchBox(translate(N_("Village or code")))
        self.search.searched.connect(lambda _: self._show_rows())
        self.gather_button = SecondaryButton(translate(N_("Gather from household plans")), "download")
        self.gather_button.clicked.connect(self._ask_gathering)
        self.edit_button = SecondaryButton(translate(N_("Village and goals")), "pencil")
        self.edit_button.clicked.connect(lambda: self._open(self.plan))
        self.save_button = SecondaryButton(translate(N_("Save as PDF…")), "save")
        self.save_button.clicked.connect(self._ask_folder)
        self._of_village = (self.gather_button, self.edit_button, self.save_button)
        self.list_button = save_list_button(self, lambda: presenter.workspace, presenter.listed)
        for part in (self.search, self.list_button, *self._of_village):
            self.header.add_action(part)
        self.strip, self.notice, self.banner = ProgressStrip(), Notice(), Banner()
        self.banner.accepted.connect(self._ask_gathering)
        self.gather, self.item = GatherPanel(presenter), ItemPanel(presenter)
        self.project, self.plan = ProjectPanel(presenter), PlanPanel(presenter)
        self.panels: tuple[EntryPanel, ...] = (self.gather, self.item, self.project, self.plan)
        for panel in self.panels:
            panel.written.connect(self._written)
        self.gather.looked.connect(self._look_again)
        self.gather.wanted.connect(self._gather)
        self.item.household_wanted.connect(lambda id_: self.go.emit(PlanRoute(household_id=id_)))
        self.project.more_wanted.connect(lambda record: self.go.emit(presenter.interview(record)))
        self._shown: tuple[VillageRow, ...] = ()
        self.set_body(scrolled(self._body()))

    def _body(self) -> QWidget:
        px = look().px
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(px(24), px(16), px(24), px(16))
        column.setSpacing(px(12))
        self.empty = EmptyState(
            translate(N_("There is no village in this register yet.")),
            translate(N_("Write down households or take a list in; their villages come by themselves.")),
        )
        self.pile = QStackedWidget()
        for part in (self.empty, self._list(), self._one()):
            self.pile.addWidget(part)
        for part in (self.strip, self.notice, self.banner, *self.panels):
            column.addWidget(part)
        column.addWidget(self.pile, 1)
        self.banner.hide()
        return body

    def _list(self) -> QWidget:
        self.table = Table(size_px=BODY)
        self.rows = CellRows([translate(head) for head in _HEADS], self.table)
        self.table.setModel(self.rows)
        self.table.set_shares(_SHARES, stretched=0)
        self.table.setMinimumHeight(look().px(300))
        self.table.opened.connect(self._village_opened)
        self.search.went_down.connect(self.table.setFocus)
        card = Card(translate(N_("Villages")), translate(N_("Enter opens a village's plan")))
        card.body.addWidget(self.table)
        return card

    def _one(self) -> QWidget:
        self.facts, self.texts = FactStrip(), QVBoxLayout()
        self.texts_card = Card()
        self.texts_card.body.addLayout(self.texts)
        self.limit = LinkButton(translate(N_("Show all items")), "x")
        self.limit.clicked.connect(lambda: self._limit("", ""))
        self.limit_words = label("", "strong")
        self.directions, self.projects = DirectionGrid(self.presenter), ProjectsCard(self.presenter)
        self.directions.item_opened.connect(lambda row: self._open(self.item, row))
        self.directions.adding.connect(lambda code: self._open(self.item, None, code))
        self.projects.opened.connect(lambda record: self._open(self.project, record))
        self.projects.adding.connect(lambda: self._open(self.project, None))
        self.years = YearsCard(self.presenter)
        self.years.chosen.connect(self._limit)
        self.dropped = Card(translate(N_("Taken out")), translate(N_("press one to bring it back")))
        self.dropped_list = QVBoxLayout()
        self.dropped.body.addLayout(self.dropped_list)
        box, column = column_of(
            self.facts, self.texts_card, self.limit_words, self.limit, self.directions, self.projects
        )
        column.addWidget(self.years)
        column.addWidget(self.dropped)
        column.addStretch(1)
        return box

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.directions.fit(self.width())

    def enter(self, route: VillagePlansRoute) -> None:
        self.notice.hide()
        self._close_panels()
        if route.village:
            self.show_village(route.village)
        elif self.presenter.view is not None:
            self.show_village(self.presenter.view.code)
        else:
            self._to_list()

    def place(self) -> VillagePlansRoute:
        view = self.presenter.view
        return VillagePlansRoute(village=view.code if view else "")

    # the list

    def _to_list(self) -> None:
        self.presenter.close()
        self._close_panels()
        self.banner.hide()
        self._show_header()
        run_in_background(
            lambda _: self.presenter.find(),
            self._show_list,
            strip=self.strip,
            notice=self.notice,
            what=translate(N_("Reading the villages")),
        )

    def _show_list(self, lines: object) -> None:
        self.presenter.lines = lines  # type: ignore[assignment]
        if self.presenter.view is not None:
            return
        self._show_rows()
        self._show_part(_LIST if self.presenter.lines else _EMPTY)
        if self._shown and self.isVisible():
            self.table.setFocus()

    def _show_rows(self) -> None:
        self._shown = self.presenter.rows(self.search.text())
        self.rows.show_rows([_cells(row) for row in self._shown])

    def _village_opened(self, row: int) -> None:
        if 0 <= row < len(self._shown):
            self.show_village(self._shown[row].code)

    # one village

    def show_village(self, code: str) -> None:
        """The plan of one village."""
        try:
            self.presenter.open(code)
        except UserError as trouble:
            self._to_list()
            self.notice.show_error(trouble)
            return
        self._show_plan()
        self.gather_button.setFocus()
        self._look_aside()

    def _show_plan(self) -> None:
        presenter = self.presenter
        self._show_header()
        self.facts.set_facts(presenter.figures())
        clear(self.texts)
        for head, text in presenter.texts():
            self.texts.addWidget(label(head, "strong"))
            self.texts.addWidget(WrappedLabel(text, "body"))
        self.texts_card.setVisible(bool(presenter.texts()))
        self._show_items()
        self.projects.show_projects()
        self.years.show_years()
        clear(self.dropped_list)
        for row, words in presenter.dropped():
            button = LinkButton(words, "undo-2")
            button.setEnabled(presenter.may_write())
            button.clicked.connect(lambda _=False, row=row: self._bring_back(row))
            self.dropped_list.addWidget(button)
        self.dropped.setVisible(bool(presenter.dropped()))
        self._show_banner()
        self._show_part(_ONE)

    def _show_part(self, part: int) -> None:
        """One part of the page, which alone says how high it is."""
        for number in range(self.pile.count()):
            high = QSizePolicy.Policy.Preferred if number == part else QSizePolicy.Policy.Ignored
            self.pile.widget(number).setSizePolicy(QSizePolicy.Policy.Preferred, high)
        self.pile.setCurrentIndex(part)

    def _show_items(self) -> None:
        self.directions.show_blocks()
        words = self.presenter.limit_words()
        self.limit_words.setText(translate(N_("Only: {what}")).format(what=words))
        for part in (self.limit_words, self.limit):
            part.setVisible(bool(words))

    def _limit(self, year: str, direction: str) -> None:
        """Show the items of a part of the chart."""
        self.presenter.limit(year, direction)
        self._show_items()
        bring_into_view(self.facts if not year else self.limit_words)

    def _show_header(self) -> None:
        view = self.presenter.view
        may = view is not None and self.presenter.may_write()
        self.search.setVisible(view is None)
        self.save_button.setVisible(view is not None)
        for button in (self.gather_button, self.edit_button):
            button.setVisible(may)
        if view is None:
            self.header.set_title(translate(N_("Village plans")))
            self.header.set_pill("")
            self.header.hide_back()
        else:
            self.header.set_title(*self.presenter.title())
            self.header.set_pill(*self.presenter.state())
            self.header.show_back(translate(N_("Back to the villages")))

    # gathering

    def _look_aside(self) -> None:
        """See beside the window whether the household plans ask for more."""
        code = self.presenter.plan_view.code

        def done(found: object) -> None:
            view = self.presenter.view
            if view is not None and view.code == code:
                self.presenter.gathering = found  # type: ignore[assignment]
                self._show_banner()

        run_in_background(
            lambda progress: self.presenter.look(progress=progress),
            done,
            strip=self.strip,
            notice=self.notice,
            what=translate(N_("Reading the household plans")),
        )

    def _show_banner(self) -> None:
        told = self.presenter.banner() if self.presenter.may_write() else None
        self.banner.setVisible(told is not None and not any(panel.isVisible() for panel in self.panels))
        if told is not None:
            self.banner.say(*told)

    def _ask_gathering(self) -> None:
        self._look_again(self.presenter.at_least)

    def _look_again(self, at_least: int) -> None:
        def done(found: object) -> None:
            self.presenter.gathering, self.presenter.at_least = found, at_least  # type: ignore[assignment]
            self._open(self.gather)

        run_in_background(
            lambda progress: self.presenter.look(at_least, progress),
            done,
            strip=self.strip,
            notice=self.notice,
            what=translate(N_("Reading the household plans")),
        )

    def _gather(self) -> None:
        only, at_least = self.gather.chosen(), self.presenter.at_least

        def done(found: object) -> None:
            self.gather.hide()
            count = len(found.items)  # type: ignore[attr-defined]
            words = translate_count(
                "{count} item was brought into the plan.", "{count} items were brought into the plan.", count
            ).format(count=count)
            self._after_writing(words)

        run_in_background(
            lambda progress: self.presenter.gather(only, at_least, progress),
            done,
            failed=self.gather.notice.show_error,
            strip=self.strip,
            notice=self.notice,
            what=translate(N_("Gathering")),
        )

    # panels

    def _open(self, panel: EntryPanel, *what: object) -> None:
        self._close_panels()
        self.banner.hide()
        panel.ask(*what)  # type: ignore[attr-defined]
        bring_into_view(panel.title)

    def _close_panels(self) -> None:
        for panel in self.panels:
            panel.hide()

    def _written(self) -> None:
        self._after_writing(translate(N_("Saved. It stays in the history and can be taken back there.")))

    def _bring_back(self, row: str) -> None:
        try:
            self.presenter.drop(row, back=True)
        except UserError as trouble:
            self.notice.show_error(trouble)
            return
        self._written()

    def _after_writing(self, words: str) -> None:
        self.changed.emit()
        self.presenter.again()
        self._show_plan()
        self.gather_button.setFocus()
        self._look_aside()
        self.notice.say(words)

    # paper

    def _ask_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, translate(N_("Into which folder?")))
        if folder:
            self.save_into(Path(folder))

    def save_into(self, folder: Path) -> None:
        """Write the plan as PDF, beside the window."""
        run_in_background(
            lambda _: self.presenter.print_into(folder),
            lambda report: self.notice.say(
                translate(N_("Saved: {file}")).format(file=report.files[0].name),
                translate_count("{count} page.", "{count} pages.", report.pages).format(count=report.pages),
            ),
            strip=self.strip,
            notice=self.notice,
            what=translate(N_("Writing the plan")),
        )


def _cells(row: VillageRow) -> tuple[Cell, ...]:
    return (
        Cell(row.village, "strong"),
        Cell(row.township, "secondary"),
        Cell(row.households, "figure"),
        Cell(row.items, "figure"),
        Cell(row.money, "figure"),
        Cell(row.projects, "figure"),
        Cell(row.state, "pill", row.tone),
    )


PARTS = PageParts(presenter=VillagePlanPresenter, page=VillagePlansPage)
