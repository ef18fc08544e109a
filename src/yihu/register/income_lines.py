"""The lines (元 per head and year) under which a household is poor or monitored.

They stand in the profiles (`forms/profiles/*.toml`), since each province sets its own each year; an official
table of all of them was not found.
"""

from yihu.register.profile import IncomeLine, Profile
from yihu.register.profiles import default_profile


def line_in_force(division_code: str | None, year: int, profile: Profile | None = None) -> IncomeLine | None:
    """The line for a place in a year (`Profile.line_for`), by the default profile unless another is given."""
    return (profile or default_profile()).line_for(division_code, year)


__all__ = ["IncomeLine", "line_in_force"]
