"""One interview as its window sees it: pages, sections, answers, the place one is at (no Qt)."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from yihu.actions.remarks import Remarks
from yihu.base.errors import UserError
from yihu.base.i18n import translate
from yihu.ui.interview.asking import view_question
from yihu.ui.interview.belonging import Belonging
from yihu.ui.interview.beside import BesideAnswers
from yihu.ui.interview.doubting import CheckView, Doubting
from yihu.ui.interview.grid_widths import shares_of
from yihu.ui.interview.income import LINES
from yihu.ui.interview.keeping import Keeping, Save
from yihu.ui.interview.last_time import LastTime
from yihu.ui.interview.markup import plain_text
from yihu.ui.interview.members import members_missing, place_in_words, view_rows
from yihu.ui.interview.paging import heads_table, nodeset, number_questions, row_of, row_title, untitled
from yihu.ui.interview.section_marks import REVIEW, REVIEW_TITLE, list_sections, section_of, standing
from yihu.ui.interview.views import PageView, QuestionView, SectionView, Standing, WorkingSheet

if TYPE_CHECKING:
    from yihu.actions.look_at_interview import LookedAt
    from yihu.engine import Outcome, Page, Section, Session


def _forget_place(ref: str) -> None:
    return


class InterviewPresenter(BesideAnswers):
    """Moves through the open session's pages and keeps every answer.

    `save` makes an outcome durable, `save_place` only the question one is at. `previous` holds the
    last finished survey's answers by answer key, `previous_on` its ISO date. `resume_ref` is where
    the person stopped, empty at the first visit. `remarks` stand beside the answers. `finished`: the
    person has been everywhere already. `look` reads the answers as the register would, for its checks.
    """

    def __init__(
        self,
        session: "Session",
        save: Save,
        *,
        save_place: Callable[[str], None] = _forget_place,
        resume_ref: str = "",
        previous: Mapping[str, str] | None = None,
        previous_on: str | None = None,
        remarks: Remarks | None = None,
        finished: bool = False,
        look: "Callable[[], LookedAt | None] | None" = None,
    ) -> None:
        self.session = session
        self.remarks = remarks or Remarks()
        self.last_time = LastTime(session, previous, previous_on, self.remarks)
        self.doubting = Doubting(session, self.remarks, look)
        self.belonging = Belonging(session)
        self._passed: set[str] | None = None if finished else set()
        self.keeping = Keeping(save)
        self._save_place = save_place
        self._complained: set[str] = set()
        self._shares = shares_of(session.form)
        self._sheets: dict[str, WorkingSheet] = {}
        self._numbers: dict[tuple[str, ...], dict[str, str]] = {}
        self._known_pages: tuple[Page, ...] | None = None
        self._known_sections: tuple[Section, ...] | None = None
        self._known_checks: dict[str, tuple[CheckView, ...]] | None = None
        self.at_ref = ""
        self._page_ref = ""
        self._index = 0
        if not (resume_ref and self.go_to(resume_ref)):
            self._show(0)
        self._placed = self.at_ref

    # where one is

    def page(self) -> PageView:
        """The page as it stands now."""
        pages = self._pages()
        self._settle(pages)
        if self._index >= len(pages):
            return PageView(kind=REVIEW, ref=REVIEW, title=translate(REVIEW_TITLE), last=True)
        page = pages[self._index]
        return PageView(
            kind=page.kind,
            ref=page.ref,
            title=self._title(page),
            subtitle=place_in_words(self.session, page.ref),
            questions=tuple(self.question(ref) for ref in page.refs if not heads_table(ref))
            if page.kind != "repeat"
            else (),
            rows=view_rows(self.session, page.ref, self.belonging) if page.kind == "repeat" else None,
            first=self._index == 0,
        )

    @property
    def numbers(self) -> dict[str, str]:
        """The questions' numbers under the sections that the list at the left shows now."""
        sections = tuple(section.ref for section in self._sections())
        if sections not in self._numbers:
            self._numbers[sections] = number_questions(self.session.form, sections)
        return self._numbers[sections]

    def question(self, ref: str) -> QuestionView:
        """One question as it stands now."""
        number = self.numbers.get(nodeset(ref), "")
        share = self._shares.get(nodeset(ref), 1.0)
        previous = self.last_time.beside(ref)
        view = view_question(self.session, ref, number, previous, ref in self._complained, share)
        amount = self.session.question(ref).save_to
        if amount not in LINES or view.read_only:
            return view
        sheet = self._sheets.get(self.session.key(ref))
        return replace(view, works_out=amount, working=self.working(ref), sheet=sheet)

    @property
    def page_ref(self) -> str:
        """The page as it was last shown."""
        return self._page_ref

    def sections(self) -> tuple[SectionView, ...]:
        """The list at the left, the review at its end."""
        sections = self._sections()
        here = self._section_here(sections)
        return list_sections(
            sections,
            here,
            passed=[one.ref for one in sections if self._has_passed(one.ref)],
            waiting=section_of(self._pages(), members_missing(self.session)),
            titles=untitled(self.session, self._pages(), sections),
            finished=self._passed is None,
        )

    def standing(self) -> Standing:
        """Answered, what is to be answered or was without need, and about how many minutes are left."""
        return standing(self.session.form, self._sections())

    # moving

    def next_page(self) -> bool:
        """Go on; False at the review or while an answer waits for the disk."""
        return self._move(+1)

    def previous_page(self) -> bool:
        """Go back; False at the first page or while an answer waits for the disk."""
        return self._move(-1)

    def go_to(self, ref: str) -> bool:
        """Show the page with this question, page or section; False if there is none now."""
        if not self.keeping.try_again():
            return False
        pages = self._pages()
        if ref == REVIEW:
            self._show(len(pages))
            return True
        found = next((at for at, page in enumerate(pages) if ref in (page.ref, *page.refs)), None)
        if found is None:
            found = next(
                (at for at, page in enumerate(pages) if page.section == ref or page.ref.startswith(ref)), None
            )
        if found is None:
            return False
        self._show(found)
        self.at_ref = ref if ref in pages[found].refs else self.at_ref
        return True

    def complain_about(self, ref: str) -> QuestionView:
        """The person leaves this question: from now on it also tells that its answer is missing."""
        self._complained.add(ref)
        return self.question(ref)

    # answering

    def answer(self, ref: str, value: str) -> UserError | None:
        """Take an answer and save it. What is refused changes nothing; what the disk refuses waits."""
        self.at_ref = ref
        if value == self.session.value(ref):
            return None
        try:
            outcome = self.session.answer(ref, value)
        except UserError as refused:
            return refused
        return self._keep(outcome)

    def growing(self) -> str:
        """The repeat whose row this page is in and that may have more; empty elsewhere."""
        row = row_of(self._page_ref)
        return row[0] if row is not None and self.session.can_add(row[0]) else ""

    def add_row(self, repeat_ref: str, row_id: str | None = None) -> UserError | None:
        """Add a row at the end of a repeat and save that."""
        return self._keep(self.session.add_repeat(repeat_ref, row_id))

    def remove_row(self, row_ref: str) -> UserError | None:
        """Remove a row and save that."""
        return self._keep(self.session.remove_repeat(row_ref))

    def take_over(self, ref: str) -> UserError | None:
        """Answer as at the last visit; nothing happens where there was no answer."""
        previous = self.last_time.answer(ref)
        return self.answer(ref, previous) if previous else None

    def previous_on_page(self) -> tuple[str, ...]:
        """Questions of this page that can all be answered as at the last visit; none once one is answered."""
        self._settle(self._pages())
        return self.last_time.blank_page(self._refs_here())

    def take_over_page(self) -> int:
        """Answer a blank page as at the last visit, with what it asks because of that; how many answers."""
        return self._take_over(self.previous_on_page(), lambda: self.last_time.to_confirm(self._refs_here()))

    def take_over_row(self, row_ref: str) -> int:
        """Answer all that is asked about one member as at the last visit; how many answers."""
        return self._take_over(self.last_time.of_row(row_ref), lambda: self.last_time.of_row(row_ref))

    def _take_over(self, todo: tuple[str, ...], more: Callable[[], tuple[str, ...]]) -> int:
        done, tried = 0, set[str]()
        while todo and self.keeping.all_saved:
            done += sum(self.take_over(ref) is None for ref in todo)
            tried |= set(todo)
            todo = tuple(ref for ref in more() if ref not in tried)
        return done

    def belongs(self, row_ref: str, membership: str) -> str:
        """Say what became of a member; the question to go to for when it was, empty where none is asked.

        Somebody who had left and is a member again came back.
        """
        ref = self.belonging.ref(row_ref, "membership")
        if not ref or self.answer(ref, membership) is not None:
            return ""
        joined = self.belonging.ref(row_ref, "joined_by")
        if joined and not self.session.value(joined):
            self.answer(joined, "returned")
        return self.belonging.ref(row_ref, "left_on") or self.belonging.ref(row_ref, "joined_on")

    # keeping the place

    def stand_at(self, ref: str) -> None:
        """The person came to this question: a crash from now on leads back here."""
        if ref == self._placed or not self.keeping.all_saved:
            return
        self.at_ref = self._placed = ref
        with suppress(UserError):
            self._save_place(ref)

    def speak(self, language: str) -> None:
        """Show the form in another of its languages."""
        self.session.set_language(language)
        self.forget()

    # inside

    def _keep(self, outcome: "Outcome") -> UserError | None:
        """Save it, with the remarks that cease with it."""
        self.forget()
        ended = self.remarks.follow(outcome.changes)
        if ended:
            outcome = replace(outcome, changes={**outcome.changes, **ended})
        self.remarks.take(outcome.changes)
        self.session.excuse(self.remarks.lacking())
        self.keeping.keep(outcome, self.at_ref)
        return self.keeping.trouble

    def forget(self) -> None:
        """The session was answered from elsewhere: ask it anew."""
        self._known_pages = self._known_sections = None
        self._known_checks = None

    def _refs_here(self) -> tuple[str, ...]:
        """The questions of this page."""
        pages = self._pages()
        return tuple(pages[self._index].refs) if self._index < len(pages) else ()

    def _refs_of_section(self) -> tuple[str, ...]:
        """The questions of all pages of this section."""
        pages = self._pages()
        if self._index >= len(pages):
            return ()
        here = pages[self._index].section
        return tuple(ref for page in pages if page.section == here for ref in page.refs)

    def _pages(self) -> "tuple[Page, ...]":
        if self._known_pages is None:
            self._known_pages = self.session.pages()
        return self._known_pages

    def _sections(self) -> "tuple[Section, ...]":
        if self._known_sections is None:
            self._known_sections = self.session.sections()
        return self._known_sections

    def _move(self, by: int) -> bool:
        if not self.keeping.try_again():
            return False
        pages = self._pages()
        self._settle(pages)
        if not 0 <= self._index + by <= len(pages):
            return False
        self._show(self._index + by)
        return True

    def _show(self, index: int) -> None:
        pages = self._pages()
        self._index = min(index, len(pages))
        self._known_checks = None
        if self._passed is not None:
            here = pages[self._index].section if self._index < len(pages) else ""
            self._passed |= {page.section for page in pages[: self._index]} - {here}
        if self._index == len(pages):
            self._page_ref, self.at_ref = REVIEW, ""
            return
        page = pages[self._index]
        self._page_ref, self.at_ref = page.ref, next(iter(page.refs), page.ref)

    def _settle(self, pages: "tuple[Page, ...]") -> None:
        """Pages come and go with the answers: stay at the same page, else at the same place."""
        refs = [*(page.ref for page in pages), REVIEW]
        if self._page_ref in refs:
            self._index = refs.index(self._page_ref)
        else:
            self._show(min(self._index, len(pages)))

    def _has_passed(self, section: str) -> bool:
        return self._passed is None or section in self._passed

    def _section_here(self, sections: "tuple[Section, ...]") -> str:
        if self._page_ref == REVIEW:
            return REVIEW
        pages = self._pages()
        return pages[self._index].section if self._index < len(pages) else ""

    def _title(self, page: "Page") -> str:
        written = page.title or next((self.session.label(ref) for ref in page.refs if heads_table(ref)), "")
        title = plain_text(
            written or next((one.title for one in self._sections() if one.ref == page.section), "")
        )
        row = row_title(self.session, page.ref)
        return f"{title} · {row}" if row else title
