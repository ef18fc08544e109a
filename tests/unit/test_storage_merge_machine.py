"""The merge as a state machine: laptops, sticks, copies, restored backups, wrong clocks, older and newer versions.

The oracle is set union and a walk over the whole graph (`merge_oracle.py`); the code under test is the real store
with real packages. Checks bear the names of the invariants of the design (sync facts 12):

    I1 union laws · I2 equal sets, equal bytes of state · I3 nothing is lost · I4 live answers = reachability
    I5 all or nothing · I6 no changed byte · I7 opens for its recipients and nobody else · I8 what is not
    understood goes on byte for byte · I10 a cache made anew is the same     (I9, memory: tests/faults)

`make soak` runs it ten thousand times; `YIHU_SOAK_RUNS` says otherwise.
"""

import os
import random
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import combinations
from pathlib import Path
from typing import ClassVar

import orjson
import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from tests.unit.changesets import live_by_walking
from tests.unit.merge_oracle import FACT, fact_by_walking, in_store, joined_by_walking
from tests.unit.stores import FORM, PASSPHRASE, VILLAGE, SomeForm, a_clock, befriend, new_store

from yihu.base.errors import UserError
from yihu.storage.store import Store
from yihu.sync.changeset import Changeset, Value, read_changeset, write_changeset
from yihu.sync.clock import hlc
from yihu.sync.errors import ChangesetInvalid, PackageNotForYou
from yihu.sync.fold import fold
from yihu.sync.frames import CHANGESET, KNOWN_KINDS, SUMMARY, TOMBSTONE, Record, batches
from yihu.sync.keys import Card, Identity, new_identity
from yihu.sync.package import Header, open_package, read_envelope, write_package
from yihu.sync.tombstone import erased_changeset

HOUSEHOLDS = [f"01900000-0000-7000-8000-00000000000{number}" for number in range(2)]
PATHS = (
    "household/wage",
    "household/=net",
    "household/amount",
    "household/unit",
    "household/_state",
    "household/member/r1/name",
    "household/member/r1/_del",
    "household/member/r1/_row",
    "plan/measure/m1/content",
    "plan/measure/m1/_del",
)
VALUES = (None, "1", "2", True, 3)
KINDS = ("visit", "finish", "leave", "plan", "resurvey")
OTHER_VILLAGE = "999999001002"
FORM_TEXT = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:y="urn:yihu:xlsform"><h:head><h:title>x</h:title><model><instance><data id="household" version="1"><amount/>
<unit/></data></instance><bind nodeset="/data/amount" type="string" y:atomicGroup="pay"/><bind nodeset="/data/unit"
 type="string" y:atomicGroup="pay"/></model></h:head><h:body><input ref="/data/amount"><label>a</label></input>
