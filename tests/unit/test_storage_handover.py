"""Giving and receiving on the real store: all of a file or nothing, and the report says which."""

import os
import shutil
from itertools import permutations
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from tests.examples import examples
from tests.unit.changesets import changeset
from tests.unit.stores import (
    FORM,
    VILLAGE,
    SomeForm,
    add_household,
    befriend,
    bodies,
    close_all,
    dump,
    held,
    later,
    new_store,
)

from yihu.base.errors import Cancelled, DiskFull, FileUnreadable, FolderNotWritable, UserError
from yihu.base.progress import Stoppable
from yihu.storage import giving, receiving
from yihu.storage.database import DATABASE_NAME, LOG_PAGES, Database
from yihu.storage.errors import (
    AttachmentDamaged,
    AttachmentMissing,
    PackageVerifyFailed,
    RecipientUnknown,
    SenderUnknown,
)
from yihu.storage.merging import preloaded
from yihu.storage.store import Store
from yihu.sync import package
from yihu.sync.errors import (
    ChangesetInvalid,
    PackageDamaged,
    PackageForeign,
    PackageNotForYou,
    PackageTruncated,
)
from yihu.sync.frames import CHANGESET, SUMMARY, Piece, Record
from yihu.sync.frames import FORM as FORM_RECORD
from yihu.sync.package import Header, write_package

HOME = "01900000-0000-7000-8000-000000000001"
FAR = "01900000-0000-7000-8000-000000000002"
REGISTER = (
    "changeset",
    "chain",
    "chain_tip",
    "household",
    "document",
    "term",
    "form",
    "attachment",
    "other_record",
    "setting",
)


@pytest.fixture
def one(tmp_path: Path) -> Store:
    store = new_store(tmp_path / "one", "一号")
    add_household(store, HOME)
    return store


@pytest.fixture
def two(tmp_path: Path, one: Store) -> Store:
    store = new_store(tmp_path / "two", "二号")
    befriend(one, store)
    return store


def name_of(store: Store) -> str:
    return store.my_card().fingerprint


def hand_over(giver: Store, taker: Store, path: Path, **options: bool) -> Path:
    giver.give(path, [name_of(taker)], **options)
    taker.receive(path)
    return path


def crafted(path: Path, sender: Store, taker: Store, records: list[Record]) -> Path:
    """A rightly signed and encrypted file with any records."""
    cards = (sender.my_card(), taker.my_card())
    header = Header(
        package="p",
        kind="full",
        made_ms=1,
        app="9",
        card=cards[0],
        to=tuple(card.fingerprint for card in cards),
    )
    with path.open("w+b") as file:
        write_package(file, header, records, sender._identity, [card.receive for card in cards])
    return path


def test_a_household_its_form_and_its_photo_arrive(one: Store, two: Store, tmp_path: Path) -> None:
    photo = one.put_attachment(b"photo" * 200_000, ".JPG")
    one.write(HOME, {"household/photo": photo}, FORM, "visit")
    one.put_form(SomeForm(id="visit", sha256="cd" * 32, attachments={"a.csv": b"a" * 700_000, "b.csv": b""}))
    given = one.give(tmp_path / "x.yihu", [name_of(two)])
    assert (given.households, given.changesets, given.attachments, given.sealed) == (1, 2, 1, 0)
    assert not two.has_attachment(photo)
    taken = two.receive(tmp_path / "x.yihu")
    assert (taken.union.new, taken.union.new_households, taken.union.conflicts) == (2, 1, 0)
    assert (taken.sender, taken.team, taken.forms, taken.attachments) == ("一号", "上坪队", ("visit@1",), 0)
    assert [(file.name, file.attachments) for file in given.files] == [("x.yihu", 0), ("x-2of2.yihu", 1)]
    assert two.receive(tmp_path / "x-2of2.yihu").attachments == 1
    assert two.attachment(photo) == b"photo" * 200_000
    form = two.form("visit")
    assert form is not None
    assert (form.attachments["a.csv"], form.attachments["b.csv"]) == (b"a" * 700_000, b"")
    assert two.state(HOME) == one.state(HOME)
    assert two.household(HOME) == one.household(HOME)
    assert two.history(HOME)[0].laptop == "一号"


