"""The rules as data: `forms/data/checks.csv`.

Columns: id; number (of the rule in the register's list of 54; empty for our own); severity; scope
(`household`, `register`, `village`, `fund`: what the rule looks at); message and advice in two
languages, with places `{name}`; fields (properties that it names, space separated, `*` for any amount).
"""

import csv
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from yihu.base.i18n import CHINESE, language
from yihu.base.shipped import form_path

Severity = Literal["error", "warning"]
Scope = Literal["household", "register", "village", "fund"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckEntry:
    """One line of the table."""

    id: str
    number: int | None
    severity: Severity
    scope: Scope
    zh: str
    en: str
    advice_zh: str
    advice_en: str
    fields: tuple[str, ...]

    def message(self) -> str:
        """The sentence with its places, in the language in force."""
        return self.zh if language() == CHINESE else self.en

    def advice(self) -> str:
        """What to do, in the language in force."""
        return self.advice_zh if language() == CHINESE else self.advice_en


@lru_cache(maxsize=1)
def entries() -> dict[str, CheckEntry]:
    """All rules by id, in the table's order."""
    with form_path("data", "checks.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["id"]: _entry(row) for row in csv.DictReader(file)}


def _entry(row: dict[str, str]) -> CheckEntry:
    return CheckEntry(
        id=row["id"],
        number=int(row["number"]) if row["number"] else None,
        severity="warning" if row["severity"] == "warning" else "error",
        scope=row["scope"],  # type: ignore[arg-type]
        zh=row["zh"],
        en=row["en"],
        advice_zh=row["advice_zh"],
        advice_en=row["advice_en"],
        fields=tuple(row["fields"].split()),
    )
