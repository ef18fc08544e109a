"""What can be done with a kept file: looked at, written out."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from yihu.base.i18n import N_, translate
from yihu.ui.interview.fields.field import Field
from yihu.ui.look import LinkButton
from yihu.ui.look.tokens import look

_NAMES = {"image": N_("photo"), "audio": N_("recording"), "video": N_("film"), "file": N_("file")}


class KeptFile(QWidget):
    """Links beside a kept file. The name that is offered for a copy tells nothing of the household."""

    def __init__(self, field: Field, kind: str) -> None:
        super().__init__(field)
        self._field, self._kind = field, kind
        self.closer = LinkButton(translate(N_("See it large (V)")))
        self.copy = LinkButton(translate(N_("Save a copy… (S)")))
        self.closer.clicked.connect(field.closer_wanted)
        self.copy.clicked.connect(self.choose_place)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look().px(16))
        for link in (self.closer, self.copy):
            link.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            row.addWidget(link)
        row.addStretch(1)

    def show_file(self, name: str, *, here: bool = True) -> None:
        """Show the links for the kept file of this name; `here`: its bytes are on this laptop."""
        self._name = name
        self.setVisible(bool(name) and here)
        self.closer.setVisible(self._kind == "image")

    def press(self, event: QKeyEvent) -> bool:
        """A key pressed at the field; False if it isn't one of these."""
        if self.isHidden() or event.modifiers():
            return False
        if event.key() == Qt.Key.Key_V and self._kind == "image":
            self._field.closer_wanted.emit()
        elif event.key() == Qt.Key.Key_S:
            self.choose_place()
        else:
            return False
        return True

    def choose_place(self) -> None:
        """Ask where the copy is to stand."""
        ending = Path(self._name).suffix
        offered = f"{translate(_NAMES[self._kind])}{ending}"
        path, _ = QFileDialog.getSaveFileName(
            self._field, translate(N_("Save a copy")), offered, f"{translate(N_('Files'))} (*{ending})"
        )
        if path:
            self._field.copy_wanted.emit(path if Path(path).suffix else f"{path}{ending}")
