"""Errors of actions that more than one of them raises."""

from yihu.base.errors import UserError
from yihu.base.i18n import N_


class HouseholdUnknown(UserError):
    """An id that the register doesn't hold."""

    code = "household-unknown"
    message = N_("There is no such household on this laptop.")
    advice = N_("Look for it in the list of households. Nothing was changed.")


class FormUnknown(UserError):
    """A form id that the register doesn't hold."""

    code = "form-unknown"
    message = N_("There is no questionnaire {form} on this laptop.")
    advice = N_("Add it under Settings, or with: yihu form add FILE. Nothing was changed.")


class SurveyMissing(UserError):
    """A plan before a survey."""

    code = "survey-missing"
    message = N_("This household has not been surveyed yet.")
    advice = N_("Survey the household first; its plan builds on the answers. Nothing was changed.")


class ConflictGone(UserError):
    """A conflict that somebody has resolved already."""

    code = "conflict-gone"
    message = N_("These answers don't differ any more.")
    advice = N_("Open the household to see the answer that holds now. Nothing was changed.")


class ConflictChanged(UserError):
    """A further answer came in after the person was shown the differing ones."""

    code = "conflict-changed"
    message = N_("Another answer to this question has come in meanwhile.")
    advice = N_("All answers are shown now: please choose once more. Nothing was changed.")


class HouseholdIncomplete(UserError):
    """A new household without the least that is needed."""

    code = "household-incomplete"
    message = N_("A new household needs the name of its head and a village with its 12-digit code.")
    advice = N_("Fill these in and try again. Nothing was changed.")
