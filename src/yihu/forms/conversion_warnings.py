"""What pyxform warns of, in words of our own."""

import re
from typing import Final

from yihu.base.i18n import N_
from yihu.forms.problems import Problem

_Told = tuple[str, str, str, str]
"""code, message, advice, column"""

_ROW = re.compile(r"\[row : (\d+)\]|\brow[: ]+(\d+)", re.IGNORECASE)
_SHEET = re.compile(r"'(survey|choices|settings|entities|external_choices)' sheet")
_COLUMN = re.compile(r"the '([^']+)' value")
_MISSING = re.compile(
    r"Language '(.*)' is missing the (\w+) (?:columns )?(.*?)(?: column)?\.?$", re.MULTILINE
)
_NEEDLESS: Final = ("Use the max-pixels parameter",)
"""Photos are made smaller here in any case."""

_BY_TEXT: Final[tuple[tuple[re.Pattern[str], _Told], ...]] = tuple(
    (re.compile(pattern, re.DOTALL), told)
    for pattern, told in (
        (r"form_id and id_string", ("settings-id-twice", N_("The settings have both form_id and id_string; form_id counts."), N_("Take the column id_string out."), "id_string")),
        (r"Row without name, text, or label", ("row-skipped", N_("This row has no type, no name and no label: it is left out."), N_("Complete it, or take it out."), "")),
        (r"'disabled' column", ("column-disabled", N_("The column “disabled” is of an older XLSForm; rows with “yes” in it are left out."), N_("Write a condition under “relevant” instead."), "disabled")),
        (r"(?P<type>\w+) is no longer supported on most devices", ("device-number", N_("“{type}” is the number of a phone's card; it stays empty here."), N_("Take the row out, or ask for the number."), "")),
        (r"(?:Repeat|Group|Loop) has no label", ("label-missing-group", N_("A group or repeat has no label: its pages have no title."), N_("Write a title in the column “label”."), "")),
        (r"only meant for filtered selects", ("choice-filter-missing", N_("A select_one_external without choice_filter offers its whole list."), N_("Write the condition under “choice_filter”."), "")),
        (r"machine-readable codes: (?P<languages>.*?)\. Learn", ("language-without-code", N_("These languages have no code: {languages}."), N_("Write the code in brackets behind the name, for example “中文 (zh)”, so that other programs know the language too."), "")),
        (r"^Language '.*' is missing the", ("translation-missing", N_("Not everything is written in every language. {missing}"), N_("Add the columns; until then those words are missing in that language."), "")),
        (r"or_other and translations", ("or-other-untranslated", N_("“or_other” adds the choice “Other” in English only, whatever languages the form has."), N_("Add a choice “other” to the list, and a question that is asked when it is chosen."), "")),
        (r"When looking for a sheet named '(?P<sheet>[^']+)', .*found: (?P<found>[^.]+)", ("sheet-name-alike", N_("There is no sheet “{sheet}”, but one called {found}, which isn't read."), N_("Rename it if it is meant; put an underscore before its name if not."), "")),
        (r"Column headers must not be empty", ("header-characters", N_("The header “{column}” of the choices is blank or has a blank in it."), N_("Write it as one word."), "")),
        (r"Choices should have a label", ("choice-label-missing", N_("A choice has no label: its name is shown."), N_("Write what the person is to read in the column “label”."), "")),
        (r"case-insensitive match", ("names-alike", N_("Two questions of one group have names that differ in capital letters only."), N_("Give one of them another name; spreadsheets of the answers may mix them up."), "")),
    )
)  # fmt: skip


def tell_warning(text: str, plain: str) -> Problem | None:
    """The warning with its place; None for those that don't matter here. `plain`: without place and address."""
    if any(needless in text for needless in _NEEDLESS):
        return None
    row, sheet, column = _match(_ROW, text), _match(_SHEET, text), _match(_COLUMN, text)
    known, found = next(
        ((told, seen) for pattern, told in _BY_TEXT if (seen := pattern.search(text))), (None, None)
    )
    code, message, advice, usual = known or ("pyxform-warning", "{text}", "", "")
    details = {
        "text": plain,
        "column": column,
        "missing": "; ".join(_MISSING.sub(r"\1: \2 \3", plain).splitlines()),
    }
    details |= found.groupdict("") if found else {}
    return Problem(
        code=code, message=message, advice=advice, sheet=sheet or ("survey" if row else ""),
        row=int(row) if row else None, column=column or usual, severity="warning", details=tuple(sorted(details.items())),
    )  # fmt: skip


def _match(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return next((group for group in found.groups() if group), "") if found else ""
