"""The page 选户: filters at the left, how many they find, who they are; and the lists that were saved."""

from collections.abc import Callable
from typing import Any

from PySide6.QtGui import QIntValidator, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from yihu.actions import Choice, SelectionComparison, SelectionReport, SelectionView
from yihu.base.errors import UserError
from yihu.base.i18n import N_, translate
from yihu.register.filters import Filter
from yihu.storage.selecting import Spot
from yihu.ui.campaign.tabs import SELECTIONS, CampaignTabs
from yihu.ui.interview.wrapped import WrappedLabel
from yihu.ui.look import (
    ChoiceButton,
    Latest,
    Notice,
    PrimaryButton,
    ProgressStrip,
    QuietButton,
    SearchBox,
    label,
    look,
    run_in_background,
)
from yihu.ui.look.flow import FlowRow
from yihu.ui.routes import HouseholdRoute, RegisterImportRoute, SelectionsRoute
from yihu.ui.save_table import save_list_button
from yihu.ui.selections.condition_row import ConditionRow
from yihu.ui.selections.filter_panel import WIDTH, FilterPanel
from yihu.ui.selections.hand_row import HandRow
from yihu.ui.selections.naming_row import NamingRow
from yihu.ui.selections.presenter import SelectionsPresenter
from yihu.ui.selections.result_card import NARROW, ResultCard
from yihu.ui.selections.saved_panel import BY_HAND_AT_MOST, SavedPanel
from yihu.ui.selections.sure import Sure
from yihu.ui.window.pages import Page, PageParts

NARROW_WIDTH = 230


