"""The plan of a village (精准扶贫工作方案): six directions, and what each of its items is.

Amounts of money are whole fen, quantities Decimals with their unit beside them.
"""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Any

from yihu.base.shipped import form_path
from yihu.planning.money import fen_of, split_fen
from yihu.register.answers import Row
from yihu.register.read import typed

VILLAGE_PLAN, ITEM = "village_plan", "item"
DIRECTIONS = ("infrastructure", "livelihood", "industry", "training_jobs", "schooling", "hardship")
"""Exactly six, in the order of the paper (codes of `direction`)."""

PLANNED, RUNNING, DONE, DROPPED = "planned", "running", "done", "dropped"
YEARS = 5
_MOST_YEARS = 12
MOST_SOURCES = 900
"""As many stand in one answer; figures count all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Needed:
    """What household plans need of an item, or what the village set aside for it.

    Attributes:
        quantity: in the item's unit. fen: money put in.
        households, persons: distinct ones that benefit.
    """

    quantity: Decimal | None = None
    fen: int | None = None
    households: int | None = None
    persons: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item (事项). Texts are empty while unknown, dates ISO.

    Attributes:
        row: id of its row. key: what it was gathered by; empty for one that was written by hand.
        now: what stands in the plan. needed: what the household plans needed when it was last gathered.
        fund: words; fund_id: subject of a fund.
        sources: the measures it was gathered from (`source_of`).
    """

    row: str
    direction: str = ""
    title: str = ""
    unit: str = ""
    now: Needed = field(default_factory=Needed)
    needed: Needed = field(default_factory=Needed)
    fund: str = ""
    fund_id: str = ""
    from_year: int | None = None
    to_year: int | None = None
    deadline: str = ""
    responsible: str = ""
    state: str = PLANNED
    remarks: str = ""
    key: str = ""
    sources: frozenset[str] = frozenset()

    def is_from(self, household_id: str) -> bool:
        """Whether a measure of this household's plan is among its sources."""
        end = _tail(household_id)
        return any(source.partition("/")[0] == end for source in self.sources)

    def years(self) -> range:
        """The years it is carried out in: its own, else that of its deadline; none where neither is known."""
        first, last = self.from_year, self.to_year
        deadline = int(self.deadline[:4]) if self.deadline[:4].isdigit() else None
        first = first or last or deadline
        last = last or max(deadline or 0, first or 0)
        if not first or last < first:
            return range(0)
        return range(first, min(last, first + _MOST_YEARS * 10) + 1)

    def is_late(self, today: str) -> bool:
        """Whether its deadline has passed and it isn't done."""
        return bool(self.deadline) and self.deadline < today and self.state in (PLANNED, RUNNING)


@dataclass(frozen=True, slots=True, kw_only=True)
class VillagePlan:
    """A village's plan.

    Attributes:
        code: the village's 12 digits.
        items: those that were not taken out, by direction and in their order; dropped: those that were.
        sheet: photo of the signed sheet.
    """

    code: str = ""
    background: str = ""
    households: int | None = None
    persons: int | None = None
    helped_households: int | None = None
    helped_persons: int | None = None
    land_mu: Decimal | None = None
    goal: str = ""
    from_year: int | None = None
    to_year: int | None = None
    group: str = ""
    leader: str = ""
    secretary: str = ""
    made_on: str = ""
    state: str = "draft"
    agreed_on: str = ""
    sheet: str = ""
    remarks: str = ""
    items: tuple[Item, ...] = ()
    dropped: tuple[Item, ...] = ()

    def of_direction(self, direction: str) -> tuple[Item, ...]:
        """Its items of one direction."""
        return tuple(item for item in self.items if item.direction == direction)


_PLAN_FIELDS = (
    "background",
    "households",
    "persons",
    "helped_households",
    "helped_persons",
    "land_mu",
    "goal",
    "from_year",
    "to_year",
    "group",
    "leader",
    "secretary",
    "made_on",
    "state",
    "agreed_on",
    "sheet",
    "remarks",
)
_ITEM_FIELDS = (
    "direction",
    "title",
    "unit",
    "fund",
    "fund_id",
    "from_year",
    "to_year",
    "deadline",
    "responsible",
    "state",
    "remarks",
    "key",
)


def read_village_plan(
    code: str, properties: Mapping[str, str], rows: Mapping[str, Sequence[Row]]
) -> VillagePlan:
    """A record of the form, as `register.records.Entry` has it."""
    items = [read_item(row) for row in rows.get(ITEM, ())]
    order = {direction: place for place, direction in enumerate(DIRECTIONS)}
    items.sort(key=lambda item: order.get(item.direction, len(order)))
    return VillagePlan(
        code=code,
        items=tuple(item for item in items if item.state != DROPPED),
        dropped=tuple(item for item in items if item.state == DROPPED),
        **_fields(properties, "vplan_", _PLAN_FIELDS),
    )


def read_item(row: Row) -> Item:
    """One row of the plan."""
    known = row.properties
    return Item(
        row=row.id,
        now=_needed(known, "item_"),
        needed=_needed(known, "item_needed_"),
        sources=frozenset(known.get("item_sources", "").split()),
        **_fields(known, "item_", _ITEM_FIELDS),
    )


