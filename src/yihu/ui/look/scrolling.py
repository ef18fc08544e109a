"""A page scrolls, and its columns stack, where the window is small or the letters are large."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QWidget

from yihu.ui.look.tokens import look

TWO_COLUMNS_FROM = 960


def scrolled(body: QWidget) -> QScrollArea:
    """A scroll area around a page's content, of the page's own colour, out of the tab order."""
    body.setProperty("ground", "clear")
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(body)
    return area


def bring_into_view(widget: QWidget) -> None:
    """Scroll the page to it once it is laid out; nothing where it doesn't stand on a page that scrolls."""
    above = widget.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    if above is not None:
        area = above
        QTimer.singleShot(0, widget, lambda: area.ensureWidgetVisible(widget))


def stack(columns: QBoxLayout, width: int) -> None:
    """Put columns below each other where a page is too narrow for them side by side."""
    narrow = width < look().px(TWO_COLUMNS_FROM)
    wanted = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
    if columns.direction() != wanted:
        columns.setDirection(wanted)
