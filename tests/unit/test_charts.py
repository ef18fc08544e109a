"""Charts: what stands on the screen and on paper says the figures, all of them, and nothing else."""

import io
import re
from xml.dom import minidom

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.examples import examples

from yihu.printing.chart_drawing import DARK_SCREEN, PAPER, PATTERNS, SCREEN, Palette, style_of
from yihu.printing.chart_layout import draw_chart
from yihu.printing.chart_line import nice_step
from yihu.printing.chart_share import squares_of
from yihu.printing.charts import (
    Bars,
    Line,
    Mark,
    Series,
    Share,
    Stack,
    StackedBars,
    chart_height,
    chart_regions,
    chart_svg,
    chart_words,
    number_text,
    place_chart,
)
from yihu.printing.document import Document
from yihu.printing.embedding import form_words
from yihu.printing.flow import Flow
from yihu.printing.line_breaks import break_lines
from yihu.printing.typefaces import text_width
from yihu.ui.look.tokens import DARK, LIGHT

CAUSES = Bars(
    unit="户",
    note="点一条，看名单",
    marks=tuple(
        Mark(label=label, value=value, key=label)
        for label, value in (("因病", 14), ("缺劳力", 9), ("𠮷田𫖯村", 1), ("没有", 0))
    ),
)
YEARS = StackedBars(
    unit="万元",
    series=tuple(Series(name=name, key=name) for name in ("基础设施建设", "民生改善", "产业发展")),
    rows=(
        Stack(label="2026", key="2026", values=(38, 0, 1.5)),
        Stack(label="2027", key="2027", values=(10, 12, 6)),
        Stack(label="2028", key="2028", values=(0, 0, 0)),
    ),
)
VISITS = Line(
    unit="户",
    labels=("1月", "2月", "3月", "4月"),
    keys=("1", "2", "3", "4"),
    series=(Series(name="已走访", key="seen"), Series(name="已签字", key="signed")),
    values=((5, 20, None, 40), (0, 3, 10, 12)),
    target=60,
    target_label="目标",
)
STATES = Share(
    unit="户",
    parts=(Mark(label="已签字", value=54, key="a"), Mark(label="未走访", value=103, key="b")),
)
ALL = (CAUSES, YEARS, VISITS, STATES)
NAMES = ("bars", "stacked", "line", "share")


def _texts(svg: bytes) -> list[str]:
    found = minidom.parseString(svg).getElementsByTagName("text")
    return [node.firstChild.nodeValue for node in found]


def _said(svg: bytes) -> str:
    return "".join(_texts(svg))


@pytest.mark.parametrize("chart", ALL, ids=NAMES)
def test_the_same_chart_gives_the_same_picture_whose_texts_stay_texts(chart: object) -> None:
    svg = chart_svg(chart, 560)
    assert svg == chart_svg(chart, 560)
    for word in re.findall(r"[\u4e00-\u9fff]+", chart_words(chart)):
        assert word in _said(svg) or word in "，名单点一条看"


def test_a_rare_character_is_set_in_the_font_that_has_it() -> None:
    nodes = minidom.parseString(chart_svg(CAUSES, 560)).getElementsByTagName("text")
    families = {
        node.firstChild.nodeValue: re.search("font-family: ([^;]+)", node.getAttribute("style"))[1]
        for node in nodes
    }
    assert families["𠮷"] == "HanaMinB"
    assert families["田𫖯村"] == families["因病"] == "Noto Sans SC"


def test_bars_begin_at_zero_and_are_as_long_as_their_values() -> None:
    drawn = draw_chart(CAUSES, 560, None, 14.0, SCREEN)
    from reportlab.lib.colors import HexColor

    green = HexColor(SCREEN.strong["green"])
    bars = [shape for shape in drawn.drawing.contents if getattr(shape, "fillColor", None) == green]
    lengths = [shape.width for shape in bars]
    assert len({round(shape.x, 3) for shape in bars}) == 1
    assert lengths[1] / lengths[0] == pytest.approx(9 / 14)
    assert len(bars) == 3, "nothing has no bar"


