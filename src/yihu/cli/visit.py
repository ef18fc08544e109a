"""`yihu visit`: answers from a file."""

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
    leave_visit,
    open_visit,
)
from yihu.base.errors import FileUnreadable, UserError
from yihu.base.i18n import N_, translate
from yihu.cli.backups import copy_finished
from yihu.cli.households import find_household
from yihu.cli.opening import Command, Wiring
from yihu.cli.telling import DECIDE, OK, tell, tell_json

NEW = "new"


class AnswersUnreadable(UserError):
    """A file of answers that is no JSON object."""

    code = "answers-unreadable"
    message = N_("The file {name} holds no answers: one JSON object is needed.")
    advice = N_("See yihu visit --help for its form. Nothing was changed.")


def commands(wiring: Wiring) -> Iterator[click.Command]:
    """The command `visit`."""
    yield _visit(wiring)


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
                "list of such objects. The survey is finished unless something is missing or an answer is "
                "refused (then it ends with 3, and what was taken is kept as a draft) or --leave is given."
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
    # Finishing would say that a person has seen to all of it.
    report = None if leave or filled.refused else finish_visit(workspace, interview)
    if report is None or not report.sealed:
        leave_visit(workspace, interview)
    else:
        copy_finished(workspace)
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
    if filled.refused:
        tell(
            translate(
                N_(
                    "The questionnaire is not finished, as not all answers were taken. Those taken are kept as a draft: correct the others and call it again."
                )
            )
        )
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
