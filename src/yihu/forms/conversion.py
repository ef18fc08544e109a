"""An XLSForm's sheets to XForm text, through pyxform, with all its complaints collected."""

import re
from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache
from time import monotonic
from typing import Any, Final

from yihu.base.i18n import N_
from yihu.base.progress import Progress
from yihu.forms.conversion_warnings import tell_warning
from yihu.forms.own_columns import as_attributes
from yihu.forms.problems import Problem
from yihu.forms.repair_types import LISTLESS
from yihu.forms.sheets import Workbook

_MOST_PROBLEMS: Final = 60
_PATIENCE_S: Final = 20.0
_ROW = re.compile(r"\[row : (\d+)\]|\brow[: ]+(\d+)", re.IGNORECASE)
_TYPE = re.compile(r"Unknown question type '([^']+)'")
_SHEET = re.compile(r"'(survey|choices|settings|entities|external_choices)' sheet")
_COLUMN = re.compile(r"the '([^']+)' value")
_NAMED = re.compile(r"(?:name|question|named|list name|list) '?([A-Za-z_][\w.\-]*)'?")
_ELEMENT = re.compile(r"survey element named '?([^' ]+?)'?(?: |\.|$)|^Question '([^']+)'")
_TYPES: Final = (
    "text", "integer", "decimal", "range", "select_one", "select_multiple", "select_one_from_file", "rank", "note", "geopoint",
    "geotrace", "geoshape", "date", "time", "dateTime", "image", "audio", "video", "file", "barcode", "calculate", "acknowledge",
    "hidden", "start", "end", "today", "deviceid", "username", "audit",
)  # fmt: skip
_NEAR: Final = 0.75
_OF_TYPE: Final = ("question-type-unknown", "choice-list-missing", "choice-list-unnamed")
_HARMLESS: Final = "text"
"""The type that stands for a wrong one, so that what refers to the question isn't told as wrong too."""
_NAMING: Final = ("type", "name", "list_name", "list name")
_NEEDED: Final = ("label", "calculat")
_REFERENCE = re.compile(r"\$\{[^{}]*\}?")
_LIST_NOT_NAMED: Final = "Arguments 'itemset' and 'list_name'"
_SHEETS: Final = ("survey", "choices", "settings", "external_choices", "entities", "osm")

Converted = tuple[str, list[Problem], str | None]
"""(XForm text, warnings, external choices as CSV or None)"""


def convert(workbook: Workbook, progress: Progress) -> tuple[Converted | None, list[Problem]]:
    """The XForm, or None with every problem found.

    pyxform stops at the first problem. To tell all at once, the row or cell that it complains about
    is taken out of a copy and the rest is tried again.
    """
    from pyxform.errors import PyXFormError
    from pyxform.xls2xform import convert as pyxform_convert

    problems: list[Problem] = []
    copy, began = workbook.copy(), monotonic()
    while len(problems) < _MOST_PROBLEMS and monotonic() - began < _PATIENCE_S:
        progress.step(len(problems), _MOST_PROBLEMS)
        try:
            result = pyxform_convert(_for_pyxform(copy))
        except PyXFormError as error:
            problem = explain(error, copy)
        except Exception as error:
            # pyxform meets some spreadsheets with errors of its own; they are as much a refusal.
            problem = _unexplained(error)
        else:
            told = [tell_warning(text, _plain(text)) for text in result.warnings]
            warnings = [warning for warning in told if warning is not None]
            return (None if problems else (result.xform, warnings, result.itemsets)), problems
        if problem in problems or not _take_out(problem, copy):
            problems.append(problem)
            break
        problems.append(problem)
    return None, list(dict.fromkeys(problems))


def _for_pyxform(workbook: Workbook) -> dict[str, Any]:
    stem = workbook.file_name.rpartition(".")[0] or workbook.file_name
    given: dict[str, Any] = {
        "sheet_names": [sheet.name for sheet in workbook.sheets.values()],
        "fallback_form_name": stem,
    }
    for name, sheet in _known_sheets(workbook):
        given[name] = [dict(row) for row in sheet.rows]
        given[f"{name}_header"] = [dict.fromkeys(sheet.headers)] if sheet.headers else []
    as_attributes(given)
    return given


def _known_sheets(workbook: Workbook) -> Iterator[tuple[str, Any]]:
    if len(workbook.sheets) == 1:
        yield "survey", next(iter(workbook.sheets.values()))
        return
    for name in _SHEETS:
        if name in workbook.sheets:
            yield name, workbook.sheets[name]


