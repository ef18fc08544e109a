"""Sheets by other names, titles above the headers, remarks between the questions, yes and no by other words."""

from collections.abc import Callable, Iterator
from typing import Final

from yihu.base.i18n import N_
from yihu.forms.problems import Problem
from yihu.forms.repair_notes import Mender, list_column, name_column, told, type_column
from yihu.forms.repair_types import is_type, usual_type
from yihu.forms.sheets import Sheet, Workbook

_YES: Final = frozenset(
    (
        "y",
        "x",
        "是",
        "必填",
        "必须",
        "oui",
        "si",
        "sí",
        "sim",
        "ja",
        "tak",
        "required",
        "mandatory",
        "always",
        "✓",
        "√",
        "1.0",
        "yes.",
        "y.",
    )
)
_NO: Final = frozenset(
    (
        "n",
        "否",
        "不",
        "不必",
        "选填",
        "non",
        "nein",
        "nie",
        "optional",
        "never",
        "recommended",
        "0.0",
        "no.",
        "n.",
    )
)
_REMARKS: Final = ("#", "//", "--", "※")


def name_sheets(workbook: Workbook) -> list[Problem]:
    """The sheets of questions and of choices by what is in them, where none has the usual name; gives what was done."""
    done = []
    for key, fits in (("survey", _holds_questions), ("choices", _holds_choices)):
        found = [name for name, sheet in workbook.sheets.items() if fits(sheet)]
        only = key == "survey" and len(workbook.sheets) == 1
        wanted = key not in workbook.sheets and (key == "survey" or "survey" in workbook.sheets)
        if wanted and (len(found) == 1 or (only and type_column(next(iter(workbook.sheets.values()))))):
            sheet = workbook.sheets.pop(found[0] if found else next(iter(workbook.sheets)))
            before, sheet.name = sheet.name, key
            workbook.sheets = {key: sheet, **workbook.sheets}
            if not only:
                done.append(
                    told(
                        sheet,
                        None,
                        "",
                        "sheet-renamed",
                        N_("The sheet “{before}” was taken as “{after}”."),
                        before,
                        key,
                    )
                )
    return done


def _holds_questions(sheet: Sheet) -> bool:
    kinds, names = type_column(sheet), name_column(sheet)
    return bool(kinds and names) and any(is_type(usual_type(cells.get(kinds, ""))) for cells in sheet.rows)


def _holds_choices(sheet: Sheet) -> bool:
    usual = sheet.name.strip().lower() not in ("survey", "settings", "entities", "external_choices", "osm")
    return usual and bool(list_column(sheet) and name_column(sheet)) and not type_column(sheet)


def tell_titles(workbook: Workbook) -> Iterator[Problem]:
    """What stands above the headers is no part of the questionnaire."""
    for key in ("survey", "choices", "settings", "external_choices", "entities"):
        sheet = workbook.sheet(key)
        if sheet.first_row > 2:
            row = sheet.first_row - 1
            yield told(
                sheet,
                row,
                "",
                "headers-found",
                N_("The names of the columns stand in row {header}; what is above them was left out."),
                "",
                "",
                header=str(row),
            )


def drop_remarks(workbook: Workbook) -> Iterator[Problem]:
    """Rows that ask nothing: remarks, headings without a name, names alone. A question without a type is answered by typing."""
    sheet = workbook.sheet("survey")
    kinds, names = type_column(sheet), name_column(sheet)
    for row, cells in sheet.numbered():
        kind, name = cells.get(kinds, ""), cells.get(names, "")
        label = any(header.lower().startswith(("label", "caption")) for header in cells)
        if kind.startswith(_REMARKS) or (not kind and not (name and label) and (name or label)):
            before = kind or name or next(iter(cells.values()))
            cells.clear()
            yield told(
                sheet,
                row,
                kinds,
                "remark-left-out",
                N_("A row that asks nothing was taken as a remark: “{before}”."),
                before,
                "",
            )
        elif not kind and name and label:
            cells[kinds] = "text"
            yield told(
                sheet,
                row,
                kinds,
                "type-added",
                N_("A question without a type is answered by typing."),
                "",
                "text",
            )


def write_yes_and_no(workbook: Workbook) -> Iterator[Problem]:
    """`required` and `read_only` in words that other programs take for a name."""
    sheet = workbook.sheet("survey")
    columns = [
        each
        for each in sheet.headers
        if each.lower().replace(" ", "_")
        in ("required", "read_only", "readonly", "bind::required", "bind::readonly")
    ]
    for row, cells in sheet.numbered():
        for column in columns:
            before = cells.get(column, "")
            after = _plain_answer(before)
            if after != before:
                cells[column] = after
                yield told(
                    sheet,
                    row,
                    column,
                    "yes-or-no-written",
                    N_("“{before}” was taken as “{after}”."),
                    before,
                    after,
                )


def _plain_answer(text: str) -> str:
    word = text.lower().strip()
    if word in _YES or word.startswith(("yes,", "yes ", "yes;")):
        return "yes"
    return "no" if word in _NO or word.startswith(("no,", "no;")) else text


def choose_language(workbook: Workbook) -> Iterator[Problem]:
    """A default language that no word is in would show every question blank."""
    survey, settings = workbook.sheet("survey"), workbook.sheet("settings")
    column = settings.column("default_language")
    languages = dict.fromkeys(_language(header) for header in survey.headers if "::" in header)
    labels = [header for header in survey.headers if header.lower().startswith(("label", "caption"))]
    for row, cells in settings.numbered():
        before = cells.get(column, "")
        if before and before not in languages and languages and all("::" in header for header in labels):
            after = next((each for each in languages if _same(before)(each)), "")
            cells.pop(column) if not after else cells.update({column: after})
            yield told(
                settings,
                row,
                column,
                "default-language",
                N_("No words are in the default language “{before}”; the form begins in another one."),
                before,
                after,
            )


def _language(header: str) -> str:
    return header.rpartition("::")[2].strip()


def _same(language: str) -> Callable[[str], bool]:
    plain = language.lower().partition("(")[0].strip()
    return lambda other: bool(plain) and other.lower().partition("(")[0].strip() == plain


SHEET_MENDERS: Final[tuple[Mender, ...]] = (tell_titles, drop_remarks, write_yes_and_no)
LANGUAGE_MENDERS: Final[tuple[Mender, ...]] = (choose_language,)
