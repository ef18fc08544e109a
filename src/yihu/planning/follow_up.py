"""After the plan: visits (走访记录), the progress of each measure, quarterly income."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from yihu.planning.plan import Measure, Plan
from yihu.planning.records import fields_of, records_with
from yihu.register.answers import PropertyMaps, Row, Value

NOT_BEGUN, RUNNING, DONE, STOPPED = "not_begun", "running", "done", "stopped"
ENDED = (DONE, STOPPED)
_YEARS = range(1900, 2200)
"""Of quarters; what another number may mean is nobody's income of three months."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How one measure stood on one visit.

    Attributes:
        measure: row id of the measure in its plan.
        state: `not_begun`, `running`, `done` or `stopped` (with `stop_reason`); empty while nobody said it.
        gain_yuan: really gained or saved so far in the visit's year.
        photo: name of an attachment.
    """

    measure: str
    content: str = ""
    state: str = ""
    stop_reason: str = ""
    gain_yuan: Decimal | None = None
    photo: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One visit after the survey. Dates are ISO; texts are empty when not filled in.

    Attributes:
        record: its name, to open it again.
        photos: names of attachments. signature: the same.
    """

    record: str
    on: str = ""
    by: str = ""
    met: str = ""
    how: str = ""
    changes: tuple[str, ...] = ()
    issue: str = ""
    help_kinds: tuple[str, ...] = ()
    help: str = ""
    help_yuan: Decimal | None = None
    measures_state: str = ""
    next_step: str = ""
    next_on: str = ""
    photos: tuple[str, ...] = ()
    signature: str = ""
    remarks: str = ""
    progress: tuple[Progress, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarter:
    """Income of three months, in yuan. `net_yuan` is what the parts come to."""

    record: str
    year: int
    number: int
    by: str = ""
    wages_yuan: Decimal = Decimal(0)
    business_yuan: Decimal = Decimal(0)
    property_yuan: Decimal = Decimal(0)
    transfers_yuan: Decimal = Decimal(0)
    costs_yuan: Decimal = Decimal(0)
    note: str = ""
    signature: str = ""

    @property
    def net_yuan(self) -> Decimal:
        """Parts less costs."""
        earned = self.wages_yuan + self.business_yuan + self.property_yuan + self.transfers_yuan
        return earned - self.costs_yuan


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureStanding:
    """A measure of the plan in force with the last that was heard of it.

    Attributes:
        on: ISO date of the visit that told; empty when none did.
        late: its deadline has passed and it is neither done nor stopped.
    """

    measure: Measure
    state: str = NOT_BEGUN
    on: str = ""
    stop_reason: str = ""
    gain_yuan: Decimal | None = None
    photo: str = ""
    late: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """All that happened to a household after its survey.

    Attributes:
        visits, quarters: the newest first.
        doubled: quarters that more than one record tells of; the record written last by name counts.
    """

    visits: tuple[Visit, ...] = ()
    quarters: tuple[Quarter, ...] = ()
    doubled: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Gains:
    """Yuan a year: expected (from, to) and told on visits, of measures that are not stopped."""

    low_yuan: Decimal = field(default=Decimal(0))
    high_yuan: Decimal = field(default=Decimal(0))
    actual_yuan: Decimal = field(default=Decimal(0))


def read_follow_up(values: Mapping[str, Value], property_maps: PropertyMaps) -> FollowUp:
    """Visits and quarters out of a household's answers. Args as `register.read_household`."""
    visits = [
        _visit(record, answers.single, answers.rows_of("progress"))
        for record, answers in records_with(values, property_maps, "visits", "progress")
    ]
    quarters = [
        quarter
        for record, answers in records_with(values, property_maps, "quarters")
        if (quarter := _quarter(record, answers.single)) is not None
    ]
    latest = {(quarter.year, quarter.number): quarter for quarter in quarters}
    told = [(quarter.year, quarter.number) for quarter in quarters]
    return FollowUp(
        visits=tuple(sorted(visits, key=lambda visit: (visit.on, visit.record), reverse=True)),
        quarters=tuple(latest[key] for key in sorted(latest, reverse=True)),
        doubled=tuple(sorted({key for key in told if told.count(key) > 1})),
    )


def stand_of_measures(plan: Plan | None, visits: Sequence[Visit], today: str) -> tuple[MeasureStanding, ...]:
    """Each measure of the plan with the newest word on it. `visits`: the newest first; `today`: ISO date."""
    return tuple(_standing(measure, visits, today) for measure in (plan.measures if plan else ()))


def sum_gains(standings: Iterable[MeasureStanding]) -> Gains:
    """What was expected of the measures and what came of them so far."""
    going_on = [each for each in standings if each.state != STOPPED and each.measure.gain_kind != "none"]
    return Gains(
        low_yuan=sum((each.measure.gain_low_yuan or Decimal(0) for each in going_on), Decimal(0)),
        high_yuan=sum((each.measure.gain_high_yuan or Decimal(0) for each in going_on), Decimal(0)),
        actual_yuan=sum((each.gain_yuan or Decimal(0) for each in going_on), Decimal(0)),
    )


def last_seen(visit_date: str | None, visits: Sequence[Visit], until: str = "") -> str:
    """ISO date on which somebody of the team last met the household; a telephone call isn't meeting it.

    `until`: ISO date after which nobody can have met it yet; a later one is a mistake and counts as none.
    """
    met = (visit.on for visit in visits if visit.how != "phone")
    return max((on for on in (visit_date or "", *met) if not until or on <= until), default="")


def _standing(measure: Measure, visits: Sequence[Visit], today: str) -> MeasureStanding:
    for visit in visits:
        for told in visit.progress:
            if told.state and told.measure == measure.row:
                return MeasureStanding(
                    measure=measure,
                    state=told.state,
                    on=visit.on,
                    stop_reason=told.stop_reason,
                    gain_yuan=told.gain_yuan,
                    photo=told.photo,
                    late=_is_late(measure, told.state, today),
                )
    return MeasureStanding(measure=measure, late=_is_late(measure, NOT_BEGUN, today))


def _is_late(measure: Measure, state: str, today: str) -> bool:
    return state not in ENDED and bool(measure.deadline) and (measure.deadline or "") < today


def _visit(record: str, single: Mapping[str, str], rows: tuple[Row, ...]) -> Visit:
    known = fields_of(single, "follow_up_")
    names = Visit.__dataclass_fields__.keys() - {"record", "on", "photos", "progress", "next_on"}
    photos = (known.get("photo"), known.get("photo_2"))
    return Visit(
        record=record,
        on=known.get("date", ""),
        next_on=known.get("next_date", ""),
        photos=tuple(photo for photo in photos if photo),
        progress=tuple(_progress(row) for row in rows if row.properties.get("progress_measure")),
        **{name: value for name, value in known.items() if name in names},
    )


def _progress(row: Row) -> Progress:
    known = fields_of(row.properties, "progress_")
    return Progress(**{name: value for name, value in known.items() if name in Progress.__dataclass_fields__})


def _quarter(record: str, single: Mapping[str, str]) -> Quarter | None:
    known = fields_of(single, "quarter_")
    if known.get("year") not in _YEARS or known.get("number") not in ("1", "2", "3", "4"):
        return None
    known["number"] = int(known["number"])
    names = Quarter.__dataclass_fields__
    return Quarter(record=record, **{name: value for name, value in known.items() if name in names})
