"""Every answer goes to the disk before the next question; what could not is kept and tried again."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from yihu.base.errors import UserError

if TYPE_CHECKING:
    from yihu.engine import Outcome

Save = Callable[["Outcome", str], None]
"""Makes an outcome durable with the ref the person is at; raises `UserError` if it can't."""


class Keeping:
    """The outcomes of one interview on their way to the disk, in their order."""

    def __init__(self, save: Save) -> None:
        self._save = save
        self._waiting: list[tuple[Outcome, str]] = []
        self.trouble: UserError | None = None

    @property
    def all_saved(self) -> bool:
        """Whether nothing waits for the disk."""
        return not self._waiting

    def keep(self, outcome: "Outcome", at_ref: str) -> bool:
        """Save this outcome after all that wait; False leaves it waiting, and `trouble` says why."""
        self._waiting.append((outcome, at_ref))
        return self.try_again()

    def try_again(self) -> bool:
        """Save what waits; False when the disk still refuses."""
        self.trouble = None
        while self._waiting:
            try:
                self._save(*self._waiting[0])
            except UserError as trouble:
                self.trouble = trouble
                return False
            del self._waiting[0]
        return True
