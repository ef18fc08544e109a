"""The choices of a question as its field shows them; long lists are made once (no Qt)."""

from dataclasses import dataclass
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from yihu.base.collecting import uncollected
from yihu.ui.interview.kinds import places_of, read_scale
from yihu.ui.interview.markup import has_markup, plain_text
from yihu.ui.interview.views import Clip, Face

if TYPE_CHECKING:
    from yihu.engine import Choice, Session
    from yihu.forms import Question

_PLAIN_FACE = Face()


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What is offered: (value, plain label) pairs, and a face for each unless all are plain words."""

    pairs: tuple[tuple[str, str], ...] = ()
    faces: tuple[Face, ...] = ()


_NOTHING = Offer()
_known: "WeakKeyDictionary[Session, dict[str, tuple[tuple[Choice, ...], Offer]]]" = WeakKeyDictionary()


def offer_of(session: "Session", ref: str) -> Offer:
    """What the question offers now. The same object again as long as the session offers the same."""
    with uncollected():
        choices = session.choices(ref)
    if not choices:
        return _picked(session.question(ref))
    offers = _known.setdefault(session, {})
    before = offers.get(ref)
    if before is not None and before[0] is choices:
        return before[1]
    made = _made(choices)
    offers[ref] = (choices, made)
    return made


def _made(choices: "tuple[Choice, ...]") -> Offer:
    dressed = any(
        choice.image or choice.audio or choice.video or has_markup(choice.label) for choice in choices
    )
    if not dressed:
        with uncollected():
            return Offer(pairs=tuple([(choice.value, choice.label) for choice in choices]))
    return Offer(
        pairs=tuple((choice.value, plain_text(choice.label)) for choice in choices),
        faces=tuple(_face(choice) for choice in choices),
    )


def _face(choice: "Choice") -> Face:
    markup = choice.label if plain_text(choice.label) != choice.label else ""
    clip = _clip(choice)
    dressed = markup or choice.image or clip
    return Face(markup=markup, picture=choice.image, clip=clip) if dressed else _PLAIN_FACE


def _clip(choice: "Choice") -> Clip | None:
    """What is played with a choice: its film, else its sound."""
    kind = "video" if choice.video else "audio" if choice.audio else ""
    return Clip(kind=kind, name=choice.video or choice.audio) if kind else None


def _picked(question: "Question") -> Offer:
    """A range that is picked from a list offers its numbers."""
    if question.kind != "range" or "picker" not in question.appearances:
        return _NOTHING
    scale = read_scale(question.bounds)
    return Offer(pairs=tuple((number, number) for number in places_of(scale))) if scale else _NOTHING
