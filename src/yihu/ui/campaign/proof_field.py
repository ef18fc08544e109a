"""A photo as proof: chosen from a file, shown by its name, taken away again."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from yihu.base.i18n import N_, translate
from yihu.ui.look import ElidedLabel, LinkButton, SecondaryButton, look

_FILES = "*.jpg *.jpeg *.png *.webp *.bmp *.tif *.tiff"


class ProofField(QWidget):
    """Attributes:
    path: the photo's file; None without one.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.path: Path | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look().px(12))
        self.button = SecondaryButton(translate(N_("Photo as proof…")), "camera", small=True)
        self.button.clicked.connect(self._choose)
        self._name = ElidedLabel("", "secondary")
        self._away = LinkButton(translate(N_("Take it away")))
        self._away.clicked.connect(self.clear)
        for part in (self.button, self._name, self._away):
            row.addWidget(part)
        row.addStretch(1)
        self.clear()

    def clear(self) -> None:
        """No photo."""
        self.take(None)

    def take(self, path: Path | None) -> None:
        """This photo."""
        self.path = path
        self._name.setText(path.name if path else "")
        self._away.setVisible(path is not None)

    def _choose(self) -> None:
        words = translate(N_("Photos ({files})")).format(files=_FILES)
        chosen, _ = QFileDialog.getOpenFileName(self, translate(N_("Photo as proof…")), "", words)
        if chosen:
            self.take(Path(chosen))
