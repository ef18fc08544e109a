"""Receive: drop files or choose them; what each brought."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from yihu.actions.exchange_cards import CardView
from yihu.actions.receive_packages import ReceiveReport
from yihu.base.errors import UserError
from yihu.base.i18n import N_, translate
from yihu.ui.handover.compare import CompareDigits
from yihu.ui.handover.presenter import CARD_SUFFIX, ArrivalView, HandoverPresenter, say_conflicts
from yihu.ui.interview.wrapped import WrappedLabel
from yihu.ui.look import (
    Card,
    Notice,
    PrimaryButton,
    ProgressStrip,
    clear,
    icon_label,
    label,
    run_in_background,
)
from yihu.ui.look.tokens import look


class ReceiveCard(Card):
    """Signals:
    received: something was merged.
    conflicts_wanted: the person goes on to what differs.
    card_trusted: a laptop is known now.
    """

    received = Signal()
    conflicts_wanted = Signal()
    card_trusted = Signal()

    def __init__(self, presenter: HandoverPresenter, parent: QWidget | None = None) -> None:
        super().__init__(translate(N_("Receive")), translate(N_("files that others gave you")), parent)
        self.presenter = presenter
        self.arrivals: tuple[ArrivalView, ...] = ()
        self.questions: list[CompareDigits] = []
        self.zone = _DropZone()
        self.zone.dropped.connect(self.take)
        self.zone.button.clicked.connect(self._ask_files)
        self.strip, self.notice = ProgressStrip(), Notice()
        self.lines = QVBoxLayout()
        self.lines.setSpacing(look().px(8))
        self.conflicts_button = PrimaryButton("", main=True)
        self.conflicts_button.clicked.connect(self.conflicts_wanted)
        self.conflicts_button.hide()
        for part in (self.zone, self.strip, self.notice):
            self.body.addWidget(part)
        self.body.addLayout(self.lines)
        self.body.addStretch(1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.conflicts_button)
        self.body.addLayout(row)

    def take(self, paths: Sequence[Path], trust: Sequence[str] = ()) -> None:
        """Receive these files beside the window; cards among them are asked about."""
        cards = [path for path in paths if path.suffix.lower() == CARD_SUFFIX]
        packages = [path for path in paths if path not in cards]
        for path in cards:
            self.ask_about_card(path)
        if not packages:
            return
        self.notice.hide()
        self.zone.setEnabled(False)
        run_in_background(
            lambda progress: self.presenter.receive(packages, trust, progress),
            self._done,
            failed=self._failed,
            strip=self.strip,
            notice=self.notice,
            what=translate(N_("Receiving, please leave the stick in")),
        )

    def ask_about_card(self, path: Path) -> None:
        """Show a card's digits and ask whether they are those on the other screen."""
        try:
            card = self.presenter.read_card(path)
        except UserError as trouble:
            self.notice.show_error(trouble)
            return
        if card.mine or card.trusted:
            words = N_("This is your own card.") if card.mine else N_("This laptop is known already.")
            self.notice.say(translate(words), tone="grey")
            return
        self._ask(card, "")

    def show_conflicts(self, answers: int, households: int) -> None:
        """The way to what differs, while something does."""
        words = say_conflicts(answers, households)
        self.conflicts_button.setText(translate(N_("Look at what differs ({count})")).format(count=answers))
        self.conflicts_button.setVisible(bool(words))

    def _done(self, report: ReceiveReport) -> None:
        self.zone.setEnabled(True)
        self.presenter.received = report
        told, needs = self.presenter.say_received(report)
        if told:
            self.notice.say(told, needs, tone="amber" if needs else "green")
        self.arrivals = tuple(self.presenter.view_arrival(one) for one in report.packages)
        self._show_arrivals()
        self.show_conflicts(report.conflicts, report.conflict_households)
        if not self.questions:
            self._rest()
        self.received.emit()

    def _failed(self, trouble: UserError) -> None:
        self.zone.setEnabled(True)
        self.notice.show_error(trouble)

    def _show_arrivals(self) -> None:
        clear(self.lines)
        self.questions = []
        for view in self.arrivals:
            self.lines.addWidget(_ArrivalLine(view))
            if view.card is not None:
                self._ask(view.card, view.name)

    def _ask(self, card: CardView, file_name: str) -> None:
        question = CompareDigits(card)
        question.matched.connect(lambda: self._matched(card, file_name, question))
        question.differed.connect(lambda: self._differed(question))
        self.questions.append(question)
        self.lines.addWidget(question)
        question.no.setFocus(Qt.FocusReason.OtherFocusReason)

    def _matched(self, card: CardView, file_name: str, question: CompareDigits) -> None:
        self._drop_question(question)
        path = self.presenter.receive_again(file_name) if file_name else None
        if path is not None:
            self.take([path], [card.fingerprint])
        else:
            self.presenter.trust(card)
            words = translate(N_("{team} is known now: you can give to it and receive from it."))
            self.notice.say(words.format(team=card.team))
        self.card_trusted.emit()

    def _differed(self, question: CompareDigits) -> None:
        self._drop_question(question)
        words = N_(
            "Nothing was received. Do not take this file: ask the team for a new one, from hand to hand."
        )
        self.notice.say(translate(words), tone="amber")

    def _drop_question(self, question: CompareDigits) -> None:
        self.questions.remove(question)
        self.lines.removeWidget(question)
        self._rest()
        question.hide()
        question.deleteLater()

    def _rest(self) -> None:
        """Where the keyboard waits once a file is in or a question is answered; else it falls to the rail."""
        ahead = self.zone.button if self.conflicts_button.isHidden() else self.conflicts_button
        ahead.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_files(self) -> None:
        kinds = f"{translate(N_('Files of this program'))} (*.yihu *.yihukey)"
        paths, _ = QFileDialog.getOpenFileNames(
            self, translate(N_("Choose the files that you were given")), "", kinds
        )
        if paths:
            self.take([Path(path) for path in paths])


