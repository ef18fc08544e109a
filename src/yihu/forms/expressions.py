"""The expressions of one form: each text compiled once, when it is first needed."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from yihu.xpath import Compiled, compile_expression


@dataclass(frozen=True, slots=True)
class Expressions:
    """All expressions of a form, by text.

    Attributes:
        namespaces: prefix to URI as the form declares them.
    """

    namespaces: Mapping[str, str]
    compiled: dict[str, Compiled] = field(default_factory=dict)

    def compile(self, source: str) -> Compiled:
        """Raises XPathProblem."""
        found = self.compiled.get(source)
        if found is None:
            found = self.compiled[source] = compile_expression(source, namespaces=self.namespaces)
        return found


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression of a form and where it stands.

    Attributes:
        source: as written in the form.
        context: nodeset that its relative paths start from.
        role: what it is for: relevant, calculate, constraint...
    """

    source: str
    context: str
    role: str
    library: Expressions = field(repr=False, compare=False)

    @property
    def compiled(self) -> Compiled:
        """Raises XPathProblem."""
        return self.library.compile(self.source)

    def reads(self) -> frozenset[str]:
        """Absolute paths, without predicates, of what it reads in the answers."""
        return self.compiled.reads(self.context)

    def constant(self) -> bool | None:
        """True or False where it is nothing else, e.g. `true()`; None where it depends on something."""
        return _CONSTANTS.get(self.source.strip())


_CONSTANTS = {"true()": True, "false()": False, "": False, "1": True, "0": False}
