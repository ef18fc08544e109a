"""What was given and confirmed, what waits, what was laid aside."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from yihu.actions.file_names import dated_name
from yihu.actions.permission import guarded
from yihu.actions.receive_packages import PackageReport, report_of, waiting_words
from yihu.actions.workspace import Workspace
from yihu.actions.write_file import explained
from yihu.base.errors import FolderNotWritable
from yihu.base.progress import Progress, Silent

if TYPE_CHECKING:
    from yihu.storage.handover_rows import ForkRow, GivenRow, QuarantineRow


def list_given(workspace: Workspace, limit: int = 50) -> tuple[GivenRow, ...]:
    """What was given to whom, the newest first; `state` is `confirmed` or `not_confirmed`."""
    return workspace.store.given(limit)


def list_receipts(workspace: Workspace, limit: int = 50) -> tuple[str, ...]:
    """The texts of the newest receipts made here, for square codes."""
    return workspace.store.receipts(limit)


@guarded
def give_receipts(workspace: Workspace, folder: Path, recipient: str) -> Path:
    """Write a small file that confirms to a laptop all that came from it. Raises what `export_package` does."""
    if not folder.is_dir():
        raise FolderNotWritable(name=folder.name or str(folder))
    name = dated_name(workspace.team, workspace.clock.now(), workspace.random(3).hex(), "-receipt.yihu")
    with explained(folder):
        workspace.store.give_receipts(folder / name, recipient)
    return folder / name


@guarded
def take_receipt(workspace: Workspace, text: str) -> str:
    """The text of a square code that the receiver showed; the package that it confirms. Raises `ReceiptInvalid`."""
    return workspace.store.take_receipt(text)


@guarded
def take_receipt_picture(workspace: Workspace, picture: Path) -> str:
    """As `take_receipt`, from a photo of the square code. Raises FileUnreadable, CodeNotFound, ReceiptInvalid."""
    from yihu.exchange.code_picture import read_code_picture

    return take_receipt(workspace, read_code_picture(picture))


def list_quarantine(workspace: Workspace, limit: int = 50) -> tuple[QuarantineRow, ...]:
    """Files that were refused, the newest first; those with `kept` can be released."""
    return workspace.store.quarantined(limit)


@guarded
def release_package(workspace: Workspace, number: int, progress: Progress | None = None) -> PackageReport:
    """Take in a file that was laid aside, on a person's word. Raises `QuarantineMissing`, and why it can't be."""
    watched = progress or Silent()
    received = workspace.store.release(number, progress=watched)
    workspace.library.forget()
    workspace.store.refold_dirty(progress=watched)
    return report_of(workspace, received)


def list_waiting(workspace: Workspace) -> tuple[str, ...]:
    """Which laptops' earlier files have not come, in words."""
    return tuple(waiting_words(row) for row in workspace.store.waiting_for())


def count_blocked(workspace: Workspace) -> int:
    """Households with changes that can't be shown before an earlier file comes, or `accept_gap`."""
    return workspace.store.blocked()


@guarded
def accept_gap(workspace: Workspace) -> int:
    """A coordinator goes on without what hasn't come; how many changes were given up. If they come, they count."""
    count = workspace.store.accept_gap()
    workspace.store.refold_dirty()
    return count


def list_copies(workspace: Workspace) -> tuple[ForkRow, ...]:
    """Computers that were copied or restored, this one among them if `own`."""
    return workspace.store.forks()


@guarded
def settle_copy(workspace: Workspace) -> str:
    """This computer is a copy: it writes under a new id from now on. The id."""
    return workspace.store.take_new_replica()
