"""The foot of the interview says which keys help on this page, and no others."""

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication

from yihu.base.i18n import ENGLISH, set_language
from yihu.ui.interview.footer import Footer
from yihu.ui.interview.rows_table import RowsTable
from yihu.ui.interview.views import FieldKind, MemberRow, PageView, QuestionView, RowsView
from yihu.ui.look.fonts import font
from yihu.ui.look.tokens import BODY


def question(kind):
    return QuestionView(ref="/data/a", number="1.1", kind=kind, label="A")


def page(*kinds):
    return PageView(kind="group", ref="/data", title="", questions=tuple(question(kind) for kind in kinds))


def test_a_page_that_only_tells_something_keeps_no_keys_of_the_page_before(qtbot):
    set_language(ENGLISH)
    footer = Footer()
    qtbot.addWidget(footer)
    footer.show_page(page(FieldKind.LIST))
    footer.show_keys(question(FieldKind.LIST))
    assert "Type to find" in footer.words()
    footer.show_page(page(FieldKind.NOTE))
    assert footer.words() == "Enter next page"


def test_a_table_whose_rows_the_form_gives_names_no_key_that_adds_or_removes(qtbot):
    set_language(ENGLISH)
    footer = Footer()
    qtbot.addWidget(footer)
    for can_add in (True, False):
        rows = RowsView(ref="/data/m", name="Measure", heads=("Measure",), rows=(), can_add=can_add)
        footer.show_page(PageView(kind="repeat", ref="/data/m", title="", rows=rows))
        assert ("Insert adds" in footer.words()) == ("Delete removes" in footer.words()) == can_add
        assert "Enter opens" in footer.words()


@pytest.mark.parametrize("width", [700, 1000, 1366])
def test_the_names_of_rows_are_shown_whole_before_all_columns_are_alike(closed_window, width):
    name = "适配辅助器具、无障碍改造和家庭签约医生服务"
    cells = (name, "还没有记录", "—", "—", "—")
    row = MemberRow(ref="/data/m[1]", cells=cells, errors=1)
    view = RowsView(ref="/data/m", name="措施", heads=tuple("措上进停今"), rows=(row,), can_add=False)
    table = RowsTable(view, closed_window)
    table.resize(width, 300)
    table.show()
    QApplication.processEvents()
    shown = table.table
    needed = QFontMetrics(font(BODY + 1, strong=True)).horizontalAdvance(name)
    room = shown.viewport().width()
    assert shown.columnWidth(0) >= min(needed, room * 2 // 5 - 1)
    assert sum(shown.columnWidth(column) for column in range(6)) <= room
