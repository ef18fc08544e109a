"""Pairs of households that may be one, side by side (no Qt)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yihu.actions.find_duplicates import (
    Comparison,
    DuplicatePair,
    compare_households,
    join_households,
    keep_apart,
    list_duplicate_decisions,
    list_duplicates,
    reopen_duplicate,
    undo_duplicate,
)
from yihu.actions.show_household import show_household
from yihu.actions.weigh_conflict import differing_paths
from yihu.base.errors import UserError
from yihu.base.i18n import N_, translate, translate_count
from yihu.ui.household.facts import members_of
from yihu.ui.moments import short_moment
from yihu.ui.state_words import household_name, listed, visit_words
from yihu.ui.tone import Tone

if TYPE_CHECKING:
    from yihu.actions.find_duplicates import DuplicateDecision
    from yihu.actions.show_household import HouseholdView
    from yihu.actions.workspace import Workspace
    from yihu.storage.rows import HouseholdRow


@dataclass(frozen=True, slots=True, kw_only=True)
class PairLine:
    """One pair of the list. `words`: how sure it is."""

    name: str
    words: str
    tone: Tone
    here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberPair:
    """One member in each of the two; an empty one has nobody there."""

    one: str
    other: str
    same: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the two households: name, and facts as (label, words)."""

    name: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionLine:
    """What was decided before, and the words of the button that decides otherwise.

    Attributes:
        same: joined; else kept apart, which can be made undecided again.
    """

    one_id: str
    other_id: str
    words: str
    when: str
    same: bool
    button: str
    tone: Tone


