"""Where fields get the bytes of files from."""

from collections.abc import Callable
from dataclasses import dataclass

Read = Callable[[str], bytes | None]


def _none(_name: str) -> None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Files:
    """Bytes by name; None for what is not on this laptop.

    Attributes:
        answered: files that are answers.
        beside: files that came with the form: pictures of labels and choices.
    """

    answered: Read = _none
    beside: Read = _none
