"""Stories of one interview."""

import pytest
from tests.unit.engine_forms import HOUSEHOLD, around, ask, form, opened

from yihu.engine import FormCircular, ReadOnly, Session, ValueRefused
from yihu.forms import parse_xform
from yihu.xpath import XPathProblem


def test_a_wrong_age_is_explained_and_can_be_corrected():
    scenario = opened(HOUSEHOLD)
    scenario.answer("/data/age", "140")
    violation = scenario.violation("/data/age")
    assert violation is not None
    assert (violation.kind, violation.message, violation.ref) == ("constraint", "120 at most", "/data/age")
    scenario.answer("/data/age", "41")
    assert scenario.violation("/data/age") is None
    assert scenario.value("/data/adult") == "yes"


def test_a_missing_answer_is_asked_for():
    scenario = opened(HOUSEHOLD)
    violation = scenario.violation("/data/age")
    assert violation is not None
    assert violation.kind == "required"
    assert violation.message
    assert [each.ref for each in scenario.problems()] == ["/data/age"]


def test_a_blank_age_counts_as_a_child_as_in_odk():
    assert opened(HOUSEHOLD).value("/data/adult") == "no"


def test_text_that_is_no_number_is_refused_and_nothing_changes():
    scenario = opened(HOUSEHOLD)
    scenario.answer("/data/age", "41")
    with pytest.raises(ValueRefused) as refusal:
        scenario.answer("/data/age", "abc")
    assert refusal.value.code == "value-refused"
    assert scenario.value("/data/age") == "41"


def test_an_outcome_holds_what_has_to_be_saved_and_nothing_else():
    scenario = opened(HOUSEHOLD)
    assert scenario.answer("/data/age", "41").changes == {"age": "41", "=adult": "yes"}
    assert scenario.answer("/data/age", "42").changes == {"age": "42"}
    assert scenario.answer("/data/age", "").changes == {"age": None, "=adult": "no"}


def test_an_answer_recalculates_only_what_depends_on_it():
    scenario = opened(HOUSEHOLD)
    before = scenario.calculations
    scenario.answer("/data/head", "Wang")
    assert scenario.calculations == before
    scenario.answer("/data/age", "41")
    assert scenario.calculations == before + 1


def test_members_are_added_summed_and_removed():
    scenario = opened(HOUSEHOLD)
    first = scenario.add_repeat("/data/member")
    second = scenario.add_repeat("/data/member")
    assert first.changes[f"member/{first.row_id}/_row"] == 1
    assert second.changes[f"member/{second.row_id}/_row"] == 2
    scenario.answer("/data/member[1]/wage", "4500")
    outcome = scenario.answer("/data/member[2]/wage", "1500")
    assert outcome.changes == {
        f"member/{second.row_id}/wage": "1500.0", "=total": "6000.0", "=poor": "no",
        f"member/{first.row_id}/=share": "75", f"member/{second.row_id}/=share": "25",
    }  # fmt: skip
    outcome = scenario.remove_repeat("/data/member[1]")
    assert outcome.changes[f"member/{first.row_id}/_del"] is True
    assert outcome.changes["=total"] == "1500.0"
    assert scenario.key("/data/member[1]/wage") == f"member/{second.row_id}/wage"
    assert scenario.rows("/data/member") == ("/data/member[1]",)


def test_a_change_in_one_row_leaves_the_rules_of_other_rows_alone():
    scenario = opened(HOUSEHOLD)
    for _ in range(20):
        scenario.add_repeat("/data/member")
    before = scenario.calculations
    scenario.answer("/data/member[7]/born", "2015-03-01")
    assert scenario.value("/data/member[7]/age") == "11"
    assert scenario.is_relevant("/data/member[7]/school")
    assert not scenario.is_relevant("/data/member[8]/school")
    assert scenario.calculations == before + 2


