"""From a profile's file (TOML, UTF-8) to a `Profile`, with every problem explained at once."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from decimal import Decimal
from difflib import get_close_matches
from hashlib import sha256
from typing import Any

from yihu.base.i18n import CHINESE, ENGLISH, N_
from yihu.register.check_table import entries
from yihu.register.codes import code_list
from yihu.register.profile import (
    OFF,
    REMOVAL_CONDITIONS,
    Counting,
    IncomeLine,
    Limits,
    Profile,
    Texts,
    Thresholds,
)
from yihu.register.profile_places import line_of_key
from yihu.register.profile_problems import ProfileProblem, ProfileRefused
from yihu.register.properties import INCOME_LINES

CHARACTERS_AT_MOST = 1_000_000
VERSION_AT_MOST = 10**9
_FIGURES_AT_MOST = {"thresholds": 10**7, "limits": 10_000}
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_HASH_DIGITS = 12
_PLACE = re.compile(r"line (\d+)")
_KEYS = (
    "id",
    "version",
    "title",
    "years",
    "standard",
    "lines",
    "income",
    "lists",
    "required",
    "thresholds",
    "limits",
    "severities",
    "removal",
)
_OPTIONAL = ("income", "severities")
_LISTS = {
    "causes": "cause",
    "risks": "risk",
    "categories": "monitored_category",
    "measure_categories": "measure_category",
}
_FIRST_YEAR, _LAST_YEAR = 1978, 2200
_SEVERITIES = ("error", "warning", OFF)
_LINE_KEYS = ("region", "name", "year", "yuan", "source")
_LANGUAGES = (CHINESE, ENGLISH)


def read_profile(text: str) -> Profile:
    """The profile in a file's text.

    Raises:
        ProfileRefused: with all problems: what isn't TOML, unknown and missing keys, unknown codes, amounts
            below 0, words of the wrong kind; each with its key, line, and what is allowed.
    """
    if len(text) > CHARACTERS_AT_MOST:
        raise ProfileRefused((ProfileProblem(code="profile-too-large", message=N_("It is far too large.")),))
    text = plain(text)
    try:
        content = tomllib.loads(text)
    except (ValueError, RecursionError) as broken:  # a number of thousands of digits is only a ValueError
        raise ProfileRefused((_syntax(broken),)) from broken
    reader = _Reader(text)
    profile = reader.profile(content)
    if reader.problems:
        raise ProfileRefused(tuple(_told_once(reader.problems)))
    return replace(profile, sha=sha256(text.encode(errors="replace")).hexdigest()[:_HASH_DIGITS])


def plain(text: str) -> str:
    """A file's text, whatever editor wrote it: no mark of the byte order, lines end as on Linux."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n")


def _syntax(broken: Exception) -> ProfileProblem:
    place = _PLACE.search(str(broken))
    return ProfileProblem(
        code="profile-syntax",
        message=N_("It is not written as such a file must be: look at quotes, commas, brackets and “=”."),
        line=int(place[1]) if place else None,
    )


def _told_once(problems: list[ProfileProblem]) -> Iterator[ProfileProblem]:
    """What is missing because the part around it is missing, or is no part, isn't told again."""
    gone = tuple(
        f"{each.key}." for each in problems if each.code in ("profile-key-missing", "profile-kind-wrong")
    )
    for each in problems:
        if not (each.code == "profile-key-missing" and each.key.startswith(gone)):
            yield each


