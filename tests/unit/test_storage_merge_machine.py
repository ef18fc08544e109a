"""The merge as a state machine: laptops, sticks, copies, restored backups, wrong clocks.

The oracle is set union and a walk over the whole graph; the code under test is the real store with real
packages. `make soak` runs it ten thousand times.
"""

import os
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import combinations
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from tests.unit.changesets import ancestors, complete, live_by_walking
from tests.unit.stores import FORM, PASSPHRASE, VILLAGE, a_clock, befriend, held, new_store

from yihu.storage.store import Store
from yihu.sync.changeset import Changeset
from yihu.sync.errors import PackageNotForYou
from yihu.sync.fold import fold
from yihu.sync.linking import link_tree

HOUSEHOLDS = [f"01900000-0000-7000-8000-00000000000{number}" for number in range(2)]
PATHS = ("wage", "=net", "member/r1/name", "member/r1/_del")
VALUES = (None, "1", "2", True, 3)
OTHER_VILLAGE = "999999001002"
NUMBERS = st.integers(0, 9)
MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None


@dataclass
class Laptop:
    """A store and what it must hold."""

    store: Store
    fingerprint: str
    machine: str
    has: dict[str, Changeset] = field(default_factory=dict)
    backup: tuple[Path, dict[str, Changeset]] | None = None
    walked: set[str] = field(default_factory=set)


@dataclass
class Stick:
    """A file, who can open it, and all that is in it."""

    path: Path
    readers: set[str]
    holds: dict[str, Changeset]


