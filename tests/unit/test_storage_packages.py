"""Parts, receipts, origin, gaps, tombstones, copies, files laid aside: on the real store."""

import os
import shutil
from itertools import permutations
from pathlib import Path

import orjson
import pytest
from tests.unit import hand_overs
from tests.unit.changesets import changeset
from tests.unit.hand_overs import HOMES, grave, name_of, pass_on, records_of, written
from tests.unit.stores import (
    FORM,
    VILLAGE,
    add_household,
    befriend,
    bodies,
    held,
    later,
    new_store,
    reopened,
)

from yihu.storage.errors import SenderUnknown
from yihu.storage.provenance import OriginUnproved
from yihu.storage.quarantine import QuarantineMissing
from yihu.storage.receipts import ReceiptInvalid
from yihu.storage.store import Store
from yihu.sync.changeset import Changeset
from yihu.sync.errors import PackageDamaged, PackageNewer
from yihu.sync.frames import CHANGESETS, GAP, RECEIPT, TIPS, TOMBSTONE, Record, batches
from yihu.sync.header import FORMAT
from yihu.sync.statement import sign_statement

team, hub, county = hand_overs.team, hand_overs.hub, hand_overs.county


def without(records: list[Record], *kinds: str) -> list[Record]:
    return [record for record in records if record[0] not in kinds]


# ---- parts


def test_a_large_package_comes_in_parts_that_arrive_in_any_order_and_twice(
    team: Store, hub: Store, tmp_path: Path
) -> None:
    for number, home in enumerate(HOMES):
        team.write(home, {f"household/{number}": os.urandom(9000).hex()}, FORM, "add")
    photo = team.put_attachment(os.urandom(30_000), "jpg")
    team.put_attachment(os.urandom(30_000), "jpg")
    team.write(HOMES[3], {"household/photo": photo}, FORM, "visit")
    report = team.give(tmp_path / "x.yihu", [name_of(hub)], part_bytes=150_000)
    sizes = [file.size_bytes for file in report.files]
    assert len(sizes) > 3
    assert max(sizes) <= 150_000
    assert sizes == [(tmp_path / file.name).stat().st_size for file in report.files]
    assert [file.attachments for file in report.files] == [0] * (len(sizes) - 1) + [1]
    assert sum(file.changesets for file in report.files) == len(held(team))
    for file in [*reversed(report.files), report.files[0]]:
        taken = hub.receive(tmp_path / file.name)
        assert (taken.part, taken.parts) == (file.part, len(sizes))
    assert held(hub).keys() == held(team).keys()
    assert hub.attachment(photo) == team.attachment(photo)
    assert not list(tmp_path.glob("*.part"))


def test_a_household_larger_than_a_part_still_goes_whole(team: Store, hub: Store, tmp_path: Path) -> None:
    team.write(HOMES[1], {"household/note": os.urandom(60_000).hex()}, FORM, "add")
    report = team.give(tmp_path / "x.yihu", [name_of(hub)], part_bytes=50_000)
    for file in report.files:
        hub.receive(tmp_path / file.name)
    assert held(hub).keys() == held(team).keys()


def test_a_work_package_holds_its_households_only(team: Store, hub: Store, tmp_path: Path) -> None:
    for home in HOMES[1:5]:
        add_household(team, home)
    report = team.give(tmp_path / "x.yihu", [name_of(hub)], households=HOMES[2:4])
    assert report.households == 2
    hub.receive(tmp_path / "x.yihu")
    assert {each.household for each in held(hub).values()} == set(HOMES[2:4])
    pass_on(team, hub, tmp_path / "rest.yihu")
    assert held(hub).keys() == held(team).keys()


# ---- the report


