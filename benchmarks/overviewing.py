"""How long each view of the overview takes over a whole county: `overview` of `benchmarks.campaign`."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.figures import median_seconds, peak_memory_mb, show
from benchmarks.selecting import bare_count, register
from yihu.actions.workspace import Workspace
from yihu.storage.rows import HouseholdRow

SELECTED, HELPERS, AT_MOST_MS = 2128, 640, 500


def measure(households: int) -> None:
    """Print the figures, each beside a bare count of the same table in the same run."""
    with tempfile.TemporaryDirectory() as folder:
        workspace = register(Path(folder), households)
        _pair(workspace)
        _views(workspace)
        workspace.close()
    show("overview.memory", peak_memory_mb(), "MB")


def _pair(workspace: Workspace) -> None:
    """The first households each get a helper, as many as the mission's users selected."""
    from yihu.actions import RecordAnswers, fill_records, make_pairs
    from yihu.actions.campaign.people import invented_helpers
    from yihu.register.subjects import new_subject_id

    ids = [new_subject_id(workspace.clock, workspace.random) for _ in range(HELPERS)]
    people = invented_helpers(HELPERS, ("farming", "jobs"), ("cadre",))
    fill_records(
        workspace,
        [
            RecordAnswers(subject=id, form_id="helper", answers=answers, division_code="430999000000")
            for id, answers in zip(ids, people, strict=True)
        ],
    )
    rows: list[HouseholdRow] = []
    after = ""
    while len(rows) < SELECTED and (page := workspace.store.households(after=after, limit=500)):
        rows += page
        after = page[-1].id
    make_pairs(
        workspace, [(row.id, ids[place % HELPERS], "main") for place, row in enumerate(rows[:SELECTED])]
    )


def _views(workspace: Workspace) -> None:
    from yihu.actions import (
        list_due,
        report_completeness,
        report_progress,
        score_units,
        show_pair_coverage,
        summarize,
    )

    views: dict[str, Callable[[], object]] = {
        "figures": lambda: summarize(workspace),
        "progress": lambda: report_progress(workspace),
        "progress-by-unit": lambda: report_progress(workspace, "unit"),
        "progress-by-helper": lambda: report_progress(workspace, "helper"),
        "villages": lambda: report_completeness(workspace),
        "due": lambda: list_due(workspace),
        "assessment": lambda: score_units(workspace),
        "pairs": lambda: show_pair_coverage(workspace),
    }
    bare = median_seconds(lambda: bare_count(workspace)) * 1000
    took = {name: median_seconds(view) * 1000 for name, view in views.items()}
    against = f"a bare SQLite count(*) of the same lines: {bare:.3g} ms"
    for name, ms in took.items():
        show(f"overview.{name}", ms, "ms", against=against, ratio=ms / bare)
    worst = max(took, key=lambda name: took[name])
    show(
        "overview",
        took[worst],
        "ms",
        against=f"{AT_MOST_MS} ms at most; the slowest is {worst}",
        ratio=took[worst] / AT_MOST_MS,
    )
