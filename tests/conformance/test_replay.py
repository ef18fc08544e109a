"""Every recorded walk replays with equal states."""

import json
from pathlib import Path

import pytest
from tests.conformance.replay import main, replay
from tests.unit.test_forms_repairs import write

SHARED = Path(__file__).parents[3] / "shared" / "conformance"
TRACES = sorted((SHARED / "traces").glob("*.json"))
FOUR = (
    "getodk--socio-economic-survey-v20240515",
    "getodk--whova_form",
    "hedera-platform--svf_study_2021",
    "oral-health-nutrition--ahp9qxihtzojrvakw8pqte",
)


def form_of(trace: Path) -> Path:
    return next((SHARED / "forms").glob(f"{trace.stem}.xls*"))


@pytest.mark.skipif(not TRACES, reason="the conformance data is not beside the project")
@pytest.mark.parametrize("trace", TRACES, ids=lambda trace: trace.stem)
def test_a_recorded_walk_replays_with_equal_states(trace):
    assert [step for step in replay(form_of(trace), trace) if step] == []


@pytest.mark.skipif(not TRACES, reason="the conformance data is not beside the project")
def test_the_runner_counts_the_states(capsys):
    trace = next(each for each in TRACES if each.stem == "xlsform--tutorial")
    assert main([str(form_of(trace)), str(trace)]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "41 passed, 0 failed"


def test_a_step_that_cant_be_taken_is_a_difference_and_the_walk_goes_on(tmp_path, capsys):
    sheets = {"survey": [["type", "name", "label"], ["integer", "age", "Age"]]}
    states = [
        {"set": None, "changed": {"/data/age": {"v": "", "rel": True}}},
        {"set": {"ref": "/data/gone", "value": "1"}, "changed": {}},
        {"set": {"ref": "/data/age", "value": "7"}, "changed": {"/data/age": {"v": "8", "rel": True}}},
        {"set": {"ref": "/data/age", "value": "9"}, "changed": {"/data/age": {"v": "9", "rel": True}}},
    ]
    (tmp_path / "trace.json").write_text(json.dumps({"steps": states}))
    assert main([str(write(tmp_path, sheets)), str(tmp_path / "trace.json")]) == 1
    told = capsys.readouterr().out.splitlines()
    assert told[0].startswith("step 1: ")
    assert told[1] == "step 2: /data/age: v is '7', not '8'"
    assert told[-1] == "2 passed, 2 failed"
