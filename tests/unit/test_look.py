"""The look: text can be read in both themes, and the stylesheet says what the tokens say."""

import re
from itertools import product

import pytest
from PySide6.QtGui import QRawFont

from yihu.base.shipped import resource_path
from yihu.ui.look.stylesheet import stylesheet
from yihu.ui.look.tokens import DARK, LIGHT, TONES, Look

LEAST = 4.5
THEMES = [pytest.param(LIGHT, id="light"), pytest.param(DARK, id="dark")]


def luminance(colour: str) -> float:
    """Relative luminance of `#RRGGBB` (WCAG 2.1)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours (WCAG 2.1)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colours", THEMES)
def test_text_can_be_read_on_every_ground(colours):
    grounds = (
        "paper",
        "side",
        "card",
        "hover",
        "green_light",
        "grey_light",
        "amber_light",
        "red_light",
        "blue_light",
    )
    for text, ground in product(("ink", "ink_2"), grounds):
        assert contrast(getattr(colours, text), getattr(colours, ground)) >= LEAST, (text, ground)


@pytest.mark.parametrize("colours", THEMES)
def test_hints_can_be_read_on_paper_and_cards(colours):
    for ground in ("paper", "side", "card"):
        assert contrast(colours.ink_3, getattr(colours, ground)) >= LEAST, ground


@pytest.mark.parametrize("colours", THEMES)
def test_a_state_can_be_read_on_its_own_ground_on_cards_and_on_paper(colours):
    for tone in TONES:
        for ground in (colours.ground(tone), colours.card, colours.paper):
            assert contrast(colours.text(tone), ground) >= LEAST, (tone, ground)


@pytest.mark.parametrize("colours", THEMES)
def test_buttons_and_badges_can_be_read(colours):
    assert contrast(colours.on_green, colours.green) >= LEAST
    assert contrast(colours.card, colours.red) >= LEAST
    assert contrast(colours.green, colours.card) >= LEAST


@pytest.mark.parametrize("scale", [1.0, 1.15, 1.5, 2.0])
@pytest.mark.parametrize("colours", THEMES)
def test_the_stylesheet_is_whole_at_every_size(colours, scale):
    text = stylesheet(Look(colours=colours, scale=scale), ("Noto Sans SC",))
    assert "$" not in text
    assert text.count("{") == text.count("}")
    assert all(int(size) >= 0 for size in re.findall(r"(-?\d+)px", text))


def test_every_icon_is_bundled_with_the_licence():
    assert "ISC License" in resource_path("icons", "LICENSE").read_text(encoding="utf-8")
    assert resource_path("icons", "house.svg").is_file()


def test_rare_characters_of_names_have_a_glyph(qapp):
    fonts = [
        QRawFont(str(resource_path("fonts", name)), 16) for name in ("NotoSansSC-Regular.ttf", "HanaMinB.ttf")
    ]
    for character in "㛃䶮𬭚𠅤𠮷喆堃犇㐱𬀩𬘭𫖯":
        assert any(font.supportsCharacter(ord(character)) for font in fonts), character
