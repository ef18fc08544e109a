"""Add one household to the register."""

from yihu.actions.errors import HouseholdIncomplete
from yihu.actions.permission import guarded
from yihu.actions.previous_survey import pattern_of
from yihu.actions.reading import HOUSEHOLD
from yihu.actions.workspace import Workspace
from yihu.actions.write_file import explained
from yihu.base.ids import new_id

DIVISION_CODE_DIGITS = 12


@guarded
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
        HouseholdIncomplete: the head has no name, or the village no code.
    """
    code = village_code.strip()
    if not head_name.strip() or len(code) != DIVISION_CODE_DIGITS or not code.isdigit():
        raise HouseholdIncomplete
    properties = {
        "head_name": head_name,
        "division_code": code,
        "village": village,
        "township": township,
        "group": group,
        "address": address,
        "household_number": number,
    }
    household_id = new_id(workspace.clock, workspace.random)
    given = {name: text.strip() for name, text in properties.items() if text.strip()}
    form = workspace.library.form(HOUSEHOLD)
    with explained(workspace.folder):
        workspace.store.write(
            household_id, property_paths(workspace, given), f"{HOUSEHOLD}@{form.version}", "add"
        )
    return household_id


def property_paths(workspace: Workspace, properties: dict[str, str]) -> dict[str, str | int | bool | None]:
    """Path -> value in the household form for properties of the household itself (not of members)."""
    places = {name: key for key, name in workspace.library.form(HOUSEHOLD).properties.items()}
    known = {places[name]: text for name, text in properties.items() if name in places}
    return {f"{HOUSEHOLD}/{key}": text for key, text in known.items() if pattern_of(key) == key}
