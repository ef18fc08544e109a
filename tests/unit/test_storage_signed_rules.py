"""Where there is an organisation, questionnaires, rules, templates and choices count once a coordinator signed them."""

from collections.abc import Callable
from pathlib import Path

import orjson
import pytest
from tests.unit.hand_overs import name_of, pass_on, records_of, written
from tests.unit.stores import SomeForm, add_household, befriend, dump, later, new_store, reopened

from yihu.register.profiles import shipped_text
from yihu.storage.errors import RuleGone, RulesNeedCoordinator
from yihu.storage.rows import RuleRow, RuleState
from yihu.storage.store import Store
from yihu.sync.errors import PackageDamaged
from yihu.sync.frames import RULES
from yihu.sync.organisation import Role
from yihu.sync.statement import sign_statement

PASSPHRASE = "山里的路不好走"
TABLES = ("form", "statement", "other_record", "setting")


@pytest.fixture
def office(tmp_path: Path) -> Store:
    """A coordinator with an organisation."""
    store = new_store(tmp_path / "office", "县")
    store.create_organisation("青山县", PASSPHRASE, quick=True)
    return store


@pytest.fixture
def team(tmp_path: Path, office: Store) -> Store:
    return a_laptop(office, tmp_path, "一队")


@pytest.fixture
def other(tmp_path: Path, office: Store) -> Store:
    return a_laptop(office, tmp_path, "二队")


def a_laptop(office: Store, folder: Path, name: str, role: Role = Role.TEAM, *villages: str) -> Store:
    """One that was invited and joined, and that all of the team know."""
    store = new_store(folder / name, name)
    store.join(office.invite(store.my_card(), role, villages or None))
    return store


def meet(*stores: Store) -> None:
    befriend(*stores)


def give(giver: Store, taker: Store, folder: Path) -> Path:
    later(giver._clock, minutes=1)
    later(taker._clock, minutes=1)
    path = folder / f"{giver.laptop}-{taker.laptop}-{giver._clock.now_ms()}.yihu"
    pass_on(giver, taker, path)
    return path


def profile(yuan: int = 9100, version: int = 1000, id: str = "regular-2026") -> str:
    text = shipped_text("regular-2026").replace("version = 1", f"version = {version}", 1)
    return text.replace('id = "regular-2026"', f'id = "{id}"', 1).replace("7300", str(yuan))


def put_profile(store: Store, yuan: int = 9100, version: int = 1000) -> None:
    store.put_text("profile", "regular-2026", version, "规则", profile(yuan, version))


def put_template(store: Store, words: str = "own") -> None:
    store.put_text("template", "card", 1, "card", f'kind = "card"\n# {words}')


def put_choice(store: Store, id: str = "monitoring-2021") -> None:
    store.put_text("choice", "profile", store._clock.now_ms(), "", id)


def put_questionnaire(store: Store, version: str = "2", xform: str = "<county/>") -> None:
    sha = f"{version}{xform}".encode().hex().ljust(64, "0")[:64]
    store.put_form(SomeForm(version=version, sha256=sha, xform=xform, attachments={}))


def in_force(store: Store) -> tuple[str, str | None, str | None, str]:
    """Rules, template, choice, and version of the questionnaire that are in use."""
    form, rules = store.form("household"), store.profiles().get("regular-2026")
    assert form is not None
    assert rules is not None
    return (
        rules.short_ref,
        store.text("template", "card"),
        store.text("choice", "profile"),
        form.version,
    )


EVERYTHING: dict[str, Callable[[Store], None]] = {
    "profile": put_profile,
    "template": put_template,
    "choice": put_choice,
    "form": put_questionnaire,
}
SHIPPED = ("regular-2026@1", None, None, "1")


def rule(store: Store, kind: str) -> RuleRow:
    return next(
        row
        for row in store.rules()
        if (row.kind == kind and row.version != "1") or row.kind == kind != "form"
    )


@pytest.mark.parametrize("kind", EVERYTHING)
def test_what_a_team_laptop_sends_waits_for_the_coordinators_word(
    office: Store, team: Store, tmp_path: Path, kind: str
) -> None:
    EVERYTHING[kind](team)
    give(team, office, tmp_path)
    assert in_force(office) == SHIPPED
    waiting = rule(office, kind)
    assert (waiting.state, waiting.holds) == (RuleState.WAITING, False)
    assert in_force(team) == SHIPPED  # nor is it in use where it was added


