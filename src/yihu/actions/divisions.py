"""Villages by their codes: those shipped, those of counties taken in from a file, and those added by hand.

A county's slice is kept as a text of the register, so it travels with packages like a questionnaire does.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from yihu.actions.errors import VillageCodeWrong
from yihu.actions.permission import guarded
from yihu.actions.workspace import Workspace
from yihu.base.errors import FileUnreadable
from yihu.register.divisions import (
    Division,
    Divisions,
    DivisionsRefused,
    read_divisions,
    shipped_divisions,
    write_divisions,
)

if TYPE_CHECKING:
    from yihu.storage.store import Store

DIVISIONS = "divisions"
_BYTES_AT_MOST = 20_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class DivisionsReport:
    """Villages taken in: how many were new, said otherwise, or as before; and their counties (six digits)."""

    counties: tuple[str, ...]
    added: int
    changed: int
    unchanged: int


def divisions_of(store: Store) -> Divisions:
    """All villages known here."""
    villages = list(shipped_divisions())
    for county in {row.id for row in store.texts(DIVISIONS)}:
        villages.extend(_slice(store, county))
    return Divisions(villages)


def list_divisions(workspace: Workspace, text: str = "") -> tuple[Division, ...]:
    """The villages known here by code; those whose name or code has the text in it."""
    return tuple(one for one in divisions_of(workspace.store) if text in one.name or text in one.code)


def _slice(store: Store, county: str) -> tuple[Division, ...]:
    """What was added for a county; a text that can't be read stands for nothing, and is handed on as it is."""
    try:
        return read_divisions(store.text(DIVISIONS, county) or "")
    except DivisionsRefused:
        return ()


@guarded
def import_divisions(workspace: Workspace, path: Path) -> DivisionsReport:
    """Take a county's slice in; what it doesn't name stays. Raises FileUnreadable, DivisionsRefused."""
    try:
        if path.stat().st_size > _BYTES_AT_MOST:
            raise DivisionsRefused(row=1)
        data = path.read_bytes()
    except OSError as error:
        raise FileUnreadable(name=path.name) from error
    return _keep(workspace, read_divisions(_decoded(data)))


def _decoded(data: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise DivisionsRefused(row=1)


@guarded
def add_village(
    workspace: Workspace,
    code: str,
    name: str,
    *,
    township: str = "",
    successor: str = "",
    until: str = "",
) -> DivisionsReport:
    """Add or correct one village: one that is on no list, or that was merged into its `successor`.

    Raises:
        VillageCodeWrong, DivisionsRefused.
    """
    for digits in filter(None, (code, successor)):
        if len(digits) != 12 or not (digits.isascii() and digits.isdigit()):
            raise VillageCodeWrong
    village = Division(code=code, name=name.strip(), township=township, successor=successor, until=until)
    return _keep(workspace, read_divisions(write_divisions([village])))


def _keep(workspace: Workspace, villages: Iterable[Division]) -> DivisionsReport:
    known = divisions_of(workspace.store)
    new = [village for village in villages if known.get(village.code) != village]
    changed = sum(known.get(village.code) is not None for village in new)
    counties = sorted({village.county for village in villages})
    for county in counties:
        of_county = [village for village in new if village.county == county]
        if of_county:
            merged = {village.code: village for village in (*_slice(workspace.store, county), *of_county)}
            version = max(
                (row.version for row in workspace.store.texts(DIVISIONS) if row.id == county), default=0
            )
            text = write_divisions(merged.values())
            workspace.store.put_text(DIVISIONS, county, version + 1, county, text)
    return DivisionsReport(
        counties=tuple(counties),
        added=len(new) - changed,
        changed=changed,
        unchanged=len(list(villages)) - len(new),
    )
