"""What the store hands out of handing over: frozen values, no tables. Times and ids as in `rows.py`."""

from dataclasses import dataclass

from yihu.storage.rows import RuleRow


@dataclass(frozen=True, slots=True, kw_only=True)
class UnionReport:
    """What a union brought.

    Attributes:
        received: changesets looked at. new: of them not held before.
        households: households touched by new ones. new_households: of them unknown before.
        others: helpers, funds, tasks and the like (`register.subjects`) touched by new ones.
        conflicts: households in conflict afterwards that were not before (0 while `stale`).
        waiting: changesets whose earlier file has not arrived. stale: households not worked in yet.
        forks: replica ids found at two computers (a copied or restored laptop).
        clock_ms: how far the newest change lies from our clock if that is more than a day (positive: ahead).
    """

    received: int = 0
    new: int = 0
    households: int = 0
    new_households: int = 0
    others: int = 0
    conflicts: int = 0
    waiting: int = 0
    stale: int = 0
    forks: tuple[str, ...] = ()
    clock_ms: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenFile:
    """One file of a package: written, flushed, read back whole and verified."""

    name: str
    part: int
    size_bytes: int
    households: int
    changesets: int
    attachments: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveReport:
    """A package written, read back and verified: the stick may be taken out.

    Attributes:
        file, size_bytes: of the first part. files: all parts, each can be taken in alone and in any order.
    """

    package: str
    file: str
    size_bytes: int
    households: int
    changesets: int
    attachments: int
    recipients: tuple[str, ...]
    sealed: int = 0
    files: tuple[GivenFile, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenRow:
    """One package given to one laptop.

    Attributes:
        state: `confirmed` once the receiver's signed receipt came for every part, else `not_confirmed`.
        parts_confirmed: of `parts`.
    """

    package: str
    at_ms: int
    file: str
    fingerprint: str
    team: str
    laptop: str
    parts: int
    parts_confirmed: int
    changesets: int
    state: str
    confirmed_ms: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ForkRow:
    """A chain with several ends: the computer behind it was copied or restored. `own`: it is this one."""

    replica: str
    scope: str
    team: str
    laptop: str
    ends: int
    own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingRow:
    """Changes of a laptop in one village, by number, that have not come: an earlier file holds them."""

    replica: str
    team: str
    laptop: str
    scope: str
    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VillageBrought:
    """What one file brought for one village: households new here, changed, and in conflict now."""

    village_code: str
    village: str
    new: int
    changed: int
    conflicts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageReceived:
    """One package worked in. `repeated`: it brought nothing new.

    Attributes:
        villages: what it brought by village; empty while households are stale (`union.stale`).
        waiting: what has not come, of laptops named in this file.
        differing: village codes whose sum isn't the sender's though both name the same ends of chains.
        part, parts: which of how many files. receipt: `YIHU:R:...`, to be shown as a square code.
        confirmed: packages of ours that this file confirmed.
        warning: code and words of what should be looked at, empty mostly. fingerprint: of the sender.
        not_erased: erasures that were asked for by who may not, or of what isn't so: nothing went.
        rules: questionnaires, rules, templates and choices that came, or that were signed now, and how they stand.
    """

    package: str
    file: str
    sender: str
    team: str
    union: UnionReport
    attachments: int = 0
    forms: tuple[str, ...] = ()
    repeated: bool = False
    villages: tuple[VillageBrought, ...] = ()
    waiting: tuple[WaitingRow, ...] = ()
    differing: tuple[str, ...] = ()
    part: int = 1
    parts: int = 1
    receipt: str = ""
    confirmed: tuple[str, ...] = ()
    warning: str = ""
    fingerprint: str = ""
    not_erased: int = 0
    rules: tuple[RuleRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactRow:
    """Another laptop whose card is known. `code`: its eight compare digits."""

    fingerprint: str
    team: str
    laptop: str
    code: str
    trusted: bool
    last_received_ms: int | None = None
    last_given_ms: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageRow:
    """One line of the hand-over log: `given`, `received` or `refused` (with its error code)."""

    at_ms: int
    direction: str
    package: str
    file: str
    partner: str
    households: int
    changesets: int
    new: int
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuarantineRow:
    """A file that was refused; `reason` is the error's code. The file stays where it was.

    Attributes:
        id: for `release`. kept: a copy lies aside in the data folder, encrypted as it came.
    """

    at_ms: int
    file: str
    reason: str
    id: int = 0
    kept: bool = False
    sender: str = ""
    fingerprint: str = ""
    released_ms: int | None = None
