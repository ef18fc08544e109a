"""Where a person can go. A page asks for a route; the window knows which page answers it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from yihu.storage.rows import HouseholdQuery


@dataclass(frozen=True, slots=True, kw_only=True)
class ListFilter:
    """Which households a list shows. None or "" leaves a part open.

    Attributes:
        village: its code (12 digits).
        group: the group's name within the village.
        state: name of a figure (`not_visited`, `to_make`, `conflicts` ...), see `yihu.ui.visits.filters`.
        query: what a figure of the overview counted; its chip says `words`.
    """

    village: str | None = None
    group: str | None = None
    state: str | None = None
    text: str = ""
    query: HouseholdQuery | None = None
    words: str = ""


class Route:
    """A place of the window."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitsRoute(Route):
    """The households, village by village. Without a filter: as the person left it."""

    filter: ListFilter | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlansRoute(Route):
    """The households by the state of their plan; choosing one opens its plan."""

    filter: ListFilter | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewHouseholdRoute(Route):
    """Writing down a household that no list had."""

    village: str | None = None
    group: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterImportRoute(Route):
    """Taking a list of households in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdRoute(Route):
    """One household: who they are, what happened, what comes next."""

    household_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryRoute(Route):
    """A household's whole time line; each change can be taken back."""

    household_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpRoute(Route):
    """What became of a household's plan, and what is due for it."""

    household_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LifeMapRoute(Route):
    """A family's life map and guarantees."""

    household_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewRoute(Route):
    """A questionnaire being filled in. `record` None: the running one, else a new one."""

    household_id: str
    form_id: str = "household"
    record: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRoute(Route):
    """The plan of one household that is worked on, or the one of a record."""

    household_id: str
    record: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparePlansRoute(Route):
    """The drafts and versions of a household's plan beside each other."""

    household_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintRoute(Route):
    """Papers. Without ids the person chooses the households on the page.

    Attributes:
        kind: of paper, as in `printing.shapes.KINDS`. record: of the visit or the plan's version that is meant.
    """

    household_ids: tuple[str, ...] = ()
    kind: str = "plan"
    record: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverRoute(Route):
    """Giving and receiving files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictsRoute(Route):
    """Answers that two laptops gave differently; those of one household first, if given."""

    household_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DuplicatesRoute(Route):
    """Households that may be one; those of one household first, if given."""

    household_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamRoute(Route):
    """Our team: its laptops, inviting, joining, renewing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewRoute(Route):
    """Figures over all villages."""

    village: str | None = field(default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class CompletenessRoute(Route):
    """Village by village: what was expected, surveyed, received, and whom to call."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DueRoute(Route):
    """What is late and due in the villages, and who was not met for long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressRoute(Route):
    """How far the work is, and where it is stuck."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreRoute(Route):
    """The score card of the units."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BulletinRoute(Route):
    """The periodic bulletin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecksRoute(Route):
    """The findings of the checks over the register."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuresRoute(Route):
    """Measures of poverty over the register."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TablesRoute(Route):
    """Saving tables of the register for other programs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SelectionsRoute(Route):
    """Choosing households out of the register. `selection`: a saved one."""

    selection: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PairsRoute(Route):
    """Helpers and households. `selection`: of the households that are to be paired."""

    selection: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpersRoute(Route):
    """Helpers, or one of them. `helper`: its subject."""

    helper: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VillagePlansRoute(Route):
    """The plan of a village (its 12-digit code), or the one that was open last."""

    village: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FundsRoute(Route):
    """Funds and what is paid out of them. `fund`: its subject."""

    fund: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TasksRoute(Route):
    """Who has to do what until when."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsRoute(Route):
    """`part`: `basics`, `safety`, `backup`, or "" for the one that was open last."""

    part: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryRoute(Route):
    """The recovery sheet: 24 words for paper."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EraseRoute(Route):
    """Erasing a household or one of its members on request."""

    household_id: str
