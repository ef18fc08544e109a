"""What is put right in a workbook before it is used, each thing told.

Only what has one right way is put right; everything else is left for the author to decide.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Final

from yihu.base.i18n import N_
from yihu.forms.formulas import SMART_QUOTES, can_be_read, formula_columns
from yihu.forms.problems import Problem
from yihu.forms.sheets import Cells, Sheet, Workbook

_SAME_COLUMNS: Final = (
    ("relevant", "relevance"), ("calculation", "calculate"), ("read_only", "readonly"),
    ("constraint_message", "constraint message"), ("required_message", "requiredmsg"),
)  # fmt: skip
_REFERENCE = re.compile(r"\$\{\s*([^{}]*?)\s*\}")
_TRANSLATED: Final = ("label", "caption", "media", "image", "audio", "video", "big-image")
_BROKEN = re.compile(r"\$\{\s*([\w.\-]*)(?![^{}]*\})")
_SURVEYCTO: Final = frozenset((
    "caseid", "text audit", "audio audit", "comments", "speed violations count", "speed violations list",
    "speed violations audit", "calculate here", "sensor statistic", "sensor stream",
))  # fmt: skip


def repair(workbook: Workbook) -> list[Problem]:
    """Put right in the workbook what has only one right way; gives what was done, in the order of the sheets."""
    done = [problem for mend in _MENDERS for problem in mend(workbook)]
    return sorted(done, key=lambda problem: (problem.sheet != "survey", problem.sheet, problem.row or 0, problem.column))


def _told(sheet: Sheet, row: int | None, column: str, code: str, message: str, before: str, after: str) -> Problem:
    return Problem(
        code=code, message=message, sheet=sheet.name, row=row, column=column, before=before, after=after,
        severity="repaired", details=(("after", after), ("before", before)),
    )  # fmt: skip


def _join_columns(workbook: Workbook) -> Iterator[Problem]:
    """Two columns that mean the same become one; where both say something, the first counts."""
    sheet = workbook.sheet("survey")
    for kept_name, other_name in _SAME_COLUMNS:
        kept, other = sheet.column(kept_name), sheet.column(other_name.replace(" ", "_"))
        if kept and other and kept != other:
            for cells in sheet.rows:
                text = cells.pop(other, "")
                if text:
                    cells.setdefault(kept, text)
            sheet.headers.remove(other)
            yield _told(sheet, 1, other, "columns-joined", N_("The columns “{before}” and “{after}” mean the same and were joined."), other, kept)


def _straighten_quotes(workbook: Workbook) -> Iterator[Problem]:
    """Typographic quotes in expressions."""
    sheet = workbook.sheet("survey")
    for row, cells in sheet.numbered():
        for column in formula_columns(sheet):
            before = cells.get(column, "")
            after = before.translate(SMART_QUOTES)
            if after != before:
                cells[column] = after
                yield _told(sheet, row, column, "quotes-straightened", N_("Typographic quotes in an expression were made straight."), before, after)


def _drop_strange_columns(workbook: Workbook) -> Iterator[Problem]:
    """Columns of the choices that are in a language, as it seems, but of something that has none."""
    sheet = workbook.sheet("choices")
    for header in list(sheet.headers):
        first = header.partition("::")[0].strip().lower()
        if "::" in header and first not in _TRANSLATED:
            sheet.headers.remove(header)
            for cells in sheet.rows:
                cells.pop(header, None)
            yield _told(sheet, 1, header, "column-left-out", N_("A column that isn't known was left out."), header, "")


def _close_brackets(workbook: Workbook) -> Iterator[Problem]:
    """A bracket too many at the end of an expression."""
    sheet = workbook.sheet("survey")
    for row, cells in sheet.numbered():
        for column in formula_columns(sheet):
            before = cells.get(column, "")
            surplus = before.count(")") - before.count("(")
            if surplus > 0 and before.rstrip().endswith(")" * surplus) and not can_be_read(before):
                after = before.rstrip()[:-surplus]
                if can_be_read(after):
                    cells[column] = after
                    yield _told(sheet, row, column, "bracket-removed", N_("A closing bracket too many was removed."), before, after)


def _trim_references(workbook: Workbook) -> Iterator[Problem]:
    """`${ name }` is `${name}`."""
    for sheet in workbook.sheets.values():
        for row, cells in sheet.numbered():
            for column, before in list(cells.items()):
                after = _REFERENCE.sub(r"${\1}", before) if "${" in before else before
                if after != before:
                    cells[column] = after
                    yield _told(sheet, row, column, "reference-trimmed", N_("Blanks in a reference were removed."), before, after)


def _name_types(workbook: Workbook) -> Iterator[Problem]:
    """Hidden questions of old forms, and what only the SurveyCTO app fills in."""
    sheet = workbook.sheet("survey")
    column = sheet.column("type", "command")
    for row, cells in sheet.numbered():
        before = cells.get(column, "")
        first, *rest = before.lower().replace("_", " ").split() or [""]
        after = "hidden" if (first == "hidden" and rest) or " ".join((first, *rest)) in _SURVEYCTO else before
        if after != before:
            cells[column] = after
            yield _told(sheet, row, column, "type-renamed", N_("The type “{before}” was taken as “{after}”: nobody is asked it."), before, after)


def _allow_same_choices(workbook: Workbook) -> Iterator[Problem]:
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
    list_column, name_column = sheet.column("list_name", "list"), sheet.column("name", "value")
    seen: set[tuple[str, str]] = set()
    for row, cells in sheet.numbered():
        key = (cells.get(list_column, ""), cells.get(name_column, ""))
        if all(key) and key in seen:
            yield _told(sheet, row, name_column, "choice-name-twice", N_("The choice name “{before}” is used twice in one list; that was allowed."), key[1], key[1])
        seen.add(key)


def _drop_empty_choices(workbook: Workbook) -> Iterator[Problem]:
    """Choices without a name: those with a number or text as label get it as name, others are left out."""
    sheet = workbook.sheet("choices")
    list_column, name_column = sheet.column("list_name", "list"), sheet.column("name", "value")
    if not list_column:
        return
    if not name_column:
        name_column = "name"
        sheet.headers.append(name_column)
    for row, cells in sheet.numbered():
        if cells.get(list_column) and not cells.get(name_column):
            label = next((text for header, text in cells.items() if header.lower().startswith("label")), "")
            if label:
                cells[name_column] = f"{cells[list_column]}_{row}"
                yield _told(sheet, row, name_column, "choice-named", N_("A choice without a name was called “{after}”."), "", cells[name_column])
            else:
                cells.clear()
                yield _told(sheet, row, name_column, "choice-left-out", N_("A choice without name and label was left out."), "", "")


def _rename_questions(workbook: Workbook) -> Iterator[Problem]:
    """Questions called `meta`, or like another one of their group: the later one gets another name."""
    sheet = workbook.sheet("survey")
    type_column, name_column = sheet.column("type", "command"), sheet.column("name", "tag")
    taken = {cells.get(name_column, "").lower() for cells in sheet.rows}
    groups: list[Counter[str]] = [Counter()]
    for row, cells in sheet.numbered():
        kind, before = cells.get(type_column, "").lower().replace("_", " "), cells.get(name_column, "")
        if kind.startswith("end ") and len(groups) > 1:
            groups.pop()
            continue
        after = _free_name(before, taken) if before and (before == "meta" or before in groups[-1]) else before
        if before:
            groups[-1][after] += 1
        if after != before:
            cells[name_column] = after
            taken.add(after.lower())
            if before == "meta":
                _rename_references(workbook, before, after)
            yield _told(sheet, row, name_column, "question-renamed", N_("A name that is taken was changed from “{before}” to “{after}”."), before, after)
        if kind.startswith("begin "):
            groups.append(Counter())


def _free_name(name: str, taken: set[str]) -> str:
    return next(found for found in (f"{name}_{number}" for number in range(2, 10_000)) if found.lower() not in taken)


def _rename_references(workbook: Workbook, before: str, after: str) -> None:
    for sheet in workbook.sheets.values():
        for cells in sheet.rows:
            for column, text in cells.items():
                if f"${{{before}}}" in text:
                    cells[column] = text.replace(f"${{{before}}}", f"${{{after}}}")


def _plain_references(workbook: Workbook) -> Iterator[Problem]:
    """Labels that name a question which isn't there: its name is shown instead of an answer."""
    survey = workbook.sheet("survey")
    names = {cells.get(survey.column("name", "tag"), "") for cells in survey.rows}
    for sheet in (survey, workbook.sheet("choices")):
        for row, cells in sheet.numbered():
            for column in _cells_named(cells, "label", "hint", "caption"):
                before = cells[column]
                after = _BROKEN.sub(r"[\1]", _REFERENCE.sub(lambda found: _plainly(found, names), before))
                if after != before:
                    cells[column] = after
                    yield _told(sheet, row, column, "reference-unknown", N_("A text names a question that isn't there; its name is shown instead."), before, after)


def _plainly(found: re.Match[str], names: set[str]) -> str:
    known = found[1].removeprefix("last-saved#") in names
    return found[0] if known else f"[{found[1]}]"


def _cells_named(cells: Cells, *beginnings: str) -> list[str]:
    return [header for header in cells if header.lower().startswith(beginnings)]


_MENDERS: Final[tuple[Callable[[Workbook], Iterator[Problem]], ...]] = (
    _join_columns, _drop_strange_columns, _straighten_quotes, _close_brackets, _trim_references, _name_types, _drop_empty_choices,
    _allow_same_choices, _rename_questions, _plain_references,
)  # fmt: skip
