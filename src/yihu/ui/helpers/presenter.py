"""Helpers: all of them, or one with its households and pledges (no Qt)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from yihu.actions.helpers import (
    division_for,
    end_helper,
    list_helper_groups,
    list_helpers,
    show_helper,
)
from yihu.actions.import_helpers import import_helpers
from yihu.actions.make_pairs import end_pairs
from yihu.actions.show_pairs import event_words
from yihu.actions.subjects import begin_subject
from yihu.base.i18n import N_, translate, translate_count
from yihu.planning.pairing import HELPER, HELPER_GROUP
from yihu.register.codes import label
from yihu.storage.roles import VIEWER
from yihu.ui.moments import long_moment
from yihu.ui.pairing.presenter import place, pledge_words
from yihu.ui.routes import HouseholdRoute, InterviewRoute, Route
from yihu.ui.state_words import household_name
from yihu.ui.tone import Tone

if TYPE_CHECKING:
    from yihu.actions.helpers import GroupLine, HelperLine, HelperReport, HelperView
    from yihu.actions.import_helpers import HelperImport
    from yihu.actions.make_pairs import PairReport
    from yihu.actions.save_list import ListOnScreen
    from yihu.actions.show_pairs import PairLine
    from yihu.actions.workspace import Workspace
    from yihu.base.progress import Progress

Fact = tuple[str, str, str, Tone]
HEADS = (
    N_("Helper"),
    N_("Kind"),
    N_("Unit"),
    N_("Helper group"),
    N_("Telephone"),
    N_("What it can give"),
    N_("Households it has"),
)
PAIR_HEADS = (N_("Household"), N_("Village, group"), N_("Role"), N_("Since"), N_("Three ones"), N_("Card"))
GROUP_HEADS = (N_("Helper group"), N_("Leader"), N_("Helpers"), N_("Villages and households"))
_PROBLEMS_SHOWN = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A row: its texts, the tone of the last one, what opening it shows."""

    cells: tuple[str, ...]
    tone: Tone | None = None
    route: Route | None = None


