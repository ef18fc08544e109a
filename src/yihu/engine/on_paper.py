"""A questionnaire as it stands on paper: empty with its skip logic in words, or filled in with what was asked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from yihu.base.i18n import N_, translate_in
from yihu.engine.session import Session
from yihu.engine.skip_words import condition_in_words
from yihu.forms.form import Group, Part, Question, Repeat

Way = Literal["line", "lines", "date", "one", "several", "picture", "note"]
"""How an answer is written by hand: on a line, on several, as a date, by ticking, as a picture; a note is only read."""

MOST_CHOICES = 40
"""Longer lists are not printed with every question; the answer is written in."""

_COUNT = re.compile(r' jr:(?:count|noAddRemove)="[^"]*"')
_TEXT_LINES = ("multiline",)
_PICTURES = ("image", "audio", "video", "file")


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperHeading:
    """The title of a group, or of one row of a repeat.

    Attributes:
        level: 1 for the questionnaire's sections. when: when its questions are asked; empty for always.
        each: it stands for every row: one sheet for each.
    """

    text: str
    level: int
    when: str = ""
    each: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperQuestion:
    """One question.

    Attributes:
        number: on this paper; 0 for a note. way: see `Way`.
        when: when it is asked; empty for always, and on a filled-in paper.
        choices: (label, whether it was chosen). answer: as a person reads it; empty when it is to be written.
        key: answer key; names of files are its answer for pictures.
    """

    number: int
    text: str
    way: Way
    key: str = ""
    hint: str = ""
    when: str = ""
    required: bool = False
    choices: tuple[tuple[str, bool], ...] = ()
    answer: str = ""
    file: str = ""


Item = PaperHeading | PaperQuestion


def empty_items(session: Session, language: str) -> tuple[Item, ...]:
    """Every question once, each with when it is asked; a repeat's rows stand once for all.

    Args:
        session: newly opened without answers, in the paper's language; its repeats must have a row to be read
            (`without_counts`).
        language: of the words between the form's own, one of `i18n.LANGUAGES`.
    """
    return tuple(_Empty(session, language).items())


def filled_items(session: Session, language: str) -> tuple[Item, ...]:
    """The questions that concerned this household, with the answers; rows one after the other."""
    return tuple(_Filled(session, language).items())


def without_counts(xform: str) -> str:
    """A questionnaire's XForm whose repeats begin with a row each, also those that count their rows."""
    return _COUNT.sub("", xform)


class _Empty:
    def __init__(self, session: Session, language: str) -> None:
        self._session, self._language = session, language
        self._numbers: dict[str, int] = {}
        for part in _questions(session.form.body):
            if part.asks:
                self._numbers[part.ref] = len(self._numbers) + 1

    def items(self) -> Iterator[Item]:
        return self._of(self._session.form.body, 1)

    def _of(self, parts: tuple[Part, ...], level: int) -> Iterator[Item]:
        for part in parts:
            if self._never(part):
                continue
            if isinstance(part, Question):
                if part.shown:
                    yield self._question(part)
                continue
            text = self._label(part)
            if text:
                each = isinstance(part, Repeat)
                yield PaperHeading(text=text, level=level, when=self._when(part), each=each)
            yield from self._of(part.children, level + bool(text))

    def _question(self, question: Question) -> PaperQuestion:
        session, ref = self._session, self._live(question.ref)
        way = way_of(question)
        return PaperQuestion(
            number=self._numbers.get(question.ref, 0),
            text=session.label(ref) or ("" if way == "note" else question.name),
            way=way,
            key=question.key,
            hint=session.hint(ref),
            when=self._when(question),
            required=session.is_required(ref) if way != "note" else False,
            choices=self._offered(ref) if way in ("one", "several") else (),
        )

    def _offered(self, ref: str) -> tuple[tuple[str, bool], ...]:
        offered = self._session.all_choices(ref)
        return tuple((each.label, False) for each in offered) if len(offered) <= MOST_CHOICES else ()

    def _label(self, part: Group | Repeat) -> str:
        if part.ref is None or part.label is None:
            return ""
        ref = self._live(part.ref)
        return self._session.label(ref.removesuffix("[1]") if isinstance(part, Repeat) else ref)

    def _when(self, part: Part) -> str:
        relevant = part.bind.relevant
        if relevant is None or relevant.constant() is True:
            return ""
        said = condition_in_words(
            relevant.source, part.bind.nodeset, self._named, self._chosen, self._language
        )
        return translate_in(self._language, N_("Only if {condition}")).format(condition=said)

    def _never(self, part: Part) -> bool:
        """Whether it is left out by something that nobody answers on this paper: the rules in force, the day."""
        relevant, ref = part.bind.relevant, part.ref
        if relevant is None or ref is None or any(self._named(path) for path in relevant.reads()):
            return False
        return not self._session.may_be_asked(self._live(ref))

    def _named(self, path: str) -> str:
        number = self._numbers.get(path)
        if number:
            return translate_in(self._language, N_("question {number}")).format(number=number)
        return (
            translate_in(self._language, N_("“{name}”")).format(name=path.rpartition("/")[2])
            if self._follows(path)
            else ""
        )

    def _follows(self, path: str, above: frozenset[str] = frozenset()) -> bool:
        """Whether it is calculated from answers on this paper."""
        question = self._session.form.questions.get(path)
        calculation = question.bind.calculate if question is not None else None
        if calculation is None or path in above:
            return False
        around = above | {path}
        return any(each in self._numbers or self._follows(each, around) for each in calculation.reads())

    def _chosen(self, path: str, value: str) -> str:
        ref = self._live(path)
        labels = {each.value: each.label for each in self._session.all_choices(ref)} if ref else {}
        return labels.get(value, value)

    @cached_property
    def _repeats(self) -> frozenset[str]:
        return frozenset(ref for ref, part in self._session.form.groups.items() if isinstance(part, Repeat))

    def _live(self, nodeset: str) -> str:
        """The path with the first row of each repeat."""
        live = path = ""
        for step in nodeset.strip("/").split("/"):
            path, live = f"{path}/{step}", f"{live}/{step}"
            if path in self._repeats:
                live += "[1]"
        return live


