"""Between the instance of an interview and the answers as they are kept."""

from collections.abc import Iterable, Iterator, Mapping

from yihu.engine.cells import Cell, Row
from yihu.engine.machine import Machine
from yihu.engine.outcome import Value
from yihu.engine.slots import Slot, Sort

ROW = "_row"
REMOVED = "_del"

Branch = dict[str, "Branch | Value"]


def grow_rows(machine: Machine, answers: Mapping[str, Value]) -> list[str]:
    """Make the rows that answers have, in their order, in place of those the form begins with.

    Gives the prefixes of rows that were removed.
    """
    removed = [
        key.removesuffix(REMOVED) for key, value in answers.items() if key.endswith(f"/{REMOVED}") and value
    ]
    rows = {key.removesuffix(ROW): value for key, value in answers.items() if key.endswith(f"/{ROW}")}
    for prefix in _prefixes(answers):
        rows.setdefault(prefix, None)
    known = {
        prefix: value
        for prefix, value in rows.items()
        if not any(prefix.startswith(gone) for gone in removed)
    }
    _grow(machine, machine.root, known)
    return removed


def _prefixes(answers: Iterable[str]) -> Iterator[str]:
    """What stands before the last name of keys in rows, and before that of the rows around."""
    for key in answers:
        steps = key.split("/")
        for count in range(2, len(steps), 2):
            yield "/".join(steps[:count]) + "/"


def _grow(machine: Machine, around: Row, known: Mapping[str, Value]) -> None:
    for slot in _repeats_in(machine, around):
        parent = _cell_around(slot, around)
        beginning = f"{around.prefix}{slot.local_key}/"
        mine = {prefix: place for prefix, place in known.items() if _is_row(prefix, beginning)}
        for row in list(machine.rows(slot, around)) if parent is not None else ():
            machine.remove_row(row)
        if parent is None:
            continue
        for prefix, place in sorted(mine.items(), key=_by_place):
            row_id = prefix.removeprefix(beginning).rstrip("/")
            row = machine.add_row(slot, parent, row_id, place if isinstance(place, int) else None)
            _grow(machine, row, known)


def _is_row(prefix: str, beginning: str) -> bool:
    return prefix.startswith(beginning) and prefix.count("/") == beginning.count("/") + 1


def _by_place(row: tuple[str, Value]) -> tuple[int, str]:
    prefix, place = row
    return (place if isinstance(place, int) else 1 << 30), prefix


def _repeats_in(machine: Machine, around: Row) -> list[Slot]:
    inner = around.slot if around.slot.sort == Sort.REPEAT else None
    return [slot for slot in machine.graph.slots if slot.sort == Sort.REPEAT and slot.repeat is inner]


def _cell_around(slot: Slot, around: Row) -> Cell | None:
    return None if slot.parent is None else around.members.get(slot.parent.index)


def fill(machine: Machine, answers: Mapping[str, Value]) -> set[Cell]:
    """Put answers into the instance, without calculating. Gives the cells that got one."""
    by_key = {cell.key(): cell for cell in machine.leaves()}
    filled: set[Cell] = set()
    for key, value in answers.items():
        cell = by_key.get(key)
        if cell is not None:
            cell.stored = "" if value is None else str(value)
            cell.node.text = cell.stored
            filled.add(cell)
    return filled


def all_answers(machine: Machine, removed: Iterable[str]) -> dict[str, Value]:
    """All that counts now, with rows; of cleared answers only those that the form would fill again."""
    found: dict[str, Value] = {f"{prefix}{REMOVED}": True for prefix in removed}
    for cell in machine.root.cell.below():
        if cell.slot.sort == Sort.REPEAT and cell.relevant:
            found[f"{cell.row.prefix}{ROW}"] = cell.row.position
        elif cell.slot.sort == Sort.LEAF and cell.node.text and cell.relevant:
            found[cell.key()] = cell.node.text
        elif cell.began and cell.relevant and not cell.slot.derived and not cell.stored:
            found[cell.key()] = None
    return found


def row_ids(cell: Cell) -> Iterator[Row]:
    """The rows inside a cell, its own included, outer before inner."""
    return (each.row for each in cell.below() if each.slot.sort == Sort.REPEAT)
