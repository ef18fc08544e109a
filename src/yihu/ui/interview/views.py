"""What the interview's widgets are told to show (no Qt)."""

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum


class FieldKind(Enum):
    """How a question is answered; anything unknown is answered as text so that no form stops."""

    CARDS = "cards"
    LIST = "list"
    MULTIPLE = "multiple"
    MULTIPLE_LIST = "multiple_list"
    LIKERT = "likert"
    GRID_HEAD = "grid_head"
    GRID_ROW = "grid_row"
    RANK = "rank"
    NUMBER = "number"
    COUNTER = "counter"
    SLIDER = "slider"
    RATING = "rating"
    TEXT = "text"
    DIGITS = "digits"
    MASKED = "masked"
    ADDRESS = "address"
    CODE = "code"
    LONG_TEXT = "long_text"
    DATE = "date"
    MONTH = "month"
    YEAR = "year"
    TIME = "time"
    MOMENT = "moment"
    PLACE = "place"
    PLACES = "places"
    PHOTO = "photo"
    SKETCH = "sketch"
    FILE = "file"
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
class Clip:
    """A sound (`audio`) or film (`video`) beside the form; `name` of its file."""

    kind: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """How a choice looks beyond its plain words.

    Attributes:
        markup: its label as the form writes it; empty where that is plain text.
        picture: name of a file beside the form; empty for none.
        clip: what is played with it.
    """

    markup: str = ""
    picture: str = ""
    clip: Clip | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """The numbers a range question allows; `step` is above zero, `end` may lie below `start`."""

    start: Decimal
    end: Decimal
    step: Decimal


@dataclass(frozen=True, slots=True)
class WorkingSheet:
    """What stands in the boxes that work an amount out, word for word, while it is no answer yet.

    Attributes:
        parts: what, how many, of what, at what price, and whether it is taken off. months: twelve texts.
    """

    monthly: bool
    parts: tuple[tuple[str, str, str, str, bool], ...]
    months: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionView:
    """One question as it stands on the page now.

    Attributes:
        number: `3.2`, the same for ever within one version of the form.
        label, hint: plain text; `label_markup`, `hint_markup`: as the form writes them, empty where plain.
        picture: name of a file beside the form that belongs to the label.
        clips: sounds and films of the label, then of the hint.
        told: why the question is answered in another way than the form asks for; empty if it isn't.
        appearances: how the form wants the question to look.
        faces: one for each choice, or empty where all choices are plain words.
        lines: so many lines of text, for a long text.
        file_kind: `audio`, `video` or `file`, for a file.
        many: several choices may be taken.
        share: the part of a line that the question takes, where several stand side by side.
        closed: the places of the answer are the corners of an area.
        message: what is wrong with the answer, empty if nothing.
        whole: only whole numbers are allowed.
        works_out: the property of a yearly amount that can be worked out from its parts; empty elsewhere.
        working: how the amount was worked out, and what the last survey's was.
        sheet: the open boxes in which it is being worked out; None while they are closed.
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
    label_markup: str = ""
    hint_markup: str = ""
    picture: str = ""
    clips: tuple[Clip, ...] = ()
    told: str = ""
    appearances: frozenset[str] = frozenset()
    faces: tuple[Face, ...] = ()
    scale: Scale | None = None
    lines: int = 0
    file_kind: str = ""
    closed: bool = False
    many: bool = False
    share: float = 1.0
    works_out: str = ""
    working: str = ""
    sheet: WorkingSheet | None = None

    @property
    def answerable(self) -> bool:
        """Whether somebody can write or choose something here."""
        return self.kind not in (FieldKind.NOTE, FieldKind.GRID_HEAD) and not self.read_only


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberRow:
    """One row of a repeat's table: its ref, and the cells under the table's heads.

    Attributes:
        belongs: at a survey made anew, whether the member is still there; empty elsewhere.
        asked: nobody said so yet. gone: the member died or left. former: had left before. known: was in the
            record at the last survey.
    """

    ref: str
    cells: tuple[str, ...]
    errors: int = 0
    belongs: str = ""
    asked: bool = False
    gone: bool = False
    former: bool = False
    known: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RowsView:
    """A repeat as a table.

    Attributes:
        name: what one row is called in the form, e.g. `家庭成员`.
        anew: the household was surveyed before: each member is asked for, nobody is removed.
    """

    ref: str
    name: str
    heads: tuple[str, ...]
    rows: tuple[MemberRow, ...]
    can_add: bool
    anew: bool = False


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
        told: nothing is doubtful: a comment, a reason, why there is no answer.
        differs: laptops answered differently, and other questions depend on it: chosen at the merge desk.
    """

    ref: str
    where: str
    question: str
    message: str
    hard: bool
    told: bool = False
    differs: bool = False
