"""A measure as the cells of its row, and what a typed cell means (no Qt).

One cell may hold several answers as people write them: `4 亩`, `镇卫生院 / 陈医生`, `12000 助困金`,
`4800–7200`, `减支 2400`, `一次性 2000`.
"""

import re
from calendar import monthrange
from dataclasses import dataclass, field
from decimal import Decimal

from yihu.base.i18n import N_, translate
from yihu.planning import Measure
from yihu.register import codes
from yihu.ui.interview.dates import read_date, read_month

HEADS = (
    N_("Category"),
    N_("What is done"),
    N_("Amount"),
    N_("Responsible"),
    N_("Funds (yuan)"),
    N_("Until"),
    N_("Yearly gain (yuan)"),
)
CATEGORY, CONTENT, AMOUNT, RESPONSIBLE, FUNDS, DEADLINE, GAIN = range(7)
FUND_SOURCES = "fund_source"

_FIGURE = r"(\d[\d,，]*(?:\.\d+)?)"
_AMOUNT = re.compile(rf"^{_FIGURE}\s*(.*)$")
_RANGE = re.compile(rf"^{_FIGURE}(?:\s*[-–—~～至到]\s*{_FIGURE})?\s*元?$")
_WIDE = str.maketrans("０１２３４５６７８９．－", "0123456789.-")


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What a typed cell means: property -> answer (empty clears), or why it means nothing."""

    answers: dict[str, str] = field(default_factory=dict)
    problem: str = ""


def show_measure(measure: Measure) -> tuple[str, ...]:
    """The seven cells as they stand in the table, and as they may be typed again."""
    category = codes.label(codes.MEASURE_CATEGORIES, measure.category) if measure.category else ""
    people = [part for part in (measure.responsible_unit, measure.responsible_person) if part]
    source = codes.label(FUND_SOURCES, measure.fund_source) if measure.fund_source else ""
    return (
        category,
        measure.content or "",
        f"{_figure(measure.amount)} {measure.unit or ''}".strip(),
        " / ".join(people),
        f"{_figure(measure.fund_yuan)} {source}".strip(),
        (measure.deadline or "")[:7],
        _show_gain(measure),
    )


def show_range(low: Decimal | None, high: Decimal | None) -> str:
    """`4,800–7,200`, one figure where both are equal, empty where nothing is known."""
    low_text, high_text = _figure(low), _figure(high)
    if not low_text or not high_text or low_text == high_text:
        return low_text or high_text
    return f"{low_text}–{high_text}"


def read_cell(column: int, text: str) -> Typed:
    """What was typed into a cell."""
    return _READERS[column](text.strip().translate(_WIDE))


def _read_category(text: str) -> Typed:
    return Typed(answers={"measure_category": _code(codes.MEASURE_CATEGORIES, text) or ""})


def _read_content(text: str) -> Typed:
    return Typed(answers={"measure_content": text})


def _read_amount(text: str) -> Typed:
    if not text:
        return Typed(answers={"measure_amount": "", "measure_unit": ""})
    found = _AMOUNT.match(text)
    if not found:
        return Typed(problem=translate(N_("Please write a number and its unit, such as 4 mu.")))
    return Typed(answers={"measure_amount": _number(found[1]), "measure_unit": found[2].strip()})


def _read_responsible(text: str) -> Typed:
    unit, _, person = text.replace("／", "/").partition("/")
    return Typed(answers={"responsible_unit": unit.strip(), "responsible_person": person.strip()})


def _read_funds(text: str) -> Typed:
    if not text or text == "—":
        return Typed(answers={"fund_source": "", "fund_note": "", "fund_yuan": ""})
    found = _AMOUNT.match(text)
    if not found:
        return Typed(
            problem=translate(N_("Please write the yuan and where they come from, such as 12000 donation."))
        )
    named = found[2].strip().removeprefix("元").strip()
    source = _code(FUND_SOURCES, named)
    answers = {"fund_yuan": _number(found[1])}
    if named:
        answers |= {"fund_source": source or "other", "fund_note": "" if source else named}
    return Typed(answers=answers)


def _read_deadline(text: str) -> Typed:
    if not text:
        return Typed(answers={"deadline": ""})
    whole = read_date(text)
    if whole:
        return Typed(answers={"deadline": whole})
    month = read_month(text)
    if not month:
        return Typed(
            problem=translate(N_("Please write a month such as 202612 or a date such as 2026-12-31."))
        )
    year, number = int(month[:4]), int(month[5:7])
    return Typed(answers={"deadline": f"{month[:7]}-{monthrange(year, number)[1]:02}"})


def _read_gain(text: str) -> Typed:
    none = text in ("", "—", "-", "0", "无")
    if none:
        return Typed(
            answers={"gain_low_yuan": "", "gain_high_yuan": "", "gain_times": "", "gain_kind": "none"}
        )
    once, text = _without(_once_words(), text)
    saving, text = _without(_saving_words(), text)
    if saving and not once:
        once, text = _without(_once_words(), text)
    found = _RANGE.match(text)
    if not found:
        return Typed(
            problem=translate(
                N_(
                    "Please write yuan a year, such as 4800 or 4800-7200; put “saves” before money saved, "
                    "“once” before what comes one time only."
                )
            )
        )
    low = _number(found[1])
    high = _number(found[2]) if found[2] else low
    if Decimal(high) < Decimal(low):
        return Typed(problem=translate(N_("The second figure is below the first.")))
    return Typed(
        answers={
            "gain_kind": "saving" if saving else "income",
            "gain_times": "once" if once else "yearly",
            "gain_low_yuan": low,
            "gain_high_yuan": high,
        }
    )


_READERS = (
    _read_category,
    _read_content,
    _read_amount,
    _read_responsible,
    _read_funds,
    _read_deadline,
    _read_gain,
)


def _without(words: tuple[str, ...], text: str) -> tuple[bool, str]:
    """Whether a text begins with one of the words, and the rest of it."""
    word = next((word for word in words if text.lower().startswith(word.lower())), "")
    return bool(word), text[len(word) :].strip()


def _once_words() -> tuple[str, ...]:
    return (translate(N_("once")), "一次性", "once")


def _saving_words() -> tuple[str, ...]:
    return (translate(N_("saves")), "减支", "saves")


def _show_gain(measure: Measure) -> str:
    figures = show_range(measure.gain_low_yuan, measure.gain_high_yuan)
    if measure.gain_kind == "none" or not figures:
        return "—" if measure.gain_kind == "none" else ""
    parts = [translate(N_("saves"))] if measure.gain_kind == "saving" else []
    parts += [translate(N_("once"))] if measure.gain_times == "once" else []
    return " ".join([*parts, figures])


def _code(list_name: str, label: str) -> str | None:
    if not label:
        return None
    entries = codes.code_list(list_name)
    exact = (one for one in entries if label in (one.value, one.zh, one.en))
    near = (one for one in entries if label.lower() in one.zh or label.lower() in one.en.lower())
    found = next(exact, None) or next(near, None)
    return found.value if found else None


def _number(text: str) -> str:
    return text.replace(",", "").replace("，", "")


def _figure(number: Decimal | None) -> str:
    if number is None:
        return ""
    return f"{number:,.0f}" if number == number.to_integral_value() else f"{number.normalize():,f}"
