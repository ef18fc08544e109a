"""Helpers and their groups: list, show, write down, end."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from yihu.actions.make_pairs import PairReport, end_pairs
from yihu.actions.pair_book import PairBook, find_helper, read_pair_book
from yihu.actions.permission import guarded
from yihu.actions.show_pairs import PairEvent, PairLine, list_pairs, pair_history, shown
from yihu.actions.subjects import fill_record
from yihu.planning.pairing import HELPER, HELPER_GROUP, Helper, HelperGroup, chains
from yihu.planning.three_ones import ThreeOnes, total_three_ones
from yihu.register.masking import mask_value
from yihu.register.subjects import new_subject_id

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yihu.actions.workspace import Workspace

_DIGITS_OF_LEVEL = {"province": 2, "city": 4, "county": 6, "township": 9}
_CODE_DIGITS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class HelperLine:
    """A helper as a list shows it; `phone` is hidden but for its ends.

    Attributes:
        group: name of its group. has: distinct households that it has today. active: helps today.
    """

    id: str
    name: str
    kind: str
    unit: str
    group: str
    level: str
    phone: str
    capacity: int
    skills: tuple[str, ...]
    villages: tuple[str, ...]
    since: str
    until: str
    has: int
    active: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HelperView:
    """One helper with its households, its three ones and what was done."""

    helper: HelperLine
    pairs: tuple[PairLine, ...]
    three_ones: ThreeOnes
    history: tuple[PairEvent, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupLine:
    """A helper group: leader -> group -> village.

    Attributes:
        villages: code -> households there that its helpers have. elsewhere: those in other villages.
    """

    id: str
    name: str
    leader: str
    leader_name: str
    unit: str
    level: str
    helpers: int
    villages: Mapping[str, int] = field(default_factory=dict)
    village_names: Mapping[str, str] = field(default_factory=dict)
    elsewhere: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class HelperReport:
    """What was written. `pairs`: what became of a helper's pairs when it ended."""

    id: str
    name: str
    pairs: PairReport | None = None


def list_helpers(
    workspace: Workspace, *, text: str = "", group: str = "", active_only: bool = False
) -> tuple[HelperLine, ...]:
    """Helpers by group and name. `text`: part of a name or unit. `group`: its id."""
    book = read_pair_book(workspace)
    loads = loads_of(book)
    lines = [
        _line(book, each, loads[each.id])
        for each in book.helpers.values()
        if (not text or text.lower() in f"{each.name} {each.unit}".lower())
        and (not group or each.group == group)
        and (not active_only or each.is_active(book.day))
    ]
    return tuple(
        sorted(lines, key=lambda each: (not each.active, each.group == "", each.group, each.name, each.id))
    )


def loads_of(book: PairBook) -> Counter[str]:
    """Helper -> distinct households today."""
    households: dict[str, set[str]] = defaultdict(set)
    for pairing in book.running():
        households[pairing.helper].add(pairing.household_id)
    return Counter({helper: len(ids) for helper, ids in households.items()})


def _line(book: PairBook, helper: Helper, has: int) -> HelperLine:
    return HelperLine(
        id=helper.id,
        name=shown(helper.name),
        kind=helper.kind,
        unit=shown(helper.unit),
        group=shown(book.group_name(helper)),
        level=helper.level,
        phone=mask_value("phone", helper.phone),
        capacity=helper.capacity,
        skills=helper.skills,
        villages=helper.villages,
        since=helper.since,
        until=helper.until,
        has=has,
        active=helper.is_active(book.day),
    )


def show_helper(workspace: Workspace, name: str) -> HelperView:
    """One helper, by id or name. Raises HelperUnknown."""
    book = read_pair_book(workspace)
    helper = find_helper(book, name)
    own = [each for each in book.running() if each.helper == helper.id]
    return HelperView(
        helper=_line(book, helper, loads_of(book)[helper.id]),
        pairs=list_pairs(workspace, helper=helper.id, ended=True),
        three_ones=total_three_ones(own),
        history=pair_history(workspace, helper=helper.id) if own else (),
    )


def helper_id(workspace: Workspace, name: str) -> str:
    """The id of a helper, of its id or the only one of a name. Raises HelperUnknown."""
    return find_helper(read_pair_book(workspace), name).id


def division_for(workspace: Workspace, level: str) -> str:
    """The 12-digit code of the province, city, county or township that most villages here lie in; "" without villages.

    What belongs to it travels with every package of its villages.
    """
    digits = _DIGITS_OF_LEVEL.get(level, _DIGITS_OF_LEVEL["county"])
    counted = Counter(row.code[:digits] for row in workspace.store.villages() if row.code.isdigit())
    return counted.most_common(1)[0][0].ljust(_CODE_DIGITS, "0") if counted else ""


@guarded
def add_helper(
    workspace: Workspace, answers: Mapping[str, Any], *, helper: str = "", division_code: str = ""
) -> HelperReport:
    """Write a helper down, or with `helper` (an id) correct one. `answers`: property names of the form `helper`.

    Raises RecordRefused.
    """
    id_ = helper or new_subject_id(workspace.clock, workspace.random)
    code = division_code or division_for(workspace, str(answers.get("helper_level") or ""))
    fill_record(workspace, id_, HELPER, answers, record=HELPER, division_code=code)
    return HelperReport(id=id_, name=str(answers.get("helper_called", "")))


@guarded
def end_helper(workspace: Workspace, name: str, *, until: str = "", note: str = "") -> HelperReport:
    """A helper helps no more from a day on (today): its pairs end, their households are without it again.

    Raises HelperUnknown, RecordRefused.
    """
    book = read_pair_book(workspace)
    helper = find_helper(book, name)
    day = until or book.day
    fill_record(workspace, helper.id, HELPER, {"helper_active_until": day}, record=HELPER)
    own = [(each.household_id, each.record) for each in book.running() if each.helper == helper.id]
    ended = end_pairs(workspace, own, "helper_left", until=day, note=note) if own else None
    return HelperReport(id=helper.id, name=helper.name, pairs=ended)


def list_helper_groups(workspace: Workspace) -> tuple[GroupLine, ...]:
    """Leader -> group -> village, by name."""
    book = read_pair_book(workspace)
    names = {row.code: row.name for row in workspace.store.villages()}
    return tuple(
        GroupLine(
            id=chain.group.id,
            name=shown(chain.group.name),
            leader=chain.group.leader,
            leader_name=shown(chain.leader),
            unit=shown(chain.group.unit),
            level=chain.group.level,
            helpers=len(chain.helpers),
            villages=dict(chain.villages),
            village_names={code: names.get(code, code) for code in chain.villages},
            elsewhere=chain.elsewhere,
        )
        for chain in chains(book.groups.values(), book.helpers.values(), book.pairings, book.day)
    )


@guarded
def add_helper_group(
    workspace: Workspace, answers: Mapping[str, Any], *, group: str = "", division_code: str = ""
) -> HelperReport:
    """Write a helper group down, or with `group` (an id) correct one. Raises RecordRefused."""
    id_ = group or new_subject_id(workspace.clock, workspace.random)
    code = division_code or division_for(workspace, str(answers.get("team_level") or ""))
    fill_record(workspace, id_, HELPER_GROUP, answers, record=HELPER_GROUP, division_code=code)
    return HelperReport(id=id_, name=str(answers.get("team_called", "")))


def find_group(workspace: Workspace, name: str) -> HelperGroup | None:
    """The helper group of an id or a name; None for none."""
    groups = read_pair_book(workspace).groups
    return groups.get(name) or next((each for each in groups.values() if each.name == name.strip()), None)
