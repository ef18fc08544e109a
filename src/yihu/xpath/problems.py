"""What can be wrong with an expression."""

from yihu.base.errors import UserError
from yihu.base.i18n import N_


class XPathProblem(UserError):
    """An expression that can't be read or calculated.

    Every one carries the parameters `expression` (its text), `at` (how many characters come before
    the place), `found` (what stands there) and `allowed` (what may stand there, as the author of a
    form would write it). The importer of a form adds where the expression itself stands.
    """

    code = "xpath-problem"
    message = N_(
        "“{excerpt}” can't be calculated: at character {place}, “{found}” was found where {allowed} is allowed."
    )
    advice = N_("Correct the expression in the form. Answers already given are kept.")
    fills_allowed = False

    def __init__(
        self, *, expression: str = "", at: int = 0, found: str = "", allowed: str = "", **more: object
    ) -> None:
        super().__init__(
            expression=expression,
            at=at,
            place=at + 1,
            excerpt=_excerpt(expression, at),
            found=found,
            allowed=allowed,
            **more,
        )
        self.at = at

    def renewed(self) -> "XPathProblem":
        """The same problem to be raised again, without the traces of an earlier time."""
        given = {name: value for name, value in self.parameters.items() if name not in ("place", "excerpt")}
        return type(self)(**given)  # type: ignore[arg-type]

    def _in_words(self) -> dict[str, object]:
        """What is allowed may itself have places to fill."""
        words = super()._in_words()
        if self.fills_allowed:
            words["allowed"] = str(words["allowed"]).format(**words)
        return words


_LONGEST_EXCERPT = 80


def _excerpt(expression: str, at: int) -> str:
    """The part of a long expression around the place."""
    text = " ".join(expression.split()) if len(expression) <= _LONGEST_EXCERPT else expression
    if len(text) <= _LONGEST_EXCERPT:
        return text
    start = max(min(at - _LONGEST_EXCERPT // 2, len(text) - _LONGEST_EXCERPT), 0)
    end = start + _LONGEST_EXCERPT
    return f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"


class NotReadable(XPathProblem):
    """The text isn't an expression of the language."""

    code = "xpath-syntax"
    message = N_(
        "“{excerpt}” can't be read: at character {place}, “{found}” was found where {allowed} is allowed."
    )


class FunctionUnknown(XPathProblem):
    """A function that there isn't."""

    code = "xpath-function-unknown"
    message = N_("“{excerpt}”, character {place}: there is no function “{found}”. {allowed}")
    fills_allowed = True


class ArgumentsWrong(XPathProblem):
    """A function with too few or too many arguments, or one of the wrong kind."""

    code = "xpath-arguments"
    message = N_(
        "“{excerpt}”, character {place}: “{found}” has arguments of a wrong number or kind. Needed: {allowed}."
    )
    fills_allowed = True


class PrefixUnknown(XPathProblem):
    """A namespace prefix that the form doesn't declare."""

    code = "xpath-prefix-unknown"
    message = N_(
        "“{excerpt}”, character {place}: the prefix “{found}” isn't declared. Declared are: {allowed}."
    )


class VariableRefused(XPathProblem):
    """A variable, which forms don't have."""

    code = "xpath-variable"
    message = N_(
        "“{excerpt}”, character {place}: forms have no variables such as “{found}”. Write {allowed} instead."
    )


class TooComplex(XPathProblem):
    """An expression, or a pattern in it, that would take too long."""

    code = "xpath-too-complex"
    message = N_("“{excerpt}”, character {place}: “{found}” is too complex. Allowed is {allowed}.")


class ValueWrong(XPathProblem):
    """A function met a value that it can't work with."""

    code = "xpath-value"
    message = N_("“{excerpt}”, character {place}: “{found}” was found where {allowed} is needed.")


class InstanceMissing(XPathProblem):
    """A list of choices or of other data that the form doesn't have."""

    code = "xpath-instance-missing"
    message = N_("“{excerpt}”, character {place}: there is no list called “{found}”. There are: {allowed}.")
