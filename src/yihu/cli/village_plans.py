"""`yihu village-plan …` and `yihu project …`: the plan of a village and what carries it out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from yihu.actions import (
    ProjectUnknown,
    add_item,
    change_item,
    drop_item,
    gather_village_plan,
    list_item_households,
    list_projects,
    list_village_plans,
    preview_gathering,
    print_village_plan,
    show_village_plan,
    village_items_of,
    write_project,
    write_village_plan,
)
from yihu.base.i18n import N_, translate, translate_count
from yihu.cli.households import find_household
from yihu.cli.opening import Command, Group, Wiring
from yihu.cli.telling import OK, tell, tell_json, tell_table
from yihu.planning.gathering import AT_LEAST, CHANGED, DROPPED_BEFORE, GONE, KEPT, NEW, SAME
from yihu.planning.money import yuan_words
from yihu.planning.village_plan import DIRECTIONS, FiveYears, quantity_text
from yihu.register import codes

if TYPE_CHECKING:
    from yihu.actions import VillagePlanView
    from yihu.planning.gathering import Gathered, Gathering
    from yihu.planning.projects import Project
    from yihu.planning.village_plan import Item

Said = TypeVar("Said", bound=Callable[..., Any])

KINDS = {
    NEW: N_("new"),
    CHANGED: N_("changed"),
    KEPT: N_("kept as changed by hand"),
    GONE: N_("needed by no plan any more"),
    SAME: N_("as before"),
    DROPPED_BEFORE: N_("taken out before"),
}
FIGURES = {
    "quantity": N_("quantity"),
    "fen": N_("money"),
    "households": N_("households"),
    "persons": N_("persons"),
}


def commands(wiring: Wiring) -> Iterator[click.Command]:
    """The groups `village-plan` and `project`."""
    plans = Group("village-plan", help=translate(N_("The plan of a village in its six directions.")))
    for command in (
        _list(wiring),
        _gather(wiring),
        _show(wiring),
        _items(wiring),
        _write(wiring),
        _add(wiring),
        _change(wiring),
        _drop(wiring),
        _sources(wiring),
        _of_household(wiring),
        _five_years(wiring),
        _print(wiring),
    ):
        plans.add_command(command)
    yield plans
    projects = Group(
        "project", help=translate(N_("Projects of a village: target and actual, milestones, gain."))
    )
    for command in (
        _project_list(wiring),
        _project_show(wiring),
        _project_add(wiring),
        _project_record(wiring),
    ):
        projects.add_command(command)
    yield projects


def _json() -> Callable[[Said], Said]:
    return click.option("--json", "as_json", is_flag=True, help=translate(N_("Tell it as JSON.")))


def _answers() -> Callable[[Said], Said]:
    return click.option(
        "--set",
        "answers",
        multiple=True,
        metavar="NAME=VALUE",
        help=translate(N_("A question of the form and its answer; may be given several times.")),
    )


def _pairs(answers: Sequence[str], prefix: str) -> dict[str, Any]:
    """`title=…` as `item_title`; a name that has its prefix already stays."""
    found: dict[str, Any] = {}
    for each in answers:
        name, sign, value = each.partition("=")
        if not sign or not name:
            raise click.BadParameter(each)
        found[name if name.startswith(prefix) else f"{prefix}{name}"] = value
    return found


def _list(wiring: Wiring) -> click.Command:
    @click.command("list", cls=Command, help=translate(N_("All villages and where their plans stand.")))
    @click.option("--within", default="", help=translate(N_("What the division code begins with.")))
    @_json()
    def list_(within: str, as_json: bool) -> int:
        with wiring.workspace() as workspace:
            lines = list_village_plans(workspace, within)
        if as_json:
            tell_json(lines)
            return OK
        rows = [
            (
                line.code,
                line.village,
                codes.label("plan_state", line.state) if line.state else "-",
                translate_count("{count} item", "{count} items", line.items).format(count=line.items),
                yuan_words(line.fen),
                translate_count("{count} project", "{count} projects", line.projects).format(
                    count=line.projects
                ),
            )
            for line in lines
        ]
        tell_table(rows)
        return OK

    return list_


def _gather(wiring: Wiring) -> click.Command:
    @click.command(
        "gather",
        cls=Command,
        help=translate(N_("Bring what many households need into the plan of their village.")),
    )
    @click.argument("village")
    @click.option(
        "--at-least",
        type=click.IntRange(1),
        default=AT_LEAST,
        show_default=True,
        help=translate(N_("So many households make it an item of the village.")),
    )
    @click.option("--dry-run", is_flag=True, help=translate(N_("Only tell what would come.")))
    @_json()
    def gather(village: str, at_least: int, dry_run: bool, as_json: bool) -> int:
        with wiring.workspace() as workspace:
            found = (
                preview_gathering(workspace, village, at_least)
                if dry_run
                else gather_village_plan(workspace, village, at_least)
            )
        if as_json:
            tell_json({"dry_run": dry_run, "gathering": found})
        else:
            _tell_gathering(found)
        return OK

    return gather


def _tell_gathering(found: Gathering) -> None:
    tell(
        translate_count(
            "{count} household plan looked at, {drafts} of them not agreed yet.",
            "{count} household plans looked at, {drafts} of them not agreed yet.",
            found.plans,
        ).format(count=found.plans, drafts=found.drafts)
    )
    if not found.items:
        tell(translate(N_("The village's plan says all that so many households need.")))
    for one in found.items:
        tell(f"{translate(KINDS[one.kind])}: {_item_line(one.item)}")
        for line in _differences(one):
            tell(f"  {line}")
    if found.few:
        words = translate_count(
            "{count} kind of measure is needed by too few households.",
            "{count} kinds of measures are needed by too few households.",
            len(found.few),
        )
        tell(words.format(count=len(found.few)))


def _differences(one: Gathered) -> Iterator[str]:
    for each in one.changes:
        yield translate(N_("{what}: {before} -> {now}")).format(
            what=translate(FIGURES[each.name]),
            before=_figure(each.name, each.before),
            now=_figure(each.name, each.now),
        )
    for each in one.kept:
        yield translate(N_("{what}: stays {before}; the plans need {now}")).format(
            what=translate(FIGURES[each.name]),
            before=_figure(each.name, each.before),
            now=_figure(each.name, each.now),
        )


def _figure(name: str, value: Any) -> str:
    if value is None:
        return "-"
    return yuan_words(value) if name == "fen" else quantity_text(value) if name == "quantity" else str(value)


def _item_line(item: Item) -> str:
    quantity = f"{quantity_text(item.now.quantity)} {item.unit}".strip()
    money = yuan_words(item.now.fen) if item.now.fen else ""
    return "  ".join(filter(None, (codes.label("direction", item.direction), item.title, quantity, money)))


def _show(wiring: Wiring) -> click.Command:
    @click.command("show", cls=Command, help=translate(N_("The plan of a village.")))
    @click.argument("village")
    @_json()
    def show(village: str, as_json: bool) -> int:
        with wiring.workspace() as workspace:
            view = show_village_plan(workspace, village)
        if as_json:
            tell_json(
                {
                    "code": view.code,
                    "village": view.village,
                    "township": view.township,
                    "begun": view.begun,
                    "conflicts": view.conflicts,
                    "plan": view.plan,
                    "projects": view.projects,
                    "granted": view.granted,
                    "late": [project.record for project in view.late()],
                    "years": _years_rows(view.years),
                }
            )
            return OK
        tell(f"{view.township} {view.village}  {codes.label('plan_state', view.plan.state)}".strip())
        for name in ("background", "goal"):
            if text := getattr(view.plan, name):
                tell(text)
        for direction in DIRECTIONS:
            tell(codes.label("direction", direction))
            for item in view.plan.of_direction(direction):
                tell(f"  {item.row[:8]}  {_item_line(item)}")
        _tell_projects(view.projects, view.today)
        return OK

    return show


def _items(wiring: Wiring) -> click.Command:
    @click.command("items", cls=Command, help=translate(N_("The items of a village's plan.")))
    @click.argument("village")
    @click.option("--direction", type=click.Choice(DIRECTIONS), help=translate(N_("Only this direction.")))
    @click.option("--dropped", is_flag=True, help=translate(N_("Those that were taken out.")))
    @_json()
    def items(village: str, direction: str | None, dropped: bool, as_json: bool) -> int:
        with wiring.workspace() as workspace:
            plan = show_village_plan(workspace, village).plan
        known = plan.dropped if dropped else plan.items
        shown = [item for item in known if direction in (None, item.direction)]
        if as_json:
            tell_json(shown)
            return OK
        for item in shown:
            tell(f"{item.row}  {_item_line(item)}  {codes.label('item_state', item.state)}")
        return OK

    return items


def _write(wiring: Wiring) -> click.Command:
    @click.command(
        "write",
        cls=Command,
        help=translate(N_("Answer questions of the plan itself: background, goal, from_year ...")),
    )
    @click.argument("village")
    @_answers()
    @_json()
    def write(village: str, answers: tuple[str, ...], as_json: bool) -> int:
        with wiring.workspace() as workspace:
            subject = write_village_plan(workspace, village, _pairs(answers, "vplan_"))
        if as_json:
            tell_json({"subject": subject})
        else:
            tell(translate(N_("Saved.")))
        return OK

    return write


def _add(wiring: Wiring) -> click.Command:
    @click.command("add", cls=Command, help=translate(N_("Write a new item by hand.")))
    @click.argument("village")
    @click.argument("direction", type=click.Choice(DIRECTIONS))
    @click.argument("title")
    @_answers()
    @_json()
    def add(village: str, direction: str, title: str, answers: tuple[str, ...], as_json: bool) -> int:
        told = {"item_direction": direction, "item_title": title, **_pairs(answers, "item_")}
        with wiring.workspace() as workspace:
            row = add_item(workspace, village, told)
        if as_json:
            tell_json({"row": row})
        else:
            tell(row)
        return OK

    return add


def _change(wiring: Wiring) -> click.Command:
    @click.command(
        "change", cls=Command, help=translate(N_("Change an item; ROW is its id or how it begins."))
    )
    @click.argument("village")
    @click.argument("row")
    @_answers()
    @_json()
    def change(village: str, row: str, answers: tuple[str, ...], as_json: bool) -> int:
        with wiring.workspace() as workspace:
            found = _row(show_village_plan(workspace, village), row)
            change_item(workspace, village, found, _pairs(answers, "item_"))
        if as_json:
            tell_json({"row": found})
        else:
            tell(translate(N_("Saved.")))
        return OK

    return change


def _drop(wiring: Wiring) -> click.Command:
    @click.command(
        "drop",
        cls=Command,
        help=translate(N_("Take an item out of the plan; gathering doesn't bring it back.")),
    )
    @click.argument("village")
    @click.argument("row")
    @click.option("--back", is_flag=True, help=translate(N_("Bring it back.")))
    @_json()
    def drop(village: str, row: str, back: bool, as_json: bool) -> int:
        with wiring.workspace() as workspace:
            found = _row(show_village_plan(workspace, village), row)
            drop_item(workspace, village, found, back=back)
        if as_json:
            tell_json({"row": found, "back": back})
        else:
            tell(translate(N_("Saved.")))
        return OK

    return drop


def _sources(wiring: Wiring) -> click.Command:
    @click.command(
        "sources", cls=Command, help=translate(N_("The households whose plans an item was gathered from."))
    )
    @click.argument("village")
    @click.argument("row")
    @_json()
    def sources(village: str, row: str, as_json: bool) -> int:
        with wiring.workspace() as workspace:
            found = list_item_households(workspace, village, _row(show_village_plan(workspace, village), row))
        if as_json:
            tell_json([{"household": id_, "head_name": head} for id_, head in found])
            return OK
        for id_, head in found:
            tell(f"{id_}  {head}")
        return OK

    return sources


def _of_household(wiring: Wiring) -> click.Command:
    @click.command(
        "of", cls=Command, help=translate(N_("The village's items that a household's measures belong to."))
    )
    @click.argument("household")
    @_json()
    def of(household: str, as_json: bool) -> int:
        with wiring.workspace() as workspace:
            found = village_items_of(workspace, find_household(workspace, household))
        if as_json:
            tell_json(
                [{"measure": row, "item": item.row, "title": item.title} for row, item in found.items()]
            )
            return OK
        for item in dict.fromkeys(found.values()):
            tell(f"{item.row}  {_item_line(item)}")
        return OK

    return of


def _row(view: VillagePlanView, given: str) -> str:
    """The one row that begins so; what was given where there is none or several."""
    rows = [item.row for item in (*view.plan.items, *view.plan.dropped) if item.row.startswith(given)]
    return rows[0] if len(rows) == 1 else given


def _years_rows(years: FiveYears) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = [
        {"year": year, "direction": direction, "items": cell.items, "fen": cell.fen}
        for year in years.years
        for direction in DIRECTIONS
        if (cell := years.at(year, direction)).items
    ]
    for name, where in (("without_year", years.without_year), ("beyond", years.beyond)):
        rows += [
            {"year": name, "direction": direction, "items": cell.items, "fen": cell.fen}
            for direction, cell in where.items()
        ]
    return rows


def _five_years(wiring: Wiring) -> click.Command:
    @click.command("five-years", cls=Command, help=translate(N_("Items and money by year and direction.")))
    @click.argument("village")
    @_json()
    def five_years(village: str, as_json: bool) -> int:
        with wiring.workspace() as workspace:
            years = show_village_plan(workspace, village).years
        if as_json:
            tell_json(_years_rows(years))
            return OK
        head = ("", *map(str, years.years), translate(N_("All")))
        rows = [
            (
                codes.label("direction", direction),
                *(yuan_words(years.at(year, direction).fen) for year in years.years),
                yuan_words(years.of_direction(direction).fen),
            )
            for direction in DIRECTIONS
        ]
        tell_table([head, *rows])
        return OK

    return five_years


def _print(wiring: Wiring) -> click.Command:
    @click.command("print", cls=Command, help=translate(N_("Write the plan of a village as PDF.")))
    @click.argument("village")
    @click.option(
        "-o",
        "--output",
        "folder",
        required=True,
        type=click.Path(file_okay=False, path_type=Path),
        help=translate(N_("Folder to write into.")),
    )
    @_json()
    def print_(village: str, folder: Path, as_json: bool) -> int:
        with wiring.workspace() as workspace:
            report = print_village_plan(workspace, village, folder)
        if as_json:
            tell_json(report)
        else:
            tell(str(report.files[0]))
        return OK

    return print_


# projects


def _project_list(wiring: Wiring) -> click.Command:
    @click.command("list", cls=Command, help=translate(N_("The projects of a village.")))
    @click.argument("village")
    @click.option("--late", is_flag=True, help=translate(N_("Only those that are late.")))
    @_json()
    def list_(village: str, late: bool, as_json: bool) -> int:
        with wiring.workspace() as workspace:
            today = workspace.clock.now().date().isoformat()
            projects = [
                project for project in list_projects(workspace, village) if not late or project.is_late(today)
            ]
        if as_json:
            tell_json(projects)
        else:
            _tell_projects(projects, today)
        return OK

    return list_


def _tell_projects(projects: Sequence[Project], today: str) -> None:
    for project in projects:
        part = project.part_done()
        state = codes.label("project_state", project.state)
        words = (
            project.record.rpartition("-")[2],
            project.name,
            f"{quantity_text(project.actual) or '0'} / {quantity_text(project.target)} {project.unit}".strip()
            if part is not None
            else "",
            translate(N_("{state}, late")).format(state=state) if project.is_late(today) else state,
        )
        tell("  ".join(filter(None, words)))


def _project_show(wiring: Wiring) -> click.Command:
    @click.command(
        "show", cls=Command, help=translate(N_("One project; PROJECT is its record or how that ends."))
    )
    @click.argument("village")
    @click.argument("project")
    @_json()
    def show(village: str, project: str, as_json: bool) -> int:
        with wiring.workspace() as workspace:
            view = show_village_plan(workspace, village)
        found = [each for each in view.projects if each.record == _record(view, project)]
        if not found:
            raise ProjectUnknown
        if as_json:
            tell_json({"project": found[0], "granted": view.granted.get(found[0].record, 0)})
            return OK
        _tell_projects(found, view.today)
        for step in found[0].milestones:
            tell(f"  {step.what}  {step.due_on or '-'}  {step.done_on or '-'}")
        return OK

    return show


def _record(view: VillagePlanView, given: str) -> str:
    records = [project.record for project in view.projects if project.record.endswith(given)]
    return records[0] if len(records) == 1 else given


def _project_add(wiring: Wiring) -> click.Command:
    @click.command("add", cls=Command, help=translate(N_("Write a new project.")))
    @click.argument("village")
    @click.argument("direction", type=click.Choice(DIRECTIONS))
    @click.argument("name")
    @click.option("--item", default="", help=translate(N_("Row of the item that it carries out.")))
    @_answers()
    @_json()
    def add(
        village: str, direction: str, name: str, item: str, answers: tuple[str, ...], as_json: bool
    ) -> int:
        told = {"project_direction": direction, "project_name": name, **_pairs(answers, "project_")}
        with wiring.workspace() as workspace:
            if item:
                told["project_item"] = _row(show_village_plan(workspace, village), item)
            record = write_project(workspace, village, told)
        if as_json:
            tell_json({"record": record})
        else:
            tell(record)
        return OK

    return add


def _project_record(wiring: Wiring) -> click.Command:
    @click.command(
        "record",
        cls=Command,
        help=translate(N_("Record how far a project is: actual, spent_yuan, state, gain_real_yuan ...")),
    )
    @click.argument("village")
    @click.argument("project")
    @_answers()
    @click.option(
        "--milestone",
        "milestones",
        multiple=True,
        metavar="WHAT|DUE|DONE",
        help=translate(N_("All milestones in their order; each may leave out what stands already.")),
    )
    @_json()
    def record(
        village: str, project: str, answers: tuple[str, ...], milestones: tuple[str, ...], as_json: bool
    ) -> int:
        told = _pairs(answers, "project_")
        if milestones:
            told["milestone"] = [_milestone(each) for each in milestones]
        with wiring.workspace() as workspace:
            found = _record(show_village_plan(workspace, village), project)
            write_project(workspace, village, told, found)
        if as_json:
            tell_json({"record": found})
        else:
            tell(translate(N_("Saved.")))
        return OK

    return record


def _milestone(text: str) -> dict[str, str]:
    names = ("milestone_what", "milestone_due_on", "milestone_done_on")
    return {name: part.strip() for name, part in zip(names, text.split("|"), strict=False) if part.strip()}
