"""Tasks as an iCalendar file (RFC 5545), for a telephone or a calendar program. No names of people stand in it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

FOLD_OCTETS = 75
_PRODUCT = "-//Yihu//Task book//EN"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """One all-day entry.

    Attributes:
        id: stays the same whenever it is exported, so that a calendar replaces it. on: ISO date.
        title, place, category: plain words. done: it is shown as over, and reminds of nothing.
        remind_days: so many days before, at nine in the morning.
    """

    id: str
    on: str
    title: str
    place: str = ""
    category: str = ""
    done: bool = False
    remind_days: int = 1


def calendar_text(appointments: Iterable[Appointment], name: str, made_at: datetime) -> str:
    """The whole file; lines end with CR LF and none is longer than 75 octets in UTF-8."""
    stamp = made_at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{_PRODUCT}", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    lines.append(f"X-WR-CALNAME:{_escaped(name)}")
    for each in appointments:
        lines += _event(each, stamp)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _event(appointment: Appointment, stamp: str) -> Iterator[str]:
    day = date.fromisoformat(appointment.on)
    yield from ("BEGIN:VEVENT", f"UID:{appointment.id}@yihu", f"DTSTAMP:{stamp}")
    yield f"DTSTART;VALUE=DATE:{_plain(day)}"
    if day < date.max:
        yield f"DTEND;VALUE=DATE:{_plain(day + timedelta(days=1))}"
    yield f"SUMMARY:{_escaped(appointment.title)}"
    if appointment.place:
        yield f"LOCATION:{_escaped(appointment.place)}"
    if appointment.category:
        yield f"CATEGORIES:{_escaped(appointment.category)}"
    yield "TRANSP:TRANSPARENT"
    yield f"STATUS:{'CANCELLED' if appointment.done else 'CONFIRMED'}"
    if not appointment.done:
        yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{_escaped(appointment.title)}")
        yield from (f"TRIGGER:{_before(appointment.remind_days)}", "END:VALARM")
    yield "END:VEVENT"


def _before(days: int) -> str:
    """Nine in the morning so many days before: the day begins at midnight."""
    return "PT9H" if days == 0 else "-PT15H" if days == 1 else f"-P{days - 1}DT15H"


def _escaped(text: str) -> str:
    """A TEXT value: backslash, semicolon, comma and line ends are marked; control characters have no place in it."""
    marked = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    lines = marked.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")
    return _CONTROL.sub("", lines)


def _folded(line: str) -> Iterator[str]:
    """A line in pieces of at most 75 octets, the further ones behind a space; no character is cut."""
    piece, octets = "", 0
    for character in line:
        size = len(character.encode())
        if octets + size > FOLD_OCTETS:
            yield piece
            piece, octets = " ", 1
        piece += character
        octets += size
    yield piece


def _plain(day: date) -> str:
    return day.isoformat().replace("-", "")
