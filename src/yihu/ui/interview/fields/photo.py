"""Photos: chosen or dropped as files, shown small from memory."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QFocusEvent, QKeyEvent, QPixmap
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from yihu.base.i18n import N_, translate
from yihu.ui.interview.fields.field import Field, Reading
from yihu.ui.interview.fields.files import Files
from yihu.ui.interview.fields.kept_file import KeptFile
from yihu.ui.interview.views import QuestionView
from yihu.ui.look import LinkButton, SecondaryButton, label
from yihu.ui.look.tokens import look

_CHOOSE = N_("Choose a photo… (Space)")
_CHANGE = N_("Another photo… (Space)")
_WIDTH, _HEIGHT = 176, 132


class PhotoField(Field):
    """A frame for one photo."""

    def __init__(self, view: QuestionView, files: Files, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self._photos = files.answered
        self._value = view.value
        self.setAcceptDrops(not view.read_only)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.picture = QLabel(self)
        self.picture.setFixedSize(look().px(_WIDTH), look().px(_HEIGHT))
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.button = SecondaryButton("", "camera")
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.button.clicked.connect(self.choose_file)
        self.button.setEnabled(not view.read_only)
        self.remove = LinkButton(translate(N_("Take the photo out (Delete)")))
        self.remove.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.remove.clicked.connect(self._remove)
        self.kept_file = KeptFile(self, view.file_kind or "image")
        self._lay_out()
        self._show_photo()

    def read(self) -> Reading:
        return Reading(value=self._value)

    def show_view(self, view: QuestionView) -> None:
        super().show_view(view)
        if view.value != self._value:
            self._value = view.value
            self._show_photo()

    def take_focus(self) -> None:
        self.setFocus(Qt.FocusReason.TabFocusReason)

    def choose_file(self) -> None:
        """Ask for a file with the system's own dialog."""
        names = "(*.jpg *.jpeg *.png *.webp *.bmp *.JPG *.JPEG *.PNG)"
        path, _ = QFileDialog.getOpenFileName(
            self, translate(N_("Choose a photo")), "", f"{translate(N_('Photos'))} {names}"
        )
        if path:
            self.file_chosen.emit(path)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        moves = {
            Qt.Key.Key_Return: self.next_wanted,
            Qt.Key.Key_Enter: self.next_wanted,
            Qt.Key.Key_Up: self.up_wanted,
            Qt.Key.Key_Down: self.down_wanted,
        }
        if self.kept_file.press(event):
            return
        if key == Qt.Key.Key_Space and not self.view.read_only:
            self.choose_file()
        elif key == Qt.Key.Key_Delete and not self.view.read_only:
            self._remove()
        elif key in moves:
            moves[key].emit()
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._frame()
        self.touched.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._frame()
        self.left.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        dropped = next((url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()), "")
        if dropped:
            event.acceptProposedAction()
            self.file_chosen.emit(str(Path(dropped)))

    def _remove(self) -> None:
        if self._value:
            self._value = ""
            self._show_photo()
            self.chosen.emit()

    def _lay_out(self) -> None:
        beside = QVBoxLayout()
        beside.addStretch(1)
        beside.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        beside.addWidget(self.kept_file)
        beside.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignLeft)
        beside.addWidget(label(translate(N_("or drop a photo file here")), "secondary"))
        beside.addStretch(1)
        row = self._row()
        row.addWidget(self.picture)
        row.addLayout(beside)
        row.addStretch(1)

    def _row(self) -> QHBoxLayout:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look().px(16))
        return row

    def _show_photo(self) -> None:
        raw = self._photos(self._value) if self._value else None
        picture = QPixmap()
        if raw is not None and picture.loadFromData(raw):
            ratio = self.devicePixelRatioF()
            picture = picture.scaled(
                self.picture.size() * ratio,
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
            picture.setDevicePixelRatio(ratio)
            self.picture.setPixmap(picture)
        else:
            self.picture.clear()
            missing = N_("The photo is not on this laptop yet.") if self._value else N_("No photo yet")
            self.picture.setText(translate(missing))
            self.picture.setWordWrap(True)
        self.button.setText(f" {translate(_CHANGE if self._value else _CHOOSE)}")
        self.remove.setVisible(bool(self._value) and not self.view.read_only)
        self.kept_file.show_file(self._value, here=not self.picture.pixmap().isNull())
        self._frame()

    def _frame(self) -> None:
        colours = look().colours
        edge = f"2px solid {colours.green}" if self.hasFocus() else f"1px solid {colours.line_strong}"
        self.picture.setStyleSheet(
            f"border: {edge}; border-radius: 8px; background: {colours.card}; color: {colours.ink_2};"
        )
