"""The findings of the checks over the register, those that were waived too."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from yihu.actions.check_totals import SumFinding, find_in_sums
from yihu.actions.workspace import Workspace
from yihu.base.progress import Progress, Silent
from yihu.register.checks import entries
from yihu.register.checks.across import check_across
from yihu.register.masking import mask_value
from yihu.register.read import read_household
from yihu.storage.looking import Doubted, doubted, look_through
from yihu.storage.rows import HouseholdQuery

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yihu.register.checks import CheckEntry, Finding
    from yihu.register.household import Household


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckLine:
    """One finding of one household.

    Attributes:
        rule: its id; `number`: in the register's list of 54, None for our own.
        severity: `error` or `warning`. message, advice: sentences in the language in force.
        member: name of the member it is about; person_row: his row. Empty and None: the household.
        property: the answer to look at.
        waived: why it doesn't count; empty while it does.
        about: `household`, or `fund` and `village` for sums; then `household_id` is the fund's or the village's own id,
            `head_name` its name and `household_number` the code of its division.
    """

    household_id: str
    household_number: str
    head_name: str
    village: str
    group: str
    rule: str
    number: int | None
    severity: str
    message: str
    advice: str
    member: str = ""
    person_row: str | None = None
    property: str = ""
    waived: str = ""
    about: str = "household"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckReport:
    """The findings of a selection.

    Attributes:
        lines: in the register's order, each household's together.
        by_rule: rule -> how many. households: how many have one.
        stale: households into which received changes are not worked yet; their findings are older.
    """

    lines: tuple[CheckLine, ...]
    by_rule: dict[str, int]
    households: int
    stale: int


def list_rules_of_checks() -> tuple[CheckEntry, ...]:
    """All checks with their words, whatever the register holds."""
    return tuple(entries().values())


def list_checks(
    workspace: Workspace,
    village: str | None = None,
    severity: str | None = None,
    rule: str | None = None,
    waived: bool | None = False,
    progress: Progress | None = None,
) -> CheckReport:
    """The findings over the register.

    Households whose survey was begun or finished are looked at; drafts that nobody left yet don't count.

    Args:
        village: 12-digit code. severity: `error` or `warning`. rule: its id.
        waived: False: those that count; True: those that were waived; None: both.

    Raises `Cancelled` if `progress` says so.
    """
    progress = progress or Silent()
    counting = workspace.store.counts(village)
    lines = []
    for place, household in enumerate(_looked_at(workspace, village, waived)):
        progress.step(place, max(place, counting.households))
        lines += [
            _line(household, each)
            for each in household.findings
            if (waived is None or bool(each.waived) == waived)
            and severity in (None, each.severity)
            and rule in (None, each.rule)
        ]
    if waived is not True:
        sums = (_sum_line(each) for each in find_in_sums(workspace, village))
        lines += [line for line in sums if severity in (None, line.severity) and rule in (None, line.rule)]
    by_rule: dict[str, int] = {}
    for line in lines:
        by_rule[line.rule] = by_rule.get(line.rule, 0) + 1
    return CheckReport(
        lines=tuple(lines),
        by_rule=dict(sorted(by_rule.items())),
        households=len({line.household_id for line in lines if line.about == "household"}),
        stale=workspace.store.stale(),
    )


def shared_with(workspace: Workspace, household: Household) -> tuple[Finding, ...]:
    """What this household has in common with others and must not have; waived ones with their reason."""
    others = workspace.store.sharing(household.id)
    if not others:
        return ()
    maps, profiles = workspace.library.property_maps(), workspace.library.profiles()
    documents = (workspace.store.document(id) for id in others)
    read = (read_household(each.household_id, each.values, maps, profiles) for each in documents)
    return check_across((household, *read)).get(household.id, ())


def _across(workspace: Workspace) -> Mapping[str, tuple[Finding, ...]]:
    store, maps, profiles = workspace.store, workspace.library.property_maps(), workspace.library.profiles()
    return check_across(
        read_household(id, store.document(id).values, maps, profiles) for id in store.sharing()
    )


def _looked_at(workspace: Workspace, village: str | None, waived: bool | None) -> Iterator[Doubted]:
    """Households with all their findings: those whose line says so, that share something, or with a waiver."""
    store, library, across = workspace.store, workspace.library, _across(workspace)
    query = HouseholdQuery(village=village, marked=None if waived in (None, True) else "check")
    seen = set()
    scanned = store.scan_packed(query, waived=bool(waived))
    with closing(look_through(scanned, library.property_maps(), library.profiles())) as looked:
        for id, found in looked:
            seen.add(id)
            if found is not None and id not in across:
                yield found
            elif id in across:
                yield _with(workspace, id, across[id], found)
    for id in across.keys() - seen:
        row = store.household(id)
        if row is not None and (village is None or row.village_code == village):
            yield _with(workspace, id, across[id], None)


def _with(workspace: Workspace, id: str, shared: tuple[Finding, ...], found: Doubted | None) -> Doubted:
    """What a household shares with others stands behind its own findings."""
    if found is None:
        library = workspace.library
        values = workspace.store.document(id).values
        found = doubted(read_household(id, values, library.property_maps(), library.profiles()), ())
    return replace(found, findings=(*found.findings, *shared))


def _sum_line(found: SumFinding) -> CheckLine:
    """What a person can only put right in the fund or in the village's plan; nobody waives a sum."""
    finding, entry = found.finding, entries()[found.finding.rule]
    return CheckLine(
        household_id=found.subject,
        household_number=found.code,
        head_name=found.name,
        village=found.village,
        group="",
        rule=finding.rule,
        number=entry.number,
        severity=finding.severity,
        message=finding.explain(),
        advice=finding.advise(),
        property=finding.property or "",
        about=found.about,
    )


def _line(household: Doubted, finding: Finding) -> CheckLine:
    entry = entries()[finding.rule]
    return CheckLine(
        household_id=household.id,
        household_number=household.number,
        head_name=household.head_name,
        village=household.village,
        group=household.group,
        rule=finding.rule,
        number=entry.number,
        severity=finding.severity,
        message=mask_value("", finding.explain()),
        advice=finding.advise(),
        member=household.names.get(finding.person or "", ""),
        person_row=finding.person,
        property=finding.property or "",
        waived=mask_value("", finding.waived),
    )
