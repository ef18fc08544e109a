"""A workbook, or an XForm, on a stick to a form, with everything that is wrong with it explained."""

import hashlib
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, replace
from pathlib import Path

from yihu.base.i18n import N_
from yihu.base.progress import Progress, Silent
from yihu.forms.apart import convert_apart, is_worth_it
from yihu.forms.attachments import names_in, read_beside, tell_missing, tell_strange
from yihu.forms.circles import find_circle
from yihu.forms.conversion import Converted, convert
from yihu.forms.form import Form
from yihu.forms.formulas import check_formulas, check_lists
from yihu.forms.instances import EXTERNAL_CHOICES
from yihu.forms.kinds import not_an_xlsform
from yihu.forms.limits import check_limits
from yihu.forms.lists import MOST_PIECES
from yihu.forms.parse import parse_xform
from yihu.forms.pattern_checks import check_binds
from yihu.forms.problems import FormRefused, ListUnreadable, Problem, XFormRefused
from yihu.forms.repair_sheets import name_sheets
from yihu.forms.repairs import repair
from yihu.forms.sheets import Sheet, Workbook, read_file, read_sheets


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedForm:
    """A form as it is to be kept: `parse_xform(xform, resources=attachments)` gives it again.

    Attributes:
        file_name: of the workbook.
        sha256: of the workbook, hexadecimal; with files beside it half of it and half of theirs (`of_workbook`).
        attachments: files beside the workbook that it names, by name.
        repairs: what was put right.
        warnings: what is worth knowing, e.g. files that are missing.
    """

    file_name: str
    sha256: str
    form: Form
    xform: str
    attachments: Mapping[str, bytes]
    repairs: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()


_HALF = 32
_LARGEST_XFORM = 32_000_000

Conversions = MutableMapping[str, Converted]
"""Conversions made before, by the hash of their workbook; new ones are added."""


def read_workbook(
    path: Path, *, progress: Progress | None = None, conversions: Conversions | None = None
) -> ImportedForm:
    """Read an XLSForm workbook (.xlsx, .xlsm, .xls), or an XForm (.xml), with the files beside it.

    Raises FormRefused with every problem found, FileUnreadable, Cancelled. Takes up to some seconds.
    """
    content = read_file(path)
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        _refuse_endless(path, content)
        imported = _imported(path, content, _as_text(path, content), None, ())
        warnings = (*imported.warnings, *check_limits(imported.form), *check_binds(imported.form))
        return replace(imported, warnings=warnings)
    workbook = read_sheets(path, content, progress)
    named = name_sheets(workbook)
    stranger = not_an_xlsform(workbook)
    if stranger is not None:
        raise FormRefused((stranger,), name=path.name)
    repairs = (*named, *repair(workbook, progress or Silent()))
    formulas = list(check_formulas(workbook))
    errors = [problem for problem in formulas if problem.severity == "error"]
    converted, problems = _convert(
        workbook, hashlib.sha256(content).hexdigest(), progress or Silent(), conversions
    )
    if converted is None or errors:
        raise FormRefused((*sorted({*problems, *errors}, key=_by_place), *repairs), name=path.name)
    xform, told, external = converted
    imported = _imported(
        path, content, xform, external, (*told, *(each for each in formulas if each not in errors)), repairs
    )
    _refuse_circle(imported.form, workbook)
    lists = check_lists(workbook, imported.form.lists.ids())
    return replace(imported, warnings=(*imported.warnings, *lists, *check_limits(imported.form, workbook)))


def _convert(
    workbook: Workbook, sha256: str, progress: Progress, conversions: Conversions | None
) -> tuple[Converted | None, list[Problem]]:
    known = conversions.get(sha256) if conversions is not None else None
    if known is not None:
        return known, []
    made = convert_apart(workbook, progress) if is_worth_it(workbook, progress) else None
    converted, problems = made if made is not None else convert(workbook, progress)
    if converted is not None and conversions is not None:
        conversions[sha256] = converted
    return converted, problems


