"""The foot of the interview: which keys do what, back, and the one next step."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from yihu.base.i18n import N_, translate
from yihu.ui.interview.views import FieldKind, PageView, QuestionView
from yihu.ui.look import ElidedLabel, PrimaryButton, SecondaryButton
from yihu.ui.look.tokens import look

_KEYS = {
    FieldKind.CARDS: N_("Number keys choose"),
    FieldKind.ACKNOWLEDGE: N_("1 confirms"),
    FieldKind.MULTIPLE: N_("Number keys choose, several are allowed"),
    FieldKind.LIST: N_("Type to find, ↑↓ to choose"),
    FieldKind.LONG_TEXT: N_("Shift+Enter new line"),
    FieldKind.MULTIPLE_LIST: N_("Type to find, ↑↓ to go, Enter ticks"),
    FieldKind.LIKERT: N_("Number keys choose"),
    FieldKind.GRID_ROW: N_("Number keys choose"),
    FieldKind.COUNTER: N_("+ and - count"),
    FieldKind.SLIDER: N_("←→ or the number"),
    FieldKind.RATING: N_("←→ or the number"),
    FieldKind.DATE: N_("Alt+↓ calendar"),
    FieldKind.MOMENT: N_("Alt+↓ calendar"),
    FieldKind.PLACE: N_("F2 from a photo"),
    FieldKind.PHOTO: N_("Space chooses a photo"),
    FieldKind.FILE: N_("Space chooses a file"),
    FieldKind.SKETCH: N_("Ctrl+Z takes a line back"),
}


class Footer(QFrame):
    """Key hints at the left, the buttons at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px = look().px
        self.setProperty("ground", "footer")
        self.setFixedHeight(px(72))
        self._keys = ElidedLabel("", "secondary")
        self.previous = SecondaryButton(translate(N_("Previous page")))
        self.previous.setToolTip("PgUp")
        self.next = PrimaryButton(translate(N_("Next page")), main=True)
        self.next.setToolTip("PgDn")
        self.note = SecondaryButton(translate(N_("Comment")), "message-square-text")
        self.note.setToolTip(translate(N_("F7 comment, Shift+F7 to be checked")))
        self.same_page = SecondaryButton(translate(N_("The whole page as last time")))
        self.same_page.setToolTip("Ctrl+F4")
        for button in (self.note, self.same_page):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(px(40), 0, px(40), 0)
        row.setSpacing(px(12))
        row.addWidget(self.note)
        row.addWidget(self._keys, 1)
        row.addWidget(self.same_page)
        row.addWidget(self.previous)
        row.addWidget(self.next)

    def show_page(self, view: PageView, same_page: bool = False) -> None:
        """What can be done on this page; `same_page`: all of it can be answered as at the last visit."""
        self.note.setVisible(bool(view.questions))
        self.same_page.setVisible(same_page)
        self.previous.setEnabled(not view.first)
        self.next.setVisible(not view.last)
        if view.rows is not None and view.rows.anew:
            self._say(
                (
                    N_("F4 all as last time"),
                    N_("1-4 what became of them"),
                    N_("Enter opens"),
                    N_("Insert adds"),
                )
            )
        elif view.rows is not None:
            grows = (N_("Insert adds"), N_("Delete removes")) if view.rows.can_add else ()
            self._say((N_("Enter opens"), *grows, N_("PgDn next page")))
        elif view.last:
            self._say((N_("↑↓ choose"), N_("Enter goes there")))
        elif not any(question.answerable for question in view.questions):
            self._say((N_("Enter next page"),))

    def show_keys(self, view: QuestionView, growing: bool = False) -> None:
        """Which keys answer this question; `growing`: a row can be added beside the one it is in."""
        first = (_KEYS[view.kind],) if view.kind in _KEYS else ()
        same = (N_("F4 same as last time"),) if view.previous else ()
        more = (N_("Insert adds"),) if growing else ()
        more = (N_("F2 work it out"), *more) if view.works_out else more
        self._say((*first, N_("Enter next question"), *same, N_("PgDn next page"), *more))

    def words(self) -> str:
        """The key hints."""
        return self._keys.text()

    def _say(self, msgids: tuple[str, ...]) -> None:
        self._keys.setText(" · ".join(translate(msgid) for msgid in msgids))
