"""The one next thing to do for a household."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from yihu.base.i18n import N_

if TYPE_CHECKING:
    from yihu.planning.plan import Plan
    from yihu.storage.rows import HouseholdRow


class StepKind(StrEnum):
    """The steps of the work on one household, in the order in which they come first."""

    RESOLVE = "resolve"
    CONTINUE = "continue"
    BEGIN = "begin"
    CHECK = "check"
    PLAN = "plan"
    SIGN = "sign"
    VISIT_AGAIN = "visit_again"


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """The one next thing to do.

    Attributes:
        sentence: msgid, what is to be done ("two answers differ, please choose").
        reason: msgid, why and what is safe.
        button: msgid of the verb on the button.
        parameters: fill `{places}` of all three (`count`, `percent`).
    """

    kind: StepKind
    sentence: str
    reason: str
    button: str
    parameters: dict[str, object] = field(default_factory=dict)


RESOLVE = (
    N_("answers differ, please choose"),
    N_("Answers that two laptops filled in differently: {count}. All values are kept."),
    N_("Choose"),
)
CONTINUE = (
    N_("go on with the survey"),
    N_("It was left at {percent} %. Every answer is saved; it opens at the same question."),
    N_("Go on"),
)
CONTINUE_EARLY = (CONTINUE[0], N_("Every answer is saved; it opens at the same question."), CONTINUE[2])
BEGIN = (
    N_("visit the household"),
    N_("Nobody has surveyed it yet. Every answer is saved at once."),
    N_("Begin the survey"),
)
COME_BACK = (
    N_("visit the household again"),
    N_("Nobody was home last time. The address is filled in already."),
    N_("Begin the survey"),
)
CHECK = (
    N_("check what contradicts"),
    N_("Answers that contradict each other: {count}. The plan builds on them."),
    N_("Check the answers"),
)
PLAN = (
    N_("make the plan"),
    N_("The survey is done; measures are suggested for its causes."),
    N_("Make the plan"),
)
FINISH_PLAN = (
    N_("finish the plan"),
    N_("It is a draft. Measures so far: {count}. Agree it with the household."),
    N_("Go on with the plan"),
)
SIGN = (
    N_("have the plan signed"),
    N_("The plan is agreed. Print it and have it signed."),
    N_("Have it signed"),
)
VISIT_AGAIN = (
    N_("visit again"),
    N_("The plan is signed. Write down at each visit how its measures are going."),
    N_("Write down a visit"),
)
NOT_SURVEYED = (
    N_("visit again"),
    N_("The household could not be surveyed. Write down what is heard of it."),
    N_("Write down a visit"),
)


def next_step(
    row: HouseholdRow, *, conflicts: int, contradictions: int, has_draft: bool, plan: Plan | None
) -> NextStep:
    """The first of the steps that applies. `contradictions`: findings that are errors."""
    if conflicts:
        return _step(StepKind.RESOLVE, RESOLVE, count=conflicts)
    if has_draft or row.visit_state == "in_progress":
        # How far it went is only known once the visit was left; after a crash it is not.
        return _step(StepKind.CONTINUE, CONTINUE if row.progress else CONTINUE_EARLY, percent=row.progress)
    if row.visit_state == "not_visited":
        return _step(StepKind.BEGIN, BEGIN)
    if row.visit_state == "nobody_home":
        return _step(StepKind.BEGIN, COME_BACK)
    if row.visit_state != "done":
        return _step(StepKind.VISIT_AGAIN, NOT_SURVEYED)
    return _after_survey(contradictions, plan)


def _after_survey(contradictions: int, plan: Plan | None) -> NextStep:
    if contradictions:
        return _step(StepKind.CHECK, CHECK, count=contradictions)
    if plan is None:
        return _step(StepKind.PLAN, PLAN)
    if plan.state == "draft":
        return _step(StepKind.PLAN, FINISH_PLAN, count=len(plan.measures))
    if plan.state == "agreed":
        return _step(StepKind.SIGN, SIGN)
    return _step(StepKind.VISIT_AGAIN, VISIT_AGAIN)


def _step(kind: StepKind, words: tuple[str, str, str], **parameters: object) -> NextStep:
    sentence, reason, button = words
    return NextStep(kind=kind, sentence=sentence, reason=reason, button=button, parameters=parameters)
