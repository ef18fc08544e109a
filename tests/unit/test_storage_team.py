"""A team on real stores: who is let in, by order of receipt; who can always open; keys that change and come back."""

import os
from pathlib import Path

import orjson
import pytest
from tests.unit.stores import (
    VILLAGE,
    add_household,
    befriend,
    bodies,
    dump,
    later,
    new_store,
    reopened,
)

from yihu.base.errors import UserError
from yihu.storage import identity_file
from yihu.storage.errors import (
    DatabaseDamaged,
    InvitationForOther,
    OrganisationElsewhere,
    OrganisationHere,
    OrganisationMissing,
    PassphraseShort,
    RoleForbids,
    SenderLost,
    SenderUnknown,
    SenderViewer,
)
from yihu.storage.organised import ORGANISATION_NAME
from yihu.storage.store import Store
from yihu.sync.organisation import BY_ROOT, Role, list_lost, root_identity
from yihu.sync.organisation_errors import LaptopLost, PaperRoleWrong, PermissionMissing, SealWrong
from yihu.sync.organisation_seal import MAGIC
from yihu.sync.organisation_texts import papers_from_fields
from yihu.sync.organisation_trust import Trust
from yihu.sync.package import read_envelope

HOME = "01900000-0000-7000-8000-00000000000"
PASSPHRASE = "山里的路不好走"


@pytest.fixture
def office(tmp_path: Path) -> Store:
    """A coordinator with an organisation."""
    store = new_store(tmp_path / "office", "县")
    store.create_organisation("青山县", PASSPHRASE, quick=True)
    return store


def a_laptop(office: Store, folder: Path, name: str, role: Role = Role.TEAM, *villages: str) -> Store:
    """One that was invited and joined."""
    store = new_store(folder / name, name)
    store.join(office.invite(store.my_card(), role, villages or None))
    return store


def gives(store: Store, to: Store, number: int, folder: Path) -> Path:
    """A new household in a file for another laptop."""
    add_household(store, f"{HOME}{number}", f"户{number}")
    path = folder / f"{number}.yihu"
    store.give(path, [to.my_card().fingerprint])
    return path


def header_of(path: Path) -> object:
    with path.open("rb") as file:
        return read_envelope(file, path.stat().st_size, path.name).header


def test_an_invited_laptop_and_its_coordinator_know_each_other(office: Store, tmp_path: Path) -> None:
    team = a_laptop(office, tmp_path, "一队")
    assert team.receive(gives(office, team, 1, tmp_path)).union.new == 1
    assert office.receive(gives(team, office, 2, tmp_path)).union.new == 1


def test_laptops_of_one_organisation_trust_each_other_without_having_met(
    office: Store, tmp_path: Path
) -> None:
    one, two = a_laptop(office, tmp_path, "一队"), a_laptop(office, tmp_path, "二队")
    with one._db.write() as connection:
        one._keep_card(connection, two.my_card(), trusted=False)
    assert not one.trusts(two.my_card().fingerprint)  # its papers have not come
    one.receive(gives(office, one, 1, tmp_path))
    path = tmp_path / "to-two.yihu"
    with one._db.write() as connection:
        one._keep_card(connection, two.my_card(), trusted=True)
    one.give(path, [two.my_card().fingerprint])
    assert two.receive(path).union.new > 0
    assert {row.laptop for row in two.contacts() if row.trusted} == {"县", "一队"}


def test_a_stranger_stays_a_stranger(office: Store, tmp_path: Path) -> None:
    stranger = new_store(tmp_path / "stranger", "生人")
    stranger.trust(office.my_card())
    before = dump(office, "changeset", "contact", "paper")
    with pytest.raises(SenderUnknown):
        office.receive(gives(stranger, office, 1, tmp_path))
    assert dump(office, "changeset", "contact", "paper") == before


