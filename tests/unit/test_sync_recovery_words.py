"""Recovery words: 24 words are a key, and what people do to words on paper is forgiven."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yihu.base.i18n import CHINESE, ENGLISH
from yihu.base.shipped import resource_path
from yihu.sync.recovery_words import (
    WordsIncomplete,
    WordsWrong,
    WordUnknown,
    is_word,
    key_from_words,
    split_words,
    words_from_key,
)

KEYS = st.binary(min_size=32, max_size=32)
LANGUAGES = st.sampled_from([CHINESE, ENGLISH])
PUBLISHED = {  # the vectors of BIP-39 for 256 bits
    "00" * 32: "abandon " * 23 + "art",
    "7f"
    * 32: "legal winner thank year wave sausage worth useful legal winner thank year wave sausage worth useful"
    " legal winner thank year wave sausage worth title",
    "80"
    * 32: "letter advice cage absurd amount doctor acoustic avoid letter advice cage absurd amount doctor"
    " acoustic avoid letter advice cage absurd amount doctor acoustic bless",
    "ff" * 32: "zoo " * 23 + "vote",
    "68a79eaca2324873eacc50cb9c6eca8cc68ea5d936f98787c60c7ebc74e6ce7c": "hamster diagram private dutch cause delay"
    " private meat slide toddler razor book happy fancy gospel tennis maple dilemma loan word shrug inflict delay"
    " length",
}


@pytest.mark.parametrize(("key", "words"), PUBLISHED.items())
def test_the_published_examples_hold(key: str, words: str) -> None:
    assert " ".join(words_from_key(bytes.fromhex(key), ENGLISH)) == words.strip()
    assert key_from_words(words).hex() == key


@given(KEYS, LANGUAGES)
def test_words_give_back_their_key(key: bytes, language: str) -> None:
    words = words_from_key(key, language)
    assert len(words) == 24
    assert key_from_words(" ".join(words)) == key


@given(KEYS, st.sampled_from(["", " ", "、", "　", "，\n", "\t", " 1. ", "\n２、"]))
def test_chinese_words_may_be_written_with_anything_between(key: bytes, between: str) -> None:
    words = words_from_key(key, CHINESE)
    assert all(len(word) == 1 for word in words)
    assert key_from_words(between.join(words)) == key


@given(KEYS, st.sampled_from([" ", ", ", "\n", "　", " 12) "]))
def test_english_words_may_be_capital_full_width_or_cut(key: bytes, between: str) -> None:
    words = words_from_key(key, ENGLISH)
    wide = ["".join(chr(ord(letter) + 0xFEE0) for letter in word) for word in words]
    for shape in (map(str.upper, words), map(str.title, words), wide, (word[:4] for word in words)):
        assert key_from_words(between.join(shape)) == key


@given(KEYS, LANGUAGES, st.integers(0, 23), st.integers(1, 2047))
def test_one_other_word_never_gives_the_same_key(key: bytes, language: str, place: int, step: int) -> None:
    list_of_all = resource_path("words", "chinese.txt" if language == CHINESE else "english.txt")
    everything = list_of_all.read_text("utf-8").split()
    words = list(words_from_key(key, language))
    words[place] = everything[(everything.index(words[place]) + step) % 2048]
    with contextlib.suppress(WordsWrong):
        assert key_from_words(" ".join(words)) != key


def test_the_checksum_catches_two_words_that_changed_places() -> None:
    words = list(words_from_key(bytes(range(32))))
    words[2], words[9] = words[9], words[2]
    with pytest.raises(WordsWrong):
        key_from_words("".join(words))


def test_a_word_of_no_list_is_named_by_its_place_only() -> None:
    words = list(words_from_key(bytes(range(32)), ENGLISH))
    words[6] = "secretword"
    with pytest.raises(WordUnknown) as refusal:
        key_from_words(" ".join(words))
    assert refusal.value.parameters == {"number": 7}
    assert "secretword" not in str(refusal.value)


@pytest.mark.parametrize("count", [0, 1, 12, 23, 25])
def test_too_few_or_too_many_words_are_counted(count: int) -> None:
    with pytest.raises(WordsIncomplete) as refusal:
        key_from_words("的" * count)
    assert refusal.value.parameters == {"count": count}


def test_a_single_word_can_be_tested_while_typing() -> None:
    assert is_word("的")
    assert is_word(" Abandon ")
    assert is_word("aban")
    assert not is_word("aba")
    assert not is_word("的一")
    assert not is_word("")
    assert split_words("1.的 2.一") == ("的", "一")


def test_a_key_of_another_length_has_no_words() -> None:
    with pytest.raises(ValueError, match="length"):
        words_from_key(b"short")


def test_both_lists_are_whole_and_no_word_means_two_numbers() -> None:
    for name in ("chinese.txt", "english.txt"):
        words = resource_path("words", name).read_text("utf-8").split()
        assert len(set(words)) == 2048
    english = resource_path("words", "english.txt").read_text("utf-8").split()
    assert len({word[:4] for word in english}) == 2048
