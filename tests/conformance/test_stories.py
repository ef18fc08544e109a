"""Every recorded story holds, but for those that can't, each with its reason."""

import json
from pathlib import Path

import pytest
from tests.conformance.stories import Reader, main

FILE = Path(__file__).parents[3] / "shared" / "conformance" / "stories.jsonl"
WHY_NOT = {
    "xpath/functions/distance/005": "to refuse it would be to refuse every form that measures a line not yet drawn: the default is no line and counts as blank, and a blank has no length",
}


def stories():
    if not FILE.exists():
        return []
    told = (json.loads(line) for line in FILE.read_text().splitlines())
    return [_param(story) for story in told if "steps" in story]


def _param(story):
    why_not = WHY_NOT.get(story["id"])
    return pytest.param(
        story, id=story["id"], marks=[pytest.mark.xfail(reason=why_not, strict=True)] if why_not else []
    )


@pytest.mark.skipif(not FILE.exists(), reason="the conformance data is not beside the project")
@pytest.mark.parametrize("story", stories())
def test_a_recorded_story_holds(story):
    Reader(story).read()


@pytest.mark.skipif(not FILE.exists(), reason="the conformance data is not beside the project")
def test_the_runner_counts_the_stories(tmp_path, capsys):
    lines = FILE.read_text().splitlines()[:3]
    (tmp_path / "some.jsonl").write_text("\n".join(lines))
    assert main([str(tmp_path / "some.jsonl")]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == f"{len(lines)} passed, 0 failed"


UNKNOWN = {
    "id": "own/001",
    "form": """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head><h:title>t</h:title>
      <model><instance><data id="t"><a>1</a></data></instance><bind nodeset="/data/a" type="int" required="true()"/></model></h:head>
      <h:body><input ref="/data/a"/></h:body></h:html>""",
    "later": {"unknown": "key"},
    "needs": ["something new"],
    "steps": [
        {"do": "dance", "ref": "/data/a"},
        {"see": "the moon", "is": True},
        {"see": "required", "ref": "/data/a", "is": True, "later": 1},
        {"see": "readonly", "ref": "/data/a", "is": False},
        {"see": "can_create", "ref": "/data/r", "is": False},
        {"do": "answer", "ref": "/data/a", "value": "4.7"},
        {"see": "value", "ref": "/data/a", "is": "4"},
        {"do": "answer", "ref": "/data/a", "value": None},
        {"see": "message", "ref": "/data/a", "of": "required", "is": None},
        {"see": "payload", "status": "pending", "violations": [{"ref": "/data/a", "because": "required"}]},
        {"see": "classes", "is": []},
    ],
}


def test_what_the_runner_does_not_know_is_stepped_over(tmp_path, capsys):
    wrong = {**UNKNOWN, "id": "own/002", "steps": [{"see": "value", "ref": "/data/none", "is": "1"}]}
    (tmp_path / "some.jsonl").write_text(f"{json.dumps(UNKNOWN)}\n\n{json.dumps(wrong)}\n")
    assert main([str(tmp_path / "some.jsonl"), "--failures"]) == 1
    told = capsys.readouterr().out.splitlines()
    assert told[-1] == "1 passed, 1 failed"
    assert told[0].startswith("own/002: step 0 value")


def test_a_broken_line_is_a_failure_and_the_others_are_still_read(tmp_path, capsys):
    good = json.dumps({"id": "own/002", "form": UNKNOWN["form"], "steps": [{"see": "opens", "is": True}]})
    (tmp_path / "some.jsonl").write_text("\n".join([good, good[:80], good]))
    assert main([str(tmp_path / "some.jsonl"), "--failures"]) == 1
    told = capsys.readouterr().out.splitlines()
    assert told[0].startswith("line 2: ")
    assert told[-1] == "2 passed, 1 failed"
