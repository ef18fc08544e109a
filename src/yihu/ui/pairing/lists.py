"""The lists of the pairs' page as tables to be saved (no Qt)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yihu.actions.save_list import ListColumn, ListOnScreen
from yihu.base.i18n import N_, translate

if TYPE_CHECKING:
    from yihu.ui.pairing.presenter import PairsPresenter

_NAMES = {
    "without": ("head_name", "village", "household_number", "category", "persons"),
    "idle": ("helper_called", "helper_of_unit", "helper_group_name", "helper_phone", "households"),
    "overloaded": ("helper_called", "helper_of_unit", "helper_group_name", "helper_phone", "households"),
    "pairs": ("head_name", "village", "helper_called", "helper_of_unit", "three_ones"),
    "proposed": ("head_name", "village", "helper_called", "why", "role"),
    "cards": ("file", "page", "head_name", "what", "result"),
}
_TITLES = {
    "without": N_("Without a helper"),
    "idle": N_("Helpers without a household"),
    "overloaded": N_("With too many households"),
    "pairs": N_("All pairs"),
    "proposed": N_("Proposals"),
    "cards": N_("Scanned cards"),
}


def list_on_screen(presenter: PairsPresenter) -> ListOnScreen:
    """The list that is shown, as it is shown."""
    rows = [row.cells for row in presenter.rows()]
    scope = dict(presenter.scopes()).get(presenter.selection, "")
    return ListOnScreen(
        name=f"pairs-{presenter.shown}",
        title=translate(_TITLES[presenter.shown]),
        filter=scope,
        columns=tuple(
            ListColumn(name=name, title=head)
            for name, head in zip(_NAMES[presenter.shown], presenter.heads(), strict=True)
        ),
        rows=lambda: iter(rows),
        total=len(rows),
        people=len(rows) if presenter.shown in ("without", "pairs", "proposed") else 0,
    )
