"""Fonts inside one PDF: each character that is printed gets a number, the rest is left out.

The words of the form are on every paper. Their glyphs are a subset of their own, made and
compressed once for the life of the program; only the glyphs of names and figures are new.
"""

import hashlib
import zlib
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFObjectReference

from yihu.printing.pdf_file import PdfFile, array, name, reference
from yihu.printing.typefaces import BOLD, RARE, REGULAR, find_glyph, font_file

_MAPPINGS_IN_A_BLOCK = 100
"""PDF allows no more in one `beginbfchar`."""

_STEM_WIDTH = {REGULAR: 80, BOLD: 140, RARE: 70}
_SYMBOLIC = 4
_QUICKLY, _WELL = 1, 9
"""Compression of what is made for each paper, and of what is made once."""

_RUNS_KEPT = 500
Runs = tuple[tuple[str, str], ...]
Drawn = dict[tuple[int, float, float], tuple[object, tuple[str, ...], tuple[str, ...], tuple[str, ...]]]
"""What stands for itself (by identity), where on which height -> it, and its operators: grounds, lines, texts."""


@dataclass(slots=True)
class Subset:
    """Characters of one font that a document uses, numbered in the order they came.

    Attributes:
        label: the name its font resource has in page streams.
        glyphs: glyph numbers of the font; number 0 is the box for an unknown character.
    """

    label: str
    font: str
    characters: list[str] = field(default_factory=lambda: ["\ufffd"])
    glyphs: list[int] = field(default_factory=lambda: [0])

    def add(self, character: str, glyph: int) -> int:
        """The number that stands for this character in page streams."""
        self.characters.append(character)
        self.glyphs.append(glyph)
        return len(self.glyphs) - 1


@dataclass(frozen=True, slots=True)
class FontProgram:
    """A subset as the PDF holds it, compressed."""

    tag: str
    length: int
    data: bytes
    widths: str
    unicode_map: bytes


def font_program(subset: Subset, level: int = _QUICKLY) -> FontProgram:
    """The subset's outlines, widths and its way back to Unicode; `level` of their compression."""
    font = font_file(subset.font)
    outlines = font.subset(subset.glyphs)
    advances = [font.advance(glyph) for glyph in subset.glyphs]
    return FontProgram(
        tag=_tag(subset),
        length=len(outlines),
        data=zlib.compress(outlines, level),
        widths=" ".join(f"{place} [{width}]" for place, width in enumerate(advances) if width != 1000),
        unicode_map=zlib.compress(_unicode_map(subset.characters), level),
    )


def _tag(subset: Subset) -> str:
    """Six capitals that tell subsets of one font apart, the same for the same characters."""
    digest = hashlib.blake2b(f"{subset.label} {''.join(subset.characters)}".encode(), digest_size=6).digest()
    return "".join(chr(ord("A") + byte % 26) for byte in digest)


def _unicode_map(characters: list[str]) -> bytes:
    lines = [
        f"<{number:04X}> <{character.encode('utf-16-be').hex().upper()}>"
        for number, character in enumerate(characters)
    ]
    blocks = []
    for first in range(0, len(lines), _MAPPINGS_IN_A_BLOCK):
        block = lines[first : first + _MAPPINGS_IN_A_BLOCK]
        blocks.append(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar\n")
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n"
        "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        + "".join(blocks)
        + "endcmap CMapName currentdict /CMap defineresource pop end end\n"
    ).encode("ascii")


@dataclass(frozen=True, slots=True)
class FormWords:
    """The glyphs that every paper of one language shares.

    Attributes:
        runs: texts made of these glyphs alone, ready for a page; the same in every document.
        drawn: rows made of these glyphs alone, ready for a page.
    """

    subsets: tuple[Subset, Subset]
    programs: tuple[FontProgram, FontProgram]
    codes: dict[tuple[str, bool], tuple[str, str]]
    labels: tuple[str, str] = ("F1", "F2")
    runs: dict[tuple[str, bool], Runs] = field(default_factory=dict)
    drawn: Drawn = field(default_factory=dict)


@lru_cache(maxsize=48)
def form_words(plain: str, bold: str) -> FormWords:
    """Subsets of all characters of the form's own words, in both weights; made once."""
    codes: dict[tuple[str, bool], tuple[str, str]] = {}
    subsets = (Subset("F1", REGULAR), Subset("F2", BOLD))
    for subset, characters, weight in zip(subsets, (plain, bold), (False, True), strict=True):
        for character in sorted(set(characters)):
            glyph = find_glyph(character, weight)
            if glyph.font == subset.font and glyph.number:
                code = f"{subset.add(character, glyph.number):04X}"
                codes[character, weight] = (subset.label, code)
    first, second = subsets
    programs = (font_program(first, _WELL), font_program(second, _WELL))
    return FormWords((first, second), programs, codes)


