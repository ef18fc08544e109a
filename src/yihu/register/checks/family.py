"""Who belongs to the household: rules 7 to 11."""

from collections.abc import Iterator

from yihu.register.checks.finding import Case, Hit, Label, Look

_MEN = frozenset(
    [
        "son",
        "son_in_law",
        "sons_son",
        "daughters_son",
        "father",
        "wifes_father",
        "husbands_father",
        "paternal_grandfather",
        "maternal_grandfather",
        "great_grandson",
        "nephew",
        "uncle",
    ]
)
_WOMEN = frozenset(
    [
        "daughter",
        "daughter_in_law",
        "sons_daughter",
        "daughters_daughter",
        "mother",
        "wifes_mother",
        "husbands_mother",
        "paternal_grandmother",
        "maternal_grandmother",
        "great_granddaughter",
        "niece",
        "brothers_wife",
    ]
)


def _heads(case: Case) -> Iterator[Hit]:
    heads = [person for person in case.household.persons if person.relation == "head"]
    if case.household.persons and len(heads) != 1:
        yield Hit("relation", parameters={"count": len(heads)})


def _spouses(case: Case) -> Iterator[Hit]:
    spouses = [person for person in case.household.persons if person.relation == "spouse"]
    if len(spouses) > 1:
        yield from (Hit("relation", person) for person in spouses)


def _same_sex_couple(case: Case) -> Iterator[Hit]:
    head = case.household.head()
    for person in case.household.persons:
        if person.relation == "spouse" and head and person.sex and person.sex == head.sex:
            yield Hit("sex", person)


def _relation_and_sex(case: Case) -> Iterator[Hit]:
    for person in case.household.persons:
        wrong = _WOMEN if person.sex == "male" else _MEN if person.sex == "female" else frozenset()
        if person.relation in wrong:
            yield Hit("relation", person, {"relation": Label("relation", person.relation or "")})


def _count(case: Case) -> Iterator[Hit]:
    said, rows = case.household.member_count, len(case.household.persons)
    if said is not None and said != rows:
        yield Hit("member_count", parameters={"said": said, "rows": rows})


LOOKS: dict[str, Look] = {
    "R07": _heads,
    "R08": _spouses,
    "R09": _same_sex_couple,
    "R10": _relation_and_sex,
    "R11": _count,
}
