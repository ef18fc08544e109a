"""Tables of how the work stands: villages, completeness, answers that differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from yihu.actions.report_completeness import report_completeness
from yihu.actions.table_sources import Source, new_sheet, plain_column
from yihu.base.i18n import N_, translate
from yihu.storage.rows import PLAN_STATES, VISIT_STATES

if TYPE_CHECKING:
    from yihu.exchange.outgoing import Cell, Column, Sheet


def _village_columns() -> tuple[Column, ...]:
    return (
        replace(
            plain_column("division_code", translate(N_("Code of the village"))), property="division_code"
        ),
        plain_column("township", translate(N_("Township"))),
        plain_column("village", translate(N_("Village"))),
    )


_VISITS = dict(
    zip(
        VISIT_STATES,
        (
            N_("Not visited"), N_("Survey under way"), N_("Surveyed"), N_("Nobody home"), N_("Refused"), N_("Moved away"),
        ),
        strict=True,
    )
)  # fmt: skip
_PLANS = dict(
    zip(
        PLAN_STATES,
        (N_("No plan yet"), N_("Plan to make"), N_("Plan as draft"), N_("Plan agreed"), N_("Plan signed")),
        strict=True,
    )
)


def villages_sheet(source: Source) -> Sheet:
    columns = (
        *_village_columns(),
        plain_column("households", translate(N_("Households")), "integer"),
        *(plain_column(f"visit_{state}", translate(words), "integer") for state, words in _VISITS.items()),
        *(plain_column(f"plan_{state}", translate(words), "integer") for state, words in _PLANS.items()),
    )

    def rows() -> Iterator[Sequence[Cell]]:
        for one in source.workspace.store.counts().villages:
            if not source.villages or one.code in source.villages:
                yield [
                    one.code, one.township, one.name, one.households,
                    *(one.visit[state] for state in VISIT_STATES), *(one.plan[state] for state in PLAN_STATES),
                ]  # fmt: skip

    return new_sheet("villages", translate(N_("Villages")), columns, rows())


def completeness_sheet(source: Source) -> Sheet:
    figures = {
        "expected": N_("Expected"),
        "visited": N_("Visited"),
        "ended": N_("Ended"),
        "finished": N_("Surveyed"),
        "conflicts": N_("Households with answers that differ"),
        "waiting": N_("Households with changes that wait"),
    }
    columns = (
        *_village_columns(),
        plain_column("team", translate(N_("Team"))),
        *(plain_column(name, translate(words), "integer") for name, words in figures.items()),
    )

    def rows() -> Iterator[Sequence[Cell]]:
        for village in report_completeness(source.workspace).villages:
            if source.villages and village.code not in source.villages:
                continue
            for team in village.teams:
                yield [
                    village.code, village.township, village.name, team.team,
                    *(getattr(team, name) for name in figures),
                ]  # fmt: skip

    return new_sheet("completeness", translate(N_("Progress of the villages")), columns, rows())


_CONFLICTS_AT_MOST = 1_000_000


def conflicts_sheet(source: Source) -> Sheet:
    columns = (
        plain_column("village", translate(N_("Village"))),
        plain_column("head_name", translate(N_("Head of the household"))),
        plain_column("household", translate(N_("Household (id)"))),
        plain_column("path", translate(N_("Question"))),
        plain_column("value", translate(N_("Answer"))),
        plain_column("person", translate(N_("Person"))),
        plain_column("laptop", translate(N_("Laptop"))),
    )

    def rows() -> Iterator[Sequence[Cell]]:
        for found in source.workspace.store.conflicts(None, _CONFLICTS_AT_MOST):
            for one in found.values:
                value = "" if one.value is None else str(one.value)
                yield [
                    found.village, found.head_name, found.household_id, found.path, value, one.person, one.laptop,
                ]  # fmt: skip

    return new_sheet("conflicts", translate(N_("Answers that differ")), columns, rows())
