"""Summaries by hash: what is withheld, the receiver truly has."""

from hypothesis import given
from hypothesis import strategies as st
from tests.examples import examples

from yihu.sync.summary import Link, Summary, behind, closed_tips, covered, forked, missing_below

ONE, TWO, THREE = Link("1", 1, None), Link("2", 2, "1"), Link("3", 3, "2")
COPY = Link("2b", 2, "1")


@st.composite
def chains(draw: st.DrawFn) -> list[Link]:
    """One chain as clones and restored backups leave it: a tree."""
    links: list[Link] = []
    for number in range(draw(st.integers(0, 12))):
        before = draw(st.sampled_from([None, *links]))
        links.append(Link(str(number), before.seq + 1 if before else 1, before.id if before else None))
    return links


def test_the_tip_is_the_end_of_what_is_held_without_a_gap() -> None:
    assert closed_tips([THREE, ONE, TWO]) == {"3"}
    assert closed_tips([THREE, ONE]) == {"1"}
    assert closed_tips([THREE, TWO]) == frozenset()
    assert closed_tips([]) == frozenset()


def test_a_copied_laptop_has_two_tips_under_one_number() -> None:
    assert closed_tips([ONE, TWO, COPY]) == {"2", "2b"}
    assert forked([ONE, TWO, COPY])
    assert not forked([ONE, TWO, THREE])


def test_nothing_is_withheld_behind_a_tip_that_is_unknown() -> None:
    assert behind({"9"}, [ONE, TWO]) == frozenset()
    assert behind({"2"}, [ONE, TWO, THREE, COPY]) == {"1", "2"}


def test_it_is_known_below_which_number_something_is_missing_behind_a_tip() -> None:
    assert missing_below([("3", 3)], [ONE, TWO, THREE]) == 0
    assert missing_below([("3", 3)], [ONE, THREE]) == 3
    assert missing_below([("3", 3)], [ONE, TWO]) == 4
    assert missing_below([("1", 1), ("9", 9)], [ONE, TWO]) == 10
    assert missing_below([], [ONE]) == 0


def test_the_end_of_a_fork_is_covered_by_no_later_end() -> None:
    assert covered(["1", "2", "3", "2b"], [ONE, TWO, THREE, COPY]) == {"1", "2"}
    assert covered(["1", "3"], [ONE, THREE]) == frozenset()
    assert covered(["2", "3"], [THREE]) == {"2"}
    assert covered(["3", "9"], [ONE, TWO, THREE]) == frozenset()


def test_an_unknown_chain_has_no_tips() -> None:
    assert Summary({}).chain(("r", "s")) == frozenset()


@examples(200)
@given(chains(), st.sets(st.integers(0, 11)), st.sets(st.integers(0, 11)))
def test_a_sender_never_withholds_what_the_receiver_lacks(
    chain: list[Link], mine: set[int], theirs: set[int]
) -> None:
    held = [link for number, link in enumerate(chain) if number in mine]
    has = {link.id for number, link in enumerate(chain) if number in theirs}
    said = closed_tips(link for link in chain if link.id in has)
    assert behind(said, held) <= has


@examples(100)
@given(chains())
def test_two_with_the_same_have_nothing_to_send(chain: list[Link]) -> None:
    assert behind(closed_tips(chain), chain) == {link.id for link in chain}
