"""What an expression reads, known before it is evaluated."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.examples import examples

from yihu.xpath import Node, Outside, compile_expression, parse_xml

CONTEXT = "/data/member/age"


@pytest.mark.parametrize(
    ("expression", "reads"),
    [
        ("/data/a + /data/b", {"/data/a", "/data/b"}),
        (" ../name ", {"/data/member/name"}),
        (". > 3", {CONTEXT}),
        ("../../total", {"/data/total"}),
        ("current()/../name", {"/data/member/name"}),
        ("count(/data/member)", {"/data/member"}),
        ("position(..)", {"/data/member"}),
        ("sum(/data/member[../limit > age]/wage)", {"/data/limit", "/data/member/age", "/data/member/wage"}),
        ("/data/member[position() = 2]/name", {"/data/member/name"}),
        ("instance('villages')/root/item[name = current()/../village]/label", {"/data/member/village"}),
        ("instance('villages')/root/item[name = /data/village]/label", {"/data/village"}),
        (
            "indexed-repeat(/data/member/name, /data/member, /data/which)",
            {"/data/member/name", "/data/member", "/data/which"},
        ),
        ("if(/data/a = 1, /data/b, /data/c)", {"/data/a", "/data/b", "/data/c"}),
        ("//name", {"//name"}),
        ("/data/*", {"/data/*"}),
        ("/data/member/@id", {"/data/member/@id"}),
        ("once(random())", {CONTEXT}),
        ("string-length()", {CONTEXT}),
        ("(/data/a | ../b)[1]", {"/data/a", "/data/member/b"}),
        ("../preceding-sibling::member/age", {"/data/member/age"}),
        ("/data/a/text()", {"/data/a"}),
        ("jr:choice-name(/data/a, '/data/a')", {"/data/a"}),
        ("'text' = 1", set()),
    ],
)
def test_the_paths_read_are_found(expression, reads):
    assert compile_expression(expression, context=CONTEXT).reads() == reads


def test_relative_paths_can_be_resolved_later():
    compiled = compile_expression("../a + /data/b")
    assert compiled.reads() == {"/data/b"}
    assert compiled.reads("/data/group/c") == {"/data/b", "/data/group/a"}


def test_what_is_used_besides_paths_is_told():
    found = compile_expression(
        "if(now() > 1, random(), pulldata('prices', 'a', 'b', current()/../c))"
    ).dependencies
    assert (found.impure, found.instances, found.uses_current) == ({"now", "random"}, {"prices"}, True)
    assert compile_expression("instance(concat('a', ../b))/root").dependencies.any_instance
    assert compile_expression("once(uuid())").dependencies.own_value


NAMES = st.sampled_from(["a", "b", "g/c", "g/d"])
READS = st.one_of(
    NAMES.map(lambda name: f"/data/{name}"),
    st.sampled_from(["../c", "../d", "../../a", "../../b", "."]),
)
EXPRESSIONS = st.recursive(
    READS,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from([" + ", " = ", " and ", " < "]), inner).map("".join),
        inner.map(lambda text: f"number({text})"),
        st.tuples(inner, inner, inner).map(lambda three: f"if({three[0]}, {three[1]}, {three[2]})"),
        inner.map(lambda text: f"concat({text}, '-')"),
    ),
    max_leaves=6,
)


def tree_with(values: dict[str, str]) -> Node:
    return parse_xml(
        f"<data><a>{values['/data/a']}</a><b>{values['/data/b']}</b>"
        f"<g><c>{values['/data/g/c']}</c><d>{values['/data/g/d']}</d></g></data>"
    )


@given(expression=EXPRESSIONS, changed=st.sampled_from(["/data/a", "/data/b", "/data/g/c", "/data/g/d"]))
@examples(300)
def test_what_is_not_read_does_not_matter(expression, changed):
    """A change of any answer that isn't among the reads leaves the value alone."""
    compiled = compile_expression(expression, context="/data/g/c")
    values = {"/data/a": "1", "/data/b": "2", "/data/g/c": "3", "/data/g/d": "4"}
    before, after = tree_with(values), tree_with({**values, changed: "77"})
    results = [
        compiled.string(compile_expression("/data/g/c").nodes(tree, Outside())[0], Outside())
        for tree in (before, after)
    ]
    if changed not in compiled.reads():
        assert results[0] == results[1]
