"""Files that were made, or broken, to do harm: told with a code, nothing written, memory below 500 MB, everything stoppable."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from tests.unit.engine_forms import ask, xform

from yihu.base.errors import Cancelled, FileUnreadable
from yihu.base.i18n import ENGLISH, set_language
from yihu.base.progress import Stoppable
from yihu.engine import Session
from yihu.forms import FormRefused, apart, corrected_workbook, read_workbook
from yihu.forms.sheets import read_file, read_sheets

ROOT = Path(__file__).parents[2]
MOST_MEMORY_MB = 500
SURVEY = [["type", "name", "label", "relevant", "constraint"], ["text", "a", "A"]]
BOMB = '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">' + "".join(f'<!ENTITY {chr(98 + n)} "{"&" + chr(97 + n) + ";" * 1}{("&" + chr(97 + n) + ";") * 9}">' for n in range(12)) + "]>"  # fmt: skip
WATCH = """
import json, sys
from pathlib import Path
from yihu.actions import check_form
from yihu.base.errors import UserError
for path in sys.argv[1:]:
    try:
        report = check_form(Path(path))
        codes = [each.code for each in report.problems if each.severity != "repaired"]
        told = {"accepted": report.accepted, "codes": codes, "said": all(each.explain() for each in report.problems)}
    except UserError as refused:
        told = {"accepted": False, "codes": [refused.code], "said": bool(refused.explain())}
    status = Path("/proc/self/status").read_text()  # the resource module's figure begins with the parent's
    told["peak_mb"] = int(status.partition("VmHWM:")[2].split()[0]) / 1024
    print(json.dumps(told))
"""


@pytest.fixture(autouse=True)
def _english():
    set_language(ENGLISH)


def workbook(path, rows=SURVEY, **sheets):
    book = Workbook(write_only=True)
    for title, lines in {"survey": rows, **sheets}.items():
        page = book.create_sheet(title)
        for line in lines:
            page.append(line)
    book.save(path)
    return path


def with_part(path, name, change):
    """The workbook with one of its parts changed."""
    with zipfile.ZipFile(path) as archive:
        parts = {each: archive.read(each) for each in archive.namelist()}
    parts[name] = change(parts.get(name, b""))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for each, content in parts.items():
            archive.writestr(each, content)
    return path


def entities_in_a_workbook(path):
    workbook(path)
    return with_part(
        path,
        "xl/worksheets/sheet1.xml",
        lambda part: part.replace(b"<worksheet", BOMB.encode() + b"<worksheet", 1),
    )


def wide_entities_in_a_workbook(path):
    workbook(path)
    return with_part(
        path, "xl/sharedStrings.xml", lambda _: ("\ufeff" + BOMB + "<sst>&m;</sst>").encode("utf-16-le")
    )


def ratio_bomb(path):
    workbook(path)
    return with_part(path, "xl/worksheets/sheet1.xml", lambda _: b"0" * 60_000_000)


def many_parts(path):
    workbook(path)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        for number in range(40):
            archive.writestr(f"xl/media/{number}.xml", os.urandom(20_000) * 300)
    return path


def lying_sizes(path):
    """A part that says it is small and isn't."""
    workbook(path)
    with_part(path, "xl/worksheets/sheet1.xml", lambda _: b"<worksheet>" + b"<row/>" * 3_000_000)
    content = path.read_bytes()
    size = (len(b"<worksheet>") + 6 * 3_000_000).to_bytes(4, "little")
    assert content.count(size) >= 2
    path.write_bytes(content.replace(size, (900).to_bytes(4, "little")))
    return path


