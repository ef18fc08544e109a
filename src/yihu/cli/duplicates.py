"""`yihu duplicates ...`: households that may be one under two ids."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import click

from yihu.actions import (
    Workspace,
    compare_households,
    join_households,
    keep_apart,
    list_duplicate_decisions,
    list_duplicates,
    reopen_duplicate,
    undo_duplicate,
)
from yihu.actions.find_duplicates import DuplicateDecision, DuplicatePair
from yihu.base.i18n import N_, translate
from yihu.cli.households import find_household
from yihu.cli.opening import Group, Wiring
from yihu.cli.shape import Told, argument, command, option, village_option
from yihu.cli.telling import DECIDE, OK, moment, table


def commands(wiring: Wiring) -> Iterator[click.Command]:
    """The group `duplicates`."""
    group = Group(
        "duplicates", help=translate(N_("Households that may be one under two ids: list them, and decide."))
    )
    group.add_command(_list(wiring))
    group.add_command(_show(wiring))
    group.add_command(_decide(wiring, "same", N_("They are one household."), join_households))
    group.add_command(_decide(wiring, "different", N_("They are two households."), keep_apart))
    group.add_command(_undo(wiring))
    group.add_command(_reopen(wiring))
    yield group


def _list(wiring: Wiring) -> click.Command:
    @command(
        wiring,
        "list",
        N_("List pairs to decide on; ends with 3 if there are any."),
        village_option(),
        option("--decided", is_flag=True, help=N_("List what was decided already instead.")),
    )
    def show(workspace: Workspace, village: str | None, decided: bool) -> Told:
        if decided:
            decisions = list_duplicate_decisions(workspace)
            contested = any(each.contested for each in decisions)
            return Told(decisions, map(_decision_line, decisions), DECIDE if contested else OK)
        pairs = list_duplicates(workspace, village)
        lines = (line for pair in pairs for line in _pair_lines(pair))
        return Told(pairs, lines, DECIDE if pairs else OK)

    return show


def _decision_line(decision: DuplicateDecision) -> str:
    return f"{decision.one_id} {decision.other_id} {_said(decision)} {moment(decision.at_ms)}"


def _said(decision: DuplicateDecision) -> str:
    return translate(N_("one household")) if decision.same else translate(N_("two households"))


def _pair_lines(pair: DuplicatePair) -> Iterator[str]:
    sure = translate(N_("certain")) if pair.certain else f"{pair.score}%"
    yield f"{pair.one.id} {pair.other.id} {sure}"
    yield f"  {pair.one.head_name} · {pair.other.head_name}: {translate(N_(', ')).join(pair.reasons)}"


def _show(wiring: Wiring) -> click.Command:
    @command(
        wiring, "show", N_("Show two households side by side."), argument("household"), argument("other")
    )
    def show(workspace: Workspace, household: str, other: str) -> Told:
        ids = find_household(workspace, household), find_household(workspace, other)
        found = compare_households(workspace, *ids)
        rows = [(line.question, line.one, line.other, "≠" * line.differs) for line in found.lines]
        return Told(found, [*table(rows), *table([("", *names) for names in found.members])])

    return show


def _decide(
    wiring: Wiring, name: str, help: str, decide: Callable[[Workspace, str, str], object]
) -> click.Command:
    @command(wiring, name, help, argument("household"), argument("other"))
    def decided(workspace: Workspace, household: str, other: str) -> Told:
        ids = find_household(workspace, household), find_household(workspace, other)
        decide(workspace, *ids)
        decisions = list_duplicate_decisions(workspace)
        return _told(next(each for each in decisions if {each.one_id, each.other_id} == set(ids)))

    return decided


def _told(decision: DuplicateDecision) -> Told:
    return Told(decision, [_said(decision)])


def _undo(wiring: Wiring) -> click.Command:
    help = N_(
        "Decide the other way round: joined ones come apart, others join. Takes the ids it was decided on."
    )

    @command(wiring, "undo", help, argument("household"), argument("other"))
    def undo(workspace: Workspace, household: str, other: str) -> Told:
        return _told(undo_duplicate(workspace, household, other))

    return undo


def _reopen(wiring: Wiring) -> click.Command:
    help = N_("Take the decision back, whichever it was: the pair is listed again.")

    @command(wiring, "reopen", help, argument("household"), argument("other"))
    def reopen(workspace: Workspace, household: str, other: str) -> Told:
        reopen_duplicate(workspace, household, other)
        return Told({"undecided": sorted((household, other))}, [translate(N_("Nobody has decided."))])

    return reopen
