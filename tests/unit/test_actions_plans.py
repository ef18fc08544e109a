"""The plan: suggested, agreed, signed, made again, printed."""

import subprocess
from dataclasses import replace
from datetime import date

import pytest
from tests.laptops import answer, family, new_laptop, register, reopened, survey, wait

from yihu.actions import (
    PlanMissing,
    StepKind,
    SurveyMissing,
    add_measure,
    adopt_measure,
    agree_plan,
    leave_plan,
    open_plan,
    preview_plan,
    print_plans,
    refresh_plan,
    remove_measure,
    revise_plan,
    save_answer,
    show_household,
    show_plan,
    sign_plan,
)
from yihu.base.errors import Cancelled, DiskFull, FolderNotWritable
from yihu.base.progress import Stoppable
from yihu.register.profiles import shipped_profiles


@pytest.fixture
def laptop(tmp_path):
    workspace = new_laptop(tmp_path / "data")
    yield workspace
    workspace.close()


@pytest.fixture
def household(laptop):
    return surveyed(laptop, "周桂兰")


def surveyed(laptop, head_name):
    answers = family(head_name)
    household_id = register(laptop, answers)
    survey(laptop, household_id, answers)
    return household_id


def planned(laptop, household):
    desk = open_plan(laptop, household)
    while desk.suggestions:
        desk = adopt_measure(laptop, desk, desk.suggestions[0])
    return desk


def signed(laptop, household):
    assert agree_plan(laptop, planned(laptop, household)).sealed
    assert sign_plan(laptop, open_plan(laptop, household)).sealed


def test_no_plan_before_the_survey(laptop):
    with pytest.raises(SurveyMissing):
        open_plan(laptop, register(laptop))


def test_a_plan_begins_with_income_line_and_suggestions(laptop, household):
    desk = open_plan(laptop, household)
    assert (desk.plan.version, desk.plan.state, desk.plan.measures) == (1, "draft", ())
    assert desk.plan.base_persons == len(desk.household.persons)
    assert desk.now_yuan == desk.household.net_per_head_yuan()
    assert desk.line_yuan == 7300
    assert desk.plan.goal_date == "2027-12-31"
    assert desk.suggestions


def test_looking_at_a_plan_makes_none(laptop, household):
    assert leave_plan(laptop, open_plan(laptop, household)) is False
    assert show_household(laptop, household).plan is None


def test_a_suggestion_taken_over_counts_and_is_not_offered_again(laptop, household):
    desk = open_plan(laptop, household)
    chosen = desk.suggestions[0]
    after = adopt_measure(laptop, desk, chosen)
    assert [measure.content for measure in after.plan.measures] == [chosen.content]
    assert chosen.key not in {suggestion.key for suggestion in after.suggestions}
    assert after.plan.measures[0].deadline == "2027-12-31"


def test_an_adopted_measure_outlives_the_program(laptop, household):
    desk = adopt_measure(laptop, *_first(laptop, household))
    again = reopened(laptop)
    assert open_plan(again, household).plan.measures == desk.plan.measures
    again.close()


def _first(laptop, household):
    desk = open_plan(laptop, household)
    return desk, desk.suggestions[0]


def test_an_empty_measure_is_filled_in_and_one_is_removed(laptop, household):
    desk = add_measure(laptop, adopt_measure(laptop, *_first(laptop, household)))
    session = desk.interview.session
    row = desk.plan.measures[-1].row
    ref = session.ref(f"measure/{row}/measure_content")
    save_answer(laptop, desk.interview, session.answer(ref, "种辣椒"), ref)
    desk = refresh_plan(laptop, desk)
    assert desk.plan.measures[-1].content == "种辣椒"
    left = remove_measure(laptop, desk, desk.plan.measures[0].row)
    assert [measure.content for measure in left.plan.measures] == ["种辣椒"]


def test_a_plan_without_measures_is_not_agreed(laptop, household):
    report = agree_plan(laptop, open_plan(laptop, household))
    assert not report.sealed
    assert report.state == "draft"
    assert len(report.problems) == 1


def test_a_plan_with_a_blank_measure_is_not_agreed_and_stays_editable(laptop, household):
    desk = add_measure(laptop, open_plan(laptop, household))
    report = agree_plan(laptop, desk)
    assert not report.sealed
    assert report.problems
    assert open_plan(laptop, household).plan.state == "draft"


def test_a_plan_goes_from_draft_over_agreed_to_signed(laptop, household):
    desk = planned(laptop, household)
    leave_plan(laptop, desk)
    assert show_household(laptop, household).next_step.kind == StepKind.PLAN
    assert agree_plan(laptop, open_plan(laptop, household)).state == "agreed"
    assert show_household(laptop, household).next_step.kind == StepKind.SIGN
    assert open_plan(laptop, household).read_only
    assert sign_plan(laptop, open_plan(laptop, household)).state == "signed"
    view = show_household(laptop, household)
    assert view.next_step.kind == StepKind.VISIT_AGAIN
    assert view.row.plan_state == "signed"
    assert view.plan.signed_on == "2026-11-23"
    assert [event.kind for event in view.events][:3] == ["plan_signed", "plan_agreed", "plan"]