def test_another_organisations_papers_prove_nothing_here(office: Store, tmp_path: Path) -> None:
    other = new_store(tmp_path / "other", "邻县")
    other.create_organisation("邻县", PASSPHRASE, quick=True)
    other.trust(office.my_card())
    with pytest.raises(SenderUnknown):
        office.receive(gives(other, office, 1, tmp_path))
    assert len(office.members()) == 1


def test_two_laptops_without_an_organisation_go_on_by_compared_digits(tmp_path: Path) -> None:
    one, two = new_store(tmp_path / "one", "一号"), new_store(tmp_path / "two", "二号")
    befriend(one, two)
    path = gives(one, two, 1, tmp_path)
    assert header_of(path).organisation is None  # type: ignore[attr-defined]
    assert two.receive(path).union.new == 1
    assert two.organisation() is None
    assert two.members() == ()


# Who can open


def test_those_above_and_the_recovery_key_can_always_open(office: Store, tmp_path: Path) -> None:
    town = a_laptop(office, tmp_path, "镇", Role.COORDINATOR, "999999001")
    team, mate = a_laptop(town, tmp_path, "一队"), new_store(tmp_path / "mate", "队友")
    befriend(team, mate)
    path = gives(team, mate, 1, tmp_path)
    header = header_of(path)
    expected = [store.my_card().fingerprint for store in (team, mate, town, office)]
    assert list(header.to[:4]) == expected  # type: ignore[attr-defined]
    assert len(header.to) == 5  # type: ignore[attr-defined]
    for store in (mate, town, office):
        assert store.receive(path).union.new == 1


def test_a_chosen_recipient_still_gets_only_what_it_lacks(office: Store, tmp_path: Path) -> None:
    team = a_laptop(office, tmp_path, "一队")
    add_household(team, f"{HOME}7")
    office.receive(gives(team, office, 1, tmp_path))
    team.receive(gives(office, team, 2, tmp_path))
    report = team.give(tmp_path / "again.yihu", [office.my_card().fingerprint])
    assert report.changesets == 0


def test_the_organisation_comes_back_from_its_words_and_opens_what_was_given(
    office: Store, tmp_path: Path
) -> None:
    seed = office.open_root(passphrase=PASSPHRASE)
    team = a_laptop(office, tmp_path, "一队")
    path = gives(team, office, 1, tmp_path)
    new = new_store(tmp_path / "new", "新电脑")
    new.recover_organisation(seed, "青山县", "新的通行口令", quick=True)
    assert new.organisation().id == office.organisation().id  # type: ignore[union-attr]
    assert new.receive(path).union.new == 1  # the sender's papers lead to the same root
    assert new.open_root(passphrase="新的通行口令") == seed
    assert reopened(new).receive(path).repeated


# Lost


def test_what_a_lost_laptop_gives_after_the_report_is_laid_aside(office: Store, tmp_path: Path) -> None:
    team = a_laptop(office, tmp_path, "一队")
    early, late = gives(team, office, 1, tmp_path), gives(team, office, 2, tmp_path)
    assert office.receive(early).union.new == 1
    office.report_lost(team.my_card().fingerprint)
    before = dump(office, "changeset", "chain_tip", "household")
    with pytest.raises(SenderLost) as refusal:
        office.receive(late)
    assert refusal.value.card == team.my_card()
    assert dump(office, "changeset", "chain_tip", "household") == before
    assert office.quarantined()[0].reason == "sender-lost"
    assert office.receive(late, release=True).union.new == 1
    assert len(bodies(office)) == 2


def test_only_the_order_of_receipt_counts_and_no_clock(office: Store, tmp_path: Path) -> None:
    team = a_laptop(office, tmp_path, "一队")
    later(team._clock, days=-300)
    made_long_before = gives(team, office, 1, tmp_path)
    later(office._clock, days=-2000)
    office.report_lost(team.my_card().fingerprint)
    with pytest.raises(SenderLost):
        office.receive(made_long_before)