class _Filled:
    def __init__(self, session: Session, language: str) -> None:
        self._session, self._language = session, language
        self._number = 0

    def items(self) -> Iterator[Item]:
        return self._of(self._session.form.body, 1, {})

    def _of(self, parts: tuple[Part, ...], level: int, rows: dict[str, str]) -> Iterator[Item]:
        for part in parts:
            if isinstance(part, Question):
                yield from self._question(part, rows)
            elif isinstance(part, Repeat):
                yield from self._rows(part, level, rows)
            else:
                yield from self._group(part, level, rows)

    def _group(self, part: Group, level: int, rows: dict[str, str]) -> Iterator[Item]:
        ref = _in_rows(part.ref, rows) if part.ref else None
        if ref is not None and not self._is_there(ref):
            return
        text = self._session.label(ref) if ref is not None and part.label is not None else ""
        inside = list(self._of(part.children, level + bool(text), rows))
        if text and inside:
            yield PaperHeading(text=text, level=level)
        yield from inside

    def _rows(self, part: Repeat, level: int, rows: dict[str, str]) -> Iterator[Item]:
        repeat = _in_rows(part.ref, rows)
        if not self._is_there(repeat.rpartition("/")[0]):
            return
        for number, row in enumerate(self._session.rows(repeat), 1):
            if self._session.is_relevant(row):
                text = self._session.label(repeat) or part.name
                inside = list(self._of(part.children, level + 1, {**rows, part.ref: row}))
                if inside:
                    yield PaperHeading(text=f"{text} {number}", level=level)
                    yield from inside

    def _question(self, question: Question, rows: dict[str, str]) -> Iterator[Item]:
        ref = _in_rows(question.ref, rows)
        if not question.shown or not self._is_there(ref):
            return
        way = way_of(question)
        if way != "note":
            self._number += 1
        value = self._session.value(ref)
        chosen = way in ("one", "several")
        yield PaperQuestion(
            number=self._number if way != "note" else 0,
            text=self._session.label(ref) or ("" if way == "note" else question.name),
            way=way,
            key=self._session.key(ref),
            answer="" if way in ("note", "picture") else self._said(ref, value) if chosen else value,
            file=value if way == "picture" else "",
        )

    def _said(self, ref: str, value: str) -> str:
        labels = {each.value: each.label for each in self._session.all_choices(ref)}
        return translate_in(self._language, N_(", ")).join(labels.get(each, each) for each in value.split())

    def _is_there(self, ref: str) -> bool:
        return self._session.has(ref) and self._session.is_relevant(ref)


def way_of(question: Question) -> Way:
    """How its answer stands on paper."""
    if question.kind == "note" or not question.asks:
        return "note"
    if question.kind in ("select_one", "acknowledge"):
        return "one"
    if question.kind in ("select_multiple", "rank"):
        return "several"
    if question.kind in _PICTURES:
        return "picture"
    if question.kind == "date":
        return "date"
    return "lines" if any(name in question.appearances for name in _TEXT_LINES) else "line"


def _questions(parts: tuple[Part, ...]) -> Iterator[Question]:
    for part in parts:
        if isinstance(part, Question):
            yield part
        else:
            yield from _questions(part.children)


def _in_rows(nodeset: str, rows: dict[str, str]) -> str:
    """The path within the rows that are gone through."""
    for repeat in sorted(rows, key=len, reverse=True):
        if nodeset.startswith(f"{repeat}/"):
            return rows[repeat] + nodeset[len(repeat) :]
    return nodeset
