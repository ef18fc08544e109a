"""Causes found and measures to consider, at the right of the plan."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from yihu.base.i18n import N_, translate
from yihu.ui.interview.wrapped import WrappedLabel
from yihu.ui.look import Card, LinkButton, SecondaryButton, StatePill, Tone, clear
from yihu.ui.look.text import TextRole
from yihu.ui.look.tokens import look
from yihu.ui.plan.views import CausesView, SuggestionView

_KEYS = 9
_AT_FIRST = 4


class CausesCard(Card):
    """The causes of poverty with what speaks for them, and what they ask of the plan.

    Signals:
        change_wanted: the person wants to name others, at the visit's questions.
    """

    change_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(translate(N_("Causes of poverty")), parent=parent)
        self._inside = QVBoxLayout()
        self._inside.setSpacing(look().px(6))
        self.body.addLayout(self._inside)

    def show_causes(self, causes: CausesView) -> None:
        """Show these causes, the main one first and red."""
        clear(self._inside)
        pills = QHBoxLayout()
        pills.setSpacing(look().px(8))
        for cause in causes.named:
            words = translate(N_("main: {cause}")).format(cause=cause.words) if cause.main else cause.words
            pills.addWidget(StatePill(words, "red" if cause.main else "amber"))
        pills.addStretch(1)
        self._inside.addLayout(pills)
        if not causes.named:
            self._say(translate(N_("No cause is named yet: the visit asks for it.")), "body2")
        for cause in causes.named:
            if cause.evidence:
                self._say(cause.evidence, "body2")
            if cause.doubt:
                self._say(cause.doubt, "secondary", "amber")
        for one in causes.required:
            self._say(one.words, "secondary", "green" if one.met else "red")
        for cause in causes.unnamed:
            words = translate(N_("The answers also speak for {cause}: {evidence}"))
            self._say(words.format(cause=cause.words, evidence=cause.evidence), "secondary")
        if causes.unnamed or not causes.named or any(cause.doubt for cause in causes.named):
            change = LinkButton(translate(N_("Change the causes in the visit")), "pencil")
            change.clicked.connect(self.change_wanted)
            self._inside.addWidget(change)

    def _say(self, words: str, role: TextRole, tone: Tone | None = None) -> None:
        self._inside.addWidget(WrappedLabel(words, role, tone=tone))


class SuggestionList(Card):
    """Signals:
    adopted: number of the suggestion, from 0.
    """

    adopted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(translate(N_("Measures to consider")), translate(N_("Alt+1–9 takes over")), parent)
        self.buttons: list[SecondaryButton] = []
        self._all: tuple[SuggestionView, ...] = ()
        self._more_wanted = False
        self._inside = QVBoxLayout()
        self._inside.setSpacing(look().px(8))
        self.body.addLayout(self._inside)

    def watch_keys(self, page: QWidget) -> None:
        """Alt+1 to Alt+9 anywhere on the page take a suggestion over."""
        for number in range(_KEYS):
            key = QShortcut(QKeySequence(f"Alt+{number + 1}"), page)
            key.activated.connect(lambda number=number: self.adopted.emit(number))

    def show_suggestions(self, suggestions: tuple[SuggestionView, ...]) -> None:
        """Show these; each with its reason and its button."""
        clear(self._inside)
        self.buttons = []
        self._all = suggestions
        shown = len(suggestions) if self._more_wanted else _AT_FIRST
        for number, suggestion in enumerate(suggestions[:shown]):
            self._inside.addWidget(self._card(number, suggestion))
        if len(suggestions) > shown:
            more = LinkButton(
                translate(N_("{count} more")).format(count=len(suggestions) - shown), "chevron-down"
            )
            more.clicked.connect(self._show_all)
            self._inside.addWidget(more)
        if not suggestions:
            words = translate(N_("Nothing more from the catalogue. Insert adds a measure of your own."))
            self._inside.addWidget(WrappedLabel(words, "body2"))

    def _show_all(self) -> None:
        self._more_wanted = True
        self.show_suggestions(self._all)

    def _card(self, number: int, suggestion: SuggestionView) -> QFrame:
        px = look().px
        card = QFrame()
        card.setProperty("card", "inner")
        row = QHBoxLayout(card)
        row.setContentsMargins(px(14), px(10), px(12), px(10))
        row.setSpacing(px(8))
        words = QVBoxLayout()
        words.setSpacing(px(2))
        words.addWidget(WrappedLabel(suggestion.title, "strong"))
        words.addWidget(WrappedLabel(suggestion.reason, "secondary"))
        row.addLayout(words, 1)
        button = SecondaryButton(translate(N_("Take over")), "plus", small=True)
        button.setAccessibleName(f"{translate(N_('Take over'))} {suggestion.title}")
        if number < _KEYS:
            button.setToolTip(f"Alt+{number + 1}")
        button.clicked.connect(lambda _checked=False: self.adopted.emit(number))
        self.buttons.append(button)
        row.addWidget(button)
        return card
