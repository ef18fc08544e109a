"""Whom to pair with whom: from capacity, village and skill, each proposal with its reasons.

All households at once, so that the last ones don't get what is left over: as many pairs as the helpers' capacity
allows, and of all such assignments the one with the most points (`assignment.send_cheaply`, an optimum). A pair's points
are those of its place and of the best skill for what the family needs, less those of the helper's load; so a household
meets a helper only over what counts (its village, a need), and the network stays small: village and skill are nodes,
not pairs of households and helpers.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from yihu.base.i18n import N_, translate
from yihu.base.progress import Progress, Silent
from yihu.planning.assignment import Network, send_cheaply
from yihu.planning.pairing import FIRM, FURTHER, MAIN, Helper, HelperGroup, Pairing, running_pairs
from yihu.planning.situation import look_at
from yihu.register.household import Household

GROUP_POINTS, VILLAGE_POINTS, ELSEWHERE_POINTS = 40, 30, -20
"""The helper's group stands by the village; the helper wants to go there; it named others only."""
MAIN_NEED_POINTS, NEED_POINTS = 30, 20
"""The need is the main cause of poverty, or another."""
LOAD_POINTS, LOAD_COUNTS = 2, 20
"""Off for each household that the helper has already, for so many at most: everybody gets one before somebody gets two."""

SKILL_FOR: dict[str, str] = {
    "student": "student_aid",
    "work": "jobs",
    "illness": "medicine",
    "technique": "farming",
    "sales": "markets",
    "funds": "money",
    "building": "construction",
    "rights": "law",
}
"""Need -> the skill that answers it."""

_CAUSES = {
    "education": "student",
    "lack_labour": "",
    "illness": "illness",
    "disability": "illness",
    "lack_skill": "technique",
    "lack_funds": "funds",
    "poor_transport": "building",
    "disaster": "funds",
    "business_failure": "sales",
    "unstable_work": "work",
    "accident": "rights",
    "housing": "building",
}
_REASONS = {
    "group": N_("The helper's group stands by this village."),
    "village": N_("The helper wants to go to this village."),
    "elsewhere": N_("The helper named other villages, but has room."),
    "student": N_("A student in the family; the helper gives student aid."),
    "work": N_("Somebody in the family can work; the helper has jobs."),
    "illness": N_("Illness or disability in the family; the helper knows medicine."),
    "technique": N_("The family lacks skills; the helper teaches farming technique."),
    "sales": N_("The family sells what it grows; the helper opens markets."),
    "funds": N_("The family lacks money; the helper can fund."),
    "building": N_("House or road need work; the helper builds."),
    "rights": N_("The family needs advice on its rights; the helper knows the law."),
    "room": N_("The helper has room for one more household."),
}
"""Place, need, or nothing of both -> why, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanting:
    """A household that is to have a helper.

    Attributes:
        needs: those of `SKILL_FOR`; main_need: the one that its main cause of poverty is, "" for none.
        order: where it stands among its neighbours (group, number); neighbours get the same helper where that is as good.
    """

    id: str
    village: str = ""
    needs: frozenset[str] = frozenset()
    main_need: str = ""
    order: tuple[str, ...] = ()

    def points_for(self, need: str) -> int:
        """What it counts for that a helper answers this need."""
        return MAIN_NEED_POINTS if need == self.main_need else NEED_POINTS


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """One pair to consider.

    Attributes:
        points: of place and need; what the helper's load takes off isn't in them.
        reasons: keys of why: `reason_words` says them.
    """

    household_id: str
    helper: str
    role: str
    points: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposals:
    """All pairs proposed, in the order of the households.

    Attributes:
        left: ids of households for which nobody had room.
    """

    pairs: tuple[Proposal, ...]
    left: tuple[str, ...] = ()

    @property
    def points(self) -> int:
        """Of all together."""
        return sum(each.points for each in self.pairs)


def reason_words(reasons: Iterable[str]) -> str:
    """The reasons in the window's language."""
    return " ".join(translate(_REASONS[reason]) for reason in reasons)


