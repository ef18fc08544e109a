"""What is written beside an answer: a comment, "to be checked", why a doubt may stay, why there is none.

Each is a value of the same record under a key of its own, in the row of its question: `_note.income`,
`member/<row>/_check.birth_date`. So it is handed over, merged and kept in the history like any answer,
and no form or reader takes it for one. See docs/decisions/0010.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING
from unicodedata import category

from yihu.base.errors import UserError
from yihu.base.i18n import N_, translate

if TYPE_CHECKING:
    from yihu.sync.changeset import Value

NOTE, CHECK, REASON, LACK, WAIVE, WORKING = "_note", "_check", "_reason", "_lack", "_waive", "_working"
REMARK_AT_MOST = 5000
KINDS = (NOTE, CHECK, REASON, LACK, WAIVE, WORKING)
LACKS = {"dont_know": N_("Doesn't know"), "refused": N_("Refuses to answer")}
_WORDS = {
    NOTE: N_("Comment: {question}"),
    CHECK: N_("To be checked: {question}"),
    REASON: N_("Reason: {question}"),
    LACK: N_("Without an answer: {question}"),
    WAIVE: N_("Check {question} doesn't count, because"),
    WORKING: N_("How it was worked out: {question}"),
}
LASTING = (NOTE, CHECK, WAIVE)
"""These are about the household, not about one answer: a new survey begins with them."""


def remark_key(kind: str, key: str) -> str:
    """Where a remark on the answer `key` stands: `member/1/name` -> `member/1/_note.name`."""
    row, slash, name = key.rpartition("/")
    return f"{row}{slash}{kind}.{name}"


def remark_on(key: str) -> tuple[str, str] | None:
    """Kind and answer key of a remark; None for any other key."""
    row, slash, name = key.rpartition("/")
    kind, dot, answer = name.partition(".")
    return (kind, f"{row}{slash}{answer}") if dot and answer and kind in KINDS else None


class RemarkTooLong(UserError):
    """A comment or reason that is no remark any more."""

    code = "remark-too-long"
    message = N_("The remark is too long: at most {most} characters.")
    advice = N_("Shorten it, or take the text in as a file. The answers are unchanged.")


def fitting(changes: Mapping[str, Value]) -> dict[str, Value]:
    """Changes with remarks that can be kept: without signs that no text has. Raises RemarkTooLong."""
    return {key: _cleaned(value) if remark_on(key) else value for key, value in changes.items()}


def _cleaned(value: Value) -> Value:
    if not isinstance(value, str):
        return value
    text = "".join(letter for letter in value if letter in "\n\t" or category(letter) not in ("Cc", "Cs"))
    if len(text) > REMARK_AT_MOST:
        raise RemarkTooLong(most=REMARK_AT_MOST)
    return text or None


class Remarks:
    """The remarks of one record as they stand."""

    def __init__(self, values: Mapping[str, Value] | None = None) -> None:
        self._values: dict[str, Value] = {}
        self.take(values or {})

    def note(self, key: str) -> str:
        """The comment on an answer."""
        return str(self._values.get(remark_key(NOTE, key), ""))

    def working(self, key: str) -> str:
        """How an amount was worked out (`yihu.register.working`)."""
        return str(self._values.get(remark_key(WORKING, key), ""))

    def to_check(self, key: str) -> bool:
        """Whether somebody is to check the answer."""
        return bool(self._values.get(remark_key(CHECK, key)))

    def reason(self, key: str) -> str:
        """Why a doubtful answer is right."""
        return str(self._values.get(remark_key(REASON, key), ""))

    def lack(self, key: str) -> str:
        """`dont_know`, `refused`, or empty."""
        return str(self._values.get(remark_key(LACK, key), ""))

    def lacking(self) -> frozenset[str]:
        """Answer keys that lack an answer for a reason."""
        return self.keys_of(LACK)

    def waived(self, key: str) -> str:
        """Why a check doesn't count; `key` is its rule's, in the row it is about: `member/<row>/R22`."""
        return str(self._values.get(remark_key(WAIVE, key), ""))

    def values(self) -> Mapping[str, Value]:
        """All of them by the keys they are kept under."""
        return self._values

    def keys_of(self, kind: str) -> frozenset[str]:
        """Answer keys with a remark of this kind."""
        found = (remark_on(key) for key in self._values)
        return frozenset(place[1] for place in found if place and place[0] == kind)

    def take(self, changes: Mapping[str, Value]) -> None:
        """Take in what was saved; anything but remarks is passed over."""
        for key, value in changes.items():
            if remark_on(key) is None:
                continue
            if value is None or value in ("", False):
                self._values.pop(key, None)
            else:
                self._values[key] = value

    def follow(self, changes: Mapping[str, Value]) -> dict[str, Value]:
        """What ceases with these answers: reason and working of the old one, and why there was none."""
        ended: dict[str, Value] = {}
        for key, value in changes.items():
            gone = (REASON, WORKING, LACK) if value not in (None, "") else (REASON, WORKING)
            ended |= {place: None for kind in gone if (place := remark_key(kind, key)) in self._values}
        return {place: None for place in ended if place not in changes}


def count_to_check(values: Mapping[str, Value]) -> int:
    """How many answers of a household's document (path -> shown value) are to be checked."""
    return sum(1 for path, value in values.items() if value and _kind(path) == CHECK)


def lasting_only(keys: Iterable[str]) -> set[str]:
    """Those of the keys that are remarks which outlive a survey."""
    return {key for key in keys if _kind(key) in LASTING}


def remark_words(kind: str) -> str:
    """How a remark on `{question}` is called; the question alone for an answer itself."""
    return translate(_WORDS[kind]) if kind else "{question}"


def shown_remark(kind: str, value: Value) -> str:
    """A remark as a person reads it."""
    if kind == CHECK:
        return translate(N_("to be checked")) if value else translate(N_("checked"))
    if value is None or value == "":
        return translate(N_("empty"))
    return translate(LACKS[str(value)]) if kind == LACK and str(value) in LACKS else str(value)


def _kind(key: str) -> str:
    found = remark_on(key)
    return found[0] if found else ""
