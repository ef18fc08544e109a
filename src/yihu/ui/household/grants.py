"""The card of what a household and its students were granted, of all funds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from yihu.actions.show_funds import list_grants_of
from yihu.base.i18n import N_, translate
from yihu.planning.money import yuan_words
from yihu.register.codes import label as code_label
from yihu.ui.look import Card, LinkButton, StatePill, clear, label, look
from yihu.ui.routes import FundsRoute
from yihu.ui.tone import Tone

if TYPE_CHECKING:
    from yihu.actions.workspace import Workspace
    from yihu.planning.statements import Given


class GrantsCard(Card):
    """Hidden where it got nothing. Signals: wanted: the `Route` of a fund."""

    wanted = Signal(object)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(translate(N_("Granted")), " ", parent)
        self._workspace = workspace
        self._rows = QVBoxLayout()
        self._rows.setSpacing(look().px(6))
        self.body.addLayout(self._rows)

    def show_household(self, household_id: str) -> None:
        """What this one got."""
        clear(self._rows)
        given = list_grants_of(self._workspace, household_id)
        self.setVisible(bool(given))
        total = sum(each.fen for each in given)
        self.set_beside(translate(N_("{amount} yuan in all")).format(amount=yuan_words(total)))
        for each in reversed(given):
            self._rows.addWidget(self._row(each))

    def _row(self, given: Given) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look().px(10))
        words = QVBoxLayout()
        words.setSpacing(0)
        fund = LinkButton(given.fund_name or "—")
        fund.clicked.connect(lambda: self.wanted.emit(FundsRoute(fund=given.grant.fund)))
        words.addWidget(fund)
        told = (given.grant.paid_on or given.grant.approved_on, given.grant.purpose)
        words.addWidget(label(" · ".join(part for part in told if part), "secondary", wrap=True))
        row.addLayout(words, 1)
        row.addWidget(label(yuan_words(given.fen or given.held_fen or given.promised_fen), "strong"))
        row.addWidget(StatePill(*_state(given)))
        return box


def _state(given: Given) -> tuple[str, Tone]:
    if given.held_fen:
        return translate(N_("Not covered")), "red"
    tones: dict[str, Tone] = {"approved": "blue", "paid": "green", "returned": "amber"}
    return code_label("grant_state", given.grant.state), tones.get(given.grant.state, "grey")
