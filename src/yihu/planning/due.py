"""What is due for a household, and until when: the same on every laptop, whatever day it is there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import MAXYEAR, date, timedelta

from yihu.base.i18n import N_, translate
from yihu.planning.follow_up import FollowUp, MeasureStanding, Quarter, Visit
from yihu.planning.plan import Plan
from yihu.planning.procedure import TITLES, Procedure
from yihu.register.household import Household
from yihu.register.read import typed

VISIT, MEASURE, GOAL, QUARTER, PROCEDURE = "visit", "measure", "goal", "quarter", "procedure"
WORDS = {
    VISIT: N_("Visit the household as agreed"),
    MEASURE: N_("Finish the measure: {content}"),
    GOAL: N_("The plan's goal is due"),
    QUARTER: N_("Write down the income of quarter {quarter}, {year}"),
    PROCEDURE: N_("Procedure: {step}"),
}
QUARTER_DAYS = 15
"""After the end of a quarter its income is written down within so many days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One thing to do.

    Attributes:
        kind: key of `WORDS`. on: ISO date until which.
        parameters: fill the places of its words; `step` is a msgid of its own.
        record: where to write it down; empty for a new record.
    """

    kind: str
    on: str
    parameters: dict[str, object] = field(default_factory=dict)
    record: str = ""

    def explain(self) -> str:
        """What is to be done, as a sentence in the language in force."""
        said = {
            name: translate(str(value)) if name == "step" else value
            for name, value in self.parameters.items()
        }
        return translate(WORDS[self.kind]).format(**said)


def due_items(
    household: Household,
    plan: Plan | None,
    standings: Sequence[MeasureStanding],
    follow_up: FollowUp,
    procedures: Sequence[Procedure],
    former: Sequence[Plan] = (),
) -> tuple[Due, ...]:
    """All that waits, the earliest first.

    Args:
        standings: of the plan in force. former: the household's other plans, those before it among them.
    """
    found = [
        *_visits(household, follow_up.visits),
        *_measures(plan, standings),
        *_quarters(_asked_since(plan, former), follow_up.quarters),
        *_procedures(procedures),
    ]
    return tuple(sorted(found, key=lambda due: (due.on, due.kind)))


def _visits(household: Household, visits: Sequence[Visit]) -> Iterator[Due]:
    """The next visit that was agreed last, at the door or on a visit; one that took place is done."""
    surveyed, again = household.visit_date or "", household.other.get("next_visit_date", "")
    agreed = [(visit.on, visit.next_on) for visit in visits] + [(surveyed, again)]
    said_on, next_on = max(agreed, default=("", ""))
    if typed("next_visit_date", next_on) and next_on > said_on:
        yield Due(kind=VISIT, on=next_on)


def _measures(plan: Plan | None, standings: Sequence[MeasureStanding]) -> Iterator[Due]:
    if plan is None or plan.state == "draft":
        return
    waiting = [each for each in standings if each.state in ("not_begun", "running")]
    for each in waiting:
        if each.measure.deadline:
            parameters: dict[str, object] = {"content": each.measure.content or "?"}
            yield Due(kind=MEASURE, on=each.measure.deadline, parameters=parameters, record=each.measure.row)
    if waiting and plan.goal_date:
        yield Due(kind=GOAL, on=plan.goal_date)


def _asked_since(plan: Plan | None, former: Sequence[Plan]) -> str:
    """ISO date of the signature from which on the income of each quarter is asked for; empty for none.

    A plan that is being revised goes on until the new one is signed, and the new one goes on with it: it doesn't begin
    anew, unless the goal of the one before was over by then.
    """
    if plan is None:
        return ""
    line = [plan, *(each for each in former if each.version < plan.version)]
    begun = ""
    for each in sorted(line, key=lambda each: each.version, reverse=True):
        if each.state != "signed" or not each.signed_on:
            continue
        if begun and each.goal_date and each.goal_date < begun:
            break
        begun = min(begun or each.signed_on, each.signed_on)
    return begun


def _quarters(since: str, quarters: Sequence[Quarter]) -> Iterator[Due]:
    """The first quarter after the signature, or after the last that is written down, which isn't yet."""
    if not since:
        return
    begun = date.fromisoformat(since)
    first = (begun.year, (begun.month + 2) // 3)
    told = {(each.year, each.number) for each in quarters}
    year, number = max([first, *(_after(*each) for each in told if _after(*each) > first)])
    if _after(year, number)[0] > MAXYEAR:
        return
    yield Due(kind=QUARTER, on=_until(year, number), parameters={"quarter": number, "year": year})


def _procedures(procedures: Sequence[Procedure]) -> Iterator[Due]:
    for procedure in procedures:
        step = procedure.now()
        if procedure.state == "running" and step is not None and step.until:
            yield Due(
                kind=PROCEDURE, on=step.until, parameters={"step": TITLES[step.name]}, record=procedure.record
            )


def _after(year: int, number: int) -> tuple[int, int]:
    return (year, number + 1) if number < 4 else (year + 1, 1)


def _until(year: int, number: int) -> str:
    following, quarter = _after(year, number)
    return (date(following, 3 * quarter - 2, 1) + timedelta(days=QUARTER_DAYS - 1)).isoformat()
