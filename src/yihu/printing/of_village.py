"""What every paper about a village has above it."""

from yihu.printing.letterhead import Letterhead
from yihu.printing.page import PageFormat
from yihu.printing.qr import paper_code
from yihu.printing.words import DASH, Words


def village_words(words: Words, township: str, village: str, day: str, **more: str | None) -> Words:
    """The words with the places that a village's paper can fill."""
    return words.about(
        number=None, head=None, group=None, township=township, village=village, day=day, year=day[:4], **more
    )


def village_letterhead(
    words: Words, page: PageFormat, kind: str, place: str, village_code: str, day: str
) -> Letterhead:
    """`words`: those for this village."""
    return Letterhead(
        words=words,
        page=page,
        left=day or DASH,
        right=place,
        subtitle=words.say("subtitle") if words.has("subtitle") else "",
        code=paper_code(kind, village_code, day) if village_code else "",
    )
