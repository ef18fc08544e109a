"""The rows of a list that are to be corrected, as a workbook: wrong cells coloured, a column saying why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from yihu.base.i18n import N_, translate
from yihu.exchange.columns import CORRECTIONS
from yihu.exchange.workbook_writer import write_workbook

if TYPE_CHECKING:
    from yihu.exchange.households import RowProblem
    from yihu.exchange.sheet_rows import Value
    from yihu.exchange.table import Table


def write_corrected(
    path: Path, table: Table, mapping: Mapping[str, str], problems: Iterable[RowProblem]
) -> int:
    """Write the rows with a problem, and all others of the same households; how many. Raises OSError.

    The households are whole, so that the workbook can be taken in like any list once it is corrected.
    """
    of_row: dict[int, list[RowProblem]] = {}
    for problem in problems:
        of_row.setdefault(problem.row, []).append(problem)
    rows = tuple(_wanted(table, mapping, of_row))
    place_of = {heading: place for place, heading in enumerate(table.header)}
    marked = {
        (line, place_of[problem.column]): problem.code
        for line, (number, _) in enumerate(rows)
        for problem in of_row.get(number, ())
        if problem.column in place_of
    }
    lines = ([*values, _why(of_row.get(number, ()))] for number, values in rows)
    return write_workbook(path, [*table.header, CORRECTIONS], lines, sheet="1", marked=marked)


def _wanted(
    table: Table, mapping: Mapping[str, str], of_row: Mapping[int, object]
) -> Iterator[tuple[int, list[str]]]:
    place = next(
        (place for place, heading in enumerate(table.header) if mapping.get(heading) == "household_number"),
        None,
    )
    households: set[Value] = set()
    if place is not None:
        households = {row.values[place] for row in table.rows if row.number in of_row} - {""}
    for row in table.rows:
        if row.number in of_row or (place is not None and row.values[place] in households):
            yield row.number, [_shown(value) for value in row.values]


def _shown(value: Value) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.isoformat() if isinstance(value, date) else str(value)


def _why(problems: Sequence[RowProblem]) -> str:
    sentence = translate(N_("{column}: {reason}"))
    return "\n".join(
        sentence.format(column=problem.column, reason=problem.explain())
        if problem.column
        else problem.explain()
        for problem in problems
    )
