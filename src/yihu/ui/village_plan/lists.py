"""The villages, and the items of a plan, as tables to be saved."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from yihu.actions.save_list import ListColumn, ListOnScreen
from yihu.base.i18n import N_, translate

if TYPE_CHECKING:
    from yihu.actions.show_village_plan import VillagePlanLine, VillagePlanView

_NAME = N_("Village plans")
_VILLAGES = (
    ("division_code", N_("Division code"), "text"),
    ("village", N_("Village"), "text"),
    ("township", N_("Township"), "text"),
    ("households", N_("Households"), "integer"),
    ("items", N_("Items"), "integer"),
    ("yuan", N_("Money set aside (yuan)"), "yuan"),
    ("projects", N_("Projects"), "integer"),
    ("late", N_("late"), "integer"),
)
_ITEMS = (
    ("item_title", N_("What is done"), "text"),
    ("item_quantity", N_("Quantity"), "decimal"),
    ("item_unit", N_("Unit"), "text"),
    ("item_yuan", N_("Money (yuan)"), "yuan"),
    ("item_fund", N_("Source of the money"), "text"),
    ("item_from_year", N_("From the year"), "integer"),
    ("item_to_year", N_("To the year"), "integer"),
    ("item_deadline", N_("Deadline"), "date"),
    ("item_responsible", N_("Responsible"), "text"),
    ("item_households", N_("Households that benefit"), "integer"),
    ("item_persons", N_("Persons who benefit"), "integer"),
)


def village_list(lines: Sequence[VillagePlanLine]) -> ListOnScreen:
    """All villages with where their plans stand."""
    return ListOnScreen(
        name="village_plans",
        title=translate(_NAME),
        columns=(
            *(ListColumn(name=name, title=translate(words), kind=kind) for name, words, kind in _VILLAGES),  # type: ignore[arg-type]
            ListColumn(name="vplan_state", title=translate(N_("State")), kind="code", code_list="plan_state"),
        ),
        rows=lambda: (
            (
                line.code,
                line.village,
                line.township,
                line.households,
                line.items,
                Decimal(line.fen) / 100,
                line.projects,
                line.late,
                line.state or None,
            )
            for line in lines
        ),
        total=len(lines),
    )


def item_list(view: VillagePlanView) -> ListOnScreen:
    """The items of one village's plan."""
    direction = ListColumn(
        name="item_direction", title=translate(N_("Direction")), kind="code", code_list="direction"
    )
    state = ListColumn(name="item_state", title=translate(N_("State")), kind="code", code_list="item_state")
    told = (ListColumn(name=name, title=translate(words), kind=kind) for name, words, kind in _ITEMS)  # type: ignore[arg-type]
    items = view.plan.items
    return ListOnScreen(
        name="village_plan_items",
        title=f"{translate(_NAME)} {view.village}",
        columns=(direction, *told, state),
        rows=lambda: (
            (
                item.direction,
                item.title,
                item.now.quantity,
                item.unit,
                None if item.now.fen is None else Decimal(item.now.fen) / 100,
                item.fund,
                item.from_year,
                item.to_year,
                item.deadline or None,
                item.responsible,
                item.now.households,
                item.now.persons,
                item.state,
            )
            for item in items
        ),
        total=len(items),
    )
