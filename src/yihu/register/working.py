"""How a yearly amount was worked out: month by month, or quantity times price (pure).

Kept as text that a person reads, one line a part: `rice: 40 sacks × 120`, `1: 1500`, and `- fertiliser: 300`
for what is taken off. Reading gives back what was written.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

LARGEST = Decimal(9_999_999)
_CENT = Decimal("0.01")
_LINE = re.compile(
    r"^(?P<minus>- )?(?:(?P<what>[^:]*): )?(?P<quantity>\d+(?:\.\d+)?)(?: (?P<unit>[^×]*?))?(?: × (?P<price>\d+(?:\.\d+)?))?$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of an amount.

    Attributes:
        what: rice, work in town, a month; may be empty.
        quantity: how many `unit`; the yuan themselves where there is no price.
        price: yuan for one; None where the quantity is the amount.
        minus: what is taken off.
    """

    quantity: Decimal
    what: str = ""
    unit: str = ""
    price: Decimal | None = None
    minus: bool = False

    def yuan(self) -> Decimal:
        """What it comes to; below zero where it is taken off."""
        amount = self.quantity * (1 if self.price is None else self.price)
        return -amount if self.minus else amount


def total_yuan(parts: Iterable[Part]) -> Decimal:
    """The amount, to the cent."""
    return sum((part.yuan() for part in parts), Decimal(0)).quantize(_CENT, ROUND_HALF_UP)


def plain(number: Decimal) -> str:
    """A number as it is typed: `4800`, `12.5`."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def write_working(parts: Iterable[Part]) -> str:
    """The parts as text, one line each."""
    return "\n".join(_line(part) for part in parts)


def read_working(text: str) -> tuple[Part, ...]:
    """The parts of such a text; lines that are none are passed over."""
    found = (_LINE.match(line.strip()) for line in text.splitlines())
    return tuple(_part(line) for line in found if line is not None)


def _line(part: Part) -> str:
    what = f"{_cleaned(part.what)}: " if _cleaned(part.what) else ""
    unit = f" {_cleaned(part.unit)}" if _cleaned(part.unit) else ""
    price = f" × {plain(part.price)}" if part.price is not None else ""
    return f"{'- ' if part.minus else ''}{what}{plain(part.quantity)}{unit}{price}"


def _part(line: "re.Match[str]") -> Part:
    return Part(
        what=line["what"] or "",
        quantity=Decimal(line["quantity"]),
        unit=line["unit"] or "",
        price=Decimal(line["price"]) if line["price"] else None,
        minus=bool(line["minus"]),
    )


def _cleaned(words: str) -> str:
    """Words without the signs that the text is built with."""
    return " ".join(re.sub(r"[:：×\s]+", " ", words).split())