def test_the_report_says_by_village_what_is_new_changed_and_differs(
    team: Store, hub: Store, tmp_path: Path
) -> None:
    pass_on(team, hub, tmp_path / "1.yihu")
    hub.write(HOMES[0], {"household/wage": "5"}, FORM, "visit")
    team.write(HOMES[0], {"household/wage": "6"}, FORM, "visit")
    add_household(team, HOMES[1])
    add_household(team, HOMES[2], code="999999001002", village="下坪村")
    team.give(tmp_path / "2.yihu", [name_of(hub)])
    report = hub.receive(tmp_path / "2.yihu")
    told = [(row.village_code, row.village, row.new, row.changed, row.conflicts) for row in report.villages]
    assert told == [(VILLAGE, "上坪村", 1, 1, 1), ("999999001002", "下坪村", 1, 0, 0)]
    assert report.differing == ()
    assert report.union.clock_ms == 0


def test_a_later_file_before_an_earlier_one_says_which_numbers_it_waits_for(
    team: Store, hub: Store, tmp_path: Path
) -> None:
    team.write(HOMES[0], {"household/wage": "5"}, FORM, "visit")
    first = bodies(team)
    team.write(HOMES[0], {"household/wage": "6"}, FORM, "visit")
    [last] = [body for body in bodies(team) if body not in first]
    team.give(tmp_path / "all.yihu", [name_of(hub)])
    tips = [record for record in records_of(tmp_path / "all.yihu", hub) if record[0] == TIPS]
    report = hub.receive(written(tmp_path / "late.yihu", team, hub, [*tips, *batches([last])]))
    [row] = hub.waiting_for()
    assert (row.first, row.last, row.scope, row.replica) == (1, 2, VILLAGE, team.replica)
    assert report.union.waiting == 1
    hub.receive(tmp_path / "all.yihu")
    assert hub.waiting_for() == ()
    assert hub.document(HOMES[0]).values["household/wage"] == "6"


def test_a_signed_end_that_nobody_brings_is_told(
    team: Store, hub: Store, county: Store, tmp_path: Path
) -> None:
    """A hub that drops a team's newest work can't hide it."""
    pass_on(team, hub, tmp_path / "1.yihu")
    kept = set(bodies(hub))
    team.write(HOMES[0], {"household/wage": "6"}, FORM, "visit")
    pass_on(team, hub, tmp_path / "2.yihu")
    hub.give(tmp_path / "3.yihu", [name_of(county)])
    honest = records_of(tmp_path / "3.yihu", county)
    dropped = [*without(honest, CHANGESETS), *batches([body for body in bodies(hub) if body in kept])]
    report = county.receive(written(tmp_path / "4.yihu", hub, county, dropped))
    assert [(row.laptop, row.first, row.last) for row in report.waiting] == [("一号", 2, 2)]


def test_a_coordinator_goes_on_with_the_gap_and_what_comes_after_all_counts(
    team: Store, hub: Store, tmp_path: Path
) -> None:
    team.write(HOMES[0], {"household/wage": "5", "household/note": "a"}, FORM, "visit")
    first = bodies(team)
    team.write(HOMES[0], {"household/wage": "6"}, FORM, "visit")
    [last] = [body for body in bodies(team) if body not in first]
    hub.union([last])
    assert "household/wage" not in hub.document(HOMES[0]).values
    assert hub.accept_gap() == 1
    hub.refold_dirty()
    assert hub.document(HOMES[0]).values == {"household/wage": "6"}
    assert hub.accept_gap() == 0
    hub.union(first)
    assert hub.state(HOMES[0]) == team.state(HOMES[0])


def test_a_clock_that_is_far_off_is_told(team: Store, hub: Store, tmp_path: Path) -> None:
    later(team._clock, days=3)  # type: ignore[arg-type]
    team.write(HOMES[0], {"household/wage": "5"}, FORM, "visit")
    team.give(tmp_path / "x.yihu", [name_of(hub)])
    assert hub.receive(tmp_path / "x.yihu").union.clock_ms == 3 * 86_400_000


# ---- receipts