def test_giving_seals_what_is_open(one: Store, two: Store, tmp_path: Path) -> None:
    one.append_draft(HOME, "household", FORM, {"wage": "5"})
    assert one.give(tmp_path / "x.yihu", [name_of(two)]).sealed == 1
    two.receive(tmp_path / "x.yihu")
    assert two.document(HOME).values["household/wage"] == "5"


def test_the_same_file_twice_is_no_error_and_says_nothing_new(one: Store, two: Store, tmp_path: Path) -> None:
    path = hand_over(one, two, tmp_path / "x.yihu")
    before = dump(two, *REGISTER[:-1])
    again = two.receive(path)
    assert again.repeated
    assert (again.union.received, again.union.new, again.union.households) == (1, 0, 0)
    assert dump(two, *REGISTER[:-1]) == before
    assert one.receive(path).repeated


def test_only_what_the_other_lacks_is_given(one: Store, two: Store, tmp_path: Path) -> None:
    hand_over(one, two, tmp_path / "1.yihu")
    hand_over(two, one, tmp_path / "2.yihu")
    one.write(HOME, {"household/wage": "5"}, FORM, "visit")
    assert one.give(tmp_path / "3.yihu", [name_of(two)]).changesets == 1
    assert one.give(tmp_path / "4.yihu", [name_of(two)], everything=True).changesets == 2
    assert one.give(tmp_path / "5.yihu", []).changesets == 2


def test_what_one_of_several_lacks_is_given(one: Store, two: Store, tmp_path: Path) -> None:
    three = new_store(tmp_path / "three", "三号")
    befriend(one, two, three)
    hand_over(one, two, tmp_path / "1.yihu")
    hand_over(two, one, tmp_path / "2.yihu")
    assert one.give(tmp_path / "3.yihu", [name_of(two), name_of(three)]).changesets == 1


def test_villages_limit_what_is_given(one: Store, two: Store, tmp_path: Path) -> None:
    add_household(one, FAR, "李四", code="999999001002", village="下坪村")
    report = one.give(tmp_path / "x.yihu", [name_of(two)], villages=["999999001002"])
    assert report.households == 1
    two.receive(tmp_path / "x.yihu")
    assert [row.village for row in two.households()] == ["下坪村"]
    hand_over(two, one, tmp_path / "y.yihu")
    rest = one.give(tmp_path / "z.yihu", [name_of(two)])
    two.receive(tmp_path / "z.yihu")
    assert rest.changesets == 1
    assert held(two).keys() == held(one).keys()
    assert one.give(tmp_path / "n.yihu", [name_of(two)], villages=[]).changesets == 0


def test_a_missing_photo_is_asked_for_and_comes_later(one: Store, two: Store, tmp_path: Path) -> None:
    photo = one.put_attachment(b"photo", "jpg")
    stored = next((one.folder / "attachments").iterdir())
    hidden = stored.rename(tmp_path / "hidden")
    one.write(HOME, {"household/photo": photo}, FORM, "visit")
    hand_over(one, two, tmp_path / "1.yihu")
    assert not two.has_attachment(photo)
    with pytest.raises(AttachmentMissing):
        two.attachment(photo)
    hand_over(two, one, tmp_path / "2.yihu")
    hidden.rename(stored)
    report = one.give(tmp_path / "3.yihu", [name_of(two)])
    assert (report.changesets, report.attachments) == (0, 1)
    two.receive(tmp_path / "3.yihu")
    assert two.receive(tmp_path / "3-2of2.yihu").attachments == 1
    assert two.attachment(photo) == b"photo"


