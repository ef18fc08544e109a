"""Who helps whom (结对): helpers, their groups, pairs, and how far all households have a helper."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from hashlib import sha256
from typing import Any

from yihu.register.read import typed

HELPER, HELPER_GROUP, PAIRING = "helper", "helper_group", "pairing"
"""Form ids."""

MAIN, FURTHER = "main", "further"
HOUSEHOLD, STUDENT, JOB = "household", "student", "job"
THREE_ONES = (HOUSEHOLD, STUDENT, JOB)
"""三个一: income for one household, schooling for one student, work for one member."""

PLEDGED, RUNNING, KEPT, BROKEN_OFF = "pledged", "running", "kept", "broken_off"
STATES = (PLEDGED, RUNNING, KEPT, BROKEN_OFF)
FIRM = "firm"
_FEN = Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Helper:
    """A committee member (委员), a cadre or a firm. Codes are those of `register.codes`, dates ISO.

    Attributes:
        id: of its subject. unit: where it works. group: id of its helper group.
        capacity: households at most.
        villages: 12-digit codes it wants to go to; none: any.
        until: first day on which it helps no more.
    """

    id: str
    name: str = ""
    kind: str = ""
    unit: str = ""
    group: str = ""
    level: str = ""
    phone: str = ""
    capacity: int = 1
    skills: tuple[str, ...] = ()
    villages: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    remarks: str = ""

    def is_active(self, day: str) -> bool:
        """Whether it helps on an ISO date."""
        return self.since <= day and (not self.until or day < self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class HelperGroup:
    """A group of helpers (学习活动小组): its leader and the villages it stands by."""

    id: str
    name: str = ""
    leader: str = ""
    unit: str = ""
    level: str = ""
    villages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pledge:
    """One of the three ones.

    Attributes:
        state: one of `STATES`; empty: not pledged.
        member: row id of the student or worker. what: how, which school or firm.
        fen: yuan a year times 100. on: ISO date of the last step. proof: name of an attachment.
    """

    kind: str
    state: str = ""
    member: str = ""
    what: str = ""
    fen: int | None = None
    on: str = ""
    proof: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairing:
    """One helper for one household.

    Attributes:
        record: its name in the household's document. helper: id; helper_name, helper_unit: as they were then.
        until: first day on which it is over.
        card_photo: attachment of the signed intention card; card_version: of the card that was signed.
    """

    record: str
    household_id: str
    helper: str
    village_code: str = ""
    helper_name: str = ""
    helper_unit: str = ""
    role: str = MAIN
    since: str = ""
    until: str = ""
    end_reason: str = ""
    end_note: str = ""
    pledges: tuple[Pledge, ...] = ()
    card_signed_on: str = ""
    card_photo: str = ""
    card_version: str = ""

    def runs(self, day: str) -> bool:
        """Whether the pair is one on an ISO date."""
        return self.since <= day and (not self.until or day < self.until)

    def pledge(self, kind: str) -> Pledge:
        """One of the three ones; an empty one where nothing was pledged."""
        return next((each for each in self.pledges if each.kind == kind), Pledge(kind=kind))


def read_helper(id_: str, properties: Mapping[str, str]) -> Helper:
    """A helper out of the properties of its record. A capacity nobody gave is 1."""
    capacity = _typed(properties, "helper_capacity")
    return Helper(
        id=id_,
        name=properties.get("helper_called", ""),
        kind=properties.get("helper_kind", ""),
        unit=properties.get("helper_of_unit", ""),
        group=properties.get("helper_of_group", ""),
        level=properties.get("helper_level", ""),
        phone=properties.get("helper_telephone", ""),
        capacity=1 if capacity is None else max(int(capacity), 0),
        skills=tuple(properties.get("helper_skills", "").split()),
        villages=tuple(properties.get("helper_villages", "").split()),
        since=properties.get("helper_active_since", ""),
        until=properties.get("helper_active_until", ""),
        remarks=properties.get("helper_remarks", ""),
    )


def read_helper_group(id_: str, properties: Mapping[str, str]) -> HelperGroup:
    """A helper group out of the properties of its record."""
    return HelperGroup(
        id=id_,
        name=properties.get("team_called", ""),
        leader=properties.get("team_leader", ""),
        unit=properties.get("team_unit", ""),
        level=properties.get("team_level", ""),
        villages=tuple(properties.get("team_villages", "").split()),
    )


def read_pairing(
    household_id: str, record: str, properties: Mapping[str, str], village_code: str = ""
) -> Pairing | None:
    """A pair out of the properties of its record; None while no helper stands in it."""
    helper = properties.get("pairing_helper", "")
    if not helper:
        return None
    texts = {name: properties.get(f"pairing_{name}", "") for name in _PAIRING_TEXTS}
    return Pairing(
        record=record,
        household_id=household_id,
        helper=helper,
        village_code=village_code,
        role=properties.get("pairing_role", MAIN),
        pledges=tuple(pledge for kind in THREE_ONES if (pledge := _pledge(kind, properties)).state),
        **texts,
    )


_PAIRING_TEXTS = (
    "helper_name", "helper_unit", "since", "until", "end_reason", "end_note",
    "card_signed_on", "card_photo", "card_version",
)  # fmt: skip
_PLEDGE_TEXTS = ("state", "member", "what", "on", "proof", "note")


def _pledge(kind: str, properties: Mapping[str, str]) -> Pledge:
    texts = {name: properties.get(f"pledge_{kind}_{name}", "") for name in _PLEDGE_TEXTS}
    yuan = _typed(properties, f"pledge_{kind}_yuan")
    return Pledge(kind=kind, fen=None if yuan is None else int(yuan * _FEN), **texts)


def _typed(properties: Mapping[str, str], name: str) -> Any:
    text = properties.get(name)
    return typed(name, text) if text else None


# how far


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """How many distinct households a helper has, and how many it may have."""

    helper: str
    has: int
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How far the wanted households have helpers on a day; all by distinct households and helpers.

    Attributes:
        households: wanted. paired: those of them with at least one helper.
        without_helper: ids of the others, in the order given.
        idle: active helpers without any household. overloaded: with more than they may have.
        main_twice: households with more than one main helper.
        gone: households of which a pair goes on with a helper who has left, or isn't known here.
        one_to_one: pairs of one helper with this household only, which has no other helper.
        one_to_many: helpers with several households. many_to_one: households with several helpers.
    """

    day: str
    households: int
    paired: int
    pairs: int
    without_helper: tuple[str, ...] = ()
    idle: tuple[str, ...] = ()
    overloaded: tuple[Load, ...] = ()
    main_twice: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    one_to_one: int = 0
    one_to_many: int = 0
    many_to_one: int = 0
    loads: Mapping[str, int] = field(default_factory=dict)

    @property
    def rate_percent(self) -> Decimal | None:
        """结对率 with one decimal, rounded down so that only all is 100; None where nobody is wanted."""
        if not self.households:
            return None
        return Decimal(self.paired * 1000 // self.households) / 10


def running_pairs(
    pairings: Iterable[Pairing], helpers: Mapping[str, Helper], day: str
) -> tuple[tuple[Pairing, ...], tuple[Pairing, ...]]:
    """The pairs of a day: those with an active helper, and those whose helper has left or isn't known here."""
    running = [pairing for pairing in pairings if pairing.runs(day)]
    good = [each for each in running if each.helper in helpers and helpers[each.helper].is_active(day)]
    kept = set(map(id, good))
    return tuple(good), tuple(each for each in running if id(each) not in kept)


def cover(
    households: Sequence[str], helpers: Iterable[Helper], pairings: Iterable[Pairing], day: str
) -> Coverage:
    """How far these households have helpers.

    Args:
        households: ids of those that are to have one (a selection, a village, the register).
        pairings: of the whole register: a helper's load counts also where it helps beyond them.
    """
    by_id = {helper.id: helper for helper in helpers}
    running, lapsed = running_pairs(pairings, by_id, day)
    helpers_of: dict[str, set[str]] = defaultdict(set)
    households_of: dict[str, set[str]] = defaultdict(set)
    mains: Counter[str] = Counter()
    seen: set[tuple[str, str]] = set()
    for pairing in running:
        helpers_of[pairing.household_id].add(pairing.helper)
        households_of[pairing.helper].add(pairing.household_id)
        if pairing.role == MAIN and (pairing.household_id, pairing.helper) not in seen:
            seen.add((pairing.household_id, pairing.helper))
            mains[pairing.household_id] += 1
    wanted = dict.fromkeys(households)
    active = [helper for helper in by_id.values() if helper.is_active(day)]
    loads = {helper.id: len(households_of.get(helper.id, ())) for helper in active}
    paired = [id_ for id_ in wanted if helpers_of.get(id_)]
    return Coverage(
        day=day,
        households=len(wanted),
        paired=len(paired),
        pairs=sum(len(helpers_of[id_]) for id_ in paired),
        without_helper=tuple(id_ for id_ in wanted if not helpers_of.get(id_)),
        idle=tuple(helper.id for helper in active if not loads[helper.id]),
        overloaded=tuple(
            Load(helper=each.id, has=loads[each.id], most=each.capacity)
            for each in active
            if loads[each.id] > each.capacity
        ),
        main_twice=tuple(id_ for id_ in wanted if mains[id_] > 1),
        gone=tuple(dict.fromkeys(each.household_id for each in lapsed if each.household_id in wanted)),
        one_to_one=sum(
            1 for id_ in paired if len(helpers_of[id_]) == 1 and loads[next(iter(helpers_of[id_]))] == 1
        ),
        one_to_many=sum(1 for count in loads.values() if count > 1),
        many_to_one=sum(1 for id_ in paired if len(helpers_of[id_]) > 1),
        loads=loads,
    )


# leader -> group -> village


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """A group with its leader, its helpers and the villages it stands by (带队领导 -> 小组 -> 村).

    Attributes:
        leader: the leader's name. helpers: ids of its active helpers.
        villages: code -> distinct households there that its helpers have.
        elsewhere: distinct households that its helpers have in other villages.
    """

    group: HelperGroup
    leader: str = ""
    helpers: tuple[str, ...] = ()
    villages: Mapping[str, int] = field(default_factory=dict)
    elsewhere: int = 0


def chains(
    groups: Iterable[HelperGroup], helpers: Iterable[Helper], pairings: Iterable[Pairing], day: str
) -> tuple[Chain, ...]:
    """All groups by name."""
    by_id = {helper.id: helper for helper in helpers}
    running, _ = running_pairs(pairings, by_id, day)
    found = []
    for group in sorted(groups, key=lambda group: (group.name, group.id)):
        own = [each.id for each in by_id.values() if each.group == group.id and each.is_active(day)]
        members = {*own, group.leader}
        households = {each.household_id: each.village_code for each in running if each.helper in members}
        counted = Counter(households.values())
        leader = by_id.get(group.leader)
        found.append(
            Chain(
                group=group,
                leader=leader.name if leader else "",
                helpers=tuple(own),
                villages={code: counted[code] for code in group.villages},
                elsewhere=sum(number for code, number in counted.items() if code not in group.villages),
            )
        )
    return tuple(found)


_LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_VERSION_LETTERS = 4


def card_version(pairing: Pairing) -> str:
    """Four capitals and digits that stand for what the pair's intention card says: another helper or pledge, another
    version. Steps on the way (states, dates, proofs) leave it as it is."""
    said = [pairing.helper, pairing.since]
    for pledge in pairing.pledges:
        if pledge.state != BROKEN_OFF:
            said += [pledge.kind, pledge.member, pledge.what, str(pledge.fen)]
    number = int.from_bytes(sha256("\n".join(said).encode()).digest()[:8], "big")
    letters = []
    for _ in range(_VERSION_LETTERS):
        number, place = divmod(number, len(_LETTERS))
        letters.append(_LETTERS[place])
    return "".join(letters)
