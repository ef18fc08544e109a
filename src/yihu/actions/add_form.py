"""Questionnaires: check one, add one, list them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from yihu.actions.workspace import Workspace
from yihu.base.progress import Progress

if TYPE_CHECKING:
    from yihu.forms import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class FormReport:
    """What a workbook holds and what is wrong with it.

    Attributes:
        form_id, version, title: empty when the workbook is no questionnaire.
        questions: how many it asks.
        problems: each with sheet, row, column and what to write instead. When `accepted`, those are
            repairs and warnings only.
        accepted: whether it can be used.
        added: whether it is now in the register (False from `check_form`, or when it was there).
    """

    file: str
    accepted: bool
    added: bool
    form_id: str = ""
    version: str = ""
    title: str = ""
    languages: tuple[str, ...] = ()
    questions: int = 0
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FormRow:
    """One questionnaire of the register, in its newest version."""

    form_id: str
    version: str
    title: str
    questions: int
    shipped: bool
    added_ms: int


def check_form(path: Path, progress: Progress | None = None) -> FormReport:
    """Read a workbook without keeping it; a refused one is a report too, not an error.

    Raises:
        FileUnreadable: the file is missing or may not be read.
    """
    raise NotImplementedError


def add_form(workspace: Workspace, path: Path, progress: Progress | None = None) -> FormReport:
    """Read a workbook and keep it in the register, to be travelled with the data.

    Raises:
        FormRefused: with all problems of the workbook.
    """
    raise NotImplementedError


def list_forms(workspace: Workspace) -> tuple[FormRow, ...]:
    """The questionnaires of the register: shipped ones first, then by title."""
    raise NotImplementedError
