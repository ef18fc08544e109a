"""Names of team and person, the recovery sheet's state, the wait after wrong passphrases."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.laptops import PASSPHRASE, new_laptop, reopened

from yihu.actions import (
    NameMissing,
    Workspace,
    draw_recovery_words,
    is_sheet_wanted,
    make_recovery_words,
    my_card,
    note_put_away,
    passphrase_wait,
    rename_person,
    rename_team,
    save_recovery_words,
    set_role,
)
from yihu.storage import keyring
from yihu.storage.errors import PassphraseWrong, RoleForbids


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[Workspace]:
    space = new_laptop(tmp_path / "data")
    yield space
    space.close()


def test_a_team_gets_another_name_and_stays_the_same_laptop(laptop: Workspace) -> None:
    before = my_card(laptop)
    rename_team(laptop, "  青竹村 三队 ")
    after = my_card(laptop)
    assert (after.team, after.laptop, after.fingerprint) == ("青竹村 三队", "", before.fingerprint)
    again = reopened(laptop)
    assert my_card(again).team == "青竹村 三队"
    again.close()


def test_a_laptop_with_a_name_of_its_own_keeps_it(laptop: Workspace) -> None:
    laptop.store.set_setting("_laptop", "二号机")
    rename_team(laptop, "三队")
    assert my_card(laptop).laptop == "二号机"


def test_an_empty_name_is_refused_and_who_only_looks_renames_no_team(laptop: Workspace) -> None:
    with pytest.raises(NameMissing):
        rename_person(laptop, " \t")
    with pytest.raises(NameMissing):
        rename_team(laptop, "")
    rename_person(laptop, "何立群")
    assert laptop.person == "何立群"
    set_role(laptop, "viewer", PASSPHRASE)
    with pytest.raises(RoleForbids):
        rename_team(laptop, "三队")
    assert laptop.team == "青竹二队"


def test_a_sheet_is_wanted_until_somebody_proved_that_it_is_put_away(
    laptop: Workspace, tmp_path: Path
) -> None:
    assert is_sheet_wanted(laptop)
    words = make_recovery_words(laptop, PASSPHRASE)
    assert is_sheet_wanted(laptop)
    assert draw_recovery_words(words) == save_recovery_words(words, tmp_path).read_bytes()
    note_put_away(laptop)
    assert not is_sheet_wanted(laptop)
    make_recovery_words(laptop, PASSPHRASE)
    assert is_sheet_wanted(laptop)


def test_the_wait_grows_with_each_wrong_passphrase_and_ends_with_the_right_one(
    laptop: Workspace, tmp_path: Path
) -> None:
    waits = []
    for _ in range(5):
        with pytest.raises(PassphraseWrong):
            keyring.open_keyring(laptop.folder, "wrong", lambda _: None)
        waits.append(passphrase_wait(laptop.folder).seconds)
    assert waits == [0, 0, 1, 2, 4]
    keyring.open_keyring(laptop.folder, PASSPHRASE, lambda _: None)
    assert passphrase_wait(laptop.folder).wrong == 0
    assert passphrase_wait(tmp_path / "nothing").seconds == 0
