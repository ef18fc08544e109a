"""Make the demo village."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yihu.actions.create_folder import create_folder
from yihu.actions.open_folder import open_folder
from yihu.actions.reading import HOUSEHOLD, PLAN
from yihu.actions.workspace import Workspace
from yihu.base.clock import Clock, FixedClock
from yihu.base.i18n import N_, translate
from yihu.base.ids import Randomness
from yihu.base.progress import Progress
from yihu.base.shipped import resource_path

if TYPE_CHECKING:
    from yihu.sync.changeset import Value

DEMO_PASSPHRASE = "yihu-demo-village"
DEMO_TEAM = N_("Demo team")
DEMO_PERSON = "张小芳"
REGISTER_KEYS = ("household_number", "head_name", "township", "village", "division_code", "group", "address")
VISIT_HOUR = 9
MINUTES_EACH = 12


def create_demo(folder: Path, progress: Progress, *, clock: Clock, random: Randomness) -> Workspace:
    """Make a data folder with 41 invented households in it, most of them surveyed already.

    Its passphrase is `DEMO_PASSPHRASE`. It is made beside its place and moved there whole: what was stopped or
    broke off leaves no half village that a later start would open.
    """
    half = folder.with_name(f"{folder.name}.part")
    shutil.rmtree(half, ignore_errors=True)
    try:
        make_village(
            half, progress=progress, clock=clock, random=random, team=translate(DEMO_TEAM), visited=True
        )
        if folder.exists():
            folder.rmdir()  # an empty one; Windows moves nothing onto it
        half.rename(folder)
    except BaseException:
        shutil.rmtree(half, ignore_errors=True)
        raise
    return open_demo(folder, clock=clock, random=random)


def open_demo(folder: Path, *, clock: Clock, random: Randomness) -> Workspace:
    """Open a demo village made before."""
    opened = open_folder(folder, DEMO_PASSPHRASE, clock=clock, random=random)
    return Workspace(
        folder=opened.folder,
        store=opened.store,
        clock=clock,
        random=random,
        library=opened.library,
        demo=True,
    )


def demo_family(head_name: str) -> tuple[str, dict[str, Any]]:
    """Id of an invented household, and its answers by question; the members are a list under `member`."""
    village = json.loads(resource_path("demo", "village.json").read_bytes())
    found = next(
        one for one in village["households"] if one["records"][HOUSEHOLD].get("head_name") == head_name
    )
    answers: dict[str, Any] = {}
    members: dict[str, dict[str, Any]] = {}
    for key, value in found["records"][HOUSEHOLD].items():
        *row, name = key.split("/")
        if not name.startswith(("_", "=")):
            place = members.setdefault(row[1], {}) if row else answers
            place[name] = value
    return found["id"], answers | {"member": list(members.values())}


def make_village(
    folder: Path,
    *,
    progress: Progress,
    clock: Clock,
    random: Randomness,
    team: str,
    person: str = DEMO_PERSON,
    visited: bool,
    to_visit: Collection[str] = (),
) -> None:
    """A data folder with the village's register, and with its surveys and plans if `visited`.

    `to_visit`: ids of households that stay to be surveyed all the same.
    """
    content = resource_path("demo", "village.json").read_bytes()
    village = json.loads(content)
    households = sorted(village["households"], key=lambda one: one["visited_on"] or "")
    past = FixedClock(at=clock.now())
    workspace = create_folder(folder, DEMO_PASSPHRASE, team, person, clock=past, random=random, quick=True)
    try:
        _preload(workspace, hashlib.sha256(content).hexdigest(), village)
        for done, household in enumerate(households):
            progress.step(done, len(households))
            if visited and household["visited_on"] and household["id"] not in to_visit:
                past.at = _moment(household["visited_on"], done, clock)
                _survey(workspace, household)
        workspace.store.set_person(person)
        workspace.store.refold_dirty()
        progress.step(len(households), len(households))
    finally:
        workspace.close()


def _preload(workspace: Workspace, list_sha256: str, village: Mapping[str, Any]) -> None:
    """The register as the county gave it: the same changesets on every laptop."""
    form = workspace.library.form(HOUSEHOLD)
    rows = (
        (household["id"], village["place"]["division_code"], dict(_register_values(household)))
        for household in village["households"]
    )
    workspace.store.preload(list_sha256, rows, f"{HOUSEHOLD}@{form.version}")


def _register_values(household: Mapping[str, Any]) -> Iterator[tuple[str, Value]]:
    """What a register knows before the visit: all that is there of who was not visited."""
    for key, value in household["records"][HOUSEHOLD].items():
        if not household["visited_on"] or key in REGISTER_KEYS:
            yield f"{HOUSEHOLD}/{key}", value


def _survey(workspace: Workspace, household: Mapping[str, Any]) -> None:
    workspace.store.set_person(household["by"])
    for record, answers in household["records"].items():
        form_id = record.partition("~")[0]
        form = workspace.library.form(form_id)
        changes = {f"{record}/{key}": value for key, value in answers.items()}
        workspace.store.write(household["id"], changes, f"{form_id}@{form.version}", _kind(record, answers))


def _kind(record: str, answers: Mapping[str, Any]) -> str:
    if record == PLAN:
        state = answers.get("plan_state", "draft")
        return "plan" if state == "draft" else f"plan_{state}"
    return "finish" if answers.get("_state") == "finished" else "visit"


def _moment(day: str, place: int, clock: Clock) -> datetime:
    """Visits of a day follow each other; none lies in the future, whatever this computer's clock says."""
    minutes = VISIT_HOUR * 60 + place % 40 * MINUTES_EACH
    at = datetime.fromisoformat(f"{day}T{minutes // 60:02}:{minutes % 60:02}:00").astimezone()
    return min(at, clock.now())
