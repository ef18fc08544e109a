"""Qt's file dialogs keep the folders a person chose from in a file in the clear, for all programs that use Qt.

A folder may bear a household's name. Here they are remembered until the window is closed, and never written.
"""

import os
import sys

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

_SHARED = "QtProject"
_PLACES = ("FileDialog/history", "FileDialog/lastVisited")


def keep_no_places(app: QApplication) -> None:
    """From now on. Call it before the first dialog."""
    if sys.platform in ("win32", "darwin"):  # no file there, whose place could be another
        app.aboutToQuit.connect(_forget)
        return
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, os.devnull)


def _forget() -> None:
    settings = QSettings(QSettings.Scope.UserScope, _SHARED)
    for key in _PLACES:
        settings.remove(key)
