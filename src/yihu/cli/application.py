"""The command `yihu`: what it is called with, and what it ends with."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import click

from yihu import __version__
from yihu.base.errors import Cancelled, UserError
from yihu.base.i18n import N_, translate
from yihu.cli import (
    backups,
    checks,
    conflicts,
    demo,
    duplicates,
    follow_up,
    forms,
    funds,
    handover,
    helpers,
    households,
    looking_back,
    moving,
    packages,
    pairs,
    papers,
    plans,
    profiles,
    register,
    reports,
    safe_keeping,
    selections,
    shared_rules,
    tables,
    tasks,
    team,
    village_plans,
    visit,
    words,
)
from yihu.cli.opening import Group, Wiring
from yihu.cli.telling import BROKEN, OK, REFUSED, STOPPED, USAGE, tell_error

ABOUT = N_(
    "Yihu: door-to-door household surveys and one plan for each household, offline.\n\n"
    "Without a command the window opens."
)
EXIT_CODES = N_(
    "Ends with 0: done. 1: refused, one line says why. 2: called wrongly. "
    "3: done, but a person has to decide something (answers that differ, an unknown sender, a survey with "
    "something missing). 70: a mistake of the program itself. 130: stopped."
)


def run(arguments: Sequence[str], wiring: Wiring) -> int:
    """Do what the arguments say; the exit code. Never a traceback, unless `YIHU_DEBUG` is set."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    words.choose_language(arguments)
    wiring.language = words.asked_language(arguments)
    try:
        outcome = build(wiring).main(
            list(arguments), prog_name="yihu", standalone_mode=False, obj=wiring, windows_expand_args=False
        )
    except (click.Abort, KeyboardInterrupt, Cancelled):
        return STOPPED
    except click.ClickException as called_wrongly:
        click.echo(f"yihu: {called_wrongly.format_message()} [usage]", err=True)
        return USAGE
    except UserError as refused:
        tell_error(refused)
        return REFUSED
    except Exception as broken:
        if os.environ.get("YIHU_DEBUG"):
            raise
        click.echo(_broken(broken), err=True)
        return BROKEN
    return outcome if isinstance(outcome, int) else OK


def _broken(problem: Exception) -> str:
    """One line without the problem's own text, which could hold an answer."""
    words = translate(N_("Yihu has a mistake of its own here; what was saved before is kept."))
    return f"yihu: {words} ({type(problem).__name__}) [internal-error]"


def build(wiring: Wiring) -> click.Group:
    """All commands, in the language in force."""

    @click.group(
        cls=Group,
        help=translate(ABOUT),
        epilog=translate(EXIT_CODES),
        invoke_without_command=True,
    )
    @click.version_option(__version__, message="%(prog)s %(version)s")
    @click.pass_context
    def yihu(context: click.Context) -> int:
        if context.invoked_subcommand is None:
            return wiring.open_window(wiring.data, wiring.language)
        return OK

    for module in (
        register,
        households,
        visit,
        forms,
        profiles,
        shared_rules,
        tables,
        plans,
        village_plans,
        papers,
        follow_up,
        selections,
        helpers,
        pairs,
        funds,
        tasks,
        reports,
        handover,
        packages,
        conflicts,
        duplicates,
        looking_back,
        moving,
        checks,
        team,
        backups,
        safe_keeping,
        demo,
    ):
        for command in module.commands(wiring):
            yihu.add_command(command)
    return yihu
