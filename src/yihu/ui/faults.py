"""A fault of the program itself in the window: told to the person, and never with an answer in the words.

Python would print the fault's own text (`KeyError: '<an answer>'`) where desktops keep it in a log.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from traceback import extract_tb
from types import TracebackType
from typing import Any

from PySide6.QtWidgets import QMessageBox, QWidget

from yihu.base.i18n import N_, translate
from yihu.ui.look.background import Unexpected


def without_values(kind: type[BaseException], trace: TracebackType | None) -> str:
    """What kind of fault it was and where in the program, without its text."""
    places = (f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in extract_tb(trace))
    return "\n".join((f"yihu: {kind.__name__} [internal-error]", *places))


def catch_faults(tell: Callable[[], None]) -> None:
    """From now on faults that nothing caught are written without their text, and told with `tell`.

    `YIHU_DEBUG` leaves all as Python does it.
    """
    if os.environ.get("YIHU_DEBUG"):
        return

    def caught(kind: type[BaseException], fault: BaseException | None, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt | SystemExit):
            sys.__excepthook__(kind, fault or kind(), trace)
            return
        if sys.stderr is not None:
            print(without_values(kind, trace), file=sys.stderr)
        if threading.current_thread() is threading.main_thread():
            tell()

    def caught_elsewhere(args: Any) -> None:
        caught(args.exc_type, args.exc_value, args.exc_traceback)

    sys.excepthook = caught
    threading.excepthook = caught_elsewhere
    sys.unraisablehook = caught_elsewhere


def teller(window: QWidget) -> Callable[[], None]:
    """Tells in the window; one box at a time, however many faults come."""
    box = QMessageBox(
        QMessageBox.Icon.Warning, translate(N_("Yihu")), "", QMessageBox.StandardButton.Ok, window
    )

    def tell() -> None:
        if not box.isVisible():
            told = Unexpected()
            box.setText(told.explain())
            box.setInformativeText(told.advise())
            box.open()

    return tell
