"""The laptops whose cards are known, and what each is known to have."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import orjson
import zstandard

from yihu.storage.database import Connection
from yihu.storage.errors import RecipientUnknown
from yihu.storage.handover_rows import ContactRow
from yihu.storage.opened import one
from yihu.storage.organised import Organised
from yihu.storage.roles import HAND_OVER
from yihu.sync.keys import Card, read_card
from yihu.sync.organisation import Role
from yihu.sync.organisation_trust import Trust
from yihu.sync.summary import Chain, Summary

_SUMMARY_BYTES_AT_MOST = 2**28


@dataclass(frozen=True, slots=True)
class Claim:
    """What a laptop said it has, and which attachments it misses.

    Attributes:
        replica: under which id it said so. retired: its former ids, whose claims no longer count.
    """

    summary: Summary
    wants: frozenset[str] = frozenset()
    replica: str = ""
    retired: tuple[str, ...] = ()


NOTHING = Claim(Summary({}))


class Contacts(Organised):
    """Cards and claims."""

    def trust(self, card: Card) -> ContactRow:
        """A person compared the eight digits: from now on this laptop's files are taken in."""
        self.allow(HAND_OVER)
        with self._db.write() as connection:
            self._keep_card(connection, card, trusted=True)
        self.note("card_trusted", fingerprint=card.fingerprint)
        return next(row for row in self.contacts() if row.fingerprint == card.fingerprint)

    def distrust(self, fingerprint: str) -> None:
        """Take no more files of this laptop; what came before stays."""
        self.allow(HAND_OVER)
        with self._db.write() as connection:
            connection.execute("UPDATE contact SET trusted = 0 WHERE fingerprint = ?", (fingerprint,))
        self.note("card_distrusted", fingerprint=fingerprint)

    def contacts(self) -> tuple[ContactRow, ...]:
        """Other laptops, by team and name."""
        with self._db.read() as connection:
            rows = connection.execute(
                "SELECT fingerprint, team, laptop, code, trusted, received_ms, given_ms FROM contact"
                " ORDER BY team, laptop, fingerprint"
            ).fetchall()
        return tuple(
            ContactRow(
                fingerprint=fingerprint,
                team=team,
                laptop=laptop,
                code=code,
                trusted=self._accepted(fingerprint, bool(trusted)),
                last_received_ms=received,
                last_given_ms=given,
            )
            for fingerprint, team, laptop, code, trusted, received, given in rows
        )

    def card(self, fingerprint: str) -> Card | None:
        """A known laptop's card."""
        with self._db.read() as connection:
            data = one(connection, "SELECT card FROM contact WHERE fingerprint = ?", fingerprint)
        return None if data is None else read_card(data)

    def trusts(self, fingerprint: str) -> bool:
        """Whether files signed by this laptop are taken in."""
        if fingerprint == self.my_card().fingerprint:
            return True
        with self._db.read() as connection:
            confirmed = one(connection, "SELECT trusted FROM contact WHERE fingerprint = ?", fingerprint)
        return self._accepted(fingerprint, bool(confirmed))

    def _accepted(self, fingerprint: str, confirmed: bool) -> bool:
        """By its digits or its papers; reported lost beats both."""
        standing = self.standing(fingerprint)
        return standing.welcome or (confirmed and standing.trust is not Trust.REVOKED)

    def _may_write(self, fingerprint: str) -> bool:
        """Whether changes of this laptop are taken in; one invited as a viewer was meant to receive only."""
        if self.standing(fingerprint).role is not Role.VIEWER or fingerprint == self._identity.fingerprint:
            return True
        with self._db.read() as connection:
            return bool(one(connection, "SELECT trusted FROM contact WHERE fingerprint = ?", fingerprint))

    def _recipients(self, fingerprints: Iterable[str]) -> tuple[Card, ...]:
        """The cards to encrypt to, this laptop's own first. Raises `RecipientUnknown`."""
        own = self.my_card()
        cards = [own]
        for fingerprint in sorted(set(fingerprints) - {own.fingerprint}):
            card = self.card(fingerprint) if self.trusts(fingerprint) else None
            if card is None:
                raise RecipientUnknown
            cards.append(card)
        return tuple(cards)

    def _keep_card(self, connection: Connection, card: Card, *, trusted: bool) -> None:
        kept = one(connection, "SELECT card FROM contact WHERE fingerprint = ?", card.fingerprint)
        if not trusted and kept == card.to_bytes():
            return  # its digits are slow to make by intention
        connection.execute(
            "INSERT INTO contact (fingerprint, card, team, laptop, code, trusted)"
            " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (fingerprint) DO UPDATE SET"
            " card = excluded.card, team = excluded.team, laptop = excluded.laptop, code = excluded.code,"
            " trusted = max(trusted, excluded.trusted)",
            (card.fingerprint, card.to_bytes(), card.team, card.laptop, card.code(), int(trusted)),
        )

    def _keep_claim(self, connection: Connection, fingerprint: str, claim: Claim) -> None:
        """The newest by order of receipt, for clocks may be wrong; one for each replica id.

        Two computers that are copies of one another share a fingerprint: what only one of them said to
        have must not be withheld from the other.
        """
        connection.execute(
            "INSERT OR REPLACE INTO claim VALUES (?, ?, ?, ?)",
            (fingerprint, claim.replica, self._clock.now_ms(), zstandard.compress(claim_to_bytes(claim))),
        )
        for replica in claim.retired:
            connection.execute(
                "DELETE FROM claim WHERE fingerprint = ? AND replica = ?", (fingerprint, replica)
            )

    def _claims_of(self, connection: Connection, fingerprint: str) -> list[Claim]:
        """All that count; one that says nothing if the laptop never said anything."""
        rows = connection.execute("SELECT body FROM claim WHERE fingerprint = ?", (fingerprint,)).fetchall()
        unpacked = (zstandard.decompress(body, max_output_size=_SUMMARY_BYTES_AT_MOST) for (body,) in rows)
        return [claim_from(orjson.loads(text)) for text in unpacked] or [NOTHING]

    def _own_claim(self, connection: Connection) -> Claim:
        tips: dict[Chain, set[str]] = defaultdict(set)
        for replica, scope, hash in connection.execute(
            "SELECT replica, scope, hash FROM chain_tip JOIN chain ON chain.id = chain_tip.chain"
        ):
            tips[replica, scope].add(hash.hex())
        wants = connection.execute("SELECT sha256 FROM wanted").fetchall()
        return Claim(
            Summary({chain: frozenset(some) for chain, some in tips.items()}),
            frozenset(sha for (sha,) in wants),
        )


def claim_to_bytes(claim: Claim) -> bytes:
    """JSON `{"tips": [[replica, scope, [hashes]]], "wants": [hashes]}`."""
    tips = [[*chain, sorted(some)] for chain, some in sorted(claim.summary.tips.items())]
    return orjson.dumps({"tips": tips, "wants": sorted(claim.wants)})


def claim_from(fields: Mapping[str, object]) -> Claim:
    """Raises ValueError, TypeError or KeyError for anything that `claim_to_bytes` doesn't write."""
    tips, wants = fields["tips"], fields["wants"]
    if not isinstance(tips, list) or not isinstance(wants, list):
        raise TypeError("claim")
    return Claim(
        Summary({(str(replica), str(scope)): frozenset(map(str, some)) for replica, scope, some in tips}),
        frozenset(map(str, wants)),
    )
