"""The interview: sections at the left, one group of questions on the page, nothing ever lost."""

from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from yihu.base.errors import UserError
from yihu.base.i18n import N_, translate
from yihu.ui.interview.answer_hands import AnswerHands
from yihu.ui.interview.covers import Covers
from yihu.ui.interview.footer import Footer
from yihu.ui.interview.frame import InterviewFrame
from yihu.ui.interview.head_tools import HeadTools
from yihu.ui.interview.jump_list import JumpList
from yihu.ui.interview.looking import Looking
from yihu.ui.interview.page_keys import Wish, wish_of
from yihu.ui.interview.presenter import InterviewPresenter
from yihu.ui.interview.questions_page import QuestionsBody
from yihu.ui.interview.remark_hands import RemarkHands
from yihu.ui.interview.review_page import ReviewBody
from yihu.ui.interview.row_hands import RowHands
from yihu.ui.interview.rows_table import RowsTable
from yihu.ui.interview.views import PageView
from yihu.ui.interview.visit_desk import VisitDesk
from yihu.ui.look.tokens import Tone, look
from yihu.ui.routes import ConflictsRoute, HouseholdRoute, InterviewRoute
from yihu.ui.window.pages import Page, PageParts

_NARROW = 860


class InterviewPage(Page):
    """Asks the questions of one household's interview."""

    def __init__(self, desk: VisitDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.body: QuestionsBody | RowsTable | ReviewBody | None = None
        self.hands: RemarkHands | None = None
        self._ref = ""
        self.answers = AnswerHands(self, self)
        self.rows = RowHands(self)
        self._looking = Looking(self._look, self)
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
        self._covers.take_away()
        self._tools.show_interview(self.desk.languages(), again=self.desk.can_begin_again)
        at = self.presenter.at_ref
        self._show_page()
        self._focus(at)
        if told := self.desk.rules_told():
            self.say(told, tone="blue")

    def leave(self) -> bool:
        if self.desk.presenter is None:
            return True
        self.answers.save_open()
        trouble = self.desk.leave()
        if trouble is not None:
            self.tell_trouble(trouble)
            return False
        return True

    def pause(self) -> bool:
        if self.desk.presenter is None:
            return True
        self.answers.save_open()
        trouble = self.desk.pause()
        if trouble is not None:
            self.tell_trouble(trouble)
        return trouble is None

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
        self._frame.show_income(self.presenter.income())
        self._frame.causes_line.show_causes(self.presenter.causes())
        self._tell_saved()
        self._looking.soon()

    def _look(self) -> None:
        """The register's checks and the income, by the answers as they stand now."""
        if self.desk.presenter is None or not self.presenter.look_again():
            return
        if self.hands is not None:
            self.hands.show()
        self._frame.show_income(self.presenter.income())
        self._frame.causes_line.show_causes(self.presenter.causes())

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
        self.rows.join(table)
        return table

    def _make_review(self) -> ReviewBody:
        body = ReviewBody(self.desk.review(), self.presenter.blank())
        body.wanted.connect(self.go_to)
        body.finished.connect(self._finish)
        body.differences_wanted.connect(self._to_differences)
        return body

    def _to_differences(self) -> None:
        if self.desk.household_id:
            self.go.emit(ConflictsRoute(household_id=self.desk.household_id))

    # moving

    def go_to(self, ref: str) -> None:
        """Show the question, page or section."""
        self.answers.save_open()
        self._covers.take_away()
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
        at, wish = self._focused_ref(), wish_of(event)
        if self.hands is not None and self.hands.press(event, at):
            return
        covered = self._covers.lie_open and wish is not Wish.LIST
        if wish is None or covered or not self._follow(wish, at):
            super().keyPressEvent(event)

    def _follow(self, wish: Wish, at: str) -> bool:
        """Do what a key asks for; False where it can't be done here."""
        growing = self.presenter.growing() if wish is Wish.ADD else ""
        block = self.questions.shown(at) if self.questions is not None else None
        if wish is Wish.WORK_OUT and (block is None or not block.view.works_out):
            return False
        if (wish is Wish.ADD and not growing) or (wish is Wish.SAME and self.questions is None):
            return False
        {
            Wish.LIST: self.turn_jump_list,
            Wish.PLAY: partial(self._play, at),
            Wish.SAME: partial(self.answers.take_over, at),
            Wish.SAME_PAGE: self.answers.take_over_page,
            Wish.NEXT_PAGE: self.next_page,
            Wish.PREVIOUS_PAGE: self.previous_page,
            Wish.LANGUAGE: self._switch_language,
            Wish.ADD: partial(self.rows.grow, growing),
            Wish.WORK_OUT: partial(self._work_out, at),
            Wish.LEAVE: self._go_home,
        }[wish]()
        return True

    @property
    def jump_list(self) -> JumpList | None:
        """The list of all questions, while it is shown."""
        return self._covers.jump_list

    def turn_jump_list(self) -> None:
        """Show the list of all questions, or the page again."""
        if self.jump_list is not None:
            self._come_back(self.presenter.at_ref)
            return
        self.answers.save_open()
        self._covers.show_list(self.presenter.lines(), self.presenter.at_ref)

    def _come_back(self, ref: str) -> None:
        self._covers.take_away()
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
        if self.hands is not None:
            self.hands.comment(self._focused_ref() or self.presenter.at_ref)

    def _work_out(self, ref: str) -> None:
        block = self.questions.shown(ref) if self.questions is not None else None
        if block is not None:
            block.work_out()

    def _play(self, ref: str) -> None:
        if self.questions is not None:
            self.questions.play(ref)

    def _see_large(self, ref: str) -> None:
        """A kept picture in place of the questions."""
        data = self.desk.read_photo(self.presenter.session.value(ref))
        if data is not None:
            self._covers.show_picture(ref, self.presenter.question(ref).label, data)

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
            self.finished.emit()
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
        self._covers = Covers(self._frame, self.go_to, self._come_back)
        self.set_body(self._frame)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._frame.sections.be_narrow(event.size().width() < look().px(_NARROW))
        super().resizeEvent(event)


PARTS = PageParts(presenter=VisitDesk, page=InterviewPage)
