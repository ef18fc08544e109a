"""Stories of lists, files, events, words and entities, from workbooks as people write them."""

import pytest
from tests.unit.workbook_stories import imported, opened

from yihu.engine import Session
from yihu.forms import parse_xform

YES_NO = """
    list_name | name | label
    yn | y | Yes
    yn | n | No"""


def test_an_answer_that_ceases_to_concern_anybody_comes_back(tmp_path):
    scenario = opened(
        tmp_path,
        """
        type | name | label | relevant
        select_one yn | ill | Anybody ill? |
        text | illness | What is it? | ${ill} = 'y'
        note | sorry | Sorry about the ${illness} | ${illness} != ''""",
        choices=YES_NO,
    )
    scenario.answer("/data/ill", "y")
    scenario.answer("/data/illness", "flu")
    assert scenario.is_relevant("/data/sorry")
    scenario.answer("/data/ill", "n")
    assert (scenario.value("/data/illness"), scenario.is_relevant("/data/sorry")) == ("", False)
    assert "illness" not in scenario.answers()
    scenario.answer("/data/ill", "y")
    assert scenario.value("/data/illness") == "flu"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("towns.csv", "name,label,county\nt1,North,c1\nt2,South,c2\n"),
        ("towns.xml", "<root><item><name>t1</name><label>North</label><county>c1</county></item><item><name>t2</name><label>South</label><county>c2</county></item></root>"),
    ],
)  # fmt: skip
def test_choices_come_from_a_file_and_are_filtered(tmp_path, name, content):
    (tmp_path / name).write_text(content)
    scenario = opened(
        tmp_path,
        f"""
        type | name | label | choice_filter
        text | county | County |
        select_one_from_file {name} | town | Town | county = ${{county}}""",
    )
    scenario.answer("/data/county", "c2")
    assert [(choice.value, choice.label) for choice in scenario.choices("/data/town")] == [("t2", "South")]


def test_places_of_a_geojson_file_are_offered_and_their_position_read(tmp_path):
    (tmp_path / "wells.geojson").write_text(
        '{"type": "FeatureCollection", "features": [{"type": "Feature", "id": "w1", "geometry": {"type": "Point",'
        ' "coordinates": [114.5, 30.25]}, "properties": {"title": "Old well"}}]}'
    )
    scenario = opened(
        tmp_path,
        """
        type | name | label | calculation
        select_one_from_file wells.geojson | well | Which well? |
        calculate | where | | instance('wells')/root/item[id = ${well}]/geometry""",
    )
    assert [(choice.value, choice.label) for choice in scenario.choices("/data/well")] == [("w1", "Old well")]
    scenario.answer("/data/well", "w1")
    assert scenario.value("/data/where") == "30.25 114.5 0 0"


def test_other_columns_of_a_file_can_be_value_and_label(tmp_path):
    (tmp_path / "people.csv").write_text("code,full_name\n7,Wang Xiu\n")
    scenario = opened(
        tmp_path,
        """
        type | name | label | parameters
        select_one_from_file people.csv | who | Who? | value=code label=full_name""",
    )
    assert [(choice.value, choice.label) for choice in scenario.choices("/data/who")] == [("7", "Wang Xiu")]


def test_pulldata_looks_things_up_by_an_answer(tmp_path):
    (tmp_path / "prices.csv").write_text("crop,price\nrice,2.4\nmaize,1.9\n")
    scenario = opened(
        tmp_path,
        """
        type | name | label | calculation
        text | crop | Crop |
        calculate | price | | pulldata('prices', 'price', 'crop', ${crop})""",
    )
    assert scenario.value("/data/price") == ""
    scenario.answer("/data/crop", "maize")
    assert scenario.value("/data/price") == "1.9"
    scenario.answer("/data/crop", "tea")
    assert scenario.value("/data/price") == ""


def test_choices_are_shuffled_the_same_way_for_the_same_seed(tmp_path):
    survey = """
        type | name | label | parameters
        integer | seed | Seed |
        select_one many | pick | Pick | randomize=true, seed=${seed}"""
    choices = "list_name | name | label\n" + "\n".join(f"many | c{place} | C{place}" for place in range(9))
    scenario = opened(tmp_path, survey, choices=choices)
    scenario.answer("/data/seed", "42")
    first = [choice.value for choice in scenario.choices("/data/pick")]
    assert sorted(first) == [f"c{place}" for place in range(9)]
    scenario.answer("/data/seed", "7")
    other = [choice.value for choice in scenario.choices("/data/pick")]
    scenario.answer("/data/seed", "42")
    assert [choice.value for choice in scenario.choices("/data/pick")] == first != other


