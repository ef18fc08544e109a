"""What a person may have meant."""

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(written: str, known: Iterable[str]) -> str | None:
    """The known name closest to a written one, if any is close."""
    names = {name.lower(): name for name in known}
    found = get_close_matches(written[:60].lower().replace("_", "-"), names, n=1, cutoff=0.7)
    return names[found[0]] if found else None
