"""Passphrase, recovery sheet, key store, roles, the log of showings, the lock."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.laptops import PASSPHRASE, VILLAGE, new_laptop, register, reopened, survey, wait

from yihu.actions import (
    ALL_NUMBERS,
    HouseholdUnknown,
    IdleWatch,
    NumberUnknown,
    RevealReasonMissing,
    Workspace,
    add_household,
    backup_after_finish,
    backup_state,
    change_passphrase,
    choose_backup_place,
    erase_household,
    forget_here,
    is_remembered,
    leave_visit,
    list_audit,
    list_backups,
    lock,
    make_recovery_words,
    mask_answer,
    open_remembered,
    open_visit,
    recover_folder,
    remember_here,
    reveal,
    save_answer,
    save_recovery_words,
    set_role,
    show_household,
    take_new_identity,
    unlock,
    verify_audit,
)
from yihu.actions.open_folder import open_folder
from yihu.base.errors import DiskFull
from yihu.storage import audit_chain
from yihu.storage.errors import (
    FolderLocked,
    PassphraseShort,
    PassphraseWrong,
    RecoveryMissing,
    RecoveryWrong,
    RoleForbids,
    SystemKeyGone,
)
from yihu.storage.system_keys import LibraryKeys

NEW = "another passphrase"


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[Workspace]:
    space = new_laptop(tmp_path / "data")
    yield space
    space.close()


def opened(space: Workspace, passphrase: str) -> Workspace:
    return open_folder(space.folder, passphrase, clock=space.clock, random=space.random)


class FakeBackend:
    """A key store as the library gives it."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.shut = False

    def get_password(self, service: str, name: str) -> str | None:
        if self.shut:
            raise RuntimeError("the person closed the dialog")
        return self.kept.get((service, name))

    def set_password(self, service: str, name: str, secret: str) -> None:
        self.kept[service, name] = secret

    def delete_password(self, service: str, name: str) -> None:
        del self.kept[service, name]


def test_the_passphrase_changes_and_the_old_one_is_void(laptop: Workspace) -> None:
    with pytest.raises(PassphraseWrong):
        change_passphrase(laptop, "not this one", NEW)
    with pytest.raises(PassphraseShort):
        change_passphrase(laptop, PASSPHRASE, "short")
    change_passphrase(laptop, PASSPHRASE, NEW)
    laptop.close()
    with pytest.raises(PassphraseWrong):
        opened(laptop, PASSPHRASE)
    opened(laptop, NEW).close()


def test_24_words_open_the_folder_in_either_language_and_set_a_new_passphrase(laptop: Workspace) -> None:
    with pytest.raises(PassphraseWrong):
        make_recovery_words(laptop, "not this one")
    first, second = make_recovery_words(laptop, PASSPHRASE), make_recovery_words(laptop, PASSPHRASE)
    sheet = save_recovery_words(second, laptop.folder.parent)
    assert sheet.read_bytes().startswith(b"%PDF")
    assert "张小芳" not in sheet.name
    change_passphrase(laptop, PASSPHRASE, NEW)
    laptop.close()
    ways = {"clock": laptop.clock, "random": laptop.random}
    with pytest.raises(RecoveryWrong):
        recover_folder(laptop.folder, " ".join(first.english), "a third passphrase", **ways)
    with pytest.raises(PassphraseShort):
        recover_folder(laptop.folder, " ".join(second.english), "short", **ways)
    opened(laptop, NEW).close()
    recover_folder(laptop.folder, "".join(second.chinese), "a third passphrase", **ways).close()
    opened(laptop, "a third passphrase").close()
    recover_folder(laptop.folder, " ".join(second.english), "a fourth passphrase", **ways).close()
    with pytest.raises(PassphraseWrong):
        opened(laptop, "a third passphrase")


def test_without_a_sheet_no_words_open_anything(laptop: Workspace, tmp_path: Path) -> None:
    other = new_laptop(tmp_path / "other", "别的队")
    words = make_recovery_words(other, PASSPHRASE)
    other.close()
    laptop.close()
    with pytest.raises(RecoveryMissing):
        recover_folder(laptop.folder, " ".join(words.english), NEW, clock=laptop.clock, random=laptop.random)


def test_the_systems_key_store_opens_only_what_it_was_asked_to(laptop: Workspace) -> None:
    backend = FakeBackend()
    keys, ways = LibraryKeys(backend), {"clock": laptop.clock, "random": laptop.random}
    assert not is_remembered(laptop.folder)
    assert backend.kept == {}
    with pytest.raises(PassphraseWrong):
        remember_here(laptop, "not this one", keys)
    remember_here(laptop, PASSPHRASE, keys)
    assert is_remembered(laptop.folder)
    laptop.close()
    open_remembered(laptop.folder, keys=keys, **ways).close()
    backend.shut = True
    with pytest.raises(SystemKeyGone):
        open_remembered(laptop.folder, keys=keys, **ways)
    backend.shut = False
    again = opened(laptop, PASSPHRASE)
    change_passphrase(again, PASSPHRASE, NEW)
    assert not is_remembered(laptop.folder)
    remember_here(again, NEW, keys)
    forget_here(again, keys)
    again.close()
    assert backend.kept == {}
    with pytest.raises(SystemKeyGone):
        open_remembered(laptop.folder, keys=keys, **ways)


