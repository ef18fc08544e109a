"""The sections of the plan on paper as tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from yihu.planning.plan import Measure
from yihu.printing import words as w
from yihu.printing.flow import BREADTH, LEFT
from yihu.printing.line_breaks import first_lines
from yihu.printing.paper import PlanPaper
from yihu.printing.table import Cell, Row, Style, Table, lay_out_row
from yihu.printing.words import DASH, Words, amount, amounts, plain_number, without_brackets
from yihu.register.codes import label, label_of
from yihu.register.household import Cause, Household, Person

# Columns as parts of the breadth of the page, scaled so that they fill it; English words are longer.
_BASICS = {True: (63, 111, 64, 93, 58, 119), False: (52, 118, 70, 114, 54, 100)}
_MEMBERS = {True: (77, 62, 46, 40, 96, 187), False: (77, 98, 42, 34, 96, 161)}
_INCOME = (56, 69, 56, 58, 67, 105, 49, 48)
_CAUSES = {True: (63, 445), False: (66, 442)}
_MEASURES = {True: (20, 46, 122, 40, 91, 74, 46, 69), False: (19, 57, 116, 38, 87, 76, 46, 69)}
_SIGNATURES = (1, 1, 1)
_PROGRESS = (20, 118, 54, 148, 50, 59, 59)
_YEAR_END = (104, 62, 66, 139, 55, 82)

_SAFETY = {"yes": w.WATER_SAFE, "no": w.WATER_UNSAFE}


@dataclass(frozen=True, slots=True)
class Sections:
    """Lays out the sections of one paper in one style."""

    paper: PlanPaper
    words: Words
    style: Style

    def _widths(self, columns: Mapping[bool, tuple[int, ...]]) -> tuple[int, ...]:
        return columns[self.words.is_chinese()]

    def _row(self, columns: Sequence[float], *cells: Cell, least_pt: float = 0) -> Row:
        scale = BREADTH / sum(columns)
        return lay_out_row(cells, LEFT, [part * scale for part in columns], self.style, least_pt)

    def _head(self, columns: Sequence[float], *messages: str) -> Row:
        return self._row(columns, *(Cell(text=self.words.say(message), head=True) for message in messages))

    def household(self) -> Table:
        """Who they are and how they live."""
        say, household = self.words.say, self.paper.household
        land = household.farmland_mu
        pairs = [
            (w.HEAD, household.head_name or _name_of_head(household)),
            (w.CATEGORY, self._code("monitored_category", household.category)),
            (w.PERSONS, self._persons()),
            (w.HOUSING, self._housing()),
            (w.WATER, self._water()),
            (w.LAND, DASH if land is None else say(w.MU, area=f"{land:,.2f}")),
        ]
        rows = [self._pairs(pairs[:3]), self._pairs(pairs[3:])]
        helper = self.paper.plan.responsible_helper or household.other.get("helper_name")
        if household.address or helper:
            rows.append(
                self._row(
                    self._widths(_BASICS),
                    Cell(text=say(w.ADDRESS), head=True),
                    Cell(text=household.address or DASH, span=3),
                    Cell(text=say(w.HELPER), head=True),
                    Cell(text=helper or DASH),
                )
            )
        return Table(rows=tuple(rows))

    def _pairs(self, pairs: Sequence[tuple[str, str]]) -> Row:
        cells = []
        for message, text in pairs:
            cells += [Cell(text=self.words.say(message), head=True), Cell(text=text or DASH)]
        return self._row(self._widths(_BASICS), *cells)

    def _code(self, code_list: str, code: str | None) -> str:
        return label(code_list, code, self.words.language) if code else DASH

    def _persons(self) -> str:
        household = self.paper.household
        count = len(household.persons) or household.member_count or 0
        if not household.persons:
            return self.words.say(w.PERSONS_COUNT, persons=count or DASH)
        return self.words.say(w.PERSONS_AND_ABLE, persons=count, able=self.paper.able_persons())

    def _housing(self) -> str:
        household = self.paper.household
        area = household.housing_area_m2
        structure = without_brackets(self._code("housing_structure", household.housing_structure))
        size = "" if area is None else self.words.say(w.AREA, area=plain_number(area))
        grade = without_brackets(self._code("housing_grade", household.housing_grade))
        known = " ".join(part for part in (structure, size) if part not in ("", DASH))
        return self.words.join([part for part in (known, grade) if part not in ("", DASH)]) or DASH

    def _water(self) -> str:
        household = self.paper.household
        source = self._code("water_source", household.water_source)
        safety = _SAFETY.get(household.other.get("water_ok", ""))
        return self.words.join([source, self.words.say(safety)]) if safety else source

    def members(self) -> Table:
        """One row for each person."""
        head = self._head(
            self._widths(_MEMBERS), w.NAME, w.RELATION, w.SEX, w.AGE, w.HEALTH, w.LABOUR_OR_SCHOOL
        )
        rows = tuple(self._member(person) for person in self.paper.household.persons)
        return Table(head=(head,), rows=rows)

    def _member(self, person: Person) -> Row:
        language = self.words.language
        day = self.paper.plan.made_on or self.paper.household.visit_date or ""
        age = person.age_on(day) if day else None
        texts = (
            person.name,
            self._code("relation", person.relation),
            self._code("sex", person.sex),
            DASH if age is None else str(age),
            label_of("health", " ".join(person.health), language),
            self._labour_or_school(person),
        )
        return self._row(self._widths(_MEMBERS), *(Cell(text=text or DASH) for text in texts))

    def _labour_or_school(self, person: Person) -> str:
        if person.school_status:
            return self._code("school_status", person.school_status)
        labour = self._code("labour_skill", person.labour_skill)
        if not person.months_worked:
            return labour
        return self.words.say(w.WORKED, labour=labour, months=person.months_worked)

    def income_heading(self) -> str:
        year = self.paper.household.income_year
        say = self.words.say
        return say(w.SECTION_INCOME_OF_YEAR, year=year) if year else say(w.SECTION_INCOME)

    def income(self) -> Table:
        """Last year's income by its five groups, the net, for each person, and the line."""
        income, expectation = self.paper.household.income, self.paper.expectation()
        head = self._head(
            _INCOME, w.WAGES, w.BUSINESS, w.PROPERTY, w.TRANSFERS, w.COSTS, w.NET, w.PER_HEAD, w.LINE
        )
        figures = (income.wages, income.business, income.property, income.transfers, income.costs)
        cells = [Cell(text=amount(figure), align="right") for figure in (*figures, expectation.net_yuan)]
        cells.append(Cell(text=amount(expectation.now_per_head_yuan), align="right", bold=True))
        cells.append(Cell(text=amount(expectation.line_yuan), align="right"))
        return Table(rows=(head, self._row(_INCOME, *cells)))

    def causes(self) -> Table:
        """The main cause with its evidence, the others, the goal."""
        say, plan = self.words.say, self.paper.plan
        causes = self.paper.household.causes
        main = [self._cause(cause) for cause in causes if cause.main]
        others = [self._cause(cause) for cause in causes if not cause.main]
        goal = plan.goal or DASH
        if plan.goal and plan.goal_date:
            goal = say(w.GOAL_BY, month=self.words.month(plan.goal_date), goal=plan.goal)
        lines = [(w.MAIN_CAUSE, main), (w.OTHER_CAUSES, others), (w.GOAL, [goal])]
        return Table(
            rows=tuple(
                self._row(
                    self._widths(_CAUSES),
                    Cell(text=say(message), head=True),
                    Cell(text=say(w.BETWEEN_CAUSES).join(texts) or DASH),
                )
                for message, texts in lines
            )
        )

    def _cause(self, cause: Cause) -> str:
        name = self._code("cause", cause.code)
        return self.words.say(w.AFTER_CAUSE, cause=name, evidence=cause.evidence) if cause.evidence else name

    def measures(self) -> Table:
        """What is done, by whom, with what, until when, and what it brings."""
        heads = (w.NUMBER, w.KIND, w.CONTENT, w.SCALE, w.RESPONSIBLE, w.FUNDS, w.DEADLINE, w.GAIN)
        measures = self.paper.plan.measures
        if not measures:
            nothing = Cell(text=self.words.say(w.NO_MEASURES), span=len(heads))
            return Table(
                rows=(
                    self._head(self._widths(_MEASURES), *heads),
                    self._row(self._widths(_MEASURES), nothing),
                )
            )
        rows = [self._measure(number, measure) for number, measure in enumerate(measures, 1)]
        gains = self.paper.expectation()
        total = self._row(
            self._widths(_MEASURES),
            Cell(text=self.words.say(w.TOTAL), align="right", span=len(heads) - 2),
            Cell(text=amounts(gains.gain_low_yuan, gains.gain_high_yuan), align="right", bold=True, span=2),
        )
        return Table(head=(self._head(self._widths(_MEASURES), *heads),), rows=(*rows, total))

    def _measure(self, number: int, measure: Measure) -> Row:
        scale = " ".join(
            part for part in (measure.amount and plain_number(measure.amount), measure.unit) if part
        )
        responsible = " / ".join(filter(None, (measure.responsible_unit, measure.responsible_person)))
        texts = (
            str(number),
            self._code("measure_category", measure.category),
            measure.content,
            scale,
            responsible,
            self._funds(measure),
            (measure.deadline or "")[:7],
        )
        cells = [Cell(text=text or DASH) for text in texts]
        return self._row(self._widths(_MEASURES), *cells, Cell(text=self._gain(measure), align="right"))

    def _funds(self, measure: Measure) -> str:
        source = measure.fund_source
        named = self._code("fund_source", source) if source and source != "none" else ""
        money = amount(measure.fund_yuan) if measure.fund_yuan else ""
        return " ".join(part for part in (money, named) if part)

    def _gain(self, measure: Measure) -> str:
        if measure.gain_kind == "none" or not (measure.gain_low_yuan or measure.gain_high_yuan):
            return DASH
        gain = amounts(measure.gain_low_yuan, measure.gain_high_yuan)
        return self.words.say(w.SAVES, amount=gain) if measure.gain_kind == "saving" else gain

    def signatures(self, height_pt: float) -> Table:
        """Six places to sign and seal, each so high."""
        say = self.words.say
        places = [
            Cell(text=say(w.SIGN_HEAD), top=True, thumb=say(w.THUMB)),
            *(Cell(text=say(message), top=True) for message in (w.SIGN_HELPER, w.SIGN_TEAM)),
            *(Cell(text=say(message), top=True) for message in (w.SEAL_VILLAGE, w.SEAL_TOWNSHIP)),
            Cell(text=f"{say(w.DATE)}\n\n{say(w.DATE_BLANK)}", top=True),
        ]
        rows = (places[:3], places[3:])
        return Table(rows=tuple(self._row(_SIGNATURES, *row, least_pt=height_pt) for row in rows))

    def progress_head(self) -> Row:
        return self._head(
            _PROGRESS,
            *(w.NUMBER, w.MEASURE, w.DATE, w.PROGRESS, w.REAL_GAIN, w.SIGNED_BY_HEAD, w.SIGNED_BY_HELPER),
        )

    def progress(self, height_pt: float) -> tuple[Row, ...]:
        """A row for each measure, its results left to be filled in by hand."""
        rows = []
        for number, measure in enumerate(self.paper.plan.measures, 1):
            cells = [
                Cell(text=str(number)),
                Cell(text=self._kind_and_content(measure)),
                *(Cell() for _ in range(5)),
            ]
            rows.append(self._row(_PROGRESS, *cells, least_pt=height_pt))
        return tuple(rows)

    def _kind_and_content(self, measure: Measure) -> str:
        """Two lines of it: the whole text stands among the measures."""
        text = self._code("measure_category", measure.category)
        if measure.content:
            text = self.words.say(w.AFTER_CAUSE, cause=text, evidence=measure.content)
        width = BREADTH * _PROGRESS[1] / sum(_PROGRESS) - 2 * self.style.side
        return first_lines(text, 2, width, self.style.size)

    def blank_progress(self, height_pt: float) -> Row:
        return self._row(_PROGRESS, *(Cell() for _ in _PROGRESS), least_pt=height_pt)

    def year_end(self, height_pt: float) -> Row:
        """What the head of the household says of it at the end of the year."""
        say = self.words.say
        texts = (say(w.YEAR_END), "", say(w.OPINION), say(w.OPINIONS), say(w.SIGNED_BY_HEAD), "")
        cells = [Cell(text=text, head=place % 2 == 0) for place, text in enumerate(texts)]
        return self._row(_YEAR_END, *cells, least_pt=height_pt)


def _name_of_head(household: Household) -> str:
    head = household.head()
    return (head.name or "") if head else ""
