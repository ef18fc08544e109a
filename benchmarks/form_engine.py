"""The form engine against the ODK project's own (`@getodk/xforms-engine` in Node): the same walk, one run.

python -m benchmarks.form_engine [FOLDER]

FOLDER holds questionnaires (by default the conformance data beside the project; without it a generated
form is measured). The peer needs Node and `npm install` in benchmarks/peers; without it there are no ratios.

In each round one engine and then the other reads the converted form, opens it and walks through it, so that a
busy machine slows both; one round before warms both up. A figure is the median over the rounds, its ratio the
median of the rounds' ratios; over several forms each is that of the form in which we compare worst.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.figures import ROOT, in_own_process, median, peak_memory_mb, percentile, seconds, show
from benchmarks.form_walks import Walk, opened, walk_through
from benchmarks.sample_form import large_form
from benchmarks.xpath import measure_typical
from yihu.forms import parse_xform, read_workbook

FORMS = ROOT.parent / "shared" / "conformance" / "forms"
NAMED = (
    "big500",
    "getodk--whova_form",
    "getodk--socio-economic",
    "hedera-platform--svf",
    "oral-health-nutrition",
)
MEASURED_FOR_MEMORY = "getodk--whova_form"
PEER = ROOT / "benchmarks" / "peers"
PEER_NAME = "@getodk/xforms-engine 0.22"
ROUNDS = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """Milliseconds of one engine in one round. `answers` of steps that it doesn't take are None."""

    open: float
    answers: list[float | None]
    memory_mb: float = 0.0


@dataclass(frozen=True, slots=True)
class Pair:
    """One round of both; `theirs` is None without the peer."""

    ours: Times
    theirs: Times | None

    def answers(self) -> tuple[list[float], list[float]]:
        """Of the steps that both took."""
        theirs = self.theirs.answers if self.theirs is not None else self.ours.answers
        both = [(our, their) for our, their in zip(self.ours.answers, theirs, strict=True) if our and their]
        return [our for our, _ in both], [their for _, their in both]


Figure = Callable[[Pair], tuple[float, float]]
"""Of one round: ours and theirs."""


def main() -> None:
    if sys.argv[1:2] == ["--memory"]:
        print(_memory_held(Path(sys.argv[2])))
        return
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FORMS
    with tempfile.TemporaryDirectory() as scratch:
        found = [path for name in NAMED for path in sorted(folder.glob(f"{name}*.xlsx"))[:1]]
        forms = found or [large_form(Path(scratch))]
        measured = {path.stem: _measure(path, Path(scratch)) for path in forms}
        _show("form-open", measured, lambda pair: (pair.ours.open, pair.theirs.open if pair.theirs else 0))
        _show("form-answer-median", measured, _of_answers(median))
        _show("form-answer-p95", measured, _of_answers(lambda times: percentile(times, 95)))
        _show("form-answer-max", measured, _of_answers(max))
        ours, floor = measure_typical()
        beside = f"closures written by hand: {median(floor):.4g} ms"
        ratio = median([our / their for our, their in zip(ours, floor, strict=True)])
        show("expressions", median(ours), "ms", against=beside, ratio=ratio)
        _show_memory(forms, measured, Path(scratch))


def _measure(path: Path, scratch: Path) -> list[Pair]:
    # The files that a form attaches are left out for both.
    xform = read_workbook(path).xform
    (scratch / f"{path.stem}.xml").write_text(xform, encoding="utf-8")
    walk = walk_through(path, parse_xform(xform))
    steps = [{"ref": ref, "values": values} for ref, values in walk]
    (scratch / f"{path.stem}.json").write_text(json.dumps(steps), encoding="utf-8")
    with _peer(scratch / path.stem) as their_round:
        pairs = [Pair(_our_round(xform, walk), their_round()) for _ in range(ROUNDS + 1)]
    return pairs[1:]


def _our_round(xform: str, walk: Walk) -> Times:
    """Reading the converted form and beginning an interview on it, as the peer does; then the walk."""
    begun = []
    open_s = seconds(lambda: begun.append(opened(parse_xform(xform))))
    answers: list[float | None] = []
    for ref, values in walk:
        text = " ".join(values)
        answers.append(seconds(lambda ref=ref, text=text: begun[0].answer(ref, text)) * 1000)  # type: ignore[misc]
    return Times(open=open_s * 1000, answers=answers)


@contextmanager
def _peer(form: Path) -> Iterator[Callable[[], Times | None]]:
    """Gives what measures a round of the ODK project's engine; that gives None where it isn't installed."""
    node = shutil.which("node")
    if node is None or not (PEER / "node_modules").exists():
        yield lambda: None
        return
    command = [node, str(PEER / "form_engine.mjs"), f"{form}.xml", f"{form}.json"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=PEER
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        asks, tells = process.stdin, process.stdout

        def round_of_theirs() -> Times:
            print("go", file=asks, flush=True)
            told = json.loads(tells.readline())
            return Times(open=told["open"], answers=told["answers"], memory_mb=told["memoryMb"])

        yield round_of_theirs


def _of_answers(figure: Callable[[list[float]], float]) -> Figure:
    def of_pair(pair: Pair) -> tuple[float, float]:
        ours, theirs = pair.answers()
        return figure(ours), figure(theirs)

    return of_pair


def _show(name: str, measured: dict[str, list[Pair]], figure: Figure) -> None:
    worst = max(measured, key=lambda form: _ratio(measured[form], figure))
    pairs = measured[worst]
    value, other = (median(each) for each in zip(*map(figure, pairs), strict=True))
    if pairs[0].theirs is None:
        show(name, value, "ms", against=f"nothing: install benchmarks/peers with npm (form {worst})")
    else:
        beside = f"{PEER_NAME} on {worst}: {other:.4g} ms"
        show(name, value, "ms", against=beside, ratio=_ratio(pairs, figure))


def _ratio(pairs: list[Pair], figure: Figure) -> float:
    """Ours by theirs; without the peer our figure, so that the slowest form is the worst."""
    figures = [(*figure(pair), pair.theirs) for pair in pairs]
    return median([ours / other if theirs else ours for ours, other, theirs in figures])


def _show_memory(forms: list[Path], measured: dict[str, list[Pair]], scratch: Path) -> None:
    """The whole process that reads the converted form, opens it and walks through it."""
    path = next((path for path in forms if path.stem.startswith(MEASURED_FOR_MEMORY)), forms[0])
    held_mb = float(in_own_process("benchmarks.form_engine", "--memory", str(scratch / path.stem)))
    theirs = measured[path.stem][0].theirs
    if theirs is None:
        show("form-memory", held_mb, "MB", against=f"at most 150 MB (form {path.stem})")
    else:
        beside = f"{PEER_NAME} on {path.stem}: {theirs.memory_mb:.4g} MB; at most 150 MB"
        show("form-memory", held_mb, "MB", against=beside, ratio=held_mb / theirs.memory_mb)


def _memory_held(form: Path) -> float:
    steps = json.loads(Path(f"{form}.json").read_text(encoding="utf-8"))
    walk = [(step["ref"], step["values"]) for step in steps]
    _our_round(Path(f"{form}.xml").read_text(encoding="utf-8"), walk)
    return peak_memory_mb()


if __name__ == "__main__":
    main()
