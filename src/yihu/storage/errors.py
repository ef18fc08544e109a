"""What can be wrong with the data folder and its database."""

from yihu.base.errors import UserError
from yihu.base.i18n import N_
from yihu.sync.keys import Card


class FolderInUse(UserError):
    """Another window or command has the folder open."""

    code = "folder-in-use"
    message = N_("The program is already open with this data folder.")
    advice = N_("Go on in the window that is open, or close it and start again. Nothing was changed.")


class FolderTaken(UserError):
    """A database lies already where a new one was asked for."""

    code = "folder-taken"
    message = N_("This folder already holds data of this program.")
    advice = N_("Open it with its passphrase, or choose another folder. Nothing was changed.")


class FolderEmpty(UserError):
    """No database lies where one was to be opened."""

    code = "folder-empty"
    message = N_("This folder holds no data of this program.")
    advice = N_("Start work in it first, or choose another folder. Nothing was changed.")


class PassphraseWrong(UserError):
    """The passphrase doesn't open the folder."""

    code = "passphrase-wrong"
    message = N_("The passphrase is wrong.")
    advice = N_("Type it again; after each wrong one the program waits a little longer. Nothing was changed.")


class PassphraseShort(UserError):
    """A new passphrase that anybody could guess."""

    code = "passphrase-short"
    message = N_("The passphrase is too short.")
    advice = N_("Choose at least {least} characters, better several words. Nothing was changed.")


class RecoveryMissing(UserError):
    """No recovery sheet was ever made for this folder."""

    code = "recovery-missing"
    message = N_("No recovery sheet was made for this data folder.")
    advice = N_("Open it with its passphrase. Nothing was changed.")


class RecoveryWrong(UserError):
    """The words are those of another sheet."""

    code = "recovery-wrong"
    message = N_("These words belong to another recovery sheet.")
    advice = N_(
        "Use the newest sheet of this laptop: a new sheet makes the one before void. Nothing was changed."
    )


class SystemKeyGone(UserError):
    """The system's key store doesn't hold this folder's secret, or there is no such store."""

    code = "system-key-gone"
    message = N_("This computer doesn't keep the key of this data folder.")
    advice = N_("Open it with its passphrase. Nothing was changed.")


class FolderLocked(UserError):
    """Something was still at work when the folder was locked."""

    code = "folder-locked"
    message = N_("The data folder is locked.")
    advice = N_("Open it with its passphrase and go on. All that was saved before is kept.")


class RoleForbids(UserError):
    """The role set on this laptop doesn't allow the step."""

    code = "role-forbids"
    message = N_("The role of this laptop doesn't allow this step.")
    advice = N_("Under Settings the role can be changed with the passphrase. Nothing was changed.")


class DatabaseNewer(UserError):
    """Written by a version whose tables this one doesn't know."""

    code = "database-newer"
    message = N_("The data was last used with a newer version of this program.")
    advice = N_("Update this program, then open it again. Nothing was changed.")


class DatabaseDamaged(UserError):
    """The database or its keyring can't be read though the passphrase may be right."""

    code = "database-damaged"
    message = N_("The data folder is damaged and can't be opened.")
    advice = N_(
        "Keep the folder as it is and restore the last backup into another folder. Nothing was changed."
    )


class EncryptionMissing(UserError):
    """The program's database library would write plain text; see sync facts 14."""

    code = "encryption-missing"
    message = N_("The encryption of the database doesn't work on this computer, so nothing is opened.")
    advice = N_("Install the program again from its own package. Nothing was written.")


def _called(card: Card) -> str:
    """Team and laptop; once where the laptop has the team's name."""
    return " · ".join(dict.fromkeys((card.team, card.laptop)))


class SenderRefused(UserError):
    """A file that is refused for who signed it: `card` is the signer's. The others here are kinds of it."""

    def __init__(self, *, name: str, card: Card, **more: object) -> None:
        super().__init__(name=name, sender=_called(card), **more)
        self.card = card


