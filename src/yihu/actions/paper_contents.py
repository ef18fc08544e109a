"""What a household's or a village's papers say, out of the register."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from yihu.actions.reading import find_row, household_of, line_of, plan_of
from yihu.actions.show_village_plan import show_village_plan
from yihu.actions.take_photo import read_photo
from yihu.actions.workspace import Workspace
from yihu.base.errors import UserError
from yihu.planning.after import After, limits_of, read_after
from yihu.planning.pairing import BROKEN_OFF, HELPER, PAIRING, card_version, read_helper, read_pairing
from yihu.register.guarantees import guarantee_of
from yihu.register.life_map import life_map
from yihu.register.working_days import after_working_days
from yihu.storage.rows import HouseholdQuery

if TYPE_CHECKING:
    from yihu.planning.pairing import Pairing
    from yihu.planning.plan import Plan
    from yihu.printing.papers import (
        IntentionCard,
        MinutesPaper,
        NoticePaper,
        Reviewed,
        SummaryPaper,
        VillagePlanPaper,
    )
    from yihu.register.household import Household
    from yihu.storage.rows import Document, HouseholdRow

_PHOTOS = ("photo_house", "photo_family")
_GUARANTEES = ("food", "clothing", "education", "medical", "housing", "water")
_PAGE = 500
_NOT_MONITORED = ("", "none")
_PLANNED = ("draft", "agreed", "signed")


@dataclass(frozen=True, slots=True)
class Subject:
    """One household as its papers need it. Everything is read when it is first asked for."""

    workspace: Workspace
    document: Document
    household: Household

    @property
    def plan(self) -> Plan | None:
        return plan_of(self.workspace, self.document)

    @property
    def today(self) -> str:
        return self.workspace.clock.now().date().isoformat()

    @property
    def line_yuan(self) -> Decimal | None:
        line = line_of(self.workspace, self.household)
        return line.yuan if line else None

    def after(self) -> After:
        """What happened since the survey."""
        maps = self.workspace.library.property_maps()
        return read_after(self.household, self.plan, self.document.values, maps, self.today)


def read_subject(workspace: Workspace, household_id: str) -> Subject:
    """Raises HouseholdUnknown."""
    find_row(workspace, household_id)
    document = workspace.store.document(household_id)
    return Subject(workspace, document, household_of(workspace, document))


# papers of one household


def plan_content(subject: Subject, record: str | None = None) -> object | None:
    """None without a plan; `record` is one of its drafts or versions."""
    from yihu.printing import PlanPaper

    plan = plan_of(subject.workspace, subject.document, record) if record else subject.plan
    if plan is None:
        return None
    names = (subject.household.other.get(name, "") for name in _PHOTOS)
    return PlanPaper(
        household=subject.household,
        plan=plan,
        line_yuan=plan.line_yuan or subject.line_yuan,
        photos=photos_of(subject.workspace, names),
    )


def _card(subject: Subject, _: str | None) -> object:
    from yihu.printing.papers import CardPaper

    plan, quarters = subject.plan, subject.after().follow_up.quarters
    year = max((quarter.year for quarter in quarters), default=int(subject.today[:4]))
    return CardPaper(
        household=subject.household, plan=plan, line_yuan=subject.line_yuan, year=year, quarters=quarters
    )


def _handbook(subject: Subject, _: str | None) -> object:
    from yihu.printing.papers import HandbookPaper

    return HandbookPaper(
        household=subject.household,
        plan=subject.plan,
        line_yuan=subject.line_yuan,
        results=subject.after().standings,
        day=subject.today,
    )


def _life_map(subject: Subject, _: str | None) -> object:
    from yihu.printing.papers import LifeMapPaper

    household = subject.household
    day = household.visit_date or subject.today
    return LifeMapPaper(household=household, lights=life_map(household, subject.line_yuan), day=day)


def _visit(subject: Subject, record: str | None) -> object:
    """The visit of a record, else the newest; a blank one where there was none."""
    from yihu.printing.papers import VisitPaper

    visits = subject.after().follow_up.visits
    visit = next((visit for visit in visits if record in (None, visit.record)), None)
    names = (*visit.photos, *(told.photo for told in visit.progress)) if visit else ()
    return VisitPaper(
        household=subject.household, visit=visit, photos=photos_of(subject.workspace, filter(None, names))
    )


def _consent(subject: Subject, _: str | None) -> object:
    from yihu.printing.papers import ConsentPaper

    return ConsentPaper(household=subject.household, team=subject.workspace.team, day=subject.today)


def _intention_card(subject: Subject, record: str | None) -> object | None:
    """The cards of the household's pairs that go on, or of one of its pairs; None without any."""
    from yihu.printing.papers import IntentionPaper

    store, household = subject.workspace.store, subject.household
    rows = store.listed(PAIRING, subject=household.id)
    pairings = [read_pairing(row.subject, row.record, row.properties) for row in rows]
    wanted = [
        pairing
        for pairing in pairings
        if pairing and (pairing.record == record if record else pairing.runs(subject.today))
    ]
    cards = tuple(_card_of(subject, pairing) for pairing in wanted)
    return IntentionPaper(household=household, cards=cards) if cards else None


