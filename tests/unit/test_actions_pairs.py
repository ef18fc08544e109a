"""Helpers, groups and pairs in a register: written down, proposed, made, ended, taken back, counted, told."""

import sys

import openpyxl
import pytest
from tests.laptops import family, hand_over, introduce, new_laptop, register, survey, wait

from yihu.actions import (
    BatchGone,
    HelperColumnMissing,
    HelperUnknown,
    PairMissing,
    PairUnknown,
    RecordRefused,
    Scope,
    add_helper,
    add_helper_group,
    count_three_ones,
    end_helper,
    end_pairs,
    fill_record,
    import_helpers,
    list_batches,
    list_helper_groups,
    list_helpers,
    list_pair_batches,
    list_pairs,
    make_pairs,
    pair_history,
    preview_paper,
    propose,
    show_helper,
    show_pair_coverage,
    undo_pairs,
)
from yihu.actions.open_visit import open_visit

VILLAGE = "430999127211"
DAY = "2026-11-23"


def helper(laptop, name, **more):
    answers = {
        "helper_kind": "committee",
        "helper_called": name,
        "helper_level": "county",
        "helper_capacity": "2",
        "helper_active_since": "2026-01-01",
    }
    return add_helper(laptop, answers | more).id


@pytest.fixture
def laptop(tmp_path):
    workspace = new_laptop(tmp_path / "data")
    yield workspace
    workspace.close()


def households(laptop, *names):
    return [register(laptop, {**family(name)}) for name in names]


def test_a_helper_is_written_down_and_belongs_to_the_county(laptop):
    households(laptop, "周桂兰")
    id_ = helper(
        laptop, "周文彬", helper_of_unit="县政协", helper_telephone="13812345678", helper_skills="jobs money"
    )
    (line,) = list_helpers(laptop)
    assert (line.id, line.name, line.unit, line.skills) == (id_, "周文彬", "县政协", ("jobs", "money"))
    assert line.phone == "138******78"
    code = laptop.store.document(id_).values["subject/division_code"]
    assert code.endswith("000000")
    assert laptop.store.villages()[0].code.startswith(code.rstrip("0"))


def test_what_the_form_forbids_is_refused_and_nothing_is_written(laptop):
    with pytest.raises(RecordRefused):
        helper(laptop, "周文彬", helper_capacity="-3")
    assert list_helpers(laptop) == ()


def test_a_pair_stands_in_the_household_and_travels_with_it(laptop, tmp_path):
    (household,) = households(laptop, "周桂兰")
    id_ = helper(laptop, "周文彬", helper_of_unit="县政协")
    report = make_pairs(laptop, [(household, id_, "main")])
    assert (report.changed, report.already) == (1, 0)
    (line,) = list_pairs(laptop, household_id=household)
    assert (line.helper_name, line.unit, line.role, line.since, line.runs) == (
        "周文彬",
        "县政协",
        "main",
        DAY,
        True,
    )
    other = new_laptop(tmp_path / "other", team="石桥一队")
    introduce(laptop, other)
    hand_over(laptop, other, tmp_path / "stick")
    assert [each.helper_name for each in list_pairs(other)] == ["周文彬"]
    assert [each.name for each in list_helpers(other)] == ["周文彬"]
    other.close()


def test_the_name_stays_as_it_was_then_where_the_helper_isnt_known(laptop):
    (household,) = households(laptop, "周桂兰")
    id_ = helper(laptop, "周文彬")
    report = make_pairs(laptop, [(household, id_, "main")])
    laptop.store.write(id_, {"helper/_removed": True}, "helper@1", "remove")
    (line,) = list_pairs(laptop)
    assert line.helper_name == "周文彬"
    interview = open_visit(laptop, household, "pairing", report.records[0][1])
    ref = interview.session.ref("pairing_helper")
    assert [(each.value, each.label) for each in interview.session.choices(ref)] == [(id_, "周文彬")]
    assert not interview.session.problems()


