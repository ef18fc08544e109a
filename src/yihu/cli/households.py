"""`yihu households`, and how commands find one household."""

from __future__ import annotations

from collections.abc import Iterator

import click

from yihu.actions import HouseholdUnknown, Workspace, list_households, show_household
from yihu.base.errors import UserError
from yihu.base.i18n import N_, translate
from yihu.cli.opening import Command, Wiring
from yihu.cli.telling import OK, tell_json, tell_table
from yihu.storage.rows import PLAN_STATES, VISIT_STATES, HouseholdQuery, HouseholdRow

PAGE = 500


class HouseholdNotFound(UserError):
    """Neither an id nor a number of the register."""

    code = "household-unknown"
    message = N_("There is no such household on this laptop.")
    advice = N_("Look for it with: yihu households. Nothing was changed.")


def commands(wiring: Wiring) -> Iterator[click.Command]:
    """The command `households`."""
    yield _households(wiring)


def _households(wiring: Wiring) -> click.Command:
    @click.command("households", cls=Command, help=translate(N_("List households.")))
    @click.option("--village", help=translate(N_("Only this village, by its 12-digit code.")))
    @click.option("--group", help=translate(N_("Only this group of the village.")))
    @click.option(
        "--state",
        type=click.Choice(VISIT_STATES),
        help=translate(N_("Only those whose survey is in this state.")),
    )
    @click.option(
        "--plan",
        "plan_state",
        type=click.Choice(PLAN_STATES),
        help=translate(N_("Only those whose plan is in this state.")),
    )
    @click.option(
        "--text",
        default="",
        help=translate(N_("Name, pinyin initials, end of an ID number, or household number.")),
    )
    @click.option("--json", "as_json", is_flag=True, help=translate(N_("Tell it as JSON.")))
    def households(as_json: bool, **limits: str | None) -> int:
        with wiring.workspace() as workspace:
            rows = list(every_household(workspace, HouseholdQuery(**limits)))  # type: ignore[arg-type]
        if as_json:
            tell_json(rows)
        else:
            tell_table(
                [
                    (
                        row.id,
                        row.number,
                        row.head_name,
                        row.village,
                        row.group,
                        row.visit_state,
                        row.plan_state,
                    )
                    for row in rows
                ]
            )
        return OK

    return households


def every_household(workspace: Workspace, query: HouseholdQuery) -> Iterator[HouseholdRow]:
    """All households of a query, read page by page."""
    after: HouseholdRow | None = None
    while rows := list_households(workspace, query, after, PAGE):
        yield from rows
        after = rows[-1]


def find_household(workspace: Workspace, name: str) -> str:
    """The id of a household given by its id or its number in the register. Raises HouseholdNotFound."""
    try:
        return show_household(workspace, name).row.id
    except HouseholdUnknown:
        pass
    found = list_households(workspace, HouseholdQuery(text=name), None, PAGE)
    exact = [row.id for row in found if row.number == name]
    if len(exact) != 1:
        raise HouseholdNotFound
    return exact[0]
