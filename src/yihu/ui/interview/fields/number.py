"""Whole and decimal numbers, typed with or without commas and with full-width digits."""

import re

from yihu.base.i18n import N_, translate
from yihu.ui.interview.fields.field import Reading
from yihu.ui.interview.fields.line import LineField

_WIDE = str.maketrans("０１２３４５６７８９．－，", "0123456789.-,")
_WHOLE = re.compile(r"^-?\d{1,18}$")
_DECIMAL = re.compile(r"^-?(\d{1,15}(\.\d*)?|\.\d+)$")


class NumberField(LineField):
    """A number in its box."""

    width_px = 260

    def understood(self, text: str) -> Reading:
        typed = text.strip().translate(_WIDE).replace(",", "")
        if not typed:
            return Reading()
        if self.view.whole:
            return (
                Reading(value=typed)
                if _WHOLE.match(typed)
                else _refused(N_("Please write a whole number, such as 12."))
            )
        return (
            Reading(value=typed)
            if _DECIMAL.match(typed)
            else _refused(N_("Please write a number, such as 12.5."))
        )


def _refused(message: str) -> Reading:
    return Reading(problem=translate(message))
