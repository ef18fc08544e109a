"""What of a form's own dress can be read on the page."""

from functools import lru_cache

from PySide6.QtGui import QColor

from yihu.ui.look.tokens import look

_LEAST = 3.0


def can_be_read(colour: str) -> bool:
    """Whether words in this colour stand out from the page in the theme in force."""
    return _contrast(colour, look().colours.paper) >= _LEAST


@lru_cache(maxsize=256)
def _contrast(colour: str, ground: str) -> float:
    made = QColor(colour)
    if not made.isValid():
        return 0.0
    light, dark = sorted((_light(made), _light(QColor(ground))), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _light(colour: QColor) -> float:
    """Relative luminance (WCAG 2)."""
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
