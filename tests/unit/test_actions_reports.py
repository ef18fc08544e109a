"""Progress, score card and bulletin over a real register with helpers, tasks and visits."""

from contextlib import closing

import pytest
from tests.laptops import family, introduce, my_card, new_laptop, register, survey, wait

from yihu.actions import (
    add_household,
    add_scorecard,
    compose_bulletin,
    draft_bulletin,
    export_package,
    fill_record,
    fill_visit,
    finish_visit,
    keep_bulletin,
    list_bulletins,
    open_visit,
    receive_packages,
    report_progress,
    save_scorecard,
    score_units,
)
from yihu.actions.scorecards import ScoreCardVersionTaken, scorecard_in_use
from yihu.base.i18n import CHINESE, ENGLISH, set_language
from yihu.planning.score_reading import ScoreCardRefused
from yihu.register.subjects import new_subject_id

COUNTY, VILLAGE = "430999000000", "430999102203"


def subject(workspace, form, **answers):
    id = new_subject_id(workspace.clock, workspace.random)
    fill_record(workspace, id, form, answers, division_code=COUNTY)
    return id


def helper(workspace, name, unit):
    return subject(
        workspace, "helper", helper_kind="cadre", helper_called=name, helper_of_unit=unit, helper_level="county",
        helper_capacity=5, helper_active_since="2026-01-01",
    )  # fmt: skip


def pair(workspace, household, helper_id, **pledges):
    fill_record(
        workspace,
        household,
        "pairing",
        {"pairing_helper": helper_id, "pairing_since": "2026-02-01", **pledges},
    )


@pytest.fixture(scope="module")
def laptop(tmp_path_factory):
    """Two households; one surveyed and paired with two helpers of one unit, one of another unit did nothing."""
    with closing(new_laptop(tmp_path_factory.mktemp("reports") / "a")) as workspace:
        home = register(workspace)
        survey(workspace, home)
        add_household(
            workspace, head_name="谭立新", village_code=VILLAGE, village="龙荣村", township="泥溪镇"
        )
        first, second = helper(workspace, "刘春生", "县水利局"), helper(workspace, "何桂香", "县水利局")
        helper(workspace, "毛远志", "县农业局")
        pair(workspace, home, first, pledge_household_state="running", pledge_household_on="2026-03-01")
        pair(workspace, home, second)
        subject(
            workspace, "task", task_title="修好二组水渠", task_kind="infrastructure", task_due_on="2026-10-10",
            task_owner_kind="unit", task_unit="县水利局",
        )  # fmt: skip
        yield workspace


def test_all_villages_are_reported_each_number_with_its_list(laptop):
    report = report_progress(laptop)
    assert report.whole.progress.households == 2
    assert report.whole.progress.visited == 1
    for row in (report.whole, *report.rows):
        for name, query in row.lists.items():
            listed = laptop.store.households(query)
            assert len(listed) == getattr(row.progress, name), (row.label, name)


def test_a_unit_with_two_helpers_at_one_household_has_one_household(laptop):
    report = report_progress(laptop, "unit")
    (row,) = report.rows
    assert (row.label, row.progress.households, row.progress.visited) == ("县水利局", 1, 1)
    assert len(laptop.store.households(row.lists["met"])) == row.progress.met
    by_helper = report_progress(laptop, "helper")
    assert {each.label for each in by_helper.rows} == {"刘春生", "何桂香"}
    assert by_helper.whole.progress.households == 1


def test_the_level_is_told_in_words(laptop):
    assert [row.label for row in report_progress(laptop, "level").rows] == ["县级"]


def test_a_division_is_reported_alone(laptop):
    assert [row.progress.key for row in report_progress(laptop, within=VILLAGE).rows] == [VILLAGE]


def test_a_village_without_a_visit_in_november_is_behind(laptop):
    assert "龙荣村" in [row.label for row in report_progress(laptop).stuck]


def test_surveys_are_told_week_by_week(laptop):
    weeks = report_progress(laptop).weeks
    assert sum(count for _, count in weeks) in (0, 1), "the survey may be older than half a year"
    assert list(weeks) == sorted(weeks)


def test_the_score_card_counts_distinct_households_and_shows_who_did_nothing(laptop):
    scores = {each.unit: each for each in score_units(laptop).scores}
    water = {line.item.measure: line for line in scores["县水利局"].lines}
    assert (water["visited_share"].done, water["visited_share"].whole) == (1, 1)
    assert (water["tasks_done_share"].done, water["tasks_done_share"].whole) == (0, 1)
    assert (water["pledges_kept_share"].done, water["pledges_kept_share"].whole) == (0, 1)
    assert [member.name for member in scores["县农业局"].idle] == ["毛远志"]
    assert scores["县农业局"].grade == "vetoed"