def wanting(household: Household, day: str, order: tuple[str, ...] = ()) -> Wanting:
    """What a household needs of a helper, out of its answers."""
    situation = look_at(household, day)
    needs = {
        "student": bool(situation.going_on() or situation.pupils()),
        "work": bool([person for person in situation.able() if not person.months_worked]),
        "illness": bool(situation.ill() or situation.disabled()),
        "building": situation.unsafe_house(),
        "sales": situation.farms(),
    }
    main = next((cause.code for cause in household.causes if cause.main), "")
    caused = {
        _CAUSES.get(code, "") for code in (*(cause.code for cause in household.causes), *household.risks)
    }
    found = {need for need, here in needs.items() if here} | caused - {""}
    return Wanting(
        id=household.id,
        village=household.division_code or "",
        needs=frozenset(found),
        main_need=_CAUSES.get(main, ""),
        order=order or (household.group or "", household.number or ""),
    )


def skills_of(helper: Helper) -> frozenset[str]:
    """What a helper can give; a firm has jobs, said or not."""
    return frozenset((*helper.skills, *(("jobs",) if helper.kind == FIRM else ())))


def points_of(
    household: Wanting, helper: Helper, group_villages: Sequence[str]
) -> tuple[int, tuple[str, ...]]:
    """Points and reasons of one pair, for itself. `group_villages`: those that the helper's group stands by."""
    place = _place(household.village, helper, group_villages)
    skills = skills_of(helper)
    answered = sorted(
        (need for need in household.needs if SKILL_FOR[need] in skills),
        key=lambda need: (-household.points_for(need), need),
    )
    reasons = tuple(filter(None, (place, *answered[:1]))) if place != "elsewhere" else (*answered[:1], place)
    points = _PLACE_POINTS[place] + (household.points_for(answered[0]) if answered else 0)
    return points, reasons or ("room",)


_PLACE_POINTS = {"group": GROUP_POINTS, "village": VILLAGE_POINTS, "elsewhere": ELSEWHERE_POINTS, "": 0}


def _place(village: str, helper: Helper, group_villages: Sequence[str]) -> str:
    if village and village in group_villages:
        return "group"
    if village and village in helper.villages:
        return "village"
    return "elsewhere" if helper.villages or group_villages else ""


def propose_pairs(
    households: Iterable[Wanting],
    helpers: Iterable[Helper],
    groups: Iterable[HelperGroup],
    pairings: Iterable[Pairing],
    day: str,
    *,
    helpers_each: int = 1,
    progress: Progress | None = None,
) -> Proposals:
    """Pairs for households that have fewer than `helpers_each` helpers; the same for the same arguments, always.

    Nobody gets a helper that it has or has had; no helper gets more households than its capacity. Work of some
    seconds for thousands of households. Raises Cancelled.
    """
    pairings = tuple(pairings)
    known = sorted(
        {each.id: each for each in households}.values(), key=lambda each: (each.village, each.order, each.id)
    )
    state = _State.begin(helpers, groups, pairings, day)
    pairs: list[Proposal] = []
    for _ in range(helpers_each):
        needing = [each for each in known if len(state.now[each.id]) < helpers_each]
        pairs += state.round(needing, progress or Silent())
    places = {each.id: place for place, each in enumerate(known)}
    left = (each.id for each in known if not state.now[each.id])
    return Proposals(
        pairs=tuple(
            sorted(pairs, key=lambda each: (places[each.household_id], each.role == FURTHER, each.helper))
        ),
        left=tuple(left),
    )


