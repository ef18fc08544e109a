"""Rules of taking in and giving on, on real folders: who may say what, and what goes along."""

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
    new_store,
)

from yihu.storage.provenance import OriginUnproved
from yihu.storage.receipts import ReceiptInvalid
from yihu.storage.store import Store
from yihu.sync.frames import CHANGESETS, GAP, TIPS, TOMBSTONE, Record, batches, read_batch
from yihu.sync.linking import link_tree
from yihu.sync.organisation import Role
from yihu.sync.receipt import Receipt, read_receipt, receipt_text
from yihu.sync.statement import sign_statement

team, hub, county = hand_overs.team, hand_overs.hub, hand_overs.county


def inside(path: Path, reader: Store) -> set[bytes]:
    """The changesets of a file."""
    return {
        body
        for kind, payload in records_of(path, reader)
        if kind == CHANGESETS
        for body in read_batch(payload)
    }


def split(team: Store) -> tuple[bytes, bytes, bytes]:
    """Three steps, each on top of the one before."""
    for wage in "56":
        team.write(HOMES[0], {"household/wage": wage}, FORM, "visit")
    first, second, third = (each.body for each in sorted(held(team).values(), key=lambda each: each.seq))
    return first, second, third


def test_only_a_coordinator_gives_up_what_is_missing(team: Store, hub: Store, tmp_path: Path) -> None:
    """Anybody's word travels on; only a coordinator's counts here."""
    first, second, third = split(team)
    missing = next(iter(held(team)))
    gaps = [each.id for each in held(team).values() if each.body in (first, second)]
    assert missing in held(team)
    said = sign_statement(team._identity, team.my_card(), GAP, {"ids": gaps, "made_ms": 1})
    team.give(tmp_path / "t.yihu", [name_of(hub)])
    tips = [record for record in records_of(tmp_path / "t.yihu", hub) if record[0] == TIPS]
    hub.receive(written(tmp_path / "1.yihu", team, hub, [*tips, *batches([third]), (GAP, said.data)]))
    hub.refold_dirty()
    assert hub.document(HOMES[0]).values == {}
    hub.give(tmp_path / "2.yihu", [name_of(team)])
    assert (GAP, said.data) in records_of(tmp_path / "2.yihu", team)
    assert hub.accept_gap() == 1
    hub.refold_dirty()
    assert hub.document(HOMES[0]).values == {"household/wage": "6"}


@pytest.mark.parametrize("order", [(0, 2, 1), (2, 0, 1), (1, 2, 0), (2, 1, 0)])
def test_a_gap_that_closes_is_told_to_the_sender_at_once(
    order: tuple[int, ...], team: Store, hub: Store, tmp_path: Path
) -> None:
    """Nothing is asked for again that came out of order."""
    steps = split(team)
    team.give(tmp_path / "t.yihu", [name_of(hub)])
    tips = [record for record in records_of(tmp_path / "t.yihu", hub) if record[0] == TIPS]
    for number in order:
        hub.receive(written(tmp_path / f"{number}.yihu", team, hub, [*tips, *batches([steps[number]])]))
    assert hub.waiting_for() == ()
    hub.give(tmp_path / "back.yihu", [name_of(team)])
    team.receive(tmp_path / "back.yihu")
    assert team.give(tmp_path / "again.yihu", [name_of(hub)]).changesets == 0
    assert hub.state(HOMES[0]) == team.state(HOMES[0])