def test_what_was_given_is_confirmed_by_a_square_code(team: Store, hub: Store, tmp_path: Path) -> None:
    team.give(tmp_path / "x.yihu", [name_of(hub)])
    [row] = team.given()
    assert (row.state, row.laptop, row.parts, row.parts_confirmed) == ("not_confirmed", "汇总", 1, 0)
    text = hub.receive(tmp_path / "x.yihu").receipt
    assert text == text.upper()
    assert hub.receipts() == (text,)
    assert team.take_receipt(text) == row.package
    assert [(row.state, row.parts_confirmed) for row in team.given()] == [("confirmed", 1)]


def test_a_forged_or_foreign_code_confirms_nothing(team: Store, hub: Store, tmp_path: Path) -> None:
    team.give(tmp_path / "x.yihu", [name_of(hub)])
    text = hub.receive(tmp_path / "x.yihu").receipt
    parts = text.split(":")
    other_contents = ":".join([*parts[:4], "0" * 32, *parts[5:]])
    wrong = (
        text[:-3] + "AAA",
        "YIHU:R:x",
        "",
        other_contents,
        text.replace(":1:", ":2:"),
        text.replace(":1:", ":²:"),
    )
    for bad in wrong:
        with pytest.raises(ReceiptInvalid):
            team.take_receipt(bad)
    with pytest.raises(ReceiptInvalid):
        hub.take_receipt(text)
    assert team.given()[0].state == "not_confirmed"


def test_receipts_travel_in_files_of_their_own_and_along_with_work(
    team: Store, hub: Store, tmp_path: Path
) -> None:
    team.give(tmp_path / "1.yihu", [name_of(hub)])
    hub.receive(tmp_path / "1.yihu")
    hub.give_receipts(tmp_path / "receipt.yihu", name_of(team))
    report = team.receive(tmp_path / "receipt.yihu")
    assert report.confirmed == (team.given()[0].package,)
    assert report.repeated
    assert report.receipt == ""
    team.write(HOMES[0], {"household/wage": "5"}, FORM, "visit")
    assert team.give(tmp_path / "2.yihu", [name_of(hub)]).changesets == 1
    hub.receive(tmp_path / "2.yihu")
    pass_on(hub, team, tmp_path / "3.yihu")
    assert {row.state for row in team.given()} == {"confirmed"}


def test_only_all_parts_together_are_a_confirmation(team: Store, hub: Store, tmp_path: Path) -> None:
    photo = team.put_attachment(b"photo", "jpg")
    team.write(HOMES[0], {"household/photo": photo}, FORM, "visit")
    files = team.give(tmp_path / "x.yihu", [name_of(hub)]).files
    team.take_receipt(hub.receive(tmp_path / files[0].name).receipt)
    assert [(row.state, row.parts_confirmed, row.parts) for row in team.given()] == [("not_confirmed", 1, 2)]
    team.take_receipt(hub.receive(tmp_path / files[1].name).receipt)
    assert team.given()[0].state == "confirmed"


# ---- origin


def test_a_teams_signature_travels_through_the_hub(
    team: Store, hub: Store, county: Store, tmp_path: Path
) -> None:
    pass_on(team, hub, tmp_path / "1.yihu")
    pass_on(hub, county, tmp_path / "2.yihu")
    assert held(county).keys() == held(team).keys()
    with county._db.read() as connection:
        assert county._bound(connection, team.replica) == {name_of(team)}


def test_a_hub_cannot_write_under_a_teams_name(
    team: Store, hub: Store, county: Store, tmp_path: Path
) -> None:
    pass_on(team, hub, tmp_path / "1.yihu")
    hub.give(tmp_path / "2.yihu", [name_of(county)])
    honest = records_of(tmp_path / "2.yihu", county)
    [real] = held(team).values()
    invented = changeset(
        {"wage": "9999"},
        [real],
        replica=team.replica,
        seq=2,
        previous=real.id,
        household=HOMES[0],
        scope=VILLAGE,
    )
    altered = changeset({"head": "李四"}, replica=team.replica, household=HOMES[0], scope=VILLAGE)
    for forged in (invented, altered):
        path = written(tmp_path / "3.yihu", hub, county, [*honest, *batches([forged.body])])
        with pytest.raises(OriginUnproved):
            county.receive(path)
        assert held(county) == {}
    kept = [row for row in county.quarantined() if row.kept]
    assert {(row.reason, row.sender) for row in kept} == {("origin-unproved", "汇总")}
    county.receive(tmp_path / "2.yihu")
    assert held(county).keys() == held(team).keys()


