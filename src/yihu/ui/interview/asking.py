"""From a question of the open session to what its widget shows (no Qt)."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from yihu.base.i18n import translate
from yihu.ui.interview.kinds import MOST_CARDS_OF_MANY, field_kind, read_scale, told
from yihu.ui.interview.markup import plain_text
from yihu.ui.interview.offering import offer_of
from yihu.ui.interview.views import Clip, FieldKind, Previous, QuestionView, Scale
from yihu.ui.interview.wording import chosen_labels, grouped, unit_of

if TYPE_CHECKING:
    from yihu.engine import Session
    from yihu.forms import Question

_WITH_UNIT = (FieldKind.NUMBER, FieldKind.COUNTER, FieldKind.TEXT, FieldKind.DIGITS)
HIDDEN = "••••••"


def view_question(
    session: "Session", ref: str, number: str, previous: Previous | None, complain: bool, share: float = 1.0
) -> QuestionView:
    """The question at `ref` as it stands now; `complain` also tells that a required answer is missing."""
    question = session.question(ref)
    offer = offer_of(session, ref)
    choices = offer.pairs
    kind, scale = _field(question, len(choices))
    if (
        kind is FieldKind.LIST
        and len(choices) <= MOST_CARDS_OF_MANY
        and any(each.clip for each in offer.faces)
    ):
        kind = FieldKind.CARDS  # a list of words can't be listened to
    written, hint, value = session.label(ref), session.hint(ref) or "", session.value(ref)
    label, plain_hint = plain_text(written), plain_text(hint)
    violation = session.violation(ref)
    media, hint_media = session.media(ref), session.media(ref, "hint")
    missing = violation is not None and violation.kind == "required"
    unit = unit_of(label) if kind in _WITH_UNIT else ""
    return QuestionView(
        ref=ref,
        number=number,
        kind=kind,
        label=label,
        hint=plain_hint,
        required=session.is_required(ref),
        read_only=session.is_read_only(ref),
        value=_short(value) if scale is not None else value,
        unit=unit,
        message=_complaint(violation.message) if violation and (complain or not missing) else "",
        missing=missing,
        whole=question.data_type == "int",
        choices=choices,
        previous=_in_words(previous, choices, unit, kind),
        label_markup=written if written != label else "",
        hint_markup=hint if hint != plain_hint else "",
        picture=media.get("image", "") or hint_media.get("image", ""),
        clips=(*_clips(media), *_clips(hint_media)),
        told=translate(sentence) if (sentence := told(question.kind, question.appearances)) else "",
        appearances=frozenset(question.appearances),
        faces=offer.faces,
        scale=scale,
        file_kind=question.kind if kind is FieldKind.FILE else "",
        many=question.kind == "select_multiple",
        share=share,
        closed=question.kind == "geoshape",
        lines=int(question.parameters["rows"]) if question.parameters.get("rows", "").isdigit() else 0,
    )


def _field(question: "Question", choices: int) -> tuple[FieldKind, Scale | None]:
    """How the question is answered; a scale without sensible ends is a number to type."""
    kind = field_kind(question.kind, question.appearances, choices)
    if question.kind != "range":
        return kind, None
    scale = read_scale(question.bounds)
    return (kind, scale) if scale is not None else (FieldKind.NUMBER, None)


def read_answer(question: "Question", value: str, choices: tuple[tuple[str, str], ...], unit: str) -> str:
    """An answer as a person reads it: labels for choices, grouped numbers with their unit, dots for hidden ones."""
    if value and "masked" in question.appearances:
        return HIDDEN
    if choices:
        return chosen_labels(value, choices)
    text = grouped(value) if question.kind in ("integer", "decimal", "range") else value
    return f"{text} {unit}".strip()


def _clips(media: Mapping[str, str]) -> tuple[Clip, ...]:
    return tuple(Clip(kind=kind, name=media[kind]) for kind in ("audio", "video") if media.get(kind))


def _in_words(
    previous: Previous | None, choices: tuple[tuple[str, str], ...], unit: str, kind: FieldKind
) -> Previous | None:
    if previous is None:
        return None
    number = grouped(previous.value) if unit else previous.value
    text = chosen_labels(previous.value, choices) if choices else number
    shown = HIDDEN if kind is FieldKind.MASKED else f"{text} {unit}".strip()
    return Previous(value=previous.value, text=shown, when=previous.when)


def _short(value: str) -> str:
    """A number on a scale as the scale writes it: 5 for the decimal 5.0."""
    return value.removesuffix(".0")


def _complaint(message: str) -> str:
    return message or translate("This answer doesn't fit. Please check it.")
