"""Finding one choice among many by its characters, its pinyin initials or its number.

Ten thousand choices answer within a few milliseconds: all that a choice can be found by is joined into one
text, some hundreds at a time while the person reads the question, and typing on looks only through what was
found before.
"""

from collections.abc import Callable, Sequence

from yihu.base.collecting import uncollected

Initials = Callable[[str], tuple[str, ...]]
"""The pinyin initials a text may be typed as, lower case: `患有大病` -> `("hydb",)`."""

_BEGINS = "\x1f"
"""Stands before everything that a choice's words may begin with."""

_KEPT_LISTS = 6


class ChoiceIndex:
    """A list of (value, label) pairs in their order, ready to be searched."""

    def __init__(self, pairs: Sequence[tuple[str, str]], initials: Initials) -> None:
        self._pairs, self._initials = pairs, initials
        self._keys: list[str] = []
        self._exact: dict[str, list[int]] = {}
        self._before: tuple[str, list[int]] = ("", [])

    @property
    def ready(self) -> bool:
        """Whether all choices can be found without more ado."""
        return len(self._keys) == len(self._pairs)

    def prepare(self, count: int) -> None:
        """Make so many more choices ready to be found."""
        begun, initials = len(self._keys), self._initials
        some = self._pairs[begun : begun + count]
        self._keys += [_BEGINS + _BEGINS.join((label.lower(), *initials(label))) for _, label in some]
        for at, (value, _) in enumerate(some, begun):
            self._exact.setdefault(str(at + 1), []).append(at)
            if value.lower() != str(at + 1):
                self._exact.setdefault(value.lower(), []).append(at)

    def find(self, typed: str) -> Sequence[int]:
        """Places of the choices that fit, best first, else in their own order; all when nothing was typed."""
        wanted = typed.strip().lower()
        if not wanted:
            return range(len(self._pairs))
        if not self.ready:
            with uncollected():
                self.prepare(len(self._pairs))
        keys = self._keys
        fitting = [at for at in self._within(wanted) if wanted in keys[at]]
        self._before = (wanted, fitting)
        start = _BEGINS + wanted
        exact = self._exact.get(wanted, ())
        first = dict.fromkeys((*exact, *(at for at in fitting if start in keys[at])))
        return [*first, *(at for at in fitting if at not in first)]

    def _within(self, wanted: str) -> Sequence[int]:
        before, found = self._before
        return found if before and before in wanted else range(len(self._keys))


_indexes: "dict[int, tuple[Sequence[tuple[str, str]], ChoiceIndex]]" = {}


def index_of(pairs: Sequence[tuple[str, str]], initials: Initials) -> ChoiceIndex:
    """The index of a list, made once as long as the list stays the same object."""
    known = _indexes.get(id(pairs))
    if known is not None and known[0] is pairs:
        return known[1]
    if len(_indexes) >= _KEPT_LISTS:
        del _indexes[next(iter(_indexes))]
    made = ChoiceIndex(pairs, initials)
    _indexes[id(pairs)] = (pairs, made)
    return made
