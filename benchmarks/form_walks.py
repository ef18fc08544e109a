"""Walks through questionnaires: answers one after the other, the same for every engine that is measured."""

import json
import random
from datetime import UTC, datetime
from pathlib import Path

from yihu.base.clock import FixedClock
from yihu.base.errors import UserError
from yihu.engine import Session, Surroundings
from yihu.forms import Form

STEPS = 600
MOST_TRIED = 8
TRIED = {"integer": ("1", "5", "60"), "date": ("2026-05-01", "2020-01-01", "1980-01-01")}
KINDS = ("text", "integer", "decimal", "date", "select_one", "select_multiple", "acknowledge")
Walk = list[tuple[str, list[str]]]


def opened(form: Form) -> Session:
    """An interview begun."""
    clock = FixedClock(datetime(2026, 5, 31, 9, 30, tzinfo=UTC))
    return Session.open(form, around=Surroundings(clock=clock, random=random.Random(1).randbytes))


def walk_through(path: Path, form: Form) -> Walk:
    """The recorded walk of answers through that form; where there is none, one chosen by chance."""
    recorded = path.parents[1] / "traces" / f"{path.stem}.json"
    if not recorded.exists():
        return _chance_walk(form)
    steps = [step["set"] for step in json.loads(recorded.read_text(encoding="utf-8"))["steps"] if step["set"]]
    return _taken(form, [(step["ref"], step["value"].split()) for step in steps if "value" in step])


def opening_walk(form: Form) -> list[tuple[str, str]]:
    """Answers that open as many questions as can be, found question by question."""
    session, given = opened(form), dict[str, str]()
    for ref in session.refs():
        question = session.question(ref) if session.has(ref) else None
        if question is None or not question.asks or not session.is_relevant(ref) or session.is_read_only(ref):
            continue
        best = max(_worth(session, ref), default=None)
        if best is not None:
            session.answer(ref, best[1])
            given[ref] = best[1]
    return list(given.items())


def _worth(session: Session, ref: str) -> list[tuple[int, str]]:
    """(Questions open, answer) for some answers that can be given to a question."""
    kind = session.question(ref).kind
    tried: tuple[str, ...] = TRIED.get(kind, ())
    if kind in ("select_one", "select_multiple"):
        tried = tuple(choice.value for choice in session.choices(ref))[:MOST_TRIED]
    found = []
    for value in tried:
        session.answer(ref, value)
        found.append((sum(map(session.is_relevant, session.refs())), value))
    return found


def _chance_walk(form: Form) -> Walk:
    """Answers wherever they can be given; each changes something."""
    session, chance, walk = opened(form), random.Random(7), Walk()
    for _ in range(STEPS):
        open_refs = [
            ref for ref in session.refs() if session.question(ref).kind in KINDS and session.is_relevant(ref)
        ]
        ref = chance.choice(open_refs)
        values = _values(session, ref, chance)
        if " ".join(values) != session.value(ref) and not session.is_read_only(ref):
            session.answer(ref, " ".join(values))
            walk.append((ref, values))
    return walk


def _taken(form: Form, walk: Walk) -> Walk:
    """Without what isn't taken as it is: the other engine makes a blank of it."""
    session, taken = opened(form), Walk()
    for ref, values in walk:
        try:
            session.answer(ref, " ".join(values))
        except UserError:
            continue
        several = session.question(ref).kind in ("select_multiple", "rank")
        taken.append((ref, values if several else [" ".join(values)]))
    return taken


def _values(session: Session, ref: str, chance: random.Random) -> list[str]:
    question, offered = session.question(ref), [choice.value for choice in session.choices(ref)]
    if question.choices is not None:
        most = min(len(offered), 1 if question.kind == "select_one" else 3)
        return chance.sample(offered, chance.randint(min(1, most), most))
    texts = {
        "integer": str(chance.randint(0, 99)),
        "decimal": str(chance.randint(0, 999) / 4),
        "date": f"20{chance.randint(10, 25)}-0{chance.randint(1, 9)}-15",
        "acknowledge": "OK",
    }
    return [texts.get(question.kind, f"text {chance.randint(0, 99)}")]