def test_coverage_names_who_is_without_and_who_has_too_many(laptop):
    ids = households(laptop, "周桂兰", "解春香", "陈𬭚")
    one, idle = helper(laptop, "周文彬", helper_capacity="1"), helper(laptop, "李立")
    make_pairs(laptop, [(ids[0], one, "main"), (ids[1], one, "main")])
    told = show_pair_coverage(laptop)
    assert (told.households, told.paired, told.rate_percent, told.without_helper) == (3, 2, "66.6", (ids[2],))
    assert [each.helper for each in told.idle] == [idle]
    assert [(each.name, each.has, each.most) for each in told.overloaded] == [("周文彬", 2, 1)]
    only = show_pair_coverage(laptop, Scope(households=(ids[0],)))
    assert (only.households, only.rate_percent) == (1, "100.0")


def test_the_same_pair_made_twice_is_one(laptop):
    (household,) = households(laptop, "周桂兰")
    id_ = helper(laptop, "周文彬")
    make_pairs(laptop, [(household, id_, "main")])
    again = make_pairs(laptop, [(household, id_, "main"), (household, id_, "main")])
    assert (again.changed, again.already, again.batch_id) == (0, 1, "")


def test_proposals_are_made_as_a_batch_and_taken_back_as_one(laptop):
    ids = households(laptop, "周桂兰", "解春香", "陈𬭚")
    survey(laptop, ids[0], family("周桂兰"))
    helper(laptop, "周文彬", helper_capacity="2")
    helper(laptop, "江河竹业", helper_kind="firm", helper_capacity="5", helper_skills="jobs")
    found = propose(laptop, helpers_each=2)
    assert (found.households, len(found.pairs), found.left) == (3, 5, ())
    assert all(each.reasons for each in found.pairs)
    report = make_pairs(laptop, [(each.household_id, each.helper, each.role) for each in found.pairs])
    assert show_pair_coverage(laptop).rate_percent == "100.0"
    assert [row.id for row in list_pair_batches(laptop)] == [report.batch_id]
    assert list_batches(laptop) == ()
    undone = undo_pairs(laptop, report.batch_id)
    assert undone.changed == 3
    assert (list_pairs(laptop, ended=True), show_pair_coverage(laptop).paired) == ((), 0)
    with pytest.raises(BatchGone):
        undo_pairs(laptop, report.batch_id)


def test_stopped_in_the_middle_what_was_made_is_a_batch_too(laptop, monkeypatch):
    from yihu.base.errors import Cancelled

    monkeypatch.setattr(sys.modules["yihu.actions.make_pairs"], "AT_ONCE", 1)
    ids = households(laptop, "周桂兰", "解春香", "陈𬭚")
    id_ = helper(laptop, "周文彬", helper_capacity="9")

    class Stopping:
        def step(self, done, total):
            if done == 2:
                raise Cancelled

    with pytest.raises(Cancelled):
        make_pairs(laptop, [(each, id_, "main") for each in ids], progress=Stopping())
    made = {each.household_id for each in list_pairs(laptop)}
    (batch,) = list_pair_batches(laptop)
    assert {household for household, _ in batch.changesets} == made
    assert 0 < len(made) < 3
    undo_pairs(laptop, batch.id)
    assert list_pairs(laptop) == ()


def test_a_pair_ends_with_a_reason_and_stays_readable(laptop):
    (household,) = households(laptop, "周桂兰")
    id_ = helper(laptop, "周文彬")
    ((_, record),) = make_pairs(laptop, [(household, id_, "main")]).records
    end_pairs(laptop, [(household, record)], "replaced", note="调走")
    assert list_pairs(laptop) == ()
    (line,) = list_pairs(laptop, ended=True)
    assert (line.until, line.end_reason) == (DAY, "replaced")
    with pytest.raises(PairUnknown):
        end_pairs(laptop, [(household, record)], "replaced")


def test_a_helper_that_leaves_leaves_its_households_without(laptop):
    ids = households(laptop, "周桂兰", "解春香")
    id_ = helper(laptop, "周文彬")
    make_pairs(laptop, [(each, id_, "main") for each in ids])
    report = end_helper(laptop, "周文彬", until=DAY)
    assert report.pairs.changed == 2
    told = show_pair_coverage(laptop)
    assert (told.paired, told.gone, told.helpers) == (0, (), 0)
    assert not list_helpers(laptop)[0].active
    with pytest.raises(HelperUnknown):
        show_helper(laptop, "无此人")


