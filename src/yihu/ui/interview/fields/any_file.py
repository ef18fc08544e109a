"""Sounds, films and other files: chosen or dropped, kept encrypted as they are."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QVBoxLayout

from yihu.actions.keep_file import AUDIO, LARGEST_FILE_MB, VIDEO
from yihu.base.i18n import N_, translate
from yihu.ui.interview.fields.photo import PhotoField
from yihu.ui.look import label
from yihu.ui.look.icons import icon, pixmap
from yihu.ui.look.tokens import look

_CHOOSE = {
    "audio": N_("Choose a sound file… (Space)"),
    "video": N_("Choose a film… (Space)"),
    "file": N_("Choose a file… (Space)"),
}
_KEPT = {
    "audio": N_("A sound file ({ending}) is kept."),
    "video": N_("A film ({ending}) is kept."),
    "file": N_("A file ({ending}) is kept."),
}
_ENDINGS = {"audio": AUDIO, "video": VIDEO}
_ICONS = {"audio": "mic", "video": "video", "file": "file"}


class FileField(PhotoField):
    """A file that isn't shown, only told."""

    def choose_file(self) -> None:
        """Ask for a file with the system's own dialog."""
        endings = _ENDINGS.get(self.view.file_kind, ())
        names = " ".join(f"*.{each} *.{each.upper()}" for each in endings) or "*"
        path, _ = QFileDialog.getOpenFileName(
            self, translate(N_("Choose a file")), "", f"{translate(N_('Files'))} ({names})"
        )
        if path:
            self.file_chosen.emit(path)

    def _lay_out(self) -> None:
        self.kept = label("", "strong")
        self.button.setIcon(icon("folder-open", look().colours.ink, look().px(18)))
        self.remove.setText(translate(N_("Take the file out (Delete)")))
        self.remove.setAccessibleName(self.remove.text())
        self.picture.setFixedSize(look().px(56), look().px(56))
        most = translate(N_("or drop it here; at most {most} MB")).format(most=LARGEST_FILE_MB)
        beside = QVBoxLayout()
        for part in (self.kept, self.button, self.kept_file, self.remove, label(most, "secondary")):
            beside.addWidget(part, 0, Qt.AlignmentFlag.AlignLeft)
        row = self._row()
        row.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(beside)
        row.addStretch(1)

    def _show_photo(self) -> None:
        kind = self.view.file_kind or "file"
        colours = look().colours
        ratio = self.devicePixelRatioF()
        self.picture.setPixmap(
            pixmap(_ICONS[kind], colours.green if self._value else colours.ink_3, look().px(24), ratio)
        )
        ending = self._value.rpartition(".")[2]
        self.kept.setText(translate(_KEPT[kind]).format(ending=ending) if self._value else "")
        self.kept.setVisible(bool(self._value))
        words = translate(N_("Another file… (Space)") if self._value else _CHOOSE[kind])
        self.button.setText(f" {words}")
        self.button.setAccessibleName(words)
        self.remove.setVisible(bool(self._value) and not self.view.read_only)
        self.kept_file.show_file(self._value)
        self._frame()
