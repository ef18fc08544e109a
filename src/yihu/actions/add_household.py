"""Add one household to the register."""

from __future__ import annotations

from yihu.actions.workspace import Workspace


def add_household(
    workspace: Workspace,
    *,
    head_name: str,
    village_code: str,
    village: str,
    township: str = "",
    group: str = "",
    address: str = "",
    number: str = "",
) -> str:
    """Add a household that nobody has visited yet; its id.

    `village_code` has 12 digits (division code).

    Raises:
        UserError: the head has no name, or the village no code.
    """
    raise NotImplementedError
