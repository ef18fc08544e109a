"""The system's key store, where there is one: Secret Service (Linux), Credential Locker (Windows), Keychain (Mac).

It is used only where a person asked for it. Backends that write plain files are never used.
"""

from contextlib import suppress
from typing import Any, Protocol

SERVICE = "Yihu"
TRUSTED_BACKENDS = (
    "keyring.backends.SecretService",
    "keyring.backends.Windows",
    "keyring.backends.macOS",
)


class SystemKeys(Protocol):
    """What keeps a secret for one person's account on this computer."""

    def get(self, name: str) -> bytes | None:
        """The secret of a folder; None without one, or if the store stays closed."""

    def put(self, name: str, secret: bytes) -> None:
        """Keep it. Raises SystemKeyGone."""

    def remove(self, name: str) -> None:
        """Forget it; nothing if it isn't there."""


def find_system_keys() -> SystemKeys | None:
    """This computer's key store; None where there is none. The library is loaded only here."""
    try:
        import keyring

        found: Any = keyring.get_keyring()
    except Exception:  # a broken desktop must not keep anybody from the passphrase
        return None
    candidates = getattr(found, "backends", (found,))
    trusted = (each for each in candidates if type(each).__module__ in TRUSTED_BACKENDS)
    backend = next(trusted, None)
    return None if backend is None else LibraryKeys(backend)


class LibraryKeys:
    """A backend of the library `keyring`; whatever it raises counts as: it has nothing."""

    def __init__(self, backend: Any) -> None:
        self._backend = backend

    def get(self, name: str) -> bytes | None:
        """See SystemKeys."""
        try:
            text = self._backend.get_password(SERVICE, name)
            return bytes.fromhex(text) if text else None
        except Exception:
            return None

    def put(self, name: str, secret: bytes) -> None:
        """See SystemKeys."""
        from yihu.storage.errors import SystemKeyGone

        try:
            self._backend.set_password(SERVICE, name, secret.hex())
        except Exception as cause:
            raise SystemKeyGone from cause

    def remove(self, name: str) -> None:
        """See SystemKeys."""
        with suppress(Exception):
            self._backend.delete_password(SERVICE, name)
