"""A questionnaire with one question of every kind, written as a workbook when a test needs it."""

import io
from pathlib import Path

from openpyxl import Workbook
from PIL import Image

FORM_ID, LONG_FORM_ID = "every_question", "long_list"
LONG = 10_000

_RANGE = "start=1 end=10 step=1"
_SURVEY = [
    # page, type, name, label, hint, appearance, parameters, required
    (
        "words",
        "text",
        "plain",
        "**姓名**（见*证件*）",
        "写全名，<span style='color:red'>不要</span>写小名",
        "",
        "",
    ),
    ("words", "text", "story", "经过", "", "multiline", "rows=5"),
    ("words", "text", "phone", "电话", "", "numbers", ""),
    ("words", "text", "secret", "口令", "", "masked", ""),
    ("words", "text", "page_address", "网页", "", "url", ""),
    ("words", "barcode", "code", "条码", "", "", ""),
    ("words", "text", "elsewhere", "呼吸次数", "", "ex:org.example.count", ""),
    ("numbers", "integer", "whole", "人口", "", "", ""),
    ("numbers", "integer", "money", "上年收入（元）", "", "thousands-sep", ""),
    ("numbers", "decimal", "area", "面积（亩）", "", "thousands-sep", ""),
    ("numbers", "integer", "rooms", "房间数", "", "counter", ""),
    ("numbers", "calculate", "doubled", "", "", "", ""),
    ("numbers", "hidden", "unseen", "", "", "", ""),
    ("numbers", "note", "sum", "人口的两倍是 ${doubled}", "", "", ""),
    ("numbers", "decimal", "heading", "方位", "", "bearing", ""),
    ("scales", "range", "level", "满意程度", "", "", _RANGE),
    ("scales", "range", "smooth", "没有刻度", "", "no-ticks", "start=0 end=100 step=5"),
    ("scales", "range", "stars", "评分", "", "rating", "start=1 end=5 step=1"),
    ("scales", "range", "picked", "从列表中选", "", "picker", _RANGE),
    ("scales", "range", "height", "水位", "", "vertical", "start=1.5 end=5.5 step=0.5"),
    ("ones", "select_one fruit", "cards", "喜欢的水果", "", "", ""),
    ("ones", "select_one fruit", "quick", "最常吃的", "", "quick", ""),
    ("ones", "select_one fruit", "small", "最少吃的", "", "minimal", ""),
    ("ones", "select_one fruit", "two", "两列", "", "columns-2", ""),
    ("ones", "select_one fruit", "packed", "排紧", "", "columns-pack no-buttons", ""),
    ("ones", "select_one agree", "agrees", "路修得好", "", "likert", ""),
    ("ones", "select_one fruit", "mapped", "在图上选", "", "image-map", ""),
    ("many", "select_multiple fruit", "basket", "买过的", "", "columns", ""),
    ("many", "select_multiple fruit", "searched", "找出来选", "", "autocomplete", ""),
    ("many", "select_multiple fruit", "folded", "收起来的", "", "minimal", ""),
    ("many", "select_one dressed", "signs", "路牌", "", "", ""),
    ("many", "rank fruit", "ranked", "按喜欢的程度排", "", "", ""),
    ("grid", "select_one agree", "grid_head", "看法", "", "label", ""),
    ("grid", "select_one agree", "grid_road", "路修得好", "", "list-nolabel", ""),
    ("grid", "select_one agree", "grid_water", "水干净，全年都有，不用到远处去挑", "", "list-nolabel", ""),
    ("grid", "select_multiple agree", "grid_any", "几种都可以", "", "list-nolabel", ""),
    ("grid", "select_one agree", "single", "单独一题", "", "list", ""),
    ("table", "select_one agree", "table_road", "路灯够亮", "", "", ""),
    ("table", "select_one agree", "table_bus", "班车够用", "", "", ""),
    ("days", "date", "day", "日期", "", "", ""),
    ("days", "date", "typed_day", "只打字", "", "no-calendar", ""),
    ("days", "date", "month", "月份", "", "month-year", ""),
    ("days", "date", "year", "年份", "", "year", ""),
    ("days", "time", "hour", "几点", "", "", ""),
    ("days", "dateTime", "moment", "几号几点", "", "", ""),
    ("days", "date", "other_calendar", "别的历法", "", "ethiopian", ""),
    ("places", "geopoint", "place", "位置", "", "", ""),
    ("places", "geotrace", "way", "路线", "", "", ""),
    ("places", "geoshape", "field", "地块", "", "", ""),
    ("places", "note", "told", "# 说明\n- 第一点\n- 第二点，见[网页](https://example.org/a)", "", "", ""),
    ("places", "acknowledge", "read", "以上读过", "", "", ""),
    ("files", "image", "photo", "照片", "", "", ""),
    ("files", "audio", "sound", "录音", "", "", ""),
    ("files", "video", "film", "录像", "", "", ""),
    ("files", "file", "paper", "文件", "", "", ""),
    ("drawing", "image", "signature", "签名", "", "signature", ""),
    ("drawing", "image", "drawing", "草图", "", "draw", ""),
    ("long", "select_one village", "village", "哪个村", "", "autocomplete", ""),
]
_PAGES = {
    "words": "文字", "numbers": "数字", "scales": "刻度", "ones": "单选", "many": "多选", "grid": "表格", "table": "看法", "days": "日期",
    "places": "位置", "files": "文件", "drawing": "画图", "long": "长名单",
}  # fmt: skip
_FRUIT = [("pear", "梨"), ("peach", "桃子"), ("grape", "葡萄"), ("lychee", "荔枝"), ("loquat", "枇杷")]
_AGREE = [("1", "很不同意"), ("2", "不同意"), ("3", "说不准"), ("4", "同意"), ("5", "很同意")]
_DRESSED = [("stop", "**停**车", "stop.png"), ("go", "可以走", "go.png"), ("lost", "没有图", "missing.png")]
_FRONT, _BACK = "东西南北上下前后大小", "山河湖田林石桥井塘坪"


