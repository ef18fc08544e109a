"""What a person does beside the answers: the keys, and what becomes of them."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from yihu.actions.remarks import NOTE, REASON, WAIVE
from yihu.base.errors import UserError
from yihu.ui.interview.doubting import CheckView
from yihu.ui.interview.presenter import InterviewPresenter
from yihu.ui.interview.questions_page import QuestionsBody

_LACK_KEYS = {Qt.Key.Key_F8: "dont_know", Qt.Key.Key_F9: "refused"}


class RemarkHands:
    """Joins the remarks of one page's questions with the presenter.

    `refresh` shows the page anew after a change, `tell` says what the disk refused.
    """

    def __init__(
        self,
        body: QuestionsBody,
        presenter: InterviewPresenter,
        refresh: Callable[[], None],
        tell: Callable[[UserError], None],
    ) -> None:
        self._body, self._presenter = body, presenter
        self._refresh, self._tell = refresh, tell
        self._asked: dict[str, str] = {}
        body.remark_written.connect(self._write)
        body.remark_closed.connect(self._close)
        body.lack_chosen.connect(self.lack)
        body.waived.connect(self._waive)
        body.built.connect(self._show_one)
        self.show()

    def show(self) -> None:
        """Show the remarks of all questions on the page as they stand now."""
        for ref, _ in self._body.ready():
            self._show_one(ref)

    def _show_one(self, ref: str) -> None:
        block = self._body.shown(ref)
        if block is not None and (block.answerable or self._presenter.session.has(ref)):
            block.remarks.show_remarks(self._presenter.remark(ref))

    def press(self, event: QKeyEvent, ref: str) -> bool:
        """A key pressed at the question `ref`; False if it isn't one of these."""
        block = self._body.shown(ref)
        if block is None:
            return False
        key, shift = Qt.Key(event.key()), event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if key == Qt.Key.Key_F7 and shift:
            self.turn_to_check(ref)
        elif key == Qt.Key.Key_F7:
            block.remarks.write(NOTE)
        elif key == Qt.Key.Key_F5 and (block.remarks.view.doubt or block.remarks.view.reason):
            block.remarks.write(REASON)
        elif key == Qt.Key.Key_F5 and block.remarks.view.checks:
            checks = block.remarks.view.checks
            block.remarks.waive(next((each for each in checks if not each.reason), checks[0]))
        elif key in _LACK_KEYS and _LACK_KEYS[key] in block.remarks.view.may_lack:
            self.lack(ref, _LACK_KEYS[key])
        elif key == Qt.Key.Key_Escape and block.remarks.writing:
            block.field.take_focus()
        else:
            return False
        return True

    def ask_reason(self, ref: str) -> bool:
        """Whether the answer is doubtful without a reason; then the box for it opens, once for each answer."""
        block, value = self._body.shown(ref), self._presenter.session.value(ref)
        if block is None or self._asked.get(ref) == value or not self._presenter.remark(ref).unexplained:
            return False
        self._asked[ref] = value
        block.remarks.write(REASON)
        return True

    def comment(self, ref: str) -> None:
        """Open the box for a comment on a question; on the first where the page doesn't have that one."""
        block = self._body.shown(ref) or next((one for _, one in self._body.ready()), None)
        if block is not None:
            block.remarks.write(NOTE)

    def flush(self) -> None:
        """Save what stands in an open box."""
        for _, block in self._body.ready():
            block.remarks.flush()

    def turn_to_check(self, ref: str) -> None:
        """Mark the answer as to be checked, or no longer."""
        self._after(self._presenter.turn_to_check(ref))

    def lack(self, ref: str, why: str) -> None:
        """The person doesn't know, or refuses."""
        self._after(self._presenter.lack(ref, why))

    def _write(self, ref: str, kind: str, text: str) -> None:
        if not self._presenter.session.has(ref):
            return
        before = self._presenter.remark(ref)
        trouble = self._presenter.write_remark(ref, kind, text)
        if trouble is not None or self._presenter.remark(ref) != before:
            self._after(trouble)

    def _waive(self, ref: str, check: CheckView, text: str) -> None:
        if text.strip() != check.reason:
            self._after(self._presenter.waive(ref, check, text))

    def _close(self, ref: str, kind: str) -> None:
        block = self._body.shown(ref)
        if block is None:
            return
        if kind in (REASON, WAIVE):
            self._body.next_wanted.emit(ref)
        else:
            block.field.take_focus()

    def _after(self, trouble: UserError | None) -> None:
        self._refresh()
        if trouble is not None:
            self._tell(trouble)
