"""`yihu card`, `trust`, `export`, `receive`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from time import sleep
from uuid import UUID

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
from yihu.actions.receive_packages import package_files
from yihu.actions.shared_rules import rule_words
from yihu.base.errors import FileUnreadable, UserError
from yihu.base.i18n import N_, translate
from yihu.cli.opening import Command, Wiring
from yihu.cli.telling import DECIDE, OK, REFUSED, tell, tell_json, tell_table

WATCH_SECONDS = 2


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


class HouseholdListWrong(UserError):
    """A list of households with a line that is no id."""

    code = "household-list-wrong"
    message = N_("The list {name} holds a line that is no household id.")
    advice = N_("Write one id on each line, as `yihu households --json` tells them. Nothing was written.")


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
        "--to",
        "--for",
        "names",
        multiple=True,
        help=translate(N_("Team or digits of a confirmed card; without it, all confirmed ones.")),
    )
    @click.option(
        "--villages",
        "--village",
        "villages",
        multiple=True,
        help=translate(N_("Only this village, by its 12-digit code.")),
    )
    @click.option(
        "--households",
        type=click.Path(path_type=Path),
        help=translate(N_("A work package: only the households whose ids stand in this file, one a line.")),
    )
    @click.option(
        "--part-mb",
        type=click.FloatRange(0.1, 4000),
        default=95.0,
        show_default=True,
        help=translate(N_("The largest file, in millions of bytes.")),
    )
    @click.option("--everything", is_flag=True, help=translate(N_("Also what they are known to have.")))
    @click.option("--json", "as_json", is_flag=True, help=translate(N_("Tell it as JSON.")))
    def export(
        target: Path,
        names: tuple[str, ...],
        villages: tuple[str, ...],
        households: Path | None,
        part_mb: float,
        everything: bool,
        as_json: bool,
    ) -> int:
        codes = [code for each in villages for code in each.replace(",", " ").split()]
        with wiring.workspace() as workspace:
            report = export_package(
                workspace,
                target,
                _recipients(workspace, names),
                codes or None,
                everything=everything,
                households=None if households is None else _ids_in(households),
                part_bytes=int(part_mb * 1_000_000),
            )
        if as_json:
            tell_json(report)
            return OK
        for path in report.files:
            tell(str(path))
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


def _ids_in(file: Path) -> list[str]:
    """Household ids, one a line. Raises `HouseholdListWrong`."""
    try:
        return [
            str(UUID(line.strip())) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()
        ]
    except OSError as cause:
        raise FileUnreadable(name=file.name) from cause
    except ValueError as cause:
        raise HouseholdListWrong(name=file.name) from cause


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
    @click.option(
        "--watch",
        is_flag=True,
        help=translate(N_("Go on looking for new files in the folders until stopped.")),
    )
    @click.option("--json", "as_json", is_flag=True, help=translate(N_("Tell it as JSON.")))
    def receive(files: tuple[Path, ...], trust: tuple[str, ...], watch: bool, as_json: bool) -> int:
        with wiring.workspace() as workspace:
            report = receive_packages(workspace, files, trust=trust)
            (tell_json if as_json else _tell_received)(report)
            if watch:
                _watch(workspace, files, trust, tell_json if as_json else _tell_received)
        arrivals = {package.arrival for package in report.packages}
        if Arrival.REFUSED in arrivals:
            return REFUSED
        return DECIDE if report.conflicts or Arrival.SENDER_UNKNOWN in arrivals else OK

    return receive


def _watch(
    workspace: Workspace,
    files: tuple[Path, ...],
    trust: tuple[str, ...],
    report: Callable[[ReceiveReport], None],
) -> None:
    """Until Ctrl+C: files that are new, once they have stopped growing."""
    done, sizes = _seen(files), dict[Path, int]()
    while True:
        sleep(WATCH_SECONDS)
        now = _seen(files)
        fresh = [path for path, mark in now.items() if done.get(path) != mark and sizes.get(path) == mark[0]]
        sizes = {path: mark[0] for path, mark in now.items()}
        if fresh:
            report(receive_packages(workspace, sorted(fresh), trust=trust))
            done |= {path: now[path] for path in fresh}


def _seen(files: tuple[Path, ...]) -> dict[Path, tuple[int, int]]:
    seen = {}
    for path in package_files(files):
        with suppress(OSError):
            stat = path.stat()
            seen[path] = stat.st_size, stat.st_mtime_ns
    return seen


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
        for line in _details(package):
            tell("  " + line)
    if report.conflicts:
        words = translate(N_("Answers that differ: {count}, households: {households}. See: yihu conflicts"))
        tell(words.format(count=report.conflicts, households=report.conflict_households))


def _details(package: PackageReport) -> Iterator[str]:
    for village in package.villages:
        yield translate(
            N_("{village}: new {new}, changed {changed}, with differing answers {conflicts}")
        ).format(
            village=village.village or village.village_code,
            new=village.new,
            changed=village.changed,
            conflicts=village.conflicts,
        )
    yield from package.waiting_for
    for code in package.differing:
        yield translate(N_("Village {code}: what is here is not what the sender has.")).format(code=code)
    if package.not_erased:
        words = N_(
            "{count} erasures were not carried out: only who wrote something or the coordinator may erase it."
        )
        yield translate(words).format(count=package.not_erased)
    if package.others:
        yield translate(N_("Helpers, village plans, funds, tasks and the like: {count}")).format(
            count=package.others
        )
    yield from (rule_words(rule) for rule in package.rules)
    if package.clock_hours > 0:  # older work is no sign of a wrong clock
        yield translate(N_("The sender's clock differs from this one by {hours} hours.")).format(
            hours=package.clock_hours
        )
    if package.copies:
        yield translate(N_("A computer appears to be a copy of another: see yihu copies."))


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