def test_leader_group_and_village_hang_together(laptop):
    (household,) = households(laptop, "周桂兰")
    village = laptop.store.villages()[0].code
    leader = helper(laptop, "王主席")
    group = add_helper_group(
        laptop, {"team_called": "第一小组", "team_leader": leader, "team_villages": village}
    ).id
    member = helper(laptop, "周文彬", helper_of_group=group)
    make_pairs(laptop, [(household, member, "main")])
    (line,) = list_helper_groups(laptop)
    assert (line.name, line.leader_name, line.helpers, dict(line.villages)) == (
        "第一小组",
        "王主席",
        1,
        {village: 1},
    )
    assert propose(laptop, helpers_each=2).pairs[0].helper == leader


def test_pledges_are_counted_by_people_and_the_history_tells_who_did_what(laptop):
    (household,) = households(laptop, "周桂兰")
    survey(laptop, household, family("周桂兰"))
    one, two = (
        helper(laptop, "周文彬", helper_of_unit="县政协"),
        helper(laptop, "李立", helper_of_unit="县工会"),
    )
    made = make_pairs(laptop, [(household, one, "main"), (household, two, "further")]).records
    interview = open_visit(laptop, household, "pairing", made[0][1])
    assert interview.session.problems() == ()
    members = interview.session.choices(interview.session.ref("pledge_student_member"))
    assert members[0].label.startswith("周桂兰")
    wait(laptop, 5)
    for _, record in made:
        pledge = {
            "pledge_student_state": "pledged",
            "pledge_student_member": members[-1].value,
            "pledge_student_yuan": "2000.50",
            "pledge_student_on": DAY,
        }
        fill_record(laptop, household, "pairing", pledge, record=record)
    report = count_three_ones(laptop, "unit")
    assert (report.total.households, report.total.one_student.total, report.total.fen) == (1, 1, 400100)
    assert [(name, part.one_student.total) for name, part in report.parts] == [("县工会", 1), ("县政协", 1)]
    told = [(each.what, each.helper_name, each.person) for each in pair_history(laptop, helper=one)]
    assert told == [("changed", "周文彬", "张小芳"), ("paired", "周文彬", "张小芳")]
    view = show_helper(laptop, "周文彬")
    assert (len(view.pairs), view.three_ones.one_student.total) == (1, 1)


def test_a_card_names_the_pair_and_without_a_pair_there_is_none(laptop):
    ids = households(laptop, "周桂兰", "解春香")
    with pytest.raises(PairMissing):
        preview_paper(laptop, "intention_card", ids[0])
    make_pairs(laptop, [(ids[0], helper(laptop, "周文彬"), "main")])
    import pypdfium2

    for apart, pages in ((False, 1), (True, 3)):
        document = pypdfium2.PdfDocument(preview_paper(laptop, "intention_card", ids[0], apart=apart))
        assert len(document) == pages
        text = "".join(page.get_textpage().get_text_range() for page in document)
        assert text.count("周文彬自愿与周桂兰一家") == 3
        assert "第三份" in text


# lists of helpers


HEADINGS = (
    "序号",
    "姓名",
    "类别",
    "单位",
    "所在小组",
    "级别",
    "联系电话",
    "结对户数",
    "能提供的帮助",
    "意向村",
)


def written(path, *rows, headings=HEADINGS):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["帮扶人名单"])
    sheet.append(headings)
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


ROWS = (
    (1, "周文彬", "委员", "县政协", "第一小组", "县级", "13812345678", 2, "助学、资金", "青竹村"),
    (2, "江河竹业", "企业", "江河竹业有限公司", "第一小组", "市级", 13812345679, "5户", "就业", ""),
)


