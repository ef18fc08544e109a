"""Forms that went through wrong hands: whatever is in them, people get an answer and never a traceback."""

import random
import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from openpyxl import Workbook
from tests.unit.engine_forms import HOUSEHOLD, ask, opened, xform
from tests.unit.test_forms_quirks import AS_IT_IS, EXPLAINED, PUT_RIGHT, save

from yihu.base.errors import UserError
from yihu.engine import Session
from yihu.forms import Form, FormRefused, parse_xform, read_workbook

WHOLE = xform(
    '<n/><kind/><g><x>7</x></g><row jr:template=""><v/></row><sum/>',
    """<bind nodeset="/data/n" type="int"/><bind nodeset="/data/g" relevant="/data/n &gt; 2"/>
       <bind nodeset="/data/row/v" type="int" required="../../n = 1" constraint=". &lt; 9"/>
       <bind nodeset="/data/sum" calculate="sum(/data/row/v)"/>
       <setvalue event="odk-instance-first-load" ref="/data/n" value="1 + 1"/>""",
    ask("n", "g/x")
    + "<select1 ref=\"/data/kind\"><itemset nodeset=\"instance('k')/root/item[least &lt; /data/n]\"><value ref=\"name\"/></itemset></select1>"
    + '<group ref="/data/row"><repeat nodeset="/data/row" jr:count="/data/n">' + ask("row/v") + "</repeat></group>",
    '<instance id="k"><root><item><name>a</name><least>0</least></item></root></instance>',
)  # fmt: skip
_ATTRIBUTE = re.compile(r'"[^"<>]*"')
_ELEMENT = re.compile(r"<[^<>]*/>")
_ODD = ('""', '"/data"', '"."', '"../.."', '"//*"', '"/"', '"[["', '"1 div 0"', '"true()"')


def mutated(text: str, chance: random.Random) -> str:
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(text))
        way = chance.random()
        if way < 0.25:
            text = text[:at] + text[at + chance.randint(1, 40) :]
        elif way < 0.7:
            found = chance.choice(list(_ATTRIBUTE.finditer(text)) or [None])
            text = (
                text if found is None else text[: found.start()] + chance.choice(_ODD) + text[found.end() :]
            )
        else:
            found = chance.choice(list(_ELEMENT.finditer(text)) or [None])
            text = (
                text
                if found is None
                else text[: found.start()] + chance.choice(["", found[0] * 2]) + text[found.end() :]
            )
    return text


def go_through(form: Form) -> None:
    session = Session.open(form)
    for ref in session.refs():
        if session.has(ref):
            with suppress(UserError):
                session.answer(ref, "3")
    for repeat in session.form.repeats:
        if session.can_add(repeat):
            session.add_repeat(repeat)
    for ref in session.refs():
        seen = (session.violation(ref), session.label(ref), session.choices(ref))
        assert session.key(ref)
        assert len(seen) == 3
    assert session.xml()
    assert {ref for page in session.pages() for ref in page.refs} <= set(session.refs())
    assert all(section.asked >= section.answered for section in session.sections())


def explained(refused: UserError) -> bool:
    problems = refused.problems if isinstance(refused, FormRefused) else (refused,)
    return bool(problems) and all(problem.code and problem.explain() for problem in problems)


def opens_or_is_explained(read: Callable[[], Form]) -> bool:
    try:
        go_through(read())
    except UserError as refused:
        return explained(refused)
    return True


@pytest.mark.parametrize("seed", range(150))
def test_a_mutated_form_opens_or_says_why_not(seed):
    assert opens_or_is_explained(lambda: parse_xform(mutated(WHOLE, random.Random(seed))))


ROWS = [
    ["type", "name", "label", "relevant", "calculation", "choice_filter"],
    ["text", "a", "A ${b}", None, None, None], ["integer", "b", "B", "${a} = 'x'", None, None],
    ["begin repeat", "r", "R", None, None, None], ["select_one l", "c", "C", None, None, "${b} > 1"], ["end repeat", None, None, None, None, None],
    ["calculate", "d", None, None, "sum(${b})", None],
]  # fmt: skip
ODD_CELLS = [
    None,
    "",
    "${",
    "${a}",
    "${nobody}",
    "meta",
    "a b",
    1.5,
    True,
    "begin group",
    "end repeat",
    "select_one",
    "select_one x",
    "=1/0",
    "(((",
    "‘x’",
    "\x07 bell"[1:],
]


