"""Calculations that go in a circle."""

from collections.abc import Iterator

from yihu.forms.expressions import Expression
from yihu.forms.form import Form
from yihu.xpath.dependencies import HERE, Place

Circle = tuple[str, ...]


def find_circle(form: Form) -> Circle | None:
    """The paths of a circle in the order of calculation, the first following from the last; None if
    there is none. Raises XPathProblem.

    A calculation may read as `.` what it sets itself (as with `once`), and rows may build on other rows.
    """
    reads = {ref: tuple(_read_by(form, ref)) for ref in form.binds}
    done: set[str] = set()
    for ref in reads:
        circle = _search(ref, reads, done)
        if circle:
            return circle
    return None


def _read_by(form: Form, ref: str) -> Iterator[str]:
    bind = form.binds[ref]
    if bind.calculate is not None:
        yield from _paths(bind.calculate)
    if bind.relevant is not None:
        yield from _paths(bind.relevant)


def _paths(expression: Expression) -> frozenset[str]:
    if "[" in expression.source or "indexed-repeat" in expression.source:
        return frozenset()
    own = Place(HERE) in expression.compiled.dependencies.places
    return expression.reads() - {expression.context} if own else expression.reads()


def _search(start: str, reads: dict[str, tuple[str, ...]], done: set[str]) -> Circle | None:
    path, ways = [start], [iter(reads.get(start, ()))]
    while path:
        for following in ways[-1]:
            if following in path:
                return tuple(reversed(path[path.index(following) :]))
            if following in reads and following not in done:
                path.append(following)
                ways.append(iter(reads[following]))
                break
        else:
            done.add(path.pop())
            ways.pop()
    return None
