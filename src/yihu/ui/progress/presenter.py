"""How far the work is, by village, unit, group or helper (no Qt)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from yihu.actions.report_progress import BY_HELPER, GROUP, LEVEL, UNIT, VILLAGE, report_progress
from yihu.base.i18n import N_, translate, translate_count
from yihu.planning.progress import percent
from yihu.printing.charts import Line, Series, Stack, StackedBars
from yihu.register.subjects import division_prefix
from yihu.ui.progress.dots import VillageDot
from yihu.ui.routes import ListFilter, VisitsRoute
from yihu.ui.tone import Tone

if TYPE_CHECKING:
    from yihu.actions import ProgressReport, ProgressRow
    from yihu.actions.workspace import Workspace

Fact = tuple[str, str, str, Tone]
WAYS = (
    (VILLAGE, N_("by village")),
    (UNIT, N_("by unit")),
    (GROUP, N_("by group")),
    (LEVEL, N_("by level")),
    (BY_HELPER, N_("by helper")),
)
CHARTED = 12
STEP_WORDS = {
    "visit": N_("visit the rest"),
    "plan": N_("make the plans"),
    "sign": N_("have the plans signed"),
    "carry_out": N_("carry out the measures"),
    "": N_("everything is done"),
}
_PARTS = (
    ("signed", N_("Plan signed"), "green"),
    ("planned", N_("Plan, not signed"), "blue"),
    ("visited", N_("Surveyed, no plan"), "amber"),
    ("households", N_("Not surveyed"), "grey"),
)
LIST_WORDS = {
    "households": N_("All of {name}"),
    "visited": N_("{name}, surveyed"),
    "planned": N_("{name}, with a plan"),
    "signed": N_("{name}, plan signed"),
    "met": N_("{name}, met"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A division to choose. `code`: 12 digits; empty for all."""

    code: str
    words: str


