"""The tables as SQLModel classes: what the steps of `schema.py` lead to. They never leave this package.

Importing this costs half a second, so nothing that a window needs at its start does; hot and bulk paths
speak SQL themselves. A test compares these classes with a freshly migrated database.
"""

from sqlalchemy import Column, Index, Integer, LargeBinary, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel


class Setting(SQLModel, table=True):
    """A setting; keys beginning with `_` are the store's own. `value` is JSON."""

    __tablename__ = "setting"
    key: str = Field(sa_column=Column(Text, primary_key=True))
    value: str = Field(sa_column=Column(Text, nullable=False))


class Dictionary(SQLModel, table=True):
    """A zstd dictionary that changesets' bodies need."""

    __tablename__ = "dictionary"
    id: int | None = Field(default=None, primary_key=True)
    data: bytes


class Chain(SQLModel, table=True):
    """One replica's changesets of one scope."""

    __tablename__ = "chain"
    __table_args__ = (UniqueConstraint("replica", "scope"),)
    id: int | None = Field(default=None, primary_key=True)
    replica: str = Field(sa_type=Text)
    scope: str = Field(sa_type=Text)
    digest: bytes | None = None


class Changeset(SQLModel, table=True):
    """Append-only; triggers forbid all else."""

    __tablename__ = "changeset"
    __table_args__ = (
        Index("changeset_of_household", "household"),
        Index("changeset_of_chain", "chain", "seq", "hash", unique=True),
    )
    id: int | None = Field(default=None, primary_key=True)
    hash: bytes
    household: bytes
    chain: int = Field(foreign_key="chain.id")
    seq: int
    previous: bytes | None = None
    dictionary: int
    body: bytes


class ChainTip(SQLModel, table=True):
    """The ends of what is held of a chain without a gap."""

    __tablename__ = "chain_tip"
    chain: int = Field(sa_column=Column(Integer, primary_key=True))
    hash: bytes = Field(sa_column=Column(LargeBinary, primary_key=True))
    seq: int


class Replica(SQLModel, table=True):
    """The names of the laptop behind a replica id."""

    __tablename__ = "replica"
    id: str = Field(sa_column=Column(Text, primary_key=True))
    team: str = Field(sa_type=Text)
    laptop: str = Field(sa_type=Text)


class Household(SQLModel, table=True):
    """One line of the list: a cache."""

    __tablename__ = "household"
    __table_args__ = (
        Index("household_in_place", "place"),
        Index("household_of_village", "village_code", "group"),
        Index("household_tree", "hidden", "village_code", "village", "township", "group", "place"),
        Index(
            "household_figures", "hidden", "village_code", "visit_state", "plan_state", "village", "township",
            "persons", "conflicts", "checks", "dirty",
        ),
        Index("household_kinds", "hidden", "main_cause", "causes", "category"),
        Index(
            "household_measures", "hidden", "village_code", "visit_state", "deprived", "lacking", "persons", "net_cents",
            "line_cents", "plan_state", "seen_on", "traits_a", "traits_b", "traits_c", "counts", "youngest_born",
        ),
        Index("household_located", "hidden", "village_code", "north_udeg", "east_udeg", sqlite_where=text("north_udeg IS NOT NULL")),
        Index("household_shown", "uuid", "hidden", "canonical"),
        Index("household_profile", "hidden", "profile"),
        Index("household_due", "hidden", "due_on"),
        Index("household_seen", "hidden", "visit_state", "seen_on"),
        Index(
            "household_progress", "hidden", "village_code", "village", "township", "visit_state", "plan_state",
            "surveyed_on", "seen_on", "measures", "measures_done", "expected_cents", "gained_cents",
        ),
    )  # fmt: skip
    id: int | None = Field(default=None, primary_key=True)
    uuid: bytes = Field(unique=True)
    dirty: int
    place: str = Field(sa_type=Text)
    number: str = Field(sa_type=Text)
    head_name: str = Field(sa_type=Text)
    village_code: str = Field(sa_type=Text)
    village: str = Field(sa_type=Text)
    township: str = Field(sa_type=Text)
    group: str = Field(sa_type=Text)
    address: str = Field(sa_type=Text)
    category: str = Field(sa_type=Text)
    persons: int
    visit_state: str = Field(sa_type=Text)
    progress: int
    plan_state: str = Field(sa_type=Text)
    conflicts: int
    checks: int
    waiting: int
    main_cause: str = Field(sa_type=Text)
    causes: str = Field(sa_type=Text)
    updated_ms: int
    hidden: int = 0
    canonical: bytes | None = None
    merged: int = 0
    assigned_team: str = Field(default="", sa_type=Text)
    assigned_to: str = Field(default="", sa_type=Text)
    surveyed_by: str = Field(default="", sa_type=Text)
    net_cents: int | None = None
    deprived: int = 0
    lacking: int = 0
    seen_on: str = Field(default="", sa_type=Text)
    due_on: str = Field(default="", sa_type=Text)
    profile: str = Field(default="", sa_type=Text)
    line_cents: int | None = None
    traits_a: int = 0
    traits_b: int = 0
    traits_c: int = 0
    counts: int = 0
    youngest_born: int | None = None
    north_udeg: int | None = None
    east_udeg: int | None = None
    surveyed_on: str = Field(default="", sa_type=Text)
    measures: int = 0
    measures_done: int = 0
    expected_cents: int = 0
    gained_cents: int = 0


