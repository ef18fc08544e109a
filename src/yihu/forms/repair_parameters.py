"""What stands under `parameters` and `appearance`, and between a group and its questions, put right."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Final

from yihu.base.i18n import N_
from yihu.forms.problems import Problem
from yihu.forms.repair_notes import Mender, list_column, name_column, told, type_column
from yihu.forms.sheets import Cells, Workbook

_YES_NO: Final = r"true|false"
_WHOLE: Final = r"-?\d+"
_NUMBER: Final = r"-?\d+(\.\d+)?"
_ANY: Final = r".+"
_SELECT: Final = {"randomize": _YES_NO, "seed": r"-?\d+(\.\d+)?|\$\{[^{}]+\}"}
_GEO: Final = {"allow-mock-accuracy": _YES_NO, "reference-geometry": _ANY}
_ACCEPTED: Final[dict[str, Mapping[str, str]]] = {
    "text": {"rows": _WHOLE}, "image": {"max-pixels": _WHOLE, "app": r"[A-Za-z]\w*(\.\w+)+"}, "photo": {"max-pixels": _WHOLE, "app": r"[A-Za-z]\w*(\.\w+)+"},
    "audio": {"quality": "voice-only|low|normal|external"}, "background-audio": {"quality": "voice-only|low|normal"},
    "select_one": _SELECT, "select_multiple": _SELECT, "rank": _SELECT,
    "select_one_from_file": {**_SELECT, "value": r"[^\W\d][\w.\-]*", "label": r"[^\W\d][\w.\-]*"},
    "select_multiple_from_file": {**_SELECT, "value": r"[^\W\d][\w.\-]*", "label": r"[^\W\d][\w.\-]*"},
    "geopoint": {**_GEO, "capture-accuracy": _NUMBER, "warning-accuracy": _NUMBER}, "geotrace": {**_GEO, "incremental": "true"}, "geoshape": {**_GEO, "incremental": "true"},
    "range": {"start": _NUMBER, "end": _NUMBER, "step": _NUMBER, "tick_interval": _NUMBER, "tick_labelset": _ANY, "placeholder": _NUMBER},
    "audit": {"identify-user": _YES_NO, "track-changes": _YES_NO, "track-changes-reasons": "on-form-edit", "location-priority": "no-power|low-power|balanced|high-accuracy",
              "location-min-interval": r"\d+", "location-max-age": r"\d+"},
}  # fmt: skip
_SPELLINGS: Final = {
    "min": "start", "max": "end", "begin": "start", "from": "start", "to": "end", "interval": "step", "randomise": "randomize", "max_pixels": "max-pixels",
    "max-pixel": "max-pixels", "shuffle": "randomize",
}  # fmt: skip
_WORDS: Final = {
    "yes": "true",
    "no": "false",
    "1": "true",
    "0": "false",
    "true()": "true",
    "false()": "false",
}
_PAIR = re.compile(r"([\w\-]+)\s*[=:]\s*(\$\{[^{}]*\}|[^\s,;，；=]+)")
_LOCATION: Final = ("location-priority", "location-min-interval", "location-max-age")


def write_parameters(workbook: Workbook) -> Iterator[Problem]:
    """Parameters that a type doesn't have, or with values that it doesn't take, are left out."""
    sheet = workbook.sheet("survey")
    column, kinds = sheet.column("parameters"), type_column(sheet)
    for row, cells in sheet.numbered():
        before, kind = cells.get(column, ""), cells.get(kinds, "").split(" ")[0]
        kind = {"select": "select_" + cells.get(kinds, "").partition(" ")[2].partition(" ")[0]}.get(
            kind, kind
        )
        if before and (kind in _ACCEPTED or not _PAIR.search(before)):
            given = dict(_given(before, _ACCEPTED.get(kind, {})))
            kept = _fitting(given, kind, workbook)
            if kept != _written(before):
                cells[column] = " ".join(f"{key}={value}" for key, value in kept.items())
                if not kept:
                    del cells[column]
                yield told(
                    sheet,
                    row,
                    column,
                    "parameters-left-out",
                    N_(
                        "Parameters that this type of question doesn't have were left out: “{before}” is “{after}”."
                    ),
                    before,
                    cells.get(column, ""),
                )


def _written(text: str) -> dict[str, str] | None:
    """The pairs as pyxform reads them; None where it can't."""
    parts = [part.split("=") for part in re.split(r"[,;\s]+", re.sub(r"\s*=\s*", "=", text.strip())) if part]
    return {part[0].lower(): part[1] for part in parts} if all(len(part) == 2 for part in parts) else None