def _card_of(subject: Subject, pairing: Pairing) -> IntentionCard:
    from yihu.printing.papers import IntentionCard, PledgeLine

    rows = subject.workspace.store.listed(HELPER, subject=pairing.helper)
    helper = read_helper(pairing.helper, rows[0].properties) if rows else None
    names = {person.row: person.name or "" for person in subject.household.persons}
    return IntentionCard(
        id=pairing.record.partition("~")[2],
        version=card_version(pairing),
        helper=pairing.helper_name or (helper.name if helper else ""),
        unit=helper.unit if helper else pairing.helper_unit,
        level=helper.level if helper else "",
        helper_phone=helper.phone if helper else "",
        since=pairing.since,
        pledges=tuple(
            PledgeLine(
                kind=each.kind,
                what=each.what,
                whom=names.get(each.member, ""),
                yuan=None if each.fen is None else Decimal(each.fen) / 100,
            )
            for each in pairing.pledges
            if each.state != BROKEN_OFF
        ),
    )


def _questionnaire(subject: Subject, record: str | None) -> object | None:
    from yihu.actions.questionnaires import filled_content

    workspace, values = subject.workspace, subject.document.values
    return filled_content(
        workspace, subject.household, values, record, lambda names: photos_of(workspace, names)
    )


Content = Callable[[Subject, str | None], object | None]
OF_HOUSEHOLD: dict[str, Content] = {
    "plan": plan_content,
    "card": _card,
    "handbook": _handbook,
    "life_map": _life_map,
    "visit_record": _visit,
    "questionnaire": _questionnaire,
    "intention_card": _intention_card,
    "consent": _consent,
}
"""Kind -> what one household's paper says; None where it can't be printed for it."""


def photos_of(workspace: Workspace, names: Iterable[str]) -> tuple[bytes, ...]:
    """The photos that are on this laptop; one that is damaged stands as such on the paper."""
    found = []
    for name in names:
        if not name:
            continue
        try:
            photo = read_photo(workspace, name)
        except UserError:
            photo = b""
        if photo is not None:
            found.append(photo)
    return tuple(found)


# papers of a village


def notice_content(workspace: Workspace, village_code: str, household_ids: Sequence[str]) -> NoticePaper:
    """A notice of the chosen households; its days are those of the newest procedure and its rules."""
    from yihu.printing.notice import notice_line
    from yihu.printing.papers import NoticePaper

    subjects = [read_subject(workspace, id_) for id_ in household_ids]
    today = workspace.clock.now().date().isoformat()
    newest = [procedures[0] for one in subjects if (procedures := one.after().procedures)]
    kind = _most(procedure.kind for procedure in newest)
    posted = _most(str(one.properties.get("notice_posted_on") or "") for one in newest) or today
    limits = [limits_of(one.household) for one in subjects]  # of several rules on one list the longest holds
    days = max(each.exit_notice_days if kind == "exit" else each.notice_days for each in limits)
    said = [one.properties.get("notice_days") for one in newest]
    days = max([days, *(each for each in said if isinstance(each, int))])
    first = subjects[0].household
    return NoticePaper(
        township=first.township or "",
        village=first.village or "",
        village_code=village_code,
        procedure=kind,
        posted_on=posted,
        until=after_working_days(date.fromisoformat(posted), days).isoformat(),
        days=days,
        households=tuple(notice_line(one.household, today) for one in subjects),
    )