def test_another_answer_than_the_choices_can_be_written(tmp_path):
    scenario = opened(
        tmp_path,
        """
        type | name | label
        select_one fuel or_other | fuel | Fuel?""",
        choices="""
        list_name | name | label
        fuel | wood | Wood
        fuel | gas | Gas""",
    )
    assert [choice.value for choice in scenario.choices("/data/fuel")] == ["wood", "gas", "other"]
    assert not scenario.is_relevant("/data/fuel_other")
    scenario.answer("/data/fuel", "other")
    assert scenario.is_relevant("/data/fuel_other")


def test_pictures_of_labels_and_choices_are_named_in_each_language(tmp_path):
    for picture in ("q.png", "q-zh.png", "wood.png"):
        (tmp_path / picture).write_bytes(b"picture")
    read = imported(
        tmp_path,
        """
        type | name | label::English | label::中文 | image::English | image::中文 | audio::English
        select_one fuel | fuel | Fuel? | 燃料 | q.png | q-zh.png | q.mp3""",
        choices="""
        list_name | name | label::English | label::中文 | image::English
        fuel | wood | Wood | 柴 | wood.png""",
    )
    assert sorted(read.attachments) == ["q-zh.png", "q.png", "wood.png"]
    scenario = Session.open(read.form, language="English")
    assert scenario.media("/data/fuel")["image"] == "q.png"
    assert scenario.choices("/data/fuel")[0].image == "wood.png"
    scenario.set_language("中文")
    assert scenario.media("/data/fuel")["image"] == "q-zh.png"
    assert (scenario.label("/data/fuel"), scenario.choices("/data/fuel")[0].label) == ("燃料", "柴")


def test_a_hint_for_the_interviewer_is_apart_from_the_hint(tmp_path):
    scenario = opened(
        tmp_path,
        """
        type | name | label | hint | guidance_hint
        integer | age | Age | In full years | Ask for the identity card""",
    )
    assert scenario.hint("/data/age") == "In full years"
    assert scenario.guidance("/data/age") == "Ask for the identity card"


def test_a_trigger_sets_an_answer_only_when_its_question_changes(tmp_path):
    scenario = opened(
        tmp_path,
        """
        type | name | label | calculation | trigger
        text | a | A | |
        text | b | B | |
        text | at | Last change of A | concat(${a}, '-', ${b}) | ${a}""",
    )
    scenario.answer("/data/b", "1")
    assert scenario.value("/data/at") == ""
    scenario.answer("/data/a", "x")
    assert scenario.value("/data/at") == "x-1"
    scenario.answer("/data/b", "2")
    assert scenario.value("/data/at") == "x-1"


def test_a_dynamic_default_is_calculated_once(tmp_path):
    scenario = opened(
        tmp_path,
        """
        type | name | label | default
        date | day | Day | today()
        date | later | Later | date(decimal-date-time(today()) + 7)""",
    )
    assert (scenario.value("/data/day"), scenario.value("/data/later")) == ("2026-05-31", "2026-06-07")
    scenario.answer("/data/day", "2026-05-01")
    again = Session.open(scenario.form, answers=scenario.answers())
    assert again.value("/data/day") == "2026-05-01"


def test_once_keeps_what_chance_gave(tmp_path):
    scenario = opened(
        tmp_path,
        """
        type | name | label | calculation
        calculate | group | | once(int(random() * 1000000))
        text | a | A |""",
    )
    kept = scenario.value("/data/group")
    scenario.answer("/data/a", "x")
    assert scenario.value("/data/group") == kept != ""
    assert Session.open(scenario.form, answers=scenario.answers()).value("/data/group") == kept


def test_what_was_answered_last_time_is_proposed(tmp_path):
    scenario = opened(
        tmp_path,
        """
        type | name | label | default
        text | village | Village | ${last-saved#village}
        text | head | Head |""",
        surroundings={"last_saved": {"village": "North", "head": "Wang"}},
    )
    assert (scenario.value("/data/village"), scenario.value("/data/head")) == ("North", "")


def test_who_asks_where_and_when_is_filled_in(tmp_path):
    scenario = opened(
        tmp_path,
        """
        type | name | label
        start | start |
        end | end |
        today | today |
        username | username |
        email | email |
        phonenumber | phonenumber |
        deviceid | deviceid |
        text | a | A""",
        surroundings={
            "username": "Chen",
            "email": "chen@example.org",
            "device_id": "laptop-1",
            "phone_number": "1",
        },
    )
    assert [scenario.value(f"/data/{name}") for name in ("today", "username", "email", "phonenumber", "deviceid")] == [
        "2026-05-31", "Chen", "chen@example.org", "1", "laptop-1",
    ]  # fmt: skip
    assert scenario.value("/data/start").startswith("2026-05-31T")
    assert scenario.value("/data/end") == ""
    scenario.finish()
    assert scenario.value("/data/end").startswith("2026-05-31T")


