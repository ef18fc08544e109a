"""What a row of a repeat is called in the interview: people are counted as people, things as things."""

import pytest
from tests.unit.engine_forms import form

from yihu.base.i18n import CHINESE, ENGLISH, set_language
from yihu.engine import Session
from yihu.ui.interview.paging import row_place


def said(name: str, *, entity: str = "") -> str:
    """The words for the second of two rows of a repeat with that name."""
    meta = (
        f'<meta><entity xmlns="http://www.opendatakit.org/xforms/entities" dataset="{entity}" id=""/></meta>'
        if entity
        else ""
    )
    body = f'<group ref="/data/{name}"><repeat nodeset="/data/{name}"><input ref="/data/{name}/what"/></repeat></group>'
    session = Session.open(form(f"<{name}><what/>{meta}</{name}>", body=body))
    session.add_repeat(f"/data/{name}")
    return row_place(session, f"/data/{name}[2]/what")


@pytest.mark.parametrize(
    ("name", "entity", "words"),
    [
        ("member", "", "第 2 位，共 2 位"),
        ("person", "", "第 2 位，共 2 位"),
        ("child", "persons", "第 2 位，共 2 位"),
        ("measure", "", "第 2 项，共 2 项"),
        ("field", "", "第 2 项，共 2 项"),
        ("well", "wells", "第 2 项，共 2 项"),
    ],
)
def test_rows_of_people_are_counted_as_people_and_others_as_things(name, entity, words):
    set_language(CHINESE)
    assert said(name, entity=entity) == words


def test_in_english_too():
    set_language(ENGLISH)
    assert said("member") == "Person 2 of 2"
    assert said("measure") == "No. 2 of 2"
