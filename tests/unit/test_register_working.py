"""A yearly amount out of sacks, weeks and months, kept as text that a person reads."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yihu.register.working import Part, read_working, total_yuan, write_working

words = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=12).map(
    lambda text: " ".join(text.replace(":", "").replace("：", "").replace("×", "").split())
)
amounts = st.decimals(0, 9_999_999, places=2).map(lambda number: Decimal(f"{number.normalize():f}"))
units = words.filter(lambda unit: not unit or not unit[0].isdigit())
parts = st.builds(
    Part,
    what=words.filter(lambda each: each != "-" and not each.startswith("- ")),
    quantity=amounts,
    unit=units,
    price=st.none() | amounts,
    minus=st.booleans(),
)


@given(st.lists(parts, max_size=6))
def test_what_was_written_is_read_again(told):
    read = read_working(write_working(told))
    assert total_yuan(read) == total_yuan(told)
    assert [(part.what, part.unit, part.minus) for part in read] == [
        (part.what, part.unit, part.minus) for part in told
    ]


@given(st.text(max_size=300))
def test_any_text_is_read_without_a_complaint(text):
    assert total_yuan(read_working(text)).is_finite()


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("稻谷: 40 袋 × 120\n- 化肥: 300", 4500),
        ("打工: 22 周 × 600\n打工: 3 周 × 550.5", Decimal("14851.5")),
        ("1月: 1500\n2月: 1500\n12月: 900", 3900),
        ("3000", 3000),
        ("", 0),
    ],
)
def test_parts_add_up(text, yuan):
    assert total_yuan(read_working(text)) == yuan


def test_a_working_reads_as_a_sentence():
    told = (
        Part(what="rice", quantity=Decimal("40.0"), unit="sacks", price=Decimal(120)),
        Part(what="fertiliser: early", quantity=Decimal(300), minus=True),
    )
    assert write_working(told) == "rice: 40 sacks × 120\n- fertiliser early: 300"
