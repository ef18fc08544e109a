"""The register on paper: plans, cards, handbooks, records, notices and summaries as PDF."""

from collections.abc import Sequence
from typing import BinaryIO

from yihu.base.i18n import CHINESE
from yihu.base.progress import Progress
from yihu.printing.batch import print_blank, print_each, print_paper, print_papers
from yihu.printing.errors import FontMissing, TemplateProblem, TemplateRefused
from yihu.printing.paper import PlanPaper

__all__ = [
    "FontMissing",
    "PlanPaper",
    "TemplateProblem",
    "TemplateRefused",
    "print_blank",
    "print_each",
    "print_paper",
    "print_papers",
    "print_plan",
    "print_plans",
]


def print_plan(paper: PlanPaper, file: BinaryIO, *, language: str = CHINESE) -> int:
    """Write one plan in the shipped template; see `print_paper`."""
    return print_paper("plan", paper, file, language=language)


def print_plans(
    papers: Sequence[PlanPaper], file: BinaryIO, *, language: str = CHINESE, progress: Progress | None = None
) -> int:
    """Write plans into one PDF in the shipped template; see `print_papers`."""
    return print_papers("plan", papers, len(papers), file, language=language, progress=progress)
