"""Filters chosen one after another, what they find, and the saved selections (no Qt)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from yihu.actions import (
    Choice,
    ListColumn,
    ListOnScreen,
    SelectionComparison,
    SelectionReport,
    SelectionRow,
    SelectionView,
    add_to_selection,
    chosen_numbers,
    chosen_rows,
    chosen_spots,
    compare_selection,
    count_chosen,
    delete_selection,
    freeze_selection,
    list_selections,
    make_selection,
    refresh_selection,
    selection_households,
    selection_numbers,
    show_selection,
    take_from_selection,
    wanted_of,
)
from yihu.base.i18n import N_, translate
from yihu.register.filters import Either, Every, Filter, Said, Wanted, Weight
from yihu.register.filters_reading import join
from yihu.register.filters_words import describe
from yihu.storage.roles import MANAGE
from yihu.ui.routes import HouseholdRoute, PairsRoute, PrintRoute, SelectionsRoute

if TYPE_CHECKING:
    from yihu.actions.workspace import Workspace
    from yihu.base.progress import Progress
    from yihu.storage.rows import VillageRow
    from yihu.storage.selecting import ChosenRow, Spot

PAGE = 200
CARDS_AT_MOST = 3000
"""Intention cards in one print from here; a village at a time prints better anyway."""
TEXT = "text"


class SelectionsPresenter:
    """State of the page: a filter being put together, or a saved selection.

    Attributes:
        conditions: field -> what is asked of it, in the order in which it was chosen.
        points: field -> points instead of a must. any_of: one of the conditions is enough.
        selection: id of the saved selection on screen; empty: a new filter.
    """

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.conditions: dict[str, Filter] = {}
        self.points: dict[str, int] = {}
        self.any_of = False
        self.take: int | None = None
        self.selection = ""
        self.choice: Choice | None = None
        self.view: SelectionView | None = None
        self.numbers: Sequence[int] = ()
        self.villages: tuple[VillageRow, ...] = ()
        self.saved: tuple[SelectionRow, ...] = ()
        self._base = Wanted()
        self._pages: dict[int, tuple[ChosenRow, ...]] = {}

    def enter(self, route: SelectionsRoute) -> None:
        """A route without a selection leaves what is on screen."""
        self.read_saved()
        if route.selection:
            self.selection = route.selection
        if self.selection and self.selection not in {row.id for row in self.saved}:
            self.selection = ""

    # What is asked

    def ask(self, field: str, filter: Filter | None) -> None:
        """Set or take away what is asked of a field."""
        if filter is None:
            self.conditions.pop(field, None)
            self.points.pop(field, None)
        else:
            self.conditions[field] = filter

    def say(self, text: str) -> None:
        """Search words; empty takes them away."""
        words = " ".join(text.split())[:200]
        self.ask(TEXT, Said(words=words) if words else None)

    def give_points(self, field: str, points: int) -> None:
        """So many points instead of a must; 0: a must again."""
        if points:
            self.points[field] = points
        else:
            self.points.pop(field, None)

    def forget_all(self) -> None:
        """A new filter."""
        self.conditions, self.points, self.take, self.any_of = {}, {}, None, False
        self._base = Wanted()

    def begin_from(self, row: SelectionRow) -> None:
        """A new filter out of a saved one: its conditions one by one where the page knows them, else as a whole."""
        self.forget_all()
        self.selection = ""
        wanted = wanted_of(row) or Wanted()
        parts = wanted.where.parts if isinstance(wanted.where, Every | Either) else (wanted.where,)
        names = [_name_of(part) for part in parts]
        weighed = [_name_of(each.when) for each in wanted.weights]
        if None in names or None in weighed or len({*names, *weighed}) < len(names) + len(weighed):
            self._base = wanted
            return
        self.any_of = isinstance(wanted.where, Either)
        self.take = wanted.take
        self.conditions = {str(name): part for name, part in zip(names, parts, strict=True)}
        for each in wanted.weights:
            name = str(_name_of(each.when))
            self.conditions[name], self.points[name] = each.when, each.points

    def wanted(self) -> Wanted:
        """All that is asked now."""
        must = [part for name, part in self.conditions.items() if name not in self.points]
        if self.any_of and len(must) > 1:
            must = [Either(tuple(must))]
        if self._base.where != Every():
            must.insert(0, self._base.where)
        weights = tuple(
            Weight(points=self.points[name], when=part)
            for name, part in self.conditions.items()
            if name in self.points
        )
        return Wanted(
            where=join(must) if must else Every(),
            weights=(*self._base.weights, *weights),
            take=self.take or self._base.take,
        )

    def said(self) -> tuple[tuple[str, str, int], ...]:
        """(field, words, points or 0) of each condition; the first may be a whole saved filter (field empty)."""
        from yihu.actions.choose_households import names_in

        names = names_in(self.workspace, self.wanted())
        whole = [] if self._base == Wanted() else [("", describe(self._base.where, names), 0)]
        return (
            *whole,
            *(
                (name, describe(part, names), self.points.get(name, 0))
                for name, part in self.conditions.items()
            ),
        )

    # What it finds; beside the window's thread

    def count(self) -> Choice | SelectionView:
        """The figures and words of what is on screen."""
        if self.selection:
            return show_selection(self.workspace, self.selection)
        return count_chosen(self.workspace, self.wanted())

    def find(self) -> tuple[int, ...]:
        """The numbers of all households of what is on screen, in order."""
        if self.selection:
            return selection_numbers(self.workspace, self.selection)
        return chosen_numbers(self.workspace, self.wanted())

    def spots(self) -> tuple[tuple[Spot, ...], tuple[Spot, ...]]:
        """(all households with a known place, the chosen ones)."""
        every = chosen_spots(self.workspace, Wanted())
        if self.selection:
            on = set(selection_households(self.workspace, self.selection))
            return every, tuple(spot for spot in every if spot.id in on)
        return every, chosen_spots(self.workspace, self.wanted())

    def read_villages(self) -> tuple[VillageRow, ...]:
        """For the choice of places."""
        return self.workspace.store.villages()

    # What is shown

    def take_count(self, found: Choice | SelectionView) -> None:
        """Show these figures from now on."""
        self.choice = found if isinstance(found, Choice) else None
        self.view = None if isinstance(found, Choice) else found

    def take_numbers(self, numbers: Sequence[int]) -> None:
        """Show these households from now on."""
        self.numbers, self._pages = numbers, {}

    def row(self, at: int) -> ChosenRow | None:
        """The line at a place of the list; None where the household has gone meanwhile."""
        page = at // PAGE
        if page not in self._pages:
            part = self.numbers[page * PAGE : (page + 1) * PAGE]
            if len(self._pages) > 20:
                self._pages.clear()
            self._pages[page] = chosen_rows(self.workspace, part, None if self.selection else self.wanted())
        rows = self._pages[page]
        return rows[at % PAGE] if at % PAGE < len(rows) else None

    def figure(self) -> int:
        """The large number."""
        if self.view is not None:
            return self.view.row.households
        return self.choice.chosen if self.choice else 0

    def sentence(self) -> str:
        """Who they are."""
        if self.view is not None:
            words = self.view.words or translate(N_("chosen by hand"))
            return f"{self.view.row.name}: {words}" if _english() else f"{self.view.row.name}：{words}"
        return self.choice.words if self.choice else ""

    def remarks(self) -> tuple[str, ...]:
        """What else is to be known: persons, ties, what is missing here."""
        said = []
        if self.view is not None:
            row = self.view.row
            if self.view.here != row.households:
                said.append(
                    translate(N_("{count} of them are in the register of this laptop.")).format(
                        count=f"{self.view.here:,}"
                    )
                )
            if row.purpose:
                said.append(row.purpose)
        elif self.choice:
            if self.choice.found != self.choice.chosen:
                said.append(
                    translate(N_("{found} households fulfil the conditions.")).format(
                        found=f"{self.choice.found:,}"
                    )
                )
            if self.choice.ties:
                said.append(self.choice.ties)
            if self.choice.stale:
                said.append(
                    translate(N_("{count} households with news are still counted as before.")).format(
                        count=f"{self.choice.stale:,}"
                    )
                )
        return tuple(said)

    def persons(self) -> int:
        """Members of the households counted."""
        return self.view.persons if self.view else self.choice.persons if self.choice else 0

    def may_manage(self) -> bool:
        """Whether this laptop's role makes lists final."""
        from yihu.storage.roles import DEEDS

        return MANAGE in DEEDS[self.workspace.store.role]

    # Saved selections

    def read_saved(self) -> None:
        """The saved selections, the newest first."""
        self.saved = list_selections(self.workspace)

    def open_saved(self) -> SelectionRow | None:
        """The saved selection on screen."""
        return next((row for row in self.saved if row.id == self.selection), None)

    def targets(self) -> tuple[SelectionRow, ...]:
        """Selections that still take households."""
        return tuple(row for row in self.saved if not row.final)

    def save(self, name: str, purpose: str, progress: Progress) -> SelectionReport:
        """Save what is found now under a name; beside the window's thread."""
        return make_selection(self.workspace, name, self.wanted(), purpose=purpose, progress=progress)

    def add(self, selection: str, households: Sequence[str], reason: str) -> SelectionReport:
        """Put households on a saved selection."""
        return add_to_selection(self.workspace, selection, households, reason)

    def take_out(self, households: Sequence[str], reason: str) -> SelectionReport:
        """Take households off the selection on screen."""
        return take_from_selection(self.workspace, self.selection, households, reason)

    def freeze(self) -> SelectionReport:
        """The selection on screen is final."""
        return freeze_selection(self.workspace, self.selection)

    def compare(self) -> SelectionComparison:
        """The selection on screen beside what its filter finds now; beside the window's thread."""
        return compare_selection(self.workspace, self.selection)

    def refresh(self, progress: Progress) -> SelectionReport:
        """Take over what the filter finds now; beside the window's thread."""
        return refresh_selection(self.workspace, self.selection, progress)

    def delete(self) -> SelectionReport:
        """Off all lists."""
        report = delete_selection(self.workspace, self.selection)
        if self.selection == report.id:
            self.selection = ""
        return report

    def compared_words(self, compared: SelectionComparison) -> str:
        """What a comparison found."""
        if not compared.came and not compared.fell:
            return translate(N_("The list is what its filter finds now."))
        return translate(N_("Now {came} households would come in and {fell} would fall out.")).format(
            came=f"{len(compared.came):,}", fell=f"{len(compared.fell):,}"
        )

    def report_words(self, report: SelectionReport) -> str:
        """What became of a selection."""
        words = translate(N_("{name}: {count} households; {added} added, {out} taken out."))
        return words.format(
            name=report.name,
            count=f"{report.households:,}",
            added=f"{report.added:,}",
            out=f"{report.taken_out:,}",
        )

    # Where it leads

    def route_of(self, row: ChosenRow) -> HouseholdRoute:
        """The page of one household."""
        return HouseholdRoute(household_id=row.id)

    def pairs(self) -> PairsRoute:
        """The page on which the households of this selection are paired."""
        return PairsRoute(selection=self.selection)

    def cards(self) -> PrintRoute:
        """The intention cards of this selection."""
        ids = selection_households(self.workspace, self.selection)[:CARDS_AT_MOST]
        return PrintRoute(household_ids=ids, kind="intention_card")

    def listed(self) -> ListOnScreen:
        """All lines of what is on screen, to be saved as a file."""
        ranked = not self.selection and bool(self.wanted().weights)
        columns = [
            ListColumn(name="household_number", title=translate(N_("Number in the register"))),
            ListColumn(name="head_name", title=translate(N_("Head"))),
            ListColumn(name="township", title=translate(N_("Township"))),
            ListColumn(name="village", title=translate(N_("Village"))),
            ListColumn(name="group", title=translate(N_("Group"))),
            ListColumn(name="main_cause", title=translate(N_("Main cause")), kind="code", code_list="cause"),
            ListColumn(name="member_count", title=translate(N_("Persons")), kind="integer"),
            ListColumn(
                name="net_income_per_head", title=translate(N_("Income per head (yuan)")), kind="yuan"
            ),
            ListColumn(name="seen_on", title=translate(N_("Last visit")), kind="date"),
        ]
        if ranked:
            columns.append(ListColumn(name="points", title=translate(N_("Points")), kind="integer"))
        return ListOnScreen(
            name="selection",
            title=self.sentence(),
            columns=tuple(columns),
            rows=lambda: self._cells(ranked),
            total=len(self.numbers),
            people=len(self.numbers),
        )

    def _cells(self, ranked: bool) -> Iterator[Sequence[str | int | Decimal | None]]:
        wanted = None if self.selection else self.wanted()
        for start in range(0, len(self.numbers), PAGE):
            for row in chosen_rows(self.workspace, self.numbers[start : start + PAGE], wanted):
                income = None if row.net_cents is None else Decimal(row.net_cents) / 100
                cells = (row.number, row.head_name, row.township, row.village, row.group, row.main_cause)
                more = (row.persons, income, row.seen_on)
                yield (*cells, *more, row.points) if ranked else (*cells, *more)


def _name_of(part: Filter) -> str | None:
    """The field that a single condition is about; None for several joined."""
    return TEXT if isinstance(part, Said) else getattr(part, "field", None)


def _english() -> bool:
    from yihu.base.i18n import ENGLISH, language

    return language() == ENGLISH
