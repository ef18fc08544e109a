"""From a cell to a property's text, as forms hold it. What is not certain is refused, never guessed."""

import re
import unicodedata
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from yihu.base.i18n import N_
from yihu.exchange.sheet_rows import Value
from yihu.register.codes import code_list
from yihu.register.id_numbers import check_digit_fits
from yihu.register.properties import VOCABULARY

_NUMBERS_AS_TEXT = frozenset(
    [
        "household_number",
        "division_code",
        "phone",
        "person_phone",
        "helper_phone",
        "id_number",
        "bank_account",
        "disability_cert_number",
        "person_number",
    ]
)
"""Not amounts: nobody adds them up, and each digit counts."""

UNIQUE = (_NUMBERS_AS_TEXT - {"division_code"}) | {"person_name", "head_name", "address"}
"""Seldom the same in two rows: not worth being kept while a list is read."""


def taken_as_it_stands(name: str) -> re.Pattern[str] | None:
    """What most cells of a property look like that need no second look; None where there is no such pattern."""
    if name == "id_number":
        return _QUICK_ID
    return _QUICK_NUMBER if name in _NUMBERS_AS_TEXT else _QUICK_NAME if name in _PEOPLE else None


_QUICK_ID = re.compile("[0-9]{17}[0-9X](?<!000)")
_QUICK_NUMBER = re.compile("[0-9]+")
_QUICK_NAME = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]{1,60}")

_DIGITS_KEPT = 15
"""A spreadsheet's numbers hold 15 digits; what came behind them is lost for ever."""

_ROUNDED = re.compile(r"\d{15}000")
"""Right for one number in some thousand; of one that was a figure the last character seldom fits the others."""

_PEOPLE = frozenset(["person_name", "head_name", "helper_name"])
_NAME_AT_MOST = 60
"""As the questionnaire has it."""
_BETWEEN_CHARACTERS = re.compile(r"(?<=[^\x00-\u2fff]) (?=[^\x00-\u2fff])")
_PLAIN_SIGNS = {
    code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
}
_EXPONENT = re.compile(r"\d(\.\d+)?[eE]\+?\d+")
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T].*)?")
_DATE_IN_DIGITS = re.compile(r"(\d{4})(\d\d)(\d\d)")
_BETWEEN_CODES = re.compile(r"[,，、;；/|\s]+")
_STARS = re.compile(r"\*{3,}")
"""What stands for the digits of a number that was not to be told: no answer to anything."""

_HARMLESS = re.compile("'(?=[=+\\-@＝＋－＠|%'])")
"""An apostrophe that keeps a spreadsheet from taking the text behind it for a formula (`outgoing.delimited`)."""

_BLANKS = re.compile(r"[\s\u3000\ufeff]+")


