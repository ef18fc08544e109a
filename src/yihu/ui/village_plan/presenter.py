"""The plans of villages (no Qt)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from yihu.actions.print_village_plan import print_village_plan, project_photos
from yihu.actions.show_village_plan import list_item_households, list_village_plans, show_village_plan
from yihu.actions.write_village_plan import (
    add_item,
    change_item,
    drop_item,
    gather_village_plan,
    preview_gathering,
    write_project,
    write_village_plan,
)
from yihu.base.i18n import N_, translate, translate_count
from yihu.planning.gathering import AT_LEAST, CHANGED, GONE, KEPT, NEW
from yihu.planning.money import yuan_text, yuan_words
from yihu.planning.village_plan import DIRECTIONS, quantity_text
from yihu.printing.chart_kinds import Bars, Mark, Series, Stack, StackedBars
from yihu.register.codes import code_list, label
from yihu.ui.routes import InterviewRoute
from yihu.ui.state_words import household_name
from yihu.ui.tone import Tone

if TYPE_CHECKING:
    from yihu.actions.print_papers import PrintReport
    from yihu.actions.save_list import ListOnScreen
    from yihu.actions.show_village_plan import VillagePlanLine, VillagePlanView
    from yihu.actions.workspace import Workspace
    from yihu.base.progress import Progress
    from yihu.planning.gathering import Difference, Gathered, Gathering
    from yihu.planning.projects import Project
    from yihu.planning.village_plan import Item

STATE_TONES: dict[str, Tone] = {
    "planned": "grey",
    "running": "blue",
    "done": "green",
    "stopped": "amber",
    "dropped": "grey",
    "draft": "grey",
    "agreed": "blue",
    "signed": "green",
}
KIND_WORDS = {
    NEW: N_("New"),
    CHANGED: N_("Other figures"),
    KEPT: N_("Changed by hand: stays"),
    GONE: N_("Needed by no plan any more"),
}
KIND_TONES: dict[str, Tone] = {NEW: "green", CHANGED: "blue", KEPT: "grey", GONE: "amber"}
FIGURE_WORDS = {
    "quantity": N_("quantity"),
    "fen": N_("money"),
    "households": N_("households"),
    "persons": N_("persons"),
}
Fact = tuple[str, str, str, Tone]
Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VillageRow:
    """One village of the list."""

    code: str
    village: str
    township: str
    households: str
    items: str
    money: str
    projects: str
    state: str
    tone: Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRow:
    """One item of a direction's block."""

    row: str
    title: str
    quantity: str
    money: str
    state: str
    tone: Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectionBlock:
    """One of the six. `beside`: how much it comes to."""

    code: str
    title: str
    beside: str
    items: tuple[ItemRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectRow:
    """One project of the list."""

    record: str
    name: str
    direction: str
    done: str
    part: float | None
    money: str
    next: str
    state: str
    tone: Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class GatherRow:
    """One thing that gathering would do."""

    row: str
    kind: str
    tone: Tone
    words: str
    more: str


class VillagePlanPresenter:
    """State of the page: the list of villages, or one village's plan.

    Attributes:
        shown: the year and direction that the items are limited to; empty strings for all.
    """

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.view: VillagePlanView | None = None
        self.lines: tuple[VillagePlanLine, ...] = ()
        self.gathering: Gathering | None = None
        self.at_least = AT_LEAST
        self.shown = ("", "")

    # all villages

    def find(self) -> tuple[VillagePlanLine, ...]:
        """Read all villages; may be called off the window's thread."""
        return list_village_plans(self.workspace)

    def rows(self, text: str = "") -> tuple[VillageRow, ...]:
        """The villages whose name, township or code has the text in it."""
        wanted = text.strip()
        return tuple(
            _village_row(line)
            for line in self.lines
            if wanted in line.village or wanted in line.township or wanted in line.code
        )

    # one village

    def open(self, code: str) -> None:
        """Look at a village's plan. Raises VillageCodeWrong."""
        if self.view is None or self.view.code != code:
            self.gathering, self.shown, self.at_least = None, ("", ""), AT_LEAST
        self.view = show_village_plan(self.workspace, code)

    def close(self) -> None:
        """Back to the list."""
        self.view = self.gathering = None

    def again(self) -> None:
        """Read the plan anew after something was written."""
        self.open(self.plan_view.code)

    @property
    def plan_view(self) -> VillagePlanView:
        """The plan in view."""
        assert self.view is not None
        return self.view

    def title(self) -> tuple[str, str]:
        """Village, and what stands beside it."""
        view = self.plan_view
        years = view.years.years
        beside = translate(N_("{first} to {last}")).format(first=years[0], last=years[-1]) if years else ""
        return view.village, " · ".join(filter(None, (view.township, beside)))

    def state(self) -> tuple[str, Tone]:
        """Word and colour of the plan's state."""
        view = self.plan_view
        if not view.begun:
            return translate(N_("not begun")), "grey"
        return label("plan_state", view.plan.state), STATE_TONES.get(view.plan.state, "grey")

    def texts(self) -> tuple[tuple[str, str], ...]:
        """What is written about the village and its goals."""
        plan = self.plan_view.plan
        return tuple(
            (translate(head), text)
            for head, text in ((N_("About the village"), plan.background), (N_("Goals"), plan.goal))
            if text
        )

    def figures(self) -> tuple[Fact, ...]:
        """The four numbers above."""
        view = self.plan_view
        money = sum(item.now.fen or 0 for item in view.plan.items)
        done = sum(item.state == "done" for item in view.plan.items)
        late = [item for item in view.plan.items if item.is_late(view.today)]
        projects, behind = view.projects, len(view.late())
        spent = sum(project.spent_fen or 0 for project in projects)
        return (
            (
                translate(N_("Items in six directions")),
                str(len(view.plan.items)),
                translate(N_("{count} done")).format(count=done),
                "green" if done else "grey",
            ),
            (
                translate(N_("Money set aside (yuan)")),
                money_words(money),
                translate(N_("{money} spent in projects")).format(money=money_words(spent)),
                "grey",
            ),
            (
                translate(N_("Projects")),
                str(len(projects)),
                translate(N_("{count} late")).format(count=behind) if behind else translate(N_("none late")),
                "red" if behind else "grey",
            ),
            (
                translate(N_("Items past their deadline")),
                str(len(late)),
                late[0].title if late else " ",
                "red" if late else "grey",
            ),
        )

    def blocks(self) -> tuple[DirectionBlock, ...]:
        """The six directions with their items, those of the chosen year alone where one is chosen."""
        return tuple(self._block(direction) for direction in DIRECTIONS)

    def _block(self, direction: str) -> DirectionBlock:
        year, only = self.shown
        items = self.plan_view.plan.of_direction(direction)
        shown = [
            item
            for item in items
            if (not year or int(year) in item.years()) and (not only or only == direction)
        ]
        money = sum(item.now.fen or 0 for item in items)
        count = translate_count("{count} item", "{count} items", len(items)).format(count=len(items))
        beside = [count, translate(N_("{money} yuan")).format(money=money_words(money)) if money else ""]
        return DirectionBlock(
            code=direction,
            title=label("direction", direction),
            beside=" · ".join(filter(None, beside)) if items else "",
            items=tuple(_item_row(item) for item in shown),
        )

    def limit(self, year: str, direction: str) -> None:
        """Show only the items of a year and direction; empty strings: all."""
        self.shown = (year, direction)

    def limit_words(self) -> str:
        """What the items are limited to."""
        year, direction = self.shown
        return " · ".join(filter(None, (year, label("direction", direction) if direction else "")))

    def years_chart(self) -> StackedBars | None:
        """Money by year and direction; None where there is none."""
        years = self.plan_view.years
        if not any(years.of_year(year).fen for year in years.years):
            return None
        return StackedBars(
            rows=tuple(
                Stack(
                    label=str(year),
                    key=str(year),
                    values=tuple(years.at(year, direction).fen / 100 for direction in DIRECTIONS),
                    figure=money_words(years.of_year(year).fen),
                )
                for year in years.years
            ),
            series=tuple(Series(name=label("direction", each), key=each) for each in DIRECTIONS),
            unit=translate(N_("yuan")),
            note=translate(N_("Money of an item of several years is spread evenly over them.")),
        )

    def projects_chart(self) -> Bars | None:
        """How much of each target is done."""
        counted = [project for project in self.plan_view.projects if project.part_done() is not None]
        if not counted:
            return None
        return Bars(
            marks=tuple(
                Mark(
                    label=project.name,
                    value=float((project.part_done() or 0) * 100),
                    figure=_done_words(project),
                    key=project.record,
                    tone="red" if project.is_late(self.plan_view.today) else "",
                )
                for project in counted
            ),
            whole=100.0,
        )

    def gains_chart(self) -> Bars | None:
        """Expected gain a head as a range, and the real one as a line across it."""
        told = [project for project in self.plan_view.projects if project.gain_low_fen is not None]
        if not told:
            return None
        real = translate(N_("{expected}, real {real}"))
        marks = []
        for project in told:
            low, high = project.gain_low_fen or 0, project.gain_high_fen
            expected = (
                money_words(low) if high in (None, low) else f"{money_words(low)}–{money_words(high or 0)}"
            )
            found = project.gain_real_fen
            marks.append(
                Mark(
                    label=project.name,
                    value=low / 100,
                    high=None if high is None else high / 100,
                    target=None if found is None else found / 100,
                    figure=expected
                    if found is None
                    else real.format(expected=expected, real=money_words(found)),
                    key=project.record,
                )
            )
        note = translate(N_("Hatched: the range expected. Upright line: what it really was."))
        return Bars(marks=tuple(marks), note=note)

    def projects(self) -> tuple[ProjectRow, ...]:
        """Each project's line, late ones first."""
        today = self.plan_view.today
        listed = sorted(self.plan_view.projects, key=lambda each: (not each.is_late(today), each.name))
        return tuple(_project_row(project, today) for project in listed)

    def dropped(self) -> tuple[tuple[str, str], ...]:
        """Items that were taken out: row, words."""
        return tuple((item.row, item.title) for item in self.plan_view.plan.dropped)

    # gathering

    def look(self, at_least: int | None = None, progress: Progress | None = None) -> Gathering:
        """What the household plans would bring; off the window's thread."""
        return preview_gathering(self.workspace, self.plan_view.code, at_least or self.at_least, progress)

    def gather(self, only: Collection[str], at_least: int, progress: Progress | None = None) -> Gathering:
        """Bring it in; off the window's thread."""
        return gather_village_plan(
            self.workspace, self.plan_view.code, at_least, only=set(only), progress=progress
        )

    def banner(self) -> tuple[str, str, str, Tone] | None:
        """What the household plans ask for, if the village's plan doesn't say it yet."""
        found = self.gathering
        if found is None or not found.writes():
            return None
        count = len(found.writes())
        words = translate_count(
            "{count} need of the households isn't in the village's plan yet, or is another than before.",
            "{count} needs of the households aren't in the village's plan yet, or are others than before.",
            count,
        ).format(count=count)
        return words, self.gather_words(), translate(N_("Gather from household plans")), "green"

    def gather_words(self) -> str:
        """How many plans were looked at."""
        found = self.gathering
        if found is None:
            return ""
        if not found.plans:
            return translate(N_("No household of this village has a plan yet."))
        return translate_count(
            "{count} household plan was looked at; {drafts} of them not agreed yet.",
            "{count} household plans were looked at; {drafts} of them not agreed yet.",
            found.plans,
        ).format(count=found.plans, drafts=found.drafts)

    def gather_rows(self) -> tuple[GatherRow, ...]:
        """All that would be done."""
        found = self.gathering
        return tuple(_gather_row(one) for one in (found.writes() if found else ()))

    def few_words(self) -> str:
        """What too few households need."""
        few = len(self.gathering.few) if self.gathering else 0
        return (
            translate_count(
                "{count} kind of measure is needed by fewer households than that and stays with them.",
                "{count} kinds of measures are needed by fewer households than that and stay with them.",
                few,
            ).format(count=few)
            if few
            else ""
        )

    # writing

    def may_write(self) -> bool:
        """Whether this laptop's role may change the plan."""
        return self.workspace.store.role != "viewer"

    def save_item(self, row: str | None, answers: Mapping[str, str]) -> None:
        """Write an item, a new one without `row`. Raises RecordRefused, ItemUnknown."""
        code = self.plan_view.code
        if "item_fund" in answers:
            answers = {**answers, "item_fund_id": self.funds().get(answers["item_fund"], "")}
        if row is None:
            add_item(self.workspace, code, {name: text for name, text in answers.items() if text})
        else:
            change_item(self.workspace, code, row, answers)

    def drop(self, row: str, *, back: bool = False) -> None:
        """Take an item out, or bring it back."""
        drop_item(self.workspace, self.plan_view.code, row, back=back)

    def save_project(self, record: str | None, answers: Mapping[str, str]) -> str:
        """Write a project, a new one without `record`; its record."""
        told = answers if record else {name: text for name, text in answers.items() if text}
        return write_project(self.workspace, self.plan_view.code, told, record)

    def save_plan(self, answers: Mapping[str, str]) -> None:
        """Write what the plan says of the village."""
        write_village_plan(self.workspace, self.plan_view.code, answers)

    def interview(self, record: str) -> InterviewRoute:
        """A project's whole questionnaire: milestones, photos."""
        return InterviewRoute(household_id=self.plan_view.subject, form_id="project", record=record)

    def print_into(self, folder: Path) -> PrintReport:
        """Write the PDF; off the window's thread."""
        return print_village_plan(self.workspace, self.plan_view.code, folder)

    def listed(self) -> ListOnScreen:
        """The list in view, to be saved as a table: the villages, or the items of one."""
        from yihu.ui.village_plan.lists import item_list, village_list

        return item_list(self.view) if self.view is not None else village_list(self.lines)

    # what panels show

    def funds(self) -> dict[str, str]:
        """Funds by name, for the source of an item's money: the fund's id."""
        records = self.workspace.store.listed("fund")
        return {each.head_name: each.subject for each in records if each.head_name}

    def photos(self, record: str) -> tuple[tuple[str, bytes], ...]:
        """Photos before and after that are on this laptop, with their words."""
        words = {"before": translate(N_("Before")), "after": translate(N_("After"))}
        found = project_photos(self.workspace, self.plan_view.code, record)
        return tuple((words[when], photo) for when, photo in found.items())

    def item(self, row: str) -> Item | None:
        """One item."""
        return self.plan_view.item(row)

    def project(self, record: str) -> Project | None:
        """One project."""
        return next((each for each in self.plan_view.projects if each.record == record), None)

    def sources(self, row: str) -> tuple[tuple[str, str], ...]:
        """Households whose plans an item was gathered from: id, name."""
        item = self.item(row)
        if item is None or not item.sources:
            return ()
        found = list_item_households(self.workspace, self.plan_view.code, row)
        return tuple((id_, household_name(head)) for id_, head in found)

    def needs_words(self, row: str) -> str:
        """Where an item says another figure than the household plans."""
        item = self.item(row)
        if item is None or not item.key or item.now == item.needed:
            return ""
        names = ("quantity", "fen", "households", "persons")
        told = [
            f"{translate(FIGURE_WORDS[name])} {_figure(name, getattr(item.needed, name))}"
            for name in names
            if getattr(item.now, name) != getattr(item.needed, name)
        ]
        return translate(N_("The household plans need: {what}")).format(what=", ".join(told))

    @staticmethod
    def item_texts(item: Item) -> dict[str, str]:
        """An item's answers as they stand in the panel's lines."""
        known: dict[str, object] = {
            "title": item.title,
            "quantity": quantity_text(item.now.quantity),
            "unit": item.unit,
            "responsible": item.responsible,
            "from_year": item.from_year,
            "to_year": item.to_year,
            "deadline": item.deadline,
            "yuan": _yuan(item.now.fen),
            "fund": item.fund,
            "households": item.now.households,
            "persons": item.now.persons,
        }
        return _texts(known)

    @staticmethod
    def project_texts(project: Project) -> dict[str, str]:
        """A project's answers as they stand in the panel's lines."""
        money = ("budget", "spent", "gain_low", "gain_high", "gain_real")
        names = ["name", "unit", "responsible", "due_on", "done_on", "stop_reason", "households", "jobs"]
        known: dict[str, object] = {name: getattr(project, name) for name in names}
        known |= {f"{name}_yuan": _yuan(getattr(project, f"{name}_fen")) for name in money}
        known |= {"target": quantity_text(project.target), "actual": quantity_text(project.actual)}
        return _texts(known)

    def plan_texts(self) -> dict[str, str]:
        """The plan's own answers."""
        plan = self.plan_view.plan
        names = [
            "background",
            "goal",
            "from_year",
            "to_year",
            "group",
            "leader",
            "secretary",
            "households",
            "persons",
            "helped_households",
            "helped_persons",
            "agreed_on",
            "state",
        ]
        known: dict[str, object] = {name: getattr(plan, name) for name in names}
        return _texts(known | {"land_mu": quantity_text(plan.land_mu)})

    @staticmethod
    def plan_states() -> Choices:
        """States of a plan, for a box."""
        return tuple((code.value, code.label()) for code in code_list("plan_state"))

    @staticmethod
    def directions() -> Choices:
        """The six, for a box."""
        return tuple((direction, label("direction", direction)) for direction in DIRECTIONS)

    @staticmethod
    def states(of: str) -> Choices:
        """States of an item (`item_state`) or project (`project_state`); taken out has its own button."""
        return tuple((code.value, code.label()) for code in code_list(of) if code.value != "dropped")

    def item_choices(self) -> Choices:
        """Items that a project can carry out."""
        none = ("", translate(N_("none of them")))
        return (none, *((item.row, item.title) for item in self.plan_view.plan.items))


def money_words(fen: int) -> str:
    """Yuan for people, fen only where there are any: a page full of `.00` says nothing."""
    return yuan_words(fen).removesuffix(".00")


def _texts(known: Mapping[str, object]) -> dict[str, str]:
    return {name: "" if value is None else str(value) for name, value in known.items()}


def _yuan(fen: int | None) -> str:
    return "" if fen is None else yuan_text(fen)


def _village_row(line: VillagePlanLine) -> VillageRow:
    state = label("plan_state", line.state) if line.state else translate(N_("not begun"))
    late = translate(N_("{count}, {late} late")).format(count=line.projects, late=line.late)
    return VillageRow(
        code=line.code,
        village=line.village,
        township=line.township,
        households=f"{line.households:,}",
        items=str(line.items) if line.state else "",
        money=money_words(line.fen) if line.fen else "",
        projects=late if line.late else str(line.projects or ""),
        state=state,
        tone=STATE_TONES.get(line.state, "grey"),
    )


def _item_row(item: Item) -> ItemRow:
    return ItemRow(
        row=item.row,
        title=item.title,
        quantity=f"{quantity_text(item.now.quantity)} {item.unit}".strip(),
        money=money_words(item.now.fen) if item.now.fen else "",
        state=label("item_state", item.state),
        tone=STATE_TONES.get(item.state, "grey"),
    )


def _project_row(project: Project, today: str) -> ProjectRow:
    part, late = project.part_done(), project.is_late(today)
    state = label("project_state", project.state)
    step = project.next_step() if project.is_open else None
    spent = (
        f"{money_words(project.spent_fen or 0)} / {money_words(project.budget_fen)}"
        if project.budget_fen
        else ""
    )
    return ProjectRow(
        record=project.record,
        name=project.name,
        direction=label("direction", project.direction),
        done=_done_words(project) if part is not None else "",
        part=None if part is None else min(float(part), 1.0),
        money=spent,
        next=" ".join(filter(None, (step.due_on, step.what))) if step else project.due_on,
        state=translate(N_("late")) if late else state,
        tone="red" if late else STATE_TONES.get(project.state, "grey"),
    )


def _done_words(project: Project) -> str:
    done, target = quantity_text(project.actual) or "0", quantity_text(project.target)
    return f"{done} / {target} {project.unit}".strip()


def _gather_row(one: Gathered) -> GatherRow:
    item = one.item
    words = [label("direction", item.direction), item.title]
    if one.kind == NEW:
        words.append(f"{quantity_text(item.now.quantity)} {item.unit}".strip())
    told = [_change_words(each, stays=False) for each in one.changes]
    told += [_change_words(each, stays=True) for each in one.kept]
    if one.kind == NEW:
        figures = translate(N_("{households} households, {persons} persons"))
        told = [figures.format(households=item.now.households, persons=item.now.persons)]
        if item.now.fen:
            told.append(translate(N_("{money} yuan")).format(money=money_words(item.now.fen)))
    if one.drafts:
        drafts = translate_count("{count} plan not agreed yet", "{count} plans not agreed yet", one.drafts)
        told.append(drafts.format(count=one.drafts))
    return GatherRow(
        row=item.row,
        kind=translate(KIND_WORDS[one.kind]),
        tone=KIND_TONES[one.kind],
        words=" · ".join(filter(None, words)),
        more=translate(N_("; ")).join(told),
    )


def _change_words(change: Difference, *, stays: bool) -> str:
    what = translate(FIGURE_WORDS[change.name])
    before, now = (_figure(change.name, value) for value in (change.before, change.now))
    if stays:
        return translate(N_("{what} stays {before}, the plans need {now}")).format(
            what=what, before=before, now=now
        )
    return translate(N_("{what} {before} → {now}")).format(what=what, before=before, now=now)


def _figure(name: str, value: object) -> str:
    if value is None:
        return "—"
    if name == "fen":
        return money_words(value) if isinstance(value, int) else "—"
    return f"{value:f}".rstrip("0").rstrip(".") if name == "quantity" and "." in f"{value:f}" else str(value)
