"""What a person chose for the window, kept beside the database: known before the passphrase is."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from yihu.actions.write_file import write_whole
from yihu.base.i18n import CHINESE, LANGUAGES

FILE_NAME = "preferences.json"
THEMES = ("system", "light", "dark")


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """Nothing personal: the file lies beside the database in the clear.

    Attributes:
        language: one of `yihu.base.i18n.LANGUAGES`.
        theme: `system`, `light` or `dark`.
        scale_percent: size of letters, 100 to 200.
        lock_minutes: minutes without a key or the mouse until the folder is locked; 0 never.
        last_folder: the data folder opened last, or None.
    """

    language: str = CHINESE
    theme: str = "system"
    scale_percent: int = 100
    lock_minutes: int = 15
    last_folder: str | None = None


def read_preferences(folder: Path) -> Preferences:
    """The preferences in a folder; defaults where they are missing or damaged."""
    try:
        stored = json.loads((folder / FILE_NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Preferences()
    return _sound(stored) if isinstance(stored, dict) else Preferences()


def _sound(stored: dict[str, object]) -> Preferences:
    """Only values that the window can use: the file may be from another version or edited."""
    scale, last = stored.get("scale_percent"), stored.get("last_folder")
    idle = stored.get("lock_minutes")
    return Preferences(
        language=str(stored["language"]) if stored.get("language") in LANGUAGES else CHINESE,
        theme=str(stored["theme"]) if stored.get("theme") in THEMES else "system",
        scale_percent=scale if type(scale) is int and 100 <= scale <= 200 else 100,
        lock_minutes=idle if type(idle) is int and 0 <= idle <= 240 else 15,
        last_folder=last if isinstance(last, str) else None,
    )


def save_preferences(folder: Path, preferences: Preferences) -> None:
    """Write them, whole or not at all. Raises FolderNotWritable, DiskFull."""
    text = json.dumps(asdict(preferences), ensure_ascii=False, indent=1, sort_keys=True)
    write_whole(folder / FILE_NAME, text.encode("utf-8"))
