"""Names put right: missing, taken, or with characters that names can't have."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from yihu.base.i18n import N_
from yihu.forms.problems import Problem
from yihu.forms.repair_notes import Mender, list_column, name_column, told, type_column
from yihu.forms.sheets import Sheet, Workbook

_NAME = re.compile(r"^[^\W\d][\w.\-]*$")


def name_questions(workbook: Workbook) -> Iterator[Problem]:
    """Questions and groups without a name get one: nothing can refer to them."""
    sheet = workbook.sheet("survey")
    kind, column = type_column(sheet), name_column(sheet)
    if not column:
        return
    for row, cells in sheet.numbered():
        written = cells.get(kind, "").lower().replace("_", " ")
        if (
            written
            and not cells.get(column)
            and not written.startswith("end ")
            and written not in ("note", "audit", "start", "end", "today", "deviceid", "username")
        ):
            cells[column] = (
                f"{re.sub(r'[^a-z]+', '_', written.split(' ')[-1] if written.startswith('begin') else written.split(' ')[0])}_{row}"
            )
            yield told(
                sheet,
                row,
                column,
                "question-named",
                N_("A question or group without a name was called “{after}”."),
                "",
                cells[column],
            )


def write_names(workbook: Workbook) -> Iterator[Problem]:
    """Names with blanks or signs in them, and references to them."""
    sheet = workbook.sheet("survey")
    column = name_column(sheet)
    taken = {cells.get(column, "").lower() for cells in sheet.rows}
    for row, cells in sheet.numbered():
        before = cells.get(column, "")
        if before and not _NAME.match(before):
            after = re.sub(r"_+", "_", re.sub(r"[^\w.\-]+", "_", before)).strip("_")
            after = after if _NAME.match(after) else f"q_{after}".rstrip("_")
            after = after if after.lower() not in taken else _free_name(after, taken)
            cells[column] = after
            taken.add(after.lower())
            _rename_references(workbook, before, after)
            yield told(
                sheet,
                row,
                column,
                "question-renamed",
                N_("“{before}” can't be a name; it was changed to “{after}”."),
                before,
                after,
            )


def rename_questions(workbook: Workbook) -> Iterator[Problem]:
    """Questions called `meta`, or like another one of their group: the later one gets another name."""
    sheet = workbook.sheet("survey")
    kinds, column = type_column(sheet), name_column(sheet)
    taken = {cells.get(column, "").lower() for cells in sheet.rows}
    groups: list[Counter[str]] = [Counter()]
    repeats: set[str] = set()
    for row, cells in sheet.numbered():
        kind, before = cells.get(kinds, "").lower().replace("_", " "), cells.get(column, "")
        if kind.startswith("end "):
            groups = groups[: max(1, len(groups) - 1)]
            continue
        repeat = kind in ("begin repeat", "begin lgroup", "begin looped group")
        clash = (
            before.lower() == "meta"
            or before in groups[-1]
            or (repeat and (before in repeats or before == _form_name(workbook)))
        )
        after = _free_name(before, taken) if before and clash else before
        if before:
            groups[-1][after] += 1
        if repeat:
            repeats.add(after)
        if after != before:
            cells[column] = after
            taken.add(after.lower())
            if before.lower() == "meta":
                _rename_references(workbook, before, after)
            yield told(
                sheet,
                row,
                column,
                "question-renamed",
                N_("A name that is taken was changed from “{before}” to “{after}”."),
                before,
                after,
            )
        if kind.startswith("begin "):
            groups.append(Counter())


def _form_name(workbook: Workbook) -> str:
    settings = workbook.sheet("settings")
    named = [cells.get(settings.column("name", "form_name"), "") for cells in settings.rows]
    return next(filter(None, named), "data")


def _free_name(name: str, taken: set[str]) -> str:
    return next(
        found for found in (f"{name}_{number}" for number in range(2, 10_000)) if found.lower() not in taken
    )


def _rename_references(workbook: Workbook, before: str, after: str) -> None:
    for sheet in workbook.sheets.values():
        for cells in sheet.rows:
            for column, text in cells.items():
                if f"${{{before}}}" in text:
                    cells[column] = text.replace(f"${{{before}}}", f"${{{after}}}")


def write_form_name(workbook: Workbook) -> Iterator[Problem]:
    """The name of the form itself, on the settings sheet."""
    settings = workbook.sheet("settings")
    column = settings.column("name", "form_name")
    for row, cells in settings.numbered():
        before = cells.get(column, "")
        if before and not _NAME.match(before):
            after = re.sub(r"[^\w.\-]+", "_", before).strip("_")
            cells[column] = after if _NAME.match(after) else f"form_{after}"
            yield told(
                settings,
                row,
                column,
                "form-renamed",
                N_("“{before}” can't be a name; it was changed to “{after}”."),
                before,
                cells[column],
            )


def drop_empty_choices(workbook: Workbook) -> Iterator[Problem]:
    """Choices without a name: those with a label get one, others are left out."""
    sheet = workbook.sheet("choices")
    lists, column = list_column(sheet), name_column(sheet)
    if not lists:
        return
    if not column:
        column = "name"
        sheet.headers.append(column)
    for row, cells in sheet.numbered():
        if cells.get(lists) and not cells.get(column):
            label = next(
                (text for header, text in cells.items() if header.lower().startswith(("label", "caption"))),
                "",
            )
            if label:
                cells[column] = f"{cells[lists]}_{row}"
                yield told(
                    sheet,
                    row,
                    column,
                    "choice-named",
                    N_("A choice without a name was called “{after}”."),
                    "",
                    cells[column],
                )
            else:
                cells.clear()
                yield told(
                    sheet,
                    row,
                    column,
                    "choice-left-out",
                    N_("A choice without name and label was left out."),
                    "",
                    "",
                )


def write_choice_names(workbook: Workbook) -> Iterator[Problem]:
    """Choices of which several can be given are kept with blanks between them, so none may be in a name."""
    survey, sheet = workbook.sheet("survey"), workbook.sheet("choices")
    lists, column = list_column(sheet), name_column(sheet)
    several = {
        cells.get(type_column(survey), "").partition(" ")[2].split(" ")[0]
        for cells in survey.rows
        if _takes_several(cells.get(type_column(survey), ""))
    }
    for row, cells in sheet.numbered():
        before = cells.get(column, "")
        if " " in before and cells.get(lists) in several and not _in_expressions(before, workbook):
            cells[column] = "_".join(before.split())
            yield told(
                sheet,
                row,
                column,
                "choice-renamed",
                N_("Blanks in the name of a choice were replaced: “{before}” is “{after}”."),
                before,
                cells[column],
            )


def _takes_several(kind: str) -> bool:
    return kind.lower().startswith(("select_multiple ", "select multiple ", "select all that apply", "rank "))


def _in_expressions(name: str, workbook: Workbook) -> bool:
    return any(
        f"'{name}'" in text or f'"{name}"' in text
        for cells in workbook.sheet("survey").rows
        for text in cells.values()
    )


def allow_same_choices(workbook: Workbook) -> Iterator[Problem]:
    """The same name twice in a list of choices is allowed, which cascades of lists often need."""
    settings = workbook.sheets.setdefault("settings", Sheet("settings"))
    column = settings.column("allow_choice_duplicates")
    if column and any(cells.get(column, "").lower() in ("yes", "true") for cells in settings.rows):
        return
    found = list(_same_choices(workbook.sheet("choices")))
    if found:
        column = column or "allow_choice_duplicates"
        if column not in settings.headers:
            settings.headers.append(column)
        settings.rows = settings.rows or [{}]
        settings.rows[0][column] = "yes"
        yield from found


def _same_choices(sheet: Sheet) -> Iterator[Problem]:
    lists, column = list_column(sheet), name_column(sheet)
    seen: set[tuple[str, str]] = set()
    for row, cells in sheet.numbered():
        key = (cells.get(lists, ""), cells.get(column, ""))
        if all(key) and key in seen:
            yield told(
                sheet,
                row,
                column,
                "choice-name-twice",
                N_("The choice name “{before}” is used twice in one list; that was allowed."),
                key[1],
                key[1],
            )
        seen.add(key)


NAME_MENDERS: Final[tuple[Mender, ...]] = (
    name_questions, write_names, drop_empty_choices, write_choice_names, allow_same_choices, write_form_name, rename_questions,
)  # fmt: skip
