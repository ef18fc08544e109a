"""The team as people see it: sentences with dates, names that are found, nothing said of keys."""

from datetime import timedelta

import pytest
from tests.laptops import new_laptop

from yihu.actions import (
    MemberState,
    TeamSecret,
    accept_again,
    change_keys,
    code_picture,
    copy_organisation,
    create_organisation,
    find_member,
    invite_laptop,
    join_organisation,
    my_card,
    open_recovery_sheet,
    print_recovery_sheet,
    read_invitation,
    read_request,
    recover_from_copy,
    recover_organisation,
    renew_permission,
    repeat_invitation,
    report_lost,
    save_card,
    save_invitation,
    show_request,
    show_team,
)
from yihu.actions.create_organisation import TeamNameMissing
from yihu.base.errors import FileUnreadable, FolderNotWritable
from yihu.base.i18n import ENGLISH, language, set_language
from yihu.storage import team as team_part
from yihu.storage.errors import InvitationForOther, OrganisationMissing
from yihu.sync.errors import CardInvalid
from yihu.sync.organisation_errors import (
    AnswerIsCard,
    PaperInvalid,
    PaperRoleWrong,
    PermissionMissing,
    SealWrong,
)
from yihu.sync.organisation_seal import QUICK
from yihu.sync.recovery_words import WordsIncomplete

SECRET = TeamSecret(passphrase="山里的路不好走")


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    monkeypatch.setattr(team_part, "STRONG", QUICK)
    before = language()
    set_language(ENGLISH)
    yield
    set_language(before)


@pytest.fixture
def laptops(tmp_path):
    opened = []

    def make(name):
        opened.append(new_laptop(tmp_path / name, name, "张小芳"))
        return opened[-1]

    yield make
    for workspace in opened:
        workspace.close()


@pytest.fixture
def office(laptops):
    workspace = laptops("县")
    create_organisation(workspace, " 青山县  专班 ", SECRET.passphrase)
    return workspace


def member(workspace, fingerprint):
    return next(one for one in show_team(workspace).members if one.fingerprint == fingerprint)


def pass_days(workspace, days):
    workspace.clock.at += timedelta(days=days)


def joined(office, laptops, name="一队", role="team", villages=()):
    workspace = laptops(name)
    answer = invite_laptop(office, read_request(office, show_request(workspace)), role, villages)
    invitation = read_invitation(workspace, answer.code)
    assert invitation.for_me
    assert not invitation.renewal
    join_organisation(workspace, invitation)
    return workspace


@pytest.mark.parametrize(
    ("days", "state", "words"),
    [
        (0, MemberState.ACTIVE, "may hand over until 2027-11-23"),
        (334, MemberState.ACTIVE, "may hand over until"),
        (335, MemberState.ENDING, "30 days from now"),
        (364, MemberState.ENDING, "1 days from now"),
        (365, MemberState.ENDED, "ended on 2027-11-23"),
        (-3, MemberState.EARLY, "has not begun"),
    ],
)
def test_the_end_of_the_year_is_told_thirty_days_before(office, laptops, days, state, words):
    one = my_card(joined(office, laptops)).fingerprint
    pass_days(office, days)
    seen = member(office, one)
    assert seen.state is state
    assert words in seen.sentence
    assert show_team(office).to_renew == (2 if state in (MemberState.ENDING, MemberState.ENDED) else 0)


def test_both_sides_show_the_same_team(office, laptops):
    one = joined(office, laptops, villages=("430999",))
    here, there = show_team(office), show_team(one)
    assert (here.id, here.name, here.digits) == (there.id, there.name, there.digits)
    assert here.name == "青山县 专班"
    assert (here.may_invite, there.may_invite, here.has_seal, there.has_seal) == (True, False, True, False)
    assert there.me.villages == ("430999",)
    assert there.me.by == "县"
    assert [one.team for one in find_member(office, "一队")] == ["一队"]
    assert find_member(office, my_card(one).digits) == find_member(office, "一队")
    assert find_member(laptops("外人"), "一队") == ()


def test_requests_and_answers_come_as_files_too(office, laptops, tmp_path):
    one = laptops("一队")
    asked = read_request(office, save_card(one, tmp_path))
    assert asked.digits == my_card(one).digits
    answer = invite_laptop(office, asked, "coordinator")
    path = save_invitation(answer, tmp_path)
    assert join_organisation(one, read_invitation(one, path)).may_invite
    assert read_invitation(one, path).renewal
    assert len(code_picture(answer.code)) > 20
    for broken in ("YIHU:CARD:7", "hello", "YIHU:TEAM:AAAA"):
        with pytest.raises((CardInvalid, PaperInvalid)):
            read_request(office, broken)
    with pytest.raises(AnswerIsCard):
        read_invitation(one, show_request(one))
    for broken in ("YIHU:TEAM:7", "hello", "YIHU:TEAM:AAAA"):
        with pytest.raises(PaperInvalid):
            read_invitation(one, broken)
    with pytest.raises(FileUnreadable):
        read_request(office, tmp_path / "none.yihukey")
    with pytest.raises(FolderNotWritable):
        save_invitation(answer, tmp_path / "none")


