"""Which households somebody wants: conditions on the register, joined by and, or, not; points; how many.

Pure values. `filters_reading` has their JSON form, `filters_words` says them, `storage.selecting` finds what they mean.
What is unknown of a household fulfils no condition, unless the condition asks for what is unknown (`UNKNOWN`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

UNKNOWN = "?"
"""Among the codes of `Has`: nobody said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Has:
    """A field is one of these codes; a field with several codes has any of them.

    Of the field `place` codes are beginnings of division codes; of `selection` ids of selections.
    """

    field: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A number lies within bounds: `least` and `most` belong to it, `below` doesn't. None is no bound."""

    field: str
    least: Decimal | None = None
    most: Decimal | None = None
    below: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A day lies before one (that one not counted), or on one or after it; or longer ago than some days.

    Attributes:
        before, since: ISO dates. days: more than so many days ago.
        never: also those without any such day; without bounds: only those.
    """

    field: str
    before: str | None = None
    since: str | None = None
    days: int | None = None
    never: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Words that all are found: names, pinyin initials, ends of ID numbers, household numbers."""

    words: str


@dataclass(frozen=True, slots=True)
class Every:
    """All of them; of none: every household."""

    parts: tuple[Filter, ...] = ()


@dataclass(frozen=True, slots=True)
class Either:
    """At least one of them."""

    parts: tuple[Filter, ...]


@dataclass(frozen=True, slots=True)
class Except:
    """All households that the filter doesn't find."""

    part: Filter


Filter = Has | Amount | When | Said | Every | Either | Except

EVERYBODY = Every()


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """So many points for what a filter finds; less than 0 takes points off."""

    points: int
    when: Filter


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a selection is made by.

    Attributes:
        where: who comes into question at all.
        weights: points, added up; the most points come first.
        take: how many households at most; None is all of them.

    Of equal points the lower known income per head comes first, then the place in the register: the same on every laptop.
    """

    where: Filter = field(default=EVERYBODY)
    weights: tuple[Weight, ...] = ()
    take: int | None = None

    def is_ranked(self) -> bool:
        """Whether the order says who is taken first."""
        return bool(self.weights) or self.take is not None
