"""The line of a household can be made of whatever was answered."""

from hypothesis import given
from hypothesis import strategies as st
from tests.examples import examples

from yihu.register.properties import VOCABULARY, entity_of
from yihu.storage.columns import read_columns
from yihu.storage.rows import PLAN_STATES, VISIT_STATES

ROWS = {"persons": "member/*/", "measures": "measure/*/"}
MAPS = {
    "household": {
        ROWS.get(str(entity_of(name)), "") + name: name
        for name in VOCABULARY
        if entity_of(name) in ("households", "persons")
    },
    "plan": {
        ROWS.get(str(entity_of(name)), "") + name: name
        for name in VOCABULARY
        if entity_of(name) in ("plans", "measures")
    },
}
PATHS = sorted(
    f"{form}/{pattern.replace('*', row)}"
    for form, patterns in MAPS.items()
    for pattern in patterns
    for row in ("r1", "r2")
)
CODES = sorted(
    {
        "head",
        "done",
        "moved",
        "1",
        "0",
        "-1",
        "1e9",
        "NaN",
        "2026-02-30",
        "2015-05-05",
        "99999919800101123X",
        "yes",
    }
)
VALUES = st.one_of(st.sampled_from(CODES), st.text(max_size=8), st.integers(-5, 5), st.booleans(), st.none())


@examples(150)
@given(st.dictionaries(st.sampled_from(PATHS), VALUES, max_size=60), st.booleans())
def test_no_answer_is_so_strange_that_the_list_breaks(
    values: dict[str, str | int | None], drafted: bool
) -> None:
    columns, terms = read_columns("01900000-0000-7000-8000-000000000001", values, MAPS, drafted=drafted)
    assert columns.visit_state in VISIT_STATES
    assert columns.plan_state in PLAN_STATES
    assert 0 <= columns.progress <= 100
    assert "" not in terms


@examples(30)
@given(st.sampled_from(sorted(VOCABULARY)), VALUES)
def test_one_strange_answer_in_a_finished_survey(name: str, value: str | int | None) -> None:
    values = dict.fromkeys(PATHS, "1") | {path: value for path in PATHS if path.endswith(f"/{name}")}
    values |= {"household/visit_result": "done", "household/_state": "finished"}
    columns, _ = read_columns("01900000-0000-7000-8000-000000000001", values, MAPS, drafted=False)
    assert columns.checks >= 0