@pytest.mark.parametrize("kind", EVERYTHING)
def test_what_a_coordinator_adds_is_signed_and_holds_on_every_laptop_through_any_hands(
    office: Store, team: Store, other: Store, tmp_path: Path, kind: str
) -> None:
    meet(team, other)
    EVERYTHING[kind](office)
    expected = in_force(office)
    assert expected != SHIPPED
    give(office, team, tmp_path)
    give(team, other, tmp_path)
    assert in_force(team) == in_force(other) == expected
    assert (rule(other, kind).state, rule(other, kind).holds) == (RuleState.COUNTS, True)


@pytest.mark.parametrize("kind", EVERYTHING)
def test_the_coordinators_word_can_come_afterwards(
    office: Store, team: Store, other: Store, tmp_path: Path, kind: str
) -> None:
    EVERYTHING[kind](team)
    give(team, office, tmp_path)
    signed = office.sign_rules(rule(office, kind).sha256)
    assert (signed.state, signed.holds) == (RuleState.COUNTS, True)
    expected = in_force(office)
    assert expected != SHIPPED
    give(office, team, tmp_path)
    give(office, other, tmp_path)
    assert in_force(team) == in_force(other) == expected


def test_a_word_that_came_before_its_rules_counts_when_they_come(
    office: Store, team: Store, tmp_path: Path
) -> None:
    put_profile(office)
    path = tmp_path / "whole.yihu"
    office.give(path, [name_of(team)])
    records = records_of(path, team)
    word = [each for each in records if each[0] == RULES]
    assert len(word) == 1
    team.receive(
        written(
            tmp_path / "word.yihu", office, team, [each for each in records if each[0] == "summary"] + word
        )
    )
    assert in_force(team) == SHIPPED
    team.receive(path)
    assert in_force(team)[0] == "regular-2026@1000"


def test_a_team_laptops_own_signature_is_only_handed_on(
    office: Store, team: Store, other: Store, tmp_path: Path
) -> None:
    """It signs by the rules of signing, but nobody made it a coordinator."""
    put_profile(team)
    row = rule(team, "profile")
    with pytest.raises(RulesNeedCoordinator):
        team.sign_rules(row.sha256)
    book = team.organisation()
    assert book is not None
    fields = {
        "id": "profile:regular-2026", "version": "1000", "sha256": row.sha256, "made_ms": 9, "organisation": book.id,
    }  # fmt: skip
    said = sign_statement(team._identity, team.my_card(), RULES, fields)
    add_household(team, "01900000-0000-7000-8000-000000000001")
    team.give(tmp_path / "x.yihu", [name_of(office)])
    records = [*records_of(tmp_path / "x.yihu", office), (RULES, said.data)]
    office.receive(written(tmp_path / "forged.yihu", team, office, records))
    assert in_force(office) == SHIPPED
    give(office, other, tmp_path)
    assert in_force(other) == SHIPPED


def test_a_forged_signature_refuses_the_file_and_changes_nothing(
    office: Store, team: Store, tmp_path: Path
) -> None:
    put_profile(office)
    office.give(tmp_path / "x.yihu", [name_of(team)])
    records = records_of(tmp_path / "x.yihu", team)
    (word,) = [body for kind, body in records if kind == RULES]
    said = orjson.loads(word)
    said["content"] = said["content"].replace('"version":"1000"', '"version":"1001"')
    records = [(kind, orjson.dumps(said) if kind == RULES else body) for kind, body in records]
    before = dump(team, *TABLES)
    with pytest.raises(PackageDamaged):
        team.receive(written(tmp_path / "forged.yihu", office, team, records))
    assert dump(team, *TABLES) == before
    assert in_force(team) == SHIPPED


def test_without_an_organisation_a_known_laptop_is_believed(tmp_path: Path) -> None:
    one, two = new_store(tmp_path / "one", "一号"), new_store(tmp_path / "two", "二号")
    befriend(one, two)
    put_profile(one)
    put_template(one)
    put_choice(one)
    give(one, two, tmp_path)
    assert in_force(two) == in_force(one)
    assert in_force(two)[:3] == ("regular-2026@1000", 'kind = "card"\n# own', "monitoring-2021")
    assert {row.state for row in two.rules()} == {RuleState.COUNTS}


