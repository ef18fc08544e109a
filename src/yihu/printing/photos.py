"""Photos side by side, each in its own proportions, a word where one can't be shown."""

from collections.abc import Sequence

from yihu.printing.flow import Flow
from yihu.printing.pictures import Picture, read_picture
from yihu.printing.sheet import GREY, Sheet
from yihu.printing.words import Words

PHOTO_HEIGHT = 128.0
_PHOTO_WIDTH = 164.0
_BETWEEN = 8.0
_BELOW = 6.0
_SIZE = 8.2


def place_photos(flow: Flow, words: Words, heading: str, photos: Sequence[bytes]) -> bool:
    """The section of photos; False where there are none."""
    if not photos:
        return False
    in_a_row = max(int((flow.page.breadth + _BETWEEN) // (_PHOTO_WIDTH + _BETWEEN)), 1)
    flow.heading(heading, PHOTO_HEIGHT)
    for start in range(0, len(photos), in_a_row):
        _place_row(flow, words, [read_picture(photo) for photo in photos[start : start + in_a_row]])
    return True


def place_photo_row(flow: Flow, words: Words, photos: Sequence[bytes]) -> None:
    """A few photos side by side."""
    _place_row(flow, words, [read_picture(photo) for photo in photos])


def _place_row(flow: Flow, words: Words, pictures: list[Picture | None]) -> None:
    left = flow.page.left

    def draw(sheet: Sheet, y: float) -> None:
        for place, picture in enumerate(pictures):
            x = left + place * (_PHOTO_WIDTH + _BETWEEN)
            if picture is None:
                sheet.dashed_frame(x, y, _PHOTO_WIDTH, PHOTO_HEIGHT)
                sheet.text_middle(
                    x + _PHOTO_WIDTH / 2, y + PHOTO_HEIGHT / 2, words.say("no_picture"), _SIZE, gray=GREY
                )
            else:
                width, height = picture.fitted(_PHOTO_WIDTH, PHOTO_HEIGHT)
                sheet.picture(x, y, width, height, picture)

    flow.place(PHOTO_HEIGHT + _BELOW, draw)