class Laptops(RuleBasedStateMachine):
    """Every rule is something that happens in a township."""

    templates: ClassVar[list[Path]] = []

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="yihu-merge-", dir=MEMORY))
        self.laptops: list[Laptop] = []
        self.sticks: list[Stick] = []
        self.open_at: dict[int, str] = {}
        self.count = 0

    @initialize(number=st.integers(2, 3))
    def begin(self, number: int) -> None:
        for name in range(number):
            target = self.folder / str(name)
            shutil.copytree(self.templates[name], target)
            self.add(target, f"machine {name}")

    def add(self, folder: Path, machine: str) -> Laptop:
        store = Store.open(folder, PASSPHRASE, clock=a_clock(), machine=machine)
        laptop = Laptop(store, store.my_card().fingerprint, machine, held(store))
        self.laptops.append(laptop)
        return laptop

    def pick(self, number: int) -> Laptop:
        return self.laptops[number % len(self.laptops)]

    def note(self, laptop: Laptop) -> None:
        """What was just written by the laptop itself is added to what it must hold."""
        now = held(laptop.store)
        assert laptop.has.keys() <= now.keys()
        laptop.has = now

    @rule(
        who=NUMBERS,
        household=st.sampled_from(HOUSEHOLDS),
        path=st.sampled_from(PATHS),
        value=st.sampled_from(VALUES),
    )
    def writes(self, who: int, household: str, path: str, value: str | int | None) -> None:
        laptop = self.pick(who)
        laptop.store.write(household, {f"household/{path}": value, "household/code": VILLAGE}, FORM, "visit")
        self.note(laptop)

    @rule(who=NUMBERS, household=st.sampled_from(HOUSEHOLDS))
    def opens(self, who: int, household: str) -> None:
        self.pick(who).store.open_record(household, "household")

    @rule(
        who=NUMBERS,
        household=st.sampled_from(HOUSEHOLDS),
        path=st.sampled_from(PATHS),
        value=st.sampled_from(VALUES),
    )
    def answers(self, who: int, household: str, path: str, value: str | int | None) -> None:
        store = self.pick(who).store
        before = len(store.drafts(household))
        store.append_draft(household, "household", FORM, {path: value}, f"/data/{path}")
        assert len(store.drafts(household)) == before + 1

    @rule(who=NUMBERS, household=st.sampled_from(HOUSEHOLDS))
    def leaves(self, who: int, household: str) -> None:
        laptop = self.pick(who)
        laptop.store.seal(household)
        assert laptop.store.drafts(household) == ()
        self.note(laptop)

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
            assert conflict.path not in left or len(laptop.store.document(conflict.household_id).heads) > 1

    @rule(who=NUMBERS, same=st.booleans(), paired=st.booleans())
    def says_whether_both_are_one(self, who: int, same: bool, paired: bool) -> None:
        """same_as, not_same_as and the undo of either."""
        laptop = self.pick(who)
        pairs = {f"{row}": f"{row}'" for row in ("r1",)} if paired else None
        laptop.store.decide_same(HOUSEHOLDS[1], HOUSEHOLDS[0], same, pairs)
        self.note(laptop)
        (link,) = laptop.store.links()
        assert (link.same, link.contested) == (same, False)

    @rule(who=NUMBERS, household=st.sampled_from(HOUSEHOLDS), value=st.sampled_from(VALUES))
    def writes_the_others_row(self, who: int, household: str, value: str | int | None) -> None:
        laptop = self.pick(who)
        laptop.store.write(household, {"household/member/r1'/name": value}, FORM, "visit")
        self.note(laptop)

    @rule(who=NUMBERS, household=st.sampled_from(HOUSEHOLDS), code=st.sampled_from((VILLAGE, OTHER_VILLAGE)))
    def moves(self, who: int, household: str, code: str) -> None:
        laptop = self.pick(who)
        laptop.store.move_household(household, code, {"household/code": code}, FORM)
        self.note(laptop)
        assert laptop.store.document(household).values["household/code"] == code

    @rule(who=NUMBERS, household=st.sampled_from(HOUSEHOLDS), team=st.sampled_from(("一队", None)))
    def assigns(self, who: int, household: str, team: str | None) -> None:
        laptop = self.pick(who)
        laptop.store.write(household, {"assignment/team": team}, "assignment@1", "assign")
        self.note(laptop)
        row = laptop.store.household(household)
        assert row is not None
        assert row.assigned_team == (team or "")

    @rule(who=NUMBERS, first=st.booleans())
    def decides_all_by_rule(self, who: int, first: bool) -> None:
        """One change for each household, on top of all heads; nothing is left in conflict there."""
        laptop = self.pick(who)
        found: dict[str, dict[str, object]] = {}
        for row in laptop.store.conflicts():
            value = row.values[0 if first else -1].value
            found.setdefault(row.household_id, {})[row.path] = (
                value is True if row.path.endswith("/_del") else value
            )
        with laptop.store.together():
            for household, values in found.items():
                laptop.store.write(household, values, FORM, "resolution")  # type: ignore[arg-type]
        self.note(laptop)
        for household in found:
            assert laptop.store.conflicts(household) == ()

    @rule(who=NUMBERS, household=st.sampled_from(HOUSEHOLDS), which=NUMBERS)
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

    @rule(who=NUMBERS, whom=NUMBERS, everything=st.booleans(), alone=st.booleans())
    def gives(self, who: int, whom: int, everything: bool, alone: bool) -> None:
        giver, other = self.pick(who), self.pick(whom)
        others = [other] if alone else self.laptops
        to = {each.fingerprint for each in others} - {giver.fingerprint}
        self.stick(giver, to, everything)

    def stick(self, giver: Laptop, to: set[str], everything: bool = False) -> Stick:
        self.count += 1
        path = self.folder / f"{self.count}.yihu"
        report = giver.store.give(path, to, everything=everything)
        self.note(giver)
        stick = Stick(path, {*to, giver.fingerprint}, inside(path, giver))
        assert len(stick.holds) == report.changesets
        assert stick.holds.keys() <= giver.has.keys()
        assert not everything or stick.holds.keys() == giver.has.keys()
        self.sticks.append(stick)
        return stick

    @precondition(lambda self: self.sticks)
    @rule(who=NUMBERS, which=NUMBERS)
    def receives(self, who: int, which: int) -> None:
        self.takes(self.pick(who), self.sticks[-1 - which % len(self.sticks)])

    def takes(self, laptop: Laptop, stick: Stick) -> None:
        if laptop.fingerprint not in stick.readers:
            with pytest.raises(PackageNotForYou):
                laptop.store.receive(stick.path)
            return
        new = stick.holds.keys() - laptop.has.keys()
        report = laptop.store.receive(stick.path)
        assert report.union.new == len(new)
        laptop.has = laptop.has | stick.holds
        assert held(laptop.store).keys() == laptop.has.keys()

    @rule(who=NUMBERS, seen=st.booleans())
    def is_copied(self, who: int, seen: bool) -> None:
        """A whole folder on a second computer; not `seen`: even the machine's own id is the same."""
        if len(self.laptops) < 4:
            original = self.pick(who)
            original.store.close()
            self.count += 1
            target = self.folder / f"copy{self.count}"
            shutil.copytree(original.store.folder, target)
            self.reopen(original)
            self.add(target, f"copy {self.count}" if seen else original.machine)

    @rule(who=NUMBERS)
    def is_backed_up(self, who: int) -> None:
        laptop = self.pick(who)
        laptop.store.close()
        self.count += 1
        target = self.folder / f"backup{self.count}"
        shutil.copytree(laptop.store.folder, target)
        laptop.backup = target, dict(laptop.has)
        self.reopen(laptop)

    @rule(who=NUMBERS, database_only=st.booleans())
    def is_restored(self, who: int, database_only: bool) -> None:
        laptop = self.pick(who)
        if laptop.backup is None:
            return
        before = laptop.store.replica
        laptop.store.close()
        source, laptop.has = laptop.backup[0], dict(laptop.backup[1])
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
        assert held(laptop.store).keys() == laptop.has.keys()

    @rule(who=NUMBERS, seconds=st.integers(-(10**6), 10**6))
    def clock_jumps(self, who: int, seconds: int) -> None:
        self.pick(who).store._clock.at += timedelta(seconds=seconds)  # type: ignore[attr-defined]

    @rule(who=NUMBERS)
    def cache_is_made_anew(self, who: int) -> None:
        store = self.pick(who).store
        before = [(store.document(id), store.household(id)) for id in HOUSEHOLDS]
        store.rebuild()
        assert [(store.document(id), store.household(id)) for id in HOUSEHOLDS] == before

    @invariant()
    def live_answers_are_those_found_by_walking(self) -> None:
        for laptop in self.laptops:
            if laptop.has.keys() == laptop.walked:
                continue
            laptop.walked = set(laptop.has)
            for id, own in sorted(joined_by_walking(laptop.has.values()).items()):
                folded = fold(own)
                live = {
                    path: {
                        (type(write.value).__name__, str(write.value), write.changeset) for write in writes
                    }
                    for path, writes in folded.live.items()
                }
                assert live == live_by_walking(own)
                assert laptop.store.document(id).household_id == id
                assert laptop.store.document(id).values == folded.values
                assert {row.path for row in laptop.store.conflicts(id)} == folded.conflicts.keys()

    def teardown(self) -> None:
        try:
            if self.laptops:
                for number in range(len(self.laptops)):
                    self.cache_is_made_anew(number)
                self.all_meet()
        finally:
            for laptop in self.laptops:
                laptop.store.close()
            shutil.rmtree(self.folder)

    def all_meet(self) -> None:
        """Twice round, each pair says what it has and gives what the other lacks: then all hold all."""
        everything = {id: each for laptop in self.laptops for id, each in laptop.has.items()}
        for _ in range(2):
            for one, other in combinations(self.laptops, 2):
                if one.fingerprint != other.fingerprint:
                    self.takes(other, self.stick(one, {other.fingerprint}))
                    self.takes(one, self.stick(other, {one.fingerprint}))
                    assert other.has.keys() <= one.has.keys()
                    if one.has.keys() != other.has.keys():
                        self.takes(other, self.stick(one, {other.fingerprint}))
                    assert one.has.keys() <= other.has.keys()
            for one in self.laptops:
                everything |= one.has
            if all(laptop.has.keys() == everything.keys() for laptop in self.laptops):
                break
        self.live_answers_are_those_found_by_walking()
        strangers = {laptop.fingerprint for laptop in self.laptops}
        if len(strangers) > 1:
            for laptop in self.laptops:
                assert laptop.has.keys() == everything.keys()
            for id in HOUSEHOLDS:
                assert len({laptop.store.state(id) for laptop in self.laptops}) == 1