def test_what_was_here_before_the_organisation_stays_in_use_until_a_coordinator_signs_another(
    office: Store, tmp_path: Path
) -> None:
    joined = new_store(tmp_path / "joined", "三队")
    put_profile(joined, version=2000, yuan=8000)
    put_questionnaire(joined, "7")
    befriend(office, joined)
    joined.join(office.invite(joined.my_card(), Role.TEAM))
    assert in_force(joined)[0] == "regular-2026@2000"
    assert in_force(joined)[3] == "7"
    assert rule(joined, "profile").state is RuleState.KNOWN
    before = joined.profiles().of_record("regular-2026@2000")
    put_profile(office)
    put_questionnaire(office)
    give(office, joined, tmp_path)
    assert in_force(joined)[0] == "regular-2026@1000"
    assert in_force(joined)[3] == "2"
    assert (
        joined.profiles().of_record("regular-2026@2000") == before
    )  # records keep the rules they were made under
    again = reopened(joined)
    assert in_force(again)[0] == "regular-2026@1000"


def test_the_founders_own_rules_can_be_signed_once_there_is_an_organisation(tmp_path: Path) -> None:
    founder = new_store(tmp_path / "founder", "县")
    put_profile(founder)
    founder.create_organisation("青山县", PASSPHRASE, quick=True)
    assert in_force(founder)[0] == "regular-2026@1000"
    team = a_laptop(founder, tmp_path, "一队")
    give(founder, team, tmp_path)
    assert in_force(team) == SHIPPED
    founder.sign_rules(rule(founder, "profile").sha256)
    give(founder, team, tmp_path)
    assert in_force(team)[0] == "regular-2026@1000"


def test_a_township_speaks_for_its_own_laptops_and_not_for_the_county(office: Store, tmp_path: Path) -> None:
    town = a_laptop(office, tmp_path, "上坪镇", Role.COORDINATOR, "999999001")
    below = a_laptop(town, tmp_path, "上坪一队", Role.TEAM, "999999001001")
    put_profile(town)
    give(town, below, tmp_path)
    give(town, office, tmp_path)
    assert in_force(below)[0] == "regular-2026@1000"
    assert in_force(office) == SHIPPED
    assert rule(office, "profile").state is RuleState.ELSEWHERE
    own = town.profiles().of_record("regular-2026@1000")
    assert office.profiles().of_record(own.ref) == own  # the township's records are judged as there
    assert office.profiles().get("regular-2026") != own


def test_a_coordinator_reported_lost_takes_nothing_back_and_adds_nothing(
    office: Store, tmp_path: Path
) -> None:
    head = a_laptop(office, tmp_path, "副职", Role.COORDINATOR)
    put_template(head)
    give(head, office, tmp_path)
    office.report_lost(name_of(head))
    assert in_force(office)[1] == 'kind = "card"\n# own'
    put_profile(head)
    head.give(tmp_path / "late.yihu", [name_of(office)])
    records = records_of(tmp_path / "late.yihu", office)
    friend = a_laptop(office, tmp_path, "一队")
    office.receive(written(tmp_path / "through.yihu", friend, office, records))
    assert in_force(office)[0] == "regular-2026@1"
    assert in_force(office)[1] == 'kind = "card"\n# own'


def test_a_word_of_a_coordinator_who_isnt_known_yet_counts_when_the_papers_come(
    office: Store, team: Store, tmp_path: Path
) -> None:
    """It waits among what is only handed on."""
    head = a_laptop(office, tmp_path, "副职", Role.COORDINATOR)
    put_profile(head)
    head.give(
        tmp_path / "x.yihu",
        [name_of(office), name_of(team)] if head.card(name_of(team)) else [name_of(office)],
    )
    befriend(team, head)
    with team._db.write() as connection:
        for kind, payload in records_of(tmp_path / "x.yihu", office):
            if kind == RULES:
                assert team._take_rules(connection, payload) is None
                connection.execute("INSERT INTO other_record VALUES (x'01', ?, ?)", (kind, payload))
    give(office, team, tmp_path)
    give(head, team, tmp_path)
    assert in_force(team)[0] == "regular-2026@1000"
    with team._db.read() as connection:
        assert connection.execute("SELECT count(*) FROM other_record").fetchone() == (0,)


