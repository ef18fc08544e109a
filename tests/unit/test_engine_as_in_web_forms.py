"""What a comparison with the ODK project's own engine brought to light."""

import pytest
from tests.unit.engine_forms import ask, form, opened

from yihu.engine import ValueRefused

COLOURS = "".join(f"<item><label>{each}</label><value>{each}</value></item>" for each in ("red", "blue"))


def select(name: str, control: str = "select1") -> str:
    return f'<{control} ref="/data/{name}"><label>?</label>{COLOURS}</{control}>'


def test_a_default_that_is_no_choice_does_not_count():
    session = opened(
        form(
            "<one>purple</one><many>purple red</many>",
            '<bind nodeset="/data/one" required="true()"/>',
            select("one") + select("many", "select"),
        )
    )
    assert (session.value("/data/one"), session.value("/data/many")) == ("", "red")
    assert [problem.ref for problem in session.problems()] == ["/data/one"]


def test_nor_does_it_in_a_row_that_is_added():
    rows = form(
        "<row jr:template=''><one>purple</one></row>",
        body=f'<group ref="/data/row"><repeat nodeset="/data/row">{select("row/one")}</repeat></group>',
    )
    session = opened(rows)
    session.add_repeat("/data/row")
    assert session.value("/data/row[1]/one") == ""


def test_a_persons_own_answer_is_not_dropped_when_the_interview_goes_on():
    session = opened(form("<one/><name/>", body=select("one") + ask("name")), {"one": "green", "name": "Li"})
    assert session.value("/data/one") == "green"


OVERWRITTEN = form(
    "<name/><length/><shown>yes</shown>",
    """<bind nodeset="/data/length" type="int" calculate="string-length(/data/name)" relevant="/data/shown = 'yes'"/>""",
    ask("name", "length", "shown"),
)


def test_an_answer_given_instead_of_a_calculation_stays_until_it_gives_another():
    session = opened(OVERWRITTEN)
    session.answer("/data/name", "a")
    session.answer("/data/length", "7")
    session.answer("/data/name", "b")
    assert session.value("/data/length") == "7"
    session.answer("/data/name", "bc")
    assert session.value("/data/length") == "2"


def test_what_becomes_relevant_again_is_calculated_anew():
    session = opened(OVERWRITTEN)
    session.answer("/data/name", "a")
    session.answer("/data/length", "7")
    session.answer("/data/shown", "no")
    session.answer("/data/shown", "yes")
    assert session.value("/data/length") == "1"


def test_a_default_is_no_change_of_an_answer():
    session = opened(
        form(
            "<a>3</a><b/>",
            body='<input ref="/data/a"><label>a</label>'
            '<setvalue event="xforms-value-changed" ref="/data/b" value="/data/a + 1"/></input>' + ask("b"),
        )
    )
    assert session.value("/data/b") == ""
    session.answer("/data/a", "4")
    assert session.value("/data/b") == "5"


def test_rows_counted_within_a_row_that_goes_leave_nothing_behind():
    inner = (
        '<group ref="/data/o/i"><repeat nodeset="/data/o/i" jr:count="/data/n">'
        + ask("o/i/x")
        + "</repeat></group>"
    )
    nested = form(
        "<n>2</n><o><i><x/></i></o><total/>",
        '<bind nodeset="/data/n" type="int"/><bind nodeset="/data/total" calculate="count(/data/o/i)"/>',
        ask("n")
        + f'<group ref="/data/o"><repeat nodeset="/data/o" jr:count="/data/n - 1">{inner}</repeat></group>',
    )
    session = opened(nested)
    assert (session.value("/data/n"), session.value("/data/total")) == ("2", "2")
    session.answer("/data/n", "1")
    assert session.value("/data/total") == "0"
    session.answer("/data/n", "3")
    assert session.value("/data/total") == "6"


def test_choices_that_are_rows_follow_what_is_written_in_them():
    people = form(
        "<person><id/><name/></person><person><id/><name/></person><head/>",
        body='<group ref="/data/person"><repeat nodeset="/data/person">'
        + ask("person/id", "person/name")
        + '</repeat></group><select1 ref="/data/head"><label>?</label>'
        '<itemset nodeset="/data/person[name != \'\']"><value ref="id"/><label ref="name"/></itemset></select1>',
    )
    session = opened(people)
    session.answer("/data/person[2]/name", "Li")
    session.answer("/data/person[2]/id", "2")
    assert [(each.value, each.label) for each in session.choices("/data/head")] == [("2", "Li")]
    session.answer("/data/head", "2")
    session.answer("/data/person[2]/name", "Li Si")
    assert [each.label for each in session.choices("/data/head")] == ["Li Si"]
    session.answer("/data/person[2]/id", "3")
    assert session.value("/data/head") == ""


@pytest.mark.parametrize(
    ("kind", "answer", "kept"),
    [
        ("int", "12.7", None),
        ("int", "12.0", "12"),
        ("int", "1e2", "100"),
        ("int", "-0.5", None),
        ("int", "99999999999", None),
        ("decimal", "12.7", "12.7"),
        ("decimal", "0.00000001", "0.00000001"),
        ("decimal", "1234567890.12345678901", None),
        ("decimal", "1e400", None),
        ("date", "2026-05-31", "2026-05-31"),
        ("date", "2026-05-31T10:00:00", None),
        ("date", "2026-02-30", None),
        ("time", "09:30:00", "09:30:00"),
        ("time", "25:00:00", None),
        ("dateTime", "2026-05-31T09:30:00", "2026-05-31T09:30:00"),
        ("dateTime", "2026-05-31", None),
        ("geopoint", "30.5 114.3", "30.5 114.3"),
        ("geopoint", "30.12345678901234567 114.3", None),
        ("geopoint", "91 0 0 0", None),
        ("geotrace", "1 2 0 0; 3 4 0 0", "1 2 0 0; 3 4 0 0"),
        ("geotrace", "1 2 0 0", None),
    ],
)
def test_an_answer_is_kept_as_it_is_or_refused(kind, answer, kept):
    session = opened(form("<a/>", f'<bind nodeset="/data/a" type="{kind}"/>', ask("a")))
    if kept is None:
        with pytest.raises(ValueRefused):
            session.answer("/data/a", answer)
        assert session.value("/data/a") == ""
    else:
        session.answer("/data/a", answer)
        numbers = [float(part) for part in kept.replace(";", "").split()] if kind.startswith("geo") else None
        now = session.value("/data/a")
        assert ([float(part) for part in now.replace(";", "").split()] if numbers else now) == (
            numbers or kept
        )