def explain(error: Any, workbook: Workbook) -> Problem:
    """What pyxform says, with its place in the workbook."""
    text, context = str(error), dict(getattr(error, "context", None) or {})
    code, said = _code_of(error, text)
    context = said | context
    text = text.replace("the 'dataset' value", "the 'list_name' value")
    sheet = _match(_SHEET, text) or str(context.get("sheet") or "survey" * ("[row" in text))
    column = (
        workbook.sheet("survey").column("type", "command")
        if _match(_TYPE, text)
        else _column(
            sheet,
            str(context.get("column", "").replace("dataset", "list_name") or _match(_COLUMN, text) or ""),
            workbook,
        )
    )
    row = context.get("row") or _match(_ROW, text)
    named = "" if str(row or "").isdigit() else _match(_ELEMENT, text) or str(context.get("value", ""))
    number = (
        _numbered(int(row), sheet or "survey", workbook)
        if str(row or "").isdigit()
        else _row_of_type(text, workbook)
        or _row_without_list(text, workbook)
        or _row_of_name(named, workbook)
    )
    sheet = sheet or ("survey" if number is not None else "")
    before = _cell(workbook, sheet, number, column)
    text = _LIST_NOT_NAMED if _is_bare(_match(_TYPE, text)) else text
    known = next((each for pattern, each in _BY_TEXT if pattern in text), None) or _KNOWN.get(code)
    name, message, advice = known or ("pyxform", "{text}", "")
    details = {key: str(value) for key, value in context.items()} | {"text": _plain(text), "before": before}
    after = _meant(before) if name == "question-type-unknown" else ""
    return Problem(
        code=name, message=message, advice=advice, sheet=sheet, row=number, column=column, before=before, after=after,
        details=tuple(sorted(details.items())),
    )  # fmt: skip


def _meant(written: str) -> str:
    """The type that a mistyped one is nearest to; "" where none is near."""
    word, _, rest = written.partition(" ")
    near = get_close_matches(word.lower(), _TYPES, 1, _NEAR)
    return f"{near[0]} {rest}".strip() if near else ""


def _code_of(error: Any, text: str) -> tuple[str, dict[str, str]]:
    """pyxform's own code for what it says, and what it says it of; many of its errors carry the words only."""
    from pyxform.errors import ErrorCode

    code = getattr(getattr(error, "code", None), "name", "")
    if code:
        return code, {}
    for each in ErrorCode:
        found = re.match(_pattern_of(each.value.msg), text)
        if found:
            return each.name, {name: value for name, value in found.groupdict().items() if value}
    return "", {}


@cache
def _pattern_of(message: str) -> re.Pattern[str]:
    """A message of pyxform with places, as a pattern for what it becomes."""
    parts = re.split(r"\{(\w+)\}", message.replace("{{", "\0").replace("}}", "\1"))
    seen: set[str] = set()
    pattern = ""
    for at, part in enumerate(parts):
        if at % 2 == 0:
            pattern += re.escape(part.replace("\0", "{").replace("\1", "}"))
        else:
            pattern += f"(?P<{part}>.*?)" if part not in seen else ".*?"
            seen.add(part)
    return re.compile(pattern, re.DOTALL)


def _numbered(row: int, sheet: str, workbook: Workbook) -> int:
    """pyxform counts as if nothing were above the headers."""
    return row + workbook.sheet(sheet).first_row - 2 if row > 1 else row


def _row_of_name(name: str, workbook: Workbook) -> int | None:
    sheet = workbook.sheet("survey")
    column = sheet.column("name", "tag", "value")
    return next((row for row, cells in sheet.numbered() if name and cells.get(column) == name), None)


def _row_of_type(text: str, workbook: Workbook) -> int | None:
    """pyxform doesn't say where an unknown type stands."""
    wanted = _match(_TYPE, text)
    sheet = workbook.sheet("survey")
    column = sheet.column("type", "command")
    return next((row for row, cells in sheet.numbered() if wanted and cells.get(column, "") == wanted), None)


def _row_without_list(text: str, workbook: Workbook) -> int | None:
    """Nor which question with choices names no list."""
    sheet = workbook.sheet("survey")
    column = sheet.column("type", "command")
    bare = (row for row, cells in sheet.numbered() if _is_bare(cells.get(column, "")))
    return next(bare, None) if _LIST_NOT_NAMED in text else None


def _is_bare(kind: str) -> bool:
    return "_".join(kind.lower().split()) in LISTLESS


