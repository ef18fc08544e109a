"""The pages of one paper, as they will be printed, one under the other."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QKeyEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from yihu.base.i18n import N_, translate
from yihu.ui.look import label
from yihu.ui.look.tokens import look

DOTS_PER_INCH = 144
_WIDEST = 760
_WORDS = 620


class Preview(QScrollArea):
    """Rendered pages on the ground of the window; arrow keys and PageDown scroll."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(translate(N_("Preview of the paper")))
        inside = QWidget()
        inside.setProperty("ground", "clear")
        self._column = QVBoxLayout(inside)
        self._column.setSpacing(look().px(16))
        self._column.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._words = label("", "body2", wrap=True)
        self._words.setFixedWidth(look().px(_WORDS))
        self._column.addWidget(self._words)
        self._column.addStretch(1)
        self.setWidget(inside)
        self._images: list[QImage] = []
        self._sheets: list[QLabel] = []

    @property
    def pages(self) -> int:
        """How many pages are shown."""
        return len(self._sheets)

    def say(self, words: str) -> None:
        """Show words instead of pages."""
        self.show_pages([])
        self._words.setText(words)
        self._words.show()

    def show_pages(self, images: list[QImage]) -> None:
        """Show these pages from their top."""
        self._words.hide()
        self._images = images
        for sheet in self._sheets:
            self._column.removeWidget(sheet)
            sheet.deleteLater()
        self._sheets = []
        for number, _image in enumerate(images, 1):
            sheet = QLabel()
            sheet.setStyleSheet(f"background: white; border: 1px solid {look().colours.line_strong};")
            sheet.setAccessibleName(
                translate(N_("page {page} of {pages}")).format(page=number, pages=len(images))
            )
            self._sheets.append(sheet)
            self._column.insertWidget(number, sheet)
        self._fit()
        self.verticalScrollBar().setValue(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        steps = {
            Qt.Key.Key_PageDown: bar.pageStep(),
            Qt.Key.Key_PageUp: -bar.pageStep(),
            Qt.Key.Key_Down: 60,
            Qt.Key.Key_Up: -60,
        }
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            bar.setValue(bar.value() + step)

    def _fit(self) -> None:
        width = min(self.viewport().width() - look().px(48), look().px(_WIDEST))
        ratio = self.devicePixelRatioF()
        for sheet, image in zip(self._sheets, self._images, strict=True):
            fitted = image.scaledToWidth(
                int(max(width, 100) * ratio), Qt.TransformationMode.SmoothTransformation
            )
            fitted.setDevicePixelRatio(ratio)
            sheet.setPixmap(QPixmap.fromImage(fitted))
            sheet.setFixedSize(sheet.pixmap().deviceIndependentSize().toSize())
