"""Sounds and films that came with a questionnaire, played by the system's own player.

Qt's player is not shipped, and the system's takes a file only. So the bytes stand in a private folder of
the system's temporary one until the interview is left. Nothing else ever does: what a person answered
is never written there, and the file's name tells nothing.
"""

import hashlib
import shutil
import weakref
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from tempfile import mkdtemp

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from yihu.actions.keep_file import AUDIO, VIDEO


def can_play(name: str) -> bool:
    """Whether a file's ending is one of a sound or a film: nothing else is handed to the system."""
    return _ending(name) in (*AUDIO, *VIDEO)


class FormPlayer:
    """Hands the questionnaire's own sounds and films to the system."""

    def __init__(self, read: Callable[[str], bytes | None]) -> None:
        self._read = read
        self._folder: Path | None = None
        self._clear: Callable[[], object] = lambda: None

    def play(self, name: str) -> bool:
        """Play the file of this name; False if it isn't there or the system has no player for it."""
        data = self._read(name) if can_play(name) else None
        if data is None:
            return False
        try:
            path = self._written(data, _ending(name))
        except OSError:
            return False
        return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def clear(self) -> None:
        """Delete what was played; the end of the program does it too."""
        self._clear()
        self._folder = None

    def _written(self, data: bytes, ending: str) -> Path:
        if self._folder is None:
            self._folder = Path(mkdtemp(prefix="yihu-form-"))
            self._clear = weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        path = self._folder / f"{hashlib.sha256(data).hexdigest()[:16]}.{ending}"
        if not path.exists():
            path.write_bytes(data)
        return path


def _ending(name: str) -> str:
    return PurePosixPath(name).suffix.lstrip(".").lower()
