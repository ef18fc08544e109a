"""What every field of the interview offers to the question around it."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from yihu.ui.interview.views import QuestionView
from yihu.ui.look.tokens import look

WIDTH = 690
"""Of an answer that has its line for itself, in device-independent pixels."""
_LINE = 900
_LEAST = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What stands in a field: the answer in its kept form, or why it can't be one."""

    value: str = ""
    problem: str = ""


class Field(QWidget):
    """Shows one question's answer and lets it be changed.

    Signals:
        chosen: an answer was made at one stroke; save it now.
        typed: somebody is typing; save soon.
        next_wanted, up_wanted, down_wanted: the person wants to move on.
        left: the keyboard went elsewhere.
        touched: the keyboard came here.
        file_chosen: path of a file to take in as the answer.
        drawn: PNG bytes of a drawing that is the answer.
        copy_wanted: path to write the kept file to.
        closer_wanted: the kept picture is to be seen large.
        told: words for below the question.
    """

    chosen = Signal()
    typed = Signal()
    next_wanted = Signal()
    up_wanted = Signal()
    down_wanted = Signal()
    left = Signal()
    touched = Signal()
    file_chosen = Signal(str)
    drawn = Signal(object)
    copy_wanted = Signal(str)
    closer_wanted = Signal()
    told = Signal(str)

    def __init__(self, view: QuestionView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = view

    def read(self) -> Reading:
        """What stands in the field now."""
        return Reading(value=self.view.value)

    def show_view(self, view: QuestionView) -> None:
        """Show the question as it stands now; what the person is typing stays."""
        self.view = view

    def room_px(self, wanted: int = WIDTH) -> int:
        """How wide the field may be where several questions share a line."""
        whole = look().px(min(wanted, WIDTH))
        return whole if self.view.share >= 1 else min(whole, int(look().px(_LINE) * self.view.share))

    def hold_width(self, part: QWidget, wanted: int) -> None:
        """Give a box its width; beside others on one line it may become narrower."""
        if self.view.share >= 1:
            part.setFixedWidth(look().px(wanted))
        else:
            part.setMinimumWidth(look().px(_LEAST))
            part.setMaximumWidth(self.room_px(wanted))

    def take_focus(self) -> None:
        """The keyboard comes here."""
        self.setFocus()
