"""Look at a file without taking it in: its header without any key, or all of it with this laptop's."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from yihu.actions.workspace import Workspace
from yihu.base.errors import FileUnreadable


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageView:
    """What anybody can read of a file; its signature fits.

    Attributes:
        digits: of the sender's card, to compare by voice. to: fingerprints of those who can open it.
        counts: `households`, `changesets`, `attachments`. villages: codes, empty for all.
    """

    name: str
    size_bytes: int
    package: str
    kind: str
    made_ms: int
    app: str
    team: str
    laptop: str
    fingerprint: str
    digits: str
    to: tuple[str, ...]
    forms: tuple[str, ...]
    counts: dict[str, int]
    villages: tuple[str, ...]
    part: int
    parts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyReport:
    """Every byte was read, decrypted and checked; nothing was taken in."""

    package: PackageView
    records: dict[str, int]


def inspect_package(path: Path) -> PackageView:
    """Raises PackageForeign, PackageTruncated, PackageDamaged, PackageTampered, PackageNewer, FileUnreadable."""
    from yihu.sync.package import read_envelope

    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            header = read_envelope(file, size, path.name).header
    except OSError as cause:
        raise FileUnreadable(name=path.name) from cause
    return PackageView(
        name=path.name,
        size_bytes=size,
        package=header.package,
        kind=header.kind,
        made_ms=header.made_ms,
        app=header.app,
        team=header.card.team,
        laptop=header.card.laptop,
        fingerprint=header.card.fingerprint,
        digits=header.card.code(),
        to=header.to,
        forms=header.forms,
        counts=dict(header.counts),
        villages=header.scope,
        part=header.part,
        parts=header.parts,
    )


def verify_package(workspace: Workspace, path: Path) -> VerifyReport:
    """Open a file with this laptop's keys and check all of it. Raises what `inspect_package` does, PackageNotForYou."""
    view = inspect_package(path)
    return VerifyReport(package=view, records=workspace.store.look_through(path))
