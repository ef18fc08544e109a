"""Villages by teams: expected, surveyed, received, gaps; and whom to call (no Qt)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yihu.actions.report_completeness import Completeness, report_completeness
from yihu.base.i18n import N_, translate, translate_count
from yihu.ui.moments import day, long_moment
from yihu.ui.routes import ListFilter, VisitsRoute
from yihu.ui.tone import Tone

if TYPE_CHECKING:
    from yihu.actions.report_completeness import Call, LaptopHandover, TeamProgress, VillageProgress
    from yihu.actions.save_list import ListOnScreen
    from yihu.actions.workspace import Workspace

OLD_DAYS = 7
DAY_MS = 24 * 60 * 60 * 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressRow:
    """One team in one village.

    Attributes:
        newest: day of its newest work here; `newest_ms` for sorting, 0 none. gaps: pieces that haven't come.
    """

    village: str
    code: str
    team: str
    expected: int
    visited: int
    finished: int
    percent: int
    conflicts: int
    newest: str
    newest_ms: int
    newest_tone: Tone
    gaps: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CallLine:
    """Somebody to call: whom, about what, how many households are open."""

    who: str
    about: str
    open: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LaptopLine:
    """A laptop and when it last handed over."""

    who: str
    received: str
    tone: Tone


class CompletenessPresenter:
    """State of the page."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.report: Completeness | None = None

    def find(self) -> Completeness:
        """Count anew; from any thread."""
        return report_completeness(self.workspace)

    def take(self, report: Completeness) -> None:
        """Show what `find` gave."""
        self.report = report

    def is_empty(self) -> bool:
        """Whether there is no household at all."""
        return self.report is not None and not self.report.villages

    def heading(self) -> str:
        """The line beside the title."""
        if self.report is None:
            return ""
        villages = self.report.villages
        expected, finished = sum(v.expected for v in villages), sum(v.finished for v in villages)
        counted = translate_count("{count} village", "{count} villages", len(villages)).format(
            count=len(villages)
        )
        done = translate(N_("surveyed {finished} of {expected}")).format(finished=finished, expected=expected)
        return " · ".join((counted, done))

    def rows(self) -> tuple[ProgressRow, ...]:
        """The table."""
        villages = self.report.villages if self.report else ()
        return tuple(self._row(village, team) for village in villages for team in village.teams)

    def _row(self, village: VillageProgress, team: TeamProgress) -> ProgressRow:
        now = self.workspace.clock.now()
        newest, old = team.newest_ms or 0, now.timestamp() * 1000 - OLD_DAYS * DAY_MS
        lines = [gap.last - gap.first + 1 for gap in village.gaps if gap.team == team.team]
        return ProgressRow(
            village=village.name or village.code,
            code=village.code,
            team=team.team or translate(N_("nobody yet")),
            expected=team.expected,
            visited=team.visited,
            finished=team.finished,
            percent=round(100 * team.finished / team.expected) if team.expected else 0,
            conflicts=team.conflicts,
            newest=day(newest, now) if newest else translate(N_("nothing yet")),
            newest_ms=newest,
            newest_tone="red" if not newest else "amber" if newest < old else "green",
            gaps=sum(lines),
        )

    def listed(self) -> ListOnScreen:
        """The table, to be saved as a file."""
        from yihu.actions.save_list import ListColumn, ListOnScreen

        rows = self.rows()
        return ListOnScreen(
            name="progress-of-villages",
            title=translate(N_("Progress of the villages")),
            columns=(
                ListColumn(name="division_code", title=translate(N_("Code of the village"))),
                ListColumn(name="village", title=translate(N_("Village"))),
                ListColumn(name="team", title=translate(N_("Team"))),
                ListColumn(name="expected", title=translate(N_("Expected")), kind="integer"),
                ListColumn(name="visited", title=translate(N_("Visited")), kind="integer"),
                ListColumn(name="finished", title=translate(N_("Surveyed")), kind="integer"),
                ListColumn(name="percent", title=translate(N_("Surveyed so far")), kind="integer"),
                ListColumn(name="conflicts", title=translate(N_("Answers that differ")), kind="integer"),
                ListColumn(name="missing", title=translate(N_("Missing")), kind="integer"),
            ),
            rows=lambda: (
                (
                    row.code,
                    row.village,
                    row.team,
                    row.expected,
                    row.visited,
                    row.finished,
                    row.percent,
                    row.conflicts,
                    row.gaps,
                )
                for row in rows
            ),
            total=len(rows),
        )

    def calls(self) -> tuple[CallLine, ...]:
        """Whom to call, the most urgent first."""
        return tuple(_call(call) for call in (self.report.calls if self.report else ()))

    def call_text(self) -> str:
        """The call list as text to copy or print."""
        head = translate(N_("To call, {when}")).format(
            when=long_moment(int(self.workspace.clock.now().timestamp() * 1000), self.workspace.clock.now())
        )
        lines = [
            f"□ {line.who}: {line.about}" + (f" ({line.open})" if line.open else "") for line in self.calls()
        ]
        return "\n".join((head, *lines))

    def laptops(self) -> tuple[LaptopLine, ...]:
        """The other laptops and when their last file came."""
        return tuple(
            self._laptop(one) for one in (self.report.laptops if self.report else ()) if not one.mine
        )

    def _laptop(self, one: LaptopHandover) -> LaptopLine:
        now = self.workspace.clock.now()
        who = " · ".join(dict.fromkeys(part for part in (one.team, one.laptop) if part))
        if one.received_ms is None:
            through = translate(N_("only through others")) if one.changesets else translate(N_("nothing yet"))
            return LaptopLine(who=who, received=through, tone="amber" if one.changesets else "red")
        old = one.received_ms < now.timestamp() * 1000 - OLD_DAYS * DAY_MS
        return LaptopLine(who=who, received=day(one.received_ms, now), tone="amber" if old else "green")

    def route_of(self, row: ProgressRow) -> VisitsRoute:
        """The village's households."""
        return VisitsRoute(filter=ListFilter(village=row.code))


def _call(call: Call) -> CallLine:
    opened = translate_count(N_("{count} household to survey"), N_("{count} households to survey"), call.open)
    return CallLine(
        who=" · ".join(dict.fromkeys(part for part in (call.team, call.laptop) if part)),
        about=" ".join(call.reasons),
        open=opened.format(count=call.open) if call.open else "",
    )
