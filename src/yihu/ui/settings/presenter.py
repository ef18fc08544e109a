"""What a person may set, and what there is to know about this laptop's data."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from yihu import __version__
from yihu.actions.add_form import add_form, correct_form, list_forms
from yihu.actions.coordinator_word import WAITS
from yihu.actions.exchange_cards import my_card
from yihu.actions.rename import rename_person, rename_team
from yihu.base.errors import UserError
from yihu.base.i18n import CHINESE, ENGLISH, N_, language, translate, translate_count
from yihu.ui.backup.presenter import BackupPresenter
from yihu.ui.settings.rules_presenter import RulesPresenter
from yihu.ui.settings.safety_presenter import SafetyPresenter
from yihu.ui.tone import Tone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yihu.actions.add_form import FormReport, FormRow
    from yihu.actions.workspace import Workspace
    from yihu.base.progress import Progress
    from yihu.forms import Problem
    from yihu.ui.window.shell import Shell

LANGUAGES = ((CHINESE, "简体中文"), (ENGLISH, "English"))
PARTS = (("basics", N_("Basics")), ("rules", N_("Rules")), ("safety", N_("Safety")), ("backup", N_("Backup")))
THEMES = (("light", N_("Light")), ("dark", N_("Dark")), ("system", N_("As the computer")))
SCALES_PERCENT = (100, 115, 130, 150, 175, 200)
LONGEST_CELL = 160
SEVERITY: dict[str, tuple[str, Tone]] = {
    "error": (N_("wrong"), "red"),
    "repaired": (N_("put right"), "amber"),
    "warning": (N_("note"), "grey"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemView:
    """One problem of a workbook: where, what, what to write instead.

    Attributes:
        before, after: what the cell holds, and what it was put right to; empty where there is none.
    """

    where: str
    words: str
    before: str
    after: str
    advice: str
    severity: str
    tone: Tone


class SettingsPresenter:
    """State of the page; what holds beyond the folder is kept by the shell."""

    def __init__(self, workspace: Workspace, shell: Shell) -> None:
        self.workspace = workspace
        self.shell = shell
        self.report: tuple[str, str, Tone, str] | None = None
        self.problems: tuple[ProblemView, ...] = ()
        self.correctable: Path | None = None
        self.part = PARTS[0][0]
        self.rules = RulesPresenter(workspace)
        self.safety = SafetyPresenter(workspace, shell)
        self.backup = BackupPresenter(workspace)

    def team(self) -> str:
        """Name of the team."""
        return self.workspace.store.team

    def person(self) -> str:
        """Who works on this laptop."""
        return self.workspace.store.person

    def rename_person(self, name: str) -> None:
        """Answers from now on bear this name."""
        if name.strip() and name.strip() != self.person():
            rename_person(self.workspace, name)

    def rename_team(self, name: str) -> None:
        """Another name of the team, if it is one. Raises RoleForbids."""
        if name.strip() and name.strip() != self.team():
            rename_team(self.workspace, name)

    def code_digits(self) -> str:
        """The eight digits by which another laptop knows this one."""
        return my_card(self.workspace).digits

    def folder(self) -> Path:
        """Where the data lies."""
        return self.workspace.folder

    def forms(self) -> tuple[FormRow, ...]:
        """The questionnaires here."""
        return list_forms(self.workspace)

    def add_form(self, path: Path, progress: Progress) -> FormReport:
        """Read and keep a questionnaire. Takes seconds: not in the window's thread."""
        return add_form(self.workspace, path, _Unmeasured(progress))

    def save_corrected(self, source: Path, target: Path) -> int:
        """Save a workbook with all that could be put right; how much. Not in the window's thread."""
        return correct_form(source, target)

    def tell_corrected(self, target: Path, count: int) -> None:
        """Remember that the corrected workbook was saved."""
        words = translate_count("{count} cell put right.", "{count} cells put right.", count)
        title = translate(N_("The corrected workbook is saved as {name}.")).format(name=target.name)
        self.report = title, words.format(count=count), "green", ""
        self.correctable = None

    def tell_added(self, report: FormReport, path: Path | None = None) -> None:
        """Remember what came of adding a questionnaire; `path` is where it was read from."""
        words = N_("“{title}” is here now.") if report.added else N_("“{title}” was here already.")
        count = translate_count("{count} question", "{count} questions", report.questions)
        remark = count.format(count=report.questions)
        title = report.title or report.form_id
        if report.waits:
            remark = translate(WAITS)
        self.report = translate(words).format(title=title), remark, "amber" if report.waits else "green", ""
        self._remember(report.problems, path)

    def _remember(self, problems: Sequence[Problem], path: Path | None) -> None:
        self.problems = problem_views(problems)
        self.correctable = path if any(each.severity == "repaired" for each in problems) else None

    def tell_refused(self, error: UserError, path: Path | None = None) -> None:
        """Remember why a questionnaire was refused, with every problem of it."""
        self.report = (
            error.explain(),
            error.advise(),
            "red",
            translate(N_("Code: {code}")).format(code=error.code),
        )
        self._remember(getattr(error, "problems", ()), path)

    def version(self) -> str:
        """The program's version."""
        return __version__


def problem_views(problems: Sequence[Problem]) -> tuple[ProblemView, ...]:
    """Problems in words, the refusing ones first."""
    order = list(SEVERITY)
    return tuple(_problem_view(each) for each in sorted(problems, key=lambda p: order.index(p.severity)))


def _problem_view(problem: Problem) -> ProblemView:
    row = translate(N_("row {number}")).format(number=problem.row) if problem.row else ""
    words, tone = SEVERITY[problem.severity]
    return ProblemView(
        where=" · ".join(part for part in (problem.sheet, row, problem.column) if part),
        words=problem.explain(),
        before=_short(problem.before),
        after=_short(problem.after),
        advice=problem.advise(),
        severity=translate(words),
        tone=tone,
    )


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_CELL else f"{text[:LONGEST_CELL]}…"


class _Unmeasured:
    """Nobody knows beforehand how long a conversion takes; it can be stopped all the same."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress

    def step(self, done: int, total: int) -> None:
        self._progress.step(0, 0)


def licences() -> tuple[tuple[str, str], ...]:
    """What is bundled and under which licence."""
    return (
        (translate(N_("This program")), "Apache-2.0"),
        ("Qt, PySide6", "LGPL-3.0"),
        ("Noto Sans SC", "SIL OFL 1.1"),
        ("Hanazono Mincho B", "Hanazono / SIL OFL 1.1"),
        ("Lucide", "ISC"),
        ("SQLCipher", "BSD-3-Clause"),
        ("pyxform, pyrage, PyNaCl, reportlab, SQLModel …", "BSD, MIT, Apache-2.0"),
    )


def speaks(code: str) -> bool:
    """Whether the window speaks this language now."""
    return language() == code
