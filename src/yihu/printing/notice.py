"""The public notice (公示): a list that anybody may read, so only what `NoticeLine` holds can get onto it.

Never an illness, a disability, an account or a minor's name; the address only as far as the township; ID and
telephone numbers hidden but for their ends.
"""

import re
from dataclasses import replace

from yihu.printing.flow import Flow
from yihu.printing.grid import Column, Grid
from yihu.printing.household_tables import code_label, name_of_head
from yihu.printing.letterhead import LaidOut
from yihu.printing.of_village import village_letterhead, village_words
from yihu.printing.page import A4
from yihu.printing.papers import NoticeLine, NoticePaper
from yihu.printing.sections import page_of, place_sections, signing
from yihu.printing.table import Style
from yihu.printing.words import Words
from yihu.register.codes import code_list
from yihu.register.household import Household, Person
from yihu.register.id_numbers import read_identity

GROWN_UP_YEARS = 18
_HIDDEN = "*"
_ID = re.compile(r"[0-9A-Za-z]{1,18}")
_PHONE = re.compile(r"[0-9 +()-]+")
_ROW_PT = 22.0
_BLANK_ROWS = 12
_SIZE, _LEADING, _BETWEEN = 11.0, 18.0, 6.0
_OPEN = "________"


def notice_line(household: Household, day: str) -> NoticeLine:
    """What a notice may say of a household; `day`: ISO date on which the head's age is counted."""
    head = household.head()
    return NoticeLine(
        number=household.number or "",
        head_name=_shown_name(household, day),
        township=household.township or "",
        persons=len(household.persons) or household.member_count,
        category=_known_category(household),
        identified_on=household.other.get("identified_on", ""),
        id_number=hide_id_number((head.id_number if head else "") or ""),
        phone=hide_phone(household.phone or (head.phone if head else "") or ""),
    )


def hide_id_number(number: str) -> str:
    """The first two and the last three characters, as in 35*************123.

    A disability certificate's number ends with category and grade: it is hidden whole, as is what is no number.
    """
    return _hidden(number, 2, 3) if _ID.fullmatch(number) else _HIDDEN * len(number)


def hide_phone(number: str) -> str:
    """The first three and the last four digits, as in 138****1234; with a remark beside it nothing."""
    return _hidden(number, 3, 4) if _PHONE.fullmatch(number) else _HIDDEN * len(number)


def _hidden(text: str, first: int, last: int) -> str:
    """All of a text that is too short to be what it should be."""
    if len(text) < first + last + 4:
        return _HIDDEN * len(text)
    return text[:first] + _HIDDEN * (len(text) - first - last) + text[-last:]


def _shown_name(household: Household, day: str) -> str:
    """A minor's name is not shown; nor is one whose age would make them one as far as anybody knows."""
    name, head = name_of_head(household), household.head()
    of_that_name = [person for person in household.persons if person is head or person.name == name]
    if any(_is_minor(person, day) for person in of_that_name):
        return name[:1] + _HIDDEN * 2
    return name


def _is_minor(person: Person, day: str) -> bool:
    identity = read_identity(person.id_number or "")
    births = (person.birth_date, identity.birth_date if identity else None)
    ages = (replace(person, birth_date=birth).age_on(day) for birth in births)
    return any(age is not None and age < GROWN_UP_YEARS for age in ages)


def _known_category(household: Household) -> str:
    """What another form wrote there in words of its own isn't for everybody's eyes."""
    known = {code.value for code in code_list("monitored_category")}
    return household.category if household.category in known else ""


def blank_notice() -> NoticePaper:
    """A notice to be filled in by hand."""
    return NoticePaper()


def lay_out_notice(paper: NoticePaper, words: Words) -> LaidOut:
    """The list under its announcement."""
    say = words.say
    kind = f"announcement.{paper.procedure or 'list'}"
    said = village_words(
        words,
        paper.township,
        paper.village,
        paper.posted_on or _OPEN,
        days=str(paper.days) if paper.days else "____",
        until=paper.until or _OPEN,
        phone=paper.phone or _OPEN,
        count=str(len(paper.households)) if paper.households else "____",
        what=say(kind) if words.has(kind) else say("announcement.list"),
    )
    page = page_of(words, A4)
    place = "".join((paper.township, paper.village))
    letterhead = village_letterhead(said, page, "notice", place, paper.village_code, paper.posted_on)
    grid = Grid(page, said, Style(size=9.6, leading=12.6))
    flow = place_sections(
        letterhead.flow(),
        said,
        {
            "announcement": lambda flow, heading: _place_text(flow, heading, said, "announcement.text"),
            "households": lambda flow, heading: _place_households(flow, heading, grid, paper),
            "contact": lambda flow, heading: _place_text(flow, heading, said, "contact.text"),
            "signatures": signing(grid, 74.0, in_a_row=2),
        },
    )
    return LaidOut(letterhead=letterhead, flow=flow, bookmark=place)


def _place_text(flow: Flow, heading: str, words: Words, name: str) -> None:
    if heading:
        flow.heading(heading, 2 * _LEADING)
    else:
        flow.skip(flow.gap)
    for paragraph in words.say(name).split("\n"):
        if paragraph.strip():
            flow.text(paragraph.strip(), size=_SIZE, leading=_LEADING)
            flow.skip(_BETWEEN)


def _place_households(flow: Flow, heading: str, grid: Grid, paper: NoticePaper) -> None:
    words = grid.words
    columns: list[Column[NoticeLine]] = grid.chosen(
        "households",
        (
            Column(key="number", width=(30, 30), text=lambda _, number: str(number)),
            Column(key="head_name", width=(90, 100), text=lambda line, _: line.head_name),
            Column(key="township", width=(90, 90), text=lambda line, _: line.township),
            Column(
                key="persons",
                width=(50, 50),
                text=lambda line, _: "" if line.persons is None else str(line.persons),
            ),
            Column(
                key="category",
                width=(110, 130),
                text=lambda line, _: code_label(words, "monitored_category", line.category or None),
            ),
            Column(
                key="identified_on", width=(70, 70), text=lambda line, _: line.identified_on, least_pt=64.0
            ),
            Column(key="id_number", width=(120, 120), text=lambda line, _: line.id_number, least_pt=124.0),
            Column(key="phone", width=(80, 80), text=lambda line, _: line.phone, least_pt=80.0),
        ),
    )
    table = grid.table("households", columns, paper.households, _ROW_PT)
    if not paper.households:
        blank = grid.blank(columns, _ROW_PT)
        table = type(table)(head=table.head, rows=(blank,) * _BLANK_ROWS)
    flow.section(heading, table)
    flow.skip(8.0)
