"""How answers and labels read beside a question."""

import re
from collections.abc import Sequence

_UNIT = re.compile(r"[（(]([^（）()]{1,8})[）)]\s*[?？:：]?\s*$")
_UNITS = frozenset(
    [
        "元",
        "万元",
        "元/年",
        "元/月",
        "亩",
        "平方米",
        "㎡",
        "m²",
        "公里",
        "千米",
        "米",
        "公斤",
        "斤",
        "吨",
        "岁",
        "年",
        "月",
        "个月",
        "天",
        "小时",
        "分钟",
        "人",
        "口",
        "户",
        "头",
        "只",
        "间",
        "次",
        "升",
        "度",
        "%",
        "yuan",
        "mu",
        "m2",
        "km",
        "kg",
        "months",
        "days",
        "hours",
        "minutes",
        "years",
        "persons",
    ]
)


def unit_of(label: str) -> str:
    """The unit that a label ends with in brackets, `上年自付医药费（元）` -> `元`; else empty."""
    found = _UNIT.search(label)
    return found[1] if found and found[1].strip() in _UNITS else ""


def chosen_labels(value: str, choices: Sequence[tuple[str, str]]) -> str:
    """The labels of the chosen values (space separated), joined by the list's comma; a value without a choice as itself."""
    labels = dict(choices)
    return "、".join(labels.get(one, one) for one in value.split())


def grouped(value: str) -> str:
    """A number with commas between thousands; any other text as it is."""
    whole, point, rest = value.partition(".")
    return (
        f"{int(whole):,}{point}{rest}"
        if re.fullmatch(r"-?\d{1,15}", whole) and not re.search(r"\D", rest)
        else value
    )
