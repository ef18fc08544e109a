"""Filters over a register of random households, against an oracle that looks at one household after another."""

import random
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.examples import examples
from tests.unit import stores
from tests.unit.filter_oracle import CODES, FACTS, LINE_YUAN, MEMBERS, TODAY, Known
from tests.unit.stores import FORM, PROPERTIES, SomeForm, new_store

from yihu.planning.doubts import line_known
from yihu.register import read_household
from yihu.register.filter_fields import FIELDS
from yihu.register.filters import Amount, Either, Every, Except, Filter, Has, Said, Wanted, Weight, When
from yihu.register.filters_reading import (
    FilterUnreadable,
    filter_text,
    read_filter,
    read_short,
    read_wanted,
    wanted_text,
)
from yihu.register.traits import BITS, TRAITS, WORDS
from yihu.storage.selecting_sql import Around
from yihu.storage.store import Store
from yihu.sync.changeset import Value

HOUSEHOLDS = 150
AROUND = Around(today=TODAY, line_cents=int(LINE_YUAN * 100))
VILLAGES = ("999999001001", "999999001002", "999999002001")
MORE = {
    "size": "member_count",
    "day": "visit_date",
    "attribute": "household_attribute",
    "risks": "risks",
    "assets": "assets",
    "grade": "housing_grade",
    "toilet": "toilet",
    "clean": "water_clean",
    "year": "income_year",
    "wages": "wage_income",
    "costs": "production_cost",
    "helper": "helper_name",
    "member/*/born": "birth_date",
    "member/*/health": "health",
    "member/*/skill": "labour_skill",
    "member/*/school": "school_status",
    "member/*/education": "education",
    "member/*/months": "work_months",
    "member/*/allowance": "low_income_allowance",
    "member/*/insurance": "medical_insurance",
}
SURNAMES = "王李赵单"
CAUSE = ("illness", "disability", "education", "lack_funds")


def _answers(chance: random.Random, number: int) -> dict[str, Value]:
    def maybe(value: Any, often: float = 0.7) -> Any:
        return value if chance.random() < often else None

    given: dict[str, Value] = {
        "code": chance.choice(VILLAGES),
        "group": chance.choice(("一组", "二组")),
        "head": chance.choice(SURNAMES) + chance.choice("明伟丽"),
        "number": f"{number:04}",
        "category": maybe(chance.choice(("none", "unstable", "sudden"))),
        "cause": maybe(chance.choice(CAUSE)),
        "cause2": maybe(chance.choice(CAUSE), 0.3),
        "size": maybe(str(chance.randint(1, 4)), 0.5),
        "attribute": maybe(chance.choice(("ordinary", "low_income", "extreme_hardship"))),
        "risks": maybe(" ".join(chance.sample(("illness", "housing", "other"), 2))),
        "assets": maybe(" ".join(chance.sample(("tv", "radio", "vehicle"), 2))),
        "grade": maybe(chance.choice("ABCD")),
        "toilet": maybe(chance.choice(("yes", "no"))),
        "clean": maybe(chance.choice(("yes", "no"))),
        "year": maybe(chance.choice(("2020", "2023"))),
        "wages": maybe(str(chance.randint(0, 60000))),
        "costs": maybe(str(chance.randint(0, 3000)), 0.3),
        "helper": maybe("张三", 0.3),
    }
    if chance.random() < 0.6:
        given["result"] = chance.choice(("done", "done", "done", "nobody_home", "moved"))
        given["day"] = f"2026-{chance.randint(1, 11):02}-{chance.randint(1, 28):02}"
        given["_state"] = maybe(chance.choice(("draft", "finished")))
    for row in range(chance.randint(0, 4)):
        at = f"member/r{row}"
        given |= {
            f"{at}/_row": row,
            f"{at}/name": chance.choice(SURNAMES) + "芳",
            f"{at}/born": maybe(
                f"{chance.choice((1940, 1950, 1966, 1990, 2015))}-11-{chance.randint(22, 27)}", 0.9
            ),
            f"{at}/health": maybe(chance.choice(("healthy", "chronic", "serious disabled", "disabled"))),
            f"{at}/skill": maybe(chance.choice(("skilled", "ordinary", "weak", "none"))),
            f"{at}/school": maybe(chance.choice(("primary", "junior_9", "senior_1", "preschooler")), 0.3),
            f"{at}/education": maybe("primary", 0.5),
            f"{at}/months": maybe(str(chance.randint(0, 12)), 0.5),
            f"{at}/allowance": maybe(chance.choice(("none", "none", "rural"))),
            f"{at}/insurance": maybe(chance.choice(("none", "resident"))),
        }
    return {f"household/{key}": value for key, value in given.items() if value is not None}


