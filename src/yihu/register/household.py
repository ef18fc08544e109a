"""A household as its answers describe it, whatever form asked them."""

from dataclasses import dataclass, field
from decimal import Decimal

from yihu.register.income import Income
from yihu.register.profile import Profile
from yihu.register.profiles import default_profile


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One member of a household. Codes are those of the lists in `register.codes`.

    A property that the form lacks, or that nobody answered, is None: unknown, not zero.

    Attributes:
        row: id of the member's row in the `member` repeat.
        birth_date: ISO date `YYYY-MM-DD`.
        education: of those who left school; `school_status` of those in it: never both.
        months_worked: months of work for others in the last year, 0 to 12.
        self_paid_medical_yuan: what the household itself paid for this member's health last year.
        other: every further property, as text, under its `save_to` name.
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
    political_status: str | None = None
    education: str | None = None
    school_status: str | None = None
    dropout_reason: str | None = None
    health: tuple[str, ...] = ()
    illness_name: str | None = None
    self_paid_medical_yuan: Decimal | None = None
    disability_category: str | None = None
    disability_grade: str | None = None
    disability_cert_number: str | None = None
    labour_skill: str | None = None
    worked: str | None = None
    work_place: str | None = None
    months_worked: int | None = None
    welfare_post: str | None = None
    welfare_post_months: int | None = None
    medical_insurance: str | None = None
    pension_insurance: str | None = None
    low_income_allowance: str | None = None
    extreme_hardship_support: str | None = None
    other: dict[str, str] = field(default_factory=dict)

    def age_on(self, day: str) -> int | None:
        """Full years on an ISO date; None when the birth date is unknown or later."""
        if not self.birth_date or self.birth_date > day:
            return None
        return int(day[:4]) - int(self.birth_date[:4]) - (day[5:10] < self.birth_date[5:10])


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
        group: name of the villagers' group (组), e.g. `三组`; address: what follows it.
        category: monitored category (监测对象类别) code.
        risks: codes of the risks of falling back into poverty.
        visit_result: `done`, `nobody_home`, `refused` or `moved`.
        visit_date: ISO date of that visit; ages are counted on it.
        member_count: persons the household says it has; `persons` are the rows.
        former: members who died, married out or moved out; their rows stay. `persons` are those present.
        profile: what the record names, `<id>@<version>` (规则与标准); None: it names none.
        rules: the profile that everything about this household is judged by.
        waived: (rule, row id of a member or None) -> why a check of `register.checks` doesn't count here.
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
    risks: tuple[str, ...] = ()
    member_count: int | None = None
    income_year: int | None = None
    no_labour_household: str | None = None
    relocated: str | None = None
    housing_area_m2: Decimal | None = None
    housing_structure: str | None = None
    housing_grade: str | None = None
    housing_renovated: str | None = None
    water_source: str | None = None
    farmland_mu: Decimal | None = None
    visit_result: str | None = None
    visit_date: str | None = None
    surveyor: str | None = None
    former: tuple[Person, ...] = ()
    profile: str | None = None
    rules: Profile = field(default_factory=default_profile, repr=False, compare=False)
    waived: dict[tuple[str, str | None], str] = field(default_factory=dict)
    other: dict[str, str] = field(default_factory=dict)

    def size(self) -> int:
        """家庭人口: the members present; before a survey listed them, as many as the register says if those are more."""
        present = len(self.persons)
        surveyed = self.visit_result is not None or self.visit_date is not None
        return present if surveyed else max(present, self.member_count or 0)

    def net_per_head_yuan(self) -> Decimal | None:
        """人均纯收入 over the members, to the cent; None when unknown."""
        return self.income.net_per_head_yuan(self.size())

    def says(self, name: str, code: str) -> bool | None:
        """Whether a further property has this code; None when it is unknown."""
        value = self.other.get(name)
        return None if value is None else value == code

    def head(self) -> Person | None:
        """The head of the household (户主); None when no row says so."""
        return next((person for person in self.persons if person.relation == "head"), None)
