"""Receiving: a file is taken in whole, in one transaction, or not at all."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from yihu.base.errors import DiskFull, FileUnreadable, UserError
from yihu.base.progress import Progress, Silent
from yihu.storage.errors import SenderLost, SenderUnknown, SenderViewer
from yihu.storage.form_content import FormAltered
from yihu.storage.giving import RECEIPT_KIND, Giving
from yihu.storage.handover_rows import PackageReceived, WaitingRow
from yihu.storage.intake import Intake
from yihu.storage.provenance import OriginUnproved
from yihu.storage.roles import TAKE_IN
from yihu.storage.rows import RuleRow
from yihu.storage.union import Union
from yihu.sync.errors import PackageDamaged, PackageNotForYou
from yihu.sync.frames import FrameInvalid
from yihu.sync.organisation_trust import Trust
from yihu.sync.package import Envelope, identity_not_named, open_package, read_envelope
from yihu.sync.summary import Chain, Summary

ROOM_AT_LEAST_BYTES = 8 * 2**20


class _Settled(NamedTuple):
    receipt: str
    differing: tuple[str, ...]
    waiting: tuple[WaitingRow, ...]
    rules: tuple[RuleRow, ...]


class Receiving(Giving):
    """`receive` and `release`."""

    def receive(
        self,
        path: Path,
        trust: str | None = None,
        progress: Progress | None = None,
        *,
        release: bool = False,
        name: str = "",
    ) -> PackageReceived:
        """Take a package in: all of it in one transaction, or nothing.

        Args:
            trust: fingerprint whose eight digits the person has just compared.
            release: a person lets it in though its laptop was reported lost, or didn't sign all of it.
            name: what people call the file where it lies under another name.

        Raises PackageForeign, PackageTruncated, PackageDamaged, PackageTampered, PackageNewer,
        PackageNotForYou, SenderUnknown, SenderLost, SenderViewer, OriginUnproved, PaperInvalid,
        ChangesetInvalid, FormAltered, FileUnreadable, DiskFull, Cancelled.
        """
        self.allow(TAKE_IN)
        envelope, called = None, name or path.name
        try:
            with path.open("rb") as file:
                envelope = read_envelope(file, path.stat().st_size, called)
                self._check_welcome(envelope, trust, release=release)
                return self._take_in(file, envelope, progress or Silent(), release=release)
        except OSError as cause:
            raise FileUnreadable(name=called) from cause
        except SenderUnknown:
            raise
        except UserError as refusal:
            self._log_refused(path, called, refusal.code, envelope.header.card if envelope else None)
            raise

    def release(
        self, number: int, progress: Progress | None = None, trust: str | None = None
    ) -> PackageReceived:
        """Take in a file that was kept aside, on a person's word. Raises `QuarantineMissing`, and what `receive` does."""
        path, name = self.kept_file(number)
        received = self.receive(path, trust=trust, progress=progress, release=True, name=name)
        self._released(number)
        self.note("package_released", package=received.package)
        return received

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

    def _take_in(
        self, file: BinaryIO, envelope: Envelope, progress: Progress, *, release: bool = False
    ) -> PackageReceived:
        header = envelope.header
        if shutil.disk_usage(self.folder).free < 3 * envelope.length + ROOM_AT_LEAST_BYTES:
            raise DiskFull
        settled: list[_Settled] = []

        def settle(union: Union) -> None:
            settled.append(self._settle_received(envelope, union, intake))

        try:
            with self._merging(None if release else header.card.fingerprint, settle) as union:
                intake = Intake(self, union, progress, header.counts.get("changesets", 0))
                self._draw(file, envelope, union, intake)
                if union.received and not release and not self._may_write(header.card.fingerprint):
                    raise SenderViewer(name=envelope.name, card=header.card)
        except FrameInvalid as cause:
            raise PackageDamaged(name=envelope.name) from cause
        except OriginUnproved as cause:
            raise OriginUnproved(name=envelope.name) from cause
        except FormAltered as cause:
            raise FormAltered(name=envelope.name) from cause
        [told] = settled
        return PackageReceived(
            package=header.package,
            file=envelope.name,
            sender=header.card.laptop,
            team=header.card.team,
            union=union.report,
            attachments=intake.new_attachments,
            forms=tuple(intake.new_forms),
            repeated=not (union.new or intake.new_attachments or intake.new_forms or intake.new_others),
            villages=union.villages,
            waiting=told.waiting,
            differing=told.differing,
            part=header.part,
            parts=header.parts,
            receipt=told.receipt,
            confirmed=tuple(dict.fromkeys(intake.confirmed)),
            warning=self.standing(header.card.fingerprint).reason,
            fingerprint=header.card.fingerprint,
            not_erased=intake.not_erased + len(union.lifted),
            rules=told.rules,
        )

    def _settle_received(self, envelope: Envelope, union: Union, intake: Intake) -> _Settled:
        """The receipt and the log, in the transaction of what was received: both are there, or neither."""
        header = envelope.header
        with self._db.write() as connection:
            confirms_only = header.kind == RECEIPT_KIND  # nobody confirms a confirmation
            receipt = "" if confirms_only else self._issue_receipt(connection, header, intake.contents)
            differing = tuple(self._differing(connection, intake.tips, intake.villages))
            chains = {replica for replica, _ in intake.tips} | {header.card.fingerprint}
            waiting = tuple(row for row in self._waiting_for(connection) if row.replica in chains)
            self._log_received(envelope, union)
            rules = tuple(row for row in self.rules() if row.sha256 in intake.rules) if intake.rules else ()
        return _Settled(receipt, differing, waiting, rules)

    def _draw(self, file: BinaryIO, envelope: Envelope, union: Union, intake: Intake) -> None:
        """All records into the transaction."""
        header = envelope.header
        try:
            open_package(file, envelope, self._identity_for(header.to), intake.take, intake.take_many)
            claim = intake.finish()
        finally:
            intake.discard()
        connection = union.drained()
        if header.card.fingerprint != self.my_card().fingerprint:
            self._keep_card(connection, header.card, trusted=False)
            self._keep_claim(connection, header.card.fingerprint, claim)
        connection.executemany("INSERT OR IGNORE INTO replica VALUES (?, ?, ?)", intake.names)

    def _differing(
        self, connection: object, tips: dict[Chain, frozenset[str]], villages: dict[str, str]
    ) -> Iterator[str]:
        """Villages whose sum isn't the sender's, though the ends of all their chains are the same."""
        theirs = _by_scope(Summary(tips))
        ours = _by_scope(self._own_claim(connection).summary)
        digests = dict(self._village_digests(connection))
        for scope, digest in sorted(villages.items()):
            if theirs.get(scope) == ours.get(scope) and digests.get(scope) != digest:
                yield scope

    def _log_received(self, envelope: Envelope, union: Union) -> None:
        header = envelope.header
        with self._db.write() as connection:
            connection.execute(
                "UPDATE contact SET received_ms = ? WHERE fingerprint = ?",
                (self._clock.now_ms(), header.card.fingerprint),
            )
            figures = (union.report.households, union.received, union.new)
            self._log("received", header.package, envelope.name, header.card.laptop, *figures, "")


def _by_scope(summary: Summary) -> dict[str, dict[str, frozenset[str]]]:
    scopes: dict[str, dict[str, frozenset[str]]] = {}
    for (replica, scope), tips in summary.tips.items():
        if tips:
            scopes.setdefault(scope, {})[replica] = tips
    return scopes
