"""The list of households: places at the left, chips, search, rows page by page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from yihu.actions.assign_households import AssignReport, assign_households, assigned_to_us
from yihu.actions.exchange_cards import list_contacts
from yihu.actions.list_households import count_households, list_households, list_villages
from yihu.base.i18n import N_, translate, translate_count
from yihu.ui.moments import day, long_moment
from yihu.ui.routes import HouseholdRoute, ListFilter, PlanRoute, Route
from yihu.ui.state_words import visit_words
from yihu.ui.tone import Tone
from yihu.ui.visits.filters import EVERY, OURS, PLAN_CHIPS, VISIT_CHIPS, ChipView, chip_words, query_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yihu.actions.save_list import ListOnScreen
    from yihu.actions.workspace import Workspace
    from yihu.base.progress import Progress
    from yihu.storage.rows import HouseholdQuery, HouseholdRow, VillageRow

ROWS_AT_ONCE = 200
READ_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One line of the side list.

    Attributes:
        level: 0 township (a heading, not to be chosen) or all villages, 1 village, 2 group.
        count: households, as text; empty for a heading.
    """

    level: int
    words: str
    count: str
    village: str | None = None
    group: str | None = None
    heading: bool = False


class VisitsPresenter:
    """State of the list; `plans=True` looks at the same households by the state of their plan."""

    def __init__(self, workspace: Workspace, *, plans: bool = False) -> None:
        self.workspace = workspace
        self.plans = plans
        self.filter = ListFilter()
        self.villages: tuple[VillageRow, ...] = ()
        self.rows: list[HouseholdRow] = []
        self.total = 0
        self.chosen: str | None = None
        self.entered = False
        self.villages_wanted = False
        self._counts: dict[str, int] = {}
        self._ours: tuple[str, ...] | None = None

    def enter(self, wish: ListFilter | None) -> None:
        """Come to the page: with a filter that somebody asked for, else as it was left.

        Where there are very many households, `villages_wanted` is set: `read_villages` beside the
        window, then `take_villages`.
        """
        self._counts = {}
        self.villages_wanted = self._count_all() > READ_AT_ONCE
        if not self.villages_wanted:
            self.villages = self.read_villages()
        if wish is not None:
            self.filter = wish
        elif not self.entered and len(self.villages) == 1:
            self.filter = replace(self.filter, village=self.villages[0].code)
        self.entered = True
        self.read()

    def takes_lists(self) -> bool:
        """Whether lists are taken in here: a coordinator's work."""
        return not self.plans and self.workspace.store.role == "coordinator"

    def read_villages(self) -> tuple[VillageRow, ...]:
        """The villages with their groups, counted; from any thread."""
        return list_villages(self.workspace)

    def take_villages(self, villages: tuple[VillageRow, ...]) -> None:
        """Show what `read_villages` gave."""
        self.villages, self.villages_wanted = villages, False

    def _count_all(self) -> int:
        return count_households(self.workspace, query_of(ListFilter()))

    def read(self) -> None:
        """Read the list anew."""
        query = self._query(self.filter)
        self.rows = list(list_households(self.workspace, query, None, ROWS_AT_ONCE))
        whole = len(self.rows) < ROWS_AT_ONCE
        self.total = len(self.rows) if whole else count_households(self.workspace, query)

    def has_more(self) -> bool:
        """Whether rows of the list are not read yet."""
        return len(self.rows) < self.total

    def more(self) -> list[HouseholdRow]:
        """The next rows of the list; empty at its end. They are not in `rows` until `take`n."""
        last = self.rows[-1] if self.rows else None
        found = list_households(self.workspace, self._query(self.filter), last, ROWS_AT_ONCE)
        if not found:
            self.total = len(self.rows)
        return list(found)

    def take(self, rows: list[HouseholdRow]) -> None:
        """Append rows that `more` gave."""
        self.rows.extend(rows)
        self.total = max(self.total, len(self.rows))

    def _query(self, wish: ListFilter) -> HouseholdQuery:
        if self._ours is None:
            self._ours = assigned_to_us(self.workspace).assigned
        return query_of(wish, self._ours)

    def choose_place(self, village: str | None, group: str | None) -> None:
        """Show a village, a group of it, or everything. The search stays."""
        self.filter = replace(self.filter, village=village, group=group, query=self._query_elsewhere())
        self._counts = {}
        self.read()

    def _query_elsewhere(self) -> HouseholdQuery | None:
        query = self.filter.query
        return None if query is None else replace(query, village=None, group=None)

    def choose_state(self, name: str) -> None:
        """Put a chip in force."""
        self.filter = replace(self.filter, state=name, query=None, words="")
        self.read()

    def search(self, text: str) -> None:
        """Show only what the text finds."""
        self.filter = replace(self.filter, text=text)
        self.read()

    def search_everywhere(self) -> None:
        """Look for the same text in all villages and states."""
        self.filter = ListFilter(text=self.filter.text)
        self._counts = {}
        self.read()

    def places(self) -> tuple[Place, ...]:
        """The side list: townships, their villages, the groups of the village in view."""
        lines: list[Place] = []
        if len(self.villages) > 1:
            whole = sum(village.households for village in self.villages)
            lines.append(Place(level=0, words=translate(N_("All villages")), count=_households(whole)))
        township = None
        for village in self.villages:
            if village.township != township:
                township = village.township
                lines.append(Place(level=0, words=township, count="", heading=True))
            lines.append(_village_line(village))
            if village.code == self.filter.village:
                lines.extend(_group_lines(village))
        return tuple(line for line in lines if line.words)

    def chips(self) -> tuple[ChipView, ...]:
        """The chips with their counts in the place in view."""
        names = PLAN_CHIPS if self.plans else VISIT_CHIPS
        state = self.filter.state or EVERY
        if not self.plans and (self._count(OURS) or state == OURS):
            names = (*names, OURS)
        if state not in names and self.filter.query is None:
            names = (*names, state)
        chips = [self._chip(name, state) for name in names]
        if self.filter.query is not None:
            words = f"{self.filter.words} {self.total}"
            chips.append(ChipView(name="figure", words=words, tone="grey", chosen=True))
        return tuple(chips)

    def _chip(self, name: str, state: str) -> ChipView:
        words, tone = chip_words(name, self.plans)
        count = self._count(name)
        chosen = name == state and self.filter.query is None
        return ChipView(name=name, words=f"{words} {count}", tone=tone if count else "grey", chosen=chosen)

    def _count(self, state: str) -> int:
        """Households of a state in the place in view; counted once until the place changes."""
        if state not in self._counts:
            place = ListFilter(village=self.filter.village, group=self.filter.group, state=state)
            self._counts[state] = count_households(self.workspace, self._query(place))
        return self._counts[state]

    def listed(self) -> ListOnScreen:
        """The list in view with its filter, whole, to be saved as a file."""
        from yihu.ui.visits.saved_list import household_list

        title = translate(N_("Plans")) if self.plans else translate(N_("Visits"))
        chosen = next((chip.words for chip in self.chips() if chip.chosen), "")
        parts = (self._place_name(), chosen, self.filter.text.strip())
        return household_list(
            self.workspace,
            self._query(self.filter),
            self.total,
            name="plans" if self.plans else "visits",
            title=title,
            shown=" · ".join(part for part in parts if part),
        )

    def heading(self) -> tuple[str, str]:
        """The page's title and the line beside it."""
        if self.plans:
            return translate(N_("Plans")), self._place_name()
        parts = [
            _households(self._count(EVERY)),
            translate(N_("Surveyed: {count}")).format(count=self._count("done")),
            translate(N_("Plans signed: {count}")).format(count=self._count("signed")),
        ]
        return self._place_name() or translate(N_("Visits")), " · ".join(parts)

    def _place_name(self) -> str:
        village = next((v for v in self.villages if v.code == self.filter.village), None)
        if village is None:
            return translate(N_("All villages")) if self.villages else ""
        return " · ".join(part for part in (village.name, self.filter.group) if part)

    def empty_words(self) -> tuple[str, str]:
        """What an empty list says: what is so, what to do."""
        if not self.villages and not self.villages_wanted:
            sentence = N_("There are no households here yet.")
            return translate(sentence), translate(
                N_("Write down the first one, or take over a list under Hand over.")
            )
        if self.filter.text.strip():
            sentence = translate(N_("Nobody found for “{text}”.")).format(text=self.filter.text.strip())
            return sentence, translate(
                N_("Try fewer letters, the initials of the name (zgl), or the last four of the ID number.")
            )
        return translate(N_("No household is in this state here.")), translate(
            N_("Press All to see everyone.")
        )

    def can_search_everywhere(self) -> bool:
        """Whether the search is held back by a village or a chip."""
        narrowed = self.filter.village or (self.filter.state or EVERY) != EVERY or self.filter.query
        return bool(self.filter.text.strip() and narrowed)

    def trust_words(self) -> str:
        """The line below the list: where the data is, when it was handed over last."""
        contacts = list_contacts(self.workspace)
        given = max((contact.last_given_ms or 0 for contact in contacts), default=0)
        saved = translate(N_("Everything is saved on this laptop"))
        if not given:
            return saved
        when = long_moment(given, self.workspace.clock.now())
        return " · ".join((saved, translate(N_("Last handed over {when}")).format(when=when)))

    def teams(self) -> tuple[tuple[str, str], ...]:
        """Teams that households can be given to: name, and words; ours first, "" is nobody."""
        own = self.workspace.team
        others = sorted({card.team for card in list_contacts(self.workspace) if card.team} - {own})
        ours = translate(N_("{team} (us)")).format(team=own)
        return ((own, ours), *((team, team) for team in others), ("", translate(N_("Nobody"))))

    def assign(self, ids: Sequence[str], team: str, progress: Progress) -> AssignReport:
        """Give households to a team; from any thread."""
        return assign_households(self.workspace, ids, team=team, progress=progress)

    @staticmethod
    def say_assigned(team: str, report: AssignReport) -> str:
        """What was assigned."""
        count = report.assigned + report.unchanged
        if not team:
            return translate(N_("Nobody's again: {count}.")).format(count=count)
        words = translate(N_("Assigned to {team}: {count}. Choose several with Shift or Ctrl."))
        return words.format(team=team, count=count)

    def read_anew(self) -> None:
        """Something was changed: counts and list anew."""
        self._counts = {}
        self.read()

    def visit_of(self, row: HouseholdRow) -> tuple[str, Tone]:
        """The visit's state; where nobody was home, the day of trying."""
        words, tone = visit_words(row.visit_state, row.progress)
        if row.visit_state == "nobody_home" and row.updated_ms:
            words = f"{words} {day(row.updated_ms, self.workspace.clock.now())}"
        return words, tone

    def route_of(self, row: HouseholdRow) -> Route:
        """Where opening a row leads."""
        if self.plans and row.plan_state in ("draft", "agreed", "signed", "to_make"):
            return PlanRoute(household_id=row.id)
        return HouseholdRoute(household_id=row.id)


def _households(count: int) -> str:
    return translate_count("{count} household", "{count} households", count).format(count=count)


def _village_line(village: VillageRow) -> Place:
    count = _households(village.households)
    return Place(level=1, words=village.name, count=count, village=village.code)


def _group_lines(village: VillageRow) -> list[Place]:
    return [
        Place(level=2, words=name, count=str(count), village=village.code, group=name)
        for name, count in village.groups
        if name
    ]
