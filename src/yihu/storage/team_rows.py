"""What the store tells of the organisation."""

from dataclasses import dataclass

from yihu.sync.organisation import Role
from yihu.sync.organisation_trust import Trust


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberRow:
    """One laptop of the organisation.

    Attributes:
        laptop: its name as its card says; "" while its card hasn't come.
        villages: prefixes of village codes, empty for all. by: team of who invited it; "" for the organisation itself.
        until_ms: the end of its permission. trust: how it stands now; reason: code of what is to be said about it.
        below: whether this laptop may renew it and report it lost.
    """

    fingerprint: str
    team: str
    laptop: str
    role: Role
    villages: tuple[str, ...]
    by: str
    issued_ms: int
    until_ms: int
    trust: Trust
    reason: str
    mine: bool
    below: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationRow:
    """The organisation that this laptop belongs to.

    Attributes:
        digits: eight digits that all its laptops show. me: this laptop; None if it isn't (or no longer) in it.
        root_here: whether the organisation's own sealed file lies in this folder.
    """

    id: str
    name: str
    digits: str
    me: MemberRow | None
    members: int
    root_here: bool
