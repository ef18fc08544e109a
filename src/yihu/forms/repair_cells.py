"""Cells and headers put right: merged cells, errors of formulas, numbers, languages, old and doubled headers."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from yihu.base.i18n import N_
from yihu.forms.problems import Problem
from yihu.forms.repair_notes import Mender, list_column, name_column, told, type_column
from yihu.forms.sheets import Sheet, Workbook

_ALIASES: Final = {
    "survey": {
        "command": "type", "tag": "name", "value": "name", "question_type": "type", "question_name": "name", "variable_name": "name",
        "relevance": "relevant", "bind::relevant": "relevant", "bind:relevant": "relevant", "skip_logic": "relevant",
        "calculate": "calculation", "bind::calculate": "calculation", "bind:calculate": "calculation", "readonly": "read_only",
        "bind::readonly": "read_only", "constraining_message": "constraint_message", "bind::jr:constraintmsg": "constraint_message",
        "constraint_msg": "constraint_message", "bind::constraint": "constraint", "bind:constraint": "constraint",
        "bind::required": "required", "bind:required": "required", "requiredmsg": "required_message",
        "count": "repeat_count", "jr:count": "repeat_count", "repeat": "repeat_count", "control::appearance": "appearance", "choicefilter": "choice_filter",
        "question": "label", "question_text": "label", "constraintmessage": "constraint_message", "requiredmessage": "required_message",
        "guidancehint": "guidance_hint",
    },
    "choices": {"list": "list_name", "listname": "list_name", "value": "name", "choice_name": "name", "choice_label": "label"},
}  # fmt: skip
_MEANS_TYPE_OR_NAME: Final = frozenset(("type", "name", "label", "list_name"))
_TEXTS: Final = (
    "label",
    "caption",
    "hint",
    "guidance_hint",
    "constraint_message",
    "required_message",
    "image",
    "audio",
    "video",
    "media",
)
_TRANSLATED: Final = ("label", "caption", "media", "image", "audio", "video", "big-image")
_ERRORS: Final = frozenset(("#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!"))
_WHOLE = re.compile(r"^-?\d+\.0$")


def join_columns(workbook: Workbook) -> Iterator[Problem]:
    """Two columns that mean the same become one; where both say something, the first counts."""
    for kind, aliases in _ALIASES.items():
        sheet = workbook.sheet(kind)
        first: dict[str, str] = {}
        for header in list(sheet.headers):
            key = _key(header)
            meaning = aliases.get(key, key)
            kept = first.setdefault(meaning, header)
            if kept != header and not (meaning in _MEANS_TYPE_OR_NAME and _both_filled(sheet, kept, header)):
                _join(sheet, kept, header)
                yield told(
                    sheet,
                    1,
                    header,
                    "columns-joined",
                    N_("The columns “{before}” and “{after}” mean the same and were joined."),
                    header,
                    kept,
                )


def _key(header: str) -> str:
    """A header in the form in which headers are compared; languages stay apart."""
    name, mark, language = header.partition("::")
    return (
        name.strip().lower().replace(" ", "_") + mark + " ".join(language.lower().split()).replace(" (", "(")
    )


def _both_filled(sheet: Sheet, one: str, other: str) -> bool:
    return any(cells.get(one) and cells.get(other) and cells[one] != cells[other] for cells in sheet.rows)


def _join(sheet: Sheet, kept: str, other: str) -> None:
    for cells in sheet.rows:
        text = cells.pop(other, "")
        if text:
            cells.setdefault(kept, text)
    sheet.headers.remove(other)


def name_headers(workbook: Workbook) -> Iterator[Problem]:
    """Headers written another way, where the usual one isn't there: `List Name`, `Constraint message`."""
    for kind, usual in (("survey", ("type", "name", "label")), ("choices", ("list_name", "name", "label"))):
        sheet = workbook.sheet(kind)
        for header in list(sheet.headers):
            meant = _ALIASES[kind].get(_key(header), "")
            if meant in usual and not sheet.column(meant) and _key(header) not in ("command", "tag", "value"):
                sheet.rename(header, meant)
                yield told(
                    sheet,
                    1,
                    header,
                    "header-renamed",
                    N_("The column “{before}” was taken as “{after}”."),
                    header,
                    meant,
                )


def one_name_for_a_language(workbook: Workbook) -> Iterator[Problem]:
    """`label::english` beside `label::English`: the name used most often is taken for all."""
    sheets = [workbook.sheet(kind) for kind in ("survey", "choices")]
    written = Counter(
        language for sheet in sheets for header in sheet.headers if (language := _language(header))
    )
    chosen: dict[str, str] = {}
    for language, _ in written.most_common():
        chosen.setdefault("".join(language.lower().split()), language)
    for sheet in sheets:
        for header in list(sheet.headers):
            language = _language(header)
            after = (
                f"{header.rpartition('::')[0].rstrip()}::{chosen[''.join(language.lower().split())]}"
                if language
                else header
            )
            if after != header and after not in sheet.headers:
                sheet.rename(header, after)
                yield told(
                    sheet,
                    1,
                    header,
                    "language-renamed",
                    N_("A language is written in two ways; “{before}” was taken as “{after}”."),
                    header,
                    after,
                )


def _language(header: str) -> str:
    first = header.partition("::")[0].strip().lower().replace(" ", "_")
    return header.rpartition("::")[2].strip() if "::" in header and first in _TEXTS else ""


