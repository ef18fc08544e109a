"""Where something new belongs: the villages of the register and the divisions above them (no Qt)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yihu.actions.divisions import list_divisions
from yihu.actions.list_households import list_villages
from yihu.base.i18n import N_, translate

if TYPE_CHECKING:
    from yihu.actions.workspace import Workspace

_COUNTY_DIGITS, _TOWNSHIP_DIGITS = 6, 9
_SHIPPED_AT_MOST = 400


def places_to_belong(workspace: Workspace) -> tuple[tuple[str, str], ...]:
    """(12-digit code, words): counties first, then each township with its villages."""
    known = [(row.code, row.name, row.township) for row in list_villages(workspace) if len(row.code) == 12]
    if not known:
        known = [(one.code, one.name, one.township) for one in list_divisions(workspace)[:_SHIPPED_AT_MOST]]
    found: dict[str, str] = {}
    for code in sorted({code[:_COUNTY_DIGITS] for code, _, _ in known}):
        found[code.ljust(12, "0")] = translate(N_("The whole county ({code})")).format(code=code)
    for code, name, township in sorted(known):
        above = code[:_TOWNSHIP_DIGITS].ljust(12, "0")
        if above not in found and township:
            found[above] = township
        found[code] = " · ".join(part for part in (township, name) if part)
    return tuple(found.items())
