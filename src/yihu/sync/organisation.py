"""An organisation's papers: who may hand over, for which villages, until when, and which laptops were lost.

Each is signed JSON (`organisation_paper.py`). The root's two keys come from one seed of 32 bytes, which is also the
24 words of the recovery sheet: the words alone bring the organisation back. The root signs coordinators, they sign
laptops. Whether a paper counts is decided in `organisation_trust.py`; here papers are only made and read.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b
from re import fullmatch
from typing import Any, TypeVar

from nacl.signing import SigningKey

from yihu.sync.bech32 import age_secret
from yihu.sync.keys import Card, Identity, compare_code, keys_fingerprint, recipient
from yihu.sync.organisation_errors import PaperInvalid
from yihu.sync.organisation_paper import Signed, read_signed, sign_paper

YEAR_MS = 365 * 86_400_000
TEXT_AT_MOST = 200
LIST_AT_MOST = 500
BY_ROOT = ""


class Role(StrEnum):
    """What a laptop may do: a coordinator also invites; a viewer only reads."""

    COORDINATOR = "coordinator"
    TEAM = "team"
    VIEWER = "viewer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """The root's own word about itself.

    Attributes:
        sign: Ed25519 public key, hexadecimal. receive: age recipient of the recovery key.
    """

    name: str
    sign: str
    receive: str
    made_ms: int
    signed: Signed

    @property
    def id(self) -> str:
        """BLAKE2b-128 of the root's public key."""
        return blake2b(bytes.fromhex(self.sign), digest_size=16).hexdigest()

    @property
    def fingerprint(self) -> str:
        """The recovery key's name among the receivers of a package."""
        return keys_fingerprint(self.sign, self.receive)

    def code(self) -> str:
        """Eight digits to compare by voice before a laptop joins."""
        return compare_code(f"{self.sign} {self.receive} {self.name}".encode())


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """A laptop may hand over.

    Attributes:
        by: fingerprint of who signed it, `BY_ROOT` for the root. number: a newer one of the same signer for the
            same laptop is higher. villages: prefixes of village codes, empty for all.
    """

    organisation: str
    by: str
    number: int
    sign: str
    receive: str
    role: Role
    team: str
    villages: tuple[str, ...]
    issued_ms: int
    until_ms: int
    signed: Signed

    @property
    def fingerprint(self) -> str:
        """The laptop's."""
        return keys_fingerprint(self.sign, self.receive)

    def covers(self, villages: Sequence[str]) -> bool:
        """Whether all these prefixes lie within this laptop's."""
        return not self.villages or (
            bool(villages) and all(any(one.startswith(own) for own in self.villages) for one in villages)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Revocations:
    """The laptops that one signer no longer accepts; the list with its highest number is in force."""

    organisation: str
    by: str
    number: int
    made_ms: int
    lost: tuple[str, ...]
    signed: Signed


@dataclass(frozen=True, slots=True, kw_only=True)
class Rotation:
    """A laptop has new keys. `by`: the root, or the old keys themselves."""

    organisation: str
    by: str
    old: str
    sign: str
    receive: str
    made_ms: int
    signed: Signed

    @property
    def fingerprint(self) -> str:
        """The new one."""
        return keys_fingerprint(self.sign, self.receive)


Paper = Organisation | Certificate | Revocations | Rotation
_Kind = TypeVar("_Kind", Organisation, Certificate, Revocations, Rotation)


def root_identity(seed: bytes) -> Identity:
    """The root's secret keys, both derived from 32 bytes."""
    return Identity(_derived(seed, b"yihu root sign"), age_secret(_derived(seed, b"yihu root age")))


def found_organisation(root: Identity, name: str, made_ms: int) -> Organisation:
    """The word that a root says about itself."""
    said = {
        "kind": "organisation",
        "made_ms": made_ms,
        "name": name,
        "receive": str(root.age().to_public()),
        "sign": root.signing().verify_key.encode().hex(),
    }
    return _made(said, root.signing(), Organisation)


def issue_certificate(
    signer: Identity,
    organisation: Organisation,
    card: "Card | Certificate",
    *,
    by: str,
    number: int,
    role: Role,
    villages: Sequence[str] = (),
    issued_ms: int,
    until_ms: int,
) -> Certificate:
    """Sign that a card's laptop may hand over. `by`: the signer's fingerprint, `BY_ROOT` for the root."""
    said = {
        "by": by,
        "issued_ms": issued_ms,
        "kind": "certificate",
        "number": number,
        "organisation": organisation.id,
        "receive": card.receive,
        "role": role.value,
        "sign": card.sign,
        "team": card.team,
        "until_ms": until_ms,
        "villages": sorted(set(villages)),
    }
    return _made(said, signer.signing(), Certificate)


def list_lost(
    signer: Identity,
    organisation: Organisation,
    lost: Sequence[str],
    *,
    by: str,
    number: int,
    made_ms: int,
) -> Revocations:
    """Sign which laptops (fingerprints) are no longer accepted: the whole list, the former entries among them."""
    said = {
        "by": by,
        "kind": "revocations",
        "lost": sorted(set(lost)),
        "made_ms": made_ms,
        "number": number,
        "organisation": organisation.id,
    }
    return _made(said, signer.signing(), Revocations)


def rotate_keys(
    signer: Identity, organisation: Organisation, old: str, card: Card, *, by: str, made_ms: int
) -> Rotation:
    """Sign that the laptop `old` (fingerprint) has the keys of a new card. `by`: `BY_ROOT`, or `old` itself."""
    said = {
        "by": by,
        "kind": "rotation",
        "made_ms": made_ms,
        "old": old,
        "organisation": organisation.id,
        "receive": card.receive,
        "sign": card.sign,
    }
    return _made(said, signer.signing(), Rotation)


def read_paper(fields: Any, name: str = "") -> Paper:
    """A paper from what `Signed.to_fields` gave; `name` is for the message. Raises `PaperInvalid`."""
    try:
        signed, said = read_signed(fields)
        paper: Paper = _READERS[said["kind"]](signed, said)
    except (ValueError, KeyError, TypeError) as cause:
        raise PaperInvalid(name=name) from cause
    if isinstance(paper, Organisation) and not signed.signed_by(paper.sign):
        raise PaperInvalid(name=name)
    return paper


def _made(said: dict[str, Any], key: SigningKey, kind: type[_Kind]) -> _Kind:
    """Read back at once: what could not be read is never signed away."""
    paper = read_paper(sign_paper(said, key).to_fields())
    assert isinstance(paper, kind)
    return paper


def _organisation(signed: Signed, said: dict[str, Any]) -> Organisation:
    return Organisation(
        name=_text(said, "name", least=1), made_ms=_moment(said, "made_ms"), **_keys(said, signed)
    )


def _certificate(signed: Signed, said: dict[str, Any]) -> Certificate:
    return Certificate(
        organisation=_fingerprint(said["organisation"]),
        by=_signer(said),
        number=_number(said),
        role=Role(said["role"]),
        team=_text(said, "team"),
        villages=_list(said, "villages", _village),
        issued_ms=_moment(said, "issued_ms"),
        until_ms=_moment(said, "until_ms"),
        **_keys(said, signed),
    )


def _revocations(signed: Signed, said: dict[str, Any]) -> Revocations:
    return Revocations(
        organisation=_fingerprint(said["organisation"]),
        by=_signer(said),
        number=_number(said),
        made_ms=_moment(said, "made_ms"),
        lost=_list(said, "lost", _fingerprint),
        signed=signed,
    )


def _rotation(signed: Signed, said: dict[str, Any]) -> Rotation:
    return Rotation(
        organisation=_fingerprint(said["organisation"]),
        by=_signer(said),
        old=_fingerprint(said["old"]),
        made_ms=_moment(said, "made_ms"),
        **_keys(said, signed),
    )


_READERS: dict[str, Callable[[Signed, dict[str, Any]], Paper]] = {
    "organisation": _organisation,
    "certificate": _certificate,
    "revocations": _revocations,
    "rotation": _rotation,
}


def _keys(said: dict[str, Any], signed: Signed) -> dict[str, Any]:
    sign, receive = _matching(said["sign"], "[0-9a-f]{64}"), _matching(said["receive"], "age1[0-9a-z]{58}")
    try:
        recipient(receive)
    except Exception as cause:  # pyrage has its own kind
        raise ValueError("receive") from cause
    return {"sign": sign, "receive": receive, "signed": signed}


def _signer(said: dict[str, Any]) -> str:
    return _matching(said["by"], "([0-9a-f]{32})?")


def _fingerprint(value: Any) -> str:
    return _matching(value, "[0-9a-f]{32}")


def _village(value: Any) -> str:
    return _matching(value, "[0-9]{1,12}")


def _matching(value: Any, pattern: str) -> str:
    if not isinstance(value, str) or not fullmatch(pattern, value):
        raise ValueError(pattern)
    return value


def _text(said: dict[str, Any], key: str, least: int = 0) -> str:
    value = said[key]
    if not isinstance(value, str) or not least <= len(value) <= TEXT_AT_MOST:
        raise ValueError(key)
    return value


def _moment(said: dict[str, Any], key: str) -> int:
    value = said[key]
    if type(value) is not int or value < 0:
        raise ValueError(key)
    return value


def _number(said: dict[str, Any]) -> int:
    return _moment(said, "number")


def _list(said: dict[str, Any], key: str, read: Callable[[Any], str]) -> tuple[str, ...]:
    values = said[key]
    if not isinstance(values, list) or len(values) > LIST_AT_MOST:
        raise ValueError(key)
    return tuple(read(value) for value in values)


def _derived(seed: bytes, purpose: bytes) -> bytes:
    return blake2b(key=seed, digest_size=32, person=purpose).digest()


__all__ = [
    "BY_ROOT",
    "YEAR_MS",
    "Certificate",
    "Organisation",
    "Paper",
    "Revocations",
    "Role",
    "Rotation",
    "found_organisation",
    "issue_certificate",
    "list_lost",
    "read_paper",
    "root_identity",
    "rotate_keys",
]
