"""Papers of every kind into a folder, or as a preview."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from yihu.actions.file_names import dated_name, safe_name
from yihu.actions.paper_contents import OF_FUND, OF_HOUSEHOLD, OF_VILLAGE, read_subject
from yihu.actions.paper_templates import PaperKindUnknown, own_texts, paper_title
from yihu.actions.permission import guarded
from yihu.actions.reading import find_row
from yihu.actions.workspace import Workspace
from yihu.actions.write_file import whole_file, write_whole
from yihu.base.errors import UserError
from yihu.base.i18n import N_, language
from yihu.base.progress import Progress, Silent
from yihu.register.masking import mask_record
from yihu.storage.roles import VIEWER

if TYPE_CHECKING:
    from yihu.storage.rows import HouseholdRow

PLAN, INTENTION_CARD = "plan", "intention_card"
_NUMERALS = {character: number for number, character in enumerate("一二三四五六七八九", 1)}
_DIGITS = re.compile(r"[0-9]+")
_TENS = re.compile(r"([一二三四五六七八九])?十([一二三四五六七八九])?")
_WITHOUT_NUMBER = 1_000_000
_PAGE = re.compile(rb"/Type /Page\b")


class PlanMissing(UserError):
    """A household without a plan."""

    code = "plan-missing"
    message = N_("This household has no plan yet.")
    advice = N_("Make its plan first. Nothing was printed.")


class PairMissing(UserError):
    """A card of intention for a household that nobody helps."""

    code = "pair-missing"
    message = N_("None of these households has a helper yet.")
    advice = N_("Pair them first, under Pairs. Nothing was printed.")


class PaperEmpty(UserError):
    """A paper on which nothing of the chosen households would stand."""

    code = "paper-empty"
    message = N_("None of these households has anything on this paper yet.")
    advice = N_("Survey them first, or save an empty one, to be filled in by hand. Nothing was printed.")


class NothingToPrint(UserError):
    """Nobody was chosen."""

    code = "nothing-to-print"
    message = N_("No household is chosen.")
    advice = N_("Choose at least one. Nothing was printed.")


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintReport:
    """What was written.

    Attributes:
        files: PDFs, complete and on the disk.
        left_out: ids of households for which there is no such paper (no plan yet).
    """

    files: tuple[Path, ...]
    papers: int
    pages: int
    left_out: tuple[str, ...] = ()


def preview_paper(
    workspace: Workspace,
    kind: str,
    household_ids: str | Sequence[str],
    in_language: str | None = None,
    record: str | None = None,
    apart: bool = False,
) -> bytes:
    """The PDF of one household's paper, or of the village's of the first of several; in memory.

    What people wrote stands in it as it will on paper; who only looks sees numbers in it masked.

    Args:
        in_language: None is the window's. record: of a plan's draft or version, or of a visit.

    Raises:
        PlanMissing, PairMissing, PaperEmpty, NothingToPrint, PaperKindUnknown, HouseholdUnknown.
    """
    from yihu.printing import print_paper
    from yihu.printing.template import own_template

    ids = [household_ids] if isinstance(household_ids, str) else list(household_ids)
    job = _Job(workspace, kind, ids, record, apart)
    first = next(job.papers(), None)
    if first is None:
        raise missing_paper(kind)
    paper = mask_record(first.content) if workspace.store.role == VIEWER else first.content
    buffer = io.BytesIO()
    template = own_template(kind, own_texts(workspace))
    print_paper(kind, paper, buffer, language=in_language or language(), template=template)
    return buffer.getvalue()


@guarded
def print_papers(
    workspace: Workspace,
    kind: str,
    household_ids: Sequence[str],
    folder: Path,
    *,
    one_file: bool = False,
    named: bool = False,
    progress: Progress | None = None,
    in_language: str | None = None,
    record: str | None = None,
    apart: bool = False,
) -> PrintReport:
    """Write papers of one kind as PDFs into a folder: a file each, or all in one; sorted by village and group.

    A list (notice, minutes, summary) is one paper for each village of the chosen households. File names hold
    team, date and short id; with `named` village, group and the head's name instead. Each file appears whole or
    not at all; when cancelled, those finished stay and no half file does. `apart`: each copy of an intention card
    on a sheet of its own.

    Raises:
        PlanMissing, PairMissing, PaperEmpty (none has such a paper), NothingToPrint, PaperKindUnknown, HouseholdUnknown,
        FolderNotWritable, DiskFull, Cancelled.
    """
    job = _Job(workspace, kind, list(dict.fromkeys(household_ids)), record, apart)
    papers = job.papers()
    first = next(papers, None)
    if first is None:
        raise missing_paper(kind)
    write = _write_one if one_file else _write_each
    spoken = in_language or language()
    files, pages = write(job, chain((first,), papers), folder, progress or Silent(), spoken, named)
    return PrintReport(files=files, papers=job.made, pages=pages, left_out=tuple(job.left_out))


def missing_paper(kind: str) -> UserError:
    """What is said where none of the chosen households has a paper of this kind."""
    return {PLAN: PlanMissing, INTENTION_CARD: PairMissing}.get(kind, PaperEmpty)()


def preview_blank(workspace: Workspace, kind: str, in_language: str | None = None) -> bytes:
    """The PDF of an empty paper, to be filled in by hand. Raises PaperKindUnknown."""
    if kind == "questionnaire":
        from yihu.actions.questionnaires import preview_empty_questionnaire

        return preview_empty_questionnaire(workspace, "household", in_language)
    from yihu.printing import print_blank as write_blank
    from yihu.printing.template import own_template

    if kind not in (*OF_HOUSEHOLD, *OF_VILLAGE, *OF_FUND):
        raise PaperKindUnknown(kind=kind, kinds=", ".join((*OF_HOUSEHOLD, *OF_VILLAGE, *OF_FUND)))
    template = own_template(kind, own_texts(workspace))
    buffer = io.BytesIO()
    write_blank(kind, buffer, language=in_language or language(), template=template)
    return buffer.getvalue()


def print_blank(workspace: Workspace, kind: str, folder: Path) -> PrintReport:
    """Write an empty paper into a folder. Raises PaperKindUnknown, FolderNotWritable, DiskFull."""
    data = preview_blank(workspace, kind)
    name = f"{_dashed(kind)}-{safe_name(paper_title(kind))}.pdf"
    write_whole(folder / name, data)
    return PrintReport(files=(folder / name,), papers=1, pages=len(_PAGE.findall(data)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Paper:
    """One paper to print. `short`: an id without anything personal; `name`: whose it is, for who wants that."""

    content: object
    short: str
    name: str


@dataclass(slots=True)
class _Job:
    """The papers of a batch, read from the register one after the other."""

    workspace: Workspace
    kind: str
    ids: list[str]
    record: str | None = None
    apart: bool = False
    left_out: list[str] = field(default_factory=list)
    made: int = 0

    def __post_init__(self) -> None:
        if self.kind not in (*OF_HOUSEHOLD, *OF_VILLAGE):
            raise PaperKindUnknown(kind=self.kind, kinds=", ".join((*OF_HOUSEHOLD, *OF_VILLAGE)))
        if not self.ids:
            raise NothingToPrint

    def total(self) -> int:
        """How many papers at most."""
        return len(self.ids) if self.kind in OF_HOUSEHOLD else len({row.village_code for row in self._rows()})

    def papers(self) -> Iterator[_Paper]:
        """Sorted by village and group."""
        for paper in self._of_households() if self.kind in OF_HOUSEHOLD else self._of_villages():
            self.made += 1
            yield paper

    def _rows(self) -> list[HouseholdRow]:
        rows = [find_row(self.workspace, id_) for id_ in self.ids]
        return sorted(rows, key=lambda row: (row.township, row.village, group_order(row.group), row.number))

    def _of_households(self) -> Iterator[_Paper]:
        from yihu.printing.papers import IntentionPaper

        for row in self._rows():
            content = OF_HOUSEHOLD[self.kind](read_subject(self.workspace, row.id), self.record)
            if content is None:
                self.left_out.append(row.id)
                continue
            if self.apart and isinstance(content, IntentionPaper):
                content = replace(content, apart=True)
            name = "-".join(filter(None, (f"{row.village}{row.group}", row.head_name)))
            yield _Paper(content=content, short=_short(self.kind, row.id, content), name=name)

    def _of_villages(self) -> Iterator[_Paper]:
        villages: dict[str, list[HouseholdRow]] = {}
        for row in self._rows():
            villages.setdefault(row.village_code, []).append(row)
        for code, rows in villages.items():
            content = OF_VILLAGE[self.kind](self.workspace, code, [row.id for row in rows])
            yield _Paper(content=content, short=f"{_dashed(self.kind)}-{code}", name=rows[0].village)


def group_order(group: str) -> tuple[int, str]:
    """Groups in the order of their numbers: 二组 before 十组, 2 before 10; those without one behind them, by name."""
    digits = _DIGITS.search(group)
    if digits:
        return int(digits[0]), group
    tens = _TENS.search(group)
    if tens:
        return _NUMERALS.get(tens[1] or "", 1) * 10 + _NUMERALS.get(tens[2] or "", 0), group
    number = next((_NUMERALS[character] for character in group if character in _NUMERALS), _WITHOUT_NUMBER)
    return number, group


def _short(kind: str, household_id: str, content: object) -> str:
    """The end of an id is its random part."""
    plan = getattr(content, "plan", None)
    if kind == PLAN and plan is not None:
        return f"{plan.id[-8:]}-v{plan.version}"
    return f"{_dashed(kind)}-{household_id[-8:]}"


def _dashed(kind: str) -> str:
    return kind.replace("_", "-")


def _write_one(
    job: _Job, papers: Iterable[_Paper], folder: Path, progress: Progress, spoken: str, _named: bool
) -> tuple[tuple[Path, ...], int]:
    from yihu.printing import print_papers as print_all
    from yihu.printing.template import own_template

    workspace = job.workspace
    kind = "" if job.kind == PLAN else f"{_dashed(job.kind)}-"
    name = dated_name(workspace.team, workspace.clock.now(), kind + workspace.random(3).hex(), ".pdf")
    template = own_template(job.kind, own_texts(workspace))
    with whole_file(folder / name) as file:
        contents = (paper.content for paper in papers)
        total = job.total()
        pages = print_all(
            job.kind, contents, total, file, language=spoken, template=template, progress=progress
        )
    return (folder / name,), pages


def _write_each(
    job: _Job, papers: Iterable[_Paper], folder: Path, progress: Progress, spoken: str, named: bool
) -> tuple[tuple[Path, ...], int]:
    from yihu.printing import print_each

    files: list[Path] = []

    def keep(name: str, data: bytes) -> None:
        write_whole(folder / name, data)
        files.append(folder / name)

    work = ((_file_name(job, paper, named), paper.content) for paper in papers)
    texts = dict(own_texts(job.workspace))
    pages = print_each(job.kind, work, job.total(), keep, language=spoken, texts=texts, progress=progress)
    return tuple(files), pages


def _file_name(job: _Job, paper: _Paper, named: bool) -> str:
    if named:
        said = f"{safe_name(paper_title(job.kind))}-{safe_name(paper.name)}"
        return f"{said}-{paper.short.rpartition('-')[2] if job.kind != PLAN else paper.short}.pdf"
    return dated_name(job.workspace.team, job.workspace.clock.now(), paper.short, ".pdf")
