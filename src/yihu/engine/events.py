"""What a form does by itself: presets of the device, values set at events."""

from collections.abc import Iterable
from uuid import UUID

from yihu.base.errors import UserError
from yihu.base.i18n import N_
from yihu.engine import typing_rules
from yihu.engine.cells import Cell, Row
from yihu.engine.machine import Machine
from yihu.engine.slots import Slot, Sort
from yihu.engine.surroundings import Surroundings
from yihu.forms import Action
from yihu.forms.names import without_positions
from yihu.xpath import XPathProblem


class TargetUnclear(UserError):
    """An action that sets an answer in several rows at once."""

    code = "action-target-unclear"
    message = N_("The questionnaire sets “{ref}”, which is in several rows at once.")
    advice = N_("Say in the workbook which row is meant. Your answers are kept.")


class Doer:
    """Does what the form asks for at events."""

    def __init__(self, machine: Machine, around: Surroundings) -> None:
        self._machine = machine
        self._around = around
        self._form = machine.graph.form

    # Presets

    def preload(self, cells: Iterable[Cell]) -> None:
        """Fill in what the device knows, where nothing stands yet or it changes each time."""
        for cell in cells:
            preload = cell.slot.bind.preload
            if preload is not None:
                value = self._preset(*preload)
                if value and (not cell.stored or preload[0] != "uid"):
                    self._machine.store(cell, typing_rules.write(value, cell.slot.type) or "")

    def _preset(self, kind: str, parameter: str) -> str:
        if kind == "uid":
            return f"uuid:{UUID(bytes=self._around.random(16), version=4)}"
        if kind == "timestamp":
            return self.moment() if parameter == "start" else ""
        if kind == "date":
            return self._around.clock.now().date().isoformat() if parameter in ("today", "") else ""
        if kind == "property":
            return self._around.device_property(parameter)
        return ""

    def moment(self) -> str:
        """Now, as answers are written."""
        return self._around.clock.now().isoformat(timespec="milliseconds")

    def close(self) -> None:
        """Fill in what is known only at the end of an interview."""
        for cell in list(self._machine.leaves()):
            if cell.slot.bind.preload == ("timestamp", "end"):
                self._machine.store(cell, self.moment())
        for action in self._form.actions:
            if "xforms-revalidate" in action.events:
                self._do_everywhere(action)

    def become_a_new_version(self) -> None:
        """Keep the id of what is edited as the deprecated one, and take a new one."""
        by_name = {
            cell.node.local: cell
            for cell in self._machine.leaves()
            if cell.node.parent is not None and cell.node.parent.local == "meta"
        }
        own, former = by_name.get("instanceID"), by_name.get("deprecatedID")
        if own is None:
            return
        if former is not None:
            self._machine.store(former, own.stored)
        self._machine.store(own, self._preset("uid", ""))

    # Events

    def at_load(self, events: frozenset[str]) -> None:
        """Do what is to be done when an interview is opened."""
        for action in self._form.actions:
            if action.events & events:
                self._do_everywhere(action, relevant_only=True)

    def _do_everywhere(self, action: Action, *, relevant_only: bool = False) -> None:
        slot = self._machine.graph.by_ref.get(without_positions(action.target))
        if slot is not None:
            for cell in self._addressed(action, slot):
                if cell.relevant or not relevant_only:
                    self._do(action, cell)

    def _addressed(self, action: Action, slot: Slot, source: Cell | None = None) -> list[Cell]:
        """Where an action sets a value: in all rows, unless its target says in which."""
        cells = list(self._machine.live[slot.index])
        if "[" not in action.target:
            return cells
        at = (source or self._machine.root.cell).node
        try:
            nodes = self._form.expressions.compile(action.target).nodes(at, self._machine.outside)
        except XPathProblem:
            return []
        return [cell for cell in cells if any(cell.node is node for node in nodes)]

    def row_added(self, row: Row) -> None:
        """Do what is to be done for a new row."""
        for action in self._form.actions:
            if "odk-new-repeat" in action.events:
                for cell in self._in_row(action, row):
                    self._do(action, cell)

    def _in_row(self, action: Action, row: Row) -> list[Cell]:
        target = without_positions(action.target)
        if not target.startswith(f"{row.slot.ref}/"):
            return []
        return [cell for cell in row.cell.leaves() if cell.slot.ref == target]

    def value_changed(self, cell: Cell) -> None:
        """Do what is to be done because an answer changed."""
        if cell.seen == cell.node.text:
            return
        cell.seen = cell.node.text
        for action in cell.slot.actions:
            for target in self._targets(action, cell):
                self._do(action, target)

    def _targets(self, action: Action, source: Cell) -> list[Cell]:
        """The node an action sets, in the rows that its source stands in."""
        slot = self._machine.graph.by_ref.get(without_positions(action.target))
        if slot is None:
            return []
        cells = self._addressed(action, slot, source)
        shared = next(
            (each for each in slot.around() if each.sort == Sort.REPEAT and source.row.within(each)), None
        )
        if shared is not None and "[" not in action.target:
            cells = [cell for cell in cells if cell.row.within(shared) is source.row.within(shared)]
        if len(cells) > 1:
            raise TargetUnclear(ref=action.target)
        return cells

    def _do(self, action: Action, cell: Cell) -> None:
        self._machine.store(cell, typing_rules.write(self._value(action, cell), cell.slot.type) or "")

    def _value(self, action: Action, cell: Cell) -> str:
        if action.kind == "setgeopoint":
            place = self._around.position() if self._around.position is not None else ""
            return typing_rules.write(place, "geopoint") or ""
        if action.value is None:
            return action.text
        try:
            return action.value.compiled.string(cell.node, self._machine.outside)
        except XPathProblem:
            return ""
