"""Our team: its laptops, and one step at a time of making, inviting, joining, changing."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from yihu.actions.exchange_cards import CardView
from yihu.actions.invite_laptop import LaptopInvited
from yihu.actions.join_organisation import InvitationView
from yihu.actions.show_team import TeamView
from yihu.base.errors import UserError
from yihu.base.i18n import N_, translate
from yihu.ui.handover.tabs import TEAM, DeskPage
from yihu.ui.look import Banner, LinkButton, Notice, PrimaryButton, clear
from yihu.ui.look.flow import FlowRow
from yihu.ui.look.scrolling import scrolled
from yihu.ui.look.tokens import look
from yihu.ui.routes import HandoverRoute, TeamRoute
from yihu.ui.team.inviting import AnswerStep, RequestStep, RightsStep
from yihu.ui.team.joining import CompareStep, JoinStep
from yihu.ui.team.making import MakeStep, OpenSheetStep, RecoverStep, SheetStep
from yihu.ui.team.members import MemberList, MemberStep
from yihu.ui.team.parts import Step
from yihu.ui.team.presenter import MemberLine, TeamPresenter
from yihu.ui.team.start import TeamStart
from yihu.ui.window.pages import PageParts


class TeamPage(DeskPage):
    """The laptops of the team; a step takes the place of the list."""

    def __init__(self, presenter: TeamPresenter, parent: QWidget | None = None) -> None:
        super().__init__(TEAM, parent)
        self.presenter = presenter
        self.step: Step | None = None
        self.invite_button = PrimaryButton(translate(N_("Invite a laptop…")), "plus")
        self.invite_button.clicked.connect(self.begin_inviting)
        self.header.add_action(self.invite_button)
        px = look().px
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(px(24), px(20), px(24), px(20))
        column.setSpacing(px(16))
        self.notice = Notice()
        self._room = QVBoxLayout()
        self._room.setSpacing(px(16))
        column.addWidget(self.notice)
        column.addLayout(self._room, 1)
        self.set_body(scrolled(body))

    def enter(self, route: TeamRoute) -> None:
        self.notice.hide()
        self.show_home()

    def leave(self) -> bool:
        self.presenter.forget_sheet()
        return True

    def show_home(self, told: str = "") -> None:
        """The team as it stands, or how to come to one."""
        self.presenter.forget_sheet()
        self.count_desks(self.presenter.workspace)
        self._clear()
        team = self.presenter.team()
        beside = translate(N_("each laptop knows the others: nobody compares digits again"))
        digits = translate(N_("{team} · the team's digits {digits}"))
        self.header.set_title(
            translate(N_("Our team")), digits.format(team=team.name, digits=team.digits) if team else beside
        )
        self.invite_button.setVisible(team is not None and (team.may_invite or team.has_seal))
        if team is None:
            start = TeamStart()
            start.wanted.connect(self.begin)
            self._room.addWidget(start)
        else:
            self._show_team(team)
        if told:
            self.notice.say(told)
        self._rest()

    def _rest(self) -> None:
        """Where the keyboard waits at the team; else it falls to the rail."""
        others = (
            each
            for each in self.findChildren(QPushButton)
            if each.isVisibleTo(self) and not self.notice.isAncestorOf(each)
        )
        wanted = self.invite_button if not self.invite_button.isHidden() else None
        inside = next((each for each in others if each not in self.tabs.buttons.values()), None)
        if (ahead := wanted or inside) is not None:
            ahead.setFocus(Qt.FocusReason.OtherFocusReason)

    def begin(self, name: str) -> None:
        """Begin a step by its name: `make`, `join`, `recover`, `sheet`."""
        self.notice.hide()
        if name == "make":
            make = MakeStep(self.presenter)
            make.made.connect(self._show_sheet)
            self._show_step(make)
        elif name == "join":
            join = JoinStep(self.presenter)
            join.read.connect(self._compare)
            self._show_step(join)
        elif name == "recover":
            recover = RecoverStep(self.presenter)
            recover.recovered.connect(
                lambda: self._changed(translate(N_("The team is back. Report the lost computer below.")))
            )
            self._show_step(recover)
        else:
            opened = OpenSheetStep(self.presenter)
            opened.opened.connect(self._show_sheet)
            self._show_step(opened)

    def begin_inviting(self) -> None:
        """Its card first."""
        self.notice.hide()
        request = RequestStep(self.presenter)
        request.read.connect(self._ask_rights)
        self._show_step(request)

    def _show_team(self, team: TeamView) -> None:
        self._remind(team)
        members = MemberList()
        members.show_lines(self.presenter.lines(team))
        members.chosen.connect(self._open_member)
        self._room.addWidget(members)
        links = FlowRow()
        join = LinkButton(translate(N_("Take in an answer of the coordinator…")), "inbox")
        join.clicked.connect(lambda: self.begin("join"))
        links.add(join)
        if team.has_seal:
            sheet = LinkButton(translate(N_("The team's recovery sheet…")), "file-text")
            sheet.clicked.connect(lambda: self.begin("sheet"))
            copy = LinkButton(translate(N_("Copy the team's file onto a stick…")), "usb")
            copy.clicked.connect(self._ask_copy)
            links.add(sheet)
            links.add(copy)
        self._room.addWidget(links)
        self._room.addStretch(1)

    def _remind(self, team: TeamView) -> None:
        sentence, advice = self.presenter.say_renewals(team)
        if sentence:
            renew = Banner()
            here = team.has_seal or not self.presenter.must_renew_itself(team)
            renew.say(sentence, advice, translate(N_("Renew for a year")) if here else "", "amber")
            renew.accepted.connect(self._renew)
            self._room.addWidget(renew)
        if not self.presenter.is_sheet_away(team):
            sheet = Banner()
            sheet.say(
                translate(N_("The team's recovery sheet is not put away yet")),
                translate(N_("If this computer is lost before, the team must be made anew on all laptops.")),
                translate(N_("Print the sheet…")),
                "amber",
            )
            sheet.accepted.connect(lambda: self.begin("sheet"))
            self._room.addWidget(sheet)

    def _renew(self) -> None:
        team = self.presenter.team()
        if team is not None and self.presenter.must_renew_itself(team):
            self._open_member(self.presenter.lines(team)[0])
            return
        try:
            count = self.presenter.renew_all()
        except UserError as trouble:
            self.notice.show_error(trouble)
            return
        told = translate(N_("Renewed: {count}. They learn it from the next file that you give them."))
        self._changed(told.format(count=count))

    def _open_member(self, line: MemberLine) -> None:
        team = self.presenter.team()
        if team is None:
            return
        self.notice.hide()
        member = MemberStep(self.presenter, line, team.has_seal)
        member.done.connect(self._changed)
        member.answer_wanted.connect(self._repeat_answer)
        self._show_step(member)

    def _repeat_answer(self, fingerprint: str) -> None:
        try:
            answer = self.presenter.repeat(fingerprint)
        except UserError as trouble:
            self.notice.show_error(trouble)
            return
        self._show_answer(answer)

    def _ask_rights(self, card: CardView) -> None:
        team = self.presenter.team()
        if team is None:
            return
        rights = RightsStep(self.presenter, team, card)
        rights.invited.connect(self._show_answer)
        self._show_step(rights)

    def _show_answer(self, answer: LaptopInvited) -> None:
        team = self.presenter.team()
        if team is not None:
            self._show_step(AnswerStep(self.presenter, team, answer))
            self.changed.emit()

    def _compare(self, invitation: InvitationView) -> None:
        compare = CompareStep(self.presenter, invitation)
        compare.joined.connect(lambda: self._joined(invitation.name))
        self._show_step(compare)

    def _joined(self, name: str) -> None:
        """The team, and above it what comes next: where the keyboard waits."""
        self.show_home()
        done = Banner()
        done.say(
            translate(N_("This laptop is in the team “{team}” now.")).format(team=name),
            translate(N_("Next, hand over what was surveyed: nobody compares digits any more.")),
            translate(N_("Go and hand over")),
        )
        done.accepted.connect(lambda: self.go.emit(HandoverRoute()))
        self._room.insertWidget(0, done)
        done.button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _show_sheet(self) -> None:
        sheet = SheetStep(self.presenter)
        sheet.put_away.connect(
            lambda: self._changed(translate(N_("The sheet is put away. Now invite the first laptop.")))
        )
        self._show_step(sheet)
        self.changed.emit()

    def _changed(self, told: str) -> None:
        self.show_home(told)
        self.changed.emit()

    def _show_step(self, step: Step) -> None:
        self._clear()
        self.step = step
        self.invite_button.hide()
        step.left.connect(self.show_home, Qt.ConnectionType.QueuedConnection)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(step, 30)
        row.addStretch(1)
        self._room.addLayout(row)
        self._room.addStretch(1)

    def _clear(self) -> None:
        self.step = None
        clear(self._room)

    def _ask_copy(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, translate(N_("Onto which stick?")))
        if folder:
            self.copy_to(Path(folder))

    def copy_to(self, folder: Path) -> None:
        """One more copy of the team's sealed file."""
        try:
            path = self.presenter.copy(folder)
        except UserError as trouble:
            self.notice.show_error(trouble)
            return
        self.notice.say(translate(N_("Saved: {file}")).format(file=path.name))


PARTS = PageParts(presenter=TeamPresenter, page=TeamPage)
