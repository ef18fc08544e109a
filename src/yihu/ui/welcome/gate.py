"""The gate: the program's name, the language, and first start or unlocking below."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from yihu.base.i18n import CHINESE, ENGLISH, N_, language, translate
from yihu.ui.look import QuietButton, label, look
from yihu.ui.look.rail import Mark
from yihu.ui.welcome.presenter import WelcomePresenter
from yihu.ui.welcome.start_page import StartPage
from yihu.ui.welcome.unlock_page import UnlockPage
from yihu.ui.window.main_window import Gate
from yihu.ui.window.shell import Shell

if TYPE_CHECKING:
    from yihu.ui.backup.restore_page import RestorePage
    from yihu.ui.welcome.recover_page import RecoverPage


class WelcomeGate(Gate):
    """First start or unlock, whichever the folder in use asks for."""

    def __init__(self, presenter: WelcomePresenter) -> None:
        super().__init__()
        self.presenter = presenter
        px = look().px
        self.setProperty("ground", "paper")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        inner = QWidget()
        inner.setProperty("ground", "clear")
        scroll.setWidget(inner)
        outer.addWidget(scroll)
        column = QVBoxLayout(inner)
        column.setContentsMargins(px(40), px(32), px(40), px(24))
        column.setSpacing(px(24))
        column.addLayout(self._head())
        self.body = self._body()
        wide = QHBoxLayout()
        wide.addStretch(1)
        wide.addWidget(self.body, 20)
        wide.addStretch(1)
        self.body.setMaximumWidth(px(1080))
        column.addLayout(wide, 1)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(look().px(16))
        row.addWidget(Mark())
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(translate(N_("Yihu")), "title"))
        words.addWidget(
            label(
                translate(N_("Door to door, one plan for each household. Works without a network.")),
                "secondary",
            )
        )
        row.addLayout(words, 1)
        other = ENGLISH if language() == CHINESE else CHINESE
        self.language_button = QuietButton("English" if other == ENGLISH else "中文", "languages")
        self.language_button.clicked.connect(lambda: self._speak(other))
        row.addWidget(self.language_button)
        return row

    def _body(self) -> StartPage | UnlockPage | RecoverPage | RestorePage:
        if self.presenter.stage:
            return self._stage()
        first = self.presenter.shell.first_start()
        page = StartPage(self.presenter) if first else UnlockPage(self.presenter)
        page.opened.connect(self.opened)
        if isinstance(page, UnlockPage):
            page.folder_chosen.connect(self.rebuilt)
            QTimer.singleShot(0, page, page.passphrase.field.setFocus)
        else:
            page.restoring.connect(self.rebuilt)
            QTimer.singleShot(0, page, page.demo_button.setFocus)
        return page

    def _stage(self) -> RecoverPage | RestorePage:
        page: RecoverPage | RestorePage
        if self.presenter.restoring is not None:
            from yihu.ui.backup.restore_page import RestorePage

            page = RestorePage(self.presenter.restoring)
        else:
            from yihu.ui.welcome.recover_page import RecoverPage

            page = RecoverPage(self.presenter)
            QTimer.singleShot(0, page, page.words.setFocus)
        page.opened.connect(self.opened)
        page.left.connect(self._leave_stage)
        return page

    def _leave_stage(self) -> None:
        self.presenter.leave_stage()
        self.rebuilt.emit()

    def _speak(self, chosen: str) -> None:
        self.presenter.shell.choose_language(chosen)
        self.rebuilt.emit()


def gate_maker() -> Callable[[Shell], Gate]:
    """Makes gates that keep what was typed through a change of language, and drop it once open."""
    kept: list[WelcomePresenter] = []

    def make(shell: Shell) -> Gate:
        presenter = kept[0] if kept else WelcomePresenter(shell)
        kept[:] = [presenter]
        gate = WelcomeGate(presenter)
        gate.opened.connect(lambda _: kept.clear())
        return gate

    return make
