"""Where a household's plans stand among its records, and which of them is in force (decision 17)."""

from collections.abc import Callable, Mapping

from yihu.register.answers import Value
from yihu.register.read import typed

PLAN_FORM = "plan"
IN_FORCE = "plan/_in_force"
"""Path of the name of the record that is the household's one plan. Two laptops that wrote different names
have two plans for one household: a person chooses one of them, whole."""

_STATES = ("draft", "agreed", "signed")
Rank = tuple[int, int, str, str]


def is_plan(record: str) -> bool:
    """Whether a record is a plan: `plan~<uuid>`, or 0.2.0's `plan`."""
    return record.partition("~")[0] == PLAN_FORM


def lies_in(path: str, record: str) -> bool:
    """Whether an answer belongs to a plan's record; the choice between plans belongs to none."""
    return path.startswith(f"{record}/") and path != IN_FORCE


def rank(record: str, property_of: Callable[[str], str | None]) -> Rank:
    """What puts a plan in force where nobody said which: signed before agreed before draft, then the newest."""
    state, version = (
        property_of("plan_state") or "",
        typed("plan_version", property_of("plan_version") or "1"),
    )
    made_on = typed("made_on", property_of("made_on") or "")
    return (
        _STATES.index(state) if state in _STATES else 0,
        version if isinstance(version, int) else 1,
        made_on if isinstance(made_on, str) else "",
        record,
    )


def in_force(ranks: Mapping[str, Rank], said: Value) -> str:
    """The record in force: the one that was said, else that of the highest rank; "" without any plan."""
    if isinstance(said, str) and said in ranks:
        return said
    return max(ranks, key=lambda record: ranks[record], default="")


def by_record(values: Mapping[str, Value]) -> dict[str, dict[str, Value]]:
    """Each plan's share of a household's answers, by its record; the choice between them is left out."""
    shares: dict[str, dict[str, Value]] = {}
    for path, value in values.items():
        if path.startswith(PLAN_FORM) and path != IN_FORCE:
            record = path.partition("/")[0]
            if is_plan(record):
                shares.setdefault(record, {})[path] = value
    return shares
