"""Locks by itself: nobody touched the computer for a while, or it slept."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import (
    QAbstractNativeEventFilter,
    QByteArray,
    QCoreApplication,
    QEvent,
    QObject,
    Qt,
    QTimer,
    Slot,
)
from PySide6.QtGui import QGuiApplication, QWindow

from yihu.actions.lock import ASLEEP_MS, IdleWatch
from yihu.base.clock import Clock
from yihu.ui.look.background import busy

ASK_EVERY_MS = 15_000
_TOUCHES = frozenset(
    (
        QEvent.Type.KeyPress,
        QEvent.Type.InputMethod,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    )
)
_POWER_BROADCAST, _SUSPENDS = 0x218, 4


class LockWatch(QObject):
    """Watches what reaches the program's windows; not each widget's events, which are a hundred times as many.

    Sleep is noticed by a jump of the clock between two questions, on waking up before anything is shown, and, where
    the system tells beforehand (logind, Windows), at once.

    Args:
        minutes: of the preferences; 0 locks after sleep only.
        open_now: whether there is anything to lock.
        lock: called with `idle` or `asleep`.
    """

    def __init__(
        self,
        clock: Clock,
        minutes: Callable[[], int],
        open_now: Callable[[], bool],
        lock: Callable[[Any], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._clock, self._minutes, self._open_now, self._lock = clock, minutes, open_now, lock
        self._watch = self._begin()
        self.timer = QTimer(self)
        self.timer.setInterval(ASK_EVERY_MS)
        self.timer.timeout.connect(self.ask)
        self.timer.start()
        app = QCoreApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.focusWindowChanged.connect(self.follow)
        app.applicationStateChanged.connect(self._state_changed)
        self._tellers = _system_tellers(self)

    def _begin(self) -> IdleWatch:
        now = self._clock.now_ms()
        return IdleWatch(minutes=self._minutes(), touched_ms=now, asked_ms=now)

    def begin(self) -> None:
        """A folder was opened: count from now."""
        self._watch = self._begin()

    def follow(self, window: QWindow | None) -> None:
        """Keys and mouse in this window count from now on."""
        if window is not None:
            window.installEventFilter(self)

    def ask(self) -> None:
        """Lock if it is time to."""
        if not self._open_now():
            return
        now = self._clock.now_ms()
        if now < self._watch.touched_ms or now < self._watch.asked_ms:  # the clock was set back
            self.begin()
        slept = now - self._watch.asked_ms
        if busy():  # a long hand-over is no idleness
            self._watch.touch(now)
        self._watch.minutes = self._minutes()
        if self._watch.is_due(now):
            self._lock("asleep" if slept > ASLEEP_MS else "idle")

    def fall_asleep(self) -> None:
        """The computer is about to sleep."""
        if self._open_now():
            self._lock("asleep")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHES:
            self._watch.touch(self._clock.now_ms())
        return False

    def _state_changed(self, state: Qt.ApplicationState) -> None:
        if state == Qt.ApplicationState.ApplicationSuspended:
            self.fall_asleep()
        elif state == Qt.ApplicationState.ApplicationActive:
            self.ask()


def _system_tellers(watch: LockWatch) -> list[object]:
    """What the system offers; kept alive by the watch."""
    if sys.platform == "win32":
        return [_PowerMessages(watch)]
    return [_LogindMessages(watch)] if sys.platform.startswith("linux") else []


class _PowerMessages(QAbstractNativeEventFilter):
    """Windows says beforehand that it goes to sleep."""

    def __init__(self, watch: LockWatch) -> None:
        super().__init__()
        self._watch = watch
        app = QCoreApplication.instance()
        assert app is not None
        app.installNativeEventFilter(self)

    def nativeEventFilter(  # type: ignore[override]
        self, kind: QByteArray | bytes, message: int
    ) -> tuple[bool, int]:
        import ctypes.wintypes

        told = ctypes.wintypes.MSG.from_address(int(message))
        if told.message == _POWER_BROADCAST and told.wParam == _SUSPENDS:
            self._watch.fall_asleep()
        return False, 0


class _LogindMessages(QObject):
    """Linux desktops say so through logind, where there is one and the package has Qt's module for it."""

    def __init__(self, watch: LockWatch) -> None:
        super().__init__(watch)
        self._watch = watch
        try:
            from PySide6.QtCore import SLOT
            from PySide6.QtDBus import QDBusConnection
        except ImportError:
            return
        bus = QDBusConnection.systemBus()
        if bus.isConnected():
            bus.connect(
                "org.freedesktop.login1",
                "/org/freedesktop/login1",
                "org.freedesktop.login1.Manager",
                "PrepareForSleep",
                self,
                SLOT("told(bool)"),
            )

    @Slot(bool)
    def told(self, going: bool) -> None:
        """About to sleep (true), or awake again."""
        if going:
            self._watch.fall_asleep()