def test_the_report_travels_in_every_package(office: Store, tmp_path: Path) -> None:
    lost, mate = a_laptop(office, tmp_path, "丢"), a_laptop(office, tmp_path, "友")
    befriend(lost, mate)
    assert mate.receive(gives(lost, mate, 1, tmp_path)).union.new == 1
    office.report_lost(lost.my_card().fingerprint)
    mate.receive(gives(office, mate, 2, tmp_path))
    assert not mate.trusts(lost.my_card().fingerprint)
    with pytest.raises(SenderLost):
        mate.receive(gives(lost, mate, 3, tmp_path))
    third = a_laptop(office, tmp_path, "三")
    befriend(mate, third)
    assert third.standing(lost.my_card().fingerprint).trust is Trust.REVOKED  # it came with the invitation


def test_a_report_is_believed_even_from_a_package_that_is_not(office: Store, tmp_path: Path) -> None:
    lost, mate = a_laptop(office, tmp_path, "丢"), a_laptop(office, tmp_path, "友")
    late = a_laptop(office, tmp_path, "迟")
    befriend(late, mate)
    office.report_lost(late.my_card().fingerprint)
    office.report_lost(lost.my_card().fingerprint)
    late._take_header_papers(office._header_papers([]), "")
    with pytest.raises(SenderLost):  # it carries the list that names itself
        mate.receive(gives(late, mate, 1, tmp_path))
    assert mate.standing(lost.my_card().fingerprint).trust is Trust.REVOKED


def test_a_lost_laptop_stays_lost_though_a_person_confirmed_its_digits(office: Store, tmp_path: Path) -> None:
    team = a_laptop(office, tmp_path, "一队")
    office.trust(team.my_card())
    office.report_lost(team.my_card().fingerprint)
    assert not office.trusts(team.my_card().fingerprint)
    with pytest.raises(SenderLost):
        office.receive(gives(team, office, 1, tmp_path), trust=team.my_card().fingerprint)


def test_a_found_laptop_is_accepted_again(office: Store, tmp_path: Path) -> None:
    team = a_laptop(office, tmp_path, "一队")
    fingerprint = team.my_card().fingerprint
    with pytest.raises(PermissionMissing):
        office.accept_again(fingerprint)
    office.report_lost(fingerprint)
    office.accept_again(fingerprint)
    assert office.receive(gives(team, office, 1, tmp_path)).union.new == 1


def test_a_replayed_older_list_is_ignored(office: Store, tmp_path: Path) -> None:
    team = a_laptop(office, tmp_path, "一队")
    fingerprint = team.my_card().fingerprint
    mate = a_laptop(office, tmp_path, "友")
    office.report_lost(fingerprint)
    with_the_list = gives(office, mate, 1, tmp_path)
    office.accept_again(fingerprint)
    mate.receive(gives(office, mate, 2, tmp_path))
    assert mate.receive(with_the_list)
    assert mate.standing(fingerprint).trust is not Trust.REVOKED


def test_a_team_can_report_nobody_and_a_coordinator_not_its_superior(office: Store, tmp_path: Path) -> None:
    town = a_laptop(office, tmp_path, "镇", Role.COORDINATOR)
    team = a_laptop(town, tmp_path, "队")
    before = dump(town, "paper", "contact")
    with pytest.raises(PaperRoleWrong):
        town.report_lost(office.my_card().fingerprint)
    assert dump(town, "paper", "contact") == before
    for attempt in (
        lambda: team.report_lost(town.my_card().fingerprint),
        lambda: team.invite(town.my_card(), Role.TEAM),
    ):
        with pytest.raises(PaperRoleWrong):
            attempt()


def test_a_lost_coordinator_invites_nobody(office: Store, tmp_path: Path) -> None:
    town = a_laptop(office, tmp_path, "镇", Role.COORDINATOR)
    office.report_lost(town.my_card().fingerprint)
    late = a_laptop(town, tmp_path, "队")
    late.trust(office.my_card())
    with pytest.raises((SenderUnknown, SenderLost)):
        office.receive(gives(late, office, 2, tmp_path))
    town._take_header_papers(office._header_papers([town.my_card().fingerprint]), "")
    with pytest.raises(PaperRoleWrong):
        town.invite(new_store(tmp_path / "x", "x").my_card(), Role.TEAM)