class DuplicatesPresenter:
    """The pairs that nobody has decided on, the decisions so far."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.pairs: list[DuplicatePair] = []
        self.here = 0
        self.joined: str | None = None
        self._comparison: Comparison | None = None
        self._views: tuple[HouseholdView, HouseholdView] | None = None

    def find(self) -> tuple[DuplicatePair, ...]:
        """The pairs, the certain ones first; from any thread."""
        return list_duplicates(self.workspace)

    def take(self, pairs: tuple[DuplicatePair, ...], household_id: str | None = None) -> None:
        """Show what `find` gave; those of this household first, if one is named."""
        self.pairs = sorted(pairs, key=lambda pair: household_id not in (pair.one.id, pair.other.id))
        self.show(0)

    @property
    def pair(self) -> DuplicatePair | None:
        """The pair in view."""
        return self.pairs[self.here] if self.here < len(self.pairs) else None

    def show(self, place: int) -> None:
        """Come to a pair, both read anew; those that cannot be shown any more leave the list."""
        self.here, self._comparison, self._views = place, None, None
        while self.pair is not None:
            one, other = self.pair.one.id, self.pair.other.id
            try:
                self._comparison = compare_households(self.workspace, one, other)
                self._views = show_household(self.workspace, one), show_household(self.workspace, other)
            except UserError:
                self.pairs.pop(self.here)
                self.here = min(self.here, max(len(self.pairs) - 1, 0))
            else:
                return

    def lines(self) -> tuple[PairLine, ...]:
        """The list at the left."""
        return tuple(
            PairLine(name=_names(pair), words=_sure(pair), tone=_tone(pair), here=at == self.here)
            for at, pair in enumerate(self.pairs)
        )

    def heading(self) -> tuple[str, str, Tone]:
        """The pair's names, how sure it is, and its colour."""
        pair = self.pair
        return (_names(pair), _sure(pair), _tone(pair)) if pair else ("", "", "grey")

    def reasons(self) -> str:
        """What speaks for it and against it, in one line."""
        return listed(self.pair.reasons) if self.pair else ""

    def sides(self) -> tuple[Side, Side] | None:
        """The two households with what tells them apart."""
        if self._views is None:
            return None
        one, other = self._views
        return self._side(one), self._side(other)

    def _side(self, view: HouseholdView) -> Side:
        row = view.row
        newest = view.events[0] if view.events else None
        now = self.workspace.clock.now()
        written = (
            " · ".join((short_moment(newest.at_ms, now), newest.person or newest.laptop)) if newest else "—"
        )
        place = " / ".join(part for part in (row.village, row.group, row.address) if part)
        return Side(
            name=household_name(row.head_name),
            facts=(
                (translate(N_("Number")), row.number or "—"),
                (translate(N_("Where")), place or "—"),
                (translate(N_("Telephone")), view.household.phone or "—"),
                (translate(N_("Visit")), visit_words(row.visit_state, row.progress)[0]),
                (translate(N_("Last written")), written),
            ),
        )

    def members(self) -> tuple[MemberPair, ...]:
        """Members side by side, those that seem to be the same in one line; ID numbers hidden in part."""
        if self._views is None or self._comparison is None:
            return ()
        one, other = (self._people(view) for view in self._views)
        paired = dict(self._comparison.pairs)
        lines = [MemberPair(one=one[a], other=other[b], same=True) for a, b in paired.items()]
        lines += [
            MemberPair(one=words, other="", same=False) for row, words in one.items() if row not in paired
        ]
        others = set(paired.values())
        lines += [
            MemberPair(one="", other=words, same=False) for row, words in other.items() if row not in others
        ]
        return tuple(lines)

    def _people(self, view: HouseholdView) -> dict[str, str]:
        day = self.workspace.clock.now().date().isoformat()
        shown = members_of(view.household, day)
        return {
            person.row: " · ".join(
                part for part in (each.name, each.relation, each.sex_age, person.id_number or "") if part
            )
            for person, each in zip(view.household.persons, shown, strict=True)
        }

    def answers(self) -> tuple[tuple[str, str, str], ...]:
        """The answers that differ: question, in one, in the other."""
        lines = self._comparison.lines if self._comparison else ()
        return tuple((line.question, line.one, line.other) for line in lines if line.differs)

    # deciding

    def join(self) -> str:
        """They are the same; what went wrong, in words, else empty. `joined` is then the one household."""
        pair = self.pair
        if pair is None:
            return ""
        try:
            self.joined = join_households(self.workspace, pair.one.id, pair.other.id).id
        except UserError as trouble:
            return _told(trouble)
        self._decided()
        return ""

    def keep_apart(self) -> str:
        """They are two; what went wrong, in words, else empty."""
        pair = self.pair
        if pair is None:
            return ""
        self.joined = None
        try:
            keep_apart(self.workspace, pair.one.id, pair.other.id)
        except UserError as trouble:
            return _told(trouble)
        self._decided()
        return ""

    def later(self) -> None:
        """Not now: the pair goes to the end of the list."""
        if self.pair is not None:
            self.pairs.append(self.pairs.pop(self.here))
            self.show(min(self.here, len(self.pairs) - 1))

    def _decided(self) -> None:
        self.pairs.pop(self.here)
        self.show(min(self.here, max(len(self.pairs) - 1, 0)))

    def say_joined(self) -> tuple[str, str]:
        """What happened, and what comes next; the second is empty where nothing differs."""
        if self.joined is None:
            return "", ""
        differing = len(differing_paths(self.workspace, self.joined))
        done = translate(N_("Both are shown as one household now. It can be taken apart again below."))
        if not differing:
            return done, ""
        words = translate_count(
            N_("{count} answer differs between the two: choose"),
            N_("{count} answers differ between the two: choose"),
            differing,
        )
        return done, words.format(count=differing)

    def decisions(self) -> tuple[DecisionLine, ...]:
        """What was decided so far, the newest first."""
        now = self.workspace.clock.now()
        return tuple(
            self._decision(each, short_moment(each.at_ms, now))
            for each in list_duplicate_decisions(self.workspace)
        )

    @staticmethod
    def _decision(each: DuplicateDecision, when: str) -> DecisionLine:
        names = listed(dict.fromkeys(_place(row) for row in (each.shown, each.other) if row is not None))
        said = N_("{names}: the same household") if each.same else N_("{names}: not the same")
        words = translate(said).format(names=names or translate(N_("(not on this laptop)")))
        if each.contested:
            words = f"{words} · {translate(N_('laptops decided differently, please decide again'))}"
        button = N_("Take apart again") if each.same else N_("They are the same after all")
        return DecisionLine(
            one_id=each.one_id,
            other_id=each.other_id,
            words=words,
            when=when,
            same=each.same,
            button=translate(button),
            tone="red" if each.contested else "grey",
        )

    def turn_round(self, one_id: str, other_id: str) -> str:
        """Decide the other way; what went wrong, in words, else empty."""
        self.joined = None
        try:
            decided = undo_duplicate(self.workspace, one_id, other_id)
        except UserError as trouble:
            return _told(trouble)
        if decided.same and decided.shown is not None:
            self.joined = decided.shown.id
        return ""

    def reopen(self, one_id: str, other_id: str) -> str:
        """Make it undecided again; what went wrong, in words, else empty."""
        self.joined = None
        try:
            reopen_duplicate(self.workspace, one_id, other_id)
        except UserError as trouble:
            return _told(trouble)
        return ""


def _names(pair: DuplicatePair) -> str:
    return " ↔ ".join(household_name(row.head_name) for row in (pair.one, pair.other))


def _place(row: HouseholdRow) -> str:
    return " ".join(part for part in (household_name(row.head_name), row.number) if part)


def _sure(pair: DuplicatePair) -> str:
    if pair.certain:
        return translate(N_("certain"))
    return translate(N_("likely, {score} of 100")).format(score=pair.score)


def _tone(pair: DuplicatePair) -> Tone:
    return "red" if pair.certain else "amber"


def _told(trouble: UserError) -> str:
    return f"{trouble.explain()} {trouble.advise()}"
