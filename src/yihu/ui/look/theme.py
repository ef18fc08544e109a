"""The one stylesheet of the application, built from the tokens, and the palette behind it."""

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from yihu.base.shipped import resource_path
from yihu.ui.look import tokens
from yihu.ui.look.fonts import FAMILIES, font
from yihu.ui.look.stylesheet import stylesheet
from yihu.ui.look.tokens import DARK, LIGHT, Colours, Look, Scheme, set_look

Wish = Literal["light", "dark", "system"]


def scheme_of_system() -> Scheme:
    """What the desktop asks for; light where it says nothing."""
    hints = QGuiApplication.styleHints()
    return "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"


def palette(colours: Colours) -> QPalette:
    """The colours that Qt's own drawing uses."""
    made = QPalette()
    role = QPalette.ColorRole
    for which, colour in (
        (role.Window, colours.paper),
        (role.Base, colours.card),
        (role.AlternateBase, colours.paper),
        (role.Button, colours.card),
        (role.WindowText, colours.ink),
        (role.Text, colours.ink),
        (role.ButtonText, colours.ink),
        (role.ToolTipBase, colours.card),
        (role.ToolTipText, colours.ink),
        (role.PlaceholderText, colours.ink_3),
        (role.Highlight, colours.green),
        (role.HighlightedText, colours.on_green),
        (role.Link, colours.green),
        (role.Accent, colours.green),
    ):
        made.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, which, QColor(colours.ink_3))
    return made


def apply_theme(app: QApplication, wish: Wish = "light", scale: float = 1.0) -> Look:
    """Dress the whole application. `scale` is the person's text scale, 1.0 to 2.0."""
    scheme: Scheme = scheme_of_system() if wish == "system" else wish
    new = Look(colours=DARK if scheme == "dark" else LIGHT, scheme=scheme, scale=scale)
    set_look(new)
    if app.style().objectName() != "fusion":
        app.setStyle("Fusion")
    app.setPalette(palette(new.colours))
    app.setFont(font(tokens.BODY))
    arrow = resource_path("icons", f"arrow-{scheme}.svg").as_posix()
    tick = resource_path("icons", f"tick-{scheme}.svg").as_posix()
    app.setStyleSheet(stylesheet(new, FAMILIES, arrow, tick))
    return new
