"""One thing to choose at the desk: an answer, a fact of several answers, or a whole plan (no Qt)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from yihu.base.i18n import N_, translate
from yihu.ui.interview.wording import grouped, unit_of
from yihu.ui.moments import long_moment, short_moment

if TYPE_CHECKING:
    from datetime import datetime

    from yihu.actions.show_conflicts import Decision, Option
    from yihu.actions.show_history import HistoryEntry

PLAN, UNDO = "plan/", "undo"


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionView:
    """One side to choose.

    Attributes:
        keep: decision's key -> option of it that this side stands for.
        shown: the answer, where the step asks for a single one; else `lines` of question and answer.
        remark: where the answer was given, in words, and whether it is shown meanwhile.
    """

    keep: tuple[tuple[str, str], ...]
    shown: str
    lines: tuple[tuple[str, str], ...]
    who: str
    when: str
    remark: str
    winner: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What is chosen at once. `whole_plan`: every difference between two plans, chosen together."""

    decisions: tuple[Decision, ...]
    whole_plan: bool = False

    @property
    def key(self) -> str:
        """Names the step within its household."""
        return "plan" if self.whole_plan else self.decisions[0].key

    def question(self) -> str:
        """What is asked, as the desk's title."""
        if self.whole_plan:
            return translate(N_("Two plans for one household: which one holds?"))
        return self.decisions[0].question


@dataclass(frozen=True, slots=True, kw_only=True)
class PastLine:
    """One step in the history of a question."""

    when: str
    who: str
    before: str
    after: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """Who gave an answer, where and how; of one that came back by an undo: who gave it first."""

    person: str
    where: str
    at_ms: int
    what: str


def author_of(decision: Decision, option: Option) -> Author:
    """Whose the option is."""
    at = next(
        (n for n, each in enumerate(decision.history) if each.changeset_id == option.changeset_id), None
    )
    entry = None if at is None else decision.history[at]
    if at is not None and entry is not None and entry.kind == UNDO:
        shown = {change.path: change.after for change in entry.changes}
        older = (each for each in decision.history if each.kind != UNDO and _gave(each, shown))
        first = next(older, None)
        if first is not None:
            return Author(
                person=first.person,
                where=_where("", first.laptop, first.mine),
                at_ms=first.at_ms,
                what=first.what,
            )
    return Author(
        person=option.person,
        where=_where(option.team, option.laptop, option.mine),
        at_ms=option.at_ms,
        what=entry.what if entry else "",
    )


def _gave(entry: HistoryEntry, shown: Mapping[str, str]) -> bool:
    return any(shown.get(change.path) == change.after for change in entry.changes)


def _where(team: str, laptop: str, mine: bool) -> str:
    """Team and laptop, each where it says more."""
    own = translate(N_("this laptop")) if mine else laptop
    return " · ".join(dict.fromkeys(part for part in (team, own) if part))


def steps_of(decisions: Sequence[Decision], *, split: bool = False) -> tuple[Step, ...]:
    """The household's decisions as steps; two plans that differ in several places are one, unless split."""
    plan = [each for each in decisions if each.paths[0].startswith(PLAN)]
    if split or len(plan) < 2 or not _two_sides(plan):
        return tuple(Step(decisions=(each,)) for each in decisions)
    first = next(at for at, each in enumerate(decisions) if each in plan)
    steps = [Step(decisions=(each,)) for each in decisions if each not in plan]
    steps.insert(first, Step(decisions=tuple(plan), whole_plan=True))
    return tuple(steps)


def _two_sides(decisions: Sequence[Decision]) -> bool:
    """Whether the same two laptops stand against each other everywhere."""
    sides = {frozenset(_side(each, option) for option in each.options) for each in decisions}
    return (
        len(sides) == 1 and len(next(iter(sides))) == 2 and all(len(each.options) == 2 for each in decisions)
    )


def _side(decision: Decision, option: Option) -> tuple[str, str]:
    """The laptop and its person: what all answers of one plan have in common."""
    author = author_of(decision, option)
    return author.person, author.where.rpartition(" · ")[2]


def options_of(step: Step, now: datetime, full: Mapping[str, tuple[str, ...]]) -> tuple[OptionView, ...]:
    """The sides of a step.

    Args:
        full: option id -> its answers with hidden numbers in full, where a person asked for them.
    """
    if step.whole_plan:
        first = step.decisions[0]
        sides = list(dict.fromkeys(_side(first, option) for option in first.options))
        return tuple(_plan_side(step, side, now) for side in sides)
    decision = step.decisions[0]
    return tuple(_option(decision, option, now, full) for option in decision.options)


def _plan_side(step: Step, side: tuple[str, str], now: datetime) -> OptionView:
    mine = [
        (each, option) for each in step.decisions for option in each.options if _side(each, option) == side
    ]
    newest = max((author_of(*pair) for pair in mine), key=lambda author: author.at_ms)
    lines = tuple((_asked(each), _said(option)) for each, option in mine)
    return OptionView(
        keep=tuple((each.key, option.changeset_id) for each, option in mine),
        shown=translate(N_("{person}'s plan")).format(person=side[0]),
        lines=lines,
        who=_who(newest),
        when=long_moment(newest.at_ms, now),
        remark="",
        winner=all(option.winner for _, option in mine),
    )


def _asked(decision: Decision) -> str:
    """The measure and the question; where it is the measure's own words that differ, these don't name it."""
    said = {part.shown for option in decision.options for part in option.parts}
    member = "" if decision.member in said else decision.member
    return " · ".join(part for part in (member, decision.question) if part)


def _said(option: Option) -> str:
    return " · ".join(readable(part.shown, part.question) for part in option.parts)


def _option(
    decision: Decision, option: Option, now: datetime, full: Mapping[str, tuple[str, ...]]
) -> OptionView:
    author = author_of(decision, option)
    texts = full.get(option.changeset_id) or tuple(part.shown for part in option.parts)
    pairs = [
        (part.question, readable(text or part.shown, part.question))
        for part, text in zip(option.parts, texts, strict=True)
    ]
    meanwhile = translate(N_("shown meanwhile")) if option.winner else ""
    return OptionView(
        keep=((decision.key, option.changeset_id),),
        shown=pairs[0][1] if len(pairs) == 1 else "",
        lines=tuple(pairs) if len(pairs) > 1 else (),
        who=_who(author),
        when=long_moment(author.at_ms, now),
        remark=" · ".join(part for part in (author.what, meanwhile) if part),
        winner=option.winner,
    )


def _who(author: Author) -> str:
    """The person, and team and laptop where these say more."""
    return translate(N_("{person} ({where})")).format(person=author.person, where=author.where)


def past_of(step: Step, now: datetime) -> tuple[PastLine, ...]:
    """The steps that changed the answer in question, the newest first; of a whole plan none."""
    if step.whole_plan:
        return ()
    return tuple(
        PastLine(
            when=short_moment(entry.at_ms, now),
            who=" · ".join(part for part in (entry.person, _where("", entry.laptop, entry.mine)) if part),
            before=change.before,
            after=change.after,
            what=entry.what,
        )
        for entry in step.decisions[0].history
        for change in entry.changes
    )


def readable(text: str, question: str) -> str:
    """A number with the unit that its question names."""
    number = text.replace(".", "", 1)
    if not number.isdigit() or len(number) > 9 or (text.startswith("0") and len(text) > 1):
        return text
    unit, text = unit_of(question), text.removesuffix(".0")
    return f"{grouped(text) if unit else text} {unit}".strip()
