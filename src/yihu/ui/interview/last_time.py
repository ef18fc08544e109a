"""The last survey's answers beside this one's questions, and what can be confirmed of them at once (no Qt)."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from yihu.actions.remarks import Remarks
from yihu.ui.interview.views import Previous

if TYPE_CHECKING:
    from yihu.engine import Session


class LastTime:
    """Last answers by answer key. They stand beside the questions; a person makes them answers of today.

    `on`: ISO date of the last survey.
    """

    def __init__(
        self, session: "Session", answers: Mapping[str, str] | None, on: str | None, remarks: Remarks
    ) -> None:
        self._session, self._answers, self._remarks = session, answers or {}, remarks
        self._when = (on or "")[:7]

    def __bool__(self) -> bool:
        return bool(self._answers)

    def answer(self, ref: str) -> str:
        """The last answer to a question; empty if there was none."""
        return self._answers.get(self._session.key(ref)) or ""

    def remark(self, key: str) -> str:
        """What stood under a key of a remark then."""
        return self._answers.get(key) or ""

    def beside(self, ref: str) -> Previous | None:
        """How it stands beside the question."""
        old = self.answer(ref)
        return Previous(value=old, text=old, when=self._when) if old else None

    def to_confirm(self, refs: Iterable[str]) -> tuple[str, ...]:
        """Those of the questions that are asked, have no answer yet and had one then."""
        return tuple(
            ref
            for ref in refs
            if self.answer(ref)
            and not self._session.value(ref)
            and not self._remarks.lack(self._session.key(ref))
            and self._can_answer(ref)
        )

    def blank_page(self, refs: Iterable[str]) -> tuple[str, ...]:
        """What a page can be answered with; nothing once one of its questions is answered."""
        answerable = [ref for ref in refs if self._can_answer(ref)]
        if any(self._session.value(ref) or self._remarks.lack(self._session.key(ref)) for ref in answerable):
            return ()
        return self.to_confirm(answerable)

    def of_row(self, row_ref: str) -> tuple[str, ...]:
        """What can be confirmed of one row now."""
        refs = (ref for ref in self._session.refs() if ref.startswith(f"{row_ref}/"))
        return self.to_confirm(ref for ref in refs if self._session.is_relevant(ref))

    def _can_answer(self, ref: str) -> bool:
        return self._session.question(ref).asks and not self._session.is_read_only(ref)
