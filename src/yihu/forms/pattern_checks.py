"""Regular expressions written into a form, tried before anybody's answer is."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from yihu.base.i18n import N_
from yihu.forms.form import Form
from yihu.forms.problems import Problem
from yihu.xpath.library import Unfit
from yihu.xpath.patterns import read_pattern

_Told = tuple[str, str, str]

_PATTERN = re.compile(r"""\bregex\s*\((?:[^()'"]|\([^()'"]*\))*,\s*(?:'([^']*)'|"([^"]*)")\s*\)""")


def check_patterns(expression: str, place: Problem) -> Iterator[Problem]:
    """A warning, at the place given, for each pattern that can't be read or could be tried for ever."""
    for found in _PATTERN.finditer(expression) if "regex" in expression else ():
        pattern = found[1] or found[2] or ""
        problem = _problem(pattern)
        if problem is not None:
            code, message, advice = problem
            details = (("pattern", pattern[:80]),)
            yield replace(
                place, code=code, message=message, advice=advice, severity="warning", details=details
            )


def check_binds(form: Form) -> Iterator[Problem]:
    """The same for an XForm, which has no rows."""
    for ref, bind in form.binds.items():
        for rule in (bind.constraint, bind.relevant, bind.calculate):
            if rule is not None:
                yield from check_patterns(
                    rule.source, Problem(code="", message="", column=rule.role, before=ref)
                )


def _problem(pattern: str) -> _Told | None:
    try:
        read = read_pattern(pattern)
    except Unfit:
        return _UNREADABLE
    return _ENDLESS if read.machine is None and read.sticky else None


_UNREADABLE: Final[_Told] = (
    "pattern-unreadable",
    N_("The pattern “{pattern}” is no regular expression: answers aren't checked against it."),
    N_("Correct the pattern, or leave it out."),
)
_ENDLESS: Final[_Told] = (
    "pattern-endless",
    N_(
        "The pattern “{pattern}” could be tried for ever: answers of more than 20 characters aren't checked against it."
    ),
    N_("Write it without a repeat inside a repeat."),
)
