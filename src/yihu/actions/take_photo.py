"""Photos: taken in from files, shrunk, stored encrypted by their hash."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

from yihu.actions.open_visit import Interview
from yihu.actions.permission import guarded
from yihu.actions.save_answer import save_answer
from yihu.actions.workspace import Workspace
from yihu.base.errors import FileUnreadable, UserError
from yihu.base.i18n import N_

if TYPE_CHECKING:
    from PIL.Image import Image

    from yihu.engine import Outcome

LONGEST_SIDE_PX = 1600
JPEG_QUALITY = 85
FORMATS = ("JPEG", "PNG", "WEBP", "BMP", "TIFF")


class PhotoUnreadable(UserError):
    """A file that is no photo, or a damaged one."""

    code = "photo-unreadable"
    message = N_("{name} is not a photo that can be opened.")
    advice = N_("Choose a JPEG, PNG or WebP file. The answers are unchanged.")


@guarded
def take_photo(workspace: Workspace, interview: Interview, ref: str, path: Path) -> Outcome:
    """Answer the image question `ref` with a photo file; saved when this returns.

    Shrunk to at most 1600 px, turned upright, its metadata (place, camera) left behind. The answer is
    `<sha256>.jpg`.

    Raises:
        PhotoUnreadable, FileUnreadable, DiskFull.
    """
    name = workspace.store.put_attachment(shrink_photo(path), "jpg")
    outcome = interview.session.answer(ref, name)
    save_answer(workspace, interview, outcome, ref)
    return outcome


def read_photo(workspace: Workspace, name: str) -> bytes | None:
    """The JPEG bytes of an answer `<sha256>.jpg`; None when it is not on this laptop (yet)."""
    return workspace.store.attachment(name) if workspace.store.has_attachment(name) else None


def shrink_photo(path: Path) -> bytes:
    """A photo file as an upright JPEG of at most 1600 px without metadata.

    Raises:
        PhotoUnreadable, FileUnreadable.
    """
    from PIL import Image

    try:
        raw = path.read_bytes()
    except OSError as problem:
        raise FileUnreadable(name=path.name) from problem
    try:
        with Image.open(io.BytesIO(raw), formats=FORMATS) as photo:
            return _as_jpeg(photo)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError, EOFError) as problem:
        raise PhotoUnreadable(name=path.name) from problem


def _as_jpeg(photo: Image) -> bytes:
    from PIL import Image, ImageOps

    photo.draft("RGB", (2 * LONGEST_SIDE_PX, 2 * LONGEST_SIDE_PX))
    upright = ImageOps.exif_transpose(photo).convert("RGBA")
    upright.thumbnail((LONGEST_SIDE_PX, LONGEST_SIDE_PX))
    ground = Image.new("RGB", upright.size, "white")
    ground.paste(upright, mask=upright.getchannel("A"))
    buffer = io.BytesIO()
    ground.save(buffer, "JPEG", quality=JPEG_QUALITY, optimize=True)
    return buffer.getvalue()
