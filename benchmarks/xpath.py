"""Expressions of forms against the floor: the same written by hand as Python closures over a dict.

`python -m benchmarks.xpath` prints one JSON line for each figure; medians of one run, in which both
take turns, so that a busy machine slows both.
"""

import operator as op
import time
from collections.abc import Callable, Mapping
from math import nan
from typing import Any

from benchmarks.figures import median, show
from yihu.xpath import Document, Node, Outside, compile_expression, parse_xml

Closure = Callable[[Mapping[str, str]], Any]
ROUNDS = 25
EVALUATIONS = 10_000

ANSWERS = {
    "age": "41", "sex": "f", "name": "Xiu", "family": "Wang", "fuels": "wood gas sun", "wage": "1200", "farm": "300",
    "empty": "", "months": "12", "born": "1984", "persons": "4", "id": "999999198401010014", "poor": "yes",
}  # fmt: skip


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return nan


# The floor is built of closures too, as by someone who needs no more than these expressions: no
# kinds of values, no nodes, no context, no dates, no blank answers.


def _get(name: str) -> Closure:
    return lambda answers: answers[name]


def _get_number(name: str) -> Closure:
    return lambda answers: _number(answers[name])


def _two(apply: Callable[[Any, Any], Any], left: Closure, right: Closure) -> Closure:
    return lambda answers: apply(left(answers), right(answers))


def _both(left: Closure, right: Closure) -> Closure:
    return lambda answers: left(answers) and right(answers)


def _is(value: Any) -> Closure:
    return lambda _answers: value


def _call(apply: Callable[..., Any], *arguments: Closure) -> Closure:
    return lambda answers: apply(*[argument(answers) for argument in arguments])


def _if(condition: Closure, yes: Closure, no: Closure) -> Closure:
    return lambda answers: yes(answers) if condition(answers) else no(answers)


def _selected(answer: str, choice: str) -> bool:
    return choice in answer.split()


TYPICAL: list[tuple[str, Closure]] = [
    ("/data/age >= 18", _two(op.ge, _get_number("age"), _is(18))),
    ("/data/sex = 'f'", _two(op.eq, _get("sex"), _is("f"))),
    (
        "/data/poor = 'yes' and /data/age < 60",
        _both(_two(op.eq, _get("poor"), _is("yes")), _two(op.lt, _get_number("age"), _is(60))),
    ),
    ("selected(/data/fuels, 'gas')", _call(_selected, _get("fuels"), _is("gas"))),
    ("../wage * ../months", _two(op.mul, _get_number("wage"), _get_number("months"))),
    (
        "if(/data/empty = '', 'none', /data/empty)",
        _if(_two(op.eq, _get("empty"), _is("")), _is("none"), _get("empty")),
    ),
    ("concat(/data/family, ' ', /data/name)", _call("{}{}{}".format, _get("family"), _is(" "), _get("name"))),
    (
        ". > 0 and . < 120",
        _both(_two(op.gt, _get_number("age"), _is(0)), _two(op.lt, _get_number("age"), _is(120))),
    ),
    ("string-length(/data/id) = 18", _two(op.eq, _call(len, _get("id")), _is(18))),
    (
        "(/data/wage + /data/farm) div /data/persons",
        _two(op.truediv, _two(op.add, _get_number("wage"), _get_number("farm")), _get_number("persons")),
    ),
    ("coalesce(/data/empty, /data/wage)", _if(_get("empty"), _get("empty"), _get("wage"))),
    (
        "not(selected(/data/fuels, 'none') and selected(/data/fuels, 'gas'))",
        _call(
            op.not_,
            _both(_call(_selected, _get("fuels"), _is("none")), _call(_selected, _get("fuels"), _is("gas"))),
        ),
    ),
    ("round(/data/wage div 7, 2)", _call(round, _two(op.truediv, _get_number("wage"), _is(7)), _is(2))),
    ("2026 - /data/born", _two(op.sub, _is(2026), _get_number("born"))),
]


def main() -> None:
    """Print the figures."""
    ours, floor = measure_typical()
    _show("expressions-10000", ours, floor, "closures over a dict, written by hand")
    _print_choosing(_sample().element.named("age")[0])


def _sample() -> Document:
    return parse_xml(f"<data>{''.join(f'<{name}>{text}</{name}>' for name, text in ANSWERS.items())}</data>")


def measure_typical() -> tuple[list[float], list[float]]:
    """Milliseconds of 10,000 typical expressions, ours and by hand, of each round."""
    node, outside = _sample().element.named("age")[0], Outside()
    compiled = [compile_expression(source) for source, _ in TYPICAL]
    rounds = EVALUATIONS // len(TYPICAL)
    ours, floor = [], []
    for _ in range(ROUNDS):
        ours.append(_milliseconds(lambda: [one.value(node, outside) for one in compiled], rounds))
        floor.append(_milliseconds(lambda: [by_hand(ANSWERS) for _, by_hand in TYPICAL], rounds))
    return ours, floor


def _milliseconds(work: Callable[[], object], times: int) -> float:
    start = time.perf_counter()
    for _ in range(times):
        work()
    return (time.perf_counter() - start) * 1000


def _print_choosing(node: Node) -> None:
    """Filtering a list of 10,000 choices by an answer, against a dict made beforehand."""
    items = "".join(
        f"<item><name>v{place}</name><town>t{place % 100}</town></item>" for place in range(10_000)
    )
    choices = parse_xml(f"<root>{items}</root>")
    choices.fixed = True
    by_town: dict[str, list[int]] = {}
    for place in range(10_000):
        by_town.setdefault(f"t{place % 100}", []).append(place)

    class Around(Outside):
        def instance(self, instance_id: str) -> Node | None:
            return choices

    offered = compile_expression("instance('villages')/root/item[town = concat('t', /data/age)]")
    offered.nodes(node, Around())
    ours = [_milliseconds(lambda: offered.nodes(node, Around()), 1) for _ in range(200)]
    floor = [_milliseconds(lambda: by_town["t" + ANSWERS["age"]], 1) for _ in range(200)]
    _show("choices-of-10000-filtered", ours, floor, "a dict by hand")


def _show(name: str, ours: list[float], theirs: list[float], against: str) -> None:
    beside = f"{against}: {median(theirs):.4g} ms"
    show(name, median(ours), "ms", against=beside, ratio=median(ours) / median(theirs))


if __name__ == "__main__":
    main()
