"""The checks of the register beside the questions they are about, while a person answers (no Qt)."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from yihu.actions.remarks import Remarks
from yihu.register.checks import entries
from yihu.register.properties import INCOME_LINES
from yihu.ui.interview.members import members_missing

if TYPE_CHECKING:
    from yihu.actions.look_at_interview import LookedAt
    from yihu.engine import Session
    from yihu.register.checks import Finding

_OF_MONEY: Final = frozenset((37, 39, 40, 41))
"""Rules about what the income comes to: before all of it is said they would find half of it too little."""
_INCOME: Final = frozenset(line for group in INCOME_LINES.values() for line in group) | frozenset(
    ("wage_kinds", "business_kinds", "property_kinds", "transfer_kinds")
)
_OF_COUNT: Final = 11


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckView:
    """A doubt of the register beside a question.

    Attributes:
        rule, row: what it is waived by; `row` is empty for the household.
        words: the sentence, and what to do. reason: why it is right all the same; empty while nobody said so.
    """

    rule: str
    row: str
    words: str
    advice: str
    reason: str


class Doubting:
    """Looks at the open survey and says which doubts stand beside which questions.

    A doubt is told only when all that it names has been answered: an unfinished survey is no wrong one.
    """

    def __init__(
        self, session: "Session", remarks: Remarks, look: "Callable[[], LookedAt | None] | None"
    ) -> None:
        self._session, self._remarks, self._look = session, remarks, look
        self.looked: LookedAt | None = None

    def look_again(self) -> bool:
        """Look at the answers as they stand now; False where this questionnaire isn't looked at."""
        if self._look is None:
            return False
        self.looked = self._look()
        return self.looked is not None

    def on_page(self, refs: Iterable[str], at_ref: str) -> dict[str, tuple[CheckView, ...]]:
        """Question -> the doubts beside it, each once: at its own question, else where the person is, else the first."""
        found: dict[str, tuple[CheckView, ...]] = {}
        if self.looked is None:
            return found
        shown = [ref for ref in refs if self._session.is_relevant(ref)]
        for finding in self.looked.findings if shown else ():
            place = self._place(finding, shown, at_ref)
            if place and self._told(finding):
                found[place] = (*found.get(place, ()), self._view(finding))
        return found

    def _place(self, finding: "Finding", shown: list[str], at_ref: str) -> str:
        named = (finding.property or "", *entries()[finding.rule].fields)
        about = [ref for ref in shown if self._property(ref) in named and self._is_of(ref, finding.person)]
        own = [ref for ref in about if self._property(ref) == finding.property]
        return next((ref for ref in (*own, *(each for each in about if each == at_ref), *about)), "")

    def _told(self, finding: "Finding") -> bool:
        entry = entries()[finding.rule]
        if entry.number == _OF_COUNT and members_missing(self._session):
            return False
        wanted = set(entry.fields) | (_INCOME if entry.number in _OF_MONEY else set())
        return not any(self._open(finding, wanted))

    def _open(self, finding: "Finding", wanted: set[str]) -> Iterator[str]:
        session = self._session
        for ref in session.refs():
            if (
                self._property(ref) in wanted
                and self._is_of(ref, finding.person)
                and not session.value(ref)
                and session.is_relevant(ref)
                and session.is_required(ref)
                and not self._remarks.lack(session.key(ref))
            ):
                yield ref

    def _property(self, ref: str) -> str:
        return self._session.question(ref).save_to or ""

    def _is_of(self, ref: str, person: str | None) -> bool:
        parts = self._session.key(ref).split("/")
        return person is None or len(parts) == 1 or parts[1] == person

    def _view(self, finding: "Finding") -> CheckView:
        row = finding.person or ""
        reason = self._remarks.waived(waiver_key(finding.rule, row)) or self._remarks.waived(finding.rule)
        return CheckView(
            rule=finding.rule, row=row, words=finding.explain(), advice=finding.advise(), reason=reason
        )


def waiver_key(rule: str, row: str) -> str:
    """The key whose remark says why a check doesn't count: `R11`, `member/<row>/R22`."""
    return f"member/{row}/{rule}" if row else rule
