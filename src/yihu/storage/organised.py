"""The organisation as this laptop knows it: its papers, and how every other laptop stands.

A laptop's files are taken in if a person compared its eight digits or its papers lead to our root. Reported lost
beats both. All that is given can also be opened by the coordinators above and by the recovery key.
"""

from collections.abc import Sequence

from yihu.storage.database import Connection
from yihu.storage.identity_file import open_keys
from yihu.storage.merging import Merging
from yihu.storage.roles import TAKE_IN, VIEWER
from yihu.storage.team_rows import MemberRow, OrganisationRow
from yihu.sync.keys import Identity, ReadingKey
from yihu.sync.organisation import Organisation, Paper, Role, read_paper
from yihu.sync.organisation_texts import papers_from_fields, papers_to_fields
from yihu.sync.organisation_trust import Book, Reader, Standing, Trust

ORGANISATION_NAME = "organisation.bin"
_NOBODY = Standing(trust=Trust.UNKNOWN)


class Organised(Merging):
    """Reads papers and judges by them; `Team` makes them."""

    _book: tuple[tuple[int, str], Book] | None = None
    _former: tuple[ReadingKey, ...] | None = None

    def allow(self, deed: str) -> None:
        """Raises `RoleForbids`. A laptop that was invited to look takes in what it is given."""
        if deed == TAKE_IN and self.role == VIEWER and self._invited_as() is Role.VIEWER:
            return
        super().allow(deed)

    def organisation(self) -> OrganisationRow | None:
        """The organisation that this laptop belongs to; None without one."""
        book = self._papers()
        if book is None:
            return None
        members = self.members()
        return OrganisationRow(
            id=book.organisation.id,
            name=book.organisation.name,
            digits=book.organisation.code(),
            me=next((row for row in members if row.mine), None),
            members=len(members),
            root_here=(self.folder / ORGANISATION_NAME).exists(),
        )

    def members(self) -> tuple[MemberRow, ...]:
        """The organisation's laptops as far as they are known here, by team."""
        book = self._papers()
        if book is None:
            return ()
        with self._db.read() as connection:
            names = dict(connection.execute("SELECT fingerprint, laptop FROM contact").fetchall())
        names[self._identity.fingerprint] = self.laptop
        rows = (self._member(book, fingerprint, names) for fingerprint in book.laptops())
        return tuple(sorted(rows, key=lambda row: (row.team, row.laptop, row.fingerprint)))

    def standing(self, fingerprint: str) -> Standing:
        """How a laptop stands with our organisation; unknown without one."""
        book = self._papers()
        return book.standing(fingerprint, self._clock.now_ms()) if book else _NOBODY

    def _invited_as(self) -> Role | None:
        """What the organisation made of this laptop, whether its year is over or not; None without one."""
        book = self._papers()
        chain = book.chain(self._identity.fingerprint) if book else ()
        return chain[0].role if chain else None

    def _member(self, book: Book, fingerprint: str, names: dict[str, str]) -> MemberRow:
        standing = book.standing(fingerprint, self._clock.now_ms())
        own, mine = standing.chain[0], self._identity.fingerprint
        return MemberRow(
            fingerprint=fingerprint,
            team=own.team,
            laptop=names.get(fingerprint, ""),
            role=own.role,
            villages=own.villages,
            by=standing.chain[1].team if len(standing.chain) > 1 else "",
            issued_ms=own.issued_ms,
            until_ms=min(each.until_ms for each in standing.chain),
            trust=standing.trust,
            reason=standing.reason,
            mine=fingerprint == mine,
            below=book.answers_for(mine, fingerprint),
        )

    def _papers(self) -> Book | None:
        """The book of all papers here; None without an organisation."""
        with self._db.read() as connection:
            last = connection.execute("SELECT id, hash FROM paper ORDER BY id DESC LIMIT 1").fetchone()
            if last is None:
                return None
            kept = self._book
            if kept is None or kept[0] != tuple(last):
                book = _book_from(connection)
                assert book is not None
                self._book = kept = tuple(last), book
            return kept[1]

    def _keep_papers(self, connection: Connection, papers: Sequence[Paper]) -> tuple[Paper, ...]:
        """Write those that count, in the order in which they do; the new ones. An organisation's root comes first."""
        taken = (_book_from(connection) or Book(_root_of(papers))).take(papers)
        self._write_papers(connection, taken)
        return taken

    def _add_paper(self, connection: Connection, paper: Paper) -> None:
        """Write one. Raises what `Book.add` raises; `OrganisationMissing` can't be."""
        book = _book_from(connection)
        assert book is not None
        if book.add(paper):
            self._write_papers(connection, [paper])

    def _write_papers(self, connection: Connection, papers: Sequence[Paper]) -> None:
        now = self._clock.now_ms()
        connection.executemany(
            "INSERT INTO paper (hash, kind, at_ms, content, signature) VALUES (?, ?, ?, ?, ?)",
            [
                (
                    each.signed.hash,
                    type(each).__name__.lower(),
                    now,
                    each.signed.content,
                    each.signed.signature,
                )
                for each in papers
            ],
        )

    def _take_header_papers(self, fields: object, name: str) -> None:
        """What a package brings beside its header, before its sender is judged. Raises `PaperInvalid`."""
        book = self._papers()
        if book is None or fields is None or isinstance(fields, str):
            return
        known = {paper.signed.hash for paper in book.papers}
        papers = papers_from_fields(fields, name)
        if all(paper.signed.hash in known for paper in papers):
            return
        with self._db.write() as connection:
            taken = self._keep_papers(connection, papers)
        if taken:
            self.note("papers_received", count=len(taken))

    def _header_papers(self, recipients: Sequence[str]) -> list[dict[str, str]] | None:
        """What goes beside a header: our own chain and the lists first, then what the recipients may need."""
        book = self._papers()
        own = self._identity.fingerprint
        return (
            None
            if book is None
            else papers_to_fields(book.papers_for([own, *self._rule_signers(), *recipients]))
        )

    def _rule_signers(self) -> tuple[str, ...]:
        """Coordinators whose signatures travel along; see `SignedRules`."""
        return ()

    def _readers_above(self) -> tuple[Reader, ...]:
        """Who can open everything that is given here, besides the chosen ones."""
        book = self._papers()
        own = self._identity.fingerprint
        return tuple(each for each in book.readers_above(own) if each.fingerprint != own) if book else ()

    def _identity_for(self, named: Sequence[str]) -> Identity | ReadingKey:
        """The keys that open a package for these fingerprints: the present ones, or former ones."""
        former = (each for each in self._former_keys() if each.fingerprint in named)
        return self._identity if self._identity.fingerprint in named else next(former, self._identity)

    def _former_keys(self) -> tuple[ReadingKey, ...]:
        if self._former is None:
            keys = open_keys(self.folder, self._key)
            self._former = keys.former if keys else ()
        return self._former


def _book_from(connection: Connection) -> Book | None:
    rows = connection.execute("SELECT content, signature FROM paper ORDER BY id").fetchall()
    papers = [
        read_paper({"content": content.decode(), "signature": signature.hex()}) for content, signature in rows
    ]
    return Book(_root_of(papers), papers) if papers else None


def _root_of(papers: Sequence[Paper]) -> Organisation:
    return next(paper for paper in papers if isinstance(paper, Organisation))
