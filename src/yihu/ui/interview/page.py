"""The interview: sections at the left, one group of questions on the page, nothing ever lost."""

from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from yihu.actions.remarks import NOTE
from yihu.base.errors import UserError
from yihu.base.i18n import N_, translate
from yihu.ui.interview.frame import InterviewFrame, SavedMark
from yihu.ui.interview.jump_list import JumpList
from yihu.ui.interview.presenter import InterviewPresenter
from yihu.ui.interview.questions_page import QuestionsBody
from yihu.ui.interview.remark_hands import RemarkHands
from yihu.ui.interview.review_page import ReviewBody
from yihu.ui.interview.rows_table import RowsTable
from yihu.ui.interview.views import PageView
from yihu.ui.interview.visit_desk import VisitDesk
from yihu.ui.look import SecondaryButton
from yihu.ui.look.tokens import look
from yihu.ui.routes import HouseholdRoute, InterviewRoute
from yihu.ui.window.pages import Page, PageParts

_PAUSE_MS = 500
_NARROW = 860


class InterviewPage(Page):
    """Asks the questions of one household's interview."""

    def __init__(self, desk: VisitDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.body: QuestionsBody | RowsTable | ReviewBody | None = None
        self.jump_list: JumpList | None = None
        self._hands: RemarkHands | None = None
        self._typing_ref = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(lambda: self._save(self._typing_ref))
        self._build_header()
        self._build_body()

    @property
    def presenter(self) -> InterviewPresenter:
        """The open interview."""
        assert self.desk.presenter is not None
        return self.desk.presenter

    def enter(self, route: InterviewRoute) -> None:
        self.desk.enter(route)
        beside = translate(N_("{name}'s household")).format(name=self.desk.head_name)
        self.header.set_title(self.desk.title, f"{beside} · {self.desk.place}".strip(" ·"))
        self._language.setVisible(len(self.desk.languages()) > 1)
        self._language.setText(" / ".join(name.split(" (")[0] for name in self.desk.languages()))
        self._show_open()

    def _show_open(self) -> None:
        self._close_jump_list()
        self._again.setVisible(self.desk.can_begin_again)
        self._again.setText(translate(N_("Survey anew…")))
        self._again_asked = False
        at = self.presenter.at_ref
        self._show_page()
        self._focus(at)

    def leave(self) -> bool:
        if self.desk.presenter is None:
            return True
        self._save_open_field()
        trouble = self.desk.leave()
        if trouble is not None:
            self._tell_trouble(trouble)
            return False
        return True

    # what is shown

    def _show_page(self) -> None:
        """Build the page anew from its own questions only."""
        view = self.presenter.page()
        self._hands = None
        self.body = self._make_body(view)
        if isinstance(self.body, QuestionsBody):
            self._hands = RemarkHands(self.body, self.presenter, self._refresh, self._tell_trouble)
        self._frame.put(self.body)
        self._show_heads(view)

    def _refresh(self) -> None:
        """The same page after an answer; what changed is changed in place."""
        view = self.presenter.page()
        if isinstance(self.body, QuestionsBody) and view.kind != "repeat" and view.ref == self._ref:
            self.body.show_questions(view.questions)
            if self._hands is not None:
                self._hands.show()
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
        body.answered.connect(self._save)
        body.typing.connect(self._typed)
        body.left.connect(self._leave_question)
        body.touched.connect(self._touch)
        body.next_wanted.connect(self._enter_pressed)
        body.same_wanted.connect(self._take_over)
        body.file_chosen.connect(self._take_file)
        body.drawn.connect(self._take_drawing)
        body.off_end.connect(self._frame.footer.next.setFocus)
        return body

    def _make_table(self, view: PageView) -> RowsTable:
        assert view.rows is not None
        table = RowsTable(view.rows)
        table.opened.connect(self.go_to)
        table.added.connect(self._add_row)
        table.removed.connect(self._remove_row)
        return table

    def _make_review(self) -> ReviewBody:
        body = ReviewBody(self.desk.review())
        body.wanted.connect(self.go_to)
        body.finished.connect(self._finish)
        return body

    # moving

    def go_to(self, ref: str) -> None:
        """Show the question, page or section."""
        self._save_open_field()
        self._close_jump_list()
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
        self._save_open_field()
        if callable(move) and move():
            self._show_page()
            self._focus("")
        else:
            self._tell_saved()

    def _focus(self, ref: str) -> None:
        if isinstance(self.body, QuestionsBody):
            if not self.body.focus_on(ref):
                self._frame.footer.next.setFocus()
            if ref in self.body.blocks:
                # The page is laid out only after this: before, there is nothing to scroll to.
                QTimer.singleShot(0, self.body.blocks[ref], partial(self._bring, ref))
        elif self.body is not None:
            self.body.take_focus()
        if self.presenter.page().ref == self._ref and ref:
            self.presenter.stand_at(ref)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if self._hands is not None and self._hands.press(event, self._focused_ref()):
            return
        if self.jump_list is not None and key != Qt.Key.Key_F3 and not (ctrl and key == Qt.Key.Key_J):
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_F3 or (ctrl and key == Qt.Key.Key_J):
            self.turn_jump_list()
        elif key == Qt.Key.Key_F4 and ctrl:
            self._take_over_page()
        elif key == Qt.Key.Key_PageDown:
            self.next_page()
        elif key == Qt.Key.Key_PageUp:
            self.previous_page()
        elif key == Qt.Key.Key_F4 and isinstance(self.body, QuestionsBody):
            self._take_over(self._focused_ref())
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
            self._close_jump_list()
            self._focus(self.presenter.at_ref)
            return
        self._save_open_field()
        self.jump_list = JumpList(self.presenter.lines(), self.presenter.at_ref)
        self.jump_list.wanted.connect(self.go_to)
        self.jump_list.closed.connect(self.turn_jump_list)
        self._frame.cover(self.jump_list)
        self.jump_list.take_focus()

    def _close_jump_list(self) -> None:
        if self.jump_list is not None:
            self.jump_list = None
            self._frame.cover(None)

    def _focused_ref(self) -> str:
        if not isinstance(self.body, QuestionsBody):
            return ""
        focused = self.focusWidget()
        for ref, block in self.body.blocks.items():
            if focused is not None and block.isAncestorOf(focused):
                return ref
        return ""

    # answering

    def _typed(self, ref: str) -> None:
        self._typing_ref = ref
        self._pause.start()

    def _save(self, ref: str) -> bool:
        """Save what stands in the field; False when it was refused or the disk refuses it."""
        self._pause.stop()
        if not isinstance(self.body, QuestionsBody) or ref not in self.body.blocks:
            return True
        block = self.body.blocks[ref]
        reading = block.field.read()
        if reading.problem:
            return False
        if not block.answerable or reading.value == self.presenter.session.value(ref):
            return self.presenter.keeping.all_saved
        refused = self.presenter.answer(ref, reading.value)
        if refused is not None and self.presenter.keeping.all_saved:
            block.say(refused.explain())
            return False
        self._refresh()
        return refused is None

    def _save_open_field(self) -> None:
        ref = self._focused_ref() or self._typing_ref
        if ref:
            self._save(ref)
        if self._hands is not None:
            self._hands.flush()

    def _leave_question(self, ref: str) -> None:
        """The keyboard went elsewhere: save, and say now what is wrong."""
        if self.desk.presenter is None:  # the interview was left: all is saved
            return
        if not isinstance(self.body, QuestionsBody) or ref not in self.body.blocks:
            return
        reading = self.body.blocks[ref].field.read()
        self._save(ref)
        if reading.problem and ref in self.body.blocks:
            self.body.blocks[ref].say(reading.problem)

    def _enter_pressed(self, ref: str) -> None:
        """Enter: save, stay once where something is wrong, else go on."""
        assert isinstance(self.body, QuestionsBody)
        block = self.body.blocks[ref]
        reading = block.field.read()
        saved = self._save(ref)
        if reading.problem:
            block.say(reading.problem)
            return
        if not saved or ref not in self.body.blocks:
            return
        block = self.body.blocks[ref]
        block.show_view(self.presenter.complain_about(ref))
        if block.message() and block.warned_value != reading.value:
            block.warned_value = reading.value
            return
        if self._hands is not None and self._hands.ask_reason(ref):
            return
        if not self.body.step(ref, +1):
            self.next_page()

    def _touch(self, ref: str) -> None:
        if self.desk.presenter is None:  # the interview was left: there is nowhere to stand
            return
        self.presenter.stand_at(ref)
        if isinstance(self.body, QuestionsBody) and ref in self.body.blocks:
            self._frame.footer.show_keys(self.body.blocks[ref].view, bool(self.presenter.growing()))
            self._bring(ref)

    def _bring(self, ref: str) -> None:
        """Scroll to a question that is on the page."""
        if isinstance(self.body, QuestionsBody) and ref in self.body.blocks:
            self._frame.bring_to_view(self.body.blocks[ref])

    def _take_over(self, ref: str) -> None:
        if not ref:
            return
        trouble = self.presenter.take_over(ref)
        self._refresh()
        if trouble is not None:
            self._tell_trouble(trouble)

    def _take_over_page(self) -> None:
        """The whole blank page as at the last visit."""
        if not isinstance(self.body, QuestionsBody) or not self.presenter.take_over_page():
            return
        self._refresh()
        trouble = self.presenter.keeping.trouble
        if trouble is not None:
            self._tell_trouble(trouble)
        else:
            self._frame.footer.next.setFocus(Qt.FocusReason.TabFocusReason)

    def _comment(self) -> None:
        """The footer's button: a comment on the question one is at, else on the first."""
        if isinstance(self.body, QuestionsBody) and self.body.blocks:
            ref = self._focused_ref() or self.presenter.at_ref
            block = self.body.blocks.get(ref) or next(iter(self.body.blocks.values()))
            block.remarks.write(NOTE)

    def _take_file(self, ref: str, path: str) -> None:
        self._tell_taken(ref, self.desk.take_file(ref, path))

    def _take_drawing(self, ref: str, png: bytes) -> None:
        self._tell_taken(ref, self.desk.keep_drawing(ref, png))

    def _tell_taken(self, ref: str, trouble: UserError | None) -> None:
        self._refresh()
        if trouble is not None and isinstance(self.body, QuestionsBody) and ref in self.body.blocks:
            self.body.blocks[ref].say(f"{trouble.explain()} {trouble.advise()}")

    def _add_row(self) -> None:
        before = {row.ref for row in self._rows()}
        self.presenter.add_row(self._ref)
        added = [row.ref for row in self._rows() if row.ref not in before]
        if added and self.presenter.keeping.all_saved:
            self.go_to(added[-1])
        else:
            self._refresh()

    def _remove_row(self, ref: str) -> None:
        self.presenter.remove_row(ref)
        self._refresh()
        if self.body is not None and isinstance(self.body, RowsTable):
            self.body.take_focus()

    def _rows(self) -> tuple:  # type: ignore[type-arg]
        rows = self.presenter.page().rows
        return rows.rows if rows else ()

    # telling, finishing, leaving

    def _tell_saved(self) -> None:
        trouble = self.presenter.keeping.trouble
        self._saved.show_saved(trouble is None)
        if trouble is not None:
            self._tell_trouble(trouble)
        elif self._retry.isVisible():
            self._frame.notice.hide()
        self._retry.setVisible(trouble is not None)

    def _tell_trouble(self, trouble: UserError) -> None:
        self._frame.notice.show_error(trouble)

    def _save_again(self) -> None:
        self.presenter.keeping.try_again()
        self._refresh()

    def _switch_language(self) -> None:
        self._save_open_field()
        ref = self._focused_ref()
        self.desk.next_language()
        self._show_page()
        self._focus(ref)

    def _finish(self) -> None:
        household = self.desk.household_id
        try:
            report = self.desk.finish()
        except UserError as trouble:
            self._tell_trouble(trouble)
            return
        if report.sealed:
            self.changed.emit()
            self.go.emit(HouseholdRoute(household_id=household))
        else:
            self._show_page()

    def _begin_again(self) -> None:
        """The first press asks, the second does it: nothing is lost, but all is asked anew."""
        if not self._again_asked:
            self._again_asked = True
            self._again.setText(translate(N_("Really anew? Press again")))
            words = N_("Members and address stay; the rest is asked anew, with the old answers beside it.")
            self._frame.notice.say(translate(words), tone="blue")
            return
        self._save_open_field()
        trouble = self.desk.begin_again()
        if trouble is not None:
            self._tell_trouble(trouble)
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
        self._saved = SavedMark()
        self._retry = SecondaryButton(translate(N_("Save again")), "refresh-cw")
        self._retry.clicked.connect(self._save_again)
        self._retry.hide()
        self._language = SecondaryButton("")
        self._language.setToolTip(translate(N_("Language of the questions (F6)")))
        self._language.clicked.connect(self._switch_language)
        self._again = SecondaryButton(translate(N_("Survey anew…")), "refresh-cw")
        self._again.clicked.connect(self._begin_again)
        self._again_asked = False
        home = SecondaryButton(translate(N_("Leave, go on later")))
        home.setToolTip("Esc")
        home.clicked.connect(self._go_home)
        for widget in (self._saved, self._retry, self._again, self._language, home):
            self.header.add_action(widget)
        for button in (self._again, self._language, home):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def _build_body(self) -> None:
        self._frame = InterviewFrame()
        self._frame.sections.chosen.connect(self.go_to)
        self._frame.sections.whole_wanted.connect(self.turn_jump_list)
        self._frame.footer.note.clicked.connect(self._comment)
        self._frame.footer.same_page.clicked.connect(self._take_over_page)
        self._frame.footer.next.clicked.connect(self.next_page)
        self._frame.footer.previous.clicked.connect(self.previous_page)
        self.set_body(self._frame)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._frame.sections.be_narrow(event.size().width() < look().px(_NARROW))
        super().resizeEvent(event)


PARTS = PageParts(presenter=VisitDesk, page=InterviewPage)
