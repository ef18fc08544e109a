"""Qt's own dialogs say nothing in another language than the window."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton, QToolButton, QTreeView

from yihu.base.i18n import CHINESE, ENGLISH, set_language
from yihu.ui.window.qt_words import speak

HERE, THERE = QLocale("zh_CN"), QLocale("en_GB")
LATIN = re.compile(r"[A-Za-z]{2,}")


@pytest.fixture
def spoken(qapp: QApplication):
    """Speak a language; the one of before after the test."""
    before = QLocale()

    def choose(language: str, system: QLocale) -> None:
        set_language(language)
        speak(qapp, system)

    yield choose
    set_language(ENGLISH)
    speak(qapp)
    QLocale.setDefault(before)
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs, False)


def words_of(dialog: QFileDialog) -> set[str]:
    said = {each.text() for kind in (QLabel, QPushButton) for each in dialog.findChildren(kind)}
    said |= {each.toolTip() for each in dialog.findChildren(QToolButton)}
    model = dialog.findChild(QTreeView).model()
    said |= {
        str(model.headerData(column, Qt.Orientation.Horizontal)) for column in range(model.columnCount())
    }
    return said - {""}


def kinds_of(dialog: QFileDialog, folder: Path, qtbot) -> dict[str, str]:
    """What the dialog says that the things in a folder are."""
    view = dialog.findChild(QTreeView)
    qtbot.waitUntil(lambda: view.model().rowCount(view.rootIndex()) == len(list(folder.iterdir())))
    rows = range(view.model().rowCount(view.rootIndex()))
    return {
        view.model().index(row, 0, view.rootIndex()).data(): view.model()
        .index(row, 2, view.rootIndex())
        .data()
        for row in rows
    }


@pytest.mark.parametrize("mode", [QFileDialog.FileMode.Directory, QFileDialog.FileMode.AnyFile])
def test_a_file_dialog_speaks_chinese_down_to_the_kinds_of_files(spoken, qtbot, tmp_path: Path, mode) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b.yihu").touch()
    spoken(CHINESE, THERE)
    dialog = QFileDialog(None, "选", str(tmp_path), "文件 (*)")
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setFileMode(mode)
    qtbot.addWidget(dialog)
    assert not [words for words in words_of(dialog) if LATIN.search(words)]
    kinds = kinds_of(dialog, tmp_path, qtbot)
    assert kinds["a"] == "文件夹"
    assert not LATIN.search(kinds["b.yihu"].replace("yihu", ""))


@pytest.mark.parametrize(
    ("language", "system", "own"),
    [(CHINESE, HERE, False), (CHINESE, THERE, True), (ENGLISH, THERE, False), (ENGLISH, HERE, True)],
)
def test_the_system_s_dialogs_are_used_where_they_speak_as_the_window(spoken, language, system, own) -> None:
    spoken(language, system)
    assert QCoreApplication.testAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs) is own