def test_of_two_files_with_one_version_the_one_signed_first_holds_on_every_laptop(
    office: Store, team: Store, tmp_path: Path
) -> None:
    head = a_laptop(office, tmp_path, "副职", Role.COORDINATOR)
    meet(head, team)
    put_profile(office, yuan=9100)
    later(head._clock, minutes=5)
    put_profile(head, yuan=9200)
    give(head, team, tmp_path)
    assert in_force(team)[0] == "regular-2026@1000"
    theirs = team.profiles().get("regular-2026")
    give(office, team, tmp_path)
    give(office, head, tmp_path)
    give(head, office, tmp_path)
    stores = (office, head, team)
    refs = {store.profiles().newest()[-1].ref for store in stores}
    assert len(refs) == 1
    assert theirs is not None
    assert theirs.ref not in refs
    assert all(
        {row.state for row in store.texts("profile")} == {RuleState.COUNTS, RuleState.TAKEN}
        for store in stores
    )
    for store in stores:  # what was surveyed under the other one is judged by it for ever
        assert store.profiles().of_record(theirs.ref) == theirs


def test_a_version_reserved_for_the_program_never_counts(tmp_path: Path) -> None:
    alone = new_store(tmp_path / "alone", "一号")
    put_profile(alone, version=2)
    assert rule(alone, "profile").state is RuleState.RESERVED
    assert in_force(alone) == SHIPPED


def test_a_questionnaire_that_waits_says_nothing_about_records_of_one_that_counts(
    office: Store, team: Store, tmp_path: Path
) -> None:
    evil = SomeForm(
        version="9", sha256="ee" * 32, xform="<evil/>", properties={"group": "head_name"}, attachments={}
    )
    team.put_form(evil)
    own = SomeForm(id="own", sha256="ef" * 32, xform="<own/>", properties={"a": "head_name"}, attachments={})
    team.put_form(own)
    before = dict(office.property_maps()["household"])
    give(team, office, tmp_path)
    assert office.property_maps()["household"] == before
    assert office.property_maps()["own"] == {"a": "head_name"}  # its records are read by nothing else
    found = office.form("household", "9")
    assert found is not None
    assert found.xform == "<evil/>"
    assert [row.current for row in office.forms() if row.id == "own"] == [False]


def test_a_form_under_the_name_of_one_that_counts_isnt_opened_in_its_place(
    office: Store, team: Store, tmp_path: Path
) -> None:
    put_questionnaire(office, "2", "<county/>")
    later(team._clock, minutes=30)
    put_questionnaire(team, "2", "<evil/>")
    give(team, office, tmp_path)
    put_questionnaire(office, "3", "<newer/>")
    found = office.form("household", "2")
    assert found is not None
    assert found.xform == "<county/>"


def test_the_report_of_a_file_says_what_waits_and_what_holds_now(
    office: Store, team: Store, tmp_path: Path
) -> None:
    put_profile(team)
    put_questionnaire(team)
    team.give(tmp_path / "x.yihu", [name_of(office)])
    told = office.receive(tmp_path / "x.yihu")
    assert {(row.kind, row.state) for row in told.rules} == {
        ("profile", RuleState.WAITING),
        ("form", RuleState.WAITING),
    }
    assert office.receive(tmp_path / "x.yihu").rules == ()
    for row in told.rules:
        office.sign_rules(row.sha256)
    office.give(tmp_path / "y.yihu", [name_of(team)])
    assert {(row.kind, row.holds) for row in team.receive(tmp_path / "y.yihu").rules} == {
        ("profile", True),
        ("form", True),
    }


def test_lists_of_villages_say_what_there_is_and_need_nobodys_word(
    office: Store, team: Store, tmp_path: Path
) -> None:
    team.put_text("divisions", "430999", 1, "430999", "code,name\n")
    give(team, office, tmp_path)
    assert office.text("divisions", "430999") == team.text("divisions", "430999") == "code,name\n"
    assert {row.kind for row in office.rules()} == {"form"}


def test_what_isnt_here_cant_be_signed(office: Store) -> None:
    with pytest.raises(RuleGone):
        office.sign_rules("00" * 32)
