"""`yihu init` and `yihu import`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from yihu.actions import ImportReport, import_households, preview_list
from yihu.base.errors import UserError
from yihu.base.i18n import N_, translate
from yihu.cli.opening import Command, Wiring, ask_passphrase
from yihu.cli.telling import DECIDE, OK, tell, tell_json


class MappingUnclear(UserError):
    """A `--map` or `--set` without its two sides."""

    code = "mapping-unclear"
    message = N_("“{given}” doesn't say which column is which property.")
    advice = N_("Write it as COLUMN=PROPERTY, for example 户主姓名=head_name. Nothing was changed.")


def commands(wiring: Wiring) -> Iterator[click.Command]:
    """The commands that make and fill a register."""
    yield _init(wiring)
    yield _import(wiring)


def _init(wiring: Wiring) -> click.Command:
    @click.command(
        "init",
        cls=Command,
        help=translate(
            N_(
                "Make an encrypted register with the shipped questionnaires in the data folder. "
                "Without the passphrase nobody can open it, and nobody can find it out: make the recovery sheet at "
                "once, with `yihu passphrase words --sheet FILE.pdf`."
            )
        ),
    )
    @click.option("--team", required=True, help=translate(N_("Name of the team.")))
    @click.option("--person", default="", help=translate(N_("Who works on this laptop.")))
    def init(team: str, person: str) -> int:
        workspace = wiring.folders.create(wiring.folder, ask_passphrase(twice=True), team, person or team)
        workspace.close()
        tell(translate(N_("The register is ready in {folder}.")).format(folder=wiring.folder))
        tell(translate(N_("Next, the recovery sheet: yihu passphrase words --sheet FILE.pdf")))
        return OK

    return init


def _import(wiring: Wiring) -> click.Command:
    @click.command(
        "import",
        cls=Command,
        help=translate(
            N_(
                "Take households over from a list (.xlsx, .xls, .csv). Columns are recognised by their "
                "headings; --map says it of others. The same list twice changes nothing. Ends with 3 when "
                "some rows or cells could not be taken."
            )
        ),
    )
    @click.argument("file", type=click.Path(path_type=Path))
    @click.option(
        "--map", "maps", multiple=True, metavar="COLUMN=PROPERTY", help=translate(N_("What a column holds."))
    )
    @click.option(
        "--set",
        "all_the_same",
        multiple=True,
        metavar="PROPERTY=VALUE",
        help=translate(
            N_("What the list lacks and is the same for all, for example division_code=430999101201.")
        ),
    )
    @click.option("--dry-run", is_flag=True, help=translate(N_("Only tell what would be done.")))
    @click.option("--json", "as_json", is_flag=True, help=translate(N_("Tell it as JSON.")))
    def take_over(
        file: Path, maps: tuple[str, ...], all_the_same: tuple[str, ...], dry_run: bool, as_json: bool
    ) -> int:
        mapping = {**preview_list(file).mapping, **_pairs(maps)}
        same = _pairs(all_the_same)
        with wiring.workspace() as workspace:
            report = import_households(workspace, file, mapping, same_for_all=same, dry_run=dry_run)
        if as_json:
            tell_json(report)
        else:
            _tell(report)
        return DECIDE if report.problems else OK

    return take_over


def _pairs(given: tuple[str, ...]) -> dict[str, str]:
    """`A=B` as A -> B; a heading may hold `=` itself, a property doesn't."""
    pairs = {}
    for one in given:
        name, _, value = one.rpartition("=")
        if not name.strip() or not value.strip():
            raise MappingUnclear(given=one)
        pairs[name.strip()] = value.strip()
    return pairs


def _tell(report: ImportReport) -> None:
    words = N_(
        "Rows: {rows}. New households: {added}, changed: {updated}, as before: {unchanged}, persons: {persons}."
    )
    tell(
        translate(words).format(
            rows=report.rows,
            added=report.added,
            updated=report.updated,
            unchanged=report.unchanged,
            persons=report.persons,
        )
    )
    for problem in report.problems:
        line = translate(N_("row {row}, column {column}: {reason}"))
        tell("  " + line.format(row=problem.row, column=problem.column or "-", reason=problem.explain()))
