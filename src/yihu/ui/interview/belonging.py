"""Whether each member of a household that was surveyed before is still there, died, left, or is new (no Qt)."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yihu.actions.membership import FORMER, LEFT
from yihu.base.i18n import N_, translate
from yihu.register.codes import label

if TYPE_CHECKING:
    from yihu.engine import Session

MEMBER = "member"
DIED, MARRIED_OUT, MOVED_OUT, RETURNED = "died", "married_out", "moved_out", "returned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Belongs:
    """One member at a survey made anew.

    Attributes:
        open: nobody said yet.
        gone: the member died or left. words: what became of the member.
    """

    open: bool
    gone: bool
    words: str


class Belonging:
    """Finds the questions about membership in the rows of a form that has them."""

    def __init__(self, session: "Session") -> None:
        self._session = session
        by_property = {name: key for key, name in session.form.properties.items()}
        self._before = by_property.get("previous_visit_on", "")
        self._names = {
            name: by_property[name].rpartition("/")[2]
            for name in ("known_as", "membership", "left_on", "joined_by", "joined_on", "birth_date")
            if name in by_property
        }

    def asked(self) -> bool:
        """Whether the household was surveyed before, and this form asks who is still there."""
        ref = self._session.ref(self._before) if self._before else None
        return bool(ref and "membership" in self._names and self._session.value(ref))

    def is_of(self, repeat_ref: str) -> bool:
        """Whether these rows are the members."""
        return any(
            question.ref.startswith(f"{repeat_ref}/") and question.save_to == "membership"
            for question in self._session.form.questions.values()
        )

    def ref(self, row_ref: str, property: str) -> str:
        """The question of a property in a row, where it is asked now; else empty."""
        name = self._names.get(property)
        ref = self._session.ref(f"member/{self._session.row_id(row_ref)}/{name}") if name else None
        return ref if ref and self._session.is_relevant(ref) else ""

    def was_former(self, row_ref: str) -> bool:
        """Whether the member had left already at the last survey."""
        return self._said(row_ref, "known_as") == FORMER

    def was_known(self, row_ref: str) -> bool:
        """Whether the record held the member at the last survey."""
        return bool(self._said(row_ref, "known_as"))

    def of(self, row_ref: str) -> Belongs:
        """What is said about a member."""
        membership, joined = self._said(row_ref, "membership"), self._said(row_ref, "joined_by")
        if membership in LEFT:
            return Belongs(
                open=False, gone=True, words=_dated("membership", membership, self._said(row_ref, "left_on"))
            )
        if joined:
            day = self._said(row_ref, "joined_on") or self._said(row_ref, "birth_date")
            return Belongs(open=False, gone=False, words=_dated("joining", joined, day))
        if membership == MEMBER:
            return Belongs(open=False, gone=False, words=label("membership", MEMBER))
        known = self._said(row_ref, "known_as")
        return Belongs(
            open=True, gone=False, words=translate(N_("still here?")) if known else translate(N_("new"))
        )

    def _said(self, row_ref: str, property: str) -> str:
        name = self._names.get(property)
        ref = self._session.ref(f"member/{self._session.row_id(row_ref)}/{name}") if name else None
        return self._session.value(ref) if ref and self._session.is_relevant(ref) else ""


def _dated(code_list: str, code: str, day: str) -> str:
    return f"{label(code_list, code)} {day}".strip()