def test_something_can_be_acknowledged(tmp_path):
    scenario = opened(
        tmp_path,
        """
        type | name | label | required | relevant
        acknowledge | consent | You agree? | yes |
        text | a | A | | ${consent} = 'OK'""",
    )
    assert [each.ref for each in scenario.problems()] == ["/data/consent"]
    scenario.answer("/data/consent", "OK")
    assert scenario.is_relevant("/data/a")
    assert scenario.problems() == ()


def test_choices_are_said_in_words_in_other_labels(tmp_path):
    scenario = opened(
        tmp_path,
        """
        type | name | label | calculation
        select_one yn | owns | Owns land? |
        calculate | said | | jr:choice-name(${owns}, '${owns}')
        note | told | You said ${said}. |""",
        choices=YES_NO,
    )
    scenario.answer("/data/owns", "n")
    assert scenario.value("/data/said") == "No"
    assert "You said No" in " ".join(scenario.label("/data/told").split())


def test_ranks_and_several_choices_are_counted(tmp_path):
    scenario = opened(
        tmp_path,
        """
        type | name | label | calculation | constraint
        select_multiple yn | some | Some | | count-selected(.) <= 1
        rank yn | order | Order | |
        calculate | first | | selected-at(${order}, 0) |
        calculate | has_y | | selected(${some}, 'y') |""",
        choices=YES_NO,
    )
    scenario.answer("/data/some", "y n")
    violation = scenario.violation("/data/some")
    assert violation is not None
    assert violation.kind == "constraint"
    scenario.answer("/data/some", "n")
    scenario.answer("/data/order", "n y")
    assert (scenario.value("/data/first"), scenario.value("/data/has_y")) == ("n", "false")


HOUSEHOLDS = [
    {"name": "h1", "label": "Wang", "village": "North", "poor": "yes"},
    {"name": "h2", "label": "Li", "village": "South", "poor": "no"},
]


def test_households_surveyed_before_are_offered_and_read(tmp_path):
    scenario = opened(
        tmp_path,
        """
        type | name | label | choice_filter | calculation
        text | village | Village | |
        select_one_from_file households.csv | which | Which household? | village = ${village} |
        calculate | poor | | | instance('households')/root/item[name = ${which}]/poor""",
        surroundings={"lists": {"households": HOUSEHOLDS}},
    )
    scenario.answer("/data/village", "South")
    assert [(choice.value, choice.label) for choice in scenario.choices("/data/which")] == [("h2", "Li")]
    scenario.answer("/data/which", "h2")
    assert scenario.value("/data/poor") == "no"


def test_households_are_read_from_the_rows_of_a_repeat(tmp_path):
    scenario = opened(
        tmp_path,
        """
        type | name | label | calculation
        begin repeat | neighbour | Neighbour |
        select_one_from_file households.csv | which | Which household? |
        calculate | where | | instance('households')/root/item[name = current()/../which]/village
        end repeat | | |
        calculate | poor | | count(instance('households')/root/item[poor = 'yes'])""",
        surroundings={"lists": {"households": HOUSEHOLDS}},
    )
    scenario.add_repeat("/data/neighbour")
    scenario.answer("/data/neighbour[1]/which", "h2")
    scenario.answer("/data/neighbour[2]/which", "h1")
    assert [scenario.value(f"/data/neighbour[{place}]/where") for place in (1, 2)] == ["South", "North"]
    assert scenario.value("/data/poor") == "1"


def test_an_entity_is_created_from_the_answers_and_named(tmp_path):
    read = imported(
        tmp_path,
        """
        type | name | label | save_to
        text | species | Species | species
        decimal | girth | Girth | circumference""",
        entities="""
        list_name | label | create_if
        trees | concat(${species}, ' tree') | ${girth} > 10""",
    )
    assert [(each.dataset, dict(each.properties)) for each in read.form.entities] == [
        ("trees", {"species": "species", "circumference": "girth"})
    ]
    scenario = Session.open(read.form)
    scenario.answer("/data/species", "pine")
    scenario.answer("/data/girth", "12")
    xml = scenario.xml()
    assert 'dataset="trees"' in xml
    assert "pine tree" in xml
    assert 'create="true"' in xml or 'create="1"' in xml