class HelpersPresenter:
    """State of the page."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.text = ""
        self.helpers: tuple[HelperLine, ...] = ()
        self.groups: tuple[GroupLine, ...] = ()
        self.view: HelperView | None = None
        self.imported: HelperImport | None = None

    def may_write(self) -> bool:
        """Whether this laptop may write helpers down."""
        return self.workspace.store.role != VIEWER

    # all helpers

    def find(self) -> None:
        """Read all helpers and groups."""
        self.helpers = list_helpers(self.workspace, text=self.text)
        self.groups = list_helper_groups(self.workspace)

    def figures(self) -> tuple[Fact, ...]:
        """How many there are, what they can take, what they have."""
        active = [each for each in self.helpers if each.active]
        room = sum(max(each.capacity - each.has, 0) for each in active)
        groups = translate_count("in {count} group", "in {count} groups", len(self.groups))
        return (
            (translate(N_("Helpers")), f"{len(active):,}", groups.format(count=len(self.groups)), "grey"),
            (
                translate(N_("Can take at most")),
                f"{sum(each.capacity for each in active):,}",
                translate(N_("room for {count} more")).format(count=f"{room:,}"),
                "grey",
            ),
            (
                translate(N_("Without a household")),
                f"{sum(1 for each in active if not each.has):,}",
                " ",
                "amber" if any(not each.has for each in active) else "grey",
            ),
        )

    def rows(self) -> tuple[Shown, ...]:
        """One row a helper; those who help no more at the end."""
        return tuple(
            Shown(
                cells=(
                    each.name,
                    label("helper_kind", each.kind) if each.kind else "",
                    each.unit,
                    each.group,
                    each.phone,
                    _skills(each.skills),
                    f"{each.has} / {each.capacity}" if each.active else translate(N_("ended")),
                ),
                tone=_load_tone(each),
            )
            for each in self.helpers
        )

    def group_rows(self) -> tuple[Shown, ...]:
        """Leader, group, villages."""
        return tuple(
            Shown(
                cells=(
                    each.name,
                    each.leader_name,
                    str(each.helpers),
                    " · ".join(
                        f"{each.village_names[code]} {count}" for code, count in each.villages.items()
                    ),
                ),
                route=InterviewRoute(household_id=each.id, form_id=HELPER_GROUP, record=HELPER_GROUP),
            )
            for each in self.groups
        )

    def new_route(self, form_id: str) -> Route:
        """A new helper or group, in the ordinary interview."""
        id_ = begin_subject(self.workspace, form_id, division_for(self.workspace, "county"))
        return InterviewRoute(household_id=id_, form_id=form_id, record=form_id)

    # one helper

    def open(self, helper: str) -> None:
        """Show this one. Raises HelperUnknown."""
        self.view = show_helper(self.workspace, helper)

    def helper_figures(self) -> tuple[Fact, ...]:
        """Its households, its three ones."""
        assert self.view is not None
        line, ones = self.view.helper, self.view.three_ones
        over = line.has > line.capacity
        pledged = (ones.one_household, ones.one_student, ones.one_job)
        names = (N_("One household: income"), N_("One student"), N_("One job"))
        kept = translate(N_("{count} kept"))
        return (
            (
                translate(N_("Households it has")),
                f"{line.has} / {line.capacity}",
                translate(N_("more than agreed")) if over else " ",
                "red" if over else "grey",
            ),
            *(
                (
                    translate(name),
                    str(tally.total),
                    kept.format(count=tally.kept) if tally.total else " ",
                    "green" if tally.kept else "grey",
                )
                for name, tally in zip(names, pledged, strict=True)
            ),
        )

    def about(self) -> str:
        """What is known of it, in one line."""
        assert self.view is not None
        line = self.view.helper
        parts = (
            label("helper_kind", line.kind) if line.kind else "",
            line.unit,
            line.group,
            label("helper_level", line.level) if line.level else "",
            line.phone,
            _skills(line.skills),
            translate(N_("helps no more since {day}")).format(day=line.until) if not line.active else "",
        )
        return " · ".join(part for part in parts if part)

    def pairs(self) -> tuple[PairLine, ...]:
        """Its pairs, those that go on first."""
        assert self.view is not None
        return tuple(sorted(self.view.pairs, key=lambda each: not each.runs))

    def pair_rows(self) -> tuple[Shown, ...]:
        """One row a household."""
        ended = translate(N_("until {day}"))
        signed = translate(N_("signed"))
        return tuple(
            Shown(
                cells=(
                    household_name(each.head_name),
                    place(each.village, each.group),
                    label("pairing_role", each.role),
                    each.since if each.runs else ended.format(day=each.until),
                    pledge_words(each),
                    signed if each.card_photo else "",
                ),
                tone="green" if each.card_photo else None,
                route=HouseholdRoute(household_id=each.household_id),
            )
            for each in self.pairs()
        )

    def step_route(self, row: int) -> Route:
        """Record a step of a pair, in the ordinary interview."""
        pair = self.pairs()[row]
        return InterviewRoute(household_id=pair.household_id, form_id="pairing", record=pair.record)

    def edit_route(self) -> Route:
        """The helper's own form."""
        assert self.view is not None
        return InterviewRoute(household_id=self.view.helper.id, form_id=HELPER, record=HELPER)

    def history(self) -> tuple[str, ...]:
        """Who did what when, the newest first."""
        assert self.view is not None
        now = self.workspace.clock.now()
        return tuple(
            f"{long_moment(each.at_ms, now)}　{event_words(each)}　{household_name(each.head_name)}　{each.person}"
            for each in self.view.history[:20]
        )

    def end_pair(self, row: int) -> PairReport:
        """End one of its pairs: another helper is to take over. Raises UserError."""
        pair = self.pairs()[row]
        return end_pairs(self.workspace, [(pair.household_id, pair.record)], "replaced")

    def end(self) -> HelperReport:
        """It helps no more from today on. Raises UserError."""
        assert self.view is not None
        return end_helper(self.workspace, self.view.helper.id)

    # a list

    def take_list(self, path: Path, progress: Progress) -> HelperImport:
        """Take helpers over from a list; off the window's thread."""
        return import_helpers(self.workspace, path, progress=progress)

    def import_words(self, report: HelperImport) -> tuple[str, str]:
        """What became of the list, and what is wrong with its rows."""
        words = translate(
            N_(
                "{rows} rows: {added} new helpers, {changed} changed, {unchanged} as before, {groups} new groups."
            )
        ).format(
            rows=report.rows,
            added=report.added,
            changed=report.changed,
            unchanged=report.unchanged,
            groups=report.groups,
        )
        waiting = len({each.row for each in report.problems})
        wait = translate_count(
            "{count} row waits: correct it in the list and take the list in again.",
            "{count} rows wait: correct them in the list and take the list in again.",
            waiting,
        )
        return words, wait.format(count=waiting) if waiting else ""

    def problem_lines(self, report: HelperImport) -> tuple[str, ...]:
        """Row, column, value and why."""
        words = translate(N_("Row {row}, {column} “{value}”: {reason}"))
        return tuple(
            words.format(row=each.row, column=each.column, value=each.value, reason=each.reason)
            for each in report.problems[:_PROBLEMS_SHOWN]
        )

    def listed(self) -> ListOnScreen:
        """The helpers, or one's households, to be saved."""
        from yihu.actions.save_list import ListColumn, ListOnScreen

        one = self.view is not None
        names = (
            ("head_name", "village", "role", "pairing_since", "three_ones", "card")
            if one
            else (
                "helper_called",
                "helper_kind",
                "helper_of_unit",
                "group_name",
                "helper_phone",
                "skills",
                "load",
            )
        )
        rows = [row.cells for row in (self.pair_rows() if one else self.rows())]
        return ListOnScreen(
            name="helper-pairs" if one else "helpers",
            title=translate(N_("Helpers")),
            filter=self.text,
            columns=tuple(
                ListColumn(name=name, title=translate(head))
                for name, head in zip(names, PAIR_HEADS if one else HEADS, strict=True)
            ),
            rows=lambda: iter(rows),
            total=len(rows),
            people=len(rows),
        )


def _skills(codes: tuple[str, ...]) -> str:
    return " ".join(label("helper_skill", code) for code in codes)


def _load_tone(line: HelperLine) -> Tone:
    if not line.active:
        return "grey"
    if line.has > line.capacity:
        return "red"
    return "green" if line.has else "amber"
