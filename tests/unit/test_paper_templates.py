"""The shipped templates are complete in both languages; whatever a coordinator may write keeps papers whole."""

import re
import tomllib

import pytest
from benchmarks.sample_papers import USUAL
from hypothesis import given
from hypothesis import strategies as st
from tests.examples import examples
from tests.unit.paper_boxes import assert_well_laid_out

from yihu.base.i18n import LANGUAGES
from yihu.base.shipped import form_path
from yihu.printing.errors import TemplateRefused
from yihu.printing.shapes import COMMON, KINDS, SHAPES
from yihu.printing.template import own_template, read_template, shipped_template

PLACE = re.compile(r"\{(\w+)\}")
EVERY = (*KINDS, COMMON)


def shipped(kind):
    return form_path("templates", f"{kind}.toml").read_text(encoding="utf-8")


def flat(tables):
    return {
        f"{section}.{name}" if isinstance(words, dict) else section: text
        for section, words in tables.items()
        for name, text in (words.items() if isinstance(words, dict) else [("", words)])
    }


@pytest.mark.parametrize("kind", EVERY)
def test_a_shipped_template_passes_its_own_check(kind):
    assert read_template(shipped(kind))["kind"] == kind


@pytest.mark.parametrize("kind", EVERY)
def test_both_languages_have_the_same_words_with_the_same_places(kind):
    read = tomllib.loads(shipped(kind))
    chinese, english = (flat(read[language]) for language in LANGUAGES)
    assert list(chinese) == list(english)
    for name in chinese:
        assert set(PLACE.findall(chinese[name])) == set(PLACE.findall(english[name])), name
        assert bool(chinese[name]) == bool(english[name]), name


@pytest.mark.parametrize("kind", KINDS)
def test_a_shipped_template_orders_sections_and_columns_that_there_are(kind):
    template = shipped_template(kind)
    assert set(template.sections) <= set(SHAPES[kind].sections)
    assert set(template.columns) == set(SHAPES[kind].columns)


@pytest.mark.parametrize("kind", list(USUAL))
@examples(6)
@given(data=st.data())
def test_in_any_order_and_with_any_columns_a_paper_stays_whole(kind, data):
    shape = SHAPES[kind]
    sections = data.draw(st.lists(st.sampled_from(shape.sections), min_size=1, unique=True))
    columns = {
        table: data.draw(st.lists(st.sampled_from(names), min_size=1, unique=True))
        for table, names in shape.columns.items()
    }
    title = data.draw(st.sampled_from(["卡", "很长的标题" * 9, "{village}{head}"]))
    language = data.draw(st.sampled_from(LANGUAGES))
    text = f'kind = "{kind}"\nsections = {sections!r}\n[columns]\n'.replace("'", '"')
    text += "\n".join(f"{table} = {names!r}".replace("'", '"') for table, names in columns.items())
    text += f'\n[{language}]\ntitle = "{title}"\n'
    assert_well_laid_out(kind, USUAL[kind](), language, own_template(kind, {kind: text}))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "没有写是哪种打印件"),
        ('kind = "poster"', "没有“poster”这种打印件"),
        ('kind = "plan"\ncolour = "red"', "这里不认识“colour”"),
        ('kind = "plan"\nversion = -1', "版本要写从 1 开始的整数"),
        ('kind = "plan"\npaper = "a5"', "没有“a5”这种纸张"),
        ('kind = "plan"\nnumbered = 1', "这里只能写 true（是）或 false（否）"),
        ('kind = "plan"\nsections = []', "打印件至少要有一段"),
        ('kind = "plan"\nsections = ["income", "income"]', "同一段写了两次"),
        ('kind = "plan"\nsections = "income"', "这里要写一列名称"),
        ('kind = "plan"\nlogo = "data:image/jpeg;base64,AAAA"', "这不是图片"),
        ('kind = "plan"\n[columns]\nhelpers = ["name"]', "没有“helpers”这张表"),
        ('kind = "plan"\n[columns]\nmembers = []', "每个只写一次"),
        ('kind = "notice"\n[columns]\nhouseholds = ["illness_name"]', "这张表没有“illness_name”这一列"),
        ('kind = "plan"\n[zh_CN]\ntitle = 7', "这里要写文字"),
        ('kind = "plan"\n[zh_CN]\ntitle = "{illness_name}"', "这里不能填入“{illness_name}”"),
        ('kind = "plan"\nzh_CN = "x"', "这里要写文字"),
        ('kind = "plan\n', "第 1 行"),
        ("x" * 500_000, "文件太大"),
    ],
)
def test_each_mistake_is_said_with_its_line_and_nothing_is_let_through(text, said):
    with pytest.raises(TemplateRefused) as refused:
        read_template(text)
    assert any(said in problem.explain() for problem in refused.value.problems)
    assert refused.value.code == "template-refused"


@examples(60)
@given(text=st.text(max_size=200))
def test_any_other_text_is_refused_and_breaks_nothing(text):
    with pytest.raises(TemplateRefused) as refused:
        read_template(text)
    assert refused.value.problems


def test_a_countys_common_words_are_on_every_paper():
    text = 'kind = "common"\n[zh_CN.signatures]\nhelper = "结对干部"\n'
    for kind in ("plan", "card", "handbook"):
        assert own_template(kind, {COMMON: text}).words["zh_CN"]["signatures.helper"] == "结对干部"
