"""Papers of an organisation: who may hand over is proved from the root down, and by order of receipt alone."""

import os
from dataclasses import replace

import orjson
import pyrage
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.examples import examples
from tests.unit.organisations import (
    COUNTY,
    HEAD,
    HEAD_PAPER,
    NOW_MS,
    OTHER,
    ROOT,
    SEED,
    TEAM,
    TEAM_PAPER,
    TOWN,
    TOWN_PAPER,
    certificate,
    edited,
    laptop,
)

from yihu.sync.bech32 import age_secret
from yihu.sync.organisation import (
    BY_ROOT,
    YEAR_MS,
    Organisation,
    Paper,
    Role,
    found_organisation,
    list_lost,
    read_paper,
    root_identity,
    rotate_keys,
)
from yihu.sync.organisation_errors import (
    LaptopLost,
    PaperForeign,
    PaperInvalid,
    PaperOlder,
    PaperRefused,
    PaperRoleWrong,
    PaperUnproved,
)
from yihu.sync.organisation_paper import Signed, canonical, read_signed
from yihu.sync.organisation_trust import Book, Trust

CHAIN = (HEAD_PAPER, TOWN_PAPER, TEAM_PAPER)
LOST_TEAM = list_lost(
    TOWN.identity, COUNTY, [TEAM.fingerprint], by=TOWN.fingerprint, number=1, made_ms=NOW_MS
)
NEW_TOWN = laptop("上坪镇")
NEW_KEYS = rotate_keys(ROOT, COUNTY, TOWN.fingerprint, NEW_TOWN.card, by=BY_ROOT, made_ms=NOW_MS)
PAPERS = {"root": COUNTY, "certificate": TEAM_PAPER, "list": LOST_TEAM, "new keys": NEW_KEYS}


def a_book(*papers: Paper) -> Book:
    return Book(COUNTY, (*CHAIN, *papers))


def trust(book: Book, fingerprint: str, days: float = 0) -> Trust:
    return book.standing(fingerprint, NOW_MS + int(days * 86_400_000)).trust


# Papers


@pytest.mark.parametrize("paper", PAPERS.values(), ids=PAPERS)
def test_a_paper_is_read_as_it_was_made(paper: Paper) -> None:
    assert read_paper(paper.signed.to_fields()) == paper


def test_the_roots_keys_come_from_its_seed_alone() -> None:
    assert root_identity(SEED).secret == ROOT.secret
    assert root_identity(os.urandom(32)).secret != ROOT.secret
    assert found_organisation(root_identity(SEED), "别名", 0).id == COUNTY.id
    assert found_organisation(root_identity(SEED), "别名", 0).fingerprint == COUNTY.fingerprint


def test_what_is_encrypted_to_the_recovery_key_opens_with_the_derived_secret() -> None:
    sealed = pyrage.encrypt(b"x", [pyrage.x25519.Recipient.from_str(COUNTY.receive)])
    assert pyrage.decrypt(sealed, [ROOT.age()]) == b"x"


@given(st.binary(min_size=32, max_size=32))
def test_any_32_bytes_make_a_key_that_age_reads(key: bytes) -> None:
    assert str(pyrage.x25519.Identity.from_str(age_secret(key))) == age_secret(key)


def test_other_lengths_make_no_key() -> None:
    with pytest.raises(ValueError, match="length"):
        age_secret(b"x" * 31)


def test_an_organisation_has_eight_digits_that_its_name_and_keys_make() -> None:
    assert COUNTY.code() == found_organisation(ROOT, COUNTY.name, 0).code()
    assert COUNTY.code() != found_organisation(ROOT, "别的县", NOW_MS).code()


VALUES: list[object] = [
    "",
    "zz",
    0,
    -1,
    2**53,
    1.5,
    None,
    True,
    [],
    {},
    "0" * 63,
    "age1" + "q" * 58,
    ["x"],
    "\ud800",
    "a" * 201,
    [["1"]],
]


