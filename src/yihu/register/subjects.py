"""What the register knows beside households: helpers, groups, villages, funds, tasks, selections.

Each is a *subject*: a document of its own with its own changesets, history, conflicts and way through packages,
like a household, but on no list of households. Its id is a UUID whose version nibble is 6: ours are opaque, and
nothing else here makes such ids. What it is and where it belongs stands under `subject/`.
"""

from hashlib import sha256
from uuid import UUID

from yihu.base.clock import Clock
from yihu.base.ids import Randomness, new_id

SUBJECT_FORM = "subject@1"
KIND, DIVISION = "subject/kind", "subject/division_code"
VILLAGE_PLAN = "village_plan"
OF_SUBJECTS = frozenset(
    ("helper", "helper_group", "selection", VILLAGE_PLAN, "project", "fund", "grant", "task", "bulletin")
)
"""Forms whose records stand in a subject's document."""

SINGLE = frozenset(("helper", "helper_group", "selection", VILLAGE_PLAN, "fund", "task"))
"""Of these a subject has one record, named like the form; of the others one for each `<form>~<id>`."""

LISTED = OF_SUBJECTS | {"pairing"}
"""Forms whose records are listed over all documents (`Store.listed`)."""

NAMES = {
    "helper": "helper_called",
    "helper_group": "team_called",
    "selection": "selection_name",
    "fund": "fund_name",
    "task": "task_title",
    VILLAGE_PLAN: "vplan_village",
}
"""The property that a subject of each kind is called by."""

_VERSION = 6
_DIVISION_DIGITS = (2, 4, 6, 9, 12)


def new_subject_id(clock: Clock, random: Randomness) -> str:
    """An id for a new subject; sorts by time of making."""
    return _as_subject(UUID(new_id(clock, random)).bytes)


def named_subject_id(kind: str, name: str) -> str:
    """The id that every laptop gives to the subject of this kind and name: they meet without having met."""
    return _as_subject(sha256(f"yihu-subject\n{kind}\n{name}".encode()).digest()[:16])


def village_subject_id(code: str) -> str:
    """The id of a village (12-digit division code) as a subject."""
    return named_subject_id(VILLAGE_PLAN, code)


def is_subject(id: str | bytes) -> bool:
    """Whether an id (text, or its 16 bytes) is a subject's."""
    return id[14:15] == str(_VERSION) if isinstance(id, str) else id[6] >> 4 == _VERSION


def divisions_above(codes: tuple[str, ...]) -> tuple[str, ...]:
    """The codes of the divisions that hold these, without them: `430999102003` -> province, city, county, township."""
    above = {code[:digits].ljust(12, "0") for code in codes for digits in _DIVISION_DIGITS if code.isdigit()}
    return tuple(sorted(above - set(codes)))


def division_prefix(code: str) -> str:
    """What the codes within a division begin with: `430999000000` -> `430999`."""
    for digits in _DIVISION_DIGITS:
        if code == code[:digits].ljust(12, "0"):
            return code[:digits]
    return code


def _as_subject(random: bytes) -> str:
    marked = bytearray(random)
    marked[6] = _VERSION << 4 | marked[6] & 0x0F
    marked[8] = 0x80 | marked[8] & 0x3F
    return str(UUID(bytes=bytes(marked)))
