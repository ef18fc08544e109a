"""What is told of a list of households: before it is taken over, what it says otherwise, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from yihu.exchange import LeftOutRow, RowProblem


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPreview:
    """A list before it is taken over.

    Attributes:
        columns: headings as they stand in the file.
        mapping: proposal, column -> property (`register.properties`): as a person chose it for these headings
            before, else those recognised.
        remembered: whether a person chose it.
        rows: data rows in the file.
        sample: the first five rows.
        header_row: the row the headings stand in. sheet: its name. other_sheets: lists on other sheets.
    """

    columns: tuple[str, ...]
    mapping: Mapping[str, str]
    rows: int
    sample: tuple[tuple[str, ...], ...]
    remembered: bool = False
    header_row: int = 1
    sheet: str = ""
    other_sheets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedChange:
    """What a list says otherwise of one household, or of a member who stands in another household now.

    Attributes:
        kind: came, left, moved, changed or member.
        head_name: of a member the member's own name.
        village: where it is now; `village_before` where it was, for one that moved.
        number_before: of a member the household where it stood before; that keeps it until a person decides.
        properties: what else is different, by name.
    """

    kind: str
    household_id: str
    number: str
    head_name: str
    village: str
    village_before: str = ""
    number_before: str = ""
    properties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftMember:
    """A member whom an earlier list named and this one doesn't; it stays until a person decides."""

    household_id: str
    head_name: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What was taken over (or would be, when `dry_run`).

    Attributes:
        rows, accepted: rows that are somebody, and those of them that come in; the others wait.
        added, updated, unchanged: households. moved: those of `updated` that are in another village now.
        left: households of the same villages that an earlier list named and this one doesn't; they stay, and
            are marked as to be checked.
        members_moved: members who stand in another household of this list than in the register; both have them.
        left_members: members that are in the register and nowhere in the list, of households that nobody
            has surveyed yet; they stay.
        problems: rows and cells that were not taken, each with row, column and why.
        put_right: cells that were read as they were meant.
        left_out: rows that are nobody: totals, signatures.
        unmapped: columns that were left aside.
        changes: households that came, left, moved or changed, members that moved, at most `CHANGES_AT_MOST`
            of each kind.
    """

    dry_run: bool
    rows: int
    added: int
    updated: int
    unchanged: int
    persons: int
    problems: tuple[RowProblem, ...] = ()
    unmapped: tuple[str, ...] = ()
    left_members: tuple[LeftMember, ...] = ()
    accepted: int = 0
    moved: int = 0
    left: int = 0
    members_moved: int = 0
    put_right: tuple[RowProblem, ...] = ()
    left_out: tuple[LeftOutRow, ...] = ()
    changes: tuple[ListedChange, ...] = ()
    mapping: Mapping[str, str] = field(default_factory=dict)
