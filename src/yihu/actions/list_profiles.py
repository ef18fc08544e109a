"""The rules by year and place (规则与标准): which there are, which is in force, which a household is judged by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from yihu.actions.errors import ProfileUnknown
from yihu.actions.workspace import Workspace
from yihu.register.profiles import (
    DEFAULT_PROFILE,
    Profile,
    ProfileRefused,
    default_profile,
    read_profile,
    shipped_profiles,
    shipped_text,
)
from yihu.storage.texts import CHOICE, PROFILE

if TYPE_CHECKING:
    from yihu.register.household import Household


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileRow:
    """One profile in its highest version.

    Attributes:
        ref: what records name (`Profile.ref`). title: in the language in force.
        years_from, years_to: None for still running.
        shipped: this version came with the program. in_force: new records are made under it.
        records: households whose record names this version; `earlier_records`: an earlier version of it.
        twice: several different files bear this id and version; every laptop takes the same one of them.
    """

    id: str
    version: int
    ref: str
    title: str
    years_from: int
    years_to: int | None
    shipped: bool
    in_force: bool
    records: int
    earlier_records: int
    twice: bool


def list_profiles(workspace: Workspace) -> tuple[ProfileRow, ...]:
    """All profiles known here, the oldest period first, each in its highest version."""
    named, own = workspace.store.named_profiles(), workspace.store.texts(PROFILE)
    chosen, known = profile_in_force(workspace), workspace.library.profiles()
    by_ref: Counter[str] = Counter()  # a record that names no version counts with the one it is judged by
    for ref, count in named.items():
        judged_by = known.of_record(ref)
        exactly = ref in (judged_by.ref, judged_by.short_ref, judged_by.id)
        by_ref[judged_by.ref if exactly else ref] += count
    return tuple(
        _row(profile, chosen, by_ref, [row.version for row in own if row.id == profile.id])
        for profile in known.newest()
    )


def _row(profile: Profile, chosen: Profile, named: Mapping[str, int], versions: list[int]) -> ProfileRow:
    of_id = {ref: count for ref, count in named.items() if ref.partition("@")[0] == profile.id}
    first, last = profile.years
    return ProfileRow(
        id=profile.id,
        version=profile.version,
        ref=profile.ref,
        title=profile.name(),
        years_from=first,
        years_to=last,
        shipped=profile in shipped_profiles(),
        in_force=profile.ref == chosen.ref,
        records=of_id.pop(profile.ref, 0),
        earlier_records=sum(of_id.values()),
        twice=versions.count(profile.version) + (profile in shipped_profiles()) > 1,
    )


def profile_in_force(workspace: Workspace) -> Profile:
    """What new records are made under: the highest version of the one that a coordinator chose last."""
    chosen = workspace.store.text(CHOICE, PROFILE) or DEFAULT_PROFILE
    return workspace.library.profiles().get(chosen) or default_profile()


def profile_of(workspace: Workspace, household: Household) -> Profile:
    """What a household is judged by: the profile that its record names."""
    return workspace.library.profiles().of_record(household.profile)


def find_profile(workspace: Workspace, ref: str) -> Profile:
    """A profile by `<id>` (its highest version) or `<id>@<version>`. Raises ProfileUnknown."""
    found = workspace.library.profiles().get(ref)
    if found is None:
        raise ProfileUnknown(profile=ref)
    return found


def profile_text(workspace: Workspace, ref: str) -> str:
    """The readable file of a profile, as it was added or shipped. Raises ProfileUnknown."""
    profile = find_profile(workspace, ref)
    if profile in shipped_profiles():
        return shipped_text(profile.id)
    texts = (
        workspace.store.text_of(row.sha256) for row in workspace.store.texts(PROFILE) if row.id == profile.id
    )
    return next(text for text in texts if _is_of(text, profile))


def _is_of(text: str, profile: Profile) -> bool:
    try:
        return read_profile(text).ref == profile.ref
    except ProfileRefused:
        return False
