"""Square codes on scans and photos of signed papers: many pages in a file, askew, grey, coarse, several on a page.

`zxing-cpp` reads a code in any direction; what it doesn't read as it is is tried again larger, sharper and with more
contrast. Decision 25.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from yihu.base.errors import FileUnreadable, UserError
from yihu.base.i18n import N_

if TYPE_CHECKING:
    from PIL.Image import Image

SCAN_SUFFIXES = frozenset((".pdf", ".png", ".jpg", ".jpeg", ".bmp", ".gif", ".webp", ".tif", ".tiff"))
SCAN_BYTES_AT_MOST = 256 * 2**20
PAGES_AT_MOST = 2000
_PIXELS_AT_MOST = 100_000_000
_SIDE_AT_MOST = 3600
_PDF_DPI = 200
_SMALL_SIDE = 1500
"""A page of which both sides are shorter is enlarged before it is given up."""

Point = tuple[float, float]


class ScanUnreadable(UserError):
    """Neither a picture nor a PDF, or a damaged one."""

    code = "scan-unreadable"
    message = N_("{name} is no picture or PDF that can be opened.")
    advice = N_("Scan it again as PDF or JPEG. Nothing was changed.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ScannedCode:
    """A code on a page. `corners`: pixels of its own upper left, upper right, lower right, lower left."""

    text: str
    corners: tuple[Point, Point, Point, Point]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScannedPage:
    """One page or picture. `number` begins at 1."""

    number: int
    picture: "Image"
    codes: tuple[ScannedCode, ...]

    def upright(self, code: ScannedCode) -> "Image":
        """The page turned by quarters so that this code stands as it was printed."""
        (left, top), (right, other), *_ = code.corners
        across, down = right - left, other - top
        quarters = (0 if across > 0 else 2) if abs(across) >= abs(down) else (1 if down > 0 else 3)
        return self.picture.rotate(90 * quarters, expand=True) if quarters else self.picture

    def around(self, code: ScannedCode, left: float, top: float, right: float, bottom: float) -> "Image":
        """A part of the page, straight: its edges in sides of the code, from the code's upper left corner."""
        from PIL import Image

        start, across, down = _frame(code)
        side_px = max(_length(across), _length(down))
        size = max(round((right - left) * side_px), 1), max(round((bottom - top) * side_px), 1)

        def at(x: float, y: float) -> Point:
            return start[0] + x * across[0] + y * down[0], start[1] + x * across[1] + y * down[1]

        corners = (at(left, top), at(left, bottom), at(right, bottom), at(right, top))
        data = tuple(number for corner in corners for number in corner)
        white = 255 if self.picture.mode == "L" else (255, 255, 255)
        return self.picture.transform(
            size, Image.Transform.QUAD, data, Image.Resampling.BICUBIC, fillcolor=white
        )


def _frame(code: ScannedCode) -> tuple[Point, Point, Point]:
    """The code's upper left corner, one side along and one side down."""
    one, two, three, four = code.corners
    across = (two[0] - one[0] + three[0] - four[0]) / 2, (two[1] - one[1] + three[1] - four[1]) / 2
    down = (four[0] - one[0] + three[0] - two[0]) / 2, (four[1] - one[1] + three[1] - two[1]) / 2
    return one, across, down


def _length(side: Point) -> float:
    return float((side[0] ** 2 + side[1] ** 2) ** 0.5)


def read_scan(path: Path) -> Iterator[ScannedPage]:
    """All pages of a PDF or picture file, one after the other, each with its codes.

    Raises:
        FileUnreadable, ScanUnreadable.
    """
    try:
        if path.stat().st_size > SCAN_BYTES_AT_MOST:
            raise ScanUnreadable(name=path.name)
        with path.open("rb") as file:
            beginning = file.read(1024)
    except OSError as cause:
        raise FileUnreadable(name=path.name) from cause
    pictures = _pdf_pages(path) if b"%PDF-" in beginning else _frames(path)
    for number, picture in enumerate(pictures, 1):
        yield ScannedPage(number=number, picture=picture, codes=_codes(picture))


def _pdf_pages(path: Path) -> "Iterator[Image]":
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path)
    except (pypdfium2.PdfiumError, OSError) as cause:
        raise ScanUnreadable(name=path.name) from cause
    try:
        for number in range(min(len(document), PAGES_AT_MOST)):
            page = document[number]
            longest_in = max(page.get_width(), page.get_height(), 1) / 72
            scale = min(_PDF_DPI, _SIDE_AT_MOST / longest_in) / 72
            yield page.render(scale=scale).to_pil().convert("RGB")
    except pypdfium2.PdfiumError as cause:
        raise ScanUnreadable(name=path.name) from cause
    finally:
        document.close()


def _frames(path: Path) -> "Iterator[Image]":
    from PIL import Image, ImageOps, ImageSequence

    try:
        with Image.open(path) as opened:
            for number, frame in enumerate(ImageSequence.Iterator(opened)):
                if frame.width * frame.height > _PIXELS_AT_MOST or number >= PAGES_AT_MOST:
                    raise ScanUnreadable(name=path.name)
                picture = ImageOps.exif_transpose(frame).convert("RGB")
                picture.thumbnail((_SIDE_AT_MOST, _SIDE_AT_MOST))
                yield picture
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError) as cause:
        raise ScanUnreadable(name=path.name) from cause


def _codes(picture: "Image") -> tuple[ScannedCode, ...]:
    """Every different code; the harder tries only where the easier found none."""
    gray = picture.convert("L")
    found: dict[str, ScannedCode] = {}
    for attempt in (_as_it_is, _contrasted, _enlarged, _softened):
        for code in attempt(gray):
            found.setdefault(code.text, code)
        if found and attempt is not _as_it_is:
            break
    return tuple(found.values())


def _as_it_is(gray: "Image") -> list[ScannedCode]:
    return _read(gray)


def _contrasted(gray: "Image") -> list[ScannedCode]:
    """Pale pencils of light: grey paper, faint ink."""
    from PIL import ImageFilter, ImageOps

    return _read(ImageOps.autocontrast(gray, cutoff=2).filter(ImageFilter.SHARPEN))


def _enlarged(gray: "Image") -> list[ScannedCode]:
    """A coarse scan has few dots for a square: between them they are guessed well."""
    from PIL import Image, ImageOps

    found: list[ScannedCode] = []
    for times in (2, 3):
        if max(gray.size) * times > 2 * _SIDE_AT_MOST and max(gray.size) > _SMALL_SIDE:
            break
        large = gray.resize((gray.width * times, gray.height * times), Image.Resampling.BICUBIC)
        found += _read(ImageOps.autocontrast(large, cutoff=1), times)
    return found


def _softened(gray: "Image") -> list[ScannedCode]:
    """Grain and print dots smoothed away."""
    from PIL import ImageFilter, ImageOps

    return _read(ImageOps.autocontrast(gray.filter(ImageFilter.GaussianBlur(1.4)), cutoff=2))


def _read(gray: "Image", times: int = 1) -> list[ScannedCode]:
    """`times`: how much larger than the page this picture of it is."""
    import zxingcpp

    codes = zxingcpp.read_barcodes(gray, formats=zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode]))
    return [ScannedCode(text=code.text, corners=_corners(code.position, times)) for code in codes]


def _corners(position: object, times: int) -> tuple[Point, Point, Point, Point]:
    names = ("top_left", "top_right", "bottom_right", "bottom_left")
    points = [getattr(position, name) for name in names]
    one, two, three, four = ((point.x / times, point.y / times) for point in points)
    return one, two, three, four
