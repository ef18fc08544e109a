"""What every command needs: the data folder, the passphrase, and what `bootstrap` hands in."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click

from yihu.actions import Folders, Workspace
from yihu.base.errors import UserError
from yihu.base.i18n import N_, translate

PASSPHRASE_VARIABLE = "YIHU_PASSPHRASE"
DATA_VARIABLE = "YIHU_DATA"


class PassphraseMissing(UserError):
    """Nobody can be asked for the passphrase, and the environment hasn't got it."""

    code = "passphrase-missing"
    message = N_("The passphrase is needed, and nobody can be asked for it here.")
    advice = N_("Put it into the variable YIHU_PASSPHRASE. Nothing was changed.")


@dataclass(slots=True, kw_only=True)
class Wiring:
    """What the command line works with.

    Attributes:
        folders: the ways into a data folder.
        open_window: shows the window on a folder in a language (None: the person's own choices); its exit code.
        drive_demo: does the demo's interviews in the real window, offscreen.
        drive_campaign: does the demo of the whole campaign.
        data: the data folder chosen by `--data`, if it was.
        language: the one chosen by `--language`, if it was.
    """

    folders: Folders
    open_window: Callable[[Path | None, str | None], int]
    drive_demo: Callable[..., object]
    drive_campaign: Callable[..., object] | None = None
    data: Path | None = None
    language: str | None = None

    @property
    def folder(self) -> Path:
        """The data folder of this call."""
        return self.data or self.folders.default

    @contextmanager
    def workspace(self) -> Iterator[Workspace]:
        """The opened data folder; closed when the block ends."""
        if not self.folders.exists(self.folder):
            from yihu.storage.errors import FolderEmpty

            raise FolderEmpty
        workspace = self.folders.open(self.folder, ask_passphrase())
        try:
            yield workspace
        finally:
            workspace.close()


def ask_passphrase(*, twice: bool = False) -> str:
    """The passphrase from `YIHU_PASSPHRASE`, else from the person. Raises PassphraseMissing."""
    given = os.environ.get(PASSPHRASE_VARIABLE)
    if given is not None:
        return given
    if not sys.stdin.isatty():
        raise PassphraseMissing
    return str(
        click.prompt(translate(N_("Passphrase")), hide_input=True, confirmation_prompt=twice, err=True)
    )


def _choose_data(context: click.Context, _option: click.Parameter, value: Path | None) -> None:
    if value is not None:
        wiring = context.find_object(Wiring)
        assert wiring is not None
        wiring.data = value


def common_options() -> list[click.Parameter]:
    """`--data` and `--language`, understood before and after the command."""
    return [
        click.Option(
            ["--data"],
            type=click.Path(file_okay=False, path_type=Path),
            metavar=translate(N_("DIR")),
            expose_value=False,
            callback=_choose_data,
            is_eager=True,
            help=translate(N_("Data folder; also YIHU_DATA. Without both: the platform's place.")),
        ),
        click.Option(
            ["--language"],
            type=click.Choice(["zh", "en"]),
            expose_value=False,
            help=translate(N_("Language of all words and papers; also YIHU_LANGUAGE.")),
        ),
    ]


def first_sentence(text: str) -> str:
    """What a list of commands says of one; click itself knows no Chinese full stop."""
    return re.split(r"(?<=[.。:：;；])(?:\s|(?<=[。：；]))", text, maxsplit=1)[0].rstrip(":：;；")


class Command(click.Command):
    """A command with the common options."""

    def __init__(self, *arguments: object, **keywords: object) -> None:
        super().__init__(*arguments, **keywords)  # type: ignore[arg-type]
        self.params.extend(common_options())
        self.short_help = self.short_help or first_sentence(self.help or "")


class Group(click.Group):
    """A group of commands with the common options."""

    command_class = Command

    def __init__(self, *arguments: object, **keywords: object) -> None:
        super().__init__(*arguments, **keywords)  # type: ignore[arg-type]
        self.params.extend(common_options())
        self.short_help = self.short_help or first_sentence(self.help or "")
