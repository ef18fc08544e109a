"""First start: the demo village or a folder of one's own; later: the passphrase."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from yihu.base.i18n import CHINESE, N_, language, translate
from yihu.ui.tone import Tone

if TYPE_CHECKING:
    from yihu.actions.change_passphrase import PassphraseWait
    from yihu.ui.backup.restore_presenter import RestorePresenter
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


def counted_words(text: str) -> tuple[str, Tone]:
    """How far the 24 words are typed, and the first one that no sheet has."""
    from yihu.sync.recovery_words import WORD_COUNT, is_word, split_words

    words = split_words(text)
    wrong = next((place for place, word in enumerate(words, start=1) if not is_word(word)), None)
    unfinished = wrong == len(words) and not text.endswith((" ", "\n")) and text.isascii()
    if wrong is not None and not unfinished:
        sentence = translate(N_("Word number {number} is on no recovery sheet; look at it again."))
        return sentence.format(number=wrong), "red"
    sentence = translate(N_("{count} of 24 words")).format(count=len(words))
    return sentence, "green" if len(words) == WORD_COUNT else "grey"


class WelcomePresenter:
    """State of the gate. `stage`: what is shown; "" is first start or passphrase, whichever the folder asks for."""

    def __init__(self, shell: Shell) -> None:
        self.shell = shell
        self.begin = Beginning(folder=shell.folders.default)
        self.stage: Literal["", "recover", "restore"] = ""
        self.typed_words = ""
        self.restoring: RestorePresenter | None = None
        if shell.wishes_restore:
            self.begin_restore(shell.backup_place)
            shell.wishes_restore = False

    def begin_restore(self, place: Path | None = None) -> None:
        """Lead through putting a copy back."""
        from yihu.ui.backup.restore_presenter import RestorePresenter

        self.stage = "restore"
        self.restoring = RestorePresenter(self.shell, place, datetime.now().astimezone())

    def begin_recover(self) -> None:
        """Ask for the words of the recovery sheet."""
        self.stage = "recover"

    def leave_stage(self) -> None:
        """Back to first start or passphrase."""
        self.stage, self.typed_words, self.restoring = "", "", None

    def remembered(self) -> bool:
        """Whether this computer opens the folder without the passphrase."""
        from yihu.actions.remember_here import is_remembered

        return is_remembered(self.shell.folder)

    def wait(self) -> PassphraseWait:
        """How long a wrong passphrase makes one wait."""
        from yihu.actions.change_passphrase import passphrase_wait

        return passphrase_wait(self.shell.folder)

    def why_locked(self) -> str:
        """What the locked page says first: why it is locked, and that one goes on where one was."""
        left = self.shell.left
        if left is None or left.folder != self.shell.folder:
            return translate(N_("Answers given before locking are all saved."))
        minutes = self.shell.preferences.lock_minutes
        why = {
            "idle": translate(N_("Locked, because nobody touched the computer for {count} minutes.")),
            "asleep": translate(N_("Locked, because the computer slept.")),
            "asked": translate(N_("Locked.")),
        }[left.why].format(count=minutes)
        on = (
            N_("The interview is kept: after opening you are at the same question, every answer there.")
            if left.interviewing
            else N_("Everything is saved; after opening you are where you were.")
        )
        return f"{why} {translate(on)}" if language() != CHINESE else f"{why}{translate(on)}"

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
