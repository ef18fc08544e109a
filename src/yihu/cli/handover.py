"""`yihu card`, `trust`, `export`, `receive`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from yihu.actions import (
    Arrival,
    CardView,
    PackageReport,
    ReceiveReport,
    Workspace,
    export_package,
    list_contacts,
    my_card,
    read_card,
    receive_packages,
    save_card,
    trust_card,
)
from yihu.base.errors import UserError
from yihu.base.i18n import N_, translate
from yihu.cli.opening import Command, Wiring
from yihu.cli.telling import DECIDE, OK, REFUSED, tell, tell_json, tell_table


class DigitsDiffer(UserError):
    """The digits that the person gave are not the card's."""

    code = "digits-differ"
    message = N_("The eight digits are not those of this card.")
    advice = N_("Ask the other team for its digits again. Nothing was changed.")


class ContactUnknown(UserError):
    """A name that no trusted card has."""

    code = "contact-unknown"
    message = N_("There is no confirmed card of “{name}” here.")
    advice = N_("Take its card in with: yihu trust FILE. Nothing was written.")


def commands(wiring: Wiring) -> Iterator[click.Command]:
    """The commands of handing over."""
    yield _card(wiring)
    yield _trust(wiring)
    yield _export(wiring)
    yield _receive(wiring)


def _card(wiring: Wiring) -> click.Command:
    @click.command(
        "card",
        cls=Command,
        help=translate(
            N_("Show this laptop's card and the confirmed ones; with -o write the card as a file.")
        ),
    )
    @click.option(
        "-o",
        "--output",
        "folder",
        type=click.Path(file_okay=False, path_type=Path),
        help=translate(N_("Folder to write into.")),
    )
    @click.option("--json", "as_json", is_flag=True, help=translate(N_("Tell it as JSON.")))
    def card(folder: Path | None, as_json: bool) -> int:
        with wiring.workspace() as workspace:
            mine, others = my_card(workspace), list_contacts(workspace)
            written = save_card(workspace, folder) if folder else None
        if as_json:
            tell_json({"mine": mine, "others": others, "file": written})
            return OK
        tell_table([_line(mine), *(_line(other) for other in others)])
        if written:
            tell(str(written))
        return OK

    return card


def _line(card: CardView) -> tuple[str, str, str, str]:
    mine = translate(N_("this laptop")) if card.mine else ""
    return (card.digits, card.team, card.laptop, mine)


def _trust(wiring: Wiring) -> click.Command:
    @click.command(
        "trust",
        cls=Command,
        help=translate(
            N_(
                "Take in another laptop's card. Its eight digits must be those that the other team reads out "
                "from its own screen."
            )
        ),
    )
    @click.argument("file", type=click.Path(path_type=Path))
    @click.option("--digits", help=translate(N_("The eight digits, when nobody can be asked.")))
    def trust(file: Path, digits: str | None) -> int:
        with wiring.workspace() as workspace:
            card = read_card(workspace, file)
            if digits is not None and "".join(digits.split()) != "".join(card.digits.split()):
                raise DigitsDiffer
            if digits is None:
                tell(f"{card.digits}  {card.team}  {card.laptop}")
                question = translate(N_("Does the other laptop show the same eight digits?"))
                click.confirm(question, abort=True, err=True)
            trust_card(workspace, card)
        tell(translate(N_("The card of {team} is confirmed.")).format(team=card.team))
        return OK

    return trust


