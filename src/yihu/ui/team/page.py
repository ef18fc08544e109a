"""Our team: its laptops, inviting, joining."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from yihu.base.i18n import N_, translate
from yihu.ui.handover.tabs import TEAM, DeskPage
from yihu.ui.interview.wrapped import WrappedLabel
from yihu.ui.look import clear
from yihu.ui.look.scrolling import scrolled
from yihu.ui.look.tokens import look
from yihu.ui.routes import TeamRoute
from yihu.ui.team.presenter import TeamPresenter
from yihu.ui.window.pages import PageParts


class TeamPage(DeskPage):
    """The laptops of the team and until when each may hand over."""

    def __init__(self, presenter: TeamPresenter, parent: QWidget | None = None) -> None:
        super().__init__(TEAM, parent)
        self.presenter = presenter
        self.header.set_title(translate(N_("Our team")))
        body = QWidget()
        self._lines = QVBoxLayout(body)
        self._lines.setContentsMargins(look().px(24), look().px(20), look().px(24), look().px(20))
        self.set_body(scrolled(body))

    def enter(self, route: TeamRoute) -> None:
        self.count_desks(self.presenter.workspace)
        clear(self._lines)
        team = self.presenter.team()
        for member in team.members if team else ():
            self._lines.addWidget(WrappedLabel(f"{member.team} {member.laptop}: {member.sentence}"))
        self._lines.addStretch(1)


PARTS = PageParts(presenter=TeamPresenter, page=TeamPage)
