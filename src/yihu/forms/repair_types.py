"""Types put right: spellings of other programs, lists by their true name, ends of groups."""

import re
from collections.abc import Iterator
from difflib import get_close_matches
from typing import Final

from yihu.base.i18n import N_
from yihu.forms.problems import Problem
from yihu.forms.repair_notes import Mender, list_column, name_column, told, type_column
from yihu.forms.sheets import Sheet, Workbook

_SURVEYCTO: Final = frozenset((
    "caseid", "text audit", "audio audit", "comments", "speed violations count", "speed violations list",
    "speed violations audit", "calculate here", "sensor statistic", "sensor stream",
))  # fmt: skip
_ALSO: Final = {
    "number": "decimal", "numeric": "decimal", "float": "decimal", "int": "integer", "whole number": "integer", "string": "text",
    "date time": "datetime", "picture": "image", "photo": "image", "gps": "geopoint", "location": "geopoint", "signature": "image",
    "calculation": "calculate", "hidden field": "hidden", "comment": "text", "textarea": "text", "phone": "text", "email address": "text",
    "qr code": "barcode", "trigger": "acknowledge", "boolean": "acknowledge", "path": "geotrace", "area": "geoshape", "line": "geotrace",
    "geo point": "geopoint", "geo trace": "geotrace", "geo shape": "geoshape", "url": "text", "email": "email", "real": "decimal", "double": "decimal", "long": "integer",
    "bool": "acknowledge", "checkbox": "acknowledge", "multiline": "text", "paragraph": "text", "text field": "text", "free text": "text", "enumerator": "text", "html": "note", "annotate": "image",
    "draw": "image", "drawing": "image", "camera": "image", "label": "note", "statement": "note", "message": "note", "timestamp": "datetime", "date and time": "datetime",
    "set form title": "set_form_title", "set form id": "set_form_id", "whole": "integer", "counter": "integer", "currency": "decimal", "money": "decimal", "percent": "decimal",
    "文本": "text", "文字": "text", "填空": "text", "整数": "integer", "数字": "decimal", "小数": "decimal", "日期": "date", "时间": "time", "日期时间": "datetime", "说明": "note",
    "备注": "note", "提示": "note", "照片": "image", "图片": "image", "拍照": "image", "签名": "image", "录音": "audio", "视频": "video", "文件": "file", "位置": "geopoint", "定位": "geopoint",
    "计算": "calculate", "隐藏": "hidden", "条码": "barcode", "二维码": "barcode", "开始组": "begin group", "结束组": "end group", "开始重复": "begin repeat", "结束重复": "end repeat",
}  # fmt: skip
_SELECT = re.compile(
    r"^(?P<sort>select[ _]?(?:one|1|single)|dropdown|drop[ _-]down|radio(?:[ _]buttons?)?|likert|单选|单选题|single[ _](?:select|choice)|choose[ _]one|select[ _]?(?:multiple|many|all that apply)|multiple[ _](?:select|choice)"
    r"|multi[ _]?select|checkbox(?:es)?|多选|多选题|rank)"
    r"(?P<external>[ _]external|[ _]from[ _]file)?(?:[ _](?:from|using))?[: ]\s*(?P<list>.*?)(?P<other>[ _]+(?:or[ _]other|or specify other|specify other))?$",
    re.IGNORECASE,
)
_LOOPED = re.compile(r"^(begin|end)[ _]looped[ _]group\b(?=.)", re.IGNORECASE)
_CONTROL = re.compile(
    r"^(?P<do>begin|end|start|close)[ _\-]*(?P<what>group|repeat|loop|roster)s?\b.*$", re.IGNORECASE
)


LISTLESS: Final = frozenset(("select_one", "select_multiple", "select1", "select", "rank"))
"""Types that need the name of a list behind them."""
_FULL: Final = {"select1": "select_one", "select": "select_multiple"}
_LIST_BESIDE: Final = ("select_from_list_name", "list_name", "list name")
"""Where Kobo writes the list, in a column of its own."""
_CONTROLS: Final = ("begin group", "end group", "begin repeat", "end repeat")
_NEAR: Final = 0.85
_SEVERAL: Final = ("mult", "many", "all", "checkbox", "多选")


