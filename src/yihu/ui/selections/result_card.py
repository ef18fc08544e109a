"""The households found: as a table, on a map, or words that say what to do."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QStackedLayout

from yihu.base.i18n import N_, translate
from yihu.ui.look import EmptyState, SecondaryButton, Table, look
from yihu.ui.selections.map_view import MapView
from yihu.ui.selections.presenter import SelectionsPresenter
from yihu.ui.selections.result_model import POINTS, SEEN, ResultModel

SHARES = (120, 180, 140, 76, 140, 130, 76)
NARROW = 1000


class ResultCard(QFrame):
    """Signals:
    list_wanted: the register is empty; take in a list.
    """

    list_wanted = Signal()

    def __init__(self, presenter: SelectionsPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self.setProperty("card", "true")
        self.model = ResultModel(presenter, self)
        self.table = Table()
        self.table.setAccessibleName(translate(N_("Households")))
        self.table.setModel(self.model)
        self.table.set_shares(SHARES, stretched=1)
        self.table.setSelectionMode(Table.SelectionMode.ExtendedSelection)
        self.empty, self.map = EmptyState(), MapView()
        self.take_in = SecondaryButton(translate(N_("Take in a list")), "table-2")
        self.take_in.clicked.connect(self.list_wanted)
        self.empty.buttons.addWidget(self.take_in)
        self.no_map = EmptyState(
            translate(N_("No household has a place on the map yet.")),
            translate(
                N_(
                    "Put a question of the kind geopoint that is saved as location into the questionnaire; "
                    "places noted there stand here."
                )
            ),
        )
        self.pile = QStackedLayout(self)
        self.pile.setContentsMargins(1, 1, 1, 1)
        for part in (self.table, self.empty, self.map, self.no_map):
            self.pile.addWidget(part)

    def show_columns(self, page_width: int) -> None:
        """Points where somebody gives any; the last visit where there is room."""
        ranked = not self._presenter.selection and bool(self._presenter.wanted().weights)
        hidden = {POINTS: not ranked, SEEN: page_width < look().px(NARROW)}
        for column, hide in hidden.items():
            self.table.setColumnHidden(column, hide)
        shares = [1 if hidden.get(column) else share for column, share in enumerate(SHARES)]
        self.table.set_shares(shares, stretched=1)

    def show_part(self, *, as_map: bool) -> None:
        """What fits: the map, the table, or the words instead of them."""
        if as_map:
            self.pile.setCurrentWidget(self.map if self.map.every else self.no_map)
            return
        nobody = not self._presenter.villages and not self._presenter.conditions
        if nobody:
            self.empty.say(
                translate(N_("The register is empty.")),
                translate(N_("Take in the county's list first; then choose conditions at the left.")),
            )
        else:
            self.empty.say(
                translate(N_("No household fulfils this filter.")),
                translate(N_("Take a condition away, or let one condition be enough.")),
            )
        self.take_in.setVisible(nobody)
        self.pile.setCurrentWidget(self.table if len(self._presenter.numbers) else self.empty)

    def chosen_ids(self) -> list[str]:
        """The households that are marked, in the order of the list."""
        places = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        rows = (self._presenter.row(at) for at in places)
        return [row.id for row in rows if row is not None]
