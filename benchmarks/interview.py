"""Answering: what one answer costs to recalculate and to make durable, and opening the household form.

python -m benchmarks.interview
"""

import json
import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figures import median, median_seconds, peak_memory_mb, percentile, show
from benchmarks.sample_folder import household_id, new_folder, preload
from benchmarks.sample_form import large_form
from yihu.actions import add_form, open_visit, save_answer
from yihu.actions.open_visit import Interview
from yihu.actions.workspace import Workspace
from yihu.base.shipped import resource_path
from yihu.engine import Session
from yihu.forms import parse_xform

ANSWERED = ("integer", "decimal", "text", "select_one")
FLOOR_BYTES = b"x" * 200
FLOOR_TIMES = 300
ODK_NOTE = "ODK engine in Node on this form (shared facts): median 0.11, p95 3.6"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        workspace = new_folder(Path(folder) / "data", "Bench")
        preload(workspace, 10)
        report = add_form(workspace, large_form(Path(folder)))
        interview = open_visit(workspace, household_id(0), report.form_id)
        recalculated, committed = _measure(workspace, interview)
        floor = _fsync_ms(Path(folder) / "floor")
        show("interview.answer.recalculation.p50", median(recalculated), "ms", against=ODK_NOTE)
        show(
            "interview.answer.recalculation.p95",
            percentile(recalculated, 95),
            "ms",
            against="goal 1 ms",
            ratio=percentile(recalculated, 95),
        )
        for name, value in (("p50", median(committed)), ("p95", percentile(committed, 95))):
            against = f"a file appended and fsynced: {floor[name]:.3g} ms"
            show(f"interview.answer.commit.{name}", value, "ms", against=against, ratio=value / floor[name])
        _opening(workspace)
        workspace.close()
    show("interview.memory", peak_memory_mb(), "MB")


def _measure(workspace: Workspace, interview: Interview) -> tuple[list[float], list[float]]:
    """Milliseconds of recalculating and of keeping, for every question that can be answered."""
    session = interview.session
    recalculated, committed = [], []
    for turn in (1, 2):
        for ref, text in _answers(session, turn):
            start = time.perf_counter()
            outcome = session.answer(ref, text)
            middle = time.perf_counter()
            save_answer(workspace, interview, outcome, ref)
            recalculated.append((middle - start) * 1000)
            committed.append((time.perf_counter() - middle) * 1000)
    return recalculated, committed


def _answers(session: Session, turn: int) -> Iterator[tuple[str, str]]:
    for ref in session.refs():
        question = session.question(ref)
        if question.kind not in ANSWERED or not session.is_relevant(ref) or session.is_read_only(ref):
            continue
        choices = session.choices(ref)
        if question.kind == "select_one" and not choices:
            continue
        yield ref, choices[turn % len(choices)].value if choices else str(turn + 2)


def _fsync_ms(path: Path) -> dict[str, float]:
    """The disk's own floor: 200 bytes appended and flushed."""
    times = []
    with path.open("ab", buffering=0) as file:
        for _ in range(FLOOR_TIMES):
            start = time.perf_counter()
            file.write(FLOOR_BYTES)
            os.fsync(file.fileno())
            times.append((time.perf_counter() - start) * 1000)
    return {"p50": median(times), "p95": percentile(times, 95)}


def _opening(workspace: Workspace) -> None:
    """Opening the shipped household form: parsed for the first time, then with a family's answers."""
    stored = workspace.store.form("household")
    assert stored is not None
    parsing = median_seconds(lambda: parse_xform(stored.xform, resources=stored.attachments))
    form = parse_xform(stored.xform, resources=stored.attachments)
    village = json.loads(resource_path("demo", "village.json").read_text(encoding="utf-8"))
    answers = max((one["records"]["household"] for one in village["households"]), key=len)
    opening = median_seconds(lambda: Session.open(form, answers=answers))
    show("interview.household_form.read", parsing * 1000, "ms")
    show("interview.household_form.open", opening * 1000, "ms", against=f"{len(answers)} answers")


if __name__ == "__main__":
    main()
