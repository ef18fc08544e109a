"""Under a question: its doubt with the reason, its comment, "to be checked", "doesn't know / refuses"."""

from functools import partial
from html import escape

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from yihu.actions.remarks import LACKS, NOTE, REASON, WAIVE
from yihu.base.i18n import N_, translate
from yihu.ui.interview.doubting import CheckView
from yihu.ui.interview.fields.typing import TypingLine
from yihu.ui.interview.remarking import NOTHING, RemarkView
from yihu.ui.interview.wrapped import WrappedLabel
from yihu.ui.look import Chip, StatePill, icon_label
from yihu.ui.look.tokens import Tone, look

_PAUSE_MS = 500
_KEYS = {"dont_know": "F8", "refused": "F9"}
_HINTS = {
    NOTE: N_("Comment on this answer, Enter closes"),
    REASON: N_("Why it is so, Enter goes on"),
    WAIVE: N_("How it is known to be right, Enter goes on"),
}


class RemarkStrip(QWidget):
    """Builds only what there is to show: most questions have nothing beside them.

    Signals:
        written: kind and text of a comment or reason; while it is typed, and at its end.
        closed: kind; Enter in the box of a comment or reason.
        waived: a check and why it is right as it is, or nothing.
        lack_chosen: `dont_know` or `refused`.
    """

    written = Signal(str, str)
    closed = Signal(str)
    waived = Signal(object, str)
    lack_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = NOTHING
        self._editing = ""
        self.box: TypingLine | None = None
        self._doubt: _Words | None = None
        self._note: _Words | None = None
        self._checks: list[_Words] = []
        self._waiving: CheckView | None = None
        self.flag: StatePill | None = None
        self.lacks: dict[str, Chip] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look().px(6))
        self.hide()

    def show_remarks(self, view: RemarkView) -> None:
        """Show them as they stand now; what is being typed stays."""
        self.view = view
        self._show_lacks(view)
        self._doubt = self._line(self._doubt, _doubt_words(view), "triangle-alert", "amber", REASON)
        self._show_checks(view)
        self._note = self._line(self._note, _note_words(view), "message-square-text", None, NOTE)
        self._show_flag(view)
        self._show_self()

    def waive(self, check: CheckView) -> None:
        """Open the box for why a check is right as it is."""
        self._waiving = None
        self.write(WAIVE, check.reason)
        self._waiving = check

    def write(self, kind: str, words: str | None = None) -> None:
        """Open the box for a comment or a reason; the keyboard comes there."""
        self.flush()
        if self.box is None:
            self.box = self._make_box()
        self._editing = kind
        if words is None:
            words = self.view.note if kind == NOTE else self.view.reason
        self.box.setText(words)
        self.box.setPlaceholderText(translate(_HINTS[kind]))
        self.box.setAccessibleName(translate(N_("Comment")) if kind == NOTE else translate(N_("Reason")))
        self.box.show()
        self._show_self()
        self.box.setFocus(Qt.FocusReason.TabFocusReason)

    @property
    def writing(self) -> str:
        """The kind that is being written; empty if none is."""
        return self._editing

    def flush(self) -> None:
        """Hand on what stands in the box."""
        if self.box is None or not self._editing:
            return
        self._pause.stop()
        if self._editing != WAIVE:
            self.written.emit(self._editing, self.box.text())
        elif self._waiving is not None:
            self.waived.emit(self._waiving, self.box.text())

    def words(self) -> str:
        """The doubt and the comment as they read, for tests."""
        lines = (
            line.text()
            for line in (self._doubt, *self._checks, self._note)
            if line is not None and not line.isHidden()
        )
        return "\n".join(lines)

    def _make_box(self) -> TypingLine:
        box = TypingLine(self)
        box.setMaxLength(2000)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.flush)
        box.textEdited.connect(lambda _: self._pause.start())
        box.entered.connect(self._entered)
        box.focus_went.connect(self._left)
        self._column.addWidget(box)
        return box

    def _entered(self) -> None:
        kind = self._editing
        self._left()
        self.closed.emit(kind)

    def _left(self) -> None:
        """The keyboard went elsewhere: keep what is written, put the box away."""
        if not self._editing or self.box is None:
            return
        self.flush()
        self._editing = ""
        self.box.hide()
        self._show_self()

    def _line(
        self, line: "_Words | None", words: str, icon: str, tone: Tone | None, kind: str
    ) -> "_Words | None":
        if line is None and words:
            line = _Words(icon, tone, self)
            line.link.connect(lambda: self.write(kind))
            self._column.addWidget(line)
        if line is not None:
            line.say(words)
        return line

    def _waive_at(self, at: int) -> None:
        self.waive(self.view.checks[at])

    def _show_checks(self, view: RemarkView) -> None:
        """The sentences of the register's checks; what is explained is told without a colour."""
        while len(self._checks) < len(view.checks):
            line, at = _Words("triangle-alert", "amber", self), len(self._checks)
            line.link.connect(partial(self._waive_at, at))
            self._checks.append(line)
            self._column.insertWidget(self._column.count() - (self._note is not None), line)
        for at, line in enumerate(self._checks):
            line.say(_check_words(view.checks[at]) if at < len(view.checks) else "")

    def _show_flag(self, view: RemarkView) -> None:
        if view.to_check and self.flag is None:
            self.flag = StatePill(translate(N_("to be checked")), "amber")
            self._column.addWidget(self.flag, 0, Qt.AlignmentFlag.AlignLeft)
        if self.flag is not None:
            self.flag.setVisible(view.to_check)

    def _show_lacks(self, view: RemarkView) -> None:
        if view.may_lack and not self.lacks:
            row = QHBoxLayout()
            row.setSpacing(look().px(8))
            for why in view.may_lack:
                self.lacks[why] = chip = Chip(f"{translate(LACKS[why])}  {_KEYS[why]}")
                chip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
                chip.setMinimumWidth(chip.sizeHint().width() + look().px(14))
                chip.clicked.connect(lambda _=False, chosen=why: self.lack_chosen.emit(chosen))
                row.addWidget(chip)
            row.addStretch(1)
            self._column.insertLayout(0, row)
        for why, chip in self.lacks.items():
            chip.setChecked(view.lack == why)
            chip.setVisible(why in view.may_lack)

    def _show_self(self) -> None:
        view = self.view
        self.setVisible(
            bool(
                view.may_lack
                or view.doubt
                or view.reason
                or view.checks
                or view.note
                or view.to_check
                or self._editing
            )
        )


