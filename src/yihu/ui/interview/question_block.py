"""One question on the page: number, label, hint, field, what is wrong, last visit's answer."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from yihu.base.i18n import N_, translate
from yihu.ui.interview.fields.field import WIDTH, Field
from yihu.ui.interview.fields.files import Files
from yihu.ui.interview.fields.making import make_field
from yihu.ui.interview.label_media import LabelMedia
from yihu.ui.interview.label_picture import LabelPicture
from yihu.ui.interview.question_head import QuestionHead
from yihu.ui.interview.remark_strip import RemarkStrip
from yihu.ui.interview.views import FieldKind, Previous, QuestionView, WorkingSheet
from yihu.ui.interview.working_panel import WorkingPanel
from yihu.ui.interview.wrapped import DressedLabel, WrappedLabel
from yihu.ui.look import LinkButton, icon_label, label
from yihu.ui.look.tokens import look

_BESIDE = 150
GAP = 28
_GRID_LABEL = 230
_AMOUNT = 264
_LEAST = 300


class QuestionBlock(QWidget):
    """A question with its field.

    Signals:
        same_wanted: answer as at the last visit.
        work_wanted: the amount is to be worked out.
        worked_out: the amount, and how it came about.
        sheet_kept: the `WorkingSheet` that is open, or None once it is closed.
    """

    same_wanted = Signal()
    work_wanted = Signal()
    worked_out = Signal(str, str)
    sheet_kept = Signal(object)

    def __init__(self, view: QuestionView, files: Files, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = view
        self.warned_value: str | None = None
        self._head = QuestionHead(self)
        self._hint: DressedLabel | None = None
        self._told: QWidget | None = None
        self._picture: LabelPicture | None = None
        self.media: LabelMedia | None = None
        self._files = files
        self._message: QWidget | None = None
        self._words: QLabel | None = None
        self.previous: PreviousAnswer | None = None
        self.panel: WorkingPanel | None = None
        self._working: QLabel | None = None
        self.remarks = RemarkStrip(self)
        self.field: Field = make_field(view, files, self)
        self._lay_out()
        self.show_view(view)
        if view.sheet is not None:
            self._open_panel(view.sheet)

    @property
    def answerable(self) -> bool:
        """Whether the keyboard may stop here."""
        return self.view.answerable

    def show_view(self, view: QuestionView) -> None:
        """Show the question as it stands now."""
        self.view = view
        self._head.show_view(view)
        self._show_picture(view.picture)
        self._show_clips(view)
        self._show_told(view.told)
        self._show_hint(view)
        for named in {self.field, self.field.focusProxy() or self.field}:
            named.setAccessibleName(view.label)
        self.field.show_view(view)
        self.say(view.message)
        self._show_previous(view)
        self._show_working(view)

    def work_out(self) -> None:
        """Open the box that works the amount out; the keyboard comes there."""
        panel = self.panel or self._open_panel(self.view.sheet)
        self.sheet_kept.emit(panel.sheet())
        panel.take_focus()

    def _open_panel(self, sheet: WorkingSheet | None) -> WorkingPanel:
        panel = self.panel = WorkingPanel(self.view.works_out, self.view.working, sheet, self)
        panel.used.connect(self._use)
        panel.closed.connect(self._close_panel)
        panel.written.connect(self.sheet_kept)
        self._answer.insertWidget(self._answer.indexOf(self.remarks), panel)
        self.resizeEvent(QResizeEvent(self.size(), self.size()))
        return panel

    def _use(self, yuan: str, working: str) -> None:
        self._close_panel()
        self.worked_out.emit(yuan, working)

    def _close_panel(self) -> None:
        if self.panel is not None:
            panel, self.panel = self.panel, None
            self.sheet_kept.emit(None)
            self.field.take_focus()
            panel.hide()
            panel.deleteLater()

    def say(self, message: str) -> None:
        """Tell under the question what is wrong with its answer; empty takes the words away."""
        if message and self._message is None:
            self._message = self._make_message()
            self._answer.insertWidget(self._answer.indexOf(self.remarks), self._message)
        if self._message is not None and self._words is not None:
            self._words.setText(message)
            self._message.setVisible(bool(message))

    def message(self) -> str:
        """What stands under the question."""
        shown = self._message is not None and not self._message.isHidden()
        return self._words.text() if shown and self._words is not None else ""

    def minimumSizeHint(self) -> QSize:
        """As narrow as the window wants: then the last answer stands under the field."""
        least = super().minimumSizeHint()
        return QSize(min(least.width(), look().px(_LEAST)), least.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is no room beside the field, the last answer stands under it."""
        px = look().px
        needed = max(px(560), self._left.minimumSizeHint().width() + px(_BESIDE + 20))
        wide = event.size().width() >= needed
        beside = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if self._row.direction() != beside:
            self._row.setDirection(beside)
        super().resizeEvent(event)

    def _lay_out(self) -> None:
        px = look().px
        left = self._left = QWidget(self)
        left.setMaximumWidth(px(WIDTH))
        self._answer = QVBoxLayout(left)
        self._answer.setContentsMargins(0, 0, 0, 0)
        self._answer.setSpacing(px(8))
        self._answer.addLayout(self._beside_label() if self.in_grid else self._alone())
        self._answer.addWidget(self.remarks)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(px(20))
        self._row.addWidget(left, 1000, Qt.AlignmentFlag.AlignTop)
        self._row.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, self._beside_px(), px(GAP))
        self._column.setSpacing(px(6))
        if not self.in_grid:
            self._column.addWidget(self._head)
        self._column.addLayout(self._row)

    @property
    def in_grid(self) -> bool:
        """Whether it is a row, or the head, of a table of questions."""
        return (
            self.view.kind in (FieldKind.GRID_HEAD, FieldKind.GRID_ROW)
            and "list" not in self.view.appearances
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """A hairline leads the eye from a row's words to its choices."""
        if self.in_grid:
            painter = QPainter(self)
            painter.setPen(QColor(look().colours.line))
            low = self._answer.parentWidget().geometry().bottom()
            painter.drawLine(0, low, self._answer.parentWidget().geometry().right(), low)

    def stand_close(self, close: bool) -> None:
        """Rows of one table stand without a gap between them."""
        gap = 0 if close else look().px(GAP)
        if self._column.contentsMargins().bottom() != gap:
            self._column.setContentsMargins(0, 0, self._beside_px(), gap)

    def _beside_px(self) -> int:
        """The gap to the next question on the same line."""
        return look().px(20) if self.view.share < 1 else 0

    def _alone(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.addWidget(self.field)
        if self.view.works_out:
            link = LinkButton(translate(N_("Work it out (F2)")))
            link.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            link.clicked.connect(self.work_wanted)
            self.field.setMaximumWidth(look().px(_AMOUNT))
            line.addSpacing(look().px(12))
            line.addWidget(link)
            line.addStretch(1)
            return line
        if self.field.sizePolicy().horizontalPolicy() == QSizePolicy.Policy.Fixed:
            line.addStretch(1)
        return line

    def _beside_label(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(look().px(12))
        self._head.setFixedWidth(look().px(_GRID_LABEL))
        line.addWidget(self._head, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self.field, 1)
        return line

    def _show_hint(self, view: QuestionView) -> None:
        if view.hint and self._hint is None:
            self._hint = DressedLabel("secondary")
            self._answer.insertWidget(0, self._hint)
        if self._hint is not None:
            self._hint.show_words(view.hint, view.hint_markup)
            self._hint.setVisible(bool(view.hint))

    def _show_told(self, words: str) -> None:
        """Why it is answered in another way than the form asks for."""
        if words and self._told is None:
            self._told = QWidget(self)
            row = QHBoxLayout(self._told)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(look().px(6))
            row.addWidget(icon_label("info", look().colours.blue, 16), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(WrappedLabel(words, "secondary"), 1)
            self._answer.insertWidget(0, self._told)

    def _show_picture(self, name: str) -> None:
        if name and self._picture is None:
            self._picture = LabelPicture()
            self._answer.insertWidget(0, self._picture)
        if self._picture is not None:
            self._picture.show_file(name, self._files.beside(name) if name else None)

    def _show_clips(self, view: QuestionView) -> None:
        if view.clips and self.media is None:
            self.media = LabelMedia(self._files)
            self._answer.insertWidget(0, self.media)
        if self.media is not None:
            self.media.show_clips(view.clips)

    def _show_previous(self, view: QuestionView) -> None:
        if view.previous is not None and self.previous is None:
            self.previous = PreviousAnswer(self)
            self.previous.same.clicked.connect(self.same_wanted)
            self._row.insertWidget(1, self.previous, 0, Qt.AlignmentFlag.AlignTop)
        if self.previous is not None:
            self.previous.show_previous(
                view.previous, same=bool(view.previous and view.previous.value == view.value)
            )

    def _show_working(self, view: QuestionView) -> None:
        """How the amount came about, in a few words below it."""
        if view.working and self._working is None:
            self._working = WrappedLabel("", "secondary")
            self._answer.insertWidget(self._answer.indexOf(self.remarks), self._working)
        if self._working is not None:
            words = translate(N_("; ")).join(view.working.splitlines())
            self._working.setText(translate(N_("Worked out: {words}")).format(words=words))
            self._working.setVisible(bool(view.working))

    def _make_message(self) -> QWidget:
        px = look().px
        line = QWidget(self)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(6))
        row.addWidget(icon_label("triangle-alert", look().colours.red, 16), 0, Qt.AlignmentFlag.AlignTop)
        self._words = WrappedLabel("", "body", tone="red")
        row.addWidget(self._words, 1)
        return line


class PreviousAnswer(QFrame):
    """The last visit's answer with its key."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px = look().px
        self.setFixedWidth(px(_BESIDE))
        self._when = label("", "secondary")
        self._text = WrappedLabel()
        self.same = LinkButton("")
        self.same.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        words = QVBoxLayout()
        words.setSpacing(0)
        for part in (self._when, self._text, self.same):
            words.addWidget(part)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(12))
        bar = QFrame()
        bar.setProperty("rule", "true")
        bar.setFixedWidth(3)
        row.addWidget(bar)
        row.addLayout(words, 1)

    def show_previous(self, previous: Previous | None, *, same: bool) -> None:
        """Show it; `same` says that today's answer is equal."""
        self.setVisible(previous is not None)
        if previous is None:
            return
        self._when.setText(translate(N_("Last time {when}")).format(when=previous.when).strip())
        self._text.setText(previous.text)
        self.same.setText(translate(N_("The same")) if same else translate(N_("F4 same as then")))
        self.same.setEnabled(not same)

    def text(self) -> str:
        """The last answer as it reads."""
        return "" if self.isHidden() else self._text.text()
