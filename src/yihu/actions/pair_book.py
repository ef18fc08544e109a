"""All that is known of helpers, groups and pairs, read at once; and which households are to have helpers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from yihu.actions.errors import HelperUnknown
from yihu.actions.list_selections import selection_households
from yihu.planning.pairing import (
    HELPER,
    HELPER_GROUP,
    PAIRING,
    Helper,
    HelperGroup,
    Pairing,
    read_helper,
    read_helper_group,
    read_pairing,
)
from yihu.storage.rows import HouseholdQuery

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from yihu.actions.workspace import Workspace
    from yihu.storage.rows import HouseholdRow, ListedRecord

_PAGE = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class PairBook:
    """Helpers, groups and pairs of the register on a day.

    Attributes:
        day: ISO date, today.
        pairings: of every household, ended ones too. where: household id -> its listed record, for name and place.
    """

    day: str
    helpers: Mapping[str, Helper] = field(default_factory=dict)
    groups: Mapping[str, HelperGroup] = field(default_factory=dict)
    pairings: tuple[Pairing, ...] = ()
    where: Mapping[str, ListedRecord] = field(default_factory=dict)

    def running(self) -> tuple[Pairing, ...]:
        """Pairs that go on today, whoever their helper is."""
        return tuple(each for each in self.pairings if each.runs(self.day))

    def helper_name(self, pairing: Pairing) -> str:
        """As the helper is called now, else as it was called then."""
        helper = self.helpers.get(pairing.helper)
        return helper.name if helper else pairing.helper_name

    def group_name(self, helper: Helper) -> str:
        """The name of the helper's group; empty for none."""
        group = self.groups.get(helper.group)
        return group.name if group else ""


def read_pair_book(workspace: Workspace) -> PairBook:
    """Everything, out of the cache of listed records: some 30 ms for 2,000 pairs."""
    store = workspace.store
    records = store.listed(PAIRING)
    found = (read_pairing(each.subject, each.record, each.properties, each.village_code) for each in records)
    return PairBook(
        day=workspace.clock.now().date().isoformat(),
        helpers={each.subject: read_helper(each.subject, each.properties) for each in store.listed(HELPER)},
        groups={
            each.subject: read_helper_group(each.subject, each.properties)
            for each in store.listed(HELPER_GROUP)
        },
        pairings=tuple(pairing for pairing in found if pairing is not None),
        where={each.subject: each for each in records},
    )


def find_helper(book: PairBook, name: str) -> Helper:
    """The helper of an id, or the only one of a name. Raises HelperUnknown."""
    if name in book.helpers:
        return book.helpers[name]
    called = [helper for helper in book.helpers.values() if helper.name == name.strip()]
    if len(called) != 1:
        raise HelperUnknown(name=name, count=len(called))
    return called[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Which households are to have helpers: those on a selection, of a village; nothing said: the register's.

    Attributes:
        village: 12-digit code. selection: its id or name. households: these ones.
    """

    village: str = ""
    selection: str = ""
    households: tuple[str, ...] = ()


def households_in(workspace: Workspace, scope: Scope) -> tuple[str, ...]:
    """Their ids, by village and number."""
    return tuple(row.id for row in rows_in(workspace, scope))


def rows_in(workspace: Workspace, scope: Scope) -> Iterator[HouseholdRow]:
    """Their lines in the register. Raises SelectionUnknown."""
    if scope.households:
        yield from rows_of(workspace, scope.households)
    elif scope.selection:
        yield from rows_of(workspace, selection_households(workspace, scope.selection), village=scope.village)
    else:
        yield from _all_rows(workspace, HouseholdQuery(village=scope.village or None))


def rows_of(workspace: Workspace, ids: Iterable[str], village: str = "") -> Iterator[HouseholdRow]:
    """The lines of these households that are in the register."""
    for id_ in ids:
        row = workspace.store.household(id_)
        if row is not None and (not village or row.village_code == village):
            yield row


def _all_rows(workspace: Workspace, query: HouseholdQuery) -> Iterator[HouseholdRow]:
    rows = workspace.store.households(query, limit=_PAGE)
    while rows:
        yield from rows
        rows = workspace.store.households(query, after=rows[-1].id, limit=_PAGE)
