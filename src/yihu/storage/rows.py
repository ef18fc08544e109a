"""What the store hands out: frozen values, no tables.

Times are milliseconds since 1970 UTC. Ids are UUIDs as text, hashes hexadecimal.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from yihu.register.answers import Row
from yihu.sync.changeset import Value

VISIT_STATES = ("not_visited", "in_progress", "done", "nobody_home", "refused", "moved")
PLAN_STATES = ("none", "to_make", "draft", "agreed", "signed")


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdRow:
    """One line of the households' table.

    Attributes:
        persons: members known; 0 before the first visit if the register gave none.
        visit_state: one of `VISIT_STATES`. plan_state: one of `PLAN_STATES`.
        progress: percent of the survey answered, 0 to 100.
        conflicts: answers with several different values (不一致).
        checks: findings of the household's checks.
        stale: true while newly received changes are not worked in yet; the figures are older.
        merged: not 0 where several worked at once and nobody has looked through the whole since.
        assigned_team, assigned_to: whose work package it is in: team, fingerprint of one laptop; "" nobody's.
        seen_on: ISO date on which it was last met. due_on: of the first thing that is due; "" none.
    """

    id: str
    number: str = ""
    head_name: str = ""
    village_code: str = ""
    village: str = ""
    township: str = ""
    group: str = ""
    address: str = ""
    category: str = ""
    persons: int = 0
    visit_state: str = "not_visited"
    progress: int = 0
    plan_state: str = "none"
    conflicts: int = 0
    checks: int = 0
    updated_ms: int = 0
    stale: bool = False
    merged: int = 0
    assigned_team: str = ""
    assigned_to: str = ""
    seen_on: str = ""
    due_on: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedRecord:
    """One record that is listed over all documents (`register.subjects.LISTED`).

    Attributes:
        subject: id of the subject or household whose document it is in.
        village_code: division code of that document. village, group, head_name: of a household, else "";
            `head_name` of a subject is its name.
        state: `draft`, `finished`, or "" where nobody finished it in an interview.
        at_ms: when it was last written in. conflicts: answers of it with several different values.
        properties, rows: as of `register.records.Entry`.
    """

    subject: str
    record: str
    form: str
    village_code: str = ""
    village: str = ""
    group: str = ""
    head_name: str = ""
    state: str = ""
    at_ms: int = 0
    conflicts: int = 0
    properties: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class VillageRow:
    """One village of the tree, with its groups and how many households each has."""

    code: str
    name: str
    township: str
    groups: tuple[tuple[str, int], ...]
    households: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdQuery:
    """Which households to list; None or "" of a field does not limit.

    Attributes:
        village: 12-digit code. group: exact name.
        state: one of `VISIT_STATES`. plan_state: one of `PLAN_STATES`.
        text: characters of a name, pinyin initials, end of an ID number, household number;
            several words must all match.
        marked: `conflict`, `check`, or `merged`: several worked at once and something doesn't fit.
        assigned: fingerprints and teams; those assigned to one of these.
        cause: code of a cause (main or other). category: code of the monitored category.
        due_by: ISO date; something is due on it or before. not_seen_since: ISO date; surveyed and last met before.
        not_seen_since_of: (rules that the record names, ISO date) where they ask for another date.
        within: what the village's code begins with. planned: a plan was at least drafted.
        surveyed: first and last ISO date of the finished survey. among: ids; these households only.
    """

    village: str | None = None
    group: str | None = None
    state: str | None = None
    text: str = ""
    plan_state: str | None = None
    marked: str | None = None
    cause: str | None = None
    category: str | None = None
    assigned: tuple[str, ...] = ()
    due_by: str | None = None
    not_seen_since: str | None = None
    not_seen_since_of: tuple[tuple[str, str], ...] = ()
    within: str = ""
    planned: bool = False
    surveyed: tuple[str, str] | None = None
    among: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictValue:
    """One of the several values of an answer, and whose it is. `changeset` names its source."""

    value: Value
    at_ms: int
    person: str
    laptop: str
    changeset: str
    replica: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictRow:
    """An answer with several different values; the first is the one shown meanwhile.

    Attributes:
        path: `<record>/<answer key>`; ending in `/_del` a row removed here and edited there.
        heads: what a resolution builds on; hand them to `Store.write(parents=...)`.
        fact: name of the fact that it is a part of and is decided with; "" for an answer of its own.
    """

    household_id: str
    head_name: str
    village: str
    path: str
    values: tuple[ConflictValue, ...]
    heads: tuple[str, ...]
    fact: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """All sealed answers of one household; drafts are not in it.

    Attributes:
        values: path -> shown value; removed rows left out; cleared answers are None.
        conflicts: answers with several different values.
        heads: the newest changesets; a change made from this document builds on them.
        waiting: changesets whose earlier file has not arrived.
    """

    household_id: str
    values: Mapping[str, Value]
    conflicts: tuple[ConflictRow, ...] = ()
    heads: tuple[str, ...] = ()
    waiting: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenRecord:
    """A record opened for answering: `Store.open_record`.

    Attributes:
        values: answer key -> value (the record's name stripped), unsealed drafts laid over.
        ref: the question where the person was last; None at first.
        form: `<form id>@<version>` that it was last answered with; None at first.
        unsealed: answers given before a crash that no changeset holds yet.
    """

    household_id: str
    record: str
    values: Mapping[str, Value]
    ref: str | None = None
    form: str | None = None
    unsealed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One answer as it was given, not sealed yet."""

    household_id: str
    record: str
    form: str
    changes: Mapping[str, Value]
    ref: str
    at_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One answer of an event: path, value before (the winner then), value after.

    Attributes:
        others: further values that stood beside the one before.
    """

    path: str
    before: Value
    after: Value
    others: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One entry of a household's time line, newest last.

    Attributes:
        kind: of the changeset: `preload`, `add`, `visit`, `finish`, `plan`, `resolution`, ...
        laptop: name on the laptop's card, else the start of its replica id; `mine` if it is this one.
        concurrent: made without knowing some other changeset of the household.
        waiting: not worked in yet, an earlier file is missing.
    """

    at_ms: int
    kind: str
    person: str
    laptop: str
    mine: bool
    form: str
    changeset: str
    changes: tuple[Change, ...]
    concurrent: bool = False
    waiting: bool = False
    replica: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VillageCounts:
    """Households of one village by state."""

    code: str
    name: str
    township: str
    households: int
    visit: Mapping[str, int]
    plan: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """The figures of the overview.

    Attributes:
        visit, plan: state -> households, every state present. causes: code -> households.
        main_causes: the same for main causes only. stale: households not worked in yet.
    """

    households: int
    persons: int
    visit: Mapping[str, int]
    plan: Mapping[str, int]
    causes: Mapping[str, int]
    main_causes: Mapping[str, int]
    categories: Mapping[str, int]
    conflicts: int
    checks: int
    villages: tuple[VillageCounts, ...] = ()
    stale: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FormRow:
    """A form on the shelf; `current` is the one that new records of its id use."""

    id: str
    version: str
    title: str
    sha256: str
    current: bool
    added_ms: int


FORM_KIND = "form"
"""Of a `RuleRow`: a questionnaire."""


class RuleState(StrEnum):
    """How questionnaires, rules, templates and choices stand here, what holds first.

    `counts`: a coordinator over this laptop signed it, it comes with the program, or there is no organisation. `known`:
    it was here before the organisation was. `elsewhere`: a coordinator of other villages signed it. `taken`: another one
    was signed before under the same version. `waiting`: nobody signed it. `reserved`: its version is the program's own.
    """

    COUNTS = "counts"
    KNOWN = "known"
    ELSEWHERE = "elsewhere"
    TAKEN = "taken"
    WAITING = "waiting"
    RESERVED = "reserved"

    @property
    def signed(self) -> bool:
        """Whether records made under it are judged by it: somebody who may say so vouched for it."""
        return self not in (RuleState.WAITING, RuleState.RESERVED)


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleRow:
    """A questionnaire, rules, a template or the choice of rules that didn't come with the program.

    Attributes:
        kind: `form`, `profile`, `template` or `choice`. sha256: of its content, hexadecimal: what is signed.
        holds: whether it is the one in use of its kind and id.
    """

    kind: str
    id: str
    version: str
    title: str
    sha256: str
    state: RuleState
    holds: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredForm:
    """A form with all it needs: XForm XML, its files by name, its `save_to` map."""

    id: str
    version: str
    title: str
    sha256: str
    xform: str
    attachments: Mapping[str, bytes]
    properties: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditRow:
    """One line of the audit log; `details` hold no personal data."""

    at_ms: int
    kind: str
    details: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditCheck:
    """Whether the audit log is as it was written.

    Attributes:
        lines: how many it has.
        problem: None, `changed` (a line was edited or taken out), `cut` (the newest lines are gone, or the
            database was exchanged), `head_missing` (the file beside the database is gone or was changed).
        line: number of the first line concerned.
    """

    lines: int
    sound: bool
    problem: str | None = None
    line: int | None = None