def test_a_changed_photo_is_noticed(one: Store) -> None:
    photo = one.put_attachment(b"photo" * 99, "jpg")
    stored = next((one.folder / "attachments").iterdir())
    data = bytearray(stored.read_bytes())
    for position in (0, 40, len(data) - 1):
        data[position] ^= 1
        stored.write_bytes(bytes(data))
        with pytest.raises(AttachmentDamaged):
            one.attachment(photo)
    stored.write_bytes(bytes(data[:20]))
    with pytest.raises(AttachmentDamaged):
        one.attachment(photo)
    with pytest.raises(AttachmentMissing):
        one.attachment("../../etc/passwd")
    assert not one.has_attachment("C:\\x.jpg")


def test_a_stranger_is_told_with_digits_and_taken_in_once_confirmed(tmp_path: Path, one: Store) -> None:
    two = new_store(tmp_path / "two", "二号")
    one.trust(two.my_card())
    path = tmp_path / "x.yihu"
    one.give(path, [name_of(two)])
    before = dump(two, *REGISTER)
    with pytest.raises(SenderUnknown) as unknown:
        two.receive(path)
    assert unknown.value.digits == one.my_card().code()
    assert unknown.value.digits in unknown.value.advise()
    assert dump(two, *REGISTER) == before
    with pytest.raises(SenderUnknown):
        two.receive(path, trust="another")
    assert two.receive(path, trust=unknown.value.card.fingerprint).union.new == 1
    contact = two.contacts()[0]
    assert (contact.laptop, contact.trusted, contact.code) == ("一号", True, unknown.value.digits)
    two.distrust(contact.fingerprint)
    with pytest.raises(SenderUnknown):
        two.receive(path)


def test_only_confirmed_laptops_are_written_for(one: Store, tmp_path: Path) -> None:
    stranger = new_store(tmp_path / "three", "三号")
    with pytest.raises(RecipientUnknown):
        one.give(tmp_path / "x.yihu", [name_of(stranger)])
    assert not list(tmp_path.glob("*.yihu*"))


def test_a_file_for_others_is_refused(one: Store, two: Store, tmp_path: Path) -> None:
    three = new_store(tmp_path / "three", "三号")
    befriend(one, three)
    one.give(tmp_path / "x.yihu", [name_of(two)])
    with pytest.raises(PackageNotForYou):
        three.receive(tmp_path / "x.yihu")


def test_every_truncation_and_sampled_flips_leave_the_register_as_it_was(
    one: Store, two: Store, tmp_path: Path
) -> None:
    path, bad = tmp_path / "x.yihu", tmp_path / "bad.yihu"
    one.give(path, [name_of(two)])
    data, before = path.read_bytes(), dump(two, *REGISTER)
    for position in range(0, len(data), 97):
        bad.write_bytes(data[:position])
        with pytest.raises(PackageTruncated if position else PackageForeign):
            two.receive(bad)
        flipped = bytearray(data)
        flipped[position] ^= 0x10
        bad.write_bytes(bytes(flipped))
        with pytest.raises(UserError, match="package-"):
            two.receive(bad)
    assert dump(two, *REGISTER) == before
    assert {row.direction for row in two.packages()} == {"refused"}
    assert {row.reason for row in two.quarantined()} >= {
        "package-truncated",
        "package-tampered",
        "package-foreign",
    }
    assert two.receive(path).union.new == 1