def name_types(workbook: Workbook) -> Iterator[Problem]:
    """Types by other names, hidden questions of old forms, and what only the SurveyCTO app fills in."""
    sheet = workbook.sheet("survey")
    column = type_column(sheet)
    for row, cells in sheet.numbered():
        before = cells.get(column, "")
        after = usual_type(before)
        if after == before:
            continue
        cells[column] = after
        if after == "hidden":
            yield told(
                sheet,
                row,
                column,
                "type-renamed",
                N_("The type “{before}” was taken as “{after}”: nobody is asked it."),
                before,
                after,
            )
        else:
            yield told(
                sheet,
                row,
                column,
                "type-respelled",
                N_("The type “{before}” was taken as “{after}”."),
                before,
                after,
            )


def usual_type(written: str) -> str:
    """A type as pyxform has it, where it is one by another name."""
    text = " ".join(written.split())
    plain = re.sub(r"[\s_\-]+", " ", text.lower()).strip()
    if (plain.startswith("hidden ") and plain != "hidden field") or plain in _SURVEYCTO:
        return "hidden"
    if found := _LOOPED.match(text):
        return f"{found[1].lower()} repeat"
    if is_type(written) or plain.replace(" ", "_") in LISTLESS:
        return written
    if found := _CONTROL.match(text):
        what = "group" if found["what"].lower() == "group" else "repeat"
        return f"{'begin' if found['do'].lower() in ('begin', 'start') else 'end'} {what}"
    if found := _SELECT.match(text):
        return _select(found, written)
    if mistyped := get_close_matches(plain, _CONTROLS, 1, _NEAR):
        return mistyped[0]
    return next(
        (
            each
            for each in (_ALSO.get(plain, ""), plain.replace(" ", "_"), plain, plain.replace(" ", ""))
            if is_type(each)
        ),
        written,
    )


def _select(found: re.Match[str], written: str) -> str:
    sort = found["sort"].lower()
    usual = (
        "rank"
        if sort == "rank"
        else ("select_multiple" if any(word in sort for word in _SEVERAL) else "select_one")
    )
    external = (found["external"] or "").lower().replace(" ", "_")
    after = f"{usual}{external} {found['list'].strip()}" + (" or_other" if found["other"] else "")
    return after if found["list"].strip() else written


def is_type(text: str) -> bool:
    """Whether pyxform knows the type."""
    from pyxform.aliases import settings_header
    from pyxform.question_type_dictionary import QUESTION_TYPE_DICT
    from pyxform.xls2json import RE_BEGIN_CONTROL, RE_END_CONTROL, RE_SELECT

    return (
        text in QUESTION_TYPE_DICT
        or text in settings_header
        or any(each.match(text) is not None for each in (RE_BEGIN_CONTROL, RE_END_CONTROL, RE_SELECT))
    )


def find_lists(workbook: Workbook) -> Iterator[Problem]:
    """A list written with other capitals or with blanks in its name."""
    survey, choices = workbook.sheet("survey"), workbook.sheet("choices")
    column, lists = type_column(survey), list_column(choices)
    yield from _join_list_names(choices, lists)
    names = dict.fromkeys(cells[lists] for cells in choices.rows if cells.get(lists))
    by_key = {_key(name): name for name in names}
    for row, cells in survey.numbered():
        before = cells.get(column, "")
        found = _SELECT.match(before)
        wanted = found["list"].strip() if found else ""
        if found is None or found["external"] or wanted in names or _key(wanted) not in by_key:
            continue
        after = _select(found, before).replace(wanted, by_key[_key(wanted)])
        cells[column] = after
        yield told(
            survey,
            row,
            column,
            "list-respelled",
            N_(
                "The list of choices in “{before}” is written otherwise on the choices sheet; it was taken as “{after}”."
            ),
            before,
            after,
        )


def open_loops(workbook: Workbook) -> Iterator[Problem]:
    """A loop needs a list to go over; without one it is a repeat."""
    survey, choices = workbook.sheet("survey"), workbook.sheet("choices")
    column, lists = type_column(survey), {cells.get(list_column(choices), "") for cells in choices.rows}
    for row, cells in survey.numbered():
        before = cells.get(column, "")
        if before.startswith("begin loop") and before.rpartition(" ")[2] not in lists:
            cells[column] = "begin repeat"
            yield told(
                survey,
                row,
                column,
                "type-respelled",
                N_("The type “{before}” was taken as “{after}”."),
                before,
                "begin repeat",
            )


