"""What can go wrong when printing."""

from yihu.base.errors import UserError
from yihu.base.i18n import N_


class FontMissing(UserError):
    """A font that comes with the program is not there or not whole."""

    code = "font-missing"
    message = N_("The font {name} that comes with the program is missing or damaged.")
    advice = N_("Install the program again and print once more. Your data is not affected.")
