"""What one sender brought: by village, what to look at, and the receipt that goes back."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from yihu.actions.invite_laptop import code_picture
from yihu.base.errors import UserError
from yihu.base.i18n import N_, translate
from yihu.ui.handover.receiving import ArrivalView, ReceivePresenter
from yihu.ui.interview.wrapped import WrappedLabel
from yihu.ui.look import LinkButton, Notice, icon_label, label
from yihu.ui.look.flow import FlowRow
from yihu.ui.look.square_code import SquareCode
from yihu.ui.look.text import ElidedLabel
from yihu.ui.look.tokens import look

VILLAGES_SHOWN = 8


class Arrival(QFrame):
    """Signals:
    changed: a receipt was written.
    """

    changed = Signal()

    def __init__(self, view: ArrivalView, presenter: ReceivePresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view, self.presenter = view, presenter
        px, colours = look().px, look().colours
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(10))
        icons = {"green": ("circle-check", colours.green), "red": ("triangle-alert", colours.red)}
        name, colour = icons.get(view.tone, ("triangle-alert", colours.amber))
        row.addWidget(icon_label(name, colour, 18), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(px(2))
        column.addWidget(WrappedLabel(view.title, "strong"))
        column.addWidget(WrappedLabel(view.words, "body2"))
        if view.villages:
            column.addLayout(self._villages())
        for warning in view.warnings:
            column.addWidget(WrappedLabel(warning, "body", tone="amber"))
        self.notice = Notice()
        self.code: SquareCode | None = None
        self._room = QVBoxLayout()
        if view.receipts:
            column.addWidget(self._receipt_row())
            column.addWidget(self.notice)
            column.addLayout(self._room)
        row.addLayout(column, 1)

    def write_receipt(self, folder: Path) -> None:
        """Write the receipt there."""
        try:
            path = self.presenter.write_receipt(self.view.fingerprint, folder)
        except UserError as trouble:
            self.notice.show_error(trouble)
            return
        told = translate(N_("The receipt is written: {file}")).format(file=path.name)
        self.notice.say(
            told, translate(N_("Take the stick back to them: their screen then says “confirmed”."))
        )
        self.changed.emit()

    def show_code(self) -> None:
        """Show the receipt as a square code, or take it away."""
        if self.code is not None:
            self._room.removeWidget(self.code)
            self.code.hide()
            self.code.deleteLater()
            self.code = None
            return
        self.code = SquareCode(
            code_picture(self.view.receipts[0]), translate(N_("The receipt as a square code"))
        )
        self._room.addWidget(self.code)

    def _villages(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(look().px(12))
        grid.setVerticalSpacing(look().px(2))
        grid.setColumnStretch(1, 1)
        for at, line in enumerate(self.view.villages[:VILLAGES_SHOWN]):
            grid.addWidget(label(line.village, "body"), at, 0)
            words = ElidedLabel(line.words, "body2")
            if line.conflicts:
                words.setProperty("tone", "red")
            grid.addWidget(words, at, 1)
        rest = len(self.view.villages) - VILLAGES_SHOWN
        if rest > 0:
            more = translate(N_("and {count} more villages")).format(count=rest)
            grid.addWidget(label(more, "secondary"), VILLAGES_SHOWN, 0)
        return grid

    def _receipt_row(self) -> FlowRow:
        row = FlowRow()
        self.receipt_button = LinkButton(translate(N_("Write the receipt onto the stick")), "file-text")
        self.receipt_button.clicked.connect(self._ask_folder)
        self.code_button = LinkButton(translate(N_("Show the receipt as a code")), "qr-code")
        self.code_button.clicked.connect(self.show_code)
        row.add(self.receipt_button)
        row.add(self.code_button)
        return row

    def _ask_folder(self) -> None:
        came_from = self.presenter.folder_of(self.view.name)
        if came_from is not None:
            self.write_receipt(came_from)
            return
        folder = QFileDialog.getExistingDirectory(self, translate(N_("Onto which stick?")))
        if folder:
            self.write_receipt(Path(folder))