def test_a_loss_goes_to_the_other_side_of_the_line_of_zero() -> None:
    chart = Bars(marks=(Mark(label="赚", value=300), Mark(label="亏", value=-100)))
    from reportlab.lib.colors import HexColor

    drawn = draw_chart(chart, 560, None, 14.0, PAPER)
    dark = HexColor(PAPER.strong["green"])
    gain, loss = [shape for shape in drawn.drawing.contents if getattr(shape, "fillColor", None) == dark]
    assert loss.x + loss.width == pytest.approx(gain.x)
    assert gain.width == pytest.approx(3 * loss.width)


@examples(80)
@given(st.lists(st.integers(0, 10**7), min_size=1, max_size=12))
def test_the_hundred_squares_are_a_hundred_and_leave_no_part_out(values: list[int]) -> None:
    squares = squares_of(values)
    assert sum(squares) == (100 if any(values) else 0)
    for value, count in zip(values, squares, strict=True):
        assert (count > 0) == (value > 0)
    if sum(1 for value in values if value) <= 3:
        total = sum(values)
        assert all(
            abs(count - 100 * value / total) < 3.01
            for value, count in zip(values, squares, strict=True)
            if value
        )


@examples(80)
@given(st.floats(1e-3, 1e9), st.integers(2, 8))
def test_a_scale_has_round_figures_and_not_many_of_them(span: float, parts: int) -> None:
    step = nice_step(span, parts)
    assert span / step <= parts * 1.001
    assert f"{step:e}"[0] in "125"


_LABELS = st.text(alphabet="村户𠮷田abcdefg 0123456789一二三，。", max_size=70)
_VALUES = st.one_of(st.integers(-(10**6), 10**9), st.floats(-1e6, 1e9))
_MARKS = st.builds(
    lambda label, value, more, key: Mark(
        label=label, value=value, high=value + more if more else None, key=key
    ),
    _LABELS,
    _VALUES,
    st.integers(0, 10**6),
    st.sampled_from(["", "a", "b"]),
)
_PARTS = st.builds(
    lambda label, value: Mark(label=label, value=value, key="k"), _LABELS, st.integers(0, 10**9)
)


@st.composite
def _stacked(draw: st.DrawFn) -> StackedBars:
    count = draw(st.integers(1, 9))
    values = st.tuples(*[st.one_of(st.integers(0, 10**7), st.floats(0, 1e7))] * count)
    rows = draw(
        st.lists(
            st.builds(lambda label, v: Stack(label=label, values=v, key="k"), _LABELS, values), max_size=8
        )
    )
    names = draw(st.lists(_LABELS, min_size=count, max_size=count))
    return StackedBars(
        rows=tuple(rows), series=tuple(Series(name=name, key="s") for name in names), unit="元"
    )


@st.composite
def _lines(draw: st.DrawFn) -> Line:
    moments, count = draw(st.integers(0, 40)), draw(st.integers(1, 6))
    values = [draw(st.tuples(*[st.none() | st.integers(-1000, 10**6)] * moments)) for _ in range(count)]
    return Line(
        labels=tuple(f"2026-{place:02}" for place in range(moments)),
        keys=tuple(map(str, range(moments))),
        series=tuple(Series(name=draw(_LABELS), key="s") for _ in range(count)),
        values=tuple(values),
        target=draw(st.none() | st.integers(0, 10**6)),
    )


_CHARTS = st.one_of(
    st.builds(
        lambda marks, note: Bars(marks=tuple(marks), unit="元", note=note),
        st.lists(_MARKS, max_size=9),
        _LABELS,
    ),
    _stacked(),
    _lines(),
    st.builds(lambda parts: Share(parts=tuple(parts), unit="户"), st.lists(_PARTS, max_size=9)),
)


@examples(60)
@given(_CHARTS, st.sampled_from([300.0, 560.0, 1200.0]), st.sampled_from([SCREEN, PAPER]))
def test_nothing_of_any_chart_stands_outside_it(chart: object, width: float, palette: Palette) -> None:
    drawn = draw_chart(chart, width, None, 14.0, palette)
    for shape in drawn.drawing.contents:
        left, low, right, high = _box(shape)
        assert -8 <= left <= right <= width + 8
        assert -8 <= low <= high <= drawn.height + 8
    for region in drawn.regions:
        assert min(region.width, region.height) > 0
        assert region.y + region.height <= drawn.height + 20


