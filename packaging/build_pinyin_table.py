"""Makes resources/pinyin/characters.txt from pypinyin (a tool of the developers only).

Run `python packaging/build_pinyin_table.py` after a new pypinyin. One line for each set of
readings: the syllables without tones, the commonest first, a tab, all characters that are read so.
A second reading stays only where a word of pypinyin's phrase list really uses it: the dictionaries
behind it also carry readings that nobody has used for centuries, and they would make a search by
initials find everybody. Surnames are kept by hand in resources/pinyin/surnames.txt.
"""

from collections import Counter, defaultdict
from pathlib import Path

from pypinyin.constants import PHRASES_DICT, PINYIN_DICT
from pypinyin.contrib.tone_convert import to_normal

TABLE = Path(__file__).parents[1] / "resources" / "pinyin" / "characters.txt"

READINGS_AT_MOST = 3

MISSING = {"𠮷": ["ji"]}
"""Characters of living names that pypinyin lacks (Unihan kMandarin)."""


def syllable(reading: str) -> str:
    """A reading as it is typed: no tone, `v` for ü."""
    plain: str = to_normal(reading, v_to_u=False)
    return plain.replace("ê", "e").strip()


def readings_in_words() -> dict[str, Counter[str]]:
    """How many words of the phrase list read a character in which way."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for phrase, readings in PHRASES_DICT.items():
        for character, (reading, *_) in zip(phrase, readings, strict=False):
            seen[character][syllable(reading)] += 1
    return seen


def build() -> str:
    """The whole table as text, sorted so that a new pypinyin shows as a small difference."""
    in_words = readings_in_words()
    characters: dict[str, list[str]] = defaultdict(list)
    table = {chr(code): [syllable(r) for r in line.split(",")] for code, line in PINYIN_DICT.items()}
    for character, readings in sorted((table | MISSING).items()):
        first, *others = dict.fromkeys(r for r in readings if r.isascii() and r.isalpha())
        kept = [r for r in others if in_words[character][r] >= 2][: READINGS_AT_MOST - 1]
        characters[" ".join([first, *kept])].append(character)
    return "".join(f"{readings}\t{''.join(found)}\n" for readings, found in sorted(characters.items()))


if __name__ == "__main__":
    TABLE.parent.mkdir(parents=True, exist_ok=True)
    TABLE.write_text(build(), encoding="utf-8")
