"""24 words for paper: made, shown once, printed or saved, and proved by two of them. No Qt."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

from yihu.actions.change_passphrase import draw_recovery_words, make_recovery_words, save_recovery_words
from yihu.actions.file_names import safe_name
from yihu.actions.recovery_sheet import is_sheet_wanted, note_put_away
from yihu.base.i18n import CHINESE, N_, language, translate
from yihu.sync.recovery_words import split_words

if TYPE_CHECKING:
    from yihu.actions.change_passphrase import RecoveryWords
    from yihu.actions.workspace import Workspace
    from yihu.ui.window.shell import Shell

State = Literal["ask", "words", "check", "done"]


class RecoveryPresenter:
    """State of the page. The words live here only while the page is in front."""

    def __init__(self, workspace: Workspace, shell: Shell) -> None:
        self.workspace = workspace
        self._shell = shell
        self.state: State = "ask"
        self.fresh = False
        self.asked: tuple[int, int] = (0, 1)
        self._words: RecoveryWords | None = None

    def enter(self) -> str:
        """The passphrase of a folder just made, so that nobody types it a third time; else ""."""
        passphrase = self._shell.take_fresh_passphrase()
        self.fresh = self.fresh or bool(passphrase)
        return passphrase

    def make(self, passphrase: str) -> RecoveryWords:
        """New words. Takes a second: not in the window's thread. Raises PassphraseWrong."""
        return make_recovery_words(self.workspace, passphrase)

    def take(self, words: RecoveryWords) -> None:
        """Show them."""
        self._words, self.state = words, "words"

    def replaces_earlier(self) -> bool:
        """Whether a sheet that was put away would be void."""
        return not is_sheet_wanted(self.workspace)

    def words(self) -> tuple[str, ...]:
        """The 24, in the window's language."""
        assert self._words is not None
        return self._words.chinese if language() == CHINESE else self._words.english

    def file_name(self) -> str:
        """What the PDF is called if nobody says otherwise: the team's name is on the sheet too."""
        return f"{safe_name(self.workspace.team)}-{translate(N_('recovery sheet'))}.pdf"

    def save(self, target: Path) -> Path:
        """Write the PDF. Raises FolderNotWritable, DiskFull."""
        assert self._words is not None
        return save_recovery_words(self._words, target)

    def pdf(self) -> bytes:
        """The sheet for a printer."""
        assert self._words is not None
        return draw_recovery_words(self._words)

    def begin_check(self) -> None:
        """Ask for one word of each half."""
        low, high = self.workspace.random(2)
        self.asked = (low % 12, 12 + high % 12)
        self.state = "check"

    def look_again(self) -> None:
        """Back to the words."""
        self.state = "words"

    def check(self, typed: tuple[str, str]) -> tuple[bool, bool]:
        """Whether each word is the one asked for, in either language; if both, the sheet counts as put away."""
        right = (self._fits(self.asked[0], typed[0]), self._fits(self.asked[1], typed[1]))
        if all(right):
            note_put_away(self.workspace)
            self._words, self.state = None, "done"
        return right

    def _fits(self, place: int, typed: str) -> bool:
        assert self._words is not None
        return split_words(typed) in ((self._words.chinese[place],), (self._words.english[place],))

    def leave(self) -> None:
        """The words are shown once."""
        self._words, self.state, self.fresh = None, "ask", False
