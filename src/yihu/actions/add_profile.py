"""A profile's file (规则与标准): check one, add an edited one, save a copy of one to edit."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from yihu.actions.coordinator_word import waits_here
from yihu.actions.list_profiles import profile_text
from yihu.actions.permission import guarded
from yihu.actions.workspace import Workspace
from yihu.actions.write_file import explained, write_whole
from yihu.base.errors import FileUnreadable, UserError
from yihu.base.i18n import N_
from yihu.register.profile_places import line_of_key
from yihu.register.profiles import (
    COUNTY_VERSIONS_FROM,
    Profile,
    ProfileProblem,
    ProfileRefused,
    is_reserved,
    plain,
    read_profile,
    shipped_profiles,
)
from yihu.storage.texts import PROFILE

_BYTES_AT_MOST = 4_000_000
_BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff")


class ProfileVersionTaken(UserError):
    """An edited file whose version isn't higher than the one that is here."""

    code = "profile-version-taken"
    message = N_("Version {version} of these rules is here already, with other content.")
    advice = N_("Write “version = {next}” into the edited file and add it again. Nothing was changed.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileReport:
    """What a file holds and what is wrong with it.

    Attributes:
        file: its name. ref, title: empty when it can't be used.
        problems: each with its key, its line and what may stand there.
        added: whether it is now in the register (False from `check_profile`, or when it was there).
        waits: it is kept, and not used before a coordinator signs it.
    """

    file: str
    accepted: bool
    added: bool
    ref: str = ""
    title: str = ""
    problems: tuple[ProfileProblem, ...] = ()
    waits: bool = False


def check_profile(path: Path) -> ProfileReport:
    """Read a file without keeping it; a refused one is a report too, not an error. Raises FileUnreadable."""
    try:
        return _report(path, _read_profile(_read(path)))
    except ProfileRefused as refused:
        return ProfileReport(file=path.name, accepted=False, added=False, problems=refused.problems)


@guarded
def add_profile(workspace: Workspace, path: Path) -> ProfileReport:
    """Keep an edited profile; from now on it travels with what is handed over.

    Records keep naming the version they were made under; new ones name this one if its id is in force. Where there is
    an organisation, it is used once a coordinator signed it; a coordinator's laptop signs what is added on it.

    Raises:
        FileUnreadable.
        ProfileRefused: with all problems of the file.
        ProfileVersionTaken: its version must be higher than the highest one that is here.
    """
    text = plain(_read(path))
    profile = _read_profile(text)
    known = workspace.library.profiles()
    if known.get(profile.ref) == profile or known.get(profile.short_ref) == profile:
        return _report(path, profile)
    newest = known.get(profile.id)
    if newest is not None and profile.version <= newest.version:
        raise ProfileVersionTaken(version=profile.version, next=newest.version + 1)
    with explained(workspace.folder):
        workspace.store.put_text(PROFILE, profile.id, profile.version, profile.title["zh_CN"], text)
        workspace.store.note("profile_added", profile=profile.ref)
    return _report(path, profile, added=True, waits=waits_here(workspace))


def save_profile(workspace: Workspace, ref: str, target: Path) -> Profile:
    """Save a copy of a profile's file, to be edited with any text editor. Raises ProfileUnknown, DiskFull,
    FolderNotWritable."""
    text = profile_text(workspace, ref)
    write_whole(target, b"\xef\xbb\xbf" + text.replace("\r\n", "\n").replace("\n", "\r\n").encode())
    return read_profile(text)


def _read(path: Path) -> str:
    """The text, whatever the editor of a Chinese Windows wrote it as: UTF-8, UTF-16 or GB 18030."""
    try:
        if path.stat().st_size > _BYTES_AT_MOST:
            raise FileUnreadable(name=path.name)
        data = path.read_bytes()
    except OSError as cause:
        raise FileUnreadable(name=path.name) from cause
    if data.startswith(_BYTE_ORDER_MARKS):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030", errors="replace")


def _read_profile(text: str) -> Profile:
    """Raises ProfileRefused, also for a version that is the program's own."""
    profile = read_profile(text)
    for each in shipped_profiles():
        if each == profile:
            return each
    if is_reserved(profile.id, profile.version):
        raise ProfileRefused(
            (
                ProfileProblem(
                    code="profile-version-reserved",
                    key="version",
                    line=line_of_key(text, "version"),
                    message=N_(
                        "Versions below {least} of these rules come with the program; write {least} or higher."
                    ),
                    parameters={"least": COUNTY_VERSIONS_FROM},
                ),
            )
        )
    return profile


def _report(path: Path, profile: Profile, *, added: bool = False, waits: bool = False) -> ProfileReport:
    return ProfileReport(
        file=path.name, accepted=True, added=added, ref=profile.ref, title=profile.name(), waits=waits
    )
