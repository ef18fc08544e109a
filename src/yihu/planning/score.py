"""The score card of the yearly assessment: weights from a file, points by unit, and the veto (一票否决)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from yihu.planning.progress import Timetable

MEASURES = (
    "visited_share",
    "planned_share",
    "signed_share",
    "met_share",
    "measures_done_share",
    "gain_share",
    "tasks_done_share",
    "pledges_kept_share",
)
"""What an item can count; each is a share, 0 to 1 and more."""

DEEDS = ("tasks", "pledges", "visits")
"""What keeps a member from the veto: a task done, a pledge running or kept, a household met in the year."""

GRADES = ("excellent", "good", "pass")
FAILED, VETOED = "failed", "vetoed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A line of the card: `weight` points where the measure reaches `full`, less in proportion."""

    measure: str
    weight: int
    full: Fraction = Fraction(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreCard:
    """The card.

    Attributes:
        title: by language. grades: name -> points from which on. deeds: see `DEEDS`; none: there is no veto.
        timetable: from when to when it counts; None: the calendar year.
    """

    id: str
    version: int
    title: Mapping[str, str]
    items: tuple[Item, ...]
    grades: Mapping[str, int]
    deeds: tuple[str, ...] = ()
    timetable: Timetable | None = None

    @property
    def ref(self) -> str:
        """`<id>@<version>`."""
        return f"{self.id}@{self.version}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A helper and what it did. `households`: paired with it."""

    id: str
    name: str
    households: int = 0
    tasks: int = 0
    pledges: int = 0
    visits: int = 0

    def did_nothing(self, deeds: Iterable[str]) -> bool:
        """Whether it has nothing to show of these."""
        return not any(getattr(self, deed) for deed in deeds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What a unit is judged by.

    Attributes:
        parts: measure -> (done, of how many); a measure with nothing to count is left out or of 0.
        members: its helpers.
    """

    unit: str
    parts: Mapping[str, tuple[int, int]]
    members: tuple[Member, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One item of a unit's score. `share` and `points` are None where there was nothing to count."""

    item: Item
    done: int = 0
    whole: int = 0
    share: Fraction | None = None
    points: Fraction | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """A unit's score.

    Attributes:
        points: 0 to 100, one decimal. grade: of `GRADES`, `failed`, or `vetoed` whatever the points are.
        idle: members who did nothing yet: for them the veto falls.
    """

    unit: str
    lines: tuple[Line, ...]
    points: Fraction
    grade: str
    idle: tuple[Member, ...] = field(default=())


def timetable_of(card: ScoreCard, today: str) -> Timetable:
    """From when to when the card counts; the calendar year of an ISO date where it doesn't say."""
    return card.timetable or Timetable(start=f"{today[:4]}-01-01", end=f"{today[:4]}-12-31")


def score(card: ScoreCard, work: Work) -> Score:
    """Points of one unit. Items with nothing to count are left out, and the others weigh the more."""
    lines = tuple(_line(item, *work.parts.get(item.measure, (0, 0))) for item in card.items)
    counted = [line for line in lines if line.points is not None]
    weight = sum(line.item.weight for line in counted)
    reached = sum((line.points for line in counted if line.points is not None), Fraction(0))
    points = round(reached * 100 / weight * 10) / Fraction(10) if weight else Fraction(0)
    idle = tuple(member for member in work.members if card.deeds and member.did_nothing(card.deeds))
    grade = VETOED if idle else next((name for name in GRADES if points >= card.grades[name]), FAILED)
    return Score(unit=work.unit, lines=lines, points=points, grade=grade, idle=idle)


def rank(card: ScoreCard, works: Iterable[Work]) -> tuple[Score, ...]:
    """All units, the best first; those with a veto last, equal ones by name."""
    scores = [score(card, work) for work in works]
    return tuple(sorted(scores, key=lambda each: (each.grade == VETOED, -each.points, each.unit)))


def _line(item: Item, done: int, whole: int) -> Line:
    if whole <= 0:
        return Line(item=item, done=done, whole=whole)
    share = Fraction(done, whole)
    reached = min(Fraction(1), max(Fraction(0), share) / item.full)
    return Line(item=item, done=done, whole=whole, share=share, points=item.weight * reached)