# Viewers


def test_changes_of_a_viewer_are_laid_aside_and_can_be_let_in(office: Store, tmp_path: Path) -> None:
    viewer = a_laptop(office, tmp_path, "看", Role.VIEWER)
    viewer.receive(gives(office, viewer, 1, tmp_path))
    nothing = tmp_path / "nothing.yihu"
    with pytest.raises(RoleForbids):
        viewer.give(nothing, [office.my_card().fingerprint])
    viewer.set_role("surveyor")  # by the passphrase of that laptop: the others don't believe it
    viewer.give(nothing, [office.my_card().fingerprint])
    assert office.receive(nothing).repeated
    path = gives(viewer, office, 2, tmp_path)
    before = dump(office, "changeset", "household")
    with pytest.raises(SenderViewer):
        office.receive(path)
    assert dump(office, "changeset", "household") == before
    number = office.quarantined()[0].id
    assert office.release(number).union.new == 1


def test_who_is_invited_to_look_only_looks_and_takes_in_what_it_is_given(
    office: Store, tmp_path: Path
) -> None:
    viewer = a_laptop(office, tmp_path, "看", Role.VIEWER)
    assert viewer.role == "viewer"
    viewer.receive(gives(office, viewer, 1, tmp_path))
    assert viewer.count() == 1
    with pytest.raises(RoleForbids):
        add_household(viewer, f"{HOME}3")
    viewer.join(office.invitation(viewer.my_card().fingerprint))
    assert viewer.role == "viewer"
    viewer.join(office.invite(viewer.my_card(), Role.TEAM))
    assert viewer.role == "surveyor"
    alone = new_store(tmp_path / "alone", "独")
    alone.set_role("viewer")
    with pytest.raises(RoleForbids):
        alone.join(office.invite(alone.my_card(), Role.TEAM))


def test_an_ended_year_hinders_nothing_and_is_renewed_by_the_next_package(
    office: Store, tmp_path: Path
) -> None:
    team = a_laptop(office, tmp_path, "一队")
    fingerprint = team.my_card().fingerprint
    later(office._clock, days=366)
    later(team._clock, days=366)
    assert office.standing(fingerprint).trust is Trust.ENDED
    assert office.receive(gives(team, office, 1, tmp_path)).union.new == 1
    seed = office.open_root(passphrase=PASSPHRASE)
    office.renew(office.my_card().fingerprint, root=seed)
    row = office.renew(fingerprint)
    assert row.trust is Trust.TRUSTED
    team.receive(gives(office, team, 2, tmp_path))
    assert team.organisation().me.trust is Trust.TRUSTED  # type: ignore[union-attr]
    assert team.join(office.invitation(fingerprint)).me.trust is Trust.TRUSTED  # type: ignore[union-attr]


def test_a_stranger_is_not_renewed(office: Store) -> None:
    for attempt in (office.renew, office.invitation):
        with pytest.raises(PermissionMissing):
            attempt("0" * 32)


def test_nobody_gives_villages_that_it_has_not(office: Store, tmp_path: Path) -> None:
    town = a_laptop(office, tmp_path, "镇", Role.COORDINATOR, "999999001")
    card = new_store(tmp_path / "x", "x").my_card()
    with pytest.raises(PaperRoleWrong):
        town.invite(card, Role.TEAM, ("888",))
    assert town.invite(card, Role.TEAM).papers
    assert next(row for row in town.members() if row.fingerprint == card.fingerprint).villages == (
        "999999001",
    )
    assert VILLAGE.startswith("999999001")


# Joining


def test_an_invitation_for_another_laptop_changes_nothing(office: Store, tmp_path: Path) -> None:
    one, two = new_store(tmp_path / "1", "一"), new_store(tmp_path / "2", "二")
    invitation = office.invite(one.my_card(), Role.TEAM)
    with pytest.raises(InvitationForOther):
        two.join(invitation)
    assert two.organisation() is None
    assert two.contacts() == ()