class _Reader:
    """Goes through the file once and notes what is wrong; what it returns counts only when nothing is."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.problems: list[ProfileProblem] = []

    def profile(self, content: Mapping[str, Any]) -> Profile:
        self._known(content, "", _KEYS, _OPTIONAL)
        lists = self._table(content, "lists")
        self._known(lists, "lists.", tuple(_LISTS))
        counted = self._counted(self._table(content, "income"))
        codes = {name: self._codes(lists, name, "lists.", _values(of)) for name, of in _LISTS.items()}
        return Profile(
            id=self._id(content),
            version=self._whole(content, "version", 1, VERSION_AT_MOST),
            title=self._texts(content, "title"),
            years=self._years(content),
            standard=self._texts(content, "standard"),
            lines=self._lines(content),
            counted=counted,
            not_counted=frozenset(name for name, each in counted.items() if not each.counts),
            required_categories=self._required(self._table(content, "required")),
            thresholds=Thresholds(**self._figures(content, "thresholds", Thresholds)),
            limits=Limits(**self._figures(content, "limits", Limits)),
            severities=self._severities(self._table(content, "severities")),
            removal=self._codes(content, "removal", "", REMOVAL_CONDITIONS),
            causes=codes["causes"],
            risks=codes["risks"],
            categories=codes["categories"],
            measure_categories=codes["measure_categories"],
        )

    def _id(self, content: Mapping[str, Any]) -> str:
        id = self._text_of(content, "id")
        if id and not _ID.fullmatch(id):
            self._note("id-wrong", "id", N_("“{key}” may hold small letters, digits and “-” only."))
        return id

    def _years(self, content: Mapping[str, Any]) -> tuple[int, int | None]:
        years = self._table(content, "years")
        self._known(years, "years.", ("from", "to"), ("to",))
        first = self._whole(years, "from", _FIRST_YEAR, _LAST_YEAR, "years.")
        if "to" not in years:
            return first, None
        return first, self._whole(years, "to", first, _LAST_YEAR, "years.")

    def _lines(self, content: Mapping[str, Any]) -> tuple[IncomeLine, ...]:
        lines = content.get("lines", [])
        if not isinstance(lines, list) or not all(isinstance(line, dict) for line in lines):
            self._wrong_kind("lines", N_("a list of lines"))
            return ()
        found: dict[tuple[str, int], IncomeLine] = {}
        for number, line in enumerate(lines):
            at = f"lines[{number}]."
            self._known(line, at, _LINE_KEYS)
            read = self._line(line, at)
            if (read.region, read.year) in found:
                value = f"{read.region or '-'} {read.year}"
                self._note("value-twice", at[:-1], _TWICE, parameters={"value": value})
            found[read.region, read.year] = read
        return tuple(found.values())

    def _line(self, line: Mapping[str, Any], at: str) -> IncomeLine:
        region = self._text_of(line, "region", at, empty=True)
        if (not (region.isascii() and region.isdigit()) and region) or len(region) > 12:
            self._note(
                "region-wrong", f"{at}region", N_("“{key}” must be the first digits of a division code.")
            )
        return IncomeLine(
            region=region,
            region_name=self._text_of(line, "name", at),
            year=self._whole(line, "year", _FIRST_YEAR, _LAST_YEAR, at),
            yuan=self._amount(line, "yuan", at),
            source=self._text_of(line, "source", at),
        )

    def _counted(self, income: Mapping[str, Any]) -> dict[str, Counting]:
        names = tuple(name for group in INCOME_LINES.values() for name in group)
        self._known(income, "income.", names, names)
        return {name: self._counting(income, name) for name in income if name in names}

    def _counting(self, income: Mapping[str, Any], name: str) -> Counting:
        line, at = self._table(income, name, "income."), f"income.{name}."
        self._known(line, at, ("counts", "why", "source"))
        counts = line.get("counts", True)
        if not isinstance(counts, bool):
            self._wrong_kind(f"{at}counts", N_("true or false"))
        return Counting(
            counts=counts is True, why=self._texts(line, "why", at), source=self._text_of(line, "source", at)
        )

    def _required(self, required: Mapping[str, Any]) -> dict[str, tuple[tuple[str, ...], ...]]:
        causes = (*_values("cause"), *(each for each in _values("risk") if each not in _values("cause")))
        self._known(required, "required.", causes, causes)
        found = {}
        for cause, groups in required.items():
            if not isinstance(groups, list):
                self._wrong_kind(f"required.{cause}", N_("a list of lists of codes"))
                continue
            named = {str(place): group for place, group in enumerate(groups)}
            found[cause] = tuple(
                self._codes(named, place, f"required.{cause}.", _values("measure_category"))
                for place in named
            )
        return found

    def _severities(self, severities: Mapping[str, Any]) -> dict[str, str]:
        rules = tuple(entries())
        self._known(severities, "severities.", rules, rules)
        for rule, severity in severities.items():
            if severity not in _SEVERITIES:
                self._unknown_code(f"severities.{rule}", severity, _SEVERITIES)
        return {str(rule): str(severity) for rule, severity in severities.items()}

    def _figures(self, content: Mapping[str, Any], name: str, of: type) -> dict[str, Any]:
        table, kinds = self._table(content, name), {each.name: each.type for each in fields(of)}
        self._known(table, f"{name}.", tuple(kinds))
        grades = tuple(each for each in kinds if kinds[each] is not int)
        most = _FIGURES_AT_MOST[name]
        whole = {each: self._whole(table, each, 0, most, f"{name}.") for each in kinds if each not in grades}
        return whole | {
            each: self._codes(table, each, f"{name}.", _values("housing_grade")) for each in grades
        }

    def _table(self, content: Mapping[str, Any], key: str, at: str = "") -> Mapping[str, Any]:
        table = content.get(key, {})
        if isinstance(table, dict):
            return table
        self._wrong_kind(at + key, N_("a part of its own, with “name = value” below"))
        return {}

    def _texts(self, content: Mapping[str, Any], key: str, at: str = "") -> Texts:
        texts = self._table(content, key, at)
        if key in content:
            self._known(texts, f"{at}{key}.", _LANGUAGES, (ENGLISH,))
        return {name: self._text_of(texts, name, f"{at}{key}.") for name in texts if name in _LANGUAGES}

    def _text_of(self, content: Mapping[str, Any], key: str, at: str = "", *, empty: bool = False) -> str:
        text = content.get(key, "")
        if not isinstance(text, str) or (key in content and not empty and not text.strip()):
            self._wrong_kind(at + key, N_("words between quotes"))
            return ""
        return text

    def _whole(
        self, content: Mapping[str, Any], key: str, least: int = 0, most: int | None = None, at: str = ""
    ) -> int:
        number = content.get(key, least)
        if not isinstance(number, int) or isinstance(number, bool):
            self._wrong_kind(at + key, N_("a whole number"))
            return least
        self._between(number, at + key, least, most)
        return number

    def _amount(self, content: Mapping[str, Any], key: str, at: str) -> Decimal:
        amount = content.get(key, 0)
        if not isinstance(amount, int | float) or isinstance(amount, bool) or amount != amount:
            self._wrong_kind(at + key, N_("an amount in yuan"))
            return Decimal(0)
        self._between(amount, at + key, 0, 10**7)
        return Decimal(str(amount))

    def _between(self, number: float, key: str, least: int, most: int | None) -> None:
        if number < least:
            self._note(
                "number-too-small",
                key,
                N_("“{key}” is {value}; it can't be below {least}."),
                parameters={"value": number, "least": least},
            )
        elif most is not None and number > most:
            self._note(
                "number-too-large",
                key,
                N_("“{key}” is {value}; it can't be above {most}."),
                parameters={"value": number, "most": most},
            )

    def _codes(
        self, content: Mapping[str, Any], key: str, at: str, allowed: tuple[str, ...]
    ) -> tuple[str, ...]:
        codes = content.get(key, [])
        if not isinstance(codes, list) or not all(isinstance(code, str) for code in codes):
            self._wrong_kind(at + key, N_("a list of codes between quotes"))
            return ()
        for code in dict.fromkeys(codes):
            if code not in allowed:
                self._unknown_code(at + key, code, allowed)
            if codes.count(code) > 1:
                self._note("value-twice", at + key, _TWICE, parameters={"value": code})
        return tuple(codes)

    def _known(
        self,
        table: Mapping[str, Any],
        at: str,
        names: tuple[str, ...],
        optional: tuple[str, ...] = (),
    ) -> None:
        """Note keys that nobody reads, a mistyped one above all, and those that are missing."""
        for key in table:
            if key not in names:
                self._note("key-unknown", at + key, N_("“{key}” is not known."), value=key, allowed=names)
        for name in names:
            if name not in table and name not in optional:
                self._note("key-missing", at + name, N_("“{key}” is missing."))

    def _wrong_kind(self, key: str, kind: str) -> None:
        self._note("kind-wrong", key, N_("“{key}” must be {kind}."), parameters={"kind": kind})

    def _unknown_code(self, key: str, value: object, allowed: tuple[str, ...]) -> None:
        message = N_("“{key}”: the code “{value}” is not known.")
        self._note(
            "code-unknown", key, message, value=str(value), allowed=allowed, parameters={"value": str(value)}
        )

    def _note(
        self,
        code: str,
        key: str,
        message: str,
        *,
        value: str = "",
        allowed: tuple[str, ...] = (),
        parameters: dict[str, object] | None = None,
    ) -> None:
        close = get_close_matches(value, allowed, n=1, cutoff=0.75) if value else []
        self.problems.append(
            ProfileProblem(
                code=f"profile-{code}",
                message=message,
                key=key,
                line=line_of_key(self._text, key),
                parameters=parameters or {},
                close=close[0] if close else "",
                allowed=allowed,
            )
        )


_TWICE = N_("“{key}”: “{value}” stands twice.")


def _values(name: str) -> tuple[str, ...]:
    return tuple(code.value for code in code_list(name))
