"""What can be wrong with a file that was handed over."""

from yihu.base.errors import UserError
from yihu.base.i18n import N_


class ChangesetInvalid(UserError):
    """Bytes that are no changeset of this program: `reason` is a stable word, never data."""

    code = "changeset-invalid"
    message = N_("A change in the file isn't written as this program writes it ({reason}).")
    advice = N_("Ask for the file to be exported again. Nothing was changed.")


class PackageDamaged(UserError):
    """A package whose bytes contradict each other."""

    code = "package-damaged"
    message = N_("The file {name} is damaged.")
    advice = N_("Ask the sender to export it again. Nothing was changed here.")


class PackageTruncated(PackageDamaged):
    """A package that ends too early: a stick pulled, a copy broken off."""

    code = "package-truncated"
    message = N_("The file {name} is incomplete: its end is missing.")
    advice = N_(
        "Copy it again from the stick, or ask the sender to export it again. Nothing was changed here."
    )


class PackageForeign(UserError):
    """A file that is no package at all."""

    code = "package-foreign"
    message = N_("The file {name} is not a hand-over file of this program.")
    advice = N_("Choose a file whose name ends with .yihu. Nothing was changed here.")


class PackageTampered(UserError):
    """The signature does not fit: a byte was changed after signing."""

    code = "package-tampered"
    message = N_("The file {name} was changed after it was made, or was damaged on the way.")
    advice = N_("Don't use it. Ask the sender for a new file. Nothing was changed here.")


class PackageNotForYou(UserError):
    """Encrypted for others."""

    code = "package-not-for-you"
    message = N_("The file {name} was made for other laptops, this one can't open it.")
    advice = N_(
        "Give the sender this laptop's card and ask for a file that names this laptop. Nothing was changed here."
    )


class PackageNewer(UserError):
    """Made by a version whose format this one can't read."""

    code = "package-from-newer-version"
    message = N_("The file {name} was made by a newer version of this program.")
    advice = N_("Keep the file, update this program and take it in again. Nothing was changed here.")


class CardInvalid(UserError):
    """A card that can't be read or whose own signature doesn't fit."""

    code = "card-invalid"
    message = N_("The card {name} is damaged or is no card of a laptop.")
    advice = N_("Ask for the card again. Nothing was changed here.")
