"""Rows of any questionnaire: whose record it is, then the answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from yihu.actions.table_columns import column_of
from yihu.actions.table_forms import STATE, Asked, asked_in, entries_of
from yihu.actions.table_sources import Source, first_filled, known_of, new_sheet, plain_column
from yihu.base.i18n import N_, translate
from yihu.register.subjects import OF_SUBJECTS

if TYPE_CHECKING:
    from yihu.exchange.outgoing import Cell, Choice, Column, Sheet
    from yihu.forms import Form


def sheet_of_form(form: Form, title: str, repeat: str = "") -> Callable[[Source], Sheet]:
    def make(source: Source) -> Sheet:
        asked = asked_in(form, repeat)
        taken = {one.column.name for one in asked}
        around = [
            column if column.name not in taken else replace(column, name=f"of_{column.name}")
            for column in _around(form.id, repeat)
        ]
        name = f"{form.id}-{repeat.replace('/', '-')}" if repeat else form.id
        columns = _unmistakable([*around, *(one.column for one in asked)])
        return new_sheet(name, title, columns, _form_rows(source, form.id, repeat, asked))

    return make


def _unmistakable(columns: Sequence[Column]) -> list[Column]:
    """Where a list with this heading would be taken for another property, the question's name stands behind it."""
    from yihu.exchange import suggest_mapping
    from yihu.exchange.outgoing.spreadsheet import headings

    titles = headings(columns)
    meant = suggest_mapping(titles)
    return [
        column
        if meant.get(title) in (None, column.property)
        else replace(column, title=f"{column.title}（{column.name}）")
        for column, title in zip(columns, titles, strict=True)
    ]


_IDENTITY = ("division_code", "township", "village", "group", "household_number", "head_name")


def _around(form_id: str, repeat: str) -> list[Column]:
    words = {
        "division_code": N_("Code of the village"), "township": N_("Township"), "village": N_("Village"),
        "group": N_("Group"), "household_number": N_("Household number"), "head_name": N_("Head of the household"),
    }  # fmt: skip
    if form_id in OF_SUBJECTS:
        found = [
            column_of("division_code", translate(N_("Code of the place"))),
            plain_column("subject_name", translate(N_("Name"))),
        ]
    else:
        found = [column_of(name, translate(words[name])) for name in _IDENTITY]
    more = [
        plain_column("record", translate(N_("Record"))),
        plain_column("document", translate(N_("Document (id)"))),
    ]
    if not repeat:
        state = replace(plain_column("record_state", translate(N_("State")), "code"), choices=_states())
        return [*found, *more, state]
    return [*found, *more, plain_column("row_number", translate(N_("Row")), "integer")]


def _states() -> tuple[Choice, ...]:
    from yihu.exchange.outgoing import Choice

    return (
        Choice(value="draft", label=translate(N_("Under way"))),
        Choice(value="finished", label=translate(N_("finished"))),
    )


def _form_rows(source: Source, form_id: str, repeat: str, asked: Sequence[Asked]) -> Iterator[Sequence[Cell]]:
    maps = source.workspace.library.property_maps()
    keys = [one.keys for one in asked]
    subjects = source.subjects(form_id)
    for id_, values in source.holders(form_id):
        identity: list[str] | None = None
        for entry in entries_of(values, form_id, repeat):
            if identity is None and id_ in subjects:
                identity = [*subjects[id_]]
            elif identity is None:
                single = known_of(id_, values, maps).single
                identity = [single.get(each, "") for each in _IDENTITY]
            state = str(entry.answers.get(STATE) or "")
            mark = str(entry.position[-1]) if repeat and entry.position else state
            yield [
                *identity,
                entry.record,
                id_,
                mark,
                *(first_filled(entry.answers, each) for each in keys),
            ]
