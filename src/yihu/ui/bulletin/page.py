"""The bulletin: what changed stands there already; words of visits are chosen; copied into a chat, or kept."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from yihu.actions import BulletinDraft
from yihu.base.errors import UserError
from yihu.base.i18n import N_, translate
from yihu.ui.bulletin.presenter import BulletinPresenter
from yihu.ui.look import (
    Card,
    EmptyState,
    Latest,
    LinkButton,
    Notice,
    PrimaryButton,
    ProgressStrip,
    SecondaryButton,
    clear,
    label,
    look,
)
from yihu.ui.look.scrolling import scrolled, stack
from yihu.ui.overview.tabs import BULLETIN, OverviewTabs
from yihu.ui.routes import BulletinRoute
from yihu.ui.window.pages import Page, PageParts

_KEPT_SHOWN = 6


class BulletinPage(Page):
    """The text at the left, what may go in at the right."""

    def __init__(self, presenter: BulletinPresenter) -> None:
        super().__init__()
        self.presenter = presenter
        self.finding = Latest()
        self._changed_by_hand = False
        self.tabs = OverviewTabs(BULLETIN)
        self.tabs.chosen.connect(self.go)
        self._column.addWidget(self.tabs)
        self.whose = QComboBox()
        self.whose.setAccessibleName(translate(N_("Whose bulletin")))
        self.whose.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.whose.activated.connect(self._choose)
        self.copy_button = SecondaryButton(translate(N_("Copy")), "copy")
        self.copy_button.clicked.connect(self.copy)
        self.keep_button = PrimaryButton(translate(N_("Keep it")), "check")
        self.keep_button.setToolTip(translate(N_("The next bulletin counts from this one.")))
        self.keep_button.clicked.connect(self.keep)
        for part in (self.whose, self.copy_button, self.keep_button):
            self.header.add_action(part)
        px = look().px
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(px(24), px(16), px(24), px(20))
        column.setSpacing(px(16))
        self.strip, self.notice = ProgressStrip(), Notice()
        column.addWidget(self.strip)
        column.addWidget(self.notice)
        self.cards = QHBoxLayout()
        self.cards.setSpacing(px(16))
        self.cards.addWidget(self._text_card(), 7)
        self.cards.addWidget(self._words_card(), 5)
        column.addLayout(self.cards, 1)
        self.pile = QStackedWidget()
        self.empty = EmptyState(
            translate(N_("There is nothing to tell yet.")),
            translate(N_("Write down households or receive a file; the figures come by themselves.")),
        )
        self.pile.addWidget(scrolled(body, whole=True))
        self.pile.addWidget(self.empty)
        self.set_body(self.pile)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        stack(self.cards, self.width())

    def _text_card(self) -> Card:
        card = Card(translate(N_("The text")), translate(N_("change it as you like")))
        self.text = QPlainTextEdit()
        self.text.setAccessibleName(translate(N_("The text")))
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(look().px(320))
        self.text.textChanged.connect(self._typed)
        card.body.addWidget(self.text, 1)
        return card

    def _words_card(self) -> Card:
        card = Card(translate(N_("Words of visits")))
        hint = translate(
            N_(
                "Names and numbers are hidden already. Read each line before you tick it: it leaves the house."
            )
        )
        card.body.addWidget(label(hint, "secondary", wrap=True))
        self.words = QListWidget()
        self.words.setAccessibleName(translate(N_("Words of visits")))
        self.words.setWordWrap(True)
        self.words.itemChanged.connect(self._ticked)
        self.words.setMinimumHeight(look().px(160))
        card.body.addWidget(self.words, 1)
        self.no_words = label(
            translate(N_("No visit has told anything since the last bulletin.")), "body2", wrap=True
        )
        card.body.addWidget(self.no_words)
        self._kept = QVBoxLayout()
        card.body.addLayout(self._kept)
        return card

    def enter(self, route: BulletinRoute) -> None:
        self.header.set_title(translate(N_("Bulletin")), "")
        self.notice.hide()
        divisions = self.presenter.divisions()
        self.pile.setCurrentIndex(0 if divisions else 1)
        for button in (self.whose, self.copy_button, self.keep_button):
            button.setEnabled(bool(divisions))
        if not divisions:
            return
        self.whose.clear()
        for each in divisions:
            self.whose.addItem(each.words, each.code)
        at = max(0, self.whose.findData(self.presenter.division))
        self.whose.setCurrentIndex(at)
        if self.presenter.draft is None or not self._changed_by_hand:
            self.presenter.choose(str(self.whose.itemData(at)))
            self._find()

    def _choose(self) -> None:
        self.presenter.choose(str(self.whose.currentData()))
        self._find()

    def _find(self) -> None:
        self._changed_by_hand = False
        self.finding.ask(
            lambda _: self.presenter.find(),
            self._show,
            strip=self.strip,
            notice=self.notice,
            what=translate(N_("Counting and reading visits")),
        )

    def _show(self, draft: BulletinDraft) -> None:
        self.presenter.take(draft)
        since = translate(N_("no. {number}, since {since}")) if draft.since else translate(N_("no. {number}"))
        self.header.set_title(translate(N_("Bulletin")), since.format(number=draft.number, since=draft.since))
        quotes = self.presenter.quotes()
        self.words.blockSignals(True)
        self.words.clear()
        for words, chosen in quotes:
            item = QListWidgetItem(words)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if chosen else Qt.CheckState.Unchecked)
            self.words.addItem(item)
        self.words.blockSignals(False)
        self.words.setVisible(bool(quotes))
        self.no_words.setVisible(not quotes)
        self._write()
        self._show_kept()
        if self.isVisible() and not self.words.hasFocus():
            self.text.setFocus()

    def _show_kept(self) -> None:
        clear(self._kept)
        kept = self.presenter.kept()
        if kept:
            self._kept.addWidget(label(translate(N_("Earlier ones")), "strong"))
        for row in kept[:_KEPT_SHOWN]:
            words = translate(N_("No. {number}, {until}")).format(number=row.number, until=row.until_on)
            button = LinkButton(words)
            button.setToolTip(translate(N_("Copy this one")))
            button.clicked.connect(lambda _=False, text=row.text: self._copied(text))
            self._kept.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _write(self) -> None:
        self.text.blockSignals(True)
        self.text.setPlainText(self.presenter.text())
        self.text.blockSignals(False)

    def _typed(self) -> None:
        self._changed_by_hand = True

    def _ticked(self, item: QListWidgetItem) -> None:
        """Words that are ticked go to the end of what a person wrote; else the whole is composed anew."""
        place, on = self.words.row(item), item.checkState() == Qt.CheckState.Checked
        self.presenter.tick(place, on)
        if not self._changed_by_hand:
            self._write()
        elif on and self.presenter.draft is not None:
            quote = self.presenter.draft.quotes[place]
            self.text.appendPlainText(
                translate(N_("{village}: {text}")).format(village=quote.village, text=quote.text)
            )

    def copy(self) -> None:
        """Into the clipboard, to be pasted into a chat."""
        self._copied(self.text.toPlainText())

    def _copied(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.notice.say(translate(N_("Copied. Paste it where you want to send it.")))

    def keep(self) -> None:
        """Keep it; the next one counts from here."""
        try:
            row = self.presenter.keep(self.text.toPlainText())
        except UserError as error:
            self.notice.show_error(error)
            return
        words = translate(N_("Bulletin no. {number} is kept. The next one counts from today."))
        self.notice.say(words.format(number=row.number))
        self.changed.emit()
        self._find()


PARTS = PageParts(presenter=BulletinPresenter, page=BulletinPage)
