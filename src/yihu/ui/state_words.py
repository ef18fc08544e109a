"""The words and colours of a household's states, the same on every page."""

from collections.abc import Iterable

from yihu.base.i18n import CHINESE, N_, language, translate, translate_count
from yihu.ui.tone import Tone

VISIT_WORDS: dict[str, tuple[str, Tone]] = {
    "not_visited": (N_("Not visited"), "grey"),
    "in_progress": (N_("Under way"), "blue"),
    "done": (N_("Done"), "green"),
    "nobody_home": (N_("Nobody home"), "amber"),
    "refused": (N_("Refused"), "amber"),
    "moved": (N_("Moved away"), "grey"),
}
PLAN_WORDS: dict[str, tuple[str, Tone]] = {
    "none": ("—", "grey"),
    "to_make": (N_("To make"), "grey"),
    "draft": (N_("Draft"), "amber"),
    "agreed": (N_("Agreed"), "blue"),
    "signed": (N_("Signed"), "green"),
}


def visit_words(state: str, progress_percent: int = 0) -> tuple[str, Tone]:
    """A visit's state in words, with its colour."""
    words, tone = VISIT_WORDS.get(state, (state, "grey"))
    said = translate(words)
    return (f"{said} {progress_percent} %" if state == "in_progress" and progress_percent else said), tone


def plan_words(state: str) -> tuple[str, Tone]:
    """A plan's state in words, with its colour."""
    words, tone = PLAN_WORDS.get(state, (state, "grey"))
    return translate(words), tone


def mark_words(conflicts: int, checks: int) -> tuple[str, Tone | None]:
    """What stands in the last column of the list: what differs first, then what to check."""
    if conflicts:
        words = translate_count("{count} answer differs", "{count} answers differ", conflicts)
        return words.format(count=conflicts), "red"
    if checks:
        return translate(N_("To check: {count}")).format(count=checks), "amber"
    return "", None


def household_name(head_name: str) -> str:
    """A household by the name of its head."""
    return translate(N_("{name}'s household")).format(name=head_name or translate(N_("(no name yet)")))


def listed(words: Iterable[str]) -> str:
    """Words one after the other: `a、b` in Chinese, `a, b` in English."""
    return ("、" if language() == CHINESE else ", ").join(words)
