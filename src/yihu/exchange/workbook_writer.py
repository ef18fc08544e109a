"""An .xlsx written row by row: a register of 136,000 rows never lies in memory as a workbook.

Every text is written as text, so a cell that begins with `=`, `+`, `-` or `@` is never taken for a formula.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, count, islice
from pathlib import Path
from typing import BinaryIO
from xml.sax.saxutils import escape

Cell = str | int | float
PLAIN, HEADING, MARKED, NUMBER = 0, 1, 2, 3

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"

_PARTS = {
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}">'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="3"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFFFD9D0"/></patternFill></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="4"><xf numFmtId="49" applyNumberFormat="1"/>'
    '<xf numFmtId="49" fontId="1" applyNumberFormat="1" applyFont="1"/>'
    '<xf numFmtId="49" fillId="2" applyNumberFormat="1" applyFill="1"/>'
    '<xf numFmtId="0"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
}
_NO_CHARACTER = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CODE_LIKE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
"""A spreadsheet reads `_x0041_` as an A: its own underscore is written as a code then."""
_NO_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")
_ROWS_AT_ONCE = 500
_ROWS_AT_MOST = 1_048_576
_LETTERS_AT_MOST = 32_767
TEXTS_KEPT = 50_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A sheet of a workbook.

    Attributes:
        rows: texts and numbers; every row may be shorter than the header.
        titles: lines above the headings.
        marked: place of a cell to colour: (row below the headings, column), both from 0. The texts are unused.
        widths: of the columns, in characters; the last one holds for those that follow.
    """

    name: str
    header: Sequence[str]
    rows: Iterable[Sequence[Cell]]
    titles: Sequence[str] = ()
    marked: Mapping[tuple[int, int], str] = field(default_factory=dict)
    widths: Sequence[int] = (16,)


@dataclass(slots=True)
class _Texts:
    """Texts that cells share by their number. Those beyond `most` stand in their cells, so memory stays flat."""

    most: int
    known: dict[str, int] = field(default_factory=dict)

    def number(self, text: str) -> int | None:
        found = self.known.get(text)
        if found is None and len(self.known) < self.most:
            found = self.known[text] = len(self.known)
        return found


def write_workbook(
    path: Path,
    header: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    *,
    sheet: str = "Sheet1",
    marked: Mapping[tuple[int, int], str] | None = None,
    titles: Sequence[str] = (),
) -> int:
    """Write one sheet with a frozen row of headings; how many rows it has below them. Arguments as of `Page`.

    Raises:
        OSError.
    """
    page = Page(name=sheet, header=header, rows=rows, titles=titles, marked=marked or {})
    with path.open("wb") as file:
        return write_book(file, [page], texts_kept=_ROWS_AT_MOST)[0]


def write_book(file: BinaryIO, pages: Iterable[Page], *, texts_kept: int = TEXTS_KEPT) -> tuple[int, ...]:
    """Write sheets, each with a frozen row of headings; how many rows each page has below them.

    A page of more rows than a sheet can hold goes on in a further sheet under the same headings.

    Args:
        texts_kept: so many texts are shared between cells and kept in memory meanwhile.

    Raises:
        OSError.
    """
    texts = _Texts(texts_kept)
    names: list[str] = []
    counts: list[int] = []
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
        for name, text in _PARTS.items():
            archive.writestr(name, _HEAD + text)
        for page in pages:
            counts.append(sum(_write_page(archive, page, names, texts)))
        archive.writestr("xl/workbook.xml", _HEAD + _book(names))
        archive.writestr("xl/_rels/workbook.xml.rels", _HEAD + _relations(len(names)))
        archive.writestr("[Content_Types].xml", _HEAD + _types(len(names)))
        with archive.open("xl/sharedStrings.xml", "w", force_zip64=True) as raw:
            raw.write(f'{_HEAD}<sst xmlns="{_MAIN}" uniqueCount="{len(texts.known)}">'.encode())
            for text in texts.known:
                raw.write(f'<si><t xml:space="preserve">{_clean(text)}</t></si>'.encode())
            raw.write(b"</sst>")
    return tuple(counts)


def _write_page(archive: zipfile.ZipFile, page: Page, names: list[str], texts: _Texts) -> Iterator[int]:
    """The sheets of one page, each as it is written: how many rows it got."""
    rows, at_most = iter(page.rows), _ROWS_AT_MOST - len(page.titles) - 1
    for part in count():
        first = list(islice(rows, 1))
        if part and not first:
            return
        names.append(_sheet_name(page.name, names))
        with archive.open(f"xl/worksheets/sheet{len(names)}.xml", "w", force_zip64=True) as raw:
            out = io.TextIOWrapper(raw, encoding="utf-8", errors="replace", write_through=True)
            yield _write_sheet(out, page, islice(chain(first, rows), at_most), texts)
            out.flush()
            out.detach()