class Document(SQLModel, table=True):
    """A household's folded answers: a cache."""

    __tablename__ = "document"
    household: int = Field(sa_column=Column(Integer, primary_key=True))
    body: bytes


class Term(SQLModel, table=True):
    """What a household is found by: a cache."""

    __tablename__ = "term"
    term: str = Field(sa_column=Column(Text, primary_key=True))
    household: int = Field(sa_column=Column(Integer, primary_key=True))


class Listed(SQLModel, table=True):
    """A record that is listed over all documents: a cache."""

    __tablename__ = "listed"
    __table_args__ = (Index("listed_of_household", "household"),)
    form: str = Field(sa_column=Column(Text, primary_key=True))
    household: int = Field(sa_column=Column(Integer, primary_key=True))
    record: str = Field(sa_column=Column(Text, primary_key=True))
    code: str = Field(sa_type=Text)
    state: str = Field(sa_type=Text)
    at_ms: int
    conflicts: int
    body: bytes


class Picked(SQLModel, table=True):
    """A household on a selection: a cache."""

    __tablename__ = "picked"
    __table_args__ = (Index("picked_household", "household"),)
    selection: bytes = Field(sa_column=Column(LargeBinary, primary_key=True))
    household: bytes = Field(sa_column=Column(LargeBinary, primary_key=True))
    how: str = Field(sa_type=Text)
    position: int
    points: int | None
    reason: str = Field(sa_type=Text)
    by_whom: str = Field(sa_type=Text)
    on_day: str = Field(sa_type=Text)


class Link(SQLModel, table=True):
    """A decision whether two ids are one household: a cache."""

    __tablename__ = "link"
    tree: bytes = Field(sa_column=Column(LargeBinary, primary_key=True))
    keep: bytes
    other: bytes
    same: int
    contested: int
    pairs: str = Field(sa_type=Text)
    at_ms: int


class Work(SQLModel, table=True):
    """Households by village, assignment, surveyor and state, counted by triggers: a cache."""

    __tablename__ = "work"
    village_code: str = Field(sa_column=Column(Text, primary_key=True))
    village: str = Field(sa_column=Column(Text, primary_key=True))
    township: str = Field(sa_column=Column(Text, primary_key=True))
    assigned_team: str = Field(sa_column=Column(Text, primary_key=True))
    assigned_to: str = Field(sa_column=Column(Text, primary_key=True))
    surveyed_by: str = Field(sa_column=Column(Text, primary_key=True))
    visit_state: str = Field(sa_column=Column(Text, primary_key=True))
    households: int
    conflicts: int
    waiting: int


