"""Interviews: a form and its answers, kept consistent as they are given. See `Session`.

    session = Session.open(form, answers=saved, around=Surroundings(clock=..., random=...))
    session.opening.changes                     # to be saved: first rows, defaults, presets
    outcome = session.answer("/data/age", "41") # outcome.changes: answer key -> value, to be saved
    outcome = session.add_repeat("/data/member")            # outcome.row_id
    session.remove_repeat("/data/member[2]")
    session.finish()                            # the time of the end; then session.answers() is sealed

State, always by ref (absolute path, positions for rows: `/data/member[2]/name`):
    refs(), question(ref), key(ref), ref(key), has(ref), value(ref), shown_value(ref), is_relevant(ref), is_required(ref),
    is_read_only(ref), violation(ref), label(ref), hint(ref), guidance(ref), media(ref), choices(ref),
    rows(repeat_ref), row_id(ref), can_add(repeat_ref), problems(), pages(), sections(), answers()
    language, set_language(name)

Answer keys: `name`, `group.name` where the name alone isn't unique, `member/<row id>/name`; derived
ones (calculations, presets of the device, `meta`) with `=`: `member/<row id>/=age`. Rows: `_row`, `_del`.
`changes` keep an answer that is not relevant (it comes back when it is again); `answers()` leaves it out.
"""

from yihu.engine.graph import FormCircular
from yihu.engine.outcome import Choice, Outcome, Page, Section, Value, Violation
from yihu.engine.session import Session
from yihu.engine.surroundings import Rows, Surroundings
from yihu.engine.typing_rules import ReadOnly, ValueRefused

__all__ = [
    "Choice", "FormCircular", "Outcome", "Page", "ReadOnly", "Rows", "Section", "Session", "Surroundings", "Value",
    "ValueRefused", "Violation",
]  # fmt: skip
