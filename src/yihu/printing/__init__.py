"""The register on paper: plans, cards, handbooks, records, notices and summaries as PDF; and the charts.

What writes PDF is brought in when it is first wanted: a page with charts needs none of it.
"""

from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, BinaryIO

from yihu.base.i18n import CHINESE
from yihu.base.progress import Progress
from yihu.printing.errors import FontMissing, TemplateProblem, TemplateRefused

if TYPE_CHECKING:
    from yihu.printing.batch import print_blank, print_each, print_paper, print_papers
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

_LATER = {
    "PlanPaper": "paper",
    **dict.fromkeys(("print_blank", "print_each", "print_paper", "print_papers"), "batch"),
}


def __getattr__(name: str) -> object:
    """Names of modules that are slow to import."""
    if name not in _LATER:
        raise AttributeError(name)
    return getattr(import_module(f"yihu.printing.{_LATER[name]}"), name)


def print_plan(paper: "PlanPaper", file: BinaryIO, *, language: str = CHINESE) -> int:
    """Write one plan in the shipped template; see `print_paper`."""
    from yihu.printing.batch import print_paper

    return print_paper("plan", paper, file, language=language)


def print_plans(
    papers: Sequence["PlanPaper"],
    file: BinaryIO,
    *,
    language: str = CHINESE,
    progress: Progress | None = None,
) -> int:
    """Write plans into one PDF in the shipped template; see `print_papers`."""
    from yihu.printing.batch import print_papers

    return print_papers("plan", papers, len(papers), file, language=language, progress=progress)
