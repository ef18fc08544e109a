"""The page of the households' list."""

from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QMenu, QStackedLayout, QVBoxLayout, QWidget

from yihu.actions.assign_households import AssignReport
from yihu.base.i18n import N_, translate
from yihu.storage.rows import VillageRow
from yihu.ui.look import (
    Chip,
    EmptyState,
    Notice,
    PrimaryButton,
    ProgressStrip,
    SearchBox,
    SecondaryButton,
    Table,
    icon_label,
    label,
    look,
    run_in_background,
)
from yihu.ui.look.flow import FlowRow
from yihu.ui.look.scrolling import TWO_COLUMNS_FROM
from yihu.ui.look.text import ElidedLabel
from yihu.ui.look.tokens import SIDE
from yihu.ui.routes import InterviewRoute, NewHouseholdRoute, PlansRoute, RegisterImportRoute, VisitsRoute
from yihu.ui.save_table import save_list_button
from yihu.ui.visits.household_model import HouseholdModel
from yihu.ui.visits.place_list import PlaceList
from yihu.ui.visits.presenter import Place, VisitsPresenter
from yihu.ui.window.pages import Page, PageParts

SIDE_NARROW = 168
SIDE_LIST_FROM = 700
SHARES = (136, 144, 80, 164, 122, 148)


