"""What a mutant is: one deliberate mistake, and the tests that have to notice it."""

from dataclasses import dataclass
from pathlib import Path

SOURCE = Path("src/yihu")


@dataclass(frozen=True, slots=True)
class Mutant:
    """A small edit of the source.

    Attributes:
        file: below `src/yihu`. before: stands in it exactly once. after: what takes its place.
        why: what a program with this mistake would do to people.
        tests: node ids below `tests`, the fewest that notice it.
    """

    name: str
    file: str
    before: str
    after: str
    why: str
    tests: tuple[str, ...]

    def applied(self, source: str) -> str:
        """The file's text with the mistake. Raises `ValueError` unless it applies exactly once."""
        if source.count(self.before) != 1:
            raise ValueError(f"{self.name}: stands {source.count(self.before)} times in {self.file}")
        return source.replace(self.before, self.after)


def mutants(file: str, *rows: tuple[str, str, str, str, str]) -> tuple[Mutant, ...]:
    """Mutants of one file: name, before, after, why, tests (separated by spaces, `tests/` and `.py` left out)."""
    return tuple(
        Mutant(name, file, before, after, why, tuple(map(_node, tests.split())))
        for name, before, after, why, tests in rows
    )


def _node(short: str) -> str:
    """`unit/test_x::test_y` -> `tests/unit/test_x.py::test_y`."""
    file, colons, test = short.partition("::")
    return f"tests/{file}.py{colons}{test}"
