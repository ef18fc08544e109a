"""Groups put right: ends that lack or are too many, Kobo's own groups, labels that lack, `or_other` where it can't be."""

import re
from collections.abc import Iterator
from typing import Final

from yihu.base.i18n import N_
from yihu.forms.problems import Problem
from yihu.forms.repair_cells import languages_of_labels
from yihu.forms.repair_notes import Mender, list_column, name_column, told, type_column
from yihu.forms.sheets import Sheet, Workbook

_KOBO_LIST: Final = ("kobo--score-choices", "kobo--rank-items", "kobo--matrix_list")
_SILENT: Final = ("calculate", "hidden", "start", "end", "today", "deviceid", "username", "email", "phonenumber", "simserial", "subscriberid",
    "imei", "audit", "csv-external", "xml-external", "background", "start-geopoint", "begin", "end", "osm", "uri:", "get ", "device id", "sim id",
    "start time", "end time", "phone number", "subscriber id", "number of days", "percentage", "property", "set_form", "q calculate", "add calculate")  # fmt: skip
_OR_OTHER = re.compile(r"\s+(or_other|or specify other|or other)$", re.IGNORECASE)


def open_kobo_groups(workbook: Workbook) -> Iterator[Problem]:
    """Rating matrices of KoboToolbox: their rows as questions, one below the other."""
    sheet = workbook.sheet("survey")
    kinds, inside = type_column(sheet), ""
    for row, cells in sheet.numbered():
        before = cells.get(kinds, "")
        sort, _, what = before.lower().replace(" ", "_").partition("_")
        after = before
        if sort == "begin" and what in ("score", "rank", "kobomatrix"):
            inside = next((cells[header] for header in cells if header.lower() in _KOBO_LIST), "")
            after = f"begin loop over {inside}" if what == "kobomatrix" and inside else "begin group"
        elif sort == "end" and what in ("score", "rank", "kobomatrix"):
            after = "end loop" if what == "kobomatrix" and inside else "end group"
        elif before in ("score__row", "rank__level") and inside:
            after = f"select_one {inside}"
        if after != before:
            cells[kinds] = after
            yield told(
                sheet,
                row,
                kinds,
                "type-respelled",
                N_("The type “{before}” was taken as “{after}”."),
                before,
                after,
            )


def close_groups(workbook: Workbook) -> Iterator[Problem]:
    """Ends of nothing are left out; groups that never end reach to the last question."""
    sheet = workbook.sheet("survey")
    kinds = type_column(sheet)
    opened: list[tuple[int, str]] = []
    for row, cells in sheet.numbered():
        kind = cells.get(kinds, "").lower().replace("_", " ")
        if kind.startswith("begin "):
            opened.append(
                (row, "repeat" if kind.split()[1] in ("repeat", "lgroup", "looped") else kind.split()[1])
            )
        elif kind.startswith("end ") and kind.split()[1] in ("group", "repeat", "loop", "lgroup", "looped"):
            if opened:
                opened.pop()
                continue
            before = cells[kinds]
            cells.clear()
            yield told(
                sheet,
                row,
                kinds,
                "end-left-out",
                N_("A group or repeat ends here that never began; the row was left out."),
                before,
                "",
            )
    for row, what in reversed(opened):
        sheet.rows.append({kinds: f"end {what}"})
        yield told(
            sheet,
            row,
            kinds,
            "end-added",
            N_("A group or repeat begins here and never ends; it was ended behind the last question."),
            "",
            f"end {what}",
        )


