"""One path for work beside the window: thread, progress, stop, error shown inline."""

import logging
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, QTimer, Signal
from shiboken6 import isValid

from yihu.base.errors import UserError
from yihu.base.i18n import N_
from yihu.base.progress import Progress, Stoppable
from yihu.ui.look.cards import Notice
from yihu.ui.look.progress import ProgressStrip

_log = logging.getLogger(__name__)


class Unexpected(UserError):
    """A fault of the program itself. Nothing of its text is shown: it may hold personal data."""

    code = "unexpected"
    message = N_("The program met a fault of its own.")
    advice = N_(
        "All answers saved before are kept. Start the program again; if it happens again, tell your supporter this code."
    )


def as_user_error(error: Exception) -> UserError:
    """The error itself if a person can act on it, else `Unexpected` from it."""
    if isinstance(error, UserError):
        return error
    wrapped = Unexpected()
    wrapped.__cause__ = error
    _log.error("unexpected %s", type(error).__name__)
    return wrapped


class _Job(QRunnable):
    def __init__(self, work: Callable[[Progress], Any], operation: "Operation") -> None:
        super().__init__()
        self.setAutoDelete(False)
        self._work, self._operation = work, operation

    def run(self) -> None:
        operation = self._operation
        try:
            result, error = self._work(operation.progress), None
        except Exception as fault:
            result, error = None, as_user_error(fault)
        if isValid(operation):  # else the program ended meanwhile
            operation.outcome = (result, error)
            operation.ended.emit()


class Operation(QObject):
    """One piece of work in another thread.

    Signals:
        ended: in the window's thread, after success, error or stop.
    """

    ended = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.progress = Stoppable()
        self.outcome: tuple[Any, UserError | None] | None = None
        self.dropped = False

    def stop(self) -> None:
        """Ask the work to stop at its next step; it then fails with `Cancelled`."""
        self.progress.stop()

    def drop(self) -> None:
        """Nobody wants its answer any more: stop it, and tell neither result nor error."""
        self.dropped = True
        self.stop()


class Latest:
    """Where a person may ask again before the answer came: only the last question is answered."""

    def __init__(self) -> None:
        self._asked: Operation | None = None

    def ask(self, work: Callable[[Progress], Any], done: Callable[[Any], None], **how: Any) -> None:
        """As `run_in_background`; what was asked before is stopped and forgotten."""
        self.forget()
        self._asked = run_in_background(work, done, **how)

    def forget(self) -> None:
        """The answer to what was asked, if it is still to come, counts no more."""
        if self._asked is not None and self._asked in _running:
            self._asked.drop()


_running: dict[Operation, tuple[_Job, QTimer]] = {}


def run_in_background(
    work: Callable[[Progress], Any],
    done: Callable[[Any], None],
    *,
    failed: Callable[[UserError], None] | None = None,
    strip: ProgressStrip | None = None,
    notice: Notice | None = None,
    what: str = "",
) -> Operation:
    """Do `work(progress)` in another thread, then call `done(result)` in the window's.

    While it runs, `strip` tells `what` and where it stands; its Stop button stops the work. An
    error goes to `failed`, else is shown in `notice`. If the page is gone by then (a widget of
    the strip or notice deleted), the result is dropped.
    """
    operation = Operation()
    job = _Job(work, operation)
    timer = QTimer(operation)
    timer.setInterval(80)
    if strip is not None:
        strip.start(what)
        strip.stopped.connect(operation.stop)
        timer.timeout.connect(lambda: _tell(strip, operation))
        timer.start()

    def finish() -> None:
        timer.stop()
        _running.pop(operation, None)
        result, error = operation.outcome or (None, None)
        if not _alive(strip, notice):
            return
        if strip is not None:
            strip.stopped.disconnect(operation.stop)
        if operation.dropped:
            operation.deleteLater()
            return
        if strip is not None:
            strip.finish()
        if error is None:
            done(result)
        elif failed is not None:
            failed(error)
        elif notice is not None:
            notice.show_error(error)
        operation.deleteLater()

    operation.ended.connect(finish)
    _running[operation] = (job, timer)
    QThreadPool.globalInstance().start(job)
    return operation


def _alive(*widgets: QObject | None) -> bool:
    return all(widget is None or isValid(widget) for widget in widgets)


def _tell(strip: ProgressStrip, operation: Operation) -> None:
    if _alive(strip) and not operation.dropped:
        strip.tell(operation.progress.done, operation.progress.total)


def busy() -> bool:
    """Whether any work runs beside the window."""
    return bool(_running)


def wait_for_all() -> None:
    """Stop and await everything; before the store closes."""
    for operation in list(_running):
        operation.stop()
    QThreadPool.globalInstance().waitForDone()
