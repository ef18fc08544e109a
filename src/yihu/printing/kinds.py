"""Every kind of paper: how it is laid out, and an empty one of it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from yihu.printing.card import blank_card, lay_out_card
from yihu.printing.consent_letter import blank_consent, lay_out_consent
from yihu.printing.embedding import Fonts, FormWords, form_words
from yihu.printing.fund_statement import StatementPaper, blank_statement, lay_out_statement
from yihu.printing.handbook import blank_handbook, lay_out_handbook
from yihu.printing.intention_card import blank_intention, lay_out_intention
from yihu.printing.letterhead import LaidOut
from yihu.printing.life_map_page import blank_life_map, lay_out_life_map
from yihu.printing.notice import blank_notice, lay_out_notice
from yihu.printing.paper import PlanPaper
from yihu.printing.papers import (
    CardPaper,
    ConsentPaper,
    HandbookPaper,
    IntentionPaper,
    LifeMapPaper,
    MinutesPaper,
    NoticePaper,
    SummaryPaper,
    VillagePlanPaper,
    VisitPaper,
)
from yihu.printing.plan_pages import blank_plan, lay_out_plan
from yihu.printing.questionnaire import (
    QuestionnairePaper,
    blank_questionnaire,
    lay_out_questionnaire,
)
from yihu.printing.review_minutes import blank_minutes, lay_out_minutes
from yihu.printing.sheet import Sheet
from yihu.printing.template import Template
from yihu.printing.village_plan_pages import blank_village_plan, lay_out_village_plan
from yihu.printing.village_summary import blank_summary, lay_out_summary
from yihu.printing.visit_record import blank_visit, lay_out_visit
from yihu.printing.words import Words

_ALWAYS = "0123456789-/.,–·—"


@dataclass(frozen=True, slots=True)
class Kind:
    """How one kind is laid out.

    Attributes:
        paper: the class of what it says.
        lay_out: paper, words -> ready pages.
        blank: a paper of which nothing is known; printed, it can be filled in by hand.
    """

    paper: type
    lay_out: Callable[[Any, Words], LaidOut]
    blank: Callable[[], Any]


KIND_OF: dict[str, Kind] = {
    "plan": Kind(PlanPaper, lay_out_plan, blank_plan),
    "card": Kind(CardPaper, lay_out_card, blank_card),
    "handbook": Kind(HandbookPaper, lay_out_handbook, blank_handbook),
    "life_map": Kind(LifeMapPaper, lay_out_life_map, blank_life_map),
    "visit_record": Kind(VisitPaper, lay_out_visit, blank_visit),
    "review_minutes": Kind(MinutesPaper, lay_out_minutes, blank_minutes),
    "notice": Kind(NoticePaper, lay_out_notice, blank_notice),
    "village_summary": Kind(SummaryPaper, lay_out_summary, blank_summary),
    "village_plan": Kind(VillagePlanPaper, lay_out_village_plan, blank_village_plan),
    "questionnaire": Kind(QuestionnairePaper, lay_out_questionnaire, blank_questionnaire),
    "intention_card": Kind(IntentionPaper, lay_out_intention, blank_intention),
    "consent": Kind(ConsentPaper, lay_out_consent, blank_consent),
    "fund_statement": Kind(StatementPaper, lay_out_statement, blank_statement),
}


def lay_out(kind: str, paper: object, words: Words) -> LaidOut:
    """A paper of this kind as pages. KeyError for an unknown kind."""
    return KIND_OF[kind].lay_out(paper, words)


def shared_glyphs(kind: str, template: Template, language: str) -> FormWords:
    """The glyphs that all papers of a kind share: those of an empty one, and of the sentences with places in them."""
    return form_words(*_characters(kind, _Once(template), language))


class _Once:
    """A template as a key: the same object is the same template."""

    def __init__(self, template: Template) -> None:
        self.template = template

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Once) and self.template is other.template

    def __hash__(self) -> int:
        return id(self.template)


@lru_cache(maxsize=48)
def _characters(kind: str, once: _Once, language: str) -> tuple[str, str]:
    words = Words(once.template, language)
    paper = lay_out(kind, KIND_OF[kind].blank(), words)
    fonts = Fonts(form_words("", ""))
    for number in range(paper.count):
        paper.draw(number, Sheet(fonts, paper.page))
    plain, bold = fonts.used()
    sentences = "".join(text for text in once.template.words[language].values() if "{" in text)
    return "".join(sorted({*plain, *sentences, *_ALWAYS})), "".join(sorted({*bold, *_ALWAYS}))
