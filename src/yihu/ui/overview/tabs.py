"""The figures and the progress of the villages, one click apart."""

from PySide6.QtWidgets import QWidget

from yihu.base.i18n import N_
from yihu.ui.look.tabs import PageTabs, Tabs
from yihu.ui.routes import (
    ChecksRoute,
    CompletenessRoute,
    DueRoute,
    MeasuresRoute,
    OverviewRoute,
    TablesRoute,
)

FIGURES, VILLAGES, DUE, CHECKS, MEASURES, TABLES = (
    "figures",
    "villages",
    "due",
    "checks",
    "measures",
    "tables",
)
_TABS: Tabs = (
    (FIGURES, N_("All figures"), OverviewRoute),
    (VILLAGES, N_("Progress of the villages"), CompletenessRoute),
    (DUE, N_("Due"), DueRoute),
    (CHECKS, N_("Checks"), ChecksRoute),
    (MEASURES, N_("Measures of poverty"), MeasuresRoute),
    (TABLES, N_("Save tables"), TablesRoute),
)


class OverviewTabs(PageTabs):
    """The tabs of what is counted over all villages."""

    def __init__(self, here: str, parent: QWidget | None = None) -> None:
        super().__init__(_TABS, here, parent)
