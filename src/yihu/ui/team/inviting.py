"""Invite a laptop: its card, the digits, role and villages, the answer."""

from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QListWidget, QListWidgetItem, QRadioButton

from yihu.actions.exchange_cards import CardView
from yihu.actions.invite_laptop import LaptopInvited
from yihu.actions.show_team import ROLE_WORDS, TEAM, TEAM_ROLES, TeamView
from yihu.base.errors import UserError
from yihu.base.i18n import N_, translate
from yihu.ui.look import label
from yihu.ui.look.tokens import look
from yihu.ui.team.parts import AnswerShown, CodeSource, Digits, SecretField, Step
from yihu.ui.team.presenter import Area, TeamPresenter

_CODE = int(Qt.ItemDataRole.UserRole)
ROWS_SHOWN = 6


class RequestStep(Step):
    """The card of the laptop that asks.

    Signals:
        read: its `CardView`, not compared yet.
    """

    read = Signal(object)

    def __init__(self, presenter: TeamPresenter) -> None:
        super().__init__(
            translate(N_("Invite a laptop · 1 of 3: its card")),
            translate(
                N_(
                    "On the other laptop: Hand over, Our team, Join a team. It saves its card onto a stick, or shows a square code."
                )
            ),
        )
        self.presenter = presenter
        self.source = CodeSource(translate(N_("Its card or a photo of the code…")))
        self.source.given.connect(self.take)
        self.body.addWidget(self.source)
        self.finish(translate(N_("Next")), self._take_typed)
        QTimer.singleShot(0, self.source.file, self.source.file.setFocus)

    def take(self, source: Path | str) -> None:
        """Read it."""
        try:
            card = self.presenter.read_request(source)
        except UserError as trouble:
            self.notice.show_error(trouble)
            return
        if card.mine:
            words = N_("This is this computer's own card. Take that of the other laptop.")
            self.notice.say(translate(words), tone="amber")
            return
        self.read.emit(card)

    def _take_typed(self) -> None:
        if self.source.line.text().strip():
            self.take(self.source.line.text())
        else:
            words = N_("Choose the card, or scan the code first.")
            self.notice.say(translate(words), tone="grey")


class RightsStep(Step):
    """Its digits, what it may do, where.

    Signals:
        invited: a `LaptopInvited`.
    """

    invited = Signal(object)

    def __init__(self, presenter: TeamPresenter, team: TeamView, card: CardView) -> None:
        super().__init__(translate(N_("Invite a laptop · 2 of 3: who, what, where")))
        self.presenter, self.laptop = presenter, card
        who = f"{card.team} · {card.laptop}" if card.laptop else card.team
        question = translate(N_("On the screen of {who} stand eight digits. Are they these?")).format(who=who)
        self.body.addWidget(Digits(question, card.digits))
        self.same = QRadioButton(translate(N_("Yes, the same")))
        self.differ = QRadioButton(translate(N_("No, others")))
        for each in (self.same, self.differ):
            each.toggled.connect(self._allow)
            self.body.addWidget(each)
        self.body.addWidget(label(translate(N_("What it is for")), "strong"))
        self.role = QComboBox()
        self.role.setAccessibleName(translate(N_("What it is for")))
        for role in TEAM_ROLES:
            self.role.addItem(translate(ROLE_WORDS[role]), role)
        self.role.setCurrentIndex(TEAM_ROLES.index(TEAM))
        self.body.addWidget(self.role)
        self.body.addWidget(label(translate(N_("For which villages")), "strong"))
        self.where = QComboBox()
        self.where.setAccessibleName(translate(N_("For which villages")))
        self.where.addItems([translate(N_("all villages")), translate(N_("only these:"))])
        self.where.currentIndexChanged.connect(self._where_chosen)
        self.body.addWidget(self.where)
        self.areas = _area_list(presenter.areas())
        self.areas.itemChanged.connect(self._allow)
        self.areas.hide()
        self.body.addWidget(self.areas)
        self.secret: SecretField | None = None
        if not team.may_invite:
            self.secret = SecretField()
            self.body.addWidget(self.secret)
        self.finish(translate(N_("Invite for a year")), self.invite)
        self._allow()
        QTimer.singleShot(0, self.same, self.same.setFocus)

    def tick(self, code: str) -> None:
        """Only here, too."""
        self.where.setCurrentIndex(1)
        for row in range(self.areas.count()):
            if self.areas.item(row).data(_CODE) == code:
                self.areas.item(row).setCheckState(Qt.CheckState.Checked)

    def invite(self) -> None:
        """Give it its place."""
        if not self.next.isEnabled():
            return
        role, villages = str(self.role.currentData()), self._villages()
        secret = self.secret.secret() if self.secret is not None else None
        what = translate(N_("Writing the answer"))
        self.work(what, lambda: self.presenter.invite(self.laptop, role, villages, secret), self.invited.emit)

    def _villages(self) -> tuple[str, ...]:
        if self.where.currentIndex() == 0:
            return ()
        items = [self.areas.item(row) for row in range(self.areas.count())]
        chosen = [str(item.data(_CODE)) for item in items if item.checkState() == Qt.CheckState.Checked]
        return tuple(code for code in chosen if not any(code != o and code.startswith(o) for o in chosen))

    def _where_chosen(self, at: int) -> None:
        self.areas.setVisible(at == 1)
        self._allow()

    def _allow(self, *_changed: object) -> None:
        if not hasattr(self, "next"):
            return
        if self.differ.isChecked():
            words = N_(
                "Then it is another laptop's card, or it was changed on the way. Read it again, from hand to hand."
            )
            self.notice.say(translate(words), tone="amber")
        else:
            self.notice.hide()
        placed = self.where.currentIndex() == 0 or bool(self._villages())
        self.next.setEnabled(self.same.isChecked() and placed)


class AnswerStep(Step):
    """The answer goes back: by code or by stick."""

    def __init__(self, presenter: TeamPresenter, team: TeamView, answer: LaptopInvited) -> None:
        name = answer.member.team
        super().__init__(
            translate(N_("Invite a laptop · 3 of 3: the answer back")),
            translate(N_("{team} is in the team now. It must still take in this answer:")).format(team=name),
        )
        self.shown = AnswerShown(answer, presenter.save_answer)
        self.body.addWidget(self.shown)
        self.body.addWidget(
            Digits(translate(N_("It will ask for the team's digits. They are:")), team.digits)
        )
        self.finish(translate(N_("That is all")), self.left.emit)
        QTimer.singleShot(0, self.next, self.next.setFocus)


def _area_list(areas: tuple[Area, ...]) -> QListWidget:
    made = QListWidget()
    made.setAccessibleName(translate(N_("Villages")))
    for area in areas:
        item = QListWidgetItem(area.name if area.whole else f"    {area.name}")
        item.setData(_CODE, area.code)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Unchecked)
        made.addItem(item)
    shown = min(max(len(areas), 1), ROWS_SHOWN)
    made.setFixedHeight(shown * look().px(30) + look().px(8))
    made.itemActivated.connect(_turn)
    return made


def _turn(item: QListWidgetItem) -> None:
    """Enter ticks too."""
    checked = item.checkState() == Qt.CheckState.Checked
    item.setCheckState(Qt.CheckState.Unchecked if checked else Qt.CheckState.Checked)
