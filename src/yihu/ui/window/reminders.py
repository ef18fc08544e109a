"""What a strip above the pages says: one thing at a time, calm, with the button that settles it. No Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from yihu.actions.recovery_sheet import is_sheet_wanted
from yihu.base.i18n import N_, translate, translate_count
from yihu.ui.moments import long_moment
from yihu.ui.routes import (
    EraseRoute,
    InterviewRoute,
    NewHouseholdRoute,
    PlanRoute,
    RecoveryRoute,
    Route,
    SettingsRoute,
    TeamRoute,
    VisitsRoute,
)
from yihu.ui.tone import Tone

if TYPE_CHECKING:
    from yihu.actions.workspace import RestoreReport, Workspace

VIEWER = "viewer"
CHANGING = (InterviewRoute, PlanRoute, NewHouseholdRoute)
QUIET = (InterviewRoute, RecoveryRoute, EraseRoute)
TROUBLES = {
    "backup-place-missing": (
        N_("The stick or folder for backups is not there."),
        N_("What was finished since lies on this laptop only. Plug it in; the copy is then made by itself."),
    ),
    "disk-full": (
        N_("The stick for backups is full."),
        N_("The earlier copies on it are whole. Make room on it, or choose another place."),
    ),
    "backup-damaged": (
        N_("The last backup could not be read back as it was written."),
        N_("The earlier copies stay. Take another stick: this one may be wearing out."),
    ),
}
OTHER_TROUBLE = (
    N_("The last backup was not made."),
    N_("Everything is safe on this laptop. It is tried again by itself."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """One strip. `kind`: `role`, `restored`, `copy`, `backup`, `sheet` or `team`; a button without words is not shown."""

    kind: str
    sentence: str
    advice: str
    tone: Tone
    button: str = ""
    other: str = ""


class Reminders:
    """What there is to say about the open folder."""

    def __init__(self, workspace: Workspace, restored: RestoreReport | None = None) -> None:
        self._workspace = workspace
        self._restored = restored
        self._refused = False
        self._route: Route | None = None
        self._put_off: set[str] = set()

    def forbids(self, route: Route) -> bool:
        """Whether this laptop only looks, and the route leads to where things are changed; then it is told."""
        self._refused = isinstance(route, CHANGING) and self._workspace.store.role == VIEWER
        return self._refused

    def put_off(self, kind: str) -> None:
        """Not again until the folder is opened anew."""
        self._put_off.add(kind)
        self._refused = self._refused and kind != "role"

    def come_back(self, kind: str) -> None:
        """Something new happened about it: say it again."""
        self._put_off.discard(kind)

    def at(self, route: Route | None) -> Reminder | None:
        """The most important one for the page in front; none during an interview."""
        self._route = route
        if self._refused:
            return _only_looks()
        if isinstance(route, QUIET):
            return None
        ways: tuple[tuple[str, Callable[[], Reminder | None]], ...] = (
            ("restored", self._after_restore),
            ("copy", self._copied),
            ("backup", self._backup),
            ("sheet", self._sheet),
            ("team", self._team),
        )
        found = (way() for kind, way in ways if kind not in self._put_off)
        return next((each for each in found if each is not None), None)

    def _after_restore(self) -> Reminder | None:
        report = self._restored
        if report is None:
            return None
        when = long_moment(report.backup.made_ms, self._workspace.clock.now())
        parts = [
            translate(N_("The former data folder was kept: {folder}.")).format(folder=report.aside)
            if report.aside
            else "",
            _missing(report.photos_missing),
            translate(N_("What others gave or got after that comes back with the next hand-over.")),
        ]
        return Reminder(
            kind="restored",
            sentence=translate(N_("Restored as it was on {when}.")).format(when=when),
            advice=" ".join(part for part in parts if part),
            tone="green",
        )

    def _copied(self) -> Reminder | None:
        if not self._workspace.store.copy_suspected:
            return None
        return Reminder(
            kind="copy",
            sentence=translate(N_("This computer appears to be a copy of another one.")),
            advice=translate(N_("Nothing was lost. With one press it goes on as a computer of its own.")),
            tone="amber",
            button=translate(N_("Go on as a computer of its own")),
        )

    def _backup(self) -> Reminder | None:
        from yihu.actions.back_up import backup_state  # not before a folder is open

        error = backup_state(self._workspace).error
        if not error or self._workspace.demo:
            return None
        sentence, advice = TROUBLES.get(error, OTHER_TROUBLE)
        return Reminder(
            kind="backup",
            sentence=translate(sentence),
            advice=translate(advice),
            tone="amber",
            button=translate(N_("Try again now")),
            other=translate(N_("Another place…")),
        )

    def _sheet(self) -> Reminder | None:
        if not is_sheet_wanted(self._workspace) or self._workspace.store.role == VIEWER:
            return None
        return Reminder(
            kind="sheet",
            sentence=translate(N_("There is no recovery sheet of this laptop yet.")),
            advice=translate(
                N_("If the passphrase is forgotten, only the sheet opens the data. It takes two minutes.")
            ),
            tone="blue",
            button=translate(N_("Make the recovery sheet")),
        )

    def _team(self) -> Reminder | None:
        """Told 30 days before, at the list of households: where a day begins."""
        from yihu.actions.show_team import MemberState, show_team

        if not isinstance(self._route, VisitsRoute):
            return None
        team = show_team(self._workspace)
        ending = (MemberState.ENDING, MemberState.ENDED)
        if team is None or not ((team.may_invite and team.to_renew) or (team.me and team.me.state in ending)):
            return None
        return Reminder(
            kind="team",
            sentence=translate(N_("A laptop of the team must be renewed soon.")),
            advice=translate(N_("Its files are still taken in; renew it so that nobody has to ask.")),
            tone="amber",
            button=translate(N_("To our team")),
        )


def _only_looks() -> Reminder:
    return Reminder(
        kind="role",
        sentence=translate(N_("This laptop only looks: nothing is changed on it.")),
        advice=translate(N_("Who may change things sets another role under Settings, with the passphrase.")),
        tone="blue",
        button=translate(N_("To the settings")),
    )


def _missing(count: int) -> str:
    if not count:
        return ""
    words = translate_count(
        "{count} photo comes with the next hand-over.", "{count} photos come with the next hand-over.", count
    )
    return words.format(count=count)


def way_of(kind: str) -> Route | None:
    """Where the button of a reminder leads; None where it does something by itself."""
    if kind == "sheet":
        return RecoveryRoute()
    if kind == "team":
        return TeamRoute()
    return SettingsRoute(part="safety") if kind == "role" else None
