"""Questionnaires on paper: the empty one of any form, and a household's record filled in."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

from yihu.actions.errors import FormUnknown
from yihu.actions.file_names import safe_name
from yihu.actions.form_titles import form_title_in
from yihu.actions.open_visit import language_of, open_session
from yihu.actions.paper_templates import own_texts
from yihu.actions.workspace import Workspace
from yihu.actions.write_file import write_whole
from yihu.base.i18n import LANGUAGES, language

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from yihu.engine.on_paper import Item
    from yihu.forms import Form
    from yihu.printing.questionnaire import QuestionnairePaper
    from yihu.register.household import Household
    from yihu.sync.changeset import Value

KIND = "questionnaire"
_STATE = "_state"


def filled_content(
    workspace: Workspace,
    household: Household,
    values: Mapping[str, Value],
    record: str | None,
    photos_of: Callable[[Iterable[str]], tuple[bytes, ...]],
) -> QuestionnairePaper | None:
    """A household's record as paper, by default its survey; None while nothing of it was answered.

    `values`: path -> value, of the whole household. `photos_of`: the pictures of names.
    """
    from yihu.engine.on_paper import PaperQuestion, filled_items
    from yihu.printing.questionnaire import QuestionnairePaper

    name = record or "household"
    start = f"{name}/"
    answers: dict[str, Value] = {
        path[len(start) :]: value for path, value in values.items() if path.startswith(start)
    }
    if _STATE not in answers:
        return None
    form = _form(workspace, name.partition("~")[0])
    items: dict[str, tuple[Item, ...]] = {}
    for spoken in LANGUAGES:
        session = open_session(workspace, form, answers)
        if (mark := language_of(form, spoken)) is not None:
            session.set_language(mark)
        items[spoken] = filled_items(session, spoken)
    files = [each.file for each in items[language()] if isinstance(each, PaperQuestion) and each.file]
    return QuestionnairePaper(
        title=_titles(form),
        version=form.version,
        household=household,
        record=name.partition("~")[2],
        filled=True,
        items=items,
        photos=photos_of(files),
    )


def preview_empty_questionnaire(workspace: Workspace, form_id: str, in_language: str | None = None) -> bytes:
    """The PDF of any questionnaire to be filled in by hand, with its skip logic in words. Raises FormUnknown."""
    from yihu.printing import print_paper
    from yihu.printing.template import own_template

    paper = _empty(workspace, form_id)
    buffer = io.BytesIO()
    template = own_template(KIND, own_texts(workspace))
    print_paper(KIND, paper, buffer, language=in_language or language(), template=template)
    return buffer.getvalue()


def print_empty_questionnaire(
    workspace: Workspace, form_id: str, folder: Path, in_language: str | None = None
) -> Path:
    """Write it into a folder. Raises FormUnknown, FolderNotWritable, DiskFull."""
    data = preview_empty_questionnaire(workspace, form_id, in_language)
    title = _titles(_form(workspace, form_id))[in_language or language()]
    target = folder / f"questionnaire-{safe_name(title or form_id)}.pdf"
    write_whole(target, data)
    return target


def _empty(workspace: Workspace, form_id: str) -> QuestionnairePaper:
    from yihu.engine.on_paper import empty_items, without_counts
    from yihu.forms import parse_xform
    from yihu.printing.questionnaire import QuestionnairePaper

    stored = workspace.store.form(form_id)
    if stored is None:
        raise FormUnknown(form=form_id)
    form = parse_xform(without_counts(stored.xform), resources=stored.attachments)
    items: dict[str, tuple[Item, ...]] = {}
    for spoken in LANGUAGES:
        session = open_session(workspace, form, {}, fresh=True)
        if (mark := language_of(form, spoken)) is not None:
            session.set_language(mark)
        items[spoken] = empty_items(session, spoken)
    return QuestionnairePaper(title=_titles(form), version=form.version, items=items)


def _form(workspace: Workspace, form_id: str) -> Form:
    return workspace.library.form(form_id)


def _titles(form: Form) -> Mapping[str, str]:
    return {spoken: form_title_in(form.title, form.id, spoken) for spoken in LANGUAGES}
