"""From a cell to a property's text, as forms hold it. What is not certain is refused, never guessed."""

import re
import unicodedata
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from yihu.base.i18n import N_
from yihu.exchange.table import Value
from yihu.register.codes import code_list
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

_DIGITS_KEPT = 15
"""A spreadsheet's numbers hold 15 digits; what came behind them is lost for ever."""

_EXPONENT = re.compile(r"\d(\.\d+)?[eE]\+?\d+")
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T].*)?")
_DATE_IN_DIGITS = re.compile(r"(\d{4})(\d\d)(\d\d)")
_BETWEEN_CODES = re.compile(r"[,，、;；/|\s]+")
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
NO_NUMBER = ("number-expected", N_("A number is expected here."))
NO_DATE = ("date-expected", N_("A date is expected here, such as 1959-03-02."))
UNKNOWN_CODE = ("code-unknown", N_("This isn't one of the possible answers."))


def read_cell(name: str, value: Value) -> str:
    """The text of a property (`register.properties`); empty for an empty cell. Raises CellRefused."""
    known = VOCABULARY.get(name)
    kind = known.kind if known else "text"
    if value == "" or (isinstance(value, str) and not _tidy(value)):
        return ""
    if kind == "date":
        return _date(value)
    if kind in ("integer", "decimal", "yuan"):
        return _number(value, whole=kind == "integer")
    if known and known.code_list:
        return _codes(known.code_list, _text(name, value), several=kind == "codes")
    return _text(name, value)


def _tidy(text: str) -> str:
    return _BLANKS.sub(" ", text).strip()


def _text(name: str, value: Value) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, (int, float)):
        return _figure_as_text(name, value)
    if isinstance(value, (date, datetime)):
        return value.isoformat()[:10]
    text = _tidy(str(value))
    if name not in _NUMBERS_AS_TEXT:
        return text
    plain = unicodedata.normalize("NFKC", text).replace(" ", "").lstrip("'").upper()
    if _EXPONENT.fullmatch(plain):
        raise CellRefused(*DIGITS_LOST)
    return plain


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
