"""Measures of poverty over any selection of the register."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from yihu.actions.workspace import Workspace
from yihu.base.i18n import translate
from yihu.register.deprivation import DIMENSIONS, INDICATORS
from yihu.register.income_lines import line_in_force
from yihu.register.indicators import (
    Deprivations,
    IncomePoverty,
    Multidimensional,
    measure_income,
    measure_multidimensional,
)
from yihu.storage.rows import HouseholdQuery


@dataclass(frozen=True, slots=True, kw_only=True)
class PovertyReport:
    """What was measured; both parts say themselves how many households they leave out for missing answers.

    Attributes:
        selected: households that the selection found.
        lines_yuan: the lines that were measured against, per head and year; several where regions differ.
        year: that the lines are of.
        titles: names of indicators and dimensions in the language in force.
        stale: households into which received changes are not worked yet; they are measured as before.
    """

    selected: int
    multidimensional: Multidimensional
    income: IncomePoverty
    lines_yuan: tuple[Decimal, ...]
    year: int
    titles: dict[str, str]
    stale: int


def measure_poverty(
    workspace: Workspace, query: HouseholdQuery | None = None, line_yuan: Decimal | None = None
) -> PovertyReport:
    """Alkire-Foster H, A, M0; FGT 0 to 2 and Gini of net income per head; weighed by persons.

    Args:
        query: which households; all by default.
        line_yuan: one line for all in place of the one in force at each place last year.
    """
    store, chosen = workspace.store, query or HouseholdQuery()
    year = workspace.clock.now().year - 1
    deprivations = [
        Deprivations(deprived=deprived, unknown=lacking, households=households, persons=persons or 0)
        for deprived, lacking, households, persons in store.deprivations(chosen)
    ]
    incomes = store.incomes(chosen)
    lines = {code: line_yuan or _line(code, year) for code in {code for code, _, _ in incomes}}
    amounts = {code: None if line is None else float(line) for code, line in lines.items()}
    return PovertyReport(
        selected=len(incomes),
        multidimensional=measure_multidimensional(deprivations, INDICATORS),
        income=measure_income(
            (None if cents is None else cents / 100, persons, amounts[code])
            for code, persons, cents in incomes
        ),
        lines_yuan=tuple(sorted({line for line in lines.values() if line is not None})),
        year=year,
        titles={one.name: translate(one.title) for one in INDICATORS}
        | {name: translate(title) for name, title in DIMENSIONS.items()},
        stale=store.stale(),
    )


def _line(village_code: str, year: int) -> Decimal | None:
    line = line_in_force(village_code if village_code.isdigit() else None, year)
    return line.yuan if line else None
