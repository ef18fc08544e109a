"""The whole questionnaire as a list: every question with its answer and how it stands (no Qt)."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING

from yihu.actions.remarks import LACKS, Remarks
from yihu.base.i18n import N_, translate
from yihu.ui.interview.asking import read_answer
from yihu.ui.interview.markup import plain_text
from yihu.ui.interview.offering import offer_of
from yihu.ui.interview.paging import nodeset, row_title
from yihu.ui.interview.remarking import view_remarks
from yihu.ui.interview.wording import unit_of
from yihu.ui.tone import Tone

if TYPE_CHECKING:
    from yihu.engine import Session

Initials = Callable[[str], tuple[str, ...]]


class State(Enum):
    """How a question stands; `words` for a person and their colour."""

    WRONG = (N_("to put right"), "red")
    MISSING = (N_("not answered"), "amber")
    DOUBTFUL = (N_("give a reason"), "amber")
    ANSWERED = (N_("answered"), "green")
    LACKING = (N_("no answer"), "grey")
    BLANK = (N_("optional"), "grey")

    @property
    def words(self) -> str:
        """The state in a word or two."""
        return translate(self.value[0])

    @property
    def tone(self) -> Tone:
        """Its colour."""
        return self.value[1]  # type: ignore[return-value]


class Narrow(Enum):
    """Which questions the list shows."""

    ALL = N_("All")
    OPEN = N_("Not answered")
    WRONG = N_("To put right")
    CHECK = N_("To be checked")
    NOTED = N_("With a comment")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One question of the list.

    Attributes:
        row: what the member or other row is called; empty outside repeats.
        note: its comment, or the reason of its answer.
    """

    ref: str
    number: str
    label: str
    row: str
    answer: str
    state: State
    to_check: bool
    note: str

    def fits(self, narrow: Narrow) -> bool:
        """Whether the list shows it."""
        if narrow is Narrow.OPEN:
            return self.state is State.MISSING
        if narrow is Narrow.WRONG:
            return self.state in (State.WRONG, State.DOUBTFUL)
        if narrow is Narrow.CHECK:
            return self.to_check
        return narrow is Narrow.ALL or bool(self.note)

    def found_by(self, wanted: str, initials: Initials) -> bool:
        """Whether what was typed (lower case) is in its words, or in their pinyin initials."""
        words = (self.number, self.label, self.row, self.answer, self.answer.replace(",", ""), self.note)
        if any(wanted in each.lower() for each in words):
            return True
        if not wanted.isascii():
            return False
        return any(wanted in way for each in (self.label, self.row, self.answer) for way in initials(each))


def list_questions(session: "Session", remarks: Remarks, numbers: Mapping[str, str]) -> tuple[Line, ...]:
    """All questions that concern this household, in the order of asking."""
    title = lru_cache(maxsize=None)(lambda start: row_title(session, f"{start}]") if start else "")
    return tuple(
        _line(session, remarks, ref, numbers.get(nodeset(ref), ""), title(ref.rpartition("]")[0]))
        for page in session.pages()
        for ref in page.refs
        if session.question(ref).asks
    )


def narrowed(lines: Iterable[Line], narrow: Narrow, typed: str, initials: Initials) -> tuple[Line, ...]:
    """Those lines that are wanted, in their order."""
    wanted = typed.strip().lower()
    fitting = (line for line in lines if line.fits(narrow))
    return tuple(line for line in fitting if not wanted or line.found_by(wanted, initials))


def _line(session: "Session", remarks: Remarks, ref: str, number: str, row: str) -> Line:
    beside, value = view_remarks(session, remarks, ref), session.value(ref)
    label = plain_text(session.label(ref))
    violation = session.violation(ref)
    if beside.lack and not value:
        state = State.LACKING
    elif violation is not None:
        state = State.MISSING if violation.kind == "required" else State.WRONG
    elif beside.unexplained:
        state = State.DOUBTFUL
    else:
        state = State.ANSWERED if value else State.BLANK
    return Line(
        ref=ref,
        number=number,
        label=label,
        row=row,
        answer=_answer(session, ref, label, value) or (translate(LACKS[beside.lack]) if beside.lack else ""),
        state=state,
        to_check=beside.to_check,
        note=beside.note or beside.reason,
    )


def _answer(session: "Session", ref: str, label: str, value: str) -> str:
    if not value:
        return ""
    question = session.question(ref)
    if question.kind in ("image", "audio", "video", "file"):
        return translate(N_("(file)"))
    pairs = offer_of(session, ref).pairs if question.kind.startswith(("select", "rank")) else ()
    written = value.removesuffix(".0") if question.data_type == "decimal" else value
    return read_answer(question, written, pairs, unit_of(label))
