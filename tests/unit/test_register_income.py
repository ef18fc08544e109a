"""Net income and the lines, with exact figures."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from yihu.register.income import Income, read_income
from yihu.register.income_lines import line_in_force
from yihu.register.profiles import shipped_profiles
from yihu.register.properties import INCOME_LINES, INCOME_TOTALS

PAPER = {
    "wage_migrant": Decimal(9600),
    "business_planting": Decimal(5000),
    "business_breeding": Decimal(1420),
    "property_land_transfer": Decimal(300),
    "transfer_pension": Decimal(1560),
    "transfer_land_fertility": Decimal(420),
    "transfer_education": Decimal(900),
    "cost_planting": Decimal(2600),
    "cost_breeding": Decimal(880),
}


def test_the_household_on_the_paper_has_5240_yuan_a_head():
    income = read_income(PAPER)
    assert (income.wages, income.business, income.property) == (9600, 6420, 300)
    assert (income.transfers, income.costs) == (2880, 3480)
    assert income.net_yuan() == 15720
    assert income.net_per_head_yuan(3) == Decimal("5240.00")


def test_cents_are_rounded_half_to_even_as_decimals_are():
    assert Income(wages=Decimal(100)).net_per_head_yuan(3) == Decimal("33.33")


def test_nothing_known_is_not_zero():
    assert Income().net_yuan() is None
    assert read_income({}).wages is None
    assert Income(wages=Decimal(0)).net_yuan() == 0


def test_nobody_lives_there_nobody_shares():
    assert read_income(PAPER).net_per_head_yuan(0) is None


def test_a_form_that_asks_totals_only_is_read_too():
    assert read_income({"wage_income": Decimal(500), "production_cost": Decimal(80)}).net_yuan() == 420


def test_lines_go_before_a_total_beside_them():
    assert read_income({"wage_income": Decimal(1), "wage_migrant": Decimal(500)}).wages == 500


@given(
    st.dictionaries(
        st.sampled_from([line for group in INCOME_LINES.values() for line in group]),
        st.decimals(0, 10**6, places=2),
        min_size=1,
    )
)
def test_net_income_is_what_comes_in_less_what_it_costs(amounts):
    costs = sum((yuan for line, yuan in amounts.items() if line in INCOME_LINES["costs"]), Decimal(0))
    assert read_income(amounts).net_yuan() == sum(amounts.values(), Decimal(0)) - 2 * costs


def test_every_group_has_its_total():
    assert set(INCOME_TOTALS) == set(INCOME_LINES) == {"wages", "business", "property", "transfers", "costs"}
    assert [len(lines) for lines in INCOME_LINES.values()] == [5, 4, 5, 25, 4]


def test_the_line_of_the_nearest_region_and_latest_year_is_in_force():
    def yuan(place, year):
        line = line_in_force(place, year)
        return line and int(line.yuan)

    assert yuan("522729101201", 2023) == 7300
    assert yuan("522729101201", 2026) == 7300
    assert yuan("522729101201", 2022) == 6000
    assert yuan("430921127211", 2025) == 6000
    assert yuan("430999101201", 2025) == 7300
    assert yuan("430921127211", 2015) == 2855
    assert yuan(None, 2014) == 2800
    assert yuan(None, 1990) is None


def test_every_line_says_where_it_is_from():
    assert all(line.source for profile in shipped_profiles() for line in profile.lines)
