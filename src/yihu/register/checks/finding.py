"""What a check sees, what it finds, and how it says so."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Literal

from yihu.base.i18n import translate
from yihu.register import codes
from yihu.register.check_table import Severity, entries
from yihu.register.household import Household, Person
from yihu.register.id_numbers import check_digit_fits, normalized, read_identity
from yihu.register.profile import Profile


@dataclass(frozen=True, slots=True)
class Label:
    """A code in a message: said in the language that the message is said in."""

    code_list: str
    value: str

    def __str__(self) -> str:
        return codes.label(self.code_list, self.value)


@dataclass(frozen=True, slots=True)
class Words:
    """A msgid in a message: said in the language that the message is said in."""

    message: str

    def __str__(self) -> str:
        return translate(self.message)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A doubt about a household's answers; a person looks at it, nothing is refused.

    Attributes:
        rule: stable id, `R01` to `R54` as the rules are numbered, `Y..` for our own.
        message: msgid; parameters fill its places.
        person: row id of the member it names, None for the household.
        property: the answer to look at (`register.properties`).
        waived: why a person said that it doesn't count here; empty while it counts.
    """

    rule: str
    severity: Severity
    message: str
    parameters: dict[str, object] = field(default_factory=dict)
    person: str | None = None
    property: str | None = None
    waived: str = ""

    def explain(self) -> str:
        """The sentence for people, in the language in force."""
        entry = entries().get(self.rule)
        known = entry is not None and entry.en == self.message
        message = entry.message() if known and entry else translate(self.message)
        return message.format(**self.parameters)

    def advise(self) -> str:
        """What to do about it, in the language in force; empty for a rule without advice."""
        entry = entries().get(self.rule)
        return entry.advice() if entry else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A measure of the household's plan, as far as rules look at it. `deadline`: ISO date."""

    category: str
    key: str = ""
    content: str = ""
    deadline: str = ""


class Case:
    """One household with all that the rules look at beside its answers; ages are counted once.

    Attributes:
        day: ISO date on which ages are counted: of the visit.
        line_yuan: monitoring line, yuan per head and year.
        measures: of its plan; None while there is no plan.
        planned_on: ISO date of the plan.
        rules: the profile with limits and thresholds.
    """

    __slots__ = (
        "_ages",
        "_numbered",
        "_per_head",
        "day",
        "household",
        "line_yuan",
        "measure_categories",
        "measures",
        "planned_on",
        "rules",
    )

    def __init__(
        self,
        household: Household,
        day: str | None = None,
        line_yuan: Decimal | None = None,
        measures: tuple[Measured, ...] | None = None,
        planned_on: str = "",
        rules: Profile | None = None,
    ) -> None:
        self.household, self.day, self.line_yuan = household, day, line_yuan
        self.rules = rules or household.rules
        self.measures, self.planned_on = measures, planned_on
        self.measure_categories = None if measures is None else frozenset(each.category for each in measures)
        known = ((person, person.age_on(day)) for person in household.persons) if day else ()
        self._numbered: tuple[Numbered, ...] | None = None
        self._per_head: Decimal | Literal[False] | None = False
        self._ages = tuple((person, age) for person, age in known if age is not None)

    def per_head_yuan(self) -> Decimal | None:
        """Net income per head, reckoned once."""
        if self._per_head is False:
            self._per_head = self.household.net_per_head_yuan()
        return self._per_head

    def ages(self) -> tuple[tuple[Person, int], ...]:
        """The persons whose age is known, with their full years."""
        return self._ages

    def numbered(self) -> "tuple[Numbered, ...]":
        """The persons with a document number, read once."""
        if self._numbered is None:
            persons = (person for person in self.household.persons if person.id_number)
            self._numbered = tuple(Numbered(person) for person in persons)
        return self._numbered


class Numbered:
    """A person's document number as several rules look at it.

    Attributes:
        number: without spaces. length_fits: 18, 20 or 22. fits: its check digit. told: what it says; None if wrong.
    """

    __slots__ = ("fits", "length_fits", "number", "person", "told")

    def __init__(self, person: Person) -> None:
        self.person = person
        self.number = normalized(person.id_number or "")
        self.length_fits = len(self.number) in (18, 20, 22)
        self.told = read_identity(self.number)
        self.fits = self.told is not None or check_digit_fits(self.number)


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where a rule fires. `severity` overrides the rule's own."""

    property: str
    person: Person | None = None
    parameters: dict[str, object] = field(default_factory=dict)
    severity: Severity | None = None


Look = Callable[[Case], Iterable[Hit]]
"""A rule's pure function: from a case to its hits."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: data (`forms/data/checks.csv`) and a pure function from a case to its hits."""

    id: str
    severity: Severity
    message: str
    fields: tuple[str, ...]
    look: Look


def finding_of(rule: str, hit: Hit, rules: Profile | None = None) -> Finding:
    """A hit of a rule with the table's words, the member's name among its parameters.

    Its severity is the profile's, else that of the hit, else the table's.
    """
    entry = entries()[rule]
    own = rules.severity_of(rule) if rules else None
    name = {"name": hit.person.name or "?"} if hit.person else {}
    return Finding(
        rule=rule,
        severity=own or hit.severity or entry.severity,
        message=entry.en,
        parameters=name | hit.parameters,
        person=hit.person.row if hit.person else None,
        property=hit.property,
    )


def with_waivers(household: Household, found: Iterator[Finding]) -> Iterator[Finding]:
    """Findings with the reasons why they were waived: for one member, or for the whole household."""
    if not household.waived:
        return found
    waived = household.waived
    return (
        replace(each, waived=waived.get((each.rule, each.person)) or waived.get((each.rule, None)) or "")
        for each in found
    )
