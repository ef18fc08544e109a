"""What a questionnaire is, after it was read: immutable, the same for all interviews with it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from yihu.forms.expressions import Expression, Expressions
from yihu.forms.instances import Resources, SecondaryInstances
from yihu.forms.words import Itext, Words
from yihu.xpath.tree import Document, Node

Kind = Literal[
    "text", "integer", "decimal", "select_one", "select_multiple", "rank", "note", "date", "time", "datetime",
    "geopoint", "geotrace", "geoshape", "image", "audio", "video", "file", "barcode", "range", "acknowledge",
    "calculate", "hidden", "metadata",
]  # fmt: skip
"""What a question looks like to a person. The last three are never shown."""

UNSHOWN: frozenset[Kind] = frozenset(("calculate", "hidden", "metadata"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Bind:
    """The rules of one node.

    Attributes:
        nodeset: absolute path without predicates.
        type: ODK's data type: string, int, decimal, date, time, dateTime, geopoint, geotrace, geoshape,
            binary, barcode, boolean. Unknown types count as string.
        preload: what a device fills in and its parameter, e.g. ("timestamp", "start").
        save_to: property of an entity, of the `entities:saveto` attribute.
        soft_constraint: an answer that doesn't fit it may stay with a reason.
        soft_messages: what is said then, by language mark (`own_columns`).
        may_lack: which of `dont_know` and `refused` stand for an answer.
    """

    nodeset: str
    type: str = "string"
    relevant: Expression | None = None
    required: Expression | None = None
    read_only: Expression | None = None
    constraint: Expression | None = None
    calculate: Expression | None = None
    constraint_message: Words | None = None
    required_message: Words | None = None
    preload: tuple[str, str] | None = None
    save_to: str | None = None
    soft_constraint: Expression | None = None
    soft_messages: Mapping[str, Words] | None = None
    may_lack: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A choice written into the question itself."""

    value: str
    label: Words | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceSource:
    """Where the choices of a question come from: `items`, or the nodes of a list.

    Attributes:
        nodes: the nodes of a list that are offered, filtered; None if `items` are.
        value, label: read at each node.
    """

    items: tuple[Item, ...] = ()
    nodes: Expression | None = None
    value: Expression | None = None
    label: Expression | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """The scale of a range question; decimals as text, "" where the form says nothing."""

    start: str
    end: str
    step: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A leaf of the answers, shown or not.

    Attributes:
        ref: absolute path without positions, `/data/member/name`.
        name: last step of it; for an attribute with its `@`.
        key: answer key with `*` for row ids, `member/*/name`.
        data_type: ODK's data type of its bind.
        control: the element of the body that asks it; "" where none does.
        media_type: of an upload, e.g. `image/*`.
        parameters: other attributes of the control, e.g. `max-pixels`, `rows`, without prefixes.
        save_to: property that the domain reads, None if it reads none.
    """

    ref: str
    name: str
    key: str
    kind: Kind
    data_type: str
    bind: Bind
    control: str = ""
    label: Words | None = None
    hint: Words | None = None
    guidance: Words | None = None
    appearances: tuple[str, ...] = ()
    choices: ChoiceSource | None = None
    media_type: str = ""
    bounds: Bounds | None = None
    parameters: Mapping[str, str] = field(default_factory=dict)
    save_to: str | None = None

    @property
    def shown(self) -> bool:
        """Whether a person meets it in an interview."""
        return self.kind not in UNSHOWN

    @property
    def asks(self) -> bool:
        """Whether it waits for an answer: no note, and not the heads of a table of questions (`label`)."""
        head = "label" in self.appearances and self.kind in ("select_one", "select_multiple")
        return self.shown and self.kind != "note" and not head


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Questions that belong together. `ref` is None for a group that is only for show."""

    ref: str | None
    name: str
    bind: Bind
    label: Words | None = None
    appearances: tuple[str, ...] = ()
    children: "tuple[Part, ...]" = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """Questions asked again for each row.

    Attributes:
        key: answer key of the repeat with `*` for the rows around it: `member`, `member/*/job`.
        count: how many rows there are to be; None if a person adds and removes them.
        fixed: rows can't be added or removed by a person.
    """

    ref: str
    name: str
    key: str
    bind: Bind
    label: Words | None = None
    appearances: tuple[str, ...] = ()
    children: "tuple[Part, ...]" = ()
    count: Expression | None = None
    fixed: bool = False


Part = Question | Group | Repeat


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """Something done at an event: a value set, or the position asked for.

    Attributes:
        kind: `setvalue` or `setgeopoint`.
        target: absolute path of what is set, positions as written in the form.
        source: absolute path of the question or repeat it stands in; "" for the model.
        value: expression, or the text itself; both None clear the target.
    """

    kind: Literal["setvalue", "setgeopoint"]
    events: frozenset[str]
    target: str
    source: str = ""
    value: Expression | None = None
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityList:
    """A list of entities that a form fills.

    Attributes:
        dataset: name of the list: `households`, `persons`...
        scope: answer key of the rows that are one entity each, `member`; "" for the whole record.
        ref: path of its entity element.
        properties: property -> answer key with `*`, and `label` among them where it is one.
    """

    dataset: str
    scope: str
    ref: str
    properties: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A questionnaire. See `forms` for how to get one.

    Attributes:
        body: what is asked, as groups, repeats and questions in the order of asking.
        questions: all leaves of the answers by ref, in the order of the answers.
        groups: all groups and repeats that have a ref.
        binds: rules by nodeset, of attributes too.
        instance: the answers before anything was answered. Not to be changed: clone it.
        templates: for each repeat, by nodeset, a new row. Not to be changed: clone it.
        expressions: compiles paths and expressions of this form.
        first_rows: the rows that a repeat begins with, by nodeset. Not to be changed: clone them.
        properties: answer key with `*` -> property (`save_to`), for the domain.
        entities: the lists that those properties belong to.
        submission: attributes of the submission element, for the record.
        memory: for layers above to keep what they make once for each form.
        sha256: of the XForm text, hexadecimal.
    """

    id: str
    version: str
    title: str
    languages: tuple[str, ...]
    default_language: str
    body: tuple[Part, ...]
    questions: Mapping[str, Question]
    groups: Mapping[str, Group | Repeat]
    binds: Mapping[str, Bind]
    actions: tuple[Action, ...]
    instance: Document
    templates: Mapping[str, Node]
    first_rows: Mapping[str, tuple[Node, ...]]
    lists: SecondaryInstances
    itext: Itext
    expressions: Expressions = field(repr=False, compare=False)
    properties: Mapping[str, str]
    entities: tuple[EntityList, ...]
    submission: Mapping[str, str]
    sha256: str
    memory: dict[str, object] = field(default_factory=dict, repr=False, compare=False)

    @property
    def repeats(self) -> Mapping[str, Repeat]:
        """All repeats by ref."""
        return {ref: part for ref, part in self.groups.items() if isinstance(part, Repeat)}

    def parts(self) -> Iterator[Part]:
        """Everything of the body, outer before inner, in the order of asking."""
        stack: list[Part] = list(reversed(self.body))
        while stack:
            part = stack.pop()
            yield part
            if not isinstance(part, Question):
                stack.extend(reversed(part.children))


__all__ = [
    "UNSHOWN", "Action", "Bind", "Bounds", "ChoiceSource", "EntityList", "Form", "Group", "Item", "Kind",
    "Part", "Question", "Repeat", "Resources",
]  # fmt: skip
