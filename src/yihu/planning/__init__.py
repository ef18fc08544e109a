"""Causes to measures to one plan for each household (pure)."""

from yihu.planning.plan import Measure, Plan
from yihu.planning.read import read_plan

__all__ = ["Measure", "Plan", "read_plan"]
