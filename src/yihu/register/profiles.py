"""Profiles: those that come with the program, and which one a record was made under.

`Profiles` is handed to whoever reads records; without one, the shipped profiles stand in.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from yihu.base.shipped import form_path
from yihu.register.profile import HASH_MARK, Profile
from yihu.register.profile_problems import ProfileProblem, ProfileRefused
from yihu.register.profile_reading import plain, read_profile

COUNTY_VERSIONS_FROM = 1000
"""Of rules whose ids are the program's (those shipped, and their names with another year): versions below are its own.

A later release numbers its rules from 2 on, and can't be taken for a county's file.
"""

SHIPPED_PROFILES = ("registration-2014", "monitoring-2021", "regular-2026")
DEFAULT_PROFILE = "regular-2026"
_OWN_IDS = re.compile(r"(registration|monitoring|regular)-\d{4}")


class Profiles:
    """All versions of all profiles that are known here.

    Of two under one name the first holds: what came later under a name that is taken changes no record's rules, and
    judges only records that name it with its hash. A county's own come before those of the program.
    """

    def __init__(self, known: Iterable[Profile], apart: Iterable[Profile] = ()) -> None:
        """`apart`: those by which only the records that name them are judged; never in force."""
        self._by_ref: dict[str, Profile] = {}
        self._newest: dict[str, Profile] = {}
        self._oldest: dict[str, Profile] = {}
        for profile in known:
            if self._takes(profile):
                self._oldest[profile.id] = min(self._oldest.get(profile.id, profile), profile, key=_age)
                self._newest[profile.id] = max(profile, self._newest.get(profile.id, profile), key=_age)
        for profile in apart:
            self._takes(profile)

    def _takes(self, profile: Profile) -> bool:
        """Whether its name was free."""
        self._by_ref.setdefault(profile.ref, profile)
        return self._by_ref.setdefault(profile.short_ref, profile) is profile

    def __iter__(self) -> Iterator[Profile]:
        return iter({each.ref: each for each in self._by_ref.values()}.values())

    def newest(self) -> tuple[Profile, ...]:
        """The highest version of each id, by the years they begin in."""
        return tuple(sorted(self._newest.values(), key=lambda each: (each.years[0], each.id)))

    def get(self, ref: str) -> Profile | None:
        """The profile of `<id>@<version>`, with or without its hash, or the newest of `<id>`; None if it isn't known."""
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


def _age(profile: Profile) -> tuple[bool, int]:
    """A county's rules are newer than the program's, which they were made from, whatever comes with it later."""
    return bool(profile.sha), profile.version


def is_reserved(id: str, version: int) -> bool:
    """Whether only the program may bring this version of these rules."""
    return version < COUNTY_VERSIONS_FROM and bool(_OWN_IDS.fullmatch(id))


@lru_cache(maxsize=1)
def shipped_profiles() -> tuple[Profile, ...]:
    """The profiles that come with the program, the oldest period first."""
    return tuple(replace(read_profile(shipped_text(id)), sha="") for id in SHIPPED_PROFILES)


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
    "COUNTY_VERSIONS_FROM",
    "DEFAULT_PROFILE",
    "HASH_MARK",
    "SHIPPED_PROFILES",
    "Profile",
    "ProfileProblem",
    "ProfileRefused",
    "Profiles",
    "default_profile",
    "is_reserved",
    "plain",
    "read_profile",
    "shipped",
    "shipped_profiles",
    "shipped_text",
]