def _given(text: str, accepted: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for key, value in _PAIR.findall(text):
        name = key.lower() if key.lower() in accepted else _SPELLINGS.get(key.lower(), key.lower())
        plain = _WORDS.get(value.lower(), value.lower() if accepted.get(name) == _YES_NO else value)
        yield name, plain if accepted.get(name) == _YES_NO else value


def _fitting(given: dict[str, str], kind: str, workbook: Workbook) -> dict[str, str]:
    accepted = _ACCEPTED.get(kind, {})
    kept = {
        key: value for key, value in given.items() if key in accepted and re.fullmatch(accepted[key], value)
    }
    if kind == "range":
        return _fitting_range(kept, workbook)
    if (
        kind == "audit"
        and any(key in kept for key in _LOCATION)
        and not all(key in kept for key in _LOCATION)
    ):
        return {key: value for key, value in kept.items() if key not in _LOCATION}
    if "seed" in kept and kept.get("randomize") != "true":
        kept.pop("seed")
    return kept


def _fitting_range(kept: dict[str, str], workbook: Workbook) -> dict[str, str]:
    start, end, step = (
        _number(kept.get(key, usual)) for key, usual in (("start", "1"), ("end", "10"), ("step", "1"))
    )
    if step == 0 or abs(step) > abs(end - start):
        kept.pop("step", None)
        step = Decimal(1)
    for key in ("tick_interval", "placeholder"):
        value = _number(kept.get(key, "0"))
        if key in kept and (
            (value == 0 and key == "tick_interval")
            or (step and (value - (start if key == "placeholder" else 0)) % step)
        ):
            kept.pop(key)
    if not _fitting_labels(kept.get("tick_labelset", ""), workbook):
        kept.pop("tick_labelset", None)
    return kept


def _fitting_labels(name: str, workbook: Workbook) -> bool:
    choices = workbook.sheet("choices")
    lists, names = list_column(choices), name_column(choices)
    values = [cells.get(names, "") for cells in choices.rows if name and cells.get(lists) == name]
    return bool(values) and all(re.fullmatch(_NUMBER, value) for value in values)


def _number(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        return Decimal(0)


def open_table_lists(workbook: Workbook) -> Iterator[Problem]:
    """A group of the appearance table-list needs one list for all its questions; otherwise they stand below each other."""
    sheet = workbook.sheet("survey")
    kinds, look = type_column(sheet), sheet.column("appearance", "control::appearance")
    groups: list[tuple[int, Cells, set[str]]] = []
    for row, cells in sheet.numbered():
        kind = cells.get(kinds, "").replace("_", " ")
        if kind.startswith("begin "):
            groups.append((row, cells, set()))
        elif kind.startswith("end ") and groups:
            begun, group, lists = groups.pop()
            before = group.get(look, "")
            if "table-list" in before.split() and len(lists) > 1:
                group[look] = before.replace("table-list", "field-list")
                yield told(
                    sheet,
                    begun,
                    look,
                    "table-list-opened",
                    N_("The questions of this group have different choices, so they stand below each other."),
                    before,
                    group[look],
                )
        elif kind.startswith("select") and groups:
            groups[-1][2].update(
                (kind.split(" ")[-1], *(["?", "!"] if cells.get(sheet.column("choice_filter")) else []))
            )


def split_searches(workbook: Workbook) -> Iterator[Problem]:
    """SurveyCTO's search() on a list that other questions use too: all see the choices of the choices sheet."""
    sheet = workbook.sheet("survey")
    kinds, look = type_column(sheet), sheet.column("appearance", "control::appearance")
    used: dict[str, list[int]] = {}
    for row, cells in sheet.numbered():
        if cells.get(kinds, "").startswith(("select_", "select ")):
            used.setdefault(cells[kinds].split(" ")[-1], []).append(row)
    for rows in used.values():
        searching = [row for row in rows if "search(" in sheet.cells_at(row).get(look, "").replace(" ", "")]
        for row in searching if len(rows) > 1 and searching else ():
            cells = sheet.cells_at(row)
            before = cells[look]
            cells[look] = re.sub(r"\s*search\s*\(.*\)", "", before).strip()
            if not cells[look]:
                del cells[look]
            yield told(
                sheet,
                row,
                look,
                "search-left-out",
                N_(
                    "search() is a function of SurveyCTO, which other programs don't have; the choices of the choices sheet are offered."
                ),
                before,
                cells.get(look, ""),
            )


PARAMETER_MENDERS: Final[tuple[Mender, ...]] = (write_parameters, open_table_lists, split_searches)
