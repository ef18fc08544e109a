"""The interview: sections at the left, one group of questions on the page, nothing ever lost."""

from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from yihu.actions.remarks import NOTE
from yihu.base.errors import UserError
from yihu.base.i18n import N_, translate
from yihu.ui.interview.answer_hands import AnswerHands
from yihu.ui.interview.footer import Footer
from yihu.ui.interview.frame import InterviewFrame
from yihu.ui.interview.head_tools import HeadTools
from yihu.ui.interview.jump_list import JumpList
from yihu.ui.interview.picture_view import PictureView
from yihu.ui.interview.presenter import InterviewPresenter
from yihu.ui.interview.questions_page import QuestionsBody
from yihu.ui.interview.remark_hands import RemarkHands
from yihu.ui.interview.review_page import ReviewBody
from yihu.ui.interview.rows_table import RowsTable
from yihu.ui.interview.views import PageView
from yihu.ui.interview.visit_desk import VisitDesk
from yihu.ui.look.tokens import Tone, look
from yihu.ui.routes import HouseholdRoute, InterviewRoute
from yihu.ui.window.pages import Page, PageParts

_NARROW = 860


class InterviewPage(Page):
    """Asks the questions of one household's interview."""

    def __init__(self, desk: VisitDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.body: QuestionsBody | RowsTable | ReviewBody | None = None
        self.jump_list: JumpList | None = None
        self.hands: RemarkHands | None = None
        self._ref = ""
        self._over: QWidget | None = None
        self.answers = AnswerHands(self, self)
        self._build_header()
        self._build_body()

    @property
    def presenter(self) -> InterviewPresenter:
        """The open interview."""
        assert self.desk.presenter is not None
        return self.desk.presenter

    @property
    def questions(self) -> QuestionsBody | None:
        """The questions of the page; None where it shows something else."""
        return self.body if isinstance(self.body, QuestionsBody) else None

    @property
    def footer(self) -> Footer:
        """The foot of the window."""
        return self._frame.footer

    def enter(self, route: InterviewRoute) -> None:
        self.desk.enter(route)
        beside = translate(N_("{name}'s household")).format(name=self.desk.head_name)
        self.header.set_title(self.desk.title, f"{beside} · {self.desk.place}".strip(" ·"))
        self._show_open()

    def _show_open(self) -> None:
        self._uncover()
        self._tools.show_interview(self.desk.languages(), again=self.desk.can_begin_again)
        at = self.presenter.at_ref
        self._show_page()
        self._focus(at)

    def leave(self) -> bool:
        if self.desk.presenter is None:
            return True
        self.answers.save_open()
        trouble = self.desk.leave()
        if trouble is not None:
            self.tell_trouble(trouble)
            return False
        return True

    # what is shown

    def _show_page(self) -> None:
        """Build the page anew from its own questions only."""
        view = self.presenter.page()
        self.hands = None
        self.body = self._make_body(view)
        if isinstance(self.body, QuestionsBody):
            self.hands = RemarkHands(self.body, self.presenter, self.refresh, self.tell_trouble)
        self._frame.put(self.body)
        self._show_heads(view)

    def refresh(self) -> None:
        """The same page after an answer; what changed is changed in place."""
        view = self.presenter.page()
        if isinstance(self.body, QuestionsBody) and view.kind != "repeat" and view.ref == self._ref:
            self.body.show_questions(view.questions)
            if self.hands is not None:
                self.hands.show()
            self._show_heads(view)
        elif isinstance(self.body, RowsTable) and view.rows is not None and view.ref == self._ref:
            self.body.show_view(view.rows)
            self._show_heads(view)
        else:
            self._show_page()

    def _show_heads(self, view: PageView) -> None:
        self._ref = view.ref
        self._frame.show_heads(view.title, view.subtitle)
        self._frame.sections.show_sections(self.presenter.sections())
        self._frame.sections.show_standing(self.presenter.standing())
        self._frame.footer.show_page(view, bool(self.presenter.previous_on_page()))
        self._tell_saved()

    def _make_body(self, view: PageView) -> QuestionsBody | RowsTable | ReviewBody:
        if view.last:
            return self._make_review()
        if view.rows is not None:
            return self._make_table(view)
        body = QuestionsBody(view.questions, self.desk.files)
        self.answers.join(body)
        body.closer_wanted.connect(self._see_large)
        return body

    def _make_table(self, view: PageView) -> RowsTable:
        assert view.rows is not None
        table = RowsTable(view.rows)
        table.opened.connect(self.go_to)
        table.added.connect(self._add_row)
        table.removed.connect(self._remove_row)
        return table

    def _make_review(self) -> ReviewBody:
        body = ReviewBody(self.desk.review(), self.presenter.blank())
        body.wanted.connect(self.go_to)
        body.finished.connect(self._finish)
        return body

    # moving

    def go_to(self, ref: str) -> None:
        """Show the question, page or section."""
        self.answers.save_open()
        self._uncover()
        if self.presenter.go_to(ref):
            self._show_page()
            self._focus(ref)
        else:
            self._tell_saved()

    def next_page(self) -> None:
        """Go on to the next page."""
        self._turn(self.presenter.next_page)

    def previous_page(self) -> None:
        """Go back to the page before."""
        self._turn(self.presenter.previous_page)

    def _turn(self, move: object) -> None:
        self.answers.save_open()
        if callable(move) and move():
            self._show_page()
            self._focus("")
        else:
            self._tell_saved()

    def _focus(self, ref: str) -> None:
        if isinstance(self.body, QuestionsBody):
            if not self.body.focus_on(ref):
                self._frame.footer.next.setFocus()
            block = self.body.shown(ref)
            if block is not None:
                # The page is laid out only after this: before, there is nothing to scroll to.
                QTimer.singleShot(0, block, partial(self.bring, ref))
        elif self.body is not None:
            self.body.take_focus()
        if self.presenter.page_ref == self._ref and ref:
            self.presenter.stand_at(ref)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if self.hands is not None and self.hands.press(event, self._focused_ref()):
            return
        if self._over is not None and key != Qt.Key.Key_F3 and not (ctrl and key == Qt.Key.Key_J):
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_P and ctrl:
            self._play(self._focused_ref())
        elif key == Qt.Key.Key_F3 or (ctrl and key == Qt.Key.Key_J):
            self.turn_jump_list()
        elif key == Qt.Key.Key_F4 and ctrl:
            self.answers.take_over_page()
        elif key == Qt.Key.Key_PageDown:
            self.next_page()
        elif key == Qt.Key.Key_PageUp:
            self.previous_page()
        elif key == Qt.Key.Key_F4 and isinstance(self.body, QuestionsBody):
            self.answers.take_over(self._focused_ref())
        elif key == Qt.Key.Key_F6:
            self._switch_language()
        elif key == Qt.Key.Key_Insert and self.presenter.growing():
            self.go_to(self.presenter.growing())
            self._add_row()
        elif key == Qt.Key.Key_Escape:
            self._go_home()
        else:
            super().keyPressEvent(event)

    def turn_jump_list(self) -> None:
        """Show the list of all questions, or the page again."""
        if self.jump_list is not None:
            self._come_back(self.presenter.at_ref)
            return
        self.answers.save_open()
        self._uncover()
        self.jump_list = JumpList(self.presenter.lines(), self.presenter.at_ref)
        self.jump_list.wanted.connect(self.go_to)
        self.jump_list.closed.connect(self.turn_jump_list)
        self._cover(self.jump_list)

    def _cover(self, over: JumpList | PictureView) -> None:
        self._over = over
        self._frame.cover(over)
        over.take_focus()

    def _uncover(self) -> None:
        if self._over is not None:
            self._over = self.jump_list = None
            self._frame.cover(None)

    def _come_back(self, ref: str) -> None:
        self._uncover()
        self._focus(ref)

    def _focused_ref(self) -> str:
        return self.questions.focused_ref() if self.questions is not None else ""

    # answering, beside it

    def bring(self, ref: str) -> None:
        """Scroll to a question that is on the page."""
        block = self.questions.shown(ref) if self.questions is not None else None
        if block is not None:
            self._frame.bring_to_view(block)

    def _comment(self) -> None:
        """The footer's button: a comment on the question one is at, else on the first."""
        if self.questions is not None and self.questions.blocks:
            ref = self._focused_ref() or self.presenter.at_ref
            block = self.questions.blocks.get(ref) or next(iter(self.questions.blocks.values()))
            block.remarks.write(NOTE)

    def _play(self, ref: str) -> None:
        """The sound or film beside a question; on a page of notes that of the first that has one."""
        ready = self.questions.ready() if self.questions is not None else ()
        at = next((block for one, block in ready if block.media and (one == ref or not ref)), None)
        if at is not None and at.media is not None:
            at.media.play()

    def _see_large(self, ref: str) -> None:
        """A kept picture in place of the questions."""
        data = self.desk.read_photo(self.presenter.session.value(ref))
        if data is not None:
            self._uncover()
            view = PictureView(self.presenter.question(ref).label, data)
            view.closed.connect(partial(self._come_back, ref))
            self._cover(view)

    def _add_row(self) -> None:
        before = {row.ref for row in self._rows()}
        self.presenter.add_row(self._ref)
        added = [row.ref for row in self._rows() if row.ref not in before]
        if added and self.presenter.keeping.all_saved:
            self.go_to(added[-1])
        else:
            self.refresh()

    def _remove_row(self, ref: str) -> None:
        self.presenter.remove_row(ref)
        self.refresh()
        if self.body is not None and isinstance(self.body, RowsTable):
            self.body.take_focus()

    def _rows(self) -> tuple:  # type: ignore[type-arg]
        rows = self.presenter.page().rows
        return rows.rows if rows else ()

    # telling, finishing, leaving

    def _tell_saved(self) -> None:
        trouble = self.presenter.keeping.trouble
        if trouble is not None:
            self.tell_trouble(trouble)
        elif self._tools.retry.isVisible():
            self._frame.notice.hide()
        self._tools.show_saved(trouble is None)

    def tell_trouble(self, trouble: UserError) -> None:
        """Say above the questions what went wrong."""
        self._frame.notice.show_error(trouble)

    def say(self, words: str, tone: Tone = "green") -> None:
        """Say above the questions what was done."""
        self._frame.notice.say(words, tone=tone)

    def _save_again(self) -> None:
        self.presenter.keeping.try_again()
        self.refresh()

    def _switch_language(self) -> None:
        self.answers.save_open()
        ref = self._focused_ref()
        self.desk.next_language()
        self._show_page()
        self._focus(ref)

    def _finish(self) -> None:
        household = self.desk.household_id
        try:
            report = self.desk.finish()
        except UserError as trouble:
            self.tell_trouble(trouble)
            return
        if report.sealed:
            self.changed.emit()
            self.go.emit(HouseholdRoute(household_id=household))
        else:
            self._show_page()

    def _begin_again(self) -> None:
        """Nothing is lost, but all is asked anew."""
        self.answers.save_open()
        trouble = self.desk.begin_again()
        if trouble is not None:
            self.tell_trouble(trouble)
            return
        self._frame.notice.hide()
        self._show_open()

    def _go_home(self) -> None:
        household = self.desk.household_id
        if household and self.leave():
            self.changed.emit()
            self.go.emit(HouseholdRoute(household_id=household))

    # building

    def _build_header(self) -> None:
        self._tools = HeadTools(self.header)
        self._tools.retry.clicked.connect(self._save_again)
        self._tools.again_wanted.connect(self._begin_again)
        self._tools.again_asked.connect(partial(self.say, tone="blue"))
        self._tools.language.clicked.connect(self._switch_language)
        self._tools.home.clicked.connect(self._go_home)

    def _build_body(self) -> None:
        self._frame = InterviewFrame()
        self._frame.sections.chosen.connect(self.go_to)
        self._frame.sections.whole_wanted.connect(self.turn_jump_list)
        self._frame.footer.note.clicked.connect(self._comment)
        self._frame.footer.same_page.clicked.connect(self.answers.take_over_page)
        self._frame.footer.next.clicked.connect(self.next_page)
        self._frame.footer.previous.clicked.connect(self.previous_page)
        self.set_body(self._frame)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._frame.sections.be_narrow(event.size().width() < look().px(_NARROW))
        super().resizeEvent(event)


PARTS = PageParts(presenter=VisitDesk, page=InterviewPage)
