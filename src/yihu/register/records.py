"""One record's answers as properties: of any form, whatever entity they belong to."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from yihu.register.answers import Row, Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a record says.

    Attributes:
        properties: property (`save_to`) -> text, of questions outside of rows.
        rows: repeat -> its rows in their order, removed ones left out, each with its properties.
    """

    properties: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)


def read_entry(answers: Mapping[str, Value], places: Mapping[str, str]) -> Entry:
    """Sort a record's answers by property.

    Args:
        answers: answer key (`name`, `repeat/<row>/name`, calculated with `=` before the name) -> value.
        places: the form's `save_to` map: answer key pattern with `*` for row ids -> property.

    What the form calculated counts where nobody gave the property; rows within rows are passed over.
    """
    properties: dict[str, str] = {}
    calculated: dict[str, str] = {}
    rows: dict[str, dict[str, Row]] = {}
    for key, value in answers.items():
        repeat, row_id, question = _split(key)
        if question.startswith("_"):
            if row_id:
                _mark(_row(rows, repeat, row_id), question, value)
            continue
        name = _property(places, repeat, question)
        if name is None or value is None or value == "":
            continue
        if row_id:
            _row(rows, repeat, row_id).properties[name] = str(value)
        else:
            (calculated if question.startswith("=") else properties)[name] = str(value)
    return Entry(
        properties=calculated | properties, rows={repeat: _ordered(some) for repeat, some in rows.items()}
    )


def _split(key: str) -> tuple[str, str, str]:
    """Repeat, row id, question; groups in a question's key stay in it; a row within a row counts as a mark."""
    parts = key.split("/")
    if len(parts) == 1:
        return "", "", key
    if len(parts) == 3:
        return parts[0], parts[1], parts[2]
    return "", "", "_"


def _row(rows: dict[str, dict[str, Row]], repeat: str, row_id: str) -> Row:
    return rows.setdefault(repeat, {}).setdefault(row_id, Row(row_id))


def _mark(row: Row, mark: str, value: Value) -> None:
    if mark == "_row" and isinstance(value, int):
        row.position = value
    elif mark == "_del":
        row.removed = value is True


def _property(places: Mapping[str, str], repeat: str, question: str) -> str | None:
    start = f"{repeat}/*/" if repeat else ""
    return places.get(start + question) or places.get(start + question.removeprefix("="))


def _ordered(rows: Mapping[str, Row]) -> tuple[Row, ...]:
    kept = (row for row in rows.values() if not row.removed)
    return tuple(sorted(kept, key=lambda row: (row.position, row.id)))
