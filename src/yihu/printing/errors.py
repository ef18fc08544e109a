"""What can go wrong when printing."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from yihu.base.errors import UserError
from yihu.base.i18n import N_, translate


class FontMissing(UserError):
    """A font that comes with the program is not there or not whole."""

    code = "font-missing"
    message = N_("The font {name} that comes with the program is missing or damaged.")
    advice = N_("Install the program again and print once more. Your data is not affected.")


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateProblem:
    """One thing in a template that can't be used.

    Attributes:
        place: the key's path, as `zh_CN.household.heading`. line: of the file, counted from 1; 0 is unknown.
        message: msgid; parameters fill its places.
        allowed: what may stand there instead.
    """

    place: str
    line: int
    message: str
    parameters: dict[str, object] = field(default_factory=dict)
    allowed: tuple[str, ...] = ()

    def explain(self) -> str:
        """Where it stands, what is wrong, what may stand there; in the language in force."""
        where = translate(N_("line {line}, {place}")).format(line=self.line, place=self.place)
        if not self.line:
            where = self.place
        told = f"{where}: {translate(self.message).format(**self.parameters)}"
        if not self.allowed:
            return told
        return f"{told} {translate(N_('Possible here: {names}.')).format(names=', '.join(self.allowed))}"


class TemplateRefused(UserError):
    """A paper template that can't be used; all its problems are listed.

    Attributes:
        problems: in the order of the file.
    """

    code = "template-refused"
    message = N_("The template can't be used: {first}")
    advice = N_("Correct the file and check it again. Papers are printed as before.")

    def __init__(self, problems: Sequence[TemplateProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__(first=problems[0].explain(), count=len(problems))
