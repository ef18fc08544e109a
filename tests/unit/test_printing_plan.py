"""The plan on paper says what the household and its plan say, as a township would stamp it."""

import io
import shutil
import struct
import subprocess
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest
from benchmarks.sample_plans import RARE_NAMES, sample_paper
from tests.unit.pdf_text import ReadPdf

from yihu.base import shipped
from yihu.base.errors import Cancelled
from yihu.base.progress import Stoppable
from yihu.printing import FontMissing, PlanPaper, print_plan, print_plans, typefaces
from yihu.printing.qr import code_squares, plan_code
from yihu.register.income import Income


def printed(paper: PlanPaper, language: str = "zh_CN") -> ReadPdf:
    file = io.BytesIO()
    print_plan(paper, file, language=language)
    return ReadPdf(file.getvalue())


def with_household(paper: PlanPaper, **changes: object) -> PlanPaper:
    return replace(paper, household=replace(paper.household, **changes))


def with_plan(paper: PlanPaper, **changes: object) -> PlanPaper:
    return replace(paper, plan=replace(paper.plan, **changes))


def with_many_measures(count: int) -> PlanPaper:
    paper = sample_paper()
    measure = replace(paper.plan.measures[1], content="硬化入户路并安装太阳能路灯，验收合格后结算" * 2)
    return with_plan(paper, measures=(measure,) * count)


def test_an_ordinary_plan_is_two_pages_and_names_all_that_was_agreed():
    pdf = printed(sample_paper(1))
    first, second = pdf.pages()
    for said in (
        "户编号 4309-99-0019 · 第 1 版",
        "清溪镇青竹村三组",
        "一户一策帮扶计划",
        "计划期：2026 年 12 月 至 2027 年 12 月",
        "一、家庭基本情况",
        "边缘易致贫户",
        "3 人（劳动力 1）",
        "4.00 亩",
        "二、收入测算（2025 年，元）",
        "9,601",
        "三、致贫原因与目标",
        "因病：户主长期慢性病，上年自付医药费 12,400 元",
        "四、帮扶措施",
        "减支 2,400",
        "4,800–7,200",
        "12,000 助困金",
        "7,860–12,900",
        "五、预期收入",
        "六、签字盖章",
        "户主（签字、手印）",
        "村民委员会（盖章）",
        "乡镇人民政府（盖章）",
        "驻村工作队 / 第一书记",
        "本计划一式三份：户、村、乡镇各一份",
        "第 1 页 共 2 页",
    ):
        assert said in first, said
    assert "第 2 页 共 2 页" in second
    assert "户主签字" in second
    assert any(line.startswith("产业：稻虾套养") for line in second)


def test_expected_income_stands_against_the_line():
    text = printed(sample_paper()).text()
    assert "人均年纯收入由 5,240 元增至 7,860–9,540 元（监测线 7,300 元）。措施落实后达到监测线以上。" in text
    poorer = replace(sample_paper(), line_yuan=Decimal(8000))
    assert "按低值计算仍低于监测线。" in printed(poorer).text()
    poorest = replace(sample_paper(), line_yuan=Decimal(20000))
    assert "需增加帮扶" in printed(poorest).text()


def test_unknown_income_is_said_and_not_printed_as_nought():
    text = printed(with_household(sample_paper(), income=Income())).text()
    assert "上年收入尚未测算，无法预计收入。" in text
    assert "\n0\n" not in text


def test_rare_characters_print_as_themselves_and_can_be_searched():
    for number, name in enumerate(RARE_NAMES):
        pdf = printed(with_household(sample_paper(), head_name=name))
        assert name in pdf.text(), number
    rare = printed(with_household(sample_paper(), head_name="𠮷")).font_program("F5")
    assert glyph_lengths(rare)[1] > 100, "the glyph has an outline"


def glyph_lengths(font: bytes) -> list[int]:
    (count,) = struct.unpack_from(">H", font, 4)
    tables = {
        tag: (start, length)
        for tag, _, start, length in (
            struct.unpack_from(">4sLLL", font, 12 + 16 * table) for table in range(count)
        )
    }
    start, length = tables[b"loca"]
    places = struct.unpack_from(f">{length // 4}L", font, start)
    return [after - before for before, after in pairwise(places)]


def test_a_character_that_no_font_has_leaves_a_box_and_stays_searchable():
    assert "王\U0003f000英" in printed(with_household(sample_paper(), head_name="王\U0003f000英")).text()


def test_text_can_be_copied_out_by_other_programs(tmp_path):
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext (poppler-utils) is not installed")
    path = tmp_path / "plan.pdf"
    with path.open("wb") as file:
        print_plan(sample_paper(0), file)
    copied = subprocess.run(
        ["pdftotext", "-layout", path, "-"], capture_output=True, check=True
    ).stdout.decode()
    assert RARE_NAMES[0] in copied
    assert "稻虾套养，合作社保底收购" in copied