class MatchKey(SQLModel, table=True):
    """What households are compared by, keyed hashes: a cache."""

    __tablename__ = "match_key"
    key: bytes = Field(sa_column=Column(LargeBinary, primary_key=True))
    household: int = Field(sa_column=Column(Integer, primary_key=True))


class Candidate(SQLModel, table=True):
    """Two households that share a key: a cache."""

    __tablename__ = "candidate"
    one: int = Field(sa_column=Column(Integer, primary_key=True))
    other: int = Field(sa_column=Column(Integer, primary_key=True))
    certain: int


class Batch(SQLModel, table=True):
    """Many decisions made at once, to be undone at once."""

    __tablename__ = "batch"
    id: str = Field(sa_column=Column(Text, primary_key=True))
    at_ms: int
    rule: str = Field(sa_type=Text)
    answers: int
    body: str = Field(sa_type=Text)
    undone_ms: int | None = None


class Draft(SQLModel, table=True):
    """One answer, not sealed yet."""

    __tablename__ = "draft"
    household: bytes = Field(sa_column=Column(LargeBinary, primary_key=True))
    id: int = Field(sa_column=Column(Integer, primary_key=True))
    record: str = Field(sa_type=Text)
    form: str = Field(sa_type=Text)
    at_ms: int
    ref: str = Field(sa_type=Text)
    base: str = Field(sa_type=Text)
    changes: str = Field(sa_type=Text)


class Resume(SQLModel, table=True):
    """Where the person was in a record, before the drafts behind number `after`."""

    __tablename__ = "resume"
    household: bytes = Field(sa_column=Column(LargeBinary, primary_key=True))
    record: str = Field(sa_column=Column(Text, primary_key=True))
    ref: str = Field(sa_type=Text)
    form: str = Field(sa_type=Text)
    after: int


class Form(SQLModel, table=True):
    """A form by its hash."""

    __tablename__ = "form"
    sha256: str = Field(sa_column=Column(Text, primary_key=True))
    id: str = Field(sa_type=Text)
    version: str = Field(sa_type=Text)
    title: str = Field(sa_type=Text)
    xform: bytes
    properties: str = Field(sa_type=Text)
    files: str = Field(sa_type=Text)
    current: int
    added_ms: int


class FormFile(SQLModel, table=True):
    """A file that forms name, by its hash."""

    __tablename__ = "form_file"
    sha256: str = Field(sa_column=Column(Text, primary_key=True))
    data: bytes


class Attachment(SQLModel, table=True):
    """A file of answers that lies in `attachments/`."""

    __tablename__ = "attachment"
    sha256: str = Field(sa_column=Column(Text, primary_key=True))
    size: int
    added_ms: int


class Wanted(SQLModel, table=True):
    """A file that answers name and that has not come."""

    __tablename__ = "wanted"
    sha256: str = Field(sa_column=Column(Text, primary_key=True))


class Contact(SQLModel, table=True):
    """Another laptop's card."""

    __tablename__ = "contact"
    fingerprint: str = Field(sa_column=Column(Text, primary_key=True))
    card: bytes
    team: str = Field(sa_type=Text)
    laptop: str = Field(sa_type=Text)
    code: str = Field(sa_type=Text)
    trusted: int
    received_ms: int | None = None
    given_ms: int | None = None


class Claim(SQLModel, table=True):
    """What a laptop, under one replica id, said it has."""

    __tablename__ = "claim"
    fingerprint: str = Field(sa_column=Column(Text, primary_key=True))
    replica: str = Field(sa_column=Column(Text, primary_key=True))
    at_ms: int
    body: bytes


class PackageLog(SQLModel, table=True):
    """Every package given, received, refused."""

    __tablename__ = "package_log"
    id: int | None = Field(default=None, primary_key=True)
    at_ms: int
    direction: str = Field(sa_type=Text)
    package: str = Field(sa_type=Text)
    file: str = Field(sa_type=Text)
    partner: str = Field(sa_type=Text)
    households: int
    changesets: int
    new: int
    error: str = Field(sa_type=Text)


class Receipt(SQLModel, table=True):
    """What a partner confirmed to hold."""

    __tablename__ = "receipt"
    package: str = Field(sa_column=Column(Text, primary_key=True))
    partner: str = Field(sa_type=Text)
    at_ms: int
    body: bytes


