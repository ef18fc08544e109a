"""A drawing or a signature, made with mouse, pen or finger, or taken from a file."""

from PySide6.QtCore import QBuffer, QIODevice, QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QHideEvent,
    QImage,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from yihu.base.i18n import N_, translate
from yihu.ui.interview.fields.field import Field, Reading
from yihu.ui.interview.fields.files import Files
from yihu.ui.interview.fields.kept_file import KeptFile
from yihu.ui.interview.views import QuestionView
from yihu.ui.look import LinkButton, SecondaryButton, label
from yihu.ui.look.fonts import font
from yihu.ui.look.tokens import HINT, look

_SIGN, _DRAW = QSize(520, 180), QSize(620, 320)
_FINE = 2  # points of the kept picture for each on the screen
_PAUSE_MS = 1200
_PAPER, _INK, _LINE = "#FFFFFF", "#1C2723", "#C9D0CB"  # paper is white in the dark theme too: it is printed


class Sheet(QWidget):
    """White paper to draw on. What was drawn before lies under the new lines."""

    def __init__(self, size: QSize, ruled: bool, owner: "SketchField") -> None:
        super().__init__(owner)
        self._owner = owner
        self._ruled = ruled
        self.before = QImage()
        self.strokes: list[QPainterPath] = []
        self.setFixedSize(size)
        self.setCursor(Qt.CursorShape.CrossCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._owner.view.read_only:
            return
        self._owner.take_focus()
        stroke = QPainterPath(event.position())
        stroke.lineTo(event.position() + QPointF(0.1, 0.1))
        self.strokes.append(stroke)
        self._owner.wait()
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.strokes and not self._owner.view.read_only:
            self.strokes[-1].lineTo(event.position())
            self._owner.wait()
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = look().colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        focused = self._owner.hasFocus()
        painter.setPen(QPen(QColor(colours.green if focused else colours.line_strong), 2 if focused else 1))
        painter.setBrush(QColor(_PAPER))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        if not self.strokes and self.before.isNull():
            self._paint_invitation(painter)
        self._paint_drawing(painter)

    def picture(self) -> bytes:
        """What is drawn as PNG bytes."""
        image = QImage(self.size() * _FINE, QImage.Format.Format_RGB32)
        image.fill(QColor(_PAPER))
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(_FINE, _FINE)
        self._paint_drawing(painter)
        painter.end()
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG")
        return bytes(buffer.data().data())

    def _paint_drawing(self, painter: QPainter) -> None:
        if not self.before.isNull():
            size = self.before.size().scaled(self.size() - QSize(4, 4), Qt.AspectRatioMode.KeepAspectRatio)
            at = QPointF((self.width() - size.width()) / 2, (self.height() - size.height()) / 2)
            painter.drawImage(QRectF(at, size.toSizeF()), self.before)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(
            QPen(QColor(_INK), 2.4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        )
        for stroke in self.strokes:
            painter.drawPath(stroke)

    def _paint_invitation(self, painter: QPainter) -> None:
        painter.setPen(QPen(QColor(_LINE), 1))
        low = self.height() - look().px(48)
        if self._ruled:
            painter.drawLine(look().px(32), low, self.width() - look().px(32), low)
        painter.setFont(font(HINT))
        painter.setPen(QColor("#56645D"))
        words = (
            N_("Sign here with the mouse or a pen")
            if self._ruled
            else N_("Draw here with the mouse or a pen")
        )
        area = QRectF(self.rect()).adjusted(0, 0, 0, -look().px(12)) if self._ruled else QRectF(self.rect())
        flags = Qt.AlignmentFlag.AlignHCenter | (
            Qt.AlignmentFlag.AlignBottom if self._ruled else Qt.AlignmentFlag.AlignVCenter
        )
        painter.drawText(area, int(flags), translate(words))


class SketchField(Field):
    """A sheet to draw on, kept as a picture soon after the last line."""

    def __init__(self, view: QuestionView, files: Files, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self._files = files
        self._value = view.value
        self._pending = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.keep)
        signing = "signature" in view.appearances
        size = _SIGN if signing else _DRAW
        self.sheet = Sheet(QSize(look().px(size.width()), look().px(size.height())), signing, self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._lay_out()
        self._show_before()

    def read(self) -> Reading:
        self.keep()
        return Reading(value=self._value)

    def show_view(self, view: QuestionView) -> None:
        super().show_view(view)
        if view.value != self._value:
            self._value = view.value
            if not view.value:
                self.sheet.strokes.clear()
            if not self.sheet.strokes:
                self._show_before()
        self._show_buttons()

    def take_focus(self) -> None:
        self.setFocus(Qt.FocusReason.TabFocusReason)

    def wait(self) -> None:
        """Something was drawn: keep it after a pause."""
        self._pending = True
        self._pause.start()
        self._show_buttons()

    def keep(self) -> None:
        """Hand over what is drawn, if it isn't kept yet."""
        self._pause.stop()
        if self._pending and self.sheet.strokes:
            self._pending = False
            self.drawn.emit(self.sheet.picture())

    def undo(self) -> None:
        """Take the last line back."""
        if self.sheet.strokes and not self.view.read_only:
            self.sheet.strokes.pop()
            self.sheet.update()
            if self.sheet.strokes or not self.sheet.before.isNull():
                self.wait()
            else:
                self.clear()

    def clear(self) -> None:
        """Begin with white paper; the answer is taken back."""
        if self.view.read_only:
            return
        self._pause.stop()
        self._pending = False
        self.sheet.strokes.clear()
        self.sheet.before = QImage()
        self.sheet.update()
        if self._value:
            self._value = ""
            self.chosen.emit()
        self._show_buttons()

    def choose_file(self) -> None:
        """Take a picture of a drawing on paper."""
        names = f"{translate(N_('Photos'))} (*.jpg *.jpeg *.png *.webp *.bmp *.JPG *.JPEG *.PNG)"
        path, _ = QFileDialog.getOpenFileName(self, translate(N_("Choose a photo")), "", names)
        if path:
            self.sheet.strokes.clear()
            self.file_chosen.emit(path)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        moves = {Qt.Key.Key_Up: self.up_wanted, Qt.Key.Key_Down: self.down_wanted}
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.keep()
            self.next_wanted.emit()
        elif self.kept_file.press(event):
            return
        elif key == Qt.Key.Key_Space and not self.view.read_only:
            self.choose_file()
        elif key == Qt.Key.Key_Delete:
            self.clear()
        elif key in moves:
            moves[key].emit()
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.sheet.update()
        self.touched.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.keep()
        self.sheet.update()
        self.left.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._pause.stop()

    def _lay_out(self) -> None:
        self._undo = LinkButton(translate(N_("Take the last line back (Ctrl+Z)")))
        self._clear = LinkButton(translate(N_("Begin anew (Delete)")))
        self._file = SecondaryButton(translate(N_("From a photo… (Space)")), "camera", small=True)
        self._kept = label("", "secondary", tone="green")
        self.kept_file = KeptFile(self, "image")
        pairs = ((self._undo, self.undo), (self._clear, self.clear), (self._file, self.choose_file))
        below = QHBoxLayout()
        below.setSpacing(look().px(16))
        for button, action in pairs:
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(action)
            below.addWidget(button)
        below.addWidget(self._kept)
        below.addWidget(self.kept_file)
        below.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look().px(8))
        column.addWidget(self.sheet)
        column.addLayout(below)

    def _show_before(self) -> None:
        raw = self._files.answered(self._value) if self._value else None
        self.sheet.before = QImage.fromData(raw) if raw else QImage()
        self.sheet.update()
        self._show_buttons()

    def _show_buttons(self) -> None:
        drawn = bool(self.sheet.strokes or self._value)
        self._undo.setVisible(bool(self.sheet.strokes) and not self.view.read_only)
        self._clear.setVisible(drawn and not self.view.read_only)
        self._file.setVisible(not drawn and not self.view.read_only)
        self.kept_file.show_file("" if self._pending else self._value)
        self._kept.setText(translate(N_("✓ Kept")) if self._value and not self._pending else "")