def test_an_answer_that_is_no_longer_relevant_is_blank_and_comes_back():
    scenario = opened(HOUSEHOLD)
    scenario.add_repeat("/data/member")
    scenario.answer("/data/member[1]/wage", "100")
    scenario.answer("/data/remark", "needs help")
    assert scenario.answers()["remark"] == "needs help"
    scenario.answer("/data/member[1]/wage", "9000")
    assert scenario.value("/data/remark") == ""
    assert "remark" not in scenario.answers()
    scenario.answer("/data/member[1]/wage", "100")
    assert scenario.value("/data/remark") == "needs help"


def test_refs_and_keys_lead_to_each_other():
    scenario = opened(HOUSEHOLD)
    row = scenario.add_repeat("/data/member").row_id
    for ref in scenario.refs():
        assert scenario.ref(scenario.key(ref)) == ref
    assert scenario.key("/data/member[1]/age") == f"member/{row}/=age"
    assert scenario.key("/data/member[1]") == f"member/{row}"
    assert scenario.ref("member/nobody/name") is None
    assert scenario.row_id("/data/member[1]/name") == row


def test_a_row_can_be_given_the_id_of_an_import():
    scenario = opened(HOUSEHOLD)
    assert scenario.add_repeat("/data/member", "row-1").changes["member/row-1/_row"] == 1
    assert scenario.key("/data/member[1]/name") == "member/row-1/name"


def test_names_in_two_groups_are_told_apart_by_their_group():
    two = form("<a><name/></a><b><name/><other/></b>", body=ask("a/name", "b/name", "b/other"))
    assert [opened(two).key(ref) for ref in ("/data/a/name", "/data/b/name", "/data/b/other")] == [
        "a.name",
        "b.name",
        "other",
    ]


def test_what_cant_be_changed_by_hand_is_refused():
    fixed = form("<a>1</a>", '<bind nodeset="/data/a" readonly="true()"/>', ask("a"))
    scenario = opened(fixed)
    with pytest.raises(ReadOnly):
        scenario.answer("/data/a", "2")
    assert scenario.answer("/data/a", "2", by_hand=False).changes == {"a": "2"}


def test_a_group_that_cant_be_changed_makes_its_questions_so():
    grouped = form(
        "<lock/><g><a/></g>", '<bind nodeset="/data/g" readonly="/data/lock = 1"/>', ask("lock", "g/a")
    )
    scenario = opened(grouped)
    assert not scenario.is_read_only("/data/g/a")
    scenario.answer("/data/lock", "1")
    assert scenario.is_read_only("/data/g/a")


def test_a_group_decides_whether_its_questions_concern_anybody():
    nested = form(
        "<land/><farm><area/><crop><name>rice</name></crop></farm>",
        '<bind nodeset="/data/farm" relevant="/data/land = \'yes\'"/>'
        '<bind nodeset="/data/farm/crop" relevant="../area &gt; 0"/>',
        ask("land", "farm/area", "farm/crop/name"),
    )
    scenario = opened(nested)
    assert scenario.value("/data/farm/crop/name") == ""
    scenario.answer("/data/land", "yes")
    scenario.answer("/data/farm/area", "2")
    assert scenario.value("/data/farm/crop/name") == "rice"
    scenario.answer("/data/land", "no")
    assert not scenario.is_relevant("/data/farm/crop/name")


def test_a_circle_is_told_whole():
    circular = form(
        "<a/><b/><c/>",
        '<bind nodeset="/data/a" calculate="/data/c + 1"/><bind nodeset="/data/b" calculate="/data/a + 1"/>'
        '<bind nodeset="/data/c" calculate="/data/b + 1"/>',
    )
    with pytest.raises(FormCircular) as refusal:
        opened(circular)
    assert set(refusal.value.circle) == {"/data/a", "/data/b", "/data/c"}
    assert refusal.value.code == "form-circular"