def give_plain_words_a_language(workbook: Workbook) -> Iterator[Problem]:
    """Choices without a language in a form that has languages are the same in all of them, and the other way round."""
    survey, choices = workbook.sheet("survey"), workbook.sheet("choices")
    for plain, other in ((choices, survey), (survey, choices)):
        header = plain.column("label")
        languages = languages_of_labels(other)
        if header and languages and not any(_language(each) for each in plain.headers):
            _repeat_in_languages(plain, header, languages)
            yield told(
                plain,
                1,
                header,
                "label-in-all-languages",
                N_("The column “{before}” has no language and was taken for all of them."),
                header,
                f"label::{languages[0]}",
            )


def languages_of_labels(sheet: Sheet) -> list[str]:
    """The languages that a sheet's labels are in, in the order of its columns; none if one has no language."""
    if sheet.column("label"):
        return []
    return [_language(each) for each in sheet.headers if each.lower().startswith("label") and "::" in each]


def _repeat_in_languages(sheet: Sheet, header: str, languages: list[str]) -> None:
    names = [f"label::{language}" for language in languages]
    sheet.rename(header, names[0])
    sheet.headers.extend(names[1:])
    for cells in sheet.rows:
        if names[0] in cells:
            cells.update(dict.fromkeys(names[1:], cells[names[0]]))


def drop_strange_columns(workbook: Workbook) -> Iterator[Problem]:
    """Columns of the choices that are in a language, as it seems, but of something that has none."""
    sheet = workbook.sheet("choices")
    for header in list(sheet.headers):
        first = header.partition("::")[0].strip().lower()
        strange = "::" in header and first not in _TRANSLATED
        if strange or (
            " " in header
            and sheet.column("list_name", "list") != header
            and first not in _TRANSLATED
            and not _in_use(header, workbook)
        ):
            sheet.headers.remove(header)
            for cells in sheet.rows:
                cells.pop(header, None)
            yield told(
                sheet, 1, header, "column-left-out", N_("A column that isn't known was left out."), header, ""
            )


def _in_use(header: str, workbook: Workbook) -> bool:
    survey = workbook.sheet("survey")
    column = survey.column("choice_filter")
    return any(header in cells.get(column, "") for cells in survey.rows)


def fill_merged_cells(workbook: Workbook) -> Iterator[Problem]:
    """What stands in merged cells counts for all rows of them, but for names and words."""
    for sheet in workbook.sheets.values():
        headers = {place: header for header, place in sheet.places.items()}
        for first_row, column, last_row, _ in sheet.merged:
            header = headers.get(column, "")
            if last_row > first_row >= sheet.first_row - 1 and header and _may_be_repeated(sheet, header):
                yield from _fill_down(sheet, header, first_row, last_row)


def _may_be_repeated(sheet: Sheet, header: str) -> bool:
    return header not in (type_column(sheet), name_column(sheet)) and not header.lower().startswith(_TEXTS)


def _fill_down(sheet: Sheet, header: str, first_row: int, last_row: int) -> Iterator[Problem]:
    """Rows of merged cells are counted from 0."""
    text = sheet.cells_at(first_row + 1).get(header, "")
    for row in range(first_row + 2, last_row + 2):
        cells = sheet.cells_at(row)
        if text and cells and not cells.get(header):
            cells[header] = text
            yield told(
                sheet,
                row,
                header,
                "merged-cell-filled",
                N_("Merged cells: “{after}” was taken for each of their rows."),
                "",
                text,
            )


def fill_list_names(workbook: Workbook) -> Iterator[Problem]:
    """A choice right below others, without a list, belongs to theirs."""
    sheet = workbook.sheet("choices")
    column, name = list_column(sheet), name_column(sheet)
    above = ""
    for row, cells in enumerate(sheet.rows, start=sheet.first_row):
        if column and above and cells.get(name) and not cells.get(column):
            cells[column] = above
            yield told(
                sheet,
                row,
                column,
                "choice-list-filled",
                N_("A choice without a list was added to the list above it, “{after}”."),
                "",
                above,
            )
        above = cells.get(column, "") if cells else ""


def clear_errors(workbook: Workbook) -> Iterator[Problem]:
    """What a spreadsheet program writes where it couldn't calculate."""
    for sheet in workbook.sheets.values():
        for row, cells in sheet.numbered():
            for column in [each for each, text in cells.items() if text in _ERRORS]:
                before = cells.pop(column)
                yield told(
                    sheet,
                    row,
                    column,
                    "cell-error-cleared",
                    N_("A cell that holds an error of the spreadsheet program was taken as blank."),
                    before,
                    "",
                )


def write_whole_numbers(workbook: Workbook) -> Iterator[Problem]:
    """Names of choices that another program wrote as 1.0, 2.0."""
    sheet = workbook.sheet("choices")
    column = name_column(sheet)
    expressions = " ".join(text for cells in workbook.sheet("survey").rows for text in cells.values())
    for row, cells in sheet.numbered():
        before = cells.get(column, "")
        if column and _WHOLE.match(before) and not re.search(rf"['\"]{re.escape(before)}['\"]", expressions):
            cells[column] = before[:-2]
            yield told(
                sheet,
                row,
                column,
                "number-made-whole",
                N_("The number “{before}” was taken as “{after}”."),
                before,
                before[:-2],
            )


CELL_MENDERS: Final[tuple[Mender, ...]] = (
    clear_errors, name_headers, join_columns, one_name_for_a_language, give_plain_words_a_language, drop_strange_columns,
    fill_merged_cells, fill_list_names, write_whole_numbers,
)  # fmt: skip
