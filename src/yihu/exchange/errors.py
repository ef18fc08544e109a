"""Files that can't be read as a list."""

from yihu.base.errors import UserError
from yihu.base.i18n import N_


class ListRefused(UserError):
    """A file that is no list of rows and columns, or not whole. The others here are kinds of it."""

    code = "list-refused"
    message = N_("The file {name} can't be read as a list.")
    advice = N_(
        "Open it in the spreadsheet program, save it as .xlsx and choose that file. Nothing was changed."
    )


class ListEmpty(ListRefused):
    """No row below the headings."""

    code = "list-empty"
    message = N_("The file {name} has no rows.")
    advice = N_("Check that it is the right file and that it was saved. Nothing was changed.")


class ListProtected(ListRefused):
    """Encrypted with a password."""

    code = "list-protected"
    message = N_("The file {name} is protected with a password.")
    advice = N_(
        "Open it in the spreadsheet program, save a copy without the password and choose that. Nothing was changed."
    )


class ListFromWps(ListRefused):
    """WPS's own kind of file (.et), which only WPS reads whole."""

    code = "list-from-wps"
    message = N_("The file {name} is in the format of WPS itself (.et).")
    advice = N_("Open it in WPS, choose Save as, .xlsx, and choose that file. Nothing was changed.")


class ListTooLarge(ListRefused):
    """Larger than any register, or with a cell far out that makes it so."""

    code = "list-too-large"
    message = N_("The file {name} is too large for a list of households.")
    advice = N_(
        "Copy the rows and columns that are needed into a new file, or a village at a time. Nothing was changed."
    )


class ListHeaderMissing(ListRefused):
    """No row with headings among the first ten."""

    code = "list-header-missing"
    message = N_("The file {name} has no row with headings among its first ten.")
    advice = N_(
        "Write the names of the columns, such as 户编号 and 姓名, above the rows. Nothing was changed."
    )


class MappingIncomplete(UserError):
    """The columns chosen do not tell households apart."""

    code = "mapping-incomplete"
    message = N_("No column was chosen for the number of the household or for the name of its head.")
    advice = N_("Choose these columns and take the list over again. Nothing was changed.")
