"""Keeps small secrets in this user's keyring: Windows' Credential Manager, the macOS Keychain, or the Secret Service.

It keeps other users and the thief of a disk out, and not another program of the same user. It is loaded late, as
loading the keyring library takes a tenth of a second.
"""

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, TypeVar

from inpatient_hub.domain.lock_troubles import KeyringUnavailable

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

T = TypeVar("T")

_USER = "lock"


class DeviceSecrets(Protocol):
    """Keeps secrets on this computer for this user. Every method raises KeyringUnavailable, which says why."""

    def get(self, name: str) -> str | None:
        """The secret of this name, or None when there is none here."""
        ...

    def put(self, name: str, secret: str) -> None:
        """Keeps a secret, in the place of an older one of this name. It is there when this returns."""
        ...

    def forget(self, name: str) -> None:
        """Takes a secret away. One that is not there is no fault."""
        ...


class OsKeyring:
    """The keyring of the operating system, and never a file in its place."""

    def __init__(self) -> None:
        self._chosen: KeyringBackend | None = None

    def get(self, name: str) -> str | None:
        """The secret of this name."""
        return self._asked(lambda ring: ring.get_password(_service(name), _USER))

    def put(self, name: str, secret: str) -> None:
        """Keeps a secret, and makes sure that it was kept."""
        self._asked(lambda ring: ring.set_password(_service(name), _USER, secret))
        if self.get(name) != secret:
            raise KeyringUnavailable("It did not keep what it was given.")

    def forget(self, name: str) -> None:
        """Takes a secret away."""
        if self.get(name) is not None:
            self._asked(lambda ring: ring.delete_password(_service(name), _USER))

    def _asked(self, question: Callable[["KeyringBackend"], T]) -> T:
        try:
            if self._chosen is None:
                self._chosen = _backend()
            return question(self._chosen)
        except KeyringUnavailable:
            raise
        except Exception as error:  # noqa: BLE001 - each system's keyring fails in its own ways, and all mean the same
            raise KeyringUnavailable(_reason(error)) from None


def this_users_keyring() -> DeviceSecrets:
    """The keyring of whoever runs the program. Tests put another one in its place here."""
    return OsKeyring()


def _service(name: str) -> str:
    return f"Inpatient Hub {name}"


def _backend() -> "KeyringBackend":
    """The keyring of this system by its own name: what else might be installed or configured could keep the secret in
    a plain file. Raises RuntimeError where there is none."""
    if sys.platform == "win32":
        from keyring.backends.Windows import WinVaultKeyring

        vault = WinVaultKeyring()
        # Else Windows carries the secret to every computer this user signs in at.
        vault.persist = "local machine"
        return vault
    if sys.platform == "darwin":
        from keyring.backends.macOS import Keyring as Keychain

        return Keychain()
    from keyring.backends.SecretService import Keyring as SecretService

    make: Callable[[], KeyringBackend] = SecretService
    SecretService.priority  # noqa: B018 - asks whether the service answers
    return make()


_NOT_LET_IN = frozenset(
    {"KeyringLocked", "PasswordSetError", "PasswordDeleteError", "LockedException", "PromptDismissedException"}
)


def _reason(error: Exception) -> str:
    kind = type(error).__name__
    if kind in _NOT_LET_IN:
        return "It is locked, or it was not allowed to answer."
    if sys.platform.startswith("linux"):
        return "No keyring answers on this computer: there is no Secret Service, or no desktop session."
    return f"The system's keyring did not answer ({kind})."