class _Words(QWidget):
    """An icon and words with a link at their end.

    Signals:
        link: the link was pressed.
    """

    link = Signal()

    def __init__(self, icon: str, tone: Tone | None, parent: QWidget) -> None:
        super().__init__(parent)
        colours, px = look().colours, look().px
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(6))
        colour = colours.text(tone) if tone else colours.ink_2
        row.addWidget(icon_label(icon, colour, 16), 0, Qt.AlignmentFlag.AlignTop)
        self._label: QLabel = WrappedLabel("", "body" if tone else "body2", tone=tone)
        self._label.setTextFormat(Qt.TextFormat.RichText)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.LinksAccessibleByMouse)
        self._label.linkActivated.connect(lambda _: self.link.emit())
        row.addWidget(self._label, 1)

    def say(self, words: str) -> None:
        """Rich text; empty hides the line."""
        self._label.setText(words)
        self.setVisible(bool(words))

    def text(self) -> str:
        """What it says."""
        return self._label.text()


def _doubt_words(view: RemarkView) -> str:
    if not view.doubt and not view.reason:
        return ""
    given = translate(N_("Reason: {words}")).format(words=view.reason) if view.reason else ""
    link = _link(N_("change") if view.reason else N_("Write the reason"), "F5")
    return "&nbsp; ".join(part for part in (escape(view.doubt), escape(given), link) if part)


def _check_words(check: CheckView) -> str:
    known = translate(N_("Known to be right: {words}")).format(words=check.reason) if check.reason else ""
    link = _link(N_("change") if check.reason else N_("Known to be right"), "F5")
    return "&nbsp; ".join(part for part in (escape(check.words), escape(known), link) if part)


def _note_words(view: RemarkView) -> str:
    if not view.note:
        return ""
    words = translate(N_("Comment: {words}")).format(words=view.note)
    return f"{escape(words)}&nbsp; {_link(N_('change'), 'F7')}"


def _link(msgid: str, key: str) -> str:
    colour = look().colours.green
    return f'<a href="#" style="color:{colour}">{escape(translate(msgid))}</a> {key}'
