"""Causes to measures to one plan for each household (pure)."""

from yihu.planning.causes import CausesWeighed, ProposedCause, WeighedCause, propose_causes, weigh_causes
from yihu.planning.income import Expectation, expected_income
from yihu.planning.plan import Measure, Plan
from yihu.planning.plan_doubts import PlanDoubt, doubts_of_plan
from yihu.planning.read import read_plan, read_plans
from yihu.planning.required import Requirement, required_of
from yihu.planning.suggest import Suggestion, suggest_measures

__all__ = [
    "CausesWeighed",
    "Expectation",
    "Measure",
    "Plan",
    "PlanDoubt",
    "ProposedCause",
    "Requirement",
    "Suggestion",
    "WeighedCause",
    "doubts_of_plan",
    "expected_income",
    "propose_causes",
    "read_plan",
    "read_plans",
    "required_of",
    "suggest_measures",
    "weigh_causes",
]
