"""A place on earth: typed, pasted as maps and receivers write it, or taken from a photo."""

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from yihu.actions.find_place import place_of_photo
from yihu.base.errors import UserError
from yihu.base.i18n import N_, translate
from yihu.ui.interview.fields.field import Reading
from yihu.ui.interview.fields.line import LineField
from yihu.ui.interview.places import accuracy_m, read_place, written_place
from yihu.ui.interview.views import QuestionView
from yihu.ui.look import SecondaryButton, label


class PlaceField(LineField):
    """Latitude and longitude in degrees, then height in metres if known; the accuracy stands beside."""

    width_px = 340

    def __init__(self, view: QuestionView, parent: QWidget | None = None) -> None:
        self._taken = ""
        self._wrong = ""
        super().__init__(view, parent)
        self.box.setPlaceholderText(translate("latitude, longitude: 29.35, 112.41"))
        self.box.installEventFilter(self)
        self.button = SecondaryButton(translate(N_("From a photo… (F2)")), "camera")
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.button.setEnabled(not view.read_only)
        self.button.clicked.connect(self.choose_photo)
        self.accuracy = label("", "secondary")
        self.row.insertWidget(1, self.accuracy)
        self.row.insertWidget(2, self.button)
        self.box.textEdited.connect(self._edited)
        self._say_accuracy(view.value)

    def written(self, value: str) -> str:
        return written_place(value)

    def read(self) -> Reading:
        return Reading(problem=self._wrong) if self._wrong else super().read()

    def understood(self, text: str) -> Reading:
        if self._taken and text == written_place(self._taken):
            return Reading(value=self._taken)
        if not text.strip():
            return Reading()
        found = read_place(text)
        if found:
            return Reading(value=found)
        return Reading(problem=translate("Please write latitude and longitude, such as 29.35, 112.41."))

    def show_view(self, view: QuestionView) -> None:
        super().show_view(view)
        self.button.setEnabled(not view.read_only)
        self._say_accuracy(view.value)

    def choose_photo(self) -> None:
        """Ask for a photo with the system's own dialog."""
        if self.view.read_only:
            return
        names = f"{translate(N_('Photos'))} (*.jpg *.jpeg *.JPG *.JPEG *.png *.webp *.tif *.tiff)"
        path, _ = QFileDialog.getOpenFileName(self, translate(N_("Choose a photo")), "", names)
        if path:
            self.take_photo(path)

    def take_photo(self, path: str) -> None:
        """Answer with the place where a photo was taken."""
        try:
            self._taken, self._wrong = place_of_photo(Path(path)), ""
        except UserError as trouble:
            self._wrong = f"{trouble.explain()} {trouble.advise()}"
            self.box.clear()
            self.left.emit()
            return
        self.box.setText(written_place(self._taken))
        self.chosen.emit()
        self.take_focus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_F2
        ):
            self.choose_photo()
            return True
        return super().eventFilter(watched, event)

    def _edited(self, _text: str) -> None:
        self._taken = self._wrong = ""

    def _say_accuracy(self, kept: str) -> None:
        metres = accuracy_m(kept)
        self.accuracy.setText(translate(N_("± {metres} m")).format(metres=metres) if metres else "")
        self.accuracy.setVisible(bool(metres))
