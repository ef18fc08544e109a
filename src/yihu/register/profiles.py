"""Profiles: those that come with the program, and which one a record was made under.

`Profiles` is handed to whoever reads records; without one, the shipped profiles stand in.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from yihu.base.shipped import form_path
from yihu.register.profile import Profile
from yihu.register.profile_problems import ProfileProblem, ProfileRefused
from yihu.register.profile_reading import read_profile

SHIPPED_PROFILES = ("registration-2014", "monitoring-2021", "regular-2026")
DEFAULT_PROFILE = "regular-2026"


class Profiles:
    """All versions of all profiles that are known here.

    Of two under one name the first holds: what came later under a name that is taken changes no record's rules.
    """

    def __init__(self, known: Iterable[Profile]) -> None:
        self._by_ref: dict[str, Profile] = {}
        self._newest: dict[str, Profile] = {}
        self._oldest: dict[str, Profile] = {}
        for profile in known:
            if self._by_ref.setdefault(profile.ref, profile) is not profile:
                continue
            oldest = self._oldest.get(profile.id)
            if oldest is None or oldest.version > profile.version:
                self._oldest[profile.id] = profile
            newest = self._newest.get(profile.id)
            if newest is None or newest.version < profile.version:
                self._newest[profile.id] = profile

    def __iter__(self) -> Iterator[Profile]:
        return iter(self._by_ref.values())

    def newest(self) -> tuple[Profile, ...]:
        """The highest version of each id, by the years they begin in."""
        return tuple(sorted(self._newest.values(), key=lambda each: (each.years[0], each.id)))

    def get(self, ref: str) -> Profile | None:
        """The profile of `<id>@<version>`, or the highest version of `<id>`; None if it isn't known."""
        return self._by_ref.get(ref) or self._newest.get(ref)

    def of_record(self, ref: str | None) -> Profile:
        """What a record is judged by: the profile it names.

        A version that has not come to this laptop yet is stood in for by the highest one of its id. A record
        that names an id without a version is judged by the lowest, whatever versions come; one that names none, or one that nobody knows here, is judged by the default as it was shipped.
        """
        if ref is None:
            return default_profile()
        known = self._by_ref.get(ref) or self._oldest.get(ref)
        return known or self._newest.get(ref.partition("@")[0]) or default_profile()


@lru_cache(maxsize=1)
def shipped_profiles() -> tuple[Profile, ...]:
    """The profiles that come with the program, the oldest period first."""
    return tuple(read_profile(shipped_text(id)) for id in SHIPPED_PROFILES)


def shipped_text(id: str) -> str:
    """The readable file of a shipped profile. KeyError for another id."""
    if id not in SHIPPED_PROFILES:
        raise KeyError(id)
    return form_path("profiles", f"{id}.toml").read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def default_profile() -> Profile:
    """The profile for whoever chose none: 2026 on (常态化帮扶)."""
    return next(each for each in shipped_profiles() if each.id == DEFAULT_PROFILE)


@lru_cache(maxsize=1)
def shipped() -> Profiles:
    """The shipped profiles to look records' names up in."""
    return Profiles(shipped_profiles())


__all__ = [
    "DEFAULT_PROFILE",
    "SHIPPED_PROFILES",
    "Profile",
    "ProfileProblem",
    "ProfileRefused",
    "Profiles",
    "default_profile",
    "read_profile",
    "shipped",
    "shipped_profiles",
    "shipped_text",
]
