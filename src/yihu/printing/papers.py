"""What each kind of paper says, before anything is laid out. What isn't known stays open on the paper."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from yihu.planning.follow_up import MeasureStanding, Quarter, Visit
from yihu.planning.income import Expectation, expected_income
from yihu.planning.plan import Plan
from yihu.planning.projects import Project
from yihu.planning.village_plan import FiveYears, VillagePlan
from yihu.register.household import Household
from yihu.register.life_map import Light


@dataclass(frozen=True, slots=True, kw_only=True)
class CardPaper:
    """The family's card (明白卡).

    Attributes:
        year: of the quarters.
    """

    household: Household
    plan: Plan | None = None
    line_yuan: Decimal | None = None
    year: int | None = None
    quarters: tuple[Quarter, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HandbookPaper:
    """The pages of the handbook (扶贫手册).

    Attributes:
        results: each measure with the last that was heard of it.
        day: ISO date on which ages are counted.
    """

    household: Household
    plan: Plan | None = None
    line_yuan: Decimal | None = None
    results: tuple[MeasureStanding, ...] = ()
    day: str = ""

    def expectation(self) -> Expectation:
        """Income now and after the measures."""
        return expected_income(self.household, self.plan, self.line_yuan)


@dataclass(frozen=True, slots=True, kw_only=True)
class LifeMapPaper:
    """A family's life map."""

    household: Household
    lights: tuple[Light, ...] = ()
    day: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitPaper:
    """One visit's record (走访记录); without a visit a blank one for the household.

    Attributes:
        photos: as files hold them.
    """

    household: Household
    visit: Visit | None = None
    photos: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """One household of a democratic review. Codes as in `register.codes`."""

    number: str = ""
    head_name: str = ""
    group: str = ""
    persons: int | None = None
    category: str = ""
    votes_for: int | None = None
    votes_against: int | None = None
    votes_abstained: int | None = None
    result: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesPaper:
    """The minutes of a democratic review (评议会议记录). Dates are ISO.

    Attributes:
        village_code: 12 digits; in the square code.
        present: persons who came.
    """

    township: str = ""
    village: str = ""
    village_code: str = ""
    day: str = ""
    place: str = ""
    chair: str = ""
    recorder: str = ""
    present: int | None = None
    opinions: str = ""
    households: tuple[Reviewed, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeLine:
    """All that a notice may say of a household: nothing else can get onto it.

    Attributes:
        head_name: of a grown-up; a minor's is shortened.
        id_number, phone: hidden but for their ends.
        township: as far as an address goes.
    """

    number: str = ""
    head_name: str = ""
    township: str = ""
    persons: int | None = None
    category: str = ""
    identified_on: str = ""
    id_number: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticePaper:
    """A public notice (公示). Dates are ISO.

    Attributes:
        procedure: code of `procedure_kind`; empty for a plain list.
        days: working days that it hangs; until: the last of them.
    """

    township: str = ""
    village: str = ""
    village_code: str = ""
    procedure: str = ""
    posted_on: str = ""
    until: str = ""
    days: int | None = None
    phone: str = ""
    households: tuple[NoticeLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Distinct households and their members."""

    households: int = 0
    persons: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(households=self.households + other.households, persons=self.persons + other.persons)


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryPaper:
    """A village's households by main cause and attribute. The empty code is `not known`.

    Attributes:
        cells: (cause, column list, code) -> tally; the column lists are `monitored_category` and
            `household_attribute`.
        figures: name of the template's word -> tally.
    """

    township: str = ""
    village: str = ""
    village_code: str = ""
    day: str = ""
    cells: dict[tuple[str, str, str], Tally] = field(default_factory=dict)
    figures: dict[str, Tally] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentPaper:
    """The letter of consent (承诺授权书)."""

    household: Household
    team: str = ""
    day: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PledgeLine:
    """One of the three ones as a card says it.

    Attributes:
        kind: of `planning.pairing.THREE_ONES`. whom: the student's or worker's name. yuan: a year.
    """

    kind: str
    what: str = ""
    whom: str = ""
    yuan: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IntentionCard:
    """One pair's card (意向卡).

    Attributes:
        id: of the pairing; version: stands for what the card says. Both are in the square code.
        level: code of `helper_level`. since: ISO date.
    """

    id: str = ""
    version: str = ""
    helper: str = ""
    unit: str = ""
    level: str = ""
    helper_phone: str = ""
    since: str = ""
    pledges: tuple[PledgeLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class IntentionPaper:
    """The cards of a household's pairs, each in three copies.

    Attributes:
        apart: each copy on a sheet of its own; else the three of a card on one sheet, to be cut, where they fit.
    """

    household: Household
    cards: tuple[IntentionCard, ...] = ()
    apart: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class VillagePlanPaper:
    """A village's plan (精准扶贫工作方案) with its projects. Without a plan it is one to be filled in by hand.

    Attributes:
        day: ISO date that lateness is told by.
        granted: project record -> fen that funds paid for it.
        photos: name of a project's photo -> the photo as a file holds it.
    """

    township: str = ""
    village: str = ""
    village_code: str = ""
    day: str = ""
    plan: VillagePlan | None = None
    projects: tuple[Project, ...] = ()
    years: FiveYears | None = None
    granted: Mapping[str, int] = field(default_factory=dict)
    photos: Mapping[str, bytes] = field(default_factory=dict)
