"""`yihu form add|check|list|print`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from yihu.actions import FormReport, add_form, check_form, correct_form, list_forms
from yihu.actions.coordinator_word import WAITS
from yihu.actions.questionnaires import print_empty_questionnaire
from yihu.base.i18n import N_, translate, translate_count
from yihu.cli.opening import Command, Group, Wiring
from yihu.cli.telling import OK, REFUSED, tell, tell_json, tell_table

if TYPE_CHECKING:
    from yihu.forms import Problem

SEVERITIES = {"error": N_("wrong"), "repaired": N_("put right"), "warning": N_("note")}


def commands(wiring: Wiring) -> Iterator[click.Command]:
    """The group `form`."""
    group = Group("form", help=translate(N_("Questionnaires: check, add, list.")))
    group.add_command(_add(wiring))
    group.add_command(_check())
    group.add_command(_list(wiring))
    group.add_command(_print(wiring))
    yield group


def _print(wiring: Wiring) -> click.Command:
    @click.command(
        "print",
        cls=Command,
        help=translate(
            N_("Write an empty questionnaire as PDF, to be filled in by hand, with its skip logic in words.")
        ),
    )
    @click.argument("form_id", metavar="FORM")
    @click.option(
        "-o",
        "--output",
        "folder",
        required=True,
        type=click.Path(file_okay=False, path_type=Path),
        help=translate(N_("Folder to write into.")),
    )
    @click.option("--json", "as_json", is_flag=True, help=translate(N_("Tell it as JSON.")))
    def print_it(form_id: str, folder: Path, as_json: bool) -> int:
        with wiring.workspace() as workspace:
            file = print_empty_questionnaire(workspace, form_id, folder)
        if as_json:
            tell_json({"file": str(file)})
        else:
            tell(str(file))
        return OK

    return print_it


def _add(wiring: Wiring) -> click.Command:
    @click.command(
        "add",
        cls=Command,
        help=translate(N_("Add XLSForm workbooks to the register. With problems nothing is added.")),
    )
    @click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
    @click.option("--json", "as_json", is_flag=True, help=translate(N_("Tell it as JSON.")))
    def add(files: tuple[Path, ...], as_json: bool) -> int:
        from yihu.forms import FormRefused

        reports = []
        with wiring.workspace() as workspace:
            for file in files:
                try:
                    reports.append(add_form(workspace, file))
                except FormRefused as refused:
                    reports.append(_refused(file, refused.problems))
        return _tell(reports, as_json)

    return add


def _check() -> click.Command:
    @click.command(
        "check",
        cls=Command,
        help=translate(
            N_(
                "Explain every problem of workbooks with sheet, row, column and what to write instead. "
                "Ends with 1 when one of them can't be used."
            )
        ),
    )
    @click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
    @click.option("--json", "as_json", is_flag=True, help=translate(N_("Tell it as JSON.")))
    @click.option(
        "--save-corrected",
        type=click.Path(path_type=Path),
        metavar="OUT",
        help=translate(N_("Save the workbook, with everything put right that can be, as this .xlsx file.")),
    )
    def check(files: tuple[Path, ...], as_json: bool, save_corrected: Path | None) -> int:
        if save_corrected is not None and len(files) > 1:
            raise click.UsageError(translate(N_("Only one workbook can be saved corrected at a time.")))
        if save_corrected is not None:
            _save_corrected(files[0], save_corrected, as_json)
        return _tell([check_form(file) for file in files], as_json)

    return check


def _save_corrected(file: Path, target: Path, as_json: bool) -> None:
    from yihu.forms import FormRefused

    try:
        count = correct_form(file, target)
    except FormRefused:
        # What it is is told with its problems.
        return
    if not as_json:
        words = translate_count(
            N_("{file}: saved with {count} correction"), N_("{file}: saved with {count} corrections"), count
        )
        tell(words.format(file=target.name, count=count))


def _list(wiring: Wiring) -> click.Command:
    @click.command("list", cls=Command, help=translate(N_("List the questionnaires of the register.")))
    @click.option("--json", "as_json", is_flag=True, help=translate(N_("Tell it as JSON.")))
    def show(as_json: bool) -> int:
        with wiring.workspace() as workspace:
            rows = list_forms(workspace)
        if as_json:
            tell_json(rows)
        else:
            tell_table([(row.form_id, row.version, row.title) for row in rows])
        return OK

    return show


def _refused(file: Path, problems: tuple[Problem, ...]) -> FormReport:
    return FormReport(file=file.name, accepted=False, added=False, problems=problems)


def _tell(reports: list[FormReport], as_json: bool) -> int:
    if as_json:
        tell_json(
            [{**_plain(report), "problems": [_problem(one) for one in report.problems]} for report in reports]
        )
    else:
        for report in reports:
            _tell_report(report)
    return OK if all(report.accepted for report in reports) else REFUSED


def _plain(report: FormReport) -> dict[str, object]:
    names = ("file", "accepted", "added", "form_id", "version", "title", "languages", "questions", "waits")
    return {name: getattr(report, name) for name in names}


def _problem(problem: Problem) -> dict[str, object]:
    names = ("severity", "code", "sheet", "row", "column", "before", "after")
    facts = {name: getattr(problem, name) for name in names}
    return {**facts, "message": problem.explain(), "advice": problem.advise()}


def _tell_report(report: FormReport) -> None:
    if report.accepted:
        words = translate(N_("{file}: can be used: {title} ({form_id}, questions: {count})"))
        tell(
            words.format(file=report.file, title=report.title, form_id=report.form_id, count=report.questions)
        )
        if report.waits:
            tell(translate(WAITS))
    else:
        tell(translate(N_("{file}: can't be used")).format(file=report.file))
    for problem in report.problems:
        tell(
            f"  {_place(problem)}{_labelled(translate(SEVERITIES[problem.severity]))}{_sentence(problem)} [{problem.code}]"
        )


def _place(problem: Problem) -> str:
    parts = []
    if problem.sheet:
        parts.append(translate(N_("sheet {sheet}")).format(sheet=problem.sheet))
    if problem.row is not None:
        parts.append(translate(N_("row {row}")).format(row=problem.row))
    if problem.column:
        parts.append(translate(N_("column {column}")).format(column=problem.column))
    return _labelled(translate(N_(", ")).join(parts)) if parts else ""


def _labelled(label: str) -> str:
    """What is told stands behind a colon, as the language writes it."""
    return translate(N_("{label}: ")).format(label=label)


def _sentence(problem: Problem) -> str:
    """What is wrong, what stands there, and what to write instead."""
    told = [problem.explain()]
    if problem.before and problem.before not in told[0]:
        told.append(f"“{problem.before}”" + (f" → “{problem.after}”" if problem.after else ""))
    return " ".join([*told, problem.advise()]).strip()
