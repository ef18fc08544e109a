"""Plans on paper: choose, look, save, print, stop."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from yihu.actions.list_households import list_households
from yihu.storage.rows import HouseholdQuery
from yihu.ui.printing.page import PrintPage
from yihu.ui.printing.paper_pages import count_pages, page_size_pt, render_page
from yihu.ui.printing.printer_job import make_printer
from yihu.ui.routes import PrintRoute


@pytest.fixture
def page(window):
    """The print page with nothing chosen elsewhere."""
    window.go(PrintRoute())
    return window.findChild(PrintPage)


def planned(workspace):
    return [
        row
        for row in list_households(workspace, HouseholdQuery())
        if row.plan_state in ("draft", "agreed", "signed")
    ]


def test_all_plans_are_chosen_and_the_first_is_shown_as_paper(person, page, workspace, qtbot):
    person.sees(f"已选 {len(planned(workspace))} 份")
    qtbot.waitUntil(lambda: page.preview.pages == 2, timeout=30_000)


def test_the_preview_is_the_pdf_itself(page, workspace):
    pdf = page.presenter.preview(planned(workspace)[0].id)
    assert count_pages(pdf) == 2
    sheet = render_page(pdf, 0, 72)
    assert (sheet.width(), sheet.height()) == (596, 842)
    assert len({sheet.pixelColor(x, y).name() for x in range(0, 596, 7) for y in range(0, 842, 7)}) > 3


def test_state_and_ticks_choose_what_is_printed(person, page, workspace):
    page.chooser.state.setCurrentIndex(page.chooser.state.findData("signed"))
    page.chooser.state.activated.emit(page.chooser.state.currentIndex())
    signed = len(list_households(workspace, HouseholdQuery(plan_state="signed")))
    person.sees(f"已选 {signed} 份")
    page.chooser.list.setFocus()
    person.key(Qt.Key.Key_Space).sees(f"已选 {signed - 1} 份")
    person.presses("全不选").sees("已选 0 份")
    assert not page.print_button.isEnabled()


def test_one_household_comes_alone(person, window, workspace):
    one = planned(workspace)[0]
    window.go(PrintRoute(household_ids=(one.id,)))
    person.sees("已选 1 份", one.head_name)


@pytest.mark.parametrize(("one_file", "files"), [(True, 1), (False, 3)])
def test_pdfs_are_saved_whole_and_the_page_says_where(
    person, page, workspace, tmp_path, qtbot, one_file, files
):
    page.presenter.tick_all(False)
    for row in planned(workspace)[:3]:
        page.presenter.tick(row.id, True)
    target = tmp_path / "papers"
    target.mkdir()
    page.save_into(target, one_file=one_file)
    qtbot.waitUntil(lambda: page.running is None, timeout=60_000)
    person.sees("已存 3 份计划，共 6 页。", str(target), "打开文件夹")
    assert len(list(target.glob("*.pdf"))) == files
    assert not list(target.glob("*.part"))


def test_a_folder_that_can_not_be_written_is_told(person, page, tmp_path, qtbot):
    (tmp_path / "file").touch()
    page.save_into(tmp_path / "file" / "folder", one_file=True)
    qtbot.waitUntil(lambda: page.running is None, timeout=60_000)
    person.sees("代码：folder-not-writable")


def test_many_at_once_can_be_stopped_and_what_is_done_stays(person, page, tmp_path, qtbot, monkeypatch):
    from yihu.actions.print_papers import print_papers

    def slowly(space, kind, ids, folder, *, progress, **_how):
        progress.step(1, len(ids))
        while True:
            QTest.qSleep(5)
            progress.step(1, len(ids))

    monkeypatch.setattr("yihu.ui.printing.presenter.print_papers", slowly)
    page.save_into(tmp_path, one_file=False)
    person.sees("正在写").presses("停止").sees("已停止。之前做好的都保留。")
    assert page.print_button.isEnabled()
    assert print_papers is not slowly


def test_papers_go_to_the_printer_page_by_page(person, page, workspace, tmp_path, qtbot):
    page.presenter.tick_all(False)
    for row in planned(workspace)[:2]:
        page.presenter.tick(row.id, True)
    printer = make_printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setResolution(100)
    page.print_on(printer)
    qtbot.waitUntil(lambda: page.running is None, timeout=60_000)
    person.sees("已送到打印机：4 页。")
    assert count_pages((tmp_path / "printed.pdf").read_bytes()) == 4


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_refuses_is_told(person, page, tmp_path, qtbot):
    printer = make_printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "no" / "such" / "folder.pdf"))
    page.print_on(printer)
    qtbot.waitUntil(lambda: page.running is None, timeout=60_000)
    person.sees("打印机没有接收。", "代码：printer-refused")


def choose_kind(page, kind):
    box = page.chooser.kind
    box.setCurrentIndex(box.findData(kind))
    box.activated.emit(box.currentIndex())


def test_any_paper_can_be_chosen_and_looked_at(person, page, workspace, qtbot):
    every = len(list_households(workspace, HouseholdQuery(), None, 5000))
    for kind, title, pages in (
        ("card", "帮扶明白卡", 1),
        ("handbook", "帮扶手册", 4),
        ("life_map", "我家的生活图", 1),
    ):
        choose_kind(page, kind)
        person.sees(f"{title} · 已选 {every} 户")
        qtbot.waitUntil(lambda: page.preview.pages == pages, timeout=30_000)  # noqa: B023
        assert not page.chooser.state.isVisible()


def test_a_notice_names_all_that_are_chosen_on_one_paper(person, page, workspace, tmp_path, qtbot):
    choose_kind(page, "notice")
    page.presenter.tick_all(False)
    rows = list_households(workspace, HouseholdQuery(), None, 5000)[:5]
    for row in rows:
        page.presenter.tick(row.id, True)
    assert len(page.presenter.jobs()) == 1
    page.save_into(tmp_path, one_file=False)
    qtbot.waitUntil(lambda: page.running is None, timeout=60_000)
    person.sees("已存 1 份，共 1 页。")


def test_a_wide_paper_is_printed_wide(page, workspace, tmp_path, qtbot):
    choose_kind(page, "card")
    page.presenter.tick_all(False)
    page.presenter.tick(planned(workspace)[0].id, True)
    printer = make_printer(page.presenter.job_pdf(page.presenter.jobs()[0]))
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setResolution(100)
    page.print_on(printer)
    qtbot.waitUntil(lambda: page.running is None, timeout=60_000)
    width, height = page_size_pt((tmp_path / "printed.pdf").read_bytes(), 0)
    assert width > height


def test_an_empty_paper_is_saved_to_be_filled_in_by_hand(person, page, tmp_path):
    choose_kind(page, "review_minutes")
    page.save_blank_into(tmp_path)
    person.sees("已存 1 份，共 2 页。")
    assert [path.name for path in tmp_path.glob("*.pdf")] == ["review-minutes-民主评议会议记录.pdf"]


def test_the_look_of_a_paper_is_changed_and_a_mistake_in_it_is_explained(person, page, tmp_path, qtbot):
    choose_kind(page, "consent")
    file = tmp_path / "consent.toml"
    page.save_template(file)
    person.sees("已存：consent.toml")
    text = file.read_text(encoding="utf-8-sig")
    file.write_text(text.replace('"letter", "signer"', '"leter", "signer"'), encoding="utf-8")
    page.use_template(file)
    person.sees("这份打印样式不能用。")
    assert "“leter”" in "".join(label.text() for label in page.preview.findChildren(QLabel))
    file.write_text(text.replace('title = "承诺授权书"', 'title = "同意书"'), encoding="utf-8")
    page.use_template(file)
    person.sees("从现在起“承诺授权书”就按这个样式打印")
    page.use_shipped()


def printer_into(file):
    printer = make_printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(file))
    printer.setResolution(72)
    return printer


def test_who_was_not_surveyed_is_left_out_at_the_printer_and_told(person, page, workspace, tmp_path, qtbot):
    choose_kind(page, "questionnaire")
    page.presenter.tick_all(False)
    rows = list_households(workspace, HouseholdQuery(), None, 5000)
    bare = next(row for row in rows if row.visit_state == "not_visited")
    asked = next(row for row in rows if row.visit_state == "done" and row.persons == 1)
    for row in (bare, asked):
        page.presenter.tick(row.id, True)
    assert page.presenter.sheet()
    page.print_on(printer_into(tmp_path / "printed.pdf"))
    qtbot.waitUntil(lambda: page.running is None, timeout=60_000)
    person.sees("已送到打印机", "1 户还没有").sees_no("plan-missing")
    assert count_pages((tmp_path / "printed.pdf").read_bytes()) > 1


def test_where_nobody_has_the_paper_no_sheet_is_wasted(person, page, workspace, tmp_path, qtbot):
    choose_kind(page, "questionnaire")
    page.presenter.tick_all(False)
    rows = list_households(workspace, HouseholdQuery(state="not_visited"), None, 5000)
    for row in rows:
        page.presenter.tick(row.id, True)
    page.print_on(printer_into(tmp_path / "printed.pdf"))
    qtbot.waitUntil(lambda: page.running is None, timeout=60_000)
    person.sees("还没有内容", "代码：paper-empty")
    assert not (tmp_path / "printed.pdf").exists()
    page.save_into(tmp_path, one_file=True)
    qtbot.waitUntil(lambda: page.running is None, timeout=60_000)
    person.sees("代码：paper-empty")
    assert not list(tmp_path.glob("*.pdf"))


def test_saved_papers_tell_who_has_none(person, page, workspace, tmp_path, qtbot):
    choose_kind(page, "questionnaire")
    page.presenter.tick_all(False)
    rows = list_households(workspace, HouseholdQuery(), None, 5000)
    for state in ("not_visited", "done"):
        page.presenter.tick(next(row.id for row in rows if row.visit_state == state), True)
    page.save_into(tmp_path, one_file=False)
    qtbot.waitUntil(lambda: page.running is None, timeout=60_000)
    person.sees("已存 1 份", "1 户还没有", str(tmp_path))
