"""The window's table of pages, and how the program starts: window first, the rest behind it."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from yihu.ui import routes
from yihu.ui.faults import catch_faults, teller
from yihu.ui.look.file_places import keep_no_places
from yihu.ui.look.fonts import register_fonts, register_rare_font
from yihu.ui.look.rail import mark_icon
from yihu.ui.window.main_window import MainWindow
from yihu.ui.window.pages import PageKind, PageParts, RailEntry
from yihu.ui.window.shell import Shell

if TYPE_CHECKING:
    from yihu.actions.workspace import Folders

ROOMY_WIDTH = 1500
WARM = (
    "yihu.register",
    "yihu.planning.causes",
    "yihu.storage.cache",
    "yihu.storage.receiving",
    "yihu.storage.store",
    "yihu.actions.import_households",
    "yihu.actions.show_household",
    "yihu.actions.list_households",
    "yihu.ui.visits.page",
    "yihu.ui.household.moving",
    "yihu.ui.household.page",
    "yihu.forms",
    "yihu.engine",
    "yihu.ui.interview.presenter",
    "yihu.ui.interview.fields",
    "yihu.ui.interview.page",
)


def _kind(route: type[routes.Route], rail: RailEntry, package: str, parts: str = "PARTS") -> PageKind:
    """A page whose package is imported when it is first wanted; it offers its `PageParts` as PARTS."""

    def load() -> PageParts:
        offered = getattr(import_module(f"yihu.ui.{package}.page"), parts)
        assert isinstance(offered, PageParts)
        return offered

    return PageKind(route=route, rail=rail, load=load)


PAGES = (
    _kind(routes.VisitsRoute, "visits", "visits"),
    _kind(routes.PlansRoute, "plans", "visits", "PLANS_PARTS"),
    _kind(routes.NewHouseholdRoute, "visits", "new_household"),
    _kind(routes.RegisterImportRoute, "visits", "register_import"),
    _kind(routes.HouseholdRoute, "visits", "household"),
    _kind(routes.HistoryRoute, "visits", "history"),
    _kind(routes.FollowUpRoute, "visits", "follow_up"),
    _kind(routes.LifeMapRoute, "visits", "life_map"),
    _kind(routes.EraseRoute, "visits", "erase"),
    _kind(routes.InterviewRoute, "visits", "interview"),
    _kind(routes.PlanRoute, "plans", "plan"),
    _kind(routes.ComparePlansRoute, "plans", "compare_plans"),
    _kind(routes.PrintRoute, "print", "printing"),
    _kind(routes.HandoverRoute, "handover", "handover"),
    _kind(routes.ConflictsRoute, "handover", "handover", "CONFLICTS_PARTS"),
    _kind(routes.DuplicatesRoute, "handover", "duplicates"),
    _kind(routes.TeamRoute, "handover", "team"),
    _kind(routes.OverviewRoute, "overview", "overview"),
    _kind(routes.CompletenessRoute, "overview", "completeness"),
    _kind(routes.DueRoute, "overview", "due"),
    _kind(routes.ChecksRoute, "overview", "checks"),
    _kind(routes.MeasuresRoute, "overview", "measures"),
    _kind(routes.ProgressRoute, "overview", "progress"),
    _kind(routes.ScoreRoute, "overview", "score"),
    _kind(routes.BulletinRoute, "overview", "bulletin"),
    _kind(routes.TablesRoute, "overview", "tables"),
    _kind(routes.SelectionsRoute, "campaign", "selections"),
    _kind(routes.PairsRoute, "campaign", "pairing"),
    _kind(routes.HelpersRoute, "campaign", "helpers"),
    _kind(routes.VillagePlansRoute, "campaign", "village_plan"),
    _kind(routes.FundsRoute, "campaign", "funds"),
    _kind(routes.TasksRoute, "campaign", "tasks"),
)


def settings_kind(shell: Shell) -> PageKind:
    """The settings also change what the window itself stands on."""

    def load() -> PageParts:
        from yihu.ui.settings.page import SettingsPage
        from yihu.ui.settings.presenter import SettingsPresenter

        return PageParts(presenter=lambda space: SettingsPresenter(space, shell), page=SettingsPage)

    return PageKind(route=routes.SettingsRoute, rail="settings", load=load)


def recovery_kind(shell: Shell) -> PageKind:
    """The recovery sheet of a folder just made needs no passphrase typed again."""

    def load() -> PageParts:
        from yihu.ui.recovery.page import RecoveryPage
        from yihu.ui.recovery.presenter import RecoveryPresenter

        return PageParts(presenter=lambda space: RecoveryPresenter(space, shell), page=RecoveryPage)

    return PageKind(route=routes.RecoveryRoute, rail="settings", load=load)


def households_in_conflict(workspace: Any) -> int:
    """Households with answers that differ, and grants that their fund's money doesn't cover, for the badge."""
    from yihu.actions.list_households import count_households
    from yihu.actions.show_funds import count_held
    from yihu.storage.rows import HouseholdQuery

    return count_households(workspace, HouseholdQuery(marked="conflict")) + count_held(workspace)


def make_window(folders: Folders, language: str | None = None) -> MainWindow:
    """The main window over these folders; an application must be there already.

    `language`: for this time only; None: as the person chose it.
    """
    from yihu.ui.welcome.gate import gate_maker

    register_fonts()
    shell = Shell(folders, language)
    window = MainWindow(
        shell, gate_maker(), (*PAGES, settings_kind(shell), recovery_kind(shell)), households_in_conflict
    )
    window.setWindowIcon(mark_icon())
    QGuiApplication.styleHints().colorSchemeChanged.connect(window.follow_system)
    return window


def _warm(window: MainWindow) -> None:
    """What the person will want next, brought in while they read: piece by piece, keys in between are heard."""
    register_rare_font()
    rest = iter(WARM)

    def next_one() -> None:
        module = next(rest, None)
        if module is not None:
            import_module(module)
            QTimer.singleShot(0, window, next_one)

    next_one()


def make_application() -> QApplication:
    """Qt, which writes nothing of its own."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setApplicationName("Yihu")
    app.setDesktopFileName("yihu")
    keep_no_places(app)
    return app


def run(folders: Folders, language: str | None = None) -> int:
    """Show the window until it is closed; its exit code."""
    app = make_application()
    window = make_window(folders, language)
    catch_faults(teller(window))
    screen = window.screen().availableGeometry()
    if screen.width() < ROOMY_WIDTH:
        window.showMaximized()
    else:
        window.show()
    QTimer.singleShot(50, window, lambda: _warm(window))
    return int(app.exec())
