"""A team's papers on their way: beside a package's header, in a `.yihukey` file, in a square code.

A code's text is `YIHU:CARD:` or `YIHU:TEAM:` and base32 of the deflated file: capitals and digits only, which makes
the code small and lets a scanner that types like a keyboard pass them through any input method.
"""

import zlib
from base64 import b32decode, b32encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from re import sub
from typing import Any

import orjson

from yihu.sync.errors import CardInvalid
from yihu.sync.keys import CARD_BYTES_AT_MOST, Card, read_card
from yihu.sync.organisation import Organisation, Paper, read_paper
from yihu.sync.organisation_errors import AnswerIsCard, PaperInvalid

HEADER_PAPER_BYTES_AT_MOST = 32_768
INVITATION_BYTES_AT_MOST = CARD_BYTES_AT_MOST
CODE_CHARACTERS_AT_MOST = 4_000
SHEET_WORD = "YIHU:SHEET:"
_KINDS = ("organisation", "certificate", "revocations", "rotation")
_CARD_WORD, _TEAM_WORD = "YIHU:CARD:", "YIHU:TEAM:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """What a coordinator gives to a laptop: its own card and the papers. `of`: the organisation's root."""

    card: Card
    of: Organisation
    papers: tuple[Paper, ...]

    def to_bytes(self) -> bytes:
        """A `.yihukey` file: the coordinator's card, then a line with the papers."""
        return self.card.to_bytes() + orjson.dumps(papers_to_fields(self.papers)) + b"\n"


def papers_to_fields(papers: Sequence[Paper], bytes_at_most: int = HEADER_PAPER_BYTES_AT_MOST) -> list[Any]:
    """As JSON carries them; what is beyond the limit stays away, the last ones first."""
    fields, left = [], bytes_at_most
    for paper in papers:
        each = paper.signed.to_fields()
        left -= len(orjson.dumps(each)) + 1
        if left < 0:
            break
        fields.append(each)
    return fields


def papers_from_fields(fields: Any, name: str = "") -> tuple[Paper, ...]:
    """The papers of a header; those of later versions' kinds are left out. Raises `PaperInvalid`."""
    if not isinstance(fields, list):
        raise PaperInvalid(name=name)
    return tuple(read_paper(each, name) for each in fields if not _later(each))


def read_invitation(data: bytes, name: str = "") -> Invitation:
    """From a file or the text of a code. Raises PaperInvalid, AnswerIsCard."""
    try:
        data = file_from_code(data, name)
        card = read_card(data, name)
    except CardInvalid as cause:  # it begins with the coordinator's card, but nobody asked for a card
        raise PaperInvalid(name=name) from cause
    _, _, _, *rest = data.split(b"\n")
    if not rest or not rest[0]:
        raise AnswerIsCard(name=name)
    try:
        papers = papers_from_fields(orjson.loads(rest[0]), name)
        of = next(paper for paper in papers if isinstance(paper, Organisation))
    except (ValueError, StopIteration) as cause:
        raise PaperInvalid(name=name) from cause
    return Invitation(card=card, of=of, papers=papers)


def card_code(card: Card) -> str:
    """The text of the code that a new laptop shows."""
    return _code(_CARD_WORD, card.to_bytes())


def invitation_code(invitation: Invitation) -> str:
    """The text of the code that a coordinator shows."""
    return _code(_TEAM_WORD, invitation.to_bytes())


def sheet_code(seed: bytes) -> str:
    """The text of the code on a recovery sheet."""
    return SHEET_WORD + seed.hex().upper()


def file_from_code(data: bytes, name: str = "") -> bytes:
    """The bytes behind a code's text; anything else is given back as it is. Raises `CardInvalid`."""
    if data[:5].upper() != b"YIHU:":
        return data
    text = sub(r"\s+", "", data.decode("ascii", "replace")).upper()
    word = next((word for word in (_CARD_WORD, _TEAM_WORD) if text.startswith(word)), None)
    if word is None or len(text) > CODE_CHARACTERS_AT_MOST:
        raise CardInvalid(name=name)
    code = text[len(word) :]
    try:
        inflated = zlib.decompressobj(-15)
        return inflated.decompress(b32decode(code + "=" * (-len(code) % 8)), CARD_BYTES_AT_MOST + 1)
    except (ValueError, zlib.error) as cause:
        raise CardInvalid(name=name) from cause


def _code(word: str, data: bytes) -> str:
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    return word + b32encode(deflate.compress(data) + deflate.flush()).decode().rstrip("=")


def _later(fields: Any) -> bool:
    """Whether a paper is of a kind that only later versions know."""
    if not isinstance(fields, Mapping):
        return False
    try:
        said = orjson.loads(fields["content"])
    except (KeyError, ValueError, TypeError):
        return False
    kind = said.get("kind") if isinstance(said, dict) else None
    return isinstance(kind, str) and kind not in _KINDS
