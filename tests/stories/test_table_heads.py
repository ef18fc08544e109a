"""The heads of tables have room for their words in both languages."""

import pytest
from PySide6.QtTest import QTest

from yihu.base.i18n import CHINESE, ENGLISH
from yihu.ui.look import Table
from yihu.ui.routes import OverviewRoute, PlansRoute, VisitsRoute


@pytest.mark.parametrize("language", [CHINESE, ENGLISH])
@pytest.mark.parametrize(
    "route", [OverviewRoute(), PlansRoute(), VisitsRoute()], ids=lambda route: type(route).__name__
)
def test_no_head_of_a_table_is_cut(window, route, language):
    window.shell.choose_language(language)
    window.rebuild()
    window.go(route)
    QTest.qWait(120)
    table = next(each for each in window.findChildren(Table) if each.isVisible())
    heads = table.horizontalHeader()
    cut = [
        table.model().headerData(column, heads.orientation())
        for column in range(heads.count())
        if heads.sectionSizeFromContents(column).width() > heads.sectionSize(column)
    ]
    assert cut == []
