"""Does everything work on this computer?"""

from __future__ import annotations

import io
import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from yihu.actions.create_demo import make_village, open_demo
from yihu.actions.exchange_cards import my_card, trust_card
from yihu.actions.export_package import export_package
from yihu.actions.print_plans import paper_of
from yihu.actions.receive_packages import Arrival, receive_packages
from yihu.actions.workspace import Workspace
from yihu.base.clock import Clock, SystemClock
from yihu.base.errors import UserError
from yihu.base.i18n import N_, language
from yihu.base.ids import Randomness
from yihu.base.progress import Silent
from yihu.storage.rows import HouseholdQuery


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing tried.

    Attributes:
        key: stable name. name: msgid. problem: stable code of what went wrong, "" when it works.
    """

    key: str
    name: str
    problem: str = ""

    @property
    def passed(self) -> bool:
        """Whether it works."""
        return not self.problem


def self_test(clock: Clock | None = None, random: Randomness = os.urandom) -> tuple[Check, ...]:
    """Try the encrypted database, forms, paper and handing over, with invented people in a temporary folder."""
    told_time = clock or SystemClock()
    with tempfile.TemporaryDirectory(prefix="yihu-self-test-", ignore_cleanup_errors=True) as folder:
        return _Trial(Path(folder), told_time, random).run()


class _Trial:
    """Two laptops in a temporary folder; later checks need what earlier ones made."""

    def __init__(self, folder: Path, clock: Clock, random: Randomness) -> None:
        self._folder, self._clock, self._random = folder, clock, random
        self._open: list[Workspace] = []

    def run(self) -> tuple[Check, ...]:
        checks = (
            ("database", N_("Encrypted database and the shipped questionnaires"), self._make),
            ("paper", N_("A plan on paper, rare characters included"), self._print),
            ("handover", N_("A file given, received and merged"), self._hand_over),
        )
        try:
            return tuple(_try(key, name, attempt) for key, name, attempt in checks)
        finally:
            for workspace in self._open:
                workspace.close()

    def _make(self) -> None:
        for name, visited in (("a", True), ("b", False)):
            folder = self._folder / name
            make_village(
                folder, progress=Silent(), clock=self._clock, random=self._random, team=name, visited=visited
            )
            self._open.append(open_demo(folder, clock=self._clock, random=self._random))
        for workspace in self._open:
            assert workspace.store.proof()

    def _print(self) -> None:
        from yihu.printing import print_plan

        workspace = self._open[0]
        signed = workspace.store.households(HouseholdQuery(plan_state="signed"), "", 1)
        paper = paper_of(workspace, signed[0].id)
        assert paper is not None
        file = io.BytesIO()
        assert print_plan(paper, file, language=language()) >= 1

    def _hand_over(self) -> None:
        giver, taker = self._open
        trust_card(giver, my_card(taker))
        trust_card(taker, my_card(giver))
        given = export_package(giver, self._folder, [my_card(taker).fingerprint])
        received = receive_packages(taker, [given.path])
        assert received.packages[0].arrival == Arrival.MERGED
        assert taker.store.counts().visit == giver.store.counts().visit


def _try(key: str, name: str, attempt: Callable[[], None]) -> Check:
    try:
        attempt()
    except UserError as refused:
        return Check(key=key, name=name, problem=refused.code)
    except Exception as broken:
        return Check(key=key, name=name, problem=type(broken).__name__)
    return Check(key=key, name=name)
