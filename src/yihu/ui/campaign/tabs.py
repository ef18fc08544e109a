"""From the selection to the tasks: what is done with many households at once, one click apart."""

from PySide6.QtWidgets import QWidget

from yihu.base.i18n import N_
from yihu.ui.look.tabs import PageTabs, Tabs
from yihu.ui.routes import FundsRoute, PairsRoute, SelectionsRoute, TasksRoute, VillagePlansRoute

SELECTIONS, PAIRS, VILLAGE_PLANS, FUNDS, TASKS = "selections", "pairs", "village_plans", "funds", "tasks"
_TABS: Tabs = (
    (SELECTIONS, N_("Select households"), SelectionsRoute),
    (PAIRS, N_("Pairs"), PairsRoute),
    (VILLAGE_PLANS, N_("Village plans"), VillagePlansRoute),
    (FUNDS, N_("Funds"), FundsRoute),
    (TASKS, N_("Tasks"), TasksRoute),
)


class CampaignTabs(PageTabs):
    """The tabs of the rail's entry 帮扶; put them under the header: `self._column.addWidget(self.tabs)`."""

    def __init__(self, here: str, parent: QWidget | None = None) -> None:
        super().__init__(_TABS, here, parent)