@pytest.mark.parametrize("kind", PAPERS)
def test_no_edited_field_passes_under_the_old_signature(kind: str) -> None:
    paper = PAPERS[kind]
    for key in orjson.loads(paper.signed.content):
        for value in VALUES:
            said = orjson.loads(paper.signed.content)
            if said[key] == value:
                continue
            try:
                content = orjson.dumps(said | {key: value}, option=orjson.OPT_SORT_KEYS).decode()
            except orjson.JSONEncodeError:
                content = '{"kind":"\ud800"}'
            fields = {"content": content, "signature": paper.signed.signature.hex()}
            before = Book(COUNTY, [] if isinstance(paper, Organisation) else [HEAD_PAPER, TOWN_PAPER])
            with pytest.raises(PaperRefused):
                before.add(read_paper(fields, "a.yihukey"))
            assert not {each.signed.hash for each in before.papers} & {paper.signed.hash}


@pytest.mark.parametrize("kind", PAPERS)
@pytest.mark.parametrize(
    "key", ["organisation", "by", "number", "sign", "receive", "role", "villages", "lost", "old"]
)
@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_a_field_that_makes_no_sense_is_refused_even_when_signed(kind: str, key: str, value: object) -> None:
    fits = {("villages", "[]"), ("lost", "[]"), ("by", "''"), ("number", "0")}
    said = orjson.loads(PAPERS[kind].signed.content)
    if key not in said or (key, repr(value)) in fits:
        return
    try:
        content = orjson.dumps(said | {key: value}, option=orjson.OPT_SORT_KEYS)
    except orjson.JSONEncodeError:
        return
    signature = ROOT.signing().sign(b"yihu paper 1\n" + content).signature.hex()
    with pytest.raises(PaperInvalid):
        read_paper({"content": content.decode(), "signature": signature})


@pytest.mark.parametrize(
    "fields",
    [
        None,
        [],
        "x",
        {},
        {"content": "{}"},
        {"content": 1, "signature": ""},
        {"content": "{}", "signature": "00"},
        {"content": "{}", "signature": "00" * 64},
        {"content": "[]", "signature": "00" * 64},
        {"content": "{", "signature": "00" * 64},
        {"content": '{"kind":"later"}', "signature": "00" * 64},
        {"content": '{"kind": "root"}', "signature": "00" * 64},
        {"content": '{"kind":[]}', "signature": "00" * 64},
        {"content": '{"a":' + '"x"' * 1 + "," + '"b":"' + "y" * 40_000 + '"}', "signature": "00" * 64},
        {"content": '{"a":{"b":{"c":{"d":{"e":{}}}}}}', "signature": "00" * 64},
        {"content": '{"a":[[[[[1]]]]]}', "signature": "00" * 64},
    ],
)
def test_what_is_no_paper_is_refused_with_the_files_name(fields: object) -> None:
    with pytest.raises(PaperInvalid) as refusal:
        read_paper(fields, "a.yihukey")
    assert refusal.value.parameters == {"name": "a.yihukey"}


def test_a_paper_keeps_what_a_later_version_wrote_into_it() -> None:
    paper = edited(HEAD_PAPER, ROOT, later={"a": [1, True, None]}, number=9)
    assert b'"later"' in paper.signed.content
    assert a_book().add(paper)


def test_text_that_is_written_in_another_way_is_brought_into_one() -> None:
    assert canonical({"a": "e\u0301", "ne\u0301": 1}) == canonical({"a": "é", "né": 1})
    signed = Signed(
        orjson.dumps({"kind": "organisation", "name": "e\u0301"}, option=orjson.OPT_SORT_KEYS), b"0" * 64
    )
    with pytest.raises(ValueError, match="canonical"):
        read_signed(signed.to_fields())


def test_another_kind_of_signature_never_fits_a_paper() -> None:
    content = HEAD_PAPER.signed.content
    plain = Signed(content, ROOT.signing().sign(content).signature)
    with pytest.raises(PaperUnproved):
        Book(COUNTY).add(read_paper(plain.to_fields()))


# Chains


def test_a_laptop_is_trusted_when_its_chain_leads_to_the_root() -> None:
    book = a_book()
    assert trust(book, TEAM.fingerprint) is Trust.TRUSTED
    assert book.standing(TEAM.fingerprint, NOW_MS).chain == (TEAM_PAPER, TOWN_PAPER, HEAD_PAPER)
    assert book.standing(TEAM.fingerprint, NOW_MS).role is Role.TEAM
    assert book.standing(TEAM.fingerprint, NOW_MS).welcome


def test_a_laptop_without_papers_is_a_stranger() -> None:
    standing = a_book().standing(OTHER.fingerprint, NOW_MS)
    assert (standing.trust, standing.reason, standing.role) == (Trust.UNKNOWN, "permission-missing", None)
    assert not standing.welcome


