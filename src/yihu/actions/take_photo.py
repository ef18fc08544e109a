"""Photos: taken in from files, shrunk, stored encrypted by their hash."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from yihu.actions.open_visit import Interview
from yihu.actions.workspace import Workspace
from yihu.base.errors import UserError
from yihu.base.i18n import N_

if TYPE_CHECKING:
    from yihu.engine import Outcome


class PhotoUnreadable(UserError):
    """A file that is no photo, or a damaged one."""

    code = "photo-unreadable"
    message = N_("{name} is not a photo that can be opened.")
    advice = N_("Choose a JPEG, PNG or WebP file. The answers are unchanged.")


def take_photo(workspace: Workspace, interview: Interview, ref: str, path: Path) -> Outcome:
    """Answer the image question `ref` with a photo file; saved when this returns.

    Shrunk to at most 1600 px, turned upright, its metadata (place, camera) left behind. The answer is
    `<sha256>.jpg`.

    Raises:
        PhotoUnreadable, FileUnreadable, DiskFull.
    """
    raise NotImplementedError


def read_photo(workspace: Workspace, name: str) -> bytes | None:
    """The JPEG bytes of an answer `<sha256>.jpg`; None when it is not on this laptop (yet)."""
    raise NotImplementedError
