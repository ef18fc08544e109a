"""What a workbook is that is no XLSForm."""

from yihu.base.i18n import N_
from yihu.forms.problems import Problem
from yihu.forms.sheets import Workbook

_ODKX_SHEETS = frozenset(
    (
        "model",
        "prompt_types",
        "properties",
        "queries",
        "framework",
        "column_types",
        "table_specific_translations",
    )
)
_ODKX_HEADERS = frozenset(
    ("clause", "values_list", "display.prompt.text", "display.text", "display.prompt", "display")
)


def not_an_xlsform(workbook: Workbook) -> Problem | None:
    """Named as what it is; None for what may be one."""
    if not any(sheet.headers for sheet in workbook.sheets.values()):
        return Problem(
            code="workbook-empty",
            message=N_("The workbook is empty."),
            advice=N_("Choose a workbook with a sheet “survey”."),
        )
    survey = workbook.sheets.get("survey")
    if _is_odkx(workbook):
        return Problem(
            code="workbook-odkx",
            message=N_("This is a form of ODK-X, a different program from ODK with other rules."),
            advice=N_("Write the questions as an XLSForm (xlsform.org) to use them here."),
        )
    if survey is None and len(workbook.sheets) == 1:
        only = next(iter(workbook.sheets.values()))
        return None if only.column("type") and only.column("name") else _plain_list(only.name)
    if survey is None:
        names = ", ".join(sheet.name for sheet in workbook.sheets.values())
        return Problem(
            code="no-survey-sheet",
            message=N_("The workbook has no sheet “survey”, only {names}: it is no XLSForm."),
            advice=N_(
                "Name the sheet with the questions “survey”. To take in a list of households, use the import instead."
            ),
            details=(("names", names),),
        )
    if not survey.column("type", "command", "question_type"):
        return _plain_list(survey.name)
    return None


def _is_odkx(workbook: Workbook) -> bool:
    headers = {header.lower() for header in workbook.sheet("survey").headers}
    settings = {header.lower() for header in workbook.sheet("settings").headers}
    return (
        "setting_name" in settings
        or bool(headers & _ODKX_HEADERS)
        or bool(_ODKX_SHEETS & workbook.sheets.keys() and "survey" not in workbook.sheets)
    )


def _plain_list(name: str) -> Problem:
    return Problem(
        code="workbook-plain-list",
        message=N_("This is a list, not a questionnaire: the sheet “{name}” has no column “type”."),
        advice=N_("To take in a list of households, use the import instead."),
        sheet=name,
        row=1,
        details=(("name", name),),
    )
