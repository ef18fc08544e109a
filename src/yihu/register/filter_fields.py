"""What a register can be filtered by: each field with its kind, its words and the part of the page it stands in."""

from dataclasses import dataclass
from typing import Literal

from yihu.base.i18n import N_, translate
from yihu.register.codes import label
from yihu.register.traits import NO, TRAITS, YES

Kind = Literal["codes", "fact", "number", "yuan", "percent", "day", "place", "group", "selection"]
SECTIONS = {
    "register": N_("Register"),
    "causes": N_("Causes and risks"),
    "income": N_("Income"),
    "members": N_("Members"),
    "living": N_("Living"),
    "work": N_("State of the work"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field.

    Attributes:
        kind: `codes` of a list, a `fact` (yes or no), a whole `number`, `yuan` with at most two decimals, `percent`,
            a `day`, a `place`, a villagers' `group`, another `selection`.
        title: msgid. code_list: of `register.codes`, whose labels its codes have.
        yes, no: msgids that say a fact, and that it is not so.
        codes: what may be asked for.
    """

    name: str
    kind: Kind
    section: str
    title: str
    code_list: str = ""
    yes: str = ""
    no: str = ""
    codes: tuple[str, ...] = ()


def _codes(name: str, section: str, title: str, code_list: str) -> Field:
    return Field(
        name=name,
        kind="codes",
        section=section,
        title=title,
        code_list=code_list,
        codes=TRAITS[name].codes,
    )


def _fact(name: str, section: str, yes: str, no: str) -> Field:
    return Field(name=name, kind="fact", section=section, title=yes, yes=yes, no=no, codes=(YES, NO))


def _amount(name: str, kind: Kind, section: str, title: str) -> Field:
    return Field(name=name, kind=kind, section=section, title=title)


VISIT_STATES = ("not_visited", "in_progress", "done", "nobody_home", "refused", "moved")
PLAN_STATES = ("none", "to_make", "draft", "agreed", "signed")
_GUARANTEES = "guarantee"
STATE_WORDS = {
    "visit": {
        "not_visited": N_("not visited yet"),
        "in_progress": N_("survey begun"),
        "done": N_("surveyed"),
        "nobody_home": N_("nobody home"),
        "refused": N_("survey refused"),
        "moved": N_("moved away"),
    },
    "plan": {
        "none": N_("no plan yet"),
        "to_make": N_("plan to be made"),
        "draft": N_("plan drafted"),
        "agreed": N_("plan agreed"),
        "signed": N_("plan signed"),
    },
    _GUARANTEES: {
        "food": N_("Food"),
        "clothing": N_("Clothing"),
        "education": N_("Compulsory schooling"),
        "medical": N_("Medical insurance"),
        "housing": N_("Safe housing"),
        "water": N_("Safe water"),
    },
}
"""Lists that are no code lists: state or guarantee -> msgid."""

_FIELDS: tuple[Field, ...] = (
    Field(name="place", kind="place", section="register", title=N_("Village or township")),
    Field(name="group", kind="group", section="register", title=N_("Villagers' group")),
    _codes("household_attribute", "register", N_("Kind of household"), "household_attribute"),
    _codes("category", "register", N_("Monitored category"), "monitored_category"),
    _codes("poverty_state", "register", N_("State of poverty"), "poverty_state"),
    _codes("recognition_standard", "register", N_("Recognised by"), "recognition_standard"),
    _fact("left_poverty", "register", N_("once out of poverty"), N_("never registered as out of poverty")),
    _codes("main_cause", "causes", N_("Main cause"), "cause"),
    _codes("cause", "causes", N_("Any cause"), "cause"),
    _codes("risk", "causes", N_("Risk"), "risk"),
    _amount("income", "yuan", "income", N_("Income per head (yuan)")),
    _amount("line_percent", "percent", "income", N_("Income per head in percent of the line")),
    _amount("above_line", "yuan", "income", N_("Yuan above the line (below it: less than 0)")),
    _amount("persons", "number", "members", N_("Persons")),
    _amount("able", "number", "members", N_("Members able to work")),
    _amount("students", "number", "members", N_("Members in school")),
    _amount("disabled", "number", "members", N_("Disabled members")),
    _amount("serious", "number", "members", N_("Seriously ill members")),
    _amount("away", "number", "members", N_("Members working for others")),
    _fact("child_at_school", "members", N_("has a child at school"), N_("has no child at school")),
    _fact(
        "student_beyond",
        "members",
        N_("has a student beyond compulsory school"),
        N_("has no student beyond compulsory school"),
    ),
    _fact("elderly_alone", "members", N_("old person living alone"), N_("no old person living alone")),
    _fact("elderly_only", "members", N_("only old people"), N_("not only old people")),
    _fact("disabled_member", "members", N_("has a disabled member"), N_("has no disabled member")),
    _fact("serious_illness", "members", N_("has a seriously ill member"), N_("has no seriously ill member")),
    _fact("long_illness", "members", N_("has a long-term ill member"), N_("has no long-term ill member")),
    _fact("able_member", "members", N_("has somebody able to work"), N_("has nobody able to work")),
    _fact(
        "works_away", "members", N_("has somebody working for others"), N_("has nobody working for others")
    ),
    _fact(
        "low_income", "members", N_("receives the low-income allowance"), N_("has no low-income allowance")
    ),
    _fact(
        "extreme_hardship",
        "members",
        N_("receives extreme-hardship support"),
        N_("has no extreme-hardship support"),
    ),
    _fact(
        "no_labour_household",
        "members",
        N_("registered as without any labour"),
        N_("not registered as without labour"),
    ),
    _fact("members_known", "members", N_("all members are listed"), N_("not all members are listed")),
    Field(
        name="guarantee_lacking",
        kind="codes",
        section="living",
        title=N_("Guarantee lacking"),
        code_list=_GUARANTEES,
        codes=TRAITS["guarantee_lacking"].codes,
    ),
    Field(
        name="guarantee_unknown",
        kind="codes",
        section="living",
        title=N_("Guarantee not known yet"),
        code_list=_GUARANTEES,
        codes=TRAITS["guarantee_lacking"].codes,
    ),
    _codes("housing_grade", "living", N_("Grade of the house"), "housing_grade"),
    _codes("housing_structure", "living", N_("Structure of the house"), "housing_structure"),
    _codes("housing_tenure", "living", N_("Whose house"), "housing_tenure"),
    _codes("asset", "living", N_("Assets"), "asset"),
    _codes("water_source", "living", N_("Source of water"), "water_source"),
    _codes("fuel", "living", N_("Fuel"), "fuel"),
    _codes("road", "living", N_("Way to the house"), "road"),
    _fact("toilet", "living", N_("has a sanitary toilet"), N_("has no sanitary toilet")),
    _fact("electricity_living", "living", N_("has electricity"), N_("has no electricity")),
    _fact("internet", "living", N_("has internet"), N_("has no internet")),
    _fact("relocated", "living", N_("relocated"), N_("not relocated")),
    _fact("cooperative", "living", N_("in a cooperative"), N_("in no cooperative")),
    Field(
        name="visit",
        kind="codes",
        section="work",
        title=N_("Survey"),
        code_list="visit",
        codes=VISIT_STATES,
    ),
    Field(name="plan", kind="codes", section="work", title=N_("Plan"), code_list="plan", codes=PLAN_STATES),
    Field(name="seen", kind="day", section="work", title=N_("Last visit")),
    _fact("helped", "work", N_("has a helper"), N_("has no helper")),
    Field(name="selection", kind="selection", section="work", title=N_("In another selection")),
)
FIELDS = {field.name: field for field in _FIELDS}
"""Every field by its name, in the order of the page."""


def code_words(field: Field, code: str) -> str:
    """A code of a field in the language in force; the code itself where it isn't known."""
    words = STATE_WORDS.get(field.code_list)
    if words is not None:
        return translate(words.get(code, code))
    return label(field.code_list, code) if field.code_list else code
