"""Something is written down on the page itself, without a dialog: fields, what was refused, two buttons."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from yihu.actions.workspace import Workspace
from yihu.base.errors import UserError
from yihu.base.i18n import N_, translate
from yihu.storage.roles import VIEWER
from yihu.ui.interview.wrapped import WrappedLabel
from yihu.ui.look import (
    Card,
    Notice,
    PrimaryButton,
    ProgressStrip,
    SecondaryButton,
    look,
    run_in_background,
)
from yihu.ui.look.fields import LabelledField

ONLY_LOOKS = N_("This laptop only looks; under Settings, Safety, who has the passphrase can change that.")


class EntryPanel(Card):
    """Hidden until `come` shows it.

    Attributes:
        result: what the last deed gave back.

    Signals:
        written: it was written down.
        closed: nothing was written after all.
    """

    written = Signal()
    closed = Signal()

    def __init__(self, words: str, button: str, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.body.setSpacing(look().px(10))
        self.title = WrappedLabel(words, "question")
        self.body.addWidget(self.title)
        self.notice, self.strip = Notice(), ProgressStrip()
        self.result: object = None
        self.go_button = PrimaryButton(button)
        self.go_button.clicked.connect(self.go)
        self.leave_button = SecondaryButton(translate(N_("Don't save")))
        self.leave_button.clicked.connect(self._leave)
        self.hide()

    def row(self, *fields: QWidget) -> None:
        """Fields beside each other."""
        line = QHBoxLayout()
        line.setSpacing(look().px(12))
        for field in fields:
            line.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(line)

    def foot(self, *more: QWidget) -> None:
        """What was refused, and the buttons; the last thing of a panel."""
        self.body.addWidget(self.notice)
        self.body.addWidget(self.strip)
        line = QHBoxLayout()
        line.setSpacing(look().px(12))
        for button in (self.go_button, *more, self.leave_button):
            line.addWidget(button)
        line.addStretch(1)
        self.body.addLayout(line)

    def go(self) -> None:
        """Write it down."""

    def attempt(self, deed: Callable[[], object]) -> None:
        """Do it beside the window, as a large fund takes its time; why not, if it was refused, stands on the panel.

        `deed` runs in another thread: it touches no widget.
        """
        self.notice.hide()
        self.go_button.setEnabled(False)
        saving = translate(N_("Saving the entry"))
        run_in_background(lambda _: deed(), self._done, failed=self._refused, strip=self.strip, what=saving)

    def _done(self, result: object) -> None:
        self.go_button.setEnabled(True)
        self.result = result
        self.hide()
        self.written.emit()

    def _refused(self, error: UserError) -> None:
        self.go_button.setEnabled(True)
        self.notice.show_error(error)

    def come(self) -> None:
        """Show it."""
        self.notice.hide()
        self.show()

    def _leave(self) -> None:
        self.hide()
        self.closed.emit()


def line_field(words: str, hint: str = "") -> LabelledField:
    """A line to write in; Enter goes to the next one."""
    field = QLineEdit()
    made = LabelledField(words, field, hint)
    field.returnPressed.connect(made.focusNextChild)
    return made


def box_field(words: str, choices: tuple[tuple[str, str], ...] = ()) -> LabelledField:
    """A box to choose from: (value, words)."""
    box = QComboBox()
    fill_box(box, choices)
    return LabelledField(words, box)


def fill_box(box: QComboBox, choices: tuple[tuple[str, str], ...]) -> None:
    """Other choices; the one that was chosen stays so where it is still there."""
    chosen = box.currentData()
    box.clear()
    for value, words in choices:
        box.addItem(words, value)
    box.setCurrentIndex(max(0, box.findData(chosen)) if choices else -1)


def forbid(workspace: Workspace, *buttons: PrimaryButton | SecondaryButton) -> None:
    """Who only looks writes nothing down, and is told why."""
    why = translate(ONLY_LOOKS) if workspace.store.role == VIEWER else ""
    for button in buttons:
        button.forbid(why)
