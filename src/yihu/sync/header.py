"""A package's header: what anybody may read without a key; no personal data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson

from yihu.sync.errors import PackageDamaged, PackageNewer, PackageTampered
from yihu.sync.keys import Card, checked_card

FORMAT = 2
"""2: changesets travel many in one frame, parts, receipts. Format 1 is read too."""
HEADER_BYTES_AT_MOST = 65_536


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What anybody may read of a package; no personal data.

    Attributes:
        package: id (UUID), the same for all its parts. kind: `full`, `delta` or `receipt`. made_ms: when.
        card: the signer's. to: fingerprints of the laptops that can open it.
        forms: `<id>@<version>` inside. counts: `households`, `changesets`, `attachments`.
        scope: village codes, empty for all. part, parts: which of how many files.
        organisation: the signer's certificates and revocations (`organisation.py`); None without one.
    """

    package: str
    kind: str
    made_ms: int
    app: str
    card: Card
    to: tuple[str, ...]
    forms: tuple[str, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    scope: tuple[str, ...] = ()
    part: int = 1
    parts: int = 1
    organisation: Any = None

    def to_bytes(self) -> bytes:
        """Canonical JSON."""
        fields = {
            "app": self.app,
            "card": {"content": self.card.content.decode(), "signature": self.card.signature.hex()},
            "counts": dict(self.counts),
            "format": FORMAT,
            "forms": self.forms,
            "kind": self.kind,
            "made_ms": self.made_ms,
            "min_reader": FORMAT,
            "organisation": self.organisation,
            "package": self.package,
            "part": self.part,
            "parts": self.parts,
            "scope": self.scope,
            "to": self.to,
        }
        return orjson.dumps(fields, option=orjson.OPT_SORT_KEYS)


def header_fields(header_bytes: bytes, name: str) -> dict[str, Any]:
    """The header as written. Raises PackageDamaged, PackageNewer."""
    try:
        fields = orjson.loads(header_bytes)
    except orjson.JSONDecodeError as cause:
        raise PackageDamaged(name=name) from cause
    if not isinstance(fields, dict) or not isinstance(fields.get("min_reader"), int):
        raise PackageDamaged(name=name)
    if fields["min_reader"] > FORMAT:
        raise PackageNewer(name=name)
    return fields


def read_header(fields: Mapping[str, Any], name: str) -> Header:
    """The header's values and the card, whose own signature fits. Raises PackageTampered."""
    try:
        return Header(
            package=str(fields["package"]),
            kind=str(fields["kind"]),
            made_ms=int(fields["made_ms"]),
            app=str(fields["app"]),
            card=checked_card(fields["card"]["content"].encode(), bytes.fromhex(fields["card"]["signature"])),
            to=tuple(str(each) for each in fields["to"]),
            forms=tuple(str(each) for each in fields["forms"]),
            counts={str(key): int(count) for key, count in fields["counts"].items()},
            scope=tuple(str(each) for each in fields["scope"]),
            part=int(fields["part"]),
            parts=int(fields["parts"]),
            organisation=fields.get("organisation"),
        )
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as cause:
        raise PackageTampered(name=name) from cause
