"""`yihu init` and `yihu import`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from yihu.actions import (
    DivisionsReport,
    ImportReport,
    add_village,
    import_divisions,
    import_households,
    list_divisions,
    preview_list,
    save_rows_to_correct,
)
from yihu.base.errors import UserError
from yihu.base.i18n import N_, translate
from yihu.cli.opening import Command, Group, Wiring, ask_passphrase
from yihu.cli.telling import DECIDE, OK, tell, tell_json


class MappingUnclear(UserError):
    """A `--map` or `--set` without its two sides."""

    code = "mapping-unclear"
    message = N_("“{given}” doesn't say which column is which property.")
    advice = N_("Write it as COLUMN=PROPERTY, for example 户主姓名=head_name. Nothing was changed.")


def commands(wiring: Wiring) -> Iterator[click.Command]:
    """The commands that make and fill a register."""
    yield _init(wiring)
    importing = _import(wiring)
    yield importing
    group = Group("register", help=translate(N_("The register of households: taking lists in.")))
    for command in (importing, _villages(wiring), _import_villages(wiring), _add_village(wiring)):
        group.add_command(command)
    yield group


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
    @click.option("--sheet", help=translate(N_("The sheet to take, where there are several lists.")))
    @click.option(
        "--part",
        is_flag=True,
        help=translate(N_("The list is only a part: who isn't in it hasn't left.")),
    )
    @click.option(
        "--corrections",
        type=click.Path(path_type=Path),
        metavar="FILE.xlsx",
        help=translate(N_("Write the rows with problems there, to be corrected and taken in again.")),
    )
    @click.option("--dry-run", is_flag=True, help=translate(N_("Only tell what would be done.")))
    @click.option("--json", "as_json", is_flag=True, help=translate(N_("Tell it as JSON.")))
    def take_over(
        file: Path,
        maps: tuple[str, ...],
        all_the_same: tuple[str, ...],
        sheet: str | None,
        part: bool,
        corrections: Path | None,
        dry_run: bool,
        as_json: bool,
    ) -> int:
        same, chosen = _pairs(all_the_same), _pairs(maps)
        with wiring.workspace() as workspace:
            mapping = {**preview_list(file, workspace, sheet).mapping, **chosen} if chosen else None
            report = import_households(
                workspace, file, mapping, same_for_all=same, dry_run=dry_run, part=part, sheet=sheet
            )
            if corrections is not None:
                save_rows_to_correct(workspace, file, report, corrections, sheet)
        if as_json:
            tell_json(report)
        else:
            _tell(report)
        return DECIDE if report.problems else OK

    return take_over


def _villages(wiring: Wiring) -> click.Command:
    @click.command(
        "villages",
        cls=Command,
        help=translate(
            N_("The villages known here by their codes of 12 digits, also those that were merged.")
        ),
    )
    @click.argument("text", default="")
    @click.option("--json", "as_json", is_flag=True, help=translate(N_("Tell it as JSON.")))
    def villages(text: str, as_json: bool) -> int:
        with wiring.workspace() as workspace:
            found = list_divisions(workspace, text)
        if as_json:
            tell_json(found)
            return OK
        for one in found:
            line = f"{one.code}  {one.township} {one.name}"
            merged = translate(N_("merged into {code}")).format(code=one.successor)
            tell(f"{line}  {merged} {one.until}".rstrip() if one.successor else line)
        return OK

    return villages


def _import_villages(wiring: Wiring) -> click.Command:
    @click.command(
        "import-villages",
        cls=Command,
        help=translate(
            N_(
                "Take a county's villages in from a CSV with the columns code, name, township, successor, until."
            )
        ),
    )
    @click.argument("file", type=click.Path(path_type=Path))
    def take_in(file: Path) -> int:
        with wiring.workspace() as workspace:
            _tell_villages(import_divisions(workspace, file))
        return OK

    return take_in


def _add_village(wiring: Wiring) -> click.Command:
    @click.command(
        "add-village",
        cls=Command,
        help=translate(N_("Add or correct one village; with --successor one that was merged into another.")),
    )
    @click.argument("code")
    @click.argument("name")
    @click.option("--township", default="", help=translate(N_("Its township.")))
    @click.option(
        "--successor", default="", help=translate(N_("Code of the village that it belongs to now."))
    )
    @click.option(
        "--until", default="", help=translate(N_("The last day it was a village, such as 2016-12-31."))
    )
    def add(code: str, name: str, township: str, successor: str, until: str) -> int:
        with wiring.workspace() as workspace:
            report = add_village(workspace, code, name, township=township, successor=successor, until=until)
        _tell_villages(report)
        return OK

    return add


def _tell_villages(report: DivisionsReport) -> None:
    words = N_("Villages new: {added}, changed: {changed}, as before: {unchanged}.")
    tell(translate(words).format(added=report.added, changed=report.changed, unchanged=report.unchanged))


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
    _tell_newer(report)
    for problem in (*report.problems, *report.put_right):
        line = translate(N_("row {row}, column {column}: {reason}"))
        tell("  " + line.format(row=problem.row, column=problem.column or "-", reason=problem.explain()))


_KINDS = {
    "came": N_("came: {head} ({number}), {village}"),
    "left": N_("no longer listed, marked: {head} ({number}), {village}"),
    "moved": N_("moved: {head} ({number}), from {before} to {village}"),
    "member": N_("another household: {head}, from {before} to {number}, {village}; both have the person"),
    "changed": N_("changed: {head} ({number}), {village}: {properties}"),
}
_LEFT_OUT = N_("Rows that are nobody (totals, signatures, headings again): {rows}")


def _tell_newer(report: ImportReport) -> None:
    """What is different from the register, unless all of it is new."""
    waiting = report.rows - report.accepted
    if waiting:
        tell(translate(N_("Rows that wait until they are corrected: {count}.")).format(count=waiting))
    if report.left_out:
        rows = ", ".join(str(one.row) for one in report.left_out)
        tell(translate(_LEFT_OUT).format(rows=rows))
    if len(report.changes) == report.added:
        return
    for change in report.changes:
        line = translate(_KINDS[change.kind]).format(
            head=change.head_name,
            number=change.number,
            village=change.village,
            before=change.village_before or change.number_before,
            properties=", ".join(change.properties),
        )
        tell("  " + line)
