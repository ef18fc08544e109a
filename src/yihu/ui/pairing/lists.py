"""The lists of the pairs' page as tables to be saved (no Qt)."""

from __future__ import annotations

from collections.abc import Sequence

from yihu.actions.save_list import ListColumn, ListOnScreen
from yihu.base.i18n import N_, translate

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


def list_on_screen(
    shown: str, heads: Sequence[str], rows: Sequence[tuple[str, ...]], scope: str
) -> ListOnScreen:
    """A list as it is shown. `scope`: whose, in words."""
    return ListOnScreen(
        name=f"pairs-{shown}",
        title=translate(_TITLES[shown]),
        filter=scope,
        columns=tuple(
            ListColumn(name=name, title=head) for name, head in zip(_NAMES[shown], heads, strict=True)
        ),
        rows=lambda: iter(rows),
        total=len(rows),
        people=len(rows) if shown in ("without", "pairs", "proposed") else 0,
    )
