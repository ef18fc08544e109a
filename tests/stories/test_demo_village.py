"""The demo village: invented, whole, and such as the questionnaires themselves would make it."""

import json
import os
from collections import Counter
from datetime import datetime, timedelta, timezone

import pytest

from yihu.actions.create_demo import create_demo
from yihu.actions.remarks import remark_key, remark_on
from yihu.base.clock import FixedClock
from yihu.base.errors import Cancelled
from yihu.base.progress import Silent
from yihu.base.shipped import form_path, resource_path
from yihu.engine import Session, Surroundings
from yihu.forms import read_workbook
from yihu.planning import expected_income, read_plan
from yihu.register import read_household
from yihu.register.checks import check_household
from yihu.register.id_numbers import read_identity
from yihu.register.income_lines import line_in_force

VILLAGE = json.loads(resource_path("demo", "village.json").read_text("utf-8"))
HOUSEHOLDS = VILLAGE["households"]
CLOCK = FixedClock(datetime(2026, 11, 23, 9, tzinfo=timezone(timedelta(hours=8))))
OF_THE_ENGINE = ("=label", "=instanceName")
MARKS = ("_state", "=_progress")
EXISTING_COUNTIES_OF_YIYANG = {"430902", "430903", "430921", "430922", "430923", "430981"}


@pytest.fixture(scope="module")
def forms():
    return {name: read_workbook(form_path(f"{name}.xlsx")).form for name in ("household", "plan", "visit")}


@pytest.fixture(scope="module")
def maps(forms):
    return {name: form.properties for name, form in forms.items()}


def values_of(household):
    return {
        f"{record}/{key}": value
        for record, answers in household["records"].items()
        for key, value in answers.items()
    }


def read(household, maps):
    return read_household(household["id"], values_of(household), maps)


def of(name):
    return next(one for one in HOUSEHOLDS if one["records"]["household"]["head_name"] == name)


def finished():
    for household in HOUSEHOLDS:
        for record, answers in household["records"].items():
            if household["visit_state"] == "done" or record != "household":
                yield pytest.param(
                    record, answers, id=f"{household['records']['household']['head_name']}-{record[:9]}"
                )


def test_there_are_41_households_in_every_state():
    assert len(HOUSEHOLDS) == len({one["id"] for one in HOUSEHOLDS}) == 41
    states = Counter(one["visit_state"] for one in HOUSEHOLDS)
    assert states == {
        "done": 29,
        "not_visited": 6,
        "in_progress": 3,
        "nobody_home": 1,
        "refused": 1,
        "moved": 1,
    }
    plans = Counter(one["records"]["plan"]["plan_state"] for one in HOUSEHOLDS if "plan" in one["records"])
    assert plans == {"signed": 12, "draft": 3, "agreed": 2}


def test_every_identity_number_is_valid_and_of_a_county_that_does_not_exist():
    numbers = [
        value
        for one in HOUSEHOLDS
        for key, value in one["records"]["household"].items()
        if key.endswith("/id_number")
    ]
    assert len(numbers) == len(set(numbers)) > 100
    for number in numbers:
        told = read_identity(number)
        assert told is not None
        assert told.division == "430999"
        assert told.division not in EXISTING_COUNTIES_OF_YIYANG


def test_rare_characters_and_difficult_surnames_live_there():
    heads = "".join(one["records"]["household"]["head_name"] for one in HOUSEHOLDS)
    assert set("㛃䶮𬭚𠅤𠮷单曾解仇区朴查") <= set(heads)
    assert all(name in heads for name in ("欧阳建国", "尉迟建华", "周桂兰", "刘德厚"))


@pytest.mark.parametrize(("record", "answers"), list(finished()))
def test_a_finished_record_is_what_the_questionnaire_itself_would_hold(forms, record, answers):
    stored = {key: value for key, value in answers.items() if key not in MARKS and not remark_on(key)}
    session = Session.open(forms[record.partition("~")[0]], answers=stored, around=Surroundings(clock=CLOCK))
    assert session.problems() == ()
    reasons = {key for key in answers if key.rpartition("/")[2].startswith("_reason.")}
    assert {remark_key("_reason", session.key(doubt.ref)) for doubt in session.warnings()} == reasons
    held = {key: value for key, value in session.answers().items() if not key.endswith(OF_THE_ENGINE)}
    assert held == stored


def test_every_answer_has_its_question(forms, maps):
    for household in HOUSEHOLDS:
        for record, answers in household["records"].items():
            session = Session.open(
                forms[record.partition("~")[0]], answers=answers, around=Surroundings(clock=CLOCK)
            )
            keys = [key for key in answers if key not in MARKS and not key.endswith("/_row")]
            keys = [remark[1] if (remark := remark_on(key)) else key for key in keys]
            assert [key for key in keys if session.ref(key) is None] == []


def test_a_few_households_have_something_to_check(maps):
    found = {}
    for one in HOUSEHOLDS:
        household = read(one, maps)
        line = line_in_force(household.division_code, 2025)
        if one["visit_state"] == "done":
            found[household.head_name] = [
                finding.rule for finding in check_household(household, line_yuan=line and line.yuan)
            ]
    doubtful = {name: rules for name, rules in found.items() if rules}
    assert 3 <= len(doubtful) <= 8
    assert doubtful["欧阳建国"] == ["R10", "R22", "R32"]


def test_the_household_of_the_pictures_has_their_figures(maps):
    one = of("𠮷田秀英")
    household, plan = read(one, maps), read_plan(one["id"], values_of(one), maps)
    assert plan is not None
    found = expected_income(household, plan)
    assert household.net_per_head_yuan() == 5240
    assert (found.low_per_head_yuan, found.high_per_head_yuan, found.line_yuan) == (7860, 9540, 7300)
    assert [cause.code for cause in household.causes] == ["illness", "lack_labour"]
    assert [measure.category for measure in plan.measures] == ["health", "industry", "employment", "housing"]
    assert (household.group, household.address, len(household.persons)) == ("三组", "18号", 3)


def test_every_plan_has_measures_and_an_answer_to_its_main_cause(maps):
    for one in HOUSEHOLDS:
        plan = read_plan(one["id"], values_of(one), maps)
        if plan is not None:
            household = read(one, maps)
            assert len(plan.measures) >= 2
            categories = {measure.category for measure in plan.measures if measure.category}
            rules = {finding.rule for finding in check_household(household, measure_categories=categories)}
            assert "R46" not in rules, household.head_name


def test_a_demo_village_that_was_stopped_is_begun_anew(tmp_path):
    class StopsAtTen(Silent):
        def step(self, done, total):
            if done == 10:
                raise Cancelled

    outside = {"clock": CLOCK, "random": os.urandom}
    folder = tmp_path / "yihu-demo"
    with pytest.raises(Cancelled):
        create_demo(folder, StopsAtTen(), **outside)
    assert not list(tmp_path.iterdir())
    (tmp_path / "yihu-demo.part").mkdir()  # what a power cut left
    (tmp_path / "yihu-demo.part" / "yihu.db").write_bytes(b"half")
    space = create_demo(folder, Silent(), **outside)
    whole = space.store.count()
    space.close()
    assert whole == len(HOUSEHOLDS)
    assert [each.name for each in tmp_path.iterdir()] == ["yihu-demo"]
