"""Any questionnaire on paper: empty, with its skip logic in words, or filled in with what was asked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from yihu.engine.on_paper import Item, PaperHeading, PaperQuestion
from yihu.printing.flow import Flow
from yihu.printing.grid import Grid
from yihu.printing.household_tables import place_of
from yihu.printing.letterhead import LaidOut
from yihu.printing.of_household import bookmark_of, household_letterhead, words_for
from yihu.printing.page import A4
from yihu.printing.photos import place_photos
from yihu.printing.sections import page_of, place_sections, signing
from yihu.printing.table import Cell, Row, Style, Table
from yihu.printing.words import Words
from yihu.register.household import Household

_WIDTHS = (24, 226, 258)
_STYLE = Style(padding=3.0)
_ROOM = {
    "line": 22.0,
    "lines": 58.0,
    "date": 22.0,
    "one": 22.0,
    "several": 22.0,
    "picture": 22.0,
    "note": 0.0,
}
"""Points of height that an answer by hand needs."""

_NO_ITEMS: dict[str, tuple[Item, ...]] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionnairePaper:
    """A questionnaire of a household, or an empty one.

    Attributes:
        title, items: by language, one of `i18n.LANGUAGES`.
        version: of the questionnaire. record: uuid of the record, empty for the one record of its form.
        filled: whether answers stand in it.
    """

    title: Mapping[str, str] = field(default_factory=dict)
    version: str = ""
    household: Household = field(default_factory=lambda: Household(id=""))
    record: str = ""
    filled: bool = False
    items: Mapping[str, tuple[Item, ...]] = field(default_factory=lambda: _NO_ITEMS)
    photos: tuple[bytes, ...] = ()


def blank_questionnaire() -> QuestionnairePaper:
    """A questionnaire without questions."""
    return QuestionnairePaper()


def lay_out_questionnaire(paper: QuestionnairePaper, words: Words) -> LaidOut:
    """Headings, and one row a question: number, question, answer."""
    household = paper.household
    title = paper.title.get(words.language, "")
    said = words_for(words, household, None, form=title, form_version=paper.version)
    page = page_of(words, A4)
    letterhead = household_letterhead(said, page, household, "questionnaire", paper.version, paper.record)
    grid = Grid(page, said, _STYLE)
    items = paper.items.get(words.language, ())
    flow = place_sections(
        letterhead.flow(),
        said,
        {
            "questions": lambda flow, _: _place_items(flow, grid, items, filled=paper.filled),
            "photos": lambda flow, heading: place_photos(flow, said, heading, paper.photos),
            "signatures": signing(grid),
        },
    )
    bookmark = f"{bookmark_of(household)} {title}".strip() if household.id else title
    return LaidOut(letterhead=letterhead, flow=flow, bookmark=bookmark, group=place_of(household))


def _place_items(flow: Flow, grid: Grid, items: tuple[Item, ...], *, filled: bool) -> None:
    rows: list[Row] = []
    for item in items:
        if isinstance(item, PaperHeading):
            _place_rows(flow, rows)
            _place_heading(flow, grid.words, item)
        elif item.way == "note":
            _place_rows(flow, rows)
            if item.text:
                flow.text(item.text)
        else:
            rows.append(_row(grid, item, filled=filled))
    _place_rows(flow, rows)


def _place_rows(flow: Flow, rows: list[Row]) -> None:
    if rows:
        flow.table(Table(rows=tuple(rows)))
        rows.clear()


def _place_heading(flow: Flow, words: Words, heading: PaperHeading) -> None:
    text = heading.text
    if heading.each:
        text = words.say("questions.each", text=text, row=words.say("questions.row"))
    if heading.level == 1:
        flow.heading(text, _ROOM["lines"])
    else:
        flow.skip(4.0)
        if flow.room() < _ROOM["lines"]:
            flow.turn()
        flow.text(text, bold=True)
    if heading.when:
        flow.text(heading.when, gray=0.35)


def _row(grid: Grid, item: PaperQuestion, *, filled: bool) -> Row:
    question = "\n".join(
        filter(None, (_asked(grid.words, item, filled), "" if filled else item.hint, item.when))
    )
    answer = _answer(grid.words, item) if filled else _room(grid.words, item)
    cells = (
        Cell(text=str(item.number), top=True),
        Cell(text=question, top=True),
        Cell(text=answer, top=not filled),
    )
    return grid.row(_WIDTHS, *cells, least_pt=0 if filled else _ROOM[item.way])


def _asked(words: Words, item: PaperQuestion, filled: bool) -> str:
    if filled or not item.required:
        return item.text
    return f"{item.text} *" if item.text else words.say("questions.required")


def _answer(words: Words, item: PaperQuestion) -> str:
    if item.way == "picture":
        return words.say("questions.photo") if item.file else words.say("questions.empty")
    return item.answer or words.say("questions.empty")


def _room(words: Words, item: PaperQuestion) -> str:
    if item.choices:
        return "  ".join(_boxes(words, item))
    if item.way == "date":
        return words.say("questions.date")
    return words.say("questions.picture") if item.way == "picture" else ""


def _boxes(words: Words, item: PaperQuestion) -> Iterator[str]:
    """Choices one after the other; they break where the line ends."""
    for label, _ in item.choices:
        yield words.say("questions.box", text=label)
