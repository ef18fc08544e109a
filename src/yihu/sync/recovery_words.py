"""A key of 32 bytes as 24 words that can be written down: BIP-39, Chinese (one character a word) or English.

The last 8 of the 264 bits are a checksum (SHA-256). Reading forgives what people do with a pen and a keyboard:
capitals, full-width letters, any spaces and punctuation, numbers before the words, no spaces between characters,
English words cut after their fourth letter.
"""

import re
from functools import lru_cache
from hashlib import sha256
from unicodedata import normalize

from yihu.base.errors import UserError
from yihu.base.i18n import CHINESE, ENGLISH, N_
from yihu.base.shipped import resource_path

KEY_BYTES = 32
WORD_COUNT = 24
_BITS = 11
_LEAST_LETTERS = 4
_FILES = {CHINESE: "chinese.txt", ENGLISH: "english.txt"}
_CHARACTER = "[\u3400-\u9fff]"
_WORDS = re.compile(f"{_CHARACTER}|[a-z]+")


class WordsIncomplete(UserError):
    """Not 24 words."""

    code = "recovery-words-incomplete"
    message = N_("There are {count} words; a recovery sheet has 24.")
    advice = N_("Compare them with the sheet, in its order. Nothing was changed.")


class WordUnknown(UserError):
    """A word that is in no list; only its place is told."""

    code = "recovery-word-unknown"
    message = N_("Word number {number} is none of the words that recovery sheets are made of.")
    advice = N_("Look at it again on the sheet, there may be a similar one. Nothing was changed.")


class WordsWrong(UserError):
    """All words exist, but the checksum says that they don't belong together."""

    code = "recovery-words-wrong"
    message = N_("These words don't belong together: one of them is wrong, or two changed places.")
    advice = N_("Compare them with the sheet, in its order. Nothing was changed.")


def words_from_key(key: bytes, language: str = CHINESE) -> tuple[str, ...]:
    """The 24 words of a key of 32 bytes, in the list of a language (`zh_CN`, `en`)."""
    if len(key) != KEY_BYTES:
        raise ValueError("key length")
    bits = int.from_bytes(key + sha256(key).digest()[:1], "big")
    words = _list(language)
    return tuple(words[bits >> _BITS * place & 2**_BITS - 1] for place in reversed(range(WORD_COUNT)))


def key_from_words(text: str) -> bytes:
    """The key of 24 words, in either language.

    Raises WordsIncomplete, WordUnknown, WordsWrong; none of them tells a word.
    """
    words = split_words(text)
    if len(words) != WORD_COUNT:
        raise WordsIncomplete(count=len(words))
    bits = 0
    for number, word in enumerate(words, 1):
        place = _place(word)
        if place is None:
            raise WordUnknown(number=number)
        bits = bits << _BITS | place
    data = bits.to_bytes(KEY_BYTES + 1, "big")
    if sha256(data[:-1]).digest()[:1] != data[-1:]:
        raise WordsWrong
    return data[:-1]


def split_words(text: str) -> tuple[str, ...]:
    """The words of what a person typed: small letters, a Chinese character is a word."""
    return tuple(_WORDS.findall(normalize("NFKC", text).lower()))


def is_word(word: str) -> bool:
    """Whether a single word is in one of the lists, to tell while typing."""
    found = split_words(word)
    return len(found) == 1 and _place(found[0]) is not None


def _place(word: str) -> int | None:
    return _places().get(word)


@lru_cache(maxsize=len(_FILES))
def _list(language: str) -> tuple[str, ...]:
    return tuple(resource_path("words", _FILES[language]).read_text("utf-8").split())


@lru_cache(maxsize=1)
def _places() -> dict[str, int]:
    """Of all words of both lists and of the English ones' first four letters."""
    short = {word[:_LEAST_LETTERS]: place for place, word in enumerate(_list(ENGLISH))}
    return short | {word: place for language in _FILES for place, word in enumerate(_list(language))}


__all__ = [
    "KEY_BYTES",
    "WORD_COUNT",
    "WordUnknown",
    "WordsIncomplete",
    "WordsWrong",
    "is_word",
    "key_from_words",
    "split_words",
    "words_from_key",
]
