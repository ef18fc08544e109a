"""What a chart says, whether it stands on the screen or on paper. Nothing here draws.

Four kinds are enough for figures that are read: bars against each other, bars made of parts, what changes in time,
and parts of one whole. Values are drawn from zero; who needs a scale that begins elsewhere needs a table.
"""

from dataclasses import dataclass
from typing import Literal

Tone = Literal["", "green", "amber", "red", "blue", "grey"]
"""What a colour means: done, to check, needs a person, under way, not begun; empty: a series' own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One bar, or one part of a whole.

    Attributes:
        label: words beside it. key: given back when a person chooses it; empty: it opens nothing.
        value: in the chart's unit. figure: how the value is written; empty: `number_text` with the unit.
        high: the upper end of what is expected; from `value` to it the bar is hatched.
        target: where a line stands across the bar.
    """

    label: str
    value: float
    figure: str = ""
    key: str = ""
    high: float | None = None
    target: float | None = None
    tone: Tone = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """Horizontal bars, one below the other.

    Attributes:
        whole: the value of a full bar; None: that of the longest.
        note: a sentence below the chart.
    """

    marks: tuple[Mark, ...]
    unit: str = ""
    note: str = ""
    whole: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One of several things that are counted, told apart by pattern as well as by colour."""

    name: str
    key: str = ""
    tone: Tone = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stack:
    """One bar made of parts: a value of nought or more for each series.

    Attributes:
        figure: what stands behind the bar; empty: the sum of its values.
    """

    label: str
    values: tuple[float, ...]
    figure: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StackedBars:
    """Horizontal bars made of the parts that `series` names. `whole` as in `Bars`."""

    rows: tuple[Stack, ...]
    series: tuple[Series, ...]
    unit: str = ""
    note: str = ""
    whole: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What changes in time.

    Attributes:
        labels: moments from left to right. keys: one for each moment, given back with its series' key.
        values: for each series a value for each moment; None where none is known: the line has a gap.
        target: a level line across all moments; target_label: its words.
    """

    labels: tuple[str, ...]
    series: tuple[Series, ...]
    values: tuple[tuple[float | None, ...], ...]
    keys: tuple[str, ...] = ()
    unit: str = ""
    note: str = ""
    target: float | None = None
    target_label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """Parts of one whole, as a hundred squares. A part that is not nothing has one square at least."""

    parts: tuple[Mark, ...]
    unit: str = ""
    note: str = ""


Chart = Bars | StackedBars | Line | Share


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A place of a drawn chart that a person can choose, from its upper left corner.

    Attributes:
        key: of the bar, part or moment. series: of the part of a bar or the line; empty where it is the whole bar.
        words: what it says, for a screen reader and beside the pointer.
    """

    x: float
    y: float
    width: float
    height: float
    key: str
    series: str = ""
    words: str = ""

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies in it."""
        return self.x <= x < self.x + self.width and self.y <= y < self.y + self.height


def number_text(value: float, unit: str = "") -> str:
    """A value as it is written: thousands apart, two decimals at most, its unit behind it."""
    text = f"{value:,.2f}".rstrip("0").rstrip(".")
    text = "0" if text in ("-0", "") else text
    return f"{text} {unit}" if unit else text


def figure_of(mark: Mark, unit: str) -> str:
    """What stands behind a bar or beside a part: one value or a range."""
    if mark.figure:
        return mark.figure
    if mark.high is None or mark.high == mark.value:
        return number_text(mark.value, unit)
    return f"{number_text(mark.value)}–{number_text(mark.high, unit)}"


def total_of(stack: Stack, unit: str) -> str:
    """What stands behind a bar made of parts."""
    return stack.figure or number_text(sum(stack.values), unit)


def chart_words(chart: Chart) -> str:
    """All that a chart says, in a line: for who can't see it."""
    if isinstance(chart, Bars):
        said = [f"{mark.label} {figure_of(mark, chart.unit)}" for mark in chart.marks]
    elif isinstance(chart, Share):
        said = [f"{mark.label} {figure_of(mark, chart.unit)}" for mark in chart.parts]
    elif isinstance(chart, StackedBars):
        said = [
            f"{row.label} {total_of(row, chart.unit)} ("
            + ", ".join(
                f"{one.name} {number_text(value)}"
                for one, value in zip(chart.series, row.values, strict=True)
                if value
            )
            + ")"
            for row in chart.rows
        ]
    else:
        said = [
            f"{one.name}: "
            + ", ".join(
                f"{label} {number_text(value)}"
                for label, value in zip(chart.labels, values, strict=True)
                if value is not None
            )
            for one, values in zip(chart.series, chart.values, strict=True)
        ]
    return "; ".join([*said, chart.note] if chart.note else said)
