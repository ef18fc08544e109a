"""Headers that can become no part of a form: languages where there are none, names that no element can have."""

import re
from collections.abc import Iterator
from typing import Final

from yihu.base.i18n import N_
from yihu.forms.problems import Problem
from yihu.forms.repair_notes import Mender, told
from yihu.forms.sheets import Workbook

_NAME: Final = r"[^\W\d][\w.\-]*"
_ATTRIBUTE = re.compile(rf"^(bind|body|instance|control)\s*::\s*(?:({_NAME}):)?({_NAME})$")
_PREFIXES: Final = frozenset(("jr", "orx", "odk", "ev", "xsd", "h"))
_DECLARED = re.compile(r"([\w.\-]+)\s*=\s*[\"']")
_PLAIN: Final = frozenset((
    "type", "name", "relevant", "relevance", "constraint", "calculation", "calculate", "required", "read_only", "readonly", "appearance",
    "choice_filter", "default", "repeat_count", "trigger", "parameters", "list_name", "save_to",
))  # fmt: skip
_MEDIA: Final = {"picture": "image", "photo": "image", "img": "image", "sound": "audio", "movie": "video"}
_MEDIA_HEADER = re.compile(r"^media\s*::\s*([A-Za-z\-]+)((?:\s*::.*)?)$", re.IGNORECASE)
_TRANSLATED: Final = frozenset(("label", "caption", "media", "image", "audio", "video", "big-image"))
_SINGLE = re.compile(
    r"^(label|caption|hint|guidance[ _]hint|constraint[ _]message|required[ _]message|media|image|audio|video|big-image)\s*:(?!:)\s*(.+)$",
    re.IGNORECASE,
)
_CHOICE = re.compile(rf"^{_NAME}$")


def write_headers(workbook: Workbook) -> Iterator[Problem]:
    """Each header that has another, possible spelling gets it."""
    for key in ("survey", "choices"):
        sheet = workbook.sheet(key)
        double = any("::" in header for header in sheet.headers)
        for header in list(sheet.headers):
            after = _possible(_SINGLE.sub(_doubled, header) if double else header)
            if after != header and after not in sheet.headers:
                sheet.rename(header, after)
                yield told(
                    sheet,
                    1,
                    header,
                    "header-renamed",
                    N_("The column “{before}” was taken as “{after}”."),
                    header,
                    after,
                )


def _doubled(found: re.Match[str]) -> str:
    """Where one header has two colons, pyxform reads those with one as one word."""
    return f"{found[1]}::" + re.sub(r"\s*(?<!:):(?!:)\s*", "::", found[2])


def _possible(header: str) -> str:
    first, mark, rest = header.partition("::")
    if mark and first.strip().lower().replace(" ", "_") in _PLAIN:
        return first.strip()
    if media := _MEDIA_HEADER.match(header):
        kind = media[1].lower()
        return f"media::{_MEDIA.get(kind, kind)}{media[2]}"
    most = 2 if first.strip().lower() in ("media", "bind", "body", "instance", "control") else 1
    parts = rest.split("::")
    return (
        "::".join([first, *parts[: most - 1], " ".join(part.strip() for part in parts[most - 1 :])])
        if len(parts) > most
        else header
    )


def drop_impossible_headers(workbook: Workbook) -> Iterator[Problem]:
    """Columns whose names no XML can have, and media of kinds that there aren't."""
    settings = workbook.sheet("settings")
    declared = _PREFIXES | {
        prefix
        for cells in settings.rows
        for prefix in _DECLARED.findall(cells.get(settings.column("namespaces"), ""))
    }
    for key in ("survey", "choices"):
        sheet = workbook.sheet(key)
        for header in list(sheet.headers):
            if not _is_possible(header, key, declared):
                sheet.headers.remove(header)
                for cells in sheet.rows:
                    cells.pop(header, None)
                yield told(
                    sheet,
                    1,
                    header,
                    "column-left-out",
                    N_("A column that isn't known was left out."),
                    header,
                    "",
                )


def _is_possible(header: str, key: str, declared: frozenset[str] | set[str]) -> bool:
    first, mark, _ = header.partition("::")
    word = first.strip().lower()
    if word in ("bind", "body", "instance", "control") and mark:
        found = _ATTRIBUTE.match(header)
        return found is not None and (not found[2] or found[2] in declared)
    if word == "media" and mark:
        return bool(re.match(r"^media::(image|audio|video|big-image)(::.*)?$", header, re.IGNORECASE))
    if key == "survey":
        return bool(word)
    translated = header.partition(":")[0].strip().lower() in _TRANSLATED
    return translated or (":" not in header and (" " in header or bool(_CHOICE.match(header))))


HEADER_MENDERS: Final[tuple[Mender, ...]] = (write_headers, drop_impossible_headers)
