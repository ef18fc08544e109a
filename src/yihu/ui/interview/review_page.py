"""Check and finish: what is missing, what contradicts, each a link to its question."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from yihu.base.i18n import N_, translate, translate_count
from yihu.ui.interview.views import ReviewItem
from yihu.ui.interview.wrapped import WrappedLabel
from yihu.ui.look import Banner, Card, LinkButton, SecondaryButton, icon_label, label
from yihu.ui.look.tokens import look

_SHOWN = 200


class ReviewBody(QWidget):
    """Signals:
    wanted: ref of a question to go to.
    finished: the person finishes the visit.
    differences_wanted: to the merge desk, where laptops answered differently.
    """

    wanted = Signal(str)
    finished = Signal()
    differences_wanted = Signal()

    def __init__(self, items: tuple[ReviewItem, ...], blank: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._blank = blank
        self.items = items
        self.links: list[QPushButton] = []
        hard = [item for item in items if item.hard]
        soft = [item for item in items if not item.hard and not item.told]
        told = [item for item in items if item.told]
        self.banner = Banner()
        self.banner.accepted.connect(self._accepted)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look().px(16))
        column.addWidget(self.banner)
        self._say(hard)
        if hard:
            column.addWidget(self._list(translate(N_("Still missing or not right")), hard, "red"))
        if soft:
            words = translate(N_("Please check; you may finish with these"))
            column.addWidget(self._list(words, soft, "amber"))
        if told:
            column.addWidget(self._list(translate(N_("Comments and reasons")), told, "grey"))
        column.addStretch(1)

    def take_focus(self) -> None:
        """The keyboard comes to the one next thing."""
        self.banner.button.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        order = [self.banner.button, *self.links]
        at = next((at for at, button in enumerate(order) if button.hasFocus()), None)
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if at is None or step is None:
            super().keyPressEvent(event)
        else:
            order[min(max(at + step, 0), len(order) - 1)].setFocus(Qt.FocusReason.TabFocusReason)

    def _accepted(self) -> None:
        hard = next((item for item in self.items if item.hard), None)
        if hard and hard.differs:
            self.differences_wanted.emit()
        elif hard:
            self.wanted.emit(hard.ref)
        else:
            self.finished.emit()

    def _say(self, hard: list[ReviewItem]) -> None:
        if hard:
            title = translate_count(
                N_("{count} answer is missing or not right"),
                N_("{count} answers are missing or not right"),
                len(hard),
            )
            self.banner.say(
                title.format(count=len(hard)),
                translate(N_("All that was answered is saved. You may also leave and go on later.")),
                translate(N_("Choose between the answers…") if hard[0].differs else N_("Go to the first")),
                "amber",
            )
        else:
            left = translate_count(
                N_("Nothing is missing; {count} question was left blank"),
                N_("Nothing is missing; {count} questions were left blank"),
                self._blank,
            )
            self.banner.say(
                left.format(count=self._blank) if self._blank else translate(N_("Everything is answered")),
                translate(
                    N_("After finishing, answers can still be corrected; the old ones stay in the history.")
                ),
                translate(N_("Finish the visit")),
                "green",
            )

    def _list(self, title: str, items: list[ReviewItem], tone: str) -> QWidget:
        card = Card(title, str(len(items)))
        for item in items[:_SHOWN]:
            card.body.addWidget(self._line(item, tone))
        return card

    def _line(self, item: ReviewItem, tone: str) -> QWidget:
        px = look().px
        line = QFrame()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, px(2), 0, px(2))
        row.setSpacing(px(12))
        colour = {"red": look().colours.red, "amber": look().colours.amber}.get(tone, look().colours.ink_2)
        row.addWidget(icon_label("message-square-text" if item.told else "triangle-alert", colour, 16))
        words = " · ".join(part for part in (item.where, item.question) if part)
        if item.ref:
            link = LinkButton(words or translate(N_("Go to the question")))
            link.clicked.connect(lambda _checked=False, ref=item.ref: self.wanted.emit(ref))
            self.links.append(link)
            row.addWidget(link)
        elif words:
            row.addWidget(label(words, "body"))
        row.addWidget(WrappedLabel(item.message, "body2"), 1)
        if item.differs:
            choose = SecondaryButton(translate(N_("Choose between the answers…")), small=True)
            choose.clicked.connect(self.differences_wanted)
            self.links.append(choose)
            row.addWidget(choose)
        return line
