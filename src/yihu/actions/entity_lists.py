"""What was surveyed before, for forms that look it up: `instance('households')`, `instance('persons')`..."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from yihu.actions.known_lists import KNOWN, known_rows, with_answers
from yihu.actions.previous_survey import pattern_of
from yihu.actions.profile_lists import PROFILES, PROFILES_FILE, profile_rows
from yihu.actions.workspace import Workspace

if TYPE_CHECKING:
    from yihu.engine import Rows
    from yihu.forms import EntityList, Form
    from yihu.storage.rows import HouseholdRow
    from yihu.sync.changeset import Value

HOUSEHOLDS = "households"
LAST_SAVED = "jr://instance/last-saved"
_PAGE = 500

Entities = dict[str, dict[str, str]]
"""By the entity's id, its properties; `name` is the id, `label` its words."""


class EntityLists(Mapping[str, "Rows"]):
    """The lists of entities that all forms of the register fill, each gathered when a form first asks.

    A list whose file the form brings along isn't among them. `households` are those of the register, by
    their id; other entities have the id that their form gave them, else that of their row. `profiles` are the
    register's where the table beside the form doesn't know them all. `known_helpers` and the like are what the
    register itself holds (`known_lists`), with what the record's answers name already.
    """

    def __init__(
        self,
        workspace: Workspace,
        form: Form,
        household_id: str = "",
        answers: Mapping[str, Value] | None = None,
    ) -> None:
        self._workspace = workspace
        self._form = form
        self._household_id = household_id
        self._answers = answers or {}
        self._gathered: dict[str, Rows] = {}
        self._known: frozenset[str] | None = None
        self._profiles = _profiles_beyond(workspace, form)

    def __contains__(self, name: object) -> bool:
        if name == PROFILES:
            return bool(self._profiles)
        return name in self._asked() and (name in KNOWN or name in self._names())

    def __getitem__(self, name: str) -> Rows:
        if name not in self:
            raise KeyError(name)
        if name == PROFILES:
            return self._profiles
        if name in KNOWN:
            rows = known_rows(self._workspace, name, self._household_id)
            return with_answers(name, rows, self._answers, self._form.properties)
        if name not in self._gathered:
            self._gathered[name] = tuple(_gather(self._workspace, name).values())
        return self._gathered[name]

    def __iter__(self) -> Iterator[str]:
        yield from (name for name in self._asked() if name != PROFILES and name in self)
        if self._profiles:
            yield PROFILES

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _asked(self) -> list[str]:
        """Lists in files that aren't beside the form."""
        brought = self._form.lists.resources
        return [name for name, file in self._form.lists.file_names() if file not in brought]

    def _names(self) -> frozenset[str]:
        if self._known is None:
            self._known = frozenset(each.dataset for _, each in _lists(self._workspace)) | {HOUSEHOLDS}
        return self._known


def _profiles_beyond(workspace: Workspace, form: Form) -> Rows:
    """All profiles of the register, for a form that looks them up; none where its own table has them all.

    Choices of a form's own tables are found once for all interviews, so that is left as it is where it serves.
    """
    if PROFILES_FILE not in (file for _, file in form.lists.file_names()):
        return ()
    brought = form.lists.resources.get(PROFILES_FILE, "")
    table = brought.decode("utf-8-sig") if isinstance(brought, bytes) else brought
    known = {line.partition(",")[0] for line in table.splitlines()}
    rows = profile_rows(workspace.library.profiles())
    return () if all(row["name"] in known for row in rows) else rows


def _lists(workspace: Workspace) -> Iterator[tuple[str, EntityList]]:
    """(form id, list of entities that it fills) of all forms, in their newest version."""
    for row in workspace.store.forms():
        if row.current:
            yield from ((row.id, each) for each in workspace.library.form(row.id).entities)


def _gather(workspace: Workspace, dataset: str) -> Entities:
    by_form: dict[str, list[EntityList]] = {}
    for form_id, each in _lists(workspace):
        if each.dataset == dataset:
            by_form.setdefault(form_id, []).append(each)
    found: Entities = {}
    surveyed: list[tuple[str, str, Mapping[str, Value]]] = []
    for row in _households(workspace):
        if dataset == HOUSEHOLDS:
            found[row.id] = _household(row)
        for record, answers in _records(workspace.store.document(row.id).values).items():
            if record.partition("~")[0] in by_form:
                surveyed.append((record, row.id if dataset == HOUSEHOLDS else record, answers))
    # The id of a record begins with when it was begun, so that later ones are laid over earlier ones.
    for record, own_id, given in sorted(surveyed, key=lambda each: each[0].partition("~")[2]):
        for entity_list in by_form[record.partition("~")[0]]:
            _take(found, entity_list, given, own_id)
    return found


def _households(workspace: Workspace) -> Iterator[HouseholdRow]:
    page = workspace.store.households(limit=_PAGE)
    while page:
        yield from page
        page = workspace.store.households(after=page[-1].id, limit=_PAGE)


def _household(row: HouseholdRow) -> dict[str, str]:
    return {
        "name": row.id, "label": row.head_name, "household_number": row.number, "head_name": row.head_name,
        "village": row.village, "group": row.group, "address": row.address, "category": row.category,
    }  # fmt: skip


def _records(values: Mapping[str, Value]) -> dict[str, dict[str, Value]]:
    """Record -> answer key -> value."""
    records: dict[str, dict[str, Value]] = {}
    for path, value in values.items():
        record, _, key = path.partition("/")
        records.setdefault(record, {})[key] = value
    return records


def _take(found: Entities, entity_list: EntityList, answers: Mapping[str, Value], own_id: str) -> None:
    """Lay the properties of a record's entities over what is known of them."""
    names = {pattern: name for name, pattern in entity_list.properties.items()}
    depth = len(entity_list.scope.split("/")) + 1 if entity_list.scope else 0
    for key, value in answers.items():
        name = names.get(pattern_of(key))
        if name is not None and isinstance(value, str):
            row = "/".join(key.split("/")[:depth])
            entity_id = _id_of(answers, row, own_id)
            entity = found.setdefault(entity_id, {"name": entity_id, "label": ""})
            entity["label"] = _label(answers, row) or entity["label"]
            entity[name] = value


def _id_of(answers: Mapping[str, Value], row: str, own_id: str) -> str:
    if not row and "~" not in own_id:
        return own_id
    given = answers.get(f"{row}/=@id" if row else "=@id")
    return given if isinstance(given, str) and given else (row.rpartition("/")[2] or own_id)


def _label(answers: Mapping[str, Value], row: str) -> str:
    label = answers.get(f"{row}/=label" if row else "=label")
    return label if isinstance(label, str) else ""


def last_saved(workspace: Workspace, form: Form) -> dict[str, Value]:
    """The answers of the last finished record of a form, where the form asks for them; empty if there are none.

    That of the household worked on last counts as the last.
    """
    if not any(source.startswith(LAST_SAVED) for source in form.lists.sources.values()):
        return {}
    for row in sorted(_households(workspace), key=lambda row: row.updated_ms, reverse=True):
        for record, answers in reversed(_records(workspace.store.document(row.id).values).items()):
            if record.partition("~")[0] == form.id and answers.get("_state") == "finished":
                return {key: value for key, value in answers.items() if not key.startswith(("_", "=_"))}
    return {}