class SenderUnknown(SenderRefused):
    """A package whose signer nobody here has confirmed; `digits` are to be compared."""

    code = "sender-unknown"
    message = N_("The file {name} comes from a laptop that you have not confirmed yet: {sender}.")
    advice = N_("Ask for its eight digits. Only if they are {digits}, confirm it. Nothing was changed.")

    def __init__(self, *, name: str, card: Card) -> None:
        self.digits = card.code()
        super().__init__(name=name, card=card, digits=self.digits)


class SenderLost(SenderRefused):
    """A package of a laptop that was reported lost, received after the report."""

    code = "sender-lost"
    message = N_("The file {name} comes from a laptop that was reported lost: {sender}.")
    advice = N_("It was laid aside. Let it in by hand only if you know who made it. Nothing was changed.")


class SenderViewer(SenderRefused):
    """Changes from a laptop that was invited to receive only."""

    code = "sender-viewer"
    message = N_("The file {name} holds changes of a laptop that may only receive: {sender}.")
    advice = N_(
        "It was laid aside. Invite that laptop as a team, or let the file in by hand. Nothing was changed."
    )


class OrganisationMissing(UserError):
    """Something that only an organisation, or who holds its own file, can do."""

    code = "team-missing"
    message = N_("This laptop belongs to no team organisation, or hasn't got the organisation's own file.")
    advice = N_("Make your team first, or join it with an invitation. Nothing was changed.")


class OrganisationHere(UserError):
    """A second organisation on one laptop."""

    code = "team-already-here"
    message = N_("This laptop already belongs to a team organisation.")
    advice = N_("Go on with that one, or start work in another data folder. Nothing was changed.")


class OrganisationElsewhere(UserError):
    """An invitation, a stick, a sheet of another organisation."""

    code = "team-elsewhere"
    message = N_("This belongs to another team organisation than this laptop.")
    advice = N_("Ask your own coordinator, or use another stick. Nothing was changed.")


class InvitationForOther(UserError):
    """An invitation whose permission is another laptop's, or proves nothing."""

    code = "invitation-for-other"
    message = N_("This invitation was made for another laptop.")
    advice = N_("Ask the coordinator for the one that was made for this laptop's card. Nothing was changed.")


class AttachmentMissing(UserError):
    """A photo whose file hasn't arrived or was taken away."""

    code = "attachment-missing"
    message = N_("A photo is not there yet.")
    advice = N_("It comes with the hand-over file of the laptop that took it. All else is kept.")


class AttachmentDamaged(UserError):
    """A stored photo that can't be decrypted."""

    code = "attachment-damaged"
    message = N_("A photo's file is damaged.")
    advice = N_("Ask the laptop that took it to hand over everything again. All else is kept.")


class PackageVerifyFailed(UserError):
    """What was read back from the stick is not what was written."""

    code = "package-verify-failed"
    message = N_("The file could not be read back from the stick as it was written.")
    advice = N_("Leave the stick in and try again, or take another one. Nothing on this laptop was lost.")


class RecipientUnknown(UserError):
    """Asked to write for a laptop whose card isn't known or confirmed."""

    code = "recipient-unknown"
    message = N_("The laptop that the file is for is not confirmed.")
    advice = N_("Take in its card first and compare the eight digits. Nothing was changed.")


class RulesNeedCoordinator(UserError):
    """A laptop that is no coordinator's says what holds for all."""

    code = "rules-need-coordinator"
    message = N_(
        "Only a coordinator of your team can say which questionnaires, rules and templates are used."
    )
    advice = N_(
        "Ask the coordinator to do it on their laptop; it comes with the next hand-over. Nothing was changed."
    )


class RuleGone(UserError):
    """Nothing of this name waits here."""

    code = "rule-unknown"
    message = N_("There is no questionnaire, rule or template {name} on this laptop.")
    advice = N_("Look at the list again: yihu rules list. Nothing was changed.")