class Register:
    """A store and what an oracle knows of it, in the order of the list."""

    def __init__(self, store: Store) -> None:
        self.store = store
        maps = store.property_maps()
        self.known: dict[str, Known] = {}
        for row in store.households(limit=1000):
            household = read_household(row.id, store.document(row.id).values, maps, store.profiles())
            self.known[row.id] = Known(household, row, line_known(household))

    def expected(self, wanted: Wanted) -> list[str]:
        fitting = [id for id, known in self.known.items() if known.fits(wanted.where)]
        if wanted.is_ranked():
            fitting.sort(key=lambda id: self.known[id].rank(wanted))
        return fitting[: wanted.take]


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    form = SomeForm(properties=PROPERTIES | MORE)
    store = new_store(tmp_path_factory.mktemp("a") / "data", form=form)
    stores._opened.remove(store)  # else it is closed after the first test
    chance = random.Random(7)
    with store.together():
        for number in range(HOUSEHOLDS):
            id = f"0190a000-0000-7000-8000-{number:012x}"
            store.write(id, _answers(chance, number), FORM, "add")
    store.refold_dirty()
    yield Register(store)
    store.close()


def _has() -> st.SearchStrategy[Filter]:
    codes = {
        **{name: (*FIELDS[name].codes, "?") for name in CODES},
        **{name: ("yes", "no", "?") for name in FACTS if name not in ("members_known", "helped")},
        "members_known": ("yes", "no"),
        "helped": ("yes", "no"),
        "visit": FIELDS["visit"].codes,
        "plan": FIELDS["plan"].codes,
        "guarantee_lacking": FIELDS["guarantee_lacking"].codes,
        "guarantee_unknown": FIELDS["guarantee_unknown"].codes,
        "place": (*VILLAGES, "999999001", "99", "888888001001"),
        "group": ("一组", "二组", "九组"),
    }
    return st.sampled_from(sorted(codes)).flatmap(
        lambda name: st.lists(st.sampled_from(codes[name]), min_size=1, max_size=3, unique=True).map(
            lambda some: Has(field=name, codes=tuple(some))
        )
    )


def _bounds(name: str, numbers: st.SearchStrategy[Decimal]) -> st.SearchStrategy[Filter]:
    least, upper = st.none() | numbers, st.sampled_from(("most", "below", ""))
    return st.tuples(least, upper, numbers).map(
        lambda given: Amount(
            field=name,
            least=given[0] if given[1] else given[2],
            **({given[1]: given[2]} if given[1] else {}),
        )
    )


def _amounts() -> st.SearchStrategy[Filter]:
    small = st.integers(0, 5).map(Decimal)
    yuan = st.integers(-8000, 20000).map(Decimal) | st.sampled_from(
        [Decimal(text) for text in ("7300", "6000.50", "0.01")]
    )
    percent = st.integers(0, 400).map(Decimal) | st.just(Decimal("99.99"))
    kinds = dict.fromkeys((*MEMBERS, "persons"), small)
    kinds |= {"income": yuan, "above_line": yuan, "line_percent": percent}
    return st.sampled_from(sorted(kinds)).flatmap(lambda name: _bounds(name, kinds[name]))