class Fonts:
    """The fonts of one document."""

    def __init__(self, words: FormWords) -> None:
        self._words = words
        self._codes = dict(words.codes)
        self.drawn = words.drawn
        self._subsets = {
            (REGULAR, False): Subset("F3", REGULAR),
            (BOLD, True): Subset("F4", BOLD),
            (RARE, False): Subset("F5", RARE),
        }

    def runs(self, text: str, bold: bool) -> Runs:
        """The text as runs of one font each: the font's label and the characters' numbers in hex.

        Texts of the rare font have the label `F5` in both weights: it has no bold one.
        """
        known = self._words.runs.get((text, bold))
        if known is not None:
            return known
        made = self._make_runs(text, bold)
        if all(label in self._words.labels for label, _ in made) and len(self._words.runs) < _RUNS_KEPT:
            self._words.runs[text, bold] = made
        return made

    def _make_runs(self, text: str, bold: bool) -> Runs:
        runs: list[tuple[str, str]] = []
        label, numbers = "", list[str]()
        for character in text:
            own_label, number = self._codes.get((character, bold)) or self._enter(character, bold)
            if own_label != label:
                if numbers:
                    runs.append((label, "".join(numbers)))
                label, numbers = own_label, []
            numbers.append(number)
        return (*runs, (label, "".join(numbers)))

    def _enter(self, character: str, bold: bool) -> tuple[str, str]:
        glyph = find_glyph(character, bold)
        if glyph.font == RARE and not bold and (character, True) in self._codes:
            code = self._codes[character, True]
        elif glyph.font == RARE and bold and (character, False) in self._codes:
            code = self._codes[character, False]
        else:
            subset = self._subsets[glyph.font, bold and glyph.font != RARE]
            code = (subset.label, f"{subset.add(character, glyph.number):04X}")
        self._codes[character, bold] = code
        return code

    def resources(self, pdf: PdfFile) -> dict[str, PDFObjectReference]:
        """Write all fonts that were used; the entries of a dictionary of fonts, by label."""
        made = list(zip(self._words.subsets, self._words.programs, strict=True))
        made += [
            (subset, font_program(subset)) for subset in self._subsets.values() if len(subset.glyphs) > 1
        ]
        return {
            subset.label: reference(_font(pdf, subset.font, program))
            for subset, program in made
            if len(subset.glyphs) > 1
        }

    def used(self) -> tuple[str, str]:
        """The characters that were entered beyond the form's own, regular and bold."""
        plain, bold = (self._subsets[key] for key in ((REGULAR, False), (BOLD, True)))
        return "".join(plain.characters[1:]), "".join(bold.characters[1:])


def _font(pdf: PdfFile, font: str, program: FontProgram) -> int:
    full_name = name(f"{program.tag}+{font_file(font).postscript_name}")
    outlines = pdf.add_stream(program.data, {"Length1": program.length})
    descriptor = pdf.add(_descriptor(font, full_name, reference(outlines)))
    described = pdf.add(
        {
            "Type": name("Font"),
            "Subtype": name("CIDFontType2"),
            "BaseFont": full_name,
            "CIDSystemInfo": "<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>",
            "CIDToGIDMap": name("Identity"),
            "FontDescriptor": reference(descriptor),
            "DW": 1000,
            "W": f"[{program.widths}]",
        }
    )
    return pdf.add(
        {
            "Type": name("Font"),
            "Subtype": name("Type0"),
            "BaseFont": full_name,
            "Encoding": name("Identity-H"),
            "DescendantFonts": array(reference(described)),
            "ToUnicode": reference(pdf.add_stream(program.unicode_map)),
        }
    )


def _descriptor(font: str, full_name: str, outlines: PDFObjectReference) -> dict[str, Any]:
    file = font_file(font)
    return {
        "Type": name("FontDescriptor"),
        "FontName": full_name,
        "Flags": _SYMBOLIC,
        "FontBBox": array(*file.box),
        "Ascent": file.ascent,
        "Descent": file.descent,
        "CapHeight": 733,
        "ItalicAngle": 0,
        "StemV": _STEM_WIDTH[font],
        "FontFile2": outlines,
    }
