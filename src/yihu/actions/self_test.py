"""Does everything work on this computer?"""

from __future__ import annotations

from dataclasses import dataclass

from yihu.actions.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing tried: `name` and `detail` are msgids."""

    key: str
    name: str
    passed: bool
    detail: str = ""


def self_test(workspace: Workspace | None = None) -> tuple[Check, ...]:
    """Try encryption, fonts, forms, paper and sync in a temporary folder; with a workspace also its database."""
    raise NotImplementedError