<input ref="/data/unit"><label>u</label></input></h:body></h:html>"""
NUMBERS = st.integers(0, 9)
SOME_HOUSEHOLD = st.sampled_from(HOUSEHOLDS)
MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None
LAPTOPS_AT_MOST = 6
RUNS_IN_MEMORY = 25
Graves = dict[str, Changeset]


@dataclass
class Laptop:
    """A store and what it must hold."""

    store: Store
    fingerprint: str
    machine: str
    has: dict[str, Changeset] = field(default_factory=dict)
    graves: Graves = field(default_factory=dict)
    others: frozenset[Record] = frozenset()
    backup: tuple[Path, dict[str, Changeset], Graves, frozenset[Record]] | None = None
    walked: tuple[object, ...] = ()


@dataclass
class Stick:
    """A file, who can open it, and all that is in it."""

    path: Path
    readers: set[str]
    holds: dict[str, Changeset]
    graves: Graves = field(default_factory=dict)
    others: frozenset[Record] = frozenset()
    giver: Laptop | None = None
    package: str = ""


class Newer:
    """A laptop with a version of the program that does not exist yet."""

    def __init__(self) -> None:
        self.identity = new_identity(os.urandom)
        self.card = self.identity.card("未来队", "未来", 1)
        self.replica = "f" * 32
        self.made: list[Changeset] = []

    def writes(self, household: str, path: str, value: Value) -> Changeset:
        last = self.made[-1] if self.made else None
        parents = [each.id for each in self.made if each.household == household][-1:]
        plain = write_changeset(
            household=household,
            parents=parents,
            changes={path: value},
            hlc=hlc(1_800_000_000_000) + len(self.made),
            replica=self.replica,
            scope=VILLAGE,
            seq=len(self.made) + 1,
            previous=last.id if last else None,
            user="未",
            form=FORM,
            kind="merged_by_ai",
        )
        later = orjson.loads(plain.body) | {"zz": {"deep": [1, None, "二"]}, "b": [], "~": True}
        self.made.append(read_changeset(orjson.dumps(later, option=orjson.OPT_SORT_KEYS)))
        return self.made[-1]


class Laptops(RuleBasedStateMachine):
    """Every rule is something that happens in a township."""

    templates: ClassVar[list[Path]] = []
    newer: ClassVar[Newer]

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="yihu-merge-", dir=MEMORY))
        self.laptops: list[Laptop] = []
        self.sticks: list[Stick] = []
        self.count = 0
        self.newer.made.clear()

    @initialize(number=st.integers(2, 4))
    def begin(self, number: int) -> None:
        for name in range(number):
            target = self.folder / str(name)
            shutil.copytree(self.templates[name], target)
            self.add(target, f"machine {name}")

    def add(self, folder: Path, machine: str, like: Laptop | None = None) -> Laptop:
        store = Store.open(folder, PASSPHRASE, clock=a_clock(), machine=machine)
        laptop = Laptop(store, store.my_card().fingerprint, machine, in_store(store))
        if like is not None:
            laptop.graves, laptop.others = dict(like.graves), like.others
            assert laptop.has == like.has
        self.laptops.append(laptop)
        return laptop

    def pick(self, number: int) -> Laptop:
        return self.laptops[number % len(self.laptops)]

    def note(self, laptop: Laptop) -> None:
        """I3, I6: what the laptop wrote is added to what it must hold; nothing of that ever changes."""
        now = in_store(laptop.store)
        assert {id: now.get(id) for id in laptop.has} == laptop.has
        laptop.has = now

    def write(
        self, laptop: Laptop, household: str, changes: Mapping[str, Value], kind: str, *heads: str
    ) -> None:
        laptop.store.write(household, dict(changes), FORM, kind, heads or None)
        self.note(laptop)

    # -- answering

    @rule(
        who=NUMBERS,
        household=SOME_HOUSEHOLD,
        path=st.sampled_from(PATHS),
        value=st.sampled_from(VALUES),
        kind=st.sampled_from(KINDS),
    )
    def writes(self, who: int, household: str, path: str, value: str | int | None, kind: str) -> None:
        self.write(self.pick(who), household, {path: value, "household/code": VILLAGE}, kind)

    @rule(who=NUMBERS, household=SOME_HOUSEHOLD, amount=st.sampled_from("12"), unit=st.sampled_from("元斤"))
    def writes_both_halves_of_a_fact(self, who: int, household: str, amount: str, unit: str) -> None:
        self.write(self.pick(who), household, dict(zip(FACT, (amount, unit), strict=True)), "visit")

    @rule(who=NUMBERS, household=SOME_HOUSEHOLD)
    def opens(self, who: int, household: str) -> None:
        self.pick(who).store.open_record(household, "household")

    @rule(
        who=NUMBERS,
        household=SOME_HOUSEHOLD,
        path=st.sampled_from([path.partition("/")[2] for path in PATHS if path.startswith("household/")]),
        value=st.sampled_from(VALUES),
    )
    def answers(self, who: int, household: str, path: str, value: str | int | None) -> None:
        store = self.pick(who).store
        before = len(store.drafts(household))
        store.append_draft(household, "household", FORM, {path: value}, f"/data/{path}")
        assert len(store.drafts(household)) == before + 1

    @rule(who=NUMBERS, household=SOME_HOUSEHOLD)
    def leaves(self, who: int, household: str) -> None:
        laptop = self.pick(who)
        laptop.store.seal(household)
        assert laptop.store.drafts(household) == ()
        self.note(laptop)

    @rule(who=NUMBERS, household=SOME_HOUSEHOLD, row=st.sampled_from(("r1", "r2")), add=st.booleans())
    def adds_or_removes_a_row(self, who: int, household: str, row: str, add: bool) -> None:
        path = f"household/member/{row}"
        given: dict[str, Value] = {f"{path}/_row": 1, f"{path}/name": "新"} if add else {f"{path}/_del": True}
        laptop = self.pick(who)
        self.write(laptop, household, given, "visit")
        if not add:
            assert f"{path}/name" not in laptop.store.document(household).values

    @rule(who=NUMBERS, household=SOME_HOUSEHOLD)
    def surveys_anew(self, who: int, household: str) -> None:
        """All answers are cleared, and the survey is open again."""
        laptop = self.pick(who)
        known = laptop.store.document(household).values
        cleared = {path: None for path in known if path.startswith("household/") and "/_" not in path}
        self.write(laptop, household, {**cleared, "household/_state": "draft"}, "resurvey")

    @rule(who=NUMBERS, household=SOME_HOUSEHOLD, value=st.sampled_from(VALUES))
    def writes_the_others_row(self, who: int, household: str, value: str | int | None) -> None:
        self.write(self.pick(who), household, {"household/member/r1'/name": value}, "visit")

    # -- deciding

    @rule(who=NUMBERS, which=NUMBERS)
    def decides(self, who: int, which: int) -> None:
        laptop = self.pick(who)
        conflicts = laptop.store.conflicts()
        if conflicts:
            conflict = conflicts[which % len(conflicts)]
            value = conflict.values[0].value if not conflict.path.endswith("/_del") else True
            laptop.store.write(
                conflict.household_id, {conflict.path: value}, FORM, "resolution", conflict.heads
            )
            self.note(laptop)
            left = {row.path for row in laptop.store.conflicts(conflict.household_id)}
            heads = laptop.store.document(conflict.household_id).heads
            assert conflict.path not in left or len(heads) > 1 or conflict.path in FACT

    @rule(who=NUMBERS, same=st.sampled_from((True, False, None)), paired=st.booleans())
    def says_whether_both_are_one(self, who: int, same: bool | None, paired: bool) -> None:
        """same_as, not_same_as, the undo of either, and undecided again."""
        laptop = self.pick(who)
        pairs = {f"{row}": f"{row}'" for row in ("r1",)} if paired else None
        if same is None:
            laptop.store.leave_undecided(HOUSEHOLDS[1], HOUSEHOLDS[0])
        else:
            laptop.store.decide_same(HOUSEHOLDS[1], HOUSEHOLDS[0], same, pairs)
        self.note(laptop)
        found = [(link.same, link.contested) for link in laptop.store.links()]
        assert found == ([] if same is None else [(same, False)])

    @rule(who=NUMBERS, household=SOME_HOUSEHOLD, code=st.sampled_from((VILLAGE, OTHER_VILLAGE)))
    def moves(self, who: int, household: str, code: str) -> None:
        laptop = self.pick(who)
        laptop.store.move_household(household, code, {"household/code": code}, FORM)
        self.note(laptop)
        assert laptop.store.document(household).values["household/code"] == code

    @rule(who=NUMBERS, back=st.booleans())
    def moves_a_member(self, who: int, back: bool) -> None:
        """Told in both households, in one transaction."""
        laptop = self.pick(who)
        source, target = HOUSEHOLDS[::-1] if back else HOUSEHOLDS
        with laptop.store.together():
            laptop.store.write(
                source,
                {"household/member/r2/_moved_to": f"{target}/r2", "household/member/r2/_del": True},
                FORM,
                "move_member",
            )
            laptop.store.write(
                target,
                {"household/member/r3/_moved_from": f"{source}/r2", "household/member/r3/name": "迁"},
                FORM,
                "move_member",
            )
        self.note(laptop)

    @rule(who=NUMBERS, household=SOME_HOUSEHOLD, team=st.sampled_from(("一队", None)))
    def assigns(self, who: int, household: str, team: str | None) -> None:
        laptop = self.pick(who)
        laptop.store.write(household, {"assignment/team": team}, "assignment@1", "assign")
        self.note(laptop)
        row = laptop.store.household(household)
        assert row is not None
        assert row.assigned_team == (team or "")

    @rule(who=NUMBERS, first=st.booleans(), undone=st.booleans())
    def decides_all_by_rule(self, who: int, first: bool, undone: bool) -> None:
        """One change for each household, on top of all heads; nothing is left in conflict there."""
        laptop = self.pick(who)
        found: dict[str, dict[str, object]] = {}
        for row in laptop.store.conflicts():
            value = row.values[0 if first else -1].value
            found.setdefault(row.household_id, {})[row.path] = (
                value is True if row.path.endswith("/_del") else value
            )
        before = {household: laptop.store.document(household).values for household in found}
        with laptop.store.together():
            for household, values in found.items():
                laptop.store.write(household, values, FORM, "resolution")  # type: ignore[arg-type]
        self.note(laptop)
        for household in found:
            assert laptop.store.conflicts(household) == ()
        if undone:
            self.takes_a_batch_back(laptop, {each: tuple(found[each]) for each in found}, before)

    def takes_a_batch_back(
        self,
        laptop: Laptop,
        decided: Mapping[str, tuple[str, ...]],
        before: Mapping[str, Mapping[str, Value]],
    ) -> None:
        with laptop.store.together():
            for household, paths in decided.items():
                back = {path: before[household][path] for path in paths if path in before[household]}
                if back:
                    laptop.store.write(household, back, FORM, "undo")
        self.note(laptop)

    @rule(who=NUMBERS, household=SOME_HOUSEHOLD, which=NUMBERS)
    def takes_back(self, who: int, household: str, which: int) -> None:
        """The value from before, where the change still holds."""
        laptop = self.pick(who)
        events = [each for each in laptop.store.history(household) if not each.waiting]
        if not events:
            return
        event = events[which % len(events)]
        document = laptop.store.document(household)
        back = {
            change.path: change.before
            for change in event.changes
            if document.values.get(change.path) == change.after and change.before is not None
        }
        if back:
            laptop.store.write(household, back, FORM, "undo", document.heads)
            self.note(laptop)

    @rule(who=NUMBERS, household=SOME_HOUSEHOLD)
    def erases(self, who: int, household: str) -> None:
        """Only what the laptop wrote itself: what others wrote is for a coordinator."""
        laptop = self.pick(who)
        ids = laptop.store.ids_of(household)
        with laptop.store._db.read() as connection:
            own = laptop.store._own_replicas(connection)
        written = [each for each in laptop.has.values() if each.household in ids and each.body]
        if not written or not {each.replica for each in written} <= own:
            return
        laptop.store.erase_household(household, "request")
        now = in_store(laptop.store)
        gone = {each.id for each in written}
        assert {id for id in now if now[id] != laptop.has[id]} == gone
        assert all(now[id].body == b"" for id in gone)
        laptop.graves |= {id: now[id] for id in gone}
        laptop.has = now

    # -- giving and receiving

    @rule(
        who=NUMBERS,
        whom=NUMBERS,
        everything=st.booleans(),
        alone=st.booleans(),
        part=st.sampled_from(["all", "all", "village", "household", "parts"]),
    )
    def gives(self, who: int, whom: int, everything: bool, alone: bool, part: str) -> None:
        giver, other = self.pick(who), self.pick(whom)
        others = [other] if alone else self.laptops
        to = {each.fingerprint for each in others} - {giver.fingerprint}
        self.give(giver, to, everything, part)

    def give(self, giver: Laptop, to: set[str], everything: bool = False, part: str = "all") -> list[Stick]:
        self.count += 1
        path = self.folder / f"{self.count}.yihu"
        report = giver.store.give(
            path,
            to,
            everything=everything,
            villages=[VILLAGE] if part == "village" else None,
            households=[HOUSEHOLDS[0]] if part == "household" else None,
            part_bytes=900 if part == "parts" else 10**8,
        )
        self.note(giver)
        sticks = []
        for file in report.files:
            holds, graves, others = inside(path.with_name(file.name), giver.store._identity)
            readers = {*to, giver.fingerprint}
            sticks.append(
                Stick(path.with_name(file.name), readers, holds, graves, others, giver, report.package)
            )
        whole = {id: each for stick in sticks for id, each in stick.holds.items()}
        assert len(whole) == report.changesets
        assert {id: giver.has[id] for id in whole} == whole  # I3, I6
        assert sticks[0].others == giver.others  # I8
        assert sticks[0].graves == giver.graves
        assert (
            not everything
            or part not in ("all", "parts")
            or whole.keys() == giver.has.keys() - giver.graves.keys()
        )
        self.sticks += sticks
        return sticks

    @rule(who=NUMBERS, whom=NUMBERS, order=st.randoms())
    def gives_as_release_0_1_0_did(self, who: int, whom: int, order: random.Random) -> None:
        """Its own work, one change a record, children before parents, nothing signed but the file."""
        giver, other = self.pick(who), self.pick(whom)
        with giver.store._db.read() as connection:
            own = giver.store._own_replicas(connection)
        holds = {id: each for id, each in giver.has.items() if each.replica in own and each.body}
        bodies = [each.body for each in holds.values()]
        order.shuffle(bodies)
        records: list[Record] = [
            (SUMMARY, b'{"tips":[],"wants":[]}'),
            *((CHANGESET, body) for body in bodies),
        ]
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("yihu.sync.header.FORMAT", 1)
            stick = self.written(giver.store._identity, giver.store.my_card(), [other], records)
        stick.holds = holds

    def written(
        self, identity: Identity, card: Card, to: Sequence[Laptop], records: Iterable[Record]
    ) -> Stick:
        self.count += 1
        path = self.folder / f"{self.count}.yihu"
        cards = list(
            {each.fingerprint: each for each in (card, *(one.store.my_card() for one in to))}.values()
        )
        header = Header(
            package=f"p{self.count}",
            kind="full",
            made_ms=1,
            app="x",
            card=card,
            to=tuple(each.fingerprint for each in cards),
        )
        with path.open("w+b") as file:
            write_package(file, header, records, identity, [each.receive for each in cards])
        self.sticks.append(Stick(path, {each.fingerprint for each in cards}, {}))
        return self.sticks[-1]

    @rule(
        whom=NUMBERS,
        household=SOME_HOUSEHOLD,
        path=st.sampled_from(PATHS),
        value=st.sampled_from(VALUES),
        new=st.integers(0, 2),
        strange=st.binary(max_size=5),
    )
    def a_newer_version_gives(
        self, whom: int, household: str, path: str, value: Value, new: int, strange: bytes
    ) -> None:
        """Fields, kinds of changes and kinds of records that nobody here knows; now and then only the newest of them."""
        made = [self.newer.writes(household, path, value) for _ in range(new)]
        sent = made if len(strange) > 2 else self.newer.made
        record: Record = ("from_the_future", strange)
        records = [*batches([each.body for each in sent]), record]
        stick = self.written(self.newer.identity, self.newer.card, [self.pick(whom)], records)
        stick.holds, stick.others = {each.id: each for each in sent}, frozenset((record,))

    @precondition(lambda self: self.sticks)
    @rule(who=NUMBERS, which=NUMBERS)
    def receives(self, who: int, which: int) -> None:
        self.takes(self.pick(who), self.sticks[-1 - which % len(self.sticks)])

    def takes(self, laptop: Laptop, stick: Stick) -> None:
        if laptop.fingerprint not in stick.readers:
            with pytest.raises(PackageNotForYou):  # I7
                laptop.store.receive(stick.path)
            return
        new = (stick.holds.keys() | stick.graves.keys()) - laptop.has.keys()
        report = laptop.store.receive(stick.path)
        assert report.union.new == len(new)
        laptop.graves |= {id: each for id, each in stick.graves.items() if id not in laptop.graves}
        laptop.has = stick.holds | laptop.has | laptop.graves
        laptop.others |= stick.others
        assert in_store(laptop.store) == laptop.has  # I3, I6
        self.confirms(stick, laptop, report.receipt)

    def confirms(self, stick: Stick, taker: Laptop, receipt: str) -> None:
        """The receipt is shown to whoever gave it, if that laptop still remembers."""
        if stick.giver is None or stick.giver.fingerprint == taker.fingerprint:
            return
        store = stick.giver.store
        if not any(row.package == stick.package for row in store.given()):
            return  # restored from a backup meanwhile
        assert store.take_receipt(receipt) == stick.package
        [row] = [
            row
            for row in store.given()
            if (row.package, row.fingerprint) == (stick.package, taker.fingerprint)
        ]
        assert row.parts_confirmed >= 1
        assert (row.state == "confirmed") == (row.parts_confirmed == row.parts)

    @precondition(lambda self: self.sticks)
    @rule(who=NUMBERS, which=NUMBERS, place=st.floats(0, 1, exclude_max=True), bit=st.integers(-1, 7))
    def receives_a_spoilt_file(self, who: int, which: int, place: float, bit: int) -> None:
        """I5, I6: one bit is another, or the rest is missing."""
        laptop, stick = self.pick(who), self.sticks[-1 - which % len(self.sticks)]
        data = bytearray(stick.path.read_bytes())
        at = int(place * len(data))
        if bit < 0:
            del data[at:]
        else:
            data[at] ^= 1 << bit
        self.refuses(laptop, bytes(data), UserError)

    @rule(who=NUMBERS, whom=NUMBERS)
    def receives_a_bad_change_behind_good_ones(self, who: int, whom: int) -> None:
        """I5: rightly signed, and still nothing of it is taken in."""
        giver, taker = self.pick(who), self.pick(whom)
        good = [each.body for each in giver.has.values() if each.body]
        records = [*batches(good), ("from_the_future", b"lost"), *batches([b'{"c":{}}'])]
        stick = self.written(giver.store._identity, giver.store.my_card(), [taker], records)
        self.sticks.remove(stick)
        self.refuses(taker, stick.path.read_bytes(), ChangesetInvalid)

    def refuses(self, laptop: Laptop, data: bytes, error: type[UserError]) -> None:
        path = self.folder / "spoilt.yihu"
        path.write_bytes(data)
        with pytest.raises(error):
            laptop.store.receive(path)
        assert in_store(laptop.store) == laptop.has

    # -- what happens to computers

    @rule(who=NUMBERS, seen=st.booleans())
    def is_copied(self, who: int, seen: bool) -> None:
        """A whole folder on a second computer; not `seen`: even the machine's own id is the same."""
        if len(self.laptops) < LAPTOPS_AT_MOST:
            original = self.pick(who)
            original.store.close()
            self.count += 1
            target = self.folder / f"copy{self.count}"
            shutil.copytree(original.store.folder, target)
            self.reopen(original)
            self.add(target, f"copy {self.count}" if seen else original.machine, original)

    @rule(who=NUMBERS)
    def is_told_to_be_a_copy(self, who: int) -> None:
        laptop = self.pick(who)
        before = laptop.store.replica
        assert laptop.store.take_new_replica() != before
        assert not laptop.store.copy_suspected

    @rule(who=NUMBERS)
    def is_backed_up(self, who: int) -> None:
        laptop = self.pick(who)
        laptop.store.close()
        self.count += 1
        target = self.folder / f"backup{self.count}"
        shutil.copytree(laptop.store.folder, target)
        laptop.backup = target, dict(laptop.has), dict(laptop.graves), laptop.others
        self.reopen(laptop)

    @rule(who=NUMBERS, database_only=st.booleans())
    def is_restored(self, who: int, database_only: bool) -> None:
        laptop = self.pick(who)
        if laptop.backup is None:
            return
        before = laptop.store.replica
        laptop.store.close()
        source, has, graves, laptop.others = laptop.backup
        laptop.has, laptop.graves = dict(has), dict(graves)
        if database_only:
            for name in ("yihu.db", "yihu.db-wal", "yihu.db-shm"):
                (laptop.store.folder / name).unlink(missing_ok=True)
            shutil.copy(source / "yihu.db", laptop.store.folder)
        else:
            shutil.rmtree(laptop.store.folder)
            shutil.copytree(source, laptop.store.folder)
        self.reopen(laptop)
        assert not database_only or laptop.store.replica != before

    def reopen(self, laptop: Laptop) -> None:
        clock = laptop.store._clock
        laptop.store = Store.open(laptop.store.folder, PASSPHRASE, clock=clock, machine=laptop.machine)
        assert in_store(laptop.store) == laptop.has

    @rule(who=NUMBERS, seconds=st.integers(-(10**6), 10**6))
    def clock_jumps(self, who: int, seconds: int) -> None:
        self.pick(who).store._clock.at += timedelta(seconds=seconds)  # type: ignore[attr-defined]

    @rule(who=NUMBERS)
    def cache_is_made_anew(self, who: int) -> None:
        """I10."""
        store = self.pick(who).store
        before = [(store.document(id), store.household(id), store.state(id)) for id in HOUSEHOLDS]
        store.rebuild()
        assert [(store.document(id), store.household(id), store.state(id)) for id in HOUSEHOLDS] == before

    # -- what always holds

    @invariant()
    def i2_equal_sets_give_equal_bytes_of_state(self) -> None:
        states: dict[tuple[object, ...], tuple[bytes, ...]] = {}
        for laptop in self.laptops:
            key = frozenset(laptop.has), frozenset(laptop.graves)
            state = tuple(laptop.store.state(id) for id in HOUSEHOLDS)
            assert states.setdefault(key, state) == state

    @invariant()
    def i4_live_answers_are_those_found_by_walking(self) -> None:
        for laptop in self.laptops:
            walked = frozenset(laptop.has), frozenset(laptop.graves)
            if laptop.walked == walked:
                continue
            laptop.walked = walked
            for id, own in sorted(joined_by_walking(laptop.has.values(), *HOUSEHOLDS).items()):
                folded = fold(own, laptop.store.group_of)
                live = {
                    path: {
                        (type(write.value).__name__, str(write.value), write.changeset) for write in writes
                    }
                    for path, writes in folded.live.items()
                }
                assert live == live_by_walking(own)
                for writes in folded.live.values():
                    ranks = [(write.hlc, write.changeset) for write in writes]
                    assert ranks == sorted(ranks, reverse=True)
                fact = fact_by_walking(own)
                assert {path: folded.values.get(path) for path in fact} == fact
                document = laptop.store.document(id)
                assert document.household_id == id
                assert document.values == folded.values
                assert document.heads == folded.heads
                assert {row.path for row in laptop.store.conflicts(id)} == folded.conflicts.keys()

    def teardown(self) -> None:
        try:
            if self.laptops:
                for number in range(len(self.laptops)):
                    self.cache_is_made_anew(number)
                self.all_meet()
                self.i1_union_in_any_order_and_twice()
        finally:
            for laptop in self.laptops:
                laptop.store.close()
            shutil.rmtree(self.folder)

    def all_meet(self) -> None:
        """I3: twice round, each pair says what it has and gives what the other lacks: then all hold all."""
        everything = {id: each for laptop in self.laptops for id, each in laptop.has.items()}
        for _ in range(2):
            for one, other in combinations(self.laptops, 2):
                if one.fingerprint != other.fingerprint:
                    self.hands(one, other)
                    self.hands(other, one)
                    assert other.has.keys() <= one.has.keys()
                    if one.has.keys() != other.has.keys():
                        self.hands(one, other)
                    assert one.has.keys() <= other.has.keys()
            for one in self.laptops:
                everything |= one.has
            if all(laptop.has.keys() == everything.keys() for laptop in self.laptops):
                break
        self.i4_live_answers_are_those_found_by_walking()
        self.i2_equal_sets_give_equal_bytes_of_state()
        if len({laptop.fingerprint for laptop in self.laptops}) > 1:
            for laptop in self.laptops:
                assert laptop.has.keys() == everything.keys()

    def hands(self, one: Laptop, other: Laptop) -> None:
        for stick in self.give(one, {other.fingerprint}):
            self.takes(other, stick)

    def i1_union_in_any_order_and_twice(self) -> None:
        """Commutative, associative, idempotent: a fresh laptop that gets all in another order, in two heaps, twice."""
        first = self.laptops[0]
        if first.graves or not first.has:
            return  # a tombstone is no changeset: it comes by file only
        target = self.folder / "fresh"
        shutil.copytree(self.templates[-1], target)
        fresh = Store.open(target, PASSPHRASE, clock=a_clock(), machine="fresh")
        try:
            bodies = [each.body for each in first.has.values()]
            random.Random(len(bodies)).shuffle(bodies)
            for heap in (bodies[::2], bodies, bodies[1::2]):
                fresh.union(heap)
            fresh.refold_dirty()
            for id in HOUSEHOLDS:
                assert fresh.state(id) == first.store.state(id)
        finally:
            fresh.close()


