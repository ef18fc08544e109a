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
    (FIGURES, N_("Figures"), OverviewRoute),
    (PROGRESS, N_("Progress"), ProgressRoute),
    (VILLAGES, N_("By village"), CompletenessRoute),
    (DUE, N_("Due"), DueRoute),
    (CHECKS, N_("Checks"), ChecksRoute),
    (MEASURES, N_("Poverty"), MeasuresRoute),
    (SCORE, N_("Assessment"), ScoreRoute),
    (BULLETIN, N_("Bulletin"), BulletinRoute),
    (TABLES, N_("Tables"), TablesRoute),
)


class OverviewTabs(PageTabs):
    """The tabs of what is counted over all villages."""

    def __init__(self, here: str, parent: QWidget | None = None) -> None:
        super().__init__(_TABS, here, parent)
