"""Hands that fill in a questionnaire on the interview page, question by question."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt

from yihu.ui.demo.hands import Hands, HandsLost
from yihu.ui.interview.fields.cards import CardsField
from yihu.ui.interview.fields.long_list import LongListField, ManyListField
from yihu.ui.interview.fields.photo import PhotoField
from yihu.ui.interview.page import InterviewPage
from yihu.ui.interview.question_block import QuestionBlock
from yihu.ui.interview.questions_page import QuestionsBody
from yihu.ui.interview.review_page import ReviewBody
from yihu.ui.interview.rows_table import RowsTable
from yihu.ui.interview.views import FieldKind

MOST_PAGES = 400


class Interviewer:
    """Answers what the page asks.

    Args:
        answers: question name -> text; a repeat's name -> its rows, each such a mapping.
        photos: question name -> picture file.
        seen: called with each page's title once it is answered.
    """

    def __init__(
        self,
        hands: Hands,
        page: InterviewPage,
        answers: Mapping[str, Any],
        photos: Mapping[str, Path],
        seen: Callable[[str], None],
    ) -> None:
        self._hands, self._page = hands, page
        self._answers, self._photos, self._seen = answers, photos, seen
        self.answered = 0

    def work(self) -> None:
        """From the first page to the list of what is missing."""
        for _ in range(MOST_PAGES):
            view = self._page.presenter.page()
            if view.last:
                return
            if isinstance(self._page.body, RowsTable):
                self._rows(view.ref)
            else:
                self._questions(view.ref)
        raise HandsLost("the end of the questionnaire")

    def _rows(self, ref: str) -> None:
        """Add rows until there are as many as wanted, then go on into them."""
        wanted = len(self._answers.get(ref.rpartition("/")[2], ()))
        body = self._page.body
        assert isinstance(body, RowsTable)
        while len(body.view.rows) < wanted:
            self._hands.press(Qt.Key.Key_Insert, where=body)
            self._page.go_to(ref)
            body = self._page.body
            assert isinstance(body, RowsTable)
        self._hands.press(Qt.Key.Key_PageDown, where=self._page)
        self._left(ref)

    def _questions(self, ref: str) -> None:
        handled: set[str] = set()
        while self._page.presenter.page().ref == ref:
            waiting = self._waiting(handled)
            if not waiting:
                self._seen(self._page.presenter.page().title)
                self._hands.press(Qt.Key.Key_PageDown, where=self._page)
                self._left(ref)
                return
            handled.add(waiting[0].view.ref)
            self._answer(waiting[0], last=len(waiting) == 1)

    def _waiting(self, handled: set[str]) -> list[QuestionBlock]:
        body = self._page.body
        assert isinstance(body, QuestionsBody)
        return [one for one in body.blocks.values() if one.answerable and one.view.ref not in handled]

    def _left(self, ref: str) -> None:
        if self._page.presenter.page().ref == ref:
            raise HandsLost(f"the page after {ref}")

    def _answer(self, block: QuestionBlock, *, last: bool) -> None:
        ref, value = block.view.ref, self._wanted(block.view.ref)
        block.field.take_focus()
        if isinstance(block.field, PhotoField):
            self._photo(block.field, ref)
            return
        session = self._page.presenter.session
        if value and not _same(session.value(ref), value):
            self._fill(block, value, last=last)
            self.answered += 1
            if not _same(session.value(ref), value):
                raise HandsLost(f"the answer to {ref}")

    def _wanted(self, ref: str) -> str:
        """The answer to a question; rows by their position in the ref."""
        answers: Mapping[str, Any] = self._answers
        steps = ref.split("/")
        for step in steps[:-1]:
            name, _, position = step.rstrip("]").partition("[")
            if position:
                answers = answers[name][int(position) - 1]
        return str(answers.get(steps[-1], ""))

    def _fill(self, block: QuestionBlock, value: str, *, last: bool) -> None:
        field = block.field
        if isinstance(field, CardsField):
            self._cards(field, block.view.value.split(), value.split())
        elif isinstance(field, LongListField):
            for one in value.split():
                self._list(field, one)
            if isinstance(field, ManyListField):
                self._hands.enter(field.box)
        else:
            box = getattr(field, "box", field)
            self._hands.write(box, _written(block.view.kind, value))
            if last:
                self._seen(self._page.presenter.page().title)
            self._hands.enter(box)

    def _cards(self, field: CardsField, chosen: list[str], wanted: list[str]) -> None:
        """Number keys choose; beyond the ninth card the mouse does."""
        order = [value for value, _ in field.view.choices]
        changing = [one for one in order if (one in wanted) != (one in chosen)]
        for value in changing if field.view.kind is FieldKind.MULTIPLE else wanted:
            place = order.index(value)
            if place < 9:
                self._hands.digit(place + 1, field)
            else:
                field.cards[place].click()
        self._hands.settle()

    def _list(self, field: LongListField, value: str) -> None:
        """Type the choice's words, walk down to it, Enter."""
        self._hands.write(field.box, dict(field.view.choices)[value])
        for _ in range(field.list.choices.row_of(value) - max(field.list.row(), 0)):
            self._hands.press(Qt.Key.Key_Down, where=field.box)
        self._hands.enter(field.box)

    def _photo(self, field: PhotoField, ref: str) -> None:
        path = self._photos.get(ref.rpartition("/")[2])
        if path is not None and not self._page.presenter.session.value(ref):
            field.file_chosen.emit(str(path))
            self._hands.settle()


def finish_visit(hands: Hands, page: InterviewPage) -> None:
    """Press the one large button of the last page; nothing may be missing."""
    body = page.body
    assert isinstance(body, ReviewBody)
    if hard := [item for item in body.items if item.hard]:
        raise HandsLost(f"{len(hard)} answers are missing: {hard[0].question}")
    body.banner.button.click()
    hands.settle()


def _same(kept: str, wanted: str) -> bool:
    """Whether an answer holds what was wanted: `36000.0` is 36000, and choices have no order."""
    try:
        return sorted(kept.split()) == sorted(wanted.split()) or Decimal(kept) == Decimal(wanted)
    except InvalidOperation:
        return False


def _written(kind: FieldKind, value: str) -> str:
    """As people type it: dates without dashes."""
    return value.replace("-", "") if kind is FieldKind.DATE else value
