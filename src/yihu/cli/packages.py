"""`yihu package`, `receipts`, `waiting`: files looked at, laid aside and confirmed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from yihu.actions import (
    PackageView,
    accept_gap,
    give_receipts,
    inspect_package,
    list_copies,
    list_given,
    list_quarantine,
    list_receipts,
    list_waiting,
    release_package,
    settle_copy,
    take_receipt,
    verify_package,
)
from yihu.base.i18n import N_, translate
from yihu.cli.opening import Command, Group, Wiring
from yihu.cli.telling import DECIDE, OK, moment, tell, tell_json, tell_table

CONFIRMATIONS = {"confirmed": N_("confirmed"), "not_confirmed": N_("not confirmed")}


def commands(wiring: Wiring) -> Iterator[click.Command]:
    """The commands about files themselves."""
    group = Group("package", help=translate(N_("Look at hand-over files: without any key, or whole.")))
    group.add_command(_inspect())
    group.add_command(_verify(wiring))
    group.add_command(_quarantine(wiring))
    group.add_command(_release(wiring))
    yield group
    yield _receipts(wiring)
    yield _waiting(wiring)
    yield _copies(wiring)


def _json_option() -> click.Option:
    return click.Option(["--json", "as_json"], is_flag=True, help=translate(N_("Tell it as JSON.")))


def _lines(view: PackageView) -> list[tuple[str, str]]:
    counts = ", ".join(f"{name} {count}" for name, count in sorted(view.counts.items()))
    return [
        (translate(N_("File")), view.name),
        (translate(N_("Sender")), f"{view.team} · {view.laptop} ({view.digits})"),
        (translate(N_("Made")), f"{moment(view.made_ms)} ({view.app})"),
        (translate(N_("Kind")), view.kind),
        (translate(N_("Part")), f"{view.part}/{view.parts}"),
        (translate(N_("Content")), counts),
        (translate(N_("Villages")), " ".join(view.villages) or translate(N_("all"))),
        (translate(N_("For")), " ".join(view.to)),
    ]


def _inspect() -> click.Command:
    def inspect(file: Path, as_json: bool) -> int:
        view = inspect_package(file)
        if as_json:
            tell_json(view)
        else:
            tell_table(_lines(view))
        return OK

    return Command(
        "inspect",
        callback=inspect,
        params=[click.Argument(["file"], type=click.Path(path_type=Path)), _json_option()],
        help=translate(N_("Show who made a file, for whom, and what it holds. No key is needed.")),
    )


def _verify(wiring: Wiring) -> click.Command:
    def verify(file: Path, as_json: bool) -> int:
        with wiring.workspace() as workspace:
            report = verify_package(workspace, file)
        if as_json:
            tell_json(report)
            return OK
        tell_table(_lines(report.package))
        tell_table([(kind, str(count)) for kind, count in sorted(report.records.items())])
        tell(translate(N_("Every byte was read and is right. Nothing was taken in.")))
        return OK

    return Command(
        "verify",
        callback=verify,
        params=[click.Argument(["file"], type=click.Path(path_type=Path)), _json_option()],
        help=translate(N_("Decrypt a file and check all of it; nothing is taken in.")),
    )


def _quarantine(wiring: Wiring) -> click.Command:
    def quarantine(as_json: bool) -> int:
        with wiring.workspace() as workspace:
            rows = list_quarantine(workspace)
        if as_json:
            tell_json(rows)
            return OK
        tell_table(
            [
                (
                    str(row.id) if row.kept else "-",
                    moment(row.at_ms),
                    row.file,
                    row.sender,
                    row.reason,
                    translate(N_("released")) if row.released_ms else "",
                )
                for row in rows
            ]
        )
        return OK

    return Command(
        "quarantine",
        callback=quarantine,
        params=[_json_option()],
        help=translate(N_("Files that were refused; those with a number were kept and can be released.")),
    )


def _release(wiring: Wiring) -> click.Command:
    def release(number: int, as_json: bool) -> int:
        with wiring.workspace() as workspace:
            report = release_package(workspace, number)
        if as_json:
            tell_json(report)
        else:
            tell(
                translate(N_("Taken in. New households: {new}, changed: {updated}.")).format(
                    new=report.new_households, updated=report.updated_households
                )
            )
        return OK

    return Command(
        "release",
        callback=release,
        params=[click.Argument(["number"], type=int), _json_option()],
        help=translate(N_("Take in a file that was laid aside, by its number.")),
    )


def _receipts(wiring: Wiring) -> click.Command:
    def receipts(
        codes: tuple[str, ...], shown: bool, recipient: str | None, folder: Path, as_json: bool
    ) -> int:
        with wiring.workspace() as workspace:
            for code in codes:
                take_receipt(workspace, code)
            written = give_receipts(workspace, folder, recipient) if recipient else None
            given = list_given(workspace)
            own = list_receipts(workspace) if shown else ()
        if as_json:
            tell_json({"given": given, "receipts": own, "file": written})
            return OK
        tell_table(
            [
                (
                    moment(row.at_ms),
                    row.file,
                    row.laptop,
                    f"{row.parts_confirmed}/{row.parts}",
                    translate(CONFIRMATIONS[row.state]),
                )
                for row in given
            ]
        )
        for line in (*own, *([str(written)] if written else [])):
            tell(line)
        return OK

    return Command(
        "receipts",
        callback=receipts,
        params=[
            click.Option(["--take", "codes"], multiple=True, help=translate(N_("Text of a square code that the receiver shows."))),
            click.Option(["--show", "shown"], is_flag=True, help=translate(N_("Also the texts of receipts made here."))),
            click.Option(["--to", "recipient"], help=translate(N_("Fingerprint of a sender: write a file that confirms what came."))),
            click.Option(
                ["-o", "--output", "folder"],
                type=click.Path(file_okay=False, path_type=Path),
                default=Path(),
                help=translate(N_("Folder to write into.")),
            ),
            _json_option(),
        ],
        help=translate(N_("What was handed over and whether it was confirmed.")),
    )  # fmt: skip


def _waiting(wiring: Wiring) -> click.Command:
    def waiting(accept: bool, as_json: bool) -> int:
        with wiring.workspace() as workspace:
            given_up = accept_gap(workspace) if accept else 0
            rows = list_waiting(workspace)
        if as_json:
            tell_json({"waiting": rows, "given_up": given_up})
        else:
            for row in rows:
                tell(row)
        return DECIDE if rows and not accept else OK

    return Command(
        "waiting",
        callback=waiting,
        params=[
            click.Option(
                ["--accept-gap", "accept"],
                is_flag=True,
                help=translate(N_("Go on without what hasn't come; if it comes after all, it counts.")),
            ),
            _json_option(),
        ],
        help=translate(N_("Which laptops' earlier files haven't come.")),
    )


def _copies(wiring: Wiring) -> click.Command:
    def copies(settle: bool, as_json: bool) -> int:
        with wiring.workspace() as workspace:
            if settle:
                settle_copy(workspace)
            rows = list_copies(workspace)
        if as_json:
            tell_json(rows)
        else:
            tell_table([(row.laptop or row.replica, row.scope, str(row.ends)) for row in rows])
        return OK

    return Command(
        "copies",
        callback=copies,
        params=[
            click.Option(
                ["--new-id", "settle"],
                is_flag=True,
                help=translate(N_("This computer is a copy: write under a new id from now on.")),
            ),
            _json_option(),
        ],
        help=translate(N_("Computers that appear to be copies of one another.")),
    )