def of_workbook(sha256: str) -> str:
    """The part of an imported form's hash that is its workbook's alone, whatever lies beside it."""
    return sha256[:_HALF]


def _with_files(sha256: str, attachments: Mapping[str, bytes]) -> str:
    beside = {name: content for name, content in attachments.items() if name != EXTERNAL_CHOICES}
    if not beside:
        return sha256
    files = hashlib.sha256()
    for name, content in sorted(beside.items()):
        files.update(f"{name}\0{hashlib.sha256(content).hexdigest()}\n".encode())
    return sha256[:_HALF] + files.hexdigest()[:_HALF]


def _by_place(problem: Problem) -> tuple[str, int, str, str]:
    return problem.sheet, problem.row or 0, problem.column, problem.code


def _refuse_endless(path: Path, content: bytes) -> None:
    if len(content) > _LARGEST_XFORM or content.count(b"<") > MOST_PIECES:
        refused = Problem(
            code="workbook-too-large",
            message=N_("It is far too large for a questionnaire."),
            advice=N_("Put long lists into a CSV file beside the workbook (select_one_from_file)."),
        )
        raise FormRefused((refused,), name=path.name)


def _as_text(path: Path, content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        refused = Problem(
            code="xform-refused",
            message=N_("The file is no XForm in UTF-8."),
            advice=N_("Choose the workbook instead."),
        )
        raise FormRefused((refused,), name=path.name) from problem


def _imported(
    path: Path,
    content: bytes,
    xform: str,
    external: str | None,
    warnings: tuple[Problem, ...],
    repairs: tuple[Problem, ...] = (),
) -> ImportedForm:
    names = names_in(xform)
    attachments = read_beside(path, names)
    if external:
        attachments[EXTERNAL_CHOICES] = external.encode()
    try:
        form = parse_xform(xform, resources=attachments)
        _read_lists(form)
    except (XFormRefused, ListUnreadable) as problem:
        details = tuple((name, str(value)) for name, value in problem.parameters.items())
        refused = Problem(code=problem.code, message=problem.message, advice=problem.advice, details=details)
        raise FormRefused((refused,), name=path.name) from problem
    return ImportedForm(
        file_name=path.name,
        sha256=_with_files(hashlib.sha256(content).hexdigest(), attachments),
        form=form,
        xform=xform,
        attachments=attachments,
        repairs=repairs,
        warnings=(*warnings, *tell_missing(names, attachments), *tell_strange(xform)),
    )


def _read_lists(form: Form) -> None:
    """A list that can't be read is told now, and not when somebody stands at a door."""
    for list_id, _name in form.lists.file_names():
        form.lists.document(list_id)


def _refuse_circle(form: Form, workbook: Workbook) -> None:
    circle = find_circle(form)
    if circle:
        survey = workbook.sheet("survey")
        row = _row_of(circle[0].rpartition("/")[2], survey)
        column = _rule_of(survey.cells_at(row or 0), survey)
        told = Problem(
            code="form-circular",
            message=N_("These calculations go in a circle: {circle}."),
            advice=N_("Take one of them out of the circle."),
            sheet="survey",
            row=row,
            column=column,
            before=survey.cells_at(row or 0).get(column, ""),
            details=(("circle", " → ".join((*circle, circle[0]))),),
        )
        raise FormRefused((told,), name=workbook.file_name)


def _rule_of(cells: Mapping[str, str], survey: Sheet) -> str:
    """The column of the expression that goes round: the calculation, or else the condition."""
    columns = [
        survey.column("calculation", "calculate", "bind::calculate"),
        survey.column("relevant", "relevance", "bind::relevant"),
    ]
    return next((each for each in columns if cells.get(each)), "")


def _row_of(name: str, sheet: Sheet) -> int | None:
    column = sheet.column("name")
    return next((row for row, cells in sheet.numbered() if cells.get(column) == name), None)
