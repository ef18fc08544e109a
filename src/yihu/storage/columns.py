"""From a household's folded answers to its line in the list and the words it is found by (pure)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from unicodedata import normalize

from yihu.planning.after import how_far, read_after
from yihu.planning.doubts import find_doubts, line_known
from yihu.planning.paired import is_helped
from yihu.planning.plan import Plan
from yihu.planning.read import read_both
from yihu.register.deprivation import deprivations_of, income_cents
from yihu.register.household import Household
from yihu.register.matching import match_texts
from yihu.register.pinyin import initials
from yihu.register.profiles import Profiles
from yihu.register.subjects import DIVISION, KIND, NAMES, is_subject
from yihu.register.traits import counts_of, place_of, traits_of, youngest_born
from yihu.storage.rows import PLAN_STATES, VISIT_STATES
from yihu.sync.changeset import Value

SURVEY = "household"
ID_TAIL = 8
NOWHERE = "-"
ASSIGNED_TEAM, ASSIGNED_TO = "assignment/team", "assignment/fingerprint"
_LEFT_EARLY = frozenset(("nobody_home", "refused", "moved"))
_DIGITS = {character: number for number, character in enumerate("零一二三四五六七八九")}
_PLACES = 20
_NUMBER = re.compile(r"\d+|[一二三四五六七八九十百零]+")
PropertyMaps = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """One line of the list. `place` sorts: village, group, number, id.

    `net_cents`: net income per head, `line_cents`: the line, both by the rules that its record names (`profile`); `deprived` and `lacking`: bits of `register.deprivation.INDICATORS`.
    `seen_on`, `due_on`: ISO dates of `planning.after`; empty for none; `surveyed_on`: of the finished survey.
    `measures` to `gained_cents`: of the plan in force, `planning.after.how_far`. `traits_a` to `counts`: `register.traits`.
    `north_udeg`, `east_udeg`: where the household lives, millionths of a degree; None: nobody noted it.
    """

    place: str
    number: str
    head_name: str
    village_code: str
    village: str
    township: str
    group: str
    address: str
    category: str
    persons: int
    visit_state: str
    progress: int
    plan_state: str
    checks: int
    main_cause: str
    causes: str
    assigned_team: str = ""
    assigned_to: str = ""
    net_cents: int | None = None
    deprived: int = 0
    lacking: int = 0
    profile: str = ""
    line_cents: int | None = None
    seen_on: str = ""
    due_on: str = ""
    surveyed_on: str = ""
    measures: int = 0
    measures_done: int = 0
    expected_cents: int = 0
    gained_cents: int = 0
    traits_a: int = 0
    traits_b: int = 0
    traits_c: int = 0
    counts: int = 0
    youngest_born: int | None = None
    north_udeg: int | None = None
    east_udeg: int | None = None


def read_columns(
    household_id: str,
    values: Mapping[str, Value],
    maps: PropertyMaps,
    *,
    drafted: bool,
    profiles: Profiles | None = None,
) -> tuple[Columns, frozenset[str]]:
    """The line and the search terms of one household. Arguments as of `read_entry`."""
    columns, terms, _ = read_entry(household_id, values, maps, drafted=drafted, profiles=profiles)
    return columns, terms


def read_entry(
    household_id: str,
    values: Mapping[str, Value],
    maps: PropertyMaps,
    *,
    drafted: bool,
    profiles: Profiles | None = None,
    written_on: str = "",
) -> tuple[Columns, frozenset[str], tuple[str, ...]]:
    """The line, the search terms, and what tells the household from others (`register.matching`).

    Args:
        values: path -> shown value. maps: form id -> {answer key pattern: property}.
        drafted: whether answers of the survey wait unsealed. profiles: the rules known here.
        written_on: ISO date of the newest answer, "" where that isn't known.
    """
    if is_subject(household_id):
        return _subject_columns(household_id, values, maps), frozenset(), ()
    household, plan = read_both(household_id, values, maps, profiles)
    line_yuan = line_known(household)
    visit = _visit_state(values, household.visit_result, drafted)
    village = household.village or ""
    code = household.division_code or village or NOWHERE
    number, group = household.number or "", household.group or ""
    deprived, lacking = deprivations_of(household)
    after = read_after(household, plan, values, maps, written_on=written_on)
    done = how_far(after)
    traits = traits_of(household, helped=is_helped(values, maps))
    north, east = place_of(household)
    columns = Columns(
        place="\x1f".join((code, natural(group), natural(number), household_id)),
        number=number,
        head_name=household.head_name or "",
        village_code=code,
        village=village,
        township=household.township or "",
        group=group,
        address=household.address or "",
        category=household.category or "",
        persons=household.size() or household.member_count or 0,
        visit_state=visit,
        progress=100 if visit == "done" else _percent(values.get(f"{SURVEY}/=_progress")),
        plan_state=_plan_state(plan, visit),
        checks=_findings(household, plan, _visit_state(values, household.visit_result, False), line_yuan),
        main_cause=next((cause.code for cause in household.causes if cause.main), ""),
        causes=_spaced(cause.code for cause in household.causes),
        assigned_team=str(values.get(ASSIGNED_TEAM) or ""),
        assigned_to=str(values.get(ASSIGNED_TO) or ""),
        net_cents=income_cents(household),
        deprived=deprived,
        lacking=lacking,
        profile=household.profile or "",
        line_cents=None if line_yuan is None else int(line_yuan * 100),
        seen_on=after.seen_on,
        due_on=after.due[0].on if after.due else "",
        surveyed_on=household.visit_date or "" if visit == "done" else "",
        measures=done.measures,
        measures_done=done.measures_done,
        expected_cents=done.expected_cents,
        gained_cents=done.gained_cents,
        traits_a=traits[0],
        traits_b=traits[1],
        traits_c=traits[2],
        counts=counts_of(household),
        youngest_born=youngest_born(household),
        north_udeg=north,
        east_udeg=east,
    )
    return columns, frozenset(_terms(household)), tuple(match_texts(household))


def _subject_columns(id: str, values: Mapping[str, Value], maps: PropertyMaps) -> Columns:
    """What is no household has a place and a name, and counts nowhere."""
    code = str(values.get(DIVISION) or NOWHERE)
    return Columns(
        place="\x1f".join((code, id)), number="", head_name=_subject_name(values, maps), village_code=code,
        village="", township="", group="", address="", category="", persons=0, visit_state=VISIT_STATES[0],
        progress=0, plan_state=PLAN_STATES[0], checks=0, main_cause="", causes="",
    )  # fmt: skip


def _subject_name(values: Mapping[str, Value], maps: PropertyMaps) -> str:
    kind = str(values.get(KIND) or "")
    wanted = NAMES.get(kind)
    key = next((key for key, name in maps.get(kind, {}).items() if name == wanted), None)
    return str(values.get(f"{kind}/{key}") or "")


def search_ranges(word: str) -> tuple[tuple[str, str], ...]:
    """The ranges of terms that a typed word may mean, each from .. below."""
    word = normalize("NFC", word).strip()  # as answers are kept
    starts = [word.casefold()]
    if word.isascii() and word.isalpha():
        starts.append("~" + word.lower())
    if re.fullmatch(r"\d*[\dXx]", word):
        starts.append("#" + word.upper()[::-1][:ID_TAIL])
    return tuple((start, start + "\U0010ffff") for start in starts)


def natural(text: str) -> str:
    """A text to sort by: numbers in it, Chinese ones too, by their size (二组 before 十组)."""
    return _NUMBER.sub(lambda found: f"{_number(found[0]):0{_PLACES}d}", text)


def _number(text: str) -> int:
    if text.isdigit():
        return int(text[-_PLACES:])
    total, digit = 0, 0
    for character in text:
        if character in "十百":
            total += (digit or 1) * (10 if character == "十" else 100)
            digit = 0
        else:
            digit = _DIGITS[character]
    return total + digit


def _visit_state(values: Mapping[str, Value], result: str | None, drafted: bool) -> str:
    state = values.get(f"{SURVEY}/_state")
    if result in _LEFT_EARLY:
        return str(result)
    if state == "finished" or (result == "done" and state is None):
        return "done"
    return VISIT_STATES[1] if state == "draft" or drafted else VISIT_STATES[0]


def _plan_state(plan: Plan | None, visit: str) -> str:
    if plan is None:
        return "to_make" if visit == "done" else "none"
    return plan.state if plan.state in PLAN_STATES else "draft"


def _percent(value: Value) -> int:
    try:
        return max(0, min(100, int(value or 0)))
    except ValueError:
        return 0


def _spaced(codes: Iterator[str]) -> str:
    """` a b `: found by LIKE '% a %'."""
    joined = " ".join(codes)
    return f" {joined} " if joined else ""


def _findings(household: Household, plan: Plan | None, visit: str, line_yuan: Decimal | None) -> int:
    """A household without a sealed survey gives no cause to look again; drafts don't count, nor do waived checks."""
    if visit not in ("in_progress", "done"):
        return 0
    return len(find_doubts(household, plan, line_yuan))


def _terms(household: Household) -> Iterator[str]:
    names = {person.name for person in household.persons if person.name} | {household.head_name or ""}
    for name in names - {""}:
        yield from _name_terms(name)
    for person in household.persons:
        if person.id_number:
            yield "#" + person.id_number.upper()[::-1][:ID_TAIL]
    if household.number:
        yield household.number.casefold()
        yield "#" + household.number.upper()[::-1][:ID_TAIL]


def _name_terms(name: str) -> Iterator[str]:
    plain = name.strip().casefold()
    for start in range(min(len(plain), 12)):
        yield plain[start:]
    for letters in initials(name):
        yield "~" + letters.lower()
        if len(letters) > 2:
            yield "~" + letters.lower()[1:]
