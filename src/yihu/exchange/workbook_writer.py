"""An .xlsx with one sheet, written row by row: a register of 136,000 rows never lies in memory as a workbook.

Every text is written as text, so a cell that begins with `=`, `+`, `-` or `@` is never taken for a formula.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

Cell = str | int | float
PLAIN, HEADING, MARKED = 0, 1, 2

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"

_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_KIND}.worksheet+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_KIND}.styles+xml"/>'
    f'<Override PartName="/xl/sharedStrings.xml" ContentType="{_KIND}.sharedStrings+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{_OFFICE}/styles" Target="styles.xml"/>'
    f'<Relationship Id="rId3" Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
    "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}">'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="3"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFFFD9D0"/></patternFill></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="3"><xf numFmtId="49" applyNumberFormat="1"/>'
    '<xf numFmtId="49" fontId="1" applyNumberFormat="1" applyFont="1"/>'
    '<xf numFmtId="49" fillId="2" applyNumberFormat="1" applyFill="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
}
_NO_CHARACTER = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ROWS_AT_ONCE = 500


def write_workbook(
    path: Path,
    header: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    *,
    sheet: str = "Sheet1",
    marked: Mapping[tuple[int, int], str] | None = None,
    titles: Sequence[str] = (),
) -> int:
    """Write a sheet with a frozen row of headings; how many rows it has below them.

    Args:
        rows: texts and numbers; every row may be shorter than the header.
        marked: place of a cell to colour: (row below the headings, column), both from 0. The texts are unused.
        titles: lines above the headings.

    Raises:
        OSError.
    """
    marked = marked or {}
    texts: dict[str, int] = {}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
        for name, text in _PARTS.items():
            archive.writestr(name, _HEAD + text)
        archive.writestr("xl/workbook.xml", _HEAD + _book(sheet))
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as raw:
            out = io.TextIOWrapper(raw, encoding="utf-8", errors="replace", write_through=True)
            count = _write_sheet(out, header, rows, marked, titles, texts)
            out.flush()
            out.detach()
        with archive.open("xl/sharedStrings.xml", "w", force_zip64=True) as raw:
            raw.write(f'{_HEAD}<sst xmlns="{_MAIN}" uniqueCount="{len(texts)}">'.encode())
            for text in texts:
                raw.write(f'<si><t xml:space="preserve">{_clean(text)}</t></si>'.encode())
            raw.write(b"</sst>")
    return count


def _book(sheet: str) -> str:
    return (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        f'<sheet name="{escape(sheet[:31], {chr(34): "&quot;"})}" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )


def _write_sheet(
    out: io.TextIOWrapper,
    header: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    marked: Mapping[tuple[int, int], str],
    titles: Sequence[str],
    texts: dict[str, int],
) -> int:
    top = len(titles) + 1
    columns = [column_letters(place) for place in range(len(header) + 1)]
    out.write(
        f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="{top}" '
        f'topLeftCell="A{top + 1}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f'<cols><col min="1" max="{len(header)}" width="16" customWidth="1"/></cols><sheetData>'
    )
    for number, title in enumerate(titles, 1):
        out.write(_row(number, [title], columns, texts, [HEADING]))
    out.write(_row(top, header, columns, texts, [HEADING] * len(header)))
    count, lines = 0, []
    for count, row in enumerate(rows, 1):
        styles = (
            [MARKED if (count - 1, place) in marked else PLAIN for place in range(len(row))] if marked else []
        )
        lines.append(_row(top + count, row, columns, texts, styles))
        if len(lines) == _ROWS_AT_ONCE:
            out.write("".join(lines))
            lines.clear()
    out.write("".join(lines) + "</sheetData></worksheet>")
    return count


def _row(
    number: int, values: Sequence[Cell], columns: Sequence[str], texts: dict[str, int], styles: Sequence[int]
) -> str:
    cells = []
    for place, value in enumerate(values):
        style = f' s="{styles[place]}"' if styles else ""
        at = f'<c r="{columns[place]}{number}"{style}'
        if not isinstance(value, str):
            cells.append(f"{at}><v>{value!r}</v></c>")
        elif value:
            cells.append(f'{at} t="s"><v>{texts.setdefault(value, len(texts))}</v></c>')
        elif styles and styles[place] == MARKED:
            cells.append(f"{at}/>")
    return f'<row r="{number}">{"".join(cells)}</row>'


def _clean(text: str) -> str:
    return escape(_NO_CHARACTER.sub("\ufffd", text))


def column_letters(place: int) -> str:
    """A for 0, Z for 25, AA for 26."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
