"""The columns of the official tables: their words, what they hold, and how each is read from a household's answers."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from yihu.base.i18n import CHINESE
from yihu.base.shipped import form_path
from yihu.register.codes import code_list
from yihu.register.properties import INCOME_LINES, INCOME_TOTALS, VOCABULARY

if TYPE_CHECKING:
    from yihu.exchange.outgoing import Choice, Column

Single = Mapping[str, str]
"""Property -> text, of questions outside of rows; of a member those of the member's row."""

_UNITS = {
    "_mu": "亩", "_yuan": "元", "_m2": "平方米", "_m": "米", "_km": "公里", "_minutes": "分钟", "_days": "天",
    "_months": "月", "_litres": "升",
}  # fmt: skip
_INCOME = frozenset(name for group in INCOME_LINES.values() for name in group) | frozenset(
    INCOME_TOTALS.values()
)
_ANSWER_IS = re.compile(r"yes where the answer is `(\w+)`")
_DIGITS_OF = {"省": ("province_code", 2), "市": ("city_code", 4), "县": ("county_code", 6)}
_HEAD_ID = "户主证件号码"
_PROBLEMS = frozenset(("住房安全问题", "失学辍学", "饮水问题", "有人未参医保"))
"""The form asks whether something is right, the official column whether it is wrong."""


@dataclass(frozen=True, slots=True)
class OfficialColumn:
    """A column of an official table and how it is read: from (the household's properties, the member's)."""

    column: Column
    read: Callable[[Single, Single], str]


@lru_cache(maxsize=1)
def official_rows() -> tuple[Mapping[str, str], ...]:
    """`forms/data/official_columns.csv`: part, term, properties, how, note."""
    with form_path("data", "official_columns.csv").open(encoding="utf-8-sig", newline="") as file:
        return tuple(csv.DictReader(file))


def official_columns(part: str) -> Iterator[OfficialColumn]:
    """The columns of a part (`2b`) in the official order and words. What has no single answer is left out."""
    for row in official_rows():
        if row["part"] == part and (found := _official(row)) is not None:
            yield found


def _official(row: Mapping[str, str]) -> OfficialColumn | None:
    term, names, source = row["term"], row["properties"].split(), row["part"]
    if term in _DIGITS_OF:
        return _division(term, source)
    if term == _HEAD_ID:
        column = replace(column_of("id_number", term, source), name="head_id_number")
        return OfficialColumn(column, lambda household, _: household.get("head_id_number", ""))
    wanted = _ANSWER_IS.match(row["note"])
    if wanted:
        return _yes_where(term, source, names[0], wanted[1])
    name = names[0]
    if name not in VOCABULARY or VOCABULARY[name].kind == "image":
        return None
    of_person = VOCABULARY[name].entity == "persons"
    if source != "2b" and (of_person or len(names) > 1):
        return None
    if term in _PROBLEMS:
        return _yes_where(term, source, name, "no")
    place = int(of_person)
    return OfficialColumn(
        column_of(name, term, source), lambda household, person: (household, person)[place].get(name, "")
    )


def _division(term: str, source: str) -> OfficialColumn:
    from yihu.exchange.outgoing import Column

    name, digits = _DIGITS_OF[term]
    column = Column(name=name, title=term, property="division_code", source=source)
    return OfficialColumn(column, lambda household, _: household.get("division_code", "")[:digits])


def _yes_where(term: str, source: str, name: str, code: str) -> OfficialColumn:
    from yihu.exchange.outgoing import Column

    column = Column(
        name=f"{name}_{code}",
        title=term,
        kind="code",
        choices=choices_of("yes_no"),
        property=name,
        source=source,
    )

    def read(household: Single, person: Single) -> str:
        answer = person.get(name) or household.get(name, "")
        return "" if not answer else "yes" if answer == code else "no"

    return OfficialColumn(column, read)


def column_of(name: str, title: str, source: str = "", question: str = "") -> Column:
    """The column of a property of the vocabulary, its choices in Chinese."""
    from yihu.exchange.outgoing import Column

    known = VOCABULARY[name]
    kind = "text" if known.kind == "image" else known.kind
    return Column(
        name=name,
        title=title,
        kind=kind,
        choices=choices_of(known.code_list) if known.code_list else (),
        property=name,
        question=question,
        unit=unit_of(name),
        source=source,
    )


def unit_of(name: str) -> str:
    """The unit of a property, by its name; "" for none."""
    known = VOCABULARY.get(name)
    if known is None or known.kind not in ("integer", "decimal", "yuan"):
        return ""
    ending = next((words for end, words in _UNITS.items() if name.endswith(end)), "")
    return ending or ("元" if known.kind == "yuan" or name in _INCOME else "")


@lru_cache(maxsize=256)
def choices_of(list_name: str, spoken: str = CHINESE) -> tuple[Choice, ...]:
    """The codes of a list with their words; official numbers where the list has them."""
    from yihu.exchange.outgoing import Choice

    return tuple(
        Choice(
            value=code.value,
            label=code.label(spoken),
            number=int(code.official) if code.official.isdecimal() else None,
        )
        for code in code_list(list_name)
    )