class _ArrivalLine(QFrame):
    def __init__(self, view: ArrivalView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px, colours = look().px, look().colours
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(10))
        icons = {"green": ("circle-check", colours.green), "red": ("triangle-alert", colours.red)}
        name, colour = icons.get(view.tone, ("key-round", colours.amber))
        row.addWidget(icon_label(name, colour, 18), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(WrappedLabel(view.title, "strong"))
        words.addWidget(WrappedLabel(view.words, "body2"))
        row.addLayout(words, 1)


class _DropZone(QFrame):
    """A place to drop files on, with a button for those who would rather choose."""

    dropped = Signal(list)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px = look().px
        self.setAcceptDrops(True)
        self.setObjectName("dropZone")
        self.button = PrimaryButton(translate(N_("Choose files…")), "inbox")
        row = QHBoxLayout(self)
        row.setContentsMargins(px(20), px(18), px(20), px(18))
        row.setSpacing(px(16))
        row.addWidget(icon_label("download", look().colours.ink_2, 28))
        words = QVBoxLayout()
        words.setSpacing(px(2))
        words.addWidget(label(translate(N_("Drop the files here")), "question"))
        words.addWidget(
            WrappedLabel(translate(N_("from the stick, one or many; twice does no harm")), "secondary")
        )
        row.addLayout(words, 1)
        row.addWidget(self.button)
        self._frame(over=False)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()
            self._frame(over=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._frame(over=False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._frame(over=False)
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        self.dropped.emit(paths)

    def _frame(self, *, over: bool) -> None:
        colours = look().colours
        edge, ground = (colours.green, colours.green_light) if over else (colours.line_strong, colours.paper)
        self.setStyleSheet(
            f"QFrame#dropZone {{ border: 2px dashed {edge}; border-radius: 12px; background: {ground}; }}"
        )
