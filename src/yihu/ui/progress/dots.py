"""What stands on the map of the villages (no Qt)."""

from dataclasses import dataclass

from yihu.base.i18n import N_, translate


@dataclass(frozen=True, slots=True, kw_only=True)
class VillageDot:
    """One village. `north`, `east` in degrees; `signed`: plans signed, of `households`."""

    code: str
    name: str
    north: float
    east: float
    households: int
    visited: int
    signed: int


def percent_signed(dot: VillageDot) -> int:
    """Of all its households."""
    return round(100 * dot.signed / dot.households) if dot.households else 0


def words_of(dot: VillageDot) -> str:
    """A village in words."""
    return translate(N_("{name}: {households} households, {visited} surveyed, {signed} plans signed")).format(
        name=dot.name,
        households=f"{dot.households:,}",
        visited=f"{dot.visited:,}",
        signed=f"{dot.signed:,}",
    )