def _box(shape: object) -> tuple[float, float, float, float]:
    if hasattr(shape, "text"):
        return (
            shape.x,
            shape.y,
            shape.x + text_width(shape.text, shape.fontSize),
            shape.y + shape.fontSize * 0.7,
        )
    if hasattr(shape, "width"):
        return shape.x, shape.y, shape.x + shape.width, shape.y + shape.height
    xs, ys = shape.points[::2], shape.points[1::2]
    return min(xs), min(ys), max(xs), max(ys)


@pytest.mark.parametrize("chart", ALL, ids=NAMES)
def test_each_figure_can_be_chosen_where_it_is_drawn(chart: object) -> None:
    regions = chart_regions(chart, 560)
    height = chart_height(chart, 560)
    assert {region.key for region in regions if region.key} == _keys(chart)
    for region in regions:
        assert 0 <= region.x <= 560
        assert region.y <= height
        assert region.words
    if chart is YEARS:
        part = next(one for one in regions if one.key == "2027" and one.series == "民生改善")
        middle = (part.x + part.width / 2, part.y + part.height / 2)
        assert next(one for one in regions if one.holds(*middle)) is part, "a part comes before its bar"
        assert part.words == "2027 · 民生改善 12 万元"


def _keys(chart: object) -> set[str]:
    if isinstance(chart, Bars):
        return {mark.key for mark in chart.marks}
    if isinstance(chart, Share):
        return {part.key for part in chart.parts}
    return {row.key for row in chart.rows} if isinstance(chart, StackedBars) else set(chart.keys)


def test_each_of_eight_series_is_told_apart_without_colour() -> None:
    assert len({style_of(number).pattern for number in range(8)}) == len(PATTERNS) == 8
    grey = draw_chart(YEARS, 500, None, 8.0, PAPER)
    for shape in grey.drawing.contents:
        for colour in (getattr(shape, "fillColor", None), getattr(shape, "strokeColor", None)):
            assert colour is None or colour.red == colour.green == colour.blue


def test_the_colours_are_those_of_the_window() -> None:
    for palette, colours in ((SCREEN, LIGHT), (DARK_SCREEN, DARK)):
        assert (palette.ground, palette.ink, palette.ink_2) == (colours.card, colours.ink, colours.ink_2)
        assert (palette.line, palette.track) == (colours.line_strong, colours.track)
        assert palette.on_strong == colours.on_green
        for tone in ("green", "amber", "red", "blue"):
            assert palette.strong[tone] == getattr(colours, tone)
            assert palette.light[tone] == colours.ground(tone)


def _paper(*charts: object) -> pypdfium2.PdfDocument:
    flow = Flow()
    for chart in charts:
        place_chart(flow, chart)
    file = io.BytesIO()
    document = Document(file, form_words("", ""), language="zh_CN", title="t")
    for page in flow.pages:
        sheet = document.new_sheet(flow.page)
        for y, draw in page:
            draw(sheet, y)
        document.add_sheet(sheet)
    document.finish()
    return pypdfium2.PdfDocument(file.getvalue())


def test_on_paper_a_chart_can_be_searched() -> None:
    text = _paper(*ALL)[0].get_textpage().get_text_range()
    for word in ("因病", "14 户", "𠮷田𫖯村", "基础设施建设", "39.5 万元", "已走访 40", "54 户"):
        assert word in text


def test_bars_that_a_page_does_not_hold_go_on_overleaf_under_one_scale() -> None:
    chart = Bars(marks=tuple(Mark(label=f"第{number}村", value=number) for number in range(120)), note="完")
    pages = list(_paper(chart))
    texts = [page.get_textpage().get_text_range() for page in pages]
    assert len(pages) > 1
    assert re.findall(r"第(\d+)村", "".join(texts)) == [str(number) for number in range(120)]
    assert ["完" in text for text in texts] == [False] * (len(pages) - 1) + [True]


def test_figures_are_written_as_people_write_them() -> None:
    assert number_text(1234567) == "1,234,567"
    assert number_text(0.1 + 0.2) == "0.3"
    assert number_text(-0.001) == "0"
    assert number_text(12000, "元") == "12,000 元"


def test_long_words_are_broken_not_cut_on_paper() -> None:
    label = "一个特别长的项目名称" * 6
    drawn = draw_chart(Bars(marks=(Mark(label=label, value=1),)), 400, None, 8.0, PAPER)
    assert label in "".join(shape.text for shape in drawn.drawing.contents if hasattr(shape, "text"))
    assert len(break_lines(label, 400 * 0.42, 8.0)) > 1
