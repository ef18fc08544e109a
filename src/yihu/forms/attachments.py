"""Files beside a workbook that its form needs."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from yihu.base.i18n import N_
from yihu.forms.problems import Problem

_ADDRESS = re.compile(r"jr://(?:images|audio|video|file-csv|file)/([^<>\"']+)")
_LARGEST: Final = 64_000_000
_LONGEST_NAME: Final = 200
_LONGEST_TOLD: Final = 80
_MOST_TOLD: Final = 20
_NEVER = re.compile(r'[/\\:<>"|?*\x00-\x1f]')
_DEVICES: Final = frozenset(
    (
        "",
        "con",
        "prn",
        "aux",
        "nul",
        "conin$",
        "conout$",
        *(f"{each}{number}" for each in ("com", "lpt") for number in range(10)),
    )
)


def names_in(xform: str) -> list[str]:
    """Names of all files that a form names, each once; those that lead out of the folder are left out."""
    found = dict.fromkeys(name.strip() for name in _ADDRESS.findall(xform))
    return [name for name in found if is_plain(name)]


def is_plain(name: str) -> bool:
    """Whether it is the name of a file on every system, and no way to another folder or to a device."""
    return (
        0 < len(name.encode()) <= _LONGEST_NAME
        and not _NEVER.search(name)
        and not name.endswith((".", " "))
        and name.partition(".")[0].strip().lower() not in _DEVICES
    )


def tell_strange(xform: str) -> Iterator[Problem]:
    """A warning for each name that leads elsewhere; such a file isn't looked for."""
    found = dict.fromkeys(name.strip() for name in _ADDRESS.findall(xform))
    for name in [each for each in found if not is_plain(each)][:_MOST_TOLD]:
        yield Problem(
            code="form-file-elsewhere",
            message=N_("“{name}” is no name of a file beside the questionnaire; it isn't read."),
            advice=N_("Put the file into the same folder as the workbook and write only its name."),
            severity="warning",
            details=(("name", name[:_LONGEST_TOLD]),),
        )


def read_beside(path: Path, names: list[str]) -> dict[str, bytes]:
    """The files that are there and can be read, from the workbook's folder or its `-media` folder."""
    found = ((name, _find(path, name)) for name in names)
    read = ((name, _content(place)) for name, place in found if place is not None)
    return {name: content for name, content in read if content is not None}


def _content(place: Path) -> bytes | None:
    try:
        return place.read_bytes()
    except OSError:
        return None


def _find(path: Path, name: str) -> Path | None:
    for folder in (path.parent, path.parent / f"{path.stem}-media", path.parent / "media"):
        place = folder / name
        if _is_inside(place, folder) and place.is_file() and place.stat().st_size <= _LARGEST:
            return place
    return None


def _is_inside(place: Path, folder: Path) -> bool:
    """Whether it is no link to a file elsewhere, and no link in a circle."""
    try:
        return place.resolve(strict=True).parent == folder.resolve(strict=True)
    except (OSError, RuntimeError, ValueError):
        return False


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
