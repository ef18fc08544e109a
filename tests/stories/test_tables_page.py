"""Saving tables and lists at the window."""

import openpyxl
import pytest
from PySide6.QtWidgets import QFileDialog

from yihu.actions import list_audit
from yihu.ui.checks.page import ChecksPage
from yihu.ui.completeness.page import CompletenessPage
from yihu.ui.due.page import DuePage
from yihu.ui.look.background import wait_for_all
from yihu.ui.routes import ChecksRoute, CompletenessRoute, DueRoute, PlansRoute, TablesRoute, VisitsRoute
from yihu.ui.save_table.button import SaveListDialog
from yihu.ui.tables.page import TablesPage
from yihu.ui.visits.page import VisitsPage


@pytest.fixture
def chosen(tmp_path, monkeypatch):
    """The file that the person chooses where the window asks; what it proposed."""
    proposed = []

    def choose(_parent, _title, name, _kinds):
        proposed.append(name)
        return str(tmp_path / "chosen"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    return tmp_path / "chosen", proposed


def saved(person, options):
    person.waits(lambda: options.notice.isVisible() and options.button.isEnabled())


def rows_of(path):
    return [[cell.value for cell in row] for row in openpyxl.load_workbook(path).worksheets[0].iter_rows()]


def test_a_coordinator_saves_the_members_of_a_village(person, window, workspace, chosen):
    path, proposed = chosen
    window.go(TablesRoute())
    page = window.findChild(TablesPage)
    person.waits(lambda: page.presenter.tables)
    names = [row.name for row in page.presenter.tables]
    page.table.selectRow(names.index("persons"))
    person.waits(lambda: "41 户 119 人" in page.options.warning.text())
    person.sees("家庭成员", "没有加密")
    page.options.button.click()
    saved(person, page.options)
    rows = rows_of(path.with_name("chosen.xlsx"))
    assert len(rows) == 120
    assert rows[0][:8] == ["省", "市", "县", "乡", "村", "户编号", "人口编号", "姓名"]
    assert proposed[0].endswith("-persons-20261123-1000.xlsx")
    assert path.with_name("chosen.dictionary.xlsx").exists()
    assert all("*" in row[11] for row in rows[1:] if row[11])


def test_numbers_in_full_are_asked_for_and_stand_in_the_log(person, window, workspace, chosen):
    path, _ = chosen
    window.go(TablesRoute())
    page = window.findChild(TablesPage)
    person.waits(lambda: page.presenter.tables)
    page.options.full.setChecked(True)
    page.options.button.click()
    assert "写明用途" in page.options.reason_field.below()
    page.options.reason.setText("送县里核对")
    page.options.format.setCurrentIndex(2)
    page.options.format.activated.emit(2)
    page.options.button.click()
    saved(person, page.options)
    text = path.with_name("chosen.csv").read_bytes().decode("gb18030")
    assert text.startswith("省,")
    line = list_audit(workspace, 1)[0]
    assert (line.kind, line.details["masked"], line.details["reason"]) == ("table_saved", False, "送县里核对")


PAGES = [
    (VisitsRoute(), VisitsPage, "visits", 41),
    (PlansRoute(), VisitsPage, "plans", 41),
    (DueRoute(), DuePage, "due", None),
    (ChecksRoute(), ChecksPage, "checks", None),
    (CompletenessRoute(), CompletenessPage, "progress-of-villages", None),
]


@pytest.mark.qt_log_ignore("propagateSizeHints")  # only the offscreen plugin says so
@pytest.mark.parametrize(("route", "kind", "name", "count"), PAGES, ids=[page[2] for page in PAGES])
def test_every_list_is_saved_as_it_stands(person, window, workspace, chosen, route, kind, name, count):
    path, proposed = chosen
    window.go(route)
    page = next(page for page in window.findChildren(kind) if page.isVisible())
    wait_for_all_then(person, page)
    listed = page.presenter.listed()
    page.save_button.click()
    dialog = page.findChild(SaveListDialog)
    assert dialog.isVisible()
    dialog.options.button.click()
    saved(person, dialog.options)
    rows = rows_of(path.with_name("chosen.xlsx"))
    top = 1 if listed.filter else 0
    assert rows[top] == [column.title for column in listed.columns]
    assert len(rows) - top - 1 == listed.total
    assert count in (None, listed.total)
    assert f"-{name}-" in proposed[0]
    dialog.close_button.click()


def wait_for_all_then(person, page):
    """Until the page has read its list."""
    person.waits(lambda: page.presenter.listed().total > 0)
    wait_for_all()


def test_who_only_looks_is_told_that_files_are_given_by_others(person, window, workspace):
    workspace.store.set_role("viewer")
    window.go(TablesRoute())
    page = window.findChild(TablesPage)
    person.waits(lambda: page.presenter.tables)
    assert not page.options.button.isEnabled()
    assert "只能查看" in page.options.button.toolTip()
