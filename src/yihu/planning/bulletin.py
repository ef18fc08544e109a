"""The periodic bulletin (动态信息): what changed since the last one, and what visits told, without anybody's name."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from yihu.register.masking import mask_value

FIGURES = (
    "households",
    "visited",
    "planned",
    "signed",
    "measures_done",
    "gained_yuan",
    "paired",
    "students",
    "jobs",
    "tasks_done",
    "granted_yuan",
)
"""What a bulletin counts; all of them whole numbers, as of its day."""

SOMEBODY = "某"
NAME_AT_LEAST = 2
QUOTE_CHARACTERS = 120
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One figure: now, and by how much it grew since the last bulletin (None: there was none)."""

    name: str
    now: int
    grown: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """What a visit told, ready to be shown: names and numbers masked.

    Attributes:
        kind: `issue`, `help` or `next_step`. village: where. on: ISO date.
        household_id, record: where it stands, for who wants to read on; they are on no paper.
    """

    kind: str
    text: str
    village: str
    on: str
    household_id: str = ""
    record: str = ""


def changes_since(now: Mapping[str, int], before: Mapping[str, int] | None) -> tuple[Change, ...]:
    """Every figure that isn't nought or that changed, in their fixed order."""
    changes = [
        Change(
            name=name,
            now=now.get(name, 0),
            grown=None if before is None else now.get(name, 0) - before.get(name, 0),
        )
        for name in FIGURES
    ]
    return tuple(each for each in changes if each.now or each.grown)


def anonymous(text: str, names: Iterable[str]) -> str:
    """A text without these names (谭立新 becomes 谭某), long numbers masked, on one line of at most 120 characters.

    Longer names first, so that a name within another leaves nothing of it.
    """
    told = _SPACES.sub(" ", text).strip()
    for name in sorted({each.strip() for each in names}, key=len, reverse=True):
        if len(name) >= NAME_AT_LEAST:
            told = told.replace(name, name[0] + SOMEBODY)
    told = mask_value("remarks", told)
    return told if len(told) <= QUOTE_CHARACTERS else told[: QUOTE_CHARACTERS - 1] + "…"


def sort_quotes(quotes: Sequence[Quote]) -> tuple[Quote, ...]:
    """The newest first; the same words of one village once."""
    seen: set[tuple[str, str, str]] = set()
    kept = []
    for quote in sorted(quotes, key=lambda each: (each.on, each.village, each.kind, each.text), reverse=True):
        key = (quote.kind, quote.village, quote.text)
        if quote.text and key not in seen:
            seen.add(key)
            kept.append(quote)
    return tuple(kept)
