"""Photos and logos on paper: small enough for a file that is sent on, never in the way when they are damaged."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

KEPT_BYTES_AT_MOST = 26_000
"""A JPEG up to this size is embedded as it is, a larger one is made smaller."""

LONGEST_SIDE_PX = 480
"""Some 210 dots an inch at the size in which photos stand on paper."""

_QUALITIES = (75, 55, 35)
_FORMATS = ("JPEG", "PNG", "WEBP", "BMP")
_FRAMES = frozenset((0xC0, 0xC1, 0xC2))
_COLOURS = {1: "DeviceGray", 3: "DeviceRGB"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture as JPEG.

    Attributes:
        name: the same for the same bytes.
        channels: 1 is grey, 3 is colour.
    """

    name: str
    data: bytes
    width_px: int
    height_px: int
    channels: int

    @property
    def colours(self) -> str:
        """The PDF's name of its colour space."""
        return _COLOURS[self.channels]

    def fitted(self, width_pt: float, height_pt: float) -> tuple[float, float]:
        """Its size within this room, in its own proportions."""
        scale = min(width_pt / self.width_px, height_pt / self.height_px)
        return self.width_px * scale, self.height_px * scale


@lru_cache(maxsize=4)
def read_picture(data: bytes) -> Picture | None:
    """A picture ready for paper; None when the bytes are none, or damaged."""
    if len(data) <= KEPT_BYTES_AT_MOST and data.endswith(b"\xff\xd9"):
        size = _jpeg_size(data)
        if size is not None:
            return _picture(data, *size)
    return _made_smaller(data)


def _picture(data: bytes, width_px: int, height_px: int, channels: int) -> Picture:
    name = blake2b(data, digest_size=8).hexdigest()
    return Picture(name=name, data=data, width_px=width_px, height_px=height_px, channels=channels)


def _jpeg_size(data: bytes) -> tuple[int, int, int] | None:
    """Width, height and channels of a JPEG that any viewer shows; None for all others."""
    for marker, start in _segments(data):
        if marker in _FRAMES and len(data) >= start + 6 and data[start] == 8:
            height, width = (int.from_bytes(data[at : at + 2], "big") for at in (start + 1, start + 3))
            channels = data[start + 5]
            return (width, height, channels) if width and height and channels in _COLOURS else None
    return None


def _segments(data: bytes) -> Iterator[tuple[int, int]]:
    """Marker and first byte of the content of each segment before the image itself."""
    place = 2
    while data[:2] == b"\xff\xd8" and place + 4 <= len(data) and data[place] == 0xFF:
        yield data[place + 1], place + 4
        place += 2 + max(int.from_bytes(data[place + 2 : place + 4], "big"), 2)


def _made_smaller(data: bytes) -> Picture | None:
    from PIL import Image as Images

    try:
        with Images.open(io.BytesIO(data), formats=_FORMATS) as photo:
            photo.draft("RGB", (LONGEST_SIDE_PX, LONGEST_SIDE_PX))
            whole = photo.convert("RGBA") if photo.mode not in ("RGB", "L") else photo.copy()
    except (OSError, SyntaxError, ValueError, EOFError, Images.DecompressionBombError):
        return None
    whole.thumbnail((LONGEST_SIDE_PX, LONGEST_SIDE_PX))
    ground = Images.new("RGB", whole.size, "white")
    ground.paste(whole, mask=whole.getchannel("A") if whole.mode == "RGBA" else None)
    return _picture(_as_small_jpeg(ground), *ground.size, 3)


def _as_small_jpeg(ground: "Image") -> bytes:
    """In the best quality that is small enough, else in the least."""
    data = b""
    for quality in _QUALITIES:
        buffer = io.BytesIO()
        ground.save(buffer, "JPEG", quality=quality)
        data = buffer.getvalue()
        if len(data) <= KEPT_BYTES_AT_MOST:
            break
    return data