def _days() -> st.SearchStrategy[Filter]:
    day = st.sampled_from(("2026-03-01", "2026-06-15", "2026-09-30"))
    return st.one_of(
        st.builds(When, field=st.just("seen"), before=day, never=st.booleans()),
        st.builds(When, field=st.just("seen"), since=day, never=st.booleans()),
        st.builds(When, field=st.just("seen"), since=day, before=day),
        st.builds(When, field=st.just("seen"), days=st.integers(0, 300), never=st.booleans()),
        st.just(When(field="seen", never=True)),
    )


LEAVES = st.one_of(
    _has(),
    _amounts(),
    _days(),
    st.sampled_from(("王", "芳", "王 芳", "伟")).map(lambda words: Said(words=words)),
)
FILTERS: st.SearchStrategy[Filter] = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda parts: Every(tuple(parts)))
        | st.lists(inner, min_size=1, max_size=3).map(lambda parts: Either(tuple(parts)))
        | inner.map(Except)
    ),
    max_leaves=6,
)
WANTED = st.builds(
    Wanted,
    where=FILTERS,
    weights=st.lists(
        st.builds(Weight, points=st.integers(-9, 9).filter(bool) | st.just(70_000), when=LEAVES), max_size=4
    ).map(tuple),
    take=st.none() | st.integers(1, 60),
)


@given(filter=FILTERS)
@examples(300)
def test_a_filter_finds_the_households_that_it_describes(register: Register, filter: Filter) -> None:
    wanted = Wanted(where=filter)
    tally = register.store.tally(wanted, AROUND)
    expected = register.expected(wanted)
    assert tally.found == tally.chosen == len(expected)
    assert register.store.chosen_households(wanted, AROUND)[0] == tuple(expected)


@given(wanted=WANTED)
@examples(200)
def test_the_most_points_come_first_and_equal_ones_in_the_same_order_everywhere(
    register: Register, wanted: Wanted
) -> None:
    expected = register.expected(wanted)
    tally = register.store.tally(wanted, AROUND)
    ids, points = register.store.chosen_households(wanted, AROUND)
    assert ids == tuple(expected)
    assert (tally.found, tally.chosen) == (
        len(register.expected(Wanted(where=wanted.where))),
        len(expected),
    )
    if wanted.weights:
        assert points == tuple(register.known[id].points(wanted) for id in ids)
    if tally.least_points is not None:
        given = [known.points(wanted) for known in register.known.values() if known.fits(wanted.where)]
        assert tally.least_points == register.known[ids[-1]].points(wanted)
        assert tally.tied == given.count(tally.least_points)
        assert tally.tied_chosen == [register.known[id].points(wanted) for id in ids].count(
            tally.least_points
        )


@given(wanted=WANTED)
@examples(100)
def test_lines_on_screen_are_those_chosen_with_their_points(register: Register, wanted: Wanted) -> None:
    numbers = register.store.chosen_numbers(wanted, AROUND)
    rows = register.store.chosen_rows(numbers, wanted, AROUND)
    assert [row.id for row in rows] == register.expected(wanted)
    for row in rows:
        known = register.known[row.id]
        assert (row.head_name, row.village_code) == (known.row.head_name, known.row.village_code)
        assert row.points == (known.points(wanted) if wanted.weights else None)
        assert row.net_cents == (None if known.income is None else int(known.income * 100))


@given(wanted=WANTED)
def test_a_text_gives_back_the_filter_that_it_was_written_from(wanted: Wanted) -> None:
    assert read_wanted(wanted_text(wanted)) == wanted
    assert read_filter(filter_text(wanted.where)) == wanted.where


def test_villages_of_a_result_add_up_to_it(register: Register) -> None:
    wanted = Wanted(where=read_short("cause=illness"))
    villages = register.store.chosen_villages(wanted, AROUND)
    assert sum(villages.values()) == register.store.tally(wanted, AROUND).found > 0
    assert set(villages) <= set(VILLAGES)


