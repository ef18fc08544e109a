"""Choosing by rule for many: what the rule would do, doing it, taking the batch back (no Qt)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yihu.actions.decide_many import (
    LATER,
    MINE,
    TEAM,
    BatchReport,
    RulePreview,
    decide_by_rule,
    list_batches,
    list_rules,
    preview_rule,
    undo_batch,
)
from yihu.base.i18n import N_, translate, translate_count
from yihu.base.progress import Progress
from yihu.ui.handover.conflicts_steps import readable
from yihu.ui.moments import short_moment
from yihu.ui.state_words import household_name

if TYPE_CHECKING:
    from yihu.actions.decide_many import RuleLine
    from yihu.actions.workspace import Workspace
    from yihu.storage.desk_rows import BatchRow


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleRow:
    """One line of the preview: whose answer would hold where."""

    household: str
    question: str
    now: str
    then: str
    whose: str
    changes: bool


class RulePresenter:
    """State of the panel."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.rule = LATER
        self.preview: RulePreview | None = None

    def rules(self) -> tuple[tuple[str, str], ...]:
        """The rules that can be chosen, each with its words."""
        return tuple((rule, rule_words(rule)) for rule in list_rules(self.workspace))

    def look(self, rule: str) -> RulePreview:
        """What the rule would choose; from any thread."""
        return preview_rule(self.workspace, rule)

    def take(self, rule: str, preview: RulePreview) -> None:
        """Show what `look` gave."""
        self.rule, self.preview = rule, preview

    def summary(self) -> str:
        """What the rule would do, in one sentence."""
        preview = self.preview
        if preview is None:
            return ""
        said = translate_count(
            N_(
                "{count} choice in {households} households; in {changing} of them another answer than now would hold."
            ),
            N_(
                "{count} choices in {households} households; in {changing} of them another answer than now would hold."
            ),
            preview.decisions,
        ).format(count=preview.decisions, households=preview.households, changing=preview.changing)
        if not preview.undecided:
            return said
        left = translate(N_("The rule says nothing about {count}; they stay open.")).format(
            count=preview.undecided
        )
        return f"{said} {left}"

    def rows(self) -> tuple[RuleRow, ...]:
        """The preview's lines, at most 500."""
        return tuple(_row(line) for line in self.preview.lines) if self.preview else ()

    def decide(self, progress: Progress) -> BatchReport:
        """Choose all that the rule says something about; from any thread."""
        return decide_by_rule(self.workspace, self.rule, progress=progress)

    def last_batch(self) -> BatchRow | None:
        """The newest choices by rule that can be taken back."""
        newest = next(iter(list_batches(self.workspace, 1)), None)
        return newest if newest is not None and newest.undone_ms is None else None

    def batch_words(self, batch: BatchRow) -> str:
        """When the batch was, by which rule, how many."""
        when = short_moment(batch.at_ms, self.workspace.clock.now())
        words = translate(N_("{when}: {count} answers chosen by “{rule}”."))
        return words.format(when=when, count=batch.answers, rule=rule_words(batch.rule))

    def undo(self, batch_id: str, progress: Progress) -> BatchReport:
        """Take the batch back; from any thread."""
        return undo_batch(self.workspace, batch_id, progress)

    @staticmethod
    def say_done(report: BatchReport) -> str:
        """What was chosen."""
        words = translate(
            N_("{answers} answers chosen in {households} households. All values stay in the history.")
        )
        return words.format(answers=report.answers, households=report.households)

    @staticmethod
    def say_undone(report: BatchReport) -> str:
        """What was taken back, and what was left because somebody changed it since."""
        words = translate(N_("{answers} choices taken back; they differ again.")).format(
            answers=report.answers
        )
        if not report.kept:
            return words
        kept = translate(N_("{count} were changed since and stay as they are.")).format(count=report.kept)
        return f"{words} {kept}"


def rule_words(rule: str) -> str:
    """A rule as a button says it."""
    if rule == LATER:
        return translate(N_("the later answer"))
    if rule == MINE:
        return translate(N_("this laptop's answer"))
    return translate(N_("the answer of {team}")).format(team=rule.removeprefix(TEAM))


def _row(line: RuleLine) -> RuleRow:
    return RuleRow(
        household=household_name(line.head_name),
        question=" · ".join(part for part in (line.member, line.question) if part),
        now=readable(line.now, line.question),
        then=readable(line.then, line.question),
        whose=" · ".join(dict.fromkeys(part for part in (line.person, line.laptop) if part)),
        changes=line.changes,
    )
