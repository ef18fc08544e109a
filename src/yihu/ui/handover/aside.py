"""Files that wait for a person's word: earlier ones that have not come, and ones that were laid aside."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from yihu.base.i18n import N_, translate
from yihu.ui.handover.receiving import AsideView, ReceivePresenter
from yihu.ui.interview.wrapped import WrappedLabel
from yihu.ui.look import LinkButton, SecondaryButton, clear, label
from yihu.ui.look.flow import FlowRow
from yihu.ui.look.tokens import look

SHOWN = 6


class AskAgain(QWidget):
    """A link that asks once more before it acts: what it means, then yes or no.

    Signals:
        agreed: yes.
    """

    agreed = Signal()

    def __init__(self, words: str, meaning: str, yes: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.link = LinkButton(words)
        self.link.clicked.connect(self._ask)
        self._question = QWidget()
        inner = QVBoxLayout(self._question)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(look().px(6))
        inner.addWidget(WrappedLabel(meaning, "body"))
        buttons = FlowRow()
        self.yes = SecondaryButton(yes, small=True)
        self.no = SecondaryButton(translate(N_("No, leave it")), small=True)
        self.yes.clicked.connect(self._agree)
        self.no.clicked.connect(self._rest)
        buttons.add(self.yes)
        buttons.add(self.no)
        inner.addWidget(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.link, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._question)
        self._question.hide()

    def _ask(self) -> None:
        self.link.hide()
        self._question.show()
        self.no.setFocus(Qt.FocusReason.OtherFocusReason)

    def _rest(self) -> None:
        self._question.hide()
        self.link.show()
        self.link.setFocus(Qt.FocusReason.OtherFocusReason)

    def _agree(self) -> None:
        self._rest()
        self.agreed.emit()


class Waiting(QFrame):
    """Signals:
    gap_accepted: go on without what has not come.
    released: number of a file to take in after all.
    """

    gap_accepted = Signal()
    released = Signal(int)

    def __init__(self, presenter: ReceivePresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.presenter = presenter
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look().px(6))
        self.hide()

    def show_all(self) -> None:
        """What waits now; nothing is shown where nothing does."""
        clear(self._column)
        waiting, aside = self.presenter.waiting(), self.presenter.aside()
        if waiting:
            self._show_waiting(waiting)
        if aside:
            self._column.addWidget(label(translate(N_("Laid aside: nothing of them was taken in")), "strong"))
        for view in aside[:SHOWN]:
            self._column.addWidget(self._aside(view))
        self.setVisible(bool(waiting or aside))

    def _show_waiting(self, waiting: tuple[str, ...]) -> None:
        blocked = self.presenter.blocked()
        title = N_("Earlier files are missing") if blocked else N_("Not all work of these laptops is here")
        self._column.addWidget(label(translate(title), "strong"))
        for words in waiting[:SHOWN]:
            self._column.addWidget(WrappedLabel(words, "body2"))
        if not blocked:
            told = N_("Nothing waits for it. After a list of households, that is as it should be.")
            self._column.addWidget(WrappedLabel(translate(told), "secondary"))
            return
        gap = AskAgain(
            translate(N_("They will never come: go on without them…")),
            translate(
                N_(
                    "What came later counts from now on, with a gap before it. If the earlier file comes after all, it counts too."
                )
            ),
            translate(N_("Go on with the gap")),
        )
        gap.agreed.connect(self.gap_accepted)
        self._column.addWidget(gap)

    def _aside(self, view: AsideView) -> QWidget:
        room = QWidget()
        row = QHBoxLayout(room)
        row.setContentsMargins(0, 0, 0, 0)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(WrappedLabel(view.name, "body"))
        words.addWidget(WrappedLabel(view.words, "secondary"))
        release = AskAgain(
            translate(N_("Take it in after all…")),
            translate(N_("Take it in only if you asked the team itself and know where the file comes from.")),
            translate(N_("I asked, take it in")),
        )
        release.agreed.connect(lambda: self.released.emit(view.number))
        words.addWidget(release)
        row.addLayout(words, 1)
        return room
