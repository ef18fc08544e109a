"""The rules of one period and place (规则与标准): what a county may set without anybody writing code.

Read from `forms/profiles/*.toml` by `profiles.read_profile`. A profile never changes: an edited one is a new
version, and a household's record names the one it was made under.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from yihu.base.i18n import CHINESE, ENGLISH, language
from yihu.register.check_table import Severity

Texts = Mapping[str, str]
"""The same words by language: `zh_CN`, `en`."""

OFF = "off"
HASH_MARK = "+"


def in_words(texts: Texts) -> str:
    """In the language in force; in the other one where that lacks it."""
    other = ENGLISH if language() == CHINESE else CHINESE
    return texts.get(language()) or texts.get(other, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomeLine:
    """A line under which a household is poor or monitored.

    Attributes:
        region: first digits of the division codes it holds for; empty for the whole country.
        year: first year it holds for.
        yuan: net income per head and year.
        source: where it is from, in Chinese as in the table.
    """

    region: str
    region_name: str
    year: int
    yuan: Decimal
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Counting:
    """Whether a line of income or of costs counts for the net income (是否计入), why, and by whose rule."""

    counts: bool
    why: Texts
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """From where on something is met, or in doubt.

    Attributes:
        school_from, school_to: ages of compulsory schooling, both included.
        housing_safe: grades of a safe house.
        water_litres, water_litres_scarce: a head and day; the second where water is scarce.
        water_minutes: to fetch it and back. water_metres_across, water_metres_up: how far it is at most
            instead. water_days_without: a year.
        high_income_yuan: net income per head over which a monitored household is looked at again.
        high_self_paid_yuan: health care paid by a healthy person over which it is in doubt.
        lack_labour_percent: of the members able to work, over which labour isn't lacking.
        post_from, post_to: ages for a public-welfare post, both included.
    """

    school_from: int
    school_to: int
    housing_safe: tuple[str, ...]
    water_litres: int
    water_litres_scarce: int
    water_minutes: int
    water_metres_across: int
    water_metres_up: int
    water_days_without: int
    high_income_yuan: int
    high_self_paid_yuan: int
    lack_labour_percent: int
    post_from: int
    post_to: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Times and counts of the procedure.

    Attributes:
        visit_working_days: from the application to the visit. total_working_days: to the decision.
        notice_days: of each public notice; exit_notice_days: of that before a household leaves poverty.
        first_measure_months: from identification to the first measure. development_months: to the first of
            production, work, credit or a post, where somebody is able to work.
        removal_months: for which the income must have held before the risk counts as removed.
        revisit_days: after which a household is due to be seen again.
        guardian_below_years: whose guardian signs.
        measures_at_least, measures_at_exit: how many a plan has; 0 for no such rule.
    """

    visit_working_days: int
    total_working_days: int
    notice_days: int
    exit_notice_days: int
    first_measure_months: int
    development_months: int
    removal_months: int
    revisit_days: int
    guardian_below_years: int
    measures_at_least: int
    measures_at_exit: int


REMOVAL_CONDITIONS = (
    "income_above_line",
    "income_held",
    "food_and_clothing",
    "guarantees_met",
    "water_safe",
    "risk_gone",
    "labour_in_household",
    "measures_enough",
)
"""What a profile may ask before a household leaves poverty (退出) or its risk counts as removed (风险消除)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """The rules of one period.

    Attributes:
        id: stable, e.g. `regular-2026`. version: higher is newer; none is ever changed.
        years: first and last (None: still running).
        standard: by what a household is identified (识别标准), in words.
        lines: of income, by region and year.
        counted: by property of `properties.INCOME_LINES`, those with a word on it; others count.
        causes, risks, categories, measure_categories: codes of the lists `cause`, `risk`,
            `monitored_category`, `measure_category` that this period knows.
        required_categories: cause -> for each inner tuple the plan needs a measure of one of its categories.
        severities: by rule id, where it isn't that of the table; `off` silences a rule.
        removal: names of `REMOVAL_CONDITIONS`.
        sha: the first digits of the hash of its file; empty for those that come with the program, whose versions
            nobody else may use.
    """

    id: str
    version: int
    title: Texts
    years: tuple[int, int | None]
    standard: Texts
    lines: tuple[IncomeLine, ...]
    counted: Mapping[str, Counting]
    causes: tuple[str, ...]
    risks: tuple[str, ...]
    categories: tuple[str, ...]
    measure_categories: tuple[str, ...]
    required_categories: Mapping[str, tuple[tuple[str, ...], ...]]
    thresholds: Thresholds
    limits: Limits
    severities: Mapping[str, str]
    removal: tuple[str, ...]
    not_counted: frozenset[str] = frozenset()
    sha: str = field(default="", compare=False)

    @property
    def ref(self) -> str:
        """What a record names: `<id>@<version>`, of a county's own `<id>@<version>+<hash>`."""
        return f"{self.short_ref}{HASH_MARK}{self.sha}" if self.sha else self.short_ref

    @property
    def short_ref(self) -> str:
        """`<id>@<version>`, as people call it: two counties' files may bear the same."""
        return f"{self.id}@{self.version}"

    def name(self) -> str:
        """Its title in the language in force."""
        return in_words(self.title)

    def severity_of(self, rule: str) -> Severity | None:
        """The profile's own severity for a rule; None where it leaves that to the table, or silences it."""
        said = self.severities.get(rule)
        return "error" if said == "error" else "warning" if said == "warning" else None

    def counts(self, line: str) -> bool:
        """Whether a line of income or costs counts for the net income."""
        return line not in self.not_counted

    def line_for(self, division_code: str | None, year: int) -> IncomeLine | None:
        """The line for a place in a year: of the smallest region that has one, the latest not after it.

        Args:
            division_code: digits of the place, from 2 (province) to 12 (village); None is the whole country.

        None when no line is that old.
        """
        place = division_code or ""
        fitting = (line for line in self.lines if place.startswith(line.region) and line.year <= year)
        return max(fitting, key=lambda line: (len(line.region), line.year), default=None)
