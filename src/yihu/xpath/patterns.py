"""Regular expressions of forms, written for other engines, and a bound on the time they may take.

Forms bring patterns from strangers, and Python's matcher can backtrack for longer than a life. So
text and pattern are bounded in length, and patterns with a repeat inside a repeat are searched in a
text so short that even the worst of them ends.
"""

import re
from functools import lru_cache
from typing import Final

from yihu.base.i18n import N_
from yihu.xpath.library import Unfit

LONGEST_PATTERN: Final = 2_000
LONGEST_TEXT: Final = 20_000
LONGEST_NESTED_TEXT: Final = 24
"""Characters searched by a pattern with a repeat inside a repeat that may backtrack for ever."""


def find_pattern(pattern: str, text: str) -> bool:
    """Whether the pattern is found anywhere in the text; raises Unfit."""
    if len(text) > LONGEST_TEXT:
        raise Unfit(text[:20] + "…", N_("a text of at most 20,000 characters for a pattern"))
    return compiled(pattern).search(text) is not None


@lru_cache(maxsize=512)
def compiled(pattern: str) -> re.Pattern[str]:
    """The pattern as Python reads it; raises Unfit."""
    if len(pattern) > LONGEST_PATTERN:
        raise Unfit(pattern[:20] + "…", N_("a pattern of at most 2,000 characters"))
    try:
        return re.compile(_adapted(pattern))
    except (re.error, OverflowError, RecursionError) as problem:
        raise Unfit(pattern[:40], N_("a regular expression")) from problem


def _adapted(pattern: str) -> str:
    """From the notation of JavaScript and Java: `$` only at the very end, digits and words of ASCII."""
    return "(?a)" + re.sub(r"(?<!\\)((?:\\\\)*)\$", r"\1\\Z", pattern)
