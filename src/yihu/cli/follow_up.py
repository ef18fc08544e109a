"""`yihu follow-up`, `yihu due`, `yihu life-map`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from yihu.actions import DueLine, FollowUpView, list_due, show_follow_up, show_life_map
from yihu.base.i18n import N_, translate, translate_count
from yihu.cli.households import find_household
from yihu.cli.opening import Command, Wiring
from yihu.cli.telling import OK, tell, tell_json
from yihu.planning.procedure import TITLES
from yihu.register import codes

if TYPE_CHECKING:
    from yihu.planning.procedure import Procedure, Step

MET = {True: N_("met"), False: N_("not met"), None: N_("not known")}
COLOURS = {"red": N_("red"), "yellow": N_("yellow"), "green": N_("green"), "grey": N_("grey")}
STEP_STATES = {
    "done": N_("done on {on}"),
    "refused": N_("refused on {on}"),
    "waiting": N_("hangs until {until}"),
    "next": N_("next"),
    "later": N_("later"),
}


def commands(wiring: Wiring) -> Iterator[click.Command]:
    """The commands `follow-up`, `due` and `life-map`."""
    yield _follow_up(wiring)
    yield _due(wiring)
    yield _life_map(wiring)


def _follow_up(wiring: Wiring) -> click.Command:
    @click.command(
        "follow-up",
        cls=Command,
        help=translate(
            N_("What became of a household's plan: measures, visits, quarters, procedures, conditions.")
        ),
    )
    @click.argument("household")
    @click.option("--json", "as_json", is_flag=True, help=translate(N_("Tell it as JSON.")))
    def follow_up(household: str, as_json: bool) -> int:
        with wiring.workspace() as workspace:
            view = show_follow_up(workspace, find_household(workspace, household))
        if as_json:
            tell_json(
                {
                    "household": view.household.id,
                    "after": view.after,
                    "gains": view.gains,
                    "not_seen_days": view.not_seen_days,
                    "may_leave": view.may_leave,
                }
            )
        else:
            _tell(view)
        return OK

    return follow_up


def _due(wiring: Wiring) -> click.Command:
    @click.command(
        "due",
        cls=Command,
        help=translate(N_("What is late, what is due soon, and whom nobody has met for long.")),
    )
    @click.option("--village", help=translate(N_("12-digit code of a village.")))
    @click.option(
        "--days",
        type=click.IntRange(0, 366),
        default=7,
        show_default=True,
        help=translate(N_("Also what is due within so many days.")),
    )
    @click.option(
        "--not-seen",
        "not_seen",
        type=click.IntRange(1, 3660),
        help=translate(N_("Households nobody has met for so many days; by default what the rules ask.")),
    )
    @click.option("--json", "as_json", is_flag=True, help=translate(N_("Tell it as JSON.")))
    def due(village: str | None, days: int, not_seen: int | None, as_json: bool) -> int:
        with wiring.workspace() as workspace:
            report = list_due(workspace, village, days, not_seen)
        if as_json:
            tell_json(report)
            return OK
        _tell_lines(N_("Late:"), report.late)
        _tell_lines(translate(N_("Due by {day}:")).format(day=report.until), report.coming)
        words = translate_count(
            "{count} household was not met since {day}.",
            "{count} households were not met since {day}.",
            report.unseen,
        )
        tell(words.format(count=report.unseen, day=report.not_seen_since))
        for row in report.not_seen:
            tell(f"  {row.seen_on or '-'}  {row.village} {row.group}  {row.head_name}")
        if report.shown < report.households:
            left = report.households - report.shown
            tell(translate(N_("Further households with something due: {count}.")).format(count=left))
        return OK

    return due


def _life_map(wiring: Wiring) -> click.Command:
    @click.command(
        "life-map",
        cls=Command,
        help=translate(
            N_("What needs help in a family's life and what is in order; the guarantees with their answers.")
        ),
    )
    @click.argument("household")
    @click.option("--json", "as_json", is_flag=True, help=translate(N_("Tell it as JSON.")))
    def show(household: str, as_json: bool) -> int:
        with wiring.workspace() as workspace:
            view = show_life_map(workspace, find_household(workspace, household))
        if as_json:
            tell_json({"household": view.household.id, "lights": view.lights, "guarantees": view.guarantees})
            return OK
        for light in view.lights:
            tell(f"{translate(COLOURS[light.colour])}  {translate(light.title)}: {light.explain()}")
        for each in view.guarantees:
            tell(
                f"{translate(each.guarantee.title)}: {translate(MET[each.guarantee.met])}  {each.guarantee.explain()}"
            )
            for answer in each.answers:
                tell(f"  {answer.member} {answer.question}: {answer.answer or '-'}".replace("   ", "  "))
        return OK

    return show


def _tell_lines(title: str, lines: tuple[DueLine, ...]) -> None:
    if lines:
        tell(translate(title))
    for line in lines:
        tell(f"  {line.due.on}  {line.village} {line.group}  {line.head_name}  {line.due.explain()}")


def _tell(view: FollowUpView) -> None:
    seen = view.after.seen_on or translate(N_("never"))
    tell(translate(N_("{name}: last met {day}")).format(name=view.household.head_name or "", day=seen))
    for each in view.after.standings:
        state = codes.label("progress_state", each.state)
        late = "  " + translate(N_("late")) if each.late else ""
        tell(f"  {each.measure.deadline or '-'}  {each.measure.content or ''}  {state}{late}")
    for quarter in view.after.follow_up.quarters:
        tell(f"  {quarter.year} Q{quarter.number}  {quarter.net_yuan:,.2f}")
    for procedure in view.after.procedures:
        _tell_procedure(procedure)
    for condition in view.after.conditions:
        tell(f"  {translate(condition.title)}: {translate(MET[condition.met])}  {condition.explain()}")
    _tell_due(view)


def _tell_procedure(procedure: Procedure) -> None:
    tell(codes.label("procedure_kind", procedure.kind))
    for step in procedure.steps:
        tell(f"  {translate(TITLES[step.name])}: {_state(step)}")


def _state(step: Step) -> str:
    return translate(STEP_STATES[step.state]).format(on=step.on, until=step.until)


def _tell_due(view: FollowUpView) -> None:
    if view.after.due:
        tell(translate(N_("Due:")))
    for due in view.after.due:
        tell(f"  {due.on}  {due.explain()}")