def test_an_answer_for_another_laptop_says_so(office, laptops):
    one, two = laptops("一队"), laptops("二队")
    answer = invite_laptop(office, read_request(office, show_request(one)), "team")
    seen = read_invitation(two, answer.code)
    assert (seen.for_me, seen.until, seen.role) == (False, "", "")
    with pytest.raises(InvitationForOther):
        join_organisation(two, seen)


def test_a_lost_laptop_is_told_as_lost(office, laptops):
    one = joined(office, laptops)
    fingerprint = my_card(one).fingerprint
    assert report_lost(office, fingerprint).state is MemberState.LOST
    assert accept_again(office, fingerprint).state is MemberState.ACTIVE
    stranger = my_card(laptops("外人")).fingerprint
    assert report_lost(office, stranger) is None
    assert accept_again(office, stranger) is None


def test_the_teams_passphrase_does_what_a_coordinator_alone_may_not(office, laptops):
    town = joined(office, laptops, "镇", "coordinator", ("430999101",))
    team = joined(town, laptops, "队")
    fingerprint = my_card(team).fingerprint
    with pytest.raises(PermissionMissing):
        renew_permission(office, fingerprint)  # its papers have not come to the office
    with pytest.raises(PaperRoleWrong):
        report_lost(town, my_card(office).fingerprint)
    assert renew_permission(office, my_card(office).fingerprint, secret=SECRET).days_left == 365
    with pytest.raises(SealWrong):
        renew_permission(office, fingerprint, secret=TeamSecret(passphrase="wrong words"))
    with pytest.raises(OrganisationMissing):
        change_keys(town, secret=SECRET)
    before = my_card(office).digits
    assert change_keys(office, secret=SECRET).digits != before
    assert repeat_invitation(office, my_card(town).fingerprint).member.team == "镇"


def test_the_sheet_brings_the_team_back_by_words_or_code(office, laptops, tmp_path):
    sheet = open_recovery_sheet(office, SECRET)
    assert open_recovery_sheet(office, TeamSecret(words=" ".join(sheet.chinese))) == sheet
    for number, words in enumerate(("".join(sheet.chinese), " ".join(sheet.english).upper(), sheet.code)):
        new = laptops(f"新{number}")
        assert recover_organisation(new, "青山县", words, "另一个新口令").id == show_team(office).id
    with pytest.raises(WordsIncomplete):
        recover_organisation(laptops("错"), "青山县", "的", "另一个新口令")
    assert sheet.chinese[0] not in repr(sheet)
    assert SECRET.passphrase not in repr(SECRET)
    path = print_recovery_sheet(sheet, tmp_path)
    assert path.read_bytes().startswith(b"%PDF")
    assert not any(word in path.name for word in sheet.english)
    with pytest.raises(FolderNotWritable):
        print_recovery_sheet(sheet, tmp_path / "none" / "a.pdf")
    with pytest.raises(FolderNotWritable):
        copy_organisation(office, [tmp_path, tmp_path / "none"])
    assert not (tmp_path / "organisation.bin").exists()


@pytest.mark.parametrize("name", ["", "  ", "字" * 61])
def test_a_team_needs_a_name(laptops, name):
    workspace = laptops("县")
    with pytest.raises(TeamNameMissing):
        create_organisation(workspace, name, SECRET.passphrase)
    assert show_team(workspace) is None


def test_a_sealed_copy_and_the_passphrase_bring_the_team_back(office, laptops, tmp_path):
    (copy,) = copy_organisation(office, [tmp_path])
    new = laptops("新")
    with pytest.raises(SealWrong):
        recover_from_copy(new, copy, "wrong words")
    assert show_team(new) is None
    team = recover_from_copy(new, copy, SECRET.passphrase)
    assert (team.id, team.name) == (show_team(office).id, "青山县 专班")
    assert open_recovery_sheet(new, SECRET).chinese == open_recovery_sheet(office, SECRET).chinese
    with pytest.raises(FileUnreadable):
        recover_from_copy(laptops("又"), tmp_path / "none", SECRET.passphrase)


@pytest.mark.parametrize("damaged", [False, True])
def test_another_organisations_sealed_file_is_kept_aside(office, laptops, damaged):
    new = laptops("新")
    content = b"damaged" if damaged else (office.folder / "organisation.bin").read_bytes()
    (new.folder / "organisation.bin").write_bytes(content)
    create_organisation(new, "邻县", SECRET.passphrase)
    assert [path.read_bytes() for path in new.folder.glob("organisation.bin.*")] == [content]
    assert open_recovery_sheet(new, SECRET).name == "邻县"
