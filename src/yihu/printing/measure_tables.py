"""The measures of a plan as tables."""

from collections.abc import Sequence
from dataclasses import dataclass

from yihu.planning.income import Expectation
from yihu.planning.plan import Measure
from yihu.printing.grid import Column, Grid
from yihu.printing.household_tables import code_label
from yihu.printing.line_breaks import first_lines
from yihu.printing.table import Cell, Row, Table
from yihu.printing.words import DASH, amount, amounts, plain_number


@dataclass(frozen=True, slots=True)
class MeasureTables:
    """Lays out measures."""

    grid: Grid

    def columns(self) -> list[Column[Measure]]:
        """Those of the template, in its order."""

        def row(
            key: str, zh: float, en: float, text: object, align: str = "left", least_pt: float = 0.0
        ) -> Column[Measure]:
            return Column(key=key, width=(zh, en), text=text, align=align, least_pt=least_pt)  # type: ignore[arg-type]

        return self.grid.chosen(
            "measures",
            (
                row("number", 20, 19, lambda _, number: str(number)),
                row("category", 46, 57, lambda measure, _: self._category(measure)),
                row("content", 122, 116, lambda measure, _: measure.content),
                row("scale", 40, 38, lambda measure, _: self._scale(measure)),
                row("responsible", 91, 87, lambda measure, _: self._responsible(measure)),
                row("funds", 74, 76, lambda measure, _: self._funds(measure)),
                row("deadline", 46, 46, lambda measure, _: (measure.deadline or "")[:7], least_pt=44.0),
                row("gain", 69, 69, lambda measure, _: self._gain(measure), "right"),
            ),
        )

    def table(self, measures: Sequence[Measure], expectation: Expectation | None = None) -> Table:
        """What is done, by whom, with what, until when, and what it brings; the sum where it is given."""
        columns = self.columns()
        widths = self.grid.widths(columns)
        if not measures:
            nothing = Cell(text=self.grid.words.say("measures.none"), span=len(columns))
            return Table(rows=(self.grid.table_head("measures", columns), self.grid.row(widths, nothing)))
        made = self.grid.table("measures", columns, measures)
        if expectation is None or columns[-1].key != "gain":
            return made
        return Table(head=made.head, rows=(*made.rows, self._total(columns, widths, expectation)))

    def _total(self, columns: list[Column[Measure]], widths: list[float], sums: Expectation) -> Row:
        """The sum needs more room than a single gain: it takes two columns where there are so many."""
        span = min(2, len(columns) - 1)
        total = Cell(
            text=amounts(sums.gain_low_yuan, sums.gain_high_yuan), align="right", bold=True, span=span or 1
        )
        if not span:
            return self.grid.row(widths, total)
        said = Cell(text=self.grid.words.say("total"), align="right", span=len(columns) - span)
        return self.grid.row(widths, said, total)

    def short(self, measure: Measure, width_pt: float, lines: int = 2) -> str:
        """Category and content in so many lines: the whole text stands elsewhere."""
        text = self._category(measure)
        if measure.content:
            text = self.grid.words.say("after_cause", cause=text, evidence=measure.content)
        return first_lines(text, lines, width_pt - 2 * self.grid.style.side, self.grid.style.size)

    def _category(self, measure: Measure) -> str:
        return code_label(self.grid.words, "measure_category", measure.category)

    @staticmethod
    def _scale(measure: Measure) -> str:
        number = plain_number(measure.amount) if measure.amount else ""
        return " ".join(filter(None, (number, measure.unit)))

    @staticmethod
    def _responsible(measure: Measure) -> str:
        return " / ".join(filter(None, (measure.responsible_unit, measure.responsible_person)))

    def _funds(self, measure: Measure) -> str:
        source = measure.fund_source
        named = code_label(self.grid.words, "fund_source", source) if source and source != "none" else ""
        money = amount(measure.fund_yuan) if measure.fund_yuan else ""
        return " ".join(filter(None, (money, named)))

    def _gain(self, measure: Measure) -> str:
        if measure.gain_kind == "none" or not (measure.gain_low_yuan or measure.gain_high_yuan):
            return DASH
        gain = amounts(measure.gain_low_yuan, measure.gain_high_yuan)
        if measure.gain_kind == "saving":
            return self.grid.words.say("measures.saves", amount=gain)
        once = getattr(measure, "gain_times", None) == "once"
        return self.grid.words.say("measures.once", amount=gain) if once else gain
