"""What can be wrong with a backup. Work goes on in each case."""

from yihu.base.errors import UserError
from yihu.base.i18n import N_


class BackupPlaceMissing(UserError):
    """The stick isn't plugged in, or the folder is gone."""

    code = "backup-place-missing"
    message = N_("The place for backups is not there.")
    advice = N_("Plug the stick in, or choose another place. Nothing is lost; it is tried again next time.")


class BackupUnchosen(UserError):
    """Nobody said where backups go."""

    code = "backup-unchosen"
    message = N_("No place for backups was chosen yet.")
    advice = N_("Choose a folder or a stick for them. Nothing was changed.")


class BackupInside(UserError):
    """A place within the data folder would be lost with it."""

    code = "backup-inside"
    message = N_("A backup inside the data folder would be lost together with it.")
    advice = N_("Choose a stick or another folder. Nothing was changed.")


class BackupDamaged(UserError):
    """What is on the stick isn't what was written, right after writing or later."""

    code = "backup-damaged"
    message = N_("The backup can't be read back as it was written.")
    advice = N_("Use another stick or an earlier backup. The data on this laptop was not changed.")


class BackupMissing(UserError):
    """No backup lies in the folder."""

    code = "backup-missing"
    message = N_("There is no backup of this program in this folder.")
    advice = N_("Choose the folder or stick that was chosen for backups. Nothing was changed.")
