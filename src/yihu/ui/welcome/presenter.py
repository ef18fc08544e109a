"""First start: the demo village or a folder of one's own; later: the passphrase."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from yihu.base.i18n import N_, translate
from yihu.ui.tone import Tone

if TYPE_CHECKING:
    from yihu.ui.window.shell import Shell

SHORTEST = 8
STRONG_FROM = 14
GUESSED_FIRST = ("12345678", "password", "qwertyui", "11111111", "88888888", "abcd1234", "yihu", "woaini")


@dataclass(slots=True, kw_only=True)
class Beginning:
    """What was typed on the page *Start work*."""

    team: str = ""
    person: str = ""
    passphrase: str = field(default="", repr=False)
    again: str = field(default="", repr=False)
    folder: Path


def strength(passphrase: str, team: str = "", person: str = "") -> tuple[str, Tone]:
    """How well a passphrase protects, in a sentence with its colour. Empty while nothing is typed."""
    if not passphrase:
        return "", "grey"
    if len(passphrase) < SHORTEST:
        return translate(N_("Too short: at least {count} characters.")).format(count=SHORTEST), "red"
    if _is_guessed_first(passphrase, team, person):
        return translate(N_("Easy to guess. Take a sentence that only you know.")), "red"
    if len(passphrase) >= STRONG_FROM or _is_chinese_sentence(passphrase):
        return translate(N_("Strong.")), "green"
    return translate(N_("Good enough; longer is better.")), "amber"


def _is_guessed_first(passphrase: str, team: str, person: str) -> bool:
    lower = passphrase.lower()
    names = [name.lower() for name in (team.strip(), person.strip()) if len(name.strip()) > 1]
    few = len(set(lower)) <= 3
    in_a_row = all(abs(ord(b) - ord(a)) <= 1 for a, b in pairwise(lower))
    date = re.fullmatch(r"(19|20)\d{6}", lower) is not None
    bare = lower.strip("0123456789!@#.") in names
    return few or in_a_row or date or bare or any(lower.startswith(word) for word in GUESSED_FIRST)


def _is_chinese_sentence(passphrase: str) -> bool:
    return sum(1 for character in passphrase if ord(character) > 0x2E80) >= SHORTEST


class WelcomePresenter:
    """State of the gate."""

    def __init__(self, shell: Shell) -> None:
        self.shell = shell
        self.begin = Beginning(folder=shell.folders.default)

    def demo_exists(self) -> bool:
        """Whether the demo village was made before."""
        return self.shell.folders.exists(self.shell.demo_folder)

    def missing(self) -> dict[str, str]:
        """What keeps *Start work* from starting: field -> sentence."""
        typed, wrong = self.begin, {}
        if not typed.team.strip():
            wrong["team"] = translate(N_("Write a name for your team."))
        if not typed.person.strip():
            wrong["person"] = translate(N_("Write your name."))
        words, tone = strength(typed.passphrase, typed.team, typed.person)
        if not typed.passphrase:
            wrong["passphrase"] = translate(N_("Choose a passphrase."))
        elif tone == "red":
            wrong["passphrase"] = words
        if typed.passphrase and typed.again != typed.passphrase:
            wrong["again"] = translate(N_("The two passphrases are not the same."))
        return wrong
