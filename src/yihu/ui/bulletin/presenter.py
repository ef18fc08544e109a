"""The bulletin being written: whose, since when, which words of visits go in (no Qt)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yihu.actions.bulletins import compose_bulletin, draft_bulletin, keep_bulletin, list_bulletins
from yihu.base.i18n import N_, translate
from yihu.register.subjects import division_prefix

if TYPE_CHECKING:
    from yihu.actions import BulletinDraft, BulletinRow
    from yihu.actions.workspace import Workspace
    from yihu.planning.bulletin import Quote

KINDS = {"help": N_("done"), "issue": N_("difficulty"), "next_step": N_("next")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Whose:
    """A division that may have a bulletin. `code`: 12 digits."""

    code: str
    words: str


class BulletinPresenter:
    """State of the page."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.division = ""
        self.draft: BulletinDraft | None = None
        self.chosen: set[int] = set()

    def divisions(self) -> tuple[Whose, ...]:
        """The county first, then townships, then villages; those that have villages here."""
        villages = [row for row in self.workspace.store.villages() if row.code.isdigit()]
        counties = dict.fromkeys(f"{row.code[:6]}000000" for row in villages)
        townships = {f"{row.code[:9]}000": row.township or row.code[:9] for row in villages}
        county = translate(N_("The county ({code})"))
        return (
            *(Whose(code=code, words=county.format(code=code[:6])) for code in counties),
            *(Whose(code=code, words=words) for code, words in sorted(townships.items())),
            *(Whose(code=row.code, words=row.name or row.code) for row in villages),
        )

    def choose(self, division: str) -> None:
        """Whose bulletin it is."""
        self.division, self.draft, self.chosen = division, None, set()

    def find(self) -> BulletinDraft:
        """Count and gather; to be called off the window's thread."""
        return draft_bulletin(self.workspace, self.division, within=division_prefix(self.division))

    def take(self, draft: BulletinDraft) -> None:
        """Show this from now on; nobody's words are in it yet."""
        self.draft, self.chosen = draft, set()

    def quotes(self) -> tuple[tuple[str, bool], ...]:
        """(words, whether they are in) of every word of a visit that may go in."""
        if self.draft is None:
            return ()
        shown = translate(N_("{on} {village}, {kind}: {text}"))
        return tuple(
            (
                shown.format(
                    on=quote.on, village=quote.village, kind=translate(KINDS[quote.kind]), text=quote.text
                ),
                place in self.chosen,
            )
            for place, quote in enumerate(self.draft.quotes)
        )

    def tick(self, place: int, on: bool) -> None:
        """Take words in, or leave them out."""
        (self.chosen.add if on else self.chosen.discard)(place)

    def text(self) -> str:
        """The bulletin as it stands."""
        return compose_bulletin(self.draft, self._in()) if self.draft else ""

    def keep(self, text: str) -> BulletinRow:
        """Keep it as it was written; the next one counts from it. Raises as `keep_bulletin`."""
        assert self.draft is not None
        return keep_bulletin(self.workspace, self.division, self.draft, text)

    def kept(self) -> tuple[BulletinRow, ...]:
        """The earlier ones, the newest first."""
        return list_bulletins(self.workspace, self.division) if self.division else ()

    def _in(self) -> tuple[Quote, ...]:
        assert self.draft is not None
        return tuple(quote for place, quote in enumerate(self.draft.quotes) if place in self.chosen)
