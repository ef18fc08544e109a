"""`yihu plan show`, `drafts`, `compare`, `choose`, `new`, `suggest`, `agree`, `sign`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from yihu.actions import (
    PlanReport,
    Workspace,
    add_signed_sheet,
    adopt_measure,
    agree_plan,
    begin_draft,
    choose_plan,
    compare_plans,
    leave_plan,
    open_plan,
    show_plan,
    sign_plan,
)
from yihu.base.i18n import N_, translate
from yihu.cli.households import find_household
from yihu.cli.opening import Command, Wiring
from yihu.cli.plan_telling import (
    tell_choice,
    tell_columns,
    tell_drafts,
    tell_plan,
    tell_step,
    tell_suggestions,
)
from yihu.cli.telling import DECIDE, OK, REFUSED, tell_json

if TYPE_CHECKING:
    from yihu.actions import PlanDesk

_HOUSEHOLD = click.argument("household")
_JSON = click.option("--json", "as_json", is_flag=True, help=translate(N_("Tell it as JSON.")))
_WHICH = N_("Number of the plan as in `drafts`; else the one that is worked on.")


def commands(wiring: Wiring) -> Iterator[click.Command]:
    """What is done with the plans of one household."""
    yield _show(wiring)
    yield _drafts(wiring)
    yield _compare(wiring)
    yield _choose(wiring)
    yield _new(wiring)
    yield _suggest(wiring)
    yield _agree(wiring)
    yield _sign(wiring)


def _show(wiring: Wiring) -> click.Command:
    @click.command(
        "show",
        cls=Command,
        help=translate(
            N_("A household's plan: causes with their evidence, measures, expected income, doubts.")
        ),
    )
    @_HOUSEHOLD
    @click.option(
        "--plan", "number", help=translate(N_("Number of the plan as in `drafts`; else the one in force."))
    )
    @_JSON
    def show(household: str, number: str | None, as_json: bool) -> int:
        with wiring.workspace() as workspace:
            view = show_plan(workspace, find_household(workspace, household), number)
        if as_json:
            tell_json(view)
        else:
            tell_plan(view)
        return DECIDE if view.undecided else OK

    return show


def _drafts(wiring: Wiring) -> click.Command:
    @click.command(
        "drafts",
        cls=Command,
        help=translate(N_("The drafts and versions of a household's plan; one is in force.")),
    )
    @_HOUSEHOLD
    @_JSON
    def drafts(household: str, as_json: bool) -> int:
        with wiring.workspace() as workspace:
            comparison = compare_plans(workspace, find_household(workspace, household))
        if as_json:
            tell_json({"undecided": comparison.undecided, "plans": comparison.lines})
        else:
            tell_drafts(comparison)
        return DECIDE if comparison.undecided else OK

    return drafts


def _compare(wiring: Wiring) -> click.Command:
    @click.command(
        "compare",
        cls=Command,
        help=translate(N_("Plans side by side: measures, money, gains, expected income.")),
    )
    @_HOUSEHOLD
    @click.argument("numbers", nargs=-1)
    @_JSON
    def compare(household: str, numbers: tuple[str, ...], as_json: bool) -> int:
        with wiring.workspace() as workspace:
            comparison = compare_plans(workspace, find_household(workspace, household))
        lines = [comparison.line(number) for number in numbers] or list(comparison.lines)
        if as_json:
            tell_json({"undecided": comparison.undecided, "plans": lines})
        else:
            tell_columns(comparison, lines)
        return DECIDE if comparison.undecided else OK

    return compare


def _choose(wiring: Wiring) -> click.Command:
    @click.command(
        "choose",
        cls=Command,
        help=translate(N_("Say which plan is the household's one plan; the others stay readable.")),
    )
    @_HOUSEHOLD
    @click.argument("number")
    @_JSON
    def choose(household: str, number: str, as_json: bool) -> int:
        with wiring.workspace() as workspace:
            id_ = find_household(workspace, household)
            comparison = compare_plans(workspace, id_)
            line = comparison.line(number)
            report = choose_plan(workspace, id_, line.plan.record, comparison.heads)
        if as_json:
            tell_json(report)
        else:
            tell_choice(line)
        return OK

    return choose


def _new(wiring: Wiring) -> click.Command:
    @click.command(
        "new",
        cls=Command,
        help=translate(
            N_("Another draft beside the plan, empty or as a copy; after a signed one the next version.")
        ),
    )
    @_HOUSEHOLD
    @click.option(
        "--copy", "copy_of", help=translate(N_("Number of the plan whose measures it begins with."))
    )
    @_JSON
    def new(household: str, copy_of: str | None, as_json: bool) -> int:
        with wiring.workspace() as workspace:
            id_ = find_household(workspace, household)
            desk = begin_draft(workspace, id_, _record(workspace, id_, copy_of))
            leave_plan(workspace, desk)
            comparison = compare_plans(workspace, id_)
        if as_json:
            tell_json({"record": desk.interview.record, "plan": desk.plan})
        else:
            tell_drafts(comparison)
        return OK

    return new


def _suggest(wiring: Wiring) -> click.Command:
    @click.command(
        "suggest",
        cls=Command,
        help=translate(N_("Measures to consider, each with its reason; some can be taken over.")),
    )
    @_HOUSEHOLD
    @click.option("--plan", "number", help=translate(_WHICH))
    @click.option(
        "--adopt",
        "keys",
        multiple=True,
        help=translate(N_("Key of a suggestion to take over; several times.")),
    )
    @_JSON
    def suggest(household: str, number: str | None, keys: tuple[str, ...], as_json: bool) -> int:
        with wiring.workspace() as workspace:
            id_ = find_household(workspace, household)
            desk = open_plan(workspace, id_, _record(workspace, id_, number))
            for key in keys:
                found = next((one for one in desk.suggestions if one.key == key), None)
                if found is None:
                    raise click.UsageError(
                        translate(N_("There is no suggestion {key} for it.")).format(key=key)
                    )
                desk = adopt_measure(workspace, desk, found)
            leave_plan(workspace, desk)
        if as_json:
            tell_json({"plan": desk.plan, "suggestions": desk.suggestions})
        else:
            tell_suggestions(desk.suggestions)
        return OK

    return suggest


def _agree(wiring: Wiring) -> click.Command:
    @click.command(
        "agree",
        cls=Command,
        help=translate(N_("The household agreed: the plan stands fast and is in force.")),
    )
    @_HOUSEHOLD
    @click.option("--plan", "number", help=translate(_WHICH))
    @_JSON
    def agree(household: str, number: str | None, as_json: bool) -> int:
        with wiring.workspace() as workspace:
            id_ = find_household(workspace, household)
            desk = open_plan(workspace, id_, _record(workspace, id_, number))
            return _stepped(desk, agree_plan(workspace, desk), as_json)

    return agree


def _sign(wiring: Wiring) -> click.Command:
    @click.command(
        "sign",
        cls=Command,
        help=translate(
            N_("The paper was signed: who, when, and the photo of the signed sheet, which may come later.")
        ),
    )
    @_HOUSEHOLD
    @click.option("--plan", "number", help=translate(_WHICH))
    @click.option("--signer", help=translate(N_("Who signed; else the head of the household.")))
    @click.option(
        "--on",
        "day",
        type=click.DateTime(["%Y-%m-%d"]),
        help=translate(N_("Day of the signature; else today.")),
    )
    @click.option(
        "--photo",
        type=click.Path(dir_okay=False, path_type=Path),
        help=translate(N_("Photo of the signed sheet.")),
    )
    @_JSON
    def sign(
        household: str,
        number: str | None,
        signer: str | None,
        day: datetime | None,
        photo: Path | None,
        as_json: bool,
    ) -> int:
        with wiring.workspace() as workspace:
            id_ = find_household(workspace, household)
            desk = open_plan(workspace, id_, _record(workspace, id_, number))
            if desk.plan.state == "signed" and photo is not None and not signer and day is None:
                return _stepped(desk, add_signed_sheet(workspace, desk, photo), as_json)
            on: date | None = day.date() if day else None
            return _stepped(
                desk, sign_plan(workspace, desk, signer=signer, signed_on=on, photo=photo), as_json
            )

    return sign


def _record(workspace: Workspace, household_id: str, number: str | None) -> str | None:
    """The record of a plan's number. Raises PlanUnknown."""
    if number is None:
        return None
    return compare_plans(workspace, household_id).line(number).plan.record


def _stepped(desk: PlanDesk, report: PlanReport, as_json: bool) -> int:
    if as_json:
        tell_json(report)
    else:
        tell_step(desk, report)
    return OK if report.sealed else REFUSED