def test_a_tombstone_travels_on_beside_photos(team: Store, hub: Store, county: Store, tmp_path: Path) -> None:
    """Choosing the photos reads every change: one without a body names none."""
    photo = team.put_attachment(b"photo", "jpg")
    team.write(HOMES[0], {"household/photo": photo}, FORM, "visit")
    for file in team.give(tmp_path / "1.yihu", [name_of(hub)]).files:
        hub.receive(tmp_path / file.name)
    [first] = [each.body for each in held(team).values() if each.seq == 1]
    hub.receive(written(tmp_path / "2.yihu", team, hub, [grave(team, first)]))
    for file in hub.give(tmp_path / "3.yihu", [name_of(county)]).files:
        county.receive(tmp_path / file.name)
    assert county.document(HOMES[0]).values == {"household/photo": photo} | dict.fromkeys(
        orjson.loads(first)["c"]
    )
    assert county.has_attachment(photo.partition(".")[0])
    assert county.state(HOMES[0]) == hub.state(HOMES[0])


def test_what_was_erased_is_not_counted_among_what_is_given(team: Store, hub: Store, tmp_path: Path) -> None:
    add_household(team, HOMES[1], "李四")
    team.erase_household(HOMES[1], "request")
    report = team.give(tmp_path / "1.yihu", [name_of(hub)])
    assert (report.households, report.changesets) == (1, 1)
    assert hub.receive(tmp_path / "1.yihu").union.received == 1


def test_a_household_is_erased_by_an_id_of_which_nothing_is_here(team: Store) -> None:
    """Somebody said that both are one, and only the other has come."""
    team.decide_same(HOMES[0], HOMES[1], True)
    team.decide_same(HOMES[1], HOMES[2], True)
    assert team.erase_household(HOMES[2], "request").changesets == 1
    assert team.document(HOMES[0]).values.get("household/head") is None


def test_by_an_id_of_which_nothing_is_here_its_household_is_shown_and_answered(team: Store) -> None:
    """Found by 10,000 runs: what was written there had seen nothing, and counted as written by somebody else."""
    team.write(HOMES[0], {"household/member/r1/_row": 1, "household/member/r1/name": "新"}, FORM, "visit")
    team.decide_same(HOMES[0], HOMES[1], True)
    assert team.document(HOMES[1]).values == team.document(HOMES[0]).values
    team.write(HOMES[1], {"household/member/r1/_del": True}, FORM, "visit")
    for home in HOMES[:2]:
        assert "household/member/r1/name" not in team.document(home).values
    assert team.conflict_count() == 0


def test_a_work_package_brings_the_decisions_on_its_households(
    team: Store, hub: Store, tmp_path: Path
) -> None:
    add_household(team, HOMES[1], "王伟")
    add_household(team, HOMES[2], "李四")
    team.decide_same(HOMES[0], HOMES[1], True)
    team.give(tmp_path / "1.yihu", [name_of(hub)], households=[HOMES[1]])
    hub.receive(tmp_path / "1.yihu")
    assert {each.household for each in held(hub).values()} == {
        HOMES[0],
        HOMES[1],
        link_tree(HOMES[0], HOMES[1]),
    }
    assert hub.ids_of(HOMES[1]) == (HOMES[0], HOMES[1])


def test_one_household_of_anothers_work_passes_through_the_hub(
    team: Store, hub: Store, county: Store, tmp_path: Path
) -> None:
    """Only some links of the team's chain come: the way from its signed end breaks off."""
    add_household(team, HOMES[1], "李四")
    team.write(HOMES[0], {"household/wage": "5"}, FORM, "visit")
    pass_on(team, hub, tmp_path / "1.yihu")
    hub.give(tmp_path / "2.yihu", [name_of(county)], households=[HOMES[0]])
    county.receive(tmp_path / "2.yihu")
    assert county.state(HOMES[0]) == hub.state(HOMES[0])
    pass_on(hub, county, tmp_path / "3.yihu")
    assert held(county).keys() == held(hub).keys()


def test_what_one_of_several_parts_brought_passes_on(
    team: Store, hub: Store, county: Store, tmp_path: Path
) -> None:
    for number in range(1, 30):
        text = "".join(chr(0x4E00 + (number * 977 + place * 313) % 9000) for place in range(3000))
        add_household(team, HOMES[number], "李四", note=text)
    files = team.give(tmp_path / "1.yihu", [name_of(hub)], part_bytes=150_000).files
    assert len(files) > 2
    for file in (files[1], files[0]):
        hub.receive(tmp_path / file.name)
        pass_on(hub, county, tmp_path / f"on-{file.part}.yihu")
        assert held(county).keys() == held(hub).keys()


