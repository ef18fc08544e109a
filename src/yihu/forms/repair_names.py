"""Names put right: missing, taken, or with characters that names can't have."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from yihu.base.i18n import N_
from yihu.forms.formulas import expression_cells
from yihu.forms.problems import Problem
from yihu.forms.repair_notes import Mender, list_column, name_column, told, type_column
from yihu.forms.sheets import Sheet, Workbook

_NAMED_LIKE_THEIR_TYPE: Final = frozenset(
    ("start", "end", "today", "deviceid", "username", "email", "phonenumber", "simserial", "subscriberid")
)
_REFERENCE = re.compile(r"\$\{(?:last-saved#)?([^{}]+)\}")
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
            and written not in ("note", "audit")
        ):
            cells[column] = _name_for(written, row)
            yield told(
                sheet,
                row,
                column,
                "question-named",
                N_("A question or group without a name was called “{after}”."),
                "",
                cells[column],
            )


def _name_for(kind: str, row: int) -> str:
    if kind in _NAMED_LIKE_THEIR_TYPE:
        return kind
    word = kind.split(" ")[-1] if kind.startswith("begin") else kind.split(" ")[0]
    return f"{re.sub(r'[^a-z]+', '_', word).strip('_') or 'question'}_{row}"


def clear_audit_names(workbook: Workbook) -> Iterator[Problem]:
    """The record of what was done in a form has one name only."""
    sheet = workbook.sheet("survey")
    kind, column = type_column(sheet), name_column(sheet)
    for row, cells in sheet.numbered():
        before = cells.get(column, "")
        if cells.get(kind) == "audit" and before not in ("", "audit"):
            cells[column] = "audit"
            yield told(
                sheet,
                row,
                column,
                "question-renamed",
                N_("“{before}” can't be a name; it was changed to “{after}”."),
                before,
                "audit",
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
            groups[-1].update(_made_beside(sheet, cells, kind, after))
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


def _made_beside(sheet: Sheet, cells: Mapping[str, str], kind: str, name: str) -> Iterator[str]:
    """Names of questions that pyxform adds to this one."""
    count = cells.get(sheet.column("repeat_count", "count", "jr:count"), "")
    if kind.endswith((" or other", " or specify other")):
        yield f"{name}_other"
    elif kind.startswith("begin ") and count and not re.fullmatch(r"\$\{[^{}]*\}", count):
        yield f"{name}_count"


def tell_questions_apart(workbook: Workbook) -> Iterator[Problem]:
    """Questions of one name in several groups that references name: each reference means the nearest one."""
    sheet = workbook.sheet("survey")
    kinds, column = type_column(sheet), name_column(sheet)
    places = dict(_places(sheet, kinds, column))
    used = {
        name
        for each in workbook.sheets.values()
        for cells in each.rows
        for text in cells.values()
        for name in _REFERENCE.findall(text)
    }
    rows_of: dict[str, list[int]] = {}
    for row in places:
        rows_of.setdefault(sheet.cells_at(row).get(column, ""), []).append(row)
    taken = {name.lower() for name in rows_of}
    for name, rows in rows_of.items():
        if len(rows) > 1 and name in used:
            new = {row: name if at == 0 else _taken(name, taken) for at, row in enumerate(rows)}
            for row in rows[1:]:
                sheet.cells_at(row)[column] = new[row]
                yield told(
                    sheet,
                    row,
                    column,
                    "question-renamed",
                    N_("A name that is taken was changed from “{before}” to “{after}”."),
                    name,
                    new[row],
                )
            _point_at_nearest(sheet, name, new, places)


def _taken(name: str, taken: set[str]) -> str:
    found = _free_name(name, taken)
    taken.add(found.lower())
    return found


def _places(sheet: Sheet, kinds: str, column: str) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Each row with the rows of the groups around it."""
    around: list[int] = []
    for row, cells in sheet.numbered():
        kind = cells.get(kinds, "").lower().replace("_", " ")
        if kind.startswith("end "):
            around = around[:-1]
            continue
        yield row, tuple(around)
        if kind.startswith("begin "):
            around.append(row)


def _point_at_nearest(
    sheet: Sheet, name: str, new: Mapping[int, str], places: Mapping[int, tuple[int, ...]]
) -> None:
    for row, around in places.items():
        cells = sheet.cells_at(row)
        nearest = max(new, key=lambda each: (_shared(places[each], around), each <= row, -abs(each - row)))
        for header, text in cells.items():
            if f"${{{name}}}" in text:
                cells[header] = text.replace(f"${{{name}}}", f"${{{new[nearest]}}}")


def _shared(one: tuple[int, ...], other: tuple[int, ...]) -> int:
    return next(
        (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


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
        if " " in before and cells.get(lists) in several:
            cells[column] = "_".join(before.split())
            yield from _rename_in_expressions(before, cells[column], workbook)
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


def _rename_in_expressions(before: str, after: str, workbook: Workbook) -> Iterator[Problem]:
    written = re.compile(rf"""(['"]){re.escape(before)}\1""")
    for sheet, row, column in list(expression_cells(workbook)):
        cells = sheet.cells_at(row)
        changed = written.sub(rf"\g<1>{after}\g<1>", cells[column])
        if changed != cells[column]:
            before_all, cells[column] = cells[column], changed
            yield told(
                sheet,
                row,
                column,
                "choice-renamed",
                N_("Blanks in the name of a choice were replaced: “{before}” is “{after}”."),
                before_all,
                changed,
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
    clear_audit_names, name_questions, write_names, drop_empty_choices, write_choice_names, allow_same_choices, write_form_name, rename_questions, tell_questions_apart,
)  # fmt: skip
