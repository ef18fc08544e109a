"""Signed intention cards back from the scanner: each page finds its pair by its square code."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from yihu.actions.known_lists import held
from yihu.actions.pair_book import PairBook, read_pair_book
from yihu.actions.permission import guarded
from yihu.actions.subjects import RecordRefused, fill_record
from yihu.actions.take_photo import JPEG_QUALITY, LONGEST_SIDE_PX
from yihu.actions.write_file import explained
from yihu.base.errors import UserError
from yihu.base.i18n import N_, translate
from yihu.base.progress import Progress, Silent
from yihu.planning.pairing import PAIRING, Pairing, card_version

if TYPE_CHECKING:
    from PIL.Image import Image

    from yihu.actions.workspace import Workspace
    from yihu.exchange.card_scans import ScannedCode, ScannedPage

_CARD = re.compile(r"YIHU:INTENTION-CARD:([0-9A-F-]{36}):([0-9A-Z]+)")
_OURS = "YIHU:"
_AROUND = (-8.2, -0.25, 1.2, 4.35)
"""A third of a sheet around its code, in sides of the code (`printing/intention_card.py`): left, top, right, bottom."""

NO_CODE, OTHER_CODE, UNKNOWN_PAIR, UNREADABLE, TWICE, REFUSED = (
    "no-code", "other-code", "unknown-pair", "unreadable", "twice", "refused",
)  # fmt: skip
_WORDS = {
    NO_CODE: N_("No square code can be read. Scan the page flat, whole and with at least 150 dpi."),
    OTHER_CODE: N_("The square code isn't that of an intention card."),
    UNKNOWN_PAIR: N_("The pair of this card isn't on this laptop, or was taken back."),
    TWICE: N_("Another page of these files is the same card; the first one was kept."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenCard:
    """A page that was laid into its pair.

    Attributes:
        outdated: the pair was changed since this card was printed: what was signed is another text than now.
        ended: the pair is over. before: there was a signed card already; it stays in the history.
    """

    file: str
    page: int
    household_id: str
    record: str
    head_name: str
    helper_name: str
    outdated: bool = False
    ended: bool = False
    before: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CardProblem:
    """A page that was not: `kind` as above, and why in the window's language."""

    file: str
    page: int
    kind: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedCards:
    """What became of the files.

    Attributes:
        unchanged: pages that are in their pairs already, just so.
    """

    files: int
    pages: int
    taken: tuple[TakenCard, ...] = ()
    unchanged: int = 0
    problems: tuple[CardProblem, ...] = ()


@guarded
def take_signed_cards(
    workspace: Workspace,
    paths: Iterable[Path],
    *,
    signed_on: str = "",
    progress: Progress | None = None,
) -> SignedCards:
    """Lay scans and photos of signed cards into the pairs they are of; many files, many pages in each.

    Several cards on one page are cut apart, so that nobody's card lies with another family. A file that can't be
    read doesn't hold up the others. When stopped, those laid in till then stay.

    Args:
        signed_on: ISO date; today for those that have none yet.

    Raises:
        DiskFull, Cancelled.
    """
    files, progress = list(paths), progress or Silent()
    laying = _Laying(workspace, read_pair_book(workspace), signed_on)
    with explained(workspace.folder), held(workspace.store):
        for done, path in enumerate(files):
            progress.step(done, len(files))
            laying.take(path, progress, (done, len(files)))
    return SignedCards(
        files=len(files),
        pages=laying.pages,
        taken=tuple(laying.taken),
        unchanged=laying.unchanged,
        problems=tuple(laying.problems),
    )


class _Laying:
    """Goes through the pages and writes each card that it finds."""

    def __init__(self, workspace: Workspace, book: PairBook, signed_on: str) -> None:
        self._workspace, self._book, self._signed_on = workspace, book, signed_on
        self._by_id = {each.record.partition("~")[2].lower(): each for each in book.pairings}
        self._seen: set[str] = set()
        self.pages = self.unchanged = 0
        self.taken: list[TakenCard] = []
        self.problems: list[CardProblem] = []

    def take(self, path: Path, progress: Progress, at: tuple[int, int]) -> None:
        from yihu.exchange.card_scans import read_scan

        page = 0
        try:
            for scanned in read_scan(path):
                page, self.pages = scanned.number, self.pages + 1
                self._page(path.name, scanned)
                progress.step(*at)
        except UserError as unreadable:
            self._problem(path.name, page + 1, UNREADABLE, unreadable.explain())

    def _page(self, file: str, page: ScannedPage) -> None:
        cards = list(_cards(page))
        if not cards:
            kind = OTHER_CODE if any(code.text.startswith(_OURS) for code in page.codes) else NO_CODE
            self._problem(file, page.number, kind)
        for id_, version, code in cards:
            pairing = self._by_id.get(id_)
            if pairing is None:
                self._problem(file, page.number, UNKNOWN_PAIR)
            elif id_ in self._seen:
                self._problem(file, page.number, TWICE)
            else:
                self._seen.add(id_)
                picture = page.around(code, *_AROUND) if len(cards) > 1 else page.upright(code)
                self._lay(file, page.number, pairing, version, picture)

    def _lay(self, file: str, page: int, pairing: Pairing, version: str, picture: Image) -> None:
        name = self._workspace.store.put_attachment(_jpeg(picture), "jpg")
        if name == pairing.card_photo:
            self.unchanged += 1
            return
        answers = {"pairing_card_photo": name, "pairing_card_version": version}
        if self._signed_on or not pairing.card_signed_on:
            answers["pairing_card_signed_on"] = self._signed_on or self._book.day
        try:
            fill_record(self._workspace, pairing.household_id, PAIRING, answers, record=pairing.record)
        except RecordRefused as refused:
            self._problem(file, page, REFUSED, " ".join(refused.problems))
            return
        self.taken.append(
            TakenCard(
                file=file,
                page=page,
                household_id=pairing.household_id,
                record=pairing.record,
                head_name=self._book.where[pairing.household_id].head_name,
                helper_name=self._book.helper_name(pairing),
                outdated=version != card_version(pairing),
                ended=not pairing.runs(self._book.day),
                before=bool(pairing.card_photo),
            )
        )

    def _problem(self, file: str, page: int, kind: str, reason: str = "") -> None:
        words = reason or translate(_WORDS[kind])
        self.problems.append(CardProblem(file=file, page=page, kind=kind, reason=words))


def _cards(page: ScannedPage) -> Iterator[tuple[str, str, ScannedCode]]:
    """Id of the pair, version, code: of each different card on the page; its three copies are one."""
    seen = set()
    for code in page.codes:
        found = _CARD.fullmatch(code.text)
        if found and (id_ := _id(found[1])) and id_ not in seen:
            seen.add(id_)
            yield id_, found[2], code


def _id(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError:
        return ""


def _jpeg(picture: Image) -> bytes:
    """As photos of answers are kept: at most 1600 px, nothing of the scanner in it."""
    small = picture.convert("RGB")
    small.thumbnail((LONGEST_SIDE_PX, LONGEST_SIDE_PX))
    buffer = io.BytesIO()
    small.save(buffer, "JPEG", quality=JPEG_QUALITY, optimize=True)
    return buffer.getvalue()
