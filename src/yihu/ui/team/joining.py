"""Join a team: my card goes out, the answer comes in, the team's digits are compared."""

from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout

from yihu.actions.invite_laptop import code_picture
from yihu.actions.join_organisation import InvitationView
from yihu.base.errors import UserError
from yihu.base.i18n import N_, translate
from yihu.ui.interview.wrapped import WrappedLabel
from yihu.ui.look import SecondaryButton, label
from yihu.ui.look.square_code import SquareCode
from yihu.ui.look.tokens import look
from yihu.ui.team.parts import CodeSource, Digits, Step
from yihu.ui.team.presenter import TeamPresenter


class JoinStep(Step):
    """My card out, the answer in.

    Signals:
        read: an `InvitationView`, its digits not compared yet.
    """

    read = Signal(object)

    def __init__(self, presenter: TeamPresenter) -> None:
        super().__init__(
            translate(N_("Join a team")),
            translate(N_("The coordinator takes your card in, and gives you an answer back.")),
        )
        self.presenter = presenter
        px = look().px
        card = presenter.my_card()
        self.body.addWidget(label(translate(N_("1 · Your card to the coordinator")), "strong"))
        row = QHBoxLayout()
        row.setSpacing(px(20))
        self.code = SquareCode(
            code_picture(presenter.request_code()), translate(N_("My card as a square code")), largest_px=300
        )
        row.addWidget(self.code, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(px(8))
        column.addWidget(
            WrappedLabel(translate(N_("By code: let the coordinator scan it, or photograph it.")))
        )
        column.addWidget(WrappedLabel(translate(N_("Or by stick:"))))
        self.save_button = SecondaryButton(translate(N_("Save my card onto a stick…")), "save")
        self.save_button.clicked.connect(self._ask_folder)
        column.addWidget(self.save_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(Digits(translate(N_("The coordinator asks for these digits:")), card.digits))
        column.addStretch(1)
        row.addLayout(column, 1)
        self.body.addLayout(row)
        self.body.addWidget(label(translate(N_("2 · The coordinator's answer")), "strong"))
        self.source = CodeSource(translate(N_("The answer or a photo of its code…")))
        self.source.given.connect(self.take)
        self.body.addWidget(self.source)
        self.finish(translate(N_("Next")), self._take_typed)
        QTimer.singleShot(0, self.save_button, self.save_button.setFocus)

    def save_into(self, folder: Path) -> None:
        """The card onto a stick."""
        try:
            path = self.presenter.save_card(folder)
        except UserError as trouble:
            self.notice.show_error(trouble)
            return
        self.notice.say(translate(N_("Saved: {file}")).format(file=path.name))

    def take(self, source: Path | str) -> None:
        """Read the answer."""
        try:
            invitation = self.presenter.read_invitation(source)
        except UserError as trouble:
            self.notice.show_error(trouble)
            return
        if not invitation.for_me:
            words = N_("This answer is for another laptop. Ask for the one that was made for your card.")
            self.notice.say(translate(words), tone="amber")
            return
        self.read.emit(invitation)

    def _take_typed(self) -> None:
        if self.source.line.text().strip():
            self.take(self.source.line.text())
        else:
            words = N_("Choose the answer, or scan its code first.")
            self.notice.say(translate(words), tone="grey")

    def _ask_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, translate(N_("Onto which stick?")))
        if folder:
            self.save_into(Path(folder))


class CompareStep(Step):
    """The team's digits, then in.

    Signals:
        joined: this laptop is in the team.
    """

    joined = Signal()

    def __init__(self, presenter: TeamPresenter, invitation: InvitationView) -> None:
        super().__init__(
            translate(N_("Join “{team}”?")).format(team=invitation.name),
            translate(N_("Invited by {coordinator}, until {day}.")).format(
                coordinator=invitation.coordinator, day=invitation.until
            ),
        )
        self.presenter, self.invitation = presenter, invitation
        self.say(invitation.role_words, "body2")
        self.body.addWidget(
            Digits(
                translate(N_("On the coordinator's screen stand the team's digits. Are they these?")),
                invitation.digits,
            )
        )
        self.finish(translate(N_("Yes, the same: join")), self.join, translate(N_("No, others: do not join")))
        QTimer.singleShot(0, self.back, self.back.setFocus)

    def join(self) -> None:
        """Take it in."""
        try:
            self.presenter.join(self.invitation)
        except UserError as trouble:
            self.notice.show_error(trouble)
            return
        self.joined.emit()