@given(st.permutations([*CHAIN, LOST_TEAM, NEW_KEYS]))
@examples(60)
def test_papers_that_come_together_may_come_in_any_order(papers: list[Paper]) -> None:
    book = Book(COUNTY)
    assert set(book.take(papers)) == set(papers)
    assert book.take(papers) == ()
    assert trust(book, TEAM.fingerprint) is Trust.REVOKED


@pytest.mark.parametrize("missing", [0, 1])
def test_a_broken_chain_proves_nothing(missing: int) -> None:
    book = Book(COUNTY, [paper for place, paper in enumerate(CHAIN) if place != missing])
    assert trust(book, TEAM.fingerprint) is Trust.UNKNOWN
    with pytest.raises(PaperUnproved):
        book.add(TEAM_PAPER)


def test_a_paper_of_another_organisation_is_foreign() -> None:
    root = root_identity(os.urandom(32))
    other = found_organisation(root, COUNTY.name, NOW_MS)
    with pytest.raises(PaperForeign):
        a_book().add(certificate(OTHER.card, root, organisation=other))
    with pytest.raises(PaperForeign):
        a_book().add(other)
    with pytest.raises(PaperUnproved):  # another root's signature under our name
        a_book().add(certificate(OTHER.card, root))


def test_the_root_may_change_its_name_but_not_back() -> None:
    book, renamed = a_book(), found_organisation(ROOT, "青山县工作专班", NOW_MS + 1)
    assert book.add(renamed)
    assert book.organisation.name == "青山县工作专班"
    with pytest.raises(PaperOlder):
        book.add(replace(COUNTY, signed=found_organisation(ROOT, "x", 1).signed))


def test_a_root_with_another_recovery_key_is_foreign() -> None:
    with pytest.raises(PaperForeign):
        a_book().add(edited(COUNTY, ROOT, receive=OTHER.card.receive))


@pytest.mark.parametrize("role", [Role.TEAM, Role.VIEWER])
def test_only_coordinators_invite_and_report(role: Role) -> None:
    book = Book(COUNTY, [certificate(TOWN.card, role=role)])
    with pytest.raises(PaperRoleWrong):
        book.add(TEAM_PAPER)
    with pytest.raises(PaperRoleWrong):
        book.add(LOST_TEAM)


def test_nobody_gives_more_villages_than_it_has() -> None:
    for villages in ((), ("999999002",), ("999999001001", "9"), ("999999",)):
        with pytest.raises(PaperRoleWrong):
            a_book().add(certificate(OTHER.card, TOWN.identity, TOWN.fingerprint, villages=villages))
    assert a_book().add(certificate(OTHER.card, HEAD.identity, HEAD.fingerprint, villages=()))


def test_a_chain_is_at_most_three_long() -> None:
    third = certificate(
        OTHER.card, TOWN.identity, TOWN.fingerprint, role=Role.COORDINATOR, villages=("999999001",)
    )
    fourth = laptop("第四级")
    book = a_book(third)
    with pytest.raises(PaperRoleWrong):
        book.add(certificate(fourth.card, OTHER.identity, OTHER.fingerprint, villages=("999999001",)))


@pytest.mark.parametrize("signer", [TEAM, OTHER, HEAD])
def test_a_swapped_signature_proves_nothing(signer: object) -> None:
    forged = edited(TEAM_PAPER, signer.identity, number=2)  # type: ignore[attr-defined]
    with pytest.raises(PaperUnproved):
        a_book().add(forged)
    assert trust(a_book(forged), TEAM.fingerprint) is Trust.TRUSTED


# Time


def test_an_ended_year_is_told_and_hinders_nothing() -> None:
    standing = a_book().standing(TEAM.fingerprint, NOW_MS + YEAR_MS)
    assert (standing.trust, standing.reason, standing.welcome) == (Trust.ENDED, "permission-ended", True)
    assert trust(a_book(), TEAM.fingerprint, 364.9) is Trust.TRUSTED


def test_an_ended_signer_ends_the_laptops_permission_too() -> None:
    short = certificate(HEAD.card, role=Role.COORDINATOR, until_ms=NOW_MS + 5)
    assert trust(Book(COUNTY, [short, TOWN_PAPER, TEAM_PAPER]), TEAM.fingerprint, 1) is Trust.ENDED