def test_a_locked_folder_forgets_its_key_and_the_interview_goes_on_where_it_was(laptop: Workspace) -> None:
    household = register(laptop)
    interview = open_visit(laptop, household)
    ref = interview.session.ref("surveyor")
    save_answer(laptop, interview, interview.session.answer(ref, "王老师"), ref)
    store = laptop.store
    assert any(store._key)
    locked = lock(laptop, household_id=household, record=interview.record, form_id=interview.form_id)
    assert not any(store._key)
    assert not any(store._db._key)
    with pytest.raises(FolderLocked):
        show_household(laptop, household)
    with pytest.raises(FolderLocked):
        save_answer(laptop, interview, interview.session.answer(ref, "李"), ref)

    class Ways:
        @staticmethod
        def open(folder: Path, passphrase: str) -> Workspace:
            return open_folder(folder, passphrase, clock=laptop.clock, random=laptop.random)

    with pytest.raises(PassphraseWrong):
        unlock(locked, "not this one", Ways)
    space = unlock(locked, PASSPHRASE, Ways)
    again = open_visit(space, locked.household_id, locked.form_id)
    assert again.resume_ref == ref
    assert again.session.value(ref) == "王老师"
    leave_visit(space, again)
    space.close()


def test_it_locks_after_idle_minutes_and_after_sleep() -> None:
    watch = IdleWatch(minutes=5, touched_ms=0, asked_ms=0)
    assert not any(watch.is_due(now) for now in range(0, 299_000, 30_000))
    watch.touch(290_000)
    assert not any(watch.is_due(now) for now in range(290_000, 590_000, 30_000))
    assert watch.is_due(590_000)
    never = IdleWatch(minutes=0, touched_ms=0, asked_ms=0)
    assert not any(never.is_due(now) for now in range(0, 7_200_000, 60_000))
    assert never.is_due(7_200_000 + 3_600_000)


def test_who_only_looks_changes_nothing_and_cannot_make_himself_more(laptop: Workspace) -> None:
    household = register(laptop)
    survey(laptop, household)
    interview = open_visit(laptop, household)
    set_role(laptop, "viewer", PASSPHRASE)
    before = laptop.store.state(household)
    ref = interview.session.ref("surveyor")
    deeds = (
        lambda: save_answer(laptop, interview, interview.session.answer(ref, "x"), ref),
        lambda: add_household(laptop, head_name="某", village_code=VILLAGE, village="村", group="一组"),
        lambda: erase_household(laptop, household, "request"),
        lambda: laptop.store.give(laptop.folder / "x.yihu", []),
        lambda: laptop.store.receive(laptop.folder / "x.yihu"),
        lambda: set_role(laptop, "coordinator", "not this one"),
        lambda: take_new_identity(laptop),
    )
    for deed in deeds:
        with pytest.raises((RoleForbids, PassphraseWrong)):
            deed()
    assert laptop.store.state(household) == before
    assert show_household(laptop, household).row.visit_state == "done"
    again = reopened(laptop)
    assert again.store.role == "viewer"
    set_role(again, "surveyor", PASSPHRASE)
    with pytest.raises(RoleForbids):
        erase_household(again, household, "request")
    again.close()


def test_numbers_are_masked_and_each_showing_is_logged_before(laptop: Workspace) -> None:
    household = register(laptop)
    survey(laptop, household)
    view = show_household(laptop, household)
    masked = repr(view.household)
    with pytest.raises(RevealReasonMissing):
        reveal(laptop, household, ALL_NUMBERS, "  ")
    with pytest.raises(NumberUnknown):
        reveal(laptop, household, "household/nothing", "call")
    with pytest.raises(HouseholdUnknown):
        reveal(laptop, "nobody", "phone", "call")
    assert not any(row.kind == "shown" for row in list_audit(laptop))
    shown = reveal(laptop, household, ALL_NUMBERS, "call")
    assert {one.property for one in shown} >= {"id_number", "phone"}
    assert not any(one.text in masked for one in shown)
    line = list_audit(laptop, 1)[0]
    assert (line.kind, line.details["household"], line.details["reason"]) == ("shown", household, "call")
    assert not any(one.text in str(line.details) for one in shown)
    for one in shown:
        assert "*" in str(mask_answer(laptop, one.path, one.text))
    assert mask_answer(laptop, "household/head_name", "王伟") == "王伟"
    assert mask_answer(laptop, "household/member/x/_row", 3) == 3


