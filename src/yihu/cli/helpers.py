"""`yihu helpers …` and `yihu groups …`: who helps, in which group, for which villages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from yihu.actions import (
    add_helper,
    add_helper_group,
    end_helper,
    find_group,
    import_helpers,
    list_helper_groups,
    list_helpers,
    show_helper,
)
from yihu.base.i18n import N_, translate, translate_count
from yihu.cli.opening import Group, Wiring
from yihu.cli.shape import Told, argument, command, option
from yihu.cli.telling import OK, REFUSED, moment, table
from yihu.register.codes import code_list, label

if TYPE_CHECKING:
    from yihu.actions import HelperImport, HelperLine, HelperView, Workspace

_ANSWERS = {
    "kind": "helper_kind",
    "unit": "helper_of_unit",
    "group": "helper_of_group",
    "level": "helper_level",
    "phone": "helper_telephone",
    "capacity": "helper_capacity",
    "since": "helper_active_since",
    "remarks": "helper_remarks",
}


def commands(wiring: Wiring) -> Iterator[click.Command]:
    """The groups `helpers` and `groups`."""
    helpers = Group("helpers", help=translate(N_("Helpers: committee members, cadres, firms.")))
    for each in (_list(wiring), _add(wiring), _import(wiring), _show(wiring), _end(wiring)):
        helpers.add_command(each)
    yield helpers
    groups = Group("groups", help=translate(N_("Groups of helpers, their leaders and villages.")))
    for each in (_groups(wiring), _add_group(wiring)):
        groups.add_command(each)
    yield groups


def _codes(name: str) -> click.Choice[str]:
    return click.Choice([code.value for code in code_list(name)])


def _list(wiring: Wiring) -> click.Command:
    @command(
        wiring,
        "list",
        N_("List helpers with how many households they have."),
        option("--text", default="", help=N_("Part of a name or unit.")),
        option("--active", is_flag=True, help=N_("Only those who help today.")),
    )
    def show(workspace: Workspace, text: str, active: bool) -> Told:
        lines = list_helpers(workspace, text=text, active_only=active)
        return Told(lines, table([_cells(each) for each in lines]))

    return show


def _cells(line: HelperLine) -> tuple[str, ...]:
    return (
        line.id[-8:],
        line.name,
        label("helper_kind", line.kind),
        line.unit,
        line.group,
        label("helper_level", line.level),
        line.phone,
        f"{line.has}/{line.capacity}",
        "" if line.active else translate(N_("ended")),
    )


def _add(wiring: Wiring) -> click.Command:
    @command(
        wiring,
        "add",
        N_("Write a helper down."),
        argument("name"),
        option("--kind", type=_codes("helper_kind"), default="committee", help=N_("What kind of helper.")),
        option("--unit", default="", help=N_("Where the helper works.")),
        option("--group", default="", help=N_("Helper group, by id or name.")),
        option("--level", type=_codes("helper_level"), default="county", help=N_("Of which level.")),
        option("--phone", default="", help=N_("Telephone number.")),
        option("--capacity", default="1", help=N_("Households at most.")),
        option("--skill", "skills", multiple=True, type=_codes("helper_skill"), help=N_("What it can give.")),
        option("--village", "villages", multiple=True, help=N_("A village it wants to go to, by its code.")),
        option("--since", default="", help=N_("First day, YYYY-MM-DD.")),
        option("--remarks", default="", help=N_("Remarks.")),
    )
    def add(
        workspace: Workspace, name: str, skills: tuple[str, ...], villages: tuple[str, ...], **given: str
    ) -> Told:
        if given["group"]:
            group = find_group(workspace, given["group"])
            given["group"] = group.id if group else given["group"]
        answers = {_ANSWERS[key]: value for key, value in given.items() if value}
        answers |= {
            "helper_called": name,
            "helper_skills": " ".join(skills),
            "helper_villages": " ".join(villages),
        }
        report = add_helper(workspace, {key: value for key, value in answers.items() if value})
        return Told(report, [report.id])

    return add


def _import(wiring: Wiring) -> click.Command:
    @command(
        wiring,
        "import",
        N_("Take helpers over from a list (.xlsx, .xls, .csv); rows with problems wait and are named."),
        argument("file", type=click.Path(path_type=Path)),
        option("--dry-run", is_flag=True, help=N_("Only tell what would be taken over.")),
    )
    def take(workspace: Workspace, file: Path, dry_run: bool) -> Told:
        report = import_helpers(workspace, file, dry_run=dry_run)
        return Told(report, _import_lines(report), REFUSED if report.problems and not _came(report) else OK)

    return take


def _came(report: HelperImport) -> int:
    return report.added + report.changed + report.unchanged


def _import_lines(report: HelperImport) -> Iterator[str]:
    words = translate(
        N_("{rows} rows: {added} new helpers, {changed} changed, {unchanged} as before, {groups} new groups.")
    )
    yield words.format(
        rows=report.rows,
        added=report.added,
        changed=report.changed,
        unchanged=report.unchanged,
        groups=report.groups,
    )
    row = translate(N_("Row {row}, {column} “{value}”: {reason}"))
    for each in report.problems:
        yield row.format(row=each.row, column=each.column, value=each.value, reason=each.reason)


def _show(wiring: Wiring) -> click.Command:
    @command(wiring, "show", N_("Show a helper with its households and pledges."), argument("helper"))
    def show(workspace: Workspace, helper: str) -> Told:
        view = show_helper(workspace, helper)
        return Told(view, _view_lines(view))

    return show


def _view_lines(view: HelperView) -> Iterator[str]:
    yield "  ".join(filter(None, _cells(view.helper)))
    yield from table(
        [
            (
                each.head_name,
                f"{each.village}{each.group}",
                label("pairing_role", each.role),
                each.since,
                each.until,
                "、".join(label("pledge_state", pledge.state) for pledge in each.pledges),
            )
            for each in view.pairs
        ]
    )
    yield from (f"{moment(each.at_ms)}  {each.person}  {each.head_name}" for each in view.history)


def _end(wiring: Wiring) -> click.Command:
    @command(
        wiring,
        "end",
        N_("A helper helps no more: its pairs end, its households need another."),
        argument("helper"),
        option("--until", default="", help=N_("First day without it, YYYY-MM-DD; today by default.")),
        option("--note", default="", help=N_("Why.")),
    )
    def end(workspace: Workspace, helper: str, until: str, note: str) -> Told:
        report = end_helper(workspace, helper, until=until, note=note)
        ended = report.pairs.changed if report.pairs else 0
        words = translate_count("{count} pair ended.", "{count} pairs ended.", ended)
        return Told(report, [words.format(count=ended)])

    return end


def _groups(wiring: Wiring) -> click.Command:
    @command(wiring, "list", N_("List helper groups: leader, helpers, villages."))
    def show(workspace: Workspace) -> Told:
        lines = list_helper_groups(workspace)
        rows = [
            (
                each.id[-8:],
                each.name,
                each.leader_name,
                str(each.helpers),
                _villages(each.villages.items(), each.village_names),
            )
            for each in lines
        ]
        return Told(lines, table(rows))

    return show


def _villages(counted: Iterable[tuple[str, int]], names: object) -> str:
    known = dict(names) if isinstance(names, dict) else {}
    return "、".join(f"{known.get(code, code)} {count}" for code, count in counted)


def _add_group(wiring: Wiring) -> click.Command:
    @command(
        wiring,
        "add",
        N_("Write a helper group down."),
        argument("name"),
        option("--leader", default="", help=N_("Its leader: id or name of a helper.")),
        option("--unit", default="", help=N_("The unit that leads it.")),
        option("--village", "villages", multiple=True, help=N_("A village it stands by, by its code.")),
    )
    def add(workspace: Workspace, name: str, leader: str, unit: str, villages: tuple[str, ...]) -> Told:
        answers = {"team_called": name, "team_unit": unit, "team_villages": " ".join(villages)}
        if leader:
            answers["team_leader"] = show_helper(workspace, leader).helper.id
        report = add_helper_group(workspace, {key: value for key, value in answers.items() if value})
        return Told(report, [report.id])

    return add
