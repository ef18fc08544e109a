"""The passphrase: change it, or set a new one with the recovery sheet."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from yihu.actions.file_names import safe_name
from yihu.actions.open_folder import workspace_of
from yihu.actions.recovery_sheet import PUT_AWAY
from yihu.actions.shipped_forms import keep_shipped
from yihu.actions.workspace import Workspace
from yihu.actions.write_file import write_whole
from yihu.base.clock import Clock
from yihu.base.errors import FolderNotWritable
from yihu.base.i18n import CHINESE, ENGLISH, language
from yihu.base.ids import Randomness
from yihu.sync.recovery_words import key_from_words, words_from_key


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryWords:
    """What stands on a recovery sheet: shown and printed once, kept nowhere.

    Attributes:
        chinese, english: the same key in both lists; either opens the folder.
        team, laptop, made_ms: for the heading of the sheet.
    """

    chinese: tuple[str, ...]
    english: tuple[str, ...]
    team: str
    laptop: str
    made_ms: int


def change_passphrase(workspace: Workspace, old: str, new: str) -> None:
    """A new passphrase; a crash leaves the old one or the new one, never none.

    Earlier backups still open with the old one. Raises PassphraseWrong (after a wait), PassphraseShort.
    """
    workspace.store.change_passphrase(old, new)


def make_recovery_words(workspace: Workspace, passphrase: str) -> RecoveryWords:
    """New words for paper. A sheet that was made before doesn't open the folder any more.

    Raises PassphraseWrong (after a wait).
    """
    workspace.store.prove_passphrase(passphrase)
    workspace.store.set_setting(PUT_AWAY, False)
    secret = workspace.store.make_recovery_key()
    return RecoveryWords(
        chinese=words_from_key(secret, CHINESE),
        english=words_from_key(secret, ENGLISH),
        team=workspace.team,
        laptop=workspace.store.laptop,
        made_ms=workspace.clock.now_ms(),
    )


def save_recovery_words(words: RecoveryWords, target: Path) -> Path:
    """Write the sheet as PDF: a file name ending in `.pdf`, or a folder. Raises FolderNotWritable, DiskFull.

    The file opens the folder: print it and remove it.
    """
    day = _day(words)
    name = safe_name(f"{words.laptop}-{day}")
    path = target if target.suffix.lower() == ".pdf" else target / f"{name}.pdf"
    if not path.parent.is_dir():
        raise FolderNotWritable(name=path.parent.name)
    write_whole(path, draw_recovery_words(words))
    return path


def draw_recovery_words(words: RecoveryWords) -> bytes:
    """The sheet as PDF, one page, in the language in force: for a printer."""
    from yihu.printing.recovery_sheet import RecoveryPaper, print_recovery_sheet

    code = " ".join(words.english)
    paper = RecoveryPaper(
        name=words.team, chinese=words.chinese, english=words.english, code=code, day=_day(words)
    )
    file = io.BytesIO()
    print_recovery_sheet(paper, file, language=language())
    return file.getvalue()


def _day(words: RecoveryWords) -> str:
    return f"{datetime.fromtimestamp(words.made_ms / 1000).astimezone():%Y-%m-%d}"


def recover_folder(
    folder: Path, words: str, new_passphrase: str, *, clock: Clock, random: Randomness
) -> Workspace:
    """Open a folder by the words of its recovery sheet and give it a new passphrase. The sheet stays valid.

    Raises WordsIncomplete, WordUnknown, WordsWrong, RecoveryMissing, RecoveryWrong, PassphraseShort, and as
    `open_folder`; then nothing was changed.
    """
    from yihu.storage.keyring import check_passphrase
    from yihu.storage.safe_keeping import recovery_key
    from yihu.storage.store import Store

    check_passphrase(new_passphrase)
    secret = key_from_words(words)
    store = Store.open_by(folder, lambda: recovery_key(folder, secret), clock, random)
    try:
        store.set_passphrase(new_passphrase)
        keep_shipped(store)
    except BaseException:
        store.close()
        raise
    return workspace_of(folder, store, clock, random)


@dataclass(frozen=True, slots=True, kw_only=True)
class PassphraseWait:
    """How many wrong passphrases were typed in a row, and how long the last of them makes one wait."""

    wrong: int
    seconds: float


def passphrase_wait(folder: Path) -> PassphraseWait:
    """What to tell who waits. Quick; may be asked while a passphrase is being tried in another thread."""
    from yihu.storage.keyring import wait_seconds, wrong_in_a_row

    wrong = wrong_in_a_row(folder)
    return PassphraseWait(wrong=wrong, seconds=wait_seconds(wrong))
