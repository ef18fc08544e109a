"""What can be wrong with a team's papers. A `reason` elsewhere is always one of these codes."""

from yihu.base.errors import UserError
from yihu.base.i18n import N_


class PaperRefused(UserError):
    """Any paper of a team that isn't taken in."""

    code = "team-paper-refused"


class PaperInvalid(PaperRefused):
    """Not written as this program writes it, or changed afterwards."""

    code = "team-paper-invalid"
    message = N_(
        "This is no whole answer of a team: another file or code was chosen, or it was changed on the way."
    )
    advice = N_("Ask the coordinator for the answer again. Nothing was changed.")


class AnswerIsCard(PaperRefused):
    """A laptop's card where the coordinator's answer to it was expected."""

    code = "team-answer-is-card"
    message = N_("This is a laptop's card, not the coordinator's answer to it.")
    advice = N_(
        "Give the card to the coordinator, and choose the answer that comes back. Nothing was changed."
    )


class PaperForeign(PaperRefused):
    """Of another organisation than ours."""

    code = "team-paper-foreign"
    message = N_("This belongs to another team organisation than this laptop's.")
    advice = N_("Ask who sent it. Nothing was changed.")


class PaperUnproved(PaperRefused):
    """Signed by nobody who leads back to our root."""

    code = "team-paper-unproved"
    message = N_("Nobody of this organisation vouches for it.")
    advice = N_("Ask the coordinator for a new invitation. Nothing was changed.")


class PaperRoleWrong(PaperRefused):
    """The signer's role or villages don't allow it."""

    code = "team-role-wrong"
    message = N_("Whoever made this may not do so: it takes a coordinator for these villages.")
    advice = N_("Ask the coordinator of these villages, or the next level. Nothing was changed.")


class PaperOlder(PaperRefused):
    """A newer one is known: taking the old one back in would undo it."""

    code = "team-paper-older"
    message = N_("A newer one of the same kind is already here.")
    advice = N_("Nothing has to be done, the newer one stays in force.")


class LaptopLost(PaperRefused):
    """The laptop was reported lost."""

    code = "laptop-lost"
    message = N_("This laptop was reported lost and is no longer accepted.")
    advice = N_("What it sends is laid aside until the coordinator decides. Nothing was changed.")


class PermissionEnded(PaperRefused):
    """Its year is over, by this computer's clock."""

    code = "permission-ended"
    message = N_("The time in which this laptop may hand over has ended.")
    advice = N_("Ask the coordinator to renew it. Its files are still taken in.")


class PermissionEarly(PaperRefused):
    """Its year has not begun, by this computer's clock: one of two clocks is wrong."""

    code = "permission-early"
    message = N_("The time in which this laptop may hand over has not begun yet.")
    advice = N_("Check the date of both computers. Its files are still taken in.")


class PermissionMissing(PaperRefused):
    """No certificate for this laptop."""

    code = "permission-missing"
    message = N_("This laptop was not invited into the organisation.")
    advice = N_("Invite it, or compare its eight digits. Nothing was changed.")


class SealWrong(UserError):
    """The passphrase or the words don't open the organisation's own file."""

    code = "team-seal-wrong"
    message = N_("This passphrase, or these words, don't belong to this organisation.")
    advice = N_("Try again, or use the words of the recovery sheet. Nothing was changed.")
