"""What stands beside the answers of an open interview: remarks, checks, the income, workings (no Qt)."""

from abc import ABC, abstractmethod
from dataclasses import replace
from typing import TYPE_CHECKING

from yihu.actions.remarks import CHECK, LACK, NOTE, WAIVE, WORKING, Remarks, remark_key
from yihu.base.errors import UserError
from yihu.ui.interview.causes import CausesView, view_causes
from yihu.ui.interview.doubting import CheckView, Doubting, waiver_key
from yihu.ui.interview.income import IncomeView, is_about_income, view_income
from yihu.ui.interview.last_time import LastTime
from yihu.ui.interview.remarking import RemarkView, view_remarks
from yihu.ui.interview.views import WorkingSheet
from yihu.ui.interview.whole_form import Line, State, list_questions

if TYPE_CHECKING:
    from yihu.engine import Outcome, Session
    from yihu.sync.changeset import Value


class BesideAnswers(ABC):
    """The part of an interview's presenter that isn't asking. `at_ref`: the question one is at."""

    session: "Session"
    remarks: Remarks
    last_time: LastTime
    doubting: Doubting
    at_ref: str
    _known_checks: dict[str, tuple[CheckView, ...]] | None
    _sheets: dict[str, WorkingSheet]

    @property
    @abstractmethod
    def numbers(self) -> dict[str, str]:
        """The questions' numbers."""

    @abstractmethod
    def _keep(self, outcome: "Outcome") -> UserError | None: ...

    @abstractmethod
    def _refs_here(self) -> tuple[str, ...]: ...

    @abstractmethod
    def _refs_of_section(self) -> tuple[str, ...]: ...

    def remark(self, ref: str) -> RemarkView:
        """What is written beside a question, and what the register's checks say about it."""
        return view_remarks(self.session, self.remarks, ref, self.checks_here().get(ref, ()))

    def look_again(self) -> bool:
        """Let the register's checks look at the answers as they stand now; False where there are none."""
        self._known_checks = None
        return self.doubting.look_again()

    def checks_here(self) -> dict[str, tuple[CheckView, ...]]:
        """The doubts of the register beside the questions of this page."""
        if self._known_checks is None:
            self._known_checks = self.doubting.on_page(self._refs_here(), self.at_ref)
        return self._known_checks

    def income(self) -> IncomeView | None:
        """The calculation of the income, on the pages that ask for it; None elsewhere."""
        looked = self.doubting.looked
        if looked is None or not is_about_income(self.session, self._refs_of_section()):
            return None
        return view_income(self.session, looked.income, looked.household.rules.name())

    def causes(self) -> CausesView | None:
        """The causes that the answers speak for, on the page that asks for them; None elsewhere."""
        looked = self.doubting.looked
        return view_causes(self.session, self._refs_here(), looked.household if looked else None)

    def waive(self, ref: str, check: CheckView, reason: str) -> UserError | None:
        """Say why a check is right as it is; empty lets it count again."""
        words = reason.strip()
        trouble = self._write({remark_key(WAIVE, waiver_key(check.rule, check.row)): words or None}, ref)
        self.look_again()
        return trouble

    def work_out(self, ref: str, value: str, working: str) -> UserError | None:
        """Answer with an amount and keep how it was worked out."""
        self.at_ref = ref
        try:
            outcome = self.session.answer(ref, value)
        except UserError as refused:
            return refused
        kept: dict[str, Value] = {remark_key(WORKING, self.session.key(ref)): working or None}
        return self._keep(replace(outcome, changes={**outcome.changes, **kept}))

    def keep_sheet(self, ref: str, sheet: WorkingSheet | None) -> None:
        """An amount is being worked out; None: no more. It is kept while pages are turned, and is no answer."""
        key = self.session.key(ref)
        if sheet is None:
            self._sheets.pop(key, None)
        else:
            self._sheets[key] = sheet

    def working(self, ref: str) -> str:
        """How the amount was worked out: this time, else the last time."""
        key = self.session.key(ref)
        return self.remarks.working(key) or self.last_time.remark(remark_key(WORKING, key))

    def write_remark(self, ref: str, kind: str, text: str) -> UserError | None:
        """Write a comment (`NOTE`) or a reason (`REASON`) beside a question and save it; empty clears it."""
        key, words = self.session.key(ref), text.strip()
        before = self.remarks.note(key) if kind == NOTE else self.remarks.reason(key)
        return None if words == before else self._write({remark_key(kind, key): words or None}, ref)

    def turn_to_check(self, ref: str) -> UserError | None:
        """Mark an answer as to be checked, or take the mark away."""
        key = self.session.key(ref)
        return self._write({remark_key(CHECK, key): None if self.remarks.to_check(key) else True}, ref)

    def lack(self, ref: str, why: str) -> UserError | None:
        """The person doesn't know or refuses: the answer is cleared. The same once more takes it back."""
        key = self.session.key(ref)
        if why not in view_remarks(self.session, self.remarks, ref).may_lack:
            return None
        mark: dict[str, Value] = {remark_key(LACK, key): None if self.remarks.lack(key) == why else why}
        cleared = self.session.answer(ref, "").changes if self.session.value(ref) else {}
        return self._write({**cleared, **mark}, ref)

    def lines(self) -> tuple[Line, ...]:
        """Every question with its answer and how it stands."""
        return list_questions(self.session, self.remarks, self.numbers)

    def blank(self) -> int:
        """How many questions were left without an answer though one could have been given."""
        return sum(line.state is State.BLANK for line in self.lines())

    def _write(self, changes: "dict[str, Value]", ref: str) -> UserError | None:
        from yihu.engine import Outcome

        self.at_ref = ref
        return self._keep(Outcome(changes=changes))
