"""Who helps whom: coverage, the lists, proposals, signed cards (no Qt)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from yihu.actions.list_selections import list_selections
from yihu.actions.make_pairs import make_pairs, propose, undo_pairs
from yihu.actions.pair_book import Scope
from yihu.actions.show_pairs import (
    count_three_ones,
    list_pairs,
    list_without_helper,
    show_pair_coverage,
)
from yihu.actions.take_signed_cards import take_signed_cards
from yihu.base.i18n import N_, translate, translate_count
from yihu.planning.pairing import KEPT
from yihu.register.codes import label
from yihu.storage.roles import VIEWER
from yihu.ui.routes import HelpersRoute, HouseholdRoute, PrintRoute, Route
from yihu.ui.state_words import household_name
from yihu.ui.tone import Tone

if TYPE_CHECKING:
    from yihu.actions.make_pairs import PairProposals, PairReport
    from yihu.actions.save_list import ListOnScreen
    from yihu.actions.show_pairs import HouseholdLine, PairCoverage, PairLine, ThreeOnesReport
    from yihu.actions.take_signed_cards import SignedCards
    from yihu.actions.workspace import Workspace
    from yihu.base.progress import Progress

WITHOUT, IDLE, OVERLOADED, PAIRS, PROPOSED, CARDS = (
    "without",
    "idle",
    "overloaded",
    "pairs",
    "proposed",
    "cards",
)
SHOWN_AT_MOST = 3000
_PLEDGES = {"household": N_("income"), "student": N_("student"), "job": N_("job")}
_STATE_TONES: dict[str, Tone] = {"pledged": "grey", "running": "blue", "kept": "green", "broken_off": "red"}
Fact = tuple[str, str, str, Tone]


@dataclass(frozen=True, slots=True, kw_only=True)
class PairRow:
    """One row of a list: five texts, the last a pill of this tone where it has one. `route`: what opening it shows."""

    cells: tuple[str, str, str, str, str]
    tone: Tone | None = None
    route: Route | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What was read off the window's thread."""

    coverage: PairCoverage
    pairs: tuple[PairLine, ...]
    three_ones: ThreeOnesReport
    without: tuple[HouseholdLine, ...]


