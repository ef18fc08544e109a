"""One plan as a column: how it stands, its figures, its measures, and the button that chooses it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from yihu.base.i18n import N_, translate
from yihu.ui.compare_plans.presenter import PlanColumn
from yihu.ui.interview.wrapped import WrappedLabel
from yihu.ui.look import LinkButton, SecondaryButton, StatePill, label, rule
from yihu.ui.look.tokens import look


class ColumnCard(QFrame):
    """Signals:
    chosen, opened, copied: with the plan's record.
    """

    chosen = Signal(str)
    opened = Signal(str)
    copied = Signal(str)

    def __init__(self, plan: PlanColumn, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px = look().px
        self.plan = plan
        self.setProperty("card", "chosen" if plan.in_force else "true")
        self.setAccessibleName(f"{plan.title} {plan.standing}")
        column = QVBoxLayout(self)
        column.setContentsMargins(px(18), px(14), px(18), px(14))
        column.setSpacing(px(8))
        head = QHBoxLayout()
        head.addWidget(label(plan.title, "strong"))
        head.addStretch(1)
        head.addWidget(StatePill(plan.standing, plan.tone))
        column.addLayout(head)
        column.addWidget(WrappedLabel(plan.who, "secondary"))
        column.addWidget(self._facts())
        column.addLayout(self._buttons())
        column.addWidget(rule())
        for category, words in plan.measures:
            column.addWidget(self._measure(category, words))
        if not plan.measures:
            column.addWidget(WrappedLabel(translate(N_("no measure yet")), "secondary"))
        for words in plan.missing:
            column.addWidget(WrappedLabel(words, "secondary", tone="red"))
        column.addStretch(1)

    def _facts(self) -> QWidget:
        px, box = look().px, QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(12))
        grid.setVerticalSpacing(px(4))
        for row, (name, figure) in enumerate(self.plan.facts):
            grid.addWidget(WrappedLabel(name, "secondary"), row, 0)
            grid.addWidget(WrappedLabel(figure, "strong"), row, 1)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        return box

    def _measure(self, category: str, words: str) -> QWidget:
        px, box = look().px, QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, px(2), 0, px(2))
        column.setSpacing(px(2))
        pill = QHBoxLayout()
        pill.addWidget(StatePill(category, "green"))
        pill.addStretch(1)
        column.addLayout(pill)
        column.addWidget(WrappedLabel(words, "body2"))
        return box

    def _buttons(self) -> QVBoxLayout:
        record, rows = self.plan.record, QVBoxLayout()
        rows.setSpacing(look().px(4))
        self.choose_button: SecondaryButton | None = None
        if self.plan.can_choose:
            words = translate(N_("Choose this plan"))
            self.choose_button = SecondaryButton(words, "check")
            self.choose_button.setAccessibleName(f"{words}: {self.plan.title}")
            self.choose_button.clicked.connect(lambda: self.chosen.emit(record))
            rows.addWidget(self.choose_button)
        links = QHBoxLayout()
        self.open_button = LinkButton(translate(N_("Open")), "arrow-right")
        self.open_button.setAccessibleName(f"{translate(N_('Open'))}: {self.plan.title}")
        self.open_button.clicked.connect(lambda: self.opened.emit(record))
        self.copy_button = LinkButton(translate(N_("Copy into a new draft")), "copy")
        self.copy_button.setAccessibleName(f"{translate(N_('Copy into a new draft'))}: {self.plan.title}")
        self.copy_button.clicked.connect(lambda: self.copied.emit(record))
        links.addWidget(self.open_button)
        links.addWidget(self.copy_button)
        links.addStretch(1)
        rows.addLayout(links)
        return rows