def minutes_content(workspace: Workspace, village_code: str, household_ids: Sequence[str]) -> MinutesPaper:
    """The minutes of the review of the chosen households, as far as their newest procedures tell."""
    from yihu.printing.papers import MinutesPaper

    reviewed = [
        (subject, procedures[0].properties if (procedures := subject.after().procedures) else {})
        for subject in (read_subject(workspace, id_) for id_ in household_ids)
    ]
    first = reviewed[0][0].household
    told = [known for _, known in reviewed]
    present = [number for known in told if isinstance(number := known.get("review_present"), int)]
    opinions = dict.fromkeys(str(known["review_minutes"]) for known in told if known.get("review_minutes"))
    return MinutesPaper(
        township=first.township or "",
        village=first.village or "",
        village_code=village_code,
        day=_most(str(known.get("reviewed_on") or "") for known in told),
        place=_most(str(known.get("review_place") or "") for known in told),
        chair=_most(str(known.get("review_chair") or "") for known in told),
        recorder=_most(str(known.get("review_recorder") or "") for known in told),
        present=max(present, default=None),
        opinions="\n".join(opinions),
        households=tuple(_reviewed(subject.household, known) for subject, known in reviewed),
    )


def _reviewed(household: Household, known: Mapping[str, object]) -> Reviewed:
    from yihu.printing.papers import Reviewed

    return Reviewed(
        number=household.number or "",
        head_name=household.head_name or "",
        group=household.group or "",
        persons=len(household.persons) or household.member_count,
        category=household.category or "",
        votes_for=_count(known, "votes_for"),
        votes_against=_count(known, "votes_against"),
        votes_abstained=_count(known, "votes_abstained"),
        result=str(known.get("review_result") or ""),
    )


def _count(known: Mapping[str, object], name: str) -> int | None:
    value = known.get(name)
    return value if isinstance(value, int) else None


def summary_content(workspace: Workspace, village_code: str, _: Sequence[str]) -> SummaryPaper:
    """All households of a village, each counted once."""
    from yihu.printing.papers import SummaryPaper, Tally
    from yihu.printing.village_summary import summarize_causes

    figures: dict[str, Tally] = dict.fromkeys(
        ("all", "surveyed", "monitored", "planned", "unguaranteed"), Tally()
    )
    rows = list(village_rows(workspace, village_code))

    def households() -> Iterator[Household]:
        for row in rows:
            household = household_of(workspace, workspace.store.document(row.id))
            one = Tally(households=1, persons=len(household.persons) or row.persons)
            for name in _figures_of(row, household):
                figures[name] += one
            yield household

    paper = SummaryPaper(
        township=rows[0].township if rows else "",
        village=rows[0].village if rows else "",
        village_code=village_code,
        day=workspace.clock.now().date().isoformat(),
        figures=figures,
    )
    return summarize_causes(paper, households())


def _figures_of(row: HouseholdRow, household: Household) -> Iterator[str]:
    yield "all"
    if row.visit_state == "done":
        yield "surveyed"
    if (household.category or "") not in _NOT_MONITORED:
        yield "monitored"
    if row.plan_state in _PLANNED:
        yield "planned"
    if any(guarantee_of(household, name).met is False for name in _GUARANTEES):
        yield "unguaranteed"


def village_rows(workspace: Workspace, village_code: str) -> Iterator[HouseholdRow]:
    """All households of a village."""
    after = ""
    while page := workspace.store.households(HouseholdQuery(village=village_code), after, _PAGE):
        yield from page
        after = page[-1].id


def village_plan_content(workspace: Workspace, village_code: str, _: Sequence[str] = ()) -> VillagePlanPaper:
    """The plan of a village with its projects and their photos; one to fill in by hand where none was begun."""
    from yihu.printing.papers import VillagePlanPaper

    view = show_village_plan(workspace, village_code)
    names = [name for project in view.projects for name in (project.before, project.after) if name]
    photos = {name: found[0] for name in dict.fromkeys(names) if (found := photos_of(workspace, (name,)))}
    return VillagePlanPaper(
        township=view.township,
        village=view.village,
        village_code=village_code,
        day=view.today,
        plan=view.plan if view.begun else None,
        projects=view.projects,
        years=view.years if view.begun else None,
        granted=view.granted,
        photos=photos,
    )


OF_FUND = ("fund_statement",)
"""Kinds about a fund; `print_statement` prints them."""

VillageContent = Callable[[Workspace, str, Sequence[str]], object]
OF_VILLAGE: dict[str, VillageContent] = {
    "review_minutes": minutes_content,
    "notice": notice_content,
    "village_summary": summary_content,
    "village_plan": village_plan_content,
}
"""Kind -> what a village's paper says of the chosen households of it."""


def _most(texts: Iterable[str]) -> str:
    """The text that occurs most, empty ones aside."""
    counted = Counter(text for text in texts if text)
    return counted.most_common(1)[0][0] if counted else ""
