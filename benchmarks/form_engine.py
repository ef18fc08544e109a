"""The form engine against the ODK project's own (`@getodk/xforms-engine` in Node): the same walk, one run.

python -m benchmarks.form_engine [FOLDER]

FOLDER holds questionnaires (by default the conformance data beside the project; without it a generated
form is measured). The peer needs Node and `npm install` in benchmarks/peers; without it there are no ratios.

In each round one engine and then the other reads the converted form, opens it and walks through it, so that a
busy machine slows both; one round before warms both up. What a step takes is the median over the rounds, as
other programs interrupt a few steps of each round; median, p95 and maximum are over the steps. Over several
forms each figure is that of the form in which we compare worst.
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
class Compared:
    """All rounds on one form; `theirs` is empty without the peer."""

    ours: list[Times]
    theirs: list[Times]

    def openings(self) -> tuple[float, float]:
        """Ours and theirs."""
        return median([each.open for each in self.ours]), median(
            [each.open for each in self.theirs or self.ours]
        )

    def steps(self) -> tuple[list[float], list[float]]:
        """Ours and theirs for each step that both take."""
        both = zip(_by_step(self.ours), _by_step(self.theirs or self.ours), strict=True)
        taken = [(our, their) for our, their in both if our is not None and their is not None]
        return [our for our, _ in taken], [their for _, their in taken]


def _by_step(rounds: list[Times]) -> list[float | None]:
    steps = zip(*(each.answers for each in rounds), strict=True)
    return [
        None if None in times else median([time for time in times if time is not None]) for times in steps
    ]


Figure = Callable[[Compared], tuple[float, float]]
"""On one form: ours and theirs."""


def main() -> None:
    if sys.argv[1:2] == ["--memory"]:
        print(_memory_held(Path(sys.argv[2])))
        return
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FORMS
    with tempfile.TemporaryDirectory() as scratch:
        found = [path for name in NAMED for path in sorted(folder.glob(f"{name}*.xlsx"))[:1]]
        forms = found or [large_form(Path(scratch))]
        measured = {path.stem: _measure(path, Path(scratch)) for path in forms}
        _show("form-open", measured, Compared.openings)
        _show("form-answer-median", measured, _of_steps(median))
        _show("form-answer-p95", measured, _of_steps(lambda times: percentile(times, 95)))
        _show("form-answer-max", measured, _of_steps(max))
        ours, floor = measure_typical()
        beside = f"closures written by hand: {median(floor):.4g} ms"
        ratio = median([our / their for our, their in zip(ours, floor, strict=True)])
        show("expressions", median(ours), "ms", against=beside, ratio=ratio)
        _show_memory(forms, measured, Path(scratch))


def _measure(path: Path, scratch: Path) -> Compared:
    # The files that a form attaches are left out for both.
    xform = read_workbook(path).xform
    (scratch / f"{path.stem}.xml").write_text(xform, encoding="utf-8")
    walk = walk_through(path, parse_xform(xform))
    steps = [{"ref": ref, "values": values} for ref, values in walk]
    (scratch / f"{path.stem}.json").write_text(json.dumps(steps), encoding="utf-8")
    with _peer(scratch / path.stem) as their_round:
        rounds = [(_our_round(xform, walk), their_round()) for _ in range(ROUNDS + 1)][1:]
    return Compared([ours for ours, _ in rounds], [theirs for _, theirs in rounds if theirs is not None])


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


def _of_steps(figure: Callable[[list[float]], float]) -> Figure:
    def of_form(compared: Compared) -> tuple[float, float]:
        ours, theirs = compared.steps()
        return figure(ours), figure(theirs)

    return of_form


def _show(name: str, measured: dict[str, Compared], figure: Figure) -> None:
    figures = {form: figure(compared) for form, compared in measured.items()}
    if not all(compared.theirs for compared in measured.values()):
        value, form = max((ours, form) for form, (ours, _) in figures.items())
        show(name, value, "ms", against=f"nothing: install benchmarks/peers with npm (form {form})")
        return
    ratio, form = max((ours / theirs, form) for form, (ours, theirs) in figures.items())
    value, other = figures[form]
    show(name, value, "ms", against=f"{PEER_NAME} on {form}: {other:.4g} ms", ratio=ratio)


def _show_memory(forms: list[Path], measured: dict[str, Compared], scratch: Path) -> None:
    """The whole process that reads the converted form, opens it and walks through it."""
    path = next((path for path in forms if path.stem.startswith(MEASURED_FOR_MEMORY)), forms[0])
    held_mb = float(in_own_process("benchmarks.form_engine", "--memory", str(scratch / path.stem)))
    theirs_mb = [each.memory_mb for each in measured[path.stem].theirs]
    if not theirs_mb:
        show("form-memory", held_mb, "MB", against=f"at most 150 MB (form {path.stem})")
    else:
        beside = f"{PEER_NAME} on {path.stem}: {min(theirs_mb):.4g} MB; at most 150 MB"
        show("form-memory", held_mb, "MB", against=beside, ratio=held_mb / min(theirs_mb))


def _memory_held(form: Path) -> float:
    steps = json.loads(Path(f"{form}.json").read_text(encoding="utf-8"))
    walk = [(step["ref"], step["values"]) for step in steps]
    _our_round(Path(f"{form}.xml").read_text(encoding="utf-8"), walk)
    return peak_memory_mb()


if __name__ == "__main__":
    main()
