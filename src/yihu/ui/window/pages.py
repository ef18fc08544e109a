"""What a page is, and how one plugs into the window.

A page is a widget made from a presenter. Presenters know no Qt and hold all state; the window keeps
them, and makes the pages anew when language, theme or text scale change. `enter` is then called
again with the route the page already shows: a presenter keeps its state if the route is the same.

A page's package offers `PARTS = PageParts(presenter=..., page=...)` in its `page.py`
(`yihu.ui.handover.page` also `CONFLICTS_PARTS`); `yihu.ui.app.PAGES` is the table of them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from yihu.ui.look.header import PageHeader
from yihu.ui.routes import Route

RailEntry = Literal["visits", "plans", "print", "handover", "overview", "campaign", "settings"]


class Page(QWidget):
    """One page: a header above a body.

    Signals:
        go: a `Route` the person wants to see.
        back: to where the person came from.
        changed: something was stored that the rail's badge may show.
        finished: a household was finished: a second copy is due.
        locked: lock the window. rebuilt: language or look changed (both: the settings).
    """

    go = Signal(object)
    back = Signal()
    changed = Signal()
    finished = Signal()
    locked = Signal()
    rebuilt = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "paper")
        self.header = PageHeader(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.header)

    @property
    def title(self) -> str:
        """The page's name, for the window's title and screen readers."""
        return self.header.title()

    def set_body(self, body: QWidget) -> None:
        """Put the page's content under the header."""
        self._column.addWidget(body, 1)

    def enter(self, route: Any) -> None:
        """Show what the route names. Called each time the page comes to the front."""

    def leave(self) -> bool:
        """Put away what is open. False keeps the person here (say why on the page)."""
        return True

    def place(self) -> Route | None:
        """What leads back to just here where the page shows another part than its route named; else None."""
        return None

    def pause(self) -> bool:
        """Let go of what is open because the window is locked; the person comes back to this place."""
        return self.leave()


@dataclass(frozen=True, slots=True, kw_only=True)
class PageParts:
    """What a page's package offers: its presenter (from the workspace), its page (from that)."""

    presenter: Callable[[Any], Any]
    page: Callable[[Any], Page]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageKind:
    """One kind of page for the window's table of pages (`yihu.ui.app.PAGES`).

    Attributes:
        route: the class of routes it answers.
        rail: the entry of the rail that is lit while it shows.
        load: imports the page's package, when first wanted, and returns its parts.
    """

    route: type[Route]
    rail: RailEntry
    load: Callable[[], PageParts]
