"""The card of who helps a household, with what was pledged; a step is recorded in the ordinary interview."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from yihu.actions.show_pairs import list_pairs
from yihu.base.i18n import N_, translate
from yihu.register.codes import label as code_label
from yihu.storage.roles import VIEWER
from yihu.ui.look import Card, LinkButton, SecondaryButton, StatePill, clear, label, look
from yihu.ui.pairing.presenter import pledge_words
from yihu.ui.routes import HelpersRoute, InterviewRoute, PrintRoute

if TYPE_CHECKING:
    from yihu.actions.show_pairs import PairLine
    from yihu.actions.workspace import Workspace


class PairsCard(Card):
    """Hidden where nobody helps. Signals: wanted: a `Route`."""

    wanted = Signal(object)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(translate(N_("Helpers")), " ", parent)
        self._workspace = workspace
        self._rows = QVBoxLayout()
        self._rows.setSpacing(look().px(6))
        self.body.addLayout(self._rows)

    def show_household(self, household_id: str) -> None:
        """Who helps this one."""
        clear(self._rows)
        lines = list_pairs(self._workspace, household_id=household_id)
        self.setVisible(bool(lines))
        for line in lines:
            self._rows.addWidget(self._row(line))

    def _row(self, line: PairLine) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look().px(10))
        words = QVBoxLayout()
        words.setSpacing(0)
        helper = LinkButton(line.helper_name or "—")
        helper.clicked.connect(lambda: self.wanted.emit(HelpersRoute(helper=line.helper)))
        words.addWidget(helper)
        told = (line.unit, line.since, pledge_words(line))
        words.addWidget(label(" · ".join(part for part in told if part), "secondary", wrap=True))
        row.addLayout(words, 1)
        row.addWidget(
            StatePill(code_label("pairing_role", line.role), "green" if line.role == "main" else "grey")
        )
        if line.card_photo:
            row.addWidget(StatePill(translate(N_("card signed")), "green"))
        else:
            card = SecondaryButton(translate(N_("Card")), "printer", small=True)
            card.setAccessibleName(f"{card.text()} {line.helper_name}")
            card.clicked.connect(
                lambda: self.wanted.emit(
                    PrintRoute(household_ids=(line.household_id,), kind="intention_card", record=line.record)
                )
            )
            row.addWidget(card)
        if self._workspace.store.role != VIEWER:
            step = SecondaryButton(translate(N_("Record a step")), small=True)
            step.setAccessibleName(f"{step.text()} {line.helper_name}")
            step.clicked.connect(
                lambda: self.wanted.emit(
                    InterviewRoute(household_id=line.household_id, form_id="pairing", record=line.record)
                )
            )
            row.addWidget(step)
        return box
