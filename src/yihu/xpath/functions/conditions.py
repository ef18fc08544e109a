"""Functions on conditions, and those that choose what is evaluated."""

from collections.abc import Sequence
from itertools import chain
from math import inf

from yihu.base.i18n import N_
from yihu.xpath.library import ArgumentRefused, Theme, as_numbers, as_truths
from yihu.xpath.pieces import ANY, TEXT, TRUTH, Frame, Piece, as_number, as_text, as_truth
from yihu.xpath.tree import Node
from yihu.xpath.values import Value

THEME = Theme()


@THEME.plain("boolean", "truth -> truth")
def boolean(truth: bool) -> bool:
    return truth


@THEME.plain("not", "truth -> truth")
def negation(truth: bool) -> bool:
    return not truth


@THEME.plain("true", "-> truth")
def true() -> bool:
    return True


@THEME.plain("false", "-> truth")
def false() -> bool:
    return False


@THEME.plain("boolean-from-string", "text -> truth")
def boolean_from_string(text: str) -> bool:
    return text in ("1", "true")


@THEME.special("if", 3, 3)
def choice(arguments: Sequence[Piece]) -> Piece:
    """Only the branch that is chosen is evaluated."""
    condition, (_, yes, no) = as_truth(arguments[0]), arguments
    kind = yes.kind if yes.kind == no.kind else ANY
    if_so, if_not = yes.run, no.run

    def chosen(node: Node, frame: Frame) -> Value:
        value: Value = if_so(node, frame) if condition(node, frame) else if_not(node, frame)
        return value

    return Piece(kind, chosen)


@THEME.special("coalesce", 1, None)
def coalesce(arguments: Sequence[Piece]) -> Piece:
    """The first that isn't empty; those behind it aren't evaluated."""
    texts = [as_text(piece) for piece in arguments]
    if len(texts) == 2:
        one, other = texts
        return Piece(TEXT, lambda node, frame: one(node, frame) or other(node, frame))

    def first_filled(node: Node, frame: Frame) -> str:
        for text in texts:
            if value := text(node, frame):
                return value
        return ""

    return Piece(TEXT, first_filled)


@THEME.special("once", 1, 1, local=True)
def once(arguments: Sequence[Piece]) -> Piece:
    """What the question already holds, or else the argument's value."""
    text = as_text(arguments[0])
    return Piece(TEXT, lambda node, frame: node.string() or text(node, frame))


@THEME.plain("checklist", "number number truths* -> truth")
def checklist(least: float, most: float, *truths: list[bool]) -> bool:
    """-1 stands for no bound."""
    count = sum(chain.from_iterable(truths))
    return least <= count <= (inf if most == -1 else most)


@THEME.special("weighted-checklist", 2, None)
def weighted_checklist(arguments: Sequence[Piece]) -> Piece:
    """Like checklist, but each truth counts as much as the weight behind it."""
    if len(arguments) % 2:
        raise ArgumentRefused(N_("a weight behind each condition"))
    least, most = as_number(arguments[0]), as_number(arguments[1])
    pairs = [
        (as_truths(condition), as_numbers(weight))
        for condition, weight in zip(arguments[2::2], arguments[3::2], strict=True)
    ]

    def enough(node: Node, frame: Frame) -> bool:
        reached = 0.0
        for truths, weights in pairs:
            held, weighing = truths(node, frame), weights(node, frame)
            if len(held) < len(weighing):
                return False
            reached += sum(weight for truth, weight in zip(held, weighing, strict=False) if truth)
        highest = most(node, frame)
        return least(node, frame) <= reached <= (inf if highest == -1 else highest)

    return Piece(TRUTH, enough)