class Quarantine(SQLModel, table=True):
    """A file that was refused, and why."""

    __tablename__ = "quarantine"
    id: int | None = Field(default=None, primary_key=True)
    at_ms: int
    file: str = Field(sa_type=Text)
    reason: str = Field(sa_type=Text)
    stored: str = Field(default="", sa_type=Text)
    sender: str = Field(default="", sa_type=Text)
    fingerprint: str = Field(default="", sa_type=Text)
    released_ms: int | None = None


class Touched(SQLModel, table=True):
    """A household that a mass of received changes touched and that is not folded anew yet."""

    __tablename__ = "touched"
    household: bytes = Field(sa_column=Column(LargeBinary, primary_key=True))


class SignedTip(SQLModel, table=True):
    """The end of a chain, as its laptop signed it."""

    __tablename__ = "signed_tip"
    __table_args__ = (Index("signed_tip_of_statement", "statement"),)
    replica: str = Field(sa_column=Column(Text, primary_key=True))
    scope: str = Field(sa_column=Column(Text, primary_key=True))
    hash: bytes = Field(sa_column=Column(LargeBinary, primary_key=True))
    seq: int
    fingerprint: str = Field(sa_type=Text)
    statement: bytes


class Statement(SQLModel, table=True):
    """What a laptop said under its signature; handed on as it came."""

    __tablename__ = "statement"
    hash: bytes = Field(sa_column=Column(LargeBinary, primary_key=True))
    kind: str = Field(sa_type=Text)
    fingerprint: str = Field(sa_type=Text)
    body: bytes


class Tombstone(SQLModel, table=True):
    """A changeset whose values are erased."""

    __tablename__ = "tombstone"
    __table_args__ = (Index("tombstone_of_household", "household"),)
    hash: bytes = Field(sa_column=Column(LargeBinary, primary_key=True))
    household: bytes
    statement: bytes


class Gap(SQLModel, table=True):
    """A changeset that nobody can bring any more."""

    __tablename__ = "gap"
    hash: bytes = Field(sa_column=Column(LargeBinary, primary_key=True))
    statement: bytes


class Given(SQLModel, table=True):
    """One part of a package given to one laptop, and whether it was confirmed."""

    __tablename__ = "given"
    package: str = Field(sa_column=Column(Text, primary_key=True))
    part: int = Field(sa_column=Column(Integer, primary_key=True))
    fingerprint: str = Field(sa_column=Column(Text, primary_key=True))
    parts: int
    file: str = Field(sa_type=Text)
    at_ms: int
    changesets: int
    confirmed_ms: int | None = None
    digest: str = Field(sa_type=Text)


class Issued(SQLModel, table=True):
    """A receipt of this laptop for a part of a package."""

    __tablename__ = "issued"
    package: str = Field(sa_column=Column(Text, primary_key=True))
    part: int = Field(sa_column=Column(Integer, primary_key=True))
    fingerprint: str = Field(sa_type=Text)
    at_ms: int
    body: bytes


class OtherRecord(SQLModel, table=True):
    """A later version's record, kept to be handed on."""

    __tablename__ = "other_record"
    hash: bytes = Field(sa_column=Column(LargeBinary, primary_key=True))
    kind: str = Field(sa_type=Text)
    body: bytes


class Audit(SQLModel, table=True):
    """Append-only log, a hash chain."""

    __tablename__ = "audit"
    id: int | None = Field(default=None, primary_key=True)
    at_ms: int
    kind: str = Field(sa_type=Text)
    details: str = Field(sa_type=Text)
    previous: bytes | None = None
    hash: bytes | None = None


class Paper(SQLModel, table=True):
    """A paper of the organisation; the ids are the order of receipt."""

    __tablename__ = "paper"
    id: int | None = Field(default=None, primary_key=True)
    hash: str = Field(sa_type=Text, unique=True)
    kind: str = Field(sa_type=Text)
    at_ms: int
    content: bytes
    signature: bytes
