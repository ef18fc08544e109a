"""What holds for any interview, however it went."""

from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from tests.examples import examples
from tests.unit.engine_forms import HOUSEHOLD, around, ask, form, opened

from yihu.base.errors import UserError
from yihu.engine import Session

MIXED = form(
    "<n/><kind/><g><x>7</x><y/></g>"
    '<row jr:template=""><v/><w/><inner jr:template=""><z/></inner><seen/></row><sum/><last/><label/>',
    rules="""
      <bind nodeset="/data/n" type="int"/>
      <bind nodeset="/data/g" relevant="/data/n &gt; 2"/>
      <bind nodeset="/data/g/x" type="decimal"/>
      <bind nodeset="/data/g/y" calculate="../x * 2 + /data/n"/>
      <bind nodeset="/data/row/v" type="int" required="../w = ''"/>
      <bind nodeset="/data/row/w" relevant="../v &gt; 1" readonly="/data/n = 9"/>
      <bind nodeset="/data/row/inner/z" relevant="../../v &lt; 5" constraint="string-length(.) &lt; 4"/>
      <bind nodeset="/data/row/seen" calculate="concat(position(..), '/', count(/data/row), ' ', join(',', ../inner/z))"/>
      <bind nodeset="/data/sum" calculate="sum(/data/row/v) + count-non-empty(/data/row/inner/z)"/>
      <bind nodeset="/data/last" calculate="/data/row[last()]/w"/>
      <bind nodeset="/data/label" calculate="jr:choice-name(/data/kind, '/data/kind')"/>""",
    body=ask("n", "g/x")
    + """<select1 ref="/data/kind"><itemset nodeset="instance('kinds')/root/item[least &lt;= /data/n]"><value ref="name"/><label ref="label"/></itemset></select1>"""
    + '<repeat nodeset="/data/row">' + ask("row/v", "row/w") + '<repeat nodeset="/data/row/inner">' + ask("row/inner/z") + "</repeat></repeat>",
    lists="""<instance id="kinds"><root><item><name>a</name><label>A</label><least>0</least></item>
      <item><name>b</name><label>B</label><least>3</least></item></root></instance>""",
)  # fmt: skip

TEXTS = st.one_of(
    st.sampled_from(
        [
            "",
            "0",
            "1",
            "2",
            "3",
            "5",
            "9",
            "-1",
            "2.5",
            "a",
            "b",
            "a b",
            "abcd",
            "2019-03-01",
            "1980-01-01",
            "30 114",
        ]
    ),
    st.text(max_size=6),
)
STEPS = st.lists(
    st.tuples(st.sampled_from(["answer", "add", "remove"]), st.integers(0, 30), TEXTS), max_size=14
)
LOOSE = examples(60, suppress_health_check=list(HealthCheck))


def walk(session: Session, steps: list[tuple[str, int, str]]) -> dict[str, object]:
    """Do what the steps say where it is possible; gives all that was to be saved, in order."""
    saved: dict[str, object] = dict(session.opening.changes)
    for do, which, text in steps:
        try:
            if do == "answer":
                refs = [ref for ref in session.refs() if session.question(ref).shown]
                outcome = session.answer(refs[which % len(refs)], text)
            elif do == "add":
                outcome = session.add_repeat(repeats(session)[which % len(repeats(session))])
            else:
                rows = [row for repeat in repeats(session) for row in session.rows(repeat)]
                if not rows:
                    continue
                outcome = session.remove_repeat(rows[which % len(rows)])
        except UserError:
            continue
        saved.update(outcome.changes)
    return saved


def repeats(session: Session) -> list[str]:
    top = [ref for ref in session.form.repeats if ref.count("/") == 2]
    inner = [
        f"{row}/{name}"
        for ref in top
        for row in session.rows(ref)
        for name in ("inner",)
        if session.form.repeats.get(f"{ref}/{name}")
    ]
    return top + inner


def state(session: Session) -> dict[str, object]:
    return {
        session.key(ref): (
            session.value(ref), session.is_relevant(ref), session.is_required(ref), session.is_read_only(ref),
            session.violation(ref), session.choices(ref), session.label(ref),
        )
        for ref in session.refs()
    }  # fmt: skip


@LOOSE
@given(STEPS)
def test_random_answers_never_raise_and_leave_a_state_to_look_at(steps):
    for each in (MIXED, HOUSEHOLD):
        session = opened(each)
        walk(session, steps)
        assert set(state(session)) == {session.key(ref) for ref in session.refs()}
        assert {ref for page in session.pages() for ref in page.refs} <= set(session.refs())


@LOOSE
@given(STEPS)
def test_recalculating_little_gives_what_recalculating_everything_gives(steps):
    session = opened(MIXED)
    walk(session, steps)
    before = state(session)
    session.recalculate()
    assert state(session) == before


@LOOSE
@given(STEPS)
def test_a_second_session_on_the_answers_of_the_first_is_alike(steps):
    for each in (MIXED, HOUSEHOLD):
        session = opened(each)
        walk(session, steps)
        again = Session.open(each, answers=session.answers(), around=around(), fresh=False)
        assert again.answers() == session.answers()
        assert again.opening.changes == {}


@LOOSE
@given(STEPS)
def test_what_was_saved_step_by_step_brings_back_the_whole_state(steps):
    for each in (MIXED, HOUSEHOLD):
        session = opened(each)
        saved = walk(session, steps)
        again = Session.open(each, answers=saved, around=around(), fresh=False)
        assert state(again) == state(session)
        assert again.answers() == session.answers()
