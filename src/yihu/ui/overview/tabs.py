"""The figures and the progress of the villages, one click apart."""

from PySide6.QtWidgets import QWidget

from yihu.base.i18n import N_
from yihu.ui.look.tabs import PageTabs, Tabs
from yihu.ui.routes import (
    BulletinRoute,
    ChecksRoute,
    CompletenessRoute,
    DueRoute,
    MeasuresRoute,
    OverviewRoute,
    ProgressRoute,
    ScoreRoute,
    TablesRoute,
)

FIGURES, PROGRESS, VILLAGES, DUE, CHECKS, MEASURES, SCORE, BULLETIN, TABLES = (
    "figures",
    "progress",
    "villages",
    "due",
    "checks",
    "measures",
    "score",
    "bulletin",
    "tables",
)
_TABS: Tabs = (
    (FIGURES, N_("All figures"), OverviewRoute),
    (PROGRESS, N_("How far we are"), ProgressRoute),
    (VILLAGES, N_("Progress of the villages"), CompletenessRoute),
    (DUE, N_("Due"), DueRoute),
    (CHECKS, N_("Checks"), ChecksRoute),
    (MEASURES, N_("Measures of poverty"), MeasuresRoute),
    (SCORE, N_("Assessment"), ScoreRoute),
    (BULLETIN, N_("Bulletin"), BulletinRoute),
    (TABLES, N_("Save tables"), TablesRoute),
)


class OverviewTabs(PageTabs):
    """The tabs of what is counted over all villages."""

    def __init__(self, here: str, parent: QWidget | None = None) -> None:
        super().__init__(_TABS, here, parent)
