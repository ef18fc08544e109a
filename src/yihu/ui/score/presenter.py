"""The units' scores (no Qt)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from yihu.actions.score_units import score_units
from yihu.actions.score_words import GRADE_LABELS, MEASURE_LABELS, share_words
from yihu.actions.scorecards import add_scorecard, save_scorecard
from yihu.base.i18n import N_, language, translate, translate_count
from yihu.ui.tone import Tone

if TYPE_CHECKING:
    from yihu.actions import ScoreReport
    from yihu.actions.workspace import Workspace
    from yihu.planning.score import Score

_TONES: dict[str, Tone] = {
    "excellent": "green",
    "good": "green",
    "pass": "grey",
    "failed": "amber",
    "vetoed": "red",
}


class ScorePresenter:
    """State of the page: the report, and the unit that is looked at."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.report: ScoreReport | None = None
        self.at = 0

    def find(self) -> ScoreReport:
        """Count; to be called off the window's thread."""
        return score_units(self.workspace)

    def take(self, report: ScoreReport) -> None:
        """Show this from now on."""
        self.report = report
        self.at = min(self.at, max(0, len(report.scores) - 1))

    def scores(self) -> tuple[Score, ...]:
        """The best first."""
        return self.report.scores if self.report else ()

    def title(self) -> str:
        """Of the score card in use."""
        return self.report.card.title[language()] if self.report else ""

    def vetoes(self) -> str:
        """One sentence on the vetoes; empty where there is none."""
        units = sum(bool(each.idle) for each in self.scores())
        if not units:
            return ""
        words = translate_count(
            "In {count} unit somebody has done nothing yet: there the veto would fall today.",
            "In {count} units somebody has done nothing yet: there the veto would fall today.",
            units,
        )
        return words.format(count=units)

    def cells(self, row: int) -> tuple[str, str, str, Tone]:
        """Unit, points, grade in words, its tone."""
        score = self.scores()[row]
        words = translate(GRADE_LABELS[score.grade])
        return score.unit or "-", f"{float(score.points):g}", words, _TONES[score.grade]

    def lines(self) -> tuple[tuple[str, str], ...]:
        """(what is counted, what was reached) of the unit that is looked at."""
        if not self.scores():
            return ()
        return tuple(
            (translate(MEASURE_LABELS[line.item.measure]), share_words(line))
            for line in self.scores()[self.at].lines
        )

    def idle(self) -> tuple[str, ...]:
        """Who of the unit has nothing to show, each with how many households stand behind."""
        if not self.scores():
            return ()
        words = N_("{name}: no task done, no pledge kept, nobody met ({count} households)")
        return tuple(
            translate(words).format(name=member.name, count=member.households)
            for member in self.scores()[self.at].idle
        )

    def use(self, path: Path) -> str:
        """Use an edited score card; what to say. Raises as `add_scorecard`."""
        card = add_scorecard(self.workspace, path)
        return translate(N_("The score card “{title}” version {version} is used from now on.")).format(
            title=card.title[language()], version=card.version
        )

    def save(self, path: Path) -> str:
        """Save the score card in use; what to say. Raises as `save_scorecard`."""
        save_scorecard(self.workspace, path)
        return translate(
            N_(
                "Saved. Change titles, weights and limits in it with any text editor, raise the version, then choose it here."
            )
        )
