"""Sounds, films, drawings and other files of answers: stored encrypted by their hash, as they are."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from yihu.actions.permission import guarded
from yihu.actions.save_answer import save_answer
from yihu.base.errors import FileUnreadable, UserError
from yihu.base.i18n import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yihu.actions.open_visit import Interview
    from yihu.actions.workspace import Workspace
    from yihu.engine import Outcome

LARGEST_FILE_MB = 50
_MEGABYTE = 1024 * 1024

AUDIO = ("mp3", "m4a", "aac", "amr", "wav", "ogg", "oga", "opus", "flac", "wma", "3gp", "3ga")
VIDEO = ("mp4", "m4v", "mov", "avi", "mkv", "webm", "3gp", "mpg", "mpeg", "wmv")
_ALLOWED: Mapping[str, tuple[str, ...]] = {"audio": AUDIO, "video": VIDEO}
_SUFFIX = re.compile(r"[a-z0-9]{1,8}")


class FileTooLarge(UserError):
    """A file that would not fit on the sticks it has to travel on."""

    code = "file-too-large"
    message = N_("{name} is larger than {most} MB.")
    advice = N_("Choose a shorter recording or a smaller file. The answers are unchanged.")


class FileEmpty(UserError):
    """A file without anything in it."""

    code = "file-empty"
    message = N_("There is nothing in {name}.")
    advice = N_("Choose another file. The answers are unchanged.")


class FileKindWrong(UserError):
    """A file of another kind than the question asks for, by its ending."""

    code = "file-kind-wrong"
    message = N_("{name} is not a file of the kind that is asked for here.")
    advice = N_("Choose a file that ends in one of: {endings}. The answers are unchanged.")


@guarded
def keep_file(workspace: Workspace, interview: Interview, ref: str, path: Path) -> Outcome:
    """Answer an audio, video or file question with a file; saved when this returns.

    At most `LARGEST_FILE_MB`. The answer is `<sha256>.<ending>`; the file's own name is not kept.

    Raises:
        FileTooLarge, FileEmpty, FileKindWrong, FileUnreadable, DiskFull.
    """
    suffix = path.suffix.lstrip(".").lower()
    allowed = _ALLOWED.get(interview.session.question(ref).kind, ())
    if allowed and suffix not in allowed:
        raise FileKindWrong(name=path.name, endings=", ".join(allowed))
    return _keep(workspace, interview, ref, _read(path), suffix if _SUFFIX.fullmatch(suffix) else "bin")


@guarded
def keep_drawing(workspace: Workspace, interview: Interview, ref: str, png: bytes) -> Outcome:
    """Answer an image question with a drawing or a signature (PNG bytes); saved when this returns.

    Raises:
        DiskFull.
    """
    return _keep(workspace, interview, ref, png, "png")


def form_files(workspace: Workspace, form_id: str, version: str) -> Mapping[str, bytes]:
    """The files that came with a questionnaire, by name; none where it isn't in the register."""
    stored = workspace.store.form(form_id, version)
    return stored.attachments if stored is not None else {}


def _keep(workspace: Workspace, interview: Interview, ref: str, data: bytes, suffix: str) -> Outcome:
    outcome = interview.session.answer(ref, workspace.store.put_attachment(data, suffix))
    save_answer(workspace, interview, outcome, ref)
    return outcome


def _read(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE_MB * _MEGABYTE:
            raise FileTooLarge(name=path.name, most=LARGEST_FILE_MB)
        data = path.read_bytes()
    except OSError as problem:
        raise FileUnreadable(name=path.name) from problem
    if not data:
        raise FileEmpty(name=path.name)
    return data