def test_who_signed_and_when_can_be_said(laptop, household):
    assert agree_plan(laptop, planned(laptop, household)).sealed
    report = sign_plan(laptop, open_plan(laptop, household), signer="周小兰", signed_on=date(2026, 11, 23))
    assert report.state == "signed"
    plan = show_household(laptop, household).plan
    assert (plan.signer, plan.signed_on) == ("周小兰", "2026-11-23")


@pytest.mark.parametrize("day", [date(2026, 11, 24), date(2026, 11, 22)])
def test_a_signature_before_the_plan_or_tomorrow_is_refused(laptop, household, day):
    assert agree_plan(laptop, planned(laptop, household)).sealed
    report = sign_plan(laptop, open_plan(laptop, household), signed_on=day)
    assert not report.sealed
    assert "plan_signed_on" in report.problems[-1].ref
    assert show_household(laptop, household).row.plan_state == "agreed"


def test_making_it_again_is_the_next_version_and_the_signed_one_holds_until_that_is_agreed(laptop, household):
    signed(laptop, household)
    first = show_household(laptop, household).plan
    wait(laptop)
    desk = revise_plan(laptop, household)
    assert (desk.plan.version, desk.plan.state) == (2, "draft")
    assert desk.plan.measures == first.measures
    assert desk.plan.signed_on is None
    leave_plan(laptop, remove_measure(laptop, desk, first.measures[0].row))
    view = show_household(laptop, household)
    assert (view.plan, view.row.plan_state, view.next_step.kind) == (first, "signed", StepKind.PLAN)
    signed(laptop, household)
    assert show_household(laptop, household).plan.version == 2
    assert open_plan(laptop, household, first.record).plan == replace(first, in_force=False)


def test_a_new_version_begins_from_the_income_as_it_is_now(laptop, household):
    signed(laptop, household)
    before = show_household(laptop, household).plan.base_net_yuan
    answer(laptop, household, wage_migrant="50000")
    assert revise_plan(laptop, household).plan.base_net_yuan != before


def test_a_plan_of_a_former_period_is_read_as_it_was_made(laptop, household):
    signed(laptop, household)
    before = show_plan(laptop, household)
    former = next(profile for profile in shipped_profiles() if profile.ref != before.rules)
    changed = {"household/profile": former.ref, "household/wage_migrant": "50000"}
    laptop.store.write(household, changed, "household@1", "visit")
    after = show_plan(laptop, household)
    assert (after.line.plan, after.line.expectation) == (before.line.plan, before.line.expectation)
    assert after.rules == before.rules == before.line.plan.profile
    assert revise_plan(laptop, household).plan.profile == former.ref


def test_the_preview_is_a_pdf_of_the_plan(laptop, household):
    leave_plan(laptop, planned(laptop, household))
    assert preview_plan(laptop, household).startswith(b"%PDF")


def test_a_household_without_plan_has_no_paper(laptop, household, tmp_path):
    with pytest.raises(PlanMissing):
        preview_plan(laptop, household)
    with pytest.raises(PlanMissing):
        print_plans(laptop, [household], tmp_path)


def test_plans_are_printed_each_into_a_file_without_a_name_in_it(laptop, household, tmp_path):
    other = surveyed(laptop, "解春香")
    leave_plan(laptop, planned(laptop, household))
    leave_plan(laptop, planned(laptop, other))
    report = print_plans(laptop, [household, other, register(laptop)], tmp_path / "out")
    assert (report.papers, len(report.files), len(report.left_out)) == (2, 2, 1)
    assert all(path.name.startswith("青竹二队-20261123-") for path in report.files)
    assert not any(name in path.name for path in report.files for name in ("周桂兰", "解春香"))
    text = subprocess.run(["pdftotext", str(report.files[0]), "-"], capture_output=True, check=True)
    assert "周桂兰" in text.stdout.decode()


def test_all_plans_go_into_one_file(laptop, household, tmp_path):
    leave_plan(laptop, planned(laptop, household))
    report = print_plans(laptop, [household, household], tmp_path, one_file=True)
    assert (len(report.files), report.papers) == (1, 1)
    assert sorted(tmp_path.glob("*.pdf")) == list(report.files)


def test_a_cancelled_print_keeps_the_finished_files_and_no_half_one(laptop, household, tmp_path):
    leave_plan(laptop, planned(laptop, household))
    other = surveyed(laptop, "解春香")
    leave_plan(laptop, planned(laptop, other))

    class AfterOne(Stoppable):
        def step(self, done, total):
            if done == 1:
                self.stop()
            super().step(done, total)

    with pytest.raises(Cancelled):
        print_plans(laptop, [household, other], tmp_path / "out", progress=AfterOne())
    assert len(list((tmp_path / "out").iterdir())) == 1


def test_a_print_into_a_closed_folder_or_a_full_disk_says_so(laptop, household, tmp_path, monkeypatch):
    leave_plan(laptop, planned(laptop, household))
    (tmp_path / "stick").write_bytes(b"")
    with pytest.raises(FolderNotWritable):
        print_plans(laptop, [household], tmp_path / "stick")

    def full(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("yihu.actions.write_file.os.fsync", full)
    with pytest.raises(DiskFull):
        print_plans(laptop, [household], tmp_path / "out")
    assert list((tmp_path / "out").iterdir()) == []
