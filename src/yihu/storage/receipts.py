"""What was given and whether it was confirmed: receipts made, taken in and shown."""

from collections.abc import Sequence

from yihu.base.errors import UserError
from yihu.base.i18n import N_
from yihu.storage.database import Connection
from yihu.storage.handover_rows import GivenFile, GivenRow
from yihu.storage.opened import one
from yihu.storage.provenance import Provenance
from yihu.sync.frames import RECEIPT, FrameInvalid, Record
from yihu.sync.header import Header
from yihu.sync.keys import read_card
from yihu.sync.receipt import Receipt, check_receipt, held_digest, read_receipt, receipt_text, shown_digest
from yihu.sync.statement import StatementInvalid

RECEIPTS_CARRIED = 500
CONFIRMED, NOT_CONFIRMED = "confirmed", "not_confirmed"


class ReceiptInvalid(UserError):
    """A square code that is no receipt for what was given here."""

    code = "receipt-invalid"
    message = N_("This is no receipt for something that this laptop gave.")
    advice = N_("Show the code on the other laptop again after it took the file in. Nothing was changed.")


class Receipts(Provenance):
    """Every part taken in is confirmed to its sender, by file, by square code, and along with what is given next."""

    def given(self, limit: int = 100) -> tuple[GivenRow, ...]:
        """What was given to whom, the newest first, and whether it was confirmed."""
        with self._db.read() as connection:
            rows = connection.execute(
                "SELECT package, max(given.at_ms), min(file), given.fingerprint, coalesce(team, ''),"
                " coalesce(laptop, ''), max(parts), count(confirmed_ms), sum(changesets), max(confirmed_ms)"
                " FROM given LEFT JOIN contact ON contact.fingerprint = given.fingerprint"
                " GROUP BY package, given.fingerprint ORDER BY 2 DESC, 4 LIMIT ?",
                (limit,),
            ).fetchall()
        return tuple(_given_row(*row) for row in rows)

    def receipts(self, limit: int = 100) -> tuple[str, ...]:
        """The texts of the newest receipts made here, for square codes."""
        with self._db.read() as connection:
            rows = connection.execute(
                "SELECT body FROM issued ORDER BY at_ms DESC, package, part LIMIT ?", (limit,)
            ).fetchall()
        return tuple(body.decode() for (body,) in rows)

    def take_receipt(self, text: str) -> str:
        """A square code shown by the receiver; the id of the package that it confirms. Raises `ReceiptInvalid`."""
        with self._db.write() as connection:
            package = self._confirm(connection, text)
        if package is None:
            raise ReceiptInvalid
        return package

    def _note_given(
        self,
        connection: Connection,
        header: Header,
        chosen: Sequence[str],
        parts: int,
        file: GivenFile,
        contents: int,
    ) -> None:
        now, digest = self._clock.now_ms(), shown_digest(contents)
        connection.executemany(
            "INSERT INTO given VALUES (?, ?, ?, ?, ?, ?, ?, NULL, ?)",
            [
                (header.package, file.part, each, parts, file.name, now, file.changesets, digest)
                for each in chosen
            ],
        )

    def _issue_receipt(self, connection: Connection, header: Header, contents: int) -> str:
        """Made anew when a file is taken in again: what is held may be more by now."""
        receipt = Receipt(
            package=header.package,
            part=header.part,
            contents=shown_digest(contents),
            held=held_digest(self._own_claim(connection).summary),
            fingerprint=self.my_card().fingerprint,
        )
        text = receipt_text(self._identity, receipt)
        connection.execute(
            "INSERT OR REPLACE INTO issued VALUES (?, ?, ?, ?, ?)",
            (header.package, header.part, header.card.fingerprint, self._clock.now_ms(), text.encode()),
        )
        return text

    def _receipt_records(self, connection: Connection, recipients: tuple[str, ...]) -> list[Record]:
        """Receipts for what came from these laptops."""
        marks = ", ".join("?" * len(recipients))
        rows = connection.execute(
            f"SELECT body FROM issued WHERE fingerprint IN ({marks}) ORDER BY at_ms DESC LIMIT ?",
            (*recipients, RECEIPTS_CARRIED),
        ).fetchall()
        return [(RECEIPT, body) for (body,) in rows]

    def _take_receipt_record(self, connection: Connection, payload: bytes) -> str | None:
        """The package that it confirms; None if it is not about something given here. Raises `FrameInvalid`."""
        try:
            text = payload.decode("ascii")
            read_receipt(text)
        except (UnicodeDecodeError, StatementInvalid) as cause:
            raise FrameInvalid("receipt") from cause
        return self._confirm(connection, text)

    def _confirm(self, connection: Connection, text: str) -> str | None:
        try:
            told = read_receipt(text)
            card = one(connection, "SELECT card FROM contact WHERE fingerprint = ?", told.fingerprint)
            if card is None:
                return None
            receipt = check_receipt(text, read_card(card))
        except StatementInvalid:
            return None
        done = connection.execute(
            "UPDATE given SET confirmed_ms = coalesce(confirmed_ms, ?) WHERE package = ? AND part = ?"
            " AND fingerprint = ? AND digest = ?",
            (self._clock.now_ms(), receipt.package, receipt.part, receipt.fingerprint, receipt.contents),
        )
        return receipt.package if done.rowcount else None


def _given_row(
    package: str, at_ms: int, file: str, fingerprint: str, team: str, laptop: str, parts: int, confirmed: int,
    changesets: int, confirmed_ms: int | None,
) -> GivenRow:  # fmt: skip
    whole = confirmed >= parts
    return GivenRow(
        package=package,
        at_ms=at_ms,
        file=file,
        fingerprint=fingerprint,
        team=team,
        laptop=laptop,
        parts=parts,
        parts_confirmed=confirmed,
        changesets=changesets,
        state=CONFIRMED if whole else NOT_CONFIRMED,
        confirmed_ms=confirmed_ms if whole else None,
    )