def test_the_line_of_a_household_whose_year_is_unknown_is_the_one_of_today(register: Register) -> None:
    below = Wanted(where=read_short("line_percent<100"))
    rich, poor = (
        Around(today=TODAY, line_cents=1),
        Around(today=TODAY, line_cents=10**9),
    )
    assert register.store.tally(below, rich).found < register.store.tally(below, poor).found
    nobody_knows = register.store.tally(below, Around(today=TODAY)).found
    assert nobody_knows < register.store.tally(below, poor).found


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("main_cause=illness, disability", '{"field": "main_cause", "is": ["illness", "disability"]}'),
        ("category!=none", '{"not": {"field": "category", "is": ["none"]}}'),
        ("line_percent<150", '{"field": "line_percent", "below": 150}'),
        ("persons>=3", '{"field": "persons", "least": 3}'),
        ("income<=6000.5", '{"field": "income", "most": "6000.50"}'),
        ("persons=2", '{"field": "persons", "least": 2, "most": 2}'),
        ("seen<2026-06-01", '{"field": "seen", "before": "2026-06-01"}'),
        ("seen>=2026-06-01", '{"field": "seen", "since": "2026-06-01"}'),
        ("seen=?", '{"field": "seen", "never": true}'),
        ("seen!=?", '{"not": {"field": "seen", "never": true}}'),
        ("text=王 明", '{"field": "text", "words": "王 明"}'),
        ("place=430999101,龙荣村", '{"field": "place", "is": ["430999101", "龙荣村"]}'),
    ],
)
def test_the_short_form_of_the_command_line_means_the_same(short: str, long: str) -> None:
    assert read_short(short) == read_filter(long)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "nonsense",
        "{}",
        '{"field": "salary", "least": 1}',
        '{"field": "main_cause", "is": []}',
        '{"field": "main_cause", "is": ["ilness"]}',
        '{"field": "main_cause", "is": "illness"}',
        '{"field": "main_cause", "least": 3}',
        '{"field": "persons"}',
        '{"field": "persons", "least": "three"}',
        '{"field": "persons", "least": 2.5}',
        '{"field": "persons", "least": true}',
        '{"field": "income", "least": 1.005}',
        '{"field": "income", "most": NaN}',
        '{"field": "income", "most": 1e400}',
        '{"field": "income", "most": 3, "below": 4}',
        '{"field": "seen"}',
        '{"field": "seen", "before": "1.6.2026"}',
        '{"field": "seen", "before": "2026-06-31"}',
        '{"field": "seen", "days": -1}',
        '{"field": "visit", "is": ["?"]}',
        '{"field": "selection", "is": ["all"]}',
        '{"field": "text", "words": "  "}',
        '{"any": []}',
        '{"all": {"field": "persons", "least": 1}}',
        '{"all": [], "field": "persons"}',
        '{"not": []}',
        '{"where": {"all": []}, "take": 0}',
        '{"where": {"all": []}, "take": "many"}',
        '{"points": [{"points": 0, "if": {"all": []}}]}',
        '{"points": [{"points": 1.5, "if": {"all": []}}]}',
        '{"points": 3}',
        '{"take": 5, "sort": "name"}',
        '{"not": ' * 3000 + '{"all": []}' + "}" * 3000,
        '{"all": [' + ", ".join(['{"field": "persons", "least": 1}'] * 2000) + "]}",
    ],
)
def test_a_text_that_is_no_filter_is_refused_in_words(text: str) -> None:
    with pytest.raises(FilterUnreadable) as refused:
        read_wanted(text)
    assert refused.value.code == "filter-unreadable"
    assert "{" not in refused.value.explain().replace(text[:60], "")


def test_bits_have_places_of_their_own_and_codes_are_those_of_the_lists() -> None:
    taken: list[set[int]] = [set() for _ in range(WORDS)]
    for trait in TRAITS.values():
        places = set(range(trait.first_bit, trait.first_bit + len(trait.codes)))
        assert not places & taken[trait.word]
        assert max(places) < BITS
        taken[trait.word] |= places


def test_every_code_of_a_list_can_be_asked_for() -> None:
    from yihu.register.codes import code_list
    from yihu.register.filter_fields import STATE_WORDS

    for field in FIELDS.values():
        if field.code_list and field.code_list not in STATE_WORDS:
            assert field.codes == tuple(code.value for code in code_list(field.code_list))