def test_a_laptop_cannot_claim_anothers_name(team: Store, hub: Store, county: Store, tmp_path: Path) -> None:
    pass_on(team, hub, tmp_path / "1.yihu")
    [real] = held(team).values()
    tips = [[team.replica, VILLAGE, 9, real.id]]
    said = sign_statement(county._identity, county.my_card(), TIPS, {"made_ms": 1, "tips": tips})
    before = held(hub).keys()
    with pytest.raises(OriginUnproved):
        hub.receive(written(tmp_path / "2.yihu", county, hub, [(TIPS, said.data)]))
    assert held(hub).keys() == before


def test_a_file_laid_aside_is_taken_in_on_a_persons_word(
    team: Store, hub: Store, county: Store, tmp_path: Path
) -> None:
    pass_on(team, hub, tmp_path / "1.yihu")
    pass_on(hub, county, tmp_path / "2.yihu")
    [real] = held(team).values()
    lost = changeset(
        {"wage": "1"},
        [real],
        replica=team.replica,
        seq=2,
        previous=real.id,
        household=HOMES[0],
        scope=VILLAGE,
    )
    path = written(tmp_path / "3.yihu", hub, county, [*batches([lost.body])])
    with pytest.raises(OriginUnproved):
        county.receive(path)
    path.unlink()
    [row] = [row for row in county.quarantined() if row.kept]
    aside, _ = county.kept_file(row.id)
    assert b"wage" not in aside.read_bytes()
    assert county.release(row.id).union.new == 1
    assert lost.id in held(county)
    assert not aside.exists()
    assert county.quarantined()[0].released_ms is not None
    for number in (row.id, 999):
        with pytest.raises(QuarantineMissing):
            county.release(number)


@pytest.mark.parametrize("kind", [TIPS, TOMBSTONE, GAP, RECEIPT])
@pytest.mark.parametrize("payload", [b"", b"{}", b"\xff", b"[1]", b'{"card":{},"content":"","signature":""}'])
def test_a_statement_that_is_none_changes_nothing(
    kind: str, payload: bytes, team: Store, hub: Store, tmp_path: Path
) -> None:
    good = list(batches(bodies(team)))
    with pytest.raises(PackageDamaged):
        hub.receive(written(tmp_path / "x.yihu", team, hub, [*good, (kind, payload)]))
    assert held(hub) == {}


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        (TIPS, {}),
        (TIPS, {"tips": [["a", "b", 1, "zz"]]}),
        (TIPS, {"tips": [["a", "b", 0, "ab" * 32]]}),
        (TIPS, {"tips": [["a"]]}),
        (GAP, {"ids": 5}),
        (GAP, {"ids": ["x"]}),
    ],
)
def test_a_rightly_signed_statement_without_sense_changes_nothing(
    kind: str, fields: dict[str, object], team: Store, hub: Store, tmp_path: Path
) -> None:
    said = sign_statement(team._identity, team.my_card(), kind, fields)
    with pytest.raises(PackageDamaged):
        hub.receive(written(tmp_path / "x.yihu", team, hub, [(kind, said.data)]))


