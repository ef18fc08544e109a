"""What is due in the villages (no Qt)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yihu.actions.show_follow_up import list_due
from yihu.base.i18n import N_, translate, translate_count
from yihu.ui.routes import FollowUpRoute, HouseholdRoute, Route
from yihu.ui.state_words import household_name
from yihu.ui.tone import Tone

if TYPE_CHECKING:
    from yihu.actions.save_list import ListOnScreen
    from yihu.actions.show_follow_up import DueLine, DueReport
    from yihu.actions.workspace import Workspace

DAYS = (7, 30, 90)


@dataclass(frozen=True, slots=True, kw_only=True)
class DueRow:
    """One row of a table: day, place, household, what; `route`: what opening it shows."""

    day: str
    tone: Tone
    place: str
    household: str
    what: str
    route: Route


class DuePresenter:
    """State of the page."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.days = DAYS[0]
        self.report: DueReport | None = None

    def find(self) -> DueReport:
        """Go through the register; to be called off the window's thread."""
        return list_due(self.workspace, days=self.days)

    def take(self, report: DueReport) -> None:
        """Show this from now on."""
        self.report = report

    def figures(self) -> tuple[tuple[str, str, str, Tone], ...]:
        """Late, soon, not met."""
        report = self.report
        if report is None:
            return ()
        late, soon = len(report.late), len(report.coming)
        more = report.households - report.shown
        words = translate_count("{count} further household", "{count} further households", more)
        return (
            (
                translate(N_("Late")),
                f"{late:,}",
                words.format(count=more) if more else " ",
                "red" if late else "grey",
            ),
            (
                translate(N_("Due soon")),
                f"{soon:,}",
                translate(N_("by {day}")).format(day=report.until),
                "grey",
            ),
            (
                translate(N_("Not met for long")),
                f"{report.unseen:,}",
                translate(N_("since {day}")).format(day=report.not_seen_since),
                "amber" if report.unseen else "grey",
            ),
        )

    def due_rows(self) -> tuple[DueRow, ...]:
        """Late first, then what comes."""
        report = self.report
        return tuple(_row(line) for line in (*report.late, *report.coming)) if report else ()

    def unseen_rows(self) -> tuple[DueRow, ...]:
        """Households that nobody met, by place."""
        report = self.report
        never = translate(N_("never"))
        return tuple(
            DueRow(
                day=row.seen_on or never,
                tone="amber",
                place=" ".join(part for part in (row.village, row.group) if part),
                household=household_name(row.head_name),
                what="",
                route=HouseholdRoute(household_id=row.id),
            )
            for row in (report.not_seen if report else ())
        )

    def listed(self) -> ListOnScreen:
        """What is late and due, whole, to be saved as a file."""
        from yihu.actions.save_list import ListColumn, ListOnScreen

        lines = (*self.report.late, *self.report.coming) if self.report else ()
        until = self.report.until if self.report else ""
        return ListOnScreen(
            name="due",
            title=translate(N_("Late and due soon")),
            filter=translate(N_("by {day}")).format(day=until),
            columns=(
                ListColumn(name="due_on", title=translate(N_("Day")), kind="date"),
                ListColumn(name="late", title=translate(N_("Late")), kind="code", code_list="yes_no"),
                ListColumn(name="village", title=translate(N_("Village"))),
                ListColumn(name="group", title=translate(N_("Group"))),
                ListColumn(name="household_number", title=translate(N_("Household number"))),
                ListColumn(name="head_name", title=translate(N_("Head of the household"))),
                ListColumn(name="kind", title=translate(N_("Kind"))),
                ListColumn(name="what", title=translate(N_("What is to be done"))),
            ),
            rows=lambda: (_cells(line) for line in lines),
            total=len(lines),
            people=len({line.household_id for line in lines}),
        )

    def text(self) -> str:
        """The list of what is due, to paste into a message: places and days, no names."""
        report = self.report
        if report is None:
            return ""
        lines = [
            f"{line.due.on}  {line.village} {line.group}  {line.household_number or '-'}  {_kind(line)}"
            for line in (*report.late, *report.coming)
        ]
        return "\n".join(lines)


def _row(line: DueLine) -> DueRow:
    return DueRow(
        day=line.due.on,
        tone="red" if line.late else "grey",
        place=" ".join(part for part in (line.village, line.group) if part),
        household=household_name(line.head_name),
        what=line.due.explain(),
        route=FollowUpRoute(household_id=line.household_id),
    )


def _cells(line: DueLine) -> tuple[str, ...]:
    return (
        line.due.on,
        "yes" if line.late else "no",
        line.village,
        line.group,
        line.household_number,
        line.head_name,
        _kind(line),
        line.due.explain(),
    )


_KINDS = {
    "visit": N_("visit"),
    "measure": N_("measure"),
    "goal": N_("goal of the plan"),
    "quarter": N_("income of the quarter"),
    "procedure": N_("procedure"),
}


def _kind(line: DueLine) -> str:
    return translate(_KINDS[line.due.kind])