def test_a_laptop_belongs_to_one_organisation(office: Store, tmp_path: Path) -> None:
    other = new_store(tmp_path / "other", "邻县")
    other.create_organisation("邻县", PASSPHRASE, quick=True)
    with pytest.raises(OrganisationElsewhere):
        other.join(office.invite(other.my_card(), Role.TEAM))
    with pytest.raises(OrganisationHere):
        office.create_organisation("又一个", PASSPHRASE, quick=True)
    with pytest.raises(OrganisationHere):
        office.recover_organisation(os.urandom(32), "又一个", PASSPHRASE, quick=True)


def test_without_an_organisation_nothing_of_it_can_be_done(tmp_path: Path) -> None:
    store = new_store(tmp_path / "a", "一号")
    card = store.my_card()
    for attempt in (
        lambda: store.invite(card, Role.TEAM),
        lambda: store.report_lost(card.fingerprint),
        lambda: store.accept_again(card.fingerprint),
        lambda: store.renew(card.fingerprint),
        lambda: store.rotate(),
        lambda: store.open_root(passphrase="x"),
        lambda: store.copy_sealed(tmp_path),
    ):
        with pytest.raises(OrganisationMissing):
            attempt()
    with pytest.raises(PassphraseShort):
        store.create_organisation("县", "12", quick=True)
    assert store.organisation() is None


# The sealed file


def test_guessing_the_passphrase_of_the_sealed_file_is_slow(tmp_path: Path) -> None:
    store = new_store(tmp_path / "office", "县")
    store.create_organisation("青山县", PASSPHRASE)
    _, _, content = (store.folder / ORGANISATION_NAME).read_bytes().partition(MAGIC)
    cost = orjson.loads(content)["passphrase"]
    assert (cost["memlimit"], cost["opslimit"]) == (128 * 2**20, 3)


