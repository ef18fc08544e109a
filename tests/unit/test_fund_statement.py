"""What a fund's statement says, and of whom it says nothing."""

from contextlib import closing
from dataclasses import fields

import pytest
from tests.laptops import family, new_laptop, register, survey
from tests.unit.pdf_text import ReadPdf

from yihu.actions import (
    GrantWish,
    add_fund,
    add_tranche,
    give_grants,
    preview_statement,
    print_statement,
    show_household,
)
from yihu.printing.fund_statement import BeneficiaryLine
from yihu.printing.shapes import SHAPES


@pytest.fixture(scope="module")
def laptop(tmp_path_factory):
    with closing(new_laptop(tmp_path_factory.mktemp("a") / "a")) as workspace:
        yield workspace


@pytest.fixture(scope="module")
def fund(laptop):
    """Out of it a household got money for an illness, and one of its members as a student."""
    household = register(laptop, family("周桂兰"))
    survey(laptop, household, family("周桂兰"))
    id = add_fund(laptop, "430999000000", "十年助困金", "益民公司", years=(2026, 2035)).fund
    add_tranche(laptop, id, received_on="2026-01-05", received_fen=1_000_050)
    student = show_household(laptop, household).household.persons[-1]
    wishes = [
        GrantWish(amount_fen=300_025, purpose="治疗糖尿病", household=household, on="2026-03-01"),
        GrantWish(
            amount_fen=100_000,
            purpose="学费",
            to="student",
            household=household,
            person=student.row,
            on="2026-09-01",
        ),
    ]
    give_grants(laptop, id, wishes)
    return id, student.name


def test_it_says_every_amount_to_the_fen(laptop, fund):
    text = ReadPdf(preview_statement(laptop, fund[0])).text()
    for words in ("十年助困金", "益民公司", "10,000.50", "3,000.25", "6,000.25", "2026–2035", "2026-03-01"):
        assert words in text


def test_it_names_the_head_and_no_student_purpose_or_number(laptop, fund):
    text = ReadPdf(preview_statement(laptop, fund[0])).text()
    assert "周桂兰" in text
    for words in (fund[1], "糖尿病", "学费"):
        assert words not in text


def test_the_list_of_beneficiaries_has_only_the_columns_that_are_allowed():
    columns = set(SHAPES["fund_statement"].columns["beneficiaries"])
    assert columns - {"number"} == {field.name for field in fields(BeneficiaryLine)}
    assert columns == {"number", "to", "name", "village", "years", "amount"}


def test_its_file_is_called_after_nobody(laptop, fund, tmp_path):
    file = print_statement(laptop, fund[0], tmp_path)
    assert file.read_bytes() == preview_statement(laptop, fund[0])
    assert not any(name in file.name for name in ("周桂兰", "益民", "助困"))