# ---- tombstones


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_a_tombstone_beats_the_body_whatever_the_order(
    order: tuple[int, ...], team: Store, hub: Store, tmp_path: Path
) -> None:
    team.write(HOMES[0], {"household/wage": "5"}, FORM, "visit")
    first, second = (each.body for each in sorted(held(team).values(), key=lambda each: each.seq))
    team.give(tmp_path / "t.yihu", [name_of(hub)])
    tips = [record for record in records_of(tmp_path / "t.yihu", hub) if record[0] == TIPS]
    packages = [list(batches([first])), list(batches([second])), [grave(team, first)]]
    for number in order:
        path = written(tmp_path / f"{number}.yihu", team, hub, [*tips, *packages[number]])
        hub.receive(path)
        hub.receive(path)
    assert hub.document(HOMES[0]).values["household/wage"] == "5"
    assert hub.document(HOMES[0]).values.get("household/head") is None
    with hub._db.read() as connection:
        found = connection.execute("SELECT dictionary, length(body) FROM changeset WHERE seq = 1").fetchall()
    assert found == [(-1, 0)]
    with pytest.raises(Exception, match="never deleted"), hub._db.write() as connection:
        connection.execute("DELETE FROM changeset")


def test_a_tombstone_travels_on_and_nobody_gets_the_body_again(
    team: Store, hub: Store, county: Store, tmp_path: Path
) -> None:
    pass_on(team, hub, tmp_path / "1.yihu")
    pass_on(hub, county, tmp_path / "2.yihu")
    [body] = bodies(team)
    hub.receive(written(tmp_path / "3.yihu", team, hub, [grave(team, body)]))
    hub.give(tmp_path / "4.yihu", [name_of(county)], everything=True)
    assert body not in b"".join(payload for _, payload in records_of(tmp_path / "4.yihu", county))
    county.receive(tmp_path / "4.yihu")
    assert county.document(HOMES[0]).values.get("household/head") is None
    county.receive(tmp_path / "2.yihu")
    assert county.document(HOMES[0]).values.get("household/head") is None
    assert county.state(HOMES[0]) == hub.state(HOMES[0])


def test_only_the_writer_or_a_coordinator_erases(
    team: Store, hub: Store, county: Store, tmp_path: Path
) -> None:
    pass_on(team, hub, tmp_path / "1.yihu")
    befriend(county, hub)
    [body] = bodies(team)
    path = written(tmp_path / "2.yihu", county, hub, [grave(county, body)])
    assert hub.receive(path).not_erased == 1
    assert hub.document(HOMES[0]).values["household/head"] == "王伟"
    hub.give(tmp_path / "3.yihu", [name_of(county)])
    assert grave(county, body)[0] in {kind for kind, _ in records_of(tmp_path / "3.yihu", county)}
    again = hub.receive(path)
    assert (again.not_erased, again.repeated) == (0, True)


def test_a_tombstone_that_lies_about_its_changeset_is_refused(
    team: Store, hub: Store, tmp_path: Path
) -> None:
    pass_on(team, hub, tmp_path / "1.yihu")
    [real] = held(team).values()
    told = {
        "id": real.id, "h": real.household, "p": [], "paths": ["household/other"], "d": real.scope, "r": real.replica,
        "n": 1, "v": None, "t": real.hlc, "f": real.form, "changeset_kind": real.kind,
    }  # fmt: skip
    said = sign_statement(team._identity, team.my_card(), TOMBSTONE, told)
    add_household(team, HOMES[1], "李四")
    others = list(batches(bodies(team)))
    received = hub.receive(written(tmp_path / "2.yihu", team, hub, [(TOMBSTONE, said.data), *others]))
    assert (received.not_erased, received.union.new) == (1, 1)
    assert hub.document(HOMES[0]).values["household/head"] == "王伟"


@pytest.mark.parametrize(
    "fields",
    [{}, {"id": "ab", "h": HOMES[0], "p": [], "paths": ["household/a"], "d": "", "r": "a" * 32, "n": 1, "v": None,
          "t": 1, "f": "", "changeset_kind": "x"}],
)  # fmt: skip
def test_a_tombstone_without_sense_leaves_the_rest_of_the_file_readable(
    fields: dict[str, object], team: Store, hub: Store, tmp_path: Path
) -> None:
    said = sign_statement(team._identity, team.my_card(), TOMBSTONE, fields)
    records = [(TOMBSTONE, said.data), *batches(bodies(team))]
    received = hub.receive(written(tmp_path / "1.yihu", team, hub, records))
    assert (received.not_erased, received.union.new) == (1, 1)