class ProgressPresenter:
    """State of the page: what is counted by, of which division, since when."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.by, self.division, self.since = VILLAGE, "", ""
        self.report: ProgressReport | None = None
        self._places: dict[str, tuple[float, float]] = {}

    def dots(self) -> tuple[VillageDot, ...]:
        """The villages counted whose place is known."""
        rows = self.report.rows if self.report and self.report.by == VILLAGE else ()
        return tuple(
            VillageDot(
                code=row.progress.key,
                name=row.label,
                north=self._places[row.progress.key][0],
                east=self._places[row.progress.key][1],
                households=row.progress.households,
                visited=row.progress.visited,
                signed=row.progress.signed,
            )
            for row in rows
            if row.progress.key in self._places
        )

    def places(self) -> tuple[Place, ...]:
        """All, then the townships that have villages here."""
        found: dict[str, str] = {}
        for row in self.workspace.store.villages():
            if row.code.isdigit():
                found.setdefault(f"{row.code[:9]}000", row.township or row.code[:9])
        townships = (Place(code=code, words=words) for code, words in sorted(found.items()))
        return (Place(code="", words=translate(N_("All places"))), *townships)

    def find(self) -> ProgressReport:
        """Count; to be called off the window's thread."""
        within = division_prefix(self.division) if self.division else ""
        self._places = self.workspace.store.village_places() if self.by == VILLAGE else {}
        return report_progress(self.workspace, self.by, within=within, since=self.since or None)

    def take(self, report: ProgressReport) -> None:
        """Show this from now on."""
        self.report = report

    def is_empty(self) -> bool:
        """Whether there is nothing to count in this way."""
        return self.report is None or not self.report.rows

    def empty_words(self) -> tuple[str, str]:
        """What to do first."""
        if self.by == VILLAGE:
            return (
                translate(N_("There is nothing to count yet.")),
                translate(N_("Write down households or receive a file; the figures come by themselves.")),
            )
        return (
            translate(N_("Nobody is paired yet.")),
            translate(N_("Pair households with helpers under “Campaign”; then their progress stands here.")),
        )

    def facts(self) -> tuple[Fact, ...]:
        """Of all together, beside what the timetable asks."""
        if self.report is None:
            return ()
        whole, due = self.report.whole.progress, self.report.due_percent
        return (
            (
                translate(N_("Households")),
                f"{whole.households:,}",
                translate(STEP_WORDS[whole.next_step]),
                "grey",
            ),
            self._share(N_("Surveyed"), whole.visited, whole.households, due),
            self._share(N_("Plans signed"), whole.signed, whole.households, due),
            (
                translate(N_("Met")),
                f"{whole.met:,}",
                translate(N_("since {day}")).format(day=self.report.since),
                "grey",
            ),
            self._share(N_("Measures done"), whole.measures_done, whole.measures, due),
            (
                translate(N_("Income gained")),
                f"{whole.gained_cents // 100:,}",
                translate(N_("yuan, of {yuan} expected")).format(yuan=f"{whole.expected_cents // 100:,}"),
                "grey",
            ),
        )

    def _share(self, name: str, part: int, whole: int, due: int) -> Fact:
        share = percent(part, whole)
        if share is None or self.report is None:
            return translate(name), f"{part:,}", translate(N_("nothing to count yet")), "grey"
        behind = self.report.timetable.is_behind(share, self.report.today)
        words = translate(N_("{share} %, timetable {due} %")).format(share=share, due=due)
        return translate(name), f"{part:,}", words, "amber" if behind else "green"

    def chart(self) -> StackedBars:
        """The rows that are farthest behind first, then the largest; each part opens its list."""
        rows = self._charted()
        return StackedBars(
            series=tuple(Series(name=translate(words), key=key, tone=tone) for key, words, tone in _PARTS),  # type: ignore[arg-type]
            rows=tuple(
                Stack(label=row.label or "-", key=row.progress.key, values=_parts(row)) for row in rows
            ),
            unit=translate(N_(" households")),
        )

    def chart_note(self) -> str:
        """What a press does, and that not all rows are drawn where that is so."""
        if self.report is None or len(self.report.rows) <= CHARTED:
            return translate(N_("press a part to see who"))
        words = N_("{count} of {whole}, those behind first; press a part to see who")
        return translate(words).format(count=CHARTED, whole=len(self.report.rows))

    def weeks(self) -> Line | None:
        """Surveys finished week by week; None where there are fewer than two weeks."""
        if (
            self.report is None
            or len(self.report.weeks) < 2
            or not any(count for _, count in self.report.weeks)
        ):
            return None
        mondays = tuple(monday for monday, _ in self.report.weeks)
        return Line(
            labels=tuple(f"{int(monday[5:7])}-{int(monday[8:])}" for monday in mondays),
            keys=mondays,
            series=(Series(name=translate(N_("Surveyed")), key="surveyed", tone="green"),),
            values=(tuple(float(count) for _, count in self.report.weeks),),
        )

    def stuck(self) -> Iterator[tuple[str, str, VisitsRoute]]:
        """(who, the one next thing, their list) of those far behind, the farthest first."""
        if self.report is None:
            return
        for row in self.report.stuck:
            each = row.progress
            words = translate_count(
                "{signed} of {count} household signed; next: {step}",
                "{signed} of {count} households signed; next: {step}",
                each.households,
            )
            told = words.format(
                signed=each.signed, count=each.households, step=translate(STEP_WORDS[each.next_step])
            )
            yield row.label or "-", told, self.list_of(row, "households")

    def chosen(self, key: str, series: str) -> VisitsRoute | None:
        """The list that a part of a bar opens."""
        rows = self.report.rows if self.report else ()
        row = next((each for each in rows if each.progress.key == key), None)
        return None if row is None else self.list_of(row, series or "households")

    def chosen_week(self, monday: str) -> VisitsRoute:
        """The households whose survey was finished in a week."""
        from datetime import date, timedelta

        last = (date.fromisoformat(monday) + timedelta(days=6)).isoformat()
        assert self.report is not None
        query = replace(self.report.whole.lists["households"], surveyed=(monday, last), among=None)
        words = translate(N_("Surveyed in the week of {monday}")).format(monday=monday)
        return VisitsRoute(filter=ListFilter(query=query, words=words))

    def list_of(self, row: ProgressRow, name: str) -> VisitsRoute:
        """The list of one of a row's numbers."""
        query = row.lists.get(name, row.lists["households"])
        if name == "visited":
            query = row.lists["visited"]
        words = translate(LIST_WORDS.get(name, LIST_WORDS["households"])).format(name=row.label or "-")
        return VisitsRoute(filter=ListFilter(query=query, words=words))

    def _charted(self) -> tuple[ProgressRow, ...]:
        if self.report is None:
            return ()
        behind = {row.progress.key for row in self.report.stuck}
        others = sorted(
            (row for row in self.report.rows if row.progress.key not in behind),
            key=lambda row: (-row.progress.households, row.progress.key),
        )
        return (*self.report.stuck, *others)[:CHARTED]


def _parts(row: ProgressRow) -> tuple[float, ...]:
    each = row.progress
    visited = max(each.visited, each.planned)
    return (
        float(each.signed),
        float(each.planned - each.signed),
        float(visited - each.planned),
        float(each.households - visited),
    )
