"""What stands beside the answers: doubts and their reasons, comments, flags, why there is no answer (no Qt)."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yihu.actions.remarks import Remarks
from yihu.ui.interview.doubting import CheckView

if TYPE_CHECKING:
    from yihu.engine import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class RemarkView:
    """What is written beside one question now.

    Attributes:
        doubt: why its answer is unusual; empty if it isn't.
        reason: why it is right all the same.
        lack: `dont_know`, `refused`, or empty.
        may_lack: which of these the form allows.
        checks: doubts of the register, those with their reason too.
    """

    doubt: str = ""
    reason: str = ""
    note: str = ""
    to_check: bool = False
    lack: str = ""
    may_lack: tuple[str, ...] = ()
    checks: tuple[CheckView, ...] = ()

    @property
    def unexplained(self) -> bool:
        """Whether a doubt waits for its reason."""
        return bool(self.doubt and not self.reason)


NOTHING = RemarkView()


def view_remarks(
    session: "Session", remarks: Remarks, ref: str, checks: tuple[CheckView, ...] = ()
) -> RemarkView:
    """The remarks on the question at `ref`."""
    key, question = session.key(ref), session.question(ref)
    doubt = session.warning(ref)
    blank = question.kind == "note" or session.is_read_only(ref)
    return RemarkView(
        doubt=doubt.message if doubt else "",
        reason=remarks.reason(key),
        note=remarks.note(key),
        to_check=remarks.to_check(key),
        lack=remarks.lack(key),
        may_lack=() if blank else (question.bind.may_lack or ()),
        checks=checks,
    )