def odd_workbook(folder: Path, chance: random.Random) -> Path:
    book = Workbook()
    survey = book.active
    survey.title = chance.choice(["survey", "survey", "survey", "Survey ", "sheet"])
    rows = [list(row) for row in ROWS]
    for _ in range(chance.randint(1, 5)):
        row = chance.choice(rows)
        row[chance.randrange(len(row))] = chance.choice(ODD_CELLS)
    for row in rows:
        survey.append(row)
    choices = book.create_sheet("choices")
    for row in [
        ["list_name", "name", "label"],
        ["l", "1", "One"],
        ["l", chance.choice(["1", None, "a b", 2.0]), chance.choice(["Two", None])],
    ]:
        choices.append(row)
    book.save(folder / "odd.xlsx")
    return folder / "odd.xlsx"


@pytest.mark.parametrize("seed", range(60))
def test_an_odd_workbook_opens_or_says_why_not(seed, tmp_path):
    assert opens_or_is_explained(lambda: read_workbook(odd_workbook(tmp_path, random.Random(seed))).form)


@pytest.mark.parametrize("seed", range(60))
def test_a_workbook_with_flipped_bytes_opens_or_says_why_not(seed, tmp_path):
    chance = random.Random(seed)
    path = odd_workbook(tmp_path, random.Random(0))
    content = bytearray(path.read_bytes())
    for _ in range(chance.randint(1, 30)):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    path.write_bytes(bytes(content[: chance.choice([len(content), chance.randrange(1, len(content))])]))
    assert opens_or_is_explained(lambda: read_workbook(path).form)


def test_a_repeat_that_the_answers_dont_have_can_get_no_rows():
    strange = parse_xform(
        xform(
            "<n>2</n>",
            body=ask("n") + '<repeat nodeset="/data/row" jr:count="/data/n">' + ask("row/x") + "</repeat>",
        )
    )
    scenario = opened(strange)
    assert scenario.rows("/data/row") == ()
    assert not scenario.can_add("/data/row")


def test_a_slip_of_the_finger_makes_no_million_rows():
    counted = parse_xform(
        xform(
            "<n/><row><x/></row>",
            body=ask("n") + '<repeat nodeset="/data/row" jr:count="/data/n">' + ask("row/x") + "</repeat>",
        )
    )
    scenario = opened(counted)
    scenario.answer("/data/n", "1000000")
    assert len(scenario.rows("/data/row")) == 1000
    assert opened(HOUSEHOLD).rows("/data/member") == ()


STORIES = [sheets for sheets, *_ in (*PUT_RIGHT.values(), *EXPLAINED.values())] + list(AS_IT_IS.values())


def two_in_one(folder: Path, chance: random.Random) -> Path:
    """Two small workbooks of quirks in one, with cells changed places."""
    one, other = chance.sample(STORIES, 2)
    sheets = {name: [list(row) for row in rows[:40]] for name, rows in one.items()}
    for name, rows in other.items():
        kept = sheets.setdefault(name, [list(rows[0])] if rows else [])
        kept += [list(row) for row in rows[1:40]]
    for rows in sheets.values():
        for _ in range(chance.randint(0, 3)):
            first, second = chance.choice(rows or [[]]), chance.choice(rows or [[]])
            if first and second:
                a, b = chance.randrange(len(first)), chance.randrange(len(second))
                first[a], second[b] = second[b], first[a]
    return save(folder, sheets)


@pytest.mark.parametrize("seed", range(80))
def test_quirks_together_open_or_say_why_not(seed, tmp_path):
    assert opens_or_is_explained(lambda: read_workbook(two_in_one(tmp_path, random.Random(seed))).form)


@pytest.mark.soak
def test_a_thousand_more_quirks_together_open_or_say_why_not(tmp_path):
    for seed in range(1000, 2000):
        path = two_in_one(tmp_path, random.Random(seed))
        assert opens_or_is_explained(lambda path=path: read_workbook(path).form), seed


@pytest.mark.soak
def test_a_thousand_more_mutated_forms_open_or_say_why_not():
    for seed in range(1000, 2000):
        form = mutated(WHOLE, random.Random(seed))
        assert opens_or_is_explained(lambda form=form: parse_xform(form)), seed


@pytest.mark.soak
def test_a_thousand_more_odd_workbooks_open_or_say_why_not(tmp_path):
    for seed in range(1000, 2000):
        path = odd_workbook(tmp_path, random.Random(seed))
        assert opens_or_is_explained(lambda path=path: read_workbook(path).form), seed
