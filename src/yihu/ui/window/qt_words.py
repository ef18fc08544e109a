"""Qt's own dialogs in the language of the window."""

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtWidgets import QApplication

from yihu.base.i18n import CHINESE, language

_installed: list[QTranslator] = []
_MOVED = {"QAbstractFileIconProvider": "QFileDialog"}
"""Words that Qt 6 says under another name than its catalogue has them: kinds of files, `Folder`, `Drive`."""


class _Moved(QTranslator):
    """Asked last: finds in Qt's catalogue what it holds under an earlier name."""

    def __init__(self, catalogue: QTranslator, parent: QCoreApplication) -> None:
        super().__init__(parent)
        self._catalogue = catalogue

    def isEmpty(self) -> bool:
        return False

    def translate(
        self, context: str, sourceText: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        if context not in _MOVED:
            return None
        return self._catalogue.translate(_MOVED[context], sourceText, disambiguation, n) or None


def speak(app: QApplication | QCoreApplication, system: QLocale | None = None) -> None:
    """Let file dialogs, buttons and dates follow the language in force.

    The system's own file dialogs speak the system's language (`system`): where that is another, Qt's are shown.
    """
    while _installed:
        app.removeTranslator(_installed.pop())
    locale = QLocale("zh_CN" if language() == CHINESE else "en")
    QLocale.setDefault(locale)
    foreign = (system or QLocale.system()).language() != locale.language()
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs, foreign)
    if language() != CHINESE:
        return
    catalogue = QTranslator(app)
    if catalogue.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        for translator in (_Moved(catalogue, app), catalogue):
            app.installTranslator(translator)
            _installed.append(translator)
