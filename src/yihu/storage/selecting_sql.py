"""A filter as a condition of SQL over the households' cache.

Each leaf is 0 or 1, never NULL: what is unknown fulfils nothing, also under `not` and among points. All that the leaves read
stands in the index `household_traits`, but for groups, texts and other selections.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from yihu.register.filters import (
    UNKNOWN,
    Amount,
    Either,
    Every,
    Except,
    Filter,
    Has,
    Said,
    Wanted,
    When,
)
from yihu.register.traits import COUNT_BITS, COUNTED_AT_MOST, COUNTS, NO, TRAITS, YES
from yihu.storage.columns import search_ranges

OLD_FROM_YEARS = 60
_WORDS = ("traits_a", "traits_b", "traits_c")
_LINE = "nullif(coalesce(line_cents, ?), 0)"
Sql = tuple[str, list[Any]]
EVERYBODY_SQL: Sql = ("1", [])
PICKED_SHOWN = (
    "JOIN household AS own INDEXED BY household_shown ON own.uuid = picked.household"
    " JOIN household AS shown INDEXED BY household_shown ON shown.uuid = coalesce(own.canonical, own.uuid) AND shown.hidden = 0"
)
"""From a selection's lines to the households: of joined ids the one that is shown."""
PICKED = f"SELECT shown.id FROM picked {PICKED_SHOWN} WHERE picked.selection = ? AND picked.how IN ('filter', 'hand')"
"""Numbers of the households on one selection."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What a condition needs from outside.

    Attributes:
        today: ISO date that ages and days ago are counted from.
        line_cents: the line of a household whose year nobody knows; None: unknown.
    """

    today: str
    line_cents: int | None = None


def condition(filter: Filter, around: Around) -> Sql:
    """An expression that is 1 for what the filter finds, else 0, with its parameters."""
    match filter:
        case Every(parts):
            return _joined(" AND ", parts, around) if parts else EVERYBODY_SQL
        case Either(parts):
            return _joined(" OR ", parts, around)
        case Except(part):
            sql, parameters = condition(part, around)
            return f"(NOT {sql})", parameters
        case Said():
            return _said(filter)
        case When():
            return _when(filter, around)
        case Amount():
            return _amount(filter, around)
        case Has():
            return _CODES.get(filter.field, _trait)(filter, around)


def points(wanted: Wanted, around: Around) -> Sql:
    """An expression of the points that a household has."""
    parts, parameters = ["0"], list[Any]()
    for weight in wanted.weights:
        sql, some = condition(weight.when, around)
        parts.append(f"{int(weight.points)} * {sql}")
        parameters += some
    return " + ".join(parts), parameters


def _joined(word: str, parts: tuple[Filter, ...], around: Around) -> Sql:
    read = [condition(part, around) for part in parts]
    return f"({word.join(sql for sql, _ in read)})", [one for _, some in read for one in some]


def _said(filter: Said) -> Sql:
    conditions, parameters = list[str](), list[Any]()
    for word in filter.words.split():
        ranges = search_ranges(word)
        one_of = " UNION ".join(["SELECT household FROM term WHERE term >= ? AND term < ?"] * len(ranges))
        conditions.append(f"id IN ({one_of})")
        parameters += [bound for pair in ranges for bound in pair]
    return f"({' AND '.join(conditions)})", parameters


def _trait(filter: Has, _: Around) -> Sql:
    trait = TRAITS[filter.field]
    column, wanted = _WORDS[trait.word], trait.bits(filter.codes)
    parts = [f"{column} & {wanted} <> 0"] if wanted else []
    if UNKNOWN in filter.codes:
        parts.append(f"{column} & {trait.every_bit()} = 0")
    return f"({' OR '.join(parts)})", []


def _guarantee_unknown(filter: Has, _: Around) -> Sql:
    lacking, met = TRAITS["guarantee_lacking"], TRAITS["guarantee_met"]
    either = [lacking.bits([code]) | met.bits([code]) for code in filter.codes]
    return f"({' OR '.join(f'traits_b & {bits} = 0' for bits in either)})", []


def _place(filter: Has, _: Around) -> Sql:
    """Whole codes and names as they are, beginnings of codes as a range: both by the index."""
    whole = [code for code in filter.codes if len(code) == 12 or not code.isdigit()]
    parts, parameters = list[str](), list[Any]()
    if whole:
        parts.append(f"village_code IN ({', '.join('?' * len(whole))})")
        parameters += whole
    for start in filter.codes:
        if start not in whole:
            parts.append("(village_code >= ? AND village_code < ?)")
            parameters += [start, start + ":"]  # the character after 9
    return f"({' OR '.join(parts)})", parameters


