"""A place on earth, typed as latitude and longitude."""

import re

from PySide6.QtWidgets import QWidget

from yihu.base.i18n import translate
from yihu.ui.interview.fields.field import Reading
from yihu.ui.interview.fields.line import LineField
from yihu.ui.interview.views import QuestionView

_PLACE = re.compile(
    r"^(-?\d{1,2}(?:\.\d+)?)\s*[,，\s]\s*(-?\d{1,3}(?:\.\d+)?)(?:[,，\s]+(-?[\d.]+))?(?:[,，\s]+([\d.]+))?$"
)


class PlaceField(LineField):
    """Latitude and longitude in degrees, then height and accuracy in metres if known."""

    def __init__(self, view: QuestionView, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self.box.setPlaceholderText(translate("latitude, longitude: 29.35, 112.41"))

    def understood(self, text: str) -> Reading:
        if not text.strip():
            return Reading()
        found = _PLACE.match(text.strip())
        if found and abs(float(found[1])) <= 90 and abs(float(found[2])) <= 180:
            return Reading(value=f"{found[1]} {found[2]} {found[3] or 0} {found[4] or 0}")
        return Reading(problem=translate("Please write latitude and longitude, such as 29.35, 112.41."))
