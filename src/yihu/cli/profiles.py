"""`yihu profile list|show|check|add|choose|save|judge`: rules by year and place (规则与标准)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from yihu.actions import (
    ProfileReport,
    ProfileRow,
    add_profile,
    check_profile,
    choose_profile,
    judge_by_profile,
    list_profiles,
    profile_text,
    save_profile,
)
from yihu.actions.coordinator_word import WAITS
from yihu.base.i18n import N_, translate, translate_count
from yihu.cli.opening import Command, Group, Wiring
from yihu.cli.telling import OK, REFUSED, tell, tell_json, tell_table

if TYPE_CHECKING:
    from yihu.register.profiles import ProfileProblem


def commands(wiring: Wiring) -> Iterator[click.Command]:
    """The group `profile`."""
    group = Group(
        "profile",
        help=translate(N_("Rules by year and place: income lines, what counts, causes, limits, checks.")),
    )
    for command in (
        _list(wiring),
        _show(wiring),
        _check(),
        _add(wiring),
        _choose(wiring),
        _save(wiring),
        _judge(wiring),
    ):
        group.add_command(command)
    yield group


def _json() -> click.Option:
    return click.Option(["--json", "as_json"], is_flag=True, help=translate(N_("Tell it as JSON.")))


def _ref() -> click.Argument:
    return click.Argument(["profile"])


def _list(wiring: Wiring) -> click.Command:
    def show_all(as_json: bool) -> int:
        with wiring.workspace() as workspace:
            rows = list_profiles(workspace)
        if as_json:
            tell_json(rows)
        else:
            tell_table([_cells(row) for row in rows])
        return OK

    return Command(
        "list",
        params=[_json()],
        callback=show_all,
        help=translate(N_("List the rules, those in force marked with *, and how many records name them.")),
    )


def _cells(row: ProfileRow) -> tuple[str, ...]:
    years = f"{row.years_from}–{row.years_to or ''}"
    return ("*" if row.in_force else "", row.ref, years, str(row.records + row.earlier_records), row.title)


def _show(wiring: Wiring) -> click.Command:
    def show(profile: str) -> int:
        with wiring.workspace() as workspace:
            tell(profile_text(workspace, profile).rstrip())
        return OK

    return Command(
        "show",
        params=[_ref()],
        callback=show,
        help=translate(N_("Print the readable file of PROFILE: its id, or id@version.")),
    )


def _check() -> click.Command:
    def check(file: Path, as_json: bool) -> int:
        return _tell(check_profile(file), as_json)

    return Command(
        "check",
        params=[_file(), _json()],
        callback=check,
        help=translate(
            N_("Explain every mistake of an edited FILE with its line. Ends with 1 if it can't be used.")
        ),
    )


def _file() -> click.Argument:
    return click.Argument(["file"], type=click.Path(path_type=Path, dir_okay=False), metavar="FILE")


def _add(wiring: Wiring) -> click.Command:
    def add(file: Path, as_json: bool) -> int:
        from yihu.register.profiles import ProfileRefused

        with wiring.workspace() as workspace:
            try:
                report = add_profile(workspace, file)
            except ProfileRefused as refused:
                report = ProfileReport(file=file.name, accepted=False, added=False, problems=refused.problems)
        return _tell(report, as_json)

    return Command(
        "add",
        params=[_file(), _json()],
        callback=add,
        help=translate(N_("Add an edited FILE with a higher version. It travels with what is handed over.")),
    )


def _choose(wiring: Wiring) -> click.Command:
    def choose(profile: str, as_json: bool) -> int:
        with wiring.workspace() as workspace:
            row = choose_profile(workspace, profile)
        if as_json:
            tell_json(row)
        else:
            tell(
                translate(N_("New surveys are made under: {title} ({ref})")).format(
                    title=row.title, ref=row.ref
                )
            )
        return OK

    return Command(
        "choose",
        params=[_ref(), _json()],
        callback=choose,
        help=translate(N_("Make new surveys under PROFILE. Records made before keep their rules.")),
    )


def _save(wiring: Wiring) -> click.Command:
    def save(profile: str, out: Path) -> int:
        with wiring.workspace() as workspace:
            save_profile(workspace, profile, out)
        tell(translate(N_("Saved: {file}")).format(file=out.name))
        return OK

    return Command(
        "save",
        params=[
            _ref(),
            click.Argument(["out"], type=click.Path(path_type=Path, dir_okay=False), metavar="OUT"),
        ],
        callback=save,
        help=translate(N_("Save a copy of PROFILE as OUT, to be edited.")),
    )


def _judge(wiring: Wiring) -> click.Command:
    def judge(profile: str, village: str | None, as_json: bool) -> int:
        with wiring.workspace() as workspace:
            report = judge_by_profile(workspace, profile, village)
        if as_json:
            tell_json(report)
        else:
            words = translate_count(
                N_("{count} household is judged by {ref} now"),
                N_("{count} households are judged by {ref} now"),
                report.households,
            )
            tell(words.format(count=report.households, ref=report.ref))
        return OK

    return Command(
        "judge",
        params=[
            _ref(),
            click.Option(["--village"], help=translate(N_("Only this village, by its 12-digit code."))),
            _json(),
        ],
        callback=judge,
        help=translate(N_("Judge older records by PROFILE; each household's history shows it.")),
    )


def _tell(report: ProfileReport, as_json: bool) -> int:
    if as_json:
        tell_json({**_plain(report), "problems": [_problem(each) for each in report.problems]})
    elif report.accepted:
        words = translate(N_("{file}: can be used: {title} ({ref})"))
        tell(words.format(file=report.file, title=report.title, ref=report.ref))
        if report.waits:
            tell(translate(WAITS))
    else:
        tell(translate(N_("{file}: can't be used")).format(file=report.file))
        for problem in report.problems:
            told = " ".join(filter(None, (problem.place(), problem.explain(), problem.advise())))
            tell(f"  {told} [{problem.code}]")
    return OK if report.accepted else REFUSED


def _plain(report: ProfileReport) -> dict[str, Any]:
    return {name: getattr(report, name) for name in ("file", "accepted", "added", "ref", "title", "waits")}


def _problem(problem: ProfileProblem) -> dict[str, Any]:
    facts = {name: getattr(problem, name) for name in ("code", "key", "line", "close", "allowed")}
    return {**facts, "message": problem.explain(), "advice": problem.advise()}