def test_rows_may_build_on_the_row_before():
    running = form(
        "<row><n/><sum/></row>",
        '<bind nodeset="/data/row/sum" type="int" '
        'calculate="../n + coalesce(/data/row[position() = position(current()/..) - 1]/sum, 0)"/>',
        '<repeat nodeset="/data/row">' + ask("row/n") + "</repeat>",
    )
    scenario = opened(running)
    for number in range(1, 6):
        if number > 1:
            scenario.add_repeat("/data/row")
        scenario.answer(f"/data/row[{number}]/n", str(number))
    assert [scenario.value(f"{row}/sum") for row in scenario.rows("/data/row")] == ["1", "3", "6", "10", "15"]
    scenario.answer("/data/row[1]/n", "11")
    assert scenario.value("/data/row[5]/sum") == "25"


def test_a_count_makes_and_removes_rows():
    counted = form(
        "<n>2</n><row><x/></row>",
        body=ask("n") + '<repeat nodeset="/data/row" jr:count="/data/n">' + ask("row/x") + "</repeat>",
    )
    scenario = opened(counted)
    assert len(scenario.rows("/data/row")) == 2
    assert not scenario.can_add("/data/row")
    scenario.answer("/data/n", "4")
    assert len(scenario.rows("/data/row")) == 4
    outcome = scenario.answer("/data/n", "1")
    assert sum(1 for key in outcome.changes if key.endswith("/_del")) == 3
    with pytest.raises(ReadOnly):
        scenario.add_repeat("/data/row")


def test_rows_inside_rows_have_their_own_ids_and_sums():
    nested = form(
        '<house jr:template=""><room jr:template=""><area/></room><total/></house>',
        '<bind nodeset="/data/house/total" type="int" calculate="sum(../room/area)"/>',
        '<repeat nodeset="/data/house"><repeat nodeset="/data/house/room">'
        + ask("house/room/area")
        + "</repeat></repeat>",
    )
    scenario = opened(nested)
    scenario.add_repeat("/data/house")
    scenario.add_repeat("/data/house")
    scenario.add_repeat("/data/house[2]/room")
    row = scenario.add_repeat("/data/house[2]/room").row_id
    scenario.add_repeat("/data/house[1]/room")
    scenario.answer("/data/house[2]/room[1]/area", "10")
    scenario.answer("/data/house[2]/room[2]/area", "5")
    assert [scenario.value(f"/data/house[{n}]/total") for n in (1, 2)] == ["", "15"]
    assert (
        scenario.key("/data/house[2]/room[2]/area")
        == f"house/{scenario.row_id('/data/house[2]')}/room/{row}/area"
    )
    again = opened(nested, scenario.answers())
    assert [again.value(ref) for ref in again.refs()] == [scenario.value(ref) for ref in scenario.refs()]


CHOICES = form(
    "<town/><village/><many/>",
    body="""
      <select1 ref="/data/town"><label>Town</label><item><label>North</label><value>n</value></item><item><label>South</label><value>s</value></item></select1>
      <select1 ref="/data/village"><label>Village</label><itemset nodeset="instance('villages')/root/item[town = /data/town]"><value ref="name"/><label ref="label"/></itemset></select1>
      <select ref="/data/many"><label>Many</label><itemset nodeset="instance('villages')/root/item"><value ref="name"/><label ref="label"/></itemset></select>""",
    lists="""<instance id="villages"><root>
      <item><name>v1</name><label>One</label><town>n</town></item><item><name>v2</name><label>Two</label><town>n</town></item>
      <item><name>v3</name><label>Three</label><town>s</town></item></root></instance>""",
)


def test_choices_follow_what_was_answered():
    scenario = opened(CHOICES)
    assert scenario.choices("/data/village") == ()
    scenario.answer("/data/town", "n")
    assert [(each.value, each.label) for each in scenario.choices("/data/village")] == [
        ("v1", "One"),
        ("v2", "Two"),
    ]
    scenario.answer("/data/village", "v1")
    scenario.answer("/data/town", "s")
    assert scenario.value("/data/village") == ""
    scenario.answer("/data/town", "n")
    assert scenario.value("/data/village") == "v1"


