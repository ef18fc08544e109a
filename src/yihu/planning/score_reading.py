"""A score card out of its file (TOML); every problem is told with its place."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from fractions import Fraction
from typing import Any

from yihu.base.errors import UserError
from yihu.base.i18n import LANGUAGES, N_, translate
from yihu.base.shipped import form_path
from yihu.planning.progress import Timetable
from yihu.planning.score import DEEDS, GRADES, MEASURES, Item, ScoreCard

_KEYS = ("id", "version", "title", "item", "grades", "veto", "timetable")
_TIMETABLE_KEYS = ("start", "end", "target_percent")
_ITEM_KEYS = ("measure", "weight", "full")
_NAME = re.compile(r"[a-z][a-z0-9_-]{0,63}")
CHARACTERS_AT_MOST = 100_000
ITEMS_AT_MOST = 50


class ScoreCardRefused(UserError):
    """A file that can't become a score card. `problems` holds every reason found, in the window's language."""

    code = "scorecard-refused"
    message = N_("This score card can't be used: {first}")
    advice = N_("Correct the file and choose it again. The score card in use was not changed.")

    def __init__(self, problems: list[str]) -> None:
        super().__init__(first=" ".join(problems[:3]))
        self.problems = tuple(problems)


def shipped_scorecard() -> ScoreCard:
    """The one that comes with the program."""
    return read_scorecard(form_path("scorecards", "yearly.toml").read_text(encoding="utf-8"))


def read_scorecard(text: str) -> ScoreCard:
    """The card that a file describes. Raises ScoreCardRefused."""
    if len(text) > CHARACTERS_AT_MOST:
        raise ScoreCardRefused([translate(N_("It is too large to be a score card."))])
    try:
        read = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        line = re.search(r"line (\d+)", str(error))
        said = translate(
            N_(
                "Line {line} isn't written as such a file has to be (quotation marks, brackets, equals signs)."
            )
        )
        raise ScoreCardRefused([said.format(line=line[1] if line else 1)]) from error
    if problems := list(_problems(read)):
        raise ScoreCardRefused(problems)
    return ScoreCard(
        id=read["id"],
        version=read["version"],
        title=read["title"],
        items=tuple(_item(each) for each in read["item"]),
        grades=read["grades"],
        deeds=tuple(read.get("veto", {}).get("deeds", ())),
        timetable=_timetable(read.get("timetable")),
    )


def _timetable(read: Mapping[str, Any] | None) -> Timetable | None:
    if read is None:
        return None
    return Timetable(
        start=read["start"].isoformat(),
        end=read["end"].isoformat(),
        target_percent=read.get("target_percent", 100),
    )


def _item(read: Mapping[str, Any]) -> Item:
    return Item(measure=read["measure"], weight=read["weight"], full=Fraction(str(read.get("full", 1))))


def _problems(read: Mapping[str, Any]) -> Iterator[str]:
    yield from _unknown("", read, _KEYS)
    if not isinstance(read.get("id"), str) or not _NAME.fullmatch(read["id"]):
        yield _said("id", N_("small letters, digits and hyphens"))
    if not _is_count(read.get("version")):
        yield _said("version", N_("a whole number from 1 on"))
    title = read.get("title")
    if not isinstance(title, dict) or not all(
        isinstance(title.get(each), str) and title[each] for each in LANGUAGES
    ):
        yield _said("title", N_("a text in each language (zh_CN, en)"))
    yield from _item_problems(read.get("item"))
    yield from _grade_problems(read.get("grades"))
    yield from _veto_problems(read.get("veto", {}))
    yield from _timetable_problems(read.get("timetable"))


def _item_problems(items: object) -> Iterator[str]:
    if not isinstance(items, list) or not 0 < len(items) <= ITEMS_AT_MOST:
        yield _said("item", N_("1 to 50 sections [[item]]"))
        return
    for number, item in enumerate(items, start=1):
        if not isinstance(item, dict):
            yield _said(f"item[{number}]", N_("a section [[item]]"))
            continue
        yield from _unknown(f"item[{number}].", item, _ITEM_KEYS)
        if item.get("measure") not in MEASURES:
            yield _one_of(f"item[{number}].measure", item.get("measure"), MEASURES)
        if not _is_count(item.get("weight")):
            yield _said(f"item[{number}].weight", N_("a whole number from 1 on"))
        full = item.get("full", 1)
        if isinstance(full, bool) or not isinstance(full, int | float) or not 0 < full <= 10:
            yield _said(f"item[{number}].full", N_("a number above 0, at most 10 (1 is 100 %)"))


def _grade_problems(grades: object) -> Iterator[str]:
    if not isinstance(grades, dict) or set(grades) != set(GRADES):
        yield _said("grades", N_("excellent, good and pass"))
        return
    points = [grades[name] for name in GRADES]
    if not all(isinstance(each, int) and not isinstance(each, bool) and 0 <= each <= 100 for each in points):
        yield _said("grades", N_("points from 0 to 100"))
    elif points != sorted(points, reverse=True):
        yield _said("grades", N_("excellent not below good, good not below pass"))


def _veto_problems(veto: object) -> Iterator[str]:
    if not isinstance(veto, dict):
        yield _said("veto", N_("a section [veto]"))
        return
    yield from _unknown("veto.", veto, ("deeds",))
    deeds = veto.get("deeds", [])
    if not isinstance(deeds, list):
        yield _said("veto.deeds", N_("a list in brackets"))
        return
    for deed in deeds:
        if deed not in DEEDS:
            yield _one_of("veto.deeds", deed, DEEDS)


def _timetable_problems(table: object) -> Iterator[str]:
    if table is None:
        return
    if not isinstance(table, dict):
        yield _said("timetable", N_("a section [timetable]"))
        return
    yield from _unknown("timetable.", table, _TIMETABLE_KEYS)
    days = [table.get(name) for name in ("start", "end")]
    if any(type(day) is not date for day in days):
        yield _said("timetable", N_("start and end as dates like 2026-03-01"))
    elif days[0] > days[1]:  # type: ignore[operator]
        yield _said("timetable.end", N_("a day that isn't before the start"))
    target = table.get("target_percent", 100)
    if not _is_count(target) or target > 100:
        yield _said("timetable.target_percent", N_("a whole number from 1 to 100"))


def _unknown(start: str, read: Mapping[str, Any], known: tuple[str, ...]) -> Iterator[str]:
    for key in read.keys() - set(known):
        yield _one_of(f"{start}{key}", key, known)


def _one_of(place: str, found: object, allowed: tuple[str, ...]) -> str:
    close = get_close_matches(str(found), allowed, n=1)
    if close:
        said = translate(N_("{key}: “{found}” isn't known. Did you mean “{close}”?"))
        return said.format(key=place, found=found, close=close[0])
    return translate(N_("{key}: “{found}” isn't known. It may be: {allowed}.")).format(
        key=place, found=found, allowed=", ".join(allowed)
    )


def _said(place: str, what: str) -> str:
    return translate(N_("{key}: here belongs {what}.")).format(key=place, what=translate(what))


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value <= 10**6
