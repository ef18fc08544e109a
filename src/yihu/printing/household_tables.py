"""A household as tables: who they are, the members, the income, the causes. Several papers show them."""

from collections.abc import Sequence
from dataclasses import dataclass

from yihu.planning.income import Expectation
from yihu.printing.grid import Column, Grid
from yihu.printing.table import Cell, Row, Table
from yihu.printing.words import DASH, Words, amount, plain_number, without_brackets
from yihu.register.checks.causes import ABLE
from yihu.register.codes import label, label_of
from yihu.register.household import Cause, Household, Person

_BASICS = ((63, 111, 64, 93, 58, 119), (52, 118, 70, 114, 54, 100))
_INCOME = (56, 69, 56, 58, 67, 105, 49, 48)
_CAUSES = ((63, 445), (66, 442))
_SAFETY = {"yes": "household.water_safe", "no": "household.water_unsafe"}
_ALLOWANCES = ("low_income_allowance", "extreme_hardship_support")


def code_label(words: Words, code_list: str, code: str | None) -> str:
    """A code as the paper's language says it; a dash when unknown."""
    return label(code_list, code, words.language) if code else DASH


def name_of_head(household: Household) -> str:
    """The head as the register names it, else the member who is it; empty when unknown."""
    head = household.head()
    return household.head_name or (head.name if head and head.name else "")


