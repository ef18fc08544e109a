"""From a question of the open session to what its widget shows (no Qt)."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from yihu.base.i18n import translate
from yihu.ui.interview.views import FieldKind, Previous, QuestionView
from yihu.ui.interview.wording import chosen_labels, grouped, unit_of

if TYPE_CHECKING:
    from yihu.engine import Session
    from yihu.forms import Question

MOST_CARDS = 9
_PLAIN = {
    "integer": FieldKind.NUMBER,
    "decimal": FieldKind.NUMBER,
    "range": FieldKind.NUMBER,
    "date": FieldKind.DATE,
    "time": FieldKind.TIME,
    "datetime": FieldKind.MOMENT,
    "geopoint": FieldKind.PLACE,
    "image": FieldKind.PHOTO,
    "note": FieldKind.NOTE,
    "acknowledge": FieldKind.ACKNOWLEDGE,
    "select_multiple": FieldKind.MULTIPLE,
}
_SEARCHED = frozenset({"minimal", "autocomplete", "search"})


def field_kind(kind: str, appearances: Collection[str], choices: int) -> FieldKind:
    """The kind of field for a question's type, appearances and number of choices."""
    if kind == "select_one":
        searched = choices > MOST_CARDS or not _SEARCHED.isdisjoint(appearances)
        return FieldKind.LIST if searched else FieldKind.CARDS
    if kind == "text":
        return FieldKind.LONG_TEXT if "multiline" in appearances else FieldKind.TEXT
    if kind == "date" and not {"month-year", "year"}.isdisjoint(appearances):
        return FieldKind.MONTH
    return _PLAIN.get(kind, FieldKind.TEXT)


def view_question(
    session: "Session", ref: str, number: str, previous: Previous | None, complain: bool
) -> QuestionView:
    """The question at `ref` as it stands now; `complain` also tells that a required answer is missing."""
    question = session.question(ref)
    choices = tuple((choice.value, choice.label) for choice in session.choices(ref))
    kind = field_kind(question.kind, question.appearances, len(choices))
    label, value = session.label(ref), session.value(ref)
    violation = session.violation(ref)
    missing = violation is not None and violation.kind == "required"
    unit = unit_of(label) if kind in (FieldKind.NUMBER, FieldKind.TEXT) else ""
    return QuestionView(
        ref=ref,
        number=number,
        kind=kind,
        label=label,
        hint=session.hint(ref) or "",
        required=session.is_required(ref),
        read_only=session.is_read_only(ref),
        value=value,
        unit=unit,
        message=_complaint(violation.message) if violation and (complain or not missing) else "",
        missing=missing,
        whole=question.data_type == "int",
        choices=choices,
        previous=_in_words(previous, choices, unit),
    )


def read_answer(question: "Question", value: str, choices: tuple[tuple[str, str], ...], unit: str) -> str:
    """An answer as a person reads it: labels for choices, grouped numbers with their unit."""
    if choices:
        return chosen_labels(value, choices)
    text = grouped(value) if question.kind in ("integer", "decimal", "range") else value
    return f"{text} {unit}".strip()


def _in_words(previous: Previous | None, choices: tuple[tuple[str, str], ...], unit: str) -> Previous | None:
    if previous is None:
        return None
    text = chosen_labels(previous.value, choices) if choices else grouped(previous.value)
    return Previous(value=previous.value, text=f"{text} {unit}".strip(), when=previous.when)


def _complaint(message: str) -> str:
    return message or translate("This answer doesn't fit. Please check it.")
