"""Templates of papers (打印样式): check one, add an edited one, save a copy to edit, go back to the shipped one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from yihu.actions.coordinator_word import needs_coordinator, waits_here
from yihu.actions.permission import guarded
from yihu.actions.text_file import editable, read_text_file
from yihu.actions.workspace import Workspace
from yihu.actions.write_file import explained, write_whole
from yihu.base.errors import FileUnreadable, UserError
from yihu.base.i18n import N_, language, translate

if TYPE_CHECKING:
    from yihu.printing import TemplateProblem

TEMPLATE = "template"
"""The kind of text in the store."""

_LOGO_BYTES_AT_MOST = 20_000_000
_PLACE = re.compile(r"\{\w+\}")


class LogoUnreadable(UserError):
    """The picture that a template names isn't beside it, or is none."""

    code = "logo-unreadable"
    message = N_("The picture {name} that the template names can't be used.")
    advice = N_("Put a JPEG or PNG file of that name beside the template, or leave the name empty.")


class PaperKindUnknown(UserError):
    """A kind of paper that there isn't."""

    code = "paper-kind-unknown"
    message = N_("There is no paper called {kind}.")
    advice = N_("These can be printed: {kinds}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateReport:
    """What a template's file holds and what is wrong with it.

    Attributes:
        file: its name. kind: of paper; empty when it can't be used.
        version: under which it was kept; 0 when it wasn't.
        added: whether it is now in the register (False when it was there).
        waits: it is kept, and not used before a coordinator signs it.
    """

    file: str
    accepted: bool
    added: bool
    kind: str = ""
    version: int = 0
    problems: tuple[TemplateProblem, ...] = ()
    waits: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateRow:
    """One kind of paper and the template in force for it.

    Attributes:
        title: of the paper in the language of the window.
        own: whether the county has a template of its own for it. version: of that; 0 for the shipped one.
        refused: that it can't be used by this program, so that the shipped one is.
    """

    kind: str
    title: str
    own: bool
    version: int
    refused: bool


def check_template(path: Path) -> TemplateReport:
    """Read a file without keeping it; a refused one is a report too, not an error.

    Raises FileUnreadable, LogoUnreadable.
    """
    from yihu.printing import TemplateRefused

    try:
        kind, _ = _read_whole(path)
    except TemplateRefused as refused:
        return TemplateReport(file=path.name, accepted=False, added=False, problems=refused.problems)
    return TemplateReport(file=path.name, accepted=True, added=False, kind=kind)


@guarded
def add_template(workspace: Workspace, path: Path) -> TemplateReport:
    """Keep an edited template, its logo inside; from now on it is used and travels with what is handed over.

    Raises:
        TemplateRefused: with all problems of the file.
        FileUnreadable, LogoUnreadable, DiskFull.
    """
    kind, text = _read_whole(path)
    return _keep(workspace, path.name, kind, text)


@guarded
def use_shipped_template(workspace: Workspace, kind: str) -> TemplateReport:
    """Go back to the template that comes with the program, on every laptop.

    Raises PaperKindUnknown, RulesNeedCoordinator.
    """
    needs_coordinator(workspace)
    return _keep(workspace, "", kind, _shipped_text(kind))


def save_template(workspace: Workspace, kind: str, target: Path) -> None:
    """Save a copy of the template in force, to be edited with any text editor.

    Raises PaperKindUnknown, DiskFull, FolderNotWritable.
    """
    write_whole(target, editable(template_text(workspace, kind)))


def template_text(workspace: Workspace, kind: str) -> str:
    """The file of the template in force. Raises PaperKindUnknown."""
    shipped = _shipped_text(kind)
    return workspace.store.text(TEMPLATE, kind) or shipped


def list_templates(workspace: Workspace) -> tuple[TemplateRow, ...]:
    """All kinds of paper, in the order of the list to choose from, the words common to all last."""
    from yihu.printing.shapes import COMMON, KINDS

    own = own_texts(workspace)
    return tuple(_row(workspace, kind, own) for kind in (*KINDS, COMMON))


def own_texts(workspace: Workspace) -> Mapping[str, str]:
    """The county's own templates by kind, those that this program can use: paper goes on being printed."""
    from yihu.printing import TemplateRefused
    from yihu.printing.template import read_template

    texts: dict[str, str] = {}
    for kind in {row.id for row in workspace.store.texts(TEMPLATE) if row.in_use}:
        text = workspace.store.text(TEMPLATE, kind)
        try:
            if text is not None and read_template(text)["kind"] == kind:
                texts[kind] = text
        except TemplateRefused:
            continue
    return texts


def paper_title(kind: str) -> str:
    """What a kind of paper is called in the language of the window, without the places in it."""
    from yihu.printing.template import shipped_template

    title = _PLACE.sub("", shipped_template(kind).words[language()]["title"]).strip(" :：")
    return title or translate(N_("Questionnaire"))  # it has the title of whichever is printed


def _row(workspace: Workspace, kind: str, own: Mapping[str, str]) -> TemplateRow:
    from yihu.printing.shapes import COMMON

    versions = _versions(workspace, kind)
    is_own = kind in own and own[kind] != _shipped_text(kind)
    return TemplateRow(
        kind=kind,
        title="" if kind == COMMON else paper_title(kind),
        own=is_own,
        version=max(versions, default=0) if is_own else 0,
        refused=bool(versions) and kind not in own,
    )


def _read_whole(path: Path) -> tuple[str, str]:
    """Kind and text of a template's file, the picture it names put into it."""
    from yihu.printing.pictures import read_picture
    from yihu.printing.template import kind_of, named_logo, with_logo

    text = read_text_file(path)
    kind, _ = kind_of(text)
    name = named_logo(text)
    if not name:
        return kind, text
    beside = path.parent / name
    try:
        if Path(name).name != name or beside.stat().st_size > _LOGO_BYTES_AT_MOST:
            raise LogoUnreadable(name=name)
        logo = read_picture(beside.read_bytes())
    except OSError as problem:
        raise LogoUnreadable(name=name) from problem
    if logo is None:
        raise LogoUnreadable(name=name)
    return kind, with_logo(text, logo)


def _keep(workspace: Workspace, file: str, kind: str, text: str) -> TemplateReport:
    """Under the next version, so that the one added last is in force everywhere."""
    newest = max(_versions(workspace, kind), default=0)
    if (workspace.store.text(TEMPLATE, kind) or _shipped_text(kind)) == text:
        return TemplateReport(file=file, accepted=True, added=False, kind=kind, version=newest)
    with explained(workspace.folder):
        workspace.store.put_text(TEMPLATE, kind, newest + 1, kind, text)
        workspace.store.note("template_added", paper=kind, version=str(newest + 1))
    waits = waits_here(workspace)
    return TemplateReport(file=file, accepted=True, added=True, kind=kind, version=newest + 1, waits=waits)


def _versions(workspace: Workspace, kind: str) -> list[int]:
    """Of those that may be in use."""
    return [row.version for row in workspace.store.texts(TEMPLATE) if row.id == kind and row.in_use]


def template_title(kind: str) -> str:
    """What the paper of a kind is called; the kind itself where this program knows none of that name."""
    from yihu.printing.shapes import COMMON, KINDS

    if kind == COMMON:
        return translate(N_("Words of all papers"))
    return paper_title(kind) if kind in KINDS else kind


def _shipped_text(kind: str) -> str:
    from yihu.base.shipped import form_path
    from yihu.printing.shapes import COMMON, KINDS

    if kind not in (*KINDS, COMMON):
        raise PaperKindUnknown(kind=kind, kinds=", ".join(KINDS))
    try:
        return form_path("templates", f"{kind}.toml").read_text(encoding="utf-8")
    except OSError as problem:
        raise FileUnreadable(name=f"{kind}.toml") from problem
