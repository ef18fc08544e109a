"""A place to drop files on, with a button for those who would rather choose."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from yihu.base.i18n import N_, translate
from yihu.ui.interview.wrapped import WrappedLabel
from yihu.ui.look import LinkButton, PrimaryButton, icon_label, label
from yihu.ui.look.tokens import look


class DropZone(QFrame):
    """Signals:
    dropped: paths of files and folders.
    """

    dropped = Signal(list)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px = look().px
        self.setAcceptDrops(True)
        self.setObjectName("dropZone")
        self.button = PrimaryButton(translate(N_("Choose files…")), "inbox")
        self.folder_button = LinkButton(translate(N_("a whole folder…")))
        row = QHBoxLayout(self)
        row.setContentsMargins(px(20), px(14), px(20), px(14))
        row.setSpacing(px(16))
        row.addWidget(icon_label("download", look().colours.ink_2, 28))
        words = QVBoxLayout()
        words.setSpacing(px(2))
        words.addWidget(label(translate(N_("Drop the files here")), "question"))
        words.addWidget(
            WrappedLabel(translate(N_("from the stick, one or many; twice does no harm")), "secondary")
        )
        row.addLayout(words, 1)
        buttons = QVBoxLayout()
        buttons.setSpacing(px(2))
        buttons.addWidget(self.button)
        buttons.addWidget(self.folder_button)
        row.addLayout(buttons)
        self._frame(over=False)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()
            self._frame(over=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._frame(over=False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._frame(over=False)
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        self.dropped.emit(paths)

    def _frame(self, *, over: bool) -> None:
        colours = look().colours
        edge, ground = (colours.green, colours.green_light) if over else (colours.line_strong, colours.paper)
        self.setStyleSheet(
            f"QFrame#dropZone {{ border: 2px dashed {edge}; border-radius: 12px; background: {ground}; }}"
        )
