"""A list takes nothing from people: found by review, each lost or changed an answer once."""

import pytest
from tests.laptops import answer, introduce, new_laptop, survey, wait

from yihu.actions import export_package, my_card, open_visit, receive_packages, save_answer
from yihu.actions.import_households import import_households
from yihu.actions.leave_visit import leave_visit

HEADINGS = {
    "户编号": "household_number",
    "人编号": "person_number",
    "与户主关系": "relation",
    "姓名": "person_name",
    "电话": "phone",
    "本人电话": "person_phone",
    "区划": "division_code",
    "村": "village",
    "组": "group",
}


@pytest.fixture
def take(tmp_path):
    """Imports rows: number, person number, relation, name, phone, own phone, group."""

    def take(workspace, *rows):
        lines = [",".join(HEADINGS)]
        for number, person, relation, name, phone, own, group in rows:
            lines.append(f"{number},{person},{relation},{name},{phone},{own},430999101201,青竹村,{group}")
        path = tmp_path / "list.csv"
        path.write_text("\n".join(lines), encoding="utf-8")
        return import_households(workspace, path, HEADINGS)

    return take


def only(workspace):
    (row,) = workspace.store.households()
    return row.id


def found(workspace, name):
    values = workspace.store.document(only(workspace)).values
    return [value for path, value in sorted(values.items()) if path.rpartition("/")[2] == name]


def test_a_newer_list_does_not_write_over_answers_of_an_interview_that_is_going_on(team, take):
    take(team, ("A1", "", "户主", "王一", "13800000000", "", "一组"))
    interview = open_visit(team, only(team))
    for key, value in (("phone", "13911112222"), ("group", "九组")):
        ref = interview.session.ref(key)
        save_answer(team, interview, interview.session.answer(ref, value), ref)
    take(team, ("A1", "", "户主", "王一", "13800000009", "", "二组"))
    leave_visit(team, interview)
    assert (found(team, "phone"), found(team, "group")) == (["13911112222"], ["九组"])
    assert team.store.conflicts() == ()


def test_a_newer_list_does_not_decide_what_two_laptops_answered_differently(team, take, tmp_path):
    office = new_laptop(tmp_path / "office", "镇汇总", "李建军")
    introduce(team, office)
    take(team, ("A1", "", "户主", "王一", "13800000000", "", "一组"))
    take(office, ("A1", "", "户主", "王一", "13800000001", "", "一组"))
    receive_packages(team, [export_package(office, tmp_path, [my_card(team).fingerprint]).path])
    office.close()
    take(team, ("A1", "", "户主", "王一", "13800000002", "", "二组"))
    assert found(team, "group") == ["二组"]
    (conflict,) = team.store.conflicts()
    assert {one.value for one in conflict.values} == {"13800000000", "13800000001"}


def test_two_members_with_one_number_are_told_and_neither_takes_the_place_of_the_other(team, take):
    report = take(
        team,
        ("A1", "2", "户主", "王一", "", "", "一组"),
        ("A1", "", "配偶", "李二", "", "", "一组"),
        ("A1", "2", "儿子", "王三", "", "", "一组"),
    )
    assert sorted(found(team, "person_name")) == ["李二", "王一"]
    assert [(one.row, one.code) for one in report.problems if one.row_refused] == [(4, "person-number-twice")]


def test_who_comes_into_the_place_of_another_member_does_not_inherit_their_answers(team, take):
    take(
        team,
        ("A1", "", "户主", "王一", "", "", "一组"),
        ("A1", "", "配偶", "李二", "", "13700000000", "一组"),
    )
    take(team, ("A1", "", "户主", "王一", "", "", "一组"), ("A1", "", "儿子", "王三", "", "", "一组"))
    assert sorted(found(team, "person_name")) == ["王一", "王三"]
    assert found(team, "person_phone") in ([], [None])


def test_a_newer_list_leaves_a_surveyed_household_as_it_was_found(team, take):
    take(team, ("A1", "", "户主", "王一", "13800000000", "", "一组"))
    wait(team)
    survey(team, only(team))
    answer(team, only(team), phone="13911112222")
    before = team.store.document(only(team)).values
    take(team, ("A1", "", "户主", "王改", "13800000009", "", "二组"))
    assert team.store.document(only(team)).values == before
