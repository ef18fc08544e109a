"""Paths and values of a household as a person reads them, by the questionnaires they belong to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from yihu.actions.errors import FormUnknown
from yihu.actions.open_visit import open_session
from yihu.actions.plan_words import plan_lines
from yihu.actions.previous_survey import pattern_of
from yihu.actions.remarks import remark_on, remark_words, shown_remark
from yihu.actions.reveal import mask_answer
from yihu.actions.workspace import Workspace
from yihu.base.i18n import N_, translate
from yihu.planning import read_plan
from yihu.planning.in_force import IN_FORCE
from yihu.register import codes
from yihu.register.answers import property_of_path
from yihu.register.masking import SENSITIVE, mask_differing, mask_value
from yihu.register.read import read_household
from yihu.storage.roles import VIEWER

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from yihu.engine import Session
    from yihu.planning import Plan
    from yihu.sync.changeset import Value

_MARKS = {
    "_del": N_("Removed"),
    "_row": N_("Added"),
    "_state": N_("State of the survey"),
    "_moved_to": N_("Moved to another household"),
    "_moved_from": N_("Came from another household"),
}
_STATES = {"draft": N_("Under way"), "finished": N_("finished")}
_OWN = {
    "assignment/team": N_("Assigned to the team"),
    "assignment/fingerprint": N_("Assigned to the laptop"),
    IN_FORCE: N_("The household's one plan"),
}


class Labels:
    """One household's questions by path. Forms are opened when they are first needed."""

    def __init__(self, workspace: Workspace, values: Mapping[str, Value]) -> None:
        self._workspace, self._values = workspace, values
        self._sessions: dict[str, Session | None] = {}
        self._patterns: dict[tuple[str, str], str] = {}
        self._names: dict[str, str] = {}
        self._rows: dict[str, dict[str, list[tuple[str, str]]]] = {}

    def session(self, record: str) -> Session | None:
        """The record with its answers; None where its questionnaire is not here."""
        if record not in self._sessions:
            self._sessions[record] = self._open(record)
        return self._sessions[record]

    def ref(self, path: str) -> str | None:
        """The question of a path, where it is live."""
        record, key = _split(path)
        session = self.session(record)
        return session.ref(key) if session else None

    def label(self, path: str) -> str:
        """The question of a path; its name where the questionnaire has no words for it."""
        if path in _OWN:
            return translate(_OWN[path])
        name = path.rpartition("/")[2]
        if name in _MARKS:
            return translate(_MARKS[name])
        kind = _remark_kind(path)
        words = self._words(path)
        return remark_words(kind).format(question=words) if kind else words

    def member(self, path: str) -> str:
        """The name of the row that a path is about: its first answered text, as it may be read; "" outside of rows."""
        parts = path.split("/")
        if len(parts) < 4:
            return ""
        start = "/".join(parts[:3]) + "/"
        if start not in self._names:
            self._names[start] = self._name(parts[0], start)
        return self._names[start]

    def _name(self, record: str, start: str) -> str:
        """The name of a row, looked for once: a large household's time line asks a thousand times."""
        session = self.session(record)
        if session is not None:
            refs = self._refs_of(record, session).get(start, ())
            own = [(path, ref) for path, ref in refs if session.value(ref) and session.label(ref)]
            texts = [pair for pair in own if session.question(pair[1]).kind == "text"]
            if own:
                each, ref = (*texts, *own)[0]
                return self.shown(each, session.value(ref))
        return next((str(self._values[each]) for each in sorted(self._values) if _names(each, start)), "")

    def _refs_of(self, record: str, session: Session) -> Mapping[str, list[tuple[str, str]]]:
        """Start of a row's paths -> path and ref of each question in it."""
        if record not in self._rows:
            rows: dict[str, list[tuple[str, str]]] = {}
            for ref in session.refs():
                path = f"{record}/{session.key(ref)}"
                rows.setdefault("/".join(path.split("/")[:3]) + "/", []).append((path, ref))
            self._rows[record] = rows
        return self._rows[record]

    def shown(self, path: str, value: Value) -> str:
        """A stored value as a person may read it: the choice's label, a word where it is empty, numbers hidden."""
        name, kind = path.rpartition("/")[2], _remark_kind(path)
        if kind:
            return shown_remark(kind, mask_value("", value) if isinstance(value, str) else value)
        if name == "_state" and value in _STATES:
            return translate(_STATES[str(value)])
        if value is None or value == "":
            return translate(N_("empty"))
        if isinstance(value, bool):
            return translate(N_("removed")) if value else translate(N_("kept"))
        if path == IN_FORCE:
            return self.plan_words(str(value))
        ref = self.ref(path)
        session = self.session(path.partition("/")[0])
        labels = {each.value: each.label for each in session.choices(ref)} if session and ref else {}
        if not labels:
            return str(mask_answer(self._workspace, path, value))
        words = translate(N_(", ")).join(labels.get(part, part) for part in str(value).split())
        return mask_value("", words)

    def shown_beside(self, path: str, values: Sequence[Value]) -> tuple[str, ...]:
        """Several answers to one question: who may choose sees of hidden numbers the places that differ."""
        shown = tuple(self.shown(path, value) for value in values)
        name = property_of_path(path, self._workspace.store.property_maps()) or ""
        texts = [value for value in values if isinstance(value, str) and value]
        looks = self._workspace.store.role == VIEWER
        if looks or name not in SENSITIVE or len(texts) != len(values):
            return shown
        return mask_differing(name, texts)

    def plan(self, record: str) -> Plan | None:
        """The plan of a record."""
        return read_plan("", self._values, self._workspace.store.property_maps(), record)

    def plan_words(self, record: str) -> str:
        """A plan in one line: version, state, what is done."""
        plan = self.plan(record)
        if plan is None:
            return translate(N_("a plan that is not on this laptop"))
        state = codes.label("plan_state", plan.state)
        version = translate(N_("version {version} ({state})")).format(version=plan.version, state=state)
        done = [measure.content for measure in plan.measures if measure.content]
        return _with_content(version, translate(N_(", ")).join(done))

    def plan_lines(self, record: str) -> tuple[tuple[str, str], ...]:
        """All that a plan says, question and answer; nothing for one that is not here."""
        plan = self.plan(record)
        if plan is None:
            return ()
        household = read_household(
            "", self._values, self._workspace.store.property_maps(), self._workspace.library.profiles()
        )
        return tuple(plan_lines(household, plan))

    def _open(self, record: str) -> Session | None:
        try:
            form = self._workspace.library.form(record.partition("~")[0])
        except FormUnknown:
            return None
        start = f"{record}/"
        answers = {
            path[len(start) :]: value for path, value in self._values.items() if path.startswith(start)
        }
        return open_session(self._workspace, form, answers)

    def _words(self, path: str) -> str:
        record, key = _split(path)
        session = self.session(record)
        name = key.rpartition("/")[2]
        if session is None:
            return name
        ref = session.ref(key)
        if ref is not None:
            return session.label(ref) or name
        return self._of_another_row(session, record, key) or name

    def _of_another_row(self, session: Session, record: str, key: str) -> str:
        """A removed row's question is called as that of a row that is there."""
        if not self._patterns.get((record, "")):
            self._patterns[record, ""] = "read"
            for ref in session.refs():
                self._patterns.setdefault((record, pattern_of(session.key(ref))), ref)
        other = self._patterns.get((record, pattern_of(key)))
        return session.label(other) if other else ""


def _with_content(version: str, content: str) -> str:
    return translate(N_("{about}: {words}")).format(about=version, words=content) if content else version


def _split(path: str) -> tuple[str, str]:
    record, _, key = path.partition("/")
    remark = remark_on(key)
    return record, remark[1] if remark else key


def _remark_kind(path: str) -> str:
    remark = remark_on(path.partition("/")[2])
    return remark[0] if remark else ""


def _names(path: str, start: str) -> bool:
    return path.startswith(start) and "name" in path.rpartition("/")[2]


def beside(labels: Labels, path: str, at_most: int = 4) -> Iterator[tuple[str, str]]:
    """Label and value of the answers that stand near one on its page, answered ones only."""
    ref, record = labels.ref(path), path.partition("/")[0]
    session = labels.session(record)
    if session is None or ref is None:
        return
    page = next((page for page in session.pages() if ref in page.refs), None)
    near = [other for other in page.refs if other != ref and session.value(other)] if page else []
    for other in near[:at_most]:
        yield session.label(other), labels.shown(f"{record}/{session.key(other)}", session.value(other))
