"""Regular expressions of forms: other engines' notation, and none that runs for ever."""

import re
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.examples import examples

from yihu.xpath import Outside, XPathProblem, compile_expression, parse_xml
from yihu.xpath.library import Unfit
from yihu.xpath.linear_matching import Machine
from yihu.xpath.pattern_notation import in_python
from yihu.xpath.patterns import find_pattern, read_pattern


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        (r"^\d{6}$", "520102", True),
        (r"^\d{6}$", "520102\n", False),
        (r"^\d+$", "٣", False),
        (r"^\p{L}+$", "张三é", True),
        (r"^[\p{L} ]+$", "Müller 张", True),
        (r"^[\p{L} ]+$", "Müller 1", False),
        (r"^[a$]+$", "$a", True),
        (r"^[[a]+$", "[a", True),
        (r"^[a&&b]+$", "&", True),
        (r"^[+--]+$", "+,-", True),
        (r"(?<year>[0-9]{4})", "in 1984", True),
        (r"(?<=a)b", "ab", True),
        ("a[]b", "ab", False),
        (r"^\w+$", "é", False),
        (r"\$5", "$5", True),
    ],
)
def test_notation_of_other_engines_is_understood(pattern, text, found):
    assert find_pattern(pattern, text) is found


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("^(a+)+$", "a" * 15_000 + "b", False),
        ("(x|xx|[a-z]+)*y$", "x" * 10_000, False),
        (".*.*.*=.*", "a" * 15_000, False),
        ("a*a*b", "a" * 15_000, False),
        (r"^([a-zA-Z0-9_\-\.]+)@([a-zA-Z0-9_\-\.]+)\.([a-zA-Z]{2,5})$", "a@" * 7_000, False),
        (r"^(\w+\s?)*$", "hello world " * 1000, True),
        ("(a?){50}a{50}", "a" * 50, True),
    ],
)
def test_patterns_that_would_run_for_years_end_at_once(pattern, text, found):
    assert find_pattern(pattern, text) is found


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("[", "a"),
        ("(a", "a"),
        ("a{2,1}", "a"),
        ("a" * 3000, "a"),
        ("a", "a" * 30_000),
        (r"^(?=.*\d)(a+)+$", "a" * 100),
        ("(" * 1500 + ")" * 1500, ""),
    ],
)
def test_what_cannot_be_searched_is_told(pattern, text):
    with pytest.raises(Unfit):
        find_pattern(pattern, text)


def test_a_wrong_pattern_is_told_with_its_place():
    tree = parse_xml("<data><a>1</a></data>")
    with pytest.raises(XPathProblem) as raised:
        compile_expression("1 = 1 and regex(/data/a, '[')").boolean(tree, Outside())
    assert (raised.value.code, raised.value.at) == ("xpath-value", 10)


PARTS = st.sampled_from(
    [
        "a",
        "b",
        "[ab]",
        ".",
        r"\d",
        "a?",
        "b*",
        "(a|b)",
        "(ab)+",
        "a{1,3}",
        "^",
        "$",
        r"\b",
        "[^a]",
        "(?:a|)",
        "b+?",
        "(a|b*)*",
    ]
)


@given(parts=st.lists(PARTS, max_size=6), text=st.text("ab1 ", max_size=9))
@examples(300)
def test_following_all_ways_at_once_finds_what_trying_them_finds(parts, text):
    python = re.compile(in_python("".join(parts)))
    assert Machine(python).found_in(text) is (python.search(text) is not None)


@given(
    pattern=st.one_of(st.text(max_size=12), st.text(r"ab()[]{}*+?|\^$.-,1:<=!dwpL", max_size=14)),
    text=st.text("ab1 ", max_size=60),
)
@examples(400)
def test_any_pattern_is_searched_or_refused(pattern, text):
    with suppress(Unfit):
        assert find_pattern(pattern, text) in (True, False)


def test_patterns_are_read_once():
    assert read_pattern("^a+$") is read_pattern("^a+$")