def _match(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return next((group for group in found.groups() if group), "") if found else ""


def _column(sheet: str, column: str, workbook: Workbook) -> str:
    headers = workbook.sheet(sheet).headers
    return next((header for header in headers if header.lower() == column.lower()), column)


def _cell(workbook: Workbook, sheet: str, row: int | None, column: str) -> str:
    cells = workbook.sheet(sheet).cells_at(row or 0)
    return cells.get(column, "") or cells.get("type", "") or cells.get("name", "")


def _plain(text: str) -> str:
    """pyxform's own words without the place and the web address."""
    return re.sub(r"\s*Learn more: \S+", "", re.sub(r"^\[row : \d+\]\s*", "", text)).strip()


def _unexplained(error: Exception) -> Problem:
    return Problem(
        code="workbook-not-understood",
        message=N_("The workbook can't be understood: {text}"),
        advice=N_("Compare its columns with the template on xlsform.org."),
        details=(("text", f"{type(error).__name__}: {error}"[:200]),),
    )


def _take_out(problem: Problem, workbook: Workbook) -> bool:
    """Take out of the copy what was complained about, so that the rest can be looked at. False if that can't be done."""
    if problem.sheet == "entities":
        return _without_entities(workbook)
    sheet = workbook.sheets.get(problem.sheet)
    cells = sheet.cells_at(problem.row or 0) if sheet is not None else {}
    if not cells:
        return False
    kind = sheet.column("type", "command") if sheet is not None else ""
    if problem.code in _OF_TYPE and cells.get(kind) and cells[kind] != _HARMLESS:
        cells[kind] = _HARMLESS
    elif problem.column in cells and problem.column.lower() not in _NAMING:
        _blank(cells, problem)
    elif cells.get(kind, "").lower().startswith(("begin", "end")):
        return _keep_group(cells, problem)
    else:
        cells.clear()
    return True


def _blank(cells: dict[str, str], problem: Problem) -> None:
    """Something stays in the cell where its lack would be told too."""
    text = cells[problem.column]
    if problem.code.startswith("reference-") and "${" in text:
        cells[problem.column] = _REFERENCE.sub("1", text)
    elif problem.column.lower().startswith(_NEEDED):
        cells[problem.column] = "1"
    else:
        del cells[problem.column]


def _without_entities(workbook: Workbook) -> bool:
    """What is wrong with a list of entities makes every answer that goes there wrong too."""
    survey = workbook.sheet("survey")
    column = survey.column("save_to")
    for cells in survey.rows:
        cells.pop(column, None)
    return workbook.sheets.pop("entities", None) is not None


def _keep_group(cells: dict[str, str], problem: Problem) -> bool:
    """A group's row has to stay: it only gets another name."""
    if "unmatched" in problem.code or "name" not in cells or cells["name"].endswith("__"):
        return False
    cells["name"] = f"{re.sub(r'[^A-Za-z0-9_]', '_', cells['name'])}_{problem.row}__"
    return True


_Told = tuple[str, str, str]

_RANGE: Final[_Told] = (
    "range-parameters",
    N_("The parameters of this range can't be used: {before}"),
    N_("Write start, end and step as numbers that fit together: start=0 end=10 step=1."),
)
_PARAMETERS: Final[_Told] = (
    "parameters-unreadable",
    N_("These parameters can't be used here: {before}"),
    N_("Write key=value key=value, with the keys that this type of question has."),
)
_KNOWN: Final[dict[str, _Told]] = {
    "NAMES_001": ("question-name-twice", N_("The name “{value}” is used twice in one group."), N_("Give this question another name.")),
    "NAMES_003": ("repeat-name-taken", N_("A repeat can't be called “{value}”, like the form itself."), N_("Give the repeat another name.")),
    "NAMES_004": ("repeat-name-twice", N_("The repeat name “{value}” is used twice."), N_("Give this repeat another name.")),
    "NAMES_005": ("name-meta", N_("A question can't be called “meta”."), N_("Give it another name, for example meta_data.")),
    "NAMES_006": ("choice-name-missing", N_("A choice has no name."), N_("Write a short name without blanks in the column “name”.")),
    "NAMES_007": ("choice-name-twice", N_("The choice name “{before}” is used twice in one list."), N_("Give it another name, or write “yes” under allow_choice_duplicates on the settings sheet.")),
    "NAMES_008": ("name-characters", N_("“{before}” can't be a name."), N_("Names begin with a letter and have letters, digits, _ - and . only.")),
    "NAMES_009": ("name-characters", N_("“{name}” can't be a name."), N_("Names begin with a letter and have letters, digits, _ - and . only.")),
    "PYREF_001": ("reference-unreadable", N_("A reference to a question isn't written as ${name}."), N_("Write ${name} with the name of a question.")),
    "PYREF_003": ("reference-unknown", N_("There is no question called “{q}”."), N_("Write the name of a question of the survey sheet between ${ and }.")),
    "PYREF_004": ("reference-unclear", N_("Several questions are called “{q}”."), N_("Give each of them a name of its own.")),
    "HEADER_001": ("headers-missing", N_("The sheet “{sheet_name}” has no row of headers."), N_("The first row must hold the names of the columns: type, name, label...")),
    "HEADER_002": ("headers-same", N_("The columns “{other}” and “{header}” mean the same."), N_("Keep one of them.")),
    "HEADER_003": ("headers-required", N_("The sheet “{sheet_name}” lacks the columns {missing}."), N_("Add them to the first row.")),
    "HEADER_004": ("header-characters", N_("The header “{column}” of the choices is blank or has a blank in it."), N_("Write it as one word.")),
    "SURVEY_001": ("group-end-unmatched", N_("A group or repeat ends here that never began."), N_("Remove this row, or add its “begin” row.")),
    "SURVEY_002": ("group-begin-unmatched", N_("A group or repeat begins here and never ends."), N_("Add an “end” row behind its last question.")),
    "PYREF_002": ("reference-list", N_("Several references need commas between them."), N_("Write ${a}, ${b}.")),
    "HEADER_005": ("entities-header", N_("The sheet “entities” has columns that aren't known: {columns}."), N_("Known are list_name, label, entity_id, create_if, update_if.")),
    "NAMES_010": ("name-underscores", N_("“{before}” can't be a name here: it begins with two underscores."), N_("Take them away.")),
    "NAMES_011": ("name-period", N_("“{before}” can't be the name of a list of entities: it has a point in it."), N_("Write an underscore instead.")),
    "NAMES_012": ("name-reserved", N_("An answer can't be saved as “name” or “label”."), N_("Write another name under “save_to”; the label of an entity stands on the sheet “entities”.")),
    "NAMES_014": ("entities-twice", N_("A list of entities stands twice on the sheet “entities”."), N_("Keep one row for each list.")),
    "NAMES_015": ("entities-unnamed", N_("A list of entities has no name."), N_("Write its name in the column “list_name”.")),
    "ENTITY_002": ("save-to-twice", N_("Two answers are saved as “{saveto}”."), N_("Give one of them another name under “save_to”.")),
    "ENTITY_003": ("save-to-group", N_("Groups and repeats can't be saved, only answers."), N_("Write “save_to” beside the questions of the group.")),
    "ENTITY_004": ("save-to-list-unknown", N_("There is no list of entities called “{dataset}”."), N_("Write the name of a list of the sheet “entities” before the “#”.")),
    "ENTITY_005": ("entities-label-missing", N_("New entities of the list “{dataset}” need a label."), N_("Write under “label” what they are called by, for example ${head}.")),
    "ENTITY_006": ("entities-update-if-missing", N_("The list “{dataset}” creates and changes entities, but not when it changes them."), N_("Write the condition under “update_if”.")),
    "ENTITY_007": ("entities-id-missing", N_("The list “{dataset}” changes entities, but not which."), N_("Write the question that chooses the entity under “entity_id”, for example ${household}.")),
    "ENTITY_008": ("save-to-which-list", N_("There are several lists of entities, and it isn't said to which this answer belongs."), N_("Write list#name under “save_to”.")),
    "ENTITY_009": ("entities-one-place", N_("Two lists of entities are filled in the same group."), N_("Fill one of them from the questions of another group or repeat.")),
    "ENTITY_011": ("entities-two-places", N_("The list of entities “{dataset}” is filled from two repeats."), N_("Take the answers of one list from one repeat.")),
    "ENTITY_012": ("entities-two-places", N_("The list of entities “{dataset}” is filled from two repeats."), N_("Take the answers of one list from one repeat.")),
    "ENTITY_013": ("save-to-signs", N_("“save_to” has more than one “#”."), N_("Write list#name.")),
    "RANGE_001": _RANGE,
    "RANGE_002": _RANGE,
    "RANGE_003": _RANGE,
    "RANGE_004": _RANGE,
    "RANGE_005": _RANGE,
    "RANGE_006": _RANGE,
    "RANGE_007": _RANGE,
    "RANGE_008": _RANGE,
    "RANGE_009": _RANGE,
    "RANGE_010": _RANGE,
    "RANGE_011": _RANGE,
    "RANGE_012": _RANGE,
    "SURVEY_004": _PARAMETERS, "SURVEY_005": _PARAMETERS, "SURVEY_007": _PARAMETERS, "SURVEY_008": _PARAMETERS, "SURVEY_009": _PARAMETERS,
    "ENTITY_001": ("save-to-without-list", N_("“save_to” is used, but the workbook has no sheet “entities”."), N_("Add a sheet “entities” with list_name and label.")),
}  # fmt: skip

_BY_TEXT: Final[tuple[tuple[str, _Told], ...]] = (
    ("Names must begin with a letter", _KNOWN["NAMES_008"]),
    ("Choice names must be unique", _KNOWN["NAMES_007"]),
    ("Choices must have a name", _KNOWN["NAMES_006"]),
    ("Unknown question type 'cascading", ("cascading-select", N_("Questions of the type “cascading_select” belong to an older XLSForm."), N_("Write select_one LIST for each step, with the column “choice_filter”."))),
    ("List name not in external choices sheet", ("choice-list-missing", N_("The list of choices that this question names isn't on the sheet external_choices."), N_("Add the list to that sheet, or correct its name."))),
    ("There should be an external_choices sheet", ("choices-missing", N_("The workbook has questions of the type select_one_external, but no sheet “external_choices”."), N_("Add that sheet with the columns list_name, name, label."))),
    ("should end with one of the supported file extensions", ("list-file-name", N_("The name of the file with the choices doesn't end in .csv, .xml or .geojson."), N_("Write the whole name of the file, for example villages.csv."))),
    ("same instance id will be generated", ("list-twice", N_("A list of choices and a file beside the workbook have the same name."), N_("Give the list of choices another name."))),
    ("trigger' column must not be empty", ("trigger-missing", N_("A question of the type background-geopoint needs a trigger."), N_("Write under “trigger” the question after which the place is taken."))),
    ("must also specify an image", ("image-missing", N_("“big-image” needs an image beside it."), N_("Add the column “image”."))),
    ("There is no survey element named", ("reference-unknown", N_("A reference names a question that isn't there."), N_("Write the name of a question of the survey sheet between ${ and }."))),
    ("There are multiple survey elements named", ("reference-unclear", N_("A reference names several questions."), N_("Give each of them a name of its own."))),
    ("Unknown question type", ("question-type-unknown", N_("There is no question type “{before}”."), N_("Write a type such as text, integer, select_one LIST or date."))),
    ("List name not in choices sheet", ("choice-list-missing", N_("The list of choices that this question names isn't on the choices sheet."), N_("Add the list to the choices sheet, or correct its name."))),
    ("There should be a choices sheet", ("choices-missing", N_("The workbook has questions with choices, but no sheet “choices”."), N_("Add a sheet “choices” with the columns list_name, name, label."))),
    ("must have a sheet named 'survey'", ("no-survey-sheet", N_("The workbook has no sheet called “survey”: it is no XLSForm."), N_("Name the sheet with the questions “survey”."))),
    ("Question or group with no name", ("question-name-missing", N_("A question or group has no name."), N_("Write a short name without blanks in the column “name”."))),
    ("has no name", ("question-name-missing", N_("A question or group has no name."), N_("Write a short name without blanks in the column “name”."))),
    (_LIST_NOT_NAMED, ("choice-list-unnamed", N_("A question with choices doesn't say which list they are on."), N_("Write the list's name behind the type: select_one LIST."))),
    ("Missing calculation", ("calculation-missing", N_("A question of the type “calculate” has no calculation."), N_("Write it in the column “calculation”."))),
    ("Audits must always be named", ("name-of-audit", N_("A row of the type “audit” can't have another name than “audit”."), N_("Leave its name blank."))),
    ("Repeat loop without list name", ("loop-list-missing", N_("“begin loop” lacks the list of choices that it goes through."), N_("Write begin loop over LIST."))),
    ("List name not in columns sheet", ("loop-list-missing", N_("“begin loop” lacks the list of choices that it goes through."), N_("Write begin loop over LIST."))),
    ("has no label", ("label-missing", N_("A question has no label."), N_("Write what is to be asked in the column “label”."))),
    ("no type", ("question-type-missing", N_("A question has no type."), N_("Write a type such as text, integer, select_one LIST or date."))),
)  # fmt: skip
