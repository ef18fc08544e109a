"""A wrong passphrase makes one wait: how long still, told in the strip of the work that waits."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from yihu.base.i18n import N_, translate
from yihu.ui.look.progress import ProgressStrip

if TYPE_CHECKING:
    from yihu.actions.change_passphrase import PassphraseWait

LOOK_EVERY_MS = 200


class Countdown(QTimer):
    """Looks, while a passphrase is being tried, whether it was counted as wrong; then counts the wait down.

    Args:
        wait: how it stands now (`passphrase_wait` of the folder).
        strip: shows the work; hidden as soon as the work ends, and this ends with it.
    """

    def __init__(self, wait: Callable[[], PassphraseWait], strip: ProgressStrip) -> None:
        super().__init__(strip)
        self._wait, self._strip = wait, strip
        self._before = wait().wrong
        self._until_s: float | None = None
        self._told = -1
        self.setInterval(LOOK_EVERY_MS)
        self.timeout.connect(self.look)
        self.start()

    def look(self) -> None:
        """Tell the seconds that are left."""
        if self._strip.isHidden():
            self.stop()
            self.deleteLater()
            return
        if self._until_s is None:
            now = self._wait()
            if now.wrong <= self._before or not now.seconds:
                return
            self._until_s = time.monotonic() + now.seconds
        left = max(0, math.ceil(self._until_s - time.monotonic()))
        if left != self._told:
            self._told = left
            words = translate(N_("The passphrase is wrong. It can be typed again in {seconds} s."))
            self._strip.start(words.format(seconds=left), stoppable=False)
