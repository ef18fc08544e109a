"""What can be wrong with a selection."""

from yihu.base.errors import UserError
from yihu.base.i18n import N_


class SelectionUnknown(UserError):
    """Neither an id nor the name of exactly one selection."""

    code = "selection-unknown"
    message = N_("There is no selection {name}, or more than one of this name.")
    advice = N_("Look for its id with: yihu selection list. Nothing was changed.")


class SelectionFinal(UserError):
    """A final list takes no more changes."""

    code = "selection-final"
    message = N_("The selection {name} is final.")
    advice = N_("Make a new selection out of it if it has to be another one. Nothing was changed.")


class SelectionEmpty(UserError):
    """A filter that finds nobody makes no list."""

    code = "selection-empty"
    message = N_("No household fulfils this filter.")
    advice = N_("Take a condition off and look at the number. Nothing was saved.")


class ReasonMissing(UserError):
    """Who is put on a list or taken off it by hand: everybody may ask why."""

    code = "selection-reason-missing"
    message = N_("A reason is missing.")
    advice = N_(
        "Say in a few words why this household is added or taken out, up to 200 characters. Nothing was changed."
    )
