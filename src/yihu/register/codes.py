"""The code lists with their official Chinese labels and English ones.

One table, `forms/data/codes.csv`, is the source for the program and for the choices of the
questionnaires; a test holds them together. Columns: list, code, zh, en, official (the code in the
standard or system named under source), source.
"""

import csv
from dataclasses import dataclass
from functools import lru_cache

from yihu.base.i18n import CHINESE, language
from yihu.base.shipped import form_path
from yihu.register.properties import VOCABULARY

MEASURE_CATEGORIES = "measure_category"
CAUSES = "cause"
DEVELOPMENT_CATEGORIES = ("industry", "employment", "finance", "welfare_post")
"""开发式帮扶: the first four of the 14 categories."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """One entry of a list. `official` is empty where no standard numbers it."""

    value: str
    zh: str
    en: str
    official: str = ""

    def label(self, of_language: str | None = None) -> str:
        """Its label in a language, the one in force by default."""
        return self.zh if (of_language or language()) == CHINESE else self.en


@lru_cache(maxsize=1)
def _lists() -> dict[str, dict[str, Code]]:
    lists: dict[str, dict[str, Code]] = {}
    with form_path("data", "codes.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            code = Code(value=row["code"], zh=row["zh"], en=row["en"], official=row["official"])
            lists.setdefault(row["list"], {})[code.value] = code
    return lists


def code_lists() -> tuple[str, ...]:
    """The names of all lists."""
    return tuple(_lists())


def code_list(name: str) -> tuple[Code, ...]:
    """A list's codes in their official order. KeyError for an unknown list."""
    return tuple(_lists()[name].values())


def label(list_name: str, value: str, of_language: str | None = None) -> str:
    """A code's label; the code itself where the list doesn't know it (another county's form)."""
    code = _lists()[list_name].get(value)
    return code.label(of_language) if code else value


def label_of(property_name: str, value: str, of_language: str | None = None) -> str:
    """A property's value in words, codes of a select_multiple joined; other values as they are."""
    known = VOCABULARY.get(property_name)
    if known is None or known.code_list is None:
        return value
    words = [label(known.code_list, code, of_language) for code in value.split()]
    return ("、" if (of_language or language()) == CHINESE else ", ").join(words)
