"""The lines (元 per head and year) under which a household is poor or monitored.

They are data (`forms/data/income_lines.csv`: region, region_name, year, yuan, source), since each
province sets its own each year; an official table of all of them was not found.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from yihu.base.shipped import form_path


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomeLine:
    """One line.

    Attributes:
        region: first digits of the division codes it holds for; empty for the whole country.
        year: first year it holds for.
        yuan: net income per head and year.
        source: where it is from, in Chinese as in the table.
    """

    region: str
    region_name: str
    year: int
    yuan: Decimal
    source: str


@lru_cache(maxsize=1)
def shipped_lines() -> tuple[IncomeLine, ...]:
    """The lines that come with the program."""
    with form_path("data", "income_lines.csv").open(encoding="utf-8-sig", newline="") as file:
        return tuple(
            IncomeLine(
                region=row["region"],
                region_name=row["region_name"],
                year=int(row["year"]),
                yuan=Decimal(row["yuan"]),
                source=row["source"],
            )
            for row in csv.DictReader(file)
        )


def line_in_force(
    division_code: str | None, year: int, lines: Iterable[IncomeLine] | None = None
) -> IncomeLine | None:
    """The line for a place in a year: of the smallest region that has one, the latest not after it.

    Args:
        division_code: digits of the place, from 2 (province) to 12 (village); None is the whole country.

    None when no line is that old.
    """
    place = division_code or ""
    fitting = (
        line
        for line in (shipped_lines() if lines is None else lines)
        if place.startswith(line.region) and line.year <= year
    )
    return max(fitting, key=lambda line: (len(line.region), line.year), default=None)
