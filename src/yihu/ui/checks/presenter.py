"""The findings over the register (no Qt)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from yihu.actions.list_checks import list_checks, list_rules_of_checks
from yihu.actions.waive_check import restore_check, waive_check
from yihu.base.errors import UserError
from yihu.base.i18n import N_, translate, translate_count
from yihu.ui.routes import FundsRoute, HouseholdRoute, InterviewRoute, Route, VillagePlansRoute
from yihu.ui.state_words import household_name

if TYPE_CHECKING:
    from yihu.actions.list_checks import CheckLine, CheckReport
    from yihu.actions.save_list import ListOnScreen
    from yihu.actions.workspace import Workspace
    from yihu.base.progress import Progress

ERRORS, WARNINGS, WAIVED = "error", "warning", "waived"
FILTERS = (
    ("", N_("All")),
    (ERRORS, N_("Contradictions")),
    (WARNINGS, N_("To look at")),
    (WAIVED, N_("Confirmed as right")),
)


_WHO = re.compile(r"^(\{\w+\}\W*)+")
_PLACE = re.compile(r"\{\w+\}")


class ChecksPresenter:
    """State of the page: what is looked for, what was found, which finding is chosen."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.filter = ""
        self.village = ""
        self.rule = ""
        self.report: CheckReport | None = None

    def villages(self) -> tuple[tuple[str, str], ...]:
        """(code, name) to choose from."""
        return tuple((row.code, row.name or row.code) for row in self.workspace.store.villages())

    def rules(self) -> tuple[tuple[str, str], ...]:
        """(id, words) of the rules that found something, the most frequent first."""
        found = self.report.by_rule if self.report else {}
        titles = {entry.id: _title(entry.message()) for entry in list_rules_of_checks()}
        ordered = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
        return tuple((rule, f"{titles.get(rule, rule)} ({count})") for rule, count in ordered)

    def find(self, progress: Progress) -> CheckReport:
        """Go through the register; to be called off the window's thread. Raises Cancelled."""
        return list_checks(
            self.workspace,
            village=self.village or None,
            severity=self.filter if self.filter in (ERRORS, WARNINGS) else None,
            waived=self.filter == WAIVED,
            progress=progress,
        )

    def take(self, report: CheckReport) -> None:
        """Show this from now on."""
        self.report = report

    def lines(self) -> tuple[CheckLine, ...]:
        """The findings shown: of the chosen rule, or all."""
        lines = self.report.lines if self.report else ()
        return tuple(line for line in lines if self.rule in ("", line.rule))

    def heading(self) -> str:
        """How many, in how many households."""
        if self.report is None:
            return ""
        lines = self.lines()
        households = len({line.household_id for line in lines if line.about == "household"})
        words = translate_count("{count} finding", "{count} findings", len(lines)).format(
            count=f"{len(lines):,}"
        )
        where = translate_count("in {count} household", "in {count} households", households)
        return f"{words} {where.format(count=f'{households:,}')}"

    def listed(self) -> ListOnScreen:
        """The findings shown, to be saved as a file."""
        from yihu.actions.save_list import ListColumn, ListOnScreen

        lines = self.lines()
        words = dict(FILTERS)[self.filter]
        village = dict(self.villages()).get(self.village, "")
        return ListOnScreen(
            name="checks",
            title=translate(N_("Checks")),
            filter=" · ".join(part for part in (village, translate(words), self.rule) if part),
            columns=(
                ListColumn(name="rule", title=translate(N_("Rule"))),
                ListColumn(name="village", title=translate(N_("Village"))),
                ListColumn(name="group", title=translate(N_("Group"))),
                ListColumn(name="household_number", title=translate(N_("Household number"))),
                ListColumn(name="head_name", title=translate(N_("Head of the household"))),
                ListColumn(name="person_name", title=translate(N_("Member"))),
                ListColumn(name="finding", title=translate(N_("What contradicts"))),
            ),
            rows=lambda: (
                (
                    line.rule,
                    line.village,
                    line.group,
                    line.household_number,
                    line.head_name,
                    line.member,
                    line.message,
                )
                for line in lines
            ),
            total=len(lines),
            people=len({line.household_id for line in lines}),
        )

    def may_write(self, line: CheckLine) -> bool:
        """Whether a finding can be waived on this laptop; a sum can only be put right."""
        return self.workspace.store.role != "viewer" and line.about == "household"

    def place(self, line: CheckLine) -> str:
        """Village and group."""
        return " ".join(part for part in (line.village, line.group) if part)

    def name(self, line: CheckLine) -> str:
        """The household, by its head."""
        return household_name(line.head_name) if line.about == "household" else line.head_name

    def route(self, line: CheckLine) -> Route:
        """The household's page, or the fund's or village's."""
        return _sums_route(line) or HouseholdRoute(household_id=line.household_id)

    def answer_route(self, line: CheckLine) -> Route:
        """The survey, to correct the answer; what holds the sum."""
        return _sums_route(line) or InterviewRoute(household_id=line.household_id)

    def waive(self, line: CheckLine, reason: str) -> tuple[str, bool]:
        """Say that it is right as it is; what is to be told, and whether it was done."""
        try:
            waive_check(self.workspace, line.household_id, line.rule, line.person_row, reason)
        except UserError as trouble:
            return f"{trouble.explain()} {trouble.advise()}", False
        return translate(N_("It doesn't count any more. The reason is handed over with the answers.")), True

    def restore(self, line: CheckLine) -> tuple[str, bool]:
        """Let it count again; what is to be told, and whether it was done."""
        try:
            restore_check(self.workspace, line.household_id, line.rule, line.person_row)
        except UserError as trouble:
            return f"{trouble.explain()} {trouble.advise()}", False
        return translate(N_("It counts again.")), True


def _sums_route(line: CheckLine) -> Route | None:
    if line.about == "fund":
        return FundsRoute(fund=line.household_id)
    return VillagePlansRoute(village=line.household_number) if line.about == "village" else None


def _title(message: str) -> str:
    """A rule's sentence without the names of those it is about."""
    return _PLACE.sub("…", _WHO.sub("", message)).rstrip("。.")
