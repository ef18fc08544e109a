"""The form engine against the ODK project's own (`@getodk/xforms-engine` in Node): the same walk, one run.

python -m benchmarks.form_engine [FOLDER]

FOLDER holds questionnaires (by default the conformance data beside the project; without it a generated
form is measured). The peer needs Node and `npm install` in benchmarks/peers; without it there are no ratios.
Over several forms each figure is that of the form in which we compare worst.
"""

import json
import random
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.figures import ROOT, median, percentile, seconds, show
from benchmarks.sample_form import large_form
from benchmarks.xpath import measure_typical
from yihu.base.clock import FixedClock
from yihu.base.errors import UserError
from yihu.engine import Session, Surroundings
from yihu.forms import Form, parse_xform, read_workbook

FORMS = ROOT.parent / "shared" / "conformance" / "forms"
NAMED = (
    "big500",
    "getodk--whova_form",
    "getodk--socio-economic",
    "hedera-platform--svf",
    "oral-health-nutrition",
)
PEER = ROOT / "benchmarks" / "peers"
STEPS = 600
OPENINGS = 5
KINDS = ("text", "integer", "decimal", "date", "select_one", "select_multiple", "acknowledge")
Walk = list[tuple[str, list[str]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """Milliseconds of one engine on one form."""

    open: list[float]
    answers: list[float]


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FORMS
    with tempfile.TemporaryDirectory() as scratch:
        found = [path for name in NAMED for path in sorted(folder.glob(f"{name}*.xlsx"))[:1]]
        pairs = [_measure(path, Path(scratch)) for path in found or [large_form(Path(scratch))]]
    _show("form-open", pairs, lambda times: median(times.open))
    _show("form-answer-median", pairs, lambda times: median(times.answers))
    _show("form-answer-p95", pairs, lambda times: percentile(times.answers, 95))
    _show("form-answer-max", pairs, lambda times: max(times.answers))
    ours, floor = measure_typical()
    beside = f"closures written by hand: {median(floor):.4g} ms"
    show("expressions", median(ours), "ms", against=beside, ratio=median(ours) / median(floor))


def _measure(path: Path, scratch: Path) -> tuple[str, Times, Times | None]:
    # The files that a form attaches are left out for both.
    xform = read_workbook(path).xform
    form = parse_xform(xform)
    walk = _walk(path, form)
    ours = Times(open=_openings(xform), answers=_answers(form, walk))
    return path.stem, ours, _peer(xform, walk, scratch)


def _opened(form: Form) -> Session:
    clock = FixedClock(datetime(2026, 5, 31, 9, 30, tzinfo=UTC))
    return Session.open(form, around=Surroundings(clock=clock, random=random.Random(1).randbytes))


def _openings(xform: str) -> list[float]:
    """Reading the converted form and beginning an interview on it, as the peer does, after one to warm up."""
    return [seconds(lambda: _opened(parse_xform(xform))) * 1000 for _ in range(OPENINGS + 1)][1:]


def _walk(path: Path, form: Form) -> Walk:
    """The recorded walk of answers through that form; where there is none, one chosen by chance."""
    recorded = path.parents[1] / "traces" / f"{path.stem}.json"
    if not recorded.exists():
        return _chance_walk(form)
    steps = [step["set"] for step in json.loads(recorded.read_text(encoding="utf-8"))["steps"] if step["set"]]
    return _taken(form, [(step["ref"], step["value"].split()) for step in steps if "value" in step])


def _chance_walk(form: Form) -> Walk:
    """Answers wherever they can be given; each changes something."""
    session, chance, walk = _opened(form), random.Random(7), Walk()
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
    session, taken = _opened(form), Walk()
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


def _answers(form: Form, walk: Walk) -> list[float]:
    session, times = _opened(form), []
    for ref, values in walk:
        text = " ".join(values)
        times.append(seconds(lambda ref=ref, text=text: session.answer(ref, text)) * 1000)
    return times


def _peer(xform: str, walk: Walk, scratch: Path) -> Times | None:
    """The same in the ODK project's engine; None where it isn't installed."""
    node = shutil.which("node")
    if node is None or not (PEER / "node_modules").exists():
        return None
    (scratch / "form.xml").write_text(xform, encoding="utf-8")
    steps = [{"ref": ref, "values": values} for ref, values in walk]
    (scratch / "walk.json").write_text(json.dumps(steps), encoding="utf-8")
    command = [node, str(PEER / "form_engine.mjs"), str(scratch / "form.xml"), str(scratch / "walk.json")]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=PEER)
    told = json.loads(done.stdout)
    return Times(open=told["open"], answers=told["answers"])


def _show(name: str, pairs: list[tuple[str, Times, Times | None]], figure) -> None:  # type: ignore[no-untyped-def]
    measured = [(figure(ours), figure(theirs) if theirs else None, form) for form, ours, theirs in pairs]
    compared = [(value / other, value, other, form) for value, other, form in measured if other]
    if not compared:
        value, _, form = max(measured)
        show(name, value, "ms", against=f"nothing: install benchmarks/peers with npm (form {form})")
        return
    ratio, value, other, form = max(compared)
    show(name, value, "ms", against=f"@getodk/xforms-engine 0.22 on {form}: {other:.4g} ms", ratio=ratio)


if __name__ == "__main__":
    main()
