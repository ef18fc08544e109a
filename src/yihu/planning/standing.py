"""How a household's plans stand to each other: in force, in work, former, not chosen (pure)."""

from collections.abc import Sequence

from yihu.planning.plan import Plan

IN_FORCE, DRAFT, FORMER, ASIDE = "in_force", "draft", "former", "aside"
_WAY = ("draft", "agreed", "signed")


def plan_at_hand(plans: Sequence[Plan]) -> Plan | None:
    """The plan to go on with: the one in force, or the newest draft of its next version."""
    chosen = next((plan for plan in plans if plan.in_force), None)
    if chosen is None or chosen.state == "draft":
        return chosen
    next_ones = [plan for plan in plans if standing_of(plan, chosen) == DRAFT]
    return max(next_ones, key=lambda plan: (plan.version, plan.record), default=chosen)


def standing_of(plan: Plan, chosen: Plan) -> str:
    """`in_force`; `draft`: may still be chosen or agreed; `former`: an earlier version; `aside`: not chosen."""
    if plan.record == chosen.record:
        return IN_FORCE
    if plan.state == "draft":
        return DRAFT if chosen.state == "draft" or plan.version > chosen.version else ASIDE
    return FORMER if plan.version < chosen.version else ASIDE


def without_steps(plans: Sequence[Plan]) -> tuple[Plan, ...]:
    """Without those that another one contains: the same version and measures, only less far on its way.

    A plan that one laptop agreed and another one signed has two records. A copy that was not changed yet is
    a draft of its own.
    """
    return tuple(
        plan
        for plan in plans
        if plan.in_force
        or not any(_content(other) == _content(plan) and _way(other) > _way(plan) for other in plans)
    )


def _way(plan: Plan) -> tuple[int, bool]:
    return _WAY.index(plan.state) if plan.state in _WAY else 0, bool(plan.signed_sheet)


def _content(plan: Plan) -> tuple[object, ...]:
    return plan.version, plan.goal, plan.goal_date, plan.measures
