"""The letter of consent (承诺授权书): what the family allows to be asked and looked up, and who signed for whom."""

from yihu.printing.flow import Flow
from yihu.printing.grid import Grid
from yihu.printing.household_tables import code_label, name_of_head, place_of
from yihu.printing.letterhead import LaidOut
from yihu.printing.of_household import bookmark_of, household_letterhead, words_for
from yihu.printing.page import A4
from yihu.printing.papers import ConsentPaper
from yihu.printing.sections import page_of, place_sections, signing
from yihu.printing.table import Style, Table
from yihu.printing.words import Words
from yihu.register.household import Household

_SIGNER = (90, 164, 90, 164)
_OPEN_PT = 26.0
_SIZE, _LEADING, _BETWEEN = 10.5, 17.0, 5.0


def blank_consent() -> ConsentPaper:
    """A letter to be filled in by hand."""
    return ConsentPaper(household=Household(id=""))


def lay_out_consent(paper: ConsentPaper, words: Words) -> LaidOut:
    """What isn't known yet is left open for the pen."""
    household = paper.household
    said = words_for(words, household, paper.day, team=paper.team)
    page = page_of(words, A4)
    letterhead = household_letterhead(said, page, household, "consent", household.other.get("signed_on", ""))
    grid = Grid(page, said, Style(size=9.6, leading=12.6))
    flow = place_sections(
        letterhead.flow(14.0),
        said,
        {
            "letter": lambda flow, heading: _place_letter(flow, heading, paper, said),
            "signer": lambda flow, heading: flow.section(heading, _signer(grid, household)),
            "signatures": signing(grid, 74.0, in_a_row=2),
        },
    )
    return LaidOut(
        letterhead=letterhead, flow=flow, bookmark=bookmark_of(household), group=place_of(household)
    )


def _place_letter(flow: Flow, heading: str, paper: ConsentPaper, words: Words) -> None:
    if heading:
        flow.heading(heading, 3 * _LEADING)
    blank = "________________"
    places = {"family": name_of_head(paper.household) or blank, "to": paper.team or blank}
    for paragraph in words.say("letter.text", **places).split("\n"):
        if paragraph.strip():
            flow.text(paragraph.strip(), size=_SIZE, leading=_LEADING)
            flow.skip(_BETWEEN)


def _signer(grid: Grid, household: Household) -> Table:
    say, other = grid.words.say, household.other
    signer = other.get("consent_signer")
    pairs = [
        (say("signer.who"), code_label(grid.words, "consent_signer", signer) if signer else ""),
        (say("signer.name"), other.get("signer_name")),
        (
            say("signer.under_14"),
            code_label(grid.words, "yes_no", other["signer_under_14"])
            if other.get("signer_under_14")
            else "",
        ),
        (say("signer.guardian"), other.get("guardian_name")),
        (say("signer.relation"), other.get("guardian_relation")),
        (say("signer.on"), other.get("signed_on")),
    ]
    return Table(
        rows=tuple(
            grid.open_pairs(_SIGNER, *pairs[at : at + 2], least_pt=_OPEN_PT) for at in range(0, len(pairs), 2)
        )
    )