@dataclass(slots=True)
class _State:
    """What is paired so far, proposals included.

    Attributes:
        now: household -> helpers it has. never: those it has or has had. mains: households with a main helper.
        loads: helper -> households.
    """

    helpers: list[Helper]
    villages_of: Mapping[str, tuple[str, ...]]
    now: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    never: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    mains: set[str] = field(default_factory=set)
    loads: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    @classmethod
    def begin(
        cls, helpers: Iterable[Helper], groups: Iterable[HelperGroup], pairings: Sequence[Pairing], day: str
    ) -> "_State":
        active = sorted((each for each in helpers if each.is_active(day)), key=lambda each: each.id)
        stands_by = {group.id: group.villages for group in groups}
        led = {group.leader: group.villages for group in groups if group.leader}
        villages = {
            each.id: tuple(dict.fromkeys((*stands_by.get(each.group, ()), *led.get(each.id, ()))))
            for each in active
        }
        state = cls(active, villages)
        running, _ = running_pairs(pairings, {each.id: each for each in active}, day)
        for pairing in pairings:
            state.never[pairing.household_id].add(pairing.helper)
        for pairing in running:
            state.take(pairing.household_id, pairing.helper, pairing.role)
        return state

    def take(self, household_id: str, helper: str, role: str) -> None:
        if helper not in self.now[household_id]:
            self.loads[helper] += 1
        self.now[household_id].add(helper)
        self.never[household_id].add(helper)
        if role == MAIN:
            self.mains.add(household_id)

    def round(self, needing: Sequence[Wanting], progress: Progress) -> Iterator[Proposal]:
        """One helper more for each of these, as far as there is room."""
        by_id = {each.id: each for each in self.helpers}
        for household, helper in _assign(needing, self, progress):
            points, reasons = points_of(household, by_id[helper], self.villages_of[helper])
            role = FURTHER if household.id in self.mains else MAIN
            self.take(household.id, helper, role)
            yield Proposal(
                household_id=household.id, helper=helper, role=role, points=points, reasons=reasons
            )


_NOTHING = ""
"""In place of a skill: no need is answered."""


def _assign(needing: Sequence[Wanting], state: _State, progress: Progress) -> list[tuple[Wanting, str]]:
    """Distinct households with a helper each: as many as can be, with the most points of all assignments of so many.

    Households that have or had helpers are drawn one by one, without those. Where that would be too much to draw,
    they are drawn like the others and exchanged afterwards: hardly worse, but no proof of an optimum.
    """
    marked = sum(1 for each in needing if state.never[each.id])
    one_by_one = marked * len(state.helpers) <= _ARCS_AT_MOST
    kinds: dict[Wanting, list[Wanting]] = defaultdict(list)
    for household in needing:
        alone = one_by_one and bool(state.never[household.id])
        kinds[replace(household, id=household.id if alone else "", order=())].append(household)
    drawn = _Drawing(state, len(needing))
    arcs = {kind: drawn.household(kind, len(group)) for kind, group in kinds.items()}
    send_cheaply(drawn.network, drawn.source, drawn.sink, len(needing), progress)
    return _exchanged(drawn.read(kinds, arcs), state)


def _exchanged(pairs: list[tuple[Wanting, str]], state: _State) -> list[tuple[Wanting, str]]:
    """Without helpers that a household has or has had: two households exchange theirs, with the least loss."""
    by_id = {each.id: each for each in state.helpers}

    def points(household: Wanting, helper: str) -> int:
        return points_of(household, by_id[helper], state.villages_of[helper])[0]

    def gain(one: int, other: int) -> int | None:
        (household, helper), (second, another) = pairs[one], pairs[other]
        if another in state.never[household.id] or helper in state.never[second.id]:
            return None
        before = points(household, helper) + points(second, another)
        return points(household, another) + points(second, helper) - before

    of_village: dict[str, list[int]] = defaultdict(list)
    for place, (household, _) in enumerate(pairs):
        of_village[household.village].append(place)
    lost = set()
    for place, (household, helper) in enumerate(pairs):
        if helper not in state.never[household.id]:
            continue
        for others in (of_village[household.village], range(len(pairs))):
            gains = [
                (found, -other)
                for other in others
                if other not in lost and (found := gain(place, other)) is not None
            ]
            if gains:
                other = -max(gains)[1]
                (one, its), (second, another) = pairs[place], pairs[other]
                pairs[place], pairs[other] = (one, another), (second, its)
                break
        else:
            lost.add(place)
    return [pair for place, pair in enumerate(pairs) if place not in lost]


