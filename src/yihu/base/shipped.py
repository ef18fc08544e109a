"""Where the files lie that come with the program."""

from functools import lru_cache
from pathlib import Path


@lru_cache(maxsize=1)
def _root() -> Path:
    """The installed package's own copy, or the source tree's top level."""
    installed = Path(__file__).parents[1] / "_shipped"
    return installed if installed.is_dir() else Path(__file__).parents[3]


def resource_path(*parts: str) -> Path:
    """A file under resources/: fonts, icons, translations, the demo village."""
    return _root().joinpath("resources", *parts)


def form_path(*parts: str) -> Path:
    """A file under forms/: the questionnaires and their tables."""
    return _root().joinpath("forms", *parts)
