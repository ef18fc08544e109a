"""The team's laptops: role, villages, until when; renewed, reported lost, accepted again."""

from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from yihu.actions.show_team import MemberState
from yihu.base.i18n import N_, translate
from yihu.ui.look import Card, LinkButton, StatePill, label, rule
from yihu.ui.look.text import ElidedLabel
from yihu.ui.look.tokens import look
from yihu.ui.team.parts import SecretField, Step
from yihu.ui.team.presenter import MemberLine, TeamPresenter

UNTIL_WIDE, STATE_WIDE = 180, 110


class MemberList(Card):
    """Signals:
    chosen: the `MemberLine` of a laptop to do something about.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(translate(N_("Laptops of the team")), parent=parent)
        self._room = QVBoxLayout()
        self._room.setSpacing(0)
        self.body.addLayout(self._room)
        self.rows: list[_MemberRow] = []

    def show_lines(self, lines: tuple[MemberLine, ...]) -> None:
        """All of them, this laptop first."""
        for row in self.rows:
            self._room.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = []
        for line in lines:
            row = _MemberRow(line)
            row.button.clicked.connect(lambda _on=False, line=line: self.chosen.emit(line))
            self._room.addWidget(row)
            self.rows.append(row)


class _MemberRow(QFrame):
    def __init__(self, line: MemberLine) -> None:
        super().__init__()
        px = look().px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(rule())
        grid = QGridLayout()
        grid.setContentsMargins(0, px(8), 0, px(8))
        grid.setHorizontalSpacing(px(14))
        grid.setVerticalSpacing(px(2))
        name = QHBoxLayout()
        name.setSpacing(px(8))
        name.addWidget(ElidedLabel(line.name, "strong"))
        if line.member.mine:
            name.addWidget(StatePill(translate(N_("this laptop")), "grey"))
        name.addStretch(1)
        grid.addLayout(name, 0, 0)
        grid.addWidget(ElidedLabel(f"{line.role} · {line.villages}", "body2"), 1, 0)
        grid.addWidget(label(line.until, "body"), 0, 1)
        grid.addWidget(label(line.last, "secondary"), 1, 1)
        grid.addWidget(StatePill(line.state, line.tone), 0, 2, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        self.button = LinkButton(translate(N_("Change…")))
        self.button.setAccessibleName(translate(N_("Change {name}")).format(name=line.name))
        grid.addWidget(self.button, 0, 3, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        grid.setColumnStretch(0, 1)
        grid.setColumnMinimumWidth(1, px(UNTIL_WIDE))
        grid.setColumnMinimumWidth(2, px(STATE_WIDE))
        column.addLayout(grid)


class MemberStep(Step):
    """One laptop: renew it, its answer once more, lost, found; its own card anew.

    Signals:
        done: something was changed; the sentence that tells it.
        answer_wanted: its answer once more.
    """

    done = Signal(str)
    answer_wanted = Signal(str)

    def __init__(self, presenter: TeamPresenter, line: MemberLine, has_seal: bool) -> None:
        super().__init__(line.name, line.member.sentence)
        self.presenter, self.line = presenter, line
        member = line.member
        self.say(f"{member.role_words} · {line.villages}", "body2")
        self.secret: SecretField | None = None
        if has_seal and (line.needs_secret or member.mine):
            self.secret = SecretField()
            self.body.addWidget(self.secret)
        elif line.needs_secret and not member.mine:
            words = N_("Who invited it, or who has the team's file, can renew it or report it lost.")
            self.say(translate(words), "secondary")
        self.links: dict[str, LinkButton] = {}
        can = not line.needs_secret or has_seal
        if member.state is MemberState.LOST:
            if can:
                self._offer("found", N_("It was found: accept it again…"))
        else:
            if can:
                self._offer("answer", N_("Show its answer once more"))
            if member.mine:
                self._offer("card", N_("Make a new card for this laptop…"))
            elif can:
                self._offer("lost", N_("It was lost or stolen…"))
        self._confirm = QWidget()
        self._confirming = QVBoxLayout(self._confirm)
        self._confirming.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(self._confirm)
        self._act: Any = None
        self.finish(translate(N_("Renew for a year")), self._go_on)
        self.next.setVisible(can and member.state is not MemberState.LOST)
        QTimer.singleShot(0, self.back, self.back.setFocus)

    def ask(self, what: str) -> None:
        """Say what it means; it is done only after the word was typed."""
        if what == "answer":
            self.answer_wanted.emit(self.line.member.fingerprint)
            return
        meaning, word, act, told = {
            "lost": (
                N_(
                    "What comes from it after this is laid aside; what came before stays. All others learn it with your next files."
                ),
                N_("lost"),
                lambda secret: self.presenter.report_lost(self.line.member.fingerprint, secret),
                N_("{name} was reported lost. Give files to the others now: they learn it from them."),
            ),
            "found": (
                N_("Its files are taken in again from now on."),
                N_("found"),
                lambda secret: self.presenter.accept_again(self.line.member.fingerprint, secret),
                N_("{name} is accepted again."),
            ),
            "card": (
                N_(
                    "When somebody may have copied this computer. The digits change; the team learns it with your next files, and old files still open."
                ),
                N_("new card"),
                self.presenter.change_card,
                N_("{name} has a new card. Give files to the others soon."),
            ),
        }[what]
        for link in self.links.values():
            link.hide()
        self.say_what(translate(meaning), translate(word))
        self._act = (act, translate(told).format(name=self.line.name))
        self.next.setText(translate(N_("Do it")))
        self.next.setVisible(True)
        self.next.setEnabled(False)

    def say_what(self, meaning: str, word: str) -> None:
        """What it means, and the word to type."""
        self._confirming.addWidget(label(meaning, "body", wrap=True))
        words = translate(N_("To make sure, type: {word}")).format(word=word)
        self.typed = self.add_field(words, QLineEdit())
        self._confirming.addWidget(self.typed)
        self.typed.field.textChanged.connect(
            lambda text: self.next.setEnabled(text.strip().lower() == word.lower())
        )
        self.typed.field.returnPressed.connect(self._go_on)
        self.typed.field.setFocus()

    def _offer(self, name: str, words: str) -> None:
        link = LinkButton(translate(words))
        link.clicked.connect(lambda: self.ask(name))
        self.links[name] = link
        self.body.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)

    def _go_on(self) -> None:
        if not self.next.isEnabled():
            return
        secret = self.secret.secret() if self.secret is not None else None
        fingerprint = self.line.member.fingerprint
        if self._act is None:
            told = translate(N_("{name} is renewed. It learns it from the next file that you give it."))
            told = told.format(name=self.line.name)
            self.work(
                translate(N_("Renewing")),
                lambda: self.presenter.renew(fingerprint, secret),
                lambda _: self.done.emit(told),
            )
            return
        act, told = self._act
        self.work(translate(N_("Writing it down")), lambda: act(secret), lambda _: self.done.emit(told))
