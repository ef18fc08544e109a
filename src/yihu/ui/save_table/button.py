"""The button “Save list”, for any page with a list, and what it opens."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPushButton, QVBoxLayout, QWidget

from yihu.base.i18n import N_, translate
from yihu.ui.look import QuietButton, SecondaryButton, label, look
from yihu.ui.save_table.options import SaveOptions
from yihu.ui.save_table.presenter import SavePresenter

if TYPE_CHECKING:
    from yihu.actions.export_tables import SavedTable
    from yihu.actions.save_list import ListOnScreen
    from yihu.actions.workspace import Workspace
    from yihu.base.progress import Progress


def save_list_button(
    parent: QWidget,
    workspace: Callable[[], Workspace],
    make: Callable[[], ListOnScreen],
    *,
    small: bool = False,
) -> QPushButton:
    """A button that offers to save the list which `make` gives when it is pressed."""
    button = SecondaryButton(translate(N_("Save list")), "save", small=small)

    def offer() -> None:
        dialog = SaveListDialog(workspace(), make(), parent)
        dialog.open()

    button.clicked.connect(offer)
    return button


class SaveListDialog(QDialog):
    """How the list is to be saved; stays open to say that it was."""

    def __init__(self, workspace: Workspace, listed: ListOnScreen, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._listed = workspace, listed
        self.setWindowTitle(translate(N_("Save list")))
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(look().px(560))
        column = QVBoxLayout(self)
        column.setContentsMargins(*(look().px(20),) * 4)
        column.setSpacing(look().px(12))
        column.addWidget(label(listed.title, "question", wrap=True))
        if listed.filter:
            column.addWidget(label(listed.filter, "secondary", wrap=True))
        self.options = SaveOptions(SavePresenter(workspace))
        self.options.offer(listed.name, self._save, households=listed.people)
        self.options.saved.connect(lambda _: self.close_button.setFocus())
        column.addWidget(self.options)
        self.close_button = QuietButton(translate(N_("Close")), "x")
        self.close_button.clicked.connect(self.reject)
        box = QDialogButtonBox()
        box.addButton(self.close_button, QDialogButtonBox.ButtonRole.RejectRole)
        column.addWidget(box)
        self.options.format.setFocus()

    def _save(self, path: Path, how: dict[str, Any], progress: Progress) -> SavedTable:
        from yihu.actions.save_list import save_list

        return save_list(self._workspace, self._listed, path, progress=progress, **how)

    def reject(self) -> None:
        """Closing stops what is being written; there is no file then."""
        if self.options.strip.isVisible():
            self.options.strip.stopped.emit()
        super().reject()
