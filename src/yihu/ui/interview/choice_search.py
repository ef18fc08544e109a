"""Finding one choice among many by its characters or by its pinyin initials."""

from collections.abc import Callable
from dataclasses import dataclass

Initials = Callable[[str], tuple[str, ...]]
"""The pinyin initials a text may be typed as, lower case: `患有大病` -> `("hydb",)`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Findable:
    """One choice with all that it can be found by, lower case."""

    value: str
    label: str
    number: int
    initials: tuple[str, ...]

    def rank(self, wanted: str) -> int | None:
        """How well `wanted` (lower case) fits, 0 best; None if not at all."""
        label = self.label.lower()
        if wanted in (str(self.number), self.value.lower()):
            return 0
        if label.startswith(wanted) or any(way.startswith(wanted) for way in self.initials):
            return 1
        return 2 if wanted in label or any(wanted in way for way in self.initials) else None


def findable(choices: list[tuple[str, str]], initials: Initials) -> list[Findable]:
    """The (value, label) pairs in their order, numbered from 1."""
    return [
        Findable(value=value, label=label, number=number, initials=initials(label))
        for number, (value, label) in enumerate(choices, 1)
    ]


def find(all_choices: list[Findable], typed: str) -> list[Findable]:
    """Those that fit what was typed, best first, else in their own order; all when nothing was typed."""
    wanted = typed.strip().lower()
    if not wanted:
        return all_choices
    ranked = [(rank, choice) for choice in all_choices if (rank := choice.rank(wanted)) is not None]
    return [choice for _, choice in sorted(ranked, key=lambda pair: (pair[0], pair[1].number))]
