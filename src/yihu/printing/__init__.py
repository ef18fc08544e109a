"""The register on paper: plans as PDF."""

from yihu.printing.errors import FontMissing
from yihu.printing.paper import PlanPaper
from yihu.printing.plan_document import print_plan, print_plans

__all__ = ["FontMissing", "PlanPaper", "print_plan", "print_plans"]