def villages() -> list[tuple[str, str]]:
    """Ten thousand invented villages."""
    names = (
        f"{_FRONT[at // 1000]}{_BACK[at // 100 % 10]}{_FRONT[at // 10 % 10]}{_BACK[at % 10]}村"
        for at in range(LONG)
    )
    return [(f"v{at}", name) for at, name in enumerate(names)]


def write_workbook(folder: Path, form_id: str = FORM_ID) -> Path:
    """The workbook, with its pictures beside it; the question with ten thousand choices has its own."""
    alone = form_id == LONG_FORM_ID
    book = Workbook()
    survey = book.active
    survey.title = "survey"
    survey.append(
        ["type", "name", "label", "hint", "appearance", "parameters", "media::image", "calculation"]
    )
    for page, title in _PAGES.items():
        if (page == "long") != alone:
            continue
        look = "table-list" if page == "table" else "field-list"
        survey.append(["begin_group", page, title, "", look, "", ""])
        for at, kind, name, label, hint, appearance, parameters in _SURVEY:
            if at == page:
                picture = "go.png" if name == "mapped" else ""
                told = "${whole} * 2" if name == "doubled" else ""
                survey.append([kind, name, label, hint, appearance, parameters, picture, told])
        survey.append(["end_group", "", "", "", "", "", ""])
    choices = book.create_sheet("choices")
    choices.append(["list_name", "name", "label", "media::image"])
    for list_name, items in (("fruit", _FRUIT), ("agree", _AGREE), ("village", villages() if alone else [])):
        for value, label in items:
            choices.append([list_name, value, label, ""])
    for value, label, picture in _DRESSED:
        choices.append(["dressed", value, label, picture])
    settings = book.create_sheet("settings")
    settings.append(["form_id", "form_title", "version"])
    settings.append([form_id, "长名单" if alone else "每种问题", "1"])
    path = folder / f"{form_id}.xlsx"
    book.save(path)
    for name, colour in (("stop.png", "firebrick"), ("go.png", "seagreen")):
        Image.new("RGB", (320, 200), colour).save(folder / name)
    return path


def photo_with_place(path: Path) -> Path:
    """A photo whose camera knew where it was, within 8 m."""
    photo = Image.new("RGB", (64, 48), "gray")
    exif = Image.Exif()
    exif[0x8825] = {
        1: "N",
        2: (29.0, 21.0, 0.0),
        3: "E",
        4: (112.0, 24.0, 36.0),
        5: b"\x00",
        6: 35.0,
        31: 8.0,
    }
    buffer = io.BytesIO()
    photo.save(buffer, "JPEG", exif=exif)
    path.write_bytes(buffer.getvalue())
    return path