def lie(store: Store, body: bytes, **claims: object) -> Record:
    """A tombstone for somebody's change that says it is this laptop's own."""
    fields = orjson.loads(orjson.loads(grave(store, body)[1])["content"])
    own = {"r": store.replica, "p": [], "n": 9, "v": None, **claims}
    return TOMBSTONE, sign_statement(store._identity, store.my_card(), TOMBSTONE, {**fields, **own}).data


@pytest.mark.parametrize("household", [HOMES[0], HOMES[7]])
@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_nobody_erases_anothers_change_by_calling_it_his_own(
    order: tuple[int, ...], household: str, team: Store, hub: Store, county: Store, tmp_path: Path
) -> None:
    """Whether the lie comes before the change, in the middle or behind it, in one file with it or not."""
    befriend(county, hub)
    befriend(team, county)
    team.write(HOMES[0], {"household/wage": "5"}, FORM, "visit")
    first, second = (each.body for each in sorted(held(team).values(), key=lambda each: each.seq))
    add_household(county, HOMES[5], "李四")
    pass_on(county, hub, tmp_path / "c.yihu")
    before = hub.forks()
    team.give(tmp_path / "t.yihu", [name_of(hub)])
    tips = [record for record in records_of(tmp_path / "t.yihu", hub) if record[0] == TIPS]
    packages = [
        (team, [*tips, *batches([first])]),
        (team, [*tips, *batches([second])]),
        (county, [lie(county, second, h=household)]),
    ]
    told = 0
    for number in order:
        sender, records = packages[number]
        told += hub.receive(written(tmp_path / f"{number}.yihu", sender, hub, records)).not_erased
    hub.refold_dirty()
    assert told == 1
    assert hub.state(HOMES[0]) == team.state(HOMES[0])
    assert {row.id for row in hub.households()} == {HOMES[0], HOMES[5]}
    assert held(hub).keys() == held(team).keys() | held(county).keys()
    assert (hub.forks(), hub.waiting_for()) == (before, ())
    hub.give(tmp_path / "on.yihu", [name_of(county)], everything=True)
    assert TOMBSTONE not in {kind for kind, _ in records_of(tmp_path / "on.yihu", county)}
    county.receive(tmp_path / "on.yihu")
    assert county.state(HOMES[0]) == team.state(HOMES[0])
    values = [(hub.document(home), hub.household(home)) for home in (HOMES[0], HOMES[5])]
    hub.rebuild()
    assert [(hub.document(home), hub.household(home)) for home in (HOMES[0], HOMES[5])] == values


@pytest.mark.parametrize("backwards", [False, True])
def test_a_lie_in_the_same_file_counts_for_nothing(
    backwards: bool, team: Store, hub: Store, county: Store, tmp_path: Path
) -> None:
    befriend(county, hub)
    add_household(county, HOMES[5], "李四")
    pass_on(county, hub, tmp_path / "c.yihu")
    [body] = bodies(team)
    records = [lie(county, body), *batches([body])]
    path = written(tmp_path / "1.yihu", team, hub, records[::-1] if backwards else records)
    assert hub.receive(path).not_erased == 1
    assert hub.document(HOMES[0]).values["household/head"] == "王伟"


