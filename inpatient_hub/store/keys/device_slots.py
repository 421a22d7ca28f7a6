"""The secrets that this computer's keyring holds for a lock, and how many wrong PINs were given."""

import secrets
from dataclasses import dataclass

from inpatient_hub.domain.locking import Way
from inpatient_hub.host.device_secrets import DeviceSecrets

_SECRET_BYTES = 32


@dataclass(frozen=True, slots=True)
class Kept:
    """What the keyring holds for one way in: a random secret, and the wrong PINs since the last right one."""

    secret: bytes
    wrong: int = 0


class DeviceSlots:
    """What the keyring holds for one lock. Every method raises KeyringUnavailable."""

    def __init__(self, keyring: DeviceSecrets, lock_id: bytes) -> None:
        self._keyring = keyring
        self._lock_id = lock_id

    def get(self, way: Way) -> Kept | None:
        """What is held for this way, or None when there is nothing that could be of ours."""
        said = self._keyring.get(self._name(way))
        secret, _, wrong = (said or "").partition(" ")
        try:
            kept = Kept(bytes.fromhex(secret), int(wrong or "0"))
        except ValueError:
            return None
        return kept if len(kept.secret) == _SECRET_BYTES and kept.wrong >= 0 else None

    def sure(self, way: Way) -> Kept:
        """What is held for this way; something new when nothing is. What is there is never replaced: until a changed
        key file is saved the old one needs it, and with another salt the same secret opens another slot."""
        kept = self.get(way)
        if kept is None:
            kept = self.new()
            self.put(way, kept)
        return kept

    def put(self, way: Way, kept: Kept) -> None:
        """Holds this from now on."""
        self._keyring.put(self._name(way), f"{kept.secret.hex()} {kept.wrong}")

    def forget(self, way: Way) -> None:
        """Holds nothing for this way any more."""
        self._keyring.forget(self._name(way))

    @staticmethod
    def new() -> Kept:
        """A secret that nobody has seen."""
        return Kept(secrets.token_bytes(_SECRET_BYTES))

    def _name(self, way: Way) -> str:
        return f"{self._lock_id.hex()} {way.value}"
