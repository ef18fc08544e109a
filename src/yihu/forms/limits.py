"""What a form asks for that a desktop can't do, or that isn't drawn: told before anybody is on the way with it.

Each of these questions can be answered all the same: choices from a list, places and directions typed,
pictures taken or chosen.
"""

from collections.abc import Iterator
from typing import Final

from yihu.base.i18n import N_
from yihu.forms.form import Form, Group, Question, Repeat
from yihu.forms.problems import Problem
from yihu.forms.sheets import Workbook

_CALENDARS: Final = frozenset(
    ("ethiopian", "coptic", "islamic", "bikram-sambat", "myanmar", "persian", "buddhist")
)
_MAPS: Final = frozenset(("map", "maps", "quick-map", "placement-map"))
_Told = tuple[str, str, str]
_BY_APPEARANCE: Final[dict[str, _Told]] = {
    "image-map": (
        "not-drawn-image-map",
        N_("Choosing on a picture (image-map) isn't drawn."),
        N_("The choices are offered as a list."),
    ),
    "annotate": (
        "not-drawn-annotate",
        N_("Drawing on a picture (annotate) isn't possible."),
        N_("The picture itself is taken or chosen."),
    ),
    "bearing": (
        "not-on-desktop-bearing",
        N_("This computer has no compass."),
        N_("The direction is typed in degrees."),
    ),
    "nfc": (
        "not-on-desktop-nfc",
        N_("This computer reads no NFC tags."),
        N_("What stands on the tag is typed."),
    ),
    "printer": ("not-on-desktop-app", N_("Another app can't be asked here."), N_("The answer is typed.")),
}
_CALENDAR: Final[_Told] = (
    "not-drawn-calendar",
    N_("The calendar “{what}” isn't drawn."),
    N_("The date is given in the common calendar."),
)
_MAP: Final[_Told] = (
    "not-drawn-map",
    N_("Maps aren't drawn."),
    N_("The place is typed, pasted, or taken from a photo; choices are offered as a list."),
)
_SHAPE: Final[_Told] = (
    "not-drawn-shape",
    N_("Lines and areas can't be drawn on a map."),
    N_("Their points are typed or pasted: latitude longitude; latitude longitude."),
)
_APP: Final[_Told] = (
    "not-on-desktop-app",
    N_("Another app can't be asked here."),
    N_("The answer is typed."),
)
_SEARCH: Final[_Told] = (
    "surveycto-search",
    N_(
        "search() is a function of SurveyCTO, which other programs don't have: only the choices of the choices sheet are offered."
    ),
    N_(
        "Write select_one_from_file with the name of the file, and its conditions in the column choice_filter."
    ),
)
_BACKGROUND: Final[_Told] = (
    "not-on-desktop-background",
    N_("What the form has recorded in the background ({what}) isn't recorded here."),
    N_("Nothing needs to be done; that answer stays blank."),
)
_TYPES: Final = frozenset(("background-audio", "audit", "start-geopoint", "background-geopoint", "osm"))


def check_limits(form: Form, workbook: Workbook | None = None) -> Iterator[Problem]:
    """A warning for each question that isn't shown as its form has it; rows are known with the workbook only."""
    rows = _rows(workbook)
    for part in (*form.parts(), *(each for each in form.questions.values() if not each.shown)):
        for (code, message, advice), what in _limits(part):
            yield Problem(
                code=code, message=message, advice=advice, sheet="survey" if part.name in rows else "", row=rows.get(part.name),
                column="" if part.name not in rows else ("type" if code == "not-drawn-shape" else "appearance"),
                before=what, severity="warning", details=(("what", what),),
            )  # fmt: skip
    yield from _check_types(workbook)


def _limits(part: Question | Group | Repeat) -> Iterator[tuple[_Told, str]]:
    written = " ".join(part.appearances)
    if written.startswith("search(") or " search(" in written:
        yield _SEARCH, written
    elif written.startswith(("ex:", "printer:")) or (isinstance(part, Group) and "intent" in written):
        yield _APP, written
    else:
        yield from _by_words(part)
    if isinstance(part, Question) and part.kind in ("geotrace", "geoshape"):
        yield _SHAPE, part.kind


def _by_words(part: Question | Group | Repeat) -> Iterator[tuple[_Told, str]]:
    for word in part.appearances:
        if word in _BY_APPEARANCE:
            yield _BY_APPEARANCE[word], word
        elif word in _CALENDARS:
            yield _CALENDAR, word
        elif word in _MAPS and isinstance(part, Question) and part.kind not in ("geotrace", "geoshape"):
            yield _MAP, word


def _check_types(workbook: Workbook | None) -> Iterator[Problem]:
    sheet = workbook.sheet("survey") if workbook is not None else None
    for row, cells in sheet.numbered() if sheet is not None else ():
        column = sheet.column("type", "command") if sheet is not None else ""
        what = cells.get(column, "")
        if what.split(" ")[0] in _TYPES:
            code, message, advice = _BACKGROUND
            yield Problem(
                code=code, message=message, advice=advice, sheet="survey", row=row, column=column, before=what,
                severity="warning", details=(("what", what),),
            )  # fmt: skip


def _rows(workbook: Workbook | None) -> dict[str, int]:
    if workbook is None:
        return {}
    sheet = workbook.sheet("survey")
    column = sheet.column("name", "tag", "value")
    return {cells[column]: row for row, cells in sheet.numbered() if cells.get(column)}
