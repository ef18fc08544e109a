"""The catalogue of measures: which cause suggests what (`forms/data/causes_measures.csv`).

Columns: key; causes (codes of causes, risks and situations, space separated); when (a condition of
`suggest`); category; content, unit and reason in two languages; amount (a number or what is
counted); gain_kind, gain_times (yearly, once), gain_low_yuan, gain_high_yuan; fund_source, fund_yuan;
profiles (ids of the periods that know it, space separated; empty: all of them).
"""

import csv
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from yihu.base.shipped import form_path


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueEntry:
    """One measure that can be suggested; texts by language (`zh_CN`, `en`)."""

    key: str
    causes: tuple[str, ...]
    when: str
    category: str
    content: dict[str, str]
    unit: dict[str, str]
    reason: dict[str, str]
    amount: str
    gain_kind: str
    gain_times: str
    gain_low_yuan: Decimal | None
    gain_high_yuan: Decimal | None
    fund_source: str
    fund_yuan: Decimal | None
    profiles: tuple[str, ...]


@lru_cache(maxsize=1)
def catalogue() -> tuple[CatalogueEntry, ...]:
    """All measures, in the order in which they are suggested for a cause."""
    with form_path("data", "causes_measures.csv").open(encoding="utf-8-sig", newline="") as file:
        return tuple(_entry(row) for row in csv.DictReader(file))


def _entry(row: dict[str, str]) -> CatalogueEntry:
    return CatalogueEntry(
        key=row["key"],
        causes=tuple(row["causes"].split()),
        when=row["when"],
        category=row["category"],
        content=_texts(row, "content"),
        unit=_texts(row, "unit"),
        reason=_texts(row, "reason"),
        amount=row["amount"],
        gain_kind=row["gain_kind"],
        gain_times=row["gain_times"],
        gain_low_yuan=_yuan(row["gain_low_yuan"]),
        gain_high_yuan=_yuan(row["gain_high_yuan"]),
        fund_source=row["fund_source"],
        fund_yuan=_yuan(row["fund_yuan"]),
        profiles=tuple(row["profiles"].split()),
    )


def _texts(row: dict[str, str], column: str) -> dict[str, str]:
    return {"zh_CN": row[f"{column}_zh"], "en": row[f"{column}_en"]}


def _yuan(text: str) -> Decimal | None:
    return Decimal(text) if text else None
