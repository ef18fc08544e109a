"""A kept photo, sound or other file, written out where a person wants it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from yihu.actions.permission import guarded
from yihu.actions.write_file import write_whole

if TYPE_CHECKING:
    from yihu.actions.open_visit import Interview
    from yihu.actions.workspace import Workspace


@guarded
def save_copy(workspace: Workspace, interview: Interview, ref: str, path: Path) -> None:
    """Write the file that answers `ref` to `path`, whole or not at all; the answer stays as it is.

    From here on the copy is outside of the encrypted register: only at a person's own wish.

    Raises:
        AttachmentMissing, AttachmentDamaged, DiskFull, FolderNotWritable.
    """
    write_whole(path, workspace.store.attachment(interview.session.value(ref)))
