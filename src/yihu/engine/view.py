"""What can be seen of an interview as it stands, without changing it."""

from collections.abc import Collection

from yihu.base.i18n import N_, translate
from yihu.engine.cells import Cell, Row
from yihu.engine.choices import Offers
from yihu.engine.instance_xml import answers_xml
from yihu.engine.machine import Machine
from yihu.engine.outcome import Choice, Page, Section, Violation
from yihu.engine.pages import Layout
from yihu.engine.slots import Aim, Slot, Sort
from yihu.engine.words import Speaker
from yihu.forms import Form, Question, Repeat
from yihu.forms.names import without_positions
from yihu.forms.own_columns import language_mark
from yihu.xpath import XPathProblem
from yihu.xpath.tree import Document

REQUIRED = N_("Please answer this question.")
NOT_ALLOWED = N_("This answer is not allowed here.")
DOUBTFUL = N_("This answer is unusual. Please check it; if it is so, write why.")


class View:
    """The interview by refs: state, words, choices, pages.

    Attributes:
        form: the questionnaire.
    """

    form: Form
    _machine: Machine
    _speaker: Speaker
    _offers: Offers
    _layout: Layout
    _excused: frozenset[str]

    # Finding

    def refs(self) -> tuple[str, ...]:
        """Refs of all leaves there are now, in document order, relevant or not: `/data/member[2]/name`."""
        return tuple(cell.ref() for cell in self._machine.leaves())

    def question(self, ref: str) -> Question:
        """The question at a ref. KeyError if there is none."""
        return self.form.questions[without_positions(ref)]

    def key(self, ref: str) -> str:
        """The answer key of a question, or of a row (`member/<row id>`). KeyError if there is none."""
        cell = self._cell(ref)
        return cell.key() if cell.slot.sort == Sort.LEAF else cell.row.prefix.rstrip("/")

    def ref(self, key: str) -> str | None:
        """The ref of an answer key; None if it has no place now."""
        steps = key.split("/")
        row: Row | None = self._machine.root
        for name, row_id in zip(steps[:-1:2], steps[1:-1:2], strict=False):
            row = next((each for each in _rows_named(row, name) if each.id == row_id), None) if row else None
        cells = row.members.values() if row is not None else ()
        found = (cell for cell in cells if cell.slot.sort == Sort.LEAF and cell.slot.local_key == steps[-1])
        return next((cell.ref() for cell in found), None)

    def has(self, ref: str) -> bool:
        """Whether there is such a question, group or row now."""
        return self._find(ref) is not None

    def _cell(self, ref: str) -> Cell:
        found = self._find(ref)
        if found is None:
            raise KeyError(ref)
        return found

    def _find(self, ref: str) -> Cell | None:
        found = self._machine.by_ref.get(ref)
        return self._walk_to(ref) if found is None else found

    def _walk_to(self, ref: str) -> Cell | None:
        cell = self._machine.root.cell
        steps = ref.split("/")[1:]
        if steps[0] != cell.slot.name:
            return None
        for step in steps[1:]:
            name, _, position = step.rstrip("]").partition("[")
            slot = cell.slot.inside.get(name)
            if slot is None:
                return None
            if slot.sort == Sort.REPEAT:
                rows = self._machine.rows(slot, cell.row)
                place = int(position or "1")
                if not 1 <= place <= len(rows):
                    return None
                cell = rows[place - 1].cell
            elif slot.index in cell.row.members:
                cell = cell.row.members[slot.index]
            else:
                return None
        return cell

    # State

    def value(self, ref: str) -> str:
        """The answer as it counts now: "" while it isn't relevant."""
        return self._cell(ref).node.text

    def shown_value(self, ref: str) -> str:
        """The answer as a person wrote it: 48 for the decimal 48.0, labels for choices."""
        cell = self._cell(ref)
        text = cell.node.text
        if cell.slot.select:
            return "、".join(
                self._offers.label_of(cell, value) or value for value in self._chosen(cell, text)
            )
        return text.removesuffix(".0") if cell.slot.type == "decimal" else text

    def _chosen(self, cell: Cell, text: str) -> list[str]:
        return [text] if cell.slot.kind == "select_one" and text else text.split()

    def is_relevant(self, ref: str) -> bool:
        """Whether the question, group or row concerns this household; for a repeat, whether it could have rows."""
        parent, slot = self._repeat_at(ref)
        if slot is None or parent is None:
            return self._cell(ref).relevant
        rows = self._machine.rows(slot, parent.row)
        if rows:
            return any(row.cell.relevant for row in rows)
        task = slot.tasks.get(Aim.RELEVANT)
        return parent.relevant and (
            task is None or task.compiled.boolean(self._machine.beside(parent, slot), self._machine.outside)
        )

    def may_be_asked(self, ref: str) -> bool:
        """Whether its own condition holds, whatever those around it say."""
        cell = self._cell(ref)
        relevant = cell.slot.bind.relevant
        try:
            return relevant is None or relevant.compiled.boolean(cell.node, self._machine.outside)
        except XPathProblem:
            return True

    def is_required(self, ref: str) -> bool:
        """Whether it must be answered."""
        return self._is_required(self._cell(ref))

    def _is_required(self, cell: Cell) -> bool:
        expression = cell.slot.bind.required
        if "required" in cell.slot.rules:
            return self._machine.holds("required", cell, otherwise=False)
        return expression is not None and bool(expression.constant())

    def is_read_only(self, ref: str) -> bool:
        """Whether it, or what it stands in, can't be changed by hand."""
        return self._is_locked(self._cell(ref))

    def _is_locked(self, cell: Cell | None) -> bool:
        while cell is not None and cell.slot.guarded:
            if self._is_fixed(cell):
                return True
            cell = cell.parent
        return False

    def _is_fixed(self, cell: Cell) -> bool:
        expression = cell.slot.bind.read_only
        if "read_only" in cell.slot.rules:
            return self._machine.holds("read_only", cell, otherwise=False)
        return expression is not None and bool(expression.constant())

    def violation(self, ref: str) -> Violation | None:
        """Why the answer can't stay as it is."""
        return self._violation(self._cell(ref))

    def _violation(self, cell: Cell) -> Violation | None:
        bind = cell.slot.bind
        if not cell.relevant:
            return None
        if not cell.node.text:
            if not self._is_required(cell) or cell.key() in self._excused:
                return None
            message = self._speaker.say(bind.required_message, cell.node) or translate(REQUIRED)
            return Violation(kind="required", message=message, ref=cell.ref())
        if "constraint" not in cell.slot.rules or self._machine.holds("constraint", cell, otherwise=True):
            return None
        message = self._speaker.say(bind.constraint_message, cell.node) or translate(NOT_ALLOWED)
        return Violation(kind="constraint", message=message, ref=cell.ref())

    def problems(self) -> tuple[Violation, ...]:
        """All that is missing or not allowed, in document order."""
        found = (self._violation(cell) for cell in self._machine.leaves())
        return tuple(violation for violation in found if violation is not None)

    def excuse(self, keys: Collection[str]) -> None:
        """These answer keys lack an answer for a reason: from now on they are not missing."""
        self._excused = frozenset(keys)

    def warning(self, ref: str) -> Violation | None:
        """What is doubtful about the answer; it may stay with a reason."""
        return self._warning(self._cell(ref))

    def warnings(self) -> tuple[Violation, ...]:
        """All answers that are doubtful, in document order."""
        found = (
            self._warning(cell) for cell in self._machine.leaves() if "soft_constraint" in cell.slot.rules
        )
        return tuple(violation for violation in found if violation is not None)

    def _warning(self, cell: Cell) -> Violation | None:
        if "soft_constraint" not in cell.slot.rules or not cell.relevant or not cell.node.text:
            return None
        if self._machine.holds("soft_constraint", cell, otherwise=True):
            return None
        messages = cell.slot.bind.soft_messages or {}
        said = (
            messages.get(language_mark(self.language))
            or messages.get("")
            or next(iter(messages.values()), None)
        )
        message = self._speaker.say(said, cell.node) or translate(DOUBTFUL)
        return Violation(kind="soft", message=message, ref=cell.ref())

    # Words

    @property
    def language(self) -> str:
        """The language of the form's words; "" if it has none."""
        return self._speaker.language

    def label(self, ref: str) -> str:
        """The label of a question, group, row, or repeat (its ref without position): plain text, answers filled in."""
        return self._say(ref, "label")

    def hint(self, ref: str) -> str:
        """The hint of a question, plain text."""
        return self._say(ref, "hint")

    def guidance(self, ref: str) -> str:
        """What is said to who asks how to do it."""
        cell = self._cell(ref)
        words = cell.slot.question.guidance if cell.slot.question is not None else None
        return (
            self._speaker.text(words.itext, cell.node, "guidance")
            if words is not None and words.itext
            else ""
        )

    def media(self, ref: str, of: str = "label") -> dict[str, str]:
        """File names of what goes with the label (or the `hint`): image, audio, video, big-image."""
        cell = self._cell(ref)
        part = cell.slot.question or cell.slot.group
        return self._speaker.media(getattr(part, of, None), cell.node)

    def _say(self, ref: str, what: str) -> str:
        parent, slot = self._repeat_at(ref)
        if slot is not None and parent is not None and slot.group is not None:
            return self._speaker.say(slot.group.label, parent.node)
        cell = self._cell(ref)
        part = cell.slot.question or cell.slot.group
        return self._speaker.say(getattr(part, what, None), cell.node)

    def choices(self, ref: str) -> tuple[Choice, ...]:
        """What a question offers now."""
        cell = self._cell(ref)
        return self._offers.choices(cell) if cell.slot.select else ()

    def all_choices(self, ref: str) -> tuple[Choice, ...]:
        """What a question may ever offer: its list without the filter."""
        cell = self._cell(ref)
        return self._offers.everything(cell) if cell.slot.select else ()

    # Rows

    def rows(self, ref: str) -> tuple[str, ...]:
        """Refs of the rows of a repeat: `/data/member` -> `/data/member[1]`..."""
        parent, slot = self._repeat_at(ref)
        if slot is None or parent is None:
            return ()
        return tuple(row.cell.ref() for row in self._machine.rows(slot, parent.row))

    def row_id(self, ref: str) -> str:
        """The id of the row that a ref is, or is in; "" outside rows."""
        return self._cell(ref).row.id

    def can_add(self, ref: str) -> bool:
        """Whether a person may add a row to a repeat, and remove one."""
        _parent, slot = self._repeat_at(ref)
        repeat = slot.group if slot is not None else None
        if not isinstance(repeat, Repeat) or repeat.ref not in self.form.templates:
            return False
        return repeat.count is None and not repeat.fixed and self.is_relevant(ref)

    def _repeat_at(self, ref: str) -> tuple[Cell | None, Slot | None]:
        """(cell around, slot) of a repeat named without position."""
        if ref.endswith("]"):
            return None, None
        parent = self._find(ref.rpartition("/")[0]) if ref.count("/") > 1 else None
        slot = parent.slot.inside.get(ref.rpartition("/")[2]) if parent is not None else None
        return (parent, slot) if slot is not None and slot.sort == Sort.REPEAT else (None, None)

    def _nearest(self, slot: Slot, cell: Cell) -> Cell | None:
        """The cell of a slot in the rows around another cell, else the first one."""
        row: Row | None = cell.row
        while row is not None:
            if slot.index in row.members:
                return row.members[slot.index]
            row = row.parent
        return next(iter(self._machine.live[slot.index]), None)

    # Overview

    def pages(self) -> tuple[Page, ...]:
        """All pages that concern this household, in the order of asking."""
        return self._layout.pages()

    def sections(self) -> tuple[Section, ...]:
        """How far each part of the form is."""
        return self._layout.sections(self._violation, self._excused)

    def xml(self) -> str:
        """The answers that count now as other ODK programs read them."""
        return answers_xml(self._machine.root.cell)

    def instance(self) -> Document:
        """The answers as XML tree, as they count now. Not to be changed."""
        return self._machine.document


def _rows_named(row: Row, name: str) -> list[Row]:
    return [each for rows in row.rows.values() for each in rows if each.slot.local_key == name]
