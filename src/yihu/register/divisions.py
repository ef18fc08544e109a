"""Villages by their 12-digit division codes (统计用区划代码), county by county; also those that are no more.

A county's slice is a CSV with the columns code, name, township, successor, until: `successor` is the code of the
village that an abolished or merged one belongs to now, `until` the last day it was on the list. One slice of an
invented county (430999) is shipped under `forms/data/divisions`; real ones are taken in from a file.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from yihu.base.errors import UserError
from yihu.base.i18n import N_
from yihu.base.shipped import form_path

COLUMNS = ("code", "name", "township", "successor", "until")
_CODE = re.compile("[0-9]{12}")
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ROWS_AT_MOST = 100_000


class DivisionsRefused(UserError):
    """A file that is no slice of division codes, or with a row that can't be right."""

    code = "divisions-refused"
    message = N_("The list of villages can't be taken in: row {row}.")
    advice = N_(
        "It needs the columns code (12 digits) and name, and may have township, successor and until (2016-12-31). "
        "Nothing was changed."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Division:
    """A village (or neighbourhood). `successor`: code of the one it was merged into; empty for one that exists."""

    code: str
    name: str
    township: str = ""
    successor: str = ""
    until: str = ""

    @property
    def county(self) -> str:
        """Six digits."""
        return self.code[:6]


class Divisions:
    """Villages of all counties known here. A later one takes the place of an earlier one with the same code."""

    def __init__(self, villages: Iterable[Division] = ()) -> None:
        self._by_code = {village.code: village for village in villages}
        self._counties = frozenset(village.county for village in self._by_code.values())
        self._by_name: dict[str, list[Division]] = {}
        for village in self._by_code.values():
            self._by_name.setdefault(_plain(village.name), []).append(village)

    def __iter__(self) -> Iterator[Division]:
        return iter(sorted(self._by_code.values(), key=lambda village: village.code))

    def get(self, code: str) -> Division | None:
        """The village of a code, whether it still exists or not."""
        return self._by_code.get(code)

    def knows_county(self, code: str) -> bool:
        """Whether the slice of a code's county is here."""
        return code[:6] in self._counties

    def current(self, code: str) -> Division | None:
        """The village that a code stands for today: itself, or the last of its successors that is known."""
        village, seen = self._by_code.get(code), {code}
        while village is not None and village.successor and village.successor not in seen:
            seen.add(village.successor)
            village = self._by_code.get(village.successor, village)
        return village

    def named(self, name: str, township: str = "", county: str = "") -> tuple[Division, ...]:
        """Villages of a name, with or without 村; only those of a township or county where one is given."""
        return tuple(
            village
            for village in self._by_name.get(_plain(name), ())
            if (not township or _plain_township(township) == _plain_township(village.township))
            and village.code.startswith(county)
        )


def _plain(name: str) -> str:
    return re.sub(r"(村民委员会|居民委员会|村委会|居委会|社区|村)$", "", "".join(name.split()))


def _plain_township(name: str) -> str:
    return re.sub(r"(人民政府|街道办事处|街道|镇|乡)$", "", "".join(name.split()))


def read_divisions(text: str) -> tuple[Division, ...]:
    """The villages of a slice. Raises DivisionsRefused."""
    rows = csv.DictReader(io.StringIO(text, newline=""))
    try:
        if not {"code", "name"} <= set(rows.fieldnames or ()):
            raise DivisionsRefused(row=1)
        villages = tuple(_division(row, line) for line, row in enumerate(rows, 2))
    except csv.Error as error:
        raise DivisionsRefused(row=rows.line_num) from error
    if not villages:
        raise DivisionsRefused(row=2)
    return villages


def _division(row: Mapping[str, str | None], line: int) -> Division:
    texts = {name: str(row.get(name) or "").strip() for name in COLUMNS}
    wrong = (
        line > _ROWS_AT_MOST
        or not _CODE.fullmatch(texts["code"])
        or not texts["name"]
        or (texts["successor"] and not _CODE.fullmatch(texts["successor"]))
        or texts["successor"] == texts["code"]
        or (texts["until"] and not _DAY.fullmatch(texts["until"]))
    )
    if wrong:
        raise DivisionsRefused(row=line)
    return Division(**texts)


def write_divisions(villages: Iterable[Division]) -> str:
    """The slice as text, as `read_divisions` reads it."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for village in sorted(villages, key=lambda each: each.code):
        writer.writerow([getattr(village, name) for name in COLUMNS])
    return out.getvalue()


@lru_cache(maxsize=1)
def shipped_divisions() -> tuple[Division, ...]:
    """The slice of the invented county of the demo."""
    return read_divisions(form_path("data", "divisions", "430999.csv").read_text(encoding="utf-8-sig"))
