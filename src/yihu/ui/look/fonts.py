"""The bundled fonts: Noto Sans SC, and Hana Mincho B behind it for rare characters of names."""

import logging

from PySide6.QtGui import QFont, QFontDatabase

from yihu.base.shipped import resource_path
from yihu.ui.look.tokens import BODY, REGULAR, STRONG, look

FAMILY = "Noto Sans SC"
RARE_FAMILY = "HanaMinB"
FAMILIES = (FAMILY, RARE_FAMILY)

_log = logging.getLogger(__name__)
_registered: set[str] = set()


def _register(file_name: str) -> None:
    if file_name in _registered:
        return
    path = resource_path("fonts", file_name)
    # Work goes on with the computer's own fonts: a missing file is no reason to keep people from their data.
    if not path.is_file() or QFontDatabase.addApplicationFont(str(path)) < 0:
        _log.error("font-missing %s", file_name)
        return
    _registered.add(file_name)


def register_fonts() -> None:
    """Register the font of the window. Costs a few milliseconds; do it before the first widget."""
    _register("NotoSansSC-Regular.ttf")
    _register("NotoSansSC-Bold.ttf")


def register_rare_font() -> None:
    """Register the 30 MB font of rare characters; call it once the window stands.

    Every font of the window names it behind Noto Sans SC, so Qt finds it from then on.
    """
    _register("HanaMinB.ttf")


def font(size_px: int = BODY, *, strong: bool = False) -> QFont:
    """A font of the window at a size of the type scale, for painting."""
    made = QFont()
    made.setFamilies(list(FAMILIES))
    made.setPixelSize(look().px(size_px))
    made.setWeight(QFont.Weight(STRONG if strong else REGULAR))
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if hasattr(made, "setFeature"):
        made.setFeature(QFont.Tag("tnum"), 1)
    return made
