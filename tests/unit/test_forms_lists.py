"""Lists beside a form, and how an XForm is taken in."""

import pytest
from tests.unit.engine_forms import ask, form, opened, xform

from yihu.forms import ListUnreadable, ResourceMissing, XFormRefused, parse_xform
from yihu.forms.lists import read_list

GEOJSON = """{"type": "FeatureCollection", "features": [
  {"type": "Feature", "id": "f1", "geometry": {"type": "Point", "coordinates": [114.5, 30.25]}, "properties": {"title": "Well", "depth": 7}},
  {"type": "Feature", "geometry": {"type": "LineString", "coordinates": [[1, 2], [3, 4]]}, "properties": {"title": "Road"}}]}"""


def texts(document, name):
    return [node.string() for item in document.element.named("item") for node in item.named(name)]


@pytest.mark.parametrize(
    "text",
    ["a,b\n1,x y\n2,z\n", "a;b\r\n1;x y\r\n2;z\r\n", "a\tb\n1\tx y\n\n2\tz", "\ufeffa|b\n1|x y\n2|z\n"],
)
def test_tables_are_read_whatever_is_between_their_cells(text):
    document = read_list(text, "jr://file-csv/t.csv")
    assert texts(document, "a") == ["1", "2"]
    assert texts(document, "b") == ["x y", "z"]


def test_headers_that_cant_be_names_are_made_ones():
    assert texts(read_list("2nd col,ok\n5,6\n", "t.csv"), "_2nd_col") == ["5"]


def test_geojson_is_read_as_odk_has_it():
    document = read_list(GEOJSON, "jr://file/places.geojson")
    assert texts(document, "geometry") == ["30.25 114.5 0 0", "2 1 0 0; 4 3 0 0"]
    assert texts(document, "title") == ["Well", "Road"]
    assert texts(document, "depth") == ["7"]
    assert texts(document, "id") == ["f1"]


def test_xml_is_read_as_it_is():
    assert texts(read_list("<root><item><a>1</a></item></root>", "t.xml"), "a") == ["1"]


@pytest.mark.parametrize(
    ("text", "name"),
    [("{", "a.geojson"), ('{"type": "Point"}', "a.geojson"), ("<root>", "a.xml"), ("[]", "a.geojson")],
)
def test_a_list_that_cant_be_read_is_named(text, name):
    with pytest.raises(ListUnreadable) as refusal:
        read_list(text, f"jr://file/{name}")
    assert refusal.value.parameters["name"] == name


LOOKING = xform("<a/>", lists='<instance id="t" src="jr://file-csv/t.csv"/>')


def test_a_missing_list_is_empty_or_refuses_the_form():
    assert opened(parse_xform(LOOKING)).value("/data/a") == ""
    with pytest.raises(ResourceMissing):
        parse_xform(LOOKING, missing_files="refuse")


def test_every_leaf_is_a_question_with_a_kind():
    kinds = form(
        "<t/><i/><d/><n/><h/><c/><s/><m/><img/><pos/><ok/><r/><rank/><start/>",
        """<bind nodeset="/data/i" type="int"/><bind nodeset="/data/d" type="date"/><bind nodeset="/data/n" readonly="true()"/>
           <bind nodeset="/data/c" calculate="1"/><bind nodeset="/data/pos" type="geopoint"/><bind nodeset="/data/img" type="binary"/>
           <bind nodeset="/data/start" type="dateTime" jr:preload="timestamp" jr:preloadParams="start"/>""",
        ask("t", "i", "d", "n", "pos")
        + '<select1 ref="/data/s" appearance="search minimal"/><select ref="/data/m"/><upload ref="/data/img" mediatype="image/*"/>'
        + '<trigger ref="/data/ok"/><range ref="/data/r" start="1" end="5" step="1"/><odk:rank ref="/data/rank"/>',
    )
    assert {ref[6:]: question.kind for ref, question in kinds.questions.items() if "meta" not in ref} == {
        "t": "text", "i": "integer", "d": "date", "n": "note", "h": "hidden", "c": "calculate", "s": "select_one",
        "m": "select_multiple", "img": "image", "pos": "geopoint", "ok": "acknowledge", "r": "range", "rank": "rank", "start": "metadata",
    }  # fmt: skip
    assert kinds.questions["/data/s"].appearances == ("autocomplete", "search", "minimal")
    assert kinds.questions["/data/r"].bounds is not None


def test_an_action_at_an_event_that_isnt_known_refuses_the_form():
    with pytest.raises(XFormRefused):
        form("<a/>", '<setvalue event="on-sunday" ref="/data/a" value="1"/>')
