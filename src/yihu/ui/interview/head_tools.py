"""At the top of the interview: whether all is saved, the language, survey anew, leave."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from yihu.base.i18n import N_, translate
from yihu.ui.look import PageHeader, SecondaryButton, icon_label, label, set_tone
from yihu.ui.look.tokens import look


class SavedMark(QWidget):
    """Tells at the top that each answer is saved, or that one waits."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look().px(6))
        self._icon = icon_label("check", look().colours.green, 16)
        self._words = label("", "body", tone="green")
        row.addWidget(self._icon)
        row.addWidget(self._words)
        self.show_saved(True)

    def show_saved(self, saved: bool) -> None:
        """Say it in words and colour."""
        self._words.setText(translate(N_("Each answer is saved") if saved else N_("Not saved yet")))
        set_tone(self._words, "green" if saved else "red")
        self._icon.setVisible(saved)


class HeadTools(QWidget):
    """The header's marks and buttons.

    Signals:
        again_asked: words to say before the second press begins the survey anew.
        again_wanted: it was pressed twice.
    """

    again_asked = Signal(str)
    again_wanted = Signal()

    def __init__(self, header: PageHeader) -> None:
        super().__init__(header)
        self.hide()
        self._saved = SavedMark()
        self.retry = SecondaryButton(translate(N_("Save again")), "refresh-cw")
        self.retry.hide()
        self.again = SecondaryButton(translate(N_("Survey anew…")), "refresh-cw")
        self.again.clicked.connect(self._press_again)
        self._asked = False
        self.language = SecondaryButton("")
        self.language.setToolTip(translate(N_("Language of the questions (F6)")))
        self.home = SecondaryButton(translate(N_("Leave, go on later")))
        self.home.setToolTip("Esc")
        for widget in (self._saved, self.retry, self.again, self.language, self.home):
            header.add_action(widget)
        for button in (self.again, self.language, self.home):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def show_saved(self, saved: bool) -> None:
        """Whether each answer is saved; if not, it can be tried again."""
        self._saved.show_saved(saved)
        self.retry.setVisible(not saved)

    def show_interview(self, languages: tuple[str, ...], *, again: bool) -> None:
        """What the open interview offers."""
        self.language.setVisible(len(languages) > 1)
        self.language.setText(" / ".join(name.split(" (")[0] for name in languages))
        self.again.setVisible(again)
        self.again.setText(translate(N_("Survey anew…")))
        self._asked = False

    def _press_again(self) -> None:
        """The first press asks, the second does it: nothing is lost, but all is asked anew."""
        if self._asked:
            self.again_wanted.emit()
            return
        self._asked = True
        self.again.setText(translate(N_("Really anew? Press again")))
        words = N_("Members and address stay; the rest is asked anew, with the old answers beside it.")
        self.again_asked.emit(translate(words))
