"""The page of the recovery sheet."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from yihu.base.errors import UserError
from yihu.base.i18n import N_, translate
from yihu.ui.look import (
    Card,
    LinkButton,
    Notice,
    PrimaryButton,
    ProgressStrip,
    SecondaryButton,
    clear,
    icon_label,
    label,
    look,
    run_in_background,
)
from yihu.ui.look.fields import LabelledField, passphrase_field
from yihu.ui.look.scrolling import scrolled
from yihu.ui.recovery.presenter import RecoveryPresenter
from yihu.ui.routes import RecoveryRoute, VisitsRoute
from yihu.ui.window.pages import Page

COLUMNS_WIDE, COLUMNS_NARROW = 6, 4
WHY = (
    N_("If the passphrase is forgotten, these 24 words open the data of this laptop. Nothing else does."),
    N_("They belong on paper, in a locked place, not beside the laptop. Not in a photo, not in a chat."),
    N_("They are shown now and never again; nobody can ask for them later."),
)


class RecoveryPage(Page):
    """Asks for the passphrase, shows the words, checks two of them."""

    def __init__(self, presenter: RecoveryPresenter) -> None:
        super().__init__()
        self.presenter = presenter
        self.header.set_title(translate(N_("Recovery sheet")))
        self.later = SecondaryButton(translate(N_("Later")), "clock")
        self.later.clicked.connect(self._go_on)
        self.header.add_action(self.later)
        px = look().px
        body = QWidget()
        wide = QHBoxLayout(body)
        wide.setContentsMargins(px(24), px(20), px(24), px(20))
        middle = QWidget()
        middle.setMaximumWidth(px(880))
        self.column = QVBoxLayout(middle)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(px(16))
        wide.addStretch(1)
        wide.addWidget(middle, 30)
        wide.addStretch(1)
        self.notice, self.strip = Notice(), ProgressStrip()
        self.card = QVBoxLayout()
        for part in (self.notice, self.strip):
            self.column.addWidget(part)
        self.column.addLayout(self.card)
        self.column.addStretch(1)
        self.set_body(scrolled(body))
        self._grid: QGridLayout | None = None
        self._in_front = False

    def enter(self, route: RecoveryRoute) -> None:
        self._in_front = True
        passphrase = self.presenter.enter()
        if passphrase:
            self._make(passphrase)
        else:
            self._show()

    def leave(self) -> bool:
        self._in_front = False
        self.presenter.leave()
        clear(self.card)
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_words()

    def _show(self) -> None:
        clear(self.card)
        self._grid = None
        state = self.presenter.state
        self.later.setVisible(state != "done")
        build = {
            "ask": self._ask_card,
            "words": self._words_card,
            "check": self._check_card,
            "done": self._done_card,
        }
        self.card.addWidget(build[state]())

    # asking

    def _ask_card(self) -> Card:
        card = _card(translate(N_("24 words for paper")))
        for sentence in WHY:
            card.body.addWidget(label(translate(sentence), "body", wrap=True))
        if self.presenter.replaces_earlier():
            words = N_("There is a sheet already. A new one makes it void: tear the old one up afterwards.")
            card.body.addWidget(label(translate(words), "body", tone="amber", wrap=True))
        self.passphrase = LabelledField(translate(N_("Passphrase")), passphrase_field())
        self.passphrase.field.setMaximumWidth(look().px(420))
        self.passphrase.field.returnPressed.connect(self._ask)
        card.body.addWidget(self.passphrase)
        self.make_button = PrimaryButton(translate(N_("Show the 24 words")), "eye", main=True)
        self.make_button.clicked.connect(self._ask)
        card.body.addWidget(self.make_button, 0, Qt.AlignmentFlag.AlignLeft)
        QTimer.singleShot(0, self.passphrase.field, self.passphrase.field.setFocus)
        return card

    def _ask(self) -> None:
        typed = self.passphrase.field.text()
        if not typed:
            self.passphrase.say_wrong(translate(N_("Type your passphrase.")))
            return
        self.make_button.setEnabled(False)
        self._make(typed)

    def _make(self, passphrase: str) -> None:
        self.notice.hide()

        def done(words: object) -> None:
            if self._in_front:
                self.presenter.take(words)  # type: ignore[arg-type]
                self._show()

        def failed(error: UserError) -> None:
            if self.card.count():
                self.make_button.setEnabled(True)
                self.passphrase.field.selectAll()
            else:
                self._show()
            self.notice.show_error(error)

        run_in_background(
            lambda _: self.presenter.make(passphrase),
            done,
            failed=failed,
            strip=self.strip,
            notice=self.notice,
            what=translate(N_("Making the words")),
        )
        self.strip.button.hide()

    # the words

    def _words_card(self) -> Card:
        px = look().px
        card = _card(translate(N_("Write these 24 words down, or print them")))
        for sentence in WHY:
            card.body.addWidget(label(translate(sentence), "secondary", wrap=True))
        self._grid = QGridLayout()
        self._grid.setSpacing(px(8))
        self._cells = [_word(number, word) for number, word in enumerate(self.presenter.words(), start=1)]
        card.body.addLayout(self._grid)
        self._lay_words()
        row = QHBoxLayout()
        row.setSpacing(px(12))
        self.print_button = SecondaryButton(translate(N_("Print…")), "printer")
        self.print_button.clicked.connect(self._print)
        self.save_button = SecondaryButton(translate(N_("Save as PDF…")), "save")
        self.save_button.clicked.connect(self._choose_target)
        self.next_button = PrimaryButton(translate(N_("I have put it away")), main=True)
        self.next_button.clicked.connect(self._begin_check)
        row.addWidget(self.print_button)
        row.addWidget(self.save_button)
        row.addStretch(1)
        row.addWidget(self.next_button)
        card.body.addLayout(row)
        QTimer.singleShot(0, self.print_button, self.print_button.setFocus)
        return card

    def _lay_words(self) -> None:
        if self._grid is None:
            return
        columns = COLUMNS_WIDE if self.width() >= look().px(780) else COLUMNS_NARROW
        for place, cell in enumerate(self._cells):
            self._grid.addWidget(cell, place // columns, place % columns)

    def _print(self) -> None:
        from yihu.ui.printing.printer_job import make_printer

        printer = make_printer()
        if QPrintDialog(printer, self).exec():
            self.print_on(printer)

    def print_on(self, printer: object) -> None:
        """The sheet on a printer, beside the window's thread."""
        from yihu.ui.printing.printer_job import print_papers

        pdf = self.presenter.pdf()
        run_in_background(
            lambda progress: print_papers(printer, [""], lambda _: pdf, progress),  # type: ignore[arg-type]
            lambda _: self.notice.say(translate(N_("The sheet went to the printer."))),
            strip=self.strip,
            notice=self.notice,
            what=translate(N_("Printing")),
        )

    def _choose_target(self) -> None:
        title = translate(N_("Where shall the sheet be saved? Best on a stick."))
        chosen, _ = QFileDialog.getSaveFileName(
            self, title, str(Path.home() / self.presenter.file_name()), "PDF (*.pdf)"
        )
        if chosen:
            self.save(Path(chosen))

    def save(self, target: Path) -> None:
        """Write the PDF and say where it lies."""
        try:
            path = self.presenter.save(target)
        except UserError as error:
            self.notice.show_error(error)
            return
        self.notice.say(
            translate(N_("Saved as {name}.")).format(name=path.name),
            translate(N_("Who has this file can open the data: print it, then delete it.")),
            tone="amber",
        )

    # the check

    def _begin_check(self) -> None:
        self.notice.hide()
        self.presenter.begin_check()
        self._show()

    def _check_card(self) -> Card:
        card = _card(translate(N_("Two words from your paper")))
        words = N_(
            "So that you know it can be read when it is needed. Look at your paper, not at this screen."
        )
        card.body.addWidget(label(translate(words), "body", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(look().px(16))
        self.fields = []
        for place in self.presenter.asked:
            name = translate(N_("Word number {number}")).format(number=place + 1)
            field = LabelledField(name, QLineEdit())
            field.field.setMaxLength(20)
            field.field.returnPressed.connect(self._check)
            self.fields.append(field)
            row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        card.body.addLayout(row)
        buttons = QHBoxLayout()
        again = LinkButton(translate(N_("Show the words again")))
        again.clicked.connect(self._look_again)
        self.check_button = PrimaryButton(translate(N_("Compare")), main=True)
        self.check_button.clicked.connect(self._check)
        buttons.addWidget(again)
        buttons.addStretch(1)
        buttons.addWidget(self.check_button)
        card.body.addLayout(buttons)
        QTimer.singleShot(0, self.fields[0].field, self.fields[0].field.setFocus)
        return card

    def _look_again(self) -> None:
        self.presenter.look_again()
        self._show()

    def _check(self) -> None:
        first, second = (field.field.text() for field in self.fields)
        right = self.presenter.check((first, second))
        if all(right):
            self._show()
            self.changed.emit()
            return
        for field, fits in zip(self.fields, right, strict=True):
            field.say_wrong("" if fits else translate(N_("This is not the word that was shown.")))
        next(field for field, fits in zip(self.fields, right, strict=True) if not fits).field.setFocus()

    # done

    def _done_card(self) -> Card:
        card = _card("")
        row = QHBoxLayout()
        row.setSpacing(look().px(16))
        row.addWidget(icon_label("circle-check", look().colours.green, 32), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.addWidget(label(translate(N_("The recovery sheet is made.")), "title", wrap=True))
        sentence = N_("Keep it where nobody else comes. Under Settings a new one can be made at any time.")
        words.addWidget(label(translate(sentence), "body", wrap=True))
        row.addLayout(words, 1)
        card.body.addLayout(row)
        button = PrimaryButton(translate(N_("To the work")), main=True)
        button.clicked.connect(self._go_on)
        card.body.addWidget(button, 0, Qt.AlignmentFlag.AlignRight)
        QTimer.singleShot(0, button, button.setFocus)
        return card

    def _go_on(self) -> None:
        if self.presenter.fresh or self.presenter.state == "done":
            self.go.emit(VisitsRoute())
        else:
            self.back.emit()


def _card(title: str) -> Card:
    card = Card()
    card.body.setContentsMargins(*(look().px(24),) * 4)
    card.body.setSpacing(look().px(12))
    if title:
        card.body.addWidget(label(title, "title", wrap=True))
    return card


def _word(number: int, word: str) -> QWidget:
    px = look().px
    cell = QWidget()
    cell.setObjectName("word")
    cell.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    colours = look().colours
    cell.setStyleSheet(
        f"#word {{ background: {colours.paper}; border: 1px solid {colours.line}; border-radius: {px(8)}px; }}"
    )
    row = QHBoxLayout(cell)
    row.setContentsMargins(px(10), px(8), px(10), px(8))
    row.addWidget(label(str(number), "secondary"))
    row.addWidget(label(word, "large"), 1)
    cell.setAccessibleName(f"{number} {word}")
    return cell
