"""The print page: choose at the left, look at the right, then paper or PDF."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QImage
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from yihu.actions.print_plans import PrintReport
from yihu.base.errors import UserError
from yihu.base.i18n import N_, translate, translate_count
from yihu.base.progress import Progress
from yihu.ui.look import (
    LinkButton,
    Notice,
    Operation,
    PrimaryButton,
    ProgressStrip,
    SecondaryButton,
    run_in_background,
)
from yihu.ui.look.tokens import look
from yihu.ui.printing.chooser import Chooser
from yihu.ui.printing.paper_pages import render_pages
from yihu.ui.printing.presenter import PrintPresenter
from yihu.ui.printing.preview import DOTS_PER_INCH, Preview
from yihu.ui.printing.printer_job import make_printer, print_papers
from yihu.ui.routes import PrintRoute
from yihu.ui.window.pages import Page, PageParts


class PrintPage(Page):
    """Plans on paper."""

    def __init__(self, presenter: PrintPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.presenter = presenter
        self.running: Operation | None = None
        self.header.set_title(translate(N_("Print plans")))
        self.save_button = SecondaryButton(translate(N_("Save as PDF…")), "save")
        self.save_button.setMenu(self._save_menu())
        self.print_button = PrimaryButton(translate(N_("Print…")), "printer")
        self.print_button.clicked.connect(self._ask_printer)
        self.header.add_action(self.save_button)
        self.header.add_action(self.print_button)
        self._build_body()

    def enter(self, route: PrintRoute) -> None:
        self.presenter.enter(route.household_ids)
        self.chooser.show_choices()
        self._show_paper(self.presenter.shown)
        self._allow()
        self.chooser.list.setFocus()

    # the preview

    def _show_paper(self, household_id: str) -> None:
        self.presenter.shown = household_id
        if not household_id:
            self.preview.say(translate(N_("Choose a plan at the left to look at its paper.")))
            return

        self.preview.say(translate(N_("Preparing the paper…")))

        def work(progress: Progress) -> list[QImage]:
            return list(render_pages(self.presenter.preview(household_id), DOTS_PER_INCH))

        def done(images: list[QImage]) -> None:
            if self.presenter.shown == household_id:
                self.preview.show_pages(images)

        run_in_background(work, done, failed=self._no_preview, notice=self.notice)

    def _no_preview(self, trouble: UserError) -> None:
        self.preview.say(f"{trouble.explain()} {trouble.advise()}")

    # saving

    def _save_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.addAction(
            translate(N_("One file for each household…")), lambda: self._ask_folder(one_file=False)
        )
        menu.addAction(translate(N_("All in one file…")), lambda: self._ask_folder(one_file=True))
        return menu

    def _ask_folder(self, *, one_file: bool) -> None:
        folder = QFileDialog.getExistingDirectory(self, translate(N_("Into which folder?")))
        if folder:
            self.save_into(Path(folder), one_file=one_file)

    def save_into(self, folder: Path, *, one_file: bool) -> None:
        """Write the chosen plans as PDFs, beside the window."""
        ids = self.presenter.chosen()
        what = translate_count(N_("Writing {count} plan"), N_("Writing {count} plans"), len(ids)).format(
            count=len(ids)
        )

        def done(report: PrintReport) -> None:
            self._finish()
            self.notice.say(*self.presenter.say_saved(report, folder))
            self._folder = folder
            self.open_button.show()

        self._begin()
        self.running = run_in_background(
            lambda progress: self.presenter.save(ids, folder, one_file, progress),
            done,
            failed=self._failed,
            strip=self.strip,
            notice=self.notice,
            what=what,
        )

    # printing

    def _ask_printer(self) -> None:
        printer = make_printer()
        dialog = QPrintDialog(printer, self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.print_on(printer)

    def print_on(self, printer: QPrinter) -> None:
        """Print the chosen plans, beside the window."""
        ids = self.presenter.chosen()
        what = translate_count(N_("Printing {count} plan"), N_("Printing {count} plans"), len(ids)).format(
            count=len(ids)
        )

        def done(sheets: int) -> None:
            self._finish()
            self.notice.say(translate(N_("Given to the printer: {pages} pages.")).format(pages=sheets))

        self._begin()
        self.running = run_in_background(
            lambda progress: print_papers(printer, ids, self.presenter.preview, progress),
            done,
            failed=self._failed,
            strip=self.strip,
            notice=self.notice,
            what=what,
        )

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
        self.header.set_title(translate(N_("Print plans")), self.presenter.words())

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))

    def _build_body(self) -> None:
        px = look().px
        self._folder = Path()
        self.chooser = Chooser(self.presenter)
        self.chooser.looked_at.connect(self._show_paper)
        self.chooser.changed.connect(self._allow)
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