def name_lists(workbook: Workbook) -> Iterator[Problem]:
    """A question with choices that names no list: one beside it, of the question's name, or the only one there is."""
    survey, choices = workbook.sheet("survey"), workbook.sheet("choices")
    column, names, beside = type_column(survey), name_column(survey), survey.column(*_LIST_BESIDE)
    lists = {cells.get(list_column(choices), "") for cells in choices.rows} - {""}
    for row, cells in survey.numbered():
        before, name = cells.get(column, ""), cells.get(names, "")
        plain = before.strip().lower().replace(" ", "_")
        if plain in LISTLESS:
            only = next(iter(lists)) if len(lists) == 1 else ""
            found = next((each for each in (cells.get(beside, ""), name) if each in lists), only)
            if found:
                cells[column] = f"{_FULL.get(plain, plain)} {found}"
                yield told(
                    survey,
                    row,
                    column,
                    "list-added",
                    N_("A question that names no list of choices was taken as “{after}”."),
                    before,
                    cells[column],
                )


def _join_list_names(choices: Sheet, lists: str) -> Iterator[Problem]:
    """Names of lists with blanks in them can't be named by a question."""
    for row, cells in choices.numbered():
        before = cells.get(lists, "") if lists else ""
        if " " in before:
            cells[lists] = "_".join(before.split())
            yield told(
                choices,
                row,
                lists,
                "list-renamed",
                N_("Blanks in the name of a list were replaced: “{before}” is “{after}”."),
                before,
                cells[lists],
            )


def _key(name: str) -> str:
    return re.sub(r"[\s_\-]+", "_", name.strip().lower())


def match_ends(workbook: Workbook) -> Iterator[Problem]:
    """`end group` where a repeat ends, and the other way round; ends of nothing at the very end; ends that lack."""
    sheet = workbook.sheet("survey")
    column = type_column(sheet)
    open_parts: list[str] = []
    for row, cells in sheet.numbered():
        before = cells.get(column, "")
        kind = before.lower().replace("_", " ")
        if kind.startswith("begin "):
            open_parts.append("group" if kind.split()[1] in ("group", "loop") else "repeat")
        elif kind in ("end group", "end repeat", "end loop") and open_parts:
            wanted = open_parts.pop()
            if kind.split()[1] != wanted and not (wanted == "group" and kind == "end loop"):
                cells[column] = f"end {wanted}"
                yield told(
                    sheet,
                    row,
                    column,
                    "end-corrected",
                    N_("What ends here is no “{before}” but “{after}”."),
                    before,
                    cells[column],
                )


def hide_calculations_without_rule(workbook: Workbook) -> Iterator[Problem]:
    """A calculate question that calculates nothing only keeps a value."""
    sheet = workbook.sheet("survey")
    column, rule = type_column(sheet), sheet.column("calculation", "calculate", "bind::calculate")
    for row, cells in sheet.numbered():
        defaults = [text for header, text in cells.items() if header.lower() in ("default", "trigger")]
        if cells.get(column, "").lower() == "calculate" and not cells.get(rule) and not defaults:
            before, cells[column] = cells[column], "hidden"
            yield told(
                sheet,
                row,
                column,
                "type-renamed",
                N_("A calculation that calculates nothing was taken as “{after}”."),
                before,
                "hidden",
            )


def write_triggers(workbook: Workbook) -> Iterator[Problem]:
    """The name of a question in the column `trigger`, without the `${}` that it needs."""
    sheet = workbook.sheet("survey")
    column, names = (
        sheet.column("trigger"),
        {cells.get(sheet.column("name", "tag", "value"), "") for cells in sheet.rows},
    )
    for row, cells in sheet.numbered():
        before = cells.get(column, "")
        if column and before in names and before:
            cells[column] = f"${{{before}}}"
            yield told(
                sheet,
                row,
                column,
                "reference-written",
                N_("The name of a question was written as a reference: “{after}”."),
                before,
                cells[column],
            )


TYPE_MENDERS: Final[tuple[Mender, ...]] = (
    name_types,
    name_lists,
    find_lists,
    open_loops,
    match_ends,
    hide_calculations_without_rule,
    write_triggers,
)
