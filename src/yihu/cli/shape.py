"""The shape of most commands: open the folder, do one thing, tell the report as lines or as JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import click

from yihu.base.i18n import N_, translate
from yihu.cli.opening import Command, Wiring
from yihu.cli.telling import OK, tell, tell_json

AS_JSON = N_("Tell it as JSON.")


@dataclass(frozen=True, slots=True)
class Told:
    """What a command has to tell.

    Attributes:
        report: for programs. lines: for people, drawn only where nobody asked for JSON.
        code: what the command ends with.
    """

    report: object
    lines: Iterable[str] = ()
    code: int = OK


Act = Callable[..., Told]


def command(wiring: Wiring, name: str, help: str, *params: click.Parameter) -> Callable[[Act], click.Command]:
    """A command of `act(workspace, **parameters)`, with `--json` beside its own parameters. `help`: a msgid."""

    def make(act: Act) -> click.Command:
        return Command(
            name, params=[*params, json_option()], callback=telling(wiring, act), help=translate(help)
        )

    return make


def telling(wiring: Wiring, act: Act) -> Callable[..., int]:
    """Open the folder, act in it, tell."""

    def run(as_json: bool, **given: Any) -> int:
        with wiring.workspace() as workspace:
            told = act(workspace, **given)
            lines = () if as_json else tuple(told.lines)
        if as_json:
            tell_json(told.report)
        for line in lines:
            tell(line)
        return told.code

    return run


def argument(name: str, **more: Any) -> click.Argument:
    """Something that a command is about."""
    return click.Argument([name], **more)


def option(*names: str, help: str, **more: Any) -> click.Option:
    """`help` is a msgid."""
    return click.Option(names, help=translate(help), **more)


def json_option() -> click.Option:
    """`--json`."""
    return option("--json", "as_json", is_flag=True, help=AS_JSON)


def village_option() -> click.Option:
    """`--village`."""
    return option("--village", help=N_("Only this village, by its 12-digit code."))
