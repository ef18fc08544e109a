"""Where fields get the bytes of files from."""

from collections.abc import Callable
from dataclasses import dataclass

from yihu.base.i18n import N_, translate

Read = Callable[[str], bytes | None]


def _none(_name: str) -> None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Files:
    """Bytes by name; None for what is not on this laptop.

    Attributes:
        answered: files that are answers.
        beside: files that came with the form: pictures of labels and choices.
        play: plays a sound or film that came with the form; False if that can't be.
    """

    answered: Read = _none
    beside: Read = _none
    play: Callable[[str], bool] = bool


def cannot_play(files: Files, name: str) -> str:
    """Why a sound or film of the form can't be played."""
    missing = files.beside(name) is None
    words = (
        N_("{name} is not with the questionnaire.")
        if missing
        else N_("This computer has no program that plays {name}.")
    )
    return translate(words).format(name=name)
