"""A household as its answers describe it, whatever form asked them."""

from dataclasses import dataclass, field
from decimal import Decimal

from yihu.register.income import Income


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One member of a household. Codes are those of the lists in `register.codes`.

    A property that the form lacks, or that nobody answered, is None: unknown, not zero.

    Attributes:
        row: id of the member's row in the `member` repeat.
        birth_date: ISO date `YYYY-MM-DD`.
        months_worked: months away for work in the last year, 0 to 12.
    """

    row: str
    name: str | None = None
    sex: str | None = None
    birth_date: str | None = None
    id_type: str | None = None
    id_number: str | None = None
    ethnicity: str | None = None
    phone: str | None = None
    relation: str | None = None
    education: str | None = None
    school_status: str | None = None
    dropout_reason: str | None = None
    health: tuple[str, ...] = ()
    disability_category: str | None = None
    disability_grade: str | None = None
    labour_skill: str | None = None
    work_place: str | None = None
    months_worked: int | None = None
    medical_insurance: str | None = None
    low_income_allowance: str | None = None
    other: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """A cause of poverty (致贫原因), by its code, with the evidence the surveyor wrote."""

    code: str
    main: bool
    evidence: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Household:
    """One household (户) as last surveyed.

    A property that the form lacks, or that nobody answered, is None: unknown, not zero.

    Attributes:
        id: record id (UUID), never derived from personal data.
        number: household number of the register (户编号), if it came from one.
        division_code: 12 digits of the village.
        category: monitored category (监测对象类别) code.
        other: every further property, as text, under its `save_to` name.
    """

    id: str
    number: str | None = None
    head_name: str | None = None
    division_code: str | None = None
    village: str | None = None
    township: str | None = None
    group: str | None = None
    address: str | None = None
    phone: str | None = None
    category: str | None = None
    persons: tuple[Person, ...] = ()
    income: Income = field(default_factory=Income)
    causes: tuple[Cause, ...] = ()
    housing_area_m2: Decimal | None = None
    housing_structure: str | None = None
    housing_grade: str | None = None
    water_source: str | None = None
    farmland_mu: Decimal | None = None
    visit_result: str | None = None
    visit_date: str | None = None
    surveyor: str | None = None
    other: dict[str, str] = field(default_factory=dict)

    def head(self) -> Person | None:
        """The head of the household (户主); None when no row says so."""
        return next((person for person in self.persons if person.relation == "head"), None)
