"""Who of the last survey's members is still there: what a new survey begins with, and what stays of the others.

A questionnaire takes part by its properties: `known_as` and `previous_visit_on` are written here, `membership`
is asked. Who left stays in the record with what was last known about them; nothing more is asked about them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from yihu.actions.previous_survey import pattern_of

if TYPE_CHECKING:
    from yihu.forms import Form
    from yihu.sync.changeset import Value

LEFT = frozenset(("died", "married_out", "moved_out"))
MEMBER, FORMER = "member", "former"
_JOINING = ("joined_by", "joined_on")


def key_of(form: Form, property: str, row: str = "") -> str | None:
    """The answer key of a property, in this row (`member/<id>`) of its repeat; None where the form lacks it."""
    pattern = next((key for key, name in form.properties.items() if name == property), None)
    return f"{row}/{pattern.rpartition('/')[2]}" if pattern and row else pattern


def member_rows(form: Form, values: Mapping[str, Value]) -> Iterator[str]:
    """`member/<row id>` of all rows that are there."""
    pattern = key_of(form, "membership")
    if pattern is None or "/*/" not in pattern:
        return
    start = pattern.partition("*")[0]
    for key, value in values.items():
        row, _, name = key.rpartition("/")
        if (
            name == "_row"
            and value is not None
            and row.startswith(start)
            and values.get(f"{row}/_del") is not True
        ):
            yield row


def former_rows(form: Form, values: Mapping[str, Value]) -> tuple[str, ...]:
    """Those of the rows whose member left."""
    return tuple(
        row for row in member_rows(form, values) if values.get(key_of(form, "membership", row) or "") in LEFT
    )


def marks_of_last_time(form: Form, values: Mapping[str, Value], today: str) -> dict[str, Value]:
    """What a survey made anew writes down first: when the last one was, and who was a member then."""
    when = key_of(form, "previous_visit_on")
    if when is None:
        return {}
    visited = values.get(key_of(form, "visit_date") or "")
    former = former_rows(form, values)
    known = {
        key: FORMER if row in former else MEMBER
        for row in member_rows(form, values)
        if (key := key_of(form, "known_as", row))
    }
    return {when: visited or today, **known}


def marks_as_before(form: Form, kept: Mapping[str, Value], previous: Mapping[str, str]) -> dict[str, Value]:
    """The same as they were, where nobody was asked: that visit says nothing about who was a member."""
    return {
        key: previous.get(key)
        for key, value in kept.items()
        if form.properties.get(pattern_of(key)) in ("known_as", "previous_visit_on")
        and value != previous.get(key)
    }


def stays_when_asked_anew(form: Form, values: Mapping[str, Value]) -> frozenset[str]:
    """Answer keys that a survey made anew doesn't clear: all about former members, and how others came."""
    former = former_rows(form, values)
    return frozenset(
        key
        for key in values
        if key.rpartition("/")[0] in former or form.properties.get(pattern_of(key)) in _JOINING
    )


def last_known(
    form: Form, asked: Mapping[str, Value], kept: Mapping[str, Value], previous: Mapping[str, str]
) -> dict[str, Value]:
    """What the record keeps though it isn't asked any more: the last answers about who left, how others came.

    Args:
        asked: the open interview's answers. kept: what is on the disk. previous: of the last survey.
    """
    former = former_rows(form, {**kept, **asked})
    known = {**previous, **{key: value for key, value in kept.items() if value is not None}}
    return {
        key: value
        for key, value in known.items()
        if key not in asked
        and not key.rpartition("/")[2].startswith(("_", "="))
        and (key.rpartition("/")[0] in former or _how_joined(form, kept, key))
    }


def _how_joined(form: Form, kept: Mapping[str, Value], key: str) -> bool:
    """Whether this says how somebody joined who was a member at the last survey already."""
    if form.properties.get(pattern_of(key)) not in _JOINING:
        return False
    return kept.get(key_of(form, "known_as", key.rpartition("/")[0]) or "") == MEMBER
