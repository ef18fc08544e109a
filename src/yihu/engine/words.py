"""What a form says in an interview: texts in the language in force, answers filled in."""

from collections.abc import Mapping

from yihu.engine.machine import Machine
from yihu.forms.expressions import Expression
from yihu.forms.words import Parts, Words
from yihu.xpath import Compiled, XPathProblem
from yihu.xpath.tree import Node


class Speaker:
    """Says the words of a form.

    Attributes:
        at: where words are being said just now, for texts that an expression names.
        language: one of the form's languages, "" for a form without any.
    """

    def __init__(self, machine: Machine, language: str) -> None:
        self.machine = machine
        self.form = machine.graph.form
        self.language = language
        self.at: Node | None = None

    def say(self, words: Words | None, node: Node) -> str:
        """Plain text, "" where there is none."""
        if words is None:
            return ""
        if words.itext is not None:
            return self.text(words.itext, node)
        if words.expression is not None:
            self.at = node
            said = self._answer(words.expression.compiled, node)
            self.at = None
            return said
        return self._join(words.parts, node)

    def text(self, text_id: str, node: Node, form: str = "") -> str:
        """A text by its id. Without `form` the plain one, its short or long form where that is all."""
        forms = self._forms(text_id)
        if form or forms is None:
            return self._join((forms or {}).get(form, ()), node)
        parts = next((forms[name] for name in ("", "long", "short") if name in forms), ())
        return self._join(parts, node)

    def is_plain(self, text_id: str) -> bool:
        """Whether a text is the same whatever the answers are."""
        forms = self._forms(text_id) or {}
        return all(isinstance(part, str) for parts in forms.values() for part in parts)

    def media(self, words: Words | None, node: Node) -> dict[str, str]:
        """Names of the files beside a text: image, audio, video, big-image."""
        if words is None or words.itext is None:
            return {}
        forms = self._forms(words.itext) or {}
        kinds = ("image", "big-image", "audio", "video")
        return {kind: self._join(forms[kind], node).rpartition("/")[2] for kind in kinds if kind in forms}

    def media_of(self, text_id: str, node: Node) -> dict[str, str]:
        """The same by the id of the text."""
        return self.media(Words(itext=text_id), node)

    def _forms(self, text_id: str) -> Mapping[str, Parts] | None:
        return self.form.itext.forms(self.language, text_id)

    def _join(self, parts: Parts, node: Node) -> str:
        if len(parts) == 1 and isinstance(parts[0], str):
            return parts[0]
        return "".join(part if isinstance(part, str) else self._output(part, node) for part in parts)

    def _output(self, expression: Expression, node: Node) -> str:
        try:
            return self._answer(expression.compiled, node)
        except XPathProblem:
            return ""

    def _answer(self, compiled: Compiled, node: Node) -> str:
        try:
            return compiled.string(node, self.machine.outside)
        except XPathProblem:
            return ""
