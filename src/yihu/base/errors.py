"""Errors that a person can act on."""

from yihu.base.i18n import N_, translate


class UserError(Exception):
    """Something a user can act on. The cause travels as `__cause__`.

    `code` is stable for ever; `message` and `advice` are msgids of the catalogue and may
    be reworded. Parameters given to the constructor fill their `{places}`; they must never
    hold personal data.
    """

    code = "error"
    message = N_("Something went wrong.")
    advice = N_("Nothing was changed.")

    def __init__(self, **parameters: object) -> None:
        super().__init__(self.code, parameters)
        self.parameters = parameters

    def explain(self) -> str:
        """What happened, in the language of the window."""
        return translate(self.message).format(**self._in_words())

    def advise(self) -> str:
        """What was kept and what to do next, in the language of the window."""
        return translate(self.advice).format(**self._in_words())

    def __reduce__(self) -> tuple[object, ...]:
        """So that it comes back whole from another process; an exception's own way knows no named parameters."""
        return _made_again, (type(self), self.parameters)

    def __str__(self) -> str:
        return f"{self.explain()} {self.advise()} [{self.code}]"

    def _in_words(self) -> dict[str, object]:
        return {
            name: translate(value) if isinstance(value, str) else value
            for name, value in self.parameters.items()
        }


def _made_again(kind: type[UserError], parameters: dict[str, object]) -> UserError:
    return kind(**parameters)


class Cancelled(UserError):
    """A person stopped the work; nothing was changed."""

    code = "cancelled"
    message = N_("Stopped at your request.")
    advice = N_("Nothing was changed.")


class FileUnreadable(UserError):
    """A file that a person chose is missing or may not be read."""

    code = "file-unreadable"
    message = N_("The file {name} can't be read.")
    advice = N_("Check that the stick is still there and choose the file again. Nothing was changed.")


class FolderNotWritable(UserError):
    """A folder that a person chose can't be written."""

    code = "folder-not-writable"
    message = N_("The folder {name} can't be written.")
    advice = N_("Choose another folder or another stick. Nothing was changed.")


class DiskFull(UserError):
    """The disk has no room left; what was saved before stays saved."""

    code = "disk-full"
    message = N_("The disk is full.")
    advice = N_("All that was saved before is kept. Free some space and do the last step again.")
