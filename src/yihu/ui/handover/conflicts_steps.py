"""One thing to choose at the desk: an answer, a fact of several answers, or a whole plan (no Qt)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from yihu.base.i18n import N_, translate
from yihu.ui.interview.wording import grouped, unit_of
from yihu.ui.moments import long_moment

if TYPE_CHECKING:
    from datetime import datetime

    from yihu.actions.show_conflicts import Decision, Option

PLAN = "plan/"


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
    sides = {frozenset(_side(option) for option in each.options) for each in decisions}
    return (
        len(sides) == 1 and len(next(iter(sides))) == 2 and all(len(each.options) == 2 for each in decisions)
    )


def _side(option: Option) -> tuple[str, str]:
    return option.person, option.laptop


def options_of(
    step: Step, now: datetime, places: Mapping[str, str], full: Mapping[str, tuple[str, ...]]
) -> tuple[OptionView, ...]:
    """The sides of a step.

    Args:
        places: option id -> where the answer was given, in words.
        full: option id -> its answers with hidden numbers in full, where a person asked for them.
    """
    if step.whole_plan:
        sides = list(dict.fromkeys(_side(option) for option in step.decisions[0].options))
        return tuple(_plan_side(step, side, now) for side in sides)
    decision = step.decisions[0]
    return tuple(_option(decision, option, now, places, full) for option in decision.options)


def _plan_side(step: Step, side: tuple[str, str], now: datetime) -> OptionView:
    mine = [(each, option) for each in step.decisions for option in each.options if _side(option) == side]
    newest = max((option for _, option in mine), key=lambda option: option.at_ms)
    lines = tuple(
        (
            " · ".join(part for part in (each.member, each.question) if part),
            _answer(part_shown, each.question),
        )
        for each, option in mine
        for part_shown in [" · ".join(part.shown for part in option.parts)]
    )
    return OptionView(
        keep=tuple((each.key, option.changeset_id) for each, option in mine),
        shown=translate(N_("{person}'s plan")).format(person=side[0]),
        lines=lines,
        who=_who(newest),
        when=long_moment(newest.at_ms, now),
        remark="",
        winner=all(option.winner for _, option in mine),
    )


def _option(
    decision: Decision,
    option: Option,
    now: datetime,
    places: Mapping[str, str],
    full: Mapping[str, tuple[str, ...]],
) -> OptionView:
    texts = full.get(option.changeset_id) or tuple(part.shown for part in option.parts)
    pairs = [
        (part.question, _answer(text or part.shown, part.question))
        for part, text in zip(option.parts, texts, strict=True)
    ]
    meanwhile = translate(N_("shown meanwhile")) if option.winner else ""
    place = places.get(option.changeset_id, "")
    return OptionView(
        keep=((decision.key, option.changeset_id),),
        shown=pairs[0][1] if len(pairs) == 1 else "",
        lines=tuple(pairs) if len(pairs) > 1 else (),
        who=_who(option),
        when=long_moment(option.at_ms, now),
        remark=" · ".join(part for part in (place, meanwhile) if part),
        winner=option.winner,
    )


def _who(option: Option) -> str:
    """The person, and team and laptop where these say more."""
    laptop = translate(N_("this laptop")) if option.mine else option.laptop
    where = " · ".join(dict.fromkeys(part for part in (option.team, laptop) if part))
    return translate(N_("{person} ({where})")).format(person=option.person, where=where)


def _answer(text: str, question: str) -> str:
    """A number with the unit that its question names."""
    number = text.replace(".", "", 1)
    if not number.isdigit() or len(number) > 9 or (text.startswith("0") and len(text) > 1):
        return text
    unit = unit_of(question)
    return f"{grouped(text) if unit else text} {unit}".strip()