def test_what_is_no_choice_is_refused():
    scenario = opened(CHOICES)
    with pytest.raises(ValueRefused):
        scenario.answer("/data/town", "east")
    with pytest.raises(ValueRefused):
        scenario.answer("/data/many", "v1 v9")


def test_several_choices_are_kept_in_the_order_of_the_list():
    scenario = opened(CHOICES)
    assert scenario.answer("/data/many", "v3 v1").changes == {"many": "v1 v3"}


def test_answers_are_shown_in_words():
    scenario = opened(CHOICES)
    scenario.answer("/data/many", "v3 v1")
    assert scenario.shown_value("/data/many") == "One、Three"
    wage = opened(form("<a/>", '<bind nodeset="/data/a" type="decimal"/>', ask("a")))
    wage.answer("/data/a", "48")
    assert (wage.value("/data/a"), wage.shown_value("/data/a")) == ("48.0", "48")


def test_lists_of_entities_come_from_outside():
    looked_up = form(
        "<who/>",
        body='<select1 ref="/data/who"><itemset nodeset="instance(\'persons\')/root/item"><value ref="name"/><label ref="label"/></itemset></select1>',
        lists='<instance id="persons" src="jr://file-csv/persons.csv"/>',
    )
    assert opened(looked_up).choices("/data/who") == ()
    scenario = opened(looked_up, lists={"persons": [{"name": "p1", "label": "Li"}]})
    assert [each.label for each in scenario.choices("/data/who")] == ["Li"]


def test_a_table_beside_the_form_is_looked_up():
    text = "income,amount\nwage,100\nrent,20\n"
    looked_up = parse_xform(
        '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head><model><instance>'
        '<data id="t"><a/><b/></data></instance><instance id="t" src="jr://file-csv/t.csv"/>'
        '<bind nodeset="/data/b" calculate="instance(\'t\')/root/item[income = /data/a]/amount"/></model></h:head><h:body/></h:html>',
        resources={"t.csv": text.encode()},
    )
    scenario = opened(looked_up)
    scenario.answer("/data/a", "rent")
    assert scenario.value("/data/b") == "20"


SPOKEN = form(
    "<name/><greet/>",
    body='<input ref="/data/name"><label ref="jr:itext(\'n\')"/><hint ref="jr:itext(\'h\')"/></input>'
    '<input ref="/data/greet"><label>Hello <output value="/data/name"/>!</label></input>',
    itext="""<itext><translation lang="English (en)"><text id="n"><value>Name</value><value form="image">jr://images/n.png</value></text>
      <text id="h"><value>All of it</value><value form="guidance">As in the register</value></text></translation>
      <translation lang="中文 (zh)" default="true()"><text id="n"><value>姓名</value></text><text id="h"><value>全名</value></text></translation></itext>""",
)


def test_the_form_speaks_its_default_language_and_others_at_once():
    scenario = opened(SPOKEN)
    assert scenario.language == "中文 (zh)"
    assert scenario.label("/data/name") == "姓名"
    scenario.set_language("English (en)")
    assert (scenario.label("/data/name"), scenario.hint("/data/name")) == ("Name", "All of it")
    assert scenario.guidance("/data/name") == "As in the register"
    assert scenario.media("/data/name") == {"image": "n.png"}
    with pytest.raises(ValueError, match="Klingon"):
        scenario.set_language("Klingon")


def test_labels_hold_answers():
    scenario = opened(SPOKEN)
    scenario.answer("/data/name", "Li")
    assert scenario.label("/data/greet") == "Hello Li!"


