"""Expressions bound to their nodes give what they give otherwise, and hold nothing that may come or go."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conformance.random_expressions import DOCUMENT, Expressions
from tests.examples import examples

from yihu.xpath import Node, Outside, XPathProblem, compile_expression, parse_xml

TREE = parse_xml(f"<data>{DOCUMENT}<c0/></data>", keep_blank=True)
HERE = TREE.element.named("c0")[0]
OUTSIDE = Outside()
FORMS = (
    "coalesce(/data/a, 0) + coalesce(/data/b, 0) * 2",
    "if(/data/word = 'hello world', /data/a div 2, round(/data/b * 1.5, 1))",
    "if(/data/a > 1, /data/word, 5)",
    "if(/data/a > 1, 5, /data/word) + 1",
    "if(/data/empty, /data/word, /data/han)",
    "if(/data/missing, 1, 2)",
    "/data/a = /data/g/x or /data/a != /data/b and /data/empty = ''",
    "/data/a > /data/b", "'3' < /data/a", "/data/a != 'x'", "true() = /data/empty", "/data/blank = 0", "/data/a = 7",
    "selected(/data/picked, 'blue')", "selected(/data/picked, /data/one)", "selected(../picked, ' red ')",
    "not(selected(/data/picked, 'green') or /data/a = '')",
    "/data/a div 0", "/data/a mod 0", "-/data/empty", "- - 3", "1 div -0", "-0 * 1", "/data/date + 1", "/data/blank * 1",
    "string-length(/data/word) > 3", "concat(/data/a, 'x')", "/data/r/n", "/data/r[2]/n = 2", "sum(/data/r/n)",
    "today() > 0", "once('x')", "../a + ../b", ". = ''", "1 = 1 = 1", "nothing(1)", "x:y = 1", "if(1, 2)", "'ja''",
    "number('') = 0", "int(/data/b)", "boolean(/data/empty)", "string(/data/a)", "not(/data/a)", "coalesce(/data/missing, /data/a)",
    "digest('a', 'no')", "/data/a + (", "regex(/data/word, '^h')", "1 < 2 < 3", "'a' = 'b'", "/data/a | /data/b",
)  # fmt: skip


def anywhere(node: Node) -> bool:
    return not node.children


def outcome(work):
    try:
        return work()
    except XPathProblem as problem:
        return type(problem), str(problem)


def agrees(source: str) -> None:
    try:
        compiled = compile_expression(source)
    except XPathProblem:
        return
    for bind, plainly in (
        (compiled.bound_text, compiled.string),
        (compiled.bound_truth, compiled.boolean),
    ):
        bound = bind(HERE, OUTSIDE, anywhere)
        if bound is not None:
            got, wanted = outcome(bound), outcome(lambda plainly=plainly: plainly(HERE, OUTSIDE))
            assert (type(got), repr(got)) == (type(wanted), repr(wanted)), source


@pytest.mark.parametrize("source", FORMS)
def test_what_forms_write_gives_the_same_bound(source):
    agrees(source)


@given(st.integers(0, 10**9))
@examples(300)
def test_any_expression_gives_the_same_bound(seed):
    source = Expressions(random.Random(seed)).any(3)
    if not any(name in source for name in ("random", "uuid")):
        agrees(source)


def test_a_bound_expression_sees_what_is_answered_later():
    tree = parse_xml("<data><a>1</a><b/></data>", keep_blank=False)
    a, b = tree.element.children
    doubled = compile_expression("/data/a * 2").bound_text(b, OUTSIDE, anywhere)
    large = compile_expression("/data/a > 5").bound_truth(b, OUTSIDE, anywhere)
    assert doubled is not None
    assert large is not None
    assert (doubled(), large()) == ("2", False)
    a.text = "8"
    assert (doubled(), large()) == ("16", True)
    a.text = ""
    assert (doubled(), large()) == ("", False)


@pytest.mark.parametrize(
    "source",
    [
        "/data/r/n + 1",
        "/data/missing + 1",
        "/data/g = 'x'",
        "/data/r[2]/n",
        "count(/data/r)",
        "//a",
        "/data/*",
    ],
)
def test_what_may_lead_elsewhere_is_not_bound(source):
    """Several nodes, none, one with others inside, a way that answers decide."""
    bound = compile_expression(source).bound_text(HERE, OUTSIDE, anywhere)
    assert bound is None


def test_nodes_that_come_and_go_are_not_bound():
    assert compile_expression("/data/a + 1").bound_text(HERE, OUTSIDE, lambda node: node.tag != "a") is None


def test_equal_shapes_share_their_code_and_no_word_of_the_form_is_in_it():
    one = compile_expression("/data/a + 1 > 2 and /data/word = 'hello'").bound_truth(HERE, OUTSIDE, anywhere)
    other = compile_expression("/data/b + 4 > 7 and /data/one = 'green'").bound_truth(HERE, OUTSIDE, anywhere)
    assert one is not None
    assert other is not None
    assert one.__code__ is other.__code__
    assert not {"hello", "green", 2.0, 4.0} & set(one.__code__.co_consts)


def test_a_very_long_expression_stays_as_it_is():
    source = " + ".join(["/data/a"] * 200)
    assert compile_expression(source).bound_text(HERE, OUTSIDE, anywhere) is None
    deep = "(" * 100 + "/data/a" + " + 1)" * 100
    assert compile_expression(deep).bound_text(HERE, OUTSIDE, anywhere) is None


@pytest.mark.parametrize(
    "nested",
    [
        "round(normalize-space({}))", "coalesce({}, 1) + 1", "string-length({})", "not({})", "-{}", "if({}, 1, 'a')",
        "contains({}, 1) = 1", "selected({}, 'a')", "({} mod 2)", "{} = 2", "number-of({})", "round({}, 2) div 2",
    ],
)  # fmt: skip
def test_however_deep_it_is_it_is_written_or_left(nested):
    """Python itself reads only so many brackets within one another."""
    source = "/data/a"
    for _ in range(45):
        source = nested.format(source)
        agrees(source)
