"""`yihu passphrase`, `yihu role`, `yihu reveal`, `yihu audit`, `yihu copy`: who may see and do what."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from yihu.actions import (
    ALL_NUMBERS,
    change_passphrase,
    erase_household,
    erase_person,
    list_audit,
    make_recovery_words,
    reveal,
    save_recovery_words,
    set_role,
    take_new_identity,
    verify_audit,
)
from yihu.actions.audit import check_words, deed_words, reason_words
from yihu.actions.texts_about import LOOK_AT_TEXTS
from yihu.base import i18n
from yihu.base.i18n import CHINESE, N_, translate
from yihu.cli.households import find_household
from yihu.cli.opening import Command, Group, PassphraseMissing, Wiring, ask_passphrase
from yihu.cli.telling import DECIDE, OK, moment, tell, tell_json, tell_table
from yihu.storage.erasure import REASONS
from yihu.storage.roles import ROLES

NEW_PASSPHRASE_VARIABLE = "YIHU_NEW_PASSPHRASE"
WORDS_A_LINE = 6


def commands(wiring: Wiring) -> Iterator[click.Command]:
    """What keeps the register safe."""
    yield _passphrase(wiring)
    yield _role(wiring)
    yield _reveal(wiring)
    yield _audit(wiring)
    yield _copy(wiring)
    yield _erase(wiring)


def _passphrase(wiring: Wiring) -> click.Command:
    @click.group(
        "passphrase", cls=Group, help=translate(N_("Change the passphrase, or make words for paper."))
    )
    def passphrase() -> None:
        pass

    @passphrase.command(
        "change",
        help=translate(
            N_(
                "Set another passphrase; the new one is asked for, or taken from YIHU_NEW_PASSPHRASE. "
                "Backups made before still open with the old one."
            )
        ),
    )
    def change() -> int:
        with wiring.workspace() as workspace:
            change_passphrase(workspace, ask_passphrase(), _new_passphrase())
        tell(translate(N_("The new passphrase holds from now on.")))
        return OK

    @passphrase.command(
        "words",
        help=translate(
            N_(
                "Make 24 words for paper that open this folder if the passphrase is forgotten. They are shown "
                "once and kept nowhere; words made before don't open it any more."
            )
        ),
    )
    @click.option(
        "--sheet",
        type=click.Path(path_type=Path),
        help=translate(N_("Write them as a PDF to print, instead of showing them; remove it afterwards.")),
    )
    def words(sheet: Path | None) -> int:
        with wiring.workspace() as workspace:
            made = make_recovery_words(workspace, ask_passphrase())
        if sheet is not None:
            tell(str(save_recovery_words(made, sheet)))
            return OK
        chosen = made.chinese if i18n.language() == CHINESE else made.english
        for start in range(0, len(chosen), WORDS_A_LINE):
            line = chosen[start : start + WORDS_A_LINE]
            tell("  ".join(f"{number:2} {word}" for number, word in enumerate(line, start=start + 1)))
        return OK

    @passphrase.command(
        "recover",
        help=translate(
            N_(
                "Open the folder by its 24 words (from standard input) and set the passphrase YIHU_NEW_PASSPHRASE."
            )
        ),
    )
    def recover() -> int:
        text = sys.stdin.read()
        wiring.folders.recover(wiring.folder, text, _new_passphrase()).close()
        tell(translate(N_("The new passphrase holds from now on.")))
        return OK

    return passphrase


def _new_passphrase() -> str:
    given = os.environ.get(NEW_PASSPHRASE_VARIABLE)
    if given is not None:
        return given
    if not sys.stdin.isatty():
        raise PassphraseMissing
    return str(
        click.prompt(translate(N_("New passphrase")), hide_input=True, confirmation_prompt=True, err=True)
    )


def _role(wiring: Wiring) -> click.Command:
    @click.command(
        "role",
        cls=Command,
        help=translate(
            N_(
                "Say what is done on this laptop: surveyor, coordinator, or viewer, who changes nothing. "
                "Without a role it tells the one in force."
            )
        ),
    )
    @click.argument("role", required=False, type=click.Choice(ROLES))
    def role_(role: str | None) -> int:
        with wiring.workspace() as workspace:
            if role:
                set_role(workspace, role, ask_passphrase())
            tell(workspace.store.role)
        return OK

    return role_


def _reveal(wiring: Wiring) -> click.Command:
    @click.command(
        "reveal",
        cls=Command,
        help=translate(
            N_(
                "Show ID, telephone and account numbers of a household in full. Each showing is written into the log."
            )
        ),
    )
    @click.argument("household")
    @click.argument("field", default=ALL_NUMBERS)
    @click.option("--reason", required=True, help=translate(N_("What they are needed for.")))
    @click.option("--json", "as_json", is_flag=True, help=translate(N_("Tell it as JSON.")))
    def reveal_(household: str, field: str, reason: str, as_json: bool) -> int:
        with wiring.workspace() as workspace:
            shown = reveal(workspace, find_household(workspace, household), field, reason)
        if as_json:
            tell_json(shown)
        else:
            tell_table([(one.property, one.row, one.text) for one in shown])
        return OK

    return reveal_


def _audit(wiring: Wiring) -> click.Command:
    def show(limit: int, as_json: bool) -> int:
        with wiring.workspace() as workspace:
            rows = list_audit(workspace, limit)
        if as_json:
            tell_json(rows)
        for row in () if as_json else rows:
            told = dict(row.details) | {"reason": reason_words(str(row.details.get("reason") or ""))}
            details = " ".join(f"{name}={value}" for name, value in sorted(told.items()) if value != "")
            tell(f"{moment(row.at_ms)}  {deed_words(row)}  {details}".rstrip())
        return OK

    limit = click.option("--limit", default=100, show_default=True, help=translate(N_("How many lines.")))
    as_json = click.option("--json", "as_json", is_flag=True, help=translate(N_("Tell it as JSON.")))

    @click.group(
        "audit",
        cls=Group,
        invoke_without_command=True,
        help=translate(N_("The log of what was shown and done with keys and backups.")),
    )
    @limit
    @as_json
    @click.pass_context
    def audit(context: click.Context, limit: int, as_json: bool) -> int:
        return OK if context.invoked_subcommand else show(limit, as_json)

    newest = click.command("show", cls=Command, help=translate(N_("The newest lines of the log.")))
    audit.add_command(newest(limit(as_json(show))))

    @audit.command(
        "verify",
        help=translate(N_("Whether the log is as it was written, to its end. Ends with 3 if it isn't.")),
    )
    @click.option("--json", "as_json", is_flag=True, help=translate(N_("Tell it as JSON.")))
    def verify(as_json: bool) -> int:
        with wiring.workspace() as workspace:
            check = verify_audit(workspace)
        if as_json:
            tell_json(check)
        else:
            tell(check_words(check))
        return OK if check.sound else DECIDE

    return audit


def _copy(wiring: Wiring) -> click.Command:
    @click.command(
        "new-identity",
        cls=Command,
        help=translate(
            N_(
                "This computer is a copy of another: go on as a laptop of its own. All answers stay; the others "
                "confirm its card anew."
            )
        ),
    )
    @click.option("--laptop", default="", help=translate(N_("Another name for this laptop.")))
    def new_identity(laptop: str) -> int:
        with wiring.workspace() as workspace:
            take_new_identity(workspace, laptop)
            tell(
                translate(N_("This is a laptop of its own now; its eight digits are {digits}.")).format(
                    digits=workspace.store.my_card().code()
                )
            )
        return OK

    return new_identity


def _erase(wiring: Wiring) -> click.Command:
    @click.command(
        "erase",
        cls=Command,
        help=translate(
            N_(
                "Erase a household, or one member by the id of its row, on request: answers, photos, history. The "
                "others erase when they receive the next hand-over. It can't be undone."
            )
        ),
    )
    @click.argument("household")
    @click.argument("member", required=False)
    @click.option(
        "--reason", required=True, type=click.Choice(REASONS), help=translate(N_("Stands in the log."))
    )
    @click.option(
        "--replace-backups",
        is_flag=True,
        help=translate(N_("Make a new backup and remove the earlier ones, which still hold the answers.")),
    )
    @click.option("--json", "as_json", is_flag=True, help=translate(N_("Tell it as JSON.")))
    def erase(household: str, member: str | None, reason: str, replace_backups: bool, as_json: bool) -> int:
        with wiring.workspace() as workspace:
            id = find_household(workspace, household)
            report = (
                erase_person(workspace, id, member, reason, replace_backups=replace_backups)
                if member
                else erase_household(workspace, id, reason, replace_backups=replace_backups)
            )
        if as_json:
            tell_json(report)
            return OK
        words = N_("Erased: {changesets} saved steps, {photos} photos.")
        tell(translate(words).format(changesets=report.changesets, photos=report.photos))
        if report.old_backups > report.backups_removed:
            words = N_("Earlier backups still hold the answers: {count}.")
            tell(translate(words).format(count=report.old_backups - report.backups_removed))
        if report.texts:
            tell(translate(LOOK_AT_TEXTS))
            for text in report.texts:
                tell(f"  {text.record}  {text.words()}")
        return OK

    return erase
