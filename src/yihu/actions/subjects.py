"""Records beside the interview: of helpers, funds, tasks, village plans, and pairs in a household's document.

A dialog, a command or a spreadsheet hands over answers; the form takes them as it would in an interview, with all its
rules, and what it took is one changeset. Nothing is written where it refuses.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, groupby
from typing import TYPE_CHECKING, Any

from yihu.actions.fill_visit import Filling
from yihu.actions.finish_visit import unsaved_changes
from yihu.actions.open_visit import FINISHED, Interview, open_interview
from yihu.actions.permission import guarded
from yihu.actions.workspace import Workspace
from yihu.actions.write_file import explained
from yihu.base.errors import UserError
from yihu.base.i18n import N_, translate
from yihu.base.progress import Progress, Silent
from yihu.register.subjects import DIVISION, KIND, SINGLE, SUBJECT_FORM, is_subject, new_subject_id

if TYPE_CHECKING:
    from yihu.engine import Outcome, Session
    from yihu.sync.changeset import Value

AT_ONCE = 500


class RecordRefused(UserError):
    """Answers that their form doesn't take; `problems` say which and why, in the window's language."""

    code = "record-refused"
    message = N_("The entry was not saved: {first}")
    advice = N_("Correct what is named and save again. Nothing was changed.")

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__(first=" ".join(problems[:3]))
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordAnswers:
    """What is to stand in one record; fields as of `fill_record`.

    Attributes:
        rows: repeat -> ids of rows that are made first where they aren't there, so that answers can name them
            (`item/<row>/item_title`): what two laptops make under one id is one row.
    """

    subject: str
    form_id: str
    answers: Mapping[str, Any]
    record: str | None = None
    division_code: str = ""
    rows: Mapping[str, Sequence[str]] = field(default_factory=dict)


@guarded
def begin_subject(
    workspace: Workspace, form_id: str, division_code: str, subject_id: str | None = None
) -> str:
    """Make a subject for an interview that is about to begin; its id. One that is there stays as it is.

    `division_code`: 12 digits, of the village, township, county or city that it belongs to.
    """
    id = subject_id or new_subject_id(workspace.clock, workspace.random)
    if first := _named(workspace, id, form_id, division_code):
        with explained(workspace.folder):
            workspace.store.write(id, first, SUBJECT_FORM, "subject")
    return id


@guarded
def fill_record(
    workspace: Workspace,
    subject_id: str,
    form_id: str,
    answers: Mapping[str, Any],
    *,
    record: str | None = None,
    division_code: str = "",
) -> str:
    """Write one record through its form and finish it; its name.

    Args:
        subject_id: of a household or a subject; a subject that is new is made, of `division_code`.
        answers: as of `fill_visit`: question name -> text, number, bool, list of texts; repeat -> list of such mappings.
            Given to a record that is there, they stand for the earlier ones; other answers stay.
        record: of an earlier record; None: the only one of the form, or a new one.

    Raises:
        RecordRefused: the form refuses an answer, doesn't know it, or misses one. FormUnknown, RoleForbids.
    """
    return _fill(
        workspace,
        RecordAnswers(
            subject=subject_id, form_id=form_id, answers=answers, record=record, division_code=division_code
        ),
    )


@guarded
def fill_records(
    workspace: Workspace, records: Iterable[RecordAnswers], progress: Progress | None = None
) -> tuple[str, ...]:
    """Write many records, in transactions of 500; their names. Raises as `fill_record`, and `Cancelled`.

    What was written before a refusal or a stop stays; nothing of the transaction that it is in does. New records of one
    document that stand behind each other are worked into it together: of thousands each would fold all before it.
    """
    progress, waiting = progress or Silent(), list(records)
    names: list[str] = []
    for start in range(0, len(waiting), AT_ONCE):
        with workspace.store.together():
            for _, some in groupby(waiting[start : start + AT_ONCE], _document_of):
                together = list(some)
                names += (
                    _fill_together(workspace, together)
                    if len(together) > 1
                    else (_fill(workspace, *together),)
                )
                progress.step(len(names), len(waiting))
    return tuple(names)


def _fill_together(workspace: Workspace, records: Sequence[RecordAnswers]) -> list[str]:
    """New records of one document, each a changeset, folded once."""
    first, names, parts, form_ref = records[0], list[str](), list[dict[str, Any]](), ""
    for each in records:
        interview, changes = answered_record(workspace, each)
        parts.append({f"{interview.record}/{key}": value for key, value in changes.items()})
        names.append(interview.record)
        form_ref = interview.form_ref
    parts[0] |= _named(workspace, first.subject, first.form_id, first.division_code)
    with explained(workspace.folder):
        workspace.store.write_parts(first.subject, parts, form_ref, first.form_id)
    return names


def _document_of(given: RecordAnswers) -> tuple[str, str, str]:
    """What can be worked in together: new records of one form in one document; any other stands alone."""
    alone = given.record is not None or given.form_id in SINGLE
    return given.subject, given.form_id, f"{id(given)}" if alone else ""


@guarded
def remove_record(workspace: Workspace, subject_id: str, record: str) -> None:
    """Take a record out of all lists; its answers stay in the history, and undoing the change brings it back."""
    with explained(workspace.folder):
        workspace.store.write(
            subject_id, {f"{record}/_removed": True}, _form_ref(workspace, record), "remove"
        )


class _Aside(Filling):
    """Answers the session only: what it holds in the end is written at once."""

    def _save(self, outcome: Outcome, ref: str) -> None:
        """Nothing yet."""

    def filled_rows(self) -> set[str]:
        """Ids of the rows that answers were given for."""
        return set(chain(*self._rows.values()))


def _leave_out_first_rows(session: Session, filled: set[str]) -> None:
    """A form begins with one empty row of each repeat, for a person to fill in; here nobody does."""
    for repeat in session.form.repeats.values():
        if "/" not in repeat.key:
            for row in reversed(session.rows(repeat.ref)):
                if session.row_id(row) not in filled:
                    session.remove_repeat(row)


def _fill(workspace: Workspace, given: RecordAnswers) -> str:
    interview, changes = answered_record(workspace, given)
    paths = {f"{interview.record}/{key}": value for key, value in changes.items()}
    paths |= _named(workspace, given.subject, given.form_id, given.division_code)
    with explained(workspace.folder):
        workspace.store.write(given.subject, paths, interview.form_ref, given.form_id)
    return interview.record


def answered_record(workspace: Workspace, given: RecordAnswers) -> tuple[Interview, dict[str, Value]]:
    """What a record would be: the interview and, by answer key, all that is to be written. Raises RecordRefused."""
    interview = open_interview(workspace, given.subject, given.form_id, given.record)
    for repeat, rows in given.rows.items():
        _make_rows(interview.session, repeat, rows)
    filling = _Aside(workspace, interview)
    report = filling.run(given.answers)
    if not interview.state:
        _leave_out_first_rows(interview.session, filling.filled_rows() | set(chain(*given.rows.values())))
    problems = [_told(interview, refused.key, refused.reason) for refused in report.refused]
    problems += [_unknown(key) for key in report.not_asked if _is_answer(given.answers, key)]
    problems += [
        _told(interview, interview.session.key(each.ref), each.message)
        for each in interview.session.problems()
    ]
    if problems:
        raise RecordRefused(problems)
    interview.session.finish()
    return interview, {
        **interview.unsaved,
        **unsaved_changes(interview),
        "_state": FINISHED,
        "=_progress": 100,
    }


def _make_rows(session: Session, repeat: str, wanted: Sequence[str]) -> None:
    ref = next(part.ref for part in session.form.repeats.values() if part.key == repeat)
    known = {session.row_id(row) for row in session.rows(ref)}
    for row_id in wanted:
        if row_id not in known:
            session.add_repeat(ref, row_id)


def _named(workspace: Workspace, id: str, form_id: str, division_code: str) -> dict[str, Value]:
    """What a subject is and where it belongs, if that isn't written yet."""
    if not is_subject(id):
        return {}
    known = workspace.store.document(id).values
    first = {KIND: form_id, DIVISION: division_code}
    return {path: value for path, value in first.items() if value and not known.get(path)}


def _told(interview: Interview, key: str, why: str) -> str:
    ref = interview.session.ref(key)
    question = interview.session.label(ref).strip() if ref else ""
    return translate(_ABOUT).format(question=question or key, why=why)


def _unknown(key: str) -> str:
    return translate(_NOT_ASKED).format(key=key)


_ABOUT = N_("{question}: {why}")
_NOT_ASKED = N_("{key} is not asked here.")


def _is_answer(answers: Mapping[str, Any], key: str) -> bool:
    """Empty answers to questions that aren't asked are no mistake."""
    return answers.get(key) not in (None, "", [], ())


def _form_ref(workspace: Workspace, record: str) -> str:
    form = workspace.library.form(record.partition("~")[0])
    return f"{form.id}@{form.version}"
