"""How much a first visit of an average household of four is to type: counted, not guessed.

The household is 周桂兰's of the demo village: four members, two of them ill, one working away, land, three
subsidies, monitored. It stands in the register, as most households do before the first visit. The questionnaire
is walked page by page as the window pages it, and each answer costs the keys that its field takes.

Time by the keystroke-level model (Card, Moran, Newell, CACM 23(7), 1980, pages 396-410): K = 0.20 s a key for
an average skilled typist, M = 1.35 s to prepare mentally, once for each question that is answered, H and P are 0 as
no hand leaves the keyboard. A Chinese character counts three and a half keys: about three letters of pinyin, and one
key for each two characters to choose them. Left out, as it is no typing: reading aloud, listening, photographs.
"""

import json
from datetime import UTC, datetime
from math import ceil

import pytest

from yihu.actions.create_demo import REGISTER_KEYS, demo_family
from yihu.base.clock import FixedClock
from yihu.base.shipped import form_path
from yihu.engine import Session, Surroundings
from yihu.forms import read_workbook
from yihu.register.pinyin import initials
from yihu.ui.interview.choice_search import index_of
from yihu.ui.interview.presenter import InterviewPresenter
from yihu.ui.interview.views import FieldKind

KEY_S, MENTAL_S, LETTERS = 0.20, 1.35, 3.5
COLUMNS = 3
HEAD = "周桂兰"
AT_MOST_KEYS = 720
MINUTES = 12


class Typist:
    """Counts what the hands do."""

    def __init__(self, interview, answers):
        self.interview, self.answers = interview, answers
        self.keys = self.questions = self.pages = 0
        self.by_kind = {}

    def press(self, count, kind):
        self.keys += count
        self.by_kind[kind] = self.by_kind.get(kind, 0) + count

    def work(self):
        """From the first page to the review."""
        for _ in range(300):
            page = self.interview.page()
            if page.last:
                return
            self.pages += 1
            if page.rows is not None:
                self.table(page)
            else:
                self.page(page)

    def table(self, page):
        """Insert adds a member and leads into it; members are added one after another."""
        wanted = len(self.answers["member"])
        for _ in range(wanted - len(page.rows.rows)):
            self.press(1, "Insert")
            self.interview.add_row(page.ref)
        self.press(1, "PgDn")
        self.interview.next_page()

    def page(self, page):
        """Enter from question to question; PgDn as soon as nothing more on the page is to be said."""
        done = set()
        while waiting := [view for view in self.open_ones(page.ref) if view.ref not in done]:
            if not any(self.differs(view) for view in waiting):
                self.press(1, "PgDn")
                break
            view = waiting[0]
            done.add(view.ref)
            if self.differs(view):
                self.answer(view)
            else:
                self.press(1, "Enter")
        before = self.interview.page().ref
        self.interview.next_page()
        assert self.interview.page().ref != before

    def open_ones(self, ref):
        page = self.interview.page()
        return [view for view in page.questions if view.answerable] if page.ref == ref else []

    def wanted(self, ref):
        answers = self.answers
        for step in ref.split("/")[:-1]:
            name, _, place = step.rstrip("]").partition("[")
            if place:
                answers = answers[name][int(place) - 1]
        return str(answers.get(ref.rpartition("/")[2], ""))

    def differs(self, view):
        wanted = self.wanted(view.ref)
        now = self.interview.session.value(view.ref)
        return (
            bool(wanted)
            and now.removesuffix(".0") != wanted
            and sorted(now.split()) != sorted(wanted.split())
        )

    def answer(self, view):
        wanted = self.wanted(view.ref)
        self.questions += 1
        self.press(keys_of(view, wanted), view.kind.value)
        assert self.interview.answer(view.ref, wanted) is None
        assert self.interview.session.value(view.ref)


def keys_of(view, wanted):
    """The keys one answer takes, the Enter that goes on among them."""
    places = [value for value, _ in view.choices]
    if view.kind is FieldKind.CARDS:
        return 2 if places.index(wanted) < 9 else walk(places, [wanted]) + 1
    if view.kind is FieldKind.MULTIPLE:
        return walk(places, wanted.split()) + 1
    if view.kind is FieldKind.LIST:
        return shortest(view.choices, places.index(wanted)) + 1
    text = wanted.replace("-", "") if view.kind is FieldKind.DATE else wanted
    return sum(1 if letter.isascii() else LETTERS for letter in text) + 1


def walk(places, wanted):
    """Number keys up to the ninth card; beyond it arrow keys to the card and the space bar."""
    keys, at = 0, 0
    for value in wanted:
        place = places.index(value)
        if place >= 9:
            keys += abs(place // COLUMNS - at // COLUMNS) + abs(place % COLUMNS - at % COLUMNS)
        keys += 1
        at = place
    return keys


def shortest(choices, place):
    """How few letters bring a choice to the top of the list: its number, or initials of its pinyin."""
    tries = [
        str(place + 1),
        *(word[:length] for word in initials(choices[place][1]) for length in range(1, 6)),
    ]
    index = index_of(choices, initials)
    found = [len(typed) for typed in tries if typed and list(index.find(typed))[:1] == [place]]
    return min(found, default=6)


@pytest.fixture(scope="module")
def typist():
    answers = demo_family(HEAD)[1]
    form = read_workbook(form_path("household.xlsx")).form
    known = {key: answers[key] for key in REGISTER_KEYS if key in answers}
    around = Surroundings(clock=FixedClock(datetime(2026, 11, 23, 9, tzinfo=UTC)), username="张小芳")
    session = Session.open(form, answers=known, around=around, fresh=True)
    hands = Typist(InterviewPresenter(session, lambda *_: None), answers)
    hands.work()
    return hands


def test_the_questionnaire_is_whole_after_that_typing(typist):
    problems = [(problem.ref, problem.message) for problem in typist.interview.session.problems()]
    assert problems == []
    assert len(typist.interview.session.rows("/data/members/member")) == 4


def test_a_first_visit_of_four_takes_at_most_twelve_minutes_of_typing(typist, capsys):
    keys = ceil(typist.keys)
    seconds = keys * KEY_S + typist.questions * MENTAL_S
    with capsys.disabled():
        print(
            "\n"
            + json.dumps(
                {
                    "name": "first-visit-of-four",
                    "keys": keys,
                    "questions": typist.questions,
                    "pages": typist.pages,
                    "minutes": round(seconds / 60, 1),
                    "left_to_talk_minutes": round(MINUTES - seconds / 60, 1),
                    "by": {kind: ceil(count) for kind, count in sorted(typist.by_kind.items())},
                },
                ensure_ascii=False,
            )
        )
    assert keys <= AT_MOST_KEYS
    assert seconds / 60 <= MINUTES