EVENTS = form(
    "<made/><copy/><source/><row><no/></row><start/><today/><device/>",
    """<bind nodeset="/data/start" type="dateTime" jr:preload="timestamp" jr:preloadParams="start"/>
       <bind nodeset="/data/today" type="date" jr:preload="date" jr:preloadParams="today"/>
       <bind nodeset="/data/device" jr:preload="property" jr:preloadParams="deviceid"/>
       <setvalue event="odk-instance-first-load" ref="/data/made" value="concat('on ', today())"/>
       <setvalue event="odk-new-repeat" ref="/data/row/no" value="position(..)"/>""",
    '<input ref="/data/source"><setvalue event="xforms-value-changed" ref="/data/copy" value="concat(../source, \'!\')"/></input>'
    + ask("made", "copy")
    + '<repeat nodeset="/data/row">'
    + ask("row/no")
    + "</repeat>",
)


def test_a_form_does_what_it_has_to_at_events():
    scenario = opened(EVENTS, device_id="laptop-3")
    assert scenario.value("/data/made") == "on 2026-05-31"
    assert scenario.value("/data/today") == "2026-05-31"
    assert scenario.value("/data/device") == "laptop-3"
    assert scenario.opening.changes["=start"] == scenario.value("/data/start") != ""
    scenario.add_repeat("/data/row")
    assert scenario.value("/data/row[2]/no") == "2"
    scenario.answer("/data/source", "a")
    assert scenario.value("/data/copy") == "a!"


def test_presets_and_defaults_are_for_new_interviews_only():
    scenario = opened(EVENTS)
    scenario.answer("/data/made", "yesterday")
    again = opened(EVENTS, scenario.answers())
    assert again.value("/data/made") == "yesterday"
    assert again.opening.changes == {}


def test_a_default_that_was_cleared_stays_cleared():
    given = form("<a>7</a>", body=ask("a"))
    scenario = opened(given)
    assert scenario.opening.changes["a"] == "7"
    scenario.answer("/data/a", "")
    assert scenario.answers()["a"] is None
    assert opened(given, scenario.answers()).value("/data/a") == ""


def test_a_default_in_a_new_row_is_saved_and_stays_cleared():
    scenario = opened(HOUSEHOLD)
    outcome = scenario.add_repeat("/data/member")
    key = scenario.key("/data/member[1]/wage")
    assert outcome.changes[key] == "0.0"
    assert scenario.answer("/data/member[1]/wage", "").changes[key] is None


def test_once_keeps_its_first_value():
    kept = form("<a/><b/>", '<bind nodeset="/data/b" calculate="once(/data/a)"/>', ask("a"))
    scenario = opened(kept)
    scenario.answer("/data/a", "1")
    scenario.answer("/data/a", "2")
    assert scenario.value("/data/b") == "1"
    assert opened(kept, scenario.answers()).value("/data/b") == "1"


def test_a_calculated_answer_that_a_person_changed_stays_changed():
    proposed = form("<a/><b/>", '<bind nodeset="/data/b" calculate="/data/a * 2"/>', ask("a", "b"))
    scenario = opened(proposed)
    scenario.answer("/data/a", "2")
    scenario.answer("/data/b", "5")
    assert opened(proposed, scenario.answers()).value("/data/b") == "5"


def test_what_was_saved_last_can_be_proposed():
    last = form(
        "<town/>",
        '<setvalue event="odk-instance-first-load" ref="/data/town" value="instance(\'__last-saved\')/data/town"/>',
        ask("town"),
        lists='<instance id="__last-saved" src="jr://instance/last-saved"/>',
    )
    assert opened(last).value("/data/town") == ""
    assert opened(last, last_saved={"town": "North"}).value("/data/town") == "North"


PAGED = form(
    '<a/><g><b/><c/></g><row jr:template=""><d/></row><calc/>',
    '<bind nodeset="/data/g/c" relevant="/data/a = 1" required="true()"/><bind nodeset="/data/calc" calculate="1"/>',
    ask("a")
    + '<group ref="/data/g" appearance="field-list"><label>Together</label>'
    + ask("g/b", "g/c")
    + "</group>"
    '<group ref="/data/row"><label>Rows</label><repeat nodeset="/data/row">'
    + ask("row/d")
    + "</repeat></group>",
)


