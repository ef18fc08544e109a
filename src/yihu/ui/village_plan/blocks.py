"""The parts of a village's plan on the page: six blocks, projects, the years."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from yihu.base.i18n import N_, translate
from yihu.ui.campaign.rows import CellRows
from yihu.ui.look import Card, Cell, LinkButton, Table, label, look
from yihu.ui.look.chart_view import ChartView
from yihu.ui.look.scrolling import TWO_COLUMNS_FROM
from yihu.ui.look.tokens import BODY, ROW
from yihu.ui.village_plan.presenter import DirectionBlock, ItemRow, ProjectRow, VillagePlanPresenter

_PROJECT_HEADS = (
    N_("Project"),
    N_("Direction"),
    N_("Done / target"),
    N_("Spent / budget (yuan)"),
    N_("Next milestone"),
    N_("State"),
)
_PROJECT_SHARES = (200, 120, 260, 210, 180, 110)


class DirectionCard(Card):
    """One direction: its items, and a way to add one.

    Signals:
        item_opened: row of an item. adding: the direction's code.
    """

    item_opened = Signal(str)
    adding = Signal(str)

    def __init__(self, code: str, title: str) -> None:
        super().__init__(title, " ")
        px = look().px
        self.code = code
        self.add_button = LinkButton(translate(N_("Add")), "plus")
        self.add_button.setAccessibleName(f"{title}: {translate(N_('Add'))}")
        self.add_button.clicked.connect(lambda: self.adding.emit(self.code))
        self.head.addWidget(self.add_button)
        self.table = Table(size_px=BODY)
        self.table.setAccessibleName(title)
        self.rows = CellRows(("", "", "", ""), self.table)
        self.table.setModel(self.rows)
        self.table.horizontalHeader().hide()
        self.table.set_shares((240, 110, 120, 110), stretched=0)
        self.table.opened.connect(self._opened)
        self.table.clicked.connect(lambda index: self._opened(index.row()))
        self.nothing = label("", "body2", wrap=True)
        self.body.setContentsMargins(px(8), px(12), px(8), px(8))
        self.head.setContentsMargins(px(12), 0, px(4), 0)
        self.nothing.setContentsMargins(px(12), 0, px(12), px(8))
        self.body.addWidget(self.table)
        self.body.addWidget(self.nothing)
        self.body.addStretch(1)
        self._shown: tuple[ItemRow, ...] = ()

    def show_block(self, block: DirectionBlock, *, may_write: bool) -> None:
        """Its items now."""
        self._shown = block.items
        self.set_beside(block.beside)
        self.rows.show_rows([_item_cells(item) for item in block.items])
        self.table.setFixedHeight(look().px(ROW) * len(block.items) + 2)
        self.table.setVisible(bool(block.items))
        words = N_("No item in the chosen year.") if block.beside else N_("Nothing is planned here yet.")
        self.nothing.setText(translate(words))
        self.nothing.setVisible(not block.items)
        self.add_button.setVisible(may_write)

    def _opened(self, row: int) -> None:
        if 0 <= row < len(self._shown):
            self.item_opened.emit(self._shown[row].row)


class DirectionGrid(QWidget):
    """All six, two beside each other where there is room.

    Signals: as of `DirectionCard`.
    """

    item_opened = Signal(str)
    adding = Signal(str)

    def __init__(self, presenter: VillagePlanPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self.cards = {code: DirectionCard(code, title) for code, title in presenter.directions()}
        for card in self.cards.values():
            card.item_opened.connect(self.item_opened)
            card.adding.connect(self.adding)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(look().px(12))
        self._columns = 0
        self.fit(look().px(TWO_COLUMNS_FROM))

    def fit(self, width: int) -> None:
        """One column where the page is narrow."""
        columns = 2 if width >= look().px(TWO_COLUMNS_FROM) else 1
        if columns == self._columns:
            return
        self._columns = columns
        for number, card in enumerate(self.cards.values()):
            self._grid.addWidget(card, number // columns, number % columns)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1 if columns == 2 else 0)

    def show_blocks(self) -> None:
        """The plan as it is now."""
        for block in self._presenter.blocks():
            self.cards[block.code].show_block(block, may_write=self._presenter.may_write())


class ProjectsCard(Card):
    """Projects as a table; how far they are and what they bring as charts.

    Signals:
        opened: record of a project. adding: a new one is wanted.
    """

    opened = Signal(str)
    adding = Signal()

    def __init__(self, presenter: VillagePlanPresenter) -> None:
        super().__init__(translate(N_("Projects")), translate(N_("Enter opens a project")))
        self._presenter = presenter
        self.add_button = LinkButton(translate(N_("New project")), "plus")
        self.add_button.clicked.connect(self.adding)
        self.head.addWidget(self.add_button)
        self.table = Table(size_px=BODY)
        self.table.setAccessibleName(translate(N_("Projects")))
        self.rows = CellRows([translate(head) for head in _PROJECT_HEADS], self.table)
        self.table.setModel(self.rows)
        self.table.set_shares(_PROJECT_SHARES, stretched=0)
        self.table.opened.connect(self._opened)
        self.table.clicked.connect(lambda index: self._opened(index.row()))
        words = N_(
            "No project yet. A project carries out an item: what is to be reached, by when, with what."
        )
        self.nothing = label(translate(words), "body2", wrap=True)
        self.gains_title = label(translate(N_("Gain a head from industry (yuan a year)")), "strong")
        self.gains = ChartView()
        self.gains.chosen.connect(lambda key, _: self.opened.emit(key))
        for part in (self.table, self.nothing, self.gains_title, self.gains):
            self.body.addWidget(part)
        self._shown: tuple[ProjectRow, ...] = ()

    def show_projects(self) -> None:
        """The projects as they are now."""
        self._shown = self._presenter.projects()
        self.rows.show_rows([_project_cells(row) for row in self._shown])
        self.table.setFixedHeight(look().px(ROW) * (len(self._shown) + 1) + 2)
        self.table.setVisible(bool(self._shown))
        self.nothing.setVisible(not self._shown)
        self.add_button.setVisible(self._presenter.may_write())
        gains = self._presenter.gains_chart()
        for part in (self.gains_title, self.gains):
            part.setVisible(gains is not None)
        if gains is not None:
            self.gains.set_chart(gains)

    def _opened(self, row: int) -> None:
        if 0 <= row < len(self._shown):
            self.opened.emit(self._shown[row].record)


class YearsCard(Card):
    """Money by year and direction.

    Signals:
        chosen: year and direction; a direction may be empty.
    """

    chosen = Signal(str, str)

    def __init__(self, presenter: VillagePlanPresenter) -> None:
        super().__init__(translate(N_("Year by year")), translate(N_("press a part to see its items")))
        self._presenter = presenter
        self.chart = ChartView()
        self.chart.setAccessibleName(translate(N_("Year by year")))
        self.chart.chosen.connect(self.chosen)
        self.nothing = label(
            translate(N_("No money has been set aside for any item yet.")), "body2", wrap=True
        )
        self.body.addWidget(self.chart)
        self.body.addWidget(self.nothing)

    def show_years(self) -> None:
        """The years as they are now."""
        chart = self._presenter.years_chart()
        self.chart.setVisible(chart is not None)
        self.nothing.setVisible(chart is None)
        if chart is not None:
            self.chart.set_chart(chart)


def column_of(*parts: QWidget) -> tuple[QWidget, QVBoxLayout]:
    """Widgets below each other."""
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(look().px(12))
    for part in parts:
        column.addWidget(part)
    return box, column


def _item_cells(row: ItemRow) -> tuple[Cell, ...]:
    return (
        Cell(row.title, "strong"),
        Cell(row.quantity, "figure"),
        Cell(row.money, "figure"),
        Cell(row.state, "pill", row.tone),
    )


def _project_cells(row: ProjectRow) -> tuple[Cell, ...]:
    return (
        Cell(row.name, "strong"),
        Cell(row.direction, "secondary"),
        Cell(row.done, bar=row.part),
        Cell(row.money, "figure"),
        Cell(row.next, "secondary"),
        Cell(row.state, "pill", row.tone),
    )