class _Drawing:
    """The network: source -> kinds of households -> (village, skill) -> helpers -> sink.

    What a household needs and where it lives are added up on its way: a skill is a node for each village, and one for
    all villages, over which helpers of other places are reached.
    """

    def __init__(self, state: _State, needing: int) -> None:
        self.network = Network()
        self.source, self.sink = self.network.node(), self.network.node()
        self._state = state
        self._helper_nodes = {each.id: self.network.node() for each in state.helpers}
        self._of_node = {node: id_ for id_, node in self._helper_nodes.items()}
        self._spots: dict[tuple[str, str], int] = {}
        self._relations = self._places()
        for helper in state.helpers:
            has, node = state.loads[helper.id], self._helper_nodes[helper.id]
            most = min(helper.capacity, has + needing)
            for place in range(has, min(most, LOAD_COUNTS)):
                self.network.arc(node, self.sink, 1, LOAD_POINTS * place)
            if most > max(has, LOAD_COUNTS):
                self.network.arc(node, self.sink, most - max(has, LOAD_COUNTS), LOAD_POINTS * LOAD_COUNTS)

    def household(self, kind: Wanting, count: int) -> list[int]:
        """The arcs on which households of a kind leave. `kind.id` is empty where all helpers may be proposed."""
        network = self.network
        node = network.node()
        network.arc(self.source, node, count)
        if kind.id:  # one household by itself: helpers it has or has had are left out one by one
            return [
                network.arc(
                    node,
                    self._helper_nodes[each.id],
                    1,
                    _dear(points_of(kind, each, self._state.villages_of[each.id])[0]),
                )
                for each in self._state.helpers
                if each.id not in self._state.never[kind.id] and each.capacity > self._state.loads[each.id]
            ]
        options = [(_NOTHING, 0), *((SKILL_FOR[need], kind.points_for(need)) for need in sorted(kind.needs))]
        return [
            network.arc(node, self._spot(kind.village, skill), count, MAIN_NEED_POINTS - points)
            for skill, points in options
        ]

    def read(
        self, kinds: Mapping[Wanting, list[Wanting]], arcs: Mapping[Wanting, list[int]]
    ) -> list[tuple[Wanting, str]]:
        """Household by household; neighbours stay together where a helper has several."""
        waiting: dict[int, list[Wanting]] = defaultdict(list)
        for kind, group in kinds.items():
            rest = list(group)
            for arc in arcs[kind]:
                sent = self.network.sent(arc)
                waiting[self.network.ends[arc]] += rest[:sent]
                rest = rest[sent:]
        found: list[tuple[Wanting, str]] = []
        spots = sorted(
            self._spots, key=lambda spot: spot[0] == _AWAY
        )  # those of villages lead on to that of all
        for node in [*(self._spots[spot] for spot in spots), *self._helper_nodes.values()]:
            found += self._leave(node, waiting)
        return found

    def _leave(self, node: int, waiting: dict[int, list[Wanting]]) -> Iterator[tuple[Wanting, str]]:
        here = sorted(waiting.pop(node, ()), key=lambda each: (each.village, each.order, each.id))
        if node in self._of_node:
            yield from ((each, self._of_node[node]) for each in here)
            return
        for arc in self.network.leaving[node]:
            sent = self.network.sent(arc) if arc % 2 == 0 else 0
            if sent:
                waiting[self.network.ends[arc]] += here[:sent]
                here = here[sent:]

    def _places(self) -> dict[str, list[tuple[Helper, str]]]:
        """Village -> helpers who are to go there, with why; `elsewhere` and "" -> those of no village."""
        found: dict[str, list[tuple[Helper, str]]] = defaultdict(list)
        for helper in self._state.helpers:
            villages = self._state.villages_of[helper.id]
            for village in dict.fromkeys((*villages, *helper.villages)):
                found[village].append((helper, _place(village, helper, villages)))
            found[_AWAY].append((helper, "elsewhere" if villages or helper.villages else ""))
        return found

    def _spot(self, village: str, skill: str) -> int:
        """The node of a skill in a village; made with its ways to the helpers when it is first wanted."""
        if (village, skill) not in self._spots:
            away = self._spot(_AWAY, skill) if village != _AWAY else None
            node = self._spots[village, skill] = self.network.node()
            for helper, place in self._relations.get(village, ()):
                if not skill or skill in skills_of(helper):
                    self.network.arc(
                        node,
                        self._helper_nodes[helper.id],
                        helper.capacity,
                        GROUP_POINTS - _PLACE_POINTS[place],
                    )
            if away is not None:
                self.network.arc(node, away, len(self._helper_nodes) * 1000)
        return self._spots[village, skill]


_AWAY = "*"
_ARCS_AT_MOST = 300_000


def _dear(points: int) -> int:
    """Points as a cost: of a way over skill and place both, the best of which costs nothing."""
    return MAIN_NEED_POINTS + GROUP_POINTS - points
