"""Square codes on pictures: photographed from another screen, or saved as a picture file."""

from pathlib import Path

from yihu.base.errors import FileUnreadable, UserError
from yihu.base.i18n import N_

PICTURE_SUFFIXES = frozenset((".png", ".jpg", ".jpeg", ".bmp", ".gif", ".webp"))
PICTURE_BYTES_AT_MOST = 64 * 2**20
_PIXELS_AT_MOST = 100_000_000
_SIDE_AT_MOST = 4096


class CodeNotFound(UserError):
    """No readable square code on a picture."""

    code = "code-not-found"
    message = N_("No square code can be read on the picture {name}.")
    advice = N_("Photograph it again: straight, whole, sharp, without reflections. Nothing was changed.")


def read_code_picture(path: Path) -> str:
    """The text of the first code of this program on a picture, else of any. Raises FileUnreadable, CodeNotFound."""
    import zxingcpp
    from PIL import Image

    try:
        if path.stat().st_size > PICTURE_BYTES_AT_MOST:
            raise CodeNotFound(name=path.name)
        with Image.open(path) as picture:
            if picture.width * picture.height > _PIXELS_AT_MOST:
                raise CodeNotFound(name=path.name)
            picture.draft("L", (_SIDE_AT_MOST, _SIDE_AT_MOST))
            gray = picture.convert("L")
    except FileNotFoundError as cause:
        raise FileUnreadable(name=path.name) from cause
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as cause:
        raise CodeNotFound(name=path.name) from cause
    gray.thumbnail((_SIDE_AT_MOST, _SIDE_AT_MOST))
    found = [
        code.text
        for code in zxingcpp.read_barcodes(
            gray, formats=zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])
        )
    ]
    if not found:
        raise CodeNotFound(name=path.name)
    return next((text for text in found if text.startswith("YIHU:")), found[0])
