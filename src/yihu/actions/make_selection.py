"""Save a selection: its name, what it was chosen by, and each household as a row of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from yihu.actions.choose_households import around_of
from yihu.actions.list_selections import SELECTION, SelectionRow, find_selection, wanted_of
from yihu.actions.permission import guarded
from yihu.actions.selection_errors import ReasonMissing, SelectionEmpty, SelectionFinal
from yihu.actions.subjects import fill_record, remove_record
from yihu.actions.workspace import Workspace
from yihu.actions.write_file import explained
from yihu.base.progress import Progress, Silent
from yihu.register.filters import Wanted
from yihu.register.filters_reading import wanted_text
from yihu.register.subjects import new_subject_id

if TYPE_CHECKING:
    from yihu.storage.picking import Pick
    from yihu.sync.changeset import Value

ROWS_AT_ONCE = 2_000
"""Households in one changeset at most."""
REASON_AT_MOST = 200
FILTER, HAND, OUT, FELL = "filter", "hand", "out", "fell"
_ON_LIST = (FILTER, HAND)
_DIGITS = (12, 9, 6, 4, 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class SelectionReport:
    """What became of a selection.

    Attributes:
        households: on it now. added, taken_out: by this step. unchanged: what was so before.
    """

    id: str
    name: str
    households: int
    added: int = 0
    taken_out: int = 0
    unchanged: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SelectionComparison:
    """A selection beside what its filter finds now; ids of households.

    Attributes:
        came: found now, not on the list. fell: on the list by the filter, not found any more. stayed: both.
        by_hand: added by hand. taken_out: taken out by hand, found or not.
    """

    id: str
    name: str
    came: tuple[str, ...]
    fell: tuple[str, ...]
    stayed: int
    by_hand: int
    taken_out: int


@guarded
def make_selection(
    workspace: Workspace,
    name: str,
    wanted: Wanted,
    *,
    purpose: str = "",
    progress: Progress | None = None,
) -> SelectionReport:
    """Save what a filter finds now as a list under a name.

    Raises:
        SelectionEmpty, RecordRefused: no name or one too long. RoleForbids, Cancelled (nothing is saved then).
    """
    ids, points = workspace.store.chosen_households(wanted, around_of(workspace))
    if not ids:
        raise SelectionEmpty
    id = new_subject_id(workspace.clock, workspace.random)
    answers = {
        "selection_name": name.strip(),
        "selection_purpose": purpose.strip() or None,
        "selection_filter": wanted_text(wanted),
        "selection_take": wanted.take,
        "selection_made_on": _today(workspace),
    }
    given = {key: value for key, value in answers.items() if value is not None}
    with workspace.store.together(), explained(workspace.folder):
        fill_record(workspace, id, SELECTION, given, division_code=_division(workspace, wanted))
        rows = _found_rows(ids, points)
        _write(workspace, id, rows, len(ids), progress or Silent())
    return SelectionReport(id=id, name=name.strip(), households=len(ids), added=len(ids))


@guarded
def add_to_selection(
    workspace: Workspace, selection: str, households: Sequence[str], reason: str
) -> SelectionReport:
    """Put households on a selection by hand. Raises SelectionUnknown, SelectionFinal, ReasonMissing."""
    return _by_hand(workspace, selection, households, HAND, reason)


@guarded
def take_from_selection(
    workspace: Workspace, selection: str, households: Sequence[str], reason: str
) -> SelectionReport:
    """Take households off a selection by hand; the filter doesn't bring them back. Raises as `add_to_selection`."""
    return _by_hand(workspace, selection, households, OUT, reason)


@guarded
def freeze_selection(workspace: Workspace, selection: str) -> SelectionReport:
    """This list is final: from now on nobody adds or takes out. Raises SelectionUnknown, SelectionFinal."""
    row = _open(workspace, selection)
    said: dict[str, Value] = {
        f"{SELECTION}/selection_final": "yes",
        f"{SELECTION}/selection_final_on": _today(workspace),
        f"{SELECTION}/selection_final_by": workspace.person,
    }
    with explained(workspace.folder):
        workspace.store.write(row.id, said, _form(workspace), "freeze")
    return _report(workspace, row.id, unchanged=row.households)


def compare_selection(workspace: Workspace, selection: str) -> SelectionComparison:
    """A selection beside what its filter finds now. Raises SelectionUnknown."""
    row = find_selection(workspace, selection)
    wanted = wanted_of(row)
    found = workspace.store.chosen_households(wanted, around_of(workspace))[0] if wanted else ()
    return _compared(row, _as_shown(workspace, row.id), found)


@guarded
def refresh_selection(
    workspace: Workspace, selection: str, progress: Progress | None = None
) -> SelectionReport:
    """Take over what the filter finds now; what was added or taken out by hand stays so.

    Raises SelectionUnknown, SelectionFinal, Cancelled.
    """
    row = _open(workspace, selection)
    wanted = wanted_of(row)
    if wanted is None:
        return _report(workspace, row.id, unchanged=row.households)
    ids, points = workspace.store.chosen_households(wanted, around_of(workspace))
    compared = _compared(row, _as_shown(workspace, row.id), ids)
    came = set(compared.came)
    rows = [row for row in _found_rows(ids, points) if row[0] in came]
    rows += [(id, {"pick_how": FELL}) for id in compared.fell]
    with workspace.store.together(), explained(workspace.folder):
        _write(workspace, row.id, iter(rows), len(rows), progress or Silent())
        made: dict[str, Value] = {f"{SELECTION}/selection_made_on": _today(workspace)}
        workspace.store.write(row.id, made, _form(workspace), SELECTION)
    return _report(
        workspace, row.id, added=len(compared.came), taken_out=len(compared.fell), unchanged=compared.stayed
    )