def test_pages_hold_what_is_asked_now():
    scenario = opened(PAGED)
    assert [(page.kind, page.ref, page.refs) for page in scenario.pages()] == [
        ("question", "/data/a", ("/data/a",)),
        ("group", "/data/g", ("/data/g/b",)),
        ("repeat", "/data/row", ()),
    ]
    scenario.answer("/data/a", "1")
    scenario.add_repeat("/data/row")
    assert scenario.pages()[1].refs == ("/data/g/b", "/data/g/c")
    assert scenario.pages()[1].title == "Together"
    assert scenario.pages()[-1].refs == ("/data/row[1]/d",)


def test_sections_tell_how_far_they_are():
    scenario = opened(PAGED)
    scenario.answer("/data/a", "1")
    told = [
        (each.ref, each.title, each.asked, each.answered, each.missing, each.errors)
        for each in scenario.sections()
    ]
    assert told == [
        ("/data/a", "", 1, 1, 0, 0),
        ("/data/g", "Together", 2, 0, 1, 0),
        ("/data/row", "Rows", 0, 0, 0, 0),
    ]


def test_answers_can_leave_and_come_back_as_xml():
    scenario = opened(HOUSEHOLD)
    scenario.add_repeat("/data/member")
    scenario.answer("/data/member[1]/name", "Li & <Wang>")
    again = Session.open_xml(HOUSEHOLD, scenario.xml(), around=around())
    assert again.value("/data/member[1]/name") == "Li & <Wang>"


def test_an_expression_that_cant_be_read_refuses_the_form_with_its_place():
    wrong = form("<a/>", '<bind nodeset="/data/a" calculate="1 +"/>')
    with pytest.raises(XPathProblem):
        opened(wrong)


def test_a_calculation_that_fails_on_an_answer_leaves_a_blank():
    far = form(
        "<place/><far/>", '<bind nodeset="/data/far" calculate="distance(/data/place)"/>', ask("place")
    )
    scenario = opened(far)
    scenario.answer("/data/place", "somewhere")
    assert scenario.value("/data/far") == ""


@pytest.mark.parametrize(
    ("data_type", "given", "kept"),
    [
        ("int", "41", "41"), ("decimal", "48", "48.0"), ("decimal", "1e3", "1000.0"),
        ("decimal", "0.25", "0.25"), ("date", "2026-02-28", "2026-02-28"),
        ("time", "09:30:00", "09:30:00"), ("time", "09:30:00.000+08:00", "09:30:00.000+08:00"),
        ("dateTime", "2026-05-31T09:30:00Z", "2026-05-31T09:30:00Z"), ("geopoint", "30.5 114 20 5", "30.5 114.0 20.0 5.0"),
        ("geotrace", "30 114;31 115", "30.0 114.0; 31.0 115.0"), ("string", "  as it is ", "  as it is "),
    ],
)  # fmt: skip
def test_answers_are_kept_as_their_type_has_it(data_type: str, given: str, kept: str):
    scenario = opened(form("<a/>", f'<bind nodeset="/data/a" type="{data_type}"/>', ask("a")))
    scenario.answer("/data/a", given)
    assert scenario.value("/data/a") == kept


@pytest.mark.parametrize(
    ("data_type", "given"),
    [
        ("int", "x"), ("int", "99999999999"), ("decimal", "1,5"), ("date", "2026-02-30"), ("date", "31.5.2026"),
        ("time", "25:00:00"), ("time", "9:30"), ("dateTime", "2026-05-31"), ("geopoint", "91 0"), ("geopoint", "here"),
        ("geotrace", "30 114"), ("geoshape", "1 1; 2 2"),
    ],
)  # fmt: skip
def test_wrong_answers_are_refused(data_type: str, given: str):
    scenario = opened(form("<a/>", f'<bind nodeset="/data/a" type="{data_type}"/>', ask("a")))
    with pytest.raises(ValueRefused):
        scenario.answer("/data/a", given)
    assert scenario.value("/data/a") == ""