def test_a_household_that_moved_passes_on_with_its_new_village_alone(
    team: Store, hub: Store, county: Store, tmp_path: Path
) -> None:
    other = "999999001002"
    add_household(team, HOMES[1], "李四")
    team.write(HOMES[0], {"household/wage": "5"}, FORM, "visit")
    team.move_household(HOMES[0], other, {"household/code": other}, FORM)
    team.write(HOMES[1], {"household/wage": "5"}, FORM, "visit")
    pass_on(team, hub, tmp_path / "1.yihu")
    hub.give(tmp_path / "2.yihu", [name_of(county)], villages=[other])
    county.receive(tmp_path / "2.yihu")
    assert county.state(HOMES[0]) == hub.state(HOMES[0])


def test_only_a_coordinator_is_believed_what_a_broken_chain_cannot_prove(tmp_path: Path) -> None:
    office = new_store(tmp_path / "office", "县")
    office.create_organisation("青山县", "山里的路不好走", quick=True)
    names = ("甲", "乙", "丙")
    writer, forger, third = (new_store(tmp_path / name, name) for name in names)
    for store in (writer, forger, third):
        store.join(office.invite(store.my_card(), Role.TEAM))
    befriend(forger, third)
    add_household(writer, HOMES[0])
    add_household(writer, HOMES[1])
    writer.write(HOMES[0], {"household/wage": "5"}, FORM, "visit")
    writer.give(tmp_path / "0.yihu", [name_of(office)])
    office.receive(tmp_path / "0.yihu")
    for store in (forger, third):
        office.give(tmp_path / "1.yihu", [name_of(store)], households=[], everything=True)
        store.receive(tmp_path / "1.yihu")
    office.give(tmp_path / "2.yihu", [name_of(forger)], everything=True)
    forger.receive(tmp_path / "2.yihu")
    forger.give(tmp_path / "3.yihu", [name_of(third)], households=[HOMES[0]])
    with pytest.raises(OriginUnproved):
        third.receive(tmp_path / "3.yihu")
    assert held(third) == {}
    office.give(tmp_path / "4.yihu", [name_of(third)], households=[HOMES[0]])
    third.receive(tmp_path / "4.yihu")
    assert third.document(HOMES[0]).values["household/wage"] == "5"


def test_a_receipt_must_name_what_was_inside(team: Store, hub: Store, county: Store, tmp_path: Path) -> None:
    """Rightly signed by the taker's key: and still it can't know the contents without having opened it."""
    befriend(team, county)
    team.give(tmp_path / "x.yihu", [name_of(hub), name_of(county)])
    told = read_receipt(hub.receive(tmp_path / "x.yihu").receipt)

    def said(store: Store, **fields: str) -> str:
        of = {"package": told.package, "contents": told.contents, "fingerprint": name_of(store)} | fields
        return receipt_text(store._identity, Receipt(part=1, held=told.held, **of))

    for wrong in (
        said(hub, contents="00" * 16),
        said(hub, package=told.package.replace("0", "1", 1)),
        said(county, fingerprint=name_of(hub)),
    ):
        with pytest.raises(ReceiptInvalid):
            team.take_receipt(wrong)
    assert {row.state for row in team.given()} == {"not_confirmed"}
    team.take_receipt(said(county))
    assert {(row.laptop, row.state) for row in team.given()} == {
        ("县", "confirmed"),
        ("汇总", "not_confirmed"),
    }