def test_who_truly_erased_is_heard_though_somebody_lied_first(
    team: Store, hub: Store, county: Store, tmp_path: Path
) -> None:
    befriend(county, hub)
    add_household(county, HOMES[5], "李四")
    pass_on(county, hub, tmp_path / "c.yihu")
    add_household(team, HOMES[1], "赵六")
    team.give(tmp_path / "t.yihu", [name_of(hub)])
    tips = [record for record in records_of(tmp_path / "t.yihu", hub) if record[0] == TIPS]
    [body] = [each.body for each in held(team).values() if each.household == HOMES[0]]
    hub.receive(written(tmp_path / "1.yihu", county, hub, [lie(county, body)]))
    hub.receive(written(tmp_path / "2.yihu", team, hub, [*tips, grave(team, body)]))
    assert hub.receive(tmp_path / "t.yihu").not_erased == 1
    hub.refold_dirty()
    assert hub.document(HOMES[0]).values.get("household/head") is None
    assert hub.document(HOMES[1]).values["household/head"] == "赵六"
    assert hub.waiting_for() == ()


def test_a_tombstone_for_what_never_was_stops_no_file_of_a_hub(
    team: Store, hub: Store, county: Store, tmp_path: Path
) -> None:
    """It bears its maker's signature: the hub that hands it on need not prove more."""
    pass_on(team, hub, tmp_path / "1.yihu")
    pass_on(hub, county, tmp_path / "2.yihu")
    [body] = bodies(team)
    hub.receive(written(tmp_path / "3.yihu", team, hub, [lie(team, body, id="ab" * 32, h=HOMES[9])]))
    add_household(hub, HOMES[3], "李四")
    pass_on(hub, county, tmp_path / "4.yihu")
    assert county.document(HOMES[3]).values["household/head"] == "李四"


def test_a_laptop_that_erased_what_others_wrote_too_is_still_understood(
    team: Store, hub: Store, county: Store, tmp_path: Path
) -> None:
    """Without an organisation each decides for itself: its own goes everywhere, the others' stays with them."""
    befriend(team, county)
    pass_on(team, hub, tmp_path / "1.yihu")
    hub.write(HOMES[0], {"household/wage": "5"}, FORM, "visit")
    pass_on(hub, team, tmp_path / "2.yihu")
    pass_on(hub, county, tmp_path / "3.yihu")
    assert team.erase_household(HOMES[0], "request").changesets == 2
    for number in range(2):
        add_household(team, HOMES[1 + number], "李四")
        team.give(tmp_path / "4.yihu", [name_of(hub), name_of(county)])
        for taker in (hub, county):
            assert taker.receive(tmp_path / "4.yihu").not_erased == 1 - number
    for taker in (hub, county):
        assert taker.document(HOMES[0]).values["household/wage"] == "5"
        assert taker.document(HOMES[0]).values.get("household/head") is None
    pass_on(hub, county, tmp_path / "5.yihu")
    assert county.state(HOMES[0]) == hub.state(HOMES[0])


def test_every_end_of_many_forks_stays_proved_after_many_hand_overs(
    team: Store, hub: Store, county: Store, tmp_path: Path
) -> None:
    """A computer copied twelve times, and the chain of the first goes on and is signed again and again."""
    [real] = held(team).values()
    forks = [_next(team, real, f"fork {number}") for number in range(12)]
    last, steps = real, []
    for number in range(20):
        last = _next(team, last, f"step {number}")
        steps.append(last)
    with hub._db.read() as connection:
        assert hub._bound(connection, team.replica) == frozenset()
    for number, some in enumerate([[real, *forks], *([step] for step in steps)]):
        ends = [[team.replica, VILLAGE, each.seq, each.id] for each in some[-12:]]
        said = sign_statement(team._identity, team.my_card(), TIPS, {"made_ms": number, "tips": ends})
        records = [(TIPS, said.data), *batches([each.body for each in some])]
        hub.receive(written(tmp_path / f"{number}.yihu", team, hub, records))
    with hub._db.read() as connection:
        kept = connection.execute("SELECT hash FROM signed_tip WHERE replica = ?", (team.replica,)).fetchall()
    assert {each.id for each in forks} | {last.id} <= {hash.hex() for (hash,) in kept}
    assert len(kept) <= 12 + 8
    pass_on(hub, county, tmp_path / "on.yihu")
    assert held(county).keys() == held(hub).keys()