def test_a_clock_far_behind_is_told() -> None:
    standing = a_book().standing(TEAM.fingerprint, NOW_MS - 2 * 86_400_000)
    assert (standing.trust, standing.reason, standing.welcome) == (Trust.ENDED, "permission-early", True)
    assert trust(a_book(), TEAM.fingerprint, -0.9) is Trust.TRUSTED


def test_a_renewal_counts_and_the_replayed_former_one_does_not() -> None:
    renewed = certificate(
        TEAM.card,
        TOWN.identity,
        TOWN.fingerprint,
        villages=("999999001002",),
        number=2,
        until_ms=NOW_MS + 2 * YEAR_MS,
    )
    book = a_book(renewed)
    assert trust(book, TEAM.fingerprint, 400) is Trust.ENDED  # its signers' year is over
    assert book.chain(TEAM.fingerprint)[0].villages == ("999999001002",)
    with pytest.raises(PaperOlder):
        Book(COUNTY, [HEAD_PAPER, TOWN_PAPER, renewed]).add(TEAM_PAPER)


def test_of_several_coordinators_permissions_the_longer_one_counts() -> None:
    longer = certificate(TEAM.card, HEAD.identity, HEAD.fingerprint, until_ms=NOW_MS + YEAR_MS + 1)
    assert a_book(longer).chain(TEAM.fingerprint) == (longer, HEAD_PAPER)


# Lost laptops


def test_a_lost_laptop_is_no_longer_accepted() -> None:
    book = a_book(LOST_TEAM)
    standing = book.standing(TEAM.fingerprint, NOW_MS)
    assert (standing.trust, standing.reason, standing.welcome) == (Trust.REVOKED, "laptop-lost", False)
    assert trust(book, TOWN.fingerprint) is Trust.TRUSTED


def test_a_clock_that_was_turned_back_makes_nobody_welcome() -> None:
    """The order of receipt decides: the list is here, whatever the date."""
    for now_ms in (0, LOST_TEAM.made_ms - 1, NOW_MS - 10 * YEAR_MS):
        assert not a_book(LOST_TEAM).standing(TEAM.fingerprint, now_ms).welcome


def test_a_replayed_older_list_changes_nothing() -> None:
    second = list_lost(TOWN.identity, COUNTY, [], by=TOWN.fingerprint, number=2, made_ms=NOW_MS)
    book = a_book(LOST_TEAM, second)
    assert trust(book, TEAM.fingerprint) is Trust.TRUSTED  # found again
    assert book.add(LOST_TEAM) is False
    fresh = Book(COUNTY, [*CHAIN, second])
    with pytest.raises(PaperOlder):
        fresh.add(LOST_TEAM)
    assert trust(fresh, TEAM.fingerprint) is Trust.TRUSTED
    assert fresh.lists() == (second,)


def test_a_coordinator_cannot_report_its_superior_or_a_neighbour() -> None:
    neighbour = laptop("下坪镇")
    book = a_book(certificate(neighbour.card, HEAD.identity, HEAD.fingerprint, role=Role.COORDINATOR))
    names = [HEAD.fingerprint, neighbour.fingerprint]
    book.add(list_lost(TOWN.identity, COUNTY, names, by=TOWN.fingerprint, number=1, made_ms=NOW_MS))
    assert trust(book, HEAD.fingerprint) is Trust.TRUSTED
    assert trust(book, neighbour.fingerprint) is Trust.TRUSTED


def test_those_above_and_the_root_report_everybody_below() -> None:
    for identity, by in ((HEAD.identity, HEAD.fingerprint), (ROOT, BY_ROOT)):
        lost = list_lost(identity, COUNTY, [TEAM.fingerprint], by=by, number=1, made_ms=NOW_MS)
        assert trust(a_book(lost), TEAM.fingerprint) is Trust.REVOKED


def test_a_stranger_that_a_person_confirmed_can_be_reported_too() -> None:
    lost = list_lost(
        TOWN.identity, COUNTY, [OTHER.fingerprint], by=TOWN.fingerprint, number=1, made_ms=NOW_MS
    )
    assert trust(a_book(lost), OTHER.fingerprint) is Trust.REVOKED


def test_who_reports_itself_is_believed() -> None:
    lost = list_lost(TOWN.identity, COUNTY, [TOWN.fingerprint], by=TOWN.fingerprint, number=1, made_ms=NOW_MS)
    assert trust(a_book(lost), TOWN.fingerprint) is Trust.REVOKED


