"""Filters of the list: which query a chip stands for, and how it is called."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from yihu.base.i18n import N_, translate
from yihu.ui.routes import ListFilter
from yihu.ui.state_words import PLAN_WORDS, VISIT_WORDS
from yihu.ui.tone import Tone

if TYPE_CHECKING:
    from yihu.storage.rows import HouseholdQuery

EVERY, OURS = "all", "ours"
MARKS: dict[str, tuple[str, str, Tone]] = {
    "conflicts": ("conflict", N_("Differ"), "red"),
    "checks": ("check", N_("To check"), "amber"),
}
VISIT_CHIPS = (EVERY, "not_visited", "in_progress", "to_make", "conflicts", "checks")
PLAN_CHIPS = (EVERY, "to_make", "draft", "agreed", "signed")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChipView:
    """A filter chip: its name, its words with the count, its colour, whether it is in force."""

    name: str
    words: str
    tone: Tone
    chosen: bool


def chip_words(name: str, plans: bool = False) -> tuple[str, Tone]:
    """A chip's words without a count."""
    if name == EVERY:
        return translate(N_("All")), "grey"
    if name == OURS:
        return translate(N_("Ours")), "green"
    if name in MARKS:
        return translate(MARKS[name][1]), MARKS[name][2]
    if name == "to_make":
        return translate(PLAN_WORDS[name][0] if plans else N_("Plan to be made")), "grey"
    words, tone = VISIT_WORDS.get(name) or PLAN_WORDS.get(name) or (name, "grey")
    return translate(words), tone


def query_of(wish: ListFilter, assigned: tuple[str, ...] = ()) -> HouseholdQuery:
    """The store's query for a filter. `assigned`: the names that the filter `ours` stands for."""
    from yihu.storage.rows import HouseholdQuery

    base = wish.query or HouseholdQuery()
    query = replace(
        base, village=wish.village or base.village, group=wish.group or base.group, text=wish.text.strip()
    )
    state = wish.state or EVERY
    if wish.query is not None or state == EVERY:
        return query
    if state == OURS:
        return replace(query, assigned=assigned)
    if state in MARKS:
        return replace(query, marked=MARKS[state][0])
    if state in PLAN_WORDS:
        return replace(query, plan_state=state)
    return replace(query, state=state)