class SelectionsPage(Page):
    """A number that follows every press, the households under it, and what is done with them."""

    def __init__(self, presenter: SelectionsPresenter) -> None:
        super().__init__()
        self.presenter = presenter
        self.counting, self.finding, self.mapping = Latest(), Latest(), Latest()
        self.tabs = CampaignTabs(SELECTIONS)
        self.tabs.chosen.connect(self.go)
        self._column.addWidget(self.tabs)
        self._build_header()
        body = QWidget()
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._build_side())
        row.addLayout(self._build_main(), 1)
        self.set_body(body)

    # How it is made

    def _build_header(self) -> None:
        self.search = SearchBox(translate(N_("Name · initials · end of ID number")))
        self.search.searched.connect(self._say)
        self.lists = QComboBox()
        self.lists.setAccessibleName(translate(N_("Saved lists")))
        self.lists.setFixedWidth(look().px(250))
        self.lists.activated.connect(self._choose_list)
        self.save_list = save_list_button(self, lambda: self.presenter.workspace, self.presenter.listed)
        for part in (self.search, self.lists, self.save_list):
            self.header.add_action(part)

    def _build_side(self) -> QWidget:
        self.filters, self.saved = FilterPanel(), SavedPanel()
        self.filters.asked.connect(self._ask)
        for signal, act in (
            (self.saved.paired, lambda: self.go.emit(self.presenter.pairs())),
            (self.saved.printed, lambda: self.go.emit(self.presenter.cards())),
            (self.saved.compared, self._compare),
            (self.saved.refreshed, self._refresh),
            (self.saved.frozen, self._freeze),
            (self.saved.copied, self._copy),
            (self.saved.deleted, self._delete),
        ):
            signal.connect(act)
        self.side = QStackedWidget()
        self.side.addWidget(self.filters)
        self.side.addWidget(self.saved)
        return self.side

    def _build_main(self) -> QVBoxLayout:
        px = look().px
        column = QVBoxLayout()
        column.setContentsMargins(px(20), px(12), px(24), px(10))
        column.setSpacing(px(10))
        column.addLayout(self._build_figure())
        self.conditions = ConditionRow()
        self.conditions.pointed.connect(self._point)
        self.conditions.dropped.connect(lambda field: self._ask(field, None))
        column.addWidget(self.conditions)
        column.addWidget(self._build_how())
        self.notice, self.strip = Notice(), ProgressStrip()
        column.addWidget(self.notice)
        column.addWidget(self.strip)
        self.sure = Sure()
        column.addWidget(self.sure)
        self.naming = NamingRow()
        self.naming.named.connect(self._save)
        column.addWidget(self.naming)
        column.addWidget(self._build_result(), 1)
        self.hands = HandRow()
        self.hands.added.connect(self._add)
        self.hands.taken.connect(self._take_out)
        column.addWidget(self.hands)
        return column

    def _build_figure(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(look().px(16))
        figure = QVBoxLayout()
        figure.setSpacing(0)
        self.figure = label("", "display")
        self.persons = label("", "secondary")
        figure.addWidget(self.figure)
        figure.addWidget(self.persons)
        words = QVBoxLayout()
        words.setSpacing(look().px(2))
        self.sentence, self.remarks = WrappedLabel("", "question"), WrappedLabel("", "secondary")
        words.addWidget(self.sentence)
        words.addWidget(self.remarks)
        words.addStretch(1)
        self.keep = PrimaryButton(translate(N_("Save as a list")), "save", main=True)
        self.keep.clicked.connect(lambda: self.naming.ask())
        row.addLayout(figure)
        row.addLayout(words, 1)
        row.addWidget(self.keep)
        return row

    def _build_how(self) -> FlowRow:
        row, px = FlowRow(), look().px
        self.joined = QComboBox()
        self.joined.setAccessibleName(translate(N_("How conditions are joined")))
        for words in (N_("all conditions"), N_("one condition is enough")):
            self.joined.addItem(translate(words))
        self.joined.activated.connect(self._join)
        self.take = QLineEdit()
        self.take.setValidator(QIntValidator(1, 9_999_999, self.take))
        self.take.setFixedWidth(px(96))
        self.take.setAccessibleName(translate(N_("Households at most")))
        self.take.setPlaceholderText(translate(N_("no limit")))
        self.take.textEdited.connect(self._take)
        self.at_most = label(translate(N_("Households at most")), "secondary")
        self.begin = QuietButton(translate(N_("Begin anew")), "undo-2")
        self.begin.clicked.connect(self._begin)
        self.as_table, self.as_map = (
            ChoiceButton(translate(N_("Table")), "table-2"),
            ChoiceButton(translate(N_("Map")), "map-pin"),
        )
        self.as_table.setChecked(True)
        self.as_table.clicked.connect(lambda: self._switch(False))
        self.as_map.clicked.connect(lambda: self._switch(True))
        self.at_most.setMinimumHeight(px(40))
        for part in (self.joined, self.at_most, self.take, self.begin, self.as_table, self.as_map):
            row.add(part)
        return row

    def _build_result(self) -> ResultCard:
        self.result = ResultCard(self.presenter)
        self.table, self.map = self.result.table, self.result.map
        self.table.opened.connect(self._open)
        self.table.typed.connect(self._type_on)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._show_hands())
        self.map.opened.connect(lambda id: self.go.emit(HouseholdRoute(household_id=id)))
        self.result.list_wanted.connect(lambda: self.go.emit(RegisterImportRoute()))
        return self.result

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < look().px(NARROW)
        self.side.setFixedWidth(look().px(NARROW_WIDTH if narrow else WIDTH))
        self.result.show_columns(self.width())

    # What is on screen

    def enter(self, route: SelectionsRoute) -> None:
        self.notice.hide()
        self.presenter.enter(route)
        self._show_all()
        run_in_background(lambda _: self.presenter.read_villages(), self._take_villages, notice=self.notice)

    def _take_villages(self, villages: Any) -> None:
        self.presenter.villages = villages
        self.filters.offer_places(villages)
        self.map.names = self._village_names()

    def _show_all(self) -> None:
        presenter = self.presenter
        self.header.set_title(translate(N_("Select households")), "")
        self.filters.offer_selections(presenter.saved)
        self._show_lists()
        saved = bool(presenter.selection)
        self.side.setCurrentWidget(self.saved if saved else self.filters)
        for part in (self.search, self.joined, self.at_most, self.take, self.begin, self.keep):
            part.setVisible(not saved)
        self.naming.hide()
        self.sure.hide()
        self.take.setText(str(presenter.take or ""))
        self.joined.setCurrentIndex(int(presenter.any_of))
        self._ask_again()

    def _show_lists(self) -> None:
        self.lists.clear()
        self.lists.addItem(translate(N_("New filter")), "")
        for row in self.presenter.saved:
            count = translate(N_("{count} households")).format(count=f"{row.households:,}")
            final = f" · {translate(N_('final'))}" if row.final else ""
            self.lists.addItem(f"{row.name} · {count}{final}", row.id)
        self.lists.setCurrentIndex(max(0, self.lists.findData(self.presenter.selection)))

    def _ask_again(self) -> None:
        """Everything that follows from what is asked."""
        presenter = self.presenter
        self.filters.show_filters(presenter.conditions)
        self.conditions.show_conditions(() if presenter.selection else presenter.said())
        self.joined.setEnabled(len(presenter.conditions) - len(presenter.points) > 1)
        self.finding.forget()
        self.counting.ask(lambda _: presenter.count(), self._show_count, failed=self._show_failure)

    def _show_failure(self, error: UserError) -> None:
        self.notice.show_error(error)

    def _show_count(self, found: Choice | SelectionView) -> None:
        presenter = self.presenter
        presenter.take_count(found)
        self.figure.setText(f"{presenter.figure():,}")
        self.figure.setAccessibleName(translate(N_("{count} households")).format(count=presenter.figure()))
        self.persons.setText(
            translate(N_("households · {persons} persons")).format(persons=f"{presenter.persons():,}")
        )
        self.sentence.setText(presenter.sentence())
        self.remarks.setText("\n".join(presenter.remarks()))
        self.remarks.setVisible(bool(presenter.remarks()))
        self.keep.forbid("" if presenter.figure() else translate(N_("No household fulfils this filter.")))
        if isinstance(found, SelectionView):
            self.saved.show_view(found, self._heads(found), may_manage=presenter.may_manage())
        self.finding.ask(lambda _: presenter.find(), self._show_rows, notice=self.notice)
        if self.as_map.isChecked():
            self._find_spots()

    def _heads(self, view: SelectionView) -> dict[str, str]:
        store = self.presenter.workspace.store
        rows = ((pick.household, store.household(pick.household)) for pick in view.by_hand[:BY_HAND_AT_MOST])
        return {id: row.head_name for id, row in rows if row is not None}

    def _show_rows(self, numbers: Any) -> None:
        self.presenter.take_numbers(numbers)
        self.result.model.renew()
        self.result.show_columns(self.width())
        self._show_hands()
        self._show_pile()

    def _show_pile(self) -> None:
        self.result.show_part(as_map=self.as_map.isChecked())

    def _show_hands(self) -> None:
        presenter = self.presenter
        ids = self.table.selectionModel().selectedRows()
        row = presenter.open_saved()
        targets = () if presenter.selection else presenter.targets()
        self.hands.offer(len(ids), targets, may_take=row is not None and not row.final)

    def _switch(self, to_map: bool) -> None:
        self.as_table.setChecked(not to_map)
        self.as_map.setChecked(to_map)
        if to_map:
            self._find_spots()
        self._show_pile()

    def _find_spots(self) -> None:
        self.mapping.ask(lambda _: self.presenter.spots(), self._show_spots, notice=self.notice)

    def _show_spots(self, spots: tuple[tuple[Spot, ...], tuple[Spot, ...]]) -> None:
        self.map.show_spots(*spots, self._village_names())
        self._show_pile()

    def _village_names(self) -> dict[str, str]:
        return {row.code: row.name for row in self.presenter.villages}

    # What a person asks

    def _ask(self, field: str, filter: Filter | None) -> None:
        if field:
            self.presenter.ask(field, filter)
        else:
            self.presenter.forget_all()
        if field == "text" and filter is None:
            self.search.clear()
        self._ask_again()

    def _say(self, text: str) -> None:
        self.presenter.say(text)
        self._ask_again()

    def _type_on(self, text: str) -> None:
        if self.search.isVisible():
            self.search.setFocus()
            self.search.setText(text)

    def _point(self, field: str, points: int) -> None:
        self.presenter.give_points(field, points)
        self._ask_again()

    def _join(self, at: int) -> None:
        self.presenter.any_of = bool(at)
        self._ask_again()

    def _take(self, text: str) -> None:
        self.presenter.take = int(text) if text.isdigit() and int(text) else None
        self._ask_again()

    def _begin(self) -> None:
        self.presenter.forget_all()
        self.search.clear()
        self._show_all()

    def _choose_list(self, at: int) -> None:
        self.presenter.selection = str(self.lists.itemData(at) or "")
        self.notice.hide()
        self._show_all()

    # What is done with them

    def _save(self, name: str, purpose: str) -> None:
        if not name.strip():
            self.notice.say(translate(N_("The list needs a name.")), tone="amber")
            self.naming.name.setFocus()
            return
        run_in_background(
            lambda progress: self.presenter.save(name, purpose, progress),
            self._saved,
            strip=self.strip,
            notice=self.notice,
            what=translate(N_("Saving the list")),
        )

    def _saved(self, report: SelectionReport) -> None:
        self.naming.clear()
        self.presenter.selection = report.id
        self._after(report)

    def _after(self, report: SelectionReport) -> None:
        self.presenter.read_saved()
        self._show_all()
        self.notice.say(self.presenter.report_words(report))

    def _add(self, selection: str, reason: str) -> None:
        ids = self.result.chosen_ids()
        self._do(lambda: self.presenter.add(selection, ids, reason))

    def _take_out(self, reason: str) -> None:
        ids = self.result.chosen_ids()
        self._do(lambda: self.presenter.take_out(ids, reason))

    def _do(self, act: Callable[[], SelectionReport]) -> None:
        """Quick for a list of some thousands, seconds for one of a hundred thousand."""
        run_in_background(
            lambda _: act(),
            self._done,
            strip=self.strip,
            notice=self.notice,
            what=translate(N_("Saving the list")),
        )

    def _done(self, report: SelectionReport) -> None:
        self.hands.reason.clear()
        self._after(report)

    def _compare(self) -> None:
        run_in_background(
            lambda _: self.presenter.compare(),
            self._show_comparison,
            strip=self.strip,
            notice=self.notice,
            what=translate(N_("Comparing")),
        )

    def _show_comparison(self, compared: SelectionComparison) -> None:
        self.notice.say(
            self.presenter.compared_words(compared),
            tone="amber" if compared.came or compared.fell else "green",
        )

    def _refresh(self) -> None:
        run_in_background(
            self.presenter.refresh,
            self._after,
            strip=self.strip,
            notice=self.notice,
            what=translate(N_("Choosing anew")),
        )

    def _freeze(self) -> None:
        self.sure.ask(
            translate(N_("Nobody adds or takes out any more. This can't be taken back.")),
            translate(N_("Yes, it is final")),
            lambda: self._do(self.presenter.freeze),
        )

    def _delete(self) -> None:
        self.sure.ask(
            translate(N_("It leaves all lists, on other laptops too. Its history stays.")),
            translate(N_("Yes, delete it")),
            lambda: self._do(self.presenter.delete),
        )

    def _copy(self) -> None:
        row = self.presenter.open_saved()
        if row is not None:
            self.presenter.begin_from(row)
            self._show_all()

    def _open(self, at: int) -> None:
        row = self.presenter.row(at)
        if row is not None:
            self.go.emit(self.presenter.route_of(row))


PARTS = PageParts(presenter=SelectionsPresenter, page=SelectionsPage)
