"""`yihu plan`: the work on one household's plans, and printing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from yihu.actions import PrintReport, print_plans
from yihu.base.i18n import N_, translate, translate_count
from yihu.cli import plan_work
from yihu.cli.households import every_household, find_household
from yihu.cli.opening import Command, Group, Wiring
from yihu.cli.telling import OK, tell, tell_json
from yihu.storage.rows import HouseholdQuery


def commands(wiring: Wiring) -> Iterator[click.Command]:
    """The group `plan`."""
    group = Group("plan", help=translate(N_("The households' plans.")))
    for command in plan_work.commands(wiring):
        group.add_command(command)
    group.add_command(_print(wiring))
    yield group


def _print(wiring: Wiring) -> click.Command:
    @click.command(
        "print",
        cls=Command,
        help=translate(N_("Write plans as PDF files, of some households or of a whole village.")),
    )
    @click.option("--household", "households", multiple=True, help=translate(N_("Id or household number.")))
    @click.option("--village", help=translate(N_("12-digit code of a village.")))
    @click.option(
        "-o",
        "--output",
        "folder",
        required=True,
        type=click.Path(file_okay=False, path_type=Path),
        help=translate(N_("Folder to write into.")),
    )
    @click.option("--one-file", is_flag=True, help=translate(N_("All plans in one file.")))
    @click.option("--json", "as_json", is_flag=True, help=translate(N_("Tell it as JSON.")))
    def print_them(
        households: tuple[str, ...], village: str | None, folder: Path, one_file: bool, as_json: bool
    ) -> int:
        if not households and not village:
            raise click.UsageError(translate(N_("Say which plans: --household or --village.")))
        with wiring.workspace() as workspace:
            ids = [find_household(workspace, name) for name in households]
            if village:
                ids += [row.id for row in every_household(workspace, HouseholdQuery(village=village))]
            report = print_plans(workspace, tuple(dict.fromkeys(ids)), folder, one_file=one_file)
        if as_json:
            tell_json(report)
        else:
            _tell(report)
        return OK

    return print_them


def _tell(report: PrintReport) -> None:
    for file in report.files:
        tell(str(file))
    count = translate_count("{count} plan, {pages} pages.", "{count} plans, {pages} pages.", report.papers)
    tell(count.format(count=report.papers, pages=report.pages))
    if left := len(report.left_out):
        words = translate_count(
            "{count} household has no plan yet.", "{count} households have no plan yet.", left
        )
        tell(words.format(count=left))
