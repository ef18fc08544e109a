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


class FormWaits(UserError):
    """A new record of a questionnaire that no coordinator signed."""

    code = "form-waits"
    message = N_("The questionnaire {form} waits for the coordinator's word and isn't used yet.")
    advice = N_(
        "Ask the coordinator to sign it under Settings. What was answered with it can be read. Nothing was changed."
    )


class ProfileUnknown(UserError):
    """Rules (规则与标准) that nobody added here."""

    code = "profile-unknown"
    message = N_("There are no rules {profile} on this laptop.")
    advice = N_("Add their file under Settings, or with: yihu profile add FILE. Nothing was changed.")


class SurveyMissing(UserError):
    """A plan before a survey."""

    code = "survey-missing"
    message = N_("This household has not been surveyed yet.")
    advice = N_("Survey the household first; its plan builds on the answers. Nothing was changed.")


class PlanUnknown(UserError):
    """A record that is no plan of the household."""

    code = "plan-unknown"
    message = N_("This household has no such plan.")
    advice = N_("Look at its drafts and versions, for example with: yihu plan drafts. Nothing was changed.")


class PlanNotAgreed(UserError):
    """A draft chosen in place of an agreed or signed plan."""

    code = "plan-not-agreed"
    message = N_("This draft was not agreed with the household yet, and the plan in force was.")
    advice = N_("Agree it with the household: with that it takes the other one's place. Nothing was changed.")


class PlansDiffer(UserError):
    """A step on a plan while two laptops say that different ones hold."""

    code = "plans-differ"
    message = N_("Two laptops made different plans for this household.")
    advice = N_("Choose first which one holds; the other one stays as a draft. Nothing was changed.")


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


class ChangeGone(UserError):
    """A change that isn't there, or of which nothing holds any more."""

    code = "change-gone"
    message = N_("Nothing of this change is left that could be taken back.")
    advice = N_("Open the history to see what holds now. Nothing was changed.")


class ChangeIsBeginning(UserError):
    """The change by which a household came into the register."""

    code = "change-is-beginning"
    message = N_("This is how the household came into the register; it can't be taken back as a whole.")
    advice = N_("Take back single answers of it, or correct them in the survey. Nothing was changed.")


class BatchGone(UserError):
    """Decisions that were taken back already, or that this laptop never made."""

    code = "batch-gone"
    message = N_("These decisions were taken back already, or were not made on this laptop.")
    advice = N_("The list of decisions shows which can be taken back. Nothing was changed.")


class SameHousehold(UserError):
    """A household and itself."""

    code = "same-household"
    message = N_("Both are the same household already.")
    advice = N_("Choose two different households. Nothing was changed.")


class DecisionMissing(UserError):
    """An undo without anything decided."""

    code = "decision-missing"
    message = N_("Nobody has decided anything on these two households.")
    advice = N_("Look at the list of duplicates. Nothing was changed.")


class MemberUnknown(UserError):
    """A row that the household doesn't have."""

    code = "member-unknown"
    message = N_("The household has no such member.")
    advice = N_("Open the household to see its members. Nothing was changed.")


class VillageCodeWrong(UserError):
    """Not 12 digits."""

    code = "village-code-wrong"
    message = N_("A village is named by its code of 12 digits.")
    advice = N_("The list of villages shows the codes. Nothing was changed.")


class RuleUnknown(UserError):
    """A rule that doesn't exist."""

    code = "rule-unknown"
    message = N_("There is no rule “{rule}”.")
    advice = N_("Rules are: later, mine, and team: with a team's name. Nothing was changed.")


class AnswerNotFitting(UserError):
    """A typed answer that the question doesn't take."""

    code = "answer-not-fitting"
    message = N_("The question doesn't take this answer.")
    advice = N_("Type it as the question asks for it, or choose one of the answers. Nothing was changed.")


class HelperUnknown(UserError):
    """A helper that isn't listed, or of whose name there are several."""

    code = "helper-unknown"
    message = N_("{count} helpers here are called {name}.")
    advice = N_("Look at the list of helpers and give the id. Nothing was changed.")


class PairUnknown(UserError):
    """A pair that no household has, or that ended already."""

    code = "pair-unknown"
    message = N_("There is no such pair on this laptop, or it has ended.")
    advice = N_("Look at the list of pairs. Nothing was changed.")
