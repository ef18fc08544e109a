"""The words of a score card's measures and grades."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yihu.base.i18n import N_, translate

if TYPE_CHECKING:
    from yihu.planning.score import Line

MEASURE_LABELS = {
    "visited_share": N_("Households surveyed"),
    "planned_share": N_("Households with a plan"),
    "signed_share": N_("Plans signed"),
    "met_share": N_("Households met this year"),
    "measures_done_share": N_("Measures done"),
    "gain_share": N_("Income gained of what was expected"),
    "tasks_done_share": N_("Tasks done of those due"),
    "pledges_kept_share": N_("Pledges kept (three ones)"),
}
GRADE_LABELS = {
    "excellent": N_("excellent"),
    "good": N_("good"),
    "pass": N_("passed"),
    "failed": N_("not passed"),
    "vetoed": N_("vetoed"),
}


def share_words(line: Line) -> str:
    """`18 of 20: 13.5 of 15 points`, or that there was nothing to count."""
    if line.points is None:
        return translate(N_("nothing to count yet"))
    words = translate(N_("{done} of {whole}: {points} of {weight} points"))
    done, whole = (
        (line.done // 100, line.whole // 100)
        if line.item.measure == "gain_share"
        else (line.done, line.whole)
    )
    return words.format(
        done=f"{done:,}", whole=f"{whole:,}", points=f"{float(line.points):.3g}", weight=line.item.weight
    )
