"""A TrueType font as a file: which characters it has, how wide they are, a subset of it.

Libraries embed TrueType fonts in pieces of 256 characters, or parse the whole font for each document. Reading the
tables here costs some 20 ms for a font of 10 MB, once, and gives one piece a document.
"""

import mmap
import struct
import sys
from array import array
from collections.abc import Iterator, Sequence
from pathlib import Path

_WHOLE_TABLES = ("cvt ", "fpgm", "prep")
_NEEDED_TABLES = ("cmap", "glyf", "head", "hhea", "hmtx", "loca", "maxp")
_CHECKSUM_OF_ALL = 0xB1B0AFBA

# Flags of a composite glyph's parts, named as in the OpenType specification.
_ARGUMENTS_ARE_WORDS = 0x0001
_HAS_SCALE = 0x0008
_MORE_COMPONENTS = 0x0020
_HAS_TWO_SCALES = 0x0040
_HAS_MATRIX = 0x0080


class FontDamaged(Exception):
    """The file is no TrueType font, or not whole."""


class FontFile:
    """One font, its bytes mapped from the disk and read only where needed.

    Attributes:
        postscript_name: as it is called inside a PDF.
        glyphs: glyph number of each character (code point).
        box: left, bottom, right, top of all glyphs in thousandths of the size.
        ascent, descent: in thousandths of the size; descent is negative.
    """

    def __init__(self, path: Path, postscript_name: str) -> None:
        """Raises OSError when it can't be read and FontDamaged when it is not whole."""
        self.postscript_name = postscript_name
        try:
            with path.open("rb") as file:
                self._bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            self._tables = dict(self._directory())
            self._read_metrics()
            self.glyphs = self._characters()
        except (ValueError, struct.error, KeyError, IndexError, EOFError) as error:
            raise FontDamaged(path.name) from error

    def advance(self, glyph: int) -> int:
        """How far a glyph moves the pen, in thousandths of the size."""
        return self._scaled(self._advances[min(glyph, len(self._advances) - 1)])

    def subset(self, glyphs: Sequence[int]) -> bytes:
        """A font of these glyphs, numbered in this order; parts of composed glyphs follow them."""
        parts = list(glyphs)
        outlines = []
        for glyph in parts:  # grows while it runs
            outlines.append(self._with_parts_renumbered(self._outline(glyph), parts))
        padded = [outline + bytes(-len(outline) % 4) for outline in outlines]
        places = array("I", [0])
        for outline in padded:
            places.append(places[-1] + len(outline))
        tables = {
            "glyf": b"".join(padded),
            "loca": _big_endian(places),
            "hmtx": b"".join(self._metric(glyph) for glyph in parts),
            "head": self._patched("head", 50, 1, cleared=8),
            "hhea": self._patched("hhea", 34, len(parts)),
            "maxp": self._patched("maxp", 4, len(parts)),
        }
        return _font({**tables, **{tag: self._table(tag) for tag in _WHOLE_TABLES if tag in self._tables}})

    def _directory(self) -> Iterator[tuple[str, tuple[int, int]]]:
        (count,) = struct.unpack_from(">H", self._bytes, 4)
        seen = set()
        for place in range(12, 12 + 16 * count, 16):
            tag, _, start, length = struct.unpack_from(">4sLLL", self._bytes, place)
            if start + length > len(self._bytes):
                raise ValueError(tag)
            seen.add(tag.decode("latin-1"))
            yield tag.decode("latin-1"), (start, length)
        if not seen.issuperset(_NEEDED_TABLES):
            raise KeyError(*sorted(set(_NEEDED_TABLES) - seen))

    def _table(self, tag: str) -> bytes:
        start, length = self._tables[tag]
        return self._bytes[start : start + length]

    def _numbers(self, kind: str, tag: str) -> "array[int]":
        numbers = array(kind, self._table(tag))
        if sys.byteorder == "little":
            numbers.byteswap()
        return numbers

    def _read_metrics(self) -> None:
        head, hhea = self._table("head"), self._table("hhea")
        self._units: int
        (self._units,) = struct.unpack_from(">H", head, 18)
        self.box = tuple(self._scaled(edge) for edge in struct.unpack_from(">4h", head, 36))
        self.ascent, self.descent = (self._scaled(edge) for edge in struct.unpack_from(">2h", hhea, 4))
        (measured,) = struct.unpack_from(">H", hhea, 34)
        metrics = self._numbers("H", "hmtx")
        self._advances = metrics[: 2 * measured : 2]
        self._bearings = metrics[1 : 2 * measured : 2] + metrics[2 * measured :]
        (wide,) = struct.unpack_from(">h", head, 50)
        self._places = self._numbers("I" if wide else "H", "loca")
        self._unit_of_places = 1 if wide else 2
        if not self._advances or self._places[-1] * self._unit_of_places > self._tables["glyf"][1]:
            raise ValueError("loca")

    def _scaled(self, units: int) -> int:
        return round(units * 1000 / self._units)

    def _characters(self) -> dict[int, int]:
        """The full Unicode table (format 12) of the font."""
        cmap = self._table("cmap")
        (count,) = struct.unpack_from(">H", cmap, 2)
        for place in range(4, 4 + 8 * count, 8):
            (start,) = struct.unpack_from(">L", cmap, place + 4)
            if struct.unpack_from(">H", cmap, start) == (12,):
                return dict(_groups(cmap, start))
        raise KeyError("cmap")

    def _outline(self, glyph: int) -> bytes:
        start = self._tables["glyf"][0]
        first, after = (place * self._unit_of_places for place in self._places[glyph : glyph + 2])
        return self._bytes[start + first : start + after]

    def _metric(self, glyph: int) -> bytes:
        return struct.pack(">HH", self._advances[min(glyph, len(self._advances) - 1)], self._bearings[glyph])

    def _with_parts_renumbered(self, outline: bytes, parts: list[int]) -> bytes:
        if len(outline) < 10 or struct.unpack_from(">h", outline) >= (0,):
            return outline
        changed = bytearray(outline)
        place, flags = 10, _MORE_COMPONENTS
        while flags & _MORE_COMPONENTS:
            flags, part = struct.unpack_from(">HH", changed, place)
            if part not in parts:
                parts.append(part)
            struct.pack_into(">H", changed, place + 2, parts.index(part))
            place += 8 if flags & _ARGUMENTS_ARE_WORDS else 6
            place += 2 if flags & _HAS_SCALE else 4 if flags & _HAS_TWO_SCALES else 0
            place += 8 if flags & _HAS_MATRIX else 0
        return bytes(changed)

    def _patched(self, tag: str, place: int, value: int, cleared: int | None = None) -> bytes:
        table = bytearray(self._table(tag))
        struct.pack_into(">H", table, place, value)
        if cleared is not None:
            table[cleared : cleared + 4] = bytes(4)
        return bytes(table)


