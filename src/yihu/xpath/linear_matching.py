"""Searching for a pattern in time that grows with the text, however the pattern is written.

Python's own matcher tries one way after another, and a pattern such as `(a+)+b` makes it try for
years. Here all ways are followed at once, character by character: slower for ordinary patterns,
but never stuck. Only used for patterns that could get stuck.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from re import _compiler as compiler  # type: ignore[attr-defined]
from re import _constants as words  # type: ignore[attr-defined]
from re import _parser as reader  # type: ignore[attr-defined]
from typing import Any, Final

MOST_STATES: Final = 4_000


class NotLinear(Exception):
    """The pattern looks around or back, or is too large: it can't be followed this way."""


@dataclass(slots=True)
class State:
    """A point of a pattern.

    Attributes:
        takes: whether it takes a character on the way to the next; None where no character is needed.
        holds: whether the place between two characters is right, by text and place; None where any is.
        nexts: states behind it.
    """

    takes: Callable[[str], bool] | None = None
    holds: Callable[[str, int], bool] | None = None
    nexts: list[int] = field(default_factory=list)


def may_get_stuck(pattern: re.Pattern[str]) -> bool:
    """Whether the pattern repeats something that itself repeats or chooses, or repeats often in a row."""
    parsed = reader.parse(pattern.pattern, pattern.flags)
    return _open_repeats(parsed) > 2 or _nests(parsed, inside=False)


def _parts(items: Any) -> Any:
    for operation, argument in items:
        yield operation, argument, _inner(operation, argument)


def _inner(operation: Any, argument: Any) -> list[Any]:
    if operation in (words.MAX_REPEAT, words.MIN_REPEAT, words.POSSESSIVE_REPEAT):
        return [argument[2]]
    if operation is words.SUBPATTERN:
        return [argument[3]]
    if operation is words.BRANCH:
        return list(argument[1])
    if operation in (words.ASSERT, words.ASSERT_NOT):
        return [argument[1]]
    if operation is words.ATOMIC_GROUP:
        return [argument]
    if operation is words.GROUPREF_EXISTS:
        return [part for part in argument[1:] if part is not None]
    return []


def _repeats(operation: Any, argument: Any) -> bool:
    return operation in (words.MAX_REPEAT, words.MIN_REPEAT, words.POSSESSIVE_REPEAT) and argument[1] > 1


def _open_repeats(items: Any) -> int:
    count = 0
    for operation, argument, inner in _parts(items):
        count += int(_repeats(operation, argument) and argument[1] - argument[0] > 50)
        count += sum(_open_repeats(part) for part in inner)
    return count


def _nests(items: Any, *, inside: bool) -> bool:
    for operation, argument, inner in _parts(items):
        repeats = _repeats(operation, argument)
        varies = operation is words.BRANCH or (
            operation in (words.MAX_REPEAT, words.MIN_REPEAT) and argument[0] != argument[1]
        )
        if inside and varies:
            return True
        if any(_nests(part, inside=inside or repeats) for part in inner):
            return True
    return False


def linear_search(pattern: re.Pattern[str], text: str) -> bool:
    """Whether the pattern is found anywhere in the text; raises NotLinear."""
    return Machine(pattern).found_in(text)


class Machine:
    """A pattern as states; all that may be reached are followed at once."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self._states: list[State] = []
        self._flags = pattern.flags
        self._end = self._add(State())
        self._start = self._sequence(reader.parse(pattern.pattern, pattern.flags), self._end)

    def found_in(self, text: str) -> bool:
        """Whether the pattern is found anywhere."""
        reached: set[int] = set()
        for place in range(len(text) + 1):
            reached = self._settle({*reached, self._start}, text, place)
            if self._end in reached:
                return True
            if place < len(text):
                reached = self._taken(reached, text[place])
        return False

    def _settle(self, states: set[int], text: str, place: int) -> set[int]:
        """All states reached without taking a character."""
        waiting, reached = list(states), set()
        while waiting:
            number = waiting.pop()
            if number in reached:
                continue
            state = self._states[number]
            if state.holds is None or state.holds(text, place):
                reached.add(number)
                if state.takes is None:
                    waiting.extend(state.nexts)
        return reached

    def _taken(self, states: set[int], character: str) -> set[int]:
        after: set[int] = set()
        for number in states:
            state = self._states[number]
            if state.takes is not None and state.takes(character):
                after.update(state.nexts)
        return after

    # Building, from the end to the start: each gives the state before what follows.

    def _add(self, state: State) -> int:
        if len(self._states) >= MOST_STATES:
            raise NotLinear
        self._states.append(state)
        return len(self._states) - 1

    def _sequence(self, items: Any, following: int) -> int:
        for operation, argument in reversed(list(items)):
            following = self._one(operation, argument, following)
        return following

    def _one(self, operation: Any, argument: Any, following: int) -> int:
        if operation in (words.MAX_REPEAT, words.MIN_REPEAT):
            least, most, repeated = argument
            return self._repeat(least, most, repeated, following)
        if operation is words.SUBPATTERN and not argument[1] and not argument[2]:
            return self._sequence(argument[3], following)
        if operation is words.BRANCH:
            return self._add(State(nexts=[self._sequence(part, following) for part in argument[1]]))
        if operation is words.AT:
            return self._add(State(holds=_holding(argument), nexts=[following]))
        if operation in (words.LITERAL, words.NOT_LITERAL, words.IN, words.ANY):
            return self._add(State(takes=_taking(operation, argument, self._flags), nexts=[following]))
        raise NotLinear

    def _repeat(self, least: int, most: int, items: Any, following: int) -> int:
        if most is words.MAXREPEAT:
            loop = self._add(State(nexts=[following]))
            self._states[loop].nexts.append(self._sequence(items, loop))
            following = loop
        else:
            for _ in range(most - least):
                following = self._add(State(nexts=[self._sequence(items, following), following]))
        for _ in range(least):
            following = self._sequence(items, following)
        return following


def _taking(operation: Any, argument: Any, flags: int) -> Callable[[str], bool]:
    """Whether a single character matches, by Python's own matcher."""
    pattern = reader.SubPattern(reader.State(), [(operation, argument)])
    pattern.state.flags = flags
    pattern.state.str = ""
    single: re.Pattern[str] = compiler.compile(pattern, flags)
    return lambda character: single.fullmatch(character) is not None


def _holding(argument: Any) -> Callable[[str, int], bool]:
    if argument in (words.AT_BEGINNING, words.AT_BEGINNING_STRING):
        return lambda _text, place: place == 0
    if argument in (words.AT_END, words.AT_END_STRING):
        return lambda text, place: place == len(text)
    if argument is words.AT_BOUNDARY:
        return _at_boundary
    if argument is words.AT_NON_BOUNDARY:
        return lambda text, place: not _at_boundary(text, place)
    raise NotLinear


def _at_boundary(text: str, place: int) -> bool:
    before = text[place - 1 : place] if place else ""
    return _is_word(before) != _is_word(text[place : place + 1])


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"
