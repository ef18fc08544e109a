"""Qt's own dialogs in the language of the window."""

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from yihu.base.i18n import CHINESE, language

_installed: list[QTranslator] = []


def speak(app: QApplication | QCoreApplication) -> None:
    """Let file dialogs, buttons and dates follow the language in force."""
    while _installed:
        app.removeTranslator(_installed.pop())
    QLocale.setDefault(QLocale("zh_CN" if language() == CHINESE else "en"))
    if language() != CHINESE:
        return
    translator = QTranslator(app)
    if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)
        _installed.append(translator)
