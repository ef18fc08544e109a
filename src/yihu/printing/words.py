"""What a paper says: the words of its template in one language, and how figures and dates are written."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from yihu.base.i18n import CHINESE
from yihu.printing.template import Template

DASH = "—"
_PLACE = re.compile(r"\{(\w+)\}")
_CHINESE_NUMERALS = "零一二三四五六七八九"


class Words:
    """A template's words in the paper's language.

    Attributes:
        places: what `{number}`, `{village}` and the like in any of its words stand for.
    """

    __slots__ = ("_words", "language", "places", "template")

    def __init__(self, template: Template, language: str, places: Mapping[str, str] | None = None) -> None:
        self.template, self.language = template, language
        self.places = dict(places or {})
        self._words = template.words[language]

    def about(self, **places: str | None) -> "Words":
        """The same words for one household or village."""
        return Words(self.template, self.language, {key: text or DASH for key, text in places.items()})

    def say(self, name: str, **places: object) -> str:
        """A word of the template, its places filled in. KeyError for one that no template has."""
        text = self._words[name]
        if "{" not in text:
            return text
        known = {**self.places, **places}
        return _PLACE.sub(lambda found: str(known.get(found[1], found[0])), text)

    def plain_title(self) -> str:
        """The title of papers in general: without the places that one paper fills."""
        return _PLACE.sub("", self.say("title")).strip(" :：")

    def has(self, name: str) -> bool:
        """Whether there is such a word, and it isn't empty."""
        return bool(self._words.get(name))

    def heading(self, section: str, number: int, **places: object) -> str:
        """A section's heading with its number before it; empty where the template leaves it empty."""
        heading = self.say(f"{section}.heading", **places)
        return f"{self.numeral(number)}{heading}" if heading and self.template.numbered else heading

    def numeral(self, number: int) -> str:
        """What stands before the heading of the section of this number, which begins at 1."""
        if not self.is_chinese():
            return f"{number}. "
        tens, ones = divmod(number, 10)
        before = ("" if tens == 1 else _CHINESE_NUMERALS[tens]) + "十" if tens else ""
        return f"{before}{_CHINESE_NUMERALS[ones] if ones or not tens else ''}、"

    def columns(self, table: str) -> Sequence[str]:
        """The names of a table's columns, in the template's order."""
        return self.template.columns[table]

    def month(self, day: str | None) -> str:
        """The month of an ISO date."""
        if not day or len(day) < 7:
            return DASH
        return self.say("month", year=day[:4], month=int(day[5:7]))

    def is_chinese(self) -> bool:
        """Whether sentences follow each other without a space."""
        return self.language == CHINESE

    def join(self, words: Sequence[str]) -> str:
        """Several words as a list."""
        return self.say("between").join(words)

    def sentences(self, sentences: Sequence[str]) -> str:
        """Sentences one after the other."""
        return ("" if self.is_chinese() else " ").join(filter(None, sentences))


def amount(yuan: Decimal | None) -> str:
    """Money with thousands set off and without empty cents; a dash when unknown."""
    if yuan is None:
        return DASH
    text = f"{yuan:,.0f}" if yuan == yuan.to_integral_value() else f"{yuan:,.2f}"
    return text.replace("-", "−")


def amounts(low: Decimal | None, high: Decimal | None) -> str:
    """A range of money; one figure where both are the same."""
    if low is None or high is None or low == high:
        return amount(low if low is not None else high)
    return f"{amount(low)}–{amount(high)}"


def plain_number(number: Decimal) -> str:
    """A number without needless noughts, never in exponents."""
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def without_brackets(label: str) -> str:
    """A code's label without the explanation in brackets behind it."""
    return label.split("（")[0].split(" (")[0]
