"""What can be wrong with a form, told so that its author can put it right."""

from dataclasses import dataclass
from typing import Literal

from yihu.base.errors import UserError
from yihu.base.i18n import N_, translate


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing in a workbook that is wrong, was repaired, or is worth knowing.

    Attributes:
        code: stable for ever: `choice-name-twice`.
        message: what is wrong, a msgid; `{places}` are filled from `details`.
        advice: what to write instead, a msgid alike.
        sheet: name of the sheet; "" where it is the whole workbook.
        row: 1 is the headers' row; None where it is the whole sheet.
        column: header of the column; "" where it is the whole row.
        before, after: what stands there and what it was (or can be) changed to; "" where unknown.
        severity: `error` refuses the form, `repaired` was put right, `warning` is told only.
    """

    code: str
    message: str
    advice: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""
    before: str = ""
    after: str = ""
    severity: Literal["error", "repaired", "warning"] = "error"
    details: tuple[tuple[str, str], ...] = ()

    def explain(self) -> str:
        """The message in the language of the window."""
        return _filled(self.message, self.details)

    def advise(self) -> str:
        """The advice in the language of the window."""
        return _filled(self.advice, self.details)


def _filled(message: str, details: tuple[tuple[str, str], ...]) -> str:
    text = translate(message)
    for name, value in details:
        text = text.replace(f"{{{name}}}", translate(value))
    return text


class FormRefused(UserError):
    """A file that can't become a form. `problems` holds every reason found, then what could be put right.

    Its `code` is always "form-refused"; each problem has its own.
    """

    code = "form-refused"
    message = N_("“{name}” can't be used as a questionnaire: {first}")
    advice = N_("Correct the workbook and add it again. Nothing was changed.")

    def __init__(self, problems: tuple[Problem, ...], name: str = "") -> None:
        super().__init__(name=name, first=problems[0].explain() if problems else "")
        self.problems = problems


class XFormRefused(UserError):
    """An XForm that can't be read, or that asks for what isn't supported."""

    code = "xform-refused"
    message = N_("The questionnaire can't be read: {problem}.")
    advice = N_("Ask for the questionnaire again from where it came. Nothing was changed.")


class ResourceMissing(UserError):
    """A list that a form looks things up in isn't there."""

    code = "form-file-missing"
    message = N_("The file {name} that the questionnaire needs isn't beside it.")
    advice = N_("Put the file into the same folder as the workbook and add the questionnaire again.")


class ListUnreadable(UserError):
    """A list beside a form that can't be read."""

    code = "form-file-unreadable"
    message = N_("The file {name} that the questionnaire needs can't be read.")
    advice = N_("Save it again as CSV (UTF-8), XML or GeoJSON and add the questionnaire again.")
