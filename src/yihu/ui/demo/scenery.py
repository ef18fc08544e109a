"""What the demo needs besides people: an invented house to photograph."""

from pathlib import Path

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter, QPolygonF

WIDTH, HEIGHT = 2400, 1600


def paint_house(path: Path) -> Path:
    """A picture of a house that doesn't exist, as a camera would give it."""
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    sky = QLinearGradient(0, 0, 0, HEIGHT)
    sky.setColorAt(0, QColor("#9CC4DE"))
    sky.setColorAt(1, QColor("#E8EFE6"))
    painter.fillRect(image.rect(), sky)
    painter.fillRect(QRectF(0, 1150, WIDTH, 450), QColor("#8FA877"))
    painter.fillRect(QRectF(600, 700, 1200, 500), QColor("#E7E1D2"))
    painter.setBrush(QColor("#6B5148"))
    painter.drawPolygon(QPolygonF([QPointF(500, 720), QPointF(1200, 380), QPointF(1900, 720)]))
    painter.fillRect(QRectF(1100, 880, 200, 320), QColor("#7A5B3C"))
    for left in (720, 1460):
        painter.fillRect(QRectF(left, 850, 220, 170), QColor("#54788C"))
    painter.end()
    path.parent.mkdir(parents=True, exist_ok=True)
    image.save(str(path), quality=90)
    return path
