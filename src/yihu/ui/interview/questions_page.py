"""The questions of one page: the keyboard goes through them, answers come up from them."""

import itertools
from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from yihu.ui.interview.fields.files import Files
from yihu.ui.interview.grid_widths import lines_of
from yihu.ui.interview.question_block import QuestionBlock
from yihu.ui.interview.views import QuestionView

_AT_ONCE = 12
"""More questions than fit on a screen."""
_EACH_TICK = 4
_COLUMNS = 60


class QuestionsBody(QWidget):
    """Blocks in the order of asking. Built from the page's own questions only.

    Signals:
        answered: ref; what stands in its field is to be saved.
        typing: ref; somebody types there.
        left: ref; the keyboard went elsewhere.
        touched: ref; the keyboard came there.
        next_wanted: ref; Enter.
        same_wanted: ref; answer as at the last visit.
        file_chosen: ref and path of a file that is to be the answer.
        drawn: ref and PNG bytes of a drawing that is the answer.
        copy_wanted: ref and path to write its kept file to.
        closer_wanted: ref of a kept picture that is to be seen large.
        remark_written, remark_closed: ref, kind (and text) of a comment or reason.
        lack_chosen: ref, and `dont_know` or `refused`.
        waived: ref, a check of the register, and why it is right as it is.
        worked_out: ref, an amount, and how it came about. sheet_kept: ref, and the open `WorkingSheet` or None.
        built: ref of a question below that is ready a moment after the first ones.
        off_top, off_end: an arrow key went beyond the questions.
    """

    answered = Signal(str)
    typing = Signal(str)
    left = Signal(str)
    touched = Signal(str)
    next_wanted = Signal(str)
    same_wanted = Signal(str)
    file_chosen = Signal(str, str)
    drawn = Signal(str, object)
    copy_wanted = Signal(str, str)
    closer_wanted = Signal(str)
    built = Signal(str)
    remark_written = Signal(str, str, str)
    remark_closed = Signal(str, str)
    lack_chosen = Signal(str, str)
    waived = Signal(str, object, str)
    worked_out = Signal(str, str, str)
    sheet_kept = Signal(str, object)
    off_top = Signal()
    off_end = Signal()

    def __init__(
        self, questions: tuple[QuestionView, ...], files: Files, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._files = files
        self._blocks: dict[str, QuestionBlock] = {}
        self._later: list[QuestionView] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        self._lines: QGridLayout | None = None
        self._tick = QTimer(self)
        self._tick.setInterval(0)
        self._tick.timeout.connect(lambda: self._build(_EACH_TICK))
        self._show(questions, _AT_ONCE)

    @property
    def blocks(self) -> dict[str, QuestionBlock]:
        """All questions of the page by ref."""
        self._build(len(self._later))
        return self._blocks

    def shown(self, ref: str) -> QuestionBlock | None:
        """The block of a question, ready to be used; None where the page doesn't have it."""
        while ref not in self._blocks and any(view.ref == ref for view in self._later):
            self._build(_EACH_TICK)
        return self._blocks.get(ref)

    def ready(self) -> tuple[tuple[str, QuestionBlock], ...]:
        """The questions that are built so far; `built` tells of the others."""
        return tuple(self._blocks.items())

    def play(self, ref: str) -> None:
        """The sound or film beside a question; the first there is where the keyboard is at none."""
        for one, block in self._blocks.items():
            if block.media is not None and ref in (one, ""):
                block.media.play()
                return

    def focused_ref(self) -> str:
        """The question where the keyboard is; empty if it is nowhere on the page."""
        focused = self.focusWidget()
        found = (ref for ref, block in self._blocks.items() if focused and block.isAncestorOf(focused))
        return next(found, "")

    def show_questions(self, questions: tuple[QuestionView, ...]) -> None:
        """Show these questions; blocks that are there already stay, with what is being typed in them."""
        built = (at for at, view in enumerate(questions, 1) if view.ref in self._blocks)
        self._show(questions, len(questions) if not self._later else max((*built, _AT_ONCE)))

    def _show(self, questions: tuple[QuestionView, ...], at_once: int) -> None:
        """The rest of a long page is built while the first questions are read: nobody waits for it."""
        wanted = {view.ref: view for view in questions}
        for ref in [ref for ref, block in self._blocks.items() if _is_other(block.view, wanted.get(ref))]:
            block = self._blocks.pop(ref)
            self._column.removeWidget(block)
            block.hide()
            block.deleteLater()
        for at, view in enumerate(questions[:at_once]):
            block = self._blocks.get(view.ref)
            if block is None:
                block = self._blocks[view.ref] = self._make(view)
                self._column.insertWidget(at, block)
            else:
                block.show_view(view)
        self._blocks = {view.ref: self._blocks[view.ref] for view in questions[:at_once]}
        self._later = list(questions[at_once:])
        self._settle()

    def _build(self, count: int) -> None:
        """Build so many of the questions that are still to come."""
        for view in self._later[:count]:
            block = self._blocks[view.ref] = self._make(view)
            self._column.insertWidget(len(self._blocks) - 1, block)
        done, self._later = self._later[:count], self._later[count:]
        if done:
            self._settle()
        for view in done:
            self.built.emit(view.ref)

    def _settle(self) -> None:
        shares = [block.view.share for block in self._blocks.values()]
        if any(share < 1 for share in shares):
            self._stand_beside(lines_of(shares))
        for one, below in itertools.pairwise(self._blocks.values()):
            one.stand_close(one.in_grid and below.in_grid)
        self._order_tabs()
        if self._later:
            self._tick.start()
        else:
            self._tick.stop()

    def _stand_beside(self, places: list[tuple[int, float]]) -> None:
        """Lay the questions out in lines, as their form does."""
        if self._lines is None:
            self._lines = QGridLayout()
            self._lines.setSpacing(0)
            for column in range(_COLUMNS):
                self._lines.setColumnStretch(column, 1)
            self._column.insertLayout(0, self._lines)
        for block, (line, left) in zip(self._blocks.values(), places, strict=True):
            start, wide = round(left * _COLUMNS), max(round(block.view.share * _COLUMNS), 1)
            self._lines.addWidget(block, line, start, 1, wide, Qt.AlignmentFlag.AlignTop)

    def step(self, ref: str, by: int) -> bool:
        """Move the keyboard to the next answerable question after (or before) `ref`; False at the end."""
        order = [one for one, block in self._blocks.items() if block.answerable or one == ref]
        if ref not in order:
            return self.focus_first()
        at = order.index(ref) + by
        if at >= len(order) and self._later:
            self._build(len(self._later))
            return self.step(ref, by)
        if not 0 <= at < len(order):
            return False
        self._blocks[order[at]].field.take_focus()
        return True

    def focus_first(self) -> bool:
        """The keyboard comes to the first question that can be answered; False if there is none."""
        first = next((block for block in self._blocks.values() if block.answerable), None)
        if first is None and self._later:
            self._build(len(self._later))
            return self.focus_first()
        if first is not None:
            first.field.take_focus()
        return first is not None

    def focus_on(self, ref: str) -> bool:
        """The keyboard comes to this question, or to the first one."""
        block = self.shown(ref)
        if block is None or not block.answerable:
            return self.focus_first()
        block.field.take_focus()
        return True

    def _make(self, view: QuestionView) -> QuestionBlock:
        block = QuestionBlock(view, self._files, self)
        ref, field = view.ref, block.field
        pairs: list[tuple[object, Callable[[], None]]] = [
            (field.chosen, lambda: self.answered.emit(ref)),
            (field.typed, lambda: self.typing.emit(ref)),
            (field.left, lambda: self.left.emit(ref)),
            (field.touched, lambda: self.touched.emit(ref)),
            (field.next_wanted, lambda: self.next_wanted.emit(ref)),
            (block.same_wanted, lambda: self.same_wanted.emit(ref)),
            (field.up_wanted, lambda: self.step(ref, -1) or self.off_top.emit()),
            (field.down_wanted, lambda: self.step(ref, +1) or self.off_end.emit()),
        ]
        for signal, slot in pairs:
            signal.connect(slot)  # type: ignore[attr-defined]
        block.remarks.written.connect(lambda kind, text: self.remark_written.emit(ref, kind, text))
        block.remarks.closed.connect(lambda kind: self.remark_closed.emit(ref, kind))
        block.remarks.lack_chosen.connect(lambda why: self.lack_chosen.emit(ref, why))
        block.remarks.waived.connect(lambda check, text: self.waived.emit(ref, check, text))
        block.work_wanted.connect(block.work_out)
        block.sheet_kept.connect(lambda sheet: self.sheet_kept.emit(ref, sheet))
        block.worked_out.connect(lambda yuan, how: self.worked_out.emit(ref, yuan, how))
        field.file_chosen.connect(lambda path: self.file_chosen.emit(ref, path))
        field.drawn.connect(lambda png: self.drawn.emit(ref, png))
        field.copy_wanted.connect(lambda path: self.copy_wanted.emit(ref, path))
        field.closer_wanted.connect(lambda: self.closer_wanted.emit(ref))
        field.told.connect(block.say)
        return block

    def _order_tabs(self) -> None:
        fields = [block.field for block in self._blocks.values() if block.answerable]
        for earlier, later in itertools.pairwise(fields):
            QWidget.setTabOrder(earlier, later)


def _is_other(old: QuestionView, new: QuestionView | None) -> bool:
    """Whether a block can't go on with what is to be shown: gone, or answered in another kind of field."""
    return new is None or (new.kind, new.unit) != (old.kind, old.unit)
