"""Files that were refused but must not be lost: kept aside, encrypted as they came, until a person releases them."""

import os
import shutil
from contextlib import suppress
from pathlib import Path

from yihu.base.errors import UserError
from yihu.base.i18n import N_
from yihu.storage.durable_file import explaining_disk
from yihu.storage.errors import SenderLost, SenderViewer
from yihu.storage.folder_lock import sync_folder
from yihu.storage.opened import one
from yihu.storage.provenance import OriginUnproved
from yihu.storage.receipts import Receipts
from yihu.storage.tombstones import ErasureRefused
from yihu.sync.errors import PackageNewer
from yihu.sync.keys import Card

FOLDER = "quarantine"
KEPT = (SenderLost.code, SenderViewer.code, OriginUnproved.code, ErasureRefused.code, PackageNewer.code)


class QuarantineMissing(UserError):
    """A number that no file kept aside has."""

    code = "quarantine-missing"
    message = N_("No file is kept aside under this number.")
    advice = N_("Choose one of the list. Nothing was changed.")


class Quarantine(Receipts):
    """Keeps files aside and finds them again."""

    def kept_file(self, number: int) -> tuple[Path, str]:
        """The copy of a file that was kept aside, and what the file was called. Raises `QuarantineMissing`."""
        sql = "SELECT stored, file FROM quarantine WHERE id = ?"
        with self._db.read() as connection:
            stored, name = connection.execute(sql, (number,)).fetchone() or ("", "")
        path = self.folder / FOLDER / stored
        if not stored or not path.is_file():
            raise QuarantineMissing
        return path, name

    def _log_refused(self, path: Path, name: str, reason: str, card: Card | None = None) -> None:
        """The log must not turn one error into another."""
        with suppress(UserError):
            stored = self._keep_aside(path) if reason in KEPT else ""
            with self._db.write() as connection:
                connection.execute(
                    "INSERT INTO quarantine (at_ms, file, reason, stored, sender, fingerprint)"
                    " VALUES (?, ?, ?, ?, ?, ?)",
                    (
                        self._clock.now_ms(),
                        name,
                        reason,
                        stored,
                        card.laptop if card else "",
                        card.fingerprint if card else "",
                    ),
                )
                self._log("refused", "", name, card.laptop if card else "", 0, 0, 0, reason)

    def _keep_aside(self, path: Path) -> str:
        """A copy under a name that tells nothing; the one that is there already if it came before."""
        folder = self.folder / FOLDER
        if path.parent == folder:
            return path.name
        with explaining_disk(self.folder):
            folder.mkdir(exist_ok=True)
            name = f"{self._random(12).hex()}.yihu"
            part = folder / f"{name}.part"
            try:
                with path.open("rb") as source, part.open("wb") as copy:
                    shutil.copyfileobj(source, copy, 2**20)
                    copy.flush()
                    os.fsync(copy.fileno())
                part.replace(folder / name)
                sync_folder(folder)
            finally:
                with suppress(OSError):
                    part.unlink(missing_ok=True)
        return name

    def _released(self, number: int) -> None:
        """It was taken in: the copy may go."""
        with self._db.write() as connection:
            stored = one(connection, "SELECT stored FROM quarantine WHERE id = ?", number)
            connection.execute(
                "UPDATE quarantine SET released_ms = ?, stored = '' WHERE id = ?",
                (self._clock.now_ms(), number),
            )
        with suppress(OSError):
            (self.folder / FOLDER / str(stored)).unlink(missing_ok=True)

    def _log(self, *row: object) -> None:
        with self._db.write() as connection:
            connection.execute(
                "INSERT INTO package_log (direction, package, file, partner, households, changesets, new, error, at_ms)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (*row, self._clock.now_ms()),
            )
