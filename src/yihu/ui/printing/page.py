"""The print page: choose paper and households at the left, look at the right, then printer or PDF."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QImage
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from yihu.actions.coordinator_word import WAITS
from yihu.actions.print_papers import INTENTION_CARD, PrintReport
from yihu.base.errors import UserError
from yihu.base.i18n import N_, translate, translate_count
from yihu.base.progress import Progress
from yihu.ui.look import (
    Latest,
    LinkButton,
    Notice,
    Operation,
    PrimaryButton,
    ProgressStrip,
    QuietButton,
    SecondaryButton,
    run_in_background,
)
from yihu.ui.look.tokens import look
from yihu.ui.printing.chooser import Chooser
from yihu.ui.printing.paper_pages import render_pages
from yihu.ui.printing.presenter import PrintPresenter
from yihu.ui.printing.preview import DOTS_PER_INCH, Preview
from yihu.ui.printing.printer_job import Printed, make_printer, print_papers
from yihu.ui.routes import PrintRoute
from yihu.ui.window.pages import Page, PageParts

_TEMPLATES = "TOML (*.toml)"


class PrintPage(Page):
    """Papers of every kind."""

    def __init__(self, presenter: PrintPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.presenter = presenter
        self.running: Operation | None = None
        self.previewing = Latest()
        self.header.set_title(translate(N_("Print")))
        self.look_button = QuietButton(translate(N_("Look of the paper")), "pencil")
        self.look_button.setMenu(self._look_menu())
        self.save_button = SecondaryButton(translate(N_("Save as PDF…")), "save")
        self.save_button.setMenu(self._save_menu())
        self.print_button = PrimaryButton(translate(N_("Print…")), "printer")
        self.print_button.clicked.connect(self._ask_printer)
        self.header.add_action(self.look_button)
        self.header.add_action(self.save_button)
        self.header.add_action(self.print_button)
        self._build_body()

    def enter(self, route: PrintRoute) -> None:
        self.presenter.enter(route.household_ids, route.kind, route.record)
        self.chooser.show_choices()
        self._show_paper(self.presenter.shown)
        self._allow()
        self.chooser.list.setFocus()

    # the preview

    def _show_paper(self, household_id: str) -> None:
        self.presenter.shown = household_id
        self.previewing.forget()
        if not household_id:
            self.preview.say(translate(N_("Choose a household at the left to look at its paper.")))
            return

        self.preview.say(translate(N_("Preparing the paper…")))

        def work(progress: Progress) -> list[QImage]:
            return list(render_pages(self.presenter.preview(household_id), DOTS_PER_INCH))

        self.previewing.ask(work, self.preview.show_pages, failed=self._no_preview, notice=self.notice)

    def _no_preview(self, trouble: UserError) -> None:
        self.preview.say(f"{trouble.explain()} {trouble.advise()}")

    # saving

    def _save_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.addAction(
            translate(N_("One file for each household…")), lambda: self._ask_folder(one_file=False)
        )
        menu.addAction(translate(N_("All in one file…")), lambda: self._ask_folder(one_file=True))
        menu.addAction(
            translate(N_("One file each, with the heads' names in the files' names…")),
            lambda: self._ask_folder(one_file=False, named=True),
        )
        menu.addSeparator()
        menu.addAction(translate(N_("An empty one, to be filled in by hand…")), self._ask_folder_for_blank)
        return menu

    def _ask_folder(self, *, one_file: bool, named: bool = False) -> None:
        folder = QFileDialog.getExistingDirectory(self, translate(N_("Into which folder?")))
        if folder:
            self.save_into(Path(folder), one_file=one_file, named=named)

    def _ask_folder_for_blank(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, translate(N_("Into which folder?")))
        if folder:
            self.save_blank_into(Path(folder))

    def save_blank_into(self, folder: Path) -> None:
        """Write an empty paper."""
        try:
            report = self.presenter.save_blank(folder)
        except UserError as trouble:
            self.notice.show_error(trouble)
            return
        self._tell_saved(report, folder)

    def _tell_saved(self, report: PrintReport, folder: Path) -> None:
        self.notice.say(*self.presenter.say_saved(report, folder))
        self._folder = folder
        self.open_button.show()

    def save_into(self, folder: Path, *, one_file: bool, named: bool = False) -> None:
        """Write the chosen papers as PDFs, beside the window."""
        ids = self.presenter.chosen()
        what = translate_count(N_("Writing {count} paper"), N_("Writing {count} papers"), len(ids)).format(
            count=len(ids)
        )

        def done(report: PrintReport) -> None:
            self._finish()
            self._tell_saved(report, folder)

        self._begin()
        self.running = run_in_background(
            lambda progress: self.presenter.save(ids, folder, one_file, progress, named),
            done,
            failed=self._failed,
            strip=self.strip,
            notice=self.notice,
            what=what,
        )

    # printing

    def _ask_printer(self) -> None:
        try:
            printer = make_printer(self.presenter.sheet())
        except UserError as trouble:
            self.notice.show_error(trouble)
            return
        dialog = QPrintDialog(printer, self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.print_on(printer)

    def print_on(self, printer: QPrinter) -> None:
        """Print the chosen papers, beside the window."""
        jobs = self.presenter.jobs()
        what = translate_count(N_("Printing {count} paper"), N_("Printing {count} papers"), len(jobs)).format(
            count=len(jobs)
        )

        def done(printed: Printed) -> None:
            self._finish()
            if not printed.pages:
                self.notice.show_error(self.presenter.nothing())
                return
            words = translate(N_("Given to the printer: {pages} pages.")).format(pages=printed.pages)
            self.notice.say(words, self.presenter.say_left_out(printed.left_out))

        self._begin()
        self.running = run_in_background(
            lambda progress: print_papers(printer, jobs, self.presenter.job_pdf, progress),
            done,
            failed=self._failed,
            strip=self.strip,
            notice=self.notice,
            what=what,
        )

    # how it looks

    def _look_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.addAction(translate(N_("Save the template, to be edited…")), self._ask_template_target)
        menu.addAction(translate(N_("Use an edited template…")), self._ask_template)
        menu.addAction(translate(N_("Back to the look it came with")), self.use_shipped)
        self.apart_action = menu.addAction(
            translate(N_("Each copy of a card of intention on a sheet of its own."))
        )
        self.apart_action.setCheckable(True)
        self.apart_action.toggled.connect(self.place_apart)
        menu.aboutToShow.connect(lambda: self.apart_action.setVisible(self.presenter.kind == INTENTION_CARD))
        return menu

    def place_apart(self, apart: bool) -> None:
        """The three copies of a card on sheets of their own, or on one."""
        self.presenter.apart = apart
        self._show_paper(self.presenter.shown)

    def _ask_template_target(self) -> None:
        name = str(Path.home() / f"{self.presenter.kind}.toml")
        chosen, _ = QFileDialog.getSaveFileName(self, translate(N_("Save as")), name, _TEMPLATES)
        if chosen:
            self.save_template(Path(chosen))

    def save_template(self, target: Path) -> None:
        """Write a copy of the template in force."""
        try:
            self.presenter.save_template(target)
        except UserError as trouble:
            self.notice.show_error(trouble)
            return
        self.notice.say(
            translate(N_("Saved: {file}")).format(file=target.name),
            translate(N_("Change titles, order and wording in any text editor, then use it here.")),
        )

    def _ask_template(self) -> None:
        title = translate(N_("Which template?"))
        chosen, _ = QFileDialog.getOpenFileName(self, title, str(Path.home()), _TEMPLATES)
        if chosen:
            self.use_template(Path(chosen))

    def use_template(self, path: Path) -> None:
        """Use an edited template from now on; what is wrong in it is said line by line."""
        from yihu.printing import TemplateRefused

        try:
            report = self.presenter.add_template(path)
        except TemplateRefused as refused:
            count = len(refused.problems)
            told = translate_count(
                N_("{count} place in it has to be put right; it is told below."),
                N_("{count} places in it have to be put right; they are told below."),
                count,
            )
            self.notice.say(
                translate(N_("This template can't be used.")), told.format(count=count), tone="red"
            )
            self.preview.say("\n\n".join(problem.explain() for problem in refused.problems))
            return
        except UserError as trouble:
            self.notice.show_error(trouble)
            return
        if report.waits:
            self.notice.say(translate(N_("The template is kept.")), translate(WAITS), tone="amber")
            return
        self._looks_otherwise(report.kind)

    def use_shipped(self) -> None:
        """Go back to the template that came with the program."""
        try:
            self.presenter.use_shipped()
        except UserError as trouble:
            self.notice.show_error(trouble)
            return
        self._looks_otherwise(self.presenter.kind)

    def _looks_otherwise(self, kind: str) -> None:
        title = dict(self.presenter.kinds()).get(kind, "")
        told = translate(N_("From now on “{title}” is printed so, and so on every laptop of the team."))
        self.notice.say(told.format(title=title))
        self._show_paper(self.presenter.shown)

    def _begin(self) -> None:
        self.notice.hide()
        self.open_button.hide()
        self.save_button.setEnabled(False)
        self.print_button.setEnabled(False)

    def _finish(self) -> None:
        self.running = None
        self._allow()

    def _failed(self, trouble: UserError) -> None:
        self._finish()
        if trouble.code == "cancelled":
            self.notice.say(translate(N_("Stopped. What was finished before stays.")), tone="grey")
        else:
            self.notice.show_error(trouble)

    def _allow(self) -> None:
        some = bool(self.presenter.chosen()) and self.running is None
        self.save_button.setEnabled(some)
        self.print_button.setEnabled(some)
        self.header.set_title(translate(N_("Print")), f"{self.presenter.title} · {self.presenter.words()}")

    def _chosen_otherwise(self) -> None:
        """A list is another one with each household more or less on it."""
        self._allow()
        if self.presenter.of_village:
            self._show_paper(self.presenter.shown)

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))

    def _build_body(self) -> None:
        px = look().px
        self._folder = Path()
        self.chooser = Chooser(self.presenter)
        self.chooser.looked_at.connect(self._show_paper)
        self.chooser.changed.connect(self._chosen_otherwise)
        self.notice, self.strip, self.preview = Notice(), ProgressStrip(), Preview()
        self.open_button = LinkButton(translate(N_("Open the folder")), "folder-open")
        self.open_button.clicked.connect(self._open_folder)
        self.open_button.hide()
        right = QVBoxLayout()
        right.setContentsMargins(px(24), px(16), px(16), 0)
        right.setSpacing(px(8))
        for widget in (self.strip, self.notice, self.open_button):
            right.addWidget(widget)
        right.addWidget(self.preview, 1)
        body = QWidget()
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.chooser)
        row.addLayout(right, 1)
        self.set_body(body)


PARTS = PageParts(presenter=PrintPresenter, page=PrintPage)