class CellRefused(Exception):
    """A cell that is left out: `code` and `message` say why."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(code)
        self.code = code
        self.message = message


DIGITS_LOST = (
    "digits-lost",
    N_(
        "The spreadsheet made a figure of this number and lost its last digits. Format the column as text and type it again."
    ),
)
NARROWED = ("digits-narrowed", N_("Full-width signs were written as plain ones."))
SPACES = ("spaces-removed", N_("Spaces that don't belong there were taken out."))
ENLARGED = ("x-enlarged", N_("The small x at the end was written as X."))
NO_NUMBER = ("number-expected", N_("A number is expected here."))
BELOW_NOUGHT = ("below-nought", N_("This can't be less than nought."))
NAME_TOO_LONG = ("name-too-long", N_("A name has at most 60 characters; this is more than a name."))
NO_DATE = ("date-expected", N_("A date is expected here, such as 1959-03-02."))
HIDDEN = (
    "cell-hidden",
    N_("The numbers of this column are hidden by stars and were left out; what is known of them stays."),
)
UNKNOWN_CODE = ("code-unknown", N_("This isn't one of the possible answers."))


def read_cell(name: str, value: Value) -> str:
    """The text of a property (`register.properties`); empty for an empty cell. Raises CellRefused."""
    known = VOCABULARY.get(name)
    kind = known.kind if known else "text"
    if isinstance(value, str) and _STARS.search(value):
        raise CellRefused(*HIDDEN)
    if value == "" or (isinstance(value, str) and not _tidy(value)):
        return ""
    if kind == "date":
        return _date(value)
    if kind in ("integer", "decimal", "yuan"):
        return _number(value, whole=kind == "integer")
    if known and known.code_list:
        return _codes(known.code_list, _text(name, value), several=kind == "codes")
    return _text(name, value)


def read_cell_telling(name: str, value: Value) -> tuple[str, tuple[str, str] | None]:
    """The text of a property, and what was put right in the cell (code and msgid). Raises CellRefused."""
    text = read_cell(name, value)
    return text, _put_right(name, value, text) if isinstance(value, str) and value != text else None


def _put_right(name: str, value: str, text: str) -> tuple[str, str] | None:
    """What differs between a cell and its text, where that is more than another way to write it."""
    if any(unicodedata.east_asian_width(sign) == "F" and sign != "\u3000" for sign in value):
        return NARROWED if _is_narrowed(name) else None
    known = VOCABULARY.get(name)
    if known is not None and known.kind != "text":
        return None
    plain = value.lstrip("'")
    if name in _NUMBERS_AS_TEXT and plain.endswith("x") and f"{plain[:-1]}X" == text:
        return ENLARGED
    if plain == text or not _BLANKS.search(plain):
        return None
    return SPACES if _BLANKS.sub("", plain).upper() == _BLANKS.sub("", text).upper() else None


def _is_narrowed(name: str) -> bool:
    known = VOCABULARY.get(name)
    return known is None or known.kind not in ("code", "codes")


def _tidy(text: str) -> str:
    return _BLANKS.sub(" ", text).strip()


def _of_words(name: str, text: str) -> str:
    """A text as it is kept: digits and letters of one width, no spaces between the characters of a name."""
    plain = text if text.isascii() else text.translate(_PLAIN_SIGNS)
    return _BETWEEN_CHARACTERS.sub("", plain) if name in _PEOPLE else plain


def _text(name: str, value: Value) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, (int, float)):
        return _figure_as_text(name, value)
    if isinstance(value, (date, datetime)):
        return value.isoformat()[:10]
    text = _tidy(str(value))
    if name not in _NUMBERS_AS_TEXT:
        words = _of_words(name, _HARMLESS.sub("", text, count=1) if text[:1] == "'" else text)
        if name in _PEOPLE and len(words) > _NAME_AT_MOST:
            raise CellRefused(*NAME_TOO_LONG)
        return words
    plain = unicodedata.normalize("NFKC", text).replace(" ", "").lstrip("'").upper()
    if _EXPONENT.fullmatch(plain) or (name == "id_number" and _is_rounded(plain)):
        raise CellRefused(*DIGITS_LOST)
    return plain


def _is_rounded(id_number: str) -> bool:
    return looks_rounded(id_number) and not check_digit_fits(id_number)


def looks_rounded(id_number: str) -> bool:
    """Whether an ID number may have been a figure and been typed out again: its last three digits are 000."""
    return _ROUNDED.fullmatch(id_number) is not None


def _figure_as_text(name: str, value: float) -> str:
    if name in _NUMBERS_AS_TEXT and abs(value) >= 10**_DIGITS_KEPT:
        raise CellRefused(*DIGITS_LOST)
    return str(int(value)) if float(value).is_integer() else repr(value)


def _number(value: Value, *, whole: bool) -> str:
    text = (
        repr(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else _tidy(str(value))
    )
    try:
        number = Decimal(unicodedata.normalize("NFKC", text).replace(",", "").replace(" ", ""))
    except InvalidOperation as error:
        raise CellRefused(*NO_NUMBER) from error
    if not number.is_finite() or (whole and number != number.to_integral_value()):
        raise CellRefused(*NO_NUMBER)
    if whole and number < 0:
        raise CellRefused(*BELOW_NOUGHT)
    return (
        f"{number.to_integral_value():f}"
        if number == number.to_integral_value()
        else f"{number.normalize():f}"
    )


def _date(value: Value) -> str:
    if isinstance(value, (date, datetime)):
        return value.isoformat()[:10]
    text = str(int(value)) if isinstance(value, float) and value.is_integer() else _tidy(str(value))
    text = unicodedata.normalize("NFKC", text)
    found = _DATE.fullmatch(text) or _DATE_IN_DIGITS.fullmatch(text)
    if not found:
        raise CellRefused(*NO_DATE)
    try:
        return date(*map(int, found.groups())).isoformat()
    except ValueError as error:
        raise CellRefused(*NO_DATE) from error


def _codes(list_name: str, text: str, *, several: bool) -> str:
    known = _codes_by_words(list_name)
    if not several or _word(text) in known:
        words = [text]
    else:
        words = [word for word in _BETWEEN_CODES.split(text) if word]
    codes = [known.get(_word(word)) for word in words]
    if None in codes:
        raise CellRefused(*UNKNOWN_CODE)
    return " ".join(dict.fromkeys(code for code in codes if code))


@lru_cache(maxsize=256)
def _codes_by_words(list_name: str) -> dict[str, str]:
    """What people write for a code: its label, with or without its brackets, or itself."""
    words: dict[str, str] = {}
    for code in code_list(list_name):
        for word in (code.value, code.zh, code.en, re.split(r"[（(]", code.zh)[0]):
            words.setdefault(_word(word), code.value)
    if list_name == "ethnicity":
        words |= {word.removesuffix("族"): value for word, value in words.items()}
    return words


def _word(text: str) -> str:
    return re.sub(r"[\s·、,，]+", "", unicodedata.normalize("NFKC", text)).lower()
