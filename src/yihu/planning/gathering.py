"""From the plans of households to the plan of their village: what many need becomes an item of the village.

Measures of one kind and unit are one item: quantities summed, beneficiaries counted as distinct households and persons.
Gathered again later, an item follows the household plans in what nobody changed by hand; what a person changed stays,
and what the plans need now is told beside it.
"""

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from uuid import UUID

from yihu.planning.catalogue import CatalogueEntry, catalogue
from yihu.planning.money import yuan_text
from yihu.planning.plan import Plan
from yihu.planning.village_plan import (
    DROPPED,
    MOST_SOURCES,
    PLANNED,
    Item,
    Needed,
    VillagePlan,
    direction_of,
    quantity_text,
    source_of,
)
from yihu.register.codes import label

AT_LEAST = 2
"""So many households make what they need an item of the village."""

NEW, CHANGED, KEPT, GONE, SAME, DROPPED_BEFORE = "new", "changed", "kept", "gone", "same", "dropped"
"""What gathering does with an item: `kept` was changed by hand and stays, `gone`: no plan needs it any more,
`dropped`: a person took it out before, and it stays out."""

_FIELDS = ("quantity", "fen", "households", "persons")
_HOUSEHOLD_UNIT = {"zh_CN": "户", "en": "household"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One measure of one household's plan in force.

    Attributes:
        persons: members of the household. state: of the plan.
    """

    household: str
    persons: int
    row: str
    content: str
    category: str = ""
    key: str = ""
    amount: Decimal | None = None
    unit: str = ""
    fen: int = 0
    fund_source: str = ""
    deadline: str = ""
    responsible: str = ""
    state: str = "draft"

    @property
    def source(self) -> str:
        """How an item names it."""
        return source_of(self.household, self.row)


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One figure of an item (`quantity`, `fen`, `households`, `persons`): before, and as the plans need it now."""

    name: str
    before: Decimal | int | None
    now: Decimal | int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """What gathering does with one item.

    Attributes:
        kind: one of the kinds above.
        item: as it will stand in the plan.
        changes: figures that follow the plans. kept: those that a person changed, with what the plans need now.
        drafts: how many of its households have a plan that isn't agreed yet.
    """

    kind: str
    item: Item
    changes: tuple[Difference, ...] = ()
    kept: tuple[Difference, ...] = ()
    drafts: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathering:
    """All that comes out of the household plans.

    Attributes:
        items: what becomes of the village's items, new ones last. few: what too few households need, as items.
        plans: households that have a plan; drafts: how many of those plans aren't agreed.
    """

    items: tuple[Gathered, ...] = ()
    few: tuple[Item, ...] = ()
    plans: int = 0
    drafts: int = 0

    def writes(self) -> tuple[Gathered, ...]:
        """Those that change something in the plan."""
        return tuple(one for one in self.items if one.kind in (NEW, CHANGED, KEPT, GONE))


def needs_of(household_id: str, persons: int, plan: Plan) -> tuple[Need, ...]:
    """The measures of a household's plan in force; what has neither content nor category is no need yet."""
    return tuple(
        Need(
            household=household_id,
            persons=persons,
            row=measure.row,
            content=measure.content or "",
            category=measure.category or "",
            key=measure.key or "",
            amount=measure.amount,
            unit=measure.unit or "",
            fen=int((measure.fund_yuan or Decimal(0)) * 100),
            fund_source=measure.fund_source or "",
            deadline=measure.deadline or "",
            responsible=measure.responsible_unit or measure.responsible_person or "",
            state=plan.state,
        )
        for measure in plan.measures
        if (measure.content or "").strip() and measure.category
    )


def gather(
    needs: Sequence[Need],
    plan: VillagePlan,
    *,
    village: str,
    at_least: int = AT_LEAST,
    language: str = "zh_CN",
) -> Gathering:
    """What the household plans make of the village's plan. Nothing is changed here.

    Args:
        village: its 12 digits: rows get the same ids on all laptops.
        at_least: households that must need something before it becomes an item; an item that is there follows
            its households however few they are.
    """
    groups = _grouped(needs)
    known = {item.key: item for item in (*plan.dropped, *plan.items) if item.key}
    done = [_again(item, groups.get(key, ())) for key, item in known.items()]
    new, few = [], []
    for key, group in groups.items():
        if key in known:
            continue
        item = _item(village, key, group, language)
        if (item.now.households or 0) >= at_least:
            new.append(Gathered(kind=NEW, item=item, drafts=_drafts(group)))
        else:
            few.append(item)
    households = {need.household: need.state for need in needs}
    return Gathering(
        items=(*done, *sorted(new, key=lambda one: -(one.item.now.households or 0))),
        few=tuple(few),
        plans=len(households),
        drafts=sum(state == "draft" for state in households.values()),
    )


def key_of(need: Need) -> str:
    """What makes measures the same: their key in the catalogue, else category and wording; and the unit."""
    entry = _entry(need)
    what = f"={entry.key}" if entry else f"{need.category}:{_plain(need.content)}"
    return f"{what}|{_unit(need, entry)}"


def row_of(village: str, key: str) -> str:
    """The row's id: the same wherever the village's plans are gathered, so that two laptops write one row."""
    digest = bytearray(hashlib.sha256(f"yihu-item\n{village}\n{key}".encode()).digest()[:16])
    digest[6], digest[8] = 0x80 | digest[6] & 0x0F, 0x80 | digest[8] & 0x3F
    return str(UUID(bytes=bytes(digest)))


def _grouped(needs: Iterable[Need]) -> dict[str, tuple[Need, ...]]:
    groups: dict[str, list[Need]] = {}
    for need in sorted(needs, key=lambda need: need.source):
        groups.setdefault(key_of(need), []).append(need)
    return {key: tuple(group) for key, group in sorted(groups.items())}


def _entry(need: Need) -> CatalogueEntry | None:
    """The catalogue's entry, while the measure still is what was taken from it."""
    entry = _catalogue().get(need.key)
    return entry if entry is not None and entry.category == need.category else None


@lru_cache(maxsize=1)
def _catalogue() -> Mapping[str, CatalogueEntry]:
    return {entry.key: entry for entry in catalogue()}


def _unit(need: Need, entry: CatalogueEntry | None) -> str:
    """The unit by its Chinese word where the catalogue says that two words are one; empty: households are counted."""
    unit = _plain(need.unit)
    if need.amount is None or not unit:
        return ""
    if entry and unit in map(_plain, entry.unit.values()):
        return _plain(entry.unit["zh_CN"])
    return unit


def _plain(text: str) -> str:
    """Width, case and spaces make no difference, nor does a full stop."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split()).rstrip("。.;,，；")


def _figures(group: Sequence[Need], counted: bool) -> Needed:
    """Distinct households and their members; quantities of those that say one."""
    members = {need.household: need.persons for need in group}
    quantity = (
        sum((need.amount for need in group if need.amount is not None), Decimal(0))
        if counted
        else Decimal(len(members))
    )
    return Needed(
        quantity=quantity,
        fen=sum(need.fen for need in group),
        households=len(members),
        persons=sum(members.values()),
    )


def _item(village: str, key: str, group: Sequence[Need], language: str) -> Item:
    first = group[0]
    entry = _entry(first)
    counted = bool(_unit(first, entry))
    figures = _figures(group, counted)
    unit = _most(need.unit for need in group) if counted else _HOUSEHOLD_UNIT.get(language, "household")
    sources = Counter(need.fund_source for need in group if need.fund_source and need.fund_source != "none")
    deadlines = [need.deadline for need in group if need.deadline]
    return Item(
        row=row_of(village, key),
        key=key,
        direction=direction_of(first.category, first.key if entry else ""),
        title=entry.content.get(language, first.content) if entry else _most(need.content for need in group),
        unit=unit,
        now=figures,
        needed=figures,
        fund=("、" if language == "zh_CN" else ", ").join(
            label("fund_source", source, language) for source, _ in sources.most_common(3)
        ),
        from_year=int(min(deadlines)[:4]) if deadlines else None,
        to_year=int(max(deadlines)[:4]) if deadlines else None,
        deadline=max(deadlines, default=""),
        responsible=_most(need.responsible for need in group),
        sources=_sources(group),
    )


def _again(item: Item, group: Sequence[Need]) -> Gathered:
    """An item that was gathered before."""
    counted = not item.key.endswith("|")
    now = _figures(group, counted)
    sources = _sources(group)
    if item.state == DROPPED:
        return Gathered(kind=DROPPED_BEFORE, item=replace(item, needed=now), drafts=_drafts(group))
    changes, kept, values = [], [], {}
    for name in _FIELDS:
        current, before, new = (getattr(each, name) for each in (item.now, item.needed, now))
        follows = current == before and item.state == PLANNED
        values[name] = new if follows else current
        if follows and new != current:
            changes.append(Difference(name=name, before=current, now=new))
        elif not follows and new not in (before, current):
            kept.append(Difference(name=name, before=current, now=new))
    after = replace(item, now=Needed(**values), needed=now, sources=sources)
    if after == item:
        kind = SAME
    elif not group:
        kind = GONE
    else:
        kind = CHANGED if changes or not kept else KEPT
    return Gathered(kind=kind, item=after, changes=tuple(changes), kept=tuple(kept), drafts=_drafts(group))


def _sources(group: Iterable[Need]) -> frozenset[str]:
    return frozenset(sorted(need.source for need in group)[:MOST_SOURCES])


def _drafts(group: Iterable[Need]) -> int:
    return len({need.household for need in group if need.state == "draft"})


def _most(texts: Iterable[str]) -> str:
    """The text that occurs most; the first of equal ones in their order."""
    counted = Counter(text.strip() for text in texts if text.strip())
    return min(counted, key=lambda text: (-counted[text], text)) if counted else ""


def answers_of(item: Item, *, new: bool) -> dict[str, str]:
    """What a row of the form gets: all of a new item, the figures and sources of one that was there."""
    figures = {
        f"item_{prefix}{name}": text
        for prefix, each in (("", item.now), ("needed_", item.needed))
        for name, text in _texts(each).items()
    }
    figures["item_sources"] = " ".join(sorted(item.sources))
    if not new:
        return figures
    told = {
        "item_key": item.key,
        "item_direction": item.direction,
        "item_title": item.title,
        "item_unit": item.unit,
        "item_fund": item.fund,
        "item_from_year": str(item.from_year or ""),
        "item_to_year": str(item.to_year or ""),
        "item_deadline": item.deadline,
        "item_responsible": item.responsible,
        "item_state": item.state,
    }
    return {name: text for name, text in (told | figures).items() if text}


def _texts(figures: Needed) -> dict[str, str]:
    return {
        "quantity": quantity_text(figures.quantity),
        "yuan": yuan_text(figures.fen) if figures.fen is not None else "",
        "households": "" if figures.households is None else str(figures.households),
        "persons": "" if figures.persons is None else str(figures.persons),
    }
