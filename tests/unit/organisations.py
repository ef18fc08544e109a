"""An invented organisation for tests: a root, a county coordinator, a township coordinator, laptops."""

import os
from dataclasses import dataclass

from yihu.sync.keys import Card, Identity, new_identity
from yihu.sync.organisation import (
    BY_ROOT,
    YEAR_MS,
    Certificate,
    Organisation,
    Paper,
    Role,
    found_organisation,
    issue_certificate,
    read_paper,
    root_identity,
)
from yihu.sync.organisation_paper import sign_paper

NOW_MS = 1_795_000_000_000


@dataclass(frozen=True)
class Laptop:
    """Keys with a card."""

    identity: Identity
    card: Card

    @property
    def fingerprint(self) -> str:
        return self.card.fingerprint


def laptop(team: str) -> Laptop:
    identity = new_identity(os.urandom)
    return Laptop(identity, identity.card(team, f"{team}电脑", NOW_MS))


SEED = bytes(range(32))
ROOT = root_identity(SEED)
COUNTY = found_organisation(ROOT, "青山县乡村振兴局", NOW_MS)
HEAD, TOWN, TEAM, OTHER = laptop("县"), laptop("上坪镇"), laptop("上坪一队"), laptop("上坪二队")


def certificate(
    card: Card,
    signer: Identity = ROOT,
    by: str = BY_ROOT,
    *,
    organisation: Organisation = COUNTY,
    role: Role = Role.TEAM,
    villages: tuple[str, ...] = (),
    number: int = 1,
    issued_ms: int = NOW_MS,
    until_ms: int = NOW_MS + YEAR_MS,
) -> Certificate:
    return issue_certificate(
        signer,
        organisation,
        card,
        by=by,
        number=number,
        role=role,
        villages=villages,
        issued_ms=issued_ms,
        until_ms=until_ms,
    )


HEAD_PAPER = certificate(HEAD.card, role=Role.COORDINATOR)
TOWN_PAPER = certificate(
    TOWN.card, HEAD.identity, HEAD.fingerprint, role=Role.COORDINATOR, villages=("999999001",)
)
TEAM_PAPER = certificate(TEAM.card, TOWN.identity, TOWN.fingerprint, villages=("999999001001",))


def edited(paper: Paper, signer: Identity | None = None, **changes: object) -> Paper:
    """A paper that says something else; with the old signature, or newly signed."""
    import orjson

    said = orjson.loads(paper.signed.content) | changes
    signed = sign_paper(said, (signer or ROOT).signing())
    fields = signed.to_fields()
    if signer is None:
        fields["signature"] = paper.signed.signature.hex()
    return read_paper(fields)
