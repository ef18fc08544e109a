"""Names of persons in the narrow columns of a household's page."""

from PySide6.QtWidgets import QLabel

from yihu.ui.interview.wrapped import WrappedLabel
from yihu.ui.look import label, look
from yihu.ui.look.text import TextRole

_LONG, _PIECE, _WIDTH = 8, 4, 150


def name_label(name: str, role: TextRole = "body") -> QLabel:
    """A usual name in one line, a long one in as many as it needs, broken anywhere."""
    if len(name) <= _LONG:
        return label(name, role)
    pieces = (name[at : at + _PIECE] for at in range(0, len(name), _PIECE))
    made = WrappedLabel("\u200b".join(pieces), role)
    made.setFixedWidth(look().px(_WIDTH))
    made.setAccessibleName(name)
    return made