def _groups(cmap: bytes, start: int) -> Iterator[tuple[int, int]]:
    (count,) = struct.unpack_from(">L", cmap, start + 12)
    for first, last, glyph in struct.iter_unpack(">LLL", cmap[start + 16 : start + 16 + 12 * count]):
        yield from zip(range(first, last + 1), range(glyph, glyph + last - first + 1), strict=True)


def _big_endian(numbers: "array[int]") -> bytes:
    if sys.byteorder == "little":
        numbers.byteswap()
    return numbers.tobytes()


def _checksum(data: bytes) -> int:
    words = array("I", data + bytes(-len(data) % 4))
    if sys.byteorder == "little":
        words.byteswap()
    return sum(words) & 0xFFFFFFFF


def _font(tables: dict[str, bytes]) -> bytes:
    """A TrueType file of these tables, with its checksums."""
    count = len(tables)
    power = count.bit_length() - 1
    directory = [struct.pack(">LHHHH", 0x00010000, count, 16 << power, power, 16 * count - (16 << power))]
    place = 12 + 16 * count
    bodies = []
    places = {}
    for tag, table in sorted(tables.items()):
        directory.append(struct.pack(">4sLLL", tag.encode("latin-1"), _checksum(table), place, len(table)))
        bodies.append(table + bytes(-len(table) % 4))
        places[tag] = place
        place += len(bodies[-1])
    font = bytearray(b"".join(directory + bodies))
    struct.pack_into(">L", font, places["head"] + 8, (_CHECKSUM_OF_ALL - _checksum(bytes(font))) & 0xFFFFFFFF)
    return bytes(font)
