"""Random forms and expressions, here and in the ODK project's own engine: every difference is told.

    python -m tests.conformance.differential [forms|expressions] [--from SEED] [--count N] [--zone ZONE]

Needs Node and `npm install` in benchmarks/peers. Last line `N alike, M different`. Not every difference is a fault:
where the other engine departs from XPath (`or` and `and` as text, places counted through several contexts,
numbers given to `format-date`), ours keeps to it.
"""

import argparse
import random
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from math import isclose, isnan
from typing import Any
from zoneinfo import ZoneInfo

from tests.conformance.peer import Peer, why_absent
from tests.conformance.random_expressions import DOCUMENT, Expressions
from tests.conformance.random_forms import ANSWERS, Forms

from yihu.base.clock import FixedClock
from yihu.base.errors import UserError
from yihu.engine import Session, Surroundings
from yihu.forms import parse_xform
from yihu.xpath import Outside, XPathProblem, compile_expression, parse_xml

State = dict[str, Any]
STEPS = 12
_SAID = {"error": True}


@dataclass(frozen=True, slots=True)
class Difference:
    """What was done, and how it came out here and there."""

    what: str
    ours: object
    theirs: object

    def __str__(self) -> str:
        return f"{self.what}\n    ours   {self.ours!r}\n    theirs {self.theirs!r}"


class _Place(Outside):
    def __init__(self, zone: str) -> None:
        self.zone = ZoneInfo(zone)


# Expressions


def expression_differences(peer: Peer, seed: int, zone: str) -> Iterator[Difference]:
    """Those of one random expression, read as text, number and condition."""
    expression = Expressions(random.Random(seed)).any(2)
    xml = f'<data id="x">{DOCUMENT}<c0/></data>'
    answer = peer.ask({"document": xml, "context": "/data/c0", "expressions": [expression]})
    theirs = answer["results"][0] if "results" in answer else {}
    node, place = parse_xml(xml).element.child("c0"), _Place(zone)
    assert node is not None
    readings = {"s": "string", "n": "number", "b": "boolean"}
    for key, name in readings.items():
        ours = _tried(lambda name=name: getattr(compile_expression(expression), name)(node, place))
        if key in theirs and not _alike(ours, theirs[key]):
            yield Difference(f"{name}: {expression}", ours, theirs[key])


def _tried(read: Callable[[], object]) -> object:
    try:
        return read()
    except XPathProblem:
        return _SAID


def _alike(ours: object, theirs: object) -> bool:
    if isinstance(theirs, dict) or ours is _SAID:
        return isinstance(theirs, dict) and ours is _SAID
    if ours == theirs:
        return True
    with suppress(TypeError, ValueError):
        one, other = float(ours), float(theirs)  # type: ignore[arg-type]
        return (isnan(one) and isnan(other)) or isclose(one, other, rel_tol=1e-9)
    return False


# Forms


def form_differences(peer: Peer, seed: int, zone: str) -> Iterator[Difference]:
    """Those of one random form on a random walk, at the first step that has any."""
    chance = random.Random(seed)
    forms = Forms(chance)
    try:
        steps = list(_walk(_opened(forms.xml, zone), forms, chance))
    except UserError as refused:
        if "error" not in peer.ask({"form": forms.xml}):
            yield Difference(f"form {seed} opens", str(refused), "opens")
        return
    states = peer.ask({"form": forms.xml, "steps": steps}).get("states", ())
    session = _opened(forms.xml, zone)
    for number, state in enumerate(states):
        if number:
            _do(session, steps[number - 1])
        if "failed" in state:
            return
        found = list(_unlike(session, state))
        for ref, ours, theirs in found:
            done = steps[number - 1] if number else "opening"
            yield Difference(f"form {seed}, step {number} {done}: {ref}", ours, theirs)
        if found:
            return


def _opened(xml: str, zone: str) -> Session:
    clock = FixedClock(datetime(2026, 5, 31, 9, 30, tzinfo=ZoneInfo(zone)))
    return Session.open(parse_xform(xml), around=Surroundings(clock=clock, random=random.Random(1).randbytes))


def _walk(session: Session, forms: Forms, chance: random.Random) -> Iterator[State]:
    for _ in range(STEPS):
        step = _drawn(session, forms, chance)
        if step is not None:
            with suppress(UserError):
                _do(session, step)
                yield step