def _export(wiring: Wiring) -> click.Command:
    @click.command(
        "export",
        cls=Command,
        help=translate(
            N_(
                "Write the work for other laptops into one encrypted file. It is read back and verified before "
                "this ends with 0."
            )
        ),
    )
    @click.option(
        "-o",
        "--output",
        "target",
        required=True,
        type=click.Path(path_type=Path),
        help=translate(N_("File ending in .yihu, or a folder.")),
    )
    @click.option(
        "--for",
        "names",
        multiple=True,
        help=translate(N_("Team or digits of a confirmed card; without it, all confirmed ones.")),
    )
    @click.option(
        "--village", "villages", multiple=True, help=translate(N_("Only this village, by its 12-digit code."))
    )
    @click.option("--everything", is_flag=True, help=translate(N_("Also what they are known to have.")))
    @click.option("--json", "as_json", is_flag=True, help=translate(N_("Tell it as JSON.")))
    def export(
        target: Path, names: tuple[str, ...], villages: tuple[str, ...], everything: bool, as_json: bool
    ) -> int:
        with wiring.workspace() as workspace:
            recipients = _recipients(workspace, names)
            report = export_package(workspace, target, recipients, villages or None, everything=everything)
        if as_json:
            tell_json(report)
            return OK
        tell(str(report.path))
        tell(
            translate(
                N_(
                    "Households: {households}, changes: {changesets}, photos: {photos}, for {teams}. Read back and verified."
                )
            ).format(
                households=report.households,
                changesets=report.changesets,
                photos=report.photos,
                teams=translate(N_(", ")).join(report.recipients),
            )
        )
        return OK

    return export


def _recipients(workspace: Workspace, names: tuple[str, ...]) -> list[str]:
    contacts = list_contacts(workspace)
    if not names:
        return [card.fingerprint for card in contacts]
    chosen = []
    for name in names:
        found = [card.fingerprint for card in contacts if name in _names_of(card)]
        if not found:
            raise ContactUnknown(name=name)
        chosen += found
    return chosen


def _names_of(card: CardView) -> tuple[str, ...]:
    return (card.team, card.laptop, card.fingerprint, card.digits, card.digits.replace(" ", ""))


def _receive(wiring: Wiring) -> click.Command:
    @click.command(
        "receive",
        cls=Command,
        help=translate(
            N_(
                "Merge files of other laptops, each whole or not at all. Ends with 1 when a file was refused, "
                "with 3 when a sender is unknown or answers differ."
            )
        ),
    )
    @click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
    @click.option(
        "--trust",
        multiple=True,
        help=translate(N_("Eight digits of an unknown sender, as its team read them out.")),
    )
    @click.option("--json", "as_json", is_flag=True, help=translate(N_("Tell it as JSON.")))
    def receive(files: tuple[Path, ...], trust: tuple[str, ...], as_json: bool) -> int:
        with wiring.workspace() as workspace:
            report = receive_packages(workspace, files, trust=trust)
        if as_json:
            tell_json(report)
        else:
            _tell_received(report)
        arrivals = {package.arrival for package in report.packages}
        if Arrival.REFUSED in arrivals:
            return REFUSED
        return DECIDE if report.conflicts or Arrival.SENDER_UNKNOWN in arrivals else OK

    return receive


ARRIVALS = {
    Arrival.MERGED: N_("{name} from {sender}: new households: {new}, changed: {updated}."),
    Arrival.NOTHING_NEW: N_("{name} from {sender}: nothing new."),
    Arrival.WAITING: N_("{name} from {sender}: changes that wait for an earlier file: {waiting}."),
    Arrival.SENDER_UNKNOWN: N_(
        "{name}: the sender {sender} is not confirmed. If its team reads out {digits}, add --trust {digits}."
    ),
    Arrival.REFUSED: N_("{name}: refused. {reason}"),
}


def _tell_received(report: ReceiveReport) -> None:
    for package in report.packages:
        tell(_arrival(package))
    if report.conflicts:
        words = translate(N_("Answers that differ: {count}, households: {households}. See: yihu conflicts"))
        tell(words.format(count=report.conflicts, households=report.conflict_households))


def _arrival(package: PackageReport) -> str:
    return translate(ARRIVALS[package.arrival]).format(
        name=package.name,
        sender=package.sender,
        new=package.new_households,
        updated=package.updated_households,
        waiting=package.waiting,
        digits=package.card.digits.replace(" ", "") if package.card else "",
        reason=str(package.error) if package.error else "",
    )
