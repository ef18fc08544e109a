"""What a questionnaire looks up in the profiles: `pulldata('profiles', 'causes', 'name', ${profile})`.

`forms/profiles.csv` holds the shipped profiles for other programs (ODK, Kobo); here the register's own
profiles stand in for it as soon as a county has added one.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from yihu.register.profile import Profile

PROFILES = "profiles"
PROFILES_FILE = "profiles.csv"
NOTHING = "-"
"""Stands for an empty list: an empty cell says that nothing is known, and then everything is offered."""


def profile_rows(profiles: Iterable[Profile]) -> tuple[dict[str, str], ...]:
    """One row a name that records may bear (with its hash and without), by the names that the questionnaire asks for."""
    named: dict[str, Profile] = {}
    for each in profiles:
        named.setdefault(each.ref, each)
        named.setdefault(each.short_ref, each)
    return tuple(
        {
            "name": name,
            "causes": _codes(each.causes),
            "risks": _codes(each.risks),
            "categories": _codes(each.categories),
            "water_minutes": str(each.thresholds.water_minutes),
            "water_days": str(each.thresholds.water_days_without),
        }
        for name, each in named.items()
    )


def profile_table(profiles: Iterable[Profile]) -> str:
    """The same rows as CSV, as it lies beside the workbook."""
    rows = profile_rows(profiles)
    out = io.StringIO()
    table = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    table.writeheader()
    table.writerows(rows)
    return out.getvalue()


def _codes(codes: Sequence[str]) -> str:
    return " ".join(codes) or NOTHING
