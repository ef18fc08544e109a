"""What a person chose for the window, kept beside the database: known before the passphrase is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from yihu.base.i18n import CHINESE


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """Nothing personal: the file lies beside the database in the clear.

    Attributes:
        language: one of `yihu.base.i18n.LANGUAGES`.
        theme: `system`, `light` or `dark`.
        scale_percent: size of letters, 100 to 200.
        last_folder: the data folder opened last, or None.
    """

    language: str = CHINESE
    theme: str = "system"
    scale_percent: int = 100
    last_folder: str | None = None


def read_preferences(folder: Path) -> Preferences:
    """The preferences in a folder; defaults where they are missing or damaged."""
    raise NotImplementedError


def save_preferences(folder: Path, preferences: Preferences) -> None:
    """Write them, whole or not at all. Raises FolderNotWritable, DiskFull."""
    raise NotImplementedError
