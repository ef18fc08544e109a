"""Replay what the ODK project's own engine did with a form, and compare the state after each step.

    python -m tests.conformance.replay FORM TRACE

One line for each node that differs; last line `N passed, M failed`, one for each compared state.
"""

import json
import random
import re
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from yihu.base.clock import FixedClock
from yihu.base.errors import UserError
from yihu.engine import Session, Surroundings, ValueRefused, typing_rules
from yihu.engine.session import without_last_position
from yihu.forms import parse_xform, read_workbook
from yihu.forms.names import without_positions

State = dict[str, Any]

_MOMENT = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}")


def replay(form: Path, trace: Path) -> Iterator[list[str]]:
    """For each step the differences found after it."""
    steps = json.loads(trace.read_text(encoding="utf-8"))["steps"]
    # The files that a form attaches were empty when the walks were recorded.
    bare = parse_xform(read_workbook(form).xform)
    session = Session.open(bare, around=_around(_recorded_at(steps)))
    known = {without_positions(ref) for step in steps for ref in step.get("changed") or ()}
    expected: dict[str, State] = {}
    for step in steps:
        refused = _refusal(session, step["set"]) if step.get("set") is not None else []
        expected.update(step.get("changed") or {})
        for ref in step.get("gone") or ():
            expected.pop(ref, None)
        yield [*refused, *_differences(session, expected, known)]


def _refusal(session: Session, step: dict[str, str]) -> list[str]:
    """Why a step couldn't be taken; nothing if it could."""
    try:
        _do(session, step)
    except (UserError, KeyError, ValueError) as problem:
        return [f"{step}: {problem!r}"]
    return []


def _recorded_at(steps: list[State]) -> datetime:
    """When the walk was recorded: forms put the time of opening into answers."""
    values = (node.get("v") or "" for node in (steps[0].get("changed") or {}).values())
    moments = [value for value in values if _MOMENT.match(value)]
    return datetime.fromisoformat(moments[0]) if moments else datetime(2026, 5, 31, 9, 30, tzinfo=UTC)


def _around(at: datetime) -> Surroundings:
    return Surroundings(clock=FixedClock(at), random=random.Random(7).randbytes)


def _do(session: Session, step: dict[str, str]) -> None:
    if "addRepeat" in step:
        session.add_repeat(without_last_position(step["addRepeat"]))
        return
    if "ref" not in step:
        return
    answer_as_peer(session, step["ref"], step["value"])


def answer_as_peer(session: Session, ref: str, text: str) -> None:
    """The other engine makes a value that doesn't fit to one that does, or takes it as no answer."""
    made_to_fit = typing_rules.write(text, session.question(ref).data_type) or ""
    for each in (text, made_to_fit):
        with suppress(ValueRefused):
            session.answer(ref, each)
            return
    session.answer(ref, "")


def _differences(session: Session, expected: dict[str, State], known: set[str]) -> Iterator[str]:
    present = {ref for ref in session.refs() if without_positions(ref) in known}
    for ref in sorted(present ^ expected.keys()):
        yield f"{ref}: {'not expected' if ref in present else 'not there'}"
    for ref in sorted(present & expected.keys()):
        state = _state(session, ref)
        wrong = {
            name: (state[name], value)
            for name, value in expected[ref].items()
            if name in state and state[name] != value
        }
        if wrong:
            yield f"{ref}: " + ", ".join(
                f"{name} is {ours!r}, not {theirs!r}" for name, (ours, theirs) in wrong.items()
            )


def _state(session: Session, ref: str) -> State:
    return {
        "v": session.value(ref),
        "rel": session.is_relevant(ref),
        "req": session.is_required(ref),
        "ro": session.is_read_only(ref),
        "valid": session.violation(ref) is None,
        "choices": len(session.choices(ref)),
    }


def main(arguments: list[str]) -> int:
    """Exit code 0 when all states are equal."""
    if len(arguments) != 2:
        print(__doc__)
        return 2
    passed = failed = 0
    for number, differences in enumerate(replay(Path(arguments[0]), Path(arguments[1]))):
        passed, failed = passed + (not differences), failed + bool(differences)
        for line in differences:
            print(f"step {number}: {line}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
