"""Regular expressions of forms, with a bound on the time that they may take."""

import re
import warnings
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from yihu.base.i18n import N_
from yihu.xpath.library import Unfit
from yihu.xpath.linear_matching import Machine, NotLinear, may_get_stuck
from yihu.xpath.pattern_notation import in_python

LONGEST_PATTERN: Final = 2_000
LONGEST_TEXT: Final = 20_000
LONGEST_TRIED_TEXT: Final = 200
"""Characters that Python's matcher, which tries one way after another, is trusted with."""
LONGEST_STUCK_TEXT: Final = 20
"""Characters of it where the pattern may get stuck, and can't be followed in linear time."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern read.

    Attributes:
        machine: searches in linear time; None where the pattern looks around or back.
        sticky: Python's matcher could get stuck.
    """

    python: re.Pattern[str]
    machine: Machine | None
    sticky: bool


def find_pattern(pattern: str, text: str) -> bool:
    """Whether the pattern is found anywhere in the text; raises Unfit."""
    read = read_pattern(pattern)
    if len(text) > LONGEST_TEXT:
        raise Unfit(f"{pattern[:20]}…", N_("a text of at most 20,000 characters for a pattern"))
    if read.machine is not None and (read.sticky or len(text) > LONGEST_TRIED_TEXT):
        return read.machine.found_in(text)
    if read.sticky and len(text) > LONGEST_STUCK_TEXT:
        raise Unfit(pattern[:40], N_("a pattern without repeats inside repeats"))
    return read.python.search(text) is not None


@lru_cache(maxsize=512)
def read_pattern(pattern: str) -> Pattern:
    """The pattern ready to be searched; raises Unfit."""
    if len(pattern) > LONGEST_PATTERN:
        raise Unfit(f"{pattern[:20]}…", N_("a pattern of at most 2,000 characters"))
    try:
        with warnings.catch_warnings():
            # Brackets that may mean something else in a later Python; forms mean them as they are.
            warnings.simplefilter("ignore", FutureWarning)
            python = re.compile(in_python(pattern))
            return Pattern(python, _machine(python), may_get_stuck(python))
    except (re.error, OverflowError, RecursionError) as problem:
        raise Unfit(pattern[:40], N_("a regular expression")) from problem


def _machine(python: re.Pattern[str]) -> Machine | None:
    try:
        return Machine(python)
    except NotLinear:
        return None
