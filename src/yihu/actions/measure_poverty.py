"""Measures of poverty over any selection of the register."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from yihu.actions.workspace import Workspace
from yihu.base.i18n import translate
from yihu.register.deprivation import DIMENSIONS, INDICATORS
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
        lines_yuan: the lines that were measured against, per head and year; several where regions, years or
            the rules of the records differ.
        titles: names of indicators and dimensions in the language in force.
        stale: households into which received changes are not worked yet; they are measured as before.
    """

    selected: int
    multidimensional: Multidimensional
    income: IncomePoverty
    lines_yuan: tuple[Decimal, ...]
    titles: dict[str, str]
    stale: int


def measure_poverty(
    workspace: Workspace, query: HouseholdQuery | None = None, line_yuan: Decimal | None = None
) -> PovertyReport:
    """Alkire-Foster H, A, M0; FGT 0 to 2 and Gini of net income per head; weighed by persons.

    Args:
        query: which households; all by default.
        line_yuan: one line for all in place of each household's own: of its place, for the year of its income,
            by the rules that its record names.
    """
    store, chosen = workspace.store, query or HouseholdQuery()
    deprivations = [
        Deprivations(deprived=deprived, unknown=lacking, households=households, persons=persons or 0)
        for deprived, lacking, households, persons in store.deprivations(chosen)
    ]
    incomes = store.incomes(chosen)
    lines = {Decimal(cents) / 100 for cents in {cents for _, _, cents in incomes} if cents is not None}
    one = None if line_yuan is None else float(line_yuan)
    return PovertyReport(
        selected=len(incomes),
        multidimensional=measure_multidimensional(deprivations, INDICATORS),
        income=measure_income(
            (
                None if cents is None else cents / 100,
                persons,
                one if one is not None else None if line is None else line / 100,
            )
            for persons, cents, line in incomes
        ),
        lines_yuan=tuple(sorted(lines)) if line_yuan is None else (line_yuan,),
        titles={one.name: translate(one.title) for one in INDICATORS}
        | {name: translate(title) for name, title in DIMENSIONS.items()},
        stale=store.stale(),
    )
