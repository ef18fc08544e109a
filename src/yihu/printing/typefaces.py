"""The program's fonts as one: which font has a character, and how wide it is.

Noto Sans SC, regular and bold, with HanaMinB behind both for the rare characters of names.
"""

from dataclasses import dataclass
from functools import lru_cache

from yihu.base.shipped import resource_path
from yihu.printing.errors import FontMissing
from yihu.printing.font_file import FontDamaged, FontFile

REGULAR, BOLD, RARE = "NotoSansSC-Regular", "NotoSansSC-Bold", "HanaMinB"


@lru_cache(maxsize=3)
def font_file(name: str) -> FontFile:
    """A font by its name, read once for the life of the program. Raises `FontMissing`."""
    try:
        return FontFile(resource_path("fonts", f"{name}.ttf"), name)
    except (OSError, FontDamaged) as error:
        raise FontMissing(name=f"{name}.ttf") from error


@dataclass(frozen=True, slots=True)
class Glyph:
    """What stands for a character: a glyph of one font; glyph 0 is the box for an unknown one."""

    font: str
    number: int
    advance: int


@lru_cache(maxsize=65536)
def find_glyph(character: str, bold: bool) -> Glyph:
    """The glyph for a character in the wished weight, in the rare font where only that has it."""
    wished = BOLD if bold else REGULAR
    for name in (wished, RARE):
        font = font_file(name)
        number = font.glyphs.get(ord(character))
        if number:
            return Glyph(name, number, font.advance(number))
    return Glyph(wished, 0, font_file(wished).advance(0))


class _Advances(dict[str, int]):
    """Advance of each character, looked up once."""

    def __init__(self, bold: bool) -> None:
        super().__init__()
        self._bold = bold

    def __missing__(self, character: str) -> int:
        advance = find_glyph(character, self._bold).advance
        self[character] = advance
        return advance


_ADVANCES = {bold: _Advances(bold) for bold in (False, True)}


def text_width(text: str, size_pt: float, bold: bool = False) -> float:
    """Width of a line of text in points."""
    return sum(map(_ADVANCES[bold].__getitem__, text)) * size_pt / 1000
