"""Files beside a workbook that its form needs."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from yihu.base.i18n import N_
from yihu.forms.problems import Problem

_ADDRESS = re.compile(r"jr://(?:images|audio|video|file-csv|file)/([^<>\"']+)")
_LARGEST: Final = 64_000_000


def names_in(xform: str) -> list[str]:
    """Names of all files that a form names, each once; those that lead out of the folder are left out."""
    found = dict.fromkeys(name.strip() for name in _ADDRESS.findall(xform))
    return [name for name in found if is_plain(name)]


def is_plain(name: str) -> bool:
    """Whether it is the name of a file and no way to another folder."""
    return bool(name) and not set("/\\:") & set(name) and name not in (".", "..")


def read_beside(path: Path, names: list[str]) -> dict[str, bytes]:
    """The files that are there, from the workbook's folder or its `-media` folder."""
    found = ((name, _find(path, name)) for name in names)
    return {name: place.read_bytes() for name, place in found if place is not None}


def _find(path: Path, name: str) -> Path | None:
    for folder in (path.parent, path.parent / f"{path.stem}-media", path.parent / "media"):
        place = folder / name
        if place.is_file() and place.stat().st_size <= _LARGEST:
            return place
    return None


def tell_missing(names: list[str], found: dict[str, bytes]) -> Iterator[Problem]:
    """A warning for each file that is named but isn't there."""
    for name in names:
        if name not in found:
            yield Problem(
                code="form-file-missing",
                message=N_("The file {name} that the questionnaire needs isn't beside it."),
                advice=N_(
                    "Put the file into the same folder as the workbook and add the questionnaire again."
                ),
                severity="warning",
                details=(("name", name),),
            )
