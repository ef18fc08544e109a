"""A page scrolls, and its columns stack, where the window is small or the letters are large."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QWidget

from yihu.ui.look.tokens import look

TWO_COLUMNS_FROM = 960


class _WholeArea(QScrollArea):
    """Gives its content the height that it needs at its breadth: Qt itself asks only how small it may be at any."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.widget() and event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        layout = self.widget().layout() if self.widget() else None
        if layout is not None and layout.hasHeightForWidth():
            self.widget().setMinimumHeight(layout.minimumHeightForWidth(self.viewport().width()))


def scrolled(body: QWidget, *, whole: bool = False) -> QScrollArea:
    """A scroll area around a page's content, of the page's own colour, out of the tab order.

    `whole`: nothing of it is made smaller than its words and charts need at this breadth.
    """
    body.setProperty("ground", "clear")
    area = _WholeArea() if whole else QScrollArea()
    if whole:
        body.installEventFilter(area)
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
