"""Every expression of a workbook, read before the form is used."""

import re
from collections.abc import Collection, Iterator
from typing import Final

from yihu.base.i18n import N_
from yihu.forms.pattern_checks import check_patterns
from yihu.forms.problems import Problem
from yihu.forms.sheets import Sheet, Workbook
from yihu.xpath import XPathProblem, compile_expression

_COLUMNS: Final = (
    "relevant", "relevance", "bind::relevant", "constraint", "bind::constraint", "calculation", "calculate",
    "bind::calculate", "required", "readonly", "read_only", "choice_filter", "repeat_count", "jr:count", "soft_constraint",
)  # fmt: skip
_YES_NO: Final = frozenset(("yes", "no", "true", "false", "true()", "false()"))
_REFERENCE = re.compile(r"\$\{([^{}]*)\}")
_PATH = re.compile(r"(?<![\w/.)\]*@:]) ?/([\w.\-]+)(?![\w.\-/:]) *")
_LAST_SAVED: Final = "last-saved#"
_LAST_SAVED_LIST: Final = "__last-saved"
_LIST_UNKNOWN: Final = N_(
    "Question “{question}” looks into the list “{list}”, which the form doesn't have: it finds nothing."
)
_NAME_THE_LIST: Final = N_(
    "Correct the name, or bring the list along: a select_one of it, or a row of the type csv-external with that name."
)


def check_formulas(workbook: Workbook) -> Iterator[Problem]:
    """What can't be read (error), and functions that there aren't (warning), each with its place."""
    sheet = workbook.sheet("survey")
    named = sheet.column("name", "tag", "value")
    yield from _check_sheet(sheet, formula_columns(sheet), named)
    settings, entities = workbook.sheet("settings"), workbook.sheet("entities")
    yield from _check_sheet(settings, [settings.column("instance_name")], "")
    expressions = [entities.column(name) for name in ("create_if", "update_if", "entity_id")]
    yield from _check_sheet(entities, expressions, entities.column("list_name", "dataset"))


def _check_sheet(sheet: Sheet, columns: list[str], named: str) -> Iterator[Problem]:
    for row, cells in sheet.numbered():
        for column in filter(None, columns):
            text = cells.get(column, "")
            if text and text.lower() not in _YES_NO:
                yield from _check(text, row, column, sheet, cells.get(named, ""))


def formula_columns(sheet: Sheet) -> list[str]:
    """Headers of the columns that hold expressions."""
    return [header for header in sheet.headers if header.lower().replace(" ", "_") in _COLUMNS]


def expression_cells(workbook: Workbook) -> Iterator[tuple[Sheet, int, str]]:
    """(sheet, row, column) of every cell that holds an expression."""
    survey, settings, entities = (workbook.sheet(name) for name in ("survey", "settings", "entities"))
    held = (
        (survey, formula_columns(survey)),
        (settings, [settings.column("instance_name")]),
        (entities, [entities.column(name) for name in ("create_if", "update_if", "entity_id")]),
    )
    for sheet, columns in held:
        for row, cells in sheet.numbered():
            for column in columns:
                if cells.get(column) and cells[column].lower() not in _YES_NO:
                    yield sheet, row, column


def check_lists(workbook: Workbook, known: Collection[str]) -> Iterator[Problem]:
    """A warning for each list that an expression looks into and the form lacks; known: names of those it has."""
    for sheet, row, column in expression_cells(workbook):
        text = sheet.cells_at(row)[column]
        if "instance" in text:
            for name in sorted(_lists_in(text) - {*known, _LAST_SAVED_LIST}):
                yield Problem(
                    code="list-unknown",
                    message=_LIST_UNKNOWN,
                    advice=_NAME_THE_LIST,
                    sheet=sheet.name,
                    row=row,
                    column=column,
                    before=text,
                    severity="warning",
                    details=(("list", name), ("question", sheet.cells_at(row).get(sheet.column("name"), ""))),
                )


def _lists_in(text: str) -> frozenset[str]:
    try:
        return compile_expression(readable(text), namespaces=_PREFIXES).dependencies.instances
    except XPathProblem:
        return frozenset()


def can_be_read(text: str) -> bool:
    """Whether it is an expression."""
    try:
        compile_expression(readable(text), namespaces=_PREFIXES)
    except XPathProblem:
        return False
    return True


def _check(text: str, row: int, column: str, sheet: Sheet, question: str) -> Iterator[Problem]:
    try:
        compiled = compile_expression(readable(text), namespaces=_PREFIXES)
    except XPathProblem as problem:
        yield _problem(problem, text, row, column, sheet, question)
        return
    place = Problem(code="", message="", sheet=sheet.name, row=row, column=column, before=text)
    yield from check_patterns(text, place)
    for found in compiled.problems:
        yield _problem(found, text, row, column, sheet, question, warning=True)


_PREFIXES: Final = {prefix: f"urn:{prefix}" for prefix in ("jr", "odk", "orx")}


def readable(text: str) -> str:
    """The expression with each `${name}` as a path of the same length, so that places stay right."""
    return _REFERENCE.sub(_as_path, text)


def _as_path(found: re.Match[str]) -> str:
    name = found[1].removeprefix(_LAST_SAVED)
    path = " /" + re.sub(r"[^\w.\-]", "_", name)
    return path.ljust(len(found[0]))


def _with_references(text: str) -> str:
    return _PATH.sub(r"${\1} ", text).replace("}  ", "} ").strip()


def _problem(
    problem: XPathProblem,
    text: str,
    row: int,
    column: str,
    sheet: Sheet,
    question: str,
    *,
    warning: bool = False,
) -> Problem:
    details = [(name, _with_references(str(value))) for name, value in sorted(problem.parameters.items())]
    return Problem(
        code=problem.code,
        message=_OF_A_QUESTION if question else problem.message,
        advice=problem.advice,
        sheet=sheet.name,
        row=row,
        column=column,
        before=text,
        severity="warning" if warning else "error",
        # The problem comes first, so that the places in its own words are filled after it.
        details=(("problem", problem.message), ("question", question), ("column", column), *details),
    )


_OF_A_QUESTION: Final = N_("Question “{question}”, column “{column}”: {problem}")
