"""Causes to measures to one plan for each household (pure)."""

from yihu.planning.causes import ProposedCause, propose_causes
from yihu.planning.income import Expectation, expected_income
from yihu.planning.plan import Measure, Plan
from yihu.planning.read import read_plan, read_plans
from yihu.planning.suggest import Suggestion, suggest_measures

__all__ = [
    "Expectation",
    "Measure",
    "Plan",
    "ProposedCause",
    "Suggestion",
    "expected_income",
    "propose_causes",
    "read_plan",
    "read_plans",
    "suggest_measures",
]
