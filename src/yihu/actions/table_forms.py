"""Any questionnaire as tables: one of its records, and one of the rows of each of its repeats."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from yihu.actions.open_visit import form_language, language_of
from yihu.actions.table_columns import choices_of, unit_of
from yihu.base.i18n import language
from yihu.register.properties import VOCABULARY

if TYPE_CHECKING:
    from yihu.exchange.outgoing import Choice, Column, Kind
    from yihu.forms import Form
    from yihu.forms.form import ChoiceSource, Question
    from yihu.forms.words import Words
    from yihu.sync.changeset import Value

_KINDS: dict[str, Kind] = {
    "integer": "integer",
    "decimal": "decimal",
    "select_one": "code",
    "select_multiple": "codes",
    "rank": "codes",
    "date": "date",
    "geopoint": "place",
}
_LEFT_OUT = frozenset(
    ("note", "metadata", "hidden", "image", "audio", "video", "file", "geotrace", "geoshape")
)
_CHOICES_AT_MOST = 3000
_LIST = re.compile(r"instance\('([^']+)'\)")
REMOVED, STATE = "_removed", "_state"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as a column: where its answer stands, as pattern with `*` for row ids, and with `=` if worked out."""

    column: Column
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: its record, the ids of its rows from outside in, and its answers by key pattern."""

    record: str
    rows: tuple[str, ...]
    position: tuple[int, ...]
    answers: Mapping[str, Value]


def repeats_of(form: Form) -> tuple[tuple[str, str], ...]:
    """(key without stars, its words) of each repeat, as `member` and `member/job`."""
    spoken = form_language(form) or form.default_language
    return tuple(
        (repeat.key.replace("/*", ""), plain_words(form, repeat.label, spoken) or repeat.name)
        for repeat in form.repeats.values()
    )


def asked_in(form: Form, repeat: str = "", of_language: str | None = None) -> tuple[Asked, ...]:
    """The questions of a form outside of rows, or those of one repeat's rows, in their order.

    `of_language`: one of `i18n.LANGUAGES`, the one in force by default.
    """
    spoken = language_of(form, of_language or language()) or form.default_language
    found: list[Asked] = []
    names: set[str] = set()
    for question in form.questions.values():
        around, _, last = question.key.rpartition("/*/")
        if around.replace("/*", "") != repeat or not _is_wanted(question):
            continue
        column = _column(form, question, spoken, names)
        names.add(column.name)
        start = f"{around}/*/" if around else ""
        plain = last.removeprefix("=")
        found.append(Asked(column, (start + plain, f"{start}={plain}")))
    return tuple(found)


def _is_wanted(question: Question) -> bool:
    if question.kind in _LEFT_OUT or question.name.startswith("@"):
        return False
    return question.kind != "calculate" or bool(question.save_to)


def _column(form: Form, question: Question, spoken: str, taken: set[str]) -> Column:
    from yihu.exchange.outgoing import Column

    name = question.save_to or question.key.rpartition("/")[2].removeprefix("=")
    while name in taken:
        name += "_"
    known = VOCABULARY.get(question.save_to or "")
    words = plain_words(form, question.label, spoken)
    kind = _KINDS.get(question.kind, "text")
    choices = _choices(form, question.choices, spoken) if kind in ("code", "codes") else ()
    if known is not None and known.kind in ("integer", "decimal", "yuan", "date") and kind == "text":
        kind = known.kind
    if known is not None and known.code_list and not choices:
        choices, kind = choices_of(known.code_list, language()), known.kind  # type: ignore[assignment]
    if known is not None and known.kind == "yuan" and kind in ("integer", "decimal"):
        kind = "yuan"
    return Column(
        name=name,
        title=words or question.name,
        kind=kind,
        choices=choices,
        property=question.save_to or "",
        question=words,
        unit=unit_of(question.save_to or ""),
        source=form.id,
    )


def plain_words(form: Form, words: Words | None, spoken: str) -> str:
    """A label without the answers that would be filled in."""
    if words is None:
        return ""
    parts = words.parts
    if words.itext is not None:
        parts = (form.itext.forms(spoken, words.itext) or {}).get("", ())
    return " ".join("".join(part if isinstance(part, str) else "…" for part in parts).split())


def _choices(form: Form, source: ChoiceSource | None, spoken: str) -> tuple[Choice, ...]:
    """All choices of a question's list, whatever an interview would leave of them."""
    from yihu.exchange.outgoing import Choice

    if source is None:
        return ()
    if source.nodes is None:
        return tuple(
            Choice(value=item.value, label=plain_words(form, item.label, spoken) or item.value)
            for item in source.items
        )
    listed = _LIST.search(source.nodes.source)
    document = form.lists.document(listed[1]) if listed else None
    value = source.value.source.strip() if source.value is not None else "name"
    if document is None:
        return ()
    found: dict[str, Choice] = {}
    for item in document.element.children:
        code, text_id, label = (_held(item, name) for name in (value, "itextId", "label"))
        if text_id:
            texts = (form.itext.forms(spoken, text_id) or {}).get("", ())
            label = " ".join("".join(part for part in texts if isinstance(part, str)).split())
        if code:
            found.setdefault(code, Choice(value=code, label=label or code))
    return tuple(found.values()) if len(found) <= _CHOICES_AT_MOST else ()


def _held(item: object, name: str) -> str:
    child = item.child(name)  # type: ignore[attr-defined]
    return child.string() if child is not None else ""


def entries_of(values: Mapping[str, Value], form_id: str, repeat: str = "") -> Iterator[Entry]:
    """The records of a form in a document, or the rows of one of its repeats; removed records left out."""
    found: dict[tuple[str, tuple[str, ...]], dict[str, Value]] = {}
    places: dict[str, Value] = {}
    gone: set[str] = set()
    for path, value in values.items():
        record, _, key = path.partition("/")
        if record.partition("~")[0] != form_id or not key:
            continue
        if key == REMOVED and value:
            gone.add(record)
        parts = key.split("/")
        around, rows = "/".join(parts[:-1:2]), tuple(parts[1::2])
        if parts[-1] == "_row":
            places[f"{record}/{'/'.join(parts[:-1])}"] = value
        if around == repeat and (not parts[-1].startswith("_") or (not repeat and key == STATE)):
            pattern = "/".join("*" if place % 2 else part for place, part in enumerate(parts))
            found.setdefault((record, rows), {})[pattern] = value
    entries = [
        Entry(record, rows, tuple(_positions(places, record, repeat, rows)), answers)
        for (record, rows), answers in found.items()
        if record not in gone
    ]
    yield from sorted(entries, key=lambda entry: (entry.record, entry.position, entry.rows))


def _positions(places: Mapping[str, Value], record: str, repeat: str, rows: tuple[str, ...]) -> Iterator[int]:
    path = record
    for name, row in zip(repeat.split("/"), rows, strict=False):
        path = f"{path}/{name}/{row}"
        position = places.get(path)
        yield position if isinstance(position, int) else 0
