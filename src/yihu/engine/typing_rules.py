"""How answers are written, by ODK's data types."""

import math
import re
from collections.abc import Callable, Mapping
from datetime import date, time
from decimal import Decimal

from yihu.base.errors import UserError
from yihu.base.i18n import N_
from yihu.forms import Bounds


class ValueRefused(UserError):
    """Text that is no value of the question's type. The answer stays as it was."""

    code = "value-refused"
    message = N_("That is not {wanted}.")
    advice = N_("The answer was left as it was.")


class ReadOnly(UserError):
    """An answer that can't be changed by hand."""

    code = "read-only"
    message = N_("This answer can't be changed by hand.")
    advice = N_("The answer was left as it was.")


CHARACTERS_AT_MOST = 20_000
_UNKEPT = re.compile("[\0\ud800-\udfff]")
_LEAST_INT, _MOST_INT = -2_147_483_648, 2_147_483_647
_NUMBER = re.compile(r"^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$")
_DATE = re.compile(r"^\d{4}-\d{2}-\d{2}$")
_MOMENT = re.compile(r"^(\d{4}-\d{2}-\d{2})(?:T(.+))?$")
_TIME_HERE = re.compile(r"^\d{2}:\d{2}(:\d{2}(\.\d+)?)?$")
_CLOCK = re.compile(r"^(\d{2}):(\d{2}):(\d{2})(\.\d+)?(Z|[+-]\d{2}:\d{2})?$")

WANTED: Mapping[str, str] = {
    "int": N_("a whole number"), "decimal": N_("a number"), "date": N_("a date such as 2026-05-31"),
    "time": N_("a time such as 09:30:00"), "dateTime": N_("a date and time such as 2026-05-31T09:30:00"),
    "geopoint": N_("a position: latitude, longitude, altitude, accuracy"),
    "geotrace": N_("a line of positions"), "geoshape": N_("an area of positions"),
}  # fmt: skip


def write(text: str, data_type: str) -> str | None:
    """The text as answers of this type are kept; "" for blank, None if it is no such value."""
    writer = _WRITERS.get(data_type)
    return text if writer is None or not text else writer(text)


def writer(data_type: str) -> Callable[[str], str | None] | None:
    """What writes a text that isn't blank as answers of this type are kept; None where any text is one."""
    return _WRITERS.get(data_type)


def accept(text: str, data_type: str) -> str:
    """The text as it is kept. Raises ValueRefused, also for what no file could hold."""
    if len(text) > CHARACTERS_AT_MOST:
        raise ValueRefused(wanted=N_("a text of at most 20,000 characters"))
    if not text.isprintable() and _UNKEPT.search(text):
        raise ValueRefused(wanted=N_("a text of whole characters"))
    written = write(text, data_type)
    if written is None or (written != text and data_type in _SAME and not _SAME[data_type](text, written)):
        raise ValueRefused(wanted=WANTED[data_type])
    return written


def _number(text: str) -> float | None:
    if text.isdigit() and text.isascii():
        return float(text)
    text = text.strip()
    return float(text) if _NUMBER.match(text) else None


def _write_int(text: str) -> str | None:
    number = _number(text)
    if number is None or not math.isfinite(number):
        return None
    whole = math.trunc(number)
    return str(whole) if _LEAST_INT <= whole <= _MOST_INT else None


def _write_decimal(text: str) -> str | None:
    number = _number(text)
    if number is None or not math.isfinite(number):
        return None
    return write_number(number)


def write_number(number: float) -> str:
    """A decimal as answers have it: plain digits without an exponent, at least one behind the point."""
    if number == math.trunc(number):
        return f"{math.trunc(number)}.0"
    text = repr(number)
    return text if "e" not in text else f"{number:.20f}".rstrip("0")


def _write_date(text: str) -> str | None:
    found = _MOMENT.match(text.strip())
    try:
        if found is None or (found[2] is not None and not _TIME_HERE.match(found[2])):
            return None
        return date.fromisoformat(found[1]).isoformat()
    except ValueError:
        return None


def _write_time(text: str) -> str | None:
    text = text.strip()
    return text if _is_time(text) else None


def _is_time(text: str) -> bool:
    found = _CLOCK.match(text)
    if not found:
        return False
    try:
        time(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return False
    return found[5] in (None, "Z") or (int(found[5][1:3]) <= 23 and int(found[5][4:6]) <= 59)


def _write_moment(text: str) -> str | None:
    text = text.strip()
    found = _MOMENT.match(text)
    if not found or _write_date(found[1]) is None:
        return None
    return text if found[2] is not None and _is_time(found[2]) else None


def _place(text: str) -> str | None:
    numbers = [_number(part) for part in text.split()]
    if not 2 <= len(numbers) <= 4 or any(number is None for number in numbers):
        return None
    known = [number for number in numbers if number is not None]
    # Zero and zero, off the coast of Africa, is what a receiver says that knows nothing.
    if not any(known[:2]) or abs(known[0]) > 90 or abs(known[1]) > 180:
        return None
    return " ".join(map(write_number, known))


def _write_places(least: int) -> Callable[[str], str | None]:
    def write_places(text: str) -> str | None:
        places = [_place(part) for part in text.split(";") if part.strip()]
        written = [place for place in places if place is not None]
        return "; ".join(written) if len(written) == len(places) >= least else None

    return write_places


_WRITERS: Mapping[str, Callable[[str], str | None]] = {
    "int": _write_int, "decimal": _write_decimal, "date": _write_date, "time": _write_time,
    "dateTime": _write_moment, "geopoint": _place, "geotrace": _write_places(2), "geoshape": _write_places(3),
}  # fmt: skip


def _same_numbers(text: str, written: str) -> bool:
    """Whether nothing was cut off: 12.7 is no 12, and a number has at most the digits that it keeps."""
    given = text.replace(";", " ").split()
    kept = written.replace(";", " ").split()
    return len(given) == len(kept) and all(map(_same_number, given, kept))


def _same_number(given: str, kept: str) -> bool:
    """Of up to 15 digits no two different numbers are the same float, which is quicker to tell."""
    if len(given) <= 15 and len(kept) <= 15 and "e" not in given.lower():
        return float(given) == float(kept)
    return Decimal(given) == Decimal(kept)


def _same_day(text: str, written: str) -> bool:
    return text.strip() == written


_SAME: Mapping[str, Callable[[str, str], bool]] = {
    "int": _same_numbers, "decimal": _same_numbers, "date": _same_day,
    "geopoint": _same_numbers, "geotrace": _same_numbers, "geoshape": _same_numbers,
}  # fmt: skip
"""What a person answers is taken as it is or refused, where a form's own default is made to fit."""


def check_bounds(text: str, bounds: Bounds) -> None:
    """Raises ValueRefused for a number beyond a scale."""
    ends = [number for number in (_number(bounds.start), _number(bounds.end)) if number is not None]
    number = _number(text)
    if len(ends) == 2 and number is not None and not min(ends) <= number <= max(ends):
        raise ValueRefused(wanted=N_("on the scale"))
