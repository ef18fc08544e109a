"""`yihu progress`, `yihu score`, `yihu bulletin`: where the work stands, what it is worth, what to tell of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from yihu.actions import (
    add_scorecard,
    compose_bulletin,
    draft_bulletin,
    keep_bulletin,
    list_bulletins,
    report_progress,
    save_scorecard,
    score_units,
)
from yihu.actions.report_progress import BY, VILLAGE
from yihu.actions.score_words import GRADE_LABELS, MEASURE_LABELS, share_words
from yihu.base.i18n import N_, language, translate
from yihu.cli.opening import Command, Group, Wiring
from yihu.cli.telling import OK, tell, tell_json, tell_table
from yihu.planning.progress import percent
from yihu.register.subjects import division_prefix

if TYPE_CHECKING:
    from yihu.actions import ProgressReport, ProgressRow, ScoreReport

_CODE_DIGITS = 12


def commands(wiring: Wiring) -> Iterator[click.Command]:
    """The commands `progress` and `score`, and the group `bulletin`."""
    yield _progress(wiring)
    yield _score(wiring)
    yield _bulletin(wiring)


def _json() -> click.Option:
    return click.Option(["--json", "as_json"], is_flag=True, help=translate(N_("Tell it as JSON.")))


def _within() -> click.Option:
    words = translate(N_("12-digit code of a village, township, county or city; without it all."))
    return click.Option(["--division"], default="", help=words, callback=_checked_code)


def _checked_code(_context: click.Context, _option: click.Parameter, code: str) -> str:
    if code and not (len(code) == _CODE_DIGITS and code.isdigit()):
        raise click.BadParameter(translate(N_("A division code has 12 digits.")))
    return code


def _progress(wiring: Wiring) -> click.Command:
    def progress(by: str, division: str, since: str | None, as_json: bool) -> int:
        with wiring.workspace() as workspace:
            report = report_progress(workspace, by, within=_prefix(division), since=since)
        if as_json:
            tell_json(report)
        else:
            _tell_progress(report)
        return OK

    return Command(
        "progress",
        params=[
            click.Option(
                ["--by"],
                type=click.Choice(BY),
                default=VILLAGE,
                show_default=True,
                help=translate(N_("What to count by; all but the village count those who are paired.")),
            ),
            _within(),
            click.Option(
                ["--since"],
                metavar=translate(N_("DAY")),
                callback=_checked_day,
                help=translate(
                    N_("Whom somebody met since then, like 2026-03-01; without it, since the start.")
                ),
            ),
            _json(),
        ],
        callback=progress,
        help=translate(N_("How many are surveyed, planned, signed; measures done; who is behind.")),
    )


def _checked_day(_context: click.Context, _option: click.Parameter, day: str | None) -> str | None:
    from datetime import date

    try:
        return date.fromisoformat(day).isoformat() if day else None
    except ValueError as cause:
        raise click.BadParameter(translate(N_("A day is written like 2026-03-01."))) from cause


def _prefix(division: str) -> str:
    return division_prefix(division) if division else ""


def _tell_progress(report: ProgressReport) -> None:
    due = translate(N_("By the timetable {percent} % were to be done by today."))
    tell(due.format(percent=report.due_percent))
    heads = (
        "",
        translate(N_("Households")),
        translate(N_("Surveyed")),
        translate(N_("Planned")),
        translate(N_("Signed")),
        translate(N_("Met")),
        translate(N_("Measures done")),
        translate(N_("Gained (yuan)")),
    )
    all_of_them = _cells(report.whole, translate(N_("All together")))
    tell_table([heads, *(_cells(row, row.label or "-") for row in report.rows), all_of_them])
    if report.stuck:
        behind = translate(N_(", ")).join(row.label for row in report.stuck)
        tell(translate(N_("Behind the timetable: {names}")).format(names=behind))


def _cells(row: ProgressRow, name: str) -> tuple[str, ...]:
    each = row.progress
    return (
        name,
        str(each.households),
        _part(each.visited, each.households),
        _part(each.planned, each.households),
        _part(each.signed, each.households),
        _part(each.met, each.households),
        _part(each.measures_done, each.measures),
        f"{each.gained_cents / 100:.2f}",
    )


def _part(part: int, whole: int) -> str:
    share = percent(part, whole)
    return str(part) if share is None else f"{part} ({share} %)"


def _score(wiring: Wiring) -> click.Command:
    def score(use: Path | None, save: Path | None, as_json: bool) -> int:
        with wiring.workspace() as workspace:
            if save is not None:
                card = save_scorecard(workspace, save)
                tell(translate(N_("Saved the score card {ref}.")).format(ref=card.ref))
                return OK
            if use is not None:
                add_scorecard(workspace, use)
            report = score_units(workspace)
        if as_json:
            tell_json(_plain(report))
        else:
            _tell_score(report)
        return OK

    file = click.Path(dir_okay=False, path_type=Path)
    return Command(
        "score",
        params=[
            click.Option(["--use"], type=file, help=translate(N_("From now on use this edited score card."))),
            click.Option(
                ["--save"], type=file, help=translate(N_("Save the score card in use, to edit it."))
            ),
            _json(),
        ],
        callback=score,
        help=translate(N_("The score card of the units with helpers; who would be vetoed today.")),
    )


def _plain(report: ScoreReport) -> dict[str, object]:
    return {
        "card": report.card.ref,
        "timetable": report.timetable,
        "scores": [
            {
                "unit": each.unit,
                "points": float(each.points),
                "grade": each.grade,
                "idle": [member.name for member in each.idle],
                "lines": [
                    {
                        "measure": line.item.measure,
                        "weight": line.item.weight,
                        "done": line.done,
                        "whole": line.whole,
                        "points": None if line.points is None else float(line.points),
                    }
                    for line in each.lines
                ],
            }
            for each in report.scores
        ],
    }


def _tell_score(report: ScoreReport) -> None:
    tell(report.card.title[language()])
    tell(translate(N_("{start} to {end}")).format(start=report.timetable.start, end=report.timetable.end))
    if not report.scores:
        tell(translate(N_("There are no helpers with a unit yet.")))
    for each in report.scores:
        tell()
        points = translate(N_("{unit}: {points} points, {grade}"))
        tell(
            points.format(
                unit=each.unit or "-",
                points=f"{float(each.points):g}",
                grade=translate(GRADE_LABELS[each.grade]),
            )
        )
        for line in each.lines:
            tell(f"  {translate(MEASURE_LABELS[line.item.measure])}: {share_words(line)}")
        for member in each.idle:
            tell(translate(N_("  Nothing done yet: {name}")).format(name=member.name))


def _bulletin(wiring: Wiring) -> click.Command:
    group = Group("bulletin", help=translate(N_("The periodic bulletin: what changed since the last one.")))
    group.add_command(_draft(wiring))
    group.add_command(_kept(wiring))
    return group


def _division() -> click.Argument:
    return click.Argument(["division"], callback=_checked_code)


def _draft(wiring: Wiring) -> click.Command:
    def draft(division: str, quotes: int, keep: bool, as_json: bool) -> int:
        with wiring.workspace() as workspace:
            found = draft_bulletin(workspace, division, within=_prefix(division))
            text = compose_bulletin(found, found.quotes[:quotes])
            if keep:
                keep_bulletin(workspace, division, found, text)
        if as_json:
            tell_json({"draft": found, "text": text, "kept": keep})
        else:
            tell(text)
        return OK

    return Command(
        "draft",
        params=[
            _division(),
            click.Option(
                ["--quotes"],
                type=click.IntRange(0, 200),
                default=0,
                show_default=True,
                help=translate(
                    N_("Words of visits to put in, the newest first; read them before you send them.")
                ),
            ),
            click.Option(
                ["--keep"], is_flag=True, help=translate(N_("Keep it: the next one counts from this one."))
            ),
            _json(),
        ],
        callback=draft,
        help=translate(N_("The next bulletin of a village, township, county or city (12-digit code).")),
    )


def _kept(wiring: Wiring) -> click.Command:
    def kept(division: str, as_json: bool) -> int:
        with wiring.workspace() as workspace:
            rows = list_bulletins(workspace, division)
        if as_json:
            tell_json(rows)
            return OK
        for row in rows:
            tell(f"{row.number}  {row.from_on} - {row.until_on}")
        return OK

    return Command(
        "list",
        params=[_division(), _json()],
        callback=kept,
        help=translate(N_("The bulletins that were kept.")),
    )
