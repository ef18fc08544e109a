"""What the merge desk, the duplicates desk and the completeness report read out of the store."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkRow:
    """A decision whether two ids are one household.

    Attributes:
        contested: two laptops decided otherwise; the newer decision holds meanwhile.
        pairs: (row of keep, row of drop) of members that are the same.
    """

    tree: str
    keep: str
    drop: str
    same: bool
    contested: bool
    pairs: tuple[tuple[str, str], ...]
    at_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchRow:
    """Decisions made at once. `changesets`: (household, changeset) in the order of writing."""

    id: str
    at_ms: int
    rule: str
    answers: int
    changesets: tuple[tuple[str, str], ...]
    undone_ms: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkRow:
    """How many households of a village are in a state, by who has to survey them and whose survey it is.

    Attributes:
        assigned_team, assigned_to: team, fingerprint of a laptop; "" nobody's.
        surveyed_by: replica of the laptop that last began or finished the survey; "" none yet.
        visit_state: one of `rows.VISIT_STATES`.
    """

    village_code: str
    village: str
    township: str
    assigned_team: str
    assigned_to: str
    surveyed_by: str
    visit_state: str
    households: int
    conflicts: int
    waiting: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainRow:
    """What is held of one laptop's work in one village.

    Attributes:
        missing: numbers that haven't come though later ones have, as (first, last); shown as a gap.
        newest_ms: clock of the newest changeset held.
    """

    replica: str
    team: str
    laptop: str
    village_code: str
    changesets: int
    missing: tuple[tuple[int, int], ...]
    newest_ms: int