def _drawn(session: Session, forms: Forms, chance: random.Random) -> State | None:
    draw = chance.random()
    if draw < 0.2:
        growing = [
            ref for repeat in forms.free_repeats for ref in _places(session, repeat) if session.can_add(ref)
        ]
        if growing:
            ref = chance.choice(growing)
            rows = session.rows(ref)
            return {"add": ref} if draw < 0.15 or len(rows) < 2 else {"remove": chance.choice(rows)}
    if draw < 0.25 and len(session.form.languages) > 1:
        return {"language": chance.choice(session.form.languages)}
    asked = [ref for ref in session.refs() if _can_be_answered(session, ref)]
    if not asked:
        return None
    ref = chance.choice(asked)
    return {"ref": ref, "value": _value(session, ref, chance)}


def _can_be_answered(session: Session, ref: str) -> bool:
    kept = session.question(ref).kind in ("calculate", "note") or "/meta/" in ref
    return not kept and session.is_relevant(ref) and not session.is_read_only(ref)


def _value(session: Session, ref: str, chance: random.Random) -> str:
    question = session.question(ref)
    if question.choices is None:
        return chance.choice(ANSWERS.get(question.data_type, ANSWERS["string"]))
    values = [choice.value for choice in session.choices(ref)]
    if question.kind == "select_one":
        return chance.choice([*values, ""])
    return " ".join(value for value in values if chance.random() < 0.4)


def _places(session: Session, repeat: str) -> list[str]:
    """The refs, without the last position, at which a repeat stands in the rows around it."""
    found = [""]
    for name in repeat.split("/")[1:-1]:
        inner = [f"{place}/{name}" for place in found]
        found = [
            each
            for place in inner
            for each in (session.rows(place) or ([place] if session.has(place) else []))
        ]
    return [f"{place}/{repeat.rpartition('/')[2]}" for place in found]


def _do(session: Session, step: State) -> None:
    if "add" in step:
        session.add_repeat(step["add"])
    elif "remove" in step:
        session.remove_repeat(step["remove"])
    elif "language" in step:
        session.set_language(step["language"])
    else:
        session.answer(step["ref"], step["value"])


def _unlike(session: Session, theirs: Mapping[str, State]) -> Iterator[tuple[str, object, object]]:
    for ref, state in theirs.items():
        if "meta" in ref:
            continue
        ours = _state(session, ref, state)
        wrong = [name for name in ours if ours[name] != state.get(name)]
        if wrong:
            yield ref, {name: ours[name] for name in wrong}, {name: state.get(name) for name in wrong}
    for ref in session.refs():
        if ref not in theirs and "/meta/" not in ref:
            yield ref, "there", "not there"


def _state(session: Session, ref: str, theirs: State) -> State:
    if theirs["kind"].startswith("repeat-range"):
        return {"rows": len(session.rows(ref))}
    if not session.has(ref):
        return {"there": False}
    state: State = {"rel": session.is_relevant(ref)}
    if "v" in theirs:
        violation = session.violation(ref)
        state |= {"v": session.value(ref), "req": session.is_required(ref), "ro": session.is_read_only(ref)}
        state |= {"because": violation.kind if violation else None}
        if theirs["kind"] != "model-value":
            state["label"] = session.label(ref)
    if "choices" in theirs:
        state["choices"] = [[choice.value, choice.label] for choice in session.choices(ref)]
    return state


def main(arguments: list[str]) -> int:
    """Exit code 0; the differences are there to be read."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("what", nargs="?", choices=("forms", "expressions"), default="forms")
    parser.add_argument("--from", dest="start", type=int, default=0)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--zone", default="Asia/Shanghai")
    options = parser.parse_args(arguments)
    if why_absent():
        print(f"skipped: {why_absent()}")
        return 0
    compare = form_differences if options.what == "forms" else expression_differences
    different = 0
    with Peer(options.zone) as peer:
        for seed in range(options.start, options.start + options.count):
            found = list(compare(peer, seed, options.zone))
            different += bool(found)
            for difference in found[:3]:
                print(difference)
    print(f"{options.count - different} alike, {different} different")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
