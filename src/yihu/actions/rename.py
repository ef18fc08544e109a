"""The names that stand beside every answer and on every card."""

from __future__ import annotations

from yihu.actions.permission import guarded
from yihu.actions.workspace import Workspace
from yihu.base.errors import UserError
from yihu.base.i18n import N_


class NameMissing(UserError):
    """Nothing but spaces."""

    code = "name-missing"
    message = N_("The name is empty.")
    advice = N_("Write a name. The one before stays until then.")


@guarded
def rename_person(workspace: Workspace, name: str) -> None:
    """Answers from now on bear this name; those before keep theirs. Raises NameMissing."""
    workspace.store.set_person(_sound(name))


@guarded
def rename_team(workspace: Workspace, name: str) -> None:
    """The team, and the laptop if it was called after it. Who confirmed this laptop goes on trusting it; its eight
    digits change, because they stand for the name too. Raises NameMissing, RoleForbids.
    """
    workspace.store.set_team(_sound(name))


def _sound(name: str) -> str:
    found = " ".join(name.split())
    if not found:
        raise NameMissing
    return found
