"""References to questions put right: written otherwise, in other capitals, or to questions that aren't there."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from yihu.base.i18n import N_
from yihu.forms.formulas import can_be_read, expression_cells
from yihu.forms.problems import Problem
from yihu.forms.repair_notes import Mender, name_column, told
from yihu.forms.sheets import Cells, Sheet, Workbook

_REFERENCE = re.compile(r"\$\{\s*([^{}]*?)\s*\}")
_BROKEN = re.compile(r"\$\{\s*([\w.\-]*)(?![^{}]*\})")
_OTHERWISE = re.compile(
    r"[$＄]\s+[{｛]\s*([\w.\-]+)\s*[}｝]|[$＄]\s*[{｛(\[（]\s*([\w.\-]+)\s*[}｝)\]）]|(?<![$\w])\{\s*([\w.\-]+)\s*\}|\$([A-Za-z_][\w.\-]*)\}?"
)
_LAST_SAVED: Final = "last-saved#"
_TEXTS: Final = (
    "label",
    "hint",
    "caption",
    "guidance_hint",
    "guidance hint",
    "constraint_message",
    "constraint message",
    "required_message",
    "required message",
    "media",
    "image",
    "audio",
    "video",
    "big-image",
    "soft_constraint_message",
)
_LEFT_OUT: Final = {
    "relevant": N_("A condition names a question that isn't there (“{name}”) and was left out: the question is always asked."),
    "constraint": N_("A condition names a question that isn't there (“{name}”) and was left out: any answer is accepted."),
    "required": N_("A condition names a question that isn't there (“{name}”) and was left out: the question may stay blank."),
    "read_only": N_("A condition names a question that isn't there (“{name}”) and was left out: the answer may be changed."),
    "repeat_count": N_("The number of rows depends on a question that isn't there (“{name}”) and was left out: rows are added by hand."),
    "instance_name": N_("The name of a finished survey uses a question that isn't there (“{name}”) and was left out."),
    "default": N_("A beginning value names a question that isn't there (“{name}”) and was left out."),
    "trigger": N_("A trigger names a question that isn't there (“{name}”) and was left out: the value follows all that it reads."),
    "": N_("A cell names a question that isn't there (“{name}”) and was left out."),
}  # fmt: skip
_MEANING: Final = {
    "relevance": "relevant", "bind::relevant": "relevant", "bind:relevant": "relevant", "bind::constraint": "constraint",
    "bind::required": "required", "readonly": "read_only", "bind::readonly": "read_only", "count": "repeat_count",
    "jr:count": "repeat_count", "soft_constraint": "constraint",
}  # fmt: skip
_KEPT: Final = frozenset(("calculation", "calculate", "bind::calculate", "choice_filter", "type", "name", "create_if", "update_if", "entity_id", "list_name", "dataset"))  # fmt: skip


def _names(workbook: Workbook) -> set[str]:
    survey = workbook.sheet("survey")
    column = name_column(survey)
    return {cells[column] for cells in survey.rows if cells.get(column)} | {"instanceID"}


def trim_references(workbook: Workbook) -> Iterator[Problem]:
    """`${ name }` is `${name}`."""
    for sheet in workbook.sheets.values():
        for row, cells in sheet.numbered():
            for column, before in list(cells.items()):
                after = _REFERENCE.sub(r"${\1}", before) if "${" in before else before
                if after != before:
                    cells[column] = after
                    yield told(
                        sheet,
                        row,
                        column,
                        "reference-trimmed",
                        N_("Blanks in a reference were removed."),
                        before,
                        after,
                    )


def write_references(workbook: Workbook) -> Iterator[Problem]:
    """`$ {name}`, `$(name)`, `{name}`, `$name` and `${name)` in expressions, where there is such a question."""
    names = _names(workbook)

    def written(found: re.Match[str]) -> str:
        name = next(filter(None, found.groups()))
        return f"${{{name}}}" if name in names else found[0]

    for sheet, row, column in expression_cells(workbook):
        cells = sheet.cells_at(row)
        before = cells[column]
        after = _OTHERWISE.sub(written, before) if not _whole(before) else before
        if after != before and can_be_read(after):
            cells[column] = after
            yield told(
                sheet,
                row,
                column,
                "reference-written",
                N_("The name of a question was written as a reference: “{after}”."),
                before,
                after,
            )


def _whole(text: str) -> bool:
    """Whether all that looks like a reference is one."""
    rest = re.sub(r"'[^']*'|\"[^\"]*\"", "", _REFERENCE.sub("", text))
    return not set("${}＄｛｝") & set(rest)


def find_questions(workbook: Workbook) -> Iterator[Problem]:
    """References in other capitals, or with blanks where the name has a line below."""
    names = _names(workbook)
    meant: dict[str, list[str]] = {}
    for name in sorted(names):
        meant.setdefault(_key(name), []).append(name)
    for sheet in workbook.sheets.values():
        for row, cells in sheet.numbered():
            for column, before in list(cells.items()):
                after = (
                    _REFERENCE.sub(lambda found: _found(found, names, meant), before)
                    if "${" in before
                    else before
                )
                if after != before:
                    cells[column] = after
                    yield told(
                        sheet,
                        row,
                        column,
                        "reference-respelled",
                        N_("A question is called otherwise than the reference to it: “{after}”."),
                        before,
                        after,
                    )


def _key(name: str) -> str:
    return re.sub(r"[\s_\-]+", "_", name.strip().lower())


def _found(found: re.Match[str], names: set[str], meant: Mapping[str, list[str]]) -> str:
    last, name = (
        (_LAST_SAVED, found[1].removeprefix(_LAST_SAVED))
        if found[1].startswith(_LAST_SAVED)
        else ("", found[1])
    )
    alike = meant.get(_key(name), [])
    return f"${{{last}{alike[0]}}}" if name not in names and len(alike) == 1 else found[0]


def drop_filters(workbook: Workbook) -> Iterator[Problem]:
    """A choice filter that can't be read, or that asks for a question that isn't there: all choices are offered."""
    sheet, names = workbook.sheet("survey"), _names(workbook)
    column = sheet.column("choice_filter")
    for row, cells in sheet.numbered():
        before = cells.get(column, "")
        if before and (_unknown(before, names) or not can_be_read(before)):
            del cells[column]
            yield told(
                sheet,
                row,
                column,
                "choice-filter-left-out",
                N_("A choice filter can't be used and was left out: all choices are offered."),
                before,
                "",
            )


def _unknown(text: str, names: set[str]) -> list[str]:
    return [
        name for found in _REFERENCE.findall(text) if (name := found.removeprefix(_LAST_SAVED)) not in names
    ]


def plain_references(workbook: Workbook) -> Iterator[Problem]:
    """Words that name a question which isn't there: its name is shown instead of an answer."""
    names = _names(workbook)
    for sheet in (workbook.sheet("survey"), workbook.sheet("choices"), workbook.sheet("external_choices")):
        for row, cells in sheet.numbered():
            for column in _cells_named(cells, *_TEXTS):
                before = cells[column]
                after = _BROKEN.sub(r"[\1]", _REFERENCE.sub(lambda found: _plainly(found, names), before))
                if after != before:
                    cells[column] = after
                    yield told(
                        sheet,
                        row,
                        column,
                        "reference-unknown",
                        N_("A text names a question that isn't there; its name is shown instead."),
                        before,
                        after,
                    )


