"""What a person answers on a page: taken from the fields, handed to the presenter, told under the question."""

from typing import Protocol

from PySide6.QtCore import QObject, Qt, QTimer

from yihu.base.errors import UserError
from yihu.base.i18n import N_, translate
from yihu.ui.interview.footer import Footer
from yihu.ui.interview.presenter import InterviewPresenter
from yihu.ui.interview.question_block import QuestionBlock
from yihu.ui.interview.questions_page import QuestionsBody
from yihu.ui.interview.remark_hands import RemarkHands
from yihu.ui.interview.visit_desk import VisitDesk

_PAUSE_MS = 500


class Around(Protocol):
    """The interview's page, as far as answering needs it."""

    desk: VisitDesk
    hands: RemarkHands | None

    @property
    def presenter(self) -> InterviewPresenter: ...
    @property
    def questions(self) -> QuestionsBody | None: ...
    @property
    def footer(self) -> Footer: ...
    def refresh(self) -> None: ...
    def next_page(self) -> None: ...
    def bring(self, ref: str) -> None: ...
    def tell_trouble(self, trouble: UserError) -> None: ...
    def say(self, words: str) -> None: ...


class AnswerHands(QObject):
    """Joins the fields of the page that is shown with the presenter. What is typed is saved after a pause."""

    def __init__(self, page: Around, parent: QObject) -> None:
        super().__init__(parent)
        self._page = page
        self._typing_ref = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(lambda: self.save(self._typing_ref))

    def join(self, body: QuestionsBody) -> None:
        """Listen to the questions of a page."""
        body.answered.connect(self.save)
        body.typing.connect(self._typed)
        body.left.connect(self._leave)
        body.touched.connect(self._touch)
        body.next_wanted.connect(self._enter)
        body.same_wanted.connect(self.take_over)
        body.file_chosen.connect(self.take_file)
        body.drawn.connect(self.take_drawing)
        body.copy_wanted.connect(self.save_copy)
        body.worked_out.connect(self.work_out)
        body.sheet_kept.connect(self._page.presenter.keep_sheet)
        body.off_end.connect(self._page.footer.next.setFocus)

    def save(self, ref: str) -> bool:
        """Save what stands in the field; False when it was refused or the disk refuses it."""
        self._pause.stop()
        block = self._block(ref)
        if block is None:
            return True
        reading, presenter = block.field.read(), self._page.presenter
        if reading.problem:
            return False
        if not block.answerable or reading.value == presenter.session.value(ref):
            return presenter.keeping.all_saved
        refused = presenter.answer(ref, reading.value)
        if refused is not None and presenter.keeping.all_saved:
            block.say(refused.explain())
            return False
        self._page.refresh()
        return refused is None

    def save_open(self) -> None:
        """Save what is being written, the answer and the comment."""
        body = self._page.questions
        ref = (body.focused_ref() if body is not None else "") or self._typing_ref
        if ref:
            self.save(ref)
        if self._page.hands is not None:
            self._page.hands.flush()

    def take_over(self, ref: str) -> None:
        """Answer as at the last visit."""
        if ref:
            trouble = self._page.presenter.take_over(ref)
            self._page.refresh()
            if trouble is not None:
                self._page.tell_trouble(trouble)

    def take_over_page(self) -> None:
        """The whole blank page as at the last visit."""
        if self._page.questions is None or not self._page.presenter.take_over_page():
            return
        self._page.refresh()
        trouble = self._page.presenter.keeping.trouble
        if trouble is not None:
            self._page.tell_trouble(trouble)
        else:
            self._page.footer.next.setFocus(Qt.FocusReason.TabFocusReason)

    def work_out(self, ref: str, yuan: str, how: str) -> None:
        """The amount that was worked out is the answer."""
        trouble = self._page.presenter.work_out(ref, yuan, how)
        self._page.refresh()
        self._tell_under(ref, trouble)

    def take_file(self, ref: str, path: str) -> None:
        """A file is the answer."""
        trouble = self._page.desk.take_file(ref, path)
        self._page.refresh()
        self._tell_under(ref, trouble)

    def take_drawing(self, ref: str, png: bytes) -> None:
        """A drawing is the answer."""
        trouble = self._page.desk.keep_drawing(ref, png)
        self._page.refresh()
        self._tell_under(ref, trouble)

    def save_copy(self, ref: str, path: str) -> None:
        """Write the kept file out of the register."""
        trouble = self._page.desk.save_copy(ref, path)
        self._tell_under(ref, trouble)
        if trouble is None:
            self._page.say(translate(N_("The copy is saved. It is not encrypted: take care of it.")))

    def _block(self, ref: str) -> QuestionBlock | None:
        body = self._page.questions
        return body.shown(ref) if body is not None and ref else None

    def _typed(self, ref: str) -> None:
        self._typing_ref = ref
        self._pause.start()

    def _leave(self, ref: str) -> None:
        """The keyboard went elsewhere: save, and say now what is wrong."""
        if self._page.desk.presenter is None:  # the interview was left: all is saved
            return
        block = self._block(ref)
        if block is None:
            return
        reading = block.field.read()
        self.save(ref)
        block = self._block(ref)
        if reading.problem and block is not None:
            block.say(reading.problem)

    def _enter(self, ref: str) -> None:
        """Enter: save, stay once where something is wrong, else go on."""
        block = self._block(ref)
        if block is None:
            return
        reading = block.field.read()
        saved = self.save(ref)
        if reading.problem:
            block.say(reading.problem)
            return
        block = self._block(ref)
        if saved and block is not None and not self._holds(ref, block, reading.value):
            body = self._page.questions
            if body is not None and not body.step(ref, +1):
                self._page.next_page()

    def _holds(self, ref: str, block: QuestionBlock, value: str) -> bool:
        """Whether the person is held at this question: once for what is wrong, once for a doubt."""
        block.show_view(self._page.presenter.complain_about(ref))
        if block.message() and block.warned_value != value:
            block.warned_value = value
            return True
        return self._page.hands is not None and self._page.hands.ask_reason(ref)

    def _touch(self, ref: str) -> None:
        if self._page.desk.presenter is None:  # the interview was left: there is nowhere to stand
            return
        self._page.presenter.stand_at(ref)
        block = self._block(ref)
        if block is not None:
            self._page.footer.show_keys(block.view, bool(self._page.presenter.growing()))
            self._page.bring(ref)

    def _tell_under(self, ref: str, trouble: UserError | None) -> None:
        block = self._block(ref)
        if trouble is not None and block is not None:
            block.say(f"{trouble.explain()} {trouble.advise()}")
