"""Every recorded walk replays with equal states."""

from pathlib import Path

import pytest
from tests.conformance.replay import main, replay

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
