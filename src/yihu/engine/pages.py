"""What is asked together, and how far an interview is."""

from collections.abc import Callable, Collection, Iterator

from yihu.engine.cells import Cell, Row
from yihu.engine.machine import Machine
from yihu.engine.outcome import Page, Section, Violation
from yihu.engine.slots import Sort
from yihu.engine.words import Speaker
from yihu.forms import Group, Part, Question, Repeat

Judge = Callable[[Cell], Violation | None]


class Layout:
    """Pages and sections of the interview as it stands now."""

    def __init__(self, machine: Machine, speaker: Speaker) -> None:
        self._machine = machine
        self._speaker = speaker

    def pages(self) -> tuple[Page, ...]:
        """All pages that are relevant now, in the order of asking."""
        return tuple(
            page
            for part, section in self._top_parts()
            for page in self._pages(part, self._machine.root, section)
        )

    def _top_parts(self) -> Iterator[tuple[Part, str]]:
        """Parts at the top with the ref of their section: a group or repeat its own, questions the first one's."""
        loose = ""
        for part in self._machine.graph.form.body:
            if isinstance(part, Question):
                loose = loose or part.ref
                yield part, loose
            else:
                loose = ""
                yield part, part.ref or self._first_ref(part)

    def _first_ref(self, part: Group | Repeat) -> str:
        return next((each.ref for each in _questions(part)), "")

    def _pages(self, part: Part, row: Row, section: str) -> Iterator[Page]:
        if isinstance(part, Question):
            refs = self._shown(part, row)
            if refs:
                yield Page(kind="question", ref=refs[0], title="", refs=refs, section=section)
        elif isinstance(part, Repeat):
            yield from self._repeat_pages(part, row, section)
        elif "field-list" in part.appearances or "table-list" in part.appearances:
            refs = tuple(ref for question in _questions(part) for ref in self._shown_within(question, row))
            if refs:
                yield self._group_page(part, row, refs, section)
        else:
            for child in part.children:
                yield from self._pages(child, row, section)

    def _group_page(self, group: Group, row: Row, refs: tuple[str, ...], section: str) -> Page:
        cell = self._cell(group.ref, row)
        title = self._speaker.say(group.label, (cell or row.cell).node)
        return Page(kind="group", ref=cell.ref() if cell else "", title=title, refs=refs, section=section)

    def _repeat_pages(self, repeat: Repeat, row: Row, section: str) -> Iterator[Page]:
        slot = self._machine.graph.by_ref.get(repeat.ref)
        parent = row.members.get(slot.parent.index) if slot is not None and slot.parent is not None else None
        if slot is None or parent is None or not parent.relevant:
            return
        rows = [each for each in self._machine.rows(slot, row) if each.cell.relevant]
        if rows or not self._machine.rows(slot, row):
            title = self._speaker.say(repeat.label, parent.node)
            ref = f"{parent.ref()}/{slot.name}"
            yield Page(kind="repeat", ref=ref, title=title, refs=(), section=section)
        for each in rows:
            if "field-list" in repeat.appearances:
                refs = tuple(
                    ref for question in _questions(repeat) for ref in self._shown_within(question, each)
                )
                yield Page(kind="group", ref=each.cell.ref(), title=title, refs=refs, section=section)
            else:
                for child in repeat.children:
                    yield from self._pages(child, each, section)

    def _shown(self, question: Question, row: Row) -> tuple[str, ...]:
        cell = self._cell(question.ref, row)
        return (cell.ref(),) if cell is not None and cell.relevant and question.shown else ()

    def _shown_within(self, question: Question, row: Row) -> tuple[str, ...]:
        slot = self._machine.graph.by_ref[question.ref]
        cells = self._machine.live[slot.index] if question.shown else ()
        return tuple(cell.ref() for cell in cells if cell.relevant and cell.row.within(row.slot) is row)

    def _cell(self, ref: str | None, row: Row) -> Cell | None:
        slot = self._machine.graph.by_ref.get(ref or "")
        return None if slot is None else row.members.get(slot.index)

    def sections(self, judge: Judge, excused: Collection[str] = ()) -> tuple[Section, ...]:
        """Sections that have a question to ask now, or a repeat to add to. `excused`: keys that lack an answer for a reason."""
        found: dict[str, list[Part]] = {}
        for part, section in self._top_parts():
            found.setdefault(section, []).append(part)
        made = (self._section(ref, parts, judge, excused) for ref, parts in found.items())
        return tuple(section for section in made if section is not None)

    def _section(self, ref: str, parts: list[Part], judge: Judge, excused: Collection[str]) -> Section | None:
        cells = [cell for part in parts for cell in self._cells(part)]
        if not cells and not self._can_grow(parts[0]):
            return None
        violations = [found for found in map(judge, cells) if found is not None]
        asked = [cell for cell in cells if cell.slot.question is not None and cell.slot.question.asks]
        missing = sum(1 for found in violations if found.kind == "required")
        done = sum(1 for cell in asked if cell.node.text or cell.key() in excused)
        return Section(
            ref=ref,
            title=self._title(parts[0]),
            asked=len(asked),
            answered=sum(1 for cell in asked if cell.node.text),
            errors=sum(1 for found in violations if found.kind == "constraint"),
            missing=missing,
            due=done + missing,
            done=done,
        )

    def _title(self, part: Part) -> str:
        return (
            "" if isinstance(part, Question) else self._speaker.say(part.label, self._machine.root.cell.node)
        )

    def _can_grow(self, part: Part) -> bool:
        slot = self._machine.graph.by_ref.get(part.ref or "")
        if slot is None or slot.sort != Sort.REPEAT or slot.parent is None:
            return False
        return not self._machine.live[slot.index] and any(
            cell.relevant for cell in self._machine.live[slot.parent.index]
        )

    def _cells(self, part: Part) -> Iterator[Cell]:
        for question in _questions(part):
            if question.shown:
                for cell in self._machine.live[self._machine.graph.by_ref[question.ref].index]:
                    if cell.relevant:
                        yield cell


def _questions(part: Part) -> Iterator[Question]:
    if isinstance(part, Question):
        yield part
    else:
        for child in part.children:
            yield from _questions(child)
