"""Giving: everything between the database and files on a stick."""

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from yihu import __version__
from yihu.base.ahead import drawn_ahead
from yihu.base.errors import FileUnreadable, UserError
from yihu.base.ids import new_id
from yihu.base.progress import Progress, Silent
from yihu.storage.database import Connection
from yihu.storage.durable_file import explaining_disk
from yihu.storage.errors import PackageVerifyFailed
from yihu.storage.folder_lock import sync_folder
from yihu.storage.handover_rows import GivenFile, GiveReport
from yihu.storage.outgoing import PART_BYTES, Choice, Outgoing, Part
from yihu.storage.roles import HAND_OVER, TAKE_IN
from yihu.sync.frames import CHANGESETS, Record, bodies_in
from yihu.sync.header import Header
from yihu.sync.keys import Card
from yihu.sync.organisation_trust import Reader
from yihu.sync.package import open_package, read_back, read_envelope, write_package

RECEIPT_KIND = "receipt"
TRIES = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What is to be given to whom."""

    cards: tuple[Card, ...]
    above: tuple[Reader, ...]
    villages: tuple[str, ...] | None
    households: tuple[str, ...] | None
    everything: bool
    part_bytes: int
    attachments: bool = True

    @property
    def named(self) -> tuple[str, ...]:
        """All that can open it, this laptop first."""
        return tuple(
            dict.fromkeys(
                [card.fingerprint for card in self.cards] + [each.fingerprint for each in self.above]
            )
        )

    @property
    def readers(self) -> list[str]:
        """The same as age recipients."""
        return list(
            dict.fromkeys([card.receive for card in self.cards] + [each.receive for each in self.above])
        )


class Giving(Outgoing):
    """`give` and `give_receipts`."""

    def give(
        self,
        path: Path,
        recipients: Iterable[str],
        villages: Iterable[str] | None = None,
        everything: bool = False,
        progress: Progress | None = None,
        *,
        households: Iterable[str] | None = None,
        part_bytes: int = PART_BYTES,
        attachments: bool = True,
    ) -> GiveReport:
        """Seal all drafts and write a package; when this returns, every file was read back whole from the stick.

        Args:
            path: of the first part; further ones are named `<name>-2of3.yihu` beside it.
            recipients: fingerprints of confirmed laptops; this one can always open it.
            villages: codes; None for all. households: a work package: only these; None for all.
            everything: also what they are known to have. part_bytes: the largest file, if it can be.
            attachments: photos too; left out, the receiver goes on asking for them.

        Raises RecipientUnknown, DiskFull, FolderNotWritable, PackageVerifyFailed, Cancelled; then no file is left.
        """
        self.allow(HAND_OVER)
        asked = _Asked(
            cards=self._recipients(recipients),
            above=self._readers_above(),
            villages=None if villages is None else tuple(sorted(set(villages))),
            households=None if households is None else tuple(households),
            everything=everything,
            part_bytes=part_bytes,
            attachments=attachments,
        )
        sealed = self.seal_all()
        progress = progress or Silent()
        if villages is not None:  # which village a household is in is known only once it was worked in
            self.refold_dirty(progress=progress)
        self._name_own_replica()
        with self._db.write() as connection:
            self._sign_own_tips(connection)
        return self._give(path, asked, sealed, progress)

    def give_receipts(self, path: Path, recipient: str) -> GiveReport:
        """A small file that confirms to one laptop all that came from it. Raises as `give`."""
        self.allow(TAKE_IN)
        asked = _Asked(
            cards=self._recipients([recipient]),
            above=(),
            villages=(),
            households=(),
            everything=False,
            part_bytes=PART_BYTES,
        )
        return self._give(path, asked, 0, Silent(), kind=RECEIPT_KIND)

    def look_through(self, path: Path) -> dict[str, int]:
        """Decrypt and check every record of a file and take nothing in: records by kind. Raises as `receive`."""
        counts: dict[str, int] = {}

        def count(kind: str, number: int) -> None:
            counts[kind] = counts.get(kind, 0) + number

        try:
            with path.open("rb") as file:
                envelope = read_envelope(file, path.stat().st_size, path.name)
                open_package(
                    file,
                    envelope,
                    self._identity_for(envelope.header.to),
                    lambda kind, payload: count(kind, 1),
                    lambda ids, bodies: count("changeset", len(ids)),
                )
        except OSError as cause:
            raise FileUnreadable(name=path.name) from cause
        return counts

    def _give(
        self, path: Path, asked: _Asked, sealed: int, progress: Progress, kind: str | None = None
    ) -> GiveReport:
        written = list[tuple[Path, Path]]()
        try:
            header, parts, files = self._write_all(path, asked, progress, kind, written)
            with explaining_disk(path.parent):
                for part, final in written:
                    part.replace(final)
                with suppress(OSError):
                    sync_folder(path.parent)
        finally:
            for part, _ in written:
                with suppress(OSError):
                    part.unlink(missing_ok=True)
        self._log_given(asked, header, parts, files, kind)
        return GiveReport(
            package=header.package,
            file=files[0].name,
            size_bytes=files[0].size_bytes,
            households=sum(part.households for part in parts),
            changesets=sum(part.changesets for part in parts),
            attachments=sum(part.sent_attachments for part in parts),
            recipients=header.to,
            sealed=sealed,
            files=tuple(files),
        )

    def _write_all(
        self,
        path: Path,
        asked: _Asked,
        progress: Progress,
        kind: str | None,
        written: list[tuple[Path, Path]],
    ) -> tuple[Header, list[Part], list[GivenFile]]:
        """All parts from one snapshot; smaller ones where a file came out too large."""
        package = new_id(self._clock, self._random)
        others = [card.fingerprint for card in asked.cards[1:]]
        room = asked.part_bytes
        with self._db.read() as connection:
            for attempt in range(TRIES):
                choice = self._choose(
                    connection,
                    others,
                    asked.villages,
                    asked.households,
                    asked.everything,
                    room,
                    asked.attachments,
                )
                header = self._header(package, asked, choice, kind)
                files = self._write_parts(connection, path, asked, choice, header, progress, written)
                if attempt == TRIES - 1 or not _can_be_smaller(files, asked.part_bytes):
                    break
                room //= 2
        return header, choice.parts, files

    def _write_parts(
        self,
        connection: Connection,
        path: Path,
        asked: _Asked,
        choice: Choice,
        header: Header,
        progress: Progress,
        written: list[tuple[Path, Path]],
    ) -> list[GivenFile]:
        files, total = [], sum(part.changesets for part in choice.parts)
        while written:
            written.pop()[0].unlink(missing_ok=True)
        for number, part in enumerate(choice.parts):
            final = part_path(path, number + 1, len(choice.parts))
            unfinished = final.with_name(final.name + ".part")
            written.append((unfinished, final))
            own = _part_header(header, number, choice)
            before = sum(each.changesets for each in choice.parts[:number])
            plain = sha256()
            with (
                explaining_disk(path.parent),
                unfinished.open("w+b") as file,
                drawn_ahead(self._part_records(connection, choice, number, own)) as drawn,
            ):
                records = _watched(drawn, before, total, progress)
                write_package(file, own, records, self._identity, asked.readers, plain)
                file.flush()
                os.fsync(file.fileno())
                if hasattr(os, "posix_fadvise"):
                    os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
            files.append(
                GivenFile(
                    name=final.name,
                    part=number + 1,
                    size_bytes=self._verify(unfinished, own, plain.digest()),
                    households=part.households,
                    changesets=part.changesets,
                    attachments=part.sent_attachments,
                )
            )
        return files

    def _part_records(
        self, connection: Connection, choice: Choice, number: int, header: Header
    ) -> Iterator[Record]:
        if header.kind != RECEIPT_KIND:
            return self._records(connection, choice, number)
        summary = self._summary_records(connection)
        return (
            record
            for some in (summary, self._receipt_records(connection, choice.recipients))
            for record in some
        )

    def _header(self, package: str, asked: _Asked, choice: Choice, kind: str | None) -> Header:
        return Header(
            package=package,
            kind=kind or ("delta" if choice.withheld or choice.households is not None else "full"),
            made_ms=self._clock.now_ms(),
            app=__version__,
            card=asked.cards[0],
            to=asked.named,
            forms=tuple(f"{row.id}@{row.version}" for row in self.forms())[:200],
            scope=(asked.villages or ())[:1000],
            organisation=self._header_papers([card.fingerprint for card in asked.cards[1:]]),
        )

    def _verify(self, part: Path, header: Header, plain: bytes) -> int:
        """Read the whole file back, open it and compare every byte with what went in (`plain`); its size."""
        try:
            size = part.stat().st_size
            with part.open("rb") as file:
                envelope = read_envelope(file, size, part.name)
                if envelope.header.package != header.package or envelope.header.part != header.part:
                    raise PackageVerifyFailed
                if read_back(file, envelope, self._identity) != plain:
                    raise PackageVerifyFailed
        except (OSError, UserError) as cause:
            raise PackageVerifyFailed from cause
        return size

    def _log_given(
        self,
        asked: _Asked,
        header: Header,
        parts: Sequence[Part],
        files: Sequence[GivenFile],
        kind: str | None,
    ) -> None:
        now, chosen = self._clock.now_ms(), [card.fingerprint for card in asked.cards[1:]]
        with self._db.write() as connection:
            for fingerprint in chosen:
                connection.execute(
                    "UPDATE contact SET given_ms = ? WHERE fingerprint = ?", (now, fingerprint)
                )
            partner = ", ".join(row.laptop for row in self.contacts() if row.fingerprint in chosen)
            for part, file in zip(parts, files, strict=True):
                self._log(
                    "given", header.package, file.name, partner, part.households, part.changesets, 0, ""
                )
                if kind is None:
                    self._note_given(connection, header, chosen, len(parts), file, part.contents)


def part_path(path: Path, number: int, parts: int) -> Path:
    """The first part has the name that was asked for."""
    return path if number == 1 else path.with_name(f"{path.stem}-{number}of{parts}{path.suffix}")


def _can_be_smaller(files: Sequence[GivenFile], part_bytes: int) -> bool:
    return any(
        file.size_bytes > part_bytes and (file.households > 1 or file.attachments > 1) for file in files
    )


def _part_header(header: Header, number: int, choice: Choice) -> Header:
    from dataclasses import replace

    part = choice.parts[number]
    counts = {
        "changesets": part.changesets,
        "households": part.households,
        "attachments": len(part.attachments),
    }
    return replace(header, counts=counts, part=number + 1, parts=len(choice.parts))


def _watched(records: Iterable[Record], done: int, total: int, progress: Progress) -> Iterator[Record]:
    progress.step(done, total)
    for record in records:
        yield record
        if record[0] == CHANGESETS:
            done += len(bodies_in(record[1]))
        progress.step(done, total)
    progress.step(done, total)