def joined_by_walking(changesets: Iterable[Changeset]) -> dict[str, list[Changeset]]:
    """Changesets by the household that they are shown under: two ids are one where the live decision says so."""
    known = list(changesets)
    tree = link_tree(*HOUSEHOLDS)
    decided = live_writes(each for each in known if each.household == tree)
    same = decided.get("same_as/state", (False, 0, ""))[0] is True
    pairs = {
        path.rpartition("/")[2]: write[0]
        for path, write in decided.items()
        if path.startswith("same_as/pair/") and write[0]
    }
    found: dict[str, list[Changeset]] = {}
    here = sorted({each.household for each in known} - {tree})
    for each in known:
        if each.household == tree:
            continue
        home, changes = each.household, each.changes
        if same and len(here) == 2:
            home = here[0]
            changes = {
                path.replace(f"/{row}/", f"/{shown}/"): value
                for path, value in changes.items()
                for row, shown in [
                    next(((other, own) for own, other in pairs.items() if f"/{other}/" in path), ("", ""))
                ]
            }
        found.setdefault(home, []).append(replace(each, changes=changes))
    return found


def live_writes(changesets: Iterable[Changeset]) -> dict[str, tuple[object, int, str]]:
    """Path -> the highest of the writes that no other write of the path descends from."""
    known = complete(changesets)
    found: dict[str, tuple[object, int, str]] = {}
    for id, each in known.items():
        for path, value in each.changes.items():
            later = [other for other in known.values() if path in other.changes and other.id != id]
            if any(id in ancestors(known, other.id) for other in later):
                continue
            best = found.get(path)
            if best is None or (each.hlc, id) > best[1:]:
                found[path] = value, each.hlc, id
    return found


