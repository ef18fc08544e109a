"""What the engine keeps is what it would find anew, and it finds nothing anew without need."""

import gc
import weakref
from collections import Counter

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from tests.examples import examples
from tests.unit.engine_forms import ask, form, opened, xform

from yihu.base.collecting import uncollected
from yihu.base.errors import UserError
from yihu.engine import Session
from yihu.forms import Form, parse_xform
from yihu.xpath import Compiled, Document, Outside, compile_expression, element

LOOSE = examples(60, suppress_health_check=list(HealthCheck))


def choose(ref: str, nodes: str, label: str = "name") -> str:
    return (
        f'<select1 ref="/data/{ref}"><label>{ref}</label>'
        f'<itemset nodeset="{nodes}"><value ref="name"/><label ref="{label}"/></itemset></select1>'
    )


def places(**towns: str) -> str:
    items = "".join(
        f"<item><name>{name}</name><town>{town}</town></item>"
        for town, names in towns.items()
        for name in names
    )
    return f'<instance id="places"><root>{items}</root></instance>'


CHOOSING = xform(
    "<town/><size/><all/><near/><here/><large/><mixed/>"
    '<row jr:template=""><town/><own/><shared/></row><person/>',
    rules="""<bind nodeset="/data/size" type="int"/><bind nodeset="/data/town" relevant="/data/size != 3"/>""",
    body=ask("town", "size")
    + choose("all", "instance('places')/root/item")
    + choose("near", "instance('places')/root/item[town = /data/town]")
    + choose("here", "instance('places')/root/item[town = current()/../town and string-length(name) &lt;= /data/size]")
    + choose("large", "instance('places')/root/item[position() &lt;= count(/data/row)]")
    + choose("mixed", "randomize(instance('places')/root/item[town = /data/town], /data/size)")
    + '<repeat nodeset="/data/row">' + ask("row/town")
    + choose("row/own", "instance('places')/root/item[town = current()/../town]")
    + choose("row/shared", "instance('places')/root/item[town = /data/town]")
    + "</repeat>"
    + choose("person", "/data/row[town != '']", "town").replace('ref="name"', 'ref="town"'),
    lists=places(a="klm", b="mno", c="p"),
)  # fmt: skip

STEPS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["/data/town", "/data/row[1]/town", "/data/row[2]/town"]), st.sampled_from(["", "a", "b", "c", "a b"])),
        st.tuples(st.just("/data/size"), st.sampled_from(["", "0", "1", "2", "3"])),
        st.tuples(st.just("add"), st.just("")),
        st.tuples(st.just("remove"), st.just("")),
    ),
    max_size=14,
)  # fmt: skip


def do(session: Session, what: str, text: str) -> None:
    try:
        if what == "add":
            session.add_repeat("/data/row")
        elif what == "remove":
            session.remove_repeat(session.rows("/data/row")[-1])
        else:
            session.answer(what, text)
    except (UserError, KeyError, IndexError):
        # Not possible as it stands now, for lack of a row.
        return


def offered(session: Session) -> dict[str, list[str]]:
    return {ref: [each.value for each in session.choices(ref)] for ref in session.refs()}


@LOOSE
@given(STEPS)
def test_choices_that_were_kept_are_those_that_a_new_interview_finds(steps):
    session = opened(parse_xform(CHOOSING))
    for what, text in steps:
        do(session, what, text)
        anew = opened(parse_xform(CHOOSING), session.answers(), last_saved={})
        assert offered(session) == offered(anew)


@LOOSE
@given(STEPS, STEPS)
def test_two_interviews_with_one_form_do_not_see_each_others_choices(first, second):
    shared = parse_xform(CHOOSING)
    sessions = (opened(shared), opened(shared))
    for place in range(max(len(first), len(second))):
        for session, steps in zip(sessions, (first, second), strict=True):
            if place < len(steps):
                do(session, *steps[place])
    for session in sessions:
        assert offered(session) == offered(opened(parse_xform(CHOOSING), session.answers()))


def test_lists_of_one_interview_are_not_those_of_another_with_the_same_form():
    asked = form(
        "<who/>",
        body=choose("who", "instance('people')/root/item"),
        lists='<instance id="people" src="jr://file-csv/people.csv"/>',
    )
    nobody = opened(asked)
    first = opened(asked, lists={"people": [{"name": "li"}]})
    second = opened(asked, lists={"people": [{"name": "wang"}, {"name": "zhao"}]})
    names = [[each.value for each in session.choices("/data/who")] for session in (nobody, first, second)]
    assert names == [[], ["li"], ["wang", "zhao"]]


# Counting


