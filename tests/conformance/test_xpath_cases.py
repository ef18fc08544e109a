"""Every shared case of ODK XPath holds."""

from pathlib import Path

import pytest
from tests.conformance.xpath_cases import main, run_case, run_file

SHARED = Path(__file__).resolve().parents[3] / "shared" / "conformance" / "xpath_cases.jsonl"

CANNOT_PASS: dict[str, str] = {}
"""Cases by their id that can't pass, each with its reason; one that passes after all fails the test."""


@pytest.mark.skipif(not SHARED.exists(), reason=f"the shared cases are absent: {SHARED}")
def test_every_case_passes_but_those_that_cannot():
    failed = {result.case["id"]: result.got for result in run_file(SHARED) if not result.passed}
    assert sorted(failed) == sorted(CANNOT_PASS), {
        name: failed[name] for name in failed if name not in CANNOT_PASS
    }


OWN_DOCUMENTS = {"answers": "<data><a>1</a><b x='2'>3</b></data>"}


@pytest.mark.parametrize(
    ("case", "passed"),
    [
        ({"expression": "/data/a + 1", "kind": "number", "expected": 2}, True),
        ({"expression": "/data/a + 1", "kind": "number", "expected": 3}, False),
        ({"expression": "/data/a div 3", "kind": "number", "expected": 0.33, "factor": 100}, True),
        ({"expression": "/data/a div 3", "kind": "number", "expected": 0.3, "tolerance": 0.01}, False),
        ({"expression": "1 div 0", "kind": "number", "expected": "Infinity", "tolerance": 0.1}, True),
        ({"expression": "/data/none", "kind": "number", "expected": "NaN"}, True),
        ({"expression": "/data/a", "kind": "string", "expected": "1"}, True),
        ({"expression": "uuid(7)", "kind": "string-length", "expected": 7}, True),
        ({"expression": "uuid()", "kind": "regex", "expected": "^[0-9a-f-]{36}$"}, True),
        ({"expression": "date(0)", "kind": "date", "expected": "1970-01-01", "tz": "Asia/Shanghai"}, True),
        ({"expression": "../@x", "kind": "nodeset", "expected": {"count": 0, "paths": []}}, True),
        (
            {
                "expression": "@x",
                "kind": "nodeset",
                "context_node": "/*[1]/*[2]",
                "expected": {"count": 1, "paths": ["/*[1]/*[2]/@*[local-name()='x']"]},
            },
            True,
        ),
        (
            {
                "expression": "/data/*",
                "kind": "nodeset",
                "expected": {"count": 2, "paths": ["/*[1]/*[1]", "/*[1]"]},
            },
            False,
        ),
        ({"expression": "nothing()", "kind": "error"}, True),
        ({"expression": "1 + 1", "kind": "error"}, False),
    ],
)
def test_the_runner_tells_right_from_wrong(case, passed):
    assert run_case({"document": "answers", **case}, OWN_DOCUMENTS).passed is passed


def test_the_last_line_counts_and_the_exit_code_tells(tmp_path, capsys):
    cases = tmp_path / "cases.jsonl"
    lines = ['{"documents": {}}', '{"expression": "1", "kind": "number", "expected": 1}']
    cases.write_text("\n".join(lines) + "\n")
    assert main([str(cases)]) == 0
    assert capsys.readouterr().out == "1 passed, 0 failed\n"
    cases.write_text("\n".join([*lines, '{"expression": "1", "kind": "number", "expected": 2}']))
    assert main([str(cases), "--failures"]) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "1 passed, 1 failed"


def test_a_broken_line_is_a_failure_and_the_others_are_still_run(tmp_path, capsys):
    cases = tmp_path / "cases.jsonl"
    good = '{"expression": "1", "kind": "number", "expected": 1}'
    gone = '{"expression": "1", "kind": "number", "expected": 1, "document": "gone"}'
    cases.write_text("\n".join(['{"documents": {}}', good, '{"expression": "1 +', gone, good]))
    assert main([str(cases), "--failures"]) == 1
    told = capsys.readouterr().out
    assert '"line": 3' in told
    assert told.splitlines()[-1] == "2 passed, 2 failed"