def test_what_a_lost_coordinator_signed_counts_only_if_it_was_here_before() -> None:
    lost = list_lost(ROOT, COUNTY, [TOWN.fingerprint], by=BY_ROOT, number=1, made_ms=NOW_MS)
    book = a_book(lost)
    assert trust(book, TEAM.fingerprint) is Trust.TRUSTED
    with pytest.raises(LaptopLost):
        book.add(certificate(OTHER.card, TOWN.identity, TOWN.fingerprint, villages=("999999001",)))
    with pytest.raises(LaptopLost):
        book.add(LOST_TEAM)
    later = Book(COUNTY, [HEAD_PAPER, TOWN_PAPER, lost])
    with pytest.raises(LaptopLost):
        later.add(TEAM_PAPER)


@given(st.lists(st.sampled_from([*CHAIN, LOST_TEAM, NEW_KEYS, COUNTY]), max_size=12))
@examples(100)
def test_a_book_read_again_from_its_own_papers_is_the_same(papers: list[Paper]) -> None:
    book = Book(COUNTY, papers)
    again = Book(COUNTY, book.papers)
    assert again.papers == book.papers
    for each in (HEAD, TOWN, TEAM, OTHER, NEW_TOWN):
        assert again.standing(each.fingerprint, NOW_MS) == book.standing(each.fingerprint, NOW_MS)


# New keys


def test_a_coordinator_with_new_keys_goes_on_as_before() -> None:
    book = a_book(NEW_KEYS)
    assert book.chain(NEW_TOWN.fingerprint) == (TOWN_PAPER, HEAD_PAPER)
    assert book.newest(TOWN.fingerprint) == NEW_TOWN.fingerprint
    assert book.add(certificate(OTHER.card, NEW_TOWN.identity, NEW_TOWN.fingerprint, villages=("999999001",)))
    assert trust(book, OTHER.fingerprint) is Trust.TRUSTED
    lost = list_lost(
        NEW_TOWN.identity, COUNTY, [TEAM.fingerprint], by=NEW_TOWN.fingerprint, number=1, made_ms=NOW_MS
    )
    assert book.add(lost)
    assert trust(book, TEAM.fingerprint) is Trust.REVOKED


def test_what_is_given_goes_to_the_coordinators_new_keys() -> None:
    before = [each.fingerprint for each in a_book().readers_above(TEAM.fingerprint)]
    assert before == [TOWN.fingerprint, HEAD.fingerprint, COUNTY.fingerprint]
    readers = a_book(NEW_KEYS).readers_above(TEAM.fingerprint)
    assert [each.receive for each in readers] == [NEW_TOWN.card.receive, HEAD.card.receive, COUNTY.receive]


def test_nothing_is_given_to_a_lost_coordinator() -> None:
    lost = list_lost(ROOT, COUNTY, [TOWN.fingerprint], by=BY_ROOT, number=1, made_ms=NOW_MS)
    readers = a_book(lost).readers_above(TEAM.fingerprint)
    assert [each.fingerprint for each in readers] == [HEAD.fingerprint, COUNTY.fingerprint]


def test_old_keys_may_name_the_new_ones_and_the_root_has_the_last_word() -> None:
    thief = laptop("别人")
    stolen = rotate_keys(
        TOWN.identity, COUNTY, TOWN.fingerprint, thief.card, by=TOWN.fingerprint, made_ms=NOW_MS
    )
    book = a_book(stolen)
    assert trust(book, thief.fingerprint) is Trust.TRUSTED
    assert book.add(NEW_KEYS)
    assert trust(book, thief.fingerprint) is Trust.UNKNOWN
    assert trust(book, NEW_TOWN.fingerprint) is Trust.TRUSTED
    with pytest.raises(PaperOlder):
        Book(COUNTY, [*CHAIN, NEW_KEYS]).add(stolen)


def test_keys_change_twice() -> None:
    third = laptop("上坪镇")
    again = rotate_keys(
        NEW_TOWN.identity, COUNTY, NEW_TOWN.fingerprint, third.card, by=NEW_TOWN.fingerprint, made_ms=NOW_MS
    )
    book = a_book(NEW_KEYS, again)
    assert book.newest(TOWN.fingerprint) == third.fingerprint
    assert book.add(certificate(OTHER.card, third.identity, third.fingerprint, villages=("999999001",)))
    assert book.readers_above(TEAM.fingerprint)[0].receive == third.card.receive


