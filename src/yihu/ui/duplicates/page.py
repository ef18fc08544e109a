"""Households that may be one: the pairs at the left, two of them side by side at the right."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from yihu.actions.find_duplicates import DuplicatePair
from yihu.base.i18n import N_, translate, translate_count
from yihu.ui.duplicates.pair_list import PairList
from yihu.ui.duplicates.presenter import DecisionLine, DuplicatesPresenter
from yihu.ui.handover.tabs import DUPLICATES, DeskPage
from yihu.ui.interview.wrapped import WrappedLabel
from yihu.ui.look import (
    Card,
    EmptyState,
    LinkButton,
    Notice,
    PrimaryButton,
    ProgressStrip,
    SecondaryButton,
    StatePill,
    clear,
    label,
    look,
    rule,
    run_in_background,
)
from yihu.ui.look.scrolling import scrolled
from yihu.ui.routes import ConflictsRoute, DuplicatesRoute
from yihu.ui.window.pages import PageParts

_SIDE, _SIDE_NARROW, _NARROW = 250, 180, 900
DECISIONS_AT_ONCE = 8


class DuplicatesPage(DeskPage):
    """Are these two the same household?"""

    def __init__(self, presenter: DuplicatesPresenter, parent: QWidget | None = None) -> None:
        super().__init__(DUPLICATES, parent)
        self.presenter = presenter
        self._last: QWidget | None = None
        self._build_body()

    def enter(self, route: DuplicatesRoute) -> None:
        self.notice.hide()
        self.presenter.joined = None
        run_in_background(
            lambda _: self.presenter.find(),
            lambda pairs: self._take(pairs, route.household_id),
            strip=self.strip,
            notice=self.notice,
            what=translate(N_("Looking for households that are there twice")),
        )

    def place(self) -> DuplicatesRoute:
        pair = self.presenter.pair
        return DuplicatesRoute(household_id=pair.one.id if pair else None)

    def _take(self, pairs: tuple[DuplicatePair, ...], wanted: str | None = None) -> None:
        self.presenter.take(pairs, wanted)
        self._show()

    def _show(self) -> None:
        presenter = self.presenter
        self.count_desks(presenter.workspace)
        count = len(presenter.pairs)
        left = translate_count(N_("{count} pair to look at"), N_("{count} pairs to look at"), count)
        beside = left.format(count=count) if count else ""
        self.header.set_title(translate(N_("Perhaps the same household twice")), beside)
        self._list.show_lines(presenter.lines())
        self._side.setVisible(bool(count))
        self._asked.setVisible(bool(count))
        self._foot.setVisible(bool(count))
        self._none.setVisible(not count)
        if count:
            self._show_pair()
        self._show_decisions()

    def _show_pair(self) -> None:
        names, sure, tone = self.presenter.heading()
        self._title.setText(names)
        self._sure.say(sure, tone)
        self._reasons.setText(translate(N_("Why: {reasons}")).format(reasons=self.presenter.reasons()))
        _empty(self._grid)
        sides = self.presenter.sides()
        if sides is None:
            return
        one, other = sides
        at = 0
        for (words, left), (_, right) in zip(one.facts, other.facts, strict=True):
            at = self._line(at, words, left, right, marked=False)
        at = self._heading(at, translate(N_("Members")))
        for member in self.presenter.members():
            at = self._line(at, "", member.one or "—", member.other or "—", marked=not member.same)
        differing = self.presenter.answers()
        if differing:
            at = self._heading(at, translate(N_("Answers that differ")))
        for question, left, right in differing:
            at = self._line(at, question, left, right, marked=True)
        self._same.setFocus()

    def _heading(self, at: int, words: str) -> int:
        self._grid.addWidget(rule(), at, 0, 1, 3)
        self._grid.addWidget(label(words, "strong"), at + 1, 0, 1, 3)
        return at + 2

    def _line(self, at: int, words: str, left: str, right: str, *, marked: bool) -> int:
        tone = "amber" if marked else None
        self._grid.addWidget(WrappedLabel(words, "secondary"), at, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(WrappedLabel(left, "body", tone=tone), at, 1, Qt.AlignmentFlag.AlignTop)  # type: ignore[arg-type]
        self._grid.addWidget(WrappedLabel(right, "body", tone=tone), at, 2, Qt.AlignmentFlag.AlignTop)  # type: ignore[arg-type]
        return at + 1

    def join(self) -> None:
        """They are the same."""
        self._after(self.presenter.join())

    def keep_apart(self) -> None:
        """They are two."""
        problem = self.presenter.keep_apart()
        self._after(problem)
        if not problem:
            self.notice.say(translate(N_("They stay two households and are not proposed again.")))

    def later(self) -> None:
        """Not now."""
        self.notice.hide()
        self.presenter.later()
        self._show()

    def _after(self, problem: str) -> None:
        self.changed.emit()
        self._show()
        done, differing = ("", "") if problem else self.presenter.say_joined()
        self._to_differences.setText(differing)
        self._to_differences.setVisible(bool(differing))
        if problem or done:
            self.notice.say(problem or done, tone="amber" if problem else "green")
        self._rest()

    def _rest(self) -> None:
        """The keyboard stands at what comes next; without this it falls to the rail."""
        if not self._to_differences.isHidden():
            ahead: QWidget = self._to_differences
        elif self.presenter.pairs or self._last is None:
            ahead = self._same
        else:
            ahead = self._last
        QTimer.singleShot(0, ahead, ahead.setFocus)  # a new button isn't shown yet

    def _turn_round(self, line: DecisionLine) -> None:
        problem = self.presenter.turn_round(line.one_id, line.other_id)
        self.presenter.take(self.presenter.find())
        self._after(problem)
        if not problem and self.presenter.joined is None:
            self.notice.say(translate(N_("They are two households again, each with its own answers.")))

    def _reopen(self, line: DecisionLine) -> None:
        problem = self.presenter.reopen(line.one_id, line.other_id)
        self.presenter.take(self.presenter.find(), line.one_id)
        self._after(problem)
        if not problem:
            self.notice.say(translate(N_("Nobody has decided on them any more: they are in the list again.")))

    def _show_decisions(self) -> None:
        clear(self._decided)
        lines = self.presenter.decisions()
        self._decisions.setVisible(bool(lines))
        self._last = None
        for line in lines[:DECISIONS_AT_ONCE]:
            self._decided.addWidget(self._decision(line))

    def _decision(self, line: DecisionLine) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look().px(12))
        row.addWidget(label(line.when, "secondary"))
        row.addWidget(WrappedLabel(line.words, "body", tone=None if line.tone == "grey" else line.tone), 1)
        deeds = [(line.button, self._turn_round)]
        if not line.same:
            deeds.insert(0, (translate(N_("Consider again")), self._reopen))
        for words, deed in deeds:
            button = SecondaryButton(words, small=True)
            button.setAccessibleName(f"{words} {line.words}")
            button.clicked.connect(lambda _=False, does=deed: does(line))
            row.addWidget(button)
            self._last = button
        return box

    def _chosen(self, place: int) -> None:
        self.notice.hide()
        self._to_differences.hide()
        self.presenter.show(place)
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < look().px(_NARROW)
        self._side.setFixedWidth(look().px(_SIDE_NARROW if narrow else _SIDE))

    def _build_body(self) -> None:
        px = look().px
        body = QWidget()
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._side = self._build_side()
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(px(24), px(20), px(24), px(20))
        column.setSpacing(px(12))
        self.strip, self.notice = ProgressStrip(), Notice()
        self._to_differences = PrimaryButton("")
        self._to_differences.clicked.connect(self._go_to_differences)
        self._to_differences.hide()
        self._asked, self._none = self._build_asked(), self._build_none()
        self._foot = self._build_foot()  # below the scrolled part: in sight however long the two are
        self._decisions = Card(translate(N_("Decided so far")))
        self._decided = QVBoxLayout()
        self._decided.setSpacing(px(6))
        self._decisions.body.addLayout(self._decided)
        column.addWidget(self._to_differences, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._asked)
        column.addWidget(self._none, 1)
        column.addWidget(self._decisions)
        column.addStretch(0)
        for hidden in (self._side, self._asked, self._none, self._foot, self._decisions):
            hidden.hide()
        row.addWidget(self._side)
        beside = QVBoxLayout()
        above = QVBoxLayout()
        above.setContentsMargins(px(24), px(8), px(24), 0)
        for part in (self.strip, self.notice):  # outside of the scrolled part: their lines wrap
            above.addWidget(part)
        beside.addLayout(above)
        beside.addWidget(scrolled(right), 1)
        beside.addWidget(self._foot)
        row.addLayout(beside, 1)
        self.set_body(body)

    def _go_to_differences(self) -> None:
        if self.presenter.joined is not None:
            self.go.emit(ConflictsRoute(household_id=self.presenter.joined))

    def _build_side(self) -> QWidget:
        px = look().px
        side = QWidget()
        side.setProperty("ground", "side")
        side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(side)
        column.setContentsMargins(px(14), px(16), px(14), px(12))
        self._list = PairList()
        self._list.wanted.connect(self._chosen)
        column.addWidget(self._list, 1)
        return side

    def _build_asked(self) -> QWidget:
        px = look().px
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(10))
        head = QHBoxLayout()
        head.setSpacing(px(12))
        self._title, self._sure = WrappedLabel("", "title"), StatePill("")
        head.addWidget(self._title, 1)
        head.addWidget(self._sure)
        self._reasons = WrappedLabel("", "body2")
        card = QFrame()
        card.setProperty("card", "true")
        self._grid = QGridLayout(card)
        self._grid.setContentsMargins(px(20), px(14), px(20), px(14))
        self._grid.setHorizontalSpacing(px(16))
        self._grid.setVerticalSpacing(px(6))
        for place, share in enumerate((2, 4, 4)):
            self._grid.setColumnStretch(place, share)
        told = WrappedLabel(
            translate(
                N_(
                    "If they are the same, they are shown as one. Nothing is deleted: where answers differ you choose, "
                    "what somebody still changes on another laptop arrives, and they can be taken apart again."
                )
            ),
            "secondary",
        )
        column.addLayout(head)
        column.addWidget(self._reasons)
        column.addWidget(card)
        column.addWidget(told)
        return box

    def _build_foot(self) -> QWidget:
        px = look().px
        box = QWidget()
        foot = QHBoxLayout(box)
        foot.setContentsMargins(px(24), px(8), px(24), px(12))
        foot.setSpacing(px(12))
        later = LinkButton(translate(N_("Decide later")))
        later.clicked.connect(self.later)
        apart = SecondaryButton(translate(N_("No, two households")))
        apart.clicked.connect(self.keep_apart)
        self._same = PrimaryButton(translate(N_("Yes, the same household")), main=True)
        self._same.clicked.connect(self.join)
        foot.addWidget(later)
        foot.addStretch(1)
        foot.addWidget(apart)
        foot.addWidget(self._same)
        return box

    @staticmethod
    def _build_none() -> EmptyState:
        return EmptyState(
            translate(N_("No household seems to be in the list twice.")),
            translate(N_("Each time files are received, this is looked at again by itself.")),
        )


def _empty(grid: QGridLayout) -> None:
    while grid.count():
        item = grid.takeAt(0)
        if item is not None and (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()


PARTS = PageParts(presenter=DuplicatesPresenter, page=DuplicatesPage)
