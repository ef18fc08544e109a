"""An interview: a form and its answers as they stand."""

from collections.abc import Collection, Mapping

from yihu.base.i18n import N_, translate
from yihu.base.ids import new_id
from yihu.engine import typing_rules
from yihu.engine.beyond import Beyond
from yihu.engine.cells import Cell, Row
from yihu.engine.choices import Offers
from yihu.engine.events import Doer
from yihu.engine.graph import graph_of
from yihu.engine.instance_xml import answers_xml, merged
from yihu.engine.machine import MOST_ROWS, Machine
from yihu.engine.outcome import Choice, Outcome, Page, Section, Value, Violation
from yihu.engine.pages import Layout
from yihu.engine.records import REMOVED, ROW, all_answers, fill, grow_rows
from yihu.engine.slots import Aim, Slot, Sort
from yihu.engine.surroundings import Surroundings
from yihu.engine.typing_rules import ReadOnly, ValueRefused
from yihu.engine.words import Speaker
from yihu.forms import Form, Question, Repeat
from yihu.forms.names import resolve, without_positions
from yihu.xpath.problems import ValueWrong
from yihu.xpath.tree import Document, Node

REQUIRED = N_("Please answer this question.")
NOT_ALLOWED = N_("This answer is not allowed here.")


class Session:
    """See `yihu.engine` for what it offers. Open one with `Session.open`.

    Attributes:
        form: the questionnaire.
        opening: what opening changed and has to be saved: first rows, defaults, presets.
    """

    def __init__(self, form: Form, around: Surroundings, language: str) -> None:
        self.form = form
        self._around = around
        self._machine = Machine(graph_of(form), Beyond(form, around, self), self)
        self._speaker = Speaker(self._machine, language)
        self._offers = Offers(self._machine, self._speaker)
        self._doer = Doer(self._machine, around)
        self._layout = Layout(self._machine, self._speaker)
        self._removed: list[str] = []
        self.opening = Outcome()

    @classmethod
    def open(
        cls,
        form: Form,
        *,
        answers: Mapping[str, Value] | None = None,
        around: Surroundings | None = None,
        language: str | None = None,
        fresh: bool | None = None,
    ) -> "Session":
        """Begin an interview, or go on with one.

        answers: as `changes` and `answers()` give them. Unknown keys are ignored.
        language: one of the form's; its default if there is no such.
        fresh: whether it is a new interview, which presets and defaults are for; by default if there
            are no answers.
        Raises FormCircular, and XPathProblem for an expression that can't be read.
        """
        chosen = language if language in form.languages else form.default_language
        session = cls(form, around or Surroundings(), chosen or "")
        session._begin(answers or {}, fresh=not answers if fresh is None else fresh)
        return session

    @classmethod
    def open_xml(
        cls, form: Form, xml: str, *, around: Surroundings | None = None, language: str | None = None, edit: bool = False
    ) -> "Session":
        """Go on with answers in XML, as other ODK programs write them; `edit` makes it a new version of a
        finished one. Raises AnswersForeign."""
        session = cls(form, around or Surroundings(), (language if language in form.languages else "") or form.default_language)
        session._begin({}, fresh=False, instance=merged(form, xml, edit=edit))
        if edit:
            session._doer.become_a_new_version()
            session.opening = session._outcome(everything=True)
        return session

    def _begin(self, answers: Mapping[str, Value], *, fresh: bool, instance: Node | None = None) -> None:
        machine = self._machine
        machine.fresh_interview = fresh
        machine.plant(self.form.instance.element.clone() if instance is None else instance)
        if answers:
            self._removed = grow_rows(machine, answers)
            machine.lost.clear()
        machine.fill_up()
        filled = fill(machine, answers)
        if fresh:
            self._doer.preload(cell for cell in machine.leaves() if cell not in filled)
        kept = {cell: cell.stored for cell in filled if not cell.slot.derived and Aim.CALCULATE in cell.slot.tasks}
        for cell in filled if fresh else machine.leaves():
            if cell in filled or not cell.slot.derived:
                cell.saved = cell.stored or None
        machine.enter(machine.root.cell)
        machine.start(set(kept))
        self._doer.at_load(frozenset(("odk-instance-load", "odk-instance-first-load") if fresh else ("odk-instance-load",)))
        self.opening = self._outcome(everything=True, known=frozenset(answers))

    # Listener of the machine

    def new_row_id(self) -> str:
        return new_id(self._around.clock, self._around.random)

    def offered_values(self, cell: Cell) -> Collection[str]:
        return self._offers.values(cell)

    def value_changed(self, cell: Cell) -> None:
        self._doer.value_changed(cell)

    def row_added(self, row: Row) -> None:
        self._doer.row_added(row)

    # What expressions ask

    def text_of(self, text_id: str) -> str:
        return self._speaker.text(text_id, self._speaker.at or self._machine.root.cell.node)

    def choice_label(self, value: str, path: str, node: Node) -> str:
        cell = node.note if isinstance(node.note, Cell) else self._machine.root.cell
        slot = self._machine.graph.by_ref.get(without_positions(resolve(path, cell.slot.ref)))
        target = self._nearest(slot, cell) if slot is not None else None
        if target is None or slot is None or not slot.select:
            raise ValueWrong(expression=path, found=path.strip(), allowed=N_("the path of a question with choices"))
        return self._offers.label_of(target, value)

    def _nearest(self, slot: Slot, cell: Cell) -> Cell | None:
        """The cell of a slot in the rows around another cell, else the first one."""
        row: Row | None = cell.row
        while row is not None:
            if slot.index in row.members:
                return row.members[slot.index]
            row = row.parent
        return next(iter(self._machine.live[slot.index]), None)

    def last_saved_document(self) -> Document:
        saved = Session.open(self.form, answers=self._around.last_saved, fresh=False) if self._around.last_saved else None
        if saved is not None:
            return saved._machine.document
        blank = Document()
        blank.append(self.form.instance.element.clone())
        return blank

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
        cell: Cell | None = self._cell(ref)
        while cell is not None:
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
            if not self._is_required(cell):
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

    # Words

    @property
    def language(self) -> str:
        """The language of the form's words; "" if it has none."""
        return self._speaker.language

    def set_language(self, name: str) -> Outcome:
        """Speak another of the form's languages. ValueError if it has no such. Words in answers follow."""
        if name not in self.form.languages:
            raise ValueError(name)
        self._speaker.language = name
        self._machine.language_changed()
        return self._outcome()

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
        return self._speaker.text(words.itext, cell.node, "guidance") if words is not None and words.itext else ""

    def media(self, ref: str) -> dict[str, str]:
        """File names of what goes with the label: image, audio, video, big-image."""
        cell = self._cell(ref)
        part = cell.slot.question or cell.slot.group
        return self._speaker.media(part.label if part is not None else None, cell.node)

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

    # Changing

    def answer(self, ref: str, value: str, *, by_hand: bool = True) -> Outcome:
        """Set an answer; "" clears it. `by_hand=False` also sets what a person may not.

        Raises ValueRefused, ReadOnly; nothing changes then. KeyError for an unknown ref.
        """
        cell = self._cell(ref)
        if by_hand and self.is_read_only(ref):
            raise ReadOnly
        self._machine.store(cell, self._accepted(cell, value))
        return self._outcome()

    def _accepted(self, cell: Cell, value: str) -> str:
        if not cell.slot.select or not value:
            written = typing_rules.accept(value, cell.slot.bind.type)
            if written and cell.slot.question is not None and cell.slot.question.bounds is not None:
                typing_rules.check_bounds(written, cell.slot.question.bounds)
            return written
        offered = self._offers.values(cell)
        chosen = [value] if cell.slot.question is not None and cell.slot.question.kind == "select_one" else value.split()
        if any(each not in offered for each in chosen):
            raise ValueRefused(wanted=N_("one of the choices"))
        if cell.slot.question is not None and cell.slot.question.kind == "select_multiple":
            chosen = [each for each in offered.nodes if each in set(chosen)]
        return " ".join(chosen)

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
        return isinstance(repeat, Repeat) and repeat.count is None and not repeat.fixed and self.is_relevant(ref)

    def add_repeat(self, ref: str, row_id: str | None = None) -> Outcome:
        """Add a row at the end of a repeat, `/data/member`. Raises ReadOnly where that isn't allowed."""
        parent, slot = self._repeat_at(ref)
        if slot is None or parent is None:
            raise KeyError(ref)
        if not self.can_add(ref) or len(self._machine.rows(slot, parent.row)) >= MOST_ROWS:
            raise ReadOnly
        row = self._machine.add_row(slot, parent, row_id or "")
        return self._outcome(row.id)

    def remove_repeat(self, ref: str) -> Outcome:
        """Remove a row, `/data/member[2]`. Raises ReadOnly where that isn't allowed."""
        cell = self._cell(ref)
        if cell.row.cell is not cell or cell.row.parent is None:
            raise KeyError(ref)
        if not self.can_add(without_last_position(ref)):
            raise ReadOnly
        self._machine.remove_row(cell.row)
        return self._outcome()

    def finish(self) -> Outcome:
        """Fill in what is known only at the end: its time."""
        self._doer.close()
        return self._outcome()

    def _repeat_at(self, ref: str) -> tuple[Cell | None, Slot | None]:
        """(cell around, slot) of a repeat named without position."""
        if ref.endswith("]"):
            return None, None
        parent = self._find(ref.rpartition("/")[0]) if ref.count("/") > 1 else None
        slot = parent.slot.inside.get(ref.rpartition("/")[2]) if parent is not None else None
        return (parent, slot) if slot is not None and slot.sort == Sort.REPEAT else (None, None)

    # Saving

    def _outcome(self, row_id: str = "", *, everything: bool = False, known: frozenset[str] = frozenset()) -> Outcome:
        self._machine.run()
        changes: dict[str, Value] = {}
        for row in self._machine.lost:
            if row.saved:
                changes[f"{row.prefix}{REMOVED}"] = True
                self._removed.append(row.prefix)
        self._machine.lost.clear()
        for row in self._machine.new_rows():
            key = f"{row.prefix}{ROW}"
            if key not in known:
                changes[key] = row.position
            row.saved = True
        cells = list(self._machine.leaves()) if everything else list(self._machine.touched)
        for cell in cells:
            answer = cell.answer()
            if answer != cell.saved:
                changes[cell.key()] = cell.saved = answer
        self._machine.touched.clear()
        return Outcome(changes=changes, row_id=row_id)

    def answers(self) -> dict[str, Value]:
        """Everything that counts now, for sealing: answers of relevant questions, derived ones, rows,
        and `_del` of rows removed. What is blank or not relevant is left out;
        an answer that the form began with and that was cleared is None."""
        return all_answers(self._machine, self._removed)

    # Overview

    def pages(self) -> tuple[Page, ...]:
        """All pages that concern this household, in the order of asking."""
        return self._layout.pages()

    def sections(self) -> tuple[Section, ...]:
        """How far each part of the form is."""
        return self._layout.sections(self._violation)

    def recalculate(self) -> Outcome:
        """Calculate everything anew, as if all had changed. Changes nothing unless time or chance matter."""
        self._machine.enter(self._machine.root.cell)
        self._machine.forget_rules()
        return self._outcome()

    @property
    def calculations(self) -> int:
        """How many calculations were made since opening; for tests and measuring."""
        return self._machine.calculations

    def xml(self) -> str:
        """The answers that count now as other ODK programs read them."""
        return answers_xml(self._machine.root.cell)

    def instance(self) -> Document:
        """The answers as XML tree, as they count now. Not to be changed."""
        return self._machine.document


def without_last_position(ref: str) -> str:
    """`/data/a[1]/b[2]` -> `/data/a[1]/b`."""
    return ref.rpartition("[")[0] if ref.endswith("]") else ref


def _rows_named(row: Row, name: str) -> list[Row]:
    return [each for rows in row.rows.values() for each in rows if each.slot.local_key == name]

