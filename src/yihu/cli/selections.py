"""`yihu selection ...`: count what a filter finds, save it under a name, change it by hand, make it final."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from yihu.actions import (
    Choice,
    SelectionComparison,
    SelectionReport,
    SelectionRow,
    SelectionView,
    Workspace,
    add_to_selection,
    chosen_rows,
    compare_selection,
    count_chosen,
    delete_selection,
    freeze_selection,
    list_selections,
    make_selection,
    refresh_selection,
    selection_numbers,
    show_selection,
    take_from_selection,
)
from yihu.base.errors import FileUnreadable
from yihu.base.i18n import N_, translate
from yihu.cli.households import find_household
from yihu.cli.opening import Group, Wiring
from yihu.cli.shape import Told, argument, command, option
from yihu.cli.telling import table
from yihu.register.filter_fields import FIELDS, Field, code_words
from yihu.register.filters import Either, Filter, Wanted, Weight
from yihu.register.filters_reading import FilterUnreadable, join, read_short, read_wanted


def commands(wiring: Wiring) -> Iterator[click.Command]:
    """The group `selection`."""
    group = Group(
        "selection", help=translate(N_("Lists of households chosen by filters: count, save, change."))
    )
    for make in (_list, _fields, _count, _make, _show, _refresh, _freeze, _compare, _delete):
        group.add_command(make(wiring))
    help_add = N_("Put households on a selection by hand, with a reason.")
    group.add_command(_by_hand(wiring, "add", help_add, add_to_selection))
    help_remove = N_("Take households off a selection by hand, with a reason.")
    group.add_command(_by_hand(wiring, "remove", help_remove, take_from_selection))
    yield group


def _filter_options() -> tuple[click.Parameter, ...]:
    where = N_(
        "A condition: main_cause=illness,disability  category!=none  line_percent<150  persons>=3  seen<2026-06-01  "
        "seen=?  text=王  place=430999101  selection=ID. Several are joined by and. See: yihu selection fields"
    )
    points = N_("Points for a condition: 5:main_cause=illness. The most points come first.")
    return (
        option("--where", multiple=True, help=where),
        option("--any", "any_of", is_flag=True, help=N_("Join the conditions by or.")),
        option("--points", multiple=True, help=points),
        option("--take", type=click.IntRange(min=1), help=N_("So many households at most.")),
        option(
            "--filter",
            "file",
            type=click.Path(dir_okay=False, path_type=Path),
            help=N_("A file with the filter as JSON text; see the manual."),
        ),
    )


def _wanted(
    where: tuple[str, ...], any_of: bool, points: tuple[str, ...], take: int | None, file: Path | None
) -> Wanted:
    """What the options say together; those beside a file narrow it. Raises FilterUnreadable, FileUnreadable."""
    base = _from_file(file) if file else Wanted()
    said = [read_short(text) for text in where]
    parts: list[Filter] = [Either(tuple(said))] if any_of and len(said) > 1 else said
    if file:
        parts.insert(0, base.where)
    return Wanted(
        where=join(parts) if parts else base.where,
        weights=(*base.weights, *map(_weight, points)),
        take=take or base.take,
    )


def _from_file(path: Path) -> Wanted:
    try:
        return read_wanted(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as problem:
        raise FileUnreadable(name=path.name) from problem


def _weight(text: str) -> Weight:
    points, _, condition = text.partition(":")
    try:
        number = int(points)
    except ValueError as problem:
        raise FilterUnreadable(problem=translate(_POINTS_WRONG).format(what=text[:60])) from problem
    if not number:
        raise FilterUnreadable(problem=translate(_POINTS_WRONG).format(what=text[:60]))
    return Weight(points=number, when=read_short(condition))


_POINTS_WRONG = N_("“{what}” isn't written as points:condition")


def _list(wiring: Wiring) -> click.Command:
    @command(wiring, "list", N_("List the saved selections."))
    def list_them(workspace: Workspace) -> Told:
        rows = list_selections(workspace)
        return Told(rows, table([_row_cells(row) for row in rows]) if rows else (translate(_NONE),))

    return list_them


_NONE = N_("No selection was saved yet. See: yihu selection make --help")


def _row_cells(row: SelectionRow) -> tuple[str, ...]:
    state = translate(N_("final since {day}")).format(day=row.final_on) if row.final else ""
    households = translate(N_("{count} households")).format(count=f"{row.households:,}")
    return (row.id, row.name, households, state, row.purpose)


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldTold:
    """A field as programs are told of it."""

    name: str
    kind: str
    title: str
    codes: tuple[tuple[str, str], ...]


def _fields(wiring: Wiring) -> click.Command:
    @command(wiring, "fields", N_("List what can be filtered by, with its codes."))
    def fields(workspace: Workspace) -> Told:
        told = tuple(_field_told(field) for field in FIELDS.values())
        return Told(told, (line for each in told for line in _field_lines(each)))

    return fields


def _field_told(field: Field) -> FieldTold:
    words = {"yes": field.yes, "no": field.no}
    codes = tuple(
        (code, translate(words[code]) if field.kind == "fact" else code_words(field, code))
        for code in field.codes
    )
    return FieldTold(name=field.name, kind=field.kind, title=translate(field.title), codes=codes)


def _field_lines(field: FieldTold) -> Iterator[str]:
    yield f"{field.name}  ({field.kind})  {field.title}"
    for code, words in field.codes:
        yield f"    {code}  {words}"


def _count(wiring: Wiring) -> click.Command:
    @command(wiring, "count", N_("Count the households that a filter finds."), *_filter_options())
    def count(workspace: Workspace, **given: object) -> Told:
        choice = count_chosen(workspace, _wanted(**given))  # type: ignore[arg-type]
        return Told(choice, _choice_lines(choice))

    return count


def _choice_lines(choice: Choice) -> Iterator[str]:
    yield choice.words
    for points, words in choice.points:
        yield f"  {points:+d}  {words}"
    if choice.found != choice.chosen:
        yield translate(N_("{found} households fulfil the conditions.")).format(found=f"{choice.found:,}")
    if choice.ties:
        yield choice.ties


def _make(wiring: Wiring) -> click.Command:
    params = (
        argument("name"),
        *_filter_options(),
        option("--purpose", default="", help=N_("What the list is for.")),
    )

    @command(wiring, "make", N_("Save what a filter finds as a selection."), *params)
    def make(workspace: Workspace, name: str, purpose: str, **given: object) -> Told:
        wanted = _wanted(**given)  # type: ignore[arg-type]
        return _told(make_selection(workspace, name, wanted, purpose=purpose))

    return make


def _show(wiring: Wiring) -> click.Command:
    lines = option("--households", is_flag=True, help=N_("With every household on it."))

    @command(wiring, "show", N_("Show a selection, by id or name."), argument("name"), lines)
    def show(workspace: Workspace, name: str, households: bool) -> Told:
        view = show_selection(workspace, name)
        rows = chosen_rows(workspace, selection_numbers(workspace, view.row.id)) if households else ()
        report = {"selection": view, "households": rows} if households else view
        return Told(report, _view_lines(view, rows))

    return show


def _view_lines(view: SelectionView, rows: tuple[object, ...]) -> Iterator[str]:
    yield "  ".join(cell for cell in _row_cells(view.row) if cell)
    if view.words:
        yield view.words
    if view.here != view.row.households:
        yield translate(N_("{count} of them are in the register of this laptop.")).format(
            count=f"{view.here:,}"
        )
    cells = [
        (each.id, each.number, each.head_name, each.village, each.group)  # type: ignore[attr-defined]
        for each in rows
    ]
    yield from table(cells)


def _by_hand(wiring: Wiring, name: str, help: str, act: Callable[..., SelectionReport]) -> click.Command:
    params = (
        argument("name"),
        argument("households", nargs=-1, required=True),
        option("--reason", required=True, help=N_("Why, in a few words.")),
    )

    @command(wiring, name, help, *params)
    def change(workspace: Workspace, name: str, households: tuple[str, ...], reason: str) -> Told:
        ids = [find_household(workspace, each) for each in households]
        return _told(act(workspace, name, ids, reason))

    return change


def _refresh(wiring: Wiring) -> click.Command:
    help = N_("Take over what the filter finds now; what was done by hand stays.")

    @command(wiring, "refresh", help, argument("name"))
    def refresh(workspace: Workspace, name: str) -> Told:
        return _told(refresh_selection(workspace, name))

    return refresh


def _freeze(wiring: Wiring) -> click.Command:
    help = N_("Make a selection final: nobody adds or takes out any more.")

    @command(wiring, "freeze", help, argument("name"))
    def freeze(workspace: Workspace, name: str) -> Told:
        return _told(freeze_selection(workspace, name))

    return freeze


def _compare(wiring: Wiring) -> click.Command:
    help = N_("Compare a selection with what its filter finds now.")

    @command(wiring, "compare", help, argument("name"))
    def compare(workspace: Workspace, name: str) -> Told:
        compared = compare_selection(workspace, name)
        return Told(compared, _compared_lines(workspace, compared))

    return compare


def _compared_lines(workspace: Workspace, compared: SelectionComparison) -> Iterator[str]:
    for title, ids in (
        (N_("Found now, not on the list"), compared.came),
        (N_("On the list, not found any more"), compared.fell),
    ):
        yield translate(N_("{title}: {count}")).format(title=translate(title), count=f"{len(ids):,}")
        for id in ids[:50]:
            row = workspace.store.household(id)
            yield "  " + "  ".join(
                part for part in (id, *((row.head_name, row.village) if row else ())) if part
            )
    yield translate(N_("On both: {count}. Added by hand: {hand}. Taken out by hand: {out}.")).format(
        count=f"{compared.stayed:,}", hand=f"{compared.by_hand:,}", out=f"{compared.taken_out:,}"
    )


def _delete(wiring: Wiring) -> click.Command:
    help = N_("Take a selection off all lists; its history stays.")

    @command(wiring, "delete", help, argument("name"))
    def delete(workspace: Workspace, name: str) -> Told:
        return _told(delete_selection(workspace, name))

    return delete


def _told(report: SelectionReport) -> Told:
    words = translate(N_("{name}: {count} households; {added} added, {out} taken out."))
    line = words.format(
        name=report.name,
        count=f"{report.households:,}",
        added=f"{report.added:,}",
        out=f"{report.taken_out:,}",
    )
    return Told(report, (report.id, line))
