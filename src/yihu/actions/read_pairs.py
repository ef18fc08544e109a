"""Who helps whom today: what progress, score card and bulletin are counted from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from yihu.actions.workspace import Workspace
from yihu.planning.pairing import (
    HELPER,
    HELPER_GROUP,
    PAIRING,
    Helper,
    HelperGroup,
    Pairing,
    read_helper,
    read_helper_group,
    read_pairing,
    running_pairs,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """Who helps whom today, as all reports need it."""

    helpers: Mapping[str, Helper]
    groups: Mapping[str, HelperGroup]
    running: tuple[Pairing, ...]


def read_pairs(workspace: Workspace, day: str, within: str = "") -> Pairs:
    """The helpers, groups and running pairs of a division (what its villages' codes begin with)."""
    store = workspace.store
    helpers = {row.subject: read_helper(row.subject, row.properties) for row in store.listed(HELPER)}
    groups = {
        row.subject: read_helper_group(row.subject, row.properties) for row in store.listed(HELPER_GROUP)
    }
    read = (
        read_pairing(row.subject, row.record, row.properties, row.village_code)
        for row in store.listed(PAIRING, within=within)
    )
    running, _ = running_pairs([pairing for pairing in read if pairing is not None], helpers, day)
    return Pairs(helpers=helpers, groups=groups, running=running)
