"""The card of the lists that a household is on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from yihu.actions.list_selections import OnSelection, selections_of
from yihu.base.i18n import N_, translate
from yihu.register.codes import label as code_label
from yihu.ui.look import Card, LinkButton, StatePill, clear, label, look
from yihu.ui.routes import SelectionsRoute
from yihu.ui.tone import Tone

if TYPE_CHECKING:
    from yihu.actions.workspace import Workspace

_TONES: dict[str, Tone] = {"filter": "green", "hand": "blue", "out": "grey"}


class SelectionsCard(Card):
    """Hidden where it is on none. Signals: wanted: the `Route` of a selection."""

    wanted = Signal(object)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(translate(N_("On these lists")), "", parent)
        self._workspace = workspace
        self._rows = QVBoxLayout()
        self._rows.setSpacing(look().px(6))
        self.body.addLayout(self._rows)

    def show_household(self, household_id: str) -> None:
        """The lists of this one."""
        clear(self._rows)
        found = selections_of(self._workspace, household_id)
        self.setVisible(bool(found))
        for each in found:
            self._rows.addWidget(self._row(each))

    def _row(self, on: OnSelection) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look().px(10))
        words = QVBoxLayout()
        words.setSpacing(0)
        name = LinkButton(on.name or "—")
        name.clicked.connect(lambda: self.wanted.emit(SelectionsRoute(selection=on.id)))
        words.addWidget(name)
        told = (on.reason, translate(N_("final")) if on.final else "")
        if any(told):
            words.addWidget(label(" · ".join(part for part in told if part), "secondary", wrap=True))
        row.addLayout(words, 1)
        row.addWidget(StatePill(code_label("pick_how", on.how), _TONES[on.how]))
        return box
