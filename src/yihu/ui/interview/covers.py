"""What may lie over the questions for a while: the list of all of them, a kept picture."""

from collections.abc import Callable
from functools import partial

from yihu.ui.interview.frame import InterviewFrame
from yihu.ui.interview.jump_list import JumpList
from yihu.ui.interview.picture_view import PictureView
from yihu.ui.interview.whole_form import Line


class Covers:
    """At most one of them lies there. `go_to` leads to a question, `come_back` to the one that was left."""

    def __init__(
        self, frame: InterviewFrame, go_to: Callable[[str], None], come_back: Callable[[str], None]
    ) -> None:
        self._frame, self._go_to, self._come_back = frame, go_to, come_back
        self._over: JumpList | PictureView | None = None

    @property
    def jump_list(self) -> JumpList | None:
        """The list of all questions, while it is shown."""
        return self._over if isinstance(self._over, JumpList) else None

    @property
    def lie_open(self) -> bool:
        """Whether the questions are covered."""
        return self._over is not None

    def show_list(self, lines: tuple[Line, ...], at_ref: str) -> None:
        """The list of all questions; the one at `at_ref` is chosen."""
        made = JumpList(lines, at_ref)
        made.wanted.connect(self._go_to)
        made.closed.connect(partial(self._come_back, at_ref))
        self._put(made)

    def show_picture(self, ref: str, title: str, data: bytes) -> None:
        """A kept picture (its bytes), as large as there is room."""
        made = PictureView(title, data)
        made.closed.connect(partial(self._come_back, ref))
        self._put(made)

    def take_away(self) -> None:
        """Show the questions again."""
        if self._over is not None:
            self._over = None
            self._frame.cover(None)

    def _put(self, over: JumpList | PictureView) -> None:
        self._over = over
        self._frame.cover(over)
        over.take_focus()
