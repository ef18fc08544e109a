"""What the household plans would bring into the village's plan, to be chosen from before anything changes."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from yihu.base.i18n import N_, translate
from yihu.ui.campaign.entry_panel import EntryPanel
from yihu.ui.interview.wrapped import WrappedLabel
from yihu.ui.look import StatePill, clear, label, look, rule
from yihu.ui.look.fields import LabelledField
from yihu.ui.village_plan.presenter import GatherRow, VillagePlanPresenter

_MOST_HOUSEHOLDS = 999


class GatherPanel(EntryPanel):
    """Signals:
    looked: another number of households is wanted: look again.
    wanted: bring in the chosen ones.
    """

    looked = Signal(int)
    wanted = Signal()

    def __init__(self, presenter: VillagePlanPresenter) -> None:
        super().__init__(translate(N_("What the households need")), translate(N_("Bring into the plan")))
        self._presenter = presenter
        self.boxes: dict[str, QCheckBox] = {}
        self.summary = WrappedLabel("", "body2")
        self.at_least = QSpinBox()
        self.at_least.setRange(1, _MOST_HOUSEHOLDS)
        self.at_least.setKeyboardTracking(False)
        self.at_least.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.at_least.valueChanged.connect(self.looked)
        field = LabelledField(translate(N_("An item needs at least so many households")), self.at_least)  # type: ignore[arg-type]
        field.setMaximumWidth(look().px(320))
        self.list = QVBoxLayout()
        self.list.setSpacing(look().px(6))
        self.few = WrappedLabel("", "body2")
        self.body.addWidget(self.summary)
        self.body.addWidget(field)
        self.body.addLayout(self.list)
        self.body.addWidget(self.few)
        self.foot()

    def ask(self) -> None:
        """What was found last."""
        presenter = self._presenter
        self.at_least.blockSignals(True)
        self.at_least.setValue(presenter.at_least)
        self.at_least.blockSignals(False)
        self.summary.setText(presenter.gather_words())
        self.few.setText(presenter.few_words())
        self.few.setVisible(bool(presenter.few_words()))
        clear(self.list)
        self.boxes.clear()
        rows = presenter.gather_rows()
        for row in rows:
            if self.boxes:
                self.list.addWidget(rule())
            self.list.addWidget(self._line(row))
        if not rows:
            words = translate(N_("The village's plan says all that so many households need."))
            self.list.addWidget(label(words, "body2", wrap=True))
        self.go_button.setVisible(bool(rows))
        self._count()
        self.come()
        (next(iter(self.boxes.values())) if self.boxes else self.leave_button).setFocus()

    def _line(self, row: GatherRow) -> QWidget:
        line = QWidget()
        across = QHBoxLayout(line)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(look().px(12))
        box = QCheckBox(row.words)
        box.setChecked(True)
        box.toggled.connect(self._count)
        box.setAccessibleDescription(row.more)
        self.boxes[row.row] = box
        words = QVBoxLayout()
        words.setSpacing(look().px(2))
        words.addWidget(box)
        if row.more:
            more = WrappedLabel(row.more, "secondary")
            more.setContentsMargins(look().px(28), 0, 0, 0)
            words.addWidget(more)
        across.addLayout(words, 1)
        across.addWidget(StatePill(row.kind, row.tone))
        return line

    def chosen(self) -> list[str]:
        """Rows that are to come."""
        return [row for row, box in self.boxes.items() if box.isChecked()]

    def _count(self) -> None:
        count = len(self.chosen())
        words = translate(N_("Bring into the plan ({count})")).format(count=count)
        self.go_button.setText(words)
        self.go_button.setAccessibleName(words)
        self.go_button.setEnabled(bool(count))

    def go(self) -> None:
        """Bring them in: the page does it, beside the window."""
        self.wanted.emit()
