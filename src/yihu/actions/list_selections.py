"""The saved selections and what stands on each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from yihu.actions.choose_households import names_in
from yihu.actions.selection_errors import SelectionUnknown
from yihu.actions.workspace import Workspace
from yihu.register.filters import Wanted
from yihu.register.filters_reading import FilterUnreadable, read_wanted
from yihu.register.filters_words import describe_wanted
from yihu.register.masking import mask_value

if TYPE_CHECKING:
    from yihu.storage.picking import Pick
    from yihu.storage.rows import ListedRecord

SELECTION = "selection"


@dataclass(frozen=True, slots=True, kw_only=True)
class SelectionRow:
    """One saved selection.

    Attributes:
        households: on the list, also those that this laptop doesn't hold.
        final: this list is final; since `final_on` (ISO date), said by `final_by`.
        made_on: ISO date on which the filter was last asked. conflicts: answers about it that differ.
        filter: the text of what it was chosen by (`register.filters_reading`); empty: by hand only.
    """

    id: str
    name: str
    purpose: str
    division_code: str
    households: int
    final: bool = False
    final_on: str = ""
    final_by: str = ""
    made_on: str = ""
    conflicts: int = 0
    filter: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SelectionView:
    """A selection with what it was chosen by, in words, and what was done by hand.

    Attributes:
        here: households on it that are in the register of this laptop, each once. persons: their members.
    """

    row: SelectionRow
    words: str
    here: int
    persons: int
    by_hand: tuple[Pick, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OnSelection:
    """That a household is on a selection; `how` and `reason` of `storage.picking.Pick`."""

    id: str
    name: str
    how: str
    reason: str
    final: bool


def list_selections(workspace: Workspace) -> tuple[SelectionRow, ...]:
    """All saved selections, the newest first."""
    counts = workspace.store.picked_counts()
    rows = (_row(each, counts.get(each.subject, 0)) for each in workspace.store.listed(SELECTION))
    return tuple(sorted(rows, key=lambda row: row.id, reverse=True))


def find_selection(workspace: Workspace, selection: str) -> SelectionRow:
    """The selection of an id, or the only one of a name. Raises SelectionUnknown."""
    rows = list_selections(workspace)
    called = mask_value("", selection.strip())
    found = [row for row in rows if row.id == selection] or [row for row in rows if row.name == called]
    if len(found) != 1:
        raise SelectionUnknown(name=selection[:60])
    return found[0]


def show_selection(workspace: Workspace, selection: str) -> SelectionView:
    """One selection by id or name. Raises SelectionUnknown."""
    row = find_selection(workspace, selection)
    wanted = wanted_of(row)
    here, persons = workspace.store.picked_here(row.id)
    return SelectionView(
        row=row,
        here=here,
        persons=persons,
        words=describe_wanted(wanted, names_in(workspace, wanted)) if wanted else "",
        by_hand=tuple(
            replace(pick, reason=mask_value("", pick.reason), by=mask_value("", pick.by))
            for pick in workspace.store.picked(row.id)
            if pick.how in ("hand", "out")
        ),
    )


def wanted_of(row: SelectionRow) -> Wanted | None:
    """What a selection was chosen by; None where that can't be read here, or it was only picked by hand."""
    try:
        return read_wanted(row.filter) if row.filter else None
    except FilterUnreadable:
        return None


def selection_numbers(workspace: Workspace, selection: str, how: str = "") -> tuple[int, ...]:
    """The numbers of its households here, in its order; `how`: only those that came so. For `chosen_rows`."""
    return tuple(workspace.store.picked_numbers(find_selection(workspace, selection).id, how))


def selection_households(workspace: Workspace, selection: str) -> tuple[str, ...]:
    """The ids of a selection's households here, in its order. Raises SelectionUnknown."""
    row = find_selection(workspace, selection)
    return workspace.store.household_ids(workspace.store.picked_numbers(row.id))


def selections_of(workspace: Workspace, household_id: str) -> tuple[OnSelection, ...]:
    """On which selections a household is, or from which it was taken by hand."""
    picks = {
        pick.selection: pick
        for pick in workspace.store.picks_of(household_id)
        if pick.how in ("filter", "hand", "out")
    }
    if not picks:
        return ()
    return tuple(
        OnSelection(
            id=each.subject,
            name=_text(each, "selection_name"),
            how=picks[each.subject].how,
            reason=mask_value("", picks[each.subject].reason),
            final=_is_final(each),
        )
        for each in workspace.store.listed(SELECTION)
        if each.subject in picks
    )


def _row(record: ListedRecord, households: int) -> SelectionRow:
    said = record.properties.get
    return SelectionRow(
        id=record.subject,
        name=_text(record, "selection_name"),
        purpose=_text(record, "selection_purpose"),
        division_code=record.village_code,
        households=households,
        final=_is_final(record),
        final_on=said("selection_final_on", ""),
        final_by=_text(record, "selection_final_by"),
        made_on=said("selection_made_on", ""),
        conflicts=record.conflicts,
        filter=said("selection_filter", ""),
    )


def _text(record: ListedRecord, name: str) -> str:
    """What a person wrote, numbers in it as everywhere."""
    return mask_value(name, record.properties.get(name, ""))


def _is_final(record: ListedRecord) -> bool:
    return record.properties.get("selection_final") == "yes"