def inside(path: Path, reader: Laptop) -> dict[str, Changeset]:
    """All changesets of a file."""
    from yihu.sync.changeset import read_changeset
    from yihu.sync.package import open_package, read_envelope

    found: dict[str, Changeset] = {}

    def take(ids: list[bytes], bodies: list[bytes]) -> None:
        found.update({id.hex(): read_changeset(body) for id, body in zip(ids, bodies, strict=True)})

    with path.open("rb") as file:
        envelope = read_envelope(file, path.stat().st_size, "x")
        open_package(file, envelope, reader.store._identity, lambda kind, payload: None, take)
    return found


@pytest.fixture(scope="module", autouse=True)
def _templates(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Making a folder anew for each run would take most of the time."""
    stores = [new_store(tmp_path_factory.mktemp("laptop") / str(name), f"{name}号") for name in range(3)]
    befriend(*stores)
    for store in stores:
        store.close()
    Laptops.templates = [store.folder for store in stores]


HEALTHY = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]


def campaign(runs: int) -> None:
    run_state_machine_as_test(
        Laptops,
        settings=settings(
            max_examples=runs,
            stateful_step_count=15,
            deadline=None,
            suppress_health_check=HEALTHY,
            database=None,
        ),
    )


def test_whatever_happens_to_laptops_and_sticks_nothing_is_lost_and_all_agree() -> None:
    campaign(80)


@pytest.mark.soak
def test_the_same_ten_thousand_times() -> None:
    campaign(int(os.environ.get("YIHU_SOAK_RUNS", "10000")))