def test_the_sealed_file_is_copied_and_never_over_anothers(office: Store, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    path = office.copy_sealed(stick)
    assert path.read_bytes() == (office.folder / "organisation.bin").read_bytes()
    assert office.copy_sealed(stick) == path
    other = new_store(tmp_path / "other", "邻县")
    other.create_organisation("邻县", PASSPHRASE, quick=True)
    with pytest.raises(OrganisationElsewhere):
        other.copy_sealed(stick)
    with pytest.raises(SealWrong):
        office.open_root(passphrase="别的口令一二")


# New keys


@pytest.mark.parametrize("by_root", [True, False])
def test_a_coordinator_changes_its_keys_and_all_goes_on(office: Store, tmp_path: Path, by_root: bool) -> None:
    team = a_laptop(office, tmp_path, "一队")
    before = office.my_card().fingerprint
    on_the_way = gives(team, office, 1, tmp_path)
    seed = office.open_root(passphrase=PASSPHRASE) if by_root else None
    after = office.rotate(root=seed).fingerprint
    assert after != before
    assert office.receive(on_the_way).union.new == 1  # the former keys still open
    assert team.receive(gives(office, team, 2, tmp_path)).union.new == 1
    path = gives(team, office, 3, tmp_path)
    assert after in header_of(path).to  # type: ignore[attr-defined]
    assert before not in header_of(path).to  # type: ignore[attr-defined]
    office = reopened(office)
    assert office.my_card().fingerprint == after
    assert office.receive(path).union.new == 1
    assert office.organisation().me.trust is Trust.TRUSTED  # type: ignore[union-attr]
    office.report_lost(team.my_card().fingerprint)
    assert not office.trusts(team.my_card().fingerprint)


def test_a_laptop_without_a_permission_changes_no_keys(office: Store, tmp_path: Path) -> None:
    recovered = new_store(tmp_path / "x", "x")
    office_papers = office._header_papers([])
    with recovered._db.write() as connection:
        recovered._keep_papers(connection, papers_from_fields(office_papers))
    with pytest.raises(PermissionMissing):
        recovered.rotate()


class Broken(BaseException):
    """The power is gone."""


@pytest.mark.parametrize("step", ["before the keys", "before the papers", "after the papers"])
def test_a_change_of_keys_that_breaks_off_leaves_old_or_new_ones(
    office: Store, tmp_path: Path, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    team = a_laptop(office, tmp_path, "一队")
    before = office.my_card().fingerprint

    def breaks(*_: object, **__: object) -> None:
        raise Broken

    place = {
        "before the keys": "_write_keys",
        "before the papers": "_add_paper",
        "after the papers": "finish_rotation",
    }
    with monkeypatch.context() as patch:
        patch.setattr(Store, place[step], breaks)
        with pytest.raises(Broken):
            office.rotate()
    office = reopened(office)
    assert (office.my_card().fingerprint != before) == (step == "after the papers")
    assert team.receive(gives(office, team, 1, tmp_path)).union.new == 1
    assert office.receive(gives(team, office, 2, tmp_path)).union.new == 1
    office.rotate()
    assert team.receive(gives(office, team, 3, tmp_path)).union.new == 1


def test_secret_keys_lie_encrypted(office: Store) -> None:
    seed = office.open_root(passphrase=PASSPHRASE)
    office.rotate()
    office.recover_organisation(seed, "青山县", PASSPHRASE, quick=True)
    secrets = [
        seed,
        seed.hex().encode(),
        office._identity.secret.encode(),
        root_identity(seed).secret.encode(),
    ]
    for path in office.folder.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert not any(secret in data for secret in secrets), path.name
    path = office.folder / identity_file.IDENTITY_NAME
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    with pytest.raises(DatabaseDamaged):
        identity_file.open_keys(office.folder, office._key)


# Papers from outside


@pytest.mark.parametrize("papers", [{"a": 1}, [1], [{"content": "{}", "signature": ""}]])
def test_senseless_papers_beside_a_header_are_refused_and_nothing_changes(
    office: Store, tmp_path: Path, papers: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    team = a_laptop(office, tmp_path, "一队")
    monkeypatch.setattr(Store, "_header_papers", lambda *_: papers)
    path = gives(team, office, 1, tmp_path)
    monkeypatch.undo()
    before = dump(office, "changeset", "paper")
    with pytest.raises(UserError) as refusal:
        office.receive(path)
    assert refusal.value.code == "team-paper-invalid"
    assert dump(office, "changeset", "paper") == before


def test_a_list_forged_by_another_root_is_left_out(
    office: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    team = a_laptop(office, tmp_path, "一队")
    organisation = office._papers().organisation  # type: ignore[union-attr]
    forged = list_lost(
        root_identity(os.urandom(32)),
        organisation,
        [team.my_card().fingerprint],
        by=BY_ROOT,
        number=9,
        made_ms=1,
    )
    monkeypatch.setattr(Store, "_header_papers", lambda *_: [forged.signed.to_fields()])
    path = gives(team, office, 1, tmp_path)
    monkeypatch.undo()
    assert office.receive(path).union.new == 1
    assert office.trusts(team.my_card().fingerprint)


def test_the_tables_of_papers_are_append_only(office: Store) -> None:
    import sqlcipher3

    for sql in ("UPDATE paper SET at_ms = 0", "DELETE FROM paper"):
        with pytest.raises((sqlcipher3.dbapi2.DatabaseError, UserError)), office._db.write() as connection:
            connection.execute(sql)


def test_what_a_lost_coordinator_signs_later_is_not_taken_in(office: Store, tmp_path: Path) -> None:
    town = a_laptop(office, tmp_path, "镇", Role.COORDINATOR)
    office.report_lost(town.my_card().fingerprint, root=office.open_root(passphrase=PASSPHRASE))
    late = town.invite(new_store(tmp_path / "n", "n").my_card(), Role.TEAM).papers[1]
    with pytest.raises(LaptopLost), office._db.write() as connection:
        office._add_paper(connection, late)
