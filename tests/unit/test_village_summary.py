"""The village's summary counts each household once, and its totals are the sums of its rows."""

from hypothesis import given
from hypothesis import strategies as st
from tests.examples import examples
from tests.unit.paper_boxes import sheets_of

from yihu.printing.papers import SummaryPaper, Tally
from yihu.printing.village_summary import LISTS, summarize_causes
from yihu.register.household import Cause, Household, Person

households = st.lists(
    st.builds(
        lambda number, causes, category, attribute, persons: Household(
            id=str(number),
            category=category,
            persons=tuple(Person(row=str(row)) for row in range(persons)),
            causes=tuple(Cause(code=code, main=place == 0) for place, code in enumerate(causes)),
            other={"household_attribute": attribute} if attribute else {},
        ),
        number=st.integers(0, 10**6),
        causes=st.lists(
            st.sampled_from(["illness", "disability", "lack_labour", "of_old"]), unique=True, max_size=3
        ),
        category=st.sampled_from([None, "marginal", "none", "object"]),
        attribute=st.sampled_from(["", "ordinary", "low_income"]),
        persons=st.integers(0, 6),
    ),
    max_size=30,
)


@examples(60)
@given(some=households)
def test_every_household_stands_once_in_each_list(some):
    cells = summarize_causes(SummaryPaper(), some).cells
    for name in LISTS:
        tally = sum((tally for key, tally in cells.items() if key[1] == name), Tally())
        assert tally == Tally(households=len(some), persons=sum(len(one.persons) for one in some))


def test_the_last_column_and_row_are_the_totals():
    some = [
        Household(
            id="1",
            category="marginal",
            persons=(Person(row="1"),) * 3,
            causes=(Cause(code="illness", main=True),),
        ),
        Household(
            id="2",
            category="none",
            persons=(Person(row="1"),) * 2,
            causes=(Cause(code="illness", main=True),),
        ),
        Household(
            id="3",
            category="marginal",
            persons=(Person(row="1"),) * 4,
            causes=(Cause(code="disaster", main=True), Cause(code="illness", main=False)),
        ),
    ]
    _, sheets = sheets_of("village_summary", summarize_causes(SummaryPaper(village="青竹村"), some), "zh_CN")
    texts = [box[4] for box in sheets[0].boxes]

    def row(name):
        start = texts.index(name) + 1
        return texts[start : start + 8]

    # not monitored, on the edge (households and persons of each), attribute not filled in, all
    assert row("因病") == ["1", "2", "1", "3", "2", "5", "2", "5"]
    assert row("因灾") == ["·", "·", "1", "4", "1", "4", "1", "4"]
    total = len(texts) - 1 - texts[::-1].index("合计")
    assert texts[total + 1 : total + 9] == ["1", "2", "2", "7", "3", "9", "3", "9"]
