"""Give: write a sync file for other laptops."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from yihu.actions.file_names import dated_name
from yihu.actions.permission import guarded
from yihu.actions.workspace import Workspace
from yihu.actions.write_file import explained
from yihu.base.errors import FolderNotWritable, UserError
from yihu.base.i18n import N_
from yihu.base.progress import Progress, Silent

SUFFIX = ".yihu"
PART_BYTES = 95_000_000
"""The largest file: e-mail and FAT32 take it."""


class RecipientMissing(UserError):
    """A file for nobody."""

    code = "recipient-missing"
    message = N_("It is not said yet for which laptop the file is.")
    advice = N_("Take the other laptop's card in first, then choose it. Nothing was written.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportReport:
    """What lies on the stick now.

    Attributes:
        path: the first file. files: all of them, complete, read back and verified: the stick may be taken out.
        recipients: the teams' names who can open it, besides this laptop.
        changesets: records of work in it.
    """

    path: Path
    package_id: str
    size_bytes: int
    households: int
    changesets: int
    photos: int
    recipients: tuple[str, ...]
    verified: bool = True
    files: tuple[Path, ...] = ()


@guarded
def export_package(
    workspace: Workspace,
    target: Path,
    recipients: Sequence[str],
    villages: Sequence[str] | None = None,
    progress: Progress | None = None,
    *,
    everything: bool = False,
    households: Sequence[str] | None = None,
    part_bytes: int = PART_BYTES,
    photos: bool = True,
) -> ExportReport:
    """Write the work (of these villages' codes; None is all) for these recipients' fingerprints.

    `target`: a folder (the file is named by team, date and a short id) or a file name ending in
    `.yihu`; further parts of at most `part_bytes`, photos apart, lie beside it. `households`: a work
    package, only these households. Drafts of interviews are sealed first. What the recipients are known to have is left out,
    unless `everything`; without `photos` the receiver goes on asking for them. Written as `.part`, flushed, renamed, read back and verified.

    Raises:
        RecipientMissing, FolderNotWritable (also for a folder that isn't there: a pulled stick must not
        become a folder on the disk), DiskFull, Cancelled: no file, or the earlier file, is left; no half one.
    """
    others = tuple(dict.fromkeys(recipients))
    if not others:
        raise RecipientMissing
    path = target if target.suffix == SUFFIX else target / _name(workspace)
    watched = progress or Silent()
    if not path.parent.is_dir():
        raise FolderNotWritable(name=path.parent.name or str(path.parent))
    with explained(path.parent):
        watched.step(0, 1)
        given = workspace.store.give(
            path,
            others,
            villages=villages,
            everything=everything,
            progress=watched,
            households=households,
            part_bytes=part_bytes,
            attachments=photos,
        )
    teams = {contact.fingerprint: contact.team for contact in workspace.store.contacts()}
    return ExportReport(
        path=path,
        package_id=given.package,
        size_bytes=given.size_bytes,
        households=given.households,
        changesets=given.changesets,
        photos=given.attachments,
        files=tuple(path.with_name(file.name) for file in given.files),
        recipients=tuple(teams.get(fingerprint, fingerprint[:8]) for fingerprint in others),
    )


def _name(workspace: Workspace) -> str:
    return dated_name(workspace.team, workspace.clock.now(), workspace.random(3).hex(), SUFFIX)
