"""Who helps whom: coverage in large figures, the lists behind them, proposals, signed cards."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from yihu.actions.make_pairs import PairProposals, PairReport
from yihu.actions.take_signed_cards import SignedCards
from yihu.base.i18n import N_, translate, translate_count
from yihu.ui.campaign.rows import CellRows
from yihu.ui.campaign.tabs import PAIRS as TAB
from yihu.ui.campaign.tabs import CampaignTabs
from yihu.ui.interview.wrapped import WrappedLabel
from yihu.ui.look import (
    Card,
    Cell,
    Chip,
    EmptyState,
    FactStrip,
    Latest,
    Notice,
    PrimaryButton,
    ProgressStrip,
    SecondaryButton,
    Table,
    look,
    run_in_background,
)
from yihu.ui.look.fields import LabelledField
from yihu.ui.look.flow import FlowRow
from yihu.ui.look.scrolling import scrolled
from yihu.ui.look.tokens import BODY
from yihu.ui.pairing.presenter import CARDS, PROPOSED, WITHOUT, Found, PairRow, PairsPresenter
from yihu.ui.routes import HelpersRoute, PairsRoute
from yihu.ui.save_table import save_list_button
from yihu.ui.window.pages import Page, PageParts

_SHARES = (170, 170, 190, 330, 150)


class PairsPage(Page):
    """Figures, lists, and what is done about them."""

    def __init__(self, presenter: PairsPresenter) -> None:
        super().__init__()
        self.presenter = presenter
        self.finding = Latest()
        self.tabs = CampaignTabs(TAB)
        self.tabs.chosen.connect(self.go)
        self._column.addWidget(self.tabs)
        self._build_actions()
        px = look().px
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(px(24), px(16), px(24), px(16))
        column.setSpacing(px(12))
        self.strip, self.notice, self.facts = ProgressStrip(), Notice(), FactStrip()
        self.scope = QComboBox()
        self.scope.activated.connect(self._choose_scope)
        self.scope.setMinimumWidth(px(360))
        field = QWidget()
        line = QHBoxLayout(field)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(LabelledField(translate(N_("Which households are to have helpers")), self.scope))
        line.addStretch(1)
        for part in (self.strip, self.notice, self._back_row(), field, self.facts, self._chip_row()):
            column.addWidget(part)
        column.addWidget(self._list(), 1)
        self.empty = EmptyState(
            translate(N_("No helper was written down yet.")),
            translate(N_("Begin with the helpers: take a list in, or write them down one by one.")),
        )
        begin = PrimaryButton(translate(N_("To the helpers")), "users", main=True)
        begin.clicked.connect(lambda: self.go.emit(HelpersRoute()))
        self.empty.buttons.addWidget(begin)
        self.pile = QStackedWidget()
        self.pile.addWidget(scrolled(body))
        self.pile.addWidget(self.empty)
        self.set_body(self.pile)

    def _build_actions(self) -> None:
        presenter = self.presenter
        self.save_button = save_list_button(self, lambda: presenter.workspace, presenter.listed)
        self.helpers_button = SecondaryButton(translate(N_("Helpers")), "users")
        self.helpers_button.clicked.connect(lambda: self.go.emit(HelpersRoute()))
        self.print_button = SecondaryButton(translate(N_("Print cards")), "printer")
        self.print_button.clicked.connect(lambda: self.go.emit(presenter.print_route()))
        self.scan_button = SecondaryButton(translate(N_("Signed cards…")), "qr-code")
        self.scan_button.clicked.connect(self.choose_scans)
        self.propose_button = PrimaryButton(translate(N_("Propose pairs")), "heart-handshake")
        self.propose_button.clicked.connect(self.propose)
        for button in (
            self.save_button,
            self.helpers_button,
            self.print_button,
            self.scan_button,
            self.propose_button,
        ):
            self.header.add_action(button)

    def _back_row(self) -> QWidget:
        """Taking back what was just made."""
        self.back_row = QWidget()
        row = QHBoxLayout(self.back_row)
        row.setContentsMargins(0, 0, 0, 0)
        self.undo_button = SecondaryButton("", "undo-2")
        self.undo_button.clicked.connect(self.take_back)
        row.addWidget(self.undo_button)
        row.addStretch(1)
        self.back_row.hide()
        return self.back_row

    def _chip_row(self) -> QWidget:
        self.chips: dict[str, Chip] = {}
        self.chip_row = FlowRow()
        return self.chip_row

    def _list(self) -> Card:
        self.card = Card()
        self.said = WrappedLabel("", "body")
        self.card.body.addWidget(self.said)
        buttons = QHBoxLayout()
        self.all_button, self.one_button = (
            PrimaryButton(""),
            SecondaryButton(translate(N_("Make only this one"))),
        )
        self.all_button.clicked.connect(lambda: self._make(tuple(range(len(self._shown)))))
        self.one_button.clicked.connect(self._make_one)
        for button in (self.all_button, self.one_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        self.card.body.addLayout(buttons)
        self.table = Table(size_px=BODY)
        self.table.opened.connect(self._opened)
        self.table.setMinimumHeight(look().px(240))
        self.card.body.addWidget(self.table)
        self._shown: tuple[PairRow, ...] = ()
        return self.card

    def enter(self, route: PairsRoute) -> None:
        self.header.set_title(translate(N_("Pairs")))
        self.notice.hide()
        self.back_row.hide()
        if route.selection:
            self.presenter.selection = route.selection
        for button in (self.scan_button, self.propose_button):
            button.setVisible(self.presenter.may_write())
        self._show_scopes()
        self.find()

    def place(self) -> PairsRoute:
        return PairsRoute(selection=self.presenter.selection)

    def _show_scopes(self) -> None:
        self.scope.clear()
        for id_, words in self.presenter.scopes():
            self.scope.addItem(words, id_)
        place = self.scope.findData(self.presenter.selection)
        self.presenter.selection = self.presenter.selection if place >= 0 else ""
        self.scope.setCurrentIndex(max(place, 0))

    def _choose_scope(self) -> None:
        self.presenter.selection = self.scope.currentData()
        self.presenter.proposals = None
        self.presenter.shown = WITHOUT
        self.find()

    def find(self) -> None:
        """Read where pairing stands, beside the window."""
        self.finding.ask(
            lambda _: self.presenter.find(),
            self._show,
            strip=self.strip,
            notice=self.notice,
            what=translate(N_("Reading the pairs")),
        )

    def _show(self, found: Found) -> None:
        self.presenter.take(found)
        self.pile.setCurrentIndex(1 if self.presenter.is_empty() else 0)
        self.facts.set_facts(self.presenter.figures())
        self.print_button.setVisible(bool(found.pairs))
        self._show_chips()
        self._show_list()

    def _show_chips(self) -> None:
        counted = self.presenter.chips()
        if [key for key, _ in counted] != list(self.chips):
            self.chip_row.clear()
            self.chips = {}
            for key, _ in counted:
                chip = Chip("")
                chip.clicked.connect(lambda _=False, key=key: self.show_list(key))
                self.chips[key] = chip
                self.chip_row.add(chip)
        for key, words in counted:
            self.chips[key].setText(words)

    def show_list(self, key: str) -> None:
        """One of the lists."""
        self.presenter.shown = key
        self._show_list()

    def _show_list(self) -> None:
        presenter = self.presenter
        for key, chip in self.chips.items():
            chip.setChecked(key == presenter.shown)
        self._shown = presenter.rows()
        model = CellRows(presenter.heads(), self.table)
        model.show_rows([_cells(row) for row in self._shown])
        self.table.setModel(model)
        self.table.set_shares(_SHARES, stretched=3)
        if self._shown:
            self.table.selectRow(0)
        self.table.setAccessibleName(
            self.chips[presenter.shown].text() if presenter.shown in self.chips else ""
        )
        proposing = presenter.shown == PROPOSED
        said = {PROPOSED: presenter.proposal_words, CARDS: presenter.cards_words}.get(presenter.shown)
        self.said.setText(said() if said else translate(N_("Nothing is on this list.")))
        self.said.setVisible(said is not None or not self._shown)
        for button in (self.all_button, self.one_button):
            button.setVisible(proposing and bool(self._shown))
        words = translate_count("Make this pair", "Make all {count} pairs", len(self._shown))
        self.all_button.setText(words.format(count=f"{len(self._shown):,}"))
        self.save_button.setVisible(bool(self._shown))

    def _opened(self, row: int) -> None:
        if (route := self._shown[row].route) is not None:
            self.go.emit(route)

    def propose(self) -> None:
        """Work proposals out, beside the window."""
        self._work(self.presenter.propose, self._show_proposals, N_("Looking for helpers"))

    def _show_proposals(self, proposals: PairProposals) -> None:
        self.presenter.proposals = proposals
        self._show_chips()
        self.show_list(PROPOSED)
        self.all_button.setFocus()

    def _make_one(self) -> None:
        place = self.table.currentIndex().row()
        if place >= 0:
            self._make((place,))

    def _make(self, places: tuple[int, ...]) -> None:
        def done(report: PairReport) -> None:
            self.notice.say(self.presenter.made(places, report))
            words = translate_count("Take this pair back", "Take these {count} pairs back", report.changed)
            self.undo_button.setText(words.format(count=f"{report.changed:,}"))
            self.back_row.setVisible(bool(report.batch_id))
            self.changed.emit()
            self.find()

        self._work(lambda progress: self.presenter.make(places, progress), done, N_("Making the pairs"))

    def take_back(self) -> None:
        """Take back what was made last."""

        def done(report: PairReport) -> None:
            words = translate_count(
                "Taken back in {count} household.", "Taken back in {count} households.", report.changed
            )
            self.notice.say(words.format(count=f"{report.changed:,}"))
            self.back_row.hide()
            self.presenter.proposals = None
            self.presenter.shown = WITHOUT
            self.changed.emit()
            self.find()

        self._work(self.presenter.take_back, done, N_("Taking the pairs back"))

    def choose_scans(self) -> None:
        """Ask for scans and lay them in."""
        kinds = translate(N_("Scans and photos (*.pdf *.jpg *.jpeg *.png *.tif *.tiff *.webp *.bmp)"))
        names, _ = QFileDialog.getOpenFileNames(self, translate(N_("Signed cards…")), str(Path.home()), kinds)
        if names:
            self.take_scans(tuple(Path(name) for name in names))

    def take_scans(self, paths: tuple[Path, ...]) -> None:
        """Lay scans of signed cards into their pairs, beside the window."""

        def done(report: SignedCards) -> None:
            self.presenter.cards = report
            self.presenter.shown = CARDS
            self.notice.say(self.presenter.cards_words(), tone="amber" if report.problems else "green")
            self.changed.emit()
            self.find()

        self._work(
            lambda progress: self.presenter.take_cards(paths, progress), done, N_("Reading the signed cards")
        )

    def _work(self, work: Callable[[Any], Any], done: Callable[[Any], None], what: str) -> None:
        self.notice.hide()
        run_in_background(work, done, strip=self.strip, notice=self.notice, what=translate(what))


def _cells(row: PairRow) -> tuple[Cell, ...]:
    first, second, third, fourth, last = row.cells
    return (
        Cell(first, "strong"),
        Cell(second, "secondary"),
        Cell(third),
        Cell(fourth, "secondary"),
        Cell(last, "pill", row.tone) if row.tone and last else Cell(last, "secondary"),
    )


PARTS = PageParts(presenter=PairsPresenter, page=PairsPage)
