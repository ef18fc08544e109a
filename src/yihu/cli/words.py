"""The language of the command line, and click's own words in it."""

import locale
import os
import sys
from collections.abc import Sequence

import click
import click.core
import click.decorators
import click.exceptions
import click.formatting
import click.parser
import click.termui
import click.types

from yihu.base.i18n import ENGLISH, N_, language_named, set_language, translate, translate_count

CLICK_WORDS = (
    N_("Usage:"),
    N_("Options"),
    N_("Commands"),
    N_("Positional arguments"),
    N_("Show this message and exit."),
    N_("Show the version and exit."),
    N_("default: {default}"),
    N_("env var: {var}"),
    N_("(dynamic)"),
    N_("required"),
    N_("Missing command."),
    N_("Missing argument"),
    N_("Missing option"),
    N_("Missing parameter"),
    N_("No such command {name!r}."),
    N_("No such option {name!r}."),
    N_("Invalid value: {message}"),
    N_("Invalid value for {param_hint}: {message}"),
    N_("Option {name!r} does not take a value."),
    N_("{name} {filename!r} does not exist."),
    N_("{name} {filename!r} is a directory."),
    N_("{name} {filename!r} is a file."),
    N_("{name} {filename!r} is not readable."),
    N_("file"),
    N_("directory"),
    N_("path"),
    N_("Repeat for confirmation"),
    N_("Error: The two entered values do not match."),
    N_("Do you want to continue?"),
    N_("%(prog)s, version %(version)s"),
    N_("{value!r} is not a valid {number_type}."),
)
CLICK_COUNTED = (
    ("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})"),
    ("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments."),
    ("{value!r} is not {choice}.", "{value!r} is not one of {choices}."),
    ("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)"),
)
_SPEAKING = (
    click.core,
    click.decorators,
    click.exceptions,
    click.formatting,
    click.parser,
    click.termui,
    click.types,
)


def choose_language(arguments: Sequence[str]) -> None:
    """Take the language from `--language`, `YIHU_LANGUAGE` or the system's, before any help is made."""
    chosen = _argument(arguments) or os.environ.get("YIHU_LANGUAGE") or _system_language()
    set_language(language_named(chosen) or ENGLISH)
    for module in _SPEAKING:
        if hasattr(module, "_"):
            setattr(module, "_", translate)  # noqa: B010 (click looks its words up under this name)
        if hasattr(module, "ngettext"):
            setattr(module, "ngettext", translate_count)  # noqa: B010


def asked_language(arguments: Sequence[str]) -> str | None:
    """The language that `--language` names, also for the window; None without it."""
    return language_named(_argument(arguments))


def _argument(arguments: Sequence[str]) -> str:
    for place, argument in enumerate(arguments):
        if argument == "--language" and place + 1 < len(arguments):
            return arguments[place + 1]
        if argument.startswith("--language="):
            return argument.partition("=")[2]
    return ""


def _system_language() -> str:
    """`zh` or `en`. Windows doesn't set the variables, but its locale has the name.

    A system that has no language of its own ("C") gets the program's: Chinese.
    """
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    spoken = next((os.environ[name] for name in names if os.environ.get(name)), "")
    if not spoken and sys.platform == "win32":
        spoken = locale.getlocale()[0] or ""
    own = ("zh", "chinese", "c.", "posix")
    return "zh" if spoken.lower() in ("", "c") or spoken.lower().startswith(own) else "en"
