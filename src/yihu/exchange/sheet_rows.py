"""Rows of a list that are nobody: totals, signatures, notes, headings printed again on each page."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

Value = str | float | int | bool | date | datetime | time | timedelta
"""A cell; `""` is empty."""

TOTAL, SIGNATURE, HEADINGS_AGAIN = "total", "signature", "headings-again"

_TOTAL = re.compile(
    r"(?:.{0,12}?(?:合计|总计|小计|共计|累计)|总户数|total|sum)(?:[:：(（].*)?", re.IGNORECASE | re.DOTALL
)
_SIGNATURE = re.compile(
    r"(?:填表|填报|制表|编制|审核|复核|审批|经办|录入|上报|统计|负责|单位负责|村委会|村支书|驻村|工作队|盖章|备注|说明|附注|注)"
    r"(?:单位|部门|机关|人员|人|者|员|日期|时间|领导|意见|队长|主任)?(?:[(（](?:签字|签名|签章|盖章|公章)[)）])?[:：].*",
    re.DOTALL,
)
_FEW_CELLS = 8
_BLANKS = re.compile(r"\s+")


def kind_of_row(values: Sequence[Value], header: Sequence[str]) -> str:
    """Why a row is no household and no person, else an empty text. Nothing is decided by a name alone.

    A total stands in the first filled cell; a signature line begins with who signs and a colon, and has few
    cells; headings again are mostly the same as the headings, each in its own column.
    """
    first = next((value for value in values if value != ""), "")
    if not isinstance(first, str) or first[:1].isdigit():
        return ""
    text = _BLANKS.sub("", first)
    if _TOTAL.fullmatch(text):
        return TOTAL
    if _SIGNATURE.fullmatch(text) and sum(value != "" for value in values) <= _FEW_CELLS:
        return SIGNATURE
    same = sum(
        1
        for value, heading in zip(values, header, strict=False)
        if heading and value and _same(value, heading)
    )
    return HEADINGS_AGAIN if same > 1 and same * 2 > sum(map(bool, header)) else ""


def _same(value: Value, heading: str) -> bool:
    return isinstance(value, str) and _BLANKS.sub("", value) == _BLANKS.sub("", heading)


def is_filled(values: Sequence[Value]) -> bool:
    """Whether a row has anything in it but blanks."""
    return any(value != "" and (not isinstance(value, str) or value.strip()) for value in values)
