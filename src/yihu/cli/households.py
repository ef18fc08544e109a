"""`yihu init`, `import`, `households`, `visit`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from yihu.actions import (
    FillReport,
    Workspace,
    add_household,
    fill_visit,
    finish_visit,
    import_households,
    leave_visit,
    list_households,
    open_visit,
    preview_list,
)
from yihu.base.errors import FileUnreadable, UserError
from yihu.base.i18n import N_, translate
from yihu.cli.opening import Command, Wiring, ask_passphrase
from yihu.cli.telling import DECIDE, OK, REFUSED, tell, tell_json, tell_table
from yihu.storage.rows import PLAN_STATES, VISIT_STATES, HouseholdQuery, HouseholdRow

NEW = "new"
PAGE = 500


class AnswersUnreadable(UserError):
    """A file of answers that is no JSON object."""

    code = "answers-unreadable"
    message = N_("The file {name} holds no answers: one JSON object is needed.")
    advice = N_("See yihu visit --help for its form. Nothing was changed.")


class HouseholdNotFound(UserError):
    """Neither an id nor a number of the register."""

    code = "household-unknown"
    message = N_("There is no such household on this laptop.")
    advice = N_("Look for it with: yihu households. Nothing was changed.")


class MappingUnclear(UserError):
    """A `--map` without its two sides."""

    code = "mapping-unclear"
    message = N_("“{given}” doesn't say which column is which property.")
    advice = N_("Write it as COLUMN=PROPERTY, for example 户主姓名=head_name. Nothing was changed.")


def commands(wiring: Wiring) -> Iterator[click.Command]:
    """The commands of the register."""
    yield _init(wiring)
    yield _import(wiring)
    yield _households(wiring)
    yield _visit(wiring)


def _init(wiring: Wiring) -> click.Command:
    @click.command(
        "init",
        cls=Command,
        help=translate(
            N_(
                "Make an encrypted register with the shipped questionnaires in the data folder. "
                "Without the passphrase nobody can open it, and nobody can find it out."
            )
        ),
    )
    @click.option("--team", required=True, help=translate(N_("Name of the team.")))
    @click.option("--person", default="", help=translate(N_("Who works on this laptop.")))
    def init(team: str, person: str) -> int:
        workspace = wiring.folders.create(wiring.folder, ask_passphrase(twice=True), team, person or team)
        workspace.close()
        tell(translate(N_("The register is ready in {folder}.")).format(folder=wiring.folder))
        return OK

    return init


def _import(wiring: Wiring) -> click.Command:
    @click.command(
        "import",
        cls=Command,
        help=translate(
            N_(
                "Take households over from a list (.xlsx, .xls, .csv). Columns are recognised by their "
                "headings; --map says it of others. The same list twice changes nothing."
            )
        ),
    )
    @click.argument("file", type=click.Path(path_type=Path))
    @click.option(
        "--map", "maps", multiple=True, metavar="COLUMN=PROPERTY", help=translate(N_("What a column holds."))
    )
    @click.option("--dry-run", is_flag=True, help=translate(N_("Only tell what would be done.")))
    @click.option("--json", "as_json", is_flag=True, help=translate(N_("Tell it as JSON.")))
    def take_over(file: Path, maps: tuple[str, ...], dry_run: bool, as_json: bool) -> int:
        mapping = {**preview_list(file).mapping, **_mapping(maps)}
        with wiring.workspace() as workspace:
            report = import_households(workspace, file, mapping, dry_run=dry_run)
        if as_json:
            tell_json(report)
            return REFUSED if report.refused else OK
        tell(
            translate(
                N_(
                    "{rows} rows: {added} households new, {updated} changed, {unchanged} as before, {persons} persons."
                )
            ).format(
                rows=report.rows,
                added=report.added,
                updated=report.updated,
                unchanged=report.unchanged,
                persons=report.persons,
            )
        )
        for refused in report.refused:
            words = translate(N_("row {row}, column {column}: {reason}"))
            tell(
                "  " + words.format(row=refused.row, column=refused.column, reason=translate(refused.reason))
            )
        return REFUSED if report.refused else OK

    return take_over


def _mapping(maps: tuple[str, ...]) -> dict[str, str]:
    pairs = [one.rpartition("=") for one in maps]
    if unclear := next(
        (one for one, pair in zip(maps, pairs, strict=True) if not pair[0] or not pair[2]), None
    ):
        raise MappingUnclear(given=unclear)
    return {column.strip(): name.strip() for column, _, name in pairs}


def _households(wiring: Wiring) -> click.Command:
    @click.command("households", cls=Command, help=translate(N_("List households.")))
    @click.option("--village", help=translate(N_("Only this village, by its 12-digit code.")))
    @click.option("--group", help=translate(N_("Only this group of the village.")))
    @click.option(
        "--state",
        type=click.Choice(VISIT_STATES),
        help=translate(N_("Only those whose survey is in this state.")),
    )
    @click.option(
        "--plan",
        "plan_state",
        type=click.Choice(PLAN_STATES),
        help=translate(N_("Only those whose plan is in this state.")),
    )
    @click.option(
        "--text",
        default="",
        help=translate(N_("Name, pinyin initials, end of an ID number, or household number.")),
    )
    @click.option("--json", "as_json", is_flag=True, help=translate(N_("Tell it as JSON.")))
    def households(as_json: bool, **limits: str | None) -> int:
        with wiring.workspace() as workspace:
            rows = list(every_household(workspace, HouseholdQuery(**limits)))  # type: ignore[arg-type]
        if as_json:
            tell_json(rows)
        else:
            tell_table(
                [
                    (
                        row.id,
                        row.number,
                        row.head_name,
                        row.village,
                        row.group,
                        row.visit_state,
                        row.plan_state,
                    )
                    for row in rows
                ]
            )
        return OK

    return households


def every_household(workspace: Workspace, query: HouseholdQuery) -> Iterator[HouseholdRow]:
    """All households of a query, read page by page."""
    after: HouseholdRow | None = None
    while rows := list_households(workspace, query, after, PAGE):
        yield from rows
        after = rows[-1]


def find_household(workspace: Workspace, name: str) -> str:
    """The id of a household given by its id or its number in the register. Raises HouseholdNotFound."""
    if workspace.store.household(name) is not None:
        return name
    found = list_households(workspace, HouseholdQuery(text=name), None, PAGE)
    exact = [row.id for row in found if row.number == name]
    if len(exact) != 1:
        raise HouseholdNotFound
    return exact[0]


def _visit(wiring: Wiring) -> click.Command:
    @click.command(
        "visit",
        cls=Command,
        help=translate(
            N_(
                "Fill in a questionnaire for a household from a JSON file: for tests, and to move data in.\n\n"
                "HOUSEHOLD is an id, a household number, or “new”: then head_name, division_code, village, "
                "township, group and address of the file make it. FILE holds one object: the question's name "
                "and its answer; a list of texts for a choice of several; for rows, the repeat's name and a "
                "list of such objects. The survey is finished unless something is missing (then it ends with "
                "3, and all answers are kept as a draft) or --leave is given."
            )
        ),
    )
    @click.argument("household")
    @click.argument("file", type=click.Path(path_type=Path))
    @click.option(
        "--form",
        "form_id",
        default="household",
        show_default=True,
        help=translate(N_("Id of the questionnaire.")),
    )
    @click.option(
        "--again", is_flag=True, help=translate(N_("Survey a household anew that was surveyed before."))
    )
    @click.option("--leave", is_flag=True, help=translate(N_("Leave it as a draft, to be gone on with.")))
    @click.option("--json", "as_json", is_flag=True, help=translate(N_("Tell it as JSON.")))
    def visit(household: str, file: Path, form_id: str, again: bool, leave: bool, as_json: bool) -> int:
        answers = _read_answers(file)
        with wiring.workspace() as workspace:
            return _fill(workspace, household, answers, form_id, again, leave, as_json)

    return visit


def _fill(
    workspace: Workspace,
    household: str,
    answers: dict[str, Any],
    form_id: str,
    again: bool,
    leave: bool,
    as_json: bool,
) -> int:
    household_id = _new(workspace, answers) if household == NEW else find_household(workspace, household)
    interview = open_visit(workspace, household_id, form_id, again=again)
    filled = fill_visit(workspace, interview, answers)
    report = None if leave else finish_visit(workspace, interview)
    if report is None or not report.sealed:
        leave_visit(workspace, interview)
    problems = report.problems if report else ()
    missing = [
        {"question": interview.session.key(one.ref), "kind": one.kind, "message": one.message}
        for one in problems
    ]
    if as_json:
        finished = bool(report and report.sealed)
        tell_json({"household": household_id, "finished": finished, "filled": filled, "problems": missing})
    else:
        _tell_filled(household_id, filled, missing)
    return DECIDE if missing or filled.refused else OK


def _tell_filled(household_id: str, filled: FillReport, missing: list[dict[str, str]]) -> None:
    tell(
        translate(N_("Household {id}: {count} answers taken.")).format(id=household_id, count=filled.answered)
    )
    for refused in filled.refused:
        tell("  " + translate(N_("{key}: refused: {reason}")).format(key=refused.key, reason=refused.reason))
    if filled.not_asked:
        names = translate(N_(", ")).join(filled.not_asked)
        tell("  " + translate(N_("Not asked of this household: {names}")).format(names=names))
    for one in missing:
        tell("  " + translate(N_("{key}: {reason}")).format(key=one["question"], reason=one["message"]))


def _new(workspace: Workspace, answers: dict[str, Any]) -> str:
    return add_household(
        workspace,
        head_name=str(answers.get("head_name", "")),
        village_code=str(answers.get("division_code", "")),
        village=str(answers.get("village", "")),
        township=str(answers.get("township", "")),
        group=str(answers.get("group", "")),
        address=str(answers.get("address", "")),
        number=str(answers.get("household_number", "")),
    )


def _read_answers(file: Path) -> dict[str, Any]:
    try:
        answers = json.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as problem:
        raise FileUnreadable(name=file.name) from problem
    except ValueError as problem:
        raise AnswersUnreadable(name=file.name) from problem
    if not isinstance(answers, dict):
        raise AnswersUnreadable(name=file.name)
    return answers
