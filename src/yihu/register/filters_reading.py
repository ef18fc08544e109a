"""Filters as text: JSON, and the short form of a command line; every text is checked before it is believed.

JSON: `{"all": [...]}`, `{"any": [...]}`, `{"not": {...}}`, or one condition:

    {"field": "main_cause", "is": ["illness", "disability"]}      "?" among the codes: nobody said
    {"field": "line_percent", "least": 100, "below": 150}         bounds: least, most, below; also as text "1.5"
    {"field": "seen", "before": "2026-06-01", "never": true}      a day: before, since, days (ago), never
    {"field": "text", "words": "王 清溪"}

A selection is made by `{"where": {...}, "points": [{"points": 5, "if": {...}}], "take": 2128}`, or by one filter alone.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from yihu.base.errors import UserError
from yihu.base.i18n import N_, translate
from yihu.register.filter_fields import FIELDS, Field
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
    Weight,
    When,
)

TEXT_AT_MOST = 200_000
DEPTH_AT_MOST = 20
CONDITIONS_AT_MOST = 300
POINTS_AT_MOST = 1_000_000
TAKE_AT_MOST = 10_000_000
DAYS_AT_MOST = 40_000
_TEXT = "text"
_DIGITS_AT_MOST = 12
_AMOUNT_AT_MOST = Decimal(10**9)
_PLACE = re.compile(r"[0-9]{2,12}")
_BOUNDS = ("least", "most", "below")
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class FilterUnreadable(UserError):
    """A text that is no filter, or asks for something that no register has."""

    code = "filter-unreadable"
    message = N_("This filter can't be read: {problem}")
    advice = N_(
        "See the manual for how a filter is written, or choose it in the window. Nothing was changed."
    )


def _refused(problem: str, what: str = "") -> FilterUnreadable:
    """The problem and what it is about, said in the language of the window."""
    return FilterUnreadable(problem=translate(problem).format(what=what[:60]))


def read_wanted(text: str) -> Wanted:
    """What a selection is made by, out of its JSON text. Raises FilterUnreadable."""
    whole = _parsed(text)
    if not {"where", "points", "take"} & whole.keys():
        return Wanted(where=_filter(whole))
    _only(whole, ("where", "points", "take"))
    weights = whole.get("points", [])
    if not isinstance(weights, list) or len(weights) > CONDITIONS_AT_MOST:
        raise _refused(N_("points are a list of conditions"))
    take = whole.get("take")
    if take is not None and not _whole_number(take, 1, TAKE_AT_MOST):
        raise _refused(N_("how many to take is a whole number from 1"))
    return Wanted(
        where=_filter(whole.get("where", {"all": []})), weights=tuple(map(_weight, weights)), take=take
    )


def read_filter(text: str) -> Filter:
    """One filter out of its JSON text. Raises FilterUnreadable."""
    return _filter(_parsed(text))


def wanted_text(wanted: Wanted) -> str:
    """The same as JSON text, always written in the same way: `read_wanted` gives back what went in."""
    whole: dict[str, Any] = {"where": _plain(wanted.where)}
    if wanted.weights:
        whole["points"] = [{"points": each.points, "if": _plain(each.when)} for each in wanted.weights]
    if wanted.take is not None:
        whole["take"] = wanted.take
    return json.dumps(whole, ensure_ascii=False)


def filter_text(filter: Filter) -> str:
    """One filter as JSON text."""
    return json.dumps(_plain(filter), ensure_ascii=False)


_SHORT = re.compile(r"\s*([a-z_]+)\s*(!=|>=|<=|=|<|>)\s*(.*?)\s*\Z", re.DOTALL)


def read_short(text: str) -> Filter:
    """The short form of one condition. Raises FilterUnreadable.

    `main_cause=illness,disability`, `category!=none`, `line_percent<150`, `persons>=3`, `seen<2026-06-01`,
    `seen=?` (never), `text=王`, `selection=ID`.
    """
    found = _SHORT.match(text)
    if found is None:
        raise _refused(N_("“{what}” isn't written as field=value"), text)
    name, sign, value = found.groups()
    if name == _TEXT:
        part: Filter = _filter({"field": name, "words": value})
    elif sign in ("=", "!=") and (
        name not in FIELDS or FIELDS[name].kind not in ("number", "yuan", "percent", "day")
    ):
        part = _filter({"field": name, "is": [code.strip() for code in value.split(",") if code.strip()]})
    else:
        part = _filter({"field": name} | _short_bounds(name, sign, value))
    return Except(part) if sign == "!=" else part


def _short_bounds(name: str, sign: str, value: str) -> dict[str, Any]:
    if name in FIELDS and FIELDS[name].kind == "day":
        if value == UNKNOWN and sign in ("=", "!="):
            return {"never": True}
        if sign in ("<", ">="):
            return {{"<": "before", ">=": "since"}[sign]: value}
        raise _refused(N_("a day is asked for by < or >= : “{what}”"), value)
    signs = {">=": ["least"], "<=": ["most"], "<": ["below"], "=": ["least", "most"], "!=": ["least", "most"]}
    if sign not in signs:
        raise _refused(N_("a number is asked for by <, <=, >= or = : “{what}”"), value)
    return dict.fromkeys(signs[sign], value)


def join(filters: Iterable[Filter]) -> Filter:
    """All of them together, as plain as possible."""
    parts = tuple(filters)
    return parts[0] if len(parts) == 1 else Every(parts)


def _parsed(text: str) -> dict[str, Any]:
    if len(text) > TEXT_AT_MOST:
        raise _refused(N_("it is too long"))
    try:
        whole = json.loads(text, parse_float=Decimal, parse_constant=_no_constant)
    except (ValueError, RecursionError) as cause:
        raise _refused(N_("it is no JSON text")) from cause
    if not isinstance(whole, dict):
        raise _refused(N_("it is no JSON object"))
    _Counter().count(whole, 0)
    return whole


def _no_constant(text: str) -> None:
    raise ValueError(text)


class _Counter:
    """Refuses what nobody would write by hand, before it is worked on."""

    def __init__(self) -> None:
        self._found = 0

    def count(self, value: object, depth: int) -> None:
        if depth > DEPTH_AT_MOST * 2:
            raise _refused(N_("it is nested too deep"))
        if isinstance(value, dict):
            self._found += 1
            if self._found > CONDITIONS_AT_MOST * 3:
                raise _refused(N_("it has too many conditions"))
            for part in value.values():
                self.count(part, depth + 1)
        elif isinstance(value, list):
            for part in value:
                self.count(part, depth + 1)


def _filter(value: object) -> Filter:
    if not isinstance(value, dict):
        raise _refused(N_("a condition is an object with a field"))
    for word, make in _JOINED.items():
        if word in value:
            _only(value, (word,))
            return make(value[word])
    name = value.get("field")
    if name == _TEXT:
        return _words(value)
    if not isinstance(name, str) or name not in FIELDS:
        raise _refused(N_("there is no field “{what}”"), str(name or ""))
    return _READERS[FIELDS[name].kind](FIELDS[name], value)


def _parts(value: object) -> tuple[Filter, ...]:
    if not isinstance(value, list):
        raise _refused(N_("“all” and “any” hold lists of conditions"))
    return tuple(map(_filter, value))


def _either(value: object) -> Filter:
    parts = _parts(value)
    if not parts:
        raise _refused(N_("“any” needs at least one condition"))
    return Either(parts)


_JOINED: dict[str, Callable[[object], Filter]] = {
    "all": lambda value: Every(_parts(value)),
    "any": _either,
    "not": lambda value: Except(_filter(value)),
}


def _words(value: Mapping[str, object]) -> Filter:
    _only(value, ("field", "words"))
    words = value.get("words")
    if not isinstance(words, str) or not words.strip() or len(words) > 200 or len(words.split()) > 10:
        raise _refused(N_("what is searched for is one to ten words"))
    return Said(words=words.strip())


def _codes(field: Field, value: Mapping[str, object]) -> Filter:
    _only(value, ("field", "is"))
    codes = value.get("is")
    if not isinstance(codes, list) or not codes or not all(isinstance(code, str) for code in codes):
        raise _refused(N_("“is” of {what} holds a list of codes"), field.name)
    for code in codes:
        if not _is_code(field, code):
            raise _refused(N_("{what} is no code of its field"), f"{field.name}={code}")
    return Has(field=field.name, codes=tuple(dict.fromkeys(codes)))


def _is_code(field: Field, code: str) -> bool:
    if field.kind == "place":
        return bool(_PLACE.fullmatch(code)) or (bool(code) and len(code) <= 60 and code != UNKNOWN)
    if field.kind == "group":
        return bool(code.strip()) and len(code) <= 60
    if field.kind == "selection":
        return bool(_UUID.fullmatch(code))
    return code in field.codes or (code == UNKNOWN and field.name not in _ALWAYS_KNOWN)


_ALWAYS_KNOWN = ("visit", "plan", "helped", "members_known", "guarantee_lacking", "guarantee_unknown")
"""Nothing is unknown about them: each household has one of their codes, or none of what is looked for."""


def _amount(field: Field, value: Mapping[str, object]) -> Filter:
    _only(value, ("field", *_BOUNDS))
    bounds = {name: _number(field, value[name]) for name in _BOUNDS if value.get(name) is not None}
    if not bounds or ("most" in bounds and "below" in bounds):
        raise _refused(N_("{what} needs a bound: least, most or below"), field.name)
    return Amount(field=field.name, **bounds)


def _number(field: Field, value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, (int, str, Decimal)):
        raise _refused(N_("a bound of {what} is no number"), field.name)
    try:
        number = Decimal(value.strip() if isinstance(value, str) else value)
    except InvalidOperation as cause:
        raise _refused(N_("a bound of {what} is no number"), field.name) from cause
    places = 0 if field.kind == "number" else 2
    if not number.is_finite() or abs(number) > _AMOUNT_AT_MOST or number != round(number, places):
        raise _refused(N_("a bound of {what} is no number that it can have"), field.name)
    return number.normalize() + 0


def _day(field: Field, value: Mapping[str, object]) -> Filter:
    _only(value, ("field", "before", "since", "days", "never"))
    before, since = _iso(field, value.get("before")), _iso(field, value.get("since"))
    days, never = value.get("days"), value.get("never", False)
    if days is not None and (before or not _whole_number(days, 0, DAYS_AT_MOST)):
        raise _refused(N_("{what}: “days” is a whole number, without “before”"), field.name)
    if not isinstance(never, bool) or (before is since is days is None and not never):
        raise _refused(N_("{what} needs a day: before, since, days or never"), field.name)
    return When(field=field.name, before=before, since=since, days=days, never=never)  # type: ignore[arg-type]


def _iso(field: Field, value: object) -> str | None:
    if value is None:
        return None
    try:
        if isinstance(value, str) and date.fromisoformat(value).isoformat() == value:
            return value
    except ValueError:
        pass
    raise _refused(N_("a day of {what} is written as 2026-06-01"), field.name)


_READERS: dict[str, Callable[[Field, Mapping[str, object]], Filter]] = {
    "codes": _codes,
    "fact": _codes,
    "place": _codes,
    "group": _codes,
    "selection": _codes,
    "number": _amount,
    "yuan": _amount,
    "percent": _amount,
    "day": _day,
}


def _weight(value: object) -> Weight:
    if not isinstance(value, dict):
        raise _refused(N_("points are a list of conditions"))
    _only(value, ("points", "if"))
    points = value.get("points")
    if (
        not isinstance(points, int)
        or not _whole_number(points, -POINTS_AT_MOST, POINTS_AT_MOST)
        or not points
    ):
        raise _refused(N_("points are whole numbers other than 0"))
    return Weight(points=points, when=_filter(value.get("if")))


def _whole_number(value: object, least: int, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


def _only(value: Mapping[str, object], names: tuple[str, ...]) -> None:
    for name in value:
        if name not in names:
            raise _refused(N_("“{what}” means nothing here"), str(name))


def _plain(filter: Filter) -> dict[str, Any]:
    match filter:
        case Every(parts):
            return {"all": list(map(_plain, parts))}
        case Either(parts):
            return {"any": list(map(_plain, parts))}
        case Except(part):
            return {"not": _plain(part)}
        case Said():
            return {"field": _TEXT, "words": filter.words}
        case Has():
            return {"field": filter.field, "is": list(filter.codes)}
        case Amount():
            bounds = ((name, getattr(filter, name)) for name in _BOUNDS)
            return {"field": filter.field} | {name: _figure(n) for name, n in bounds if n is not None}
        case When():
            days = ((name, getattr(filter, name)) for name in ("before", "since", "days", "never"))
            return {"field": filter.field} | {name: v for name, v in days if v is not None and v is not False}


def _figure(number: Decimal) -> int | str:
    return int(number) if number == number.to_integral_value() else format(number.normalize(), "f")
