"""What every paper about one household has above it: its number, its place, its square code."""

from yihu.printing.household_tables import name_of_head, place_of
from yihu.printing.letterhead import Letterhead
from yihu.printing.page import PageFormat
from yihu.printing.qr import paper_code
from yihu.printing.words import DASH, Words
from yihu.register.household import Household


def words_for(words: Words, household: Household, day: str | None = None, **more: str | None) -> Words:
    """The words with the places that every household's paper can fill."""
    return words.about(
        number=household.number,
        head=name_of_head(household),
        township=household.township,
        village=household.village,
        group=household.group,
        day=day or household.visit_date,
        year=(day or household.visit_date or "")[:4],
        **more,
    )


def bookmark_of(household: Household) -> str:
    """A household's line in a batch's outline."""
    return " ".join(filter(None, (household.number, name_of_head(household)))) or household.id


def household_letterhead(
    words: Words, page: PageFormat, household: Household, kind: str, version: str = "", record: str = ""
) -> Letterhead:
    """`words`: those for this household. `record`: id of what is printed, where it isn't the household itself."""
    known = bool(household.id)
    number = words.say("number", number=household.number or DASH) if known else ""
    subtitle = words.say("subtitle") if words.has("subtitle") else ""
    head = name_of_head(household)
    return Letterhead(
        words=words,
        page=page,
        left=number,
        left_overleaf=" · ".join(filter(None, (number, head))),
        right=place_of(household),
        subtitle=subtitle,
        code=paper_code(kind, record or household.id, version or household.visit_date or "") if known else "",
    )