def _in(column: str) -> Callable[[Has, Around], Sql]:
    def of_column(filter: Has, _: Around) -> Sql:
        return f"({column} IN ({', '.join('?' * len(filter.codes))}))", list(filter.codes)

    return of_column


def _selection(filter: Has, _: Around) -> Sql:
    ids = [UUID(id).bytes for id in filter.codes]
    return f"({' OR '.join([f'id IN ({PICKED})'] * len(ids))})", list(ids)


def _elderly(alone: bool) -> Callable[[Has, Around], Sql]:
    """All members are 60 or older today; `youngest_born` is empty while some birth date is unknown."""

    def of_age(filter: Has, around: Around) -> Sql:
        born = int(_years_before(around.today, OLD_FROM_YEARS).replace("-", ""))
        old = f"youngest_born <= {born}" + (" AND persons = 1" if alone else "")
        several = "traits_c & 1 AND persons > 1" if alone else "0"
        answers = {
            YES: f"(youngest_born IS NOT NULL AND {old})",
            NO: f"((youngest_born IS NOT NULL AND NOT ({old})) OR {several})",
            UNKNOWN: f"(youngest_born IS NULL AND NOT ({several}))",
        }
        return f"({' OR '.join(answers[code] for code in filter.codes)})", []

    return of_age


_CODES: dict[str, Callable[[Has, Around], Sql]] = {
    "place": _place,
    "group": _in('"group"'),
    "visit": _in("visit_state"),
    "plan": _in("plan_state"),
    "selection": _selection,
    "guarantee_unknown": _guarantee_unknown,
    "elderly_alone": _elderly(alone=True),
    "elderly_only": _elderly(alone=False),
}


def _when(filter: When, around: Around) -> Sql:
    parts, parameters = list[str](), list[Any]()
    before = filter.before
    if filter.days is not None:
        before = (date.fromisoformat(around.today) - timedelta(days=filter.days)).isoformat()
    if before is not None:
        parts.append("seen_on < ?")
        parameters.append(before)
    if filter.since is not None:
        parts.append("seen_on >= ?")
        parameters.append(filter.since)
    within = " AND ".join(["seen_on <> ''", *parts]) if parts else "0"
    return (f"(({within}) OR seen_on = '')" if filter.never else f"({within})"), parameters


def _amount(filter: Amount, around: Around) -> Sql:
    if filter.field in COUNTS:
        return _count(filter)
    if filter.field == "persons":
        return _bounded(filter, "persons", 1)
    if filter.field == "income":
        return _known(_bounded(filter, "net_cents", 100))
    if filter.field == "above_line":
        return _known(_bounded(filter, f"(net_cents - {_LINE})", 100, [around.line_cents]))
    # Both sides by whole numbers: net / line against percent / 100, percent with two decimals.
    return _known(_bounded(filter, "net_cents * 10000", 100, [], _LINE, [around.line_cents]))


def _known(comparison: Sql) -> Sql:
    """Of an amount that may be unknown: nothing is fulfilled then."""
    sql, parameters = comparison
    return f"ifnull({sql}, 0)", parameters


def _bounded(
    filter: Amount,
    value: str,
    times: int,
    value_parameters: list[Any] | None = None,
    by: str = "",
    by_parameters: list[Any] | None = None,
) -> Sql:
    """Bounds of a value in hundredths, or of a value against a bound times another value."""
    parts, parameters = list[str](), list[Any]()
    for sign, bound in ((">=", filter.least), ("<=", filter.most), ("<", filter.below)):
        if bound is not None:
            right = f"{int(bound * times)}" + (f" * {by}" if by else "")
            parts.append(f"{value} {sign} {right}")
            parameters += [*(value_parameters or ()), *(by_parameters or ())]
    return f"({' AND '.join(parts)})", parameters


def _count(filter: Amount) -> Sql:
    """Members known so far; that there are so few holds only where all are known."""
    value = f"(counts >> {COUNTS.index(filter.field) * COUNT_BITS} & {COUNTED_AT_MOST})"
    sql, parameters = _bounded(filter, value, 1)
    limits = filter.most is not None or filter.below is not None
    return (f"({sql} AND traits_c & {TRAITS['members_known'].bits([YES])})" if limits else sql), parameters


def _years_before(day: str, years: int) -> str:
    """The birth date of who is so many years old today; of 29 February in another year the day before."""
    year, rest = int(day[:4]) - years, day[4:]
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return f"{year:04}" + ("-02-28" if rest == "-02-29" and not leap else rest)