class PairsPresenter:
    """State of the page. `selection`: id of the selection whose households are to have helpers; empty: all."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.selection = ""
        self.shown = WITHOUT
        self.found: Found | None = None
        self.proposals: PairProposals | None = None
        self.cards: SignedCards | None = None
        self.batch = ""

    def may_write(self) -> bool:
        """Whether this laptop may pair."""
        return self.workspace.store.role != VIEWER

    def scope(self) -> Scope:
        """Which households are looked at."""
        return Scope(selection=self.selection)

    def scopes(self) -> tuple[tuple[str, str], ...]:
        """The register and its selections: id, words."""
        rows = list_selections(self.workspace)
        words = translate(N_("{name} ({count} households)"))
        return (
            ("", translate(N_("The whole register"))),
            *((row.id, words.format(name=row.name, count=f"{row.households:,}")) for row in rows),
        )

    def find(self) -> Found:
        """Read where pairing stands; to be called off the window's thread."""
        coverage = show_pair_coverage(self.workspace, self.scope())
        return Found(
            coverage=coverage,
            pairs=list_pairs(self.workspace),
            three_ones=count_three_ones(self.workspace, "unit"),
            without=list_without_helper(self.workspace, coverage.without_helper),
        )

    def take(self, found: Found) -> None:
        """Show this from now on."""
        self.found = found

    def is_empty(self) -> bool:
        """Whether nobody helps yet."""
        return self.found is not None and not self.found.coverage.helpers and not self.found.pairs

    def figures(self) -> tuple[Fact, ...]:
        """Rate, who is without, who has nobody, who has too many, the three ones."""
        if self.found is None:
            return ()
        told, ones = self.found.coverage, self.found.three_ones.total
        of = translate(N_("{paired} of {households} households")).format(
            paired=f"{told.paired:,}", households=f"{told.households:,}"
        )
        pledged = (ones.one_household, ones.one_student, ones.one_job)
        kept = translate(N_("kept: {kept}")).format(kept=" / ".join(f"{each.kept:,}" for each in pledged))
        all_paired = told.rate_percent == "100.0"
        return (
            (
                translate(N_("Paired")),
                f"{told.rate_percent} %" if told.rate_percent else "—",
                of,
                "green" if all_paired else "grey",
            ),
            self._count(N_("Without a helper"), told.without, "red", self._gone(len(told.gone))),
            self._count(
                N_("Helpers without a household"),
                len(told.idle),
                "amber",
                translate_count("of {count} helper", "of {count} helpers", told.helpers).format(
                    count=f"{told.helpers:,}"
                ),
            ),
            self._count(N_("With too many households"), len(told.overloaded), "red", " "),
            (
                translate(N_("Three ones: households / students / jobs")),
                " / ".join(f"{each.total:,}" for each in pledged),
                kept,
                "grey",
            ),
        )

    def _count(self, words: str, count: int, tone: Tone, remark: str) -> Fact:
        return translate(words), f"{count:,}", remark, tone if count else "grey"

    def _gone(self, count: int) -> str:
        words = translate_count("{count} lost its helper", "{count} lost their helper", count)
        return words.format(count=count) if count else " "

    # the lists

    def chips(self) -> tuple[tuple[str, str], ...]:
        """Each list with how much is on it."""
        if self.found is None:
            return ()
        told = self.found.coverage
        counted = [
            (WITHOUT, N_("Without a helper"), told.without),
            (IDLE, N_("Helpers without a household"), len(told.idle)),
            (OVERLOADED, N_("With too many households"), len(told.overloaded)),
            (PAIRS, N_("All pairs"), len(self.found.pairs)),
        ]
        if self.proposals is not None:
            counted.append((PROPOSED, N_("Proposals"), len(self.proposals.pairs)))
        if self.cards is not None:
            counted.append((CARDS, N_("Scanned cards"), len(self.cards.taken) + len(self.cards.problems)))
        return tuple((key, f"{translate(words)} {count:,}") for key, words, count in counted)

    def heads(self) -> tuple[str, ...]:
        """The columns of the list that is shown."""
        of_helper = (N_("Helper"), N_("Unit"), N_("Helper group"), N_("Telephone"), N_("Households it has"))
        heads = {
            WITHOUT: (N_("Household"), N_("Village, group"), N_("Number"), N_("Category"), N_("Persons")),
            IDLE: of_helper,
            OVERLOADED: of_helper,
            PAIRS: (N_("Household"), N_("Village, group"), N_("Helper"), N_("Unit"), N_("Three ones")),
            PROPOSED: (N_("Household"), N_("Village, group"), N_("Helper"), N_("Why"), N_("Role")),
            CARDS: (N_("File"), N_("Page"), N_("Household"), N_("What became of it"), N_("Result")),
        }
        return tuple(translate(head) for head in heads[self.shown])

    def rows(self) -> tuple[PairRow, ...]:
        """The rows of the list that is shown."""
        if self.found is None:
            return ()
        lists = {
            WITHOUT: self._without,
            IDLE: lambda: self._helpers(IDLE),
            OVERLOADED: lambda: self._helpers(OVERLOADED),
            PAIRS: self._pairs,
            PROPOSED: self._proposed,
            CARDS: self._cards,
        }
        return lists[self.shown]()

    def _without(self) -> tuple[PairRow, ...]:
        assert self.found is not None
        return tuple(
            PairRow(
                cells=(
                    household_name(row.head_name),
                    place(row.village, row.group),
                    row.number,
                    label("monitored_category", row.category) if row.category else "",
                    str(row.persons or ""),
                ),
                route=HouseholdRoute(household_id=row.household_id),
            )
            for row in self.found.without
        )

    def _helpers(self, which: str) -> tuple[PairRow, ...]:
        assert self.found is not None
        told = self.found.coverage
        return tuple(
            PairRow(
                cells=(each.name, each.unit, each.group, each.phone, f"{each.has} / {each.most}"),
                tone="red" if which == OVERLOADED else "amber",
                route=HelpersRoute(helper=each.helper),
            )
            for each in (told.idle if which == IDLE else told.overloaded)
        )

    def _pairs(self) -> tuple[PairRow, ...]:
        assert self.found is not None
        return tuple(
            PairRow(
                cells=(
                    household_name(each.head_name),
                    place(each.village, each.group),
                    each.helper_name,
                    each.unit,
                    pledge_words(each),
                ),
                tone=_tone(each),
                route=HouseholdRoute(household_id=each.household_id),
            )
            for each in self.found.pairs[:SHOWN_AT_MOST]
        )

    def _proposed(self) -> tuple[PairRow, ...]:
        pairs = self.proposals.pairs if self.proposals else ()
        words = translate(N_("{name} ({has}/{most})"))
        return tuple(
            PairRow(
                cells=(
                    household_name(each.head_name),
                    place(each.village, each.group),
                    words.format(name=each.helper_name, has=each.load, most=each.capacity),
                    each.reasons,
                    label("pairing_role", each.role),
                ),
                tone="green" if each.role == "main" else "grey",
                route=HouseholdRoute(household_id=each.household_id),
            )
            for each in pairs
        )

    def _cards(self) -> tuple[PairRow, ...]:
        cards = self.cards
        if cards is None:
            return ()
        problems = [
            PairRow(
                cells=(each.file, str(each.page), "", each.reason, translate(N_("Not laid in"))),
                tone="red",
            )
            for each in cards.problems
        ]
        before = translate(N_("The pair was changed since this card was printed."))
        taken = [
            PairRow(
                cells=(
                    each.file,
                    str(each.page),
                    household_name(each.head_name),
                    f"{each.helper_name} {before if each.outdated else ''}".strip(),
                    translate(N_("Laid in")),
                ),
                tone="amber" if each.outdated else "green",
                route=HouseholdRoute(household_id=each.household_id),
            )
            for each in cards.taken
        ]
        return (*problems, *taken)

    # what a person does

    def propose(self, progress: Progress) -> PairProposals:
        """Whom to pair with whom; off the window's thread."""
        return propose(self.workspace, self.scope(), progress=progress)

    def make(self, places: tuple[int, ...], progress: Progress) -> PairReport:
        """Make these of the proposals; off the window's thread."""
        pairs = self.proposals.pairs if self.proposals else ()
        wanted = [(pairs[each].household_id, pairs[each].helper, pairs[each].role) for each in places]
        return make_pairs(self.workspace, wanted, progress=progress)

    def made(self, places: tuple[int, ...], report: PairReport) -> str:
        """What to say of it; the proposals that were made are off the list."""
        self.batch = report.batch_id
        if self.proposals is not None:
            rest = tuple(each for at, each in enumerate(self.proposals.pairs) if at not in set(places))
            from dataclasses import replace

            self.proposals = replace(self.proposals, pairs=rest)
        words = translate_count("{count} pair made.", "{count} pairs made.", report.changed)
        return words.format(count=f"{report.changed:,}")

    def take_back(self, progress: Progress) -> PairReport:
        """Take back what was made last; off the window's thread."""
        return undo_pairs(self.workspace, self.batch, progress)

    def proposal_words(self) -> str:
        """How many, and for whom there is nobody."""
        if self.proposals is None:
            return ""
        count, left = len(self.proposals.pairs), len(self.proposals.left)
        words = translate_count(
            "{count} pair is proposed. Nothing is written before you make it.",
            "{count} pairs are proposed. Nothing is written before you make them.",
            count,
        ).format(count=f"{count:,}")
        if left:
            more = translate_count(
                "No helper has room for {count} household: take in more helpers, or raise what they may have.",
                "No helper has room for {count} households: take in more helpers, or raise what they may have.",
                left,
            )
            words = f"{words} {more.format(count=f'{left:,}')}"
        return words

    def take_cards(self, paths: tuple[Path, ...], progress: Progress) -> SignedCards:
        """Lay scans into their pairs; off the window's thread."""
        return take_signed_cards(self.workspace, paths, progress=progress)

    def cards_words(self) -> str:
        """What became of the scans."""
        cards = self.cards
        if cards is None:
            return ""
        words = translate(
            N_("{pages} pages: {taken} cards laid into their pairs, {unchanged} were there already.")
        )
        return words.format(pages=cards.pages, taken=len(cards.taken), unchanged=cards.unchanged)

    def print_route(self) -> Route:
        """Cards of intention for the pairs of these households."""
        pairs = self.found.pairs if self.found else ()
        ids = dict.fromkeys(each.household_id for each in pairs)
        return PrintRoute(household_ids=tuple(ids), kind="intention_card")

    def listed(self) -> ListOnScreen:
        """The list that is shown, to be saved."""
        from yihu.ui.pairing.lists import list_on_screen

        rows = [row.cells for row in self.rows()]
        scope = dict(self.scopes()).get(self.selection, "")
        return list_on_screen(self.shown, self.heads(), rows, scope)


def place(village: str, group: str) -> str:
    """Village and group in one."""
    return " ".join(part for part in (village, group) if part)


def pledge_words(line: PairLine) -> str:
    """The three ones of a pair: what was pledged and how it stands."""
    return "  ".join(
        f"{translate(_PLEDGES[each.kind])}: {label('pledge_state', each.state)}" for each in line.pledges
    )


def _tone(line: PairLine) -> Tone | None:
    states = {each.state for each in line.pledges}
    if not states:
        return None
    if states == {KEPT}:
        return "green"
    return next(
        (_STATE_TONES[state] for state in ("broken_off", "running", "pledged") if state in states), None
    )
