"""`yihu table`: the register's tables as files for other programs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from yihu.actions import SavedTable, list_tables, save_table
from yihu.base.i18n import N_, translate, translate_count
from yihu.cli.opening import Command, Group, Wiring
from yihu.cli.telling import OK, tell, tell_json, tell_table

_FORMATS = ("xlsx", "csv", "sav", "dta", "parquet", "geojson")
_ENCODINGS = ("utf-8", "gb18030")


def commands(wiring: Wiring) -> Iterator[click.Command]:
    """The group `table`."""
    group = Group("table", help=translate(N_("Tables of the register for other programs.")))
    for command in (_list(wiring), _save(wiring)):
        group.add_command(command)
    yield group


def _list(wiring: Wiring) -> click.Command:
    @click.command(
        "list",
        cls=Command,
        help=translate(
            N_("The tables that can be saved: official ones, those of the work, every questionnaire.")
        ),
    )
    @click.option("--json", "as_json", is_flag=True, help=translate(N_("Tell it as JSON.")))
    def list_them(as_json: bool) -> int:
        with wiring.workspace() as workspace:
            rows = list_tables(workspace)
        if as_json:
            tell_json(rows)
        else:
            tell_table([(row.name, row.title, row.of, str(row.columns)) for row in rows])
        return OK

    return list_them


def _save(wiring: Wiring) -> click.Command:
    @click.command(
        "save",
        cls=Command,
        help=translate(
            N_(
                "Save a table of `yihu table list` as a file. The file is not encrypted: whoever gets it can read it. "
                "Phone, ID and account numbers are hidden by stars unless --show-personal is given with a --reason, "
                "which stands in the log. A workbook beside it says what the columns are."
            )
        ),
    )
    @click.argument("table")
    @click.argument("file", type=click.Path(path_type=Path))
    @click.option(
        "--format",
        "format_",
        type=click.Choice(_FORMATS),
        help=translate(N_("Format of the file; without it, as the file's ending says.")),
    )
    @click.option(
        "--labels/--codes",
        "labels",
        default=True,
        help=translate(N_("Answers from a list in words, or as codes; .sav and .dta hold both.")),
    )
    @click.option(
        "--encoding",
        type=click.Choice(_ENCODINGS),
        default=_ENCODINGS[0],
        help=translate(N_("Of a .csv.")),
    )
    @click.option(
        "--villages",
        default="",
        metavar=translate(N_("CODES")),
        help=translate(N_("Only these villages, by their 12-digit codes, with commas between.")),
    )
    @click.option(
        "--show-personal",
        is_flag=True,
        help=translate(N_("Phone, ID and account numbers in full; needs --reason.")),
    )
    @click.option("--reason", default="", help=translate(N_("What the numbers are needed for.")))
    @click.option(
        "--no-dictionary",
        is_flag=True,
        help=translate(N_("Without the workbook that says what the columns are.")),
    )
    @click.option("--json", "as_json", is_flag=True, help=translate(N_("Tell it as JSON.")))
    def save(
        table: str,
        file: Path,
        format_: Any,
        labels: bool,
        encoding: Any,
        villages: str,
        show_personal: bool,
        reason: str,
        no_dictionary: bool,
        as_json: bool,
    ) -> int:
        with wiring.workspace() as workspace:
            report = save_table(
                workspace,
                table,
                file,
                format=format_,
                labels=labels,
                encoding=encoding,
                villages=tuple(code.strip() for code in villages.split(",") if code.strip()),
                show_personal=show_personal,
                reason=reason,
                dictionary=not no_dictionary,
            )
        if as_json:
            tell_json(report)
        else:
            _tell(report)
        return OK

    return save


def _tell(report: SavedTable) -> None:
    words = translate_count(
        "{count} row is saved in {file}.", "{count} rows are saved in {file}.", report.rows
    )
    tell(words.format(count=report.rows, file=report.path))
    if report.dictionary is not None:
        tell(translate(N_("What the columns are: {name}.")).format(name=report.dictionary))
    data = N_("It holds data of {households} households with {persons} persons and is not encrypted.")
    tell(translate(data).format(households=report.households, persons=report.persons))
    if report.masked:
        tell(translate(N_("Numbers of people are hidden by stars.")))
    if report.unreadable:
        more = translate_count(
            "{count} cell holds something else than its column and is empty in this format.",
            "{count} cells hold something else than their column and are empty in this format.",
            report.unreadable,
        )
        tell(more.format(count=report.unreadable))
