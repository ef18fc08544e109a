"""A notice says what it may, and nothing else, whatever is known of a household."""

from dataclasses import fields, replace

import pytest
from benchmarks.sample_papers import USUAL
from hypothesis import given
from hypothesis import strategies as st
from tests.examples import examples
from tests.unit.paper_boxes import sheets_of

from yihu.printing.notice import hide_id_number, hide_phone, notice_line
from yihu.printing.papers import NoticeLine, NoticePaper
from yihu.printing.shapes import SHAPES
from yihu.printing.template import shipped_template
from yihu.register.household import Cause, Household, Person

DAY = "2026-11-20"
SECRETS = {
    "illness_name": "尿毒症",
    "disability_cert_number": "43092119700101123144",
    "bank_account": "6217000000001234567",
    "address": "青竹村三组 7 号",
    "evidence": "户主长期慢性病",
    "child": "李小明",
    "group": "三组",
}


def household(birth="1970-01-01", name="王秀英"):
    head = Person(
        row="1",
        name=name,
        relation="head",
        birth_date=birth,
        id_number="430921197001011231",
        phone="13812341234",
        health=("serious",),
        illness_name=SECRETS["illness_name"],
        disability_cert_number=SECRETS["disability_cert_number"],
    )
    child = Person(row="2", name=SECRETS["child"], relation="son", birth_date="2018-01-01")
    return Household(
        id="x",
        number="4309-99-0007",
        head_name=name,
        township="清溪镇",
        village="青竹村",
        group=SECRETS["group"],
        address=SECRETS["address"],
        category="sudden",
        persons=(head, child),
        causes=(Cause(code="illness", main=True, evidence=SECRETS["evidence"]),),
        other={"bank_account": SECRETS["bank_account"], "identified_on": "2026-10-01"},
    )


def written(paper, columns=None):
    template = shipped_template("notice")
    if columns:
        template = replace(template, columns={**template.columns, "households": columns})
    _, sheets = sheets_of("notice", paper, "zh_CN", template)
    return "\n".join(box[4] for sheet in sheets for box in sheet.boxes)


def test_even_with_every_column_no_secret_stands_on_it():
    every = SHAPES["notice"].columns["households"]
    text = written(NoticePaper(households=(notice_line(household(), DAY),)), every)
    assert "王秀英" in text
    assert "138****1234" in text
    assert "43*************231" in text
    for name, secret in SECRETS.items():
        assert secret not in text, name
    for whole in ("430921197001011231", "13812341234", "因病", "患有大病"):
        assert whole not in text


def test_the_columns_of_the_template_are_those_of_the_line_and_no_others():
    assert set(SHAPES["notice"].columns["households"]) == {field.name for field in fields(NoticeLine)}


@pytest.mark.parametrize(
    ("birth", "shown"),
    [("1970-01-01", "王秀英"), ("2008-11-20", "王秀英"), ("2008-11-21", "王**"), ("2019-05-05", "王**")],
)
def test_a_minor_who_is_the_head_is_not_named(birth, shown):
    assert notice_line(household(birth), DAY).head_name == shown


@examples(60)
@given(text=st.text(alphabet=st.sampled_from("0123456789Xx abc"), max_size=24))
def test_of_a_number_never_more_than_its_ends_is_shown(text):
    for hide, shown in ((hide_id_number, 5), (hide_phone, 7)):
        hidden = hide(text)
        assert len(hidden) == len(text)
        assert sum(letter != "*" for letter in hidden) <= shown
        if len(text) < 8:
            assert set(hidden) <= {"*"}


def test_the_days_of_the_notice_stand_on_it():
    text = written(USUAL["notice"]())
    assert "2026-11-23 起，共 5 个工作日，至 2026-11-27 止" in text
    assert "12 户" in text


def test_a_remark_beside_a_telephone_number_is_hidden_whole():
    assert hide_phone("138 1234-5678") == "138******5678"
    assert set(hide_phone("13812345678 王小明(14岁)")) == {"*"}


def test_the_end_of_a_disability_certificate_is_hidden_too():
    """Its last two digits are the category and the grade."""
    assert set(hide_id_number("43099919700101123X44")) == {"*"}
    assert set(hide_id_number("残疾人43099919700101123X")) == {"*"}


@pytest.mark.parametrize(
    "child",
    [
        Person(row="1", name="李小明", relation="head", id_number="430999201801011239"),
        Person(row="2", name="李小明", relation="son", birth_date="2018-01-01"),
    ],
    ids=["by the number", "not said to be the head"],
)
def test_a_minor_is_not_named_however_the_age_is_known(child):
    told = Household(id="x", head_name="李小明", persons=(child,))
    assert notice_line(told, DAY).head_name == "李**"


def test_what_is_no_category_of_the_list_does_not_stand_on_it():
    told = replace(household(), category="户主患尿毒症")
    assert "尿毒症" not in written(NoticePaper(households=(notice_line(told, DAY),)))
