"""Functions on what a form has around its answers: lists, words, repeats."""

from collections.abc import Sequence

from yihu.base.i18n import N_
from yihu.xpath.library import ArgumentRefused, Theme, Unfit, as_nodes
from yihu.xpath.outside import Outside
from yihu.xpath.pieces import NODES, TEXT, AsNodes, AsNumber, Frame, Piece, as_number, as_text
from yihu.xpath.shuffling import seed_of, shuffled
from yihu.xpath.tree import Node
from yihu.xpath.values import Value

THEME = Theme()


@THEME.special("instance", 1, 1, refuses=True)
def instance(arguments: Sequence[Piece]) -> Piece:
    """The top of another instance, such as a list of choices."""
    text = as_text(arguments[0])

    def first(node: Node, frame: Frame) -> Node:
        instance_id = text(node, frame)
        found = frame.outside.instance(instance_id)
        if found is None:
            raise Unfit(instance_id, ", ".join(frame.outside.instance_ids()) or N_("none"))
        return found

    return Piece(NODES, lambda node, frame: [first(node, frame)], first=first, settled=arguments[0].settled)


@THEME.plain("pulldata", "text text text text -> text", outside=True)
def pulldata(outside: Outside, table: str, wanted: str, key: str, value: str) -> str:
    return outside.pulldata(table, wanted, key, value)


@THEME.plain("jr:itext", "text -> text", outside=True)
def itext(outside: Outside, text_id: str) -> str:
    return outside.itext(text_id)


@THEME.special("jr:choice-name", 2, 2)
def choice_name(arguments: Sequence[Piece]) -> Piece:
    """The label of a choice; the question's path comes as text."""
    value, path = as_text(arguments[0]), as_text(arguments[1])
    return Piece(
        TEXT, lambda node, frame: frame.outside.choice_name(value(node, frame), path(node, frame), node)
    )


@THEME.special("indexed-repeat", 3, None)
def indexed_repeat(arguments: Sequence[Piece]) -> Piece:
    """The nodes of the first argument inside the n-th repeat, given as pairs of path and number."""
    if len(arguments) % 2 == 0:
        raise ArgumentRefused(N_("a number behind each repeat"))
    wanted = as_nodes(arguments[0])
    pairs = [
        (as_nodes(repeat), as_number(number))
        for repeat, number in zip(arguments[1::2], arguments[2::2], strict=True)
    ]

    def found(node: Node, frame: Frame) -> list[Node]:
        inside = _chosen_repeat(pairs, node, frame)
        return (
            [] if inside is None else [target for target in wanted(node, frame) if _is_within(target, inside)]
        )

    return Piece(NODES, found)


def _chosen_repeat(pairs: list[tuple[AsNodes, AsNumber]], node: Node, frame: Frame) -> Node | None:
    """The innermost repeat that the pairs lead to, outer repeats first, whatever order they're given in."""
    chosen: Node | None = None
    levels = [(repeats(node, frame), number(node, frame)) for repeats, number in pairs]
    for repeats, number in sorted(levels, key=lambda level: _depth(level[0])):
        among = repeats if chosen is None else [repeat for repeat in repeats if _is_within(repeat, chosen)]
        if not 1 <= number <= len(among) or number != int(number):
            return None
        chosen = among[int(number) - 1]
    return chosen


def _depth(nodes: list[Node]) -> int:
    return sum(1 for _ in nodes[0].ancestors()) if nodes else 0


def _is_within(node: Node, above: Node) -> bool:
    return any(ancestor is above for ancestor in node.ancestors())


@THEME.special("randomize", 1, 2, impure=True)
def randomize(arguments: Sequence[Piece]) -> Piece:
    """The nodes in another order, the same for the same seed as in every ODK engine."""
    nodes = as_nodes(arguments[0])
    seed = arguments[1].run if len(arguments) == 2 else None

    def found(node: Node, frame: Frame) -> list[Node]:
        if seed is None:
            return shuffled(nodes(node, frame), frame.outside.random)
        value: Value = seed(node, frame)
        return shuffled(nodes(node, frame), seed_of(value, frame.outside).next)

    return Piece(NODES, found)