def add_labels(workbook: Workbook) -> Iterator[Problem]:
    """A question without words shows its name."""
    sheet = workbook.sheet("survey")
    kinds, names = type_column(sheet), name_column(sheet)
    worded = [
        header
        for header in sheet.headers
        if header.lower().startswith(
            ("label", "caption", "hint", "media", "image", "audio", "video", "big-image")
        )
    ]
    labels = [header for header in worded if header.lower().startswith(("label", "caption"))][:1]
    calculation = sheet.column("calculation", "calculate", "bind::calculate")
    for row, cells in sheet.numbered():
        kind, name = cells.get(kinds, "").lower().replace("_", " "), cells.get(names, "")
        if (
            not kind
            or not name
            or any(cells.get(header) for header in worded)
            or kind.startswith(_SILENT)
            or cells.get(calculation)
        ):
            continue
        if not labels:
            labels = _new_labels(workbook)
        cells.update(dict.fromkeys(labels, name))
        yield told(
            sheet,
            row,
            labels[0],
            "label-added",
            N_("A question without words shows its name, “{after}”."),
            "",
            name,
        )


def _new_labels(workbook: Workbook) -> list[str]:
    """Columns of labels for questions that have none: in the languages of the choices, lest they speak another."""
    sheet, languages = workbook.sheet("survey"), languages_of_labels(workbook.sheet("choices"))
    labels = [f"label::{language}" for language in languages] or ["label"]
    sheet.headers.extend(labels)
    return labels


def write_or_other(workbook: Workbook) -> Iterator[Problem]:
    """`or_other` beside a choice filter isn't possible; where it is, every choice needs a label."""
    sheet = workbook.sheet("survey")
    kinds, column = type_column(sheet), sheet.column("choice_filter")
    for row, cells in sheet.numbered():
        before = cells.get(kinds, "")
        if not _OR_OTHER.search(before):
            continue
        if cells.get(column):
            cells[kinds] = _OR_OTHER.sub("", before)
            yield told(
                sheet,
                row,
                kinds,
                "or-other-left-out",
                N_("“or_other” isn't possible beside a choice filter and was left out."),
                before,
                cells[kinds],
            )
        else:
            yield from _label_choices(workbook.sheet("choices"), _OR_OTHER.sub("", before).split(" ")[-1])


def _label_choices(choices: Sheet, wanted: str) -> Iterator[Problem]:
    lists, names = list_column(choices), name_column(choices)
    labels = [header for header in choices.headers if header.lower().startswith(("label", "caption"))]
    for row, cells in choices.numbered():
        if cells.get(lists) == wanted and labels and not any(cells.get(header) for header in labels):
            cells[labels[0]] = cells.get(names, "")
            yield told(
                choices,
                row,
                labels[0],
                "label-added",
                N_("A choice without words shows its name, “{after}”."),
                "",
                cells[labels[0]],
            )


def find_external_lists(workbook: Workbook) -> Iterator[Problem]:
    """select_one_external without the sheet external_choices, or without a filter."""
    sheet, choices = workbook.sheet("survey"), workbook.sheet("choices")
    kinds, column = type_column(sheet), sheet.column("choice_filter")
    external = {
        cells.get(list_column(workbook.sheet("external_choices")), "")
        for cells in workbook.sheet("external_choices").rows
    }
    inner = {cells.get(list_column(choices), "") for cells in choices.rows}
    for row, cells in sheet.numbered():
        sort, _, name = cells.get(kinds, "").partition(" ")
        if sort != "select_one_external" or not name:
            continue
        if name not in external and name in inner:
            cells[kinds] = f"select_one {name}"
            yield told(
                sheet,
                row,
                kinds,
                "list-respelled",
                N_("The list of choices stands on the sheet “choices”: “{before}” was taken as “{after}”."),
                f"{sort} {name}",
                cells[kinds],
            )
        elif not cells.get(column):
            column = column or "choice_filter"
            if column not in sheet.headers:
                sheet.headers.append(column)
            cells[column] = "true()"
            yield told(
                sheet,
                row,
                column,
                "choice-filter-added",
                N_("Choices of another sheet need a filter: one that lets all of them pass was added."),
                "",
                "true()",
            )


GROUP_MENDERS: Final[tuple[Mender, ...]] = (close_groups, write_or_other, find_external_lists)
LABEL_MENDERS: Final[tuple[Mender, ...]] = (add_labels,)