def far_corner(path):
    return workbook(path, [*SURVEY]) and with_part(path, "xl/worksheets/sheet1.xml", lambda part: part.replace(
        b"</sheetData>", b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'))  # fmt: skip


def rows_of(path, line, count):
    """A workbook whose survey is one row again and again; `{0}` in it is the row's number."""
    workbook(path)
    sheet = "<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><sheetData>"
    rows = "".join(f'<row r="{number}">{line.format(number)}</row>' for number in range(1, count + 1))
    with_part(path, "xl/worksheets/sheet1.xml", lambda _: f"{sheet}{rows}</sheetData></worksheet>".encode())
    return path


def million_choices(path):
    line = '<c r="A{0}" t="inlineStr"><is><t>l</t></is></c><c r="B{0}"><v>{0}</v></c>'
    return rows_of(path, line, 1_000_000)


def many_languages(path):
    """Few rows, but millions of cells."""
    cell = '<c r="{0}{{0}}" t="inlineStr"><is><t>x</t></is></c>'
    return rows_of(path, "".join(cell.format(get_column_letter(at)) for at in range(1, 401)), 4_000)


def nested(inside):
    return lambda path: workbook(path, [*SURVEY, ["text", "b", "B", inside]])


def nested_in_a_cell_of_32_thousand(path):
    return workbook(path, [*SURVEY, ["text", "b", "B", "not(" * 6_000 + "1" + ")" * 6_000]])


def xform_file(bind, lists=""):
    def write(path):
        path.write_text(xform("<a/><b/>", bind, ask("a", "b"), lists), encoding="utf-8")
        return path

    return write


def raw(content):
    def write(path):
        path.write_bytes(content)
        return path

    return write


def half(path):
    whole = workbook(path, [*SURVEY, *([["text", f"q{n}", "Q"] for n in range(500)])]).read_bytes()
    path.write_bytes(whole[: len(whole) * 2 // 3])
    return path


PASSWORD = (
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(900)
)
REFUSED = {
    "entity bomb in an XForm": ("form.xml", raw((BOMB + "<a>&m;</a>").encode()), "xform-refused"),
    "entity bomb in a workbook": ("form.xlsx", entities_in_a_workbook, "workbook-unsafe"),
    "entity bomb in UTF-16": ("form.xlsx", wide_entities_in_a_workbook, "workbook-unsafe"),
    "zip bomb by ratio": ("form.xlsx", ratio_bomb, "workbook-too-large"),
    "zip bomb in many parts": ("form.xlsx", many_parts, "workbook-too-large"),
    "zip bomb that lies": ("form.xlsx", lying_sizes, "workbook-damaged"),
    "a cell in the far corner": ("form.xlsx", far_corner, "workbook-too-large"),
    "a million choices": ("form.xlsx", million_choices, "workbook-too-large"),
    "millions of cells": ("form.xlsx", many_languages, "workbook-too-large"),
    "10,000 brackets": ("form.xlsx", nested("(" * 10_000 + "1" + ")" * 10_000), "xpath-too-complex"),
    "6,000 functions": ("form.xlsx", nested_in_a_cell_of_32_thousand, "xpath-too-complex"),
    "10,000 brackets in an XForm": ("form.xml", xform_file(f'<bind nodeset="/data/a" relevant="{"(" * 10_000}1{")" * 10_000}"/>'), "xpath-too-complex"),
    "10,000 functions in an XForm": ("form.xml", xform_file(f'<bind nodeset="/data/a" calculate="{"not(" * 10_000}1{")" * 10_000}"/>'), "xpath-too-complex"),
    "100,000 elements within each other": ("form.xml", raw(b"<a>" * 100_000 + b"</a>" * 100_000), "xform-refused"),
    "an XForm of two million elements": ("form.xml", raw(b"<a>" + b"<b/>" * 2_000_000 + b"</a>"), "workbook-too-large"),
    "half a download": ("form.xlsx", half, "workbook-damaged"),
    "a password": ("form.xlsx", raw(PASSWORD), "workbook-password"),
    "nothing": ("form.xlsx", raw(b""), "workbook-empty"),
    "an old workbook without contents": ("form.xls", raw(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000)), "workbook-damaged"),
    "an old workbook of noise": ("form.xls", raw(b"\x09\x08\x10\x00" + bytes(range(256)) * 40), "workbook-damaged"),
    "a letter": ("form.xls", raw("您好".encode("gb18030")), "workbook-unknown"),
    "a page": ("form.xls", raw(b"<html><table><tr><td>type</td></tr></table></html>"), "xform-refused"),
}  # fmt: skip


def watched(paths, temporary):
    """What became of each file, told by a process of its own."""
    temporary.mkdir(exist_ok=True)
    done = subprocess.run(
        [sys.executable, "-c", WATCH, *map(str, paths)], capture_output=True, text=True, check=False, timeout=300,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "YIHU_LANGUAGE": "en", "TMPDIR": str(temporary)},
    )  # fmt: skip
    assert "Traceback" not in done.stderr, done.stderr[-2000:]
    assert done.returncode == 0, done.stderr[-2000:]
    assert list(temporary.iterdir()) == []
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="peaks are read from /proc")
@pytest.mark.parametrize("part", range(4))
def test_every_harmful_file_is_refused_with_its_code_within_bounds(tmp_path, part):
    cases = dict(list(REFUSED.items())[part::4])
    paths = []
    for number, (name, make, _code) in enumerate(cases.values()):
        folder = tmp_path / str(number)
        folder.mkdir()
        paths.append(make(folder / name))
    before = {path: path.read_bytes() for path in paths}
    told = dict(zip(cases, watched(paths, tmp_path / "temporary"), strict=True))
    assert {case: each["codes"][0] for case, each in told.items()} == {
        case: each[2] for case, each in cases.items()
    }
    assert not any(each["accepted"] for each in told.values())
    assert all(each["said"] for each in told.values())
    assert max(each["peak_mb"] for each in told.values()) < MOST_MEMORY_MB
    assert {path: path.read_bytes() for path in paths} == before
    assert all(len(list(path.parent.iterdir())) == 1 for path in paths)


# Files beside a form

WRONG_LISTS = {
    "a picture for a table": ("towns.csv", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(300)),
    "noise": ("towns.csv", b"name,label\n\xff\xff\xff,\x81\xff\n"),
    "broken XML": ("towns.xml", b"<root><item>"),
    "an entity bomb": ("towns.xml", (BOMB + "<root><item><name>&m;</name></item></root>").encode()),
    "deep XML": ("towns.xml", b"<root>" + b"<a>" * 50_000 + b"</a>" * 50_000 + b"</root>"),
    "broken GeoJSON": ("towns.geojson", b'{"type": "FeatureCollection", "features": [{'),
    "GeoJSON of something else": ("towns.geojson", b'{"features": 7}'),
    "GeoJSON within itself": ("towns.geojson", b'{"a":' * 20_000 + b"1" + b"}" * 20_000),
    "far too long a table": ("towns.csv", b"name,label\n" + b"a,A\n" * 900_000),
}


@pytest.mark.parametrize("case", WRONG_LISTS)
def test_a_list_that_cant_be_read_refuses_the_form_and_is_named(tmp_path, case):
    name, content = WRONG_LISTS[case]
    path = workbook(tmp_path / "form.xlsx", [*SURVEY, [f"select_one_from_file {name}", "t", "T"]])
    (tmp_path / name).write_bytes(content)
    with pytest.raises(FormRefused) as refusal:
        read_workbook(path)
    assert [each.code for each in refusal.value.problems] == ["form-file-unreadable"]
    assert name in refusal.value.problems[0].explain()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_tables_of_every_excel_are_read(tmp_path, encoding):
    path = workbook(tmp_path / "form.xlsx", [*SURVEY, ["select_one_from_file towns.csv", "t", "T"]])
    (tmp_path / "towns.csv").write_bytes("name,label\nq,青竹村\n".encode(encoding))
    assert [each.label for each in Session.open(read_workbook(path).form).choices("/data/t")] == ["青竹村"]


STRANGE = ["../secret.csv", "/etc/passwd", "..\\secret.csv", "C:\\secret.csv", "\\\\server\\share\\secret.csv", "//server/share/secret.csv",
           "CON", "nul.csv", "COM1.csv", "a/../../secret.csv", "secret.csv.", "x" * 300, ".."]  # fmt: skip


@pytest.mark.parametrize("name", STRANGE)
def test_names_that_lead_elsewhere_are_told_and_never_read(tmp_path, name, monkeypatch):
    (tmp_path / "secret.csv").write_text("name,label\ns,S\n", encoding="utf-8")
    folder = tmp_path / "forms"
    folder.mkdir()
    lists = f'<instance id="t" src="jr://file-csv/{name}"/>'
    path = xform_file("", lists)(folder / "form.xml")
    (folder / "secret.csv.").write_text("name,label\ns,S\n", encoding="utf-8")
    imported = read_workbook(path)
    assert imported.attachments == {}
    assert "form-file-elsewhere" in {each.code for each in imported.warnings}
    assert all(len(each.explain()) < 300 for each in imported.warnings)


def test_links_out_of_the_folder_and_in_circles_are_not_followed(tmp_path):
    (tmp_path / "secret.csv").write_text("name,label\ns,S\n", encoding="utf-8")
    folder = tmp_path / "forms"
    folder.mkdir()
    (folder / "towns.csv").symlink_to(tmp_path / "secret.csv")
    (folder / "ring.csv").symlink_to(folder / "ring.csv")
    lines = [["select_one_from_file towns.csv", "t", "T"], ["select_one_from_file ring.csv", "r", "R"]]
    imported = read_workbook(workbook(folder / "form.xlsx", [*SURVEY, *lines]))
    assert imported.attachments == {}
    assert [each.code for each in imported.warnings] == ["form-file-missing"] * 2


def test_a_list_that_may_not_be_read_is_told_as_missing(tmp_path, monkeypatch):
    path = workbook(tmp_path / "form.xlsx", [*SURVEY, ["select_one_from_file towns.csv", "t", "T"]])
    (tmp_path / "towns.csv").write_text("name,label\n", encoding="utf-8")
    plain = Path.read_bytes
    monkeypatch.setattr(
        Path, "read_bytes", lambda self: _refuse() if self.name == "towns.csv" else plain(self)
    )
    assert [each.code for each in read_workbook(path).warnings] == ["form-file-missing"]


def _refuse():
    raise PermissionError


# What is no file


@pytest.mark.parametrize("make", ["folder", "ring", "pipe", "gone"])
def test_what_is_no_file_is_told_at_once(tmp_path, make):
    path = tmp_path / "form.xlsx"
    if make == "folder":
        path.mkdir()
    elif make == "ring":
        path.symlink_to(path)
    elif make == "pipe":
        os.mkfifo(path)
    with pytest.raises(FileUnreadable):
        read_workbook(path)


def test_a_file_that_may_not_be_read_is_told(tmp_path, monkeypatch):
    path = workbook(tmp_path / "form.xlsx")
    monkeypatch.setattr(Path, "read_bytes", lambda _: _refuse())
    with pytest.raises(FileUnreadable):
        read_workbook(path)


# What a workbook may have, and what stays out of it


def test_errors_of_formulas_are_told_with_their_place(tmp_path):
    path = workbook(tmp_path / "form.xlsx", [*SURVEY, ["text", "b", "B"]])
    cells = b'<c r="D3" t="e"><v>#REF!</v></c><c r="E3" t="e"><f>1/0</f><v>#DIV/0!</v></c></row></sheetData>'
    with_part(path, "xl/worksheets/sheet1.xml", lambda part: part.replace(b"</row></sheetData>", cells))
    imported = read_workbook(path)
    told = {(each.code, each.sheet, each.row, each.column, each.before) for each in imported.repairs}
    assert told == {
        ("cell-error-cleared", "survey", 3, "relevant", "#REF!"),
        ("cell-error-cleared", "survey", 3, "constraint", "#DIV/0!"),
    }


def test_macros_and_links_to_other_workbooks_are_left_alone(tmp_path):
    path = workbook(
        tmp_path / "form.xlsm", [["type", "name", "label"], ["hidden string", "a", None], ["text", "b", "B"]]
    )
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0" + os.urandom(500))
        archive.writestr("xl/externalLinks/externalLink1.xml", "<externalLink/>")
    assert Session.open(read_workbook(path).form).refs()
    (tmp_path / "corrected.xlsx").write_bytes(corrected_workbook(path)[0])
    with zipfile.ZipFile(tmp_path / "corrected.xlsx") as archive:
        assert not [name for name in archive.namelist() if "vba" in name or "external" in name]


LOOKING = r"^(?=(a+)+$)(\w+\s?)+$"
PATTERNS = [
    ("^(a+)+$", set()),
    (LOOKING, {"pattern-endless"}),
    ("[", {"pattern-unreadable"}),
    ("a" * 3_000, {"pattern-unreadable"}),
]


@pytest.mark.parametrize(("pattern", "codes"), PATTERNS)
def test_a_pattern_that_could_be_tried_for_ever_is_bound_and_told_with_its_place(tmp_path, pattern, codes):
    imported = read_workbook(
        workbook(tmp_path / "form.xlsx", [*SURVEY, ["text", "b", "B", None, f"regex(., '{pattern}')"]])
    )
    assert {(each.code, each.row, each.column) for each in imported.warnings} == {
        (code, 3, "constraint") for code in codes
    }
    session = Session.open(imported.form)
    session.answer("/data/b", "a" * 5_000 + "!")
    assert (session.violation("/data/b") is None) == bool(codes)
    bind = f"""<bind nodeset="/data/a" constraint="regex(., '{pattern}')"/>"""
    assert {each.code for each in read_workbook(xform_file(bind)(tmp_path / "form.xml")).warnings} == codes


# Stopping


def large(path):
    return workbook(
        path, [SURVEY[0], *([["text", f"q{number}", f"Q {number}", None] for number in range(6_000)])]
    )


class StoppedLater(Stoppable):
    """Stopped when the process has begun."""

    def __init__(self, begun):
        super().__init__()
        self._begun = begun

    def step(self, done, total):
        if self._begun:
            self.stop()
        super().step(done, total)


def test_a_conversion_is_stopped_while_it_runs_and_its_process_is_gone(tmp_path, monkeypatch):
    begun = []
    popen = subprocess.Popen
    monkeypatch.setattr(
        apart.subprocess, "Popen", lambda *given, **named: begun.append(popen(*given, **named)) or begun[0]
    )
    monkeypatch.setattr("yihu.forms.workbook.convert", lambda *_: pytest.fail("converted here"))
    with pytest.raises(Cancelled):
        read_workbook(large(tmp_path / "form.xlsx"), progress=StoppedLater(begun))
    assert begun[0].returncode < 0


def test_a_process_of_its_own_converts_to_the_same(tmp_path):
    rows = [*SURVEY, *([["text", f"q{number}", f"问 {number}", "${a} = 'x'"] for number in range(200)])]
    path = workbook(tmp_path / "form.xlsx", rows)
    here, there = read_workbook(path), read_workbook(path, progress=Stoppable())
    assert there.xform == here.xform
    assert there.warnings == here.warnings
    workbook(path, [*rows, ["matrix", "m", "M"], ["text", "n", "N", "1 +"]])
    told = []
    for progress in (None, Stoppable()):
        with pytest.raises(FormRefused) as refusal:
            read_workbook(path, progress=progress)
        told.append(refusal.value.problems)
    assert told[0] == told[1]


@pytest.mark.parametrize("broken", [["/nowhere/python"], [sys.executable, "-c", "raise SystemExit(3)"]])
def test_where_no_process_can_be_begun_it_is_converted_here(tmp_path, monkeypatch, broken):
    monkeypatch.setattr(apart, "_command", lambda: broken)
    rows = [SURVEY[0], *([["text", f"q{number}", "Q"] for number in range(160)])]
    assert read_workbook(workbook(tmp_path / "form.xlsx", rows), progress=Stoppable()).form.questions


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_a_conversion_that_takes_all_memory_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(apart, "_command", lambda: [sys.executable, "-c", TOO_MUCH])
    book = read_sheets(Path("form.xlsx"), read_file(workbook(tmp_path / "form.xlsx")))
    converted, problems = apart.convert_apart(book, Stoppable())
    assert converted is None
    assert [each.code for each in problems] == ["workbook-too-large"]


TOO_MUCH = """
import sys
from yihu.forms import apart, conversion
conversion.convert = lambda *_: bytearray(3_000_000_000)
sys.exit(apart.main())
"""