def _fields(known: Mapping[str, str], prefix: str, names: Iterable[str]) -> dict[str, Any]:
    read = {name: typed(prefix + name, known[prefix + name]) for name in names if known.get(prefix + name)}
    return {name: value for name, value in read.items() if value is not None}


def _needed(known: Mapping[str, str], prefix: str) -> Needed:
    counts = {name: typed(prefix + name, known.get(prefix + name, "")) for name in ("households", "persons")}
    quantity = typed(f"{prefix}quantity", known.get(f"{prefix}quantity", ""))
    return Needed(
        quantity=quantity if isinstance(quantity, Decimal) else None,
        fen=fen_of(known.get(f"{prefix}yuan")),
        **{name: value if isinstance(value, int) else None for name, value in counts.items()},
    )


@lru_cache(maxsize=1)
def _directions() -> dict[tuple[str, str], str]:
    with form_path("data", "directions.csv").open(encoding="utf-8-sig", newline="") as file:
        return {(row["category"], row["key"]): row["direction"] for row in csv.DictReader(file)}


def direction_of(category: str, key: str = "") -> str:
    """The direction of a measure, by its key in the catalogue or by its category (`forms/data/directions.csv`).

    What no row names is help for those in special hardship.
    """
    table = _directions()
    return table.get((category, key)) or table.get((category, "")) or "hardship"


def quantity_text(quantity: Decimal | None) -> str:
    """A quantity as forms keep it: no superfluous noughts, no exponent."""
    if quantity is None:
        return ""
    text = format(quantity, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


# five years


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Items of a direction in a year, and the money set aside for that year."""

    items: int = 0
    fen: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FiveYears:
    """Items and money by year and direction.

    Attributes:
        years: one after the other. cells: (year, direction) -> cell; an item stands in each of its years.
        without_year: direction -> items of which no year is known, and their money.
        beyond: direction -> those that lie in other years than these, and their money there.
    """

    years: tuple[int, ...]
    cells: Mapping[tuple[int, str], Cell]
    without_year: Mapping[str, Cell] = field(default_factory=dict)
    beyond: Mapping[str, Cell] = field(default_factory=dict)

    def at(self, year: int, direction: str) -> Cell:
        """One cell."""
        return self.cells.get((year, direction), Cell())

    def of_year(self, year: int) -> Cell:
        """A year over all directions."""
        return _sum(self.at(year, direction) for direction in DIRECTIONS)

    def of_direction(self, direction: str) -> Cell:
        """The money of a direction, that without a year and of other years with it; `items` aren't counted here."""
        cells = [self.at(year, direction) for year in self.years]
        cells += [where.get(direction, Cell()) for where in (self.without_year, self.beyond)]
        return Cell(fen=sum(cell.fen for cell in cells))


def plan_years(plan: VillagePlan, this_year: int) -> tuple[int, ...]:
    """The years a plan is about: its own, else five from its first item's; at most twelve."""
    if plan.from_year:
        last = max(plan.to_year or plan.from_year + YEARS - 1, plan.from_year)
        return tuple(range(plan.from_year, min(last, plan.from_year + _MOST_YEARS - 1) + 1))
    first = min((item.years()[0] for item in plan.items if item.years()), default=this_year)
    return tuple(range(first, first + YEARS))


def five_years(plan: VillagePlan, this_year: int) -> FiveYears:
    """An item's money is spread evenly over its years, in whole fen, nothing lost."""
    years = plan_years(plan, this_year)
    cells: dict[tuple[int, str], Cell] = {}
    without: dict[str, Cell] = {}
    beyond: dict[str, Cell] = {}
    for item in plan.items:
        own, money = item.years(), item.now.fen or 0
        if not own:
            without[item.direction] = _sum((without.get(item.direction, Cell()), Cell(items=1, fen=money)))
            continue
        outside = 0
        for year, fen in zip(own, split_fen(money, len(own)), strict=True):
            if year in years:
                key = (year, item.direction)
                cells[key] = _sum((cells.get(key, Cell()), Cell(items=1, fen=fen)))
            else:
                outside += fen
        if outside or not set(own) & set(years):
            beyond[item.direction] = _sum((beyond.get(item.direction, Cell()), Cell(items=1, fen=outside)))
    return FiveYears(years=years, cells=cells, without_year=without, beyond=beyond)


def _sum(cells: Iterable[Cell]) -> Cell:
    listed = tuple(cells)
    return Cell(items=sum(cell.items for cell in listed), fen=sum(cell.fen for cell in listed))


def source_of(household_id: str, row: str) -> str:
    """A measure's short name: the ends of its household's and its row's id, which are their random parts."""
    return f"{_tail(household_id)}/{row[-8:]}"


def _tail(household_id: str) -> str:
    return household_id[-12:]


def items_of_measures(plan: VillagePlan, household_id: str, rows: Iterable[str]) -> dict[str, Item]:
    """Measure row of a household's plan -> the village's item that it belongs to."""
    by_source = {source: item for item in plan.items for source in item.sources}
    found = {row: by_source.get(source_of(household_id, row)) for row in rows}
    return {row: item for row, item in found.items() if item is not None}
