"""Where a photo was taken, by what its camera wrote into it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from yihu.actions.take_photo import FORMATS, PhotoUnreadable
from yihu.base.errors import FileUnreadable, UserError
from yihu.base.i18n import N_

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_GPS = 0x8825
_SOUTH_WEST = ("S", "W")
_LATITUDE, _LONGITUDE, _HEIGHT_REF, _HEIGHT, _ERROR_M = 2, 4, 5, 6, 31


class PhotoWithoutPlace(UserError):
    """A photo whose camera did not know where it was."""

    code = "photo-without-place"
    message = N_("{name} doesn't say where it was taken.")
    advice = N_("Switch on the place in the phone's camera, or type the place. The answers are unchanged.")


def place_of_photo(path: Path) -> str:
    """Latitude, longitude (degrees), height and accuracy (metres, 0 where unknown) with spaces between.

    Raises:
        PhotoWithoutPlace, PhotoUnreadable, FileUnreadable.
    """
    from PIL import Image

    try:
        raw = path.read_bytes()
    except OSError as problem:
        raise FileUnreadable(name=path.name) from problem
    try:
        with Image.open(io.BytesIO(raw), formats=FORMATS) as photo:
            tags = dict(photo.getexif().get_ifd(_GPS))
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError, EOFError) as problem:
        raise PhotoUnreadable(name=path.name) from problem
    try:
        return _place(tags)
    except (KeyError, TypeError, ValueError, ZeroDivisionError) as problem:
        raise PhotoWithoutPlace(name=path.name) from problem


def _place(tags: Mapping[int, Any]) -> str:
    latitude, longitude = (_degrees(tags[at], str(tags[at - 1])) for at in (_LATITUDE, _LONGITUDE))
    if not (abs(latitude) <= 90 and abs(longitude) <= 180 and (latitude or longitude)):
        raise ValueError("place")
    height = float(tags.get(_HEIGHT, 0)) * (-1 if tags.get(_HEIGHT_REF) in (1, b"\x01") else 1)
    return f"{latitude:.7f} {longitude:.7f} {height:.1f} {float(tags.get(_ERROR_M, 0)):.1f}"


def _degrees(parts: Any, half: str) -> float:
    degrees, minutes, seconds = (float(part) for part in parts)
    value = degrees + minutes / 60 + seconds / 3600
    return -value if half.strip("\x00 ").upper() in _SOUTH_WEST else value