def test_no_showing_without_its_line(laptop: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    household = register(laptop)
    survey(laptop, household)
    laptop.store._db.limit_pages(0)

    def show_until_full() -> None:
        for _ in range(2000):
            reveal(laptop, household, ALL_NUMBERS, "call" * 40)

    with pytest.raises(DiskFull):
        show_until_full()
    laptop.store._db.limit_pages(2**30)
    reveal(laptop, household, ALL_NUMBERS, "call")
    assert verify_audit(laptop).sound


def edit(space: Workspace, *statements: str) -> None:
    with space.store._db.write() as connection:
        for trigger in ("audit_stays", "audit_remains"):
            connection.execute(f"DROP TRIGGER IF EXISTS {trigger}")
        for statement in statements:
            connection.execute(statement)


@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        ("UPDATE audit SET details = '{}' WHERE id = 3", "changed"),
        ("UPDATE audit SET at_ms = at_ms + 1 WHERE id = 3", "changed"),
        ("DELETE FROM audit WHERE id = 3", "changed"),
        ("DELETE FROM audit WHERE id = 1", "changed"),
        ("DELETE FROM audit WHERE id >= 4", "cut"),
        ("DELETE FROM audit", "cut"),
        ("UPDATE audit SET hash = NULL, previous = NULL WHERE id = 3", "changed"),
        ("UPDATE audit SET hash = NULL, previous = NULL", "cut"),
    ],
)
def test_an_edited_or_shortened_log_is_found_out(laptop: Workspace, statement: str, problem: str) -> None:
    for number in range(4):
        laptop.store.note("test", number=number)
    assert verify_audit(laptop).sound
    edit(laptop, statement)
    assert verify_audit(laptop).problem == problem
    laptop.store.note("later")
    again = reopened(laptop)
    assert not verify_audit(again).sound
    again.close()


def test_a_log_cut_and_lengthened_again_is_found_out_and_a_changed_head_too(laptop: Workspace) -> None:
    for number in range(4):
        laptop.store.note("test", number=number)
    edit(laptop, "DELETE FROM audit WHERE id >= 3")
    for number in range(9):
        laptop.store.note("invented", number=number)
    assert verify_audit(laptop).problem == "cut"
    head = laptop.folder / audit_chain.HEAD_NAME
    head.write_bytes(head.read_bytes().replace(b'"line":', b'"line":1'))
    assert verify_audit(laptop).problem == "head_missing"
    head.unlink()
    laptop.store.note("later")
    assert verify_audit(laptop).problem == "head_missing"


def test_lines_of_the_release_before_are_chained_too(laptop: Workspace) -> None:
    edit(
        laptop,
        "UPDATE audit SET hash = NULL, previous = NULL",
        "DELETE FROM setting WHERE key = '_audit_chained'",
    )
    (laptop.folder / audit_chain.HEAD_NAME).unlink()
    again = reopened(laptop)
    assert verify_audit(again).sound
    again.store.note("first of the chain")
    assert verify_audit(again).sound
    edit(again, "UPDATE audit SET kind = 'x' WHERE id = 1")
    assert verify_audit(again).problem == "changed"
    again.close()


def test_each_finished_household_is_copied_and_a_missing_stick_keeps_nobody_from_working(
    laptop: Workspace, tmp_path: Path
) -> None:
    assert backup_after_finish(laptop) is None
    stick = tmp_path / "stick"
    stick.mkdir()
    choose_backup_place(laptop, stick)
    survey(laptop, register(laptop))
    wait(laptop)
    assert backup_after_finish(laptop).households == 1
    stick.rename(tmp_path / "pulled")
    state = backup_state(laptop)
    assert (state.there, state.error) == (False, "")
    wait(laptop)
    from yihu.storage.backup_errors import BackupPlaceMissing

    with pytest.raises(BackupPlaceMissing):
        backup_after_finish(laptop)
    assert backup_state(laptop).error == "backup-place-missing"
    (tmp_path / "pulled").rename(stick)
    wait(laptop)
    assert backup_after_finish(laptop) is not None
    assert backup_state(laptop).error == ""
    assert len(list_backups(stick)) >= 1


def test_erasing_tells_of_earlier_backups_and_can_replace_them(laptop: Workspace, tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    household, other = register(laptop), register(laptop)
    choose_backup_place(laptop, tmp_path / "stick")
    backup_after_finish(laptop)
    wait(laptop)
    report = erase_household(laptop, household, "request")
    assert (report.old_backups, report.backups_removed) == (1, 0)
    wait(laptop)
    report = erase_household(laptop, other, "request", replace_backups=True)
    assert (report.old_backups, report.backups_removed) == (1, 1)
    (row,) = list_backups(tmp_path / "stick")
    assert row.made_ms == laptop.clock.now_ms()


def test_a_copy_becomes_a_laptop_of_its_own(laptop: Workspace) -> None:
    card, replica = laptop.store.my_card(), laptop.store.replica
    household = register(laptop)
    laptop.store.give(laptop.folder / "to-itself.yihu", [], everything=True)
    take_new_identity(laptop, "二号")
    assert laptop.store.receive(laptop.folder / "to-itself.yihu", trust=card.fingerprint).repeated
    assert laptop.store.my_card().fingerprint != card.fingerprint
    assert laptop.store.my_card().laptop == "二号"
    own = laptop.store.replica
    assert own != replica
    again = reopened(laptop)
    assert again.store.replica == own
    assert show_household(again, household).row.id == household
    again.close()
