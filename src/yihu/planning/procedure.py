"""The official procedure (识别, 风险消除, 退出) as a line of steps with dates, documents and who.

Which steps there are, in which order, and how long a notice hangs, is a matter of the rules in force; domain
facts 5. Days of a notice are counted on the Chinese working calendar.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from yihu.base.i18n import N_
from yihu.planning.records import fields_of, records_with
from yihu.register.answers import PropertyMaps, Value
from yihu.register.working_days import LONGEST, after_working_days, is_known, working_days_between

DONE, REFUSED, NEXT, WAITING, LATER = "done", "refused", "next", "waiting", "later"

TITLES = {
    "application": N_("Application"),
    "consent": N_("Consent"),
    "visit": N_("Visit to the household"),
    "comparison": N_("Comparison by departments"),
    "recognised": N_("Agreed by the head"),
    "review": N_("Democratic review"),
    "notice": N_("Notice in the village"),
    "township": N_("Township"),
    "second_notice": N_("Second notice"),
    "county": N_("County"),
    "announcement": N_("Announcement"),
    "entered": N_("Entered into the higher system"),
}

_TAKING_IN = ("application", "consent", "visit", "comparison", "review", "notice", "township", "county")
_STEPS = {
    ("identification", True): (
        "application",
        "visit",
        "review",
        "notice",
        "township",
        "second_notice",
        "county",
        "announcement",
        "entered",
    ),
    ("identification", False): (*_TAKING_IN, "announcement", "entered"),
    ("removal", False): (
        "application",
        "visit",
        "recognised",
        "review",
        "notice",
        "township",
        "county",
        "entered",
    ),
    ("exit", False): (
        "application",
        "review",
        "visit",
        "recognised",
        "notice",
        "township",
        "county",
        "announcement",
    ),
}
"""(kind, whether under the registration of 2014 to 2020) -> its steps in their order (两公示一公告 before 2021)."""

REGISTRATION = "registration-2014"

_ON = {
    "application": "applied_on",
    "consent": "procedure_consent_on",
    "visit": "verified_on",
    "comparison": "compared_on",
    "recognised": "recognised_on",
    "review": "reviewed_on",
    "notice": "notice_ended_on",
    "township": "township_decided_on",
    "second_notice": "second_notice_ended_on",
    "county": "county_decided_on",
    "announcement": "announced_on",
    "entered": "entered_on",
}
_BY = {
    "application": "applicant",
    "consent": "procedure_consent_name",
    "visit": "verified_by",
    "review": "review_chair",
    "township": "township_by",
    "county": "county_by",
}
_PHOTO = {
    "application": "application_photo",
    "consent": "procedure_consent_photo",
    "visit": "verified_photo",
    "recognised": "recognised_photo",
    "review": "review_photo",
    "notice": "notice_photo",
    "township": "township_photo",
    "county": "county_photo",
    "announcement": "announced_photo",
}
_SAYS_NO = {
    "review": ("review_result", "refused"),
    "township": ("township_decision", "refused"),
    "county": ("county_decision", "refused"),
}
_POSTED = {
    "notice": ("notice_posted_on", "notice_days"),
    "second_notice": ("second_notice_posted_on", "second_notice_days"),
}
_USUAL_NOTICE_DAYS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a procedure. Dates are ISO, empty while unknown.

    Attributes:
        name: key of `TITLES`.
        state: `done`; `refused` (the procedure ends here); `waiting` (a notice hangs, until `until`);
            `next` (to be done now); `later`.
        on: when it was done. by: who did or decided it. document: number of the paper. photo: attachment.
        until: when it has to be done, or when a notice that hangs may be taken down.
        short: a notice that was taken down too early: how many working days it hung.
        long: one that hung for longer than any notice does: how many; one of its dates is wrong.
        calendar_known: whether the holidays of `until`'s year are in the table.
    """

    name: str
    state: str
    on: str = ""
    by: str = ""
    document: str = ""
    photo: str = ""
    until: str = ""
    short: int | None = None
    long: int | None = None
    calendar_known: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure:
    """One procedure of a household.

    Attributes:
        record: its name, to open it again.
        kind: `identification`, `removal` or `exit`.
        profile: id of the rules it is held by; empty when the record doesn't say.
        properties: all its answers by property, as their kinds have them.
    """

    record: str
    kind: str
    profile: str = ""
    steps: tuple[Step, ...] = ()
    properties: Mapping[str, object] = field(default_factory=dict)

    @property
    def state(self) -> str:
        """`done`, `refused`, or `running`."""
        if any(step.state == REFUSED for step in self.steps):
            return REFUSED
        return DONE if self.steps and all(step.state == DONE for step in self.steps) else "running"

    def now(self) -> Step | None:
        """The step that is to be done or waited for now."""
        return next((step for step in self.steps if step.state in (NEXT, WAITING)), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeLimits:
    """In working days, but for the notice in the village where the rules say so.

    Attributes:
        visit_days: from the application to the visit. total_days: to the county's decision.
        notice_days: that a notice hangs at least; exit_notice_days: before a household leaves poverty.
    """

    visit_days: int = 2
    total_days: int = 20
    notice_days: int = _USUAL_NOTICE_DAYS
    exit_notice_days: int = _USUAL_NOTICE_DAYS


def read_procedures(
    values: Mapping[str, Value], property_maps: PropertyMaps, limits: TimeLimits | None = None
) -> tuple[Procedure, ...]:
    """A household's procedures, the newest first. Args as `register.read_household`."""
    found = [
        _procedure(record, fields_of(answers.single), limits or TimeLimits())
        for record, answers in records_with(values, property_maps, "procedures")
    ]
    return tuple(
        sorted(
            found, key=lambda each: (str(each.properties.get("applied_on", "")), each.record), reverse=True
        )
    )


def steps_of(kind: str, profile: str = "") -> tuple[str, ...]:
    """Names of the steps of a kind of procedure, in their order. An unknown kind has none."""
    registration = kind == "identification" and profile.partition("@")[0] == REGISTRATION
    return _STEPS.get((kind, registration), ())


def _procedure(record: str, known: dict[str, object], limits: TimeLimits) -> Procedure:
    kind, profile = str(known.get("procedure_kind", "")), str(known.get("procedure_profile", ""))
    steps: list[Step] = []
    open_before = False
    for name in steps_of(kind, profile):
        step = _step(name, known, limits, open_before)
        steps.append(step)
        open_before = open_before or step.state != DONE
    return Procedure(record=record, kind=kind, profile=profile, steps=tuple(steps), properties=known)


def _step(name: str, known: Mapping[str, object], limits: TimeLimits, blocked: bool) -> Step:
    on = _text(known, _ON[name])
    question, no = _SAYS_NO.get(name, ("", ""))
    refused = bool(on) and bool(question) and known.get(question) == no
    sent_back = known.get(f"{name}_decision") == "returned"
    posted = _text(known, _POSTED[name][0]) if name in _POSTED else ""
    state = (
        REFUSED
        if refused
        else DONE
        if on and not sent_back
        else LATER
        if blocked
        else WAITING
        if posted
        else NEXT
    )
    until = _until(name, known, limits, posted) if state in (NEXT, WAITING) else ""
    hung = _hung(on, posted)
    return Step(
        name=name,
        state=state,
        on=on,
        by=_text(known, _BY.get(name, "")),
        document=_text(known, f"{name}_document"),
        photo=_text(known, _PHOTO.get(name, "")),
        until=until,
        short=hung if hung is not None and hung < _hangs(name, known, limits) else None,
        long=hung if hung is not None and hung > LONGEST else None,
        calendar_known=not until or is_known(date.fromisoformat(until)),
    )


def _until(name: str, known: Mapping[str, object], limits: TimeLimits, posted: str) -> str:
    """When a notice may be taken down; when the visit, and the whole, have to be done."""
    if posted:
        return after_working_days(date.fromisoformat(posted), _hangs(name, known, limits)).isoformat()
    begun = _text(known, "applied_on")
    days = {"visit": limits.visit_days, "county": limits.total_days}.get(name)
    return after_working_days(date.fromisoformat(begun), days).isoformat() if begun and days else ""


def _hangs(name: str, known: Mapping[str, object], limits: TimeLimits) -> int:
    said = known.get(_POSTED[name][1])
    least = limits.exit_notice_days if known.get("procedure_kind") == "exit" else limits.notice_days
    return max(said if isinstance(said, int) else 0, least)


def _hung(on: str, posted: str) -> int | None:
    """Working days from the posting of a notice to its end."""
    return working_days_between(date.fromisoformat(posted), date.fromisoformat(on)) if on and posted else None


def _text(known: Mapping[str, object], name: str) -> str:
    value = known.get(name)
    return value if isinstance(value, str) else ""
