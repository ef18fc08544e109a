"""A kept picture as large as the page allows, in the window: never in a file that another program could keep."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from yihu.base.i18n import N_, translate
from yihu.ui.interview.wrapped import WrappedLabel
from yihu.ui.look import SecondaryButton
from yihu.ui.look.tokens import look


class PictureView(QWidget):
    """Signals:
    closed: back to the question.
    """

    closed = Signal()

    def __init__(self, title: str, data: bytes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px = look().px
        self.sheet = _Sheet(QImage.fromData(data), title)
        self.back = SecondaryButton(translate(N_("Back to the question")))
        self.back.setToolTip("Esc")
        self.back.clicked.connect(self.closed)
        head = QHBoxLayout()
        head.addWidget(WrappedLabel(title, "title"), 1)
        head.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(40), px(16), px(40), px(16))
        column.setSpacing(px(12))
        column.addLayout(head)
        column.addWidget(self.sheet, 1)

    def take_focus(self) -> None:
        """The keyboard comes here; Esc, Enter and space lead back."""
        self.back.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


class _Sheet(QWidget):
    def __init__(self, picture: QImage, title: str) -> None:
        super().__init__()
        self.picture = picture
        self.setAccessibleName(title)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def shown_size(self) -> QSize:
        """How large the picture stands on the sheet, in device-independent pixels: never larger than it is."""
        ratio = self.devicePixelRatioF()
        whole = QSize(round(self.picture.width() / ratio), round(self.picture.height() / ratio))
        fits = whole.width() <= self.width() and whole.height() <= self.height()
        return whole if fits else whole.scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.picture.isNull():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        size = self.shown_size()
        painter.drawImage(
            QRectF((self.width() - size.width()) / 2, 0, size.width(), size.height()), self.picture
        )
