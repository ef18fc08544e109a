"""Which village a row of a list means: by its code, else by its name; merged ones stand for their successor."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from yihu.base.i18n import N_

if TYPE_CHECKING:
    from yihu.exchange import HouseholdList, ListedHousehold, RowProblem
    from yihu.register.divisions import Divisions

FOUND = ("village-found", N_("The village's code was found by its name."))
MERGED = ("village-merged", N_("This village was merged; the household is listed in its successor."))
UNKNOWN = ("village-unknown", N_("This code is none of the county's villages; it was taken as it stands."))
NAMELESS = (
    "village-missing",
    N_(
        "No village is given, or none is known by this name: the household stands in the list without a code."
    ),
)


def settle_villages(
    listed: HouseholdList, divisions: Divisions, mapping: Mapping[str, str], same_for_all: Mapping[str, str]
) -> HouseholdList:
    """The list with village codes as they are today, and what is to be said of them."""
    heading_of = {name: heading for heading, name in mapping.items()}
    told: list[RowProblem] = []
    named: set[str] = set()
    households = tuple(
        _settled(household, divisions, {**same_for_all, **household.properties}, heading_of, told, named)
        for household in listed.households
    )
    return replace(
        listed,
        households=households,
        problems=_joined(listed.problems, (one for one in told if not one.put_right)),
        put_right=_joined(listed.put_right, (one for one in told if one.put_right)),
    )


def _joined(before: tuple[RowProblem, ...], more: Iterator[RowProblem]) -> tuple[RowProblem, ...]:
    return tuple(sorted((*before, *more), key=lambda problem: problem.row))


def _settled(
    household: ListedHousehold,
    divisions: Divisions,
    properties: Mapping[str, str],
    heading_of: Mapping[str, str],
    told: list[RowProblem],
    named: set[str],
) -> ListedHousehold:
    from yihu.exchange import RowProblem

    def tell(column: str, reason: tuple[str, str], *, put_right: bool) -> None:
        heading = heading_of.get(column, "")
        code, message = reason
        told.append(
            RowProblem(
                row=household.row,
                column=heading,
                code=code,
                message=message,
                row_refused=False,
                put_right=put_right,
            )
        )

    code, name = properties.get("division_code", ""), properties.get("village", "")
    if not code:
        found = divisions.named(name, properties.get("township", "")) if name else ()
        if len(found) != 1:
            if name not in named:  # once for each name: a whole list may lack its codes
                tell("village", NAMELESS, put_right=False)
                named.add(name)
            return household
        code = found[0].code
        tell("village", FOUND, put_right=True)
    village = divisions.current(code)
    if village is None:
        if divisions.knows_county(code) or len(code) != 12:
            tell("division_code", UNKNOWN, put_right=False)
        return household
    if village.code == properties.get("division_code"):
        return household
    settled = {"division_code": village.code}
    if village.code != code:
        tell("division_code" if properties.get("division_code") else "village", MERGED, put_right=True)
        settled |= {"village": village.name, "township": village.township or properties.get("township", "")}
    return replace(household, properties={**household.properties, **settled})
