"""`yihu history`, `completeness`: what happened to a household, how far the work is."""

from __future__ import annotations

from collections.abc import Iterator

import click

from yihu.actions import Workspace, report_completeness, show_history, undo_change
from yihu.actions.report_completeness import Completeness
from yihu.actions.show_history import HistoryEntry
from yihu.base.i18n import N_, translate
from yihu.cli.households import find_household
from yihu.cli.opening import Wiring
from yihu.cli.shape import Told, argument, command, option
from yihu.cli.telling import moment, table

HEAD = (
    N_("Village"),
    N_("Team"),
    N_("In the register"),
    N_("Visited"),
    N_("Surveyed"),
    N_("Answers differ"),
)


def commands(wiring: Wiring) -> Iterator[click.Command]:
    """The commands of looking back and counting."""
    yield _history(wiring)
    yield _completeness(wiring)


def _history(wiring: Wiring) -> click.Command:
    @command(
        wiring,
        "history",
        N_(
            "A household's time line: who changed what, when, from what to what; take a change back with --undo."
        ),
        argument("household"),
        option("--undo", metavar="CHANGE", help=N_("Take this change back, by its id.")),
        option("--path", multiple=True, help=N_("Only this answer, by its path.")),
    )
    def history(workspace: Workspace, household: str, undo: str | None, path: tuple[str, ...]) -> Told:
        id = find_household(workspace, household)
        if undo is not None:
            report = undo_change(workspace, id, undo, path or None)
            words = translate(N_("Taken back: {answers} answers. Left as changed since: {kept}."))
            return Told(report, [words.format(answers=len(report.undone), kept=len(report.kept))])
        steps = show_history(workspace, id, path[0] if path else "")
        return Told(steps, (line for step in steps for line in _step_lines(step)))

    return history


def _step_lines(step: HistoryEntry) -> Iterator[str]:
    yield f"{moment(step.at_ms)}  {step.what}  {step.person}, {step.laptop}  {step.changeset_id}"
    for change in step.changes:
        about = " · ".join(part for part in (change.member, change.question) if part)
        yield f"    {about}: {change.before} → {change.after}"


def _completeness(wiring: Wiring) -> click.Command:
    help = N_("How complete the work is: villages by teams, what is missing, whom to call.")

    @command(wiring, "completeness", help)
    def completeness(workspace: Workspace) -> Told:
        report = report_completeness(workspace)
        return Told(report, _completeness_lines(report))

    return completeness


def _completeness_lines(report: Completeness) -> Iterator[str]:
    rows = [tuple(translate(word) for word in HEAD)]
    for village in report.villages:
        for team in village.teams:
            numbers = (team.expected, team.visited, team.finished, team.conflicts)
            rows.append((village.name, team.team or "–", *map(str, numbers)))
    yield from table(rows)
    missing = translate(
        N_("{laptop} ({team}): changes {first} to {last} of village {village} have not come.")
    )
    for gap in report.gaps:
        yield missing.format(
            laptop=gap.laptop, team=gap.team, first=gap.first, last=gap.last, village=gap.village_code
        )
    for call in report.calls:
        who = " · ".join(dict.fromkeys(part for part in (call.team, call.laptop) if part))
        yield f"{who}: {' '.join(call.reasons)}"
