"""How a table is to be saved: format, words or codes, numbers hidden or in full. No Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yihu.actions.file_names import safe_name
from yihu.base.i18n import N_, translate, translate_count
from yihu.storage.roles import DEEDS, HAND_OVER

if TYPE_CHECKING:
    from yihu.actions.export_tables import SavedTable
    from yihu.actions.workspace import Workspace
    from yihu.base.progress import Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class FileKind:
    """A format as people choose it. `labels`: whether words or codes can be chosen; else the file holds both."""

    key: str
    words: str
    format: str
    encoding: str = "utf-8"
    labels: bool = True
    maps: bool = False


KINDS = (
    FileKind(key="xlsx", words=N_("Workbook (.xlsx)"), format="xlsx"),
    FileKind(key="csv", words=N_("Text table (.csv, UTF-8)"), format="csv"),
    FileKind(key="csv-gb18030", words=N_("Text table (.csv, GB 18030)"), format="csv", encoding="gb18030"),
    FileKind(key="sav", words=N_("SPSS (.sav)"), format="sav", labels=False),
    FileKind(key="dta", words=N_("Stata (.dta)"), format="dta", labels=False),
    FileKind(key="parquet", words=N_("Parquet (.parquet)"), format="parquet"),
    FileKind(key="geojson", words=N_("Map (.geojson)"), format="geojson", maps=True),
)


class SavePresenter:
    """What was chosen; the same choice is offered again while the window is open."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.kind = KINDS[0]
        self.labels = True
        self.show_personal = False
        self.reason = ""

    @property
    def allowed(self) -> bool:
        """Whether the role of this laptop lets files out."""
        return HAND_OVER in DEEDS[self.workspace.store.role]

    def kinds(self, *, places: bool = False, only_workbook: bool = False) -> tuple[FileKind, ...]:
        """The formats that a table can be saved in."""
        return KINDS[:1] if only_workbook else tuple(kind for kind in KINDS if places or not kind.maps)

    def choose(self, key: str) -> None:
        """Choose a format by its key."""
        self.kind = next(kind for kind in KINDS if kind.key == key)

    def file_name(self, name: str) -> str:
        """Team, table, day and time; nothing of a household."""
        at = self.workspace.clock.now()
        table = safe_name(name.replace("/", "-"))
        return f"{safe_name(self.workspace.team)}-{table}-{at:%Y%m%d-%H%M}.{self.kind.format}"

    def warning(self, households: int, persons: int = 0) -> str:
        """Whose data the file will hold, and that it is not encrypted."""
        open_file = translate(
            N_(
                "The file is not encrypted: whoever gets it can read it. Delete it when it is no longer needed."
            )
        )
        if not households:
            return open_file
        words = translate_count(
            "It holds data of {count} household.", "It holds data of {count} households.", households
        ).format(count=f"{households:,}")
        if persons:
            words = translate_count(
                "It holds data of {households} households with {count} person.",
                "It holds data of {households} households with {count} persons.",
                persons,
            ).format(households=f"{households:,}", count=f"{persons:,}")
        return f"{words} {open_file}"

    def how(self) -> dict[str, Any]:
        """What `save_table` and `save_list` are called with."""
        return {
            "format": self.kind.format,
            "encoding": self.kind.encoding,
            "labels": self.labels,
            "show_personal": self.show_personal,
            "reason": self.reason,
        }

    def saved(self, report: SavedTable) -> tuple[str, str]:
        """What is told afterwards: a sentence and a line beneath it."""
        words = translate_count("{count} row is saved.", "{count} rows are saved.", report.rows)
        masked = (
            N_("Numbers of people are hidden by stars.") if report.masked else N_("Numbers stand in full.")
        )
        lines = [report.path.name, translate(masked)]
        if report.dictionary is not None:
            lines.insert(
                1, translate(N_("What the columns are: {name}.")).format(name=report.dictionary.name)
            )
        if report.unreadable:
            lines.append(
                translate_count(
                    "{count} cell holds something else than its column and is empty in this format.",
                    "{count} cells hold something else than their column and are empty in this format.",
                    report.unreadable,
                ).format(count=report.unreadable)
            )
        return words.format(count=f"{report.rows:,}"), " ".join(lines)


Save = Callable[[Path, dict[str, Any], "Progress"], "SavedTable"]
"""Writes the file: where, how (`SavePresenter.how`), told where it stands."""
