"""An interview: a form and its answers as they stand."""

from collections.abc import Iterable, Mapping

from yihu.base.collecting import uncollected
from yihu.base.i18n import N_
from yihu.base.ids import new_id
from yihu.engine import typing_rules
from yihu.engine.beyond import Beyond
from yihu.engine.cells import Cell, Row
from yihu.engine.choices import Offers
from yihu.engine.events import Doer
from yihu.engine.graph import graph_of
from yihu.engine.instance_xml import merged
from yihu.engine.machine import Machine
from yihu.engine.outcome import Outcome, Value
from yihu.engine.pages import Layout
from yihu.engine.records import REMOVED, ROW, all_answers, fill, grow_rows
from yihu.engine.slots import Aim
from yihu.engine.structure import MOST_ROWS
from yihu.engine.surroundings import Surroundings
from yihu.engine.typing_rules import ReadOnly, ValueRefused
from yihu.engine.view import View
from yihu.engine.words import Speaker
from yihu.forms import Form
from yihu.forms.names import resolve, without_positions
from yihu.xpath.problems import ValueWrong
from yihu.xpath.tree import Document, Node


class Session(View):
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
        self._offers = Offers(self._machine, self._speaker, own_lists=around.lists)
        self._doer = Doer(self._machine, around)
        self._layout = Layout(self._machine, self._speaker)
        self._removed: list[str] = []
        self._excused = frozenset()
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
        with uncollected():
            session = cls(form, around or Surroundings(), chosen or "")
            session._begin(answers or {}, fresh=not answers if fresh is None else fresh)
        return session

    @classmethod
    def open_xml(
        cls,
        form: Form,
        xml: str,
        *,
        around: Surroundings | None = None,
        language: str | None = None,
        edit: bool = False,
    ) -> "Session":
        """Go on with answers in XML, as other ODK programs write them; `edit` makes it a new version of a
        finished one. Raises AnswersForeign."""
        session = cls(
            form,
            around or Surroundings(),
            (language if language in form.languages else "") or form.default_language,
        )
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
        kept = {
            cell: cell.stored for cell in filled if not cell.slot.derived and Aim.CALCULATE in cell.slot.tasks
        }
        for cell in filled if fresh else machine.leaves():
            if cell in filled or not cell.slot.derived:
                cell.saved = cell.stored or None
        machine.enter(machine.root.cell)
        if not answers:
            self._drop_unoffered(machine.leaves())
        machine.start(set(kept))
        self._offers.prepare()
        self._doer.at_load(
            frozenset(("odk-instance-load", "odk-instance-first-load") if fresh else ("odk-instance-load",))
        )
        self.opening = self._outcome(everything=True, known=frozenset(answers))

    def _drop_unoffered(self, cells: Iterable[Cell]) -> None:
        """What the form begins with counts only if it is among the choices; a person's own answers stay."""
        for cell in cells:
            choices = cell.slot.question.choices if cell.slot.select and cell.slot.question else None
            if cell.node.text and choices is not None and choices.nodes is None:
                self._machine.show(cell)

    # Listener of the machine

    def new_row_id(self) -> str:
        return new_id(self._around.clock, self._around.random)

    def offered_values(self, cell: Cell) -> Mapping[str, int]:
        return self._offers.values(cell).places

    def value_changed(self, cell: Cell) -> None:
        self._doer.value_changed(cell)

    def row_added(self, row: Row) -> None:
        self._drop_unoffered(row.cell.leaves())
        if self._machine.started:
            self._doer.row_added(row)

    # What expressions ask

    def text_of(self, text_id: str) -> str:
        return self._speaker.text(text_id, self._speaker.at or self._machine.root.cell.node)

    def choice_label(self, value: str, path: str, node: Node) -> str:
        cell = node.note if isinstance(node.note, Cell) else self._machine.root.cell
        slot = self._machine.graph.by_ref.get(without_positions(resolve(path, cell.slot.ref)))
        target = self._nearest(slot, cell) if slot is not None else None
        if target is None or slot is None or not slot.select:
            raise ValueWrong(
                expression=path, found=path.strip(), allowed=N_("the path of a question with choices")
            )
        return self._offers.label_of(target, value)

    def last_saved_document(self) -> Document:
        saved = (
            Session.open(self.form, answers=self._around.last_saved, fresh=False)
            if self._around.last_saved
            else None
        )
        if saved is not None:
            return saved._machine.document
        blank = Document()
        blank.append(self.form.instance.element.clone())
        return blank

    def set_language(self, name: str) -> Outcome:
        """Speak another of the form's languages. ValueError if it has no such. Words in answers follow."""
        if name not in self.form.languages:
            raise ValueError(name)
        self._speaker.language = name
        self._machine.language_changed()
        return self._outcome()

    # Changing

    def answer(self, ref: str, value: str, *, by_hand: bool = True) -> Outcome:
        """Set an answer; "" clears it. `by_hand=False` also sets what a person may not.

        Raises ValueRefused, ReadOnly; nothing changes then. KeyError for an unknown ref.
        """
        cell = self._cell(ref)
        if by_hand and cell.slot.guarded and self._is_locked(cell):
            raise ReadOnly
        # Of a rank, the machine adds what was not placed.
        self._machine.store(cell, self._accepted(cell, value), offered=cell.slot.kind != "rank")
        return self._outcome()

    def _accepted(self, cell: Cell, value: str) -> str:
        slot = cell.slot
        if not slot.select or not value:
            written = typing_rules.accept(value, slot.type)
            if written and slot.bounds is not None:
                typing_rules.check_bounds(written, slot.bounds)
            return written
        places, kind = self._offers.values(cell).places, slot.kind
        chosen = [value] if kind == "select_one" else value.split()
        for each in chosen:
            if each not in places:
                raise ValueRefused(wanted=N_("one of the choices"))
        if kind == "select_multiple" and len(chosen) > 1:
            chosen = sorted(set(chosen), key=places.__getitem__)
        return " ".join(chosen)

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

    # Saving

    def _outcome(
        self, row_id: str = "", *, everything: bool = False, known: frozenset[str] = frozenset()
    ) -> Outcome:
        machine = self._machine
        machine.run()
        changes: dict[str, Value] = {}
        if machine.lost or machine.rows_came:
            self._tell_rows(changes, known)
        for cell in machine.leaves() if everything else machine.touched:
            answer = cell.answer()
            if answer != cell.saved:
                changes[cell.key()] = cell.saved = answer
        machine.touched.clear()
        return Outcome(changes=changes, row_id=row_id)

    def _tell_rows(self, changes: dict[str, Value], known: frozenset[str]) -> None:
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

    def answers(self) -> dict[str, Value]:
        """Everything that counts now, for sealing: answers of relevant questions, derived ones, rows,
        and `_del` of rows removed. What is blank or not relevant is left out;
        an answer that the form began with and that was cleared is None."""
        return all_answers(self._machine, self._removed)

    def recalculate(self) -> Outcome:
        """Calculate everything anew, as if all had changed. Changes nothing unless time or chance matter."""
        self._machine.enter(self._machine.root.cell)
        self._machine.forget_rules()
        return self._outcome()

    @property
    def calculations(self) -> int:
        """How many calculations were made since opening; for tests and measuring."""
        return self._machine.calculations


def without_last_position(ref: str) -> str:
    """`/data/a[1]/b[2]` -> `/data/a[1]/b`."""
    return ref.rpartition("[")[0] if ref.endswith("]") else ref
