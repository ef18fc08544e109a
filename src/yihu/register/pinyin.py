"""How a name is typed on a keyboard: pinyin initials and syllables, with surname readings.

Readings of characters come from resources/pinyin/characters.txt (made from pypinyin by
packaging/build_pinyin_table.py), those of surnames from resources/pinyin/surnames.txt: 单 is *shan*
at the front of a name and *dan* elsewhere.
"""

import string
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, product

from yihu.base.shipped import resource_path

WAYS_AT_MOST = 8
"""So many ways to read one name are kept; the commonest come first."""

_LONGEST_SURNAME = 4
_LETTERS = string.ascii_letters + string.digits

Ways = tuple[str, ...]
"""The syllables one character may be read as, the likeliest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sounds:
    """What each character may be typed as: at the front of a name, in a longer surname, anywhere.

    Attributes:
        fronts: the first two characters of each longer surname, to pass by most names quickly.
    """

    single: dict[str, Ways]
    compound: dict[str, tuple[Ways, ...]]
    anywhere: dict[str, Ways]
    fronts: frozenset[str]

    def of(self, name: str) -> tuple[str, ...]:
        name = name.strip()
        anywhere = self.anywhere
        choices = [anywhere[character] for character in name if character in anywhere]
        if name[:2] in self.fronts and (surname := self._surname(name)):
            choices[: len(surname)] = surname
        elif name[:1] in self.single:
            choices[0] = self.single[name[0]]
        return tuple(map("".join, islice(product(*choices), WAYS_AT_MOST))) if choices else ()

    def _surname(self, name: str) -> tuple[Ways, ...]:
        fronts = (name[:length] for length in range(_LONGEST_SURNAME, 1, -1))
        return next((self.compound[front] for front in fronts if front in self.compound), ())

    def initials_only(self) -> "_Sounds":
        return _Sounds(
            single={surname: _first_letters(ways) for surname, ways in self.single.items()},
            compound={surname: tuple(map(_first_letters, each)) for surname, each in self.compound.items()},
            anywhere={character: _first_letters(ways) for character, ways in self.anywhere.items()},
            fronts=self.fronts,
        )


def initials(name: str) -> tuple[str, ...]:
    """The initials a name may be searched by, the likeliest first: `李长` gives `("lc", "lz")`.

    Lower case. Latin letters and digits stand for themselves; spaces, points and characters without
    a known reading are skipped, so `()` means that the name can't be searched by its sound.
    """
    return _initials().of(name)


def spellings(name: str) -> tuple[str, ...]:
    """The whole syllables without tones, `v` for ü: `吕明` gives `("lvming",)`. Else as `initials`."""
    return _syllables().of(name)


@lru_cache(maxsize=2048)
def _first_letters(ways: Ways) -> Ways:
    return tuple(dict.fromkeys(way[0] for way in ways))


@lru_cache(maxsize=1)
def _initials() -> _Sounds:
    return _syllables().initials_only()


@lru_cache(maxsize=1)
def _syllables() -> _Sounds:
    single: dict[str, Ways] = {}
    compound: dict[str, tuple[Ways, ...]] = {}
    for surname, readings in _lines("surnames.txt"):
        each = tuple(tuple(ways.split("|")) for ways in readings.split(" "))
        if len(surname) == 1:
            single[surname] = each[0]
        else:
            compound[surname] = each
    anywhere: dict[str, Ways] = {letter: (letter.lower(),) for letter in _LETTERS}
    for syllables, characters in _lines("characters.txt"):
        anywhere.update(dict.fromkeys(characters, tuple(syllables.split(" "))))
    fronts = frozenset(surname[:2] for surname in compound)
    return _Sounds(single=single, compound=compound, anywhere=anywhere, fronts=fronts)


def _lines(file_name: str) -> Iterator[tuple[str, str]]:
    text = resource_path("pinyin", file_name).read_text(encoding="utf-8")
    for line in text.splitlines():
        left, right = line.split("\t")
        yield left, right
