"""`yihu print KIND` and `yihu template …`: papers of every kind, and how they look."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from yihu.actions import (
    PrintReport,
    TemplateReport,
    TemplateRow,
    add_template,
    check_template,
    list_templates,
    print_blank,
    print_papers,
    save_template,
    template_text,
    use_shipped_template,
)
from yihu.actions.coordinator_word import WAITS
from yihu.base.i18n import N_, translate, translate_count
from yihu.cli.households import every_household, find_household
from yihu.cli.opening import Command, Group, Wiring
from yihu.cli.telling import OK, REFUSED, tell, tell_json, tell_table
from yihu.storage.rows import HouseholdQuery

if TYPE_CHECKING:
    from yihu.printing import TemplateProblem


def commands(wiring: Wiring) -> Iterator[click.Command]:
    """The command `print` and the group `template`."""
    yield _print(wiring)
    group = Group("template", help=translate(N_("How papers look: title, logo, order and wording.")))
    for command in (_list(wiring), _show(wiring), _save(wiring), _check(), _add(wiring), _shipped(wiring)):
        group.add_command(command)
    yield group


def _json() -> click.Option:
    return click.Option(["--json", "as_json"], is_flag=True, help=translate(N_("Tell it as JSON.")))


def _kind() -> click.Argument:
    return click.Argument(["kind"])


def _file() -> click.Argument:
    return click.Argument(["file"], type=click.Path(path_type=Path))


def _print(wiring: Wiring) -> click.Command:
    @click.command(
        "print",
        cls=Command,
        help=translate(
            N_(
                "Write papers of one KIND as PDF files: plan, card, handbook, life_map, visit_record, "
                "review_minutes, notice, village_summary, intention_card, consent."
            )
        ),
    )
    @click.argument("kind")
    @click.option("--household", "households", multiple=True, help=translate(N_("Id or household number.")))
    @click.option("--village", help=translate(N_("12-digit code of a village.")))
    @click.option("--group", help=translate(N_("Only this group of the village.")))
    @click.option("--blank", is_flag=True, help=translate(N_("An empty one, to be filled in by hand.")))
    @click.option(
        "-o",
        "--output",
        "folder",
        required=True,
        type=click.Path(file_okay=False, path_type=Path),
        help=translate(N_("Folder to write into.")),
    )
    @click.option("--one-file", is_flag=True, help=translate(N_("All papers in one file.")))
    @click.option(
        "--named",
        is_flag=True,
        help=translate(N_("Village, group and name of the head in the files' names.")),
    )
    @click.option(
        "--apart",
        is_flag=True,
        help=translate(N_("Each copy of a card of intention on a sheet of its own.")),
    )
    @click.option("--json", "as_json", is_flag=True, help=translate(N_("Tell it as JSON.")))
    def print_them(
        kind: str,
        households: tuple[str, ...],
        village: str | None,
        group: str | None,
        blank: bool,
        folder: Path,
        one_file: bool,
        named: bool,
        apart: bool,
        as_json: bool,
    ) -> int:
        if not households and not village and not blank:
            raise click.UsageError(translate(N_("Say which households: --household or --village.")))
        with wiring.workspace() as workspace:
            if blank:
                report = print_blank(workspace, kind, folder)
            else:
                ids = [find_household(workspace, name) for name in households]
                if village:
                    query = HouseholdQuery(village=village, group=group)
                    ids += [row.id for row in every_household(workspace, query)]
                report = print_papers(
                    workspace, kind, ids, folder, one_file=one_file, named=named, apart=apart
                )
        if as_json:
            tell_json(report)
        else:
            _tell(report)
        return OK

    return print_them


def _tell(report: PrintReport) -> None:
    for file in report.files:
        tell(str(file))
    count = translate_count("{count} paper, {pages} pages.", "{count} papers, {pages} pages.", report.papers)
    tell(count.format(count=report.papers, pages=report.pages))
    if left := len(report.left_out):
        words = translate_count(
            "{count} household has no plan yet.", "{count} households have no plan yet.", left
        )
        tell(words.format(count=left))


def _list(wiring: Wiring) -> click.Command:
    def show_all(as_json: bool) -> int:
        with wiring.workspace() as workspace:
            rows = list_templates(workspace)
        if as_json:
            tell_json(rows)
        else:
            tell_table([_cells(row) for row in rows])
        return OK

    return Command(
        "list",
        params=[_json()],
        callback=show_all,
        help=translate(N_("List the papers and whose look they have.")),
    )


def _cells(row: TemplateRow) -> tuple[str, ...]:
    look = translate(N_("own, version {version}")).format(version=row.version)
    if row.refused:
        look = translate(N_("own one can't be used by this program"))
    elif not row.own:
        look = translate(N_("as shipped"))
    return (row.kind, row.title or translate(N_("words of all papers")), look)


def _show(wiring: Wiring) -> click.Command:
    def show(kind: str) -> int:
        with wiring.workspace() as workspace:
            tell(template_text(workspace, kind).rstrip())
        return OK

    return Command("show", params=[_kind()], callback=show, help=translate(N_("Print the template of KIND.")))


def _save(wiring: Wiring) -> click.Command:
    def save(kind: str, file: Path) -> int:
        with wiring.workspace() as workspace:
            save_template(workspace, kind, file)
        tell(str(file))
        return OK

    return Command(
        "save",
        params=[_kind(), _file()],
        callback=save,
        help=translate(N_("Save the template of KIND as FILE, to be edited.")),
    )


def _check() -> click.Command:
    def check(file: Path, as_json: bool) -> int:
        return _report(check_template(file), as_json)

    return Command(
        "check",
        params=[_file(), _json()],
        callback=check,
        help=translate(N_("Check an edited template without keeping it.")),
    )


def _add(wiring: Wiring) -> click.Command:
    def add(file: Path, as_json: bool) -> int:
        checked = check_template(file)
        if not checked.accepted:
            return _report(checked, as_json)
        with wiring.workspace() as workspace:
            return _report(add_template(workspace, file), as_json)

    return Command(
        "add",
        params=[_file(), _json()],
        callback=add,
        help=translate(N_("Use an edited template from now on; it travels with what is handed over.")),
    )


def _shipped(wiring: Wiring) -> click.Command:
    def back(kind: str, as_json: bool) -> int:
        with wiring.workspace() as workspace:
            return _report(use_shipped_template(workspace, kind), as_json)

    return Command(
        "shipped",
        params=[_kind(), _json()],
        callback=back,
        help=translate(N_("Go back to the template of KIND that came with the program.")),
    )


def _report(report: TemplateReport, as_json: bool) -> int:
    if as_json:
        tell_json(report)
    elif report.accepted:
        added = (
            N_("{kind}: used from now on, version {version}.") if report.added else N_("{kind}: all right.")
        )
        tell(translate(WAITS if report.waits else added).format(kind=report.kind, version=report.version))
    else:
        _tell_problems(report.problems)
    return OK if report.accepted else REFUSED


def _tell_problems(problems: tuple[TemplateProblem, ...]) -> None:
    for problem in problems:
        tell(problem.explain())