def _plainly(found: re.Match[str], names: set[str]) -> str:
    return found[0] if found[1].removeprefix(_LAST_SAVED) in names else f"[{found[1]}]"


def _cells_named(cells: Cells, *beginnings: str) -> list[str]:
    return [header for header in cells if header.lower().startswith(beginnings)]


def drop_unknown_references(workbook: Workbook) -> Iterator[Problem]:
    """Conditions on questions that aren't there are left out; a calculation takes such a question as unanswered."""
    names = _names(workbook)
    for sheet in (workbook.sheet("survey"), workbook.sheet("settings")):
        for row, cells in sheet.numbered():
            for column in [
                each for each, text in cells.items() if "${" in text and not each.lower().startswith(_TEXTS)
            ]:
                if unknown := _unknown(cells[column], names):
                    yield from _drop(sheet, row, column, unknown[0], names)


def _drop(sheet: Sheet, row: int, column: str, name: str, names: set[str]) -> Iterator[Problem]:
    cells = sheet.cells_at(row)
    key = column.lower().replace(" ", "_")
    meaning, before = _MEANING.get(key, key), cells[column]
    if meaning in ("calculation", "calculate", "bind::calculate"):
        after = _REFERENCE.sub(
            lambda found: "''" if found[1].removeprefix(_LAST_SAVED) not in names else found[0], before
        )
        cells[column] = after
        problem = told(
            sheet,
            row,
            column,
            "reference-blank",
            N_(
                "A calculation names a question that isn't there (“{name}”); it was taken as one without an answer."
            ),
            before,
            after,
            name=name,
        )
    elif meaning in _KEPT:
        return
    else:
        del cells[column]
        problem = told(
            sheet,
            row,
            column,
            "condition-left-out",
            _LEFT_OUT.get(meaning, _LEFT_OUT[""]),
            before,
            "",
            name=name,
        )
    yield problem


REFERENCE_MENDERS: Final[tuple[Mender, ...]] = (
    find_questions,
    drop_filters,
    plain_references,
    drop_unknown_references,
)
