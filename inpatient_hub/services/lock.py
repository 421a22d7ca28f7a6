"""Changing how the ward's work is opened on this computer: passphrase, PIN, keyring and recovery key."""

import logging
from collections.abc import Callable
from typing import Any

from inpatient_hub.domain.access import Right
from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.locking import LockState, TrustPolicy, Way
from inpatient_hub.services.ports import Clock
from inpatient_hub.services.seat import Seat, needs, open_to_all
from inpatient_hub.services.vault import Vault

_log = logging.getLogger(__name__)


def _in_nothing(_what: str) -> None:
    return


class LockService:
    """The lock of the store that is open. What is typed takes half a second to be checked: away from the window's
    thread. Whatever changes or shows it needs the right to change the lock, and may raise what the `Vault` raises."""

    def __init__(self, *, vault: Vault | None, key: Any, seat: Seat, clock: Clock) -> None:
        """`vault` is None where there is no lock: on a server, and for a ward that is thrown away."""
        self._vault = vault
        self._key = key
        self._seat = seat
        self._clock = clock
        self._record: Callable[[str], None] = _in_nothing

    @property
    @open_to_all
    def is_kept(self) -> bool:
        """Whether this store has a lock of its own."""
        return self._vault is not None

    @property
    @open_to_all
    def policy(self) -> TrustPolicy:
        """What the trust allows."""
        return self._vault.policy if self._vault is not None else TrustPolicy()

    @open_to_all
    def recorded_by(self, record: Callable[[str], None]) -> None:
        """Has every change of the lock recorded in the audit trail, from now on."""
        self._record = record

    @open_to_all
    def state(self) -> LockState:
        """How the lock stands; nothing secret is in it."""
        return self._there().state()

    @needs(Right.CHANGE_LOCK)
    def set_passphrase(self, words: str) -> None:
        """Makes a passphrase, or another one in its place. Raises TooWeak and WayNotAllowed."""
        self._there().set_passphrase(self._key, words)
        self._changed("passphrase")

    @needs(Right.CHANGE_LOCK)
    def set_pin(self, pin: str) -> None:
        """Makes a PIN for this computer, or another one. Raises TooWeak, WayNotAllowed and KeyringUnavailable."""
        self._there().set_pin(self._key, pin)
        self._changed("pin")

    @needs(Right.CHANGE_LOCK)
    def remember_here(self) -> None:
        """Lets this user's keyring open the lock. Raises WayNotAllowed and KeyringUnavailable."""
        self._there().remember_here(self._key)
        self._changed("keyring")

    @needs(Right.CHANGE_LOCK)
    def take_away(self, way: Way) -> None:
        """Takes a way in away. Raises LastWay."""
        self._there().take_away(self._key, way)
        self._changed(f"no {way.value}")

    @needs(Right.CHANGE_LOCK)
    def unwritten_recovery_key(self) -> str | None:
        """The recovery key, as long as nobody has typed it back. It opens everything: that it was shown is recorded."""
        words = self._there().unwritten_recovery_key(self._key)
        if words is not None:
            self._changed("recovery-key shown")
        return words

    @needs(Right.CHANGE_LOCK)
    def recovery_key_waits(self) -> bool:
        """Whether it has not been typed back yet; it is shown to nobody by this."""
        return self._there().state().recovery_not_written

    @needs(Right.CHANGE_LOCK)
    def new_recovery_key(self) -> str:
        """Makes another one; the old one opens nothing any more."""
        words = self._there().new_recovery_key(self._key)
        self._changed("recovery-key")
        return words

    @needs(Right.CHANGE_LOCK)
    def recovery_key_written(self, typed: str) -> None:
        """It was typed back from the paper, today. Raises MistypedRecoveryKey and WrongRecoveryKey."""
        self._there().recovery_key_written(self._key, typed, on=self._clock.today())
        self._changed("recovery-key written")

    @needs(Right.CHANGE_LOCK)
    def may_lock_anew(self, passphrase: str | None) -> None:
        """Raises when whoever is signed in may not lock everything with a new key, or not with this passphrase: asked
        before the store is closed for it."""
        vault = self._there()
        if passphrase is not None:
            vault.check_new_passphrase(passphrase)

    def _changed(self, what: str) -> None:
        """Records what was done. It is done: when it cannot be recorded, the log says so."""
        try:
            self._record(what)
        except HubError as fault:
            _log.warning("A change of the lock could not be recorded: %s", fault.title)

    def _there(self) -> Vault:
        if self._vault is None:
            raise HubError(
                "There is no lock here",
                "This store is kept on a database server, or is a ward for trial that is thrown away.",
                remedy="A server's own sign-in protects it: ask IT.",
            )
        return self._vault
