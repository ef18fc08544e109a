"""Making the organisation and its papers: invite, join, renew, report a lost laptop, change keys, recover."""

from collections.abc import Collection, Sequence
from pathlib import Path

from yihu.storage.contacts import Contacts
from yihu.storage.database import Connection
from yihu.storage.durable_file import explaining_disk, write_durably
from yihu.storage.errors import (
    InvitationForOther,
    OrganisationElsewhere,
    OrganisationHere,
    OrganisationMissing,
    RecipientUnknown,
)
from yihu.storage.identity_file import KeptKeys, open_keys, write_identity
from yihu.storage.keyring import check_passphrase
from yihu.storage.organised import ORGANISATION_NAME
from yihu.storage.roles import COORDINATOR, MANAGE, SURVEYOR, TAKE_IN, VIEWER
from yihu.storage.team_rows import MemberRow, OrganisationRow
from yihu.sync.keys import Card, Identity, new_identity
from yihu.sync.organisation import (
    BY_ROOT,
    YEAR_MS,
    Certificate,
    Role,
    found_organisation,
    issue_certificate,
    list_lost,
    root_identity,
    rotate_keys,
)
from yihu.sync.organisation_errors import PaperInvalid, PaperRoleWrong, PermissionMissing
from yihu.sync.organisation_seal import (
    QUICK,
    STRONG,
    open_with_passphrase,
    open_with_words,
    read_sealed,
    seal_root,
)
from yihu.sync.organisation_texts import Invitation
from yihu.sync.organisation_trust import Book, Trust


