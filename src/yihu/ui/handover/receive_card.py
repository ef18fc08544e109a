"""Receive: drop files or choose them; what each sender brought."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from yihu.actions.exchange_cards import CardView
from yihu.actions.receive_packages import ReceiveReport
from yihu.base.errors import UserError
from yihu.base.i18n import N_, translate, translate_count
from yihu.ui.handover.arrivals import Arrival
from yihu.ui.handover.aside import Waiting
from yihu.ui.handover.compare import CompareDigits
from yihu.ui.handover.drop_zone import DropZone
from yihu.ui.handover.presenter import CARD_SUFFIX
from yihu.ui.handover.receiving import ArrivalView, ReceivePresenter, say_conflicts
from yihu.ui.handover.watch_row import WatchRow
from yihu.ui.look import Card, Notice, PrimaryButton, ProgressStrip, clear, run_in_background
from yihu.ui.look.tokens import look


class ReceiveCard(Card):
    """Signals:
    received: something was merged.
    conflicts_wanted: the person goes on to what differs.
    card_trusted: a laptop is known now, by this fingerprint.
    """

    received = Signal()
    conflicts_wanted = Signal()
    card_trusted = Signal(str)

    def __init__(self, presenter: ReceivePresenter, parent: QWidget | None = None) -> None:
        super().__init__(translate(N_("Receive")), translate(N_("files that others gave you")), parent)
        self.presenter = presenter
        self.arrivals: tuple[ArrivalView, ...] = ()
        self.questions: list[CompareDigits] = []
        self.zone = DropZone()
        self.zone.dropped.connect(self.take)
        self.zone.button.clicked.connect(self._ask_files)
        self.zone.folder_button.clicked.connect(self._ask_folder)
        self.watch = WatchRow(presenter)
        self.watch.came.connect(self._came)
        self.watch.refused.connect(self._failed)
        self.strip, self.notice = ProgressStrip(), Notice()
        self.waiting = Waiting(presenter)
        self.waiting.gap_accepted.connect(self._accept_gap)
        self.waiting.released.connect(self._release)
        self.lines = QVBoxLayout()
        self.lines.setSpacing(look().px(8))
        self.conflicts_button = PrimaryButton("", main=True)
        self.conflicts_button.clicked.connect(self.conflicts_wanted)
        self.conflicts_button.hide()
        for part in (self.zone, self.watch, self.strip, self.notice):
            self.body.addWidget(part)
        self.body.addLayout(self.lines)
        self.body.addWidget(self.waiting)
        self.body.addStretch(1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.conflicts_button)
        self.body.addLayout(row)
        if presenter.received is not None:  # the window was made anew, in another language or size
            self.arrivals = presenter.view(presenter.received)
            self._show_arrivals()

    def show_state(self) -> None:
        """What waits for a person, without a new file."""
        self.watch.show_state()
        self.waiting.show_all()

    def take(self, paths: Sequence[Path], trust: Sequence[str] = ()) -> None:
        """Receive these files beside the window; cards among them are asked about."""
        cards = [path for path in paths if path.suffix.lower() == CARD_SUFFIX]
        packages = [path for path in paths if path not in cards]
        for path in cards:
            self.ask_about_card(path)
        if packages:
            self._begin(lambda progress: self.presenter.receive(packages, trust, progress))

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

    def _begin(self, work: object) -> None:
        self.notice.hide()
        self.zone.setEnabled(False)
        run_in_background(
            work,  # type: ignore[arg-type]
            self._done,
            failed=self._failed,
            strip=self.strip,
            notice=self.notice,
            what=translate(N_("Receiving, please leave the stick in")),
        )

    def _came(self, paths: list[Path]) -> None:
        if self.zone.isEnabled():
            self.take(paths)

    def _done(self, report: ReceiveReport) -> None:
        self.zone.setEnabled(True)
        self.presenter.received = report
        told, needs = self.presenter.say_received(report)
        if told:
            self.notice.say(told, needs, tone="amber" if report.conflicts else "green")
        elif not report.packages:
            words = N_("There is no file of this program in that folder.")
            self.notice.say(translate(words), tone="grey")
        self.arrivals = self.presenter.view(report)
        self._show_arrivals()
        self.show_state()
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
            self.lines.addWidget(Arrival(view, self.presenter))
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
        self.card_trusted.emit(card.fingerprint)

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

    def _accept_gap(self) -> None:
        given_up = self.presenter.accept_gap()
        words = translate_count(
            N_("{count} change counts now, with a gap before it."),
            N_("{count} changes count now, with a gap before them."),
            given_up,
        )
        self.notice.say(words.format(count=given_up))
        self.show_state()
        self.received.emit()

    def _release(self, number: int) -> None:
        self._begin(lambda progress: self.presenter.release(number, progress))

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

    def _ask_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, translate(N_("Take in all files of which folder?")))
        if folder:
            self.take([Path(folder)])