def _sheet_name(name: str, taken: Sequence[str]) -> str:
    plain = _NO_SHEET_NAME.sub(" ", name).strip("' ")[:27] or "Sheet"
    choices = chain([plain], (f"{plain} {number}" for number in count(2)))
    return next(one for one in choices if one.lower() not in [each.lower() for each in taken])


def _types(sheets: int) -> str:
    parts = "".join(
        f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="{_KIND}.worksheet+xml"/>'
        for number in range(1, sheets + 1)
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>{parts}'
        f'<Override PartName="/xl/styles.xml" ContentType="{_KIND}.styles+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{_KIND}.sharedStrings+xml"/></Types>'
    )


def _relations(sheets: int) -> str:
    parts = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        for number in range(1, sheets + 1)
    )
    return (
        f'<Relationships xmlns="{_PACKAGE}/relationships">{parts}'
        f'<Relationship Id="rId{sheets + 1}" Type="{_OFFICE}/styles" Target="styles.xml"/>'
        f'<Relationship Id="rId{sheets + 2}" Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
    )


def _book(names: Sequence[str]) -> str:
    sheets = "".join(
        f'<sheet name="{escape(name, {chr(34): "&quot;"})}" sheetId="{number}" r:id="rId{number}"/>'
        for number, name in enumerate(names, 1)
    )
    return f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{sheets}</sheets></workbook>'


def _write_sheet(out: io.TextIOWrapper, page: Page, rows: Iterable[Sequence[Cell]], texts: _Texts) -> int:
    top, width = len(page.titles) + 1, len(page.header)
    columns = [column_letters(place) for place in range(width + 1)]
    out.write(
        f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="{top}" '
        f'topLeftCell="A{top + 1}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f"<cols>{_columns(page.widths, max(width, 1))}</cols><sheetData>"
    )
    for number, title in enumerate(page.titles, 1):
        out.write(_row(number, [title], columns, texts, [HEADING]))
    out.write(_row(top, page.header, columns, texts, [HEADING] * width))
    done, lines, marked = 0, [], page.marked
    for done, row in enumerate(rows, 1):
        styles = (
            [MARKED if (done - 1, place) in marked else PLAIN for place in range(len(row))] if marked else []
        )
        lines.append(_row(top + done, row, columns, texts, styles))
        if len(lines) == _ROWS_AT_ONCE:
            out.write("".join(lines))
            lines.clear()
    out.write("".join(lines) + "</sheetData></worksheet>")
    return done


def _columns(widths: Sequence[int], columns: int) -> str:
    parts = []
    for place, width in enumerate(widths[:columns], 1):
        last = columns if place == len(widths) else place
        parts.append(f'<col min="{place}" max="{last}" width="{width}" customWidth="1"/>')
    return "".join(parts)


def _row(
    number: int, values: Sequence[Cell], columns: Sequence[str], texts: _Texts, styles: Sequence[int]
) -> str:
    cells = []
    for place, value in enumerate(values):
        style = f' s="{styles[place]}"' if styles else ""
        at = f'<c r="{columns[place]}{number}"{style}'
        if not isinstance(value, str):
            cells.append(f'<c r="{columns[place]}{number}" s="{NUMBER}"><v>{value!r}</v></c>')
        elif value:
            shared = texts.number(value)
            cells.append(
                f'{at} t="s"><v>{shared}</v></c>'
                if shared is not None
                else f'{at} t="inlineStr"><is><t xml:space="preserve">{_clean(value)}</t></is></c>'
            )
        elif styles and styles[place] == MARKED:
            cells.append(f"{at}/>")
    return f'<row r="{number}">{"".join(cells)}</row>'


def _clean(text: str) -> str:
    """A text as XML may hold it and a spreadsheet reads it: no control characters, no more letters than a cell has."""
    plain = _NO_CHARACTER.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
    if len(plain) > _LETTERS_AT_MOST // 2:
        plain = plain.encode("utf-16-le", "replace")[: 2 * _LETTERS_AT_MOST].decode("utf-16-le", "ignore")
    return escape(_CODE_LIKE.sub("_x005F_", plain))


def column_letters(place: int) -> str:
    """A for 0, Z for 25, AA for 26."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
