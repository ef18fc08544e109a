"""What is doubtful in a plan itself: told while it is made, never in the way of saving (pure)."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from yihu.base.i18n import N_, translate
from yihu.planning.income import Expectation
from yihu.planning.plan import Measure, Plan
from yihu.register.profile import Profile


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDoubt:
    """One thing to look at.

    Attributes:
        kind: stable name, e.g. `deadline-passed`. number: of the measure it is about, from 1; None: the plan.
    """

    kind: str
    message: str
    parameters: dict[str, object] = field(default_factory=dict)
    number: int | None = None

    def explain(self) -> str:
        """In the language in force."""
        words = translate(self.message).format(**self.parameters)
        if self.number is None:
            return words
        return translate(N_("Measure {number}: {words}")).format(number=self.number, words=words)


def doubts_of_plan(plan: Plan, expectation: Expectation, rules: Profile, today: str) -> tuple[PlanDoubt, ...]:
    """All doubts, those of the plan first, then by measure.

    Args:
        rules: those the plan was made under. today: ISO date; days that have passed matter only while the
            plan is a draft.
    """
    return (*_of_plan(plan, rules, today), *_of_income(expectation), *_of_measures(plan, rules, today))


def _of_plan(plan: Plan, rules: Profile, today: str) -> Iterator[PlanDoubt]:
    count, least = len(plan.measures), rules.limits.measures_at_least
    if not count:
        yield PlanDoubt(
            kind="no-measures", message=N_("The plan has no measure yet: take one over, or write one.")
        )
    elif count < least:
        message = N_("The rules ask for at least {least} measures; the plan has {count}.")
        yield PlanDoubt(kind="few-measures", message=message, parameters={"least": least, "count": count})
    if plan.state == "draft" and plan.goal_date and plan.goal_date < today:
        message = N_("The target date {day} has passed: set a new one.")
        yield PlanDoubt(kind="target-passed", message=message, parameters={"day": plan.goal_date})


def _of_income(expectation: Expectation) -> Iterator[PlanDoubt]:
    low, high, line = expectation.low_per_head_yuan, expectation.high_per_head_yuan, expectation.line_yuan
    if (
        low is None
        or high is None
        or line is None
        or not (expectation.gain_high_yuan or expectation.once_high_yuan)
    ):
        return
    if high < line:
        message = N_(
            "Even at best the income stays below the line: {high:,.0f} of {line:,.0f} yuan a head and year. "
            "Add a measure, or say in the remarks why not."
        )
        yield PlanDoubt(kind="below-line", message=message, parameters={"high": high, "line": line})
    elif low < line:
        message = N_(
            "Only at best the income reaches the line: surely {low:,.0f} of {line:,.0f} yuan a head and year."
        )
        yield PlanDoubt(kind="line-not-sure", message=message, parameters={"low": low, "line": line})


def _of_measures(plan: Plan, rules: Profile, today: str) -> Iterator[PlanDoubt]:
    for number, measure in enumerate(plan.measures, 1):
        for kind, message, parameters in (*_of_days(plan, measure, today), *_of_one(measure, rules)):
            yield PlanDoubt(kind=kind, message=message, parameters=parameters, number=number)


_Told = tuple[str, str, dict[str, object]]


def _of_days(plan: Plan, measure: Measure, today: str) -> Iterator[_Told]:
    day = measure.deadline
    if not day:
        return
    if plan.state == "draft" and day < today:
        yield "deadline-passed", N_("its deadline {day} has passed: it would be late at once."), {"day": day}
    elif plan.goal_date and day > plan.goal_date:
        message = N_("its deadline {day} is after the plan's target date {goal}.")
        yield "deadline-late", message, {"day": day, "goal": plan.goal_date}


def _of_one(measure: Measure, rules: Profile) -> Iterator[_Told]:
    low, high = measure.gain_low_yuan, measure.gain_high_yuan
    if low is not None and high is not None and low > high:
        message = N_(
            "the gain is written the wrong way round: at least {low:,.0f}, at most {high:,.0f} yuan."
        )
        yield "gain-inverted", message, {"low": low, "high": high}
    if measure.fund_yuan and measure.fund_source in (None, "none"):
        message = N_("{yuan:,.0f} yuan without a fund that they come from.")
        yield "fund-missing", message, {"yuan": measure.fund_yuan}
    if measure.category and measure.category not in rules.measure_categories:
        yield "category-unknown", N_("the rules of {rules} don't know its category."), {"rules": rules.name()}
