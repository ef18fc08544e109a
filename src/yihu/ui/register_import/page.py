"""The page that takes a register in: one step after the other, nothing is changed before the last."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from yihu.actions.import_reports import ImportReport, ListPreview
from yihu.base.errors import UserError
from yihu.base.i18n import N_, translate, translate_count
from yihu.ui.look import (
    Card,
    FactStrip,
    Notice,
    PrimaryButton,
    ProgressStrip,
    SecondaryButton,
    Table,
    clear,
    label,
    look,
    run_in_background,
)
from yihu.ui.look.scrolling import scrolled
from yihu.ui.look.text import ElidedLabel
from yihu.ui.look.tokens import BODY
from yihu.ui.register_import.model import LinesModel
from yihu.ui.register_import.presenter import Line, RegisterImportPresenter
from yihu.ui.routes import RegisterImportRoute, VisitsRoute
from yihu.ui.window.pages import Page, PageParts

PROBLEM_HEADS = ("", N_("Row"), N_("Column"), N_("Why"))
CHANGE_HEADS = ("", N_("Head of household"), N_("Number"), N_("Village"), N_("Details"))
STEPS = (N_("Choose the file"), N_("Columns"), N_("What changes"), N_("Taken in"))


class RegisterImportPage(Page):
    """Choose, recognise, look, take in."""

    def __init__(self, presenter: RegisterImportPresenter) -> None:
        super().__init__()
        self.presenter = presenter
        self.header.show_back(translate(N_("Back")))
        self.header.went_back.connect(self._go_back)
        px = look().px
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(px(24), px(20), px(24), px(20))
        column.setSpacing(px(16))
        self.notice, self.strip = Notice(), ProgressStrip()
        column.addWidget(self.notice)
        column.addWidget(self.strip)
        self.inner = QWidget()
        self.column = QVBoxLayout(self.inner)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(px(16))
        column.addWidget(self.inner)
        column.addStretch(1)
        self.set_body(scrolled(body))

    def _go_back(self) -> None:
        """One step back; before the first and after the last, to the list."""
        step = self.presenter.step()
        if step == 2:
            self.presenter.looked = None
            self._show()
        elif step == 1:
            self.presenter.forget()
            self._show()
        else:
            self.go.emit(VisitsRoute())

    def enter(self, route: RegisterImportRoute) -> None:
        if self.presenter.done is not None:
            self.presenter.forget()
        self.notice.hide()
        self._show()

    def _show(self) -> None:
        step = self.presenter.step()
        self.header.set_title(translate(N_("Take in a register")), translate(STEPS[step]))
        clear(self.column)
        if not self.presenter.allowed():
            self.notice.say(
                translate(N_("Only a coordinator takes a register in.")),
                translate(N_("Under Settings, Safety, it can be chosen what is done on this laptop.")),
                tone="blue",
            )
            return
        (self._show_choose, self._show_columns, self._show_looked, self._show_done)[step]()

    def _buttons(self, *buttons: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(look().px(12))
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _add_buttons(self, *buttons: QWidget) -> None:
        holder = QWidget()
        row = self._buttons(*buttons)
        row.setContentsMargins(0, 0, 0, 0)
        holder.setLayout(row)
        self.column.addWidget(holder)

    def _show_choose(self) -> None:
        card = Card(translate(N_("Which list?")))
        for sentence in (
            N_(
                "A list of households or of members, as .xlsx, .xls or .csv; a file of WPS (.et) is saved as .xlsx first."
            ),
            N_(
                "The headings are looked for in the first ten rows. Titles, totals and signatures are left out."
            ),
            N_("Nothing is changed before you have seen who comes, who moved and who isn't listed any more."),
        ):
            card.body.addWidget(label(translate(sentence), "body", wrap=True))
        self.choose_button = PrimaryButton(translate(N_("Choose the list…")), "folder-open", main=True)
        self.choose_button.clicked.connect(self.choose)
        card.body.addLayout(self._buttons(self.choose_button))
        self.column.addWidget(card)
        self.choose_button.setFocus()

    def choose(self) -> None:
        """Ask for a file and look at it beside the window."""
        kinds = translate(N_("Lists (*.xlsx *.xls *.csv *.et)"))
        path, _ = QFileDialog.getOpenFileName(
            self, translate(N_("Choose the list…")), str(Path.home()), kinds
        )
        if not path:
            return
        self._work(lambda _: self.presenter.read(Path(path)), self._took_file, N_("Reading the list"))

    def _work(self, work: object, done: object, what: str) -> None:
        self.notice.hide()
        self.inner.setEnabled(False)

        def ended(result: object) -> None:
            self.inner.setEnabled(True)
            done(result)  # type: ignore[operator]

        def failed(error: UserError) -> None:
            self.inner.setEnabled(True)
            self.notice.show_error(error)

        run_in_background(
            work,  # type: ignore[arg-type]
            ended,
            failed=failed,
            strip=self.strip,
            notice=self.notice,
            what=translate(what),
        )

    def _took_file(self, found: tuple[Path, ListPreview]) -> None:
        self.presenter.take_file(found)
        self._show()

    def _show_columns(self) -> None:
        name, beside = self.presenter.file_words()
        card = Card(name)
        self.recognised = label(beside, "secondary", wrap=True)
        card.body.addWidget(self.recognised)
        grid = QGridLayout()
        px = look().px
        grid.setHorizontalSpacing(px(16))
        grid.setVerticalSpacing(px(6))
        grid.setColumnMinimumWidth(1, px(260))
        grid.setColumnStretch(3, 1)
        for place, head in enumerate((N_("Column"), N_("For example"), N_("Holds"))):
            grid.addWidget(label(translate(head), "secondary"), 0, place)
        self.boxes: dict[str, QComboBox] = {}
        choices = self.presenter.choices()
        for line, (heading, example, name) in enumerate(self.presenter.columns(), 1):
            box = QComboBox()
            box.setAccessibleName(heading)
            for value, words in choices:
                box.addItem(words, value)
            box.setCurrentIndex(max(0, box.findData(name)))
            box.setMinimumWidth(px(220))
            box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            box.activated.connect(lambda _, heading=heading: self._say_column(heading))
            self.boxes[heading] = box
            grid.addWidget(label(heading, "strong"), line, 0)
            grid.addWidget(ElidedLabel(example, "body"), line, 1)
            grid.addWidget(box, line, 2)
        card.body.addLayout(grid)
        self.part_box = QCheckBox(translate(N_("Only a part: who isn't in this list is still there")))
        self.part_box.setChecked(self.presenter.part)
        self.part_box.toggled.connect(lambda on: setattr(self.presenter, "part", on))
        self.look_button = PrimaryButton(translate(N_("Look what changes")), main=True)
        self.look_button.clicked.connect(self.look_at)
        another = SecondaryButton(translate(N_("Another file…")))
        another.clicked.connect(self.choose)
        self._add_buttons(self.look_button, another, self.part_box)
        self.column.addWidget(card)
        self.look_button.setFocus()

    def _say_column(self, heading: str) -> None:
        self.presenter.say_column(heading, self.boxes[heading].currentData())
        for other, box in self.boxes.items():
            box.setCurrentIndex(max(0, box.findData(self.presenter.mapping.get(other, ""))))
        self.recognised.setText(self.presenter.file_words()[1])

    def look_at(self) -> None:
        """Find out what would change, beside the window."""
        self._work(self.presenter.look, self._looked, N_("Comparing with the register"))

    def _looked(self, report: ImportReport) -> None:
        self.presenter.looked = report
        self._show()

    def _show_looked(self) -> None:
        self.apply_button = PrimaryButton(translate(N_("Take it in")), main=True)
        self.apply_button.setEnabled(self.presenter.can_apply())
        self.apply_button.clicked.connect(self.apply)
        back = SecondaryButton(translate(N_("Back to the columns")))
        back.clicked.connect(self._go_back)
        self._show_report((self.apply_button, back))
        if not self.presenter.can_apply():
            self.notice.say(translate(N_("Everything in this list is in the register already.")), tone="blue")
        self.apply_button.setFocus()

    def _show_report(self, buttons: tuple[QWidget, ...]) -> None:
        facts = FactStrip()
        facts.set_facts(self.presenter.facts())
        self.column.addWidget(facts)
        problems, changes = self.presenter.problem_lines(), self.presenter.change_lines()
        if problems:
            save = SecondaryButton(translate(N_("Save the rows to correct…")), "save")
            save.clicked.connect(self.save_corrections)
            buttons = (*buttons, save)
        self._add_buttons(*buttons)
        if problems:
            self.problems = self._table(N_("To correct"), PROBLEM_HEADS, problems, (130, 70, 190, 420), 3)
        if changes:
            self.changes = self._table(
                N_("What changes"), CHANGE_HEADS, changes, (120, 150, 170, 150, 240), 4
            )

    def _table(
        self,
        title: str,
        heads: tuple[str, ...],
        lines: tuple[Line, ...],
        shares: tuple[int, ...],
        stretched: int,
    ) -> Table:
        card = Card(
            translate(title),
            translate_count("{count} line", "{count} lines", len(lines)).format(count=len(lines)),
        )
        model = LinesModel(heads, card)
        model.show_lines(lines)
        table = Table(size_px=BODY)
        table.setAccessibleName(translate(title))
        table.setModel(model)
        table.set_shares(shares, stretched=stretched)
        table.setMinimumHeight(look().px(min(46 * (len(lines) + 1) + 12, 330)))
        card.body.addWidget(table)
        self.column.addWidget(card)
        return table

    def save_corrections(self) -> None:
        """Ask where the rows to correct go, and write them."""
        kinds = translate(N_("Workbook (*.xlsx)"))
        name = translate(N_("rows to correct")) + ".xlsx"
        chosen, _ = QFileDialog.getSaveFileName(
            self, translate(N_("Save the rows to correct…")), str(Path.home() / name), kinds
        )
        if not chosen:
            return
        self._work(
            lambda _: self.presenter.save_corrections(Path(chosen)), self._saved, N_("Writing the rows")
        )

    def _saved(self, count: int) -> None:
        words = translate_count("{count} row is saved.", "{count} rows are saved.", count)
        self.notice.say(
            words.format(count=count),
            translate(N_("Correct the coloured cells, save, and take that file in like any list.")),
            tone="green",
        )

    def apply(self) -> None:
        """Take the list in, beside the window; until it is durable it can be stopped, and nothing is changed."""
        self._work(self.presenter.apply, self._applied, N_("Taking the list in"))

    def _applied(self, report: ImportReport) -> None:
        self.presenter.done = report
        self._show()
        self.notice.say(translate(N_("The list is taken in.")), tone="green")
        self.changed.emit()

    def _show_done(self) -> None:
        to_list = PrimaryButton(translate(N_("To the list")), main=True)
        to_list.clicked.connect(lambda: self.go.emit(VisitsRoute()))
        self._show_report((to_list,))
        to_list.setFocus()


PARTS = PageParts(presenter=RegisterImportPresenter, page=RegisterImportPage)
