"""Our team without widgets."""

from __future__ import annotations

from yihu.actions.show_team import TeamView, show_team
from yihu.actions.workspace import Workspace


class TeamPresenter:
    """The organisation that this laptop belongs to, and what is being done to it."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    def team(self) -> TeamView | None:
        """As it stands now; None for who made or joined none."""
        return show_team(self.workspace)