@pytest.fixture
def evaluated(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each expression was evaluated."""
    counts: Counter[str] = Counter()
    for name in ("value", "string", "number", "boolean"):
        evaluate = getattr(Compiled, name)

        def counting(self, node, outside, evaluate=evaluate):  # type: ignore[no-untyped-def]
            counts[self.source.strip()] += 1
            return evaluate(self, node, outside)

        monkeypatch.setattr(Compiled, name, counting)
    for name in ("bound_text", "bound_truth"):
        bind = getattr(Compiled, name)

        def binding(self, *around, bind=bind, **how):  # type: ignore[no-untyped-def]
            bound = bind(self, *around, **how)

            def counting() -> object:
                counts[self.source.strip()] += 1
                return bound()

            return counting if bound is not None else None

        monkeypatch.setattr(Compiled, name, binding)
    return counts


WEB: Form = form(
    "<a/><b/><free/><left/><right/><top/><far/><big/>",
    rules="""<bind nodeset="/data/a" type="int" constraint=". &lt; 100" required="/data/b = ''"/>
      <bind nodeset="/data/left" calculate="/data/a + 1"/>
      <bind nodeset="/data/right" calculate="/data/a * 2"/>
      <bind nodeset="/data/top" calculate="/data/left + /data/right"/>
      <bind nodeset="/data/far" calculate="/data/b + 1"/>
      <bind nodeset="/data/big" calculate="if(/data/top &gt; 10, 'yes', 'no')"/>""",
    body=ask("a", "b", "free"),
)


def test_an_answer_calculates_what_depends_on_it_once_and_nothing_else(evaluated):
    session = opened(WEB)
    evaluated.clear()
    session.answer("/data/a", "1")
    assert evaluated == {
        "/data/a + 1": 1, "/data/a * 2": 1, "/data/left + /data/right": 1, "if(/data/top > 10, 'yes', 'no')": 1,
    }  # fmt: skip


def test_what_comes_out_the_same_as_before_goes_no_further(evaluated):
    session = opened(
        form(
            "<a/><even/><after/>",
            rules="""<bind nodeset="/data/even" calculate="/data/a mod 2"/>
              <bind nodeset="/data/after" calculate="concat(/data/even, '!')"/>""",
            body=ask("a"),
        )
    )
    session.answer("/data/a", "2")
    evaluated.clear()
    session.answer("/data/a", "4")
    assert evaluated == {"/data/a mod 2": 1}


@pytest.mark.parametrize(("ref", "text"), [("/data/free", "words"), ("/data/a", "1")])
def test_an_answer_that_nothing_reads_and_one_given_again_evaluate_nothing(evaluated, ref, text):
    session = opened(WEB)
    session.answer("/data/a", "1")
    evaluated.clear()
    session.answer(ref, text)
    assert not evaluated


def test_rules_are_asked_once_until_what_they_read_changes(evaluated):
    session = opened(WEB)
    session.answer("/data/a", "1")
    evaluated.clear()
    for _ in range(3):
        assert session.violation("/data/a") is None
        assert session.is_required("/data/a")
        session.answer("/data/free", session.value("/data/free") + "x")
    assert evaluated == {". < 100": 1, "/data/b = ''": 1}
    session.answer("/data/a", "200")
    assert session.violation("/data/a") is not None
    assert evaluated[". < 100"] == 2
    assert evaluated["/data/b = ''"] == 1


def test_going_back_and_forth_between_two_answers_filters_the_choices_twice(evaluated):
    session = opened(parse_xform(CHOOSING))
    evaluated.clear()
    for town in ("a", "b", "a", "b", "a"):
        session.answer("/data/town", town)
        assert [each.value for each in session.choices("/data/near")] == list({"a": "klm", "b": "mno"}[town])
    assert evaluated["instance('places')/root/item[town = /data/town]"] == 2


def test_a_list_without_conditions_is_read_once_for_all_interviews(evaluated):
    shared = parse_xform(CHOOSING)
    for _ in range(3):
        opened(shared).choices("/data/all")
    assert evaluated["instance('places')/root/item"] == 1


# Paths

CHANGES = st.lists(
    st.tuples(st.sampled_from([0, 1]), st.sampled_from(["add", "other", "remove", "look"])), max_size=25
)


@LOOSE
@given(CHANGES)
def test_where_a_path_leads_is_known_for_each_document_as_it_stands(changes):
    trees = []
    for _ in range(2):
        tree = Document()
        tree.append(element("data"))
        trees.append(tree)
    row = compile_expression("/data/row")
    total = compile_expression("sum(/data/row) + 0")
    place = compile_expression("position(.)")
    for which, change in changes:
        top = trees[which].element
        if change == "add":
            top.append(element("row", str(len(top.children) + 1)))
        elif change == "other":
            top.append(element("other"))
        elif change == "remove" and top.children:
            top.remove(top.children[0])
        for tree in trees:
            rows = [child for child in tree.element.children if child.tag == "row"]
            assert row.nodes(tree.element, Outside()) == rows
            if rows:
                assert total.number(tree.element, Outside()) == sum(float(each.text) for each in rows)
            before = ("", 0)
            for child in tree.element.children:
                before = (child.tag, before[1] + 1 if child.tag == before[0] else 1)
                assert place.number(child, Outside()) == before[1]


@pytest.mark.parametrize("count", [2, 3, 6, 7, 8, 2_000])
def test_a_chain_of_sums_is_the_same_however_long(count):
    tree = Document()
    tree.append(element("data", "", element("n", "3")))
    chain = " - 1 + ".join(["/data/n"] * count)
    assert compile_expression(chain).number(tree.element, Outside()) == 3 * count - (count - 1)


# Memory


def test_what_is_built_without_searching_for_garbage_is_old_at_once_but_not_for_ever():
    class Thing:
        pass

    with uncollected():
        kept = [[number] for number in range(100)]
        lost = Thing()
        lost.itself = lost
    young = {id(each) for generation in (0, 1) for each in gc.get_objects(generation=generation)}
    assert not young & {id(each) for each in kept}
    watched = weakref.ref(lost)
    del lost
    gc.collect()
    assert watched() is None
