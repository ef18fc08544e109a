"""Whatever people write, nothing on the paper is cut, overlaps or leaves its place."""

from dataclasses import replace
from decimal import Decimal

from benchmarks.sample_plans import sample_paper
from hypothesis import given
from hypothesis import strategies as st
from tests.examples import examples
from tests.unit.paper_boxes import assert_well_laid_out

from yihu.printing.line_breaks import break_lines, printable
from yihu.printing.typefaces import text_width

words = st.text(
    alphabet=st.one_of(
        st.sampled_from("王欧阳建国㛃䶮𬭚𠅤𠮷·，。（）《》“”1234567890,.–ABCabc —\n"),
        st.characters(exclude_categories=("Cs",)),
    ),
    max_size=120,
)


@examples(40)
@given(
    names=st.lists(words, max_size=12),
    contents=st.lists(words, max_size=12),
    place=words,
    number=words,
    yuan=st.decimals(min_value=-(10**9), max_value=10**9, places=2),
    language=st.sampled_from(["zh_CN", "en"]),
)
def test_nothing_overlaps_or_leaves_the_page(names, contents, place, number, yuan, language):
    paper = sample_paper()
    person, measure = paper.household.persons[1], paper.plan.measures[1]
    persons = tuple(replace(person, name=name) for name in names)
    measures = tuple(
        replace(
            measure, content=content, responsible_unit=content, unit=content[:9], gain_high_yuan=abs(yuan)
        )
        for content in contents
    )
    household = replace(
        paper.household,
        persons=persons,
        township=place,
        number=number,
        head_name=place,
        address=place,
        income=replace(paper.household.income, wages=yuan),
    )
    paper = replace(paper, household=household, plan=replace(paper.plan, measures=measures, goal=place))
    assert_well_laid_out("plan", paper, language)


def test_forty_members_with_names_of_sixty_characters_and_forty_measures_fit():
    paper = sample_paper()
    person, measure = paper.household.persons[1], paper.plan.measures[1]
    for language in ("zh_CN", "en"):
        large = replace(
            paper,
            household=replace(paper.household, persons=(replace(person, name="阿依古丽·买买提" * 8),) * 40),
            plan=replace(
                paper.plan,
                measures=(replace(measure, content="稻虾套养，合作社保底收购" * 9, amount=Decimal(10**6)),)
                * 40,
            ),
        )
        plan = assert_well_laid_out("plan", large, language)
        assert plan.count > 6


def test_a_usual_household_of_six_with_seven_measures_keeps_to_two_pages():
    paper = sample_paper()
    usual = replace(
        paper,
        household=replace(paper.household, persons=paper.household.persons * 2),
        plan=replace(paper.plan, measures=(*paper.plan.measures, *paper.plan.measures[1:])),
    )
    assert assert_well_laid_out("plan", usual, "zh_CN").count == 2


@given(text=words, width=st.integers(20, 300))
def test_breaking_lines_loses_nothing_but_spaces_and_keeps_the_width(text, width):
    lines = break_lines(text, width, 9)
    whole = "".join(printable(text).split())
    assert "".join("".join(lines).split()) == whole
    for line in lines:
        assert text_width(line, 9) <= width or len(line) == 1


def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one():
    lines = break_lines("签约家庭医生，办理慢病卡（每年一次），合作社保底收购。", 5 * 9, 9)
    assert len(lines) > 4
    assert not [line for line in lines if line[0] in "，）。" or line[-1] == "（"]


def test_words_and_figures_stay_whole():
    assert break_lines("资金由 Cooperative 出", 60, 9) == ["资金由", "Cooperative", "出"]
    assert break_lines("1,000,000–1,200,000", 60, 9) == ["1,000,000–", "1,200,000"]
