"""Handing over without widgets: giving, receiving, and what was handed over so far."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from yihu.actions.exchange_cards import CardView, my_card, save_card
from yihu.actions.handed_over import list_given, take_receipt, take_receipt_picture
from yihu.actions.list_handovers import list_handovers
from yihu.actions.workspace import Workspace
from yihu.base.i18n import N_, translate, translate_count
from yihu.ui.handover.giving import GivePresenter
from yihu.ui.handover.receiving import ReceivePresenter, say_why
from yihu.ui.moments import short_moment

if TYPE_CHECKING:
    from yihu.storage.handover_rows import GivenRow, PackageRow

CARD_SUFFIX = ".yihukey"


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverLine:
    """One line of the history: when, which way, with whom, what; its state with a tone."""

    at_ms: int
    when: str
    way: str
    tone: str
    partner: str
    words: str
    state: str = ""
    state_tone: str = "grey"


class HandoverPresenter:
    """The three parts of the page."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.giving = GivePresenter(workspace)
        self.receiving = ReceivePresenter(workspace)

    def my_card(self) -> CardView:
        """This laptop's card."""
        return my_card(self.workspace)

    def save_card(self, folder: Path) -> Path:
        """Write this laptop's card onto a stick."""
        return save_card(self.workspace, folder)

    def take_receipt(self, source: Path | str) -> str:
        """A receipt by a photo of its code, or the code's text as typed or scanned; what it confirms, in words."""
        package = (
            take_receipt_picture(self.workspace, source)
            if isinstance(source, Path)
            else take_receipt(self.workspace, source.strip())
        )
        row = next((row for row in list_given(self.workspace) if row.package == package), None)
        if row is None:
            return translate(N_("Confirmed."))
        return translate(N_("{team} confirms that what you gave on {when} has come.")).format(
            team=row.team, when=short_moment(row.at_ms, self._now())
        )

    def history(self) -> tuple[HandoverLine, ...]:
        """The hand-overs, the newest first."""
        given = [self._given(row) for row in list_given(self.workspace)]
        others = [self._line(row) for row in list_handovers(self.workspace) if row.direction != "given"]
        return tuple(sorted((*given, *others), key=lambda line: -line.at_ms))

    def _given(self, row: GivenRow) -> HandoverLine:
        if row.state == "confirmed":
            state, tone = translate(N_("confirmed received")), "green"
        elif row.parts_confirmed:
            state, tone = (
                translate(N_("{done} of {parts} files confirmed")).format(
                    done=row.parts_confirmed, parts=row.parts
                ),
                "amber",
            )
        else:
            state, tone = translate(N_("not confirmed yet")), "amber"
        return HandoverLine(
            at_ms=row.at_ms,
            when=short_moment(row.at_ms, self._now()),
            way=translate(N_("given")),
            tone="blue",
            partner=" · ".join(dict.fromkeys(part for part in (row.team, row.laptop) if part)),
            words=translate(N_("changes: {count}")).format(count=row.changesets),
            state=state,
            state_tone=tone,
        )

    def _line(self, row: PackageRow) -> HandoverLine:
        refused = row.direction == "refused"
        counted = translate_count(N_("{count} household"), N_("{count} households"), row.households)
        return HandoverLine(
            at_ms=row.at_ms,
            when=short_moment(row.at_ms, self._now()),
            way=translate(N_("refused")) if refused else translate(N_("received")),
            tone="red" if refused else "green",
            partner=row.partner or row.file,
            words=say_why(row.error) if refused else counted.format(count=row.households),
        )

    def _now(self) -> datetime:
        return self.workspace.clock.now()