def test_an_edited_score_card_is_used_and_travels(tmp_path):
    with closing(new_laptop(tmp_path / "a")) as one, closing(new_laptop(tmp_path / "b", "二队")) as other:
        introduce(one, other)
        save_scorecard(one, tmp_path / "card.toml")
        text = (tmp_path / "card.toml").read_text(encoding="utf-8-sig")
        edited = tmp_path / "own.toml"
        edited.write_text(
            text.replace("version = 1", "version = 7").replace("weight = 20", "weight = 40"), "gb18030"
        )
        assert add_scorecard(one, edited).version == 7
        assert scorecard_in_use(one).ref == "yearly@7"
        receive_packages(other, [export_package(one, tmp_path, [my_card(other).fingerprint]).path])
        assert scorecard_in_use(other) == scorecard_in_use(one)
        assert add_scorecard(one, edited).version == 7, "the same file again changes nothing"
        edited.write_text(
            text.replace("version = 1", "version = 7").replace("weight = 20", "weight = 30"), "utf-8"
        )
        with pytest.raises(ScoreCardVersionTaken):
            add_scorecard(one, edited)


def test_a_broken_score_card_changes_nothing(laptop, tmp_path):
    broken = tmp_path / "own.toml"
    broken.write_text('id = "yearly"\nversion = 9\nitems = []\n', "utf-8")
    with pytest.raises(ScoreCardRefused):
        add_scorecard(laptop, broken)
    assert scorecard_in_use(laptop).ref == "yearly@1"


def test_the_bulletin_tells_what_grew_since_the_last_one(tmp_path):
    with closing(new_laptop(tmp_path / "a")) as workspace:
        home = register(workspace)
        first = draft_bulletin(workspace, COUNTY)
        assert (first.number, first.since, first.changes[0].grown) == (1, "", None)
        keep_bulletin(workspace, COUNTY, first, compose_bulletin(first, ()))
        wait(workspace, 60 * 24 * 7)
        survey(workspace, home)
        second = draft_bulletin(workspace, COUNTY)
        assert (second.number, second.since, second.until) == (2, "2026-11-23", "2026-11-30")
        assert {each.name: each.grown for each in second.changes}["visited"] == 1
        text = compose_bulletin(second, ())
        assert "已入户调查 1 户（+1）" in text
        assert [row.number for row in list_bulletins(workspace, COUNTY)] == [1]
        set_language(ENGLISH)
        try:
            assert "Surveyed: 1 (+1)" in compose_bulletin(second, ())
        finally:
            set_language(CHINESE)


def test_words_of_visits_come_without_names_and_numbers(tmp_path):
    with closing(new_laptop(tmp_path / "a")) as workspace:
        home = register(workspace)
        survey(workspace, home)
        interview = open_visit(workspace, home, "visit")
        visit_answers = _visit(interview)
        assert fill_visit(workspace, interview, visit_answers).refused == ()
        assert finish_visit(workspace, interview).sealed
        draft = draft_bulletin(workspace, COUNTY, since="2026-01-01")
        (quote,) = [each for each in draft.quotes if each.kind == "issue"]
        people = {family()["head_name"], *(each["person_name"] for each in family()["member"])}
        text = compose_bulletin(draft, draft.quotes)
        assert "水渠漏水" in quote.text
        assert not any(name in text for name in people)
        assert "13800138000" not in text
        assert quote.text.startswith("𠮷某")


def _visit(interview):
    """The answers of a visit, by the names that the shipped form has."""
    names = {save.partition("#")[2] or save: key for key, save in interview.session.form.properties.items()}
    told = {
        "follow_up_date": "2026-11-20",
        "follow_up_met": "户主",
        "follow_up_measures_state": "running",
        "follow_up_changes": "income",
        "follow_up_issue": "𠮷田秀英说水渠漏水，电话13800138000",
    }
    return {names[name]: value for name, value in told.items() if name in names}


def test_no_household_is_needed(tmp_path):
    with closing(new_laptop(tmp_path / "a")) as workspace:
        assert report_progress(workspace).rows == ()
        assert score_units(workspace).scores == ()
        assert draft_bulletin(workspace, COUNTY).changes == ()
