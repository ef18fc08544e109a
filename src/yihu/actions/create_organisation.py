"""Make our team: the organisation, its recovery sheet, its two sealed copies; and bring it back by the sheet."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from yihu.actions.file_names import safe_name
from yihu.actions.permission import guarded
from yihu.actions.show_team import TeamView, local_day, show_team
from yihu.actions.workspace import Workspace
from yihu.actions.write_file import explained, whole_file
from yihu.base.errors import FileUnreadable, FolderNotWritable, UserError
from yihu.base.i18n import CHINESE, ENGLISH, N_, language

COPIES_WANTED = 2


class TeamNameMissing(UserError):
    """An organisation without a name."""

    code = "team-name-missing"
    message = N_("Your team organisation needs a name.")
    advice = N_("Type the name of the office or county, up to 60 characters. Nothing was made.")


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamSecret:
    """Speaks for the whole organisation: the team's passphrase, or what stands on the recovery sheet.

    Attributes:
        words: the 24 words in either language, or the text of the sheet's square code.
    """

    passphrase: str = field(default="", repr=False)
    words: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoverySheet:
    """What the recovery sheet says; to be shown and printed, never kept.

    Attributes:
        chinese, english: the 24 words, either list is enough. code: text of the square code.
    """

    name: str
    digits: str
    chinese: tuple[str, ...] = field(repr=False)
    english: tuple[str, ...] = field(repr=False)
    code: str = field(repr=False)
    day: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamMade:
    """The new organisation, and the sheet that must be printed now."""

    team: TeamView
    sheet: RecoverySheet


@guarded
def create_organisation(workspace: Workspace, name: str, passphrase: str) -> TeamMade:
    """Make the organisation with this laptop as its coordinator. Print the sheet and copy the sealed file then.

    Raises TeamNameMissing, OrganisationHere, PassphraseShort, RoleForbids, DiskFull: nothing was made.
    """
    seed = workspace.store.create_organisation(_name(name), passphrase, quick=workspace.demo)
    return TeamMade(team=_team(workspace), sheet=_sheet(workspace, seed))


@guarded
def recover_organisation(workspace: Workspace, name: str, words: str, passphrase: str) -> TeamView:
    """Bring the organisation back on this computer by the recovery sheet, with a new passphrase.

    What was given to the organisation before can be opened here from then on; laptops invited by a lost computer
    should be renewed, and the lost computer reported.

    Raises WordsIncomplete, WordUnknown, WordsWrong, SealWrong, TeamNameMissing, OrganisationHere, PassphraseShort.
    """
    from yihu.sync.organisation_seal import seed_from_sheet

    seed = seed_from_sheet(words)
    workspace.store.recover_organisation(seed, _name(name), passphrase, quick=workspace.demo)
    return _team(workspace)


@guarded
def recover_from_copy(workspace: Workspace, copy: Path, passphrase: str) -> TeamView:
    """Bring the organisation back on this computer by a sealed copy and the team's passphrase, which stays.

    Raises FileUnreadable, PaperInvalid, SealWrong, OrganisationHere.
    """
    from yihu.sync.organisation_seal import BYTES_AT_MOST, open_with_passphrase, read_sealed

    try:
        with copy.open("rb") as file:
            data = file.read(BYTES_AT_MOST + 1)
    except OSError as problem:
        raise FileUnreadable(name=copy.name) from problem
    seed = open_with_passphrase(data, passphrase, copy.name)
    name = read_sealed(data, copy.name).name
    workspace.store.recover_organisation(seed, name, passphrase, quick=workspace.demo)
    return _team(workspace)


@guarded
def open_recovery_sheet(workspace: Workspace, secret: TeamSecret) -> RecoverySheet:
    """The sheet once more. Raises OrganisationMissing, SealWrong and those of wrong words."""
    return _sheet(workspace, open_seal(workspace, secret))


def print_recovery_sheet(sheet: RecoverySheet, target: Path) -> Path:
    """Write the sheet as PDF: a file name ending in `.pdf`, or a folder. Raises FolderNotWritable, DiskFull."""
    path = (
        target
        if target.suffix.lower() == ".pdf"
        else target / f"{safe_name(sheet.name)}-{sheet.digits[:4]}.pdf"
    )
    if not path.parent.is_dir():
        raise FolderNotWritable(name=path.parent.name)
    with whole_file(path) as file:
        file.write(draw_recovery_sheet(sheet))
    return path


def draw_recovery_sheet(sheet: RecoverySheet) -> bytes:
    """The sheet as PDF, for a printer."""
    from yihu.printing.recovery_sheet import RecoveryPaper, print_recovery_sheet

    file = io.BytesIO()
    paper = RecoveryPaper(
        name=sheet.name,
        chinese=sheet.chinese,
        english=sheet.english,
        code=sheet.code,
        day=sheet.day,
        digits=sheet.digits,
    )
    print_recovery_sheet(paper, file, language=language())
    return file.getvalue()


@guarded
def copy_organisation(workspace: Workspace, folders: Sequence[Path]) -> tuple[Path, ...]:
    """Write the organisation's sealed file to folders or sticks: `COPIES_WANTED` of them, kept in two places.

    Raises OrganisationMissing, OrganisationElsewhere (another's copy lies there), FolderNotWritable, DiskFull.
    """
    for folder in folders:
        if not folder.is_dir():
            raise FolderNotWritable(name=folder.name)
    paths = []
    for folder in folders:
        with explained(folder):
            paths.append(workspace.store.copy_sealed(folder))
    return tuple(paths)


def open_seal(workspace: Workspace, secret: TeamSecret) -> bytes:
    """The organisation's secret. Raises OrganisationMissing, SealWrong and those of wrong words."""
    return workspace.store.open_root(passphrase=secret.passphrase, words=secret.words)


def _sheet(workspace: Workspace, seed: bytes) -> RecoverySheet:
    from yihu.sync.organisation_texts import sheet_code
    from yihu.sync.recovery_words import words_from_key

    team = _team(workspace)
    return RecoverySheet(
        name=team.name,
        digits=team.digits,
        chinese=words_from_key(seed, CHINESE),
        english=words_from_key(seed, ENGLISH),
        code=sheet_code(seed),
        day=local_day(workspace.clock.now_ms()),
    )


def _team(workspace: Workspace) -> TeamView:
    team = show_team(workspace)
    assert team is not None
    return team


def _name(name: str) -> str:
    kept = " ".join(name.split())
    if not 0 < len(kept) <= 60:
        raise TeamNameMissing
    return kept
