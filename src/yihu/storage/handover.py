"""Giving and receiving packages: everything between the database and a file on a stick."""

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from yihu import __version__
from yihu.base.errors import DiskFull, FileUnreadable, UserError
from yihu.base.ids import new_id
from yihu.base.progress import Progress, Silent
from yihu.storage.durable_file import explaining_disk
from yihu.storage.errors import PackageVerifyFailed, SenderLost, SenderUnknown
from yihu.storage.folder_lock import sync_folder
from yihu.storage.intake import Intake
from yihu.storage.outgoing import Choice, Outgoing
from yihu.storage.roles import HAND_OVER
from yihu.storage.rows import GiveReport, PackageReceived
from yihu.sync.errors import PackageDamaged, PackageNotForYou
from yihu.sync.frames import CHANGESET, FrameInvalid, Record
from yihu.sync.keys import Card
from yihu.sync.organisation_trust import Reader, Trust
from yihu.sync.package import (
    Envelope,
    Header,
    identity_not_named,
    open_package,
    read_envelope,
    write_package,
)

ROOM_AT_LEAST_BYTES = 8 * 2**20
STEP_AT = 100


class Handover(Outgoing):
    """`give` and `receive`."""

    def give(
        self,
        path: Path,
        recipients: Iterable[str],
        villages: Iterable[str] | None = None,
        everything: bool = False,
        progress: Progress | None = None,
    ) -> GiveReport:
        """Seal all drafts and write a package; when this returns, it was read back whole from the stick.

        Args:
            recipients: fingerprints of confirmed laptops; this one can always open it.
            villages: codes; None for all. everything: also what they are known to have.

        Raises RecipientUnknown, DiskFull, FolderNotWritable, PackageVerifyFailed, Cancelled; then no file is left.
        """
        self.allow(HAND_OVER)
        progress = progress or Silent()
        cards = self._recipients(recipients)
        sealed = self.seal_all()
        if villages is not None:  # which village a household is in is known only once it was worked in
            self.refold_dirty(progress=progress)
        self._name_own_replica()
        part = path.with_name(path.name + ".part")
        try:
            header, choice = self._write_part(part, cards, villages, everything, progress)
            size = self._verify(part, header)
            with explaining_disk(path.parent):
                part.replace(path)
                with suppress(OSError):
                    sync_folder(path.parent)
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)
        self._log_given(path.name, header, choice)
        return GiveReport(
            package=header.package,
            file=path.name,
            size_bytes=size,
            households=choice.households,
            changesets=choice.changesets,
            attachments=choice.sent_attachments,
            recipients=header.to,
            sealed=sealed,
        )

    def receive(
        self,
        path: Path,
        trust: str | None = None,
        progress: Progress | None = None,
        *,
        release: bool = False,
    ) -> PackageReceived:
        """Take a package in: all of it in one transaction, or nothing.

        Args:
            trust: fingerprint whose eight digits the person has just compared.
            release: a person lets it in though its laptop was reported lost.

        Raises PackageForeign, PackageTruncated, PackageDamaged, PackageTampered, PackageNewer,
        PackageNotForYou, SenderUnknown, SenderLost, PaperInvalid, ChangesetInvalid, FileUnreadable, DiskFull, Cancelled.
        """
        self.allow(HAND_OVER)
        try:
            with path.open("rb") as file:
                envelope = read_envelope(file, path.stat().st_size, path.name)
                self._check_welcome(envelope, trust, release=release)
                return self._take_in(file, envelope, progress or Silent())
        except OSError as cause:
            raise FileUnreadable(name=path.name) from cause
        except SenderUnknown:
            raise
        except UserError as refusal:
            self._log_refused(path.name, refusal.code)
            raise

    def _write_part(
        self,
        part: Path,
        cards: tuple[Card, ...],
        villages: Iterable[str] | None,
        everything: bool,
        progress: Progress,
    ) -> tuple[Header, Choice]:
        others = [card.fingerprint for card in cards[1:]]
        scope = None if villages is None else tuple(sorted(set(villages)))
        with self._db.read() as connection, explaining_disk(part.parent), part.open("w+b") as file:
            choice = self._choose(connection, others, scope, everything)
            above = self._readers_above()
            header = self._header(cards, choice, scope, above)
            records = _watched(self._records(connection, choice), choice.changesets, progress)
            readers = dict.fromkeys([card.receive for card in cards] + [each.receive for each in above])
            write_package(file, header, records, self._identity, readers)
            file.flush()
            os.fsync(file.fileno())
            if hasattr(os, "posix_fadvise"):
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        return header, choice

    def _header(
        self,
        cards: tuple[Card, ...],
        choice: Choice,
        scope: tuple[str, ...] | None,
        above: tuple[Reader, ...],
    ) -> Header:
        to = [card.fingerprint for card in cards]
        return Header(
            package=new_id(self._clock, self._random),
            kind="delta" if choice.withheld else "full",
            made_ms=self._clock.now_ms(),
            app=__version__,
            card=cards[0],
            to=tuple(dict.fromkeys([*to, *(each.fingerprint for each in above)])),
            forms=tuple(f"{row.id}@{row.version}" for row in self.forms())[:200],
            counts={"changesets": choice.changesets, "households": choice.households},
            scope=(scope or ())[:1000],
            organisation=self._header_papers(to[1:]),
        )

    def _verify(self, part: Path, header: Header) -> int:
        """Read the whole file back and open it; its size."""
        try:
            size = part.stat().st_size
            with part.open("rb") as file:
                envelope = read_envelope(file, size, part.name)
                if envelope.header.package != header.package:
                    raise PackageVerifyFailed
                open_package(file, envelope, self._identity, lambda kind, payload: None)
        except (OSError, UserError) as cause:
            raise PackageVerifyFailed from cause
        return size

    def _check_welcome(self, envelope: Envelope, trust: str | None, *, release: bool = False) -> None:
        """Papers first: a list of lost laptops counts from the moment at which it is received."""
        card, keys = envelope.header.card, self._identity_for(envelope.header.to)
        if identity_not_named(envelope.header, keys):
            raise PackageNotForYou(name=envelope.name)
        self._take_header_papers(envelope.header.organisation, envelope.name)
        if release:
            return
        if self.standing(card.fingerprint).trust is Trust.REVOKED:
            raise SenderLost(name=envelope.name, card=card)
        if trust == card.fingerprint:
            self.trust(card)
        if not self.trusts(card.fingerprint):
            raise SenderUnknown(name=envelope.name, card=card)

    def _take_in(self, file: BinaryIO, envelope: Envelope, progress: Progress) -> PackageReceived:
        header = envelope.header
        if shutil.disk_usage(self.folder).free < 3 * envelope.length + ROOM_AT_LEAST_BYTES:
            raise DiskFull
        with self._merging() as union:
            intake = Intake(self, union, progress, header.counts.get("changesets", 0))
            try:
                open_package(file, envelope, self._identity_for(header.to), intake.take, intake.take_many)
                claim = intake.finish()
            except FrameInvalid as cause:
                raise PackageDamaged(name=envelope.name) from cause
            finally:
                intake.discard()
            if header.card.fingerprint != self.my_card().fingerprint:
                self._keep_card(union.connection, header.card, trusted=False)
                self._keep_claim(union.connection, header.card.fingerprint, claim)
            union.connection.executemany("INSERT OR IGNORE INTO replica VALUES (?, ?, ?)", intake.names)
            union.flush()
            self._log_received(envelope, union.received, union.new, 0)
        nothing_new = not (union.new or intake.new_attachments or intake.new_forms or intake.new_others)
        return PackageReceived(
            package=header.package,
            file=envelope.name,
            sender=header.card.laptop,
            team=header.card.team,
            union=union.report,
            attachments=intake.new_attachments,
            forms=tuple(intake.new_forms),
            repeated=nothing_new,
        )

    def _log_given(self, file: str, header: Header, choice: Choice) -> None:
        now = self._clock.now_ms()
        with self._db.write() as connection:
            for fingerprint in header.to[1:]:
                connection.execute(
                    "UPDATE contact SET given_ms = ? WHERE fingerprint = ?", (now, fingerprint)
                )
            partner = ", ".join(row.laptop for row in self.contacts() if row.fingerprint in header.to[1:])
            self._log("given", header.package, file, partner, choice.households, choice.changesets, 0, "")

    def _log_received(self, envelope: Envelope, changesets: int, new: int, households: int) -> None:
        header = envelope.header
        with self._db.write() as connection:
            connection.execute(
                "UPDATE contact SET received_ms = ? WHERE fingerprint = ?",
                (self._clock.now_ms(), header.card.fingerprint),
            )
            partner = header.card.laptop
            self._log("received", header.package, envelope.name, partner, households, changesets, new, "")

    def _log_refused(self, file: str, reason: str) -> None:
        """The log must not turn one error into another."""
        with suppress(UserError), self._db.write() as connection:
            connection.execute(
                "INSERT INTO quarantine (at_ms, file, reason) VALUES (?, ?, ?)",
                (self._clock.now_ms(), file, reason),
            )
            self._log("refused", "", file, "", 0, 0, 0, reason)

    def _log(self, *row: object) -> None:
        with self._db.write() as connection:
            connection.execute(
                "INSERT INTO package_log (direction, package, file, partner, households, changesets, new, error, at_ms)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (*row, self._clock.now_ms()),
            )


def _watched(records: Iterable[Record], total: int, progress: Progress) -> Iterator[Record]:
    done = 0
    for record in records:
        if record[0] == CHANGESET:
            if done % STEP_AT == 0:
                progress.step(done, total)
            done += 1
        yield record
    progress.step(done, total)
