"""The questions of one page: the keyboard goes through them, answers come up from them."""

import itertools
from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from yihu.ui.interview.fields.files import Files
from yihu.ui.interview.question_block import QuestionBlock
from yihu.ui.interview.views import QuestionView


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
        remark_written, remark_closed: ref, kind (and text) of a comment or reason.
        lack_chosen: ref, and `dont_know` or `refused`.
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
    remark_written = Signal(str, str, str)
    remark_closed = Signal(str, str)
    lack_chosen = Signal(str, str)
    off_top = Signal()
    off_end = Signal()

    def __init__(
        self, questions: tuple[QuestionView, ...], files: Files, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._files = files
        self.blocks: dict[str, QuestionBlock] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        self.show_questions(questions)

    def show_questions(self, questions: tuple[QuestionView, ...]) -> None:
        """Show these questions; blocks that are there already stay, with what is being typed in them."""
        wanted = [view.ref for view in questions]
        for ref in [ref for ref in self.blocks if ref not in wanted or self._kind_changed(ref, questions)]:
            block = self.blocks.pop(ref)
            self._column.removeWidget(block)
            block.hide()
            block.deleteLater()
        for at, view in enumerate(questions):
            block = self.blocks.get(view.ref)
            if block is None:
                block = self.blocks[view.ref] = self._make(view)
                self._column.insertWidget(at, block)
            else:
                block.show_view(view)
        self.blocks = {ref: self.blocks[ref] for ref in wanted}
        for one, below in itertools.pairwise(self.blocks.values()):
            one.stand_close(one.in_grid and below.in_grid)
        self._order_tabs()

    def step(self, ref: str, by: int) -> bool:
        """Move the keyboard to the next answerable question after (or before) `ref`; False at the end."""
        order = [one for one, block in self.blocks.items() if block.answerable or one == ref]
        if ref not in order:
            return self.focus_first()
        at = order.index(ref) + by
        if not 0 <= at < len(order):
            return False
        self.blocks[order[at]].field.take_focus()
        return True

    def focus_first(self) -> bool:
        """The keyboard comes to the first question that can be answered; False if there is none."""
        first = next((block for block in self.blocks.values() if block.answerable), None)
        if first is not None:
            first.field.take_focus()
        return first is not None

    def focus_on(self, ref: str) -> bool:
        """The keyboard comes to this question, or to the first one."""
        block = self.blocks.get(ref)
        if block is None or not block.answerable:
            return self.focus_first()
        block.field.take_focus()
        return True

    def _kind_changed(self, ref: str, questions: tuple[QuestionView, ...]) -> bool:
        old = self.blocks[ref].view
        return any(view.ref == ref and (view.kind, view.unit) != (old.kind, old.unit) for view in questions)

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
        field.file_chosen.connect(lambda path: self.file_chosen.emit(ref, path))
        field.drawn.connect(lambda png: self.drawn.emit(ref, png))
        return block

    def _order_tabs(self) -> None:
        fields = [block.field for block in self.blocks.values() if block.answerable]
        for earlier, later in itertools.pairwise(fields):
            QWidget.setTabOrder(earlier, later)