def test_what_older_versions_do_not_know_goes_through_two_hands_byte_for_byte(
    team: Store, hub: Store, county: Store, tmp_path: Path
) -> None:
    """Fields, kinds of changes and kinds of records of a later version, by the hub's and the county's own export."""
    province = new_store(tmp_path / "province", "省")
    befriend(county, province)
    [real] = held(team).values()
    fields = orjson.loads(real.body)
    later = [
        fields | {"k": "merged_by_ai", "zz": {"deep": [1, "二", None, {"x": True}]}, "a": True},
        fields | {"0": "", "c": fields["c"] | {"household/x": "1"}, "~": ["é", -1]},
        fields | {"k": "", "z": {"a": {"x": 1}, "d": 5}},
    ]
    sent = [orjson.dumps(each, option=orjson.OPT_SORT_KEYS) for each in later]
    strange: list[Record] = [
        ("from_the_future", b"\x00\xff\x93"),
        ("from_the_future", b""),
        ("x", bytes(range(256)) * 4000),
        ("k" * 32, b"{}"),
    ]
    hub.receive(written(tmp_path / "1.yihu", team, hub, [*batches(sent), *strange]))
    pass_on(hub, county, tmp_path / "2.yihu")
    pass_on(county, province, tmp_path / "3.yihu")
    assert set(sent) <= set(bodies(province))
    arrived = records_of(tmp_path / "3.yihu", province)
    assert set(sent) <= inside(tmp_path / "3.yihu", province)
    assert set(strange) <= set(arrived)
    assert len([each for each in arrived if each in strange]) == len(strange)
    assert province.state(HOMES[0]) == county.state(HOMES[0]) == hub.state(HOMES[0])
    province.give(tmp_path / "4.yihu", [name_of(county)], everything=True)
    assert set(strange) <= set(records_of(tmp_path / "4.yihu", county))


def test_statements_of_others_travel_on_byte_for_byte(
    team: Store, hub: Store, county: Store, tmp_path: Path
) -> None:
    """Signed ends, gaps and tombstones with fields that a later version added."""
    first, second, _ = split(team)
    extra = {"made_ms": 1, "later": {"x": [1, "二"]}}
    erased = orjson.loads(orjson.loads(grave(team, second)[1])["content"])
    told: list[Record] = [
        (GAP, sign_statement(team._identity, team.my_card(), GAP, {"ids": ["ab" * 32], **extra}).data),
        (TOMBSTONE, sign_statement(team._identity, team.my_card(), TOMBSTONE, {**erased, **extra}).data),
    ]
    team.give(tmp_path / "0.yihu", [name_of(hub)])
    tips = [record for record in records_of(tmp_path / "0.yihu", hub) if record[0] == TIPS]
    hub.receive(written(tmp_path / "1.yihu", team, hub, [*tips, *batches([first]), *told]))
    pass_on(hub, county, tmp_path / "2.yihu")
    county.give(tmp_path / "3.yihu", [name_of(hub)], everything=True)
    assert {*tips, *told} <= set(records_of(tmp_path / "3.yihu", hub))


def test_an_older_versions_file_is_taken_in_and_goes_on_as_it_is(
    team: Store, hub: Store, county: Store, tmp_path: Path
) -> None:
    """Release 0.1.0 wrote one change a record, no summary of villages, no signed ends."""
    old = changeset({"head": "李四"}, replica="c" * 32, household=HOMES[3], scope=VILLAGE)
    more = changeset(
        {"wage": "7"}, [old], replica="c" * 32, household=HOMES[3], scope=VILLAGE, seq=2, previous=old.id
    )
    summary = orjson.dumps({"tips": [["c" * 32, VILLAGE, [more.id]]], "wants": []})
    records: list[Record] = [("summary", summary), ("changeset", more.body), ("changeset", old.body)]
    hub.receive(written(tmp_path / "1.yihu", team, hub, records))
    assert hub.document(HOMES[3]).values == {"household/head": "李四", "household/wage": "7"}
    pass_on(hub, county, tmp_path / "2.yihu")
    assert {old.body, more.body} <= set(bodies(county))
