"""`yihu conflicts ...`: answers that differ, listed, shown, decided one by one or by a rule, taken back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import click

from yihu.actions import (
    Conflict,
    Workspace,
    decide_by_rule,
    decide_conflict,
    list_batches,
    list_conflict_households,
    list_conflicts,
    list_merged,
    mark_checked,
    mask_answer,
    preview_rule,
    resolve_conflict,
    show_conflicts,
    undo_batch,
)
from yihu.actions.decide_many import BatchReport, RulePreview
from yihu.actions.show_conflicts import Decision
from yihu.base.i18n import N_, translate
from yihu.cli.households import find_household
from yihu.cli.opening import Group, Wiring
from yihu.cli.shape import Told, argument, command, json_option, option, telling, village_option
from yihu.cli.telling import DECIDE, OK, moment, table


def commands(wiring: Wiring) -> Iterator[click.Command]:
    """The group `conflicts`; without a subcommand it lists."""
    show = telling(wiring, _list_conflicts)

    def list_or_go_on(**given: Any) -> int:
        return OK if click.get_current_context().invoked_subcommand else show(**given)

    group = Group(
        "conflicts",
        invoke_without_command=True,
        params=[json_option(), village_option()],
        help=translate(N_("Answers that differ: list them (ends with 3 if there are any), or choose.")),
        callback=list_or_go_on,
    )
    listed = command(wiring, "list", N_("List the answers that differ."), village_option())
    group.add_command(listed(_list_conflicts))
    for make in (_show, _resolve, _undo, _check):
        group.add_command(make(wiring))
    yield group


def _list_conflicts(workspace: Workspace, village: str | None = None) -> Told:
    conflicts = list_conflicts(workspace)
    if village:
        inside = {each.household_id for each in list_conflict_households(workspace, village)}
        conflicts = tuple(each for each in conflicts if each.household_id in inside)
    conflicts = tuple(_hidden(workspace, each) for each in conflicts)
    return Told(conflicts, _lines(conflicts), DECIDE if conflicts else OK)


def _hidden(workspace: Workspace, conflict: Conflict) -> Conflict:
    """Numbers of persons as everywhere: hidden unless shown on purpose (`yihu reveal`)."""
    values = tuple(
        replace(one, value=mask_answer(workspace, conflict.path, one.value)) for one in conflict.values
    )
    return replace(conflict, values=values)


def _lines(conflicts: tuple[Conflict, ...]) -> Iterator[str]:
    for conflict in conflicts:
        about = " · ".join(part for part in (conflict.head_name, conflict.member) if part)
        yield f"{conflict.household_id} {conflict.path}"
        yield f"  {about}: {conflict.question}"
        for one in conflict.values:
            yield f"    {one.value!s}  ({one.shown}; {one.person}, {one.laptop}, {moment(one.at_ms)})"
    if not conflicts:
        yield translate(N_("No answers differ."))


def _show(wiring: Wiring) -> click.Command:
    help = N_("Show all that is to be decided in a household, with what stands around it.")

    @command(wiring, "show", help, argument("household"))
    def show(workspace: Workspace, household: str) -> Told:
        decisions = show_conflicts(workspace, find_household(workspace, household))
        lines = (line for decision in decisions for line in _decision_lines(decision))
        return Told(decisions, lines, DECIDE if decisions else OK)

    return show


def _decision_lines(decision: Decision) -> Iterator[str]:
    about = " · ".join(part for part in (decision.head_name, decision.member) if part)
    yield decision.key
    yield f"  {about}: {decision.question}"
    for one in decision.options:
        shown = " · ".join(part.shown for part in one.parts)
        whose = ", ".join(dict.fromkeys(part for part in (one.person, one.team, one.laptop) if part))
        yield f"    {shown}  ({whose}, {moment(one.at_ms)})"
        yield f"      --keep {one.changeset_id}"
    for label, text in decision.beside:
        yield f"    {label}: {text}"


def _resolve(wiring: Wiring) -> click.Command:
    @command(
        wiring,
        "resolve",
        N_(
            "Set a differing answer to VALUE (HOUSEHOLD and PATH as `yihu conflicts` lists them), "
            "keep one with --keep, or decide many with --rule."
        ),
        argument("household", required=False),
        argument("path", required=False),
        argument("value", required=False),
        option("--keep", help=N_("Keep this one of the answers, by its id.")),
        option("--rule", help=N_("Decide all by a rule: later, mine, or team:NAME (a team's answers).")),
        option("--preview", is_flag=True, help=N_("Only tell what the rule would decide.")),
        village_option(),
    )
    def resolve(
        workspace: Workspace,
        household: str | None,
        path: str | None,
        value: str | None,
        keep: str | None,
        rule: str | None,
        preview: bool,
        village: str | None,
    ) -> Told:
        if rule is not None:
            some = [find_household(workspace, household)] if household else None
            if preview:
                found = preview_rule(workspace, rule, village=village, households=some)
                return Told(found, _preview_lines(found))
            report = decide_by_rule(workspace, rule, village=village, households=some)
            return Told(report, _batch_lines(report))
        if household is None or path is None or (value is None) == (keep is None):
            raise click.UsageError(translate(N_("Name HOUSEHOLD, PATH and VALUE (or --keep), or a --rule.")))
        return _resolve_one(workspace, find_household(workspace, household), path, value, keep)

    return resolve


def _resolve_one(workspace: Workspace, id: str, path: str, value: str | None, keep: str | None) -> Told:
    if keep is not None:
        report = decide_conflict(workspace, id, path, keep=keep)
    elif path.endswith("/_del"):
        report = resolve_conflict(workspace, id, path, str(value).lower() in ("true", "yes", "1"))
    else:
        typed = "" if value in ("", "None") else str(value)
        report = decide_conflict(workspace, id, path, typed=typed)
    words = translate(N_("Chosen. {count} answers are left."))
    return Told(report, [words.format(count=report.left_in_all)])


def _batch_lines(report: BatchReport) -> Iterator[str]:
    words = translate(N_("Decided: {answers} answers in {households} households. Left open: {undecided}."))
    yield words.format(answers=report.answers, households=report.households, undecided=report.undecided)
    if report.batch_id:
        yield f"yihu conflicts undo {report.batch_id}"


def _preview_lines(found: RulePreview) -> Iterator[str]:
    yield from table(
        [(line.head_name, line.member, line.question, line.now, "→", line.then) for line in found.lines]
    )
    words = translate(
        N_("Would decide {answers} answers, {changing} otherwise than shown now; left open: {undecided}.")
    )
    yield words.format(answers=found.answers, changing=found.changing, undecided=found.undecided)


def _undo(wiring: Wiring) -> click.Command:
    help = N_("Take decisions made by a rule back; without BATCH: list them.")

    @command(wiring, "undo", help, argument("batch", required=False))
    def undo(workspace: Workspace, batch: str | None) -> Told:
        if batch is None:
            batches = list_batches(workspace)
            made = [each for each in batches if each.undone_ms is None]
            rows = [(each.id, moment(each.at_ms), each.rule, str(each.answers)) for each in made]
            return Told(batches, table(rows))
        report = undo_batch(workspace, batch)
        words = translate(N_("Taken back: {answers} answers. Left as changed since: {kept}."))
        return Told(report, [words.format(answers=report.answers, kept=report.kept)])

    return undo


def _check(wiring: Wiring) -> click.Command:
    help = N_("List merged households in which something doesn't fit; with HOUSEHOLD: it is right as it is.")

    @command(wiring, "check", help, argument("household", required=False))
    def check(workspace: Workspace, household: str | None) -> Told:
        if household is not None:
            mark_checked(workspace, find_household(workspace, household))
        found = list_merged(workspace)
        lines = (
            line
            for each in found
            for line in (
                f"{each.row.id} {each.row.head_name} {each.row.village}",
                *(f"  {finding.explain()}" for finding in each.findings),
                *(f"  {problem.message}" for problem in each.problems),
            )
        )
        return Told(found, lines, DECIDE if found else OK)

    return check
