"""The hand-overs so far, and whether they were confirmed."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from yihu.base.errors import UserError
from yihu.base.i18n import N_, translate
from yihu.ui.handover.presenter import HandoverLine, HandoverPresenter
from yihu.ui.look import Card, LinkButton, Notice, SecondaryButton, StatePill, label
from yihu.ui.look.fields import LabelledField
from yihu.ui.look.text import ElidedLabel
from yihu.ui.look.tokens import look

_SHOWN, _ALL = 6, 100
PICTURES = "*.png *.jpg *.jpeg *.bmp *.gif *.webp"


class ReceiptField(QWidget):
    """A receipt that came as a code: typed or scanned, or on a photo.

    Signals:
        taken: a package is confirmed.
    """

    taken = Signal()

    def __init__(self, presenter: HandoverPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.presenter = presenter
        px = look().px
        self.line = QLineEdit()
        self.line.setPlaceholderText("YIHU:R:…")
        self.line.returnPressed.connect(self.take_text)
        self.field = LabelledField(
            translate(N_("The receipt's code")),
            self.line,
            translate(
                N_(
                    "Scan it from their screen, or photograph it. A receipt file is dropped at Receive instead."
                )
            ),
        )
        self.button = SecondaryButton(translate(N_("Take it")), small=True)
        self.button.clicked.connect(self.take_text)
        self.picture = SecondaryButton(translate(N_("A photo of the code…")), "image", small=True)
        self.picture.clicked.connect(self._ask_picture)
        self.notice = Notice()
        buttons = QHBoxLayout()
        buttons.setSpacing(px(8))
        buttons.addWidget(self.button)
        buttons.addWidget(self.picture)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        column.addWidget(self.field)
        column.addLayout(buttons)
        column.addWidget(self.notice)

    def take_text(self) -> None:
        """Take the text in the field."""
        self.take(self.line.text())

    def take(self, source: Path | str) -> None:
        """Take a code's text or a photo of it."""
        try:
            told = self.presenter.take_receipt(source)
        except UserError as trouble:
            self.notice.show_error(trouble)
            return
        self.line.clear()
        self.notice.say(told)
        self.taken.emit()

    def _ask_picture(self) -> None:
        path, _ = QFileDialog.getOpenFileName(
            self,
            translate(N_("Choose the photo of the code")),
            "",
            f"{translate(N_('Pictures'))} ({PICTURES})",
        )
        if path:
            self.take(Path(path))


class HistoryCard(Card):
    """When, which way, with whom, what, whether it was confirmed.

    Signals:
        confirmed: a receipt was taken.
    """

    confirmed = Signal()

    def __init__(self, presenter: HandoverPresenter, parent: QWidget | None = None) -> None:
        super().__init__(translate(N_("Handed over so far")), parent=parent)
        self._inside: QWidget | None = None
        self._lines: tuple[HandoverLine, ...] = ()
        self._shown = _SHOWN
        self.receipt_link = LinkButton(translate(N_("A receipt's code came…")), "qr-code")
        self.receipt_link.clicked.connect(self._open_receipt)
        self.head.addWidget(self.receipt_link)
        self.receipt = ReceiptField(presenter)
        self.receipt.taken.connect(self.confirmed)
        self.receipt.hide()
        self.body.addWidget(self.receipt)
        self._room = QVBoxLayout()
        self.body.addLayout(self._room)
        self.more = LinkButton(translate(N_("Show all")))
        self.more.clicked.connect(self._show_all)
        self.body.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch(1)

    def show_lines(self, lines: tuple[HandoverLine, ...]) -> None:
        """Show the newest ones."""
        self._lines = lines
        if self._inside is not None:
            self._inside.hide()
            self._inside.deleteLater()
        self._inside = QWidget()
        grid = QGridLayout(self._inside)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(look().px(14))
        grid.setVerticalSpacing(look().px(6))
        grid.setColumnStretch(2, 3)
        grid.setColumnStretch(3, 2)
        for at, line in enumerate(lines[: self._shown]):
            grid.addWidget(label(line.when, "body2"), at, 0)
            grid.addWidget(StatePill(line.way, line.tone), at, 1)  # type: ignore[arg-type]
            grid.addWidget(ElidedLabel(line.partner, "body"), at, 2)
            grid.addWidget(ElidedLabel(line.words, "body2"), at, 3)
            if line.state:
                grid.addWidget(StatePill(line.state, line.state_tone), at, 4)  # type: ignore[arg-type]
        if not lines:
            grid.addWidget(
                label(translate(N_("Nothing yet. What you give and receive stands here.")), "body2"), 0, 0
            )
        self.more.setVisible(len(lines) > self._shown)
        self._room.addWidget(self._inside)

    def _show_all(self) -> None:
        self._shown = _ALL
        self.show_lines(self._lines)

    def _open_receipt(self) -> None:
        self.receipt.setVisible(self.receipt.isHidden())
        if self.receipt.isVisible():
            self.receipt.line.setFocus(Qt.FocusReason.OtherFocusReason)
