"""Which kind of field answers a question, and what is told where that isn't what the form asks for (no Qt)."""

from collections.abc import Collection
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from yihu.base.i18n import N_
from yihu.ui.interview.views import FieldKind, Scale

if TYPE_CHECKING:
    from yihu.forms import Bounds

MOST_CARDS = 9
MOST_CARDS_OF_MANY = 30
_MOST_PICKED = 10_000

_PLAIN = {
    "decimal": FieldKind.NUMBER,
    "range": FieldKind.SLIDER,
    "time": FieldKind.TIME,
    "datetime": FieldKind.MOMENT,
    "geopoint": FieldKind.PLACE,
    "geotrace": FieldKind.PLACES,
    "geoshape": FieldKind.PLACES,
    "audio": FieldKind.FILE,
    "video": FieldKind.FILE,
    "file": FieldKind.FILE,
    "barcode": FieldKind.CODE,
    "note": FieldKind.NOTE,
    "acknowledge": FieldKind.ACKNOWLEDGE,
    "rank": FieldKind.RANK,
}
_SEARCHED = frozenset({"minimal", "autocomplete", "autocomplete_chars", "search", "map"})
_SPREAD = ("columns", "compact", "horizontal", "quickcompact")
_DRAWN = frozenset({"signature", "draw"})
_CALENDARS = frozenset({"ethiopian", "coptic", "islamic", "bikram-sambat", "myanmar", "persian", "buddhist"})

_OUTSIDE = N_("Another program would be asked here. Type the answer instead.")
_NO_FILE_OUTSIDE = N_("Another program would be asked here. Choose the file instead.")
_TOLD = {
    "image-map": N_("Choosing on the picture isn't possible here. Choose from the list."),
    "map": N_("There is no map here. Choose from the list."),
    "annotate": N_("Drawing on a photo isn't possible here. Choose the photo as it is."),
    "bearing": N_("This computer has no compass. Type the degrees."),
    "nfc": N_("This computer can't read such tags. Type what is written on it."),
    "printer": N_("Labels aren't printed here. Write what it would print."),
}
_TOLD_CALENDAR = N_("Write the date of the common calendar; other calendars aren't drawn yet.")
_TOLD_LINE = N_("There is no map here. Write the places one below the other: latitude, longitude.")


def field_kind(kind: str, appearances: Collection[str], choices: int) -> FieldKind:
    """The kind of field for a question's type, appearances and number of choices."""
    if kind == "select_one":
        return _one_of(appearances, choices)
    if kind == "select_multiple":
        return _many_of(appearances, choices)
    if kind == "image":
        return FieldKind.PHOTO if _DRAWN.isdisjoint(appearances) else FieldKind.SKETCH
    if kind == "date":
        return _date(appearances)
    if kind == "text":
        return _text(appearances)
    if kind == "integer":
        return FieldKind.COUNTER if "counter" in appearances else FieldKind.NUMBER
    if kind == "range" and "picker" in appearances:
        return FieldKind.LIST
    if kind == "range" and "rating" in appearances:
        return FieldKind.RATING
    return _PLAIN.get(kind, FieldKind.TEXT)


def _one_of(appearances: Collection[str], choices: int) -> FieldKind:
    grid = _grid(appearances)
    if grid is not None:
        return grid
    if "likert" in appearances:
        return FieldKind.LIKERT
    spread = any(each.startswith(_SPREAD) for each in appearances) and choices <= 3 * MOST_CARDS
    searched = (choices > MOST_CARDS and not spread) or not _SEARCHED.isdisjoint(appearances)
    return FieldKind.LIST if searched else FieldKind.CARDS


def _many_of(appearances: Collection[str], choices: int) -> FieldKind:
    grid = _grid(appearances)
    if grid is not None:
        return grid
    searched = choices > MOST_CARDS_OF_MANY or not _SEARCHED.isdisjoint(appearances)
    return FieldKind.MULTIPLE_LIST if searched else FieldKind.MULTIPLE


def _grid(appearances: Collection[str]) -> FieldKind | None:
    if "label" in appearances:
        return FieldKind.GRID_HEAD
    return FieldKind.GRID_ROW if not {"list-nolabel", "list"}.isdisjoint(appearances) else None


def _date(appearances: Collection[str]) -> FieldKind:
    if "year" in appearances:
        return FieldKind.YEAR
    return FieldKind.MONTH if "month-year" in appearances else FieldKind.DATE


def _text(appearances: Collection[str]) -> FieldKind:
    wanted = {
        "masked": FieldKind.MASKED,
        "numbers": FieldKind.DIGITS,
        "url": FieldKind.ADDRESS,
        "multiline": FieldKind.LONG_TEXT,
    }
    return next((kind for name, kind in wanted.items() if name in appearances), FieldKind.TEXT)


def told(kind: str, appearances: Collection[str]) -> str:
    """Why a question looks otherwise than its form asks, as msgid; empty where it doesn't."""
    if kind in ("geotrace", "geoshape"):
        return _TOLD_LINE
    if any(each.startswith("ex:") for each in appearances):
        return _NO_FILE_OUTSIDE if kind in ("image", "audio", "video", "file") else _OUTSIDE
    if any(each.startswith("printer:") for each in appearances):
        return _TOLD["printer"]
    if kind in ("date", "datetime") and not _CALENDARS.isdisjoint(appearances):
        return _TOLD_CALENDAR
    return next((_TOLD[each] for each in appearances if each in _TOLD), "")


def read_scale(bounds: "Bounds | None") -> Scale | None:
    """The scale of a range question; None where the form's numbers make none."""
    if bounds is None:
        return None
    try:
        start, end = Decimal(bounds.start or "0"), Decimal(bounds.end or "10")
        step = abs(Decimal(bounds.step or "1"))
    except InvalidOperation:
        return None
    fits = all(each.is_finite() for each in (start, end, step)) and step and start != end
    return Scale(start=start, end=end, step=step) if fits else None


def places_of(scale: Scale) -> tuple[str, ...]:
    """All numbers on a scale in their order, as they are written; at most ten thousand."""
    towards = scale.step if scale.end > scale.start else -scale.step
    count = min(int(abs(scale.end - scale.start) / scale.step), _MOST_PICKED)
    return tuple(plain(scale.start + at * towards) for at in range(count + 1))


def plain(number: Decimal) -> str:
    """A number as a person writes it: `5`, `1.5`."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
