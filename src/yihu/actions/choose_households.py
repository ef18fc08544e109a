"""Households that fulfil a filter: counted while somebody types, listed, on a map."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from yihu.actions.divisions import divisions_of
from yihu.actions.workspace import Workspace
from yihu.base.i18n import N_, translate
from yihu.register.filters import Either, Every, Except, Filter, Has, Wanted
from yihu.register.filters_words import describe_points, describe_wanted
from yihu.register.profiles import DEFAULT_PROFILE
from yihu.register.subjects import division_prefix

if TYPE_CHECKING:
    from yihu.storage.selecting import ChosenRow, Spot, Tally
    from yihu.storage.selecting_sql import Around


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What a filter finds, in words and figures; see `storage.selecting.Tally` for the figures.

    Attributes:
        words: who is chosen, in one sentence with the number of households.
        points: each condition that gives points: (points, what for).
        ties: how the last place was decided; empty where it wasn't.
        stale: households into which received changes are not worked yet; they are found as before.
    """

    found: int
    persons: int
    chosen: int
    words: str
    points: tuple[tuple[int, str], ...] = ()
    ties: str = ""
    stale: int = 0


def count_chosen(workspace: Workspace, wanted: Wanted) -> Choice:
    """How many households a filter finds; 100,000 take some hundredths of a second."""
    tally = workspace.store.tally(wanted, around_of(workspace))
    names = names_in(workspace, wanted)
    said = describe_wanted(wanted, names)
    return Choice(
        found=tally.found,
        persons=tally.persons,
        chosen=tally.chosen,
        words=translate(N_("{said}: {count} households in all")).format(said=said, count=f"{tally.chosen:,}"),
        points=describe_points(wanted, names),
        ties=_ties(tally),
        stale=workspace.store.stale(),
    )


def chosen_numbers(workspace: Workspace, wanted: Wanted) -> tuple[int, ...]:
    """All chosen households in their order, as numbers to ask `chosen_rows` for; beside the window's thread."""
    return tuple(workspace.store.chosen_numbers(wanted, around_of(workspace)))


def chosen_rows(
    workspace: Workspace, numbers: Sequence[int], wanted: Wanted | None = None
) -> tuple[ChosenRow, ...]:
    """The lines of some of these numbers, with their points if `wanted` gives any."""
    return workspace.store.chosen_rows(numbers, wanted, around_of(workspace) if wanted else None)


def chosen_spots(workspace: Workspace, wanted: Wanted) -> tuple[Spot, ...]:
    """Those whose place on the earth is known."""
    return workspace.store.spots(wanted, around_of(workspace))


def chosen_villages(workspace: Workspace, wanted: Wanted) -> Mapping[str, int]:
    """Village code -> how many households that fulfil the conditions live there."""
    return workspace.store.chosen_villages(wanted, around_of(workspace))


def around_of(workspace: Workspace) -> Around:
    """Today, and the line of this register's place by the rules in force, for households whose year isn't known."""
    from yihu.storage.selecting_sql import Around

    today = workspace.clock.now().date()
    place = workspace.store.any_place()
    rules = workspace.store.profiles().of_record(DEFAULT_PROFILE)
    line = rules.line_for(place, today.year - 1)
    return Around(today=_iso(today), line_cents=int(line.yuan * 100) if line else None)


def names_in(workspace: Workspace, wanted: Wanted) -> Mapping[str, str]:
    """Names of the places and selections that a filter speaks of."""
    asked = set(_asked(wanted.where)) | {pair for each in wanted.weights for pair in _asked(each.when)}
    names = _selection_names(workspace) if any(field == "selection" for field, _ in asked) else {}
    if any(field == "place" for field, _ in asked):
        divisions = divisions_of(workspace.store)
        in_list = {row.code: (row.name, row.township) for row in workspace.store.villages()}
        for field, code in asked:
            if field == "place" and code not in names:
                names[code] = _place_name(code, in_list) or _known_name(divisions.get(code))
        names = {code: name for code, name in names.items() if name}
    return names


def _selection_names(workspace: Workspace) -> dict[str, str]:
    return {
        each.subject: each.properties.get("selection_name", "")
        for each in workspace.store.listed("selection")
    }


def _place_name(code: str, in_list: Mapping[str, tuple[str, str]]) -> str:
    if code in in_list:
        return in_list[code][0]
    start = division_prefix(code)
    return next(
        (town for village, (_, town) in in_list.items() if len(start) == 9 and village.startswith(start)), ""
    )


def _known_name(division: object) -> str:
    return str(getattr(division, "name", ""))


def _asked(filter: Filter) -> set[tuple[str, str]]:
    match filter:
        case Every(parts) | Either(parts):
            return {pair for part in parts for pair in _asked(part)}
        case Except(part):
            return _asked(part)
        case Has():
            return {(filter.field, code) for code in filter.codes}
        case _:
            return set()


def _ties(tally: Tally) -> str:
    if tally.least_points is None or tally.tied == tally.tied_chosen:
        return ""
    return translate(
        N_(
            "The last place has {points} points. {tied} households have as many, {taken} of them are taken: "
            "the lower known income per head first, then in the order of the register."
        )
    ).format(points=tally.least_points, tied=f"{tally.tied:,}", taken=f"{tally.tied_chosen:,}")


def _iso(day: date) -> str:
    return day.isoformat()
