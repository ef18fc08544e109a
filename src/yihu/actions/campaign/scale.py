"""How large the campaign of the demo is."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """How large the campaign is; the mission's own numbers by default."""

    households: int = 136_000
    selected: int = 2128
    helpers: int = 640
    surveyed: int = 300
