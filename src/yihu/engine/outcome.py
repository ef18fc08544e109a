"""What a session tells: outcomes, violations, choices, pages."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Value = str | int | bool | None
"""An answer as it is kept: text as in the form, int and bool for the `_` keys, None for cleared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What one step changed and has to be saved.

    Attributes:
        changes: answer key -> value; None where an answer was cleared.
        row_id: of the row that was added, "" if none was.
    """

    changes: Mapping[str, Value] = field(default_factory=dict)
    row_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """Why an answer can't stay as it is. `message` is for a person, in the form's language, or the
    window's where the form says nothing. A `soft` one may stay with a reason; `conflict`: laptops answered
    differently, and other questions depend on it."""

    kind: Literal["required", "constraint", "soft", "conflict"]
    message: str
    ref: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One choice that is offered. Media are names of files beside the form, "" for none."""

    value: str
    label: str
    image: str = ""
    audio: str = ""
    video: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What is asked together.

    Attributes:
        kind: "group" (a field-list), "question" (one alone), "repeat" (rows may be added here).
        ref: of the group, question, or repeat (without position).
        refs: shown questions on it that are relevant now, in order.
        section: ref of the section it belongs to, "" for none.
    """

    kind: Literal["group", "question", "repeat"]
    ref: str
    title: str
    refs: tuple[str, ...]
    section: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A top group or repeat of the form, or the questions between such.

    Attributes:
        asked: shown relevant questions; answered: those of them with an answer.
        errors: answers that can't stay; missing: required ones not answered yet.
        due: asked questions that are required, answered or excused; done: those answered or excused.
    """

    ref: str
    title: str
    asked: int
    answered: int
    errors: int
    missing: int
    due: int
    done: int
