"""When a question is asked, in words: the skip logic as somebody with a sheet of paper follows it.

Conditions are read as syntax and said by the questions' numbers and their choices' labels. What has no words (paths
over rows, functions that compute) is given as the form writes it: better than nothing, and never wrong.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace

from yihu.base.i18n import N_, translate_in
from yihu.xpath import XPathProblem
from yihu.xpath.parser import parse
from yihu.xpath.syntax import Call, Chain, Expression, Literal, NameTest, Number, Path

Named = Callable[[str], str]
"""Absolute path of a question -> how it is called on paper (`question 5`), "" for what no answer there decides."""

Chosen = Callable[[str, str], str]
"""Absolute path of a question, value -> the label of that choice, else the value."""

_COMPARED = {
    "=": N_("{question} is “{value}”"),
    "!=": N_("{question} is not “{value}”"),
    "<": N_("{question} is less than {value}"),
    "<=": N_("{question} is {value} at most"),
    ">": N_("{question} is more than {value}"),
    ">=": N_("{question} is {value} at least"),
}
_TURNED = {"=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
_BLANK = {"=": N_("{question} is not answered"), "!=": N_("{question} is answered")}
_JOINED = {"and": N_(" and "), "or": N_(" or ")}
_CHOSEN, _NOT_CHOSEN = N_("“{value}” is chosen in {question}"), N_("“{value}” is not chosen in {question}")


_REFERENCE = re.compile(r"/\w[\w.-]*(?:/\w[\w.-]*)+")


class NotInWords(Exception):
    """An expression that can't be said by the names of questions."""


def condition_in_words(source: str, context: str, named: Named, chosen: Chosen, language: str) -> str:
    """A condition as a sentence's part.

    Args:
        source: the expression. context: absolute path of the question it is of. language: of the paper.

    An expression that can't be said is given as it is written, with the questions by their numbers.
    """
    try:
        return _Saying(context, named, chosen, language).say(parse(source))
    except (NotInWords, XPathProblem):
        return _REFERENCE.sub(lambda found: named(found[0]) or found[0].rpartition("/")[2], source).strip()


class _Saying:
    def __init__(self, context: str, named: Named, chosen: Chosen, language: str) -> None:
        self._context, self._named, self._chosen, self._language = context, named, chosen, language

    def say(self, part: Expression, inside: bool = False) -> str:
        if isinstance(part, Chain) and set(part.operators) <= _JOINED.keys():
            return self._joined(part, inside)
        if isinstance(part, Chain) and len(part.operands) == 2 and part.operators[0] in _COMPARED:
            return self._compared(part)
        if isinstance(part, Call) and part.name == "selected" and len(part.arguments) == 2:
            return self._selected(part, _CHOSEN)
        if isinstance(part, Call) and part.name == "not" and len(part.arguments) == 1:
            return self._denied(part.arguments[0])
        raise NotInWords

    def _joined(self, part: Chain, inside: bool) -> str:
        word = part.operators[0]
        if set(part.operators) != {word}:
            raise NotInWords
        operands = [each for each in part.operands if word == "or" or not self._is_beyond(each)]
        if not operands:
            raise NotInWords
        said = self._in_words(_JOINED[word]).join(
            self.say(each, inside=len(operands) > 1) for each in operands
        )
        if len(operands) == 1:
            return said
        return self._in_words(N_("({condition})")).format(condition=said) if inside else said

    def _is_beyond(self, part: Expression) -> bool:
        """Whether it asks only for what nobody answers on paper: rules, dates, what other questionnaires said."""
        return not any(self._named(path) for path in self._paths_in(part))

    def _paths_in(self, part: object) -> Iterator[str]:
        if isinstance(part, Path) and part.start is None:
            try:
                yield self._path(part)
            except NotInWords:
                yield from self._looked_into(part)
        elif isinstance(part, tuple):
            for each in part:
                yield from self._paths_in(each)
        elif is_dataclass(part):
            for known in fields(part):
                yield from self._paths_in(getattr(part, known.name))

    def _looked_into(self, part: Path) -> Iterator[str]:
        """A path over rows: the question that it ends at counts as asked for."""
        plain = replace(part, steps=tuple(replace(step, predicates=()) for step in part.steps))
        try:
            yield self._path(plain)
        except NotInWords:
            yield ""
        for step in part.steps:
            yield from self._paths_in(step.predicates)

    def _denied(self, part: Expression) -> str:
        if isinstance(part, Call) and part.name == "selected" and len(part.arguments) == 2:
            return self._selected(part, _NOT_CHOSEN)
        if isinstance(part, Chain) and part.operators == ("=",):
            return self._compared(Chain(at=part.at, operands=part.operands, operators=("!=",)))
        raise NotInWords

    def _selected(self, part: Call, words: str) -> str:
        path, value = self._path(part.arguments[0]), _text(part.arguments[1])
        return self._in_words(words).format(question=self._name(path), value=self._chosen(path, value))

    def _compared(self, part: Chain) -> str:
        left, right, operator = *part.operands, part.operators[0]
        if not isinstance(left, Path):
            left, right, operator = right, left, _TURNED[operator]
        path, value = self._path(left), _text(right)
        if not value and operator in _BLANK:
            return self._in_words(_BLANK[operator]).format(question=self._name(path))
        shown = self._chosen(path, value) if operator in ("=", "!=") else value
        return self._in_words(_COMPARED[operator]).format(question=self._name(path), value=shown)

    def _in_words(self, message: str) -> str:
        return translate_in(self._language, message)

    def _name(self, path: str) -> str:
        name = self._named(path)
        if not name:
            raise NotInWords
        return name

    def _path(self, part: Expression) -> str:
        """The absolute path of a plain reference, parents followed from the context."""
        if not isinstance(part, Path) or part.start is not None:
            raise NotInWords
        places = [] if part.absolute else self._context.strip("/").split("/")
        for step in part.steps:
            if step.predicates:
                raise NotInWords
            if step.axis == "parent":
                places = places[:-1]
            elif step.axis == "child" and isinstance(step.test, NameTest):
                places.append(step.test.local)
            elif step.axis != "self":
                raise NotInWords
        return "/" + "/".join(places)


def _text(part: Expression) -> str:
    if isinstance(part, Literal):
        return part.value
    if isinstance(part, Number):
        return f"{part.value:g}"
    raise NotInWords
