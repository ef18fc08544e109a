"""`yihu backup` and `yihu restore`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from yihu.actions import (
    Workspace,
    backup_after_finish,
    backup_now,
    backup_state,
    choose_backup_place,
    list_backups,
)
from yihu.base.errors import UserError
from yihu.base.i18n import N_, translate
from yihu.base.progress import Silent
from yihu.cli.opening import Command, Wiring, ask_passphrase
from yihu.cli.telling import OK, moment, tell, tell_error, tell_json
from yihu.storage.backup_places import BackupRow


def commands(wiring: Wiring) -> Iterator[click.Command]:
    """The second copy."""
    yield _backup(wiring)
    yield _restore(wiring)


def copy_finished(workspace: Workspace) -> None:
    """The automatic copy; what goes wrong with it is told and keeps nobody from working on."""
    try:
        backup_after_finish(workspace)
    except UserError as problem:
        tell_error(problem)


def _backup(wiring: Wiring) -> click.Command:
    @click.command(
        "backup",
        cls=Command,
        help=translate(
            N_(
                "Make a whole encrypted copy and read it back. The place is kept: each finished household is "
                "copied there too. The last seven days and four weeks stay."
            )
        ),
    )
    @click.option(
        "--to",
        "place",
        type=click.Path(path_type=Path),
        metavar=translate(N_("DIR")),
        help=translate(N_("Folder or stick, from now on.")),
    )
    @click.option("--list", "as_list", is_flag=True, help=translate(N_("Only tell which backups there are.")))
    @click.option("--json", "as_json", is_flag=True, help=translate(N_("Tell it as JSON.")))
    def backup(place: Path | None, as_list: bool, as_json: bool) -> int:
        if as_list and place is not None:
            _tell(list_backups(place), as_json)
            return OK
        with wiring.workspace() as workspace:
            if place is not None:
                choose_backup_place(workspace, place)
            chosen = backup_state(workspace).place
            rows = list_backups(chosen) if as_list and chosen else (backup_now(workspace),)
        _tell(rows, as_json)
        return OK

    return backup


def _tell(rows: tuple[BackupRow, ...], as_json: bool) -> None:
    if as_json:
        tell_json(rows)
        return
    words = translate(N_("{when}  {households} households, {photos} photos, {size} KB  {place}"))
    for row in rows:
        size = -(-row.size_bytes // 1024)
        tell(
            words.format(
                when=moment(row.made_ms),
                households=row.households,
                photos=row.photos,
                size=size,
                place=row.place,
            )
        )


def _restore(wiring: Wiring) -> click.Command:
    @click.command(
        "restore",
        cls=Command,
        help=translate(
            N_(
                "Make the data folder from the newest backup in a folder or on a stick, with the passphrase that "
                "held when it was made. What lies in the data folder is set aside, not deleted."
            )
        ),
    )
    @click.argument("place", type=click.Path(path_type=Path))
    @click.option("--json", "as_json", is_flag=True, help=translate(N_("Tell it as JSON.")))
    def restore(place: Path, as_json: bool) -> int:
        report = wiring.folders.restore(place, wiring.folder, ask_passphrase(), Silent())
        report.workspace.close()
        if as_json:
            tell_json(
                {"backup": report.backup, "aside": report.aside, "photos_missing": report.photos_missing}
            )
            return OK
        tell(
            translate(N_("Restored as of {when}: {households} households.")).format(
                when=moment(report.backup.made_ms), households=report.backup.households
            )
        )
        if report.aside:
            tell(translate(N_("The former data folder lies in {folder}.")).format(folder=report.aside))
        if report.photos_missing:
            words = N_("Photos that come with the next hand-over: {count}.")
            tell(translate(words).format(count=report.photos_missing))
        return OK

    return restore