def test_helpers_come_in_from_a_list_and_twice_changes_nothing(laptop, tmp_path):
    households(laptop, "周桂兰")
    path = written(tmp_path / "helpers.xlsx", *ROWS)
    tried = import_helpers(laptop, path, dry_run=True)
    assert (tried.rows, tried.added, tried.groups, list_helpers(laptop)) == (2, 2, 1, ())
    report = import_helpers(laptop, path)
    assert (report.added, report.problems, report.groups, report.unmapped) == (2, (), 1, ("序号",))
    firm, member = sorted(list_helpers(laptop), key=lambda each: each.capacity, reverse=True)
    assert (firm.kind, firm.level, firm.capacity, firm.group, firm.skills) == (
        "firm",
        "city",
        5,
        "第一小组",
        ("jobs",),
    )
    assert (member.skills, member.villages) == (("student_aid", "money"), (laptop.store.villages()[0].code,))
    again = import_helpers(laptop, path)
    assert (again.added, again.changed, again.unchanged, again.groups) == (0, 0, 2, 0)
    changed = ((*ROWS[0][:7], 4, "助学", ""), ROWS[1])
    newer = import_helpers(laptop, written(tmp_path / "newer.xlsx", *changed))
    assert (newer.changed, newer.unchanged) == (1, 1)
    assert {each.name: each.capacity for each in list_helpers(laptop)} == {"周文彬": 4, "江河竹业": 5}


def test_rows_with_problems_wait_and_say_where_and_why(laptop, tmp_path):
    households(laptop, "周桂兰")
    bad = (
        (1, "", "委员", "县政协", "", "县级", "13812345678", 2, "", ""),
        (2, "甲", "神仙", "", "", "", "", 1, "", ""),
        (3, "乙", "委员", "", "", "县级", "", "很多", "", ""),
        (4, "丙", "委员", "", "", "县级", "", 1, "唱戏", ""),
        (5, "丁", "委员", "", "", "县级", "", 1, "", "无此村"),
        (6, "戊", "委员", "", "", "县级", "abc", 1, "", ""),
        (7, "己", "", "", "", "", "", "", "", ""),
        (8, "己", "委员", "", "", "", "", "", "", ""),
    )
    report = import_helpers(laptop, written(tmp_path / "helpers.xlsx", *bad))
    assert [(each.row, each.column, each.value) for each in report.problems] == [
        (3, "姓名", ""),
        (4, "类别", "神仙"),
        (5, "结对户数", "很多"),
        (6, "能提供的帮助", "唱戏"),
        (7, "意向村", "无此村"),
        (8, "姓名", "戊"),
        (10, "姓名", "己"),
    ]
    assert all(each.reason for each in report.problems)
    assert [(each.name, each.kind, each.capacity) for each in list_helpers(laptop)] == [
        ("己", "committee", 1)
    ]


def test_every_new_group_of_a_list_is_made_once(laptop, tmp_path):
    households(laptop, "周桂兰")
    rows = [
        (place, f"委员{place}", "委员", "", f"第{place % 3}小组", "", "", 1, "", "") for place in range(7)
    ]
    report = import_helpers(laptop, written(tmp_path / "helpers.xlsx", *rows))
    assert (report.added, report.groups, report.problems) == (7, 3, ())
    assert sorted(each.helpers for each in list_helper_groups(laptop)) == [2, 2, 3]


def test_a_list_without_names_is_refused(laptop, tmp_path):
    path = written(tmp_path / "x.xlsx", ("甲", "1"), headings=("单位", "联系电话"))
    with pytest.raises(HelperColumnMissing):
        import_helpers(laptop, path)


def test_two_laptops_that_take_the_same_list_have_the_same_helpers(laptop, tmp_path):
    path = written(tmp_path / "helpers.xlsx", *ROWS[:1], headings=HEADINGS)
    other = new_laptop(tmp_path / "other", team="石桥一队")
    for each in (laptop, other):
        households(each, "周桂兰")
        import_helpers(each, path)
    introduce(laptop, other)
    hand_over(laptop, other, tmp_path / "stick")
    assert [each.name for each in list_helpers(other)] == ["周文彬"]
    other.close()