class Team(Contacts):
    """What a coordinator does, and joining."""

    def create_organisation(self, name: str, passphrase: str, *, quick: bool = False) -> bytes:
        """Make the organisation with this laptop as its first coordinator; the seed, for the recovery sheet.

        Raises OrganisationHere, PassphraseShort, FolderNotWritable, DiskFull; then nothing was made.
        """
        return self._begin(self._random(32), name, passphrase, quick)

    def recover_organisation(self, seed: bytes, name: str, passphrase: str, *, quick: bool = False) -> None:
        """Bring the organisation back by the seed of its recovery sheet, with this laptop as a coordinator.

        This laptop can open from then on what was given to the organisation's recovery key.

        Raises OrganisationElsewhere, PassphraseShort, FolderNotWritable, DiskFull; then nothing was changed.
        """
        self._begin(seed, name, passphrase, quick)
        self._keep_reading(root_identity(seed))

    def open_root(self, *, passphrase: str = "", words: str = "") -> bytes:
        """The seed from this folder's sealed file, by the passphrase or by the sheet's words or code.

        Raises OrganisationMissing, SealWrong, PaperInvalid, and what `key_from_words` raises.
        """
        path = self.folder / ORGANISATION_NAME
        if not path.exists():
            raise OrganisationMissing
        data = path.read_bytes()
        return (
            open_with_words(data, words, path.name)
            if words
            else open_with_passphrase(data, passphrase, path.name)
        )

    def copy_sealed(self, folder: Path) -> Path:
        """Write a copy of the sealed file into a folder or stick. Raises OrganisationMissing, FolderNotWritable."""
        source = self.folder / ORGANISATION_NAME
        if not source.exists():
            raise OrganisationMissing
        target = folder / ORGANISATION_NAME
        with explaining_disk(folder):
            if (
                target.exists()
                and read_sealed(target.read_bytes(), target.name).id != self._own_book().organisation.id
            ):
                raise OrganisationElsewhere
        write_durably(target, source.read_bytes())
        self.note("organisation_copied")
        return target

    def invite(
        self,
        card: Card,
        role: Role,
        villages: Sequence[str] | None = None,
        *,
        root: bytes | None = None,
        until_ms: int | None = None,
    ) -> Invitation:
        """Give a laptop whose digits were compared a permission of a year; what to hand it.

        Args:
            villages: prefixes of codes; None for all that this laptop has. root: the seed, to sign as the root.

        Raises OrganisationMissing, PaperRoleWrong, PermissionMissing, LaptopLost.
        """
        self.allow(MANAGE)
        with self._db.write() as connection:
            self._issue(connection, card, role, villages, root, until_ms)
            if card.fingerprint != self._identity.fingerprint:
                self._keep_card(connection, card, trusted=False)
        self.note("laptop_invited", fingerprint=card.fingerprint, role=role.value)
        return self._invitation(card.fingerprint)

    def invitation(self, fingerprint: str) -> Invitation:
        """What to hand a laptop that was invited or renewed, once more. Raises PermissionMissing."""
        if not self._own_book().chain(fingerprint):
            raise PermissionMissing
        return self._invitation(fingerprint)

    def join(self, invitation: Invitation) -> OrganisationRow:
        """Take a coordinator's answer in; its digits were compared.

        Who is invited to look only looks on this laptop from now on; who no longer is works on it again.

        Raises OrganisationElsewhere, InvitationForOther, LaptopLost; then nothing was changed.
        """
        self.allow(TAKE_IN)
        own, before = self._identity.fingerprint, self._invited_as()
        book = self._papers()
        if book is not None and book.organisation.id != invitation.of.id:
            raise OrganisationElsewhere
        proved = Book(invitation.of, invitation.papers)
        if not proved.standing(own, self._clock.now_ms()).welcome:
            raise InvitationForOther
        with self._db.write() as connection:
            self._keep_papers(connection, [invitation.of, *invitation.papers])
            if invitation.card.fingerprint != own:
                self._keep_card(connection, invitation.card, trusted=False)
        self.note("organisation_joined", organisation=invitation.of.id)
        self._take_role(before)
        row = self.organisation()
        assert row is not None
        return row

    def _take_role(self, before: Role | None) -> None:
        now = self._invited_as()
        if now is Role.VIEWER and before is not Role.VIEWER:
            self.set_role(VIEWER)
        elif before is Role.VIEWER and now is not Role.VIEWER and self.role == VIEWER:
            self.set_role(COORDINATOR if now is Role.COORDINATOR else SURVEYOR)

    def renew(self, fingerprint: str, *, root: bytes | None = None, until_ms: int | None = None) -> MemberRow:
        """Another year for a laptop, with its role and villages. It travels with what it is given next.

        Raises OrganisationMissing, PermissionMissing, PaperRoleWrong, LaptopLost.
        """
        self.allow(MANAGE)
        book = self._own_book()
        chain = book.chain(fingerprint)
        if not chain:
            raise PermissionMissing
        card = self._known_or_own(fingerprint) or chain[0]
        with self._db.write() as connection:
            self._issue(connection, card, chain[0].role, chain[0].villages, root, until_ms)
        self.note("permission_renewed", fingerprint=fingerprint)
        return self._row(fingerprint)

    def report_lost(self, fingerprint: str, *, root: bytes | None = None) -> None:
        """No longer accept a laptop. The list travels with every package from now on.

        Raises OrganisationMissing, PaperRoleWrong if that isn't for this laptop to say.
        """
        self.allow(MANAGE)
        book = self._own_book()
        _, by = self._signer(root)
        with self._db.write():
            self._write_list({*self._reported(book, by), fingerprint}, root)
            self.distrust(fingerprint)
        self.note("laptop_reported_lost", fingerprint=fingerprint)

    def accept_again(self, fingerprint: str, *, root: bytes | None = None) -> None:
        """A lost laptop was found: accept it again. Raises OrganisationMissing, PermissionMissing if it isn't listed."""
        self.allow(MANAGE)
        book = self._own_book()
        _, by = self._signer(root)
        listed = self._reported(book, by)
        if fingerprint not in listed:
            raise PermissionMissing
        self._write_list(listed - {fingerprint}, root)
        self.note("laptop_accepted_again", fingerprint=fingerprint)

    def rotate(self, *, root: bytes | None = None) -> Card:
        """New keys for this laptop; the former ones still open what was given to them.

        Signed by the root, else by the former keys. Crash-proof: the new keys are kept before they are told of, and
        `finish_rotation` at the next start goes on.

        Raises OrganisationMissing, PermissionMissing.
        """
        self.allow(MANAGE)
        book = self._own_book()
        old = self._identity.fingerprint
        if not book.chain(old):
            raise PermissionMissing
        following = new_identity(self._random)
        card = following.card(self.team, self.laptop, self._clock.now_ms())
        self._write_keys(next_identity=following)
        signer = root_identity(root) if root is not None else self._identity
        by = BY_ROOT if root is not None else old
        paper = rotate_keys(signer, book.organisation, old, card, by=by, made_ms=self._clock.now_ms())
        own = book.chain(old)[0]
        with self._db.write() as connection:
            self._add_paper(connection, paper)
            if root is not None:
                self._issue(connection, card, own.role, own.villages, root, None)
        self.finish_rotation()
        self.note("keys_changed", before=old, now=self._identity.fingerprint)
        return self.my_card()

    def finish_rotation(self) -> None:
        """Begin to use new keys that the papers tell of; forget those that nobody was told of."""
        keys = open_keys(self.folder, self._key)
        if keys is None or keys.next is None:
            return
        book = self._papers()
        told = book is not None and book.newest(keys.identity.fingerprint) == keys.next.fingerprint
        present = keys.next if told else keys.identity
        former = (*keys.former, keys.identity.reading()) if told else keys.former
        write_identity(self.folder, self._key, KeptKeys(present, former), self._random)
        self._identity, self._former, self._card = present, None, None

    def _begin(self, seed: bytes, name: str, passphrase: str, quick: bool) -> bytes:
        self.allow(MANAGE)
        check_passphrase(passphrase)
        root = root_identity(seed)
        book = self._papers()
        organisation = found_organisation(root, name, self._clock.now_ms())
        if book is not None:
            if book.organisation.id != organisation.id:
                raise OrganisationHere
            organisation = book.organisation
        sealed = seal_root(seed, organisation, passphrase, self._random, QUICK if quick else STRONG)
        self._set_sealed_aside(organisation.id)
        write_durably(self.folder / ORGANISATION_NAME, sealed)
        with self._db.write() as connection:
            self._keep_papers(connection, [organisation])
            self._issue(connection, self.my_card(), Role.COORDINATOR, (), seed, None)
        self.note(
            "organisation_made" if book is None else "organisation_recovered", organisation=organisation.id
        )
        return seed

    def _set_sealed_aside(self, id: str) -> None:
        """Another organisation's sealed file is never written over."""
        path = self.folder / ORGANISATION_NAME
        try:
            foreign = path.exists() and read_sealed(path.read_bytes()).id != id
        except PaperInvalid:
            foreign = True
        if foreign:
            path.rename(path.with_name(f"{ORGANISATION_NAME}.{self._random(6).hex()}"))

    def _issue(
        self,
        connection: Connection,
        card: Card | Certificate,
        role: Role,
        villages: Sequence[str] | None,
        root: bytes | None,
        until_ms: int | None,
    ) -> None:
        """Sign and keep a permission. Raises what `Book.add` raises."""
        book, now = self._own_book(), self._clock.now_ms()
        signer, by = self._signer(root)
        chain = book.chain(by)
        given = villages if villages is not None else (chain[0].villages if chain else ())
        paper = issue_certificate(
            signer,
            book.organisation,
            card,
            by=by,
            number=book.number_after(by, now),
            role=role,
            villages=given,
            issued_ms=now,
            until_ms=until_ms or now + YEAR_MS,
        )
        self._add_paper(connection, paper)

    def _write_list(self, lost: Collection[str], root: bytes | None) -> None:
        """Raises PaperRoleWrong if one of them isn't for this laptop to report."""
        book, now = self._own_book(), self._clock.now_ms()
        signer, by = self._signer(root)
        number = book.number_after(by, now)
        paper = list_lost(signer, book.organisation, sorted(lost), by=by, number=number, made_ms=now)
        with self._db.write() as connection:
            self._add_paper(connection, paper)
            after = self._own_book()
            if not all(after.is_lost(each) for each in lost):
                raise PaperRoleWrong

    def _reported(self, book: Book, by: str) -> set[str]:
        return {each for one in book.lists() if book.newest(one.by) == book.newest(by) for each in one.lost}

    def _signer(self, root: bytes | None) -> tuple[Identity, str]:
        """Who signs: the root if its seed is given, else this laptop. Raises PaperRoleWrong."""
        if root is not None:
            return root_identity(root), BY_ROOT
        standing = self.standing(self._identity.fingerprint)
        if standing.role is not Role.COORDINATOR or standing.trust is Trust.REVOKED:
            raise PaperRoleWrong
        return self._identity, self._identity.fingerprint

    def _own_book(self) -> Book:
        book = self._papers()
        if book is None:
            raise OrganisationMissing
        return book

    def _invitation(self, fingerprint: str) -> Invitation:
        book = self._own_book()
        papers = book.papers_for([fingerprint, self._identity.fingerprint])
        return Invitation(card=self.my_card(), of=book.organisation, papers=papers)

    def _known_or_own(self, fingerprint: str) -> Card | None:
        return self.my_card() if fingerprint == self._identity.fingerprint else self.card(fingerprint)

    def _row(self, fingerprint: str) -> MemberRow:
        row = next((row for row in self.members() if row.fingerprint == fingerprint), None)
        if row is None:
            raise RecipientUnknown
        return row

    def _write_keys(self, *, next_identity: Identity) -> None:
        keys = open_keys(self.folder, self._key)
        former = keys.former if keys else ()
        write_identity(self.folder, self._key, KeptKeys(self._identity, former, next_identity), self._random)

    def _keep_reading(self, identity: Identity) -> None:
        keys = open_keys(self.folder, self._key) or KeptKeys(self._identity)
        others = tuple(each for each in keys.former if each.fingerprint != identity.fingerprint)
        kept = KeptKeys(keys.identity, (*others, identity.reading()), keys.next)
        write_identity(self.folder, self._key, kept, self._random)
        self._former = None
