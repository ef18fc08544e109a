"""What a check sees, what it finds, and how it says so."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from yihu.base.i18n import translate
from yihu.register import codes
from yihu.register.household import Household, Person

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Label:
    """A code in a message: said in the language that the message is said in."""

    code_list: str
    value: str

    def __str__(self) -> str:
        return codes.label(self.code_list, self.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A doubt about a household's answers; a person looks at it, nothing is refused.

    Attributes:
        rule: stable id, `R01` to `R54` as the rules are numbered, `Y..` for our own.
        message: msgid; parameters fill its places.
        person: row id of the member it names, None for the household.
        property: the answer to look at (`register.properties`).
    """

    rule: str
    severity: Severity
    message: str
    parameters: dict[str, object] = field(default_factory=dict)
    person: str | None = None
    property: str | None = None

    def explain(self) -> str:
        """The sentence for people, in the language in force."""
        return translate(self.message).format(**self.parameters)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One household with all that the rules look at beside its answers.

    Attributes:
        day: ISO date on which ages are counted: of the visit.
        line_yuan: monitoring line, yuan per head and year.
        measure_categories: of its plan; None while there is no plan.
    """

    household: Household
    day: str | None = None
    line_yuan: Decimal | None = None
    measure_categories: frozenset[str] | None = None

    def ages(self) -> Iterator[tuple[Person, int]]:
        """The persons whose age is known, with their full years."""
        for person in self.household.persons:
            age = person.age_on(self.day) if self.day else None
            if age is not None:
                yield person, age


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where a rule fires. `severity` overrides the rule's own."""

    property: str
    person: Person | None = None
    parameters: dict[str, object] = field(default_factory=dict)
    severity: Severity | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: a pure function from a case to its hits."""

    id: str
    severity: Severity
    message: str
    look: Callable[[Case], Iterable[Hit]]

    def findings(self, case: Case) -> Iterator[Finding]:
        """What this rule finds, each with the member's name among its parameters."""
        for hit in self.look(case):
            name = {"name": hit.person.name or "?"} if hit.person else {}
            yield Finding(
                rule=self.id,
                severity=hit.severity or self.severity,
                message=self.message,
                parameters=name | hit.parameters,
                person=hit.person.row if hit.person else None,
                property=hit.property,
            )