@guarded
def delete_selection(workspace: Workspace, selection: str) -> SelectionReport:
    """Take a selection off all lists; its history stays. Raises SelectionUnknown."""
    row = find_selection(workspace, selection)
    remove_record(workspace, row.id, SELECTION)
    return SelectionReport(id=row.id, name=row.name, households=0, taken_out=row.households)


def _by_hand(
    workspace: Workspace, selection: str, households: Sequence[str], how: str, reason: str
) -> SelectionReport:
    row, why = _open(workspace, selection), " ".join(reason.split())
    if not why or len(why) > REASON_AT_MOST:
        raise ReasonMissing
    known = {pick.household: pick.how for pick in workspace.store.picked(row.id)}
    changed = [id for id in dict.fromkeys(households) if (known.get(id) in _ON_LIST) != (how == HAND)]
    said: dict[str, Value] = {
        "pick_how": how,
        "pick_reason": why,
        "pick_by": workspace.person,
        "pick_on": _today(workspace),
    }
    rows: Iterator[tuple[str, Mapping[str, Value]]] = (
        (id, said if id in known else {"_row": 0, **said}) for id in changed
    )
    with explained(workspace.folder):
        _write(workspace, row.id, rows, len(changed), Silent())
    counted = {"added" if how == HAND else "taken_out": len(changed)}
    return _report(workspace, row.id, unchanged=len(households) - len(changed), **counted)


def _write(
    workspace: Workspace,
    id: str,
    rows: Iterator[tuple[str, Mapping[str, Value]]],
    count: int,
    progress: Progress,
) -> None:
    from yihu.storage.picking import PICKS

    def parts() -> Iterator[dict[str, Value]]:
        part: dict[str, Value] = {}
        for done, (household, said) in enumerate(rows, 1):
            part.update((f"{PICKS}{household}/{key}", value) for key, value in said.items())
            if done % ROWS_AT_ONCE == 0 or done == count:
                progress.step(done, count)
                yield part
                part = {}

    workspace.store.write_parts(id, parts(), _form(workspace), SELECTION)


def _found_rows(ids: Sequence[str], points: Sequence[int | None]) -> Iterator[tuple[str, dict[str, Value]]]:
    for position, (id, given) in enumerate(zip(ids, points, strict=True), 1):
        said: dict[str, Value] = {"_row": position, "pick_how": FILTER}
        yield id, said if given is None else said | {"pick_points": str(given)}


def _compared(row: SelectionRow, picks: Mapping[str, Pick], found: Sequence[str]) -> SelectionComparison:
    now = set(found)
    by_filter = [id for id, pick in picks.items() if pick.how == FILTER]
    return SelectionComparison(
        id=row.id,
        name=row.name,
        came=tuple(id for id in found if id not in picks or picks[id].how == FELL),
        fell=tuple(id for id in by_filter if id not in now),
        stayed=sum(id in now for id in by_filter),
        by_hand=sum(pick.how == HAND for pick in picks.values()),
        taken_out=sum(pick.how == OUT for pick in picks.values()),
    )


def _as_shown(workspace: Workspace, id: str) -> dict[str, Pick]:
    """The lines by the ids under which households are shown; of joined ones the line that keeps it on the list."""
    picks: dict[str, Pick] = {}
    shown = workspace.store.shown_ids([pick.household for pick in workspace.store.picked(id)])
    for pick in workspace.store.picked(id):
        known = picks.get(shown[pick.household])
        if known is None or known.how not in _ON_LIST:
            picks[shown[pick.household]] = pick
    return picks


def _open(workspace: Workspace, selection: str) -> SelectionRow:
    row = find_selection(workspace, selection)
    if row.final:
        raise SelectionFinal(name=row.name)
    return row


def _report(workspace: Workspace, id: str, **counted: int) -> SelectionReport:
    row = find_selection(workspace, id)
    return SelectionReport(id=row.id, name=row.name, households=row.households, **counted)


def _division(workspace: Workspace, wanted: Wanted) -> str:
    """The smallest division that all its villages lie in: a list travels with the packages of all of them."""
    codes = [code for code in workspace.store.chosen_villages(wanted, around_of(workspace)) if code.isdigit()]
    if not codes:
        return ""
    first, last = min(codes), max(codes)
    digits = next((digits for digits in _DIGITS if first[:digits] == last[:digits]), 0)
    return first[:digits].ljust(12, "0") if digits else ""


def _form(workspace: Workspace) -> str:
    form = workspace.library.form(SELECTION)
    return f"{form.id}@{form.version}"


def _today(workspace: Workspace) -> str:
    return workspace.clock.now().date().isoformat()
