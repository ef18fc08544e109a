"""The list of households with its filter, as it is saved for other programs. No Qt."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from yihu.actions.list_households import list_households
from yihu.actions.save_list import ListColumn, ListOnScreen
from yihu.base.i18n import N_, translate
from yihu.ui.state_words import plan_words, visit_words

if TYPE_CHECKING:
    from yihu.actions.workspace import Workspace
    from yihu.storage.rows import HouseholdQuery, HouseholdRow

_AT_ONCE = 500


def household_list(
    workspace: Workspace, query: HouseholdQuery, total: int, *, name: str, title: str, shown: str
) -> ListOnScreen:
    """All households that a query finds. `shown`: the filter in words."""
    columns = (
        ListColumn(name="division_code", title=translate(N_("Code of the village"))),
        ListColumn(name="township", title=translate(N_("Township"))),
        ListColumn(name="village", title=translate(N_("Village"))),
        ListColumn(name="group", title=translate(N_("Group"))),
        ListColumn(name="household_number", title=translate(N_("Household number"))),
        ListColumn(name="head_name", title=translate(N_("Head of the household"))),
        ListColumn(name="address", title=translate(N_("Address"))),
        ListColumn(name="member_count", title=translate(N_("People")), kind="integer"),
        ListColumn(
            name="category",
            title=translate(N_("Monitored category")),
            kind="code",
            code_list="monitored_category",
        ),
        ListColumn(name="visit_state", title=translate(N_("Visit"))),
        ListColumn(name="plan_state_words", title=translate(N_("Its plan"))),
        ListColumn(name="conflicts", title=translate(N_("Answers that differ")), kind="integer"),
        ListColumn(name="checks", title=translate(N_("Checks")), kind="integer"),
        ListColumn(name="seen_on", title=translate(N_("Last met")), kind="date"),
        ListColumn(name="due_on", title=translate(N_("Due")), kind="date"),
    )
    return ListOnScreen(
        name=name,
        title=title,
        filter=shown,
        columns=columns,
        rows=lambda: (_cells(row) for row in _rows(workspace, query)),
        total=total,
        people=total,
    )


def _rows(workspace: Workspace, query: HouseholdQuery) -> Iterator[HouseholdRow]:
    after: HouseholdRow | None = None
    while found := list_households(workspace, query, after, _AT_ONCE):
        yield from found
        after = found[-1]


def _cells(row: HouseholdRow) -> tuple[str | int | None, ...]:
    return (
        row.village_code,
        row.township,
        row.village,
        row.group,
        row.number,
        row.head_name,
        row.address,
        row.persons or None,
        row.category,
        visit_words(row.visit_state, row.progress)[0],
        plan_words(row.plan_state)[0],
        row.conflicts,
        row.checks,
        row.seen_on,
        row.due_on,
    )
