"""Small forms for the tests of the engine, written as XForms."""

import random
from datetime import UTC, datetime

from yihu.base.clock import FixedClock
from yihu.engine import Session, Surroundings, Value
from yihu.forms import Form, parse_xform

CLOCK = FixedClock(datetime(2026, 5, 31, 9, 30, tzinfo=UTC))


def xform(answers: str, rules: str = "", body: str = "", lists: str = "", itext: str = "") -> str:
    """An XForm around the inner pieces."""
    return f"""<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
        xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms"
        xmlns:odk="http://www.opendatakit.org/xforms" xmlns:entities="http://www.opendatakit.org/xforms/entities">
      <h:head><h:title>Test</h:title><model>{itext}
        <instance><data id="test" version="1">{answers}<meta><instanceID/></meta></data></instance>
        {lists}{rules}
      </model></h:head><h:body>{body}</h:body></h:html>"""


def form(answers: str, rules: str = "", body: str = "", lists: str = "", itext: str = "") -> Form:
    return parse_xform(xform(answers, rules, body, lists, itext))


def around(**more: object) -> Surroundings:
    return Surroundings(clock=CLOCK, random=random.Random(1).randbytes, **more)  # type: ignore[arg-type]


def opened(form: Form, answers: dict[str, Value] | None = None, **more: object) -> Session:
    return Session.open(form, answers=answers, around=around(**more))


def ask(*names: str) -> str:
    """Inputs of the body."""
    return "".join(f'<input ref="/data/{name}"><label>{name}</label></input>' for name in names)


HOUSEHOLD = form(
    "<head/><people/><age/><adult/>"
    '<member jr:template=""><name/><born/><age/><school/><wage>0</wage><share/></member>'
    "<total/><count/><poor/><remark/>",
    rules="""
      <bind nodeset="/data/age" type="int" constraint=". &gt;= 0 and . &lt;= 120" jr:constraintMsg="120 at most" required="true()"/>
      <bind nodeset="/data/adult" calculate="if(/data/age &gt;= 18, 'yes', 'no')"/>
      <bind nodeset="/data/member/born" type="date"/>
      <bind nodeset="/data/member/age" type="int" calculate="int((today() - date(../born)) div 365.25)"/>
      <bind nodeset="/data/member/school" relevant="../age &gt;= 6 and ../age &lt; 16" required="true()"/>
      <bind nodeset="/data/member/wage" type="decimal"/>
      <bind nodeset="/data/member/share" calculate="round(../wage div /data/total * 100, 0)"/>
      <bind nodeset="/data/total" type="decimal" calculate="sum(/data/member/wage)"/>
      <bind nodeset="/data/count" type="int" calculate="count(/data/member)"/>
      <bind nodeset="/data/poor" calculate="if(/data/total div /data/count &lt; 3000, 'yes', 'no')" relevant="/data/count &gt; 0"/>
      <bind nodeset="/data/remark" relevant="/data/poor = 'yes'"/>""",
    body=ask("head", "age")
    + '<group ref="/data/member"><label>Members</label><repeat nodeset="/data/member">'
    + ask("member/name", "member/born", "member/school", "member/wage")
    + "</repeat></group>"
    + ask("remark"),
)