def test_an_entity_is_updated_with_what_it_was_before(tmp_path):
    scenario = opened(
        tmp_path,
        """
        type | name | label | calculation | save_to
        select_one_from_file trees.csv | tree | Which tree? | |
        calculate | before | | instance('trees')/root/item[name = ${tree}]/circumference |
        decimal | girth | Girth now (was ${before}) | | circumference""",
        entities="""
        list_name | entity_id | update_if
        trees | ${tree} | true()""",
        surroundings={
            "lists": {"trees": [{"name": "t1", "label": "Pine", "circumference": "12", "__version": "3"}]}
        },
    )
    scenario.answer("/data/tree", "t1")
    assert scenario.value("/data/before") == "12"
    scenario.answer("/data/girth", "14")
    assert 'id="t1"' in scenario.xml()
    assert 'baseVersion="3"' in scenario.xml()


def test_rows_make_entities_of_their_own(tmp_path):
    read = imported(
        tmp_path,
        """
        type | name | label | save_to
        begin repeat | member | Member |
        text | who | Name | full_name
        end repeat | | |""",
        entities="""
        list_name | label
        persons | ${who}""",
    )
    assert [(each.dataset, each.scope, dict(each.properties)) for each in read.form.entities] == [
        ("persons", "member", {"full_name": "member/*/who"})
    ]
    scenario = Session.open(read.form)
    scenario.add_repeat("/data/member")
    scenario.answer("/data/member[1]/who", "Wang")
    scenario.answer("/data/member[2]/who", "Li")
    assert scenario.xml().count('dataset="persons"') == 2


def test_a_form_that_was_kept_is_the_same_without_pyxform(tmp_path):
    read = imported(
        tmp_path,
        """
        type | name | label | calculation
        integer | a | A |
        calculate | b | | ${a} * 2""",
    )
    scenario = Session.open(parse_xform(read.xform, resources=read.attachments))
    scenario.answer("/data/a", "4")
    assert scenario.value("/data/b") == "8"


def test_the_search_function_of_surveycto_is_told_and_its_choices_stay(tmp_path):
    read = imported(
        tmp_path,
        """
        type | name | label | appearance
        select_one yn | a | A | minimal search('places')""",
        choices=YES_NO,
    )
    (warning,) = [each for each in read.warnings if each.code == "surveycto-search"]
    assert (warning.row, warning.column) == (2, "appearance")
    assert [choice.value for choice in Session.open(read.form).choices("/data/a")] == ["y", "n"]


def test_a_group_is_asked_only_if_it_concerns_the_household(tmp_path):
    scenario = opened(
        tmp_path,
        """
        type | name | label | relevant | required
        integer | pigs | Pigs | |
        begin group | farm | Farm | ${pigs} > 0 |
        text | feed | Feed | | yes
        begin group | inner | More | ${feed} = 'corn' |
        text | where | Where from | | yes
        end group | | | |
        end group | | | |""",
    )
    assert scenario.problems() == ()
    scenario.answer("/data/pigs", "2")
    assert [each.ref for each in scenario.problems()] == ["/data/farm/feed"]
    scenario.answer("/data/farm/feed", "corn")
    assert [each.ref for each in scenario.problems()] == ["/data/farm/inner/where"]
    scenario.answer("/data/pigs", "0")
    assert scenario.problems() == ()


def test_a_choice_falls_away_with_the_answer_it_depended_on(tmp_path):
    scenario = opened(
        tmp_path,
        """
        type | name | label | choice_filter | calculation
        select_one c | county | County | |
        select_one t | town | Town | county = ${county} |
        calculate | said | | | ${town}""",
        choices="""
        list_name | name | label | county
        c | c1 | One |
        c | c2 | Two |
        t | t1 | Mill | c1
        t | t2 | Bridge | c2""",
    )
    scenario.answer("/data/county", "c1")
    scenario.answer("/data/town", "t1")
    scenario.answer("/data/county", "c2")
    assert (scenario.value("/data/town"), scenario.value("/data/said")) == ("", "")


def test_messages_of_constraints_speak_and_hold_answers(tmp_path):
    scenario = opened(
        tmp_path,
        """
        type | name | label | constraint | constraint_message | required | required_message
        integer | most | Most | | | |
        integer | n | N | . <= ${most} | At most as many as above | yes | Needed""",
    )
    violation = scenario.violation("/data/n")
    assert violation is not None
    assert (violation.kind, violation.message) == ("required", "Needed")
    scenario.answer("/data/most", "3")
    scenario.answer("/data/n", "4")
    violation = scenario.violation("/data/n")
    assert violation is not None
    assert (violation.kind, violation.message) == ("constraint", "At most as many as above")
    scenario.answer("/data/most", "5")
    assert scenario.violation("/data/n") is None
