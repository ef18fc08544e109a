"""Buttons that play the sounds and films beside a question's words."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from yihu.base.i18n import translate
from yihu.ui.interview.fields.card import PLAY
from yihu.ui.interview.fields.files import Files, cannot_play
from yihu.ui.interview.views import Clip
from yihu.ui.look import SecondaryButton, label
from yihu.ui.look.tokens import look


class LabelMedia(QWidget):
    """One button for each sound and film; Ctrl+P plays the first."""

    def __init__(self, files: Files, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._files = files
        self._clips: tuple[Clip, ...] = ()
        self.buttons: list[SecondaryButton] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(look().px(8))
        self._told = label("", "body", tone="amber")
        self._row.addWidget(self._told)
        self._row.addStretch(1)
        self._told.hide()

    def show_clips(self, clips: tuple[Clip, ...]) -> None:
        """Show the buttons for these."""
        self.setVisible(bool(clips))
        if clips == self._clips:
            return
        self._clips = clips
        for old in self.buttons:
            self._row.removeWidget(old)
            old.deleteLater()
        self.buttons = [self._button(at, clip) for at, clip in enumerate(clips)]
        self._told.hide()

    def play(self, at: int = 0) -> None:
        """Play one of them, or tell why not."""
        if not 0 <= at < len(self._clips):
            return
        name = self._clips[at].name
        played = self._files.play(name)
        self._told.setText("" if played else cannot_play(self._files, name))
        self._told.setVisible(not played)

    def words(self) -> str:
        """What is told beside the buttons."""
        return "" if self._told.isHidden() else self._told.text()

    def _button(self, at: int, clip: Clip) -> SecondaryButton:
        words = translate(PLAY[clip.kind])
        made = SecondaryButton(words, "play", small=True)
        made.setToolTip("Ctrl+P" if at == 0 else "")
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.clicked.connect(lambda _=False: self.play(at))
        self._row.insertWidget(at, made)
        return made
