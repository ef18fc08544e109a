"""The picture that belongs to a question's label."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from yihu.base.i18n import N_, translate
from yihu.ui.look.tokens import look

_MOST = QSize(560, 240)
_MISSING = N_("The picture {name} is not with the questionnaire.")


class LabelPicture(QLabel):
    """A picture no larger than the page can bear; a missing one is told by its name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = ""
        self.setProperty("rank", "secondary")
        self.setTextFormat(Qt.TextFormat.PlainText)

    def show_file(self, name: str, data: bytes | None) -> None:
        """Show the picture of this name."""
        self.setVisible(bool(name))
        if name == self._name:
            return
        self._name = name
        picture = QPixmap()
        if data is not None and picture.loadFromData(data):
            self.setPixmap(self._fitted(picture))
        else:
            self.setText(translate(_MISSING).format(name=name))
        self.setAccessibleName(name)

    def _fitted(self, picture: QPixmap) -> QPixmap:
        ratio = self.devicePixelRatioF()
        most = QSize(look().px(_MOST.width()), look().px(_MOST.height())) * ratio
        if picture.width() > most.width() or picture.height() > most.height():
            picture = picture.scaled(
                most, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
        picture.setDevicePixelRatio(ratio)
        return picture