def inside(path: Path, reader: Identity) -> tuple[dict[str, Changeset], Graves, frozenset[Record]]:
    """All changesets of a file, all tombstones, all records of unknown kinds."""
    found: dict[str, Changeset] = {}
    graves: Graves = {}
    others: set[Record] = set()

    def take(kind: str, payload: bytes) -> None:
        if kind == TOMBSTONE:
            place = erased_changeset(orjson.loads(orjson.loads(payload)["content"]))
            graves[place.id] = place
        elif kind not in KNOWN_KINDS:
            others.add((kind, payload))

    def take_many(ids: list[bytes], bodies: list[bytes]) -> None:
        found.update({id.hex(): read_changeset(body) for id, body in zip(ids, bodies, strict=True)})

    with path.open("rb") as file:
        envelope = read_envelope(file, path.stat().st_size, "x")
        open_package(file, envelope, reader, take, take_many)
    return found, graves, frozenset(others)


@pytest.fixture(scope="module", autouse=True)
def _templates(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Making a folder anew for each run would take most of the time."""
    Laptops.newer = Newer()
    form = SomeForm(xform=FORM_TEXT)
    stores = [
        new_store(tmp_path_factory.mktemp("laptop") / str(name), f"{name}号", form=form) for name in range(4)
    ]
    befriend(*stores)
    for store in stores:
        store.trust(Laptops.newer.card)
        store.close()
    Laptops.templates = [store.folder for store in stores]


HEALTHY = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]


def campaign(runs: int, laptops: type[Laptops] = Laptops, steps: int = 15) -> None:
    run_state_machine_as_test(
        laptops,
        settings=settings(
            max_examples=runs,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=HEALTHY,
            database=None,
            phases=[Phase.generate],  # to make a failing run shorter takes longer than to read it
        ),
    )


@pytest.mark.parametrize("share", [1, 2])
def test_whatever_happens_to_laptops_and_sticks_nothing_is_lost_and_all_agree(share: int) -> None:
    """Two halves, so that two processes share them; each has runs of its own, the same every time."""
    half = seed(share)(type("Half", (Laptops,), {}))
    campaign(int(os.environ.get("YIHU_RUNS", "80")) // 2, half)


@pytest.mark.soak
def test_ten_thousand_other_runs() -> None:
    """Many short campaigns: hypothesis keeps in memory whatever it has tried, until a campaign ends.

    `YIHU_SOAK_SEED` repeats one; a failure tells it.
    """
    runs = int(os.environ.get("YIHU_SOAK_RUNS", "10000"))
    start = int(os.environ.get("YIHU_SOAK_SEED") or random.SystemRandom().randrange(10**9))
    for number, done in enumerate(range(0, runs, RUNS_IN_MEMORY), start):
        try:
            campaign(min(RUNS_IN_MEMORY, runs - done), seed(number)(type("Share", (Laptops,), {})))
        except BaseException as error:
            error.add_note(f"again: YIHU_SOAK_SEED={number} YIHU_SOAK_RUNS={RUNS_IN_MEMORY}")
            raise