HOSTILE: dict[str, tuple[type[UserError], list[Record]]] = {
    "no changeset": (ChangesetInvalid, [(CHANGESET, b"{}")]),
    "a changeset not canonical": (ChangesetInvalid, [(CHANGESET, changeset({"a": "1"}).body + b" ")]),
    "a summary that is a list": (PackageDamaged, [(SUMMARY, b"[]")]),
    "a summary without tips": (PackageDamaged, [(SUMMARY, b"{}")]),
    "a summary of numbers": (PackageDamaged, [(SUMMARY, b'{"tips":[1],"wants":[]}')]),
    "a form that is none": (PackageDamaged, [(FORM_RECORD, b"{")]),
    "a form of numbers": (
        PackageDamaged,
        [
            (
                FORM_RECORD,
                b'{"id":1,"version":"1","title":"","sha256":"","xform":"","files":{},"properties":{}}',
            )
        ],
    ),
    "a form without its text": (
        PackageDamaged,
        [
            (
                FORM_RECORD,
                b'{"id":"a","version":"1","title":"","sha256":"x","xform":"y","files":{},"properties":{}}',
            )
        ],
    ),
    "a file whose hash is wrong": (PackageDamaged, [("file", Piece("ab" * 32, 3, 0, b"abc").to_bytes())]),
    "a file that stays unfinished": (PackageDamaged, [("file", Piece("ab" * 32, 9, 0, b"abc").to_bytes())]),
    "a file that begins in the midst": (
        PackageDamaged,
        [("file", Piece("ab" * 32, 9, 3, b"abc").to_bytes())],
    ),
    "a piece too short to be one": (PackageDamaged, [("file", b"x")]),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_hostile_records_behind_good_ones_change_nothing(
    what: str, one: Store, two: Store, tmp_path: Path
) -> None:
    error, records = HOSTILE[what]
    good = [(CHANGESET, body) for body in bodies(one)]
    path = crafted(tmp_path / "bad.yihu", one, two, [*good, ("same_as", b"x"), *records])
    before = dump(two, *REGISTER)
    with pytest.raises(error):
        two.receive(path)
    assert dump(two, *REGISTER) == before
    assert not list((two.folder / "attachments").glob("*")) if (two.folder / "attachments").exists() else True
    assert hand_over(one, two, tmp_path / "x.yihu").exists()


def test_a_later_versions_records_are_kept_and_handed_on_byte_for_byte(
    one: Store, two: Store, tmp_path: Path
) -> None:
    three = new_store(tmp_path / "three", "三号")
    befriend(two, three)
    newer = (
        changeset({"a": "1"})
        .body.replace(b'"k":"visit"', b'"k":"same_as"')
        .replace(b'"p":[]', b'"o":{"drop":["x"]},"p":[]')
    )
    two.receive(crafted(tmp_path / "x.yihu", one, two, [("later_kind", b"\x00\xfe"), (CHANGESET, newer)]))
    hand_over(two, three, tmp_path / "y.yihu")
    with three._db.read() as connection:
        assert connection.execute("SELECT kind, body FROM other_record").fetchall() == [
            ("later_kind", b"\x00\xfe")
        ]
    assert newer in bodies(three)


def test_files_arrive_in_any_order(one: Store, tmp_path: Path) -> None:
    for number in range(4):
        one.write(HOME, {"household/wage": str(number)}, FORM, "visit")
    history = bodies(one)
    states = set()
    for number, order in enumerate(list(permutations(history))[::17]):
        taker = new_store(tmp_path / f"t{number}", "x")
        for body in order:
            taker.union([body])
            assert taker.union([body]).new == 0
        states.add(taker.state(HOME))
        with taker._db.read() as theirs, one._db.read() as ours:
            assert taker._own_claim(theirs).summary == one._own_claim(ours).summary
    assert states == {one.state(HOME)}


@examples(25, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_union_is_commutative_associative_and_idempotent(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    base = [changeset({"wage": str(number)}, hlc=number, replica=f"{number % 2:032x}") for number in range(4)]
    late = [changeset({"wage": "x"}, base[:2], hlc=9), changeset({"name": "y"}, base[2:], hlc=8)]
    every = [each.body for each in base + late]
    parts = data.draw(st.lists(st.lists(st.sampled_from(every), max_size=5), min_size=1, max_size=4))
    folder = tmp_path_factory.mktemp("union")
    stores = [new_store(folder / name, name) for name in "ab"]
    for part in [*parts, every]:
        stores[0].union(part)
    stores[1].union([body for part in [every, *reversed(parts)] for body in reversed(part)])
    assert stores[0].state(HOME) == stores[1].state(HOME)
    tables = ("changeset", "chain_tip")
    assert len(vars(dump(stores[0], *tables))["changeset"]) == len(every)
    close_all()


def test_a_union_that_fails_in_the_midst_adds_nothing(one: Store) -> None:
    before = dump(one, *REGISTER)
    good = [changeset({"wage": str(number)}, hlc=number).body for number in range(900)]
    with pytest.raises(ChangesetInvalid):
        one.union([*good, b"bad"])
    assert dump(one, *REGISTER) == before
    assert one.union(good).new == 900
    assert one.document(HOME).values["household/wage"] == "899"


def test_what_is_new_among_much_that_is_here_is_told_apart_from_it(one: Store, two: Store) -> None:
    rows = (
        (str(UUID(int=number + 2**76 * 7 + 2**63)), VILLAGE, {"household/n": number})
        for number in range(1300)
    )
    listed = [each.body for each in preloaded("11" * 32, rows, FORM)]
    assert one.union(listed[300:1000]).new == 700
    report = one.union(listed[:1100])
    assert (report.received, report.new, report.households, report.new_households) == (1100, 400, 400, 400)
    assert one.union([*listed[:600], *listed[1100:], *listed[1100:]]).new == 200
    assert two.union(listed).new == 1300
    assert _ends(one) == _ends(two)
    assert (one.stale(), two.stale()) == (1100, 1300)  # so few as the last 200 are folded at once


def _ends(store: Store) -> list[tuple[object, ...]]:
    with store._db.read() as connection:
        sql = (
            "SELECT scope, hash, seq, digest FROM chain_tip JOIN chain ON chain.id = chain WHERE replica = ?"
        )
        ends: list[tuple[object, ...]] = connection.execute(sql, ("11" * 16,)).fetchall()
    return ends


def test_after_a_mass_of_changes_all_of_it_is_soon_in_the_file_itself(one: Store, tmp_path: Path) -> None:
    one.union([changeset({"wage": str(number)}, hlc=number).body for number in range(900)])
    one._db._await_log()
    shutil.copy(one.folder / DATABASE_NAME, tmp_path / "alone.db")
    alone = Database(tmp_path / "alone.db", bytes(one._key))
    with alone.read() as connection, one._db.read() as whole:
        count = "SELECT count(*) FROM changeset"
        assert connection.execute(count).fetchall() == whole.execute(count).fetchall()
    alone.close()
    assert one._db._writer.execute("PRAGMA wal_autocheckpoint").fetchone() == (LOG_PAGES,)


def test_the_own_chain_seen_elsewhere_tells_a_copy_and_takes_a_new_replica_id(one: Store, two: Store) -> None:
    replica = one.replica
    stray = changeset({"a": "1"}, replica=replica, seq=7, previous="ab" * 32)
    assert one.union([stray.body]).forks == (replica,)
    assert one.replica != replica
    forked = [changeset({"a": str(number)}, replica="c" * 32, seq=1) for number in range(2)]
    assert two.union([each.body for each in forked]).forks == ("c" * 32,)


def test_a_future_clock_is_kept_but_does_not_carry_ours_along(one: Store) -> None:
    one.union([changeset({"wage": "1"}, hlc=2**60).body])
    own = one.write(HOME, {"household/rooms": "2"}, FORM, "visit")
    assert own.hlc < 2**58
    assert one.document(HOME).values["household/wage"] == "1"


def test_giving_can_be_stopped_and_leaves_no_file(one: Store, two: Store, tmp_path: Path) -> None:
    stopped = Stoppable()
    stopped.stop()
    with pytest.raises(Cancelled):
        one.give(tmp_path / "x.yihu", [name_of(two)], progress=stopped)
    assert not list(tmp_path.glob("x.yihu*"))
    one.give(tmp_path / "x.yihu", [name_of(two)])
    before = dump(two, *REGISTER)
    with pytest.raises(Cancelled):
        two.receive(tmp_path / "x.yihu", progress=stopped)
    assert dump(two, *REGISTER) == before


def test_what_is_given_after_a_stop_holds_all_that_was_written_since(
    one: Store, two: Store, tmp_path: Path
) -> None:
    """A broken-off query once kept its snapshot, and the next file lacked the newest answers."""
    for number in range(2, 300):
        add_household(one, f"01900000-0000-7000-8000-{number:012d}", str(number))

    class AfterSome(Stoppable):
        def step(self, done: int, total: int) -> None:
            if done:
                raise Cancelled

    for written in (300, 301, 302):
        with pytest.raises(Cancelled) as kept_alive:
            one.give(tmp_path / "x.yihu", [name_of(two)], progress=AfterSome())
        one.write(HOME, {"household/wage": "new"}, FORM, "visit")
        assert one.give(tmp_path / "x.yihu", [name_of(two)]).changesets == written
        assert kept_alive.value.code == "cancelled"
    two.receive(tmp_path / "x.yihu")
    assert held(two).keys() == held(one).keys()


@pytest.mark.skipif(not hasattr(os, "pwrite"), reason="the fault is made with pwrite")
def test_a_stick_that_reads_back_otherwise_is_noticed(
    one: Store, two: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def spoil(descriptor: int) -> None:
        os.pwrite(descriptor, b"\xff", 900)

    monkeypatch.setattr(giving.os, "fsync", spoil)
    with pytest.raises(PackageVerifyFailed):
        one.give(tmp_path / "x.yihu", [name_of(two)])
    assert not list(tmp_path.glob("x.yihu*"))


def test_no_place_to_write_or_read_is_told(
    one: Store, two: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(FolderNotWritable):
        one.give(tmp_path / "gone" / "x.yihu", [name_of(two)])
    with pytest.raises(FileUnreadable):
        two.receive(tmp_path / "none.yihu")
    with pytest.raises(FileUnreadable):
        two.receive(tmp_path)
    one.give(tmp_path / "x.yihu", [name_of(two)])
    monkeypatch.setattr(receiving, "ROOM_AT_LEAST_BYTES", 2**60)
    with pytest.raises(DiskFull):
        two.receive(tmp_path / "x.yihu")


def test_a_bomb_changes_nothing(
    one: Store, two: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(package, "PLAIN_BYTES_ALWAYS_ALLOWED", 2**20)
    path = crafted(tmp_path / "x.yihu", one, two, [("zeros", b"\0" * 1_000_000)] * 40)
    before = dump(two, *REGISTER)
    with pytest.raises(PackageDamaged):
        two.receive(path)
    assert dump(two, *REGISTER) == before


def test_the_log_tells_what_went_where(one: Store, two: Store, tmp_path: Path) -> None:
    later(one._clock, hours=2)  # type: ignore[arg-type]
    hand_over(one, two, tmp_path / "x.yihu")
    given, taken = one.packages()[0], two.packages()[0]
    assert (given.direction, given.partner, given.changesets, given.file) == ("given", "二号", 1, "x.yihu")
    assert (taken.direction, taken.partner, taken.new, taken.package) == (
        "received",
        "一号",
        1,
        given.package,
    )
    assert one.contacts()[0].last_given_ms == one._clock.now_ms()
    assert two.contacts()[0].last_received_ms == two._clock.now_ms()


def test_the_header_tells_no_personal_data(one: Store, two: Store, tmp_path: Path) -> None:
    one.write(HOME, {"household/member/r/name": "单小明"}, FORM, "visit")
    one.give(tmp_path / "x.yihu", [name_of(two)], villages=[VILLAGE])
    data = (tmp_path / "x.yihu").read_bytes()
    assert VILLAGE.encode() in data
    for secret in ("单小明", "王伟", "一号员", HOME):
        assert secret.encode() not in data


def test_a_form_with_the_same_id_and_version_is_never_overwritten(
    one: Store, two: Store, tmp_path: Path
) -> None:
    one.put_form(SomeForm(sha256="11" * 32, xform="<other/>", attachments={}))
    hand_over(one, two, tmp_path / "x.yihu")
    assert len(two.forms()) == 2
    mine = two.form("household")
    assert mine is not None
    assert mine.xform == "<h:html/>"
    assert two.form("household", "9") is None
    assert two.form("none") is None
