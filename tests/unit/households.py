"""A household that no check has a doubt about, to be spoilt in one place at a time."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from yihu.register import Cause, Household, Person
from yihu.register.id_numbers import check_digit
from yihu.register.income import read_income

DAY = "2026-11-20"


def id_number(birth_date: str, order: str, county: str = "430999") -> str:
    """A number with a right check digit; an odd `order` (3 digits) is a man's."""
    first = county + birth_date.replace("-", "") + order
    return first + check_digit(first)


def person(row: str, **fields: Any) -> Person:
    """A healthy, insured adult, unless told otherwise."""
    usual: dict[str, Any] = {
        "name": row,
        "sex": "male",
        "birth_date": "1980-05-06",
        "health": ("healthy",),
        "education": "junior_middle",
        "labour_skill": "ordinary",
        "medical_insurance": "resident",
        "low_income_allowance": "none",
        "self_paid_medical_yuan": Decimal(0),
    }
    return Person(row=row, **(usual | fields))


HEAD = person("head", relation="head", id_number=id_number("1980-05-06", "123"), phone="13900000001")
WIFE = person(
    "wife", relation="spouse", sex="female", birth_date="1982-01-02", id_number=id_number("1982-01-02", "246")
)
CHILD = person(
    "child",
    relation="son",
    birth_date="2014-03-04",
    education=None,
    school_status="primary",
    labour_skill=None,
    id_number=id_number("2014-03-04", "111"),
)
MOTHER = person(
    "mother",
    relation="mother",
    sex="female",
    birth_date="1950-07-08",
    health=("chronic",),
    labour_skill="lost",
    self_paid_medical_yuan=Decimal(3000),
    id_number=id_number("1950-07-08", "222"),
)

CLEAN = Household(
    id="h",
    head_name="head",
    division_code="430999101201",
    phone="13900000001",
    category="unstable",
    persons=(HEAD, WIFE, CHILD, MOTHER),
    member_count=4,
    income=read_income({"wage_migrant": Decimal(24000), "business_planting": Decimal(5000)}),
    income_year=2025,
    causes=(Cause(code="illness", main=True, evidence="婆婆慢性病"),),
    risks=("illness",),
    housing_grade="B",
    farmland_mu=Decimal(4),
    visit_result="done",
    visit_date=DAY,
    other={"transfer_kinds": "none", "road_distance_km": "0.5", "fuel": "clean"},
)


def with_person(row: str, **fields: Any) -> Household:
    """The clean household with one member's fields changed."""
    persons = tuple(replace(one, **fields) if one.row == row else one for one in CLEAN.persons)
    return replace(CLEAN, persons=persons)


def with_others(**texts: str) -> Household:
    """The clean household with further properties."""
    return replace(CLEAN, other=CLEAN.other | texts)


def with_income(**amounts: int) -> Household:
    """The clean household with this income only."""
    return replace(CLEAN, income=read_income({name: Decimal(yuan) for name, yuan in amounts.items()}))
