"""Where backups lie, what stands in their lists, and which of them are kept. Nothing of it is personal."""

import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path
from typing import Any

import orjson

from yihu.storage.backup_errors import BackupDamaged
from yihu.storage.errors import DatabaseNewer

FORMAT = 1
LIST_NAME = "backup.json"
ROOT_PREFIX = "yihu-backup-"
UNFINISHED = ".part"
DAYS_KEPT, WEEKS_KEPT = 7, 4
PIECE_BYTES = 2**20
_STAMP = "%Y%m%d-%H%M%S"


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupRow:
    """A finished backup.

    Attributes:
        place: its folder.
        made_ms: when; size_bytes: of all but the photos, which backups share.
        photos: how many belong to it.
        app: version of the program that made it.
    """

    place: Path
    made_ms: int
    size_bytes: int
    households: int
    changesets: int
    photos: int
    app: str


def stamp(at_ms: int) -> str:
    """Name of a backup's folder: the time (UTC) to the second, so that names sort."""
    return datetime.fromtimestamp(at_ms / 1000, UTC).strftime(_STAMP)


def find_backups(place: Path) -> tuple[BackupRow, ...]:
    """All finished backups in a folder, its subfolders, and theirs; the newest first."""
    lists = (path for depth in ("", "*/", "*/*/") for path in place.glob(depth + LIST_NAME))
    rows = (_row(path.parent) for path in lists if not path.parent.name.endswith(UNFINISHED))
    return tuple(sorted((row for row in rows if row), key=lambda row: (-row.made_ms, str(row.place))))


def read_list(place: Path) -> dict[str, Any]:
    """What a backup holds. Raises BackupDamaged, DatabaseNewer."""
    try:
        fields = orjson.loads((place / LIST_NAME).read_bytes())
        if int(fields["format"]) > FORMAT:
            raise DatabaseNewer
        for name, (size, digest) in fields["files"].items():
            if name != Path(name).name or not isinstance(size, int) or not isinstance(digest, str):
                raise BackupDamaged
        if not all(isinstance(name, str) and name == Path(name).name for name in fields["photos"]):
            raise BackupDamaged
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as cause:
        raise BackupDamaged from cause
    return dict(fields)


def check_files(place: Path, files: Mapping[str, tuple[int, str]]) -> None:
    """Read every file of a backup. Raises BackupDamaged."""
    for name, (size, digest) in files.items():
        try:
            fits = (place / name).stat().st_size == size and file_digest(place / name) == digest
        except OSError as cause:
            raise BackupDamaged from cause
        if not fits:
            raise BackupDamaged


def kept(stamps: Iterable[str]) -> frozenset[str]:
    """Of all names those to keep: the newest of each of the last 7 days and of the last 4 weeks that have one."""
    days: dict[str, str] = {}
    weeks: dict[tuple[int, int], str] = {}
    for name in sorted(stamps, reverse=True):
        day = datetime.strptime(name, _STAMP).replace(tzinfo=UTC)
        days.setdefault(name[:8], name)
        weeks.setdefault(day.isocalendar()[:2], name)
    return frozenset((*list(days.values())[:DAYS_KEPT], *list(weeks.values())[:WEEKS_KEPT]))


def prune(root: Path) -> None:
    """Remove what needn't be kept, and what a crash left unfinished. Raises OSError."""
    stamps = {path.name for path in root.iterdir() if path.is_dir() and _is_stamp(path.name)}
    for name in sorted(stamps - kept(stamps)):
        (root / name / LIST_NAME).unlink(missing_ok=True)
        shutil.rmtree(root / name)
    remove_unfinished(root)


def remove_unfinished(root: Path) -> None:
    """Remove what a crash left behind. Raises OSError."""
    for path in root.glob(f"*{UNFINISHED}"):
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    for path in (root / "photos").glob(f"*{UNFINISHED}"):
        path.unlink(missing_ok=True)


def file_digest(path: Path) -> str:
    """BLAKE2b-256 of a file, hexadecimal."""
    whole = blake2b(digest_size=32)
    for piece in _pieces(path):
        whole.update(piece)
    return whole.hexdigest()


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(PIECE_BYTES):
            yield piece


def _is_stamp(name: str) -> bool:
    try:
        datetime.strptime(name, _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return False
    return True


def _row(place: Path) -> BackupRow | None:
    try:
        fields = read_list(place)
        return BackupRow(
            place=place,
            made_ms=int(fields["made_ms"]),
            size_bytes=sum(size for size, _ in fields["files"].values()),
            households=int(fields["households"]),
            changesets=int(fields["changesets"]),
            photos=len(fields["photos"]),
            app=str(fields["app"]),
        )
    except (BackupDamaged, DatabaseNewer, KeyError, ValueError):
        return None
