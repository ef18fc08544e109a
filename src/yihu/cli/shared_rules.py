"""`yihu rules list|show|sign`: what a county set itself, and what waits for the coordinator's word."""

from __future__ import annotations

from collections.abc import Iterator

import click

from yihu.actions import SharedRule, list_shared_rules, shared_rule_text, sign_shared_rule
from yihu.actions.workspace import Workspace
from yihu.base.i18n import N_, translate
from yihu.cli.opening import Group, Wiring
from yihu.cli.shape import Told, command
from yihu.cli.telling import table


def commands(wiring: Wiring) -> Iterator[click.Command]:
    """The group `rules`."""
    group = Group(
        "rules",
        help=translate(N_("Questionnaires, rules and templates of the county: which are used, which wait.")),
    )
    for each in (_list(wiring), _show(wiring), _sign(wiring)):
        group.add_command(each)
    yield group


def _list(wiring: Wiring) -> click.Command:
    waiting = click.Option(
        ["--waiting"], is_flag=True, help=translate(N_("Only what isn't used, or is used here alone."))
    )

    @command(wiring, "list", N_("List them with their state and the KEY for the other commands."), waiting)
    def act(workspace: Workspace, waiting: bool) -> Told:
        rows = list_shared_rules(workspace, aside=waiting)
        return Told(rows, _lines(rows))

    return act


def _lines(rows: tuple[SharedRule, ...]) -> Iterator[str]:
    yield from table([(row.key, "*" if row.holds else "", row.words(), row.standing()) for row in rows])


def _key() -> click.Argument:
    return click.Argument(["key"], metavar="KEY")


def _show(wiring: Wiring) -> click.Command:
    @command(wiring, "show", N_("Print what stands in one of them, whether it is used or not."), _key())
    def act(workspace: Workspace, key: str) -> Told:
        text = shared_rule_text(workspace, key)
        return Told({"key": key, "text": text}, text.rstrip().splitlines())

    return act


def _sign(wiring: Wiring) -> click.Command:
    @command(
        wiring,
        "sign",
        N_("As a coordinator: use it here, and on the laptops below with the next hand-over."),
        _key(),
    )
    def act(workspace: Workspace, key: str) -> Told:
        signed = sign_shared_rule(workspace, key)
        return Told(signed, [translate(N_("Signed: {what}")).format(what=signed.words())])

    return act
