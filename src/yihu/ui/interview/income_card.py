"""The calculation of the income, beside the questions or, where there is no room, above them."""

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from yihu.base.i18n import N_, translate
from yihu.ui.interview.income import IncomeRow, IncomeView
from yihu.ui.look import Card, label
from yihu.ui.look.tokens import look

WIDTH = 288


class IncomeCard(QScrollArea):
    """Line by line, with what counts and why, the sum, per head, and the line it is held against."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px = look().px
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedWidth(px(WIDTH + 24))
        self._card = Card(translate(N_("How the income is worked out")))
        self._table = QLabel()
        self._table.setTextFormat(Qt.TextFormat.RichText)
        self._table.setWordWrap(True)
        self._table.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._rules = label("", "secondary", wrap=True)
        self._card.body.addWidget(self._table)
        self._card.body.addWidget(self._rules)
        inside = QWidget()
        inside.setProperty("ground", "clear")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, px(16), px(24), px(16))
        column.addWidget(self._card)
        column.addStretch(1)
        self.setWidget(inside)
        self.hide()

    def show_income(self, view: IncomeView) -> None:
        """Show these figures."""
        colours = look().colours
        if not view.rows:
            self._table.setText(escape(view.short))
        else:
            rows = "".join(_row(row) for row in view.rows)
            tone = colours.text("amber") if view.below else colours.text("green")
            verdict = (
                f'<tr><td colspan="2" style="color:{tone}">{escape(view.verdict)}</td></tr>'
                if view.verdict
                else ""
            )
            self._table.setText(
                f'<table width="100%" cellspacing="0" cellpadding="2">{rows}{verdict}</table>'
            )
        self._rules.setText(view.rules)

    def words(self) -> str:
        """What it says, for tests."""
        return self._table.text()


def _row(row: IncomeRow) -> str:
    colours = look().colours
    words, yuan = escape(row.words), escape(row.yuan)
    if row.kind in ("group", "sum"):
        words, yuan = f"<b>{words}</b>", f"<b>{yuan}</b>"
        colour = colours.ink
    else:
        words, colour = f"&nbsp;&nbsp;{words}", colours.ink_2
    why = (
        f'<tr><td colspan="2" style="color:{colours.ink_2}">&nbsp;&nbsp;{escape(row.why)}</td></tr>'
        if row.why
        else ""
    )
    if row.kind == "apart":
        yuan = f"({yuan})"
    return f'<tr style="color:{colour}"><td>{words}</td><td align="right">{yuan}</td></tr>{why}'


class IncomeLine(QFrame):
    """All of it in one sentence, for windows without room beside the questions."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px = look().px
        self.setProperty("card", "true")
        self._words = label("", "body", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16), px(10), px(16), px(10))
        column.addWidget(self._words)
        self.hide()

    def show_income(self, view: IncomeView) -> None:
        """Show these figures."""
        parts = (view.short, view.verdict)
        self._words.setText(translate(N_(", ")).join(part for part in parts if part))
