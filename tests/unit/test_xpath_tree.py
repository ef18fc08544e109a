"""The tree that answers live in: values, order, structure, and XML read and written."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.examples import examples

from yihu.xpath import Document, Kind, MarkupRefused, Node, Outside, compile_expression, parse_xml, write_xml
from yihu.xpath.tree import document, element, in_document_order

HOUSEHOLD = """<data id="visit"><head><name>Wang</name></head>
  <member><name>Li</name><age>41</age></member>
  <member><name>Zhao</name><age>9</age></member></data>"""


def found(path: str, tree: Node) -> list[Node]:
    return list(compile_expression(path).nodes(tree, Outside()))


def test_a_leaf_keeps_its_text_in_itself_and_xpath_still_sees_a_text_node():
    tree = parse_xml(HOUSEHOLD)
    age = found("/data/member[1]/age", tree)[0]
    assert (age.text, age.children) == ("41", [])
    (text,) = found("/data/member[1]/age/text()", tree)
    age.text = "42"
    assert (text.kind, text.text, text.string(), text.parent) == (Kind.TEXT, "42", "42", age)


def test_an_emptied_leaf_has_no_text_node():
    tree = parse_xml("<data><a>1</a></data>")
    tree.element.children[0].text = ""
    assert found("/data/a/node()", tree) == []


def test_the_text_of_a_group_is_all_text_inside():
    assert parse_xml("<a>one<b>two</b><!-- no --><c><d>three</d></c></a>").string() == "onetwothree"


def test_blank_text_between_elements_can_be_left_out():
    kept, bare = parse_xml("<a> <b> </b> </a>"), parse_xml("<a> <b> </b> </a>", keep_blank=False)
    assert (kept.string(), bare.string()) == ("   ", " ")


def test_set_text_replaces_what_was_inside():
    top = parse_xml("<a>x<b/>y</a>").element
    top.set_text("new")
    assert write_xml(top) == "<a>new</a>"


def test_a_child_put_into_a_leaf_comes_behind_its_text():
    leaf = element("a", "text")
    leaf.append(element("b"))
    assert write_xml(leaf) == "<a>text<b/></a>"


def test_plain_paths_are_found_anew_when_a_repeat_is_added_or_removed():
    tree = parse_xml(HOUSEHOLD, keep_blank=False)
    names = compile_expression("/data/member/name")
    assert [node.text for node in names.nodes(tree, Outside())] == ["Li", "Zhao"]
    first = tree.element.named("member")[0]
    tree.element.insert_after(first, element("member", "", element("name", "Sun")))
    assert [node.text for node in names.nodes(tree, Outside())] == ["Li", "Sun", "Zhao"]
    tree.element.remove(first)
    assert [node.text for node in names.nodes(tree, Outside())] == ["Sun", "Zhao"]


def test_one_compiled_expression_serves_several_trees():
    name = compile_expression("/data/head/name")
    one, other = parse_xml(HOUSEHOLD), parse_xml(HOUSEHOLD.replace("Wang", "Chen"))
    read = [name.string(tree, Outside()) for tree in (one, other, one, other)]
    assert read == ["Wang", "Chen", "Wang", "Chen"]


def test_paths_name_positions_only_where_there_are_several():
    tree = parse_xml(HOUSEHOLD)
    assert [node.path() for node in found("//name | //@id", tree)] == [
        "/data/@id",
        "/data/head/name",
        "/data/member[1]/name",
        "/data/member[2]/name",
    ]


def test_a_clone_shares_nothing_with_its_original():
    original = parse_xml('<a x="1"><b>2</b></a>').element
    copy = original.clone()
    copy.children[0].text, copy.attributes[0].text = "changed", "changed"
    assert write_xml(original) == '<a x="1"><b>2</b></a>'
    assert (copy.parent, copy.children[0].parent) == (None, copy)


def test_ids_are_found_after_changes():
    tree = parse_xml('<a><b id="one"/></a>')
    added = tree.element.append(element("c"))
    added.set_attribute("id", "two")
    assert [tree.with_id("one"), tree.with_id("two"), tree.with_id("three")] == [
        tree.element.children[0],
        added,
        None,
    ]


@pytest.mark.parametrize(
    "xml",
    [
        '<a xmlns="u" xmlns:p="v"><p:b p:c="1" d="2">x &amp; y &lt; z</p:b><!--note--><?do it?></a>',
        "<a>before<b/>between<b>in</b>after</a>",
        '<a><b xmlns="">plain</b><b c="&quot;quoted&quot; &amp;"/></a>',
    ],
)
def test_documents_written_again_are_the_same(xml):
    once = write_xml(parse_xml(xml))
    assert write_xml(parse_xml(once)) == once
    assert parse_xml(once).string() == parse_xml(xml).string()


@pytest.mark.parametrize(
    "xml",
    [
        '<!DOCTYPE a [<!ENTITY b "bbbb">]><a>&b;</a>',
        '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
        '<!DOCTYPE a [<!ENTITY % b "x">]><a/>',
        "<a><b></a>",
        "",
        "<a/><b/>",
        "<a>&unknown;</a>",
        "<a>" * 3000 + "</a>" * 3000,
    ],
)
def test_entities_and_damaged_documents_are_refused_with_their_place(xml):
    with pytest.raises(MarkupRefused) as refused:
        parse_xml(xml)
    assert refused.value.parameters["line"] >= 1
    assert refused.value.explain()


def all_nodes(tree: Document) -> list[Node]:
    nodes: list[Node] = []
    for node in tree.descendants():
        nodes.extend((node, *node.attributes))
    return nodes


steps = st.lists(
    st.tuples(st.sampled_from(["add", "first", "remove", "attribute", "text"]), st.integers(0, 10**6)),
    max_size=30,
)


@given(steps=steps, seed=st.integers())
@examples(150)
def test_document_order_stays_right_whatever_is_added_and_removed(steps, seed):
    tree = document(element("data"))
    for action, choice in steps:
        elements = [node for node in tree.descendants() if node.kind == Kind.ELEMENT]
        chosen = elements[choice % len(elements)]
        if action == "add":
            chosen.append(element("e", str(choice)))
        elif action == "first":
            chosen.insert(0, element("f"))
        elif action == "remove" and chosen.parent is not tree and chosen.parent is not None:
            chosen.parent.remove(chosen)
        elif action == "attribute":
            chosen.set_attribute(f"a{choice % 3}", "x")
        elif action == "text" and not chosen.children:
            chosen.text = "text"
        in_order = all_nodes(tree)
        mixed = [*in_order, *in_order[::2]]
        random.Random(seed).shuffle(mixed)
        assert in_document_order(mixed) == in_order
        for node in in_order:
            assert node.parent is not None
            for tag in {child.tag for child in node.elements()}:
                assert node.named(tag) == [child for child in node.elements() if child.tag == tag]