def test_the_same_plan_gives_the_same_bytes():
    files = [io.BytesIO(), io.BytesIO()]
    for file in files:
        print_plan(sample_paper(3), file)
        print_plan(sample_paper(4), io.BytesIO())
    assert files[0].getvalue() == files[1].getvalue()


def test_many_measures_flow_on_under_the_same_head():
    pages = printed(with_many_measures(40)).pages()
    with_measures = [page for page in pages if "12,000 助困金" in page]
    assert len(with_measures) > 2
    assert all("责任单位 / 责任人" in page for page in with_measures)
    numbers = [line for page in with_measures for line in page if line.isdigit()]
    assert {str(number) for number in range(1, 41)} <= set(numbers)
    assert pages[0][-1] == f"第 1 页 共 {len(pages)} 页"


def test_a_measure_longer_than_a_page_goes_on_overleaf_without_losing_a_word():
    paper = with_many_measures(1)
    long = "".join(f"第{number}步修渠，" for number in range(900))
    pages = printed(with_plan(paper, measures=(replace(paper.plan.measures[0], content=long),))).pages()
    together = "".join(line for page in pages for line in page)
    for number in (0, 450, 899):
        assert f"第{number}步" in together


def test_the_papers_code_names_the_plan_and_nothing_else():
    plan = sample_paper().plan
    assert plan_code(plan.id, 3) == f"YIHU:PLAN:{plan.id.upper()}:3"
    squares = code_squares(plan_code(plan.id, plan.version))
    assert len(squares) == 29
    assert squares[0][0] == (0, 7), "the finder pattern in the corner"


def test_the_files_properties_name_nobody():
    paper = sample_paper(1)
    file = io.BytesIO()
    print_plan(paper, file)
    assert paper.household.head_name
    for encoding in ("utf-8", "utf-16-be"):
        assert paper.household.head_name.encode(encoding) not in file.getvalue()
        assert str(paper.household.number).encode(encoding) not in file.getvalue()


def test_many_plans_in_one_document_have_a_bookmark_each():
    file = io.BytesIO()
    papers = [sample_paper(number) for number in range(3)]
    assert print_plans(papers, file) == 6
    pdf = ReadPdf(file.getvalue())
    assert len(pdf.page_numbers()) == 6
    titles = file.getvalue().count(b"/Title") - 1
    assert titles == 3 + 1, "one for each household, one for their group"
    assert [f"第 {page} 页 共 2 页" for page in (1, 2)] * 3 == [page[-1] for page in pdf.pages()]


def test_stopping_leaves_nothing_written():
    file, progress = io.BytesIO(), Stoppable()
    progress.stop()
    with pytest.raises(Cancelled):
        print_plans([sample_paper()], file, progress=progress)
    assert file.getvalue() == b""


def test_english_paper_has_no_chinese_words_of_the_form():
    pages = printed(sample_paper(1), "en").pages()
    text = "\n".join(line for page in pages for line in page)
    assert "1. The household" in text
    assert "On the edge of poverty" in text
    assert "Page 1 of 2" in text
    for word in ("户编号", "监测线 7", "监测对象", "帮扶措施", "签字", "7,300 元"):
        assert word not in text


def test_a_draft_says_that_it_is_one():
    assert "草稿，尚未议定" in printed(with_plan(sample_paper(), state="draft")).text()
    assert "草稿" not in printed(sample_paper()).text()


def test_a_household_of_which_nothing_is_known_still_prints():
    paper = sample_paper()
    bare = PlanPaper(
        household=type(paper.household)(id="x"), plan=type(paper.plan)(id="x", version=1, state="draft")
    )
    assert "尚未议定帮扶措施。" in printed(bare).text()


@pytest.fixture
def rare_font(tmp_path, monkeypatch):
    """A place for the rare font that a test may damage; what was read of it before is forgotten."""
    place = tmp_path / "HanaMinB.ttf"
    monkeypatch.setattr(
        typefaces,
        "resource_path",
        lambda *parts: place if place.name in parts else shipped.resource_path(*parts),
    )
    for cache in (typefaces.font_file, typefaces.find_glyph):
        cache.cache_clear()
    yield place
    for cache in (typefaces.font_file, typefaces.find_glyph):
        cache.cache_clear()


@pytest.mark.parametrize("damage", ["missing", "empty", "truncated", "not a font"])
def test_a_missing_or_damaged_font_is_explained_and_nothing_is_written(rare_font, damage):
    whole = shipped.resource_path("fonts", "HanaMinB.ttf").read_bytes()
    if damage != "missing":
        rare_font.write_bytes(
            {"empty": b"", "truncated": whole[:5_000_000], "not a font": b"x" * 4096}[damage]
        )
    file = io.BytesIO()
    with pytest.raises(FontMissing) as caught:
        print_plan(with_household(sample_paper(), head_name="𠮷"), file)
    assert caught.value.code == "font-missing"
    assert "HanaMinB.ttf" in str(caught.value)
    assert file.getvalue() == b""
