"""Questionnaires: check one, add one, list them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from yihu.actions.coordinator_word import waits_here
from yihu.actions.form_titles import form_title
from yihu.actions.permission import guarded
from yihu.actions.shipped_forms import SHIPPED_FORMS
from yihu.actions.workspace import Workspace
from yihu.actions.write_file import explained, write_whole
from yihu.base.progress import Progress, Silent

if TYPE_CHECKING:
    from yihu.forms import ImportedForm, Problem


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
        waits: it is kept, and not used before a coordinator signs it.
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
    waits: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FormRow:
    """One questionnaire of the register, in its newest version."""

    form_id: str
    version: str
    title: str
    shipped: bool
    added_ms: int


def check_form(path: Path, progress: Progress | None = None) -> FormReport:
    """Read a workbook without keeping it; a refused one is a report too, not an error.

    Raises:
        FileUnreadable: the file is missing or may not be read.
    """
    from yihu.forms import FormRefused, read_workbook

    try:
        imported = read_workbook(path, progress=progress or Silent())
        _refuse_what_does_not_open(path, imported)
        return _report(path, imported)
    except FormRefused as refused:
        return FormReport(file=path.name, accepted=False, added=False, problems=refused.problems)


@guarded
def add_form(workspace: Workspace, path: Path, progress: Progress | None = None) -> FormReport:
    """Read a workbook and keep it in the register, to be travelled with the data.

    Raises:
        Cancelled: nothing was added.
        FormRefused: with all problems of the workbook.
    """
    from yihu.forms import read_workbook

    imported = read_workbook(path, progress=progress or Silent(), conversions=workspace.library.conversions)
    _refuse_what_does_not_open(path, imported)
    if progress is not None:
        progress.step(1, 1)
    known = workspace.store.form(imported.form.id, imported.form.version)
    with explained(workspace.folder):
        workspace.store.put_form(imported)
    workspace.library.forget()
    fresh = known is None or known.sha256 != imported.sha256
    return replace(_report(path, imported), added=fresh, waits=waits_here(workspace))


def correct_form(path: Path, target: Path) -> int:
    """Save the workbook with everything put right that can be; how much was.

    Raises:
        FormRefused: it is no questionnaire. FileUnreadable, DiskFull, FolderNotWritable.
    """
    from yihu.forms import corrected_workbook

    content, repairs = corrected_workbook(path)
    write_whole(target, content)
    return len(repairs)


def _refuse_what_does_not_open(path: Path, imported: ImportedForm) -> None:
    """An interview is begun on it once: a form whose own values make a calculation fail stops nobody on the way."""
    from yihu.engine import FormCircular, Session
    from yihu.forms import FormRefused, Problem
    from yihu.xpath import XPathProblem

    try:
        Session.open(imported.form)
    except (XPathProblem, FormCircular) as problem:
        details = tuple((name, str(value)) for name, value in problem.parameters.items())
        told = Problem(code=problem.code, message=problem.message, advice=problem.advice, details=details)
        raise FormRefused((told,), name=path.name) from problem


def list_forms(workspace: Workspace) -> tuple[FormRow, ...]:
    """The questionnaires of the register: shipped ones first, then by title."""
    rows = [
        FormRow(
            form_id=row.id,
            version=row.version,
            title=form_title(row.title, row.id),
            shipped=row.id in SHIPPED_FORMS,
            added_ms=row.added_ms,
        )
        for row in workspace.store.forms()
        if row.current
    ]
    return tuple(sorted(rows, key=_shipped_first))


def _shipped_first(row: FormRow) -> tuple[int, str]:
    return (SHIPPED_FORMS.index(row.form_id) if row.shipped else len(SHIPPED_FORMS), row.title)


def _report(path: Path, imported: ImportedForm) -> FormReport:
    form = imported.form
    return FormReport(
        file=path.name,
        accepted=True,
        added=False,
        form_id=form.id,
        version=form.version,
        title=form.title,
        languages=form.languages,
        questions=sum(question.shown for question in form.questions.values()),
        problems=(
            *imported.repairs,
            *(each for each in imported.warnings if not _is_from_the_register(each)),
        ),
    )


def _is_from_the_register(problem: Problem) -> bool:
    """Lists that every register has, so that no file is missing."""
    named = ("households.csv", "persons.csv", "measures.csv", "plans.csv", "visits.csv")
    return problem.code == "form-file-missing" and dict(problem.details).get("name") in named
