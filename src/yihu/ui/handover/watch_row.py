"""A folder that is looked through for new files while the page is open."""

from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QWidget

from yihu.base.errors import UserError
from yihu.base.i18n import N_, translate
from yihu.ui.handover.receiving import ReceivePresenter
from yihu.ui.look import LinkButton
from yihu.ui.look.text import ElidedLabel
from yihu.ui.look.tokens import look

EVERY_MS = 3000


class WatchRow(QWidget):
    """Signals:
    came: paths of files that are new and have stopped growing.
    refused: a `UserError`: the folder isn't there.
    """

    came = Signal(list)
    refused = Signal(object)

    def __init__(self, presenter: ReceivePresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.presenter = presenter
        self._sizes: dict[Path, int] = {}
        self.box = QCheckBox(translate(N_("Look for new files by itself")))
        self.box.clicked.connect(self._turned)
        self.place = ElidedLabel("", "secondary")
        self.choose = LinkButton(translate(N_("another folder…")))
        self.choose.clicked.connect(self._ask)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look().px(12))
        row.addWidget(self.box)
        row.addWidget(self.place, 1)
        row.addWidget(self.choose)
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.look_through)
        self.show_state()

    def show_state(self) -> None:
        """Whether a folder is watched, and which."""
        folder = self.presenter.watched()
        self.box.setChecked(folder is not None)
        there = folder is not None and folder.is_dir()
        gone = translate(N_("not plugged in"))
        self.place.setText("" if folder is None else str(folder) if there else f"{folder} · {gone}")
        self.choose.setVisible(folder is not None)

    def watch(self, folder: Path | None) -> None:
        """Look through this folder from now on."""
        try:
            self.presenter.watch(folder)
        except UserError as trouble:
            self.refused.emit(trouble)
        self._sizes = {}
        self.show_state()
        self.look_through()

    def look_through(self) -> None:
        """Tell of files that are new and have the size they had the last time."""
        sizes = {}
        for path in self.presenter.new_files():
            try:
                sizes[path] = path.stat().st_size
            except OSError:
                continue
        ready = [path for path, size in sizes.items() if self._sizes.get(path) == size]
        self._sizes = sizes
        if ready:
            self.came.emit(ready)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def _turned(self, on: bool) -> None:
        if on:
            self._ask()
        else:
            self.watch(None)

    def _ask(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, translate(N_("In which folder do the files arrive?")))
        if folder:
            self.watch(Path(folder))
        else:
            self.show_state()
