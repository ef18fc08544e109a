"""What each kind of paper is made of: the sections, columns and places that a template may name.

Data only, so that a template is checked without laying anything out. The order here is that of the lists a person
chooses from.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

COMMON = "common"
"""The template with the words that all kinds share."""

FREE_TEXT = "text."
"""A section `text.NAME` is a paragraph of a coordinator's own, its words under `[zh_CN.text] NAME`."""

PLACES = ("number", "head", "township", "village", "group", "team", "day", "year")
"""Places that may stand in any word, beside those of the shipped word itself."""

MEMBERS = "number name relation sex age birth_date ethnicity education health labour work insurance welfare id_number phone"
MEASURES = "number category content scale responsible funds deadline gain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """One kind of paper.

    Attributes:
        of: what one paper is about: `household`, `record` (one of its records), `village` or `list`.
        sections: names that its template may put in order.
        columns: for each table the columns there are.
    """

    kind: str
    of: str
    sections: tuple[str, ...]
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def _shape(kind: str, of: str, sections: str, **columns: str) -> Shape:
    split = {table: tuple(names.split()) for table, names in columns.items()}
    return Shape(kind=kind, of=of, sections=tuple(sections.split()), columns=split)


_ALL = (
    _shape(
        "plan",
        "household",
        "household income causes measures expected signatures photos progress",
        members=MEMBERS,
        measures=MEASURES,
        signatures="head helper team village township date",
    ),
    _shape(
        "card",
        "household",
        "household measures income notes signatures",
        measures=MEASURES,
        signatures="head helper village date",
    ),
    _shape(
        "handbook",
        "household",
        "household living income causes members helpers measures results signatures",
        members=MEMBERS,
        measures=MEASURES,
        signatures="head helper team village date",
    ),
    _shape("life_map", "household", "lights wishes signatures", signatures="head helper date"),
    _shape(
        "visit_record",
        "record",
        "visit findings progress photos signatures",
        signatures="head helper team date",
    ),
    _shape(
        "review_minutes",
        "list",
        "meeting agenda households opinions result attendance signatures",
        households="number head_name group persons category votes_for votes_against votes_abstained result",
        signatures="chair recorder village team date",
    ),
    _shape(
        "notice",
        "list",
        "announcement households contact signatures",
        households="number head_name township persons category identified_on id_number phone",
        signatures="village date",
    ),
    _shape(
        "village_summary", "village", "figures causes notes signatures", signatures="made_by checked_by date"
    ),
    _shape(
        "village_plan",
        "village",
        "cover overview infrastructure livelihood industry training_jobs schooling hardship five_years projects gains "
        "photos funds signatures",
        items="number content quantity years responsible funds deadline beneficiaries state",
        projects="number name target actual budget spent due state",
        gains="number name expected real jobs households",
        signatures="village team group township county date",
    ),
    _shape("questionnaire", "record", "questions photos signatures", signatures="head helper date"),
    _shape(
        "intention_card",
        "household",
        "pair pledges letter signatures",
        pledges="kind what whom amount",
        signatures="head helper village team date",
    ),
    _shape("consent", "household", "letter signer signatures", signatures="head guardian helper date"),
    _shape(
        "fund_statement",
        "fund",
        "fund years ledger beneficiaries signatures",
        years="year opening received paid returned closing",
        ledger="number on what to place change balance",
        beneficiaries="number to name village years amount",
        signatures="made_by checked_by date",
    ),
)
SHAPES = {shape.kind: shape for shape in _ALL}
KINDS = tuple(SHAPES)
