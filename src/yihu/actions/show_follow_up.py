"""What happened to a household after its survey, and what is due for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from yihu.actions.reading import find_row, household_of, plan_of
from yihu.actions.workspace import Workspace
from yihu.planning.after import After, read_after
from yihu.planning.follow_up import Gains, sum_gains
from yihu.planning.read import read_both
from yihu.planning.removal import may_leave
from yihu.register.masking import mask_record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yihu.planning.due import Due
    from yihu.planning.plan import Plan
    from yihu.register.household import Household
    from yihu.storage.rows import HouseholdRow
    from yihu.sync.changeset import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpView:
    """Everything the page of a household's follow-up shows.

    Attributes:
        household, plan: ID, telephone and account numbers are masked. plan: the one in force, None for none.
        after: measures with their progress, visits, quarters, procedures, what is due, conditions of leaving.
        gains: expected and told gains of the plan, yuan a year.
        today: ISO date. not_seen_days: days since the household was last met; None when it never was.
        revisit_days: after so many days it is due to be seen again, by its rules.
        may_leave: whether all conditions of leaving poverty are met.
    """

    household: Household
    plan: Plan | None
    row: HouseholdRow
    after: After
    gains: Gains
    today: str
    not_seen_days: int | None
    revisit_days: int
    may_leave: bool


def show_follow_up(workspace: Workspace, household_id: str) -> FollowUpView:
    """What was promised, what became of it, and what comes next. Raises HouseholdUnknown."""
    row = find_row(workspace, household_id)
    document = workspace.store.document(household_id)
    household, plan = household_of(workspace, document), plan_of(workspace, document)
    now = workspace.clock.now().date()
    after = read_after(
        household, plan, document.values, workspace.library.property_maps(), today=now.isoformat()
    )
    seen = date.fromisoformat(after.seen_on) if after.seen_on else None
    return FollowUpView(
        household=mask_record(household),
        plan=mask_record(plan) if plan else None,
        row=row,
        after=mask_record(after),
        gains=sum_gains(after.standings),
        today=now.isoformat(),
        not_seen_days=(now - seen).days if seen else None,
        revisit_days=household.rules.limits.revisit_days,
        may_leave=may_leave(after.conditions),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class DueLine:
    """One thing that is due for one household. `late`: its day has passed."""

    household_id: str
    household_number: str
    head_name: str
    village: str
    group: str
    due: Due
    late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DueReport:
    """What is due in a selection.

    Attributes:
        late, coming: the earliest first; `coming` up to and with `until`.
        not_seen: surveyed households that nobody met for as long as the rules of each ask, by place; `not_seen_since`
            is the date of the rules in force.
        households: with anything late or coming, in all; `shown`: how many of them the lines are of.
        unseen: households not seen since, in all.
    """

    today: str
    until: str
    not_seen_since: str
    late: tuple[DueLine, ...]
    coming: tuple[DueLine, ...]
    not_seen: tuple[HouseholdRow, ...]
    households: int
    shown: int
    unseen: int


SHOWN_AT_ONCE = 300


def list_due(
    workspace: Workspace,
    village: str | None = None,
    days: int = 7,
    not_seen_days: int | None = None,
    limit: int = SHOWN_AT_ONCE,
) -> DueReport:
    """What is late, what is due within `days`, and who wasn't seen for so long.

    `not_seen_days`: by default what the rules of each household ask. At most `limit` households are gone through, the ones
    with the earliest date first.
    """
    from yihu.actions.list_profiles import profile_in_force
    from yihu.storage.rows import HouseholdQuery

    today = workspace.clock.now().date()
    until = today + timedelta(days=days)
    unseen_after = profile_in_force(workspace).limits.revisit_days if not_seen_days is None else not_seen_days
    since = (today - timedelta(days=unseen_after)).isoformat()
    wanted = HouseholdQuery(village=village, due_by=until.isoformat())
    others = _not_seen_by_rules(workspace, today) if not_seen_days is None else ()
    unseen = HouseholdQuery(village=village, not_seen_since=since, not_seen_since_of=others)
    rows = workspace.store.due_first(wanted, limit=limit)
    lines = [line for row in rows for line in _lines(workspace, row, today.isoformat(), until.isoformat())]
    lines.sort(key=lambda line: (line.due.on, line.village, line.group, line.household_number))
    return DueReport(
        today=today.isoformat(),
        until=until.isoformat(),
        not_seen_since=since,
        late=tuple(line for line in lines if line.late),
        coming=tuple(line for line in lines if not line.late),
        not_seen=workspace.store.households(unseen, limit=limit),
        households=workspace.store.count(wanted),
        shown=len(rows),
        unseen=workspace.store.count(unseen),
    )


def _not_seen_by_rules(workspace: Workspace, today: date) -> tuple[tuple[str, str], ...]:
    """(what records name as their rules, ISO date before which they were met too long ago)."""
    known = workspace.library.profiles()
    days = {
        ref: known.of_record(ref or None).limits.revisit_days
        for ref in (*workspace.store.named_profiles(), "")
    }
    return tuple((ref, (today - timedelta(days=some)).isoformat()) for ref, some in sorted(days.items()))


def _lines(workspace: Workspace, row: HouseholdRow, today: str, until: str) -> list[DueLine]:
    values: Mapping[str, Value] = workspace.store.document(row.id).values
    library = workspace.library
    household, plan = read_both(row.id, values, library.property_maps(), library.profiles())
    after = read_after(household, plan, values, library.property_maps())
    return [
        DueLine(
            household_id=row.id,
            household_number=row.number,
            head_name=row.head_name,
            village=row.village,
            group=row.group,
            due=mask_record(due),
            late=due.on < today,
        )
        for due in after.due
        if due.on <= until
    ]