def place_of(household: Household) -> str:
    """Township, village and group in one."""
    return "".join(filter(None, (household.township, household.village, household.group)))


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdTables:
    """Lays out one household's tables.

    Attributes:
        day: ISO date on which ages are counted; empty when unknown.
    """

    grid: Grid
    household: Household
    day: str
    helper: str = ""

    @property
    def words(self) -> Words:
        return self.grid.words

    def basics(self) -> Table:
        """Who they are and how they live."""
        say, household = self.words.say, self.household
        land = household.farmland_mu
        widths = _BASICS[0 if self.words.is_chinese() else 1]
        pairs = [
            (say("household.head"), name_of_head(household)),
            (say("household.category"), code_label(self.words, "monitored_category", household.category)),
            (say("household.persons"), self._persons()),
            (say("household.housing"), self._housing()),
            (say("household.water"), self._water()),
            (say("household.land"), DASH if land is None else say("household.mu", area=f"{land:,.2f}")),
        ]
        rows = [self.grid.pairs(widths, *pairs[:3]), self.grid.pairs(widths, *pairs[3:])]
        helper = self.helper or household.other.get("helper_name")
        if household.address or helper:
            rows.append(
                self.grid.row(
                    widths,
                    Cell(text=say("household.address"), head=True),
                    Cell(text=household.address or DASH, span=3),
                    Cell(text=say("household.helper"), head=True),
                    Cell(text=helper or DASH),
                )
            )
        return Table(rows=tuple(rows))

    def _persons(self) -> str:
        household = self.household
        count = len(household.persons) or household.member_count or 0
        if not household.persons:
            return self.words.say("persons", persons=count or DASH)
        able = sum(person.labour_skill in ABLE for person in household.persons)
        return self.words.say("household.persons_and_able", persons=count, able=able)

    def _housing(self) -> str:
        household, words = self.household, self.words
        area = household.housing_area_m2
        structure = without_brackets(code_label(words, "housing_structure", household.housing_structure))
        size = "" if area is None else words.say("household.area", area=plain_number(area))
        grade = without_brackets(code_label(words, "housing_grade", household.housing_grade))
        known = " ".join(part for part in (structure, size) if part not in ("", DASH))
        return words.join([part for part in (known, grade) if part not in ("", DASH)]) or DASH

    def _water(self) -> str:
        source = code_label(self.words, "water_source", self.household.water_source)
        safety = _SAFETY.get(self.household.other.get("water_ok", ""))
        return self.words.join([source, self.words.say(safety)]) if safety else source

    def members(self) -> Table:
        """One row for each person."""
        columns = self.grid.chosen("members", self._member_columns())
        return self.grid.table("members", columns, self.household.persons)

    def _member_columns(self) -> Sequence[Column[Person]]:
        words = self.words

        def coded(code_list: str, name: str) -> str:
            return code_label(words, code_list, name or None)

        def row(key: str, zh: float, en: float, text: object, least_pt: float = 0.0) -> Column[Person]:
            return Column(key=key, width=(zh, en), text=text, least_pt=least_pt)  # type: ignore[arg-type]

        return (
            row("number", 20, 20, lambda _, number: str(number)),
            row("name", 77, 77, lambda person, _: person.name),
            row("relation", 62, 98, lambda person, _: coded("relation", person.relation)),
            row("sex", 46, 42, lambda person, _: coded("sex", person.sex), 0 if words.is_chinese() else 40.0),
            row("age", 40, 34, lambda person, _: self._age(person)),
            row("birth_date", 66, 66, lambda person, _: person.birth_date, 57.0),
            row("ethnicity", 46, 60, lambda person, _: coded("ethnicity", person.ethnicity)),
            row("education", 84, 96, lambda person, _: self._education(person)),
            row(
                "health",
                96,
                96,
                lambda person, _: label_of("health", " ".join(person.health), words.language),
            ),
            row("labour", 187, 161, lambda person, _: self._labour_or_school(person)),
            row("work", 76, 84, lambda person, _: self._work(person)),
            row("insurance", 76, 84, lambda person, _: coded("medical_insurance", person.medical_insurance)),
            row("welfare", 70, 80, lambda person, _: self._allowances(person)),
            row("id_number", 112, 112, lambda person, _: person.id_number, 96.0),
            row("phone", 72, 72, lambda person, _: person.phone, 68.0),
        )

    def _age(self, person: Person) -> str:
        age = person.age_on(self.day) if self.day else None
        return DASH if age is None else str(age)

    def _education(self, person: Person) -> str:
        if person.school_status:
            return code_label(self.words, "school_status", person.school_status)
        return code_label(self.words, "education", person.education)

    def _labour_or_school(self, person: Person) -> str:
        if person.school_status:
            return code_label(self.words, "school_status", person.school_status)
        labour = code_label(self.words, "labour_skill", person.labour_skill)
        if not person.months_worked:
            return labour
        return self.words.say("members.worked", labour=labour, months=person.months_worked)

    def _work(self, person: Person) -> str:
        if not person.months_worked:
            return DASH
        if not person.work_place:
            return self.words.say("members.months", months=person.months_worked)
        place = code_label(self.words, "work_place", person.work_place)
        return self.words.say("members.worked_months", months=person.months_worked, place=place)

    def _allowances(self, person: Person) -> str:
        codes = (getattr(person, name) for name in _ALLOWANCES)
        named = [
            code_label(self.words, "low_income_allowance", code) for code in codes if code and code != "none"
        ]
        return self.words.join(named) or DASH

    def with_year(self, heading: str) -> str:
        """The heading of the income with its year, where that is known."""
        year = self.household.income_year
        plain = self.words.say("income.heading")
        if not year or not plain:
            return heading
        return heading.replace(plain, self.words.say("income.heading_of_year", year=year))

    def income(self, expectation: Expectation) -> Table:
        """Last year's income by its five groups, the net, for each person, and the line."""
        income, say = self.household.income, self.words.say
        names = ("wages", "business", "property", "transfers", "costs", "net", "per_head", "line")
        head = self.grid.head(_INCOME, *(say(f"income.{name}") for name in names))
        figures = (income.wages, income.business, income.property, income.transfers, income.costs)
        cells = [Cell(text=amount(figure), align="right") for figure in (*figures, expectation.net_yuan)]
        cells.append(Cell(text=amount(expectation.now_per_head_yuan), align="right", bold=True))
        cells.append(Cell(text=amount(expectation.line_yuan), align="right"))
        return Table(rows=(head, self.grid.row(_INCOME, *cells)))

    def causes(self, goal: str | None, goal_date: str | None) -> Table:
        """The main cause with its evidence, the others, the goal."""
        say, causes = self.words.say, self.household.causes
        main = [self._cause(cause) for cause in causes if cause.main]
        others = [self._cause(cause) for cause in causes if not cause.main]
        told = goal or DASH
        if goal and goal_date:
            told = say("causes.goal_by", month=self.words.month(goal_date), goal=goal)
        widths = _CAUSES[0 if self.words.is_chinese() else 1]
        lines = (("main", main), ("others", others), ("goal", [told]))
        return Table(rows=tuple(self._cause_row(widths, name, texts) for name, texts in lines))

    def _cause_row(self, widths: Sequence[float], name: str, texts: list[str]) -> Row:
        said = self.words.say("between_causes").join(texts)
        return self.grid.pairs(widths, (self.words.say(f"causes.{name}"), said))

    def _cause(self, cause: Cause) -> str:
        name = code_label(self.words, "cause", cause.code)
        return self.words.say("after_cause", cause=name, evidence=cause.evidence) if cause.evidence else name