class VisitsPage(Page):
    """Places at the left; chips, table and what the keys do at the right."""

    def __init__(self, presenter: VisitsPresenter) -> None:
        super().__init__()
        self.presenter = presenter
        self._boxed: list[Place] = []
        self.model = HouseholdModel(presenter, self)
        self._build_header()
        body = QWidget()
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.places = PlaceList()
        self.places.chosen.connect(self._choose_place)
        row.addWidget(self.places)
        row.addLayout(self._main_column(), 1)
        self.set_body(body)
        self._keys()

    def _build_header(self) -> None:
        self.search = SearchBox(translate(N_("Name · initials · end of ID number")))
        self.search.searched.connect(self._search)
        self.search.went_down.connect(self._to_table)
        self.header.add_action(self.search)
        self.list_button = SecondaryButton(translate(N_("Take in a list")), "table-2")
        self.list_button.clicked.connect(lambda: self.go.emit(RegisterImportRoute()))
        if not self.presenter.plans:
            self.header.add_action(self.list_button)
        self.new_button = PrimaryButton(translate(N_("New household")), "plus")
        self.new_button.clicked.connect(self._new_household)
        if not self.presenter.plans:
            self.header.add_action(self.new_button)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= look().px(TWO_COLUMNS_FROM)
        self.places.setFixedWidth(look().px(SIDE if wide else SIDE_NARROW))
        listed = self.width() >= look().px(SIDE_LIST_FROM)
        self.places.setVisible(listed)
        self.place_box.setVisible(not listed)

    def _main_column(self) -> QVBoxLayout:
        px = look().px
        column = QVBoxLayout()
        column.setContentsMargins(px(24), px(16), px(24), px(10))
        column.setSpacing(px(12))
        self.place_box = QComboBox()
        self.place_box.setAccessibleName(translate(N_("Villages and groups")))
        self.place_box.activated.connect(self._choose_boxed_place)
        column.addWidget(self.place_box)
        self.chip_row = FlowRow()
        column.addWidget(self.chip_row)
        self.notice, self.strip = Notice(), ProgressStrip()
        column.addWidget(self.notice)
        column.addWidget(self.strip)
        column.addWidget(self._table_card(), 1)
        column.addLayout(self._foot())
        return column

    def _table_card(self) -> QFrame:
        card = QFrame()
        card.setProperty("card", "true")
        self.table = Table()
        self.table.setAccessibleName(translate(N_("Households")))
        self.table.setModel(self.model)
        self.table.set_shares(SHARES, stretched=1)
        self.table.setSelectionMode(Table.SelectionMode.ExtendedSelection)
        self.table.opened.connect(self._open)
        self.table.typed.connect(self._type_on)
        self.table.selectionModel().currentRowChanged.connect(self._remember)
        self.empty = EmptyState()
        self.everywhere = SecondaryButton(translate(N_("Look in all villages")), "search")
        self.everywhere.clicked.connect(self._search_everywhere)
        self.empty_new = PrimaryButton(translate(N_("New household")), "plus", main=True)
        self.empty_new.clicked.connect(self._new_household)
        for button in (self.everywhere, self.empty_new):
            self.empty.buttons.addWidget(button)
        self.pile = QStackedLayout(card)
        self.pile.setContentsMargins(1, 1, 1, 1)
        self.pile.addWidget(self.table)
        self.pile.addWidget(self.empty)
        return card

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(look().px(8))
        row.addWidget(icon_label("check", look().colours.green, 16))
        self.trust = ElidedLabel("", "secondary")
        row.addWidget(self.trust, 1)
        self.assign_button = SecondaryButton(translate(N_("Assign…")), "users", small=True)
        self.assign_button.clicked.connect(self._offer_teams)
        if not self.presenter.plans:
            row.addWidget(self.assign_button)
        self.save_button = save_list_button(
            self, lambda: self.presenter.workspace, self.presenter.listed, small=True
        )
        row.addWidget(self.save_button)
        keys = (
            N_("↑↓ choose   Enter open")
            if self.presenter.plans
            else N_("↑↓ choose   Enter open   F2 begin the visit")
        )
        row.addWidget(label(translate(keys), "secondary"))
        return row

    def _keys(self) -> None:
        for key, act in (
            ("Ctrl+F", self._to_search),
            ("F2", self._begin_visit),
            ("Ctrl+N", self._new_household),
        ):
            QShortcut(QKeySequence(key), self, act)
        QWidget.setTabOrder(self.search, self.table)

    def enter(self, route: VisitsRoute | PlansRoute) -> None:
        self.presenter.enter(route.filter)
        self.list_button.setVisible(self.presenter.takes_lists())
        if self.search.text() != self.presenter.filter.text:
            self.search.blockSignals(True)
            self.search.setText(self.presenter.filter.text)
            self.search.blockSignals(False)
        self._show_all()
        self._to_table()
        if self.presenter.villages_wanted:
            run_in_background(
                lambda _: self.presenter.read_villages(), self._take_villages, notice=self.notice
            )

    def _take_villages(self, villages: tuple[VillageRow, ...]) -> None:
        self.presenter.take_villages(villages)
        self._show_places()
        self.header.set_title(*self.presenter.heading())

    def _show_all(self) -> None:
        self._show_places()
        self._show_chips()
        self._show_rows()
        self.trust.setText(self.presenter.trust_words())

    def _show_places(self) -> None:
        chosen = self.presenter.filter
        query = chosen.query
        village = chosen.village or (query.village if query is not None else None)
        places = self.presenter.places()
        self.places.show_places(places, village, chosen.group)
        self._boxed = [place for place in places if not place.heading]
        self.place_box.clear()
        for place in self._boxed:
            self.place_box.addItem(f"{'　' * place.level}{place.words}  {place.count}")
            if (place.village, place.group) == (village, chosen.group):
                self.place_box.setCurrentIndex(self.place_box.count() - 1)

    def _choose_boxed_place(self, at: int) -> None:
        place = self._boxed[at]
        self._choose_place(place.village or "", place.group or "")

    def _show_chips(self) -> None:
        self.chip_row.clear()
        title, beside = self.presenter.heading()
        self.header.set_title(title, beside)
        for view in self.presenter.chips():
            chip = Chip(view.words, view.tone)
            chip.setChecked(view.chosen)
            chip.clicked.connect(lambda _=False, name=view.name: self._choose_state(name))
            self.chip_row.add(chip)

    def _show_rows(self) -> None:
        self.model.renew()
        rows = self.presenter.rows
        if rows:
            self.pile.setCurrentWidget(self.table)
            at = next((n for n, row in enumerate(rows) if row.id == self.presenter.chosen), 0)
            self.table.selectRow(at)
            return
        self.empty.say(*self.presenter.empty_words())
        self.everywhere.setVisible(self.presenter.can_search_everywhere())
        self.empty_new.setVisible(not self.presenter.villages and not self.presenter.plans)
        self.pile.setCurrentWidget(self.empty)

    def _choose_place(self, village: str, group: str) -> None:
        self.presenter.choose_place(village or None, group or None)
        self._show_places()
        self._show_chips()
        self._show_rows()

    def _choose_state(self, name: str) -> None:
        self.presenter.choose_state(name)
        self._show_chips()
        self._show_rows()
        self._to_table()

    def _search(self, text: str) -> None:
        self.presenter.search(text)
        self._show_rows()

    def _search_everywhere(self) -> None:
        self.presenter.search_everywhere()
        self._show_all()
        self._to_table()

    def _type_on(self, text: str) -> None:
        """Letters typed over the list go on into the search box."""
        self.search.setFocus()
        self.search.setText(text)

    def _to_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _to_table(self) -> None:
        if self.presenter.rows:
            self.table.setFocus()
        else:
            self.search.setFocus()

    def _remember(self, current: object, _previous: object) -> None:
        row = current.row()  # type: ignore[attr-defined]
        if 0 <= row < len(self.presenter.rows):
            self.presenter.chosen = self.presenter.rows[row].id

    def _open(self, row: int) -> None:
        self.go.emit(self.presenter.route_of(self.presenter.rows[row]))

    def chosen_ids(self) -> list[str]:
        """The households that are selected, in the order of the list."""
        places = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        return [self.presenter.rows[place].id for place in places if place < len(self.presenter.rows)]

    def _offer_teams(self) -> None:
        ids = self.chosen_ids()
        if not ids:
            return
        menu = QMenu(self)
        head = menu.addAction(translate(N_("Give the chosen households ({count}) to")).format(count=len(ids)))
        head.setEnabled(False)
        for team, words in self.presenter.teams():
            action = menu.addAction(words)
            action.triggered.connect(lambda _=False, team=team: self.assign(ids, team))
        menu.popup(self.assign_button.mapToGlobal(self.assign_button.rect().topLeft()))

    def assign(self, ids: list[str], team: str) -> None:
        """Give these households to a team ("" takes them from all)."""
        run_in_background(
            lambda progress: self.presenter.assign(ids, team, progress),
            lambda report: self._assigned(team, report),
            strip=self.strip,
            notice=self.notice,
            what=translate(N_("Assigning")),
        )

    def _assigned(self, team: str, report: AssignReport) -> None:
        self.presenter.read_anew()
        self._show_chips()
        self._show_rows()
        self.notice.say(self.presenter.say_assigned(team, report))

    def _begin_visit(self) -> None:
        row = self.table.currentIndex().row()
        if 0 <= row < len(self.presenter.rows):
            self.go.emit(InterviewRoute(household_id=self.presenter.rows[row].id))

    def _new_household(self) -> None:
        chosen = self.presenter.filter
        self.go.emit(NewHouseholdRoute(village=chosen.village, group=chosen.group))


PARTS = PageParts(presenter=VisitsPresenter, page=VisitsPage)
PLANS_PARTS = PageParts(
    presenter=lambda workspace: VisitsPresenter(workspace, plans=True),
    page=VisitsPage,
)