def _next(team: Store, before: Changeset, value: str) -> Changeset:
    return changeset(
        {"wage": value}, [before], replica=team.replica, seq=before.seq + 1, previous=before.id,
        household=HOMES[0], scope=VILLAGE,
    )  # fmt: skip


# ---- copies


def test_a_copied_computer_is_told_everywhere_and_takes_a_new_id(
    team: Store, hub: Store, tmp_path: Path
) -> None:
    [real] = held(team).values()
    pair = [
        changeset(
            {"wage": str(n)},
            [real],
            replica=team.replica,
            seq=2,
            previous=real.id,
            household=HOMES[0],
            scope=VILLAGE,
        )
        for n in (1, 2)
    ]
    hub.union([real.body, *(each.body for each in pair)])
    [fork] = hub.forks()
    assert (fork.replica, fork.ends, fork.own, fork.scope) == (team.replica, 2, False, VILLAGE)
    assert not hub.copy_suspected
    former = team.replica
    team.union([pair[0].body])
    assert team.copy_suspected
    assert team.replica != former
    between = team.replica
    assert team.take_new_replica() != between
    assert not team.copy_suspected


def test_work_that_only_a_moved_computer_still_has_comes_home_through_others(
    team: Store, hub: Store, tmp_path: Path
) -> None:
    """Found by 10,000 runs: the folder goes to a new computer, the old one is set back to an older backup."""
    home, backup = team.folder, tmp_path / "backup"
    team.close()
    shutil.copytree(home, backup)
    team = reopened(team)
    team.write(HOMES[0], {"household/wage": "5"}, FORM, "visit")
    team.close()
    moved = reopened(team, machine="n", folder=shutil.copytree(home, tmp_path / "moved"))
    shutil.rmtree(home)
    shutil.copytree(backup, home)
    team = reopened(team)
    pass_on(moved, hub, tmp_path / "1.yihu")
    hub.give(tmp_path / "2.yihu", [name_of(team)], everything=True)
    assert team.receive(tmp_path / "2.yihu").union.new == 1
    assert team.document(HOMES[0]).values["household/wage"] == "5"


# ---- versions


def test_a_newer_format_is_kept_aside_until_the_program_is_renewed(
    team: Store, hub: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("yihu.sync.header.FORMAT", FORMAT + 1)
    team.give(tmp_path / "x.yihu", [name_of(hub)])
    monkeypatch.undo()
    with pytest.raises(PackageNewer):
        hub.receive(tmp_path / "x.yihu")
    [row] = hub.quarantined()
    monkeypatch.setattr("yihu.sync.header.FORMAT", FORMAT + 1)
    assert hub.release(row.id).union.new == 1


def test_what_a_later_version_writes_is_handed_on_byte_for_byte(
    team: Store, hub: Store, county: Store, tmp_path: Path
) -> None:
    [real] = held(team).values()
    future = orjson.loads(real.body) | {"k": "merged_by_ai", "zz": {"deep": [1, "二", None]}, "a": True}
    body = orjson.dumps(future, option=orjson.OPT_SORT_KEYS)
    strange = ("from_the_future", b"\x00\xff\x93")
    path = written(tmp_path / "1.yihu", team, hub, [*batches([body]), strange])
    hub.receive(path)
    pass_on(hub, county, tmp_path / "2.yihu")
    assert body in bodies(county)
    county.give(tmp_path / "3.yihu", [name_of(hub)], everything=True)
    assert strange in records_of(tmp_path / "3.yihu", hub)


def test_a_stranger_is_not_laid_aside(team: Store, tmp_path: Path) -> None:
    stranger = new_store(tmp_path / "stranger", "外")
    stranger.trust(team.my_card())
    stranger.give(tmp_path / "x.yihu", [name_of(team)])
    with pytest.raises(SenderUnknown):
        team.receive(tmp_path / "x.yihu")
    assert team.quarantined() == ()
