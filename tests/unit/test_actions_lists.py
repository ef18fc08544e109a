"""Households taken over from a list."""

import pytest
from tests.laptops import VILLAGE, family, new_laptop, survey, wait

from yihu.actions import (
    export_package,
    import_households,
    list_households,
    my_card,
    preview_list,
    receive_packages,
)
from yihu.actions import show_household as show
from yihu.exchange import MappingIncomplete
from yihu.storage.rows import HouseholdQuery

HEAD = "户编号,姓名,与户主关系,证件号码,乡镇,行政村,村编码,村民小组,备用\n"
ROWS = (
    f"4309990001,王秀英,户主,,清溪镇,青竹村,{VILLAGE},一组,x\n"
    f"4309990001,王建国,之子,,清溪镇,青竹村,{VILLAGE},一组,x\n"
    f"4309990002,李桂兰,户主,,清溪镇,青竹村,{VILLAGE},二组,x\n"
)


@pytest.fixture
def laptop(tmp_path):
    workspace = new_laptop(tmp_path / "data")
    yield workspace
    workspace.close()


@pytest.fixture
def file(tmp_path):
    def write(text=HEAD + ROWS):
        (tmp_path / "list.csv").write_text(text, encoding="utf-8")
        return tmp_path / "list.csv"

    return write


def rows(workspace):
    return list_households(workspace, HouseholdQuery())


def test_a_list_is_looked_at_before_it_is_taken_over(file):
    preview = preview_list(file())
    assert preview.rows == 3
    assert preview.mapping["户编号"] == "household_number"
    assert "备用" in preview.columns
    assert "备用" not in preview.mapping
    assert preview.sample[0][1] == "王秀英"


def test_households_come_with_their_members(laptop, file):
    report = import_households(laptop, file())
    assert (report.rows, report.added, report.updated, report.unchanged, report.persons) == (3, 2, 0, 0, 3)
    assert report.unmapped == ("备用",)
    found = {row.head_name: row for row in rows(laptop)}
    assert set(found) == {"王秀英", "李桂兰"}
    assert (found["王秀英"].persons, found["王秀英"].village_code, found["王秀英"].group) == (
        2,
        VILLAGE,
        "一组",
    )
    household = show(laptop, found["王秀英"].id).household
    assert [(person.name, person.relation) for person in household.persons] == [
        ("王秀英", "head"),
        ("王建国", "son"),
    ]


def test_a_dry_run_changes_nothing(laptop, file):
    assert import_households(laptop, file(), dry_run=True).added == 2
    assert rows(laptop) == ()


def test_the_same_list_twice_changes_nothing(laptop, file):
    import_households(laptop, file())
    before = rows(laptop)
    report = import_households(laptop, file())
    assert (report.added, report.updated, report.unchanged) == (0, 0, 2)
    assert rows(laptop) == before


def test_a_later_list_adds_and_corrects(laptop, file):
    import_households(laptop, file())
    longer = HEAD + ROWS.replace("二组", "三组") + f"4309990003,赵德明,户主,,清溪镇,青竹村,{VILLAGE},三组,x\n"
    report = import_households(laptop, file(longer))
    assert (report.added, report.updated, report.unchanged) == (1, 1, 1)
    assert {row.head_name: row.group for row in rows(laptop)} == {
        "王秀英": "一组",
        "李桂兰": "三组",
        "赵德明": "三组",
    }


def test_a_surveyed_household_keeps_its_answers(laptop, file):
    import_households(laptop, file())
    household = next(row.id for row in rows(laptop) if row.head_name == "李桂兰")
    answers = family("周桂兰") | {"head_name": "李桂花", "group": "五组", "household_number": "4309990002"}
    survey(laptop, household, answers)
    wait(laptop)
    report = import_households(laptop, file())
    assert (report.added, report.updated) == (0, 0)
    assert show(laptop, household).row.group == "五组"


def test_two_laptops_with_the_same_list_have_the_same_households(laptop, file, tmp_path):
    from tests.laptops import introduce

    other = new_laptop(tmp_path / "other", "镇汇总", "李建军")
    for workspace in (laptop, other):
        import_households(workspace, file())
    introduce(laptop, other)
    (tmp_path / "stick").mkdir()
    path = export_package(laptop, tmp_path / "stick", [my_card(other).fingerprint]).path
    report = receive_packages(other, [path])
    assert (report.new_households, report.conflicts) == (0, 0)
    assert [row.id for row in rows(laptop)] == [row.id for row in rows(other)]
    other.close()


def test_what_the_list_lacks_can_be_said_for_all(laptop, file):
    path = file("户主姓名,住址\n王秀英,1号\n李桂兰,2号\n")
    report = import_households(laptop, path, same_for_all={"division_code": VILLAGE, "village": "青竹村"})
    assert report.added == 2
    assert {row.village for row in rows(laptop)} == {"青竹村"}
    assert (
        import_households(
            laptop, path, same_for_all={"division_code": VILLAGE, "village": "青竹村"}
        ).unchanged
        == 2
    )


def test_rows_that_can_not_be_taken_are_told_with_row_and_column(laptop, file):
    report = import_households(laptop, file(HEAD + ROWS + ",无编号,户主,,清溪镇,青竹村,,一组,x\n"))
    assert report.added == 2
    assert [(problem.row, problem.column) for problem in report.problems] == [(5, "户编号")]


def test_a_list_without_anything_to_tell_households_apart_is_refused(laptop, file):
    with pytest.raises(MappingIncomplete):
        import_households(laptop, file("村,组\n青竹村,一组\n"))


def test_members_that_a_later_list_lacks_stay_and_are_told(laptop, file):
    import_households(laptop, file())
    later = HEAD + "".join(line for line in ROWS.splitlines(keepends=True) if "王建国" not in line)
    report = import_households(laptop, file(later))
    assert [(left.head_name, left.name) for left in report.left_members] == [("王秀英", "王建国")]
    household = next(row.id for row in rows(laptop) if row.head_name == "王秀英")
    assert [person.name for person in show(laptop, household).household.persons] == ["王秀英", "王建国"]
    survey(laptop, household, family())
    assert import_households(laptop, file(later)).left_members == ()
