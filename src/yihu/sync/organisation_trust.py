"""Which papers count: chains back to the root, lists of lost laptops, changed keys.

A `Book` takes papers in the order in which this laptop received them, and only that order decides: a laptop that
was reported lost can sign nothing that is taken in later, and what it signed before stays. No clock has a say in
what is kept; `standing` tells by the clock whether a permission's year has ended, which is told and hinders nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from yihu.sync.organisation import (
    BY_ROOT,
    Certificate,
    Organisation,
    Paper,
    Revocations,
    Role,
    Rotation,
)
from yihu.sync.organisation_errors import (
    LaptopLost,
    PaperForeign,
    PaperOlder,
    PaperRefused,
    PaperRoleWrong,
    PaperUnproved,
    PermissionEarly,
    PermissionEnded,
    PermissionMissing,
)

DEPTH_AT_MOST = 3
CLOCKS_DIFFER_MS = 86_400_000


class Trust(StrEnum):
    """How a laptop stands."""

    TRUSTED = "trusted"
    ENDED = "ended"
    UNKNOWN = "unknown"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a laptop stands with the organisation.

    Attributes:
        reason: code of the error that says it in words, "" where nothing is to be said.
        chain: its certificate, then its signers', up to the one that the root signed.
    """

    trust: Trust
    reason: str = ""
    chain: tuple[Certificate, ...] = ()

    @property
    def welcome(self) -> bool:
        """Whether its files are taken in; an ended permission is only told."""
        return self.trust in (Trust.TRUSTED, Trust.ENDED)

    @property
    def role(self) -> Role | None:
        """What it may do; None without a certificate."""
        return self.chain[0].role if self.chain else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Somebody that a package is encrypted to."""

    fingerprint: str
    receive: str
    team: str


class Book:
    """The papers of one organisation, in their order of receipt."""

    def __init__(self, organisation: Organisation, papers: Iterable[Paper] = ()) -> None:
        """Papers that don't count are left out without a word: `add` says why."""
        self.organisation = organisation
        self.papers: list[Paper] = []
        self._hashes: set[str] = set()
        self._chains: dict[str, tuple[Certificate, ...]] = {}
        self._certificates: dict[str, dict[str, Certificate]] = {}
        self._lists: dict[str, Revocations] = {}
        self._next: dict[str, Rotation] = {}
        self._before: dict[str, str] = {}
        self.take(papers)

    def take(self, papers: Iterable[Paper]) -> tuple[Paper, ...]:
        """Add all that count, in whatever order they come; the new ones, in the order in which they count."""
        waiting, taken = list(papers), list[Paper]()
        while True:
            left = [paper for paper in waiting if not self._tried(paper, taken)]
            if len(left) == len(waiting):
                return tuple(taken)
            waiting = left

    def add(self, paper: Paper) -> bool:
        """Take one paper in; False if it was here.

        Raises PaperForeign, PaperUnproved, PaperRoleWrong, PaperOlder, LaptopLost: then it isn't taken in.
        """
        if paper.signed.hash in self._hashes:
            return False
        if isinstance(paper, Organisation):
            self._check_root(paper)
        elif paper.organisation != self.organisation.id:
            raise PaperForeign
        elif isinstance(paper, Certificate):
            self._add_certificate(paper)
        elif isinstance(paper, Revocations):
            self._add_list(paper)
        else:
            self._add_rotation(paper)
        self._hashes.add(paper.signed.hash)
        self.papers.append(paper)
        return True

    def standing(self, fingerprint: str, now_ms: int) -> Standing:
        """How a laptop stands now."""
        chain = self.chain(fingerprint)
        if self.is_lost(fingerprint):
            return Standing(trust=Trust.REVOKED, reason=LaptopLost.code, chain=chain)
        if not chain:
            return Standing(trust=Trust.UNKNOWN, reason=PermissionMissing.code)
        if any(now_ms >= each.until_ms for each in chain):
            return Standing(trust=Trust.ENDED, reason=PermissionEnded.code, chain=chain)
        if any(now_ms + CLOCKS_DIFFER_MS < each.issued_ms for each in chain):
            return Standing(trust=Trust.ENDED, reason=PermissionEarly.code, chain=chain)
        return Standing(trust=Trust.TRUSTED, chain=chain)

    def chain(self, fingerprint: str) -> tuple[Certificate, ...]:
        """Its best certificate and its signers'; a laptop with new keys without one has its former keys' one."""
        own = self._certificates.get(fingerprint)
        if own is None:
            before = self._before.get(fingerprint)
            return () if before is None else self.chain(before)
        best = max(own.values(), key=lambda each: (each.until_ms, each.number, each.signed.hash))
        return self._chains[best.signed.hash]

    def laptops(self) -> tuple[str, ...]:
        """All that ever got a permission, each by its present keys."""
        return tuple(dict.fromkeys(self.newest(each) for each in self._certificates))

    def is_lost(self, fingerprint: str) -> bool:
        """Whether somebody who may say so reported it lost."""
        return any(
            fingerprint in each.lost and self._may_report(each.by, fingerprint) for each in self.lists()
        )

    def answers_for(self, by: str, fingerprint: str) -> bool:
        """Whether `by` stands above a laptop in its chain."""
        return self.newest(by) in (
            self.newest(each.by) for each in self.chain(fingerprint) if each.by != BY_ROOT
        )

    def lists(self) -> tuple[Revocations, ...]:
        """The lists in force, one of each signer; a list by new keys replaces the one by the former keys."""
        return tuple(
            self._lists[by]
            for by in sorted(self._lists)
            if self.newest(by) == by or self.newest(by) not in self._lists
        )

    def number_after(self, by: str, now_ms: int) -> int:
        """A number above all that this signer used, even if some are not known here."""
        used = (
            each.number
            for each in self.papers
            if isinstance(each, Certificate | Revocations) and each.by == by
        )
        return max(now_ms // 1000, max(used, default=0) + 1)

    def newest(self, fingerprint: str) -> str:
        """The laptop's present keys, if they were changed."""
        while fingerprint in self._next:
            fingerprint = self._next[fingerprint].fingerprint
        return fingerprint

    def readers_above(self, fingerprint: str) -> tuple[Reader, ...]:
        """Who can always open what a laptop gives: its coordinator, the next levels, the recovery key."""
        above = [self._reader(each) for each in self.chain(fingerprint)[1:]]
        root = self.organisation
        recovery = Reader(fingerprint=root.fingerprint, receive=root.receive, team=root.name)
        return (*(each for each in above if not self.is_lost(each.fingerprint)), recovery)

    def papers_for(self, fingerprints: Sequence[str]) -> tuple[Paper, ...]:
        """What others need to judge these laptops: root, lists, changed keys, chains; the weightiest first."""
        own, others = fingerprints[:1], fingerprints[1:]
        rotations = [each for each in self.papers if isinstance(each, Rotation)]
        wanted: list[Paper] = [self.organisation, *self._chains_of(own)]
        for each in self.lists():
            wanted += [*self._chains_of([each.by]), each]
        return tuple(dict.fromkeys([*wanted, *rotations, *self._chains_of(others)]))

    def _chains_of(self, fingerprints: Sequence[str]) -> list[Certificate]:
        return [each for fingerprint in fingerprints for each in self.chain(fingerprint)]

    def _tried(self, paper: Paper, taken: list[Paper]) -> bool:
        try:
            if self.add(paper):
                taken.append(paper)
        except PaperRefused:
            return False
        return True

    def _check_root(self, paper: Organisation) -> None:
        """The root may say its name anew; the newest word holds."""
        if paper.id != self.organisation.id or paper.receive != self.organisation.receive:
            raise PaperForeign
        if paper.made_ms < self.organisation.made_ms:
            raise PaperOlder
        self.organisation = paper

    def _add_certificate(self, paper: Certificate) -> None:
        above = self._signers(paper, paper.by)
        if len(above) >= DEPTH_AT_MOST or (above and not above[0].covers(paper.villages)):
            raise PaperRoleWrong
        known = self._certificates.get(paper.fingerprint, {})
        if paper.by in known and known[paper.by].number >= paper.number:
            raise PaperOlder
        self._certificates[paper.fingerprint] = known | {paper.by: paper}
        self._chains[paper.signed.hash] = (paper, *above)

    def _add_list(self, paper: Revocations) -> None:
        self._signers(paper, paper.by)
        if paper.by in self._lists and self._lists[paper.by].number >= paper.number:
            raise PaperOlder
        self._lists[paper.by] = paper

    def _add_rotation(self, paper: Rotation) -> None:
        self._check_new_keys(paper)
        known = self._next.get(paper.old)
        if known is not None and not (paper.by == BY_ROOT != known.by):
            raise PaperOlder
        if known is not None:
            del self._before[known.fingerprint]
        self._next[paper.old] = paper
        self._before[paper.fingerprint] = paper.old

    def _check_new_keys(self, paper: Rotation) -> None:
        if paper.by == BY_ROOT:
            self._check_signature(paper, self.organisation.sign)
        elif paper.by != paper.old:
            raise PaperRoleWrong
        else:
            if self.is_lost(paper.old):
                raise LaptopLost
            self._check_signature(paper, self._sign_key(paper.old))
        if (
            paper.fingerprint == paper.old
            or paper.fingerprint in self._next
            or paper.fingerprint in self._before
        ):
            raise PaperRoleWrong

    def _signers(self, paper: Certificate | Revocations, by: str) -> tuple[Certificate, ...]:
        """The signer's chain, empty for the root. Raises if it doesn't prove anything."""
        if by == BY_ROOT:
            self._check_signature(paper, self.organisation.sign)
            return ()
        chain = self.chain(by)
        self._check_signature(paper, self._sign_key(by))
        if self.is_lost(by):
            raise LaptopLost
        if chain[0].role is not Role.COORDINATOR:
            raise PaperRoleWrong
        return chain

    def _sign_key(self, fingerprint: str) -> str:
        chain = self.chain(fingerprint)
        if not chain:
            raise PaperUnproved
        if chain[0].fingerprint == fingerprint:
            return chain[0].sign
        return self._next[self._before[fingerprint]].sign

    @staticmethod
    def _check_signature(paper: Paper, sign: str) -> None:
        if not paper.signed.signed_by(sign):
            raise PaperUnproved

    def _may_report(self, by: str, fingerprint: str) -> bool:
        """The root may report everybody, a coordinator those below it and those that nobody vouches for."""
        if by == BY_ROOT:
            return True
        return not self.chain(fingerprint) or by == fingerprint or self.answers_for(by, fingerprint)

    def _reader(self, certificate: Certificate) -> Reader:
        newest = self.newest(certificate.fingerprint)
        if newest == certificate.fingerprint:
            return Reader(fingerprint=newest, receive=certificate.receive, team=certificate.team)
        rotation = self._next[self._before[newest]]
        return Reader(fingerprint=newest, receive=rotation.receive, team=certificate.team)
