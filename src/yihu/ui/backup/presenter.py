"""Where the second copies lie, how it stands with them, making one now. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from yihu.actions.back_up import backup_now, backup_state, choose_backup_place, list_backups
from yihu.base.i18n import N_, translate, translate_count
from yihu.ui.moments import long_moment
from yihu.ui.tone import Tone
from yihu.ui.window.reminders import OTHER_TROUBLE, TROUBLES

if TYPE_CHECKING:
    from datetime import datetime

    from yihu.actions.workspace import Workspace
    from yihu.base.progress import Progress
    from yihu.storage.backup_places import BackupRow

SHOWN = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyLine:
    """One copy in words."""

    when: str
    holds: str
    place: Path


class BackupPresenter:
    """State of the settings' part *Backup*."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    @property
    def demo(self) -> bool:
        """The demo village needs no copies."""
        return self.workspace.demo

    def state(self) -> tuple[str, str, Tone]:
        """How it stands: sentence, what to do, colour."""
        state = backup_state(self.workspace)
        if state.place is None:
            return (
                translate(N_("There is no second copy yet.")),
                translate(
                    N_("Choose a folder or a stick once; each finished household is then copied there.")
                ),
                "amber",
            )
        if state.error:
            sentence, advice = TROUBLES.get(state.error, OTHER_TROUBLE)
            return translate(sentence), translate(advice), "amber"
        if not state.there:
            sentence, advice = TROUBLES["backup-place-missing"]
            return translate(sentence), translate(advice), "amber"
        if state.last_ms is None:
            words = N_("The first copy is made after the next finished household, or now.")
            return translate(N_("The place is chosen.")), translate(words), "blue"
        when = long_moment(state.last_ms, self.workspace.clock.now())
        return (
            translate(N_("Last copy: {when}")).format(when=when),
            translate(N_("Written, read back, whole.")),
            "green",
        )

    def place(self) -> Path | None:
        """The chosen place."""
        return backup_state(self.workspace).place

    def can_copy(self) -> bool:
        """Whether a copy can be made now."""
        return backup_state(self.workspace).there

    def choose(self, place: Path | None) -> None:
        """Where copies go from now on; None: nowhere. Raises BackupPlaceMissing, BackupInside."""
        choose_backup_place(self.workspace, place)

    def copy_now(self, progress: Progress) -> BackupRow:
        """Make one. Takes long: not in the window's thread. Raises as `backup_now`."""
        return backup_now(self.workspace, progress=progress)

    def copies(self) -> tuple[CopyLine, ...]:
        """Those in the chosen place, the newest first."""
        state = backup_state(self.workspace)
        if state.place is None or not state.there:
            return ()
        now = self.workspace.clock.now()
        return tuple(copy_line(row, now) for row in list_backups(state.place)[:SHOWN])


def copy_line(row: BackupRow, now: datetime) -> CopyLine:
    """A copy in words: when it was made, what is in it, how large it is."""
    households = translate_count("{count} household", "{count} households", row.households)
    photos = translate_count("{count} photo", "{count} photos", row.photos)
    size = f"{row.size_bytes / 1_000_000:,.1f} MB"
    parts = [
        households.format(count=row.households),
        photos.format(count=row.photos) if row.photos else "",
        size,
    ]
    return CopyLine(
        when=long_moment(row.made_ms, now), holds=" · ".join(part for part in parts if part), place=row.place
    )
