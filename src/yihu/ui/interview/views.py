"""What the interview's widgets are told to show (no Qt)."""

from dataclasses import dataclass
from enum import Enum


class FieldKind(Enum):
    """How a question is answered; anything unknown is answered as text so that no form stops."""

    CARDS = "cards"
    LIST = "list"
    MULTIPLE = "multiple"
    NUMBER = "number"
    TEXT = "text"
    LONG_TEXT = "long_text"
    DATE = "date"
    MONTH = "month"
    TIME = "time"
    MOMENT = "moment"
    PLACE = "place"
    PHOTO = "photo"
    NOTE = "note"
    ACKNOWLEDGE = "acknowledge"


class Mark(Enum):
    """How far a section is."""

    OPEN = "open"
    HERE = "here"
    DONE = "done"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True, kw_only=True)
class Previous:
    """The last visit's answer to a question.

    Attributes:
        value: as the answers keep it, for taking it over.
        text: as it reads, with labels and unit.
        when: `YYYY-MM` of that visit; empty if unknown.
    """

    value: str
    text: str
    when: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionView:
    """One question as it stands on the page now.

    Attributes:
        number: `3.2`, the same for ever within one version of the form.
        message: what is wrong with the answer, empty if nothing.
        whole: only whole numbers are allowed.
    """

    ref: str
    number: str
    kind: FieldKind
    label: str
    hint: str = ""
    required: bool = False
    read_only: bool = False
    value: str = ""
    unit: str = ""
    message: str = ""
    missing: bool = False
    whole: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    previous: Previous | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberRow:
    """One row of a repeat's table: its ref, and the cells under the table's heads."""

    ref: str
    cells: tuple[str, ...]
    errors: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RowsView:
    """A repeat as a table.

    Attributes:
        name: what one row is called in the form, e.g. `家庭成员`.
    """

    ref: str
    name: str
    heads: tuple[str, ...]
    rows: tuple[MemberRow, ...]
    can_add: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PageView:
    """One page: some questions, or a table of rows, or the review at the end."""

    kind: str
    ref: str
    title: str
    subtitle: str = ""
    questions: tuple[QuestionView, ...] = ()
    rows: RowsView | None = None
    first: bool = False
    last: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionView:
    """One line of the list at the left."""

    ref: str
    number: int
    title: str
    mark: Mark
    here: bool
    errors: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How much of the interview is done."""

    answered: int
    asked: int
    minutes_left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewItem:
    """Something missing or contradicting at the end; `ref` leads to its question.

    Attributes:
        hard: the visit can't be finished before it is put right.
    """

    ref: str
    where: str
    question: str
    message: str
    hard: bool
