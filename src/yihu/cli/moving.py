"""`yihu assign`, `move`: whose work a household is, where it and its members belong."""

from __future__ import annotations

from collections.abc import Iterator

import click

from yihu.actions import Workspace, assign_households, list_contacts, move_household, move_member
from yihu.base.i18n import N_, translate
from yihu.cli.handover import ContactUnknown
from yihu.cli.households import every_household, find_household
from yihu.cli.opening import Group, Wiring
from yihu.cli.shape import Told, argument, command, option, village_option
from yihu.storage.rows import HouseholdQuery


def commands(wiring: Wiring) -> Iterator[click.Command]:
    """The commands of giving work out and of moving."""
    yield _assign(wiring)
    group = Group(
        "move", help=translate(N_("A member to another household, a household to another village."))
    )
    group.add_command(_member(wiring))
    group.add_command(_household(wiring))
    yield group


def _assign(wiring: Wiring) -> click.Command:
    @command(
        wiring,
        "assign",
        N_("Give households to a team or a laptop to survey; with neither they are nobody's again."),
        argument("households", nargs=-1),
        village_option(),
        option("--team", default="", help=N_("The team's name.")),
        option("--laptop", default="", help=N_("A laptop's name, or its card's fingerprint.")),
    )
    def assign(
        workspace: Workspace, households: tuple[str, ...], village: str | None, team: str, laptop: str
    ) -> Told:
        ids = [find_household(workspace, each) for each in households]
        if village:
            ids += [row.id for row in every_household(workspace, HouseholdQuery(village=village))]
        fingerprint = _fingerprint(workspace, laptop) if laptop else ""
        report = assign_households(workspace, ids, team=team, fingerprint=fingerprint)
        words = translate(N_("Assigned: {assigned} households. Already so: {unchanged}."))
        return Told(report, [words.format(assigned=report.assigned, unchanged=report.unchanged)])

    return assign


def _fingerprint(workspace: Workspace, name: str) -> str:
    own = workspace.store.my_card().fingerprint
    if name in (own, workspace.store.laptop):
        return own
    cards = list_contacts(workspace)
    found = next((card for card in cards if name in (card.fingerprint, card.laptop)), None)
    if found is None:
        raise ContactUnknown(name=name)
    return found.fingerprint


def _member(wiring: Wiring) -> click.Command:
    @command(
        wiring,
        "member",
        N_("Take the member of a row with all answers to another household."),
        argument("household"),
        argument("row"),
        argument("target"),
    )
    def member(workspace: Workspace, household: str, row: str, target: str) -> Told:
        ids = find_household(workspace, household), find_household(workspace, target)
        return Told(move_member(workspace, ids[0], row, ids[1]), [translate(N_("Moved."))])

    return member


def _household(wiring: Wiring) -> click.Command:
    @command(
        wiring,
        "household",
        N_("Give a household another village: its 12-digit code and its name."),
        argument("household"),
        argument("code"),
        argument("village"),
        option("--township", default="", help=N_("Name of the township.")),
        option("--group", default="", help=N_("The group there.")),
    )
    def household(
        workspace: Workspace, household: str, code: str, village: str, township: str, group: str
    ) -> Told:
        id = find_household(workspace, household)
        report = move_household(workspace, id, code, village, township=township, group=group)
        return Told(report, [translate(N_("Moved."))])

    return household
