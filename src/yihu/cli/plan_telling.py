"""Plans as lines for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from yihu.actions.plan_words import category_words, measure_words, plan_lines, range_words, yuan_words
from yihu.base.i18n import N_, translate
from yihu.cli.telling import moment, tell, tell_table
from yihu.register import codes

if TYPE_CHECKING:
    from yihu.actions import PlanComparison, PlanDesk, PlanLine, PlanReport, PlanView
    from yihu.planning import Requirement, Suggestion, WeighedCause

_STANDING = {
    "in_force": N_("in force"),
    "draft": N_("draft"),
    "former": N_("former version"),
    "aside": N_("not chosen"),
}
_TWO = N_("Two laptops made different plans: say which one holds with `yihu plan choose`.")


def tell_plan(view: PlanView) -> None:
    """One plan with its causes, requirements and doubts."""
    tell(f"{view.head_name} · {_standing(view.line)}")
    for asked, said in plan_lines(view.household, view.line.plan):
        tell(f"  {asked}: {said}")
    for cause in view.causes.named:
        for line in _cause(cause):
            tell(line)
    for cause in view.causes.unnamed:
        for one in cause.evidence:
            words = translate(N_("The answers also speak for {cause}: {evidence}"))
            tell(words.format(cause=_name(cause.code), evidence=one.explain()))
    for asked_for in view.required:
        tell(_requirement(asked_for))
    for doubt in view.doubts:
        tell(f"! {doubt.explain()}")
    if view.undecided:
        tell(translate(_TWO))


def tell_drafts(comparison: PlanComparison) -> None:
    """One line a plan."""
    rows = [
        (
            str(line.number),
            translate(N_("version {version}")).format(version=line.plan.version),
            _standing(line),
            codes.label("plan_state", line.plan.state),
            line.person,
            moment(line.at_ms) if line.at_ms else "",
            translate(N_("{count} measures")).format(count=len(line.plan.measures)),
        )
        for line in comparison.lines
    ]
    tell_table(rows) if rows else tell(translate(N_("This household has no plan yet.")))
    if comparison.undecided:
        tell(translate(_TWO))


def tell_columns(comparison: PlanComparison, lines: Sequence[PlanLine]) -> None:
    """Figures as a table, a column for each plan; below it each one's measures."""
    if not lines:
        tell(translate(N_("This household has no plan yet.")))
        return
    figures = [_figures(line) for line in lines]
    tell_table([(name, *(figure[name] for figure in figures)) for name in figures[0]])
    for line in lines:
        tell("")
        tell(f"{line.number} · {_standing(line)}")
        for measure in line.plan.measures:
            tell(f"  {category_words(measure)}: {measure_words(measure)}")
    if comparison.undecided:
        tell(translate(_TWO))


def tell_choice(line: PlanLine) -> None:
    """Which plan holds now."""
    tell(translate(N_("Plan {number} is in force now. The others stay readable.")).format(number=line.number))


def tell_step(desk: PlanDesk, report: PlanReport) -> None:
    """Agreed, signed, or what stands in the way."""
    if report.sealed:
        state = codes.label("plan_state", report.state)
        tell(translate(N_("version {version} ({state})")).format(version=report.version, state=state))
        return
    tell(translate(N_("Not yet: something is missing in the plan.")))
    session = desk.interview.session
    for problem in report.problems:
        label = session.label(problem.ref) if session.has(problem.ref) else ""
        tell(f"  {label}: {problem.message}" if label else f"  {problem.message}")


def tell_suggestions(suggestions: Sequence[Suggestion]) -> None:
    """Key, what, why."""
    tell_table(
        [
            (one.key, codes.label(codes.MEASURE_CATEGORIES, one.category), one.content, one.reason)
            for one in suggestions
        ]
    )


def _figures(line: PlanLine) -> dict[str, str]:
    found = line.expectation
    low, high = found.low_per_head_yuan, found.high_per_head_yuan
    return {
        translate(N_("Plan")): f"{line.number} · {_standing(line)}",
        translate(N_("Money put in")): yuan_words(line.cost_yuan),
        translate(N_("Yearly gain")): range_words(found.gain_low_yuan, found.gain_high_yuan),
        translate(N_("Gain that comes once")): range_words(found.once_low_yuan, found.once_high_yuan),
        translate(N_("Expected a head and year")): "—"
        if low is None or high is None
        else range_words(low, high),
        translate(N_("Line")): "—" if found.line_yuan is None else yuan_words(found.line_yuan),
        translate(N_("Target date")): line.plan.goal_date or "—",
    }


def _standing(line: PlanLine) -> str:
    return translate(_STANDING[line.standing])


def _cause(cause: WeighedCause) -> Iterator[str]:
    name = _name(cause.code)
    head = translate(N_("main: {cause}")).format(cause=name) if cause.main else name
    yield f"{head}{' · ' + cause.said if cause.said else ''}"
    for one in cause.evidence:
        yield f"  {one.explain()}"
    if cause.without_evidence:
        yield "! " + translate(N_("{cause}: no answer of the visit speaks for it.")).format(cause=name)


def _requirement(one: Requirement) -> str:
    words = N_("{cause} needs a measure of: {categories}. It is there.")
    if not one.met:
        words = N_("{cause} needs a measure of: {categories}. It is missing.")
    categories = translate(N_(" or ")).join(
        codes.label(codes.MEASURE_CATEGORIES, each) for each in one.categories
    )
    mark = "" if one.met else "! "
    return mark + translate(words).format(cause=_name(one.cause), categories=categories)


def _name(code: str) -> str:
    return codes.label(codes.CAUSES, code)
