"""The recovery sheet: 24 words twice, a square code, and what to do with them. One page of A4."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO

from yihu.base.i18n import CHINESE, N_, translate_in
from yihu.printing.document import Document
from yihu.printing.embedding import form_words
from yihu.printing.line_breaks import break_lines
from yihu.printing.page import A4
from yihu.printing.qr import code_squares
from yihu.printing.sheet import Sheet
from yihu.printing.typefaces import text_width

TITLE = N_("Recovery sheet")
OF_TEAM = N_("of the team organisation “{name}”")
OF_LAPTOP = N_("of the data on the laptop of “{name}”")
MADE = N_("Made on {day}. Digits of the organisation: {digits}")
MADE_PLAIN = N_("Made on {day}")
KEEP = N_(
    "Whoever holds this sheet can do all that is protected with it. Print it once, keep it in a locked place, not "
    "beside the computer. Don't photograph it and don't send it."
)
TEAM_STEPS = (
    N_("When it is needed: the coordinator's computer is lost or broken, or the passphrase is forgotten."),
    N_("1. Install Yihu on a computer and start work there under the team's name."),
    N_("2. Choose “Team”, then “Bring our team back”."),
    N_(
        "3. Type the 24 words in their order (Chinese or English, either is enough), or scan the square code."
    ),
    N_("4. Choose a new passphrase. Then renew the laptops; files given before can be opened again."),
)
LAPTOP_STEPS = (
    N_("When it is needed: the passphrase of this laptop is forgotten."),
    N_("1. Start Yihu and choose “I forgot the passphrase”."),
    N_(
        "2. Type the 24 words in their order (Chinese or English, either is enough), or scan the square code."
    ),
    N_("3. Choose a new passphrase. All work is as it was."),
)
CHINESE_WORDS, ENGLISH_WORDS = N_("The 24 words, Chinese"), N_("The same in English")
CODE = N_("The same as a square code")
KEPT_BY, SIGNED, PLACE = N_("Kept by"), N_("Signature"), N_("Place")

_LEFT, _RIGHT = 56.0, A4.width_pt - 56.0
_COLUMNS = 6
_CODE_SIDE_PT = 118.0
_TEXT_PT, _SMALL_PT = 10.5, 9.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryPaper:
    """What one sheet says.

    Attributes:
        name: of the organisation, or of a laptop's team. digits: of the organisation; "" on a laptop's sheet.
        chinese, english: the 24 words in either language. code: text of the square code. day: ISO date.
    """

    name: str
    chinese: Sequence[str]
    english: Sequence[str]
    code: str
    day: str
    digits: str = ""

    @property
    def of_team(self) -> bool:
        """Whether it is an organisation's sheet."""
        return bool(self.digits)


def print_recovery_sheet(paper: RecoveryPaper, file: BinaryIO, *, language: str = CHINESE) -> None:
    """Write the sheet as PDF, one page. The same paper gives the same bytes. Raises `FontMissing`."""
    words = _Words(language)
    document = Document(file, form_words("", ""), language=language, title=words.say(TITLE))
    sheet = document.new_sheet(A4)
    _draw(sheet, paper, words)
    document.add_sheet(sheet)
    document.finish()


@dataclass(frozen=True, slots=True)
class _Words:
    """The sheet's language: its words are the program's own, no template changes them."""

    language: str

    def say(self, message: str, **places: object) -> str:
        return translate_in(self.language, message).format(**places)


def _draw(sheet: Sheet, paper: RecoveryPaper, words: _Words) -> None:
    y = _head(sheet, paper, words)
    y = _paragraph(sheet, words.say(KEEP), y, bold=True) + 8
    y = _word_table(sheet, words.say(CHINESE_WORDS), paper.chinese, y, 15.0)
    y = _word_table(sheet, words.say(ENGLISH_WORDS), paper.english, y, 10.5)
    _code(sheet, paper, words, y)
    for step in TEAM_STEPS if paper.of_team else LAPTOP_STEPS:
        y = _paragraph(sheet, words.say(step), y, right=_RIGHT - _CODE_SIDE_PT - 24) + 3
    _foot(sheet, words)


def _head(sheet: Sheet, paper: RecoveryPaper, words: _Words) -> float:
    sheet.text(_LEFT, 78, words.say(TITLE), 22, bold=True)
    of = OF_TEAM if paper.of_team else OF_LAPTOP
    y = 98.0
    for line in break_lines(words.say(of, name=paper.name), _RIGHT - _LEFT, 13)[:2]:
        y += 6
        sheet.text(_LEFT, y, line, 13)
        y += 13
    made = MADE if paper.of_team else MADE_PLAIN
    sheet.text(_LEFT, y + 2, words.say(made, day=paper.day, digits=paper.digits), _SMALL_PT, gray=0.35)
    return y + 26


def _paragraph(sheet: Sheet, text: str, y: float, *, right: float = _RIGHT, bold: bool = False) -> float:
    for line in break_lines(text, right - _LEFT, _TEXT_PT, bold):
        sheet.text(_LEFT, y, line, _TEXT_PT, bold=bold)
        y += _TEXT_PT * 1.45
    return y


def _word_table(sheet: Sheet, title: str, words: Sequence[str], y: float, size_pt: float) -> float:
    """Read line by line, as they are typed; each with its number."""
    sheet.text(_LEFT, y, title, _TEXT_PT, bold=True)
    width, height, top = (_RIGHT - _LEFT) / _COLUMNS, 27.0, y + 8
    for place, word in enumerate(words):
        row, column = divmod(place, _COLUMNS)
        x, upper = _LEFT + column * width, top + row * height
        sheet.frame(x, upper, width, height)
        sheet.text(x + 4, upper + height - 9, str(place + 1), 7.5, gray=0.35)
        shown = min(size_pt, size_pt * (width - 24) / max(text_width(word, size_pt), 1))
        sheet.text(x + 19, upper + height - 9, word, shown)
    return top + -(-len(words) // _COLUMNS) * height + 24


def _code(sheet: Sheet, paper: RecoveryPaper, words: _Words, y: float) -> None:
    rows = code_squares(paper.code)
    x = _RIGHT - _CODE_SIDE_PT
    sheet.squares(x, y - 8, rows, _CODE_SIDE_PT / len(rows))
    sheet.text_middle(x + _CODE_SIDE_PT / 2, y + _CODE_SIDE_PT + 6, words.say(CODE), _SMALL_PT, gray=0.35)


def _foot(sheet: Sheet, words: _Words) -> None:
    y, width = A4.height_pt - 70, (_RIGHT - _LEFT) / 3
    for place, label in enumerate((KEPT_BY, PLACE, SIGNED)):
        x = _LEFT + place * width
        text = words.say(label)
        sheet.text(x, y, text, _TEXT_PT)
        sheet.line(x + text_width(text, _TEXT_PT) + 6, y + 2, x + width - 12, y + 2)
