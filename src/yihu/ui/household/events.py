"""The time line: what happened, when, by whom; and questions by their keys, in the form's own words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from yihu.actions.remarks import remark_on
from yihu.base.i18n import CHINESE, N_, language, translate, translate_count
from yihu.ui.moments import short_moment
from yihu.ui.tone import Tone

if TYPE_CHECKING:
    from yihu.forms import Form
    from yihu.storage.rows import Event

KINDS: Mapping[str, tuple[str, Tone]] = {
    "preload": (N_("From the register"), "grey"),
    "import": (N_("From a list"), "grey"),
    "add": (N_("Written down"), "grey"),
    "visit": (N_("Interview"), "blue"),
    "again": (N_("Survey opened again"), "blue"),
    "finish": (N_("Survey done"), "green"),
    "plan": (N_("Plan"), "amber"),
    "plan_agreed": (N_("Plan agreed"), "blue"),
    "plan_signed": (N_("Plan signed"), "green"),
    "plan_chosen": (N_("Plan chosen"), "green"),
    "resolution": (N_("Difference settled"), "green"),
    "undo": (N_("Change taken back"), "amber"),
    "move": (N_("Moved"), "blue"),
    "assign": (N_("Assigned"), "grey"),
    "checked": (N_("Looked through after merging"), "green"),
    "pairing": (N_("Pair"), "blue"),
}

FIRST_MOMENT_MS = 10**11  # what a list brought bears no date


@dataclass(frozen=True, slots=True, kw_only=True)
class EventView:
    """One entry of the time line, the newest first."""

    when: str
    what: str
    tone: Tone
    words: str
    who: str
    event: Event


def event_view(event: Event, now: datetime) -> EventView:
    """An event in words."""
    what, tone = _what(event)
    answers = sum(1 for change in event.changes if is_answer(change.path))
    words = (
        translate_count("{count} answer", "{count} answers", answers).format(count=answers) if answers else ""
    )
    if event.concurrent:
        words = " · ".join((words, translate(N_("at the same time as another laptop"))))
    return EventView(
        when=short_moment(event.at_ms, now) if event.at_ms > FIRST_MOMENT_MS else "",
        what=translate(what),
        tone=tone,
        words=words,
        who=_who(event),
        event=event,
    )


def _what(event: Event) -> tuple[str, Tone]:
    """Kind of the event; a record of another questionnaire bears that one's name."""
    form = event.form.partition("@")[0]
    if event.kind in ("visit", "finish") and form not in ("household", "plan"):
        return (N_("Follow-up visit") if form == "visit" else N_("Questionnaire")), "green"
    return KINDS.get(event.kind, (N_("Change"), "grey"))


def _who(event: Event) -> str:
    """The person and the laptop. A register's list was nobody's on no laptop."""
    if event.kind == "preload":
        return ""
    laptop = translate(N_("this laptop")) if event.mine else event.laptop
    return " · ".join(part for part in (event.person, laptop) if part)


def is_answer(path: str) -> bool:
    """Whether a path is an answer or a remark that a person gave, not bookkeeping or derived."""
    name = path.rpartition("/")[2]
    return not name.startswith(("_", "=")) or remark_on(path) is not None


def pattern_of(key: str) -> str:
    """An answer key with `*` for its row ids: `member/0190…/name` -> `member/*/name`."""
    parts = key.split("/")
    return "/".join("*" if place % 2 else part for place, part in enumerate(parts))


def labels_of(form: Form) -> dict[str, tuple[str, str]]:
    """Key pattern -> label in the window's language, property it is saved to."""
    spoken = form_language(form)
    return {
        question.key: (_label(form, question, spoken), question.save_to or "")
        for question in form.questions.values()
        if question.label is not None
    }


def form_language(form: Form) -> str:
    """The form's language that fits the window's best."""
    wanted = ("zh", "中文", "chinese") if language() == CHINESE else ("(en", "english")
    fitting = (name for name in form.languages if any(word in name.lower() for word in wanted))
    return next(fitting, form.default_language)


def _label(form: Form, question: object, spoken: str) -> str:
    words = getattr(question, "label", None)
    if words is None:
        return ""
    texts = form.itext.forms(spoken, words.itext) if words.itext else None
    parts = (texts or {}).get("", words.parts)
    return "".join(part if isinstance(part, str) else "…" for part in parts).strip()
