"""Colours, type, spacing and sizes of the window, in one place.

Light and dark have their own values. Every text colour stands at 4.5:1 or more on every ground
it is put on (`tests/unit/test_look.py` measures each pair).
"""

from dataclasses import dataclass
from typing import Literal

from yihu.ui.tone import Tone as Tone

Scheme = Literal["light", "dark"]

TONES: tuple[Tone, ...] = ("green", "amber", "red", "blue", "grey")


@dataclass(frozen=True, slots=True, kw_only=True)
class Colours:
    """One theme's colours as `#RRGGBB`.

    Attributes:
        ink, ink_2, ink_3: text, secondary text, hints.
        line, line_strong: hairlines between rows; borders of controls.
        paper, side, card: ground, side lists, surfaces.
        grey_light: ground of what has not begun.
        green, green_dark, green_light: act and selected (and so on for each tone).
        on_green: text on a green button.
        track: the empty part of a bar.
    """

    ink: str
    ink_2: str
    ink_3: str
    line: str
    line_strong: str
    paper: str
    side: str
    card: str
    hover: str
    grey_light: str
    track: str
    green: str
    green_dark: str
    green_light: str
    green_soft: str
    on_green: str
    amber: str
    amber_light: str
    amber_line: str
    red: str
    red_light: str
    red_line: str
    blue: str
    blue_light: str
    blue_line: str

    def text(self, tone: Tone) -> str:
        """The text colour of a tone."""
        return {
            "green": self.green_dark,
            "amber": self.amber,
            "red": self.red,
            "blue": self.blue,
            "grey": self.ink_2,
        }[tone]

    def ground(self, tone: Tone) -> str:
        """The light ground of a tone."""
        return {
            "green": self.green_light,
            "amber": self.amber_light,
            "red": self.red_light,
            "blue": self.blue_light,
            "grey": self.grey_light,
        }[tone]

    def edge(self, tone: Tone) -> str:
        """The border of a tone's ground."""
        return {
            "green": self.green_soft,
            "amber": self.amber_line,
            "red": self.red_line,
            "blue": self.blue_line,
            "grey": self.line_strong,
        }[tone]


LIGHT = Colours(
    ink="#1C2723",
    ink_2="#56645D",
    ink_3="#68736C",
    line="#E6EAE7",
    line_strong="#CDD4CF",
    paper="#F6F7F4",
    side="#FBFCFA",
    card="#FFFFFF",
    hover="#F1F4F1",
    grey_light="#ECEEEC",
    track="#ECEEEC",
    green="#1D6A50",
    green_dark="#155241",
    green_light="#E5F0EB",
    green_soft="#9FC3B4",
    on_green="#FFFFFF",
    amber="#8C5A0E",
    amber_light="#FBF1DD",
    amber_line="#EBD3A4",
    red="#AB342B",
    red_light="#FAEAE8",
    red_line="#F0C4BF",
    blue="#28597F",
    blue_light="#E6EFF6",
    blue_line="#BAD2E4",
)

DARK = Colours(
    ink="#E7ECE8",
    ink_2="#AFBBB4",
    ink_3="#98A59E",
    line="#2B3430",
    line_strong="#46524C",
    paper="#121715",
    side="#161C19",
    card="#1B221F",
    hover="#232B27",
    grey_light="#28302C",
    track="#2C3531",
    green="#6FC7A4",
    green_dark="#8AD6B7",
    green_light="#1D382D",
    green_soft="#3C6B58",
    on_green="#0D1613",
    amber="#E2B05E",
    amber_light="#382B13",
    amber_line="#5E4A22",
    red="#F29C93",
    red_light="#40211E",
    red_line="#6E3A35",
    blue="#93C1E6",
    blue_light="#1B3244",
    blue_line="#31546F",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """All that a widget needs to know of the look in force.

    Attributes:
        colours: those of the theme.
        scheme: `light` or `dark`.
        scale: 1.0 for the sizes below; a person may ask for up to 2.0.
    """

    colours: Colours = LIGHT
    scheme: Scheme = "light"
    scale: float = 1.0

    def px(self, size: float) -> int:
        """Any of the sizes below, in device-independent pixels at the person's scale."""
        return max(1, round(size * self.scale))


# Type, px
HINT = 13
BODY = 14
QUESTION = 16
TITLE = 20
FIGURE = 22
FIGURE_LARGE = 30
REGULAR = 400
STRONG = 600

# Space, px
SPACE_XS = 4
SPACE_S = 8
SPACE_M = 12
SPACE_L = 16
SPACE_XL = 24
SPACE_XXL = 40

# Radii, px
RADIUS = 8
RADIUS_CARD = 12

# Sizes, px
CONTROL = 40
CHOICE = 44
MAIN_BUTTON = 52
ROW = 46
RAIL = 92
SIDE = 236
HEADER = 64
PILL = 24
CHIP = 32

_current = Look()


def look() -> Look:
    """The look in force. The theme sets it; everything else only asks."""
    return _current


def set_look(new: Look) -> None:
    """Set the look in force (`theme.apply_theme` does it)."""
    global _current
    _current = new
