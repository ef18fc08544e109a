"""Erasure on request: not one value is left on the disk, at the others neither, and nothing brings it back."""

from pathlib import Path

import pytest
from tests.unit.stores import FORM, add_household, befriend, new_store, reopened

from yihu.storage.erasure import ErasureWaits, NobodyToErase
from yihu.storage.errors import RoleForbids
from yihu.storage.store import Store

HOME, OTHER = (f"01900000-0000-7000-8000-{number:012d}" for number in (1, 2))
ROW, STAYS = (f"01900000-0000-7000-8000-{number:012d}" for number in (11, 12))
SECRET = "欧阳青竹夫人"


def family(store: Store) -> str:
    photo = store.put_attachment(b"her face" * 100, "jpg")
    add_household(store, OTHER, "王伟")
    store.write(
        HOME,
        {
            "household/head": "李建军",
            "household/code": "999999001001",
            f"household/member/{ROW}/_row": 1,
            f"household/member/{ROW}/name": SECRET,
            f"household/member/{ROW}/photo": photo,
            f"household/member/{STAYS}/_row": 2,
            f"household/member/{STAYS}/name": "李小明",
        },
        FORM,
        "finish",
    )
    return photo


def pages(store: Store) -> bytes:
    """The database as plain bytes, free pages included."""
    plain = store.folder.parent / f"plain-{store.folder.name}.db"
    plain.unlink(missing_ok=True)
    store._db._writer.execute("ATTACH DATABASE ? AS plain KEY ''", (str(plain),))
    store._db._writer.execute("SELECT sqlcipher_export('plain')")
    store._db._writer.execute("DETACH DATABASE plain")
    return plain.read_bytes()


def test_a_household_is_gone_with_its_photo_and_search_terms(tmp_path: Path) -> None:
    store = new_store(tmp_path / "a")
    photo = family(store)
    store.append_draft(HOME, "household", FORM, {"remark": SECRET}, "/data/remark")
    erased = store.erase_household(HOME, "request")
    assert (erased.changesets, erased.photos) == (1, 1)
    assert not store.has_attachment(photo)
    assert [row.id for row in store.households()] == [OTHER]
    assert store.count() == 1
    assert store.drafts(HOME) == ()
    data = pages(store)
    assert "王伟".encode() in data
    assert SECRET.encode() not in data
    assert store.audit(1)[0].kind == "erased"
    assert store.verify_audit().sound
    again = reopened(store)
    assert [row.id for row in again.households()] == [OTHER]
    assert not any((tmp_path / "a" / "attachments").iterdir())


def test_a_member_is_gone_and_the_others_stay(tmp_path: Path) -> None:
    store = new_store(tmp_path / "a")
    photo = family(store)
    store.erase_person(HOME, ROW, "request")
    values = store.document(HOME).values
    assert values["household/head"] == "李建军"
    assert values[f"household/member/{STAYS}/name"] == "李小明"
    assert SECRET not in repr(values)
    assert not store.has_attachment(photo)
    assert SECRET.encode() not in pages(store)
    opened = store.open_record(HOME, "household").values
    assert not any(ROW in key and not key.endswith("_del") for key in opened)


def test_the_others_erase_with_the_next_hand_over_and_never_give_it_back(tmp_path: Path) -> None:
    one, two = new_store(tmp_path / "one"), new_store(tmp_path / "two", "二号")
    befriend(one, two)
    photo = family(one)
    one.give(tmp_path / "1.yihu", [two.my_card().fingerprint])
    two.receive(tmp_path / "1.yihu")
    two.give(tmp_path / "2.yihu", [one.my_card().fingerprint], everything=True)
    one.erase_household(HOME, "request")
    one.give(tmp_path / "3.yihu", [two.my_card().fingerprint])
    two.receive(tmp_path / "3.yihu")
    one.receive(tmp_path / "2.yihu")
    for store in (one, two):
        store.refold_dirty()
        assert SECRET.encode() not in pages(store)
        assert not store.has_attachment(photo)
        assert [row.id for row in store.households()] == [OTHER]


def test_an_erasure_that_broke_off_is_finished_at_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = new_store(tmp_path / "a")
    photo = family(store)

    def crash(self: Store) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Store, "finish_erasure", crash)
        with pytest.raises(KeyboardInterrupt):
            store.erase_household(HOME, "request")
    assert store.has_attachment(photo)
    again = reopened(store)
    assert not again.has_attachment(photo)
    assert again.setting("_erasing") is None
    assert SECRET.encode() not in pages(again)


def test_what_cannot_be_erased_is_told_and_nothing_changes(tmp_path: Path) -> None:
    store = new_store(tmp_path / "a")
    family(store)
    with pytest.raises(NobodyToErase):
        store.erase_person(HOME, OTHER, "request")
    store.write(HOME, {"household/wage": "1"}, FORM, "visit", parents=[])
    store.write(HOME, {"household/wage": "2"}, FORM, "visit", parents=[])
    with pytest.raises(ErasureWaits):
        store.erase_person(HOME, ROW, "request")
    store.set_role("surveyor")
    with pytest.raises(RoleForbids):
        store.erase_household(HOME, "request")
    assert SECRET in repr(store.document(HOME).values)
