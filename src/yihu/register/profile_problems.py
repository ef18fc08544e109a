"""What can be wrong with a profile's file, told so that whoever edited it can put it right."""

from dataclasses import dataclass, field

from yihu.base.errors import UserError
from yihu.base.i18n import N_, translate

AT_MOST_ALLOWED = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileProblem:
    """One thing in the file that is wrong.

    Attributes:
        code: stable for ever: `profile-key-unknown`.
        key: where, as a path: `thresholds.water_minutes`, `lines[3].yuan`; empty for the whole file.
        line: of the file, from 1; None where it isn't known (a missing key).
        message: msgid; `{key}` and `parameters` fill its places.
        close: the known word that it is most like; empty if none is.
        allowed: what may stand there; empty where anything of its kind may.
    """

    code: str
    message: str
    key: str = ""
    line: int | None = None
    parameters: dict[str, object] = field(default_factory=dict)
    close: str = ""
    allowed: tuple[str, ...] = ()

    def explain(self) -> str:
        """What is wrong, in the language in force."""
        words = {
            name: translate(value) if isinstance(value, str) else value
            for name, value in self.parameters.items()
        }
        return translate(self.message).format(key=self.key, **words)

    def advise(self) -> str:
        """What to write instead; empty when that follows from what is wrong."""
        if self.close:
            return translate(N_("Did you mean “{close}”?")).format(close=self.close)
        if not self.allowed:
            return ""
        shown = ", ".join(self.allowed[:AT_MOST_ALLOWED])
        more = " …" if len(self.allowed) > AT_MOST_ALLOWED else ""
        return translate(N_("It may be: {allowed}.")).format(allowed=shown + more)

    def place(self) -> str:
        """The line in words; empty when it isn't known."""
        return "" if self.line is None else translate(N_("line {line}")).format(line=self.line)


class ProfileRefused(UserError):
    """A file that can't become a profile. `problems` holds every reason found."""

    code = "profile-refused"
    message = N_("The rules in this file can't be used: {first}")
    advice = N_("Correct the file and add it again. The rules in force were not changed.")

    def __init__(self, problems: tuple[ProfileProblem, ...]) -> None:
        super().__init__(first=" ".join(filter(None, (problems[0].place(), problems[0].explain()))))
        self.problems = problems