def test_new_keys_are_proved_by_the_old_ones_or_the_root_only() -> None:
    for signer, by, refusal in (
        (HEAD, HEAD.fingerprint, PaperRoleWrong),
        (OTHER, TOWN.fingerprint, PaperUnproved),
        (OTHER, BY_ROOT, PaperUnproved),
    ):
        paper = rotate_keys(signer.identity, COUNTY, TOWN.fingerprint, OTHER.card, by=by, made_ms=NOW_MS)
        with pytest.raises(refusal):
            a_book().add(paper)


def test_a_stranger_or_a_lost_laptop_changes_no_keys() -> None:
    paper = rotate_keys(
        OTHER.identity, COUNTY, OTHER.fingerprint, NEW_TOWN.card, by=OTHER.fingerprint, made_ms=NOW_MS
    )
    with pytest.raises(PaperUnproved):
        a_book().add(paper)
    late = rotate_keys(
        TEAM.identity, COUNTY, TEAM.fingerprint, OTHER.card, by=TEAM.fingerprint, made_ms=NOW_MS
    )
    with pytest.raises(LaptopLost):
        a_book(LOST_TEAM).add(late)


def test_changed_keys_never_go_in_a_circle() -> None:
    back = rotate_keys(
        NEW_TOWN.identity, COUNTY, NEW_TOWN.fingerprint, TOWN.card, by=NEW_TOWN.fingerprint, made_ms=NOW_MS
    )
    same = rotate_keys(ROOT, COUNTY, HEAD.fingerprint, HEAD.card, by=BY_ROOT, made_ms=NOW_MS)
    taken = rotate_keys(ROOT, COUNTY, HEAD.fingerprint, NEW_TOWN.card, by=BY_ROOT, made_ms=NOW_MS)
    for paper in (back, same, taken):
        with pytest.raises(PaperRoleWrong):
            a_book(NEW_KEYS).add(paper)


# What travels


def test_numbers_go_on_even_where_the_former_ones_are_unknown() -> None:
    assert a_book().number_after(TOWN.fingerprint, NOW_MS) == NOW_MS // 1000
    assert a_book().number_after(TOWN.fingerprint, 0) == 2
    assert Book(COUNTY).number_after(BY_ROOT, 0) == 1


def test_what_travels_is_enough_to_judge_the_sender() -> None:
    book = a_book(LOST_TEAM, certificate(OTHER.card, HEAD.identity, HEAD.fingerprint))
    travelling = book.papers_for([OTHER.fingerprint, TEAM.fingerprint])
    assert travelling[0] == COUNTY
    fresh = Book(COUNTY, travelling)
    for each in (OTHER, TEAM):
        assert fresh.standing(each.fingerprint, NOW_MS) == book.standing(each.fingerprint, NOW_MS)
    assert book.papers_for([])[0] == COUNTY


def test_laptops_are_listed_once_by_their_present_keys() -> None:
    assert a_book().laptops() == (HEAD.fingerprint, TOWN.fingerprint, TEAM.fingerprint)
    assert a_book(NEW_KEYS).laptops() == (HEAD.fingerprint, NEW_TOWN.fingerprint, TEAM.fingerprint)


def test_a_list_by_new_keys_replaces_the_one_by_the_former() -> None:
    found = list_lost(NEW_TOWN.identity, COUNTY, [], by=NEW_TOWN.fingerprint, number=1, made_ms=NOW_MS)
    assert trust(a_book(LOST_TEAM, NEW_KEYS), TEAM.fingerprint) is Trust.REVOKED
    book = a_book(LOST_TEAM, NEW_KEYS, found)
    assert book.lists() == (found,)
    assert trust(book, TEAM.fingerprint) is Trust.TRUSTED


def test_a_coordinator_answers_for_those_below_it_also_with_new_keys() -> None:
    book = a_book(NEW_KEYS)
    for by in (HEAD, TOWN, NEW_TOWN):
        assert book.answers_for(by.fingerprint, TEAM.fingerprint)
    assert not book.answers_for(TEAM.fingerprint, TEAM.fingerprint)
    assert not book.answers_for(OTHER.fingerprint, TEAM.fingerprint)
